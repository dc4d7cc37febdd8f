"""What a member is to do, and what they and the chapter did over the years."""
