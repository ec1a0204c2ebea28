"""What stands where, and how wide: placement, sizes, the width of texts."""
