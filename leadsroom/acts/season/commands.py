"""Commands about the season: when the chapter meets, and what is special about a date."""

from __future__ import annotations

from datetime import date

from leadsroom.acts.command import Command
from leadsroom.domain.season.calendar import DateKind, Schedule


class SetSchedule(Command, frozen=True, tag="SetRhythm"):
    """Meet by another schedule from now on. Notices and special dates of the old one alone are cleared."""

    schedule: Schedule


class MarkDate(Command, frozen=True, tag="MarkDate"):
    """Make a date a holiday, an open house, or the date of an extra meeting; `note` says why."""

    on: date
    kind: DateKind
    note: str = ""


class ClearDate(Command, frozen=True, tag="ClearDate"):
    """Back to a regular meeting; an extra meeting is called off by it."""

    on: date
