"""Bringing a meeting to the table."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.agenda_progress import GoKind, next_act
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import CameAbout, Mark
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import agenda_as_data, chapter
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.desks import live_meeting, meeting_to_run
from tests.harborview import START, SetClock, found_chapter, seat_member
from tests.meeting.table import Table, rebuilt
from tests.offices import AbsenceBook


def test_a_meeting_is_planned_from_the_chapters_habits(table: Table) -> None:
    """Its date, its times, its agenda, and a place for each active member in table order."""
    seen = table.now
    assert (seen.meeting.on, seen.meeting.state) == (date(2026, 11, 18), MeetingState.PLANNED)
    assert (seen.meeting.starts_at, seen.meeting.ends_at) == (START, START + timedelta(minutes=25))
    assert [step.title for step in seen.steps][:3] == ["Open networking", "Welcome", "Pitches"]
    assert [place.seat for place in seen.attendees] == [1, 2, 3, 4, 5, 6]
    assert {place.mark for place in seen.attendees} == {None}


def test_asking_again_finds_the_same_meeting(table: Table, store: Store, harborview: Chapter) -> None:
    """A planned meeting is not planned twice, nor a live one."""
    assert meeting_to_run(store, harborview, table.clock.now()) == table.meeting_id
    table.go()
    assert live_meeting(store, harborview) == table.meeting_id
    later = table.clock.now() + timedelta(days=30)
    assert meeting_to_run(store, harborview, later) == table.meeting_id


def test_no_meeting_is_live_before_the_start_or_after_the_close(
    table: Table, store: Store, harborview: Chapter
) -> None:
    """Only what runs is live."""
    assert live_meeting(store, harborview) is None
    table.go_to_end()
    assert live_meeting(store, harborview) is None


@ON_BOTH
def test_the_table_follows_the_roster_until_it_is_laid(
    table: Table, store: Store, harborview: Chapter
) -> None:
    """Who joins, moves or leaves before the meeting has, changes or loses a place."""
    with store.writing(harborview.id) as unit:
        seat_member(unit, harborview.id, 7, "Gus Hart", "Printing")
        membership = {row.person_id: row.id for row in unit.connection.execute(select(t.membership))}
        unit.update(t.membership, membership[table.person("Ann Chu")], seat=9)
        unit.update(t.membership, membership[table.person("Dee Fox")], status="ended")
    meeting_to_run(store, harborview, table.clock.now())
    seen = rebuilt(store, table.meeting_id)
    assert {seen.name(place.member_id): place.seat for place in seen.attendees} == {
        "Maria Lopez": 1,
        "Robert Diaz": 3,
        "Cyrus Ng": 4,
        "Paul Whitfield": 6,
        "Gus Hart": 7,
        "Ann Chu": 9,
    }


def test_the_starting_seat_rotates(store: Store, harborview: Chapter, clock: SetClock) -> None:
    """Each closed meeting moves the beginning on by one seat; a planned one does not."""
    starts = []
    for _ in range(3):
        table = Table.lay(store, harborview, clock)
        starts.append(table.now.meeting.starting_seat)
        table.go_to_end(seconds=1)
        table.desk.close()
        clock.moment = START + timedelta(days=7 * len(starts))
    assert starts == [1, 2, 3]


def test_a_chapter_without_members_does_not_start(store: Store, clock: SetClock) -> None:
    """It says where members are added."""
    table = Table.lay(store, found_chapter(store, people=()), clock)
    with pytest.raises(Refused, match=r"^No members yet: q, then r"):
        table.go()
    assert table.now.meeting.state is MeetingState.PLANNED
    table.desk.close()


@ON_BOTH
def test_a_meeting_begun_on_another_day_is_that_days(
    store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Go on Wednesday's meeting the day before holds it then; undo puts Wednesday back, redo takes it."""
    clock.moment = START - timedelta(days=1, minutes=-7, seconds=-40)
    table = Table.lay(store, harborview, clock)
    planned = table.rows()
    seen = table.go()
    starts = START - timedelta(days=1, minutes=-7)
    assert seen.meeting.on == date(2026, 11, 17)
    assert (seen.meeting.starts_at, seen.meeting.ends_at) == (starts, starts + timedelta(minutes=25))
    table.do(Undo())
    assert table.rows() == planned
    assert table.do(Redo()).meeting.on == date(2026, 11, 17)
    table.go_to_end()
    table.desk.close()
    following = Table.lay(store, harborview, clock)
    assert following.now.meeting.on == date(2026, 11, 25)
    following.desk.close()


def test_a_meeting_begun_on_its_day_keeps_its_times(table: Table) -> None:
    """However late it begins: it is then behind."""
    seen = table.go(seconds=600)
    assert (seen.meeting.on, seen.meeting.starts_at) == (date(2026, 11, 18), START)


def _join_late(store: Store, harborview: Chapter, table: Table) -> None:
    with store.writing(harborview.id) as unit:
        seat_member(unit, harborview.id, 7, "Gus Hart", "Printing")
    meeting_to_run(store, harborview, table.clock.now())


@ON_BOTH
def test_who_joins_while_the_meeting_runs_has_a_place(
    table: Table, store: Store, harborview: Chapter
) -> None:
    """Opened again, the table has one place more and none less; the round to come has their turn."""
    table.go()
    with store.writing(harborview.id) as unit:
        membership = {row.person_id: row.id for row in unit.connection.execute(select(t.membership))}
        unit.update(t.membership, membership[table.person("Dee Fox")], status="on leave", seat=9)
    _join_late(store, harborview, table)
    seen = table.now
    assert [place.seat for place in seen.attendees] == [1, 2, 3, 4, 5, 6, 7]
    seen = table.go_to(StepKind.PITCHES)
    assert [seen.name(turn.member_id) for turn in seen.turns][-1] == "Gus Hart"


@ON_BOTH
def test_a_place_laid_meanwhile_stands_in_no_way_of_undo(
    table: Table, store: Store, harborview: Chapter
) -> None:
    """All that was done before it can be taken back, and done again, whichever way the table was laid."""
    table.do(c.MarkAttendance(table.person("Ann Chu"), Mark.LATE))
    table.go_to(StepKind.PITCHES)
    done = table.trail()
    with store.writing(harborview.id) as unit:
        membership = {row.person_id: row.id for row in unit.connection.execute(select(t.membership))}
        unit.update(t.membership, membership[table.person("Ann Chu")], seat=9)
        unit.update(t.membership, membership[table.person("Dee Fox")], status="ended")
    _join_late(store, harborview, table)
    for _ in range(done - 1):
        table.do(Undo())
    assert next_act(table.now).kind is GoKind.START_MEETING
    meeting_to_run(store, harborview, table.clock.now())
    table.do(Undo())
    meeting_to_run(store, harborview, table.clock.now())
    for _ in range(done):
        table.do(Redo())
    assert table.now.meeting.state is MeetingState.LIVE


def _change_habits(store: Store, harborview: Chapter) -> Chapter:
    agenda = (*harborview.agenda[:2], replace(harborview.agenda[2], turn_length=timedelta(seconds=45)))
    with store.writing(harborview.id) as unit:
        data = agenda_as_data(agenda)
        unit.update(t.chapter, harborview.id, starts=time(8), length=timedelta(hours=1), agenda=data)
        return chapter(unit.connection, harborview.id)


@ON_BOTH
def test_a_planned_meeting_follows_changed_habits(table: Table, store: Store, harborview: Chapter) -> None:
    """Opened again it has the chapter's agenda, start and length as they are now, and is the same meeting."""
    assert meeting_to_run(store, _change_habits(store, harborview), table.clock.now()) == table.meeting_id
    seen = table.now
    eight = START + timedelta(hours=1)
    assert (seen.meeting.starts_at, seen.meeting.ends_at) == (eight, eight + timedelta(hours=1))
    assert [step.title for step in seen.steps] == ["Open networking", "Welcome", "Pitches"]
    assert seen.steps[2].turn_length == timedelta(seconds=45)
    assert table.go().step == table.now.steps[0]


def test_a_planned_meeting_follows_the_seats(table: Table, store: Store, harborview: Chapter) -> None:
    """When the seat that would speak first is given up, another begins."""
    with store.writing(harborview.id) as unit:
        membership = {row.person_id: row.id for row in unit.connection.execute(select(t.membership))}
        unit.update(t.membership, membership[table.person("Maria Lopez")], status="ended")
    meeting_to_run(store, harborview, table.clock.now())
    assert table.now.meeting.starting_seat == 2


@pytest.mark.parametrize("undone", [False, True])
def test_a_meeting_with_something_recorded_keeps_its_plan(
    table: Table, store: Store, harborview: Chapter, *, undone: bool
) -> None:
    """A mark is enough, taken back or not: the table has begun to work with this plan."""
    table.do(c.MarkAttendance(table.person("Ann Chu"), Mark.ABSENT))
    if undone:
        table.do(Undo())
    before = table.now
    meeting_to_run(store, _change_habits(store, harborview), table.clock.now())
    seen = table.now
    assert (seen.meeting, seen.steps) == (before.meeting, before.steps)


def test_opening_an_unchanged_plan_changes_nothing(table: Table, store: Store, harborview: Chapter) -> None:
    """The rows of the steps keep their numbers: other stations look at them."""
    before = table.rows()
    meeting_to_run(store, harborview, table.clock.now())
    assert table.rows() == before


def test_an_agenda_without_steps_does_not_start(store: Store, clock: SetClock) -> None:
    """It says what to do."""
    table = Table.lay(store, found_chapter(store, agenda=()), clock)
    with pytest.raises(Refused, match="The agenda is empty"):
        table.go()
    table.desk.close()


def test_chapters_of_one_database_do_not_see_each_other(store: Store, clock: SetClock) -> None:
    """People, leads and meetings stay in their chapter, with the same names in both."""
    here = Table.lay(store, found_chapter(store), clock)
    there = Table.lay(store, found_chapter(store, name="Elsewhere"), clock)
    here.do(here.lead())
    here.go(3)
    assert there.now.leads == ()
    assert there.now.meeting.state is MeetingState.PLANNED
    assert not set(here.now.people) & set(there.now.people)
    assert meeting_to_run(store, there.now.chapter, clock.now()) == there.meeting_id
    here.desk.close()
    there.desk.close()


@pytest.fixture
def notices(store: Store, clock: SetClock) -> AbsenceBook:
    """The door to what is announced in advance."""
    return AbsenceBook(store, clock, "front desk")


def _marks(table: Table) -> dict[str, tuple[Mark | None, str, bool]]:
    """Everybody's mark, who stands in, and whether that was announced in advance; the unmarked left out."""
    seen = table.now
    return {
        seen.name(place.member_id): (
            place.mark,
            seen.name(place.substitute_id) if place.substitute_id else "",
            place.is_announced,
        )
        for place in seen.attendees
        if place.mark is not None
    }


def test_what_was_announced_is_on_the_table(
    table: Table, store: Store, harborview: Chapter, notices: AbsenceBook
) -> None:
    """Who is away and who stands in is marked when the table is laid, and no more once it is taken back."""
    on = table.now.meeting.on
    ann = notices.announce(harborview.id, table.person("Ann Chu"), on)
    cyrus_id = table.person("Cyrus Ng")
    notices.announce(harborview.id, cyrus_id, on, substitute="Tom Ray", profession="Insurance")
    notices.announce(harborview.id, table.person("Dee Fox"), on, Mark.LATE)
    notices.announce(harborview.id, table.person("Maria Lopez"), on + timedelta(weeks=1))
    meeting_to_run(store, harborview, table.clock.now())
    cyrus, dee = (Mark.SUBSTITUTE, "Tom Ray", True), (Mark.LATE, "", True)
    assert _marks(table) == {"Ann Chu": (Mark.ABSENT, "", True), "Cyrus Ng": cyrus, "Dee Fox": dee}
    notices.withdraw(harborview.id, ann.id)
    notices.announce(harborview.id, table.person("Dee Fox"), on, Mark.MEDICAL)
    meeting_to_run(store, harborview, table.clock.now())
    assert _marks(table) == {"Cyrus Ng": cyrus, "Dee Fox": (Mark.MEDICAL, "", True)}


def test_what_was_announced_is_no_record(
    table: Table, store: Store, harborview: Chapter, notices: AbsenceBook
) -> None:
    """The plan follows the habits all the same; a place that is gone from the roster goes with its mark."""
    on = table.now.meeting.on
    for name in ("Ann Chu", "Dee Fox"):
        notices.announce(harborview.id, table.person(name), on)
    meeting_to_run(store, harborview, table.clock.now())
    with store.writing(harborview.id) as unit:
        membership = {row.person_id: row.id for row in unit.connection.execute(select(t.membership))}
        unit.update(t.membership, membership[table.person("Dee Fox")], status="ended")
    meeting_to_run(store, _change_habits(store, harborview), table.clock.now())
    assert [step.title for step in table.now.steps] == ["Open networking", "Welcome", "Pitches"]
    assert _marks(table) == {"Ann Chu": (Mark.ABSENT, "", True)}


def test_the_table_has_the_last_word(
    table: Table, store: Store, harborview: Chapter, notices: AbsenceBook
) -> None:
    """A mark made at the table stays, whatever is announced or taken back later, in a live meeting too."""
    on = table.now.meeting.on
    ann = notices.announce(harborview.id, table.person("Ann Chu"), on)
    notices.announce(harborview.id, table.person("Robert Diaz"), on)
    meeting_to_run(store, harborview, table.clock.now())
    table.do(c.MarkAttendance(table.person("Ann Chu"), Mark.PRESENT))
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.LATE))
    notices.withdraw(harborview.id, ann.id)
    notices.announce(harborview.id, table.person("Dee Fox"), on, substitute="Tom Ray")
    meeting_to_run(store, harborview, table.clock.now())
    marks = {name: mark for name, (mark, *_) in _marks(table).items()}
    assert marks == {"Ann Chu": Mark.PRESENT, "Dee Fox": Mark.LATE, "Robert Diaz": Mark.ABSENT}
    table.go()
    before = table.rows()
    meeting_to_run(store, harborview, table.clock.now())
    assert table.rows() == before


def test_marking_all_others_leaves_what_was_announced(
    table: Table, store: Store, harborview: Chapter, notices: AbsenceBook
) -> None:
    """Who was not marked is present then; who announced is away, the substitute pitches; each says how."""
    on = table.now.meeting.on
    notices.announce(harborview.id, table.person("Ann Chu"), on)
    notices.announce(harborview.id, table.person("Cyrus Ng"), on, substitute="Tom Ray")
    meeting_to_run(store, harborview, table.clock.now())
    seen = table.do(c.MarkOthersPresent())
    how = {place.came_about for place in seen.attendees if place.mark is Mark.PRESENT}
    assert how == {CameAbout.WITH_OTHERS}
    assert {p.came_about for p in seen.attendees} - how == {CameAbout.ANNOUNCED}
    seen = table.go_to(StepKind.PITCHES)
    marks = {name: mark for name, (mark, *_) in _marks(table).items()}
    assert (marks["Ann Chu"], marks["Cyrus Ng"]) == (Mark.ABSENT, Mark.SUBSTITUTE)
    assert [mark for name, mark in marks.items() if name not in ("Ann Chu", "Cyrus Ng")] == [Mark.PRESENT] * 4
    speakers = [seen.name(turn.speaker_id) for turn in seen.turns]
    assert "Tom Ray" in speakers
    assert "Ann Chu" not in speakers


def test_a_substitute_who_has_a_seat_by_now_stands_in_for_nobody(
    table: Table, store: Store, harborview: Chapter, notices: AbsenceBook
) -> None:
    """They sit on their own seat; the member who named them is absent."""
    notices.announce(harborview.id, table.person("Ann Chu"), table.now.meeting.on, substitute="Gus Hart")
    with store.writing(harborview.id) as unit:
        gus = unit.connection.execute(select(t.person.c.id).where(t.person.c.name == "Gus Hart")).scalar_one()
        profession_id = unit.insert(
            t.profession, chapter_id=harborview.id, name="Printing", name_key="printing"
        )
        columns = {
            "person_id": gus,
            "profession_id": profession_id,
            "status": "active",
            "seat": 7,
            "offices": [],
        }
        unit.insert(t.membership, chapter_id=harborview.id, **columns)
    meeting_to_run(store, harborview, table.clock.now())
    assert _marks(table) == {"Ann Chu": (Mark.ABSENT, "", True)}
    assert len(table.now.attendees) == 7


@pytest.mark.parametrize(
    ("status", "leave", "sits"),
    [
        ("active", None, True),
        ("on leave", None, False),
        ("active", (0, None), False),
        ("active", (-7, 0), False),
        ("active", (1, None), True),
        ("on leave", (-30, None), False),
        ("on leave", (-30, -1), True),
        ("on leave", (-30, 0), False),
    ],
    ids=[
        *(
            "active",
            "leave without dates",
            "planned leave begins",
            "last day of leave",
            "leave from tomorrow",
        ),
        *("leave without end", "back since yesterday", "still on leave"),
    ],
)
def test_who_is_on_leave_has_no_place(
    table: Table,
    store: Store,
    harborview: Chapter,
    *,
    status: str,
    leave: tuple[int, int | None] | None,
    sits: bool,
) -> None:
    """The leave's own days decide, both of them in it; who was announced sits or not accordingly."""
    on, dee = table.now.meeting.on, table.person("Dee Fox")
    with store.writing(harborview.id) as unit:
        membership = {row.person_id: row.id for row in unit.connection.execute(select(t.membership))}[dee]
        unit.update(t.membership, membership, status=status)
        if leave is not None:
            since, until = (None if days is None else on + timedelta(days=days) for days in leave)
            columns = {"chapter_id": harborview.id, "membership_id": membership, "at": START}
            unit.insert(t.leave, since=since, until=until, **columns)
    meeting_to_run(store, harborview, table.clock.now())
    assert (dee in [place.member_id for place in table.now.attendees]) is sits
