"""A chapter at its table, for figures of its health."""

from tests.meeting.fixtures import clock, harborview, store, table

__all__ = ("clock", "harborview", "store", "table")
