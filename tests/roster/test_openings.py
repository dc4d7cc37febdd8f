"""Figures of an earlier program: on record for each member and period once, beside what the rules look at."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec import json
from msgspec.structs import replace

from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import (
    AddMember,
    EndMembership,
    MemberFigures,
    MemberSheet,
    MergePeople,
    RecordOpenings,
    WithdrawOpenings,
)
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.openings import Figures, Opening, overlapping
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.exchange.rules import Standings, json_standings, text_standings
from leadsroom.store.store import Store
from leadsroom.views.people import members, openings_by_member, people
from leadsroom.views.rules import breach_list
from tests.harborview import SetClock, found_chapter

SPRING = (date(2026, 3, 1), date(2026, 8, 31))
FULL = Figures(
    *(24, 1, 0, 0, 1),
    *(7, 3, 5, 0),
    *(2, 11, 6, 1),
    closed=Money(1_250_050, "USD"),
)


@pytest.fixture
def chapter(sqlite_store: Store) -> Chapter:
    """A chapter of six."""
    return found_chapter(sqlite_store)


@pytest.fixture
def desk(sqlite_store: Store, chapter: Chapter, clock: SetClock) -> SyncDesk:
    """The secretary's."""
    return SyncDesk(sqlite_store, chapter.id, clock, "office")


def called(desk: SyncDesk, name: str) -> PersonId:
    """Somebody on record."""
    return next(person.id for person in desk.read(people) if person.name == name)


def record(desk: SyncDesk, figures: Figures, *names: str) -> RecordOpenings:
    """The command that puts figures of the spring on record."""
    return RecordOpenings(*SPRING, tuple(MemberFigures(called(desk, name), figures) for name in names))


def test_what_is_said_of_them() -> None:
    """A zero is said, what the source does not say is not; nothing looks like a meeting of this program."""
    sentence = Opening(PersonId(1), *SPRING, FULL).sentence("US")
    assert sentence == (
        "before 1 Sep 2026 (from 1 Mar 2026): 24 present, 1 absent, 0 late, 0 medical, 1 by substitute · "
        "10 leads given (3 outside) · 5 leads received · 2 visitors · 11 one-to-ones · "
        "$12,500.50 closed business · 6 trainings · 1 testimonial"
    )
    few = Opening(PersonId(1), *SPRING, Figures(present=3))
    assert few.sentence("US") == "before 1 Sep 2026 (from 1 Mar 2026): 3 present"


@pytest.mark.parametrize(
    ("other", "is_in_the_way"),
    [
        ((date(2026, 1, 1), date(2026, 2, 28)), False),
        ((date(2026, 1, 1), date(2026, 3, 1)), True),
        ((date(2026, 8, 31), date(2026, 9, 30)), True),
        ((date(2026, 9, 1), date(2026, 9, 30)), False),
        (SPRING, False),
    ],
)
def test_periods_that_share_a_day(other: tuple[date, date], is_in_the_way: bool) -> None:
    """They would count it twice; the very same period is put right instead."""
    assert (overlapping(SPRING, [other]) is not None) is is_in_the_way


def test_they_are_on_record_once(desk: SyncDesk) -> None:
    """The same figures again change nothing, other ones of the period put them right, and u undoes that."""
    desk.do(record(desk, FULL, "Ann Chu", "Cyrus Ng"))
    assert desk.do(record(desk, FULL, "Ann Chu", "Cyrus Ng")).entry is None
    assert desk.do(record(desk, Figures(present=3), "Ann Chu")).what == (
        "Figures of 1 Mar to 31 Aug 2026 for 1 member"
    )
    found = desk.read(openings_by_member)
    assert {who.name: [each.figures for each in of] for who, of in found.items()} == {
        "Ann Chu": [Figures(present=3)],
        "Cyrus Ng": [FULL],
    }
    desk.do(Undo())
    again = {who.name: of[0].figures for who, of in desk.read(openings_by_member).items()}
    assert again["Ann Chu"] == FULL


def test_a_period_is_withdrawn_whole(desk: SyncDesk) -> None:
    """Until then another one that shares days with it is refused."""
    desk.do(record(desk, FULL, "Ann Chu", "Cyrus Ng"))
    longer = replace(record(desk, FULL, "Ann Chu"), until=date(2026, 10, 31))
    with pytest.raises(Refused, match=r"Figures of 1 Mar to 31 Aug 2026 are on record already"):
        desk.do(longer)
    desk.do(WithdrawOpenings(*SPRING))
    assert desk.do(longer).entry is not None
    with pytest.raises(Refused, match=r"No figures of 1 Mar to 31 Aug 2026 are on record\."):
        desk.do(WithdrawOpenings(*SPRING))


def test_two_with_figures_of_one_period_are_two_people(desk: SyncDesk) -> None:
    """They are not merged, so that nothing is counted twice or lost; with other periods they are."""
    desk.do(AddMember(MemberSheet(name="Tom Ray", profession="Tiler")))
    desk.do(AddMember(MemberSheet(name="Thomas Ray", profession="Roofer")))
    desk.do(record(desk, FULL, "Tom Ray", "Thomas Ray"))
    tom, thomas = called(desk, "Tom Ray"), called(desk, "Thomas Ray")
    roster = {each.person.id: each.id for each in desk.read(members)}
    desk.do(EndMembership(roster[thomas]))
    with pytest.raises(Refused, match="each have figures of 1 Mar to 31 Aug 2026"):
        desk.do(MergePeople(thomas, tom))
    desk.do(WithdrawOpenings(*SPRING))
    desk.do(record(desk, FULL, "Thomas Ray"))
    desk.do(MergePeople(thomas, tom))
    assert [who.name for who in desk.read(openings_by_member)] == ["Tom Ray"]


def test_two_of_one_name_have_their_own(desk: SyncDesk, chapter: Chapter) -> None:
    """Who stands where names both, in words and as JSON."""
    for work in ("tiler", "roofer"):
        sheet = MemberSheet(name="Tom Ray", profession=work, email=f"tom@{work}.example")
        desk.do(AddMember(sheet, namesake=True))
    one, other = (each.person.id for each in desk.read(members) if each.person.name == "Tom Ray")
    spring = (MemberFigures(one, FULL), MemberFigures(other, Figures(present=3)))
    desk.do(RecordOpenings(*SPRING, spring))
    before = desk.read(openings_by_member)
    assert [who.name for who in before] == ["Tom Ray", "Tom Ray"]
    broken = desk.read(breach_list)
    found = Standings(chapter, broken.today, (), broken, before=before)
    assert text_standings(found).count("  Tom Ray: before 1 Sep 2026") == 2
    present = [each["figures"]["present"] for each in json.decode(json_standings(found))["before"]]
    assert present == [24, 3]
