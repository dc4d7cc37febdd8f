"""Leads as lines: what each waits for with its own sign and word, since when, and who is concerned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.first_calls import FirstCall, call_median
from leadsroom.domain.leads.given import Family
from leadsroom.domain.leads.lead import Lead, LeadState
from leadsroom.domain.leads.lead_list import ListedLead, Waits
from leadsroom.domain.leads.lead_today import Stands
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.plain_text import fold
from screens.kit.listing import Column, Line, fits
from screens.kit.styled import quiet, strong, words

LEAD_COLUMNS = (
    Column(),
    Column(most=10),
    Column(least=16, most=22),
    Column(least=10, most=22),
    Column(least=12, most=36),
    Column(least=10, most=44, rank=3, fills=True),
    Column(rank=4),
    Column(right=True, rank=1),
)
_TITLES = ("Waits for", "Since", "Receiver", "From", "Prospect", "Need", "State", "Dollars")
# Sign and tone: the word beside it says the same to whoever sees no colours.
_SIGNS = {
    Waits.FOLLOW_UP: ("◆", "amber"),
    Waits.LATE: ("■", "wrong"),
    Waits.WORD: ("▲", "amber"),
    Waits.STALE: ("▽", "amber"),
    Waits.TO_CALL: ("▶", "accent"),
    Waits.IN_WORK: ("●", "good"),
    Waits.SET_ASIDE: ("◇", "quiet"),
    Waits.SECOND: ("=", "quiet"),
}
# What is said where the list is narrow.
_IN_SHORT = {
    Waits.FOLLOW_UP: "follow up",
    Waits.WORD: "no news",
    Waits.TO_CALL: "to call",
    Waits.SET_ASIDE: "planned",
}
_ENDS = {
    LeadState.CLOSED: ("✓", "good"),
    LeadState.NOT_NEEDED: ("–", "quiet"),
    LeadState.BAD: ("✗", "quiet"),
    LeadState.OUTSIDE: ("↷", "quiet"),
}

_STANDS = {
    Stands.TO_CALL: ("▶", "accent"),
    Stands.OVERDUE: ("■", "wrong"),
    Stands.PROSPECT_CALLS: ("▷", "quiet"),
    Stands.PROSPECT_LATE: ("▲", "amber"),
    Stands.FOLLOW_UP: ("◆", "amber"),
    Stands.CONTACTED: ("●", "good"),
    Stands.WORKING: ("●", "good"),
    Stands.CLOSED: ("✓", "good"),
    Stands.BAD: ("✗", "quiet"),
    Stands.OUTSIDE: ("↷", "quiet"),
    Stands.SECOND: ("=", "quiet"),
}


def sign_of_lead(stands: Stands) -> tuple[str, str]:
    """The sign of where a lead stands, and its tone; the words beside it say the same."""
    return _STANDS.get(stands, ("–", "quiet"))


class ListSeen(Struct, frozen=True):
    """Whose leads are listed, with everybody's name, and when."""

    chapter: Chapter
    names: Mapping[PersonId, str]
    now: datetime


def lead_lines(lines: Iterable[ListedLead], country: str, *, is_narrow: bool = False) -> list[Line]:
    """The list, below its titles; nothing where nothing fits.

    Where it is narrow it says who received what, and how that stands; the rest stands in the lead.
    """
    draw = _narrow_line if is_narrow else _line
    drawn = [draw(line, country) for line in lines]
    return [_head(drawn), *drawn] if drawn else []


def lines_by_member(
    lines: Sequence[ListedLead], calls: Iterable[FirstCall], seen: ListSeen, *, is_narrow: bool = False
) -> list[Line]:
    """The same under the names of the receivers; beside each how soon they are heard of in the median."""
    drawn = lead_lines(lines, seen.chapter.country, is_narrow=is_narrow)
    of_each: dict[PersonId, list[FirstCall]] = {}
    for call in calls:
        of_each.setdefault(call.receiver_id, []).append(call)
    by_key = {line.key: line for line in drawn}
    received: dict[tuple[str, PersonId], list[ListedLead]] = {}
    for line in lines:
        received.setdefault((line.receiver, line.lead.receiver_id), []).append(line)
    found = drawn[:1]
    for name, receiver_id in sorted(received, key=lambda each: (fold(each[0]), each[1])):
        own = received[name, receiver_id]
        median = call_median(of_each.get(receiver_id, ()), seen.now).short
        heard = quiet(f" · first news after {median}" if median else "")
        count = quiet(f" · {len(own)} lead{'' if len(own) == 1 else 's'}")
        found.append(Line("", heading=Content.assemble(strong(name), count, heard)))
        found += [by_key[str(line.lead.id)] for line in own]
    return found


_FAMILY_TITLES = ("Dollars", "", "Given by", "Began", "Prospect", "Needs", "Of it", "")


def family_lines(
    families: Iterable[Family], seen: ListSeen, wanted: str = "", *, is_narrow: bool = False
) -> list[Line]:
    """A line for each family, by its needs, with the dollars that came of it, and what of them is own."""
    drawn = [_family_line(family, seen, is_narrow=is_narrow) for family in families]
    fitting = [line for line in drawn if fits(wanted, line.text)]
    return [_head(fitting, _FAMILY_TITLES), *fitting] if fitting else []


def _family_line(family: Family, seen: ListSeen, *, is_narrow: bool) -> Line:
    first, dollars, nothing = family.first, family.dollars, Content("")
    own = f"{show_money(dollars.own_purchases, seen.chapter.country)} own" if dollars.own else ""
    cells = (
        strong(show_money(dollars.total, seen.chapter.country)),
        quiet(family.size),
        words(seen.names.get(first.giver_id, "somebody")),
        nothing if is_narrow else quiet(f"{seen.chapter.today(first.passed_at):%b %Y}"),
        nothing if is_narrow else words(first.slip.prospect or first.slip.company),
        words(family.needs),
        quiet(own),
        nothing,
    )
    return Line(str(first.id), cells)


def _head(drawn: Sequence[Line], titles: Sequence[str] = _TITLES) -> Line:
    """The titles; none over a column without anything in it, so that the others have the room."""
    shown = [any(line.cells[at].plain for line in drawn) for at in range(len(titles))]
    return Line("", tuple(quiet(title if show else "") for title, show in zip(titles, shown, strict=True)))


def _line(line: ListedLead, country: str) -> Line:
    lead = line.lead
    cells = (
        waits_in_words(line.waits, lead.standing.state),
        quiet(line.waited),
        words(line.receiver),
        quiet(line.giver),
        quiet("own need") if lead.slip.prospect == line.giver else words(lead.slip.about),
        quiet(lead.slip.need if lead.slip.need != lead.slip.about else ""),
        state_in_words(lead),
        _dollars(line, country),
    )
    return Line(str(lead.id), cells)


def _dollars(line: ListedLead, country: str) -> Content:
    """What came of a lead, and whether the giver bought it."""
    own = quiet(" own" if line.lead.slip.inside else "")
    return Content.assemble(show_money(line.dollars, country), own) if line.dollars else Content("")


def _narrow_line(line: ListedLead, country: str) -> Line:
    _, waited, receiver, _, _, _, _, dollars = _line(line, country).cells
    lead, slip, nothing = line.lead, line.lead.slip, Content("")
    waits = waits_in_words(line.waits, lead.standing.state, is_narrow=True)
    raw = quiet("" if lead.qualified else "raw · ")
    prospect = quiet(f" · {slip.about}" if slip.need and slip.need != slip.about else "")
    need = Content.assemble(raw, words(slip.need or slip.about), prospect)
    state = quiet(lead.standing.state.words)
    return Line(str(lead.id), (waits, waited, receiver, nothing, nothing, need, state, dollars))


def waits_in_words(waits: Waits, state: LeadState, *, is_narrow: bool = False) -> Content:
    """`■ overdue`; what is over says how it ended."""
    sign, tone = _ENDS[state] if waits is Waits.NOTHING else _SIGNS[waits]
    text = state.words if waits is Waits.NOTHING else waits.value
    return words(f"{sign} {_IN_SHORT.get(waits, text) if is_narrow else text}", tone)


def state_in_words(lead: Lead) -> Content:
    """`contacted`, `open, raw`."""
    return quiet(f"{lead.standing.state.words}{'' if lead.qualified else ', raw'}")
