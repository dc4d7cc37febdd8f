"""What members and the chapter did, received and are to do, over a meeting and over the years."""
