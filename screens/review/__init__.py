"""The review of a meeting."""
