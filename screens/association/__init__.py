"""Pages of an association: its chapters, its areas, and what it hands down."""
