"""Files in and out: rosters and minutes."""
