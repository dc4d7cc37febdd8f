"""What a chapter asks of its members, its visitors and its leads."""
