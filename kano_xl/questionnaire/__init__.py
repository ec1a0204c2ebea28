"""From a list of features to a questionnaire in the tool that people use.

    a list of features → `kano_xl.questionnaire.form`, what is asked, in words → a target's file

Whatever the tool, a question is asked by itself and holds the whole question with the feature in
quotation marks; by that the survey reader knows it again in the tool's export.
"""
