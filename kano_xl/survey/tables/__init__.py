"""A table within a sheet: where it stands, and what the headers of its columns say."""
