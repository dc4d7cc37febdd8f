"""Professions as lines: each with its family, sphere, holder, and who waits for it."""

from __future__ import annotations

from textual.content import Content

from leadsroom.domain.people.professions import Profession
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.views.people import Roster
from screens.kit.columns import Column, Row
from screens.kit.listing import Line
from screens.kit.styled import accent, quiet, words
from screens.people.roster_lines import with_short_names

PROFESSION_COLUMNS = (
    Column(least=18, most=36),
    Column(least=12, most=24, rank=1),
    Column(least=10, most=24, rank=3),
    Column(least=16, most=30),
    Column(least=12, most=40, rank=2),
)
_TITLES = ("Profession", "Family", "Sphere", "Holder", "Waiting")


def profession_lines(roster: Roster) -> list[Line]:
    """Every profession by name, below the titles of the columns."""
    drawn = [Line("", tuple(quiet(title) for title in _TITLES))] if roster.professions else []
    return drawn + [Line(str(p.id), _cells(roster, p)) for p in roster.professions]


def _cells(roster: Roster, profession: Profession) -> Row:
    holder = roster.holder(profession.id)
    wanted = [w.member.person.name for w in roster.waiting if w.member.profession_id == profession.id]
    wanted += [
        f"{m.person.name} applies"
        for m in roster.members
        if m.profession_id == profession.id and m.status is MembershipStatus.APPLICANT
    ]
    return (
        words(profession.name),
        words(profession.family) if profession.family else quiet(profession.likely_family),
        quiet(profession.sphere),
        words(holder.person.name) if holder else quiet("open" if profession.memberships else "never held"),
        accent(", ".join(wanted)),
    )


def close_seats(roster: Roster, most: int) -> Content:
    """The pairs of professions that overlap, at most so many of them."""
    pairs = roster.close_seats
    shown = [
        Content.assemble(words(with_short_names(pair.both, roster)), quiet(f" · {pair.why}"))
        for pair in pairs[:most]
    ]
    rest = len(pairs) - most
    more = [quiet(f"and {rest} more")] if rest > 0 else []
    return Content("\n").join([quiet("Overlapping professions"), *shown, *more]) if shown else Content("")
