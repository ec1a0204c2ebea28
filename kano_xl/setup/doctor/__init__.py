"""What keeps the installed add-in from working: one finding for each thing that is looked at.

It looks at what is installed, not at the Python that it happens to run in. That Python needs
the standard library and this package alone; whatever else is imported is imported by the
installed Python, in a process of its own that may hang or crash.
"""
