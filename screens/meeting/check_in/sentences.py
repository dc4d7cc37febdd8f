"""The lines below the check-in board: where the chosen one stands, how their mark came about, the keys."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace
from textual.content import Content

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.ids import StationId
from leadsroom.domain.journal import at_station
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Attendee
from leadsroom.domain.people.standing import Level, MemberStanding, RuleStanding
from leadsroom.domain.people.standing_words import share_standing_sentence, standing_sentence
from leadsroom.domain.rules.rule_words import counted_in_words, ordinal, step_in_words, then_in_words
from leadsroom.domain.text.money import Money, show_money
from screens.kit.pane import Pane, columns, right
from screens.kit.styled import key_row
from screens.meeting.table_pane import costs_pitch


class Saying(Struct, frozen=True):
    """One line in several lengths, the longest first; what was `done` stands before it, whatever fits."""

    lengths: tuple[str, ...]
    style: str = "$quiet"
    done: str = ""


_Keys = tuple[tuple[str, str], ...]
_MARKS: _Keys = (("1", "here"), ("2", "absent"), ("3", "late"), ("4", "medical"), ("5", "substitute"))
_ONLINE: _Keys = (("6", "online"),)
_OTHERS: _Keys = (("*", "others here"),)
_LATER: _Keys = (("7", "left"), ("8", "turn back"), ("9", "money"))
_FIND: _Keys = (("A–Z", "name"), ("/", "find"), ("u", "undo"))
MARKING: tuple[_Keys, ...] = (
    (*_MARKS, *_ONLINE, *_OTHERS, *_LATER, *_FIND),
    (*_MARKS, *_ONLINE, *_OTHERS, *_LATER[:1], _FIND[0], _FIND[2]),
    (*_MARKS, *_ONLINE, *_OTHERS, _FIND[0], _FIND[2]),
    (*_MARKS, *_ONLINE, ("*", "all"), _FIND[0]),
    # A medical leave is mostly announced: of all marks it is the one that may be missing here.
    (*_MARKS[:3], _MARKS[4], *_ONLINE, ("*", "all"), _FIND[0]),
    (*_MARKS, ("*", "all"), _FIND[0]),
    _MARKS,
)
NAMING: tuple[_Keys, ...] = (
    (("a–z", "letters of the name"), *_MARKS, *_ONLINE, ("esc", "everybody")),
    (*_MARKS, ("esc", "everybody")),
)
FINDING: tuple[_Keys, ...] = (
    (("a–z", "letters of a name"), ("↑↓", "choose"), ("⏎", "these, then mark"), ("esc", "everybody")),
)

EVERY_KEY: _Keys = (
    ("a capital", "begins a name: those it fits are left, and the next digit marks"),
    ("/", "find by any letters of a name or a profession"),
    ("↑↓ ← →", "choose somebody"),
    ("1", "present"),
    ("2", "absent"),
    ("3", "late"),
    ("4", "medical leave"),
    ("5", "a substitute for them"),
    ("6", "online, or in the room after all"),
    ("7", "left early, or back"),
    ("8", "call back whom the round passed over"),
    ("9", "what they pay or are charged"),
    ("*", "everybody else is present"),
    ("u ctrl+y", "undo the last change; do it again"),
    ("⏎ esc", "everybody in view again; then close the board"),
)


class KeyRow(Pane[tuple[_Keys, ...]]):
    """What the keys do, as many of them as fit: the longest of several rows."""

    def draw(self, picture: tuple[_Keys, ...], width: int) -> Content:
        rows = [key_row(keys, gap=2) for keys in picture]
        return next((row for row in rows if row.cell_length <= width), rows[-1]).truncate(width)


class Heading(Struct, frozen=True):
    """The title, what is sought, how much is out of view; and at the right how far the check-in is.

    That stands there in full, else in fewer words, else not.
    """

    title: str
    sought: str
    more: str
    counts: tuple[str, ...]


class HeadingPane(Pane[Heading]):
    """The first line of the board."""

    def draw(self, picture: Heading, width: int) -> Content:
        parts = [Content.styled(picture.title, "bold $text-primary")]
        parts += [Content.styled(picture.sought, "bold")] if picture.sought else []
        parts += [Content.styled(picture.more, "$quiet")] if picture.more else []
        left = Content("  ").join(parts)
        room = width - left.cell_length - 2
        counts = next((words for words in picture.counts if len(words) <= room), "")
        return columns(left, right(counts, room + 2)).truncate(width, ellipsis=True)


class OneLine(Pane[Saying]):
    """The longest words that fit."""

    def draw(self, picture: Saying, width: int) -> Content:
        done = Content.styled(f"{picture.done}  " if picture.done else "", "$text-success")
        room = width - done.cell_length
        fitting = (words for words in picture.lengths if Content(words).cell_length <= room)
        words = next(fitting, "" if picture.done else picture.lengths[-1])
        return Content.assemble(done, Content.styled(words, picture.style)).truncate(width, ellipsis=True)


def where_they_stand(
    snapshot: Snapshot, place: Attendee, standing: MemberStanding, owed: Money | None, how: str = ""
) -> Saying:
    """What coming late has cost, what is owed, and where somebody stands with the attendance rules.

    Where there is room for it, `how` their mark came about stands behind that.
    """
    lost = f"{_no_pitch(snapshot)}  " if costs_pitch(snapshot, place) else ""
    owes = f"Owes {show_money(owed, snapshot.chapter.country)}.  " if owed and owed.minor > 0 else ""
    style = "$text-warning" if lost or standing.level >= Level.LIMIT else ""
    where = _where(standing, snapshot.meeting.on)
    sentences = [f"{lost}{owes}{sentence}" for sentence in where]
    in_full = [f"{sentences[0]}  {how}".strip()] if how else []
    return Saying((*in_full, *sentences, f"{lost}{owes}" if lost else where[-1] or owes, lost or owes), style)


def how_marked(snapshot: Snapshot, place: Attendee, stations: Mapping[StationId, str]) -> str:
    """`Marked by name, 6:58, at the table.`; nothing of a mark of which it is not on record."""
    if place.mark is None or place.came_about is None:
        return ""
    at = clock_time(place.marked_at, snapshot.chapter) if place.marked_at is not None else ""
    station = stations.get(place.marked_by, "") if place.marked_by is not None else ""
    words = ", ".join(filter(None, (place.came_about.words, at, at_station(station) if station else "")))
    return f"{words[0].upper()}{words[1:]}."


def _no_pitch(snapshot: Snapshot) -> str:
    late_from = snapshot.chapter.rules.late.late_from or StepKind.PITCHES
    return f"Came after {step_in_words(late_from)} began: no pitch. 8 gives it back."


def _where(standing: MemberStanding, on: date) -> tuple[str, ...]:
    """The rule that is nearest to its limit, else the first, as a sentence; then in fewer words."""
    share = next((share for share in standing.shares if share.level > Level.FINE), None)
    if standing.nearest is None and share is not None:
        return (share_standing_sentence(share),)
    limit = standing.nearest or next(iter(standing.limits), None)
    if limit is None:
        return ("",)
    whole = standing_sentence(limit, on)
    return whole, standing_sentence(replace(limit, falls_out_on=None), on), _in_short(limit)


def _in_short(standing: RuleStanding) -> str:
    rule = standing.rule
    if standing.left < 0:
        counted = f"{counted_in_words(rule.counts, standing.count)} {rule.window.words}"
        return f"{counted}, {rule.allowed or 'none'} allowed: {then_in_words(rule.then)}."
    text = f"{standing.count} of {counted_in_words(rule.counts, rule.allowed)} {rule.window.words}"
    if standing.left > 0:
        return f"{text}."
    return f"{text}: with the {ordinal(rule.allowed + 1)} {then_in_words(rule.then)}."
