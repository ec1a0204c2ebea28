"""The files of several teams as one survey: which files, which features, and whom once."""
