"""Laws of the settings of a chapter: whatever is changed in whatever order, undo gives the same rows back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.acts.chapter.commands import ChangeChapter, habits_of
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import AnnounceAbsence
from leadsroom.acts.rules.commands import SetRules
from leadsroom.acts.season.commands import ClearDate, MarkDate, PlanTalk, SetSchedule
from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.rules.lead_rules import LOOSE, PUBLISHED
from leadsroom.domain.rules.rule_presets import RULE_PRESETS
from leadsroom.domain.season.calendar import WEEKLY, DateKind, Schedule, ScheduleKind
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from leadsroom.views.chapter import chapter_here
from tests.databases import Databases
from tests.harborview import SetClock, found_chapter
from tests.laws import tried
from tests.meeting.money_rules import RULES, rule_money
from tests.meeting.table import TRAIL, all_rows

TODAY = date(2026, 11, 18)
DAYS = st.integers(0, 40).map(lambda days: TODAY + timedelta(days=days))
SCHEDULES = st.sampled_from(
    [
        WEEKLY,
        Schedule(ScheduleKind.EVERY_TWO_WEEKS, TODAY),
        Schedule(ScheduleKind.EVERY_TWO_WEEKS),  # refused: from when on?
        Schedule(ScheduleKind.MONTHLY, weeks=(1, 3)),
        Schedule(ScheduleKind.MONTHLY, weeks=(6,)),  # refused
    ]
)
HABITS = st.fixed_dictionaries(
    {},
    optional={
        "weekday": st.integers(0, 7),
        "currency": st.sampled_from(["USD", "eur", "XXZ"]),
        "length": st.sampled_from([timedelta(minutes=60), timedelta(minutes=90), timedelta(minutes=1)]),
        "pitch": st.sampled_from([timedelta(seconds=45), timedelta(seconds=60)]),
        "timezone": st.sampled_from(["America/New_York", "Nowhere"]),
        "place": st.sampled_from(["Pier 4", "[/] Café"]),
        "name": st.sampled_from(["Harborview", " "]),
        "founded_on": st.sampled_from([None, date(2019, 3, 12), TODAY, TODAY + timedelta(days=30)]),
    },
)
CHANGES = st.one_of(
    st.tuples(HABITS, st.none() | SCHEDULES, st.sampled_from([None, LOOSE, PUBLISHED])),
    SCHEDULES.map(SetSchedule),
    st.builds(MarkDate, DAYS, st.sampled_from(DateKind)),
    st.builds(ClearDate, DAYS),
    st.builds(AnnounceAbsence, st.integers(1, 3).map(PersonId), DAYS),
    st.builds(PlanTalk, DAYS, st.just("Zoe Hart")),
    st.sampled_from(RULE_PRESETS).map(lambda preset: SetRules(preset.rules)),
)


def _fill(store: Store) -> None:
    rule_money(store, found_chapter(store).id, RULES)


def command_of(desk: SyncDesk, change: Any) -> Command:
    """A change of habits is made of those on record; other commands have come with an id of their own."""
    if isinstance(change, Command):
        return change
    habits, schedule, lead_rules = change
    return ChangeChapter(replace(habits_of(desk.read(chapter_here)), **habits), None, schedule, lead_rules)


def test_undo_of_settings_gives_the_same_rows_back(databases: Databases) -> None:
    """Step by step back to the beginning, and forward again; what was refused has changed no row."""

    @settings(max_examples=tried(60, 8), deadline=None)
    @given(changes=st.lists(CHANGES, min_size=1, max_size=7))
    def law(changes: list[Any]) -> None:
        place = databases.fresh()
        store = databases.filled(place, _fill)
        desk = SyncDesk(store, ChapterId(1), SetClock(), "office")
        assert desk.station_id  # who does it is on record before anything is done
        stages = [all_rows(store, TRAIL)]
        for change in changes:
            everything = all_rows(store)
            try:
                done = desk.do(replace(command_of(desk, change), command_id=uuid4().hex))
            except Refused:
                assert all_rows(store) == everything
                continue
            if done.entry is not None:
                stages.append(all_rows(store, TRAIL))
        for kind, rows in ((Undo, stages[-2::-1]), (Redo, stages[1:])):
            for wanted in rows:
                desk.do(kind())
                assert all_rows(store, TRAIL) == wanted
        store.close()
        databases.drop(place)

    law()
