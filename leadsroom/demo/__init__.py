"""A sample chapter with a season behind it and a meeting ready to start. Nobody in it is real."""
