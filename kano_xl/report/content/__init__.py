"""What the report says: the sheets, their tables and sentences."""
