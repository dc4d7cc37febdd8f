"""After the meeting: what happened, and what it means over a season."""
