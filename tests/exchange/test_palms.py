"""A summary of an association's program, read as figures of before: whose they are, and of which period."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.acts.desk import SyncDesk
from leadsroom.domain.people.openings import Figures
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.exchange.roster.palms import FiguresPlan, plan_figures
from leadsroom.store.store import Store
from leadsroom.views.people import openings_by_member
from tests.harborview import START, SetClock, found_chapter

HEAD = "First Name,Last Name,P,A,L,M,S,RGI,RGO,RRI,RRO,V,1-2-1,TYFCB,CEU,T"
ABOVE = "Chapter:,Harborview\nFrom:,03/01/2026\nTo:,08/31/2026\n"
BELOW = """Visitors,,,,,,,4,2,,,,,900,,
BNI,,,,,,,0,1,,,,,,,
Total,,48,1,0,0,1,18,9,12,3,4,20,"27,700.50",12,2
"""
ANN = 'Ann,Chu,24,1,0,0,1,7,3,5,0,2,11,"12,500.50",6,1\n'
SPRING = (date(2026, 3, 1), date(2026, 8, 31))


@pytest.fixture
def desk(sqlite_store: Store) -> SyncDesk:
    """The secretary's, of a chapter of six."""
    return SyncDesk(sqlite_store, found_chapter(sqlite_store).id, SetClock(START), "office")


def plan(desk: SyncDesk, text: str) -> FiguresPlan:
    """What taking the file would mean."""
    return desk.read(plan_figures, text.encode(), "palms.csv")


def test_a_summary_is_taken_once(desk: SyncDesk) -> None:
    """The three lines that are no members are passed over; whoever is not on the roster is named."""
    found = plan(desk, f"{ABOVE}{HEAD}\n{ANN}Nobody,Here,1,,,,,,,,,,,,,\nCyrus,Ng,24,0,,,,,,,,,,0,,\n{BELOW}")
    assert found.headline == "Figures of 1 Mar to 31 Aug 2026: 2 members."
    assert "Not on the roster, and left out: Nobody Here." in found.notes
    assert found.command is not None
    assert (found.command.since, found.command.until, found.command.source) == (*SPRING, "palms.csv")
    desk.do(found.command)
    on_record = {who.name: of[0].figures for who, of in desk.read(openings_by_member).items()}
    assert on_record == {
        "Ann Chu": Figures(24, 1, 0, 0, 1, 7, 3, 5, 0, 2, 11, 6, 1, Money(1_250_050, "USD")),
        "Cyrus Ng": Figures(present=24, absent=0, closed=Money(0, "USD")),
    }
    again = plan(desk, f"{ABOVE}{HEAD}\n{ANN}Cyrus,Ng,25,0,,,,,,,,,,0,,\n{BELOW}")
    assert again.headline == "Figures of 1 Mar to 31 Aug 2026: 1 member, 1 as before."
    same = plan(desk, f"{ABOVE}{HEAD}\n{ANN}")
    assert (same.command, same.headline) == (None, "Figures of 1 Mar to 31 Aug 2026: 0 members, 1 as before.")


def test_names_are_read_as_in_a_roster(desk: SyncDesk) -> None:
    """The last name first, a title, a degree: it is the member all the same."""
    found = plan(desk, f'{ABOVE}Member,P,A\n"Chu, Ann",24,1\n"Ng, Dr. Cyrus",20,–\n')
    assert found.notes[1:] == ()
    assert found.command is not None
    assert [each.figures for each in found.command.members] == [
        Figures(present=24, absent=1),
        Figures(present=20),
    ]


@pytest.mark.parametrize(
    ("line", "value", "message"),
    [
        ("Ann,Chu,many,,,,,,,,,,,,,\n", "many", "not a count"),
        ("Ann,Chu,1,,,,,,,,,,,lots,,\n", "lots", "is not an amount"),
        (f"{ANN}{ANN}", "Ann Chu", "in the file twice"),
        ('"Ann,Chu,1\n', '"Ann,Chu,1', "does not close it"),
    ],
)
def test_a_wrong_cell_refuses_the_file(desk: SyncDesk, line: str, value: str, message: str) -> None:
    """Nothing of it is taken; the line, what stands there and what to do are named."""
    found = plan(desk, f"{ABOVE}{HEAD}\n{line}")
    assert found.command is None
    assert [(each.value, message in each.message) for each in found.problems] == [(value, True)]
    assert found.headline == "Nothing is taken in: 1 problem to correct."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{HEAD}\n{ANN}", r"does not say of which period it is\. Give it with --from and --to\."),
        (f"From:,03/01/2026\nTo:,02/01/2026\n{HEAD}\n{ANN}", "before it begins"),
        (f"From: 2026-03-01\nTo: 2027-02-01\n{HEAD}\n{ANN}", "still to come"),
        ("Name,Phone\nAnn Chu,1\n", "not a summary of members' figures"),
        ("", "empty"),
    ],
)
def test_what_is_no_summary(desk: SyncDesk, text: str, message: str) -> None:
    """A file without a period, with one that makes no sense, or about something else is refused."""
    with pytest.raises(Refused, match=message):
        plan(desk, text)
