"""A roster as lines: the table in its order, then who applies or waits, then who has left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from leadsroom.domain.roster import Member, MembershipStatus
from leadsroom.domain.text import fold
from leadsroom.roster.entries import shown_phone
from screens.widgets.listing import Line
from screens.widgets.table import Column, Row
from screens.widgets.words import accent, amber, quiet, words

ROSTER_COLUMNS = (
    Column(right=True),
    Column(least=18, most=36),
    Column(least=16, most=32),
    Column(least=16, most=32, rank=3),
    Column(most=22, rank=1),
    Column(rank=5, extra=True),
    Column(rank=2),
    Column(most=28, rank=6, extra=True),
    Column(most=64, rank=4, extra=True),
)
_TITLES = ("Seat", "Name", "Profession", "Company", "Phone", "Joined", "Status", "Offices", "Mail")


def roster_lines(members: Sequence[Member], country: str, wanted: str = "") -> list[Line]:
    """Every member in whom `wanted` is found, under headings that count them."""
    found = [member for member in members if _is_wanted(member, wanted)]
    groups = (
        ("The table", [m for m in found if m.status.holds_seat]),
        (
            "Applying or waiting",
            [m for m in found if m.status in (MembershipStatus.APPLICANT, MembershipStatus.WAITING)],
        ),
        ("Have left", [m for m in found if m.status is MembershipStatus.ENDED]),
    )
    drawn = [Line("", tuple(quiet(title) for title in _TITLES))] if found else []
    for title, group in groups:
        if group:
            drawn += [Line("", heading=Content("")), Line("", heading=quiet(f"{title} · {len(group)}"))]
            drawn += [Line(str(member.id), _cells(member, country)) for member in group]
    return drawn


def _is_wanted(member: Member, wanted: str) -> bool:
    person = member.person
    said = fold(" ".join((person.name, member.profession, person.company, member.sphere, *member.offices)))
    return all(word in said for word in fold(wanted).split())


def _cells(member: Member, country: str) -> Row:
    person, gone = member.person, member.status is MembershipStatus.ENDED
    plain = quiet if gone else words
    return (
        plain(str(member.seat)) if member.status.holds_seat else Content(""),
        plain(person.name),
        plain(member.profession),
        quiet(person.company),
        plain(shown_phone(person, country)),
        quiet(member.joined_on.isoformat() if member.joined_on else ""),
        _status(member),
        quiet(", ".join(member.offices)),
        quiet(person.email),
    )


def _status(member: Member) -> Content:
    status = member.status
    if status is MembershipStatus.ENDED:
        return quiet(f"left {member.ended_on:%b %Y}" if member.ended_on else "left")
    if status is MembershipStatus.ON_LEAVE:
        return amber("◔ on leave")
    return quiet("active") if status is MembershipStatus.ACTIVE else accent(status.value)


def counts_in_words(members: Iterable[Member]) -> str:
    """`18 active · 1 on leave · 2 waiting`; who has left is not counted."""
    statuses = [member.status for member in members]
    counted = [
        MembershipStatus.ACTIVE,
        MembershipStatus.ON_LEAVE,
        MembershipStatus.APPLICANT,
        MembershipStatus.WAITING,
    ]
    counts = [(statuses.count(status), status) for status in counted]
    return " · ".join(
        f"{count} {status}" for count, status in counts if count or status is MembershipStatus.ACTIVE
    )
