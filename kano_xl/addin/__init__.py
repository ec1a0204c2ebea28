"""The add-in file, built from sources."""
