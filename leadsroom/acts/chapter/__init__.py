"""The chapter itself: founding it, and its habits."""
