"""The people who belong to a chapter or come to its table, and where each of them stands."""
