"""What is stored as JSON, byte for byte: other programs and older versions read the same databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from json import dumps
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert, json
from msgspec.structs import replace
from sqlalchemy import Column, String, select, type_coerce
from syrupy.assertion import SnapshotAssertion

from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import PRESETS, PlannedStep, StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import (
    NO_RULES,
    ChapterRules,
    Counted,
    Counting,
    Dues,
    FineEvent,
    Given,
    LateRules,
    LeadCounting,
    LeaveRules,
    LimitRule,
    MoneyRules,
    MultiLevel,
    Quota,
    ShareRule,
    SubstitutePitch,
    SubstituteRules,
    Then,
    VisitorRules,
    VoteRule,
)
from leadsroom.domain.rules.lead_rules import LEAD_RULES, Fact, LeadRules
from leadsroom.domain.rules.rule_presets import RULE_PRESETS
from leadsroom.domain.rules.windows import Length, LengthUnit, PeriodKind, Window, WindowKind
from leadsroom.domain.season.calendar import WEEKLY, Schedule, ScheduleKind
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import (
    agenda_as_data,
    chapter,
    lead_rules_as_data,
    money_as_data,
    money_of,
    rules_as_data,
    schedule_as_data,
)
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import WHOLE, Table

pytestmark = ON_BOTH

EVERYTHING = ChapterRules(
    limits=(
        LimitRule(Counted.MEDICAL, 3, Window(WindowKind.ROLLING_WEEKS, 13), Then.CHAPTER_DECIDES, 1),
        LimitRule(Counted.MISSED, 6, Window(WindowKind.CALENDAR_MONTHS, 3), Then.REMINDER, 2, 3),
        LimitRule(Counted.UNEXCUSED, 3, Window(WindowKind.QUARTER)),
        LimitRule(Counted.EXCUSED, 3, Window(WindowKind.QUARTER)),
    ),
    shares=(ShareRule(70, Window(WindowKind.IN_A_ROW)), ShareRule(60, Window(WindowKind.YEAR), True)),
    counting=Counting(3, 2, StepKind.PITCHES, StepKind.READING_BACK, True, True, 1, False, True),
    quotas=(
        Quota(2, PeriodKind.HALF_YEAR, frozenset({Given.VISITOR, Given.LEAD, Given.RAW_LEAD, Given.UPDATE})),
    ),
    substitutes=SubstituteRules(SubstitutePitch.OWN_AT_END, 3, Window(WindowKind.ROLLING_MONTHS, 6)),
    late=LateRules(StepKind.WELCOME, True),
    visitors=VisitorRules(None, True, True),
    vote=VoteRule(2, 20, 11),
    money=MoneyRules(
        Dues(30_000, PeriodKind.QUARTER, on_leave=False),
        *(10_000, 1_550, True),
        {FineEvent.PHONE: 100, FineEvent.LATE: 200, FineEvent.ABSENT_LAST_WEEK: 500},
    ),
    leads=LeadCounting(household_needs_money=True),
    leaves=LeaveRules(
        Length(8, LengthUnit.WEEKS), Length(3, LengthUnit.MONTHS), Window(WindowKind.YEAR), refuses=True
    ),
    multi_level=MultiLevel.PRODUCTS,
    remark="Café “Löwen”, 7:00 – never \\ late.\n\t\x7f / שרה 🦁 \u2028",
)
RULES = {preset.name: preset.rules for preset in RULE_PRESETS} | {"none": NO_RULES, "all": EVERYTHING}
SCHEDULES = {
    "weekly": WEEKLY,
    "every two weeks": Schedule(ScheduleKind.EVERY_TWO_WEEKS, date(2026, 11, 18)),
    "monthly": Schedule(ScheduleKind.MONTHLY, weeks=(1, 3, 5)),
}
AGENDAS = {preset.name: preset.steps for preset in PRESETS} | {
    "all": (PlannedStep(StepKind.PITCHES, "Tür auf", timedelta(seconds=90), timedelta(seconds=45), True),)
}


def texts_of(store: Store, column: Column[Any]) -> list[str]:
    """A column of JSON as the text that the database holds, row by row, which PostgreSQL keeps too."""
    is_text = store.engine.dialect.name == "sqlite"
    query = select(type_coerce(column, String) if is_text else column.cast(String))
    with store.reading() as connection:
        return [str(text) for text in connection.execute(query.order_by(column.table.c.id)).scalars()]


def stored(store: Store, chapter: Chapter, column: str, data: Any) -> str:
    """The text that the database holds where a chapter's column was given this data."""
    with store.writing() as unit:
        unit.update(t.chapter, chapter.id, **{column: data})
    return texts_of(store, t.chapter.c[column])[0]


def test_what_a_chapter_agreed_on_is_stored_as_ever(sqlite_store: Store, snapshot: SnapshotAssertion) -> None:
    """Rules, schedule, agenda and what a lead needs, and all of it is read back."""
    found = found_chapter(sqlite_store, people=())
    kinds: dict[str, tuple[dict[str, Any], Callable[[Any], Any]]] = {
        "rules": (RULES, rules_as_data),
        "rhythm": (SCHEDULES, schedule_as_data),
        "agenda": (AGENDAS, agenda_as_data),
        "lead_rules": (LEAD_RULES, lead_rules_as_data),
    }
    lines = []
    for column, (values, as_data) in kinds.items():
        for name, value in values.items():
            lines += [f"{column}: {name}", stored(sqlite_store, found, column, as_data(value))]
            with sqlite_store.reading() as connection:
                read = chapter(connection, found.id)
            field = "schedule" if column == "rhythm" else column
            assert getattr(read, field) == value, lines[-2]
    assert "\n".join(lines) == snapshot


def test_a_server_stores_the_same_text(store: Store) -> None:
    """On either database it is what Python's own encoder writes: spaces after signs, ASCII alone."""
    found, data = found_chapter(store, people=()), rules_as_data(EVERYTHING)
    assert stored(store, found, "rules", data) == dumps(data)


def test_parts_of_a_second_are_not_stored() -> None:
    """An agenda is planned in whole seconds."""
    step = PlannedStep(StepKind.PITCHES, "Pitches", timedelta(seconds=90.5), timedelta(0))
    assert [step[key] for step in agenda_as_data([step]) for key in ("planned_seconds", "turn_seconds")] == [
        90,
        None,
    ]


def test_what_is_charged_is_data_of_its_own(snapshot: SnapshotAssertion) -> None:
    """A closed meeting keeps it: fines in the order in which they were agreed on."""
    assert dumps(money_as_data(EVERYTHING.money)) == snapshot
    assert money_as_data(MoneyRules()) == {
        "dues": None,
        "join_fee": 0,
        "meal": 0,
        "meal_as_ordered": False,
        "fines": {},
    }


def test_what_an_entry_changed_is_stored_as_ever(sqlite_store: Store, snapshot: SnapshotAssertion) -> None:
    """Table, row, before, after: of a mark, a visitor, a turn, and a lead with everything said."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    table.do(c.MarkAttendance(member_id=table.person("Dee Fox"), mark=Mark.LATE))
    table.do(c.WelcomeVisitor(name="Zoë Bell", profession="Gärtnerei", host_id=table.person("Ann Chu")))
    table.go_to(StepKind.PITCHES)
    table.do(table.lead(slip=replace(WHOLE, prospect="Jané “J” Doe")))
    table.go_to_end()
    table.desk.close()
    assert "\n".join(texts_of(sqlite_store, t.journal.c.rows)) == snapshot


def test_what_a_later_version_added_is_left_out() -> None:
    """Keys that this version does not know do not keep it from reading the others."""
    data = rules_as_data(EVERYTHING)
    assert convert(data | {"a key of tomorrow": 1}, ChapterRules) == EVERYTHING
    assert money_of(data["money"] | {"currency": "USD", "on_leave": [3]}) == EVERYTHING.money
    assert convert(schedule_as_data(WEEKLY) | {"a key of tomorrow": None}, Schedule) == WEEKLY


def test_lead_rules_are_sorted() -> None:
    """However the set was put together."""
    rules = LeadRules(frozenset({Fact.SOON, Fact.NAME, Fact.EXPECTING}), frozenset({Fact.PHONE}))
    assert lead_rules_as_data(rules) == {
        "must": ["expecting the call", "name", "soon"],
        "unless_denied": ["phone"],
    }


def test_a_key_that_is_missing_means_the_default(store: Store) -> None:
    """Of a step, of what a lead needs, of the schedule; an empty column means that nobody ever chose."""
    found = found_chapter(store, people=())
    line = {"kind": "bucket", "title": "Leads", "planned_seconds": 600}
    with store.writing() as unit:
        columns = {"agenda": [line], "lead_rules": {"must": ["name"]}, "rhythm": {}, "rules": None}
        unit.update(t.chapter, found.id, **columns)
    with store.reading() as connection:
        read = chapter(connection, found.id)
    assert read.agenda == (PlannedStep(StepKind.BUCKET, "Leads", timedelta(minutes=10)),)
    assert (read.lead_rules, read.schedule) == (LeadRules(frozenset({Fact.NAME})), WEEKLY)
    assert read.rules == NO_RULES


@pytest.mark.parametrize(
    "data",
    [
        {"limits": [{"counts": "absence", "allowed": 3}]},
        {"limits": [{"counts": "rain", "allowed": 3, "window": {"kind": "month"}}]},
        {"vote": {"refusing_no": "two"}},
        {"quotas": {}},
    ],
)
def test_damaged_rules_are_no_rules_of_another_chapter(data: dict[str, Any]) -> None:
    """What cannot be read is said, with the place of it, and never guessed."""
    with pytest.raises(ValueError, match=r"\$\.(limits|vote|quotas)"):
        convert(data, ChapterRules)


def _cents(minor: int) -> float:
    return minor / 100


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text() | st.integers(1, 10**14).map(_cents),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(JSON)
def test_what_is_written_to_files_is_the_text_of_pythons_own_encoder(data: Any) -> None:
    """Drafts on one line, minutes on many: the same to the byte, whatever was typed."""
    written = json.encode(data)
    assert json.format(written, indent=0).decode() == dumps(data, ensure_ascii=False)
    assert json.format(written, indent=2).decode() == dumps(data, ensure_ascii=False, indent=2)
