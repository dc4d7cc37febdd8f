"""Who belongs to a chapter or comes to its table, and where each of them stands."""
