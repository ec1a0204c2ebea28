"""What answers mean: the wordings that are known, and what the cells of a survey mean by them."""
