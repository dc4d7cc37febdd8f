"""Files about an association."""
