"""Automatic backups of an SQLite database: made, verified, thinned out, restored."""
