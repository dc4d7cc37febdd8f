"""The file of an SQLite database: whether it is the one that was opened, and what to do when it is not."""
