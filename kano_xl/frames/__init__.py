"""Data frames in, a `Survey` of counts out: the engine behind the frame counts, nothing is held."""
