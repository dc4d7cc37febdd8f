"""A chapter's money rules put in place for a test, and what its accounts say."""

from __future__ import annotations

from msgspec.structs import replace

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.money.account import AccountEntry
from leadsroom.domain.rules.chapter_rules import Dues, FineEvent, MoneyRules
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.store import tables as t
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read import money as read_money
from leadsroom.store.read.chapter import rules_as_data
from leadsroom.store.read.people.roster import names_of
from leadsroom.store.store import Store

RULES = MoneyRules(
    dues=Dues(12_000, PeriodKind.QUARTER),
    join_fee=15_000,
    meal=1_435,
    fines={
        FineEvent.LATE: 25,
        FineEvent.ABSENT: 210,
        FineEvent.LEFT_EARLY: 100,
        FineEvent.NO_LEAD: 33,
        FineEvent.ABSENT_LAST_WEEK: 107,
        FineEvent.PHONE: 100,
    },
)


def rule_money(store: Store, chapter_id: ChapterId, money: MoneyRules) -> Chapter:
    """Let these be the chapter's money rules from now on."""
    with store.writing(chapter_id) as unit:
        rules = replace(read_chapter.chapter(unit.connection, chapter_id).rules, money=money)
        unit.update(t.chapter, chapter_id, rules=rules_as_data(rules))
        return read_chapter.chapter(unit.connection, chapter_id)


def entries_of(store: Store, chapter: Chapter) -> list[AccountEntry]:
    """Every entry of the chapter's accounts."""
    with store.reading() as connection:
        return read_money.entries(connection, chapter.id)


def owing(store: Store, chapter: Chapter) -> dict[str, int]:
    """What each person owes in minor units of the chapter's currency, who is even left out."""
    with store.reading() as connection:
        names = names_of(connection, chapter.id)
        owed = read_money.owed_by(connection, chapter.id)
    return {
        names[person_id]: money.minor
        for person_id, sums in owed.items()
        for money in sums
        if money.currency == chapter.currency
    }
