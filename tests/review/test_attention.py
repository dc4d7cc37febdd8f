"""What home says of the chapter: limits, money, seats."""

from __future__ import annotations

from datetime import date, timedelta

from leadsroom.acts.people.commands import ApplicationSheet
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.rules.rule_presets import BNI
from leadsroom.domain.text.money import Money
from leadsroom.store.store import Store
from leadsroom.views.home import NearLimit
from tests.harborview import START, SetClock, found_chapter
from tests.offices import RulesBook
from tests.past_meetings import hold, people_of
from tests.people import Seating
from tests.seen import attention_picture
from tests.treasurer import Treasurer

TODAY = date(2026, 11, 18)


def test_what_asks_for_attention_is_told(store: Store) -> None:
    """At a limit and past it, past first; who owes in one sum; who applies, and who waits for what."""
    chapter = found_chapter(store)
    for week in range(1, 5):
        absent = {"Ann Chu": "A", **({"Dee Fox": "A"} if week > 1 else {"Cyrus Ng": "A"})}
        hold(store, chapter, TODAY - timedelta(weeks=week), absent)
    chapter = RulesBook(store, SetClock(), "desk").set_rules(chapter.id, BNI.rules)
    treasury, who = Treasurer(store, SetClock(), "desk"), people_of(store, chapter)
    for name, minor in (("Ann Chu", 500), ("Dee Fox", 250)):
        treasury.charge(chapter.id, who[name], AccountKind.DUES, Money(minor, "USD"))
    treasury.take_payment(chapter.id, who["Cyrus Ng"], Money(900, "USD"))
    seating = Seating(store, SetClock(), "desk")
    for name, profession in (("Eve Stone", "Piano lessons"), ("Hal Orr", "Florist")):
        seating.apply(chapter.id, ApplicationSheet(name=name, profession=profession))
    attention = attention_picture(store, chapter, START)
    assert attention.limits == (
        NearLimit("Ann Chu", "4 absences, 3 allowed", past=True),
        NearLimit("Dee Fox", "3 absences, 3 allowed", past=False),
    )
    assert (attention.owing, attention.owed) == (2, Money(750, "USD"))
    assert (attention.applying, attention.waiting) == (("Eve Stone",), ("Hal Orr (Florist)",))


def test_a_group_with_nothing_to_say(store: Store) -> None:
    """No rules, no debts, nobody applying: nothing is told."""
    chapter = found_chapter(store)
    attention = attention_picture(store, chapter, START)
    assert (attention.limits, attention.owing, attention.applying, attention.waiting) == ((), 0, (), ())
