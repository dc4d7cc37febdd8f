"""A family of leads as a tree: a lead travels around the room (FIELD §2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.closed_business import ClosedBusiness, dollars_of
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.text.money import Money


class Branch(Struct, frozen=True):
    """One hop of a family: `rails` are the lines that lead to it, like `│ └ `."""

    rails: str
    lead: Lead
    dollars: Money | None


def family_tree(family: Sequence[Lead], paid: Iterable[ClosedBusiness], currency: str) -> tuple[Branch, ...]:
    """A family in the order of a tree, every lead of it once.

    A prospect passed to several members begins several trunks. What grew out of a lead that was withdrawn
    stands as a trunk as well: nothing that was passed is out of sight.
    """
    reports = list(paid)
    ids = {lead.id for lead in family}
    grown: dict[LeadId | None, list[Lead]] = {}
    for lead in family:
        parent = lead.from_lead_id if lead.from_lead_id in ids else None
        grown.setdefault(parent, []).append(lead)

    def branches(of: LeadId | None, rails: str) -> Iterator[Branch]:
        children = grown.get(of, [])
        for lead in children:
            last = lead is children[-1]
            fork, below = ("", "") if of is None else ("└ ", "  ") if last else ("├ ", "│ ")
            mine = [report for report in reports if report.lead_id == lead.id]
            yield Branch(rails + fork, lead, dollars_of(mine, currency))
            yield from branches(lead.id, rails + below)

    return tuple(branches(None, ""))
