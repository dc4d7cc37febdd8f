"""What is announced after the table was laid holds when the meeting starts; nobody sits in two places."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from leadsroom.acts.agenda.commands import GivePitch
from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.money.charges import frozen_rules
from leadsroom.acts.people.commands import LeaveSheet
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MembershipId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.money.dues_periods import period_of
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.rules.chapter_rules import Dues, MoneyRules
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.season.calendar import DateKind
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.desks import meeting_to_run
from tests.harborview import SetClock
from tests.meeting.money_rules import entries_of, rule_money
from tests.meeting.table import Table
from tests.offices import AbsenceBook, SeasonBook
from tests.people import Seating
from tests.seen import home_picture
from tests.treasurer import Treasurer


@pytest.fixture
def notices(store: Store, clock: SetClock) -> AbsenceBook:
    """The door to what is announced in advance."""
    return AbsenceBook(store, clock, "front desk")


@pytest.fixture
def seating(store: Store, clock: SetClock) -> Seating:
    """The door to seats."""
    return Seating(store, clock, "front desk")


def membership_of(table: Table, name: str) -> MembershipId:
    """Whose membership."""
    query = select(t.membership.c.id).where(t.membership.c.person_id == table.person(name))
    with table.store.reading() as connection:
        return MembershipId(connection.execute(query).scalar_one())


def marks(table: Table) -> dict[str, tuple[Mark | None, str]]:
    """Everybody's mark and who stands in."""
    seen = table.now
    return {
        seen.name(place.member_id): (
            place.mark,
            seen.name(place.substitute_id) if place.substitute_id else "",
        )
        for place in seen.attendees
    }


def test_told_after_the_table_was_laid(table: Table, harborview: Chapter, notices: AbsenceBook) -> None:
    """A substitute and an absence announced elsewhere are on the table when Go starts; undo removes them."""
    on, before = table.now.meeting.on, table.now.attendees
    notices.announce(harborview.id, table.person("Ann Chu"), on, substitute="Tom Ray", profession="Roofing")
    notices.announce(harborview.id, table.person("Dee Fox"), on)
    assert table.now.attendees == before
    table.go()
    assert (marks(table)["Ann Chu"], marks(table)["Dee Fox"]) == (
        (Mark.SUBSTITUTE, "Tom Ray"),
        (Mark.ABSENT, ""),
    )
    table.do(Undo())
    assert table.now.attendees == before
    seen = table.go_to(StepKind.PITCHES)
    speakers = [seen.name(turn.speaker_id) for turn in seen.turns]
    assert "Tom Ray" in speakers
    assert not {"Ann Chu", "Dee Fox"} & set(speakers)


def test_taken_back_after_the_table_was_laid(
    table: Table, store: Store, harborview: Chapter, notices: AbsenceBook
) -> None:
    """They come after all, and are at the table."""
    notice = notices.announce(harborview.id, table.person("Ann Chu"), table.now.meeting.on)
    meeting_to_run(store, harborview, table.clock.now())
    assert marks(table)["Ann Chu"] == (Mark.ABSENT, "")
    notices.withdraw(harborview.id, notice.id)
    table.go_to_end()
    assert marks(table)["Ann Chu"] == (Mark.PRESENT, "")


@ON_BOTH
def test_a_leave_that_begins_today_after_the_table_was_laid(
    table: Table, store: Store, harborview: Chapter, seating: Seating
) -> None:
    """They have no place when the meeting starts, and dues that go on in a leave are charged all the same."""
    rule_money(store, harborview.id, MoneyRules(dues=Dues(500, PeriodKind.MEETING, on_leave=True)))
    seating.take_leave(membership_of(table, "Dee Fox"), LeaveSheet(table.now.meeting.on))
    dee = table.person("Dee Fox")
    table.go_to_end()
    assert "Dee Fox" not in marks(table)
    assert dee in {entry.member_id for entry in entries_of(store, harborview)}


def test_a_holiday_marked_for_today(table: Table, store: Store, harborview: Chapter) -> None:
    """The table is full of people: the meeting starts."""
    SeasonBook(store, table.clock, "front desk").mark_date(
        harborview.id, table.now.meeting.on, DateKind.HOLIDAY
    )
    assert table.go().meeting.state is MeetingState.LIVE


def test_a_mark_that_was_undone_is_no_mark(
    table: Table, store: Store, harborview: Chapter, notices: AbsenceBook
) -> None:
    """What is announced later holds there; a mark that stands, or was done again, keeps the last word."""
    on, ann = table.now.meeting.on, table.person("Ann Chu")
    table.do(c.MarkAttendance(ann, Mark.LATE))
    table.do(Undo())
    notices.announce(harborview.id, ann, on, substitute="Tom Ray")
    meeting_to_run(store, harborview, table.clock.now())
    assert marks(table)["Ann Chu"] == (Mark.SUBSTITUTE, "Tom Ray")
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.LATE))
    table.do(Undo())
    table.do(Redo())
    notices.announce(harborview.id, table.person("Dee Fox"), on)
    meeting_to_run(store, harborview, table.clock.now())
    assert marks(table)["Dee Fox"] == (Mark.LATE, "")


def test_a_length_of_ones_own_is_no_mark(table: Table, harborview: Chapter, notices: AbsenceBook) -> None:
    """Whoever was given a longer pitch before the meeting can still tell that they are away."""
    table.do(GivePitch(table.person("Ann Chu"), timedelta(minutes=3)))
    notices.announce(harborview.id, table.person("Ann Chu"), table.now.meeting.on)
    table.go()
    assert marks(table)["Ann Chu"] == (Mark.ABSENT, "")


@pytest.mark.parametrize("elsewhere", ["visitor", "stand-in"])
def test_nobody_is_in_two_places(
    table: Table, harborview: Chapter, notices: AbsenceBook, *, elsewhere: str
) -> None:
    """A substitute who was announced and sits at the table already, visiting or for another, sits once."""
    if elsewhere == "visitor":
        table.do(c.WelcomeVisitor("Tom Ray"))
    else:
        table.do(c.SeatSubstitute(table.person("Dee Fox"), "Tom Ray"))
    notices.announce(harborview.id, table.person("Ann Chu"), table.now.meeting.on, substitute="Tom Ray")
    table.go()
    assert marks(table)["Ann Chu"] == (Mark.ABSENT, "")
    assert [by_substitute for _, by_substitute in marks(table).values() if by_substitute] == (
        [] if elsewhere == "visitor" else ["Tom Ray"]
    )


# ---------------------------------------------------------------- leave, the same for everybody who asks


@pytest.mark.parametrize("days", [7, 21], ids=["in the leave", "after it"])
def test_table_dues_and_home_agree_on_who_is_on_leave(
    table: Table, store: Store, harborview: Chapter, seating: Seating, *, days: int
) -> None:
    """A leave announced ahead begins and ends by its days, though nobody has opened the roster meanwhile."""
    rule_money(store, harborview.id, MoneyRules(dues=Dues(500, PeriodKind.WEEK, on_leave=False)))
    away, dee = days == 7, membership_of(table, "Dee Fox")
    seating.take_leave(dee, LeaveSheet(date(2026, 11, 20), date(2026, 12, 4)))
    table.clock.pass_by(days=days)
    on = table.clock.now().date()
    there = Table.lay(store, harborview, table.clock)
    members = seating.roster(harborview.id).members
    assert {m.status for m in members} == {MembershipStatus.ACTIVE}
    plan = Treasurer(store, table.clock, "money").dues_plan(harborview.id, period_of(PeriodKind.WEEK, on))
    assert ("Dee Fox" not in marks(there)) is away
    assert ([m.id for m in plan.free] == [dee]) is away
    assert (dee not in [m.id for m in plan.members]) is away
    assert home_picture(store, harborview, table.clock.now()).members == (5 if away else 6)
    with store.writing(harborview.id) as unit:
        assert (frozen_rules(unit, harborview, on)["on_leave"] == [table.person("Dee Fox")]) is away
    there.desk.close()


def test_who_left_on_leave_and_came_back_has_a_place(
    table: Table, store: Store, harborview: Chapter, seating: Seating
) -> None:
    """The leave went with the membership, though the roster had not noticed yet that it had begun."""
    dee = membership_of(table, "Dee Fox")
    seating.take_leave(dee, LeaveSheet(date(2026, 11, 20)))
    table.clock.pass_by(days=3)
    seating.end(dee)
    (leave,) = seating.roster(harborview.id).facts[dee].leaves  # type: ignore[index]
    assert leave.away.until == date(2026, 11, 20)
    seating.come_back(dee)
    table.clock.pass_by(days=4)
    there = Table.lay(store, harborview, table.clock)
    assert "Dee Fox" in marks(there)
    there.desk.close()


def test_an_extra_meeting_takes_no_message_of_the_next_one(table: Table, notices: AbsenceBook) -> None:
    """It has a table of its own; the next one stays as it is, and no Go starts it a week and more before."""
    on, chapter = table.now.meeting.on, table.now.chapter
    table.clock.pass_by(days=-8)
    notices.announce(chapter.id, table.person("Ann Chu"), on, substitute="Tom Ray")
    meeting_to_run(table.store, chapter, table.clock.now() + timedelta(days=8))
    assert marks(table)["Ann Chu"] == (Mark.SUBSTITUTE, "Tom Ray")
    with pytest.raises(Refused, match="x at the table holds one more today"):
        table.go()
    extra = Table.lay_extra(table.store, chapter, table.clock)
    extra.go()
    assert extra.now.meeting.on == on - timedelta(days=8)
    assert marks(extra)["Ann Chu"] == (None, "")
    extra.desk.close()
    assert marks(table)["Ann Chu"] == (Mark.SUBSTITUTE, "Tom Ray")
