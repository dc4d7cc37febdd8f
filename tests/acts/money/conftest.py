"""A chapter of six with rules for money, at its table and between meetings."""

from tests.meeting.fixtures import clock, harborview, store, table

__all__ = ("clock", "harborview", "store", "table")
