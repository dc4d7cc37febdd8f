"""The chapter itself: one local group and its habits."""
