"""The rules of the chapter."""
