"""Cells in, a `Survey` out: which columns pair up, what each answer means, what is wrong."""
