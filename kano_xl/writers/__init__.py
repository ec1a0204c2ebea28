"""Report in, file out: writers compute nothing."""
