"""What the buttons of the ribbon do, one function for each."""
