"""Commands about the season: when the chapter meets, and what is special about a date."""

from __future__ import annotations

from datetime import date, timedelta

from leadsroom.acts.command import Command
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId, TalkId
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


class SetPlace(Command, frozen=True, tag="SetPlace"):
    """Meet somewhere else on a date; with an empty `place` at the usual place again."""

    on: date
    place: str


class PlanTalk(Command, frozen=True, tag="PlanTalk"):
    """Somebody speaks on a date, or, with None, on one that is still to be found.

    The name is that of a member, of somebody else on record, or of somebody from outside, of `company`; with
    `speaker_id` that person is meant. Whoever was to speak on this date is without one. A correction names
    the talk that it replaces.
    """

    on: date | None
    name: str
    topic: str = ""
    company: str = ""
    length: timedelta | None = None
    questions: timedelta | None = None
    speaker_id: PersonId | None = None
    corrects: TalkId | None = None


class CancelTalk(Command, frozen=True, tag="CancelTalk"):
    """Take a talk off the rota."""

    talk_id: TalkId


class NameLeader(Command, frozen=True, tag="NameLeader"):
    """A member leads the steps of a kind on a date; None: nobody in particular."""

    on: date
    kind: StepKind
    leader_id: PersonId | None
