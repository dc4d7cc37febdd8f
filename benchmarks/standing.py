"""The standing of 40 members with ten years of weekly meetings behind them, read from a database."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, insert

from benchmarks.figures import Sample, print_table
from leadsroom.clock import SystemClock
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.chapter_rules import ChapterRules, Counted, LimitRule, Quota, ShareRule
from leadsroom.domain.rules.rule_presets import BNI, CANALSIDE, NYC_62
from leadsroom.domain.rules.windows import PeriodKind, Window, WindowKind
from leadsroom.store import tables as t
from leadsroom.store.read.people.standing import standings
from leadsroom.store.reading import Reading
from leadsroom.store.store import Store, open_store
from leadsroom.views.rules import breach_list
from tests.harborview import found_chapter
from tests.past_meetings import people_of
from tests.seen import member_picture

MEMBERS, MEETINGS, ROUNDS = 40, 520, 20
_MARKS = "PPPPPPPPPPPPPAALLSSM"
_BEGUN = {"networking": 0, "welcome": 15, "pitches": 20, "speaker": 50, "bucket": 60, "close": 75}
_MINUTE = timedelta(minutes=1)
_TEN_YEARS = Window(WindowKind.ROLLING_MONTHS, 120)
_QUOTAS = (Quota(2, PeriodKind.MONTH), Quota(1, PeriodKind.MEETING))
# No chapter looks back so far: what is read is what the rules look at.
_EVERYTHING = ChapterRules(
    limits=(LimitRule(Counted.ABSENCE, 60, _TEN_YEARS), *NYC_62.rules.limits, *CANALSIDE.rules.limits),
    shares=(ShareRule(80, _TEN_YEARS),),
    counting=replace(CANALSIDE.rules.counting, early_per_absence=2, training_erases=1),
)


def measure(database: str) -> None:
    """Ask for the whole table under three sets of rules, breaches, and one member's page, by turns."""
    now = SystemClock().now()
    store = open_store(database)
    chapter = _fill(store, now)
    asked = dict(_questions(store, chapter, now))
    samples = {name: Sample() for name in asked}
    for _ in range(ROUNDS):
        for name, ask in asked.items():
            since = time.perf_counter()
            ask()
            samples[name].add(time.perf_counter() - since)
    store.close()
    lines = [
        (
            name,
            f"{min(each.values):.1f}",
            f"{each.median:.1f}",
            f"{each.p99:.1f}",
            "under 300" if "breach" in name else "under 100",
        )
        for name, each in samples.items()
    ]
    title = (
        f"Standing of {MEMBERS} members, {MEETINGS} meetings behind them, ms ({ROUNDS} times each, by turns)"
    )
    print_table(title, ("", "least", "median", "p99", "aim"), lines)


def _questions(store: Store, chapter: Chapter, now: datetime) -> Iterator[tuple[str, Callable[[], object]]]:
    today = chapter.today(now)

    def table(rules: ChapterRules) -> Callable[[], object]:
        def ask() -> object:
            with store.reading() as connection:
                return standings(connection, chapter, today, rules=rules)

        return ask

    def broken(rules: ChapterRules, back: int) -> Callable[[], object]:
        def ask() -> object:
            with store.reading() as connection:
                held = Reading(connection, chapter.id, now, None, replace(chapter, rules=rules))
                return breach_list(held, back)

        return ask

    yield f"the table, {BNI.name}", table(BNI.rules)
    yield f"the table, {NYC_62.name}", table(NYC_62.rules)
    yield "the table, every rule over ten years", table(_EVERYTHING)
    yield "every breach, six months back", broken(replace(BNI.rules, quotas=_QUOTAS), 6)
    yield "every breach, two years back", broken(replace(BNI.rules, quotas=_QUOTAS), 24)
    strict, first = replace(chapter, rules=NYC_62.rules), min(people_of(store, chapter).values())
    yield "a member's page", lambda: member_picture(store, strict, first, now)


def _fill(store: Store, now: datetime) -> Chapter:
    chapter = found_chapter(store, people=tuple((f"Member {n}", f"Profession {n}") for n in range(MEMBERS)))
    members = list(people_of(store, chapter).values())
    chance = random.Random(520)
    with store.writing() as unit:
        for number, week in enumerate(range(MEETINGS, 0, -1), start=1):
            at = now - timedelta(weeks=week)
            _meeting(unit.connection, chapter, number, at)
            here = {"chapter_id": chapter.id, "meeting_id": number}
            places = [here | _place(seat, who, at, chance) for seat, who in enumerate(members, start=1)]
            unit.connection.execute(insert(t.attendance), places)
            about = here | {"on_date": chapter.today(at), "at": at}
            decided = [about | _decision(members, kind, chance) for kind in ("excused", "training", "warned")]
            unit.connection.execute(insert(t.decision), decided)
    return chapter


def _meeting(connection: Connection, chapter: Chapter, number: int, at: datetime) -> None:
    starts = {"starts_at": at, "ends_at": at + 90 * _MINUTE, "starting_seat": 1}
    about = {"id": number, "chapter_id": chapter.id, "on_date": chapter.today(at), "kind": "regular"}
    connection.execute(insert(t.meeting), [about | starts | {"state": "closed"}])
    steps = enumerate(_BEGUN.items())
    here = {"chapter_id": chapter.id, "meeting_id": number}
    connection.execute(insert(t.step), [here | _step(place, *step, at) for place, step in steps])


def _decision(members: list[PersonId], kind: str, chance: random.Random) -> dict[str, Any]:
    return {"member_id": chance.choice(members), "kind": kind}


def _step(place: int, kind: str, minute: int, at: datetime) -> dict[str, Any]:
    lengths = dict.fromkeys(("planned", "allotted", "added", "paused_for"), timedelta(0))
    about = {"position": place, "kind": kind, "title": kind, "autostart": False}
    return about | lengths | {"started_at": at + minute * _MINUTE}


def _place(seat: int, who: int, at: datetime, chance: random.Random) -> dict[str, Any]:
    mark = chance.choice(_MARKS)
    came = at + chance.randrange(15, 60) * _MINUTE if mark == "L" else None
    left = at + chance.randrange(40, 80) * _MINUTE if mark in "PL" and chance.random() < 0.05 else None
    times = {"arrived_at": came, "left_at": left}
    return {"member_id": who, "seat": seat, "mark": mark} | times


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory(prefix="leadsroom-bench-") as folder:
        measure(f"{folder}/standing.db")
