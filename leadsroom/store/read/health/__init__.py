"""Reading what members and the chapter did in a period."""
