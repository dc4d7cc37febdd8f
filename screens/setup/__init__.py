"""Setting a chapter up, and what it has decided for itself."""
