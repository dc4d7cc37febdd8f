"""What a member's page is made of: where they stand in sentences, and their meetings one by one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from leadsroom.acts.people.member_sheet import shown_phone
from leadsroom.domain.money.account import owed_in_words
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.attendance_record import Away
from leadsroom.domain.people.decisions import Decision
from leadsroom.domain.people.standing import Level, MemberStanding
from leadsroom.domain.people.standing_words import (
    day_in_words,
    quota_standing_sentence,
    share_standing_sentence,
    standing_sentence,
)
from leadsroom.domain.text.wording import short_date
from leadsroom.views.people_member import MarkLine, MemberPage, MemberPicture
from screens.kit.columns import Column
from screens.kit.listing import Line
from screens.kit.pane import TallPane, lines
from screens.kit.styled import quiet, strong, words
from screens.rules.impact_pane import level_words

_SIGNS = {
    Mark.PRESENT: ("●", "good"),
    Mark.LATE: ("◔", "amber"),
    Mark.ABSENT: ("○", "wrong"),
    Mark.MEDICAL: ("✚", "quiet"),
    Mark.SUBSTITUTE: ("⇄", "accent"),
}
MARK_COLUMNS = (Column(), Column(), Column(), Column(least=8, fills=True))
_BLANK = Content("")


class StandingPane(TallPane[MemberPage]):
    """Who it is, where they stand with each rule, quotas quietly, leaves, and what was decided."""

    def draw(self, picture: MemberPage, width: int) -> Content:
        seen = picture.picture
        drawn = [strong(picture.member.person.name), *_facts(picture, width), _BLANK]
        drawn += [quiet("Attendance"), *_standing(seen.standing, seen, width)]
        if seen.quotas:
            drawn += [_BLANK, quiet("Quota")]
            drawn += [line for q in seen.quotas for line in words(quota_standing_sentence(q)).wrap(width)]
        if seen.leaves:
            drawn += [_BLANK, quiet("Leave"), *(words(_leave(leave, seen)) for leave in seen.leaves)]
        if seen.balances:
            drawn += [_BLANK, quiet("Money"), words(owed_in_words(seen.balances, picture.chapter.country))]
        return lines(*drawn)


def _facts(picture: MemberPage, width: int) -> Iterator[Content]:
    member = picture.member
    seat = f"seat {member.seat}" if member.status.holds_seat else ""
    since = f"since {member.joined_on:%-d %b %Y}" if member.joined_on else ""
    yield words(" · ".join(filter(None, (member.profession, member.person.company)))).truncate(
        width, ellipsis=True
    )
    phone = shown_phone(member.person, picture.chapter.country)
    said = (member.status.value, seat, ", ".join(member.offices), since, phone, member.person.email)
    yield from quiet(" · ".join(filter(None, said))).wrap(width)


def _standing(standing: MemberStanding, seen: MemberPicture, width: int) -> Iterator[Content]:
    if not standing.limits and not standing.shares:
        yield from quiet("The chapter has no attendance rule yet: settings, rules.").wrap(width)
    for limit in standing.limits:
        yield from _sentence(limit.level, standing_sentence(limit, seen.today), width)
    for share in standing.shares:
        yield from _sentence(share.level, share_standing_sentence(share), width)


def _sentence(level: Level, sentence: str, width: int) -> Iterator[Content]:
    sign, _, tone = level_words(level)
    first, *others = words(sentence).wrap(width - 3)
    yield Content.assemble(words(f"{sign}  ", tone), first)
    yield from (Content.assemble(Content("   "), other) for other in others)


def _leave(leave: Away, seen: MemberPicture) -> str:
    since = day_in_words(leave.since, seen.today)
    return f"from {since}" + (f" to {day_in_words(leave.until, seen.today)}" if leave.until else ", open")


def mark_lines(seen: MemberPicture) -> list[Line]:
    """What was decided, then the meetings, the latest first."""
    decided = [_decision_line(decision, seen.today) for decision in seen.decisions]
    marks = [_mark_line(mark, seen.today) for mark in seen.marks]
    found = [Line("", heading=quiet("Decided")), *decided, Line("", heading=_BLANK)] if decided else []
    return [*found, Line("", heading=quiet("The last twelve months")), *marks] if marks else found


def _day(on: date, today: date) -> str:
    return short_date(on) + ("" if on.year == today.year else f" {on.year}")


def _mark_line(mark: MarkLine, today: date) -> Line:
    sign, tone = _SIGNS[mark.mark]
    said = [mark.mark.word, "left early" if mark.left_early else "", "excused" if mark.excused else ""]
    cells = (
        words(sign, tone),
        words(_day(mark.on, today)),
        words(", ".join(filter(None, said)), "quiet" if mark.mark is Mark.PRESENT else ""),
        quiet(f"by {mark.substitute}" if mark.substitute else ""),
    )
    return Line(f"mark:{mark.meeting_id}", cells)


def decision_in_full(decision: Decision) -> str:
    """`Absence excused by the committee: her mother was ill`."""
    by = f" by {decision.decided_by}" if decision.decided_by else ""
    said = decision.kind.words
    return f"{said[:1].upper()}{said[1:]}{by}" + (f": {decision.note}" if decision.note else "")


def _decision_line(decision: Decision, today: date) -> Line:
    by = f"by {decision.decided_by}" if decision.decided_by else ""
    cells = (
        words("◆", "accent"),
        words(_day(decision.on, today)),
        words(decision.kind.words),
        quiet(" · ".join(filter(None, (by, decision.note)))),
    )
    return Line(f"decision:{decision.id}", cells)
