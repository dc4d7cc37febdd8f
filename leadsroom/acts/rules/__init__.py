"""The rules of a chapter."""
