"""Planning sheets: made once from a survey's results, then filled in by a team."""
