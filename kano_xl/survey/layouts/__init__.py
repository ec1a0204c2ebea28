"""How surveys are laid out, a module for each way: how it is told, what its cells mean, and its
keys in a mapping file. `kano_xl.survey.choosing` asks them one after the other.
"""
