"""A chapter at its table."""

from tests.meeting.fixtures import clock, harborview, store, table

__all__ = ("clock", "harborview", "store", "table")
