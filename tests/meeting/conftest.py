"""A chapter at its table."""

from tests.meeting.fixtures import clock, harborview, table

__all__ = ("clock", "harborview", "table")
