"""What is seen of an association."""
