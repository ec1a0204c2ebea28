"""What the charts show: points, labels, frames, and the tables they are drawn from."""
