"""Reading one meeting: its rows, its whole picture, and what planning it needs."""
