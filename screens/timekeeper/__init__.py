"""The clock for the whole room."""
