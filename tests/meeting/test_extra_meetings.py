"""One more meeting on a day: asked for, named, and no second week for rules and fines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import LogOneToOne
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.season.commands import NameLeader, PlanTalk
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState
from leadsroom.domain.meeting.tonight_rota import due_testimonials
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.errors import Refused
from leadsroom.exchange.minutes.formats import minutes_name, write_minutes
from leadsroom.store.read import season
from leadsroom.store.read.people.standing import attendance_rows, dates_held
from leadsroom.store.read.people.visitors import substitute_records_on
from leadsroom.store.store import Store
from leadsroom.views.meeting.summary import review
from tests.databases import ON_BOTH
from tests.harborview import SHORT_AGENDA, SetClock, found_chapter
from tests.meeting.money_rules import RULES, entries_of, owing, rule_money
from tests.meeting.table import Table, rebuilt
from tests.offices import AbsenceBook
from tests.seen import find_meeting, home_picture

pytestmark = ON_BOTH


@pytest.fixture
def one_more(table: Table, store: Store, harborview: Chapter, clock: SetClock) -> Iterator[Table]:
    """The table of a second meeting of the day, an hour after the first was closed with a lead on record."""
    rule_money(store, harborview.id, RULES)
    table.do(c.MarkAttendance(table.person("Ann Chu"), Mark.LATE))
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.ABSENT))
    table.do(table.lead("Maria Lopez", "Ann Chu"))
    table.go_to_end()
    clock.pass_by(hours=1)
    extra = Table.lay_extra(store, harborview, clock)
    yield extra
    extra.desk.close()


def closed(extra: Table, **marks: Mark) -> None:
    """The extra meeting to its end, with some marks."""
    for name, mark in marks.items():
        extra.do(c.MarkAttendance(extra.person(name.replace("_", " ")), mark))
    extra.go_to_end()


def test_after_the_close_go_starts_nothing(table: Table, store: Store, harborview: Chapter) -> None:
    """Neither at the table that was closed nor at the next one, which is for another day."""
    table.go_to_end()
    with pytest.raises(Refused, match="The meeting is closed"):
        table.go()
    following = Table.lay(store, harborview, table.clock)
    with pytest.raises(Refused, match="x at the table holds one more today"):
        following.go()
    assert following.now.meeting.state is MeetingState.PLANNED
    following.desk.close()


def test_an_extra_meeting_begins_when_it_begins(one_more: Table, clock: SetClock) -> None:
    """It is the second of its date, has no hour to be late for, and undo takes its start back."""
    assert (one_more.now.meeting.kind, str(one_more.now.meeting.name)) == (
        MeetingKind.EXTRA,
        "2026-11-18#2",
    )
    clock.pass_by(minutes=5)
    seen = one_more.go()
    begun = clock.now().replace(second=0)
    assert (seen.meeting.starts_at, seen.meeting.state) == (begun, MeetingState.LIVE)
    assert one_more.do(Undo()).meeting.state is MeetingState.PLANNED


def test_one_more_is_refused_where_it_is_none(table: Table, store: Store, harborview: Chapter) -> None:
    """Before today's meeting and during it the sentence says what to do."""
    with pytest.raises(Refused, match="Enter starts it"):
        Table.lay_extra(store, harborview, table.clock)
    table.go()
    with pytest.raises(Refused, match="Close it first"):
        Table.lay_extra(store, harborview, table.clock)


def test_one_that_was_laid_is_laid_once(one_more: Table, store: Store, harborview: Chapter) -> None:
    """Asked for again, or by another station, it is the same one; after it the next is the third."""
    again = Table.lay_extra(store, harborview, one_more.clock, "another")
    assert again.meeting_id == one_more.meeting_id
    again.desk.close()
    closed(one_more)
    third = Table.lay_extra(store, harborview, one_more.clock)
    assert str(third.now.meeting.name) == "2026-11-18#3"
    third.desk.close()


def test_the_next_meeting_stays_planned(one_more: Table, store: Store, harborview: Chapter) -> None:
    """An extra meeting stands for no date, however near to the next one it is held."""
    closed(one_more)
    assert home_picture(store, harborview, one_more.clock.now()).next_on.isoformat() == "2026-11-25"
    one_more.clock.pass_by(days=6)
    extra = Table.lay_extra(store, harborview, one_more.clock)
    extra.go_to_end()
    extra.desk.close()
    assert home_picture(store, harborview, one_more.clock.now()).next_on.isoformat() == "2026-11-25"


def test_late_and_meal_are_charged_once_a_day(one_more: Table, store: Store, harborview: Chapter) -> None:
    """Who was late at both pays once, who is late at the second only pays then; nothing else is charged."""
    before = owing(store, harborview)
    closed(one_more, Ann_Chu=Mark.LATE, Cyrus_Ng=Mark.LATE, Dee_Fox=Mark.PRESENT, Paul_Whitfield=Mark.ABSENT)
    after = owing(store, harborview)
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "Cyrus Ng": 25,
        "Dee Fox": 1_435,
    }


def test_a_mark_put_right_at_the_first_is_charged_at_the_second(
    one_more: Table, table: Table, store: Store, harborview: Chapter
) -> None:
    """Lateness of the day stands as long as it was at one of its meetings, and goes with the last of them."""
    closed(one_more, Ann_Chu=Mark.LATE)
    before = owing(store, harborview)
    table.do(c.MarkAttendance(table.person("Ann Chu"), Mark.PRESENT))
    assert owing(store, harborview) == before
    one_more.do(c.MarkAttendance(one_more.person("Ann Chu"), Mark.PRESENT))
    assert owing(store, harborview)["Ann Chu"] == before["Ann Chu"] - 25
    assert sum(entry.amount.minor for entry in entries_of(store, harborview) if entry.event == "late") == 0


def test_absent_last_week_looks_at_the_meeting_of_the_calendar(
    one_more: Table, store: Store, harborview: Chapter
) -> None:
    """Whoever missed only the extra meeting is not fined for it a week later, and who missed the other is."""
    closed(one_more, Ann_Chu=Mark.ABSENT, Dee_Fox=Mark.PRESENT)
    one_more.clock.pass_by(days=7, hours=-2)
    following = Table.lay(store, harborview, one_more.clock)
    following.go_to_end()
    following.desk.close()
    fined = [entry.member_id for entry in entries_of(store, harborview) if entry.event == "absent last week"]
    assert fined == [one_more.person("Dee Fox")]


def test_an_extra_meeting_is_no_second_absence(one_more: Table, store: Store, harborview: Chapter) -> None:
    """The rules see the date once, with the mark of the meeting that the calendar has."""
    closed(one_more, Dee_Fox=Mark.ABSENT, Ann_Chu=Mark.ABSENT)
    since = one_more.now.meeting.on - timedelta(days=30)
    with store.reading() as connection:
        assert dates_held(connection, harborview.id, since) == [one_more.now.meeting.on]
        marks = attendance_rows(connection, harborview.id, one_more.person("Ann Chu"), since)
    assert [each.mark for each in marks] == [Mark.LATE]


def test_last_is_the_real_one_and_each_has_its_name(
    one_more: Table, table: Table, store: Store, harborview: Chapter
) -> None:
    """The meeting of the calendar is `last` and has the date; the other one is its date and number 2."""
    closed(one_more)
    assert find_meeting(store, harborview, "last") == table.meeting_id
    assert find_meeting(store, harborview, "2026-11-18") == table.meeting_id
    assert find_meeting(store, harborview, "2026-11-18#2") == one_more.meeting_id
    with pytest.raises(Refused, match="That day has 2026-11-18 and 2026-11-18#2"):
        find_meeting(store, harborview, "2026-11-18#3")
    names = [line.name.in_short for line in home_picture(store, harborview, one_more.clock.now()).last]
    assert names == ["Wed 18 Nov #2", "Wed 18 Nov"]


def test_an_empty_meeting_does_not_hide_the_last_one(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """A week later somebody only pressed Enter to the end: `last` is the one with something on record."""
    table.do(table.lead("Maria Lopez", "Ann Chu"))
    table.go_to_end()
    clock.pass_by(days=7)
    empty = Table.lay(store, harborview, clock)
    empty.go_to_end()
    empty.desk.close()
    assert find_meeting(store, harborview, "last") == table.meeting_id


def test_minutes_and_their_file_have_the_name(one_more: Table) -> None:
    """The title, the JSON and the file name tell two meetings of a date apart."""
    closed(one_more)
    seen = one_more.now
    assert minutes_name(seen) == "minutes-2026-11-18#2"
    assert "**Minutes of Wednesday 18 November 2026 #2**" in write_minutes(seen, "md")
    assert '"name": "2026-11-18#2"' in write_minutes(seen, "json")


def test_the_next_meeting_reads_back_the_leads_of_the_calendars_last(
    one_more: Table, store: Store, harborview: Chapter
) -> None:
    """Last week's leads are those of the meeting that the calendar has."""
    closed(one_more)
    one_more.clock.pass_by(days=7, hours=-2)
    following = Table.lay(store, harborview, one_more.clock)
    assert [lead.about for lead in following.now.last_leads] == [
        lead.about for lead in following.now.open_leads
    ]
    assert len(following.now.last_leads) == 1
    following.desk.close()
    with store.reading() as connection:
        last = season.last_of_calendar(connection, harborview.id)
    assert last is not None
    assert str(last.name) == "2026-11-18"


def test_what_was_announced_and_noted_is_of_the_first_meeting(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """One more meeting has no notice, no one-to-one and no turn of its own, and no substitution counts."""
    on, office = table.now.meeting.on, AbsenceBook(store, clock, "front desk")
    office.announce(harborview.id, table.person("Cyrus Ng"), on, substitute="Tom Ray")
    office.announce(harborview.id, table.person("Dee Fox"), on, Mark.LATE)
    Table.lay(store, harborview, clock).desk.close()
    table.do(LogOneToOne(table.person("Ann Chu"), table.person("Maria Lopez"), on))
    table.go_to_end()
    extra = Table.lay_extra(store, harborview, clock)
    extra.go()
    assert {place.mark for place in extra.now.attendees} == {None}
    rules = replace(extra.now.chapter.rules.meeting, testimonials_due=2)
    asking = replace(extra.now, chapter=replace(extra.now.chapter, rules=ChapterRules(meeting=rules)))
    assert due_testimonials(asking) == []
    extra.do(c.SeatSubstitute(extra.person("Cyrus Ng"), "Tom Ray", "Insurance"))
    extra.go_to_end()
    desk = SyncDesk(store, harborview.id, clock, "home")
    summaries = [desk.read(review, each.meeting_id).summary for each in (table, extra)]
    assert [len(each.one_to_ones) for each in summaries] == [1, 0]
    with store.reading() as connection:
        records = substitute_records_on(connection, harborview, on)
    assert [(one.person.name, len(one.times)) for one in records] == [("Tom Ray", 1)]
    extra.desk.close()


def test_a_talk_was_given_at_the_meeting_that_held_its_step(store: Store, clock: SetClock) -> None:
    """Skipped at the first and held at the second meeting of a day it is in the minutes of the second."""
    speaker = PlannedStep(StepKind.SPEAKER, "Speaker", timedelta(minutes=5))
    chapter = found_chapter(store, agenda=(*SHORT_AGENDA[:2], speaker, SHORT_AGENDA[-1]))
    first = Table.lay(store, chapter, clock)
    first.do(PlanTalk(first.now.meeting.on, "Ann Chu", "Leases"))
    first.go_to(StepKind.SPEAKER)
    first.do(c.Skip())
    first.go_to_end()
    extra = Table.lay_extra(store, chapter, clock)
    seen = extra.go_to_end(seconds=90)
    assert "Ann Chu spoke: Leases" not in write_minutes(rebuilt(store, first.meeting_id), "md")
    assert "Ann Chu spoke: Leases" in write_minutes(seen, "md")
    for table in (first, extra):
        table.desk.close()


def test_who_spoke_and_led_stays_with_the_meeting_that_heard_them(store: Store, clock: SetClock) -> None:
    """The second meeting of a day has neither the speaker nor the leaders of the first, and changes none."""
    speaker = PlannedStep(StepKind.SPEAKER, "Speaker", timedelta(minutes=5))
    chapter = found_chapter(store, agenda=(*SHORT_AGENDA[:-1], speaker, SHORT_AGENDA[-1]))
    first = Table.lay(store, chapter, clock)
    on = first.now.meeting.on
    first.do(PlanTalk(on, "Ann Chu", "Leases", length=timedelta(minutes=7)))
    first.do(NameLeader(on, StepKind.WELCOME, first.person("Dee Fox")))
    first.go_to_end()
    extra = Table.lay_extra(store, chapter, clock)
    with pytest.raises(Refused, match="held at an earlier meeting of this day"):
        extra.do(NameLeader(on, StepKind.WELCOME, extra.person("Maria Lopez")))
    assert [step.planned for step in extra.now.steps if step.kind is StepKind.SPEAKER] == [speaker.planned]
    seen = extra.go_to_end()
    assert (seen.rota.talk, dict(seen.rota.leaders)) == (None, {})
    assert rebuilt(store, extra.meeting_id) == seen
    of_first = rebuilt(store, first.meeting_id).rota
    assert of_first.talk is not None
    assert of_first.leaders[StepKind.WELCOME].leader.name == "Dee Fox"
    assert first.do(NameLeader(on, StepKind.WELCOME, first.person("Cyrus Ng"))) is not None
    for table in (first, extra):
        table.desk.close()
