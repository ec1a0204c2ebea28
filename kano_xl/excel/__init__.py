"""Inside Excel: the functions people type, and what the ribbon does."""
