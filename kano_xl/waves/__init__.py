"""Waves of a survey from files: what each of them is, which features are the same, who is."""
