"""The chapter itself, and its habits."""
