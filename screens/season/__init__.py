"""The dates of the season."""
