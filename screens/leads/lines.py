"""Leads as lines: what each waits for with its own sign and word, since when, and who is concerned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from leadsroom.domain.leads.lead import Lead, LeadState
from leadsroom.domain.leads.lead_list import ListedLead, Waits
from leadsroom.domain.text.money import show_money
from screens.kit.listing import Column, Line
from screens.kit.styled import quiet, words

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


def lead_lines(lines: Iterable[ListedLead], country: str, *, is_narrow: bool = False) -> list[Line]:
    """The list, below its titles; nothing where nothing fits.

    Where it is narrow it says who received what, and how that stands; the rest stands in the lead.
    """
    draw = _narrow_line if is_narrow else _line
    drawn = [draw(line, country) for line in lines]
    return [_head(drawn), *drawn] if drawn else []


def _head(drawn: Sequence[Line]) -> Line:
    """The titles; none over a column without anything in it, so that the others have the room."""
    shown = [any(line.cells[at].plain for line in drawn) for at in range(len(_TITLES))]
    return Line("", tuple(quiet(title if show else "") for title, show in zip(_TITLES, shown, strict=True)))


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
        words(show_money(line.dollars, country) if line.dollars else ""),
    )
    return Line(str(lead.id), cells)


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
