"""Reading who is who, and where they stand."""
