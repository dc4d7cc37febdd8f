"""What a roster may not have twice: a person, an email address, a phone, a seat."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.text.phone import show_phone
from leadsroom.domain.text.plain_text import fold
from leadsroom.exchange.roster.header import Column, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from leadsroom.exchange.roster.line import RosterLine


class _Claim(NamedTuple):
    """Something only one line may say."""

    column: Column
    key: str
    value: str
    answer: str


_SAME_PERSON = (
    "{first} is on line {line} too; delete one of the two lines, or tell two people apart by email address."
)
_SAME_EMAIL = "{first} on line {line} has the same email address; correct one of them, or leave one empty."
_SAME_PHONE = "{first} on line {line} has the same phone; correct one of them, or leave one empty."
_SAME_PROFESSION = (
    "{first} on line {line} already holds this seat, and a profession has one holder; give one of them "
    "another profession, or the status waiting or ended."
)
_SAME_NUMBER = (
    "{first} on line {line} has the same seat number; give one of them another, or leave one empty."
)


def doubles(lines: Iterable[RosterLine], country: str) -> Iterator[Fault]:
    """Every later line that says what an earlier one has said, in file order."""
    namesakes: dict[tuple[str, ...], list[tuple[RosterLine, tuple[str, str]]]] = {}
    first_to_claim: dict[tuple[Column, str], RosterLine] = {}
    for line in lines:
        reach = _reach(line)
        alike = namesakes.setdefault(_called(line), []) if line.name else []
        if twin := next((other for other, theirs in alike if _nothing_tells_apart(reach, theirs)), None):
            yield _fault(line, twin, _Claim(Column.NAME, "", line.name, _SAME_PERSON))
            continue
        alike.append((line, reach))
        for claim in _claims(line, country):
            first = first_to_claim.setdefault((claim.column, claim.key), line)
            if first is not line:
                yield _fault(line, first, claim)


def _fault(line: RosterLine, first: RosterLine, claim: _Claim) -> Fault:
    message = claim.answer.format(first=first.name or "Somebody", line=first.line)
    return Fault(line.line, claim.column, claim.value, message)


def _called(line: RosterLine) -> tuple[str, ...]:
    """Under which key a line is looked for again. An ended membership is history: its person may be back."""
    if line.status is MembershipStatus.ENDED:
        return fold(line.name), fold(line.profession), str(line.joined)
    return (fold(line.name),)


def _reach(line: RosterLine) -> tuple[str, str]:
    """Under which email address and phone a person is reached, comparable."""
    return fold(line.email), (line.phone.e164 or "") if line.phone else ""


def _nothing_tells_apart(one: tuple[str, str], other: tuple[str, str]) -> bool:
    agreeing = [a == b for a, b in zip(one, other, strict=True) if a and b]
    return any(agreeing) or not agreeing


def _claims(line: RosterLine, country: str) -> Iterator[_Claim]:
    if line.phone and line.phone.e164 and line.status is not MembershipStatus.ENDED:
        shown = show_phone(line.phone, country)
        yield _Claim(Column.PHONE, shown, line.phone.typed, _SAME_PHONE)
    if line.email and line.status is not MembershipStatus.ENDED:
        yield _Claim(Column.EMAIL, fold(line.email), line.email, _SAME_EMAIL)
    if line.profession and line.status.holds_seat:
        yield _Claim(Column.PROFESSION, fold(line.profession), line.profession, _SAME_PROFESSION)
    if line.seat:
        yield _Claim(Column.SEAT, str(line.seat), str(line.seat), _SAME_NUMBER)
