"""What members and the chapter did in a period, and what is to be done after it."""
