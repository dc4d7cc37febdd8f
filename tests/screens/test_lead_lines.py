"""Leads as lines and trees: families by needs and dollars, and leads under their receivers."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.first_calls import FirstCall
from leadsroom.domain.leads.given import families
from leadsroom.domain.leads.lead_list import listed_leads
from leadsroom.views.leads import LeadStory
from screens.leads.lines import ListSeen, family_lines, lines_by_member
from screens.leads.story_panes import FamilyPane, StoryPicture
from tests.domain.leads import CHAPTER, NOON, dollars
from tests.screens.test_lead_forms import ANN, MARIA, WHOLE, of_lead


def test_a_family_is_told_by_needs_and_dollars() -> None:
    """Each hop has its whole need and its dollars; another prospect is named, and what is own in the sum."""
    first = of_lead()
    mother = replace(WHOLE, prospect="Old Jane", need="empty the house and sell it", inside=True)
    grown = replace(of_lead(mother), id=LeadId(10), from_lead_id=first.id, family_id=first.id)
    paid = [
        dollars(n, lead.id, minor)
        for n, (lead, minor) in enumerate(((first, 420_000), (grown, 80_000)), start=1)
    ]
    story = LeadStory(first, (), tuple(paid), (), (first, grown), ())
    names = {MARIA.id: MARIA.name, ANN.id: ANN.name}
    head, *tree = FamilyPane().draw(StoryPicture(story, names, CHAPTER, NOON), 90).plain.splitlines()
    assert head == "Family · 2 leads · $5,000, of it $800 givers' own purchases"
    assert [line.split("  ")[0].strip() for line in tree] == [
        "Maria Lopez → Ann Chu",
        "└ Maria Lopez → Ann Chu",
    ]
    assert ("a new web shop" in tree[0], "$4,200" in tree[0]) == (True, True)
    assert ("empty the house and sell it · Old Jane" in tree[1], "$800" in tree[1]) == (True, True)


def test_families_are_listed_by_needs_and_dollars() -> None:
    """A family is a line: its dollars, how many leads, who gave the first, and every need in order."""
    first = of_lead()
    grown = replace(of_lead(replace(WHOLE, need="a crown")), id=LeadId(10), family_id=first.id)
    paid = dollars(1, grown.id, 420_000)
    seen = ListSeen(CHAPTER, {MARIA.id: MARIA.name}, NOON)
    head, line = family_lines(families([first, grown], [paid], "USD"), seen)
    assert [cell.plain for cell in head.cells][:3] == ["Dollars", "", "Given by"]
    assert [cell.plain for cell in line.cells][:3] == ["$4,200", "2 leads", "Maria Lopez"]
    assert line.cells[5].plain == "a new web shop → a crown"
    assert family_lines(families([first], [], "USD"), seen) == []


def test_leads_by_member_stand_under_their_receivers() -> None:
    """Each receiver is a heading with how many leads; how soon they are heard of, once there are enough."""
    lead = of_lead()
    names = {MARIA.id: MARIA.name, ANN.id: ANN.name}
    calls = [FirstCall(LeadId(n), ANN.id, NOON, NOON + timedelta(hours=19)) for n in range(5)]
    seen = ListSeen(CHAPTER, names, NOON)
    _, heading, line = lines_by_member(listed_leads((lead,), names, {}, CHAPTER, NOON), calls, seen)
    assert heading.text == "Ann Chu · 1 lead · first news after 19 h"
    assert line.key == str(lead.id)
    assert (
        lines_by_member(listed_leads((lead,), names, {}, CHAPTER, NOON), calls[:4], seen)[1].text
        == "Ann Chu · 1 lead"
    )
