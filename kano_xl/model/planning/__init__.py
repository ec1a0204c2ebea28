"""The numbers of the planning sheets: arrays in, numbers out, no sheet and no file."""
