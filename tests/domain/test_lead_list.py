"""The list of leads: its order, what is looked for, and a family as a tree."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.leads.lead import Lead, LeadState
from leadsroom.domain.leads.lead_list import (
    Age,
    LeadFilter,
    ListedLead,
    Shown,
    chosen_lines,
    family_tree,
    listed_leads,
    with_news,
)
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.text.money import Money
from tests.domain.leads import CHAPTER, NAMES, NOON, dollars, lead

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
TODAY = date(2026, 11, 18)

LEADS = (
    lead(1, 5 * DAY, state=LeadState.CLOSED),
    lead(2, timedelta(hours=2), receiver=3, slip=Slip("", company="Café Løn", need="a new sign")),
    lead(3, 2 * DAY),
    lead(4, 3 * DAY),
    lead(5, 40 * DAY, state=LeadState.WORKING, last_heard_at=NOON - 5 * WEEK),
    lead(6, 200 * DAY),
    lead(7, 9 * DAY, follow_up_on=TODAY),
    lead(8, 9 * DAY, follow_up_on=TODAY + DAY),
    lead(9, 9 * DAY, state=LeadState.CONTACTED, last_heard_at=NOON - DAY),
    lead(10, 4 * DAY, state=LeadState.BAD),
)


def lines(*leads: Lead) -> tuple[ListedLead, ...]:
    """The leads as lines."""
    paid = {leads[0].id: [dollars(1, leads[0].id, 420_000), dollars(2, leads[0].id, 0)]} if leads else {}
    return listed_leads(leads, NAMES, paid, CHAPTER, NOON)


def numbers(wanted: LeadFilter) -> list[int]:
    """The leads that are listed, in order."""
    return [line.lead.id for line in chosen_lines(lines(*LEADS), wanted)]


def test_the_most_pressing_comes_first() -> None:
    """What is overdue, as at home, the longest waiting first; then follow-ups due; what is over is last."""
    assert numbers(LeadFilter(shown=Shown.ALL)) == [4, 3, 7, 5, 6, 2, 9, 8, 10, 1]


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        (Shown.WAITING, [4, 3, 7, 5, 6, 2]),
        (Shown.OPEN, [4, 3, 7, 6, 2, 8]),
        (Shown.IN_WORK, [5, 9]),
        (Shown.CLOSED, [1]),
        (Shown.NOT_WON, [10]),
    ],
)
def test_leads_are_listed_by_state(shown: Shown, found: list[int]) -> None:
    """What is set aside or in work waits for nobody; what is over is told apart by how it ended."""
    assert numbers(LeadFilter(shown=shown)) == found


@pytest.mark.parametrize(
    ("age", "found"),
    [(Age.LATE, [4, 3]), (Age.WORD, [5]), (Age.STALE, [6]), (Age.FOLLOW_UP, [7])],
)
def test_leads_are_listed_by_age(age: Age, found: list[int]) -> None:
    """Each of the things that somebody should do now."""
    assert numbers(LeadFilter(age=age)) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zoe muller", 9),
        ("diaz", 1),
        ("cafe lon", 1),
        ("SIGN rob", 1),
        ("ann", 10),
        ("nobody", 0),
        ("  ", 10),
    ],
)
def test_a_lead_is_found_by_any_part(typed: str, found: int) -> None:
    """Names, prospect, company and need, without accents, in any order."""
    assert len(numbers(LeadFilter(typed, Shown.ALL))) == found


def test_a_line_says_how_long_and_how_much() -> None:
    """Dollars are added up, thanks alone are none; what is set aside says until when."""
    by_number = {line.lead.id: line for line in lines(*LEADS)}
    assert by_number[LEADS[0].id].dollars == Money(420_000, "USD")
    assert by_number[LEADS[2].id].dollars is None
    waited = [by_number[LEADS[place].id].waited for place in (1, 2, 3, 4, 6, 7)]
    assert waited == ["today", "2 days", "3 days", "5 weeks", "today", "Thu 19 Nov"]
    assert (by_number[LEADS[3].id].giver, by_number[LEADS[3].id].receiver) == ("Ann Chu", "Zoë Müller")


def test_what_is_listed_is_said() -> None:
    """The filter in words, with only what was chosen."""
    assert LeadFilter().in_words == "waiting"
    assert LeadFilter(" lopez", Shown.ALL, Age.LATE).in_words == "all · overdue · “lopez”"


FAMILY = (
    lead(1),
    lead(2, receiver=3),
    lead(3, grew_from=1),
    lead(4, grew_from=1),
    lead(5, grew_from=3),
    lead(6, grew_from=99),
)


def test_a_family_is_a_tree() -> None:
    """Every hop hangs below the lead it grew out of; several receivers, and orphans, are trunks."""
    tree = family_tree(FAMILY, [dollars(1, 5, 100), dollars(2, 5, 250), dollars(3, 1, 0)], "USD")
    assert [(branch.rails, int(branch.lead.id)) for branch in tree] == [
        ("", 1),
        ("├ ", 3),
        ("│ └ ", 5),
        ("└ ", 4),
        ("", 2),
        ("", 6),
    ]
    assert [branch.dollars for branch in tree if branch.dollars] == [Money(350, "USD")]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_every_lead_of_a_family_is_in_its_tree_once(parents: list[int]) -> None:
    """Whatever grew out of what: none is lost, none is told twice, and dollars add up to the sum."""
    family = [
        lead(number, grew_from=min(parent, number - 1)) for number, parent in enumerate(parents, start=1)
    ]
    paid = [dollars(one.id, one.id, one.id * 100) for one in family]
    tree = family_tree(family, paid, "USD")
    assert sorted(branch.lead.id for branch in tree) == [one.id for one in family]
    assert sum(branch.dollars.minor for branch in tree if branch.dollars) == sum(
        report.amount.minor for report in paid
    )


def test_words_look_through_all_leads_unless_a_state_was_chosen() -> None:
    """Whoever types a name wants that person's leads, whether or not they still wait."""
    assert LeadFilter(words="lopez").among is Shown.ALL
    assert LeadFilter(words="lopez", shown=Shown.OPEN).among is Shown.OPEN
    assert LeadFilter(words="  ").among is Shown.WAITING


def test_news_since_the_last_meeting_are_listed_by_themselves() -> None:
    """What was heard of after it had ended, however that lead stands; without a meeting there is no news."""
    marked = with_news(lines(*LEADS), NOON - 2 * DAY)
    wanted = LeadFilter(shown=Shown.NEWS)
    assert [line.lead.id for line in chosen_lines(marked, wanted)] == [9]
    assert chosen_lines(with_news(lines(*LEADS), None), wanted) == ()
