"""What became of the leads that a member gave, and families of leads by their dollars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.dollars import DollarSum, dollar_sum, payments_of
from leadsroom.domain.leads.lead import Lead, leads_in_words
from leadsroom.domain.leads.lead_list import Branch, family_tree
from leadsroom.domain.leads.lead_today import NO_PROGRESS, LeadToday, Progress, lead_today


class GivenLead(Struct, frozen=True):
    """A lead that a member gave, to whom, and where it stands."""

    lead: Lead
    receiver: str
    today: LeadToday
    progress: Progress


class GivenLeads(Struct, frozen=True):
    """The leads of one giver, the latest first, and the dollars that came of them."""

    leads: tuple[GivenLead, ...]
    dollars: DollarSum

    @property
    def counted(self) -> str:
        """`8 leads · 3 raw leads`."""
        counted = [given.lead.qualified for given in self.leads if given.lead.counts]
        return leads_in_words(sum(counted), len(counted) - sum(counted))


def given_leads(
    leads: Sequence[Lead],
    reports: Sequence[ClosedBusiness],
    progress: Mapping[LeadId, Progress],
    names: Mapping[PersonId, str],
    seen: tuple[Chapter, datetime],
) -> GivenLeads:
    """The leads of one giver as they stand in a chapter at a moment; `reports`: all that is paid for them."""
    chapter, now = seen
    lines = [
        GivenLead(
            lead,
            names.get(lead.receiver_id, "somebody"),
            lead_today(lead, progress.get(lead.id, NO_PROGRESS), chapter, now),
            progress.get(lead.id, NO_PROGRESS),
        )
        for lead in sorted(leads, key=lambda lead: (lead.passed_at, lead.id), reverse=True)
    ]
    own = {lead.id for lead in leads if lead.slip.inside}
    return GivenLeads(tuple(lines), dollar_sum(payments_of(reports, own), chapter.currency))


class Family(Struct, frozen=True):
    """Leads that grew out of one another, as a tree, and all dollars that came of them."""

    branches: tuple[Branch, ...]
    dollars: DollarSum

    @property
    def first(self) -> Lead:
        """The lead that it began with."""
        return self.branches[0].lead

    @property
    def counted(self) -> int:
        """How many leads it has; a second slip for one prospect is in the tree, and is none."""
        return sum(branch.lead.counts for branch in self.branches)

    @property
    def size(self) -> str:
        """`3 leads`."""
        return f"{self.counted} lead{'' if self.counted == 1 else 's'}"

    @property
    def needs(self) -> str:
        """`divorce → sell the house → two-bedroom move`: what was needed, in order."""
        needs = (branch.lead.slip.need or branch.lead.slip.about for branch in self.branches)
        return " → ".join(dict.fromkeys(needs))


def families(leads: Iterable[Lead], reports: Iterable[ClosedBusiness], currency: str) -> tuple[Family, ...]:
    """Every family of more than one lead, the one with most dollars first."""
    members: dict[LeadId, list[Lead]] = {}
    for lead in sorted(leads, key=lambda lead: (lead.passed_at, lead.id)):
        members.setdefault(lead.family_id or lead.id, []).append(lead)
    of_family = {lead.id: first for first, family in members.items() for lead in family}
    paid: dict[LeadId, list[ClosedBusiness]] = {first: [] for first in members}
    for report in reports:
        if report.lead_id in of_family:
            paid[of_family[report.lead_id]].append(report)
    found = [family_of(family, paid[first], currency) for first, family in members.items() if len(family) > 1]
    found = [family for family in found if family.counted > 1]
    return tuple(sorted(found, key=lambda each: (-each.dollars.total.minor, each.first.id)))


def family_of(leads: Sequence[Lead], reports: Sequence[ClosedBusiness], currency: str) -> Family:
    """One family; `reports` are all that is paid for its leads."""
    own = {lead.id for lead in leads if lead.slip.inside}
    return Family(family_tree(leads, reports, currency), dollar_sum(payments_of(reports, own), currency))
