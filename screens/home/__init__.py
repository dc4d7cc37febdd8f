"""What comes first: the next meeting, the last ones, what waits."""
