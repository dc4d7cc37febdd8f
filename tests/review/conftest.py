"""A chapter at its table, whose meetings are looked back on."""

from tests.meeting.fixtures import clock, harborview, table

__all__ = ("clock", "harborview", "table")
