"""The check-in board: everyone expected, one key each."""
