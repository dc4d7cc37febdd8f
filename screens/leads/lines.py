"""Leads as lines: what each waits for with its own sign and word, since when, and who is concerned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from leadsroom.domain.leads.lead import Lead, LeadState
from leadsroom.domain.leads.lead_list import ListedLead, Waits
from leadsroom.domain.text.money import show_money
from screens.kit.columns import Column
from screens.kit.listing import Line
from screens.kit.styled import quiet, words

LEAD_COLUMNS = (
    Column(),
    Column(most=10),
    Column(least=10, most=22),
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
}
_ENDS = {
    LeadState.CLOSED: ("✓", "good"),
    LeadState.NOT_NEEDED: ("–", "quiet"),
    LeadState.BAD: ("✗", "quiet"),
    LeadState.OUTSIDE: ("↷", "quiet"),
}


def lead_lines(lines: Iterable[ListedLead], country: str) -> list[Line]:
    """The list, below its titles; nothing where nothing fits."""
    drawn = [_line(line, country) for line in lines]
    return [_head(drawn), *drawn] if drawn else []


def _head(drawn: Sequence[Line]) -> Line:
    """The titles; none over dollars where there are none, so that names have the room."""
    some = any(line.cells[-1].plain for line in drawn)
    return Line("", tuple(quiet(title) for title in (*_TITLES[:-1], _TITLES[-1] if some else "")))


def _line(line: ListedLead, country: str) -> Line:
    lead = line.lead
    cells = (
        waits_in_words(line.waits, lead.standing.state),
        quiet(line.waited),
        words(line.receiver),
        quiet(line.giver),
        words(lead.slip.about),
        quiet(lead.slip.need if lead.slip.need != lead.slip.about else ""),
        state_in_words(lead),
        words(show_money(line.dollars, country) if line.dollars else ""),
    )
    return Line(str(lead.id), cells)


def waits_in_words(waits: Waits, state: LeadState) -> Content:
    """`■ past 24 hours`; what is over says how it ended."""
    sign, tone = _ENDS[state] if waits is Waits.NOTHING else _SIGNS[waits]
    return words(f"{sign} {state.value if waits is Waits.NOTHING else waits.value}", tone)


def state_in_words(lead: Lead) -> Content:
    """`contacted`, `open, raw`."""
    return quiet(f"{lead.standing.state.value}{'' if lead.qualified else ', raw'}")
