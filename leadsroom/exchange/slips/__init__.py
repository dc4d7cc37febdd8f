"""The slips of a member as files."""
