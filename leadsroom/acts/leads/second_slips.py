"""A second slip for one prospect: which lead it is the same as, and which of them counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from leadsroom.acts.act import Act
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.lead import Lead, same_lead, same_prospect
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.wording import short_date
from leadsroom.store import tables as t
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.row_changes import Image, Overtaken, RowChange, row_values

LOOKS_BACK = timedelta(days=183)


class LeadsOf:
    """The leads that these receivers have, as far as they are not over, read when first asked for."""

    def __init__(self, act: Act, receivers: Collection[PersonId]) -> None:
        self._act, self._receivers = act, receivers
        self._leads: Sequence[Lead] | None = None

    def same(self, slip: Slip, receiver_id: PersonId, besides: LeadId | None = None) -> Lead | None:
        """The lead that a slip to one of them says once more."""
        if self._leads is None:
            act, since = self._act, self._act.now - LOOKS_BACK
            self._leads = read_leads.going_on_to(act.unit.connection, act.chapter.id, self._receivers, since)
        return same_lead(slip, receiver_id, self._leads, besides=besides)


def in_words(act: Act, lead: Lead) -> str:
    """`the same as Ann Chu's of Thu 12 Nov`."""
    giver = read_roster.name_of(act.unit.connection, act.chapter.id, lead.giver_id) or "an earlier giver"
    return f"the same as {giver}'s of {short_date(act.chapter.today(lead.passed_at))}"


def follow(act: Act, lead_id: LeadId) -> None:
    """After a lead was withdrawn, or is about somebody else now: what was the same as it is sorted anew.

    The first of them that is the same as no other counts from now on.
    """
    second, row = _second_slips(act, [lead_id]), act.unit.row(t.lead, lead_id)
    if not second:
        return
    lead = None if row is None or row["withdrawn_at"] else read_leads.lead_of(row_values(t.lead, row))
    if lead is not None and lead.same_as_id is not None:
        act.unit.update_all(t.lead, {each.id: {"same_as_id": lead.same_as_id} for each in second})
        return
    groups = [] if lead is None else [[lead]]
    for each in second:
        group = next((g for g in groups if any(_is_same(each, other) for other in g)), None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    counting = {first.id: None for first, *_ in groups}
    same = {each.id: first.id for first, *others in groups for each in others}
    act.unit.update_all(t.lead, {lead_id: {"same_as_id": it} for lead_id, it in (counting | same).items()})


def _is_same(one: Lead, other: Lead) -> bool:
    return one.receiver_id == other.receiver_id and same_prospect(one.slip, other.slip)


def refuse_uncounted(act: Act, changes: Iterable[RowChange]) -> None:
    """After slips were put back as they were: each is the same as one that counts. Raises Overtaken."""
    uncounted = []
    for lead_id in (change.id for change in changes if change.table == t.lead.name and _sorts(change)):
        row = act.unit.row(t.lead, lead_id)
        if row is None:
            continue
        if row["same_as_id"] is not None and not row["withdrawn_at"]:
            first = act.unit.row(t.lead, row["same_as_id"])
            if first is None or not _counts(first):
                raise Overtaken
        if not _counts(row):
            uncounted.append(LeadId(lead_id))
    for second in _second_slips(act, uncounted) if uncounted else ():
        giver = read_roster.name_of(act.unit.connection, act.chapter.id, second.giver_id)
        raise Overtaken(later=f"Second slip {giver}: {second.slip.about}")


def _second_slips(act: Act, lead_ids: Collection[LeadId]) -> list[Lead]:
    return read_leads.second_slips(act.unit.connection, act.chapter.id, lead_ids)


def _counts(row: Image) -> bool:
    return row["same_as_id"] is None and not row["withdrawn_at"]


def _sorts(change: RowChange) -> bool:
    """Whether it may say of a slip that it counts, or that it does not."""
    return None in (change.before, change.after) or bool({"same_as_id", "withdrawn_at"} & change.columns)
