"""What an association does: its areas, directors and their visits, and what it hands down."""
