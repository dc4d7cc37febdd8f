"""What goes when somebody leaves or the group meets on other dates; and how far the calendar reaches."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.season.commands import ClearDate
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.season.calendar import WEEKLY, DateKind, Schedule, ScheduleKind
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from tests.desks import desk_at, meeting_to_run
from tests.harborview import SetClock
from tests.offices import AbsenceBook, Office, SeasonBook
from tests.people import Seating
from tests.roster.sheets import every_row, harborview, journal_of, seat_all, sheet

TODAY, NEXT, AFTER, THIRD = date(2026, 11, 18), date(2026, 11, 25), date(2026, 12, 2), date(2026, 12, 9)
FRIDAY, FAR = date(2026, 12, 4), date(9999, 12, 31)


@pytest.fixture
def door(store: Store, clock: SetClock) -> SeasonBook:
    """The door to the calendar."""
    return SeasonBook(store, clock, "front desk")


@pytest.fixture
def notices(store: Store, clock: SetClock) -> AbsenceBook:
    """The door to what is announced in advance."""
    return AbsenceBook(store, clock, "front desk")


@pytest.fixture
def seating(store: Store, clock: SetClock) -> Seating:
    """The door to seats."""
    return Seating(store, clock, "front desk")


@pytest.fixture
def seated(office: Office, chapter: Chapter) -> dict[str, Member]:
    """Ann, Bo and Cy, by name."""
    seat_all(office, chapter, "Ann", "Bo", "Cy")
    return {member.person.name: member for member in office.members(chapter.id)}


def special(door: SeasonBook, chapter: Chapter) -> dict[date, DateKind | None]:
    """The dates that are special."""
    return {on: each.kind for on, each in door.season(chapter.id, TODAY, 1).calendar.special.items()}


# ---------------------------------------------------------------- leaving


def test_who_leaves_takes_back_what_they_told(
    notices: AbsenceBook, seating: Seating, seated: dict[str, Member], chapter: Chapter, store: Store
) -> None:
    """It is said; what others announced stays, and so does whom they stand in for."""
    ann, bo = seated["Ann"], seated["Bo"]
    notices.announce(chapter.id, ann.person.id, NEXT)
    notices.announce(chapter.id, bo.person.id, NEXT, substitute="Tom Ray")
    answer = seating.end(ann.id)
    sentence = "Ann has left the chapter; the notice for Wed 25 Nov is withdrawn"
    assert answer.sentence == f"{sentence}. Their record stays."
    assert journal_of(store)[-1] == ("EndMembership", sentence, None)
    assert [notice.words for notice in notices.announced(chapter.id, TODAY)] == ["Tom Ray for Bo"]
    seating.come_back(ann.id)
    assert len(notices.announced(chapter.id, TODAY)) == 1


def test_of_several_dates_it_is_said_how_many(
    notices: AbsenceBook, seating: Seating, seated: dict[str, Member], chapter: Chapter
) -> None:
    """Not each of them by name."""
    ann = seated["Ann"]
    for on in (NEXT, AFTER):
        notices.announce(chapter.id, ann.person.id, on)
    assert "; the notices for 2 dates are withdrawn." in seating.end(ann.id).sentence
    assert notices.announced(chapter.id, TODAY) == ()


def test_whoever_gives_up_a_seat_on_the_sheet_does_too(
    office: Office, notices: AbsenceBook, seated: dict[str, Member], chapter: Chapter
) -> None:
    """Whatever road ends it."""
    for on in (NEXT, AFTER):
        notices.announce(chapter.id, seated["Ann"].person.id, on)
    office.change_member(seated["Ann"].id, sheet("Ann", "Trade of Ann", status=MembershipStatus.ENDED))
    assert notices.announced(chapter.id, TODAY) == ()


def test_nobody_leaves_before_they_joined(office: Office, seating: Seating, chapter: Chapter) -> None:
    """The day they joined is the first on which a membership can have ended."""
    ann = office.add_member(chapter.id, sheet("Ann", "Florist", joined_on=date(2026, 11, 4)))
    with pytest.raises(
        Refused, match=r"^Ann joined on Wed 4 Nov 2026\. A membership ends on that day or later\.$"
    ):
        seating.end(ann.id, date(2026, 11, 3))
    assert seating.end(ann.id, date(2026, 11, 4)).member.ended_on == date(2026, 11, 4)


# ---------------------------------------------------------------- other dates


def test_another_schedule_clears_what_stood_for_dates_of_the_old_one(
    door: SeasonBook, notices: AbsenceBook, seated: dict[str, Member], chapter: Chapter, store: Store
) -> None:
    """Dates of both schedules and extra meetings stay as they are, with what was announced; holidays do too,
    should the chapter meet then again; it says by name what is cleared.
    """
    door.mark_date(chapter.id, NEXT, DateKind.OPEN_HOUSE)
    door.mark_date(chapter.id, AFTER, DateKind.OPEN_HOUSE)
    door.mark_date(chapter.id, THIRD, DateKind.HOLIDAY)
    door.mark_date(chapter.id, FRIDAY, DateKind.EXTRA)
    for on in (NEXT, AFTER, FRIDAY):
        notices.announce(chapter.id, seated["Ann"].person.id, on)
    done = door.set_schedule(chapter.id, Schedule(ScheduleKind.EVERY_TWO_WEEKS, TODAY))
    cleared = "the open house of Wed 25 Nov is cleared; “Ann absent” on Wed 25 Nov is withdrawn"
    assert done.sentence.partition("; ")[2] == cleared
    assert special(door, chapter) == {
        AFTER: DateKind.OPEN_HOUSE,
        FRIDAY: DateKind.EXTRA,
        THIRD: DateKind.HOLIDAY,
    }
    assert [notice.on for notice in notices.announced(chapter.id, TODAY)] == [AFTER, FRIDAY]
    assert journal_of(store)[-1][1] == (f"Meets every second Wednesday from Wed 18 Nov; {cleared}")
    door.set_schedule(chapter.id, WEEKLY)
    holiday = door.season(chapter.id, TODAY, 9).calendar.on(THIRD)
    assert holiday is not None
    assert not holiday.meets


def test_an_extra_meeting_takes_along_what_was_announced_for_it(
    door: SeasonBook, notices: AbsenceBook, seated: dict[str, Member], chapter: Chapter, store: Store
) -> None:
    """Taken out, nobody is announced for its day any more, and it says of how many; undo brings all back."""
    door.mark_date(chapter.id, FRIDAY, DateKind.EXTRA)
    for on in (NEXT, FRIDAY):
        notices.announce(chapter.id, seated["Ann"].person.id, on)
    desk = door.desk(chapter.id)
    done = desk.do(ClearDate(FRIDAY))
    assert done.sentence == "No extra meeting on Fri 4 Dec; 1 announced absence withdrawn."
    assert done.what == "Fri 4 Dec: no extra meeting any more; 1 announced absence withdrawn"
    assert [notice.on for notice in notices.announced(chapter.id, TODAY)] == [NEXT]
    desk.do(Undo())
    assert special(door, chapter) == {FRIDAY: DateKind.EXTRA}
    assert [notice.on for notice in notices.announced(chapter.id, TODAY)] == [NEXT, FRIDAY]


def test_what_was_announced_for_a_regular_meeting_stays(
    door: SeasonBook, notices: AbsenceBook, seated: dict[str, Member], chapter: Chapter
) -> None:
    """Its open house is called off, and they meet all the same."""
    door.mark_date(chapter.id, NEXT, DateKind.OPEN_HOUSE)
    notices.announce(chapter.id, seated["Ann"].person.id, NEXT)
    door.clear_date(chapter.id, NEXT)
    assert [notice.on for notice in notices.announced(chapter.id, TODAY)] == [NEXT]


def test_another_weekday_does_so_too(
    office: Office,
    door: SeasonBook,
    notices: AbsenceBook,
    seated: dict[str, Member],
    chapter: Chapter,
    store: Store,
) -> None:
    """An open house on a Wednesday is on Thursday of its week once they meet then; who was away that
    Wednesday may come.
    """
    door.mark_date(chapter.id, NEXT, DateKind.OPEN_HOUSE)
    notices.announce(chapter.id, seated["Ann"].person.id, NEXT)
    office.change_chapter(chapter.id, harborview(place="Café"))
    assert (len(special(door, chapter)), len(notices.announced(chapter.id, TODAY))) == (1, 1)
    office.change_chapter(chapter.id, harborview(weekday=3))
    assert special(door, chapter) == {date(2026, 11, 26): DateKind.OPEN_HOUSE}
    assert notices.announced(chapter.id, TODAY) == ()
    assert [record.on for record in door.season(chapter.id, TODAY, 2).dates] == [
        date(2026, 11, 19),
        date(2026, 11, 26),
    ]
    assert journal_of(store)[-1][1].endswith(
        "; the open house moves from Wed 25 Nov to Thu 26 Nov; “Ann absent” on Wed 25 Nov is withdrawn"
    )


def test_a_meeting_that_is_on_keeps_its_date(
    office: Office,
    door: SeasonBook,
    notices: AbsenceBook,
    seated: dict[str, Member],
    chapter: Chapter,
    store: Store,
    clock: SetClock,
) -> None:
    """Today's open house is one, whatever the group decides in it about its weekday."""
    door.mark_date(chapter.id, TODAY, DateKind.OPEN_HOUSE)
    notices.announce(chapter.id, seated["Ann"].person.id, TODAY)
    desk = desk_at(store, meeting_to_run(store, chapter, clock.now()), clock, "table")
    desk.sync.do(c.Go())
    desk.close()
    office.change_chapter(chapter.id, harborview(weekday=3))
    assert special(door, chapter) == {TODAY: DateKind.OPEN_HOUSE}
    assert len(notices.announced(chapter.id, TODAY)) == 1


# ---------------------------------------------------------------- how far it reaches


def test_two_years_ahead_is_enough(
    door: SeasonBook, notices: AbsenceBook, seated: dict[str, Member], chapter: Chapter, store: Store
) -> None:
    """A year typed wrong is refused in words, and nothing is written."""
    before = every_row(store)
    for far, shown in ((FAR, "Fri 31 Dec 9999"), (date(2028, 11, 22), "Wed 22 Nov 2028")):
        words = rf"^{shown} is more than two years away\. Check the year\.$"
        with pytest.raises(Refused, match=words):
            notices.announce(chapter.id, PersonId(seated["Ann"].person.id), far)
        for kind in DateKind:
            with pytest.raises(Refused, match=words):
                door.mark_date(chapter.id, far, kind)
    assert every_row(store) == before
    notices.announce(chapter.id, seated["Ann"].person.id, date(2028, 11, 15))


def test_the_next_meeting_is_the_calendars(office: Office, door: SeasonBook, chapter: Chapter) -> None:
    """A holiday is passed over, an extra meeting is one."""
    assert office.next_meeting_on(chapter.id) == TODAY
    door.mark_date(chapter.id, TODAY, DateKind.HOLIDAY)
    assert office.next_meeting_on(chapter.id) == NEXT
    door.mark_date(chapter.id, date(2026, 11, 20), DateKind.EXTRA)
    assert office.next_meeting_on(chapter.id) == date(2026, 11, 20)
