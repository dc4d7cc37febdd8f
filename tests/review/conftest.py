"""A chapter at its table, whose meetings are looked back on."""

from tests.meeting.fixtures import clock, harborview, store, table

__all__ = ("clock", "harborview", "store", "table")
