"""A roster as lines: the table in its order, then who applies or waits, then who has left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.content import Content

from leadsroom.domain.people.membership import MemberFacts, never_in
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import near_day
from leadsroom.views.people import Roster
from screens.kit.listing import Column, Line, Row
from screens.kit.styled import accent, amber, quiet, short, words

ROSTER_COLUMNS = (
    Column(right=True),
    Column(least=16, most=36),
    Column(least=14, most=32),
    Column(least=16, most=32, rank=3),
    Column(most=22, rank=1),
    Column(rank=5, extra=True),
    Column(rank=2),
    Column(most=28, rank=6, extra=True),
    Column(most=64, rank=4, extra=True),
)
_AS_COUNTED = {MembershipStatus.APPLICANT: "applying"}
_TITLES = ("Seat", "Name", "Profession", "Company", "Phone", "Joined", "Status", "Offices", "Email")
_NARROW_TITLES = ("Seat", "Name", "Profession", "", "Phone or status", "", "", "", "")


def roster_lines(
    roster: Roster, country: str, today: date, wanted: str = "", *, is_narrow: bool = False
) -> list[Line]:
    """Every member in whom `wanted` is found, under headings that count them.

    Where it is narrow names and professions stay whole, and a status takes the place of the phone.
    """
    found = [member for member in roster.members if _is_wanted(member, wanted)]
    waiting = {w.member.id: place for place, w in enumerate(roster.waiting)}
    gone = [m for m in found if m.status is MembershipStatus.ENDED]
    applying = [m for m in found if m.status is MembershipStatus.APPLICANT]
    groups = (
        ("The table", [m for m in found if m.status.holds_seat]),
        ("Applying", sorted(applying, key=lambda m: (roster.of(m).applied_on or date.max, m.id))),
        ("Waiting", sorted((m for m in found if m.id in waiting), key=lambda m: waiting[m.id])),
        ("Not taken in", [m for m in gone if never_in(m, roster.of(m))]),
        ("Have left", [m for m in gone if not never_in(m, roster.of(m))]),
    )
    titles = _NARROW_TITLES if is_narrow else _TITLES
    drawn = [Line("", tuple(quiet(title) for title in titles))] if found else []
    for title, group in groups:
        if group:
            drawn += [Line("", heading=Content("")), Line("", heading=quiet(f"{title} · {len(group)}"))]
            rows = ((m, _cells(m, roster.of(m), country, today)) for m in group)
            drawn += [Line(str(m.id), _narrowed(row) if is_narrow else row) for m, row in rows]
    return drawn


def _is_wanted(member: Member, wanted: str) -> bool:
    person = member.person
    text = fold(" ".join((person.name, member.profession, person.company, member.sphere, *member.offices)))
    return all(word in text for word in fold(wanted).split())


def _cells(member: Member, facts: MemberFacts, country: str, today: date) -> Row:
    person, gone = member.person, member.status is MembershipStatus.ENDED
    plain = quiet if gone else words
    return (
        plain(str(member.seat)) if member.status.holds_seat else Content(""),
        plain(person.name),
        plain(member.profession),
        quiet(person.company),
        plain(shown_phone(person, country)),
        quiet(member.joined_on.isoformat() if member.joined_on else ""),
        _status(member, facts, today),
        quiet(", ".join(member.offices)),
        quiet(person.email),
    )


def _narrowed(row: Row) -> Row:
    """The cells that matter most, of phone and status one."""
    seat, name, profession, _company, phone, _joined, status, *_ = row
    blank = Content("")
    return (seat, name, profession, blank, status if status.plain else phone, *([blank] * 4))


def _status(member: Member, facts: MemberFacts, today: date) -> Content:
    """Where somebody stands who is not simply active, and since or until when."""
    status, vote = member.status, facts.last_vote
    if status is MembershipStatus.ENDED:
        return quiet(_gone(member, facts))
    if status is MembershipStatus.ON_LEAVE:
        return amber(f"◔ {_leave(facts, today)}")
    if status is MembershipStatus.ACTIVE:
        ahead = facts.leave_ahead(today)
        return quiet(f"away from {near_day(ahead.away.since, today)}" if ahead else "")
    if status is MembershipStatus.APPLICANT and vote is not None:
        return accent(f"{vote.decision.value} {vote.vote.votes_for}:{vote.vote.votes_against}")
    since = facts.waiting_since if status is MembershipStatus.WAITING else facts.applied_on
    return accent(f"since {near_day(since, today)}" if since else status.value)


def _leave(facts: MemberFacts, today: date) -> str:
    """Until when, or that it is over and nobody has said so."""
    now = facts.leave_on(today)
    if now is None:
        return "leave over" if facts.leaves else "on leave"
    return f"away to {near_day(now.away.until, today)}" if now.away.until else "on leave"


def _gone(member: Member, facts: MemberFacts) -> str:
    if never_in(member, facts):
        vote = facts.last_vote
        return vote.decision.value if vote is not None else "withdrawn"
    return f"left {member.ended_on:%b %Y}" if member.ended_on else "left"


def counts_in_words(members: Iterable[Member]) -> str:
    """`18 active · 1 on leave · 1 applying · 2 waiting`; who has left is not counted."""
    statuses = [member.status for member in members]
    counted = [
        MembershipStatus.ACTIVE,
        MembershipStatus.ON_LEAVE,
        MembershipStatus.APPLICANT,
        MembershipStatus.WAITING,
    ]
    counts = [(statuses.count(status), status) for status in counted]
    return " · ".join(
        f"{count} {_AS_COUNTED.get(status, status)}"
        for count, status in counts
        if count or status is MembershipStatus.ACTIVE
    )


def with_short_names(sentence: str, roster: Roster) -> str:
    """A sentence about people of the roster, with names cut where nobody would read on."""
    names = {text for m in roster.members for text in (m.person.name, m.profession)}
    for name in sorted(names, key=len, reverse=True):
        sentence = sentence.replace(name, short(name)) if short(name) != name else sentence
    return sentence
