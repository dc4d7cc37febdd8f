"""What a member's page is made of: where they stand, their meetings one by one and at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest

from textual.content import Content

from leadsroom.domain.people.attendance import Away, Mark
from leadsroom.domain.people.decisions import Decision
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.people.standing import Level, MemberStanding
from leadsroom.domain.people.standing_words import (
    NOTHING_COUNTED,
    quota_standing_sentence,
    share_standing_sentence,
    standing_sentence,
)
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.wording import near_date, near_day
from leadsroom.views.people import MarkLine, MemberPage, MemberPicture
from screens.kit.listing import Column, Line
from screens.kit.pane import TallPane, lines
from screens.kit.styled import SIGNS, Sign, quiet, sign_of, strong, words
from screens.rules.impact_pane import level_words

MARK_COLUMNS = (Column(), Column(), Column(), Column(least=8, fills=True))
_BLANK = Content("")
_LABEL = 12  # cells, what a part is about


class StandingPane(TallPane[MemberPage]):
    """Who it is, where they stand with each rule and quota, leaves and offices."""

    def draw(self, picture: MemberPage, width: int) -> Content:
        seen, room = picture.picture, max(1, width - _LABEL)
        parts = [
            ("Attendance", [*_standing(seen.standing, seen, room)]),
            ("Quota", [line for q in seen.quotas for line in words(quota_standing_sentence(q)).wrap(room)]),
            ("Leave", [words(_leave(leave, seen)) for leave in seen.leaves]),
            ("Offices", _terms(picture.member)),
            ("Earlier", _earlier(picture, room)),
        ]
        labelled = [line for label, part in parts for line in _labelled(label, part)]
        return lines(*_facts(picture, width), _BLANK, *labelled)


def _labelled(label: str, part: Iterable[Content]) -> Iterator[Content]:
    """The lines of a part, beside the first of them what it is about."""
    for at, line in enumerate(part):
        yield Content.assemble(quiet((label if at == 0 else "").ljust(_LABEL)), line)


def _facts(picture: MemberPage, width: int) -> Iterator[Content]:
    member, active = picture.member, MembershipStatus.ACTIVE
    work = " · ".join(filter(None, (member.profession, member.person.company)))
    yield Content.assemble(strong(member.person.name), quiet(f"  {work}")).truncate(width, ellipsis=True)
    status = "" if member.status is active else member.status.value
    seat = f"seat {member.seat}" if member.status.holds_seat else ""
    since = f"since {member.joined_on:%-d %b %Y}" if member.joined_on else ""
    phone = shown_phone(member.person, picture.chapter.country)
    sells = "multi-level marketing" if member.person.multi_level else ""
    letters = "" if member.person.may_write_to(is_member=True) else "no letters"
    facts = (status, seat, ", ".join(member.offices), since, phone, member.person.email, letters, sells)
    yield from quiet(" · ".join(filter(None, facts))).wrap(width)
    if member.note:
        yield from quiet(member.note).wrap(width)


def _terms(member: Member) -> list[Content]:
    """A line for each office of which a day is on record, those that are held first."""
    terms = sorted(member.terms, key=lambda term: not term.is_held)
    return [Content.assemble(words(term.name), quiet(f"  {term.days}")) for term in terms if term.days]


def _earlier(picture: MemberPage, width: int) -> Iterator[Content]:
    """What an earlier program counted; no rule looks at it."""
    for opening in picture.picture.openings:
        source = f" ({opening.source})" if opening.source else ""
        sentence = opening.sentence(picture.chapter.country)
        yield from Content.assemble(words(sentence), quiet(source)).wrap(width)


def _standing(standing: MemberStanding, seen: MemberPicture, width: int) -> Iterator[Content]:
    if not standing.limits and not standing.shares:
        yield from quiet("The chapter has no attendance rule yet: g, then u for the rules.").wrap(width)
    limits = [limit for limit in standing.limits if limit.count]
    shares = [share for share in standing.shares if share.of]
    if (standing.limits or standing.shares) and not limits and not shares:
        yield from quiet(NOTHING_COUNTED).wrap(width)
    for limit in limits:
        yield from _sentence(limit.level, standing_sentence(limit, seen.today), width)
    for share in shares:
        yield from _sentence(share.level, share_standing_sentence(share), width)


def _sentence(level: Level, sentence: str, width: int) -> Iterator[Content]:
    sign, _, tone = level_words(level)
    first, *others = words(sentence).wrap(max(1, width - 2))
    yield Content.assemble(words(f"{sign} ", tone), first)
    yield from (Content.assemble(Content("  "), other) for other in others)


def _leave(leave: Away, seen: MemberPicture) -> str:
    since = near_day(leave.since, seen.today)
    return f"from {since}" + (f" to {near_day(leave.until, seen.today)}" if leave.until else ", open")


def mark_lines(seen: MemberPicture, *, every: bool = True) -> list[Line]:
    """What was decided, then the meetings, the latest first: `every` one, or those that need a word."""
    decided = [_decision_line(decision, seen) for decision in seen.decisions]
    marks = [_mark_line(mark, seen.today) for mark in seen.marks if every or not _is_usual(mark)]
    return [*_under("Decided", decided), *_under("All meetings" if every else "Exceptions", marks)]


def _under(title: str, lines: list[Line]) -> list[Line]:
    return [Line("", heading=quiet(title)), *lines, Line("", heading=_BLANK)] if lines else []


def _is_usual(mark: MarkLine) -> bool:
    return mark.mark is Mark.PRESENT and not mark.left_early and not mark.online


def _mark_line(mark: MarkLine, today: date) -> Line:
    sign = _sign(mark)
    online = "online" if mark.online else ""
    facts = [
        mark.mark.words if mark.mark is not None else sign.meaning,
        online,
        "left early" if mark.left_early else "",
        "excused" if mark.excused else "",
    ]
    cells = (
        words(sign.shape, sign.tone),
        words(near_date(mark.on, today)),
        words(", ".join(filter(None, facts)), "quiet" if mark.mark is Mark.PRESENT else ""),
        quiet(f"by {mark.substitute}" if mark.substitute else ""),
    )
    return Line(f"mark:{mark.meeting_id}", cells)


def _decision_in_words(decision: Decision, marks: Sequence[MarkLine]) -> str:
    """What was decided; of an excuse, for which mark, where that is seen."""
    excused = next((mark for mark in marks if mark.meeting_id == decision.meeting_id), None)
    return f"{excused.what_is_excused} excused" if excused else decision.kind.words


def decision_in_full(decision: Decision, marks: Sequence[MarkLine]) -> str:
    """`Absence excused by the committee: her mother was ill`."""
    by = f" by {decision.decided_by}" if decision.decided_by else ""
    kind = _decision_in_words(decision, marks)
    return f"{kind[:1].upper()}{kind[1:]}{by}" + (f": {decision.note}" if decision.note else "")


def _decision_line(decision: Decision, seen: MemberPicture) -> Line:
    by = f"by {decision.decided_by}" if decision.decided_by else ""
    cells = (
        words("◆", "accent"),
        words(near_date(decision.on, seen.today)),
        words(_decision_in_words(decision, seen.marks)),
        quiet(" · ".join(filter(None, (by, decision.note)))),
    )
    return Line(f"decision:{decision.id}", cells)


_MONTH = 3  # letters of its name
_BETWEEN = Content("   ")


class AttendanceStrip(TallPane[tuple[MarkLine, ...]]):
    """The meetings of a member, which come the latest first, drawn with the oldest at the left."""

    def draw(self, picture: tuple[MarkLine, ...], width: int) -> Content:
        if not picture:
            return Content("")
        shown = picture[:width][::-1]
        head = "The last twelve months" if len(shown) == len(picture) else f"The last {len(shown)} meetings"
        signs = Content("").join(words(sign.shape, sign.tone) for sign in map(_sign, shown))
        return lines(quiet(head), signs, quiet(months_below(shown, width)), *_counted(shown, width))


def _sign(mark: MarkLine) -> Sign:
    return sign_of(mark.mark, mark.left_early, mark.online)


def months_below(shown: Sequence[MarkLine], width: int) -> str:
    """The names of the months, each where its first meeting stands, but for those without room for one."""
    months = [(mark.on.year, mark.on.month) for mark in shown]
    starts = [place for place, month in enumerate(months) if months[:place][-1:] != [month]]
    names = ""
    for start, following in zip_longest(starts, starts[1:], fillvalue=width + 1):
        if following - start > _MONTH:
            names = names.ljust(start) + f"{shown[start].on:%b}"
    return names


def _counted(shown: Sequence[MarkLine], width: int) -> list[Content]:
    """Each sign that there is with its meaning, and how often: `● 26 present   ○ 1 absent`, unbroken each."""
    counts = Counter(map(_sign, shown))
    rows: list[Content] = []
    for sign in SIGNS:
        if counts[sign]:
            part = Content.assemble(words(sign.shape, sign.tone), quiet(f" {counts[sign]} {sign.meaning}"))
            together = _BETWEEN.join([*rows[-1:], part])
            rows[-1:] = [together] if together.cell_length <= width else [*rows[-1:], part]
    return rows
