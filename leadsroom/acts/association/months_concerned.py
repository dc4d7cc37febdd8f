"""Which months an act may have changed the figures of: most acts none, and then nothing is counted.

At a live table nothing counts yet. Of a row it is compared what counts of it, before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from leadsroom.domain.association.month import month_of
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.store.row_changes import Image, RowChange

_OVER = (MeetingState.CLOSED.value, MeetingState.BEFORE.value)


# It changes in place, so it is no Struct.
@dataclass(slots=True)
class MonthsConcerned:
    """The months that are concerned: these, those of rows that stand elsewhere, or all of them.

    `meetings` are those at which a changed row was entered. `visitors` are people whose first visit, or what
    came of it, may be another one, and `visited` meetings of whose visitors the same is true. `leads` are
    those whose dollars are of another kind.
    """

    are_all: bool = False
    months: set[int] = field(default_factory=set)
    meetings: set[int] = field(default_factory=set)
    visitors: set[int] = field(default_factory=set)
    visited: set[int] = field(default_factory=set)
    leads: set[int] = field(default_factory=set)

    @property
    def are_any(self) -> bool:
        """Whether anything is to be counted once more."""
        return bool(self.are_all or self.months or self.meetings or self.visitors or self.leads)


def months_concerned(
    changes: Iterable[RowChange], chapter: Chapter, at_table: Meeting | None
) -> MonthsConcerned:
    """Those that changes may concern; `at_table` is the meeting at whose table they were made, as it was."""
    found = MonthsConcerned()
    live = None if at_table is None or at_table.state.value in _OVER else at_table.id
    for table, row, other in _that_count(changes):
        if table == "lead" and other is not None and row["inside"] != other["inside"]:
            found.leads.add(row["id"])
        if table in _OF_ALL_MONTHS:
            _note_membership(found, table, row, other)
        elif table in ("meeting", "one_to_one"):
            found.months.add(month_of(date.fromisoformat(row["on_date"])))
            found.visited.update([row["id"]] if table == "meeting" else [])
        elif row["meeting_id"] is None or row["meeting_id"] != live:
            _note_entry(found, table, row, other, chapter)
    if at_table is not None and at_table.id in found.meetings:
        found.meetings.discard(at_table.id)
        found.months.add(month_of(at_table.on))
    return found


def _note_membership(found: MonthsConcerned, table: str, row: Image, other: Image | None) -> None:
    """Members are counted at the end of every month; of an application counts what it says of a visit."""
    rows = [each for each in (row, other) if each is not None]
    if table == "membership" and all(map(_is_application, rows)):
        found.visitors.add(row["person_id"])
    else:
        found.are_all = True


def _note_entry(
    found: MonthsConcerned, table: str, row: Image, other: Image | None, chapter: Chapter
) -> None:
    """What was entered at a meeting, or between meetings on the chapter's day of that moment."""
    if table == "visit":
        found.visitors.add(row["person_id"])
    if row["meeting_id"] is None:
        at = datetime.fromisoformat(row["passed_at" if table == "lead" else "at"])
        found.months.add(month_of(chapter.today(at)))
    elif table != "visit" or other is None or other["person_id"] != row["person_id"]:
        found.meetings.add(row["meeting_id"])  # a visit that is still theirs is found by the visitor


def _that_count(changes: Iterable[RowChange]) -> Iterator[tuple[str, Image, Image | None]]:
    """The rows of which another thing counts than before, as they count, each with the other side of it."""
    for change in changes:
        if (counts := _COUNTS.get(change.table)) is None:
            continue
        sides = (change.before, change.after)
        before, after = (None if row is None else counts(row) for row in sides)
        if before == after:
            continue
        for row, of_it, other in ((sides[0], before, sides[1]), (sides[1], after, sides[0])):
            if row is not None and of_it is not None:
                yield change.table, row, other


# What counts of a row; None where nothing of it does.


def _of_meeting(row: Image) -> Hashable:
    return (row["state"], row["kind"], row["on_date"]) if row["state"] in _OVER else None


def _of_mark(row: Image) -> Hashable:
    return (row["mark"], row["meeting_id"]) if row["mark"] else None


def _of_lead(row: Image) -> Hashable:
    if row["withdrawn_at"] or row["same_as_id"] is not None:
        # What of its dollars is for the giver's own household counts all the same.
        return ("inside",) if row["inside"] else None
    where = row["meeting_id"] or row["passed_at"]
    return row["lead_since"] is None, row["receiver_says"] is False, row["inside"], where


def _of_dollars(row: Image) -> Hashable:
    if row["withdrawn_at"] or not row["amount_minor"]:
        return None
    what = row["amount_minor"], row["currency"], row["reported_by_id"], row["lead_id"]
    return *what, row["meeting_id"] or row["at"]


def _of_one_to_one(row: Image) -> Hashable:
    on: str = row["on_date"]
    return None if row["withdrawn_at"] else on


def _of_visit(row: Image) -> Hashable:
    if row["withdrawn_at"] or row.get("of_member_elsewhere"):
        return None
    return row["person_id"], row["meeting_id"], row["at"], row["became"]


def _of_membership(row: Image) -> Hashable:
    days = row["joined_on"], row["ended_on"], row["applied_on"]
    return (
        row["person_id"],
        _holds_seat(row),
        row["status"] == MembershipStatus.ENDED,
        _is_application(row),
        *days,
    )


def _holds_seat(row: Image) -> bool:
    return MembershipStatus(row["status"]).holds_seat


def _is_application(row: Image) -> bool:
    """Whether a membership is one of somebody who applies or waits, or one that came to nothing."""
    if _holds_seat(row) or row["joined_on"] is not None:
        return False
    return row["status"] != MembershipStatus.ENDED or bool(row["applied_on"] or row["waiting_since"])


def _of_chapter(row: Image) -> Hashable:
    counts_open_houses = ((row["rules"] or {}).get("visitors") or {}).get("open_house_counts", False)
    return row["timezone"], row["currency"], counts_open_houses


def _of_person(row: Image) -> Hashable:
    merged_into: int | None = row["merged_into_id"]
    return merged_into


_COUNTS: dict[str, Callable[[Image], Hashable]] = {
    "meeting": _of_meeting,
    "attendance": _of_mark,
    "lead": _of_lead,
    "closed_business": _of_dollars,
    "one_to_one": _of_one_to_one,
    "visit": _of_visit,
    "membership": _of_membership,
    "person": _of_person,
    "chapter": _of_chapter,
}
_OF_ALL_MONTHS = ("membership", "person", "chapter")
