"""Rosters in and out: a file that is read, matched with the chapter, and written."""
