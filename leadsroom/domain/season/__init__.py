"""When a chapter meets."""
