"""What a review is made of, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from textual.content import Content

from leadsroom.domain.meeting.record_kinds import KINDS
from leadsroom.views.health.review import MeetingReview
from leadsroom.views.meeting.summary import Summary
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
    _of("close_seats", heading("Overlapping professions"), figures.close_seats),
    _of("steps", figures.STEPS_HEADING, figures.steps),
)
