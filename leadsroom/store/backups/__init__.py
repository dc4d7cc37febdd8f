"""Backups that the program makes by itself of an SQLite database: made, verified, thinned out, restored."""
