"""The door to the rules: what is kept, what the journal says, and what rules would mean today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.people.standing import Level
from leadsroom.domain.rules.chapter_rules import NO_RULES, Dues, MoneyRules
from leadsroom.domain.rules.rule_presets import BNI, CANALSIDE, LETIP, NYC_62, POWERTIPPS, RULE_PRESETS
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.errors import Refused
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import Store
from tests.harborview import START, SetClock
from tests.offices import Office, RulesBook
from tests.past_meetings import past_meeting, people_of
from tests.roster.sheets import every_row, journal_of, seat_all

TODAY = START.date()
WEEK = timedelta(weeks=1)


@pytest.fixture
def door(store: Store, clock: SetClock) -> RulesBook:
    """The door, on each engine."""
    return RulesBook(store, clock, "front desk")


def test_rules_are_kept(store: Store, door: RulesBook, chapter: Chapter) -> None:
    """Any preset is read back from the database as it was set; a chapter begins without rules."""
    assert chapter.rules == NO_RULES
    for preset in RULE_PRESETS:
        assert door.set_rules(chapter.id, preset.rules).rules == preset.rules
        with store.reading() as connection:
            assert chapters(connection)[0].rules == preset.rules


def test_the_journal_says_what_is_ruled_otherwise(store: Store, door: RulesBook, chapter: Chapter) -> None:
    """What no longer holds, then what is new, in the sentences of the screen."""
    door.set_rules(chapter.id, BNI.rules)
    dues = MoneyRules(dues=Dues(12_000, PeriodKind.QUARTER))
    door.set_rules(chapter.id, replace(BNI.rules, limits=CANALSIDE.rules.limits, money=dues, remark=""))
    assert [(act, meeting) for act, _, meeting in journal_of(store)[1:]] == [("SetRules", None)] * 2
    assert journal_of(store)[-1][1] == (
        "Rules: no longer: At most 3 absences in any 6 months; with the 4th the membership may end. "
        "At most 8 medical absences in a row; with the 9th the chapter decides. "
        "No dues. "
        "Some chapters count two late arrivals as an absence. "
        "Now: At most 2 absences in a quarter; with the 3rd the membership ends. "
        "Dues are $120 a quarter; members on leave pay too."
    )


def test_when_it_warns_is_no_silent_change(store: Store, door: RulesBook, chapter: Chapter) -> None:
    """A limit that warns later reads otherwise, and the journal says so."""
    door.set_rules(chapter.id, CANALSIDE.rules)
    later = tuple(replace(limit, warn_from=0) for limit in CANALSIDE.rules.limits)
    door.set_rules(chapter.id, replace(CANALSIDE.rules, limits=later))
    assert "Warns when none is left." in journal_of(store)[-1][1]


def test_the_same_rules_again_are_no_change(store: Store, door: RulesBook, chapter: Chapter) -> None:
    """Nothing is written, no entry either."""
    door.set_rules(chapter.id, POWERTIPPS.rules)
    before = every_row(store)
    assert door.set_rules(chapter.id, POWERTIPPS.rules).rules == POWERTIPPS.rules
    assert every_row(store) == before


def test_rules_changed_elsewhere_meanwhile(store: Store, door: RulesBook, chapter: Chapter) -> None:
    """Whoever has not seen the rules on record is told so, and nothing is changed; who has seen them may."""
    door.set_rules(chapter.id, BNI.rules, seen=NO_RULES)
    before = every_row(store)
    with pytest.raises(Refused, match="changed elsewhere"):
        door.set_rules(chapter.id, LETIP.rules, seen=NO_RULES)
    assert every_row(store) == before
    assert door.set_rules(chapter.id, LETIP.rules, seen=BNI.rules).rules == LETIP.rules


def test_what_rules_would_mean_today(store: Store, door: RulesBook, office: Office, chapter: Chapter) -> None:
    """Everybody seated, the nearest to a limit first, then by seat; the rules on record stay as they are."""
    seat_all(office, chapter, "Ann", "Bob", "Cyrus", "Dee")
    who = people_of(store, chapter)
    for weeks, bob in enumerate("AAPP"):
        marks = {who["Ann"]: "P", who["Bob"]: bob, who["Cyrus"]: "A" if weeks == 3 else "L"}
        past_meeting(store, chapter, TODAY - weeks * WEEK, marks)
    found = door.meaning(chapter, CANALSIDE.rules)
    assert [(each.name, each.level) for each in found] == [
        ("Bob", Level.LIMIT),
        ("Cyrus", Level.LIMIT),
        ("Ann", Level.FINE),
        ("Dee", Level.FINE),
    ]
    assert [each.level for each in door.meaning(chapter, NYC_62.rules)[:2]] == [Level.WARNING, Level.WARNING]
    assert {each.level for each in door.meaning(chapter, NO_RULES)} == {Level.FINE}
    with store.reading() as connection:
        assert chapters(connection)[0].rules == NO_RULES


def test_who_has_left_is_not_at_the_table(
    store: Store, door: RulesBook, office: Office, chapter: Chapter
) -> None:
    """Former members have a history, but nothing means anything to them."""
    seat_all(office, chapter, "Ann", "Bob")
    who = people_of(store, chapter)
    past_meeting(store, chapter, TODAY, {who["Ann"]: "A", who["Bob"]: "A"})
    office.end_membership(office.members(chapter.id)[1].id)
    assert [each.name for each in door.meaning(chapter, BNI.rules)] == ["Ann"]
