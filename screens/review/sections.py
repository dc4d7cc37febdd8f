"""What a review is made of, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from textual.content import Content

from leadsroom.domain.meeting.record_kinds import (
    ASK,
    BUSINESS,
    KINDS,
    LEAD,
    OUTCOME,
    SUBSTITUTE,
    VISITOR,
)
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people import visiting
from leadsroom.views.health.review import MeetingReview
from leadsroom.views.meeting.summary import Summary
from leadsroom.views.meeting.summary_lines import ThanksLine
from screens.kit.listing import Line
from screens.review import figures
from screens.review import lines as drawn
from screens.review.lines import Entry, Section, heading, section_lines


def review_lines(seen: MeetingReview, width: int, *, unfolded: bool) -> list[Line]:
    """The whole review of a meeting, for a list so many cells wide."""
    return section_lines(seen, (*_SECTIONS, _TURNS if unfolded else _FOLDED), width)


def _of(
    key: str,
    title: Content | Callable[[Summary], Content],
    entries: Callable[[Summary, int], Iterable[Entry]],
) -> Section[MeetingReview]:
    """A section that the summary alone has all of."""
    over = title if isinstance(title, Content) else lambda seen: title(seen.summary)
    return Section(key, over, lambda seen, width: entries(seen.summary, width))


def _of_kinds() -> Iterator[Section[MeetingReview]]:
    """Those of the kinds of entries that have a heading of their own."""
    for kind in KINDS:
        if kind.telling is not None:
            yield Section(kind.telling.key, heading(kind.telling.heading), drawn.entries_of(kind))


_TURNS = _of("turns", heading("Every turn"), figures.turns)
_FOLDED = _of("turns", heading("Every turn"), figures.folded_turns)
_SECTIONS = (
    _of("calls", drawn.call_heading, drawn.calls),
    _of("leads", heading("What became of the leads"), drawn.other_leads),
    _of("thanks", heading("Thanks and closed business"), drawn.thanks),
    _of("asks", heading("Asks"), drawn.asks),
    _of("outcomes", heading("Outcomes of earlier leads"), drawn.outcomes),
    *_of_kinds(),
    Section("numbers", figures.numbers_heading, figures.numbers),
    _of("members", heading("Who was there"), figures.members),
    _of("one_to_ones", heading("One-to-ones"), drawn.one_to_ones),
    _of("visitors", heading("Visitors"), drawn.visitors),
    _of("visiting_members", heading(visiting.HEADING), drawn.visiting_members),
    _of("close_seats", heading("Overlapping professions"), figures.close_seats),
    _of("steps", figures.STEPS_HEADING, figures.steps),
)


# Which entry of the record a line shows

Row = tuple[str, int] | None  # the table, and the row in it
_AboutRow = tuple[str, Row]


def entry_at(seen: MeetingReview, key: str) -> Row:
    """The entry of the record that the line of a key shows; None where there is none."""
    section, about, count = (*key.split(":"), "", "", "")[:3]
    rows = [row for of, row in _rows_of(seen, section) if of == about]
    place = int(count) - 1 if count.isdecimal() else 0
    return rows[place] if place < len(rows) else None


def _rows_of(seen: MeetingReview, section: str) -> Iterable[_AboutRow]:
    """What the lines of a section are about, in their order, with the row behind each."""
    if section in _ROWS:
        return _ROWS[section](seen.snapshot, seen.summary)
    kind = next((x for x in KINDS if x.telling is not None and x.telling.key == section), None)
    entries = kind.entries(seen.snapshot) if kind is not None else ()
    return [(drawn.about_first(kind.named(x)), (kind.table, x.id)) for x in entries] if kind else []


def _leads(snapshot: Snapshot, _summary: Summary) -> Iterator[_AboutRow]:
    return ((f"lead/{lead.id}", (LEAD.table, lead.id)) for lead in snapshot.leads)


def _thanks(snapshot: Snapshot, summary: Summary) -> Iterator[_AboutRow]:
    found: dict[tuple[datetime, int | None, bool], Row] = {}
    for update in snapshot.updates:
        found[update.at, update.receiver_id, True] = OUTCOME.table, update.id
    for business in snapshot.business:
        found[business.at, business.reported_by_id, not business.amount.minor] = BUSINESS.table, business.id
    for line in drawn.in_order_of_thanks(summary):
        by = line.by if isinstance(line, ThanksLine) else line.reported_by
        yield drawn.about_thanks(line), found.get((line.at, by.id, isinstance(line, ThanksLine)))


def _outcomes(snapshot: Snapshot, summary: Summary) -> Iterator[_AboutRow]:
    noted = {(each.lead_id, each.at): each.id for each in snapshot.updates}
    for line in summary.became:
        yield f"lead/{line.lead_id}", (OUTCOME.table, noted[line.lead_id, line.at])


def _asks(snapshot: Snapshot, _summary: Summary) -> Iterator[_AboutRow]:
    return ((f"person/{turn.member_id}", (ASK.table, turn.id)) for turn in snapshot.turns if turn.looking_for)


def _visitors(snapshot: Snapshot, _summary: Summary) -> Iterator[_AboutRow]:
    return (("visitor", (VISITOR.table, visit.id)) for visit in snapshot.visitors)


def _visiting_members(snapshot: Snapshot, _summary: Summary) -> Iterator[_AboutRow]:
    return (("visiting", (VISITOR.table, visit.id)) for visit in snapshot.visiting_members)


def _members(snapshot: Snapshot, _summary: Summary) -> Iterator[_AboutRow]:
    places = snapshot.attendees
    return ((f"person/{place.member_id}", (SUBSTITUTE.table, place.id)) for place in places)


_ROWS: Mapping[str, Callable[[Snapshot, Summary], Iterable[_AboutRow]]] = {
    "calls": _leads,
    "leads": _leads,
    "thanks": _thanks,
    "asks": _asks,
    "outcomes": _outcomes,
    "members": _members,
    "visitors": _visitors,
    "visiting_members": _visiting_members,
}
