"""Reading people, and where they stand."""
