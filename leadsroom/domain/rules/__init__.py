"""What a chapter asks of its members, its guests and its leads."""
