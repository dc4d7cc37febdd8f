"""The calendar on record: schedule, holidays, open houses and extra meetings, on both engines."""

from __future__ import annotations

from datetime import date

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.season.commands import ClearDate, SetPlace, SetSchedule
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState
from leadsroom.domain.season.calendar import WEEKLY, DateKind, Schedule, ScheduleKind
from leadsroom.errors import Refused
from leadsroom.store.read.meeting.rows import meetings
from leadsroom.store.store import Store
from leadsroom.views.home import home_picture
from leadsroom.views.meeting.summary import review
from leadsroom.views.season import Season, season_to_send
from screens.home.panes import next_picture
from tests.databases import ON_BOTH
from tests.desks import desk_at, meeting_to_run
from tests.harborview import SetClock
from tests.offices import AbsenceBook, Office, SeasonBook
from tests.roster.sheets import every_row, journal_of, seat_all

TODAY, NEXT, AFTER = date(2026, 11, 18), date(2026, 11, 25), date(2026, 12, 2)
FRIDAY = date(2026, 12, 4)


@pytest.fixture
def door(store: Store, clock: SetClock) -> SeasonBook:
    """The door to the calendar."""
    return SeasonBook(store, clock, "front desk")


def dates(season: Season) -> list[tuple[date, str]]:
    """Each date with what it is."""
    return [(record.on, record.what.kind.value if record.what.kind else "") for record in season.dates]


def run_meeting(store: Store, clock: SetClock, chapter: Chapter, *, close: bool = True) -> None:
    """Hold today's meeting."""
    desk = desk_at(store, meeting_to_run(store, chapter, clock.now()), clock, "table")
    seen = desk.sync.do(c.Go()).picture
    while close and seen.meeting.state is not MeetingState.CLOSED:
        clock.pass_by(seconds=10)
        seen = desk.sync.do(c.Go()).picture
    desk.close()


def test_a_new_chapter_meets_every_week(door: SeasonBook, chapter: Chapter) -> None:
    """The season is the schedule's as long as nothing is special."""
    season = door.season(chapter.id, TODAY, 3)
    assert (season.chapter, season.today) == (chapter, TODAY)
    assert dates(season) == [(TODAY, ""), (NEXT, ""), (AFTER, "")]


@ON_BOTH
def test_a_season_for_another_calendar_says_which_chapter_and_how_new_it_is(
    door: SeasonBook, chapter: Chapter
) -> None:
    """Its origin stays, its revision grows with each act, and so does the moment of the last one."""
    desk = door.desk(chapter.id)
    first = desk.read(season_to_send, 3)
    assert first == desk.read(season_to_send, 3)
    door.mark_date(chapter.id, NEXT, DateKind.HOLIDAY)
    then = desk.read(season_to_send, 3)
    assert then.origin == first.origin
    assert (then.revision > first.revision, then.as_of >= first.as_of) == (True, True)


@pytest.mark.parametrize("kind", [DateKind.HOLIDAY, DateKind.OPEN_HOUSE])
def test_a_date_is_marked_and_cleared(
    door: SeasonBook, chapter: Chapter, store: Store, kind: DateKind
) -> None:
    """With why, cleaned, each time in one entry of the journal; marked again it is something else."""
    other = next(each for each in (DateKind.HOLIDAY, DateKind.OPEN_HOUSE) if each is not kind)
    door.mark_date(chapter.id, NEXT, other)
    door.mark_date(chapter.id, NEXT, kind, " \x1b[31mWhy [/] ")
    assert dates(door.season(chapter.id, TODAY, 2)) == [(TODAY, ""), (NEXT, kind.value)]
    assert door.season(chapter.id, TODAY, 2).dates[1].what.note == "Why [/]"
    door.clear_date(chapter.id, NEXT)
    assert dates(door.season(chapter.id, TODAY, 2)) == [(TODAY, ""), (NEXT, "")]
    assert journal_of(store)[1:] == [
        ("MarkDate", f"Wed 25 Nov: {other.value}", None),
        ("MarkDate", f"Wed 25 Nov: {kind.value}, Why [/]", None),
        ("ClearDate", f"Wed 25 Nov: no {kind.value} any more", None),
    ]


def test_an_extra_meeting_comes_and_goes(door: SeasonBook, chapter: Chapter) -> None:
    """On a day that is not of the schedule; it can be an open house too, and cleared it is no date at all."""
    door.mark_date(chapter.id, FRIDAY, DateKind.EXTRA, "dinner")
    assert (FRIDAY, "extra") in dates(door.season(chapter.id, TODAY, 5))
    door.mark_date(chapter.id, FRIDAY, DateKind.OPEN_HOUSE)
    assert (FRIDAY, "open house") in dates(door.season(chapter.id, TODAY, 5))
    door.clear_date(chapter.id, FRIDAY)
    assert FRIDAY not in dict(dates(door.season(chapter.id, TODAY, 5)))


def test_the_next_meeting_follows_the_calendar(
    door: SeasonBook, office: Office, chapter: Chapter, store: Store, clock: SetClock
) -> None:
    """A holiday is passed over, an extra meeting is planned, and an open house is one from the start."""
    seat_all(office, chapter, "Ann", "Bo")
    door.mark_date(chapter.id, NEXT, DateKind.HOLIDAY)
    door.mark_date(chapter.id, date(2026, 11, 27), DateKind.EXTRA)
    door.mark_date(chapter.id, AFTER, DateKind.OPEN_HOUSE)
    held = []
    for _ in range(4):
        run_meeting(store, clock, chapter)
        with store.reading() as connection:
            held.append(meetings(connection, chapter.id)[0])
        clock.pass_by(days=(2 if held[-1].on.weekday() == 4 else 7))
        clock.moment = chapter.starts_at(_next_on(door, chapter, clock, held[-1].on))
    assert [(meeting.on, meeting.kind) for meeting in held] == [
        (TODAY, MeetingKind.REGULAR),
        (date(2026, 11, 27), MeetingKind.REGULAR),
        (AFTER, MeetingKind.OPEN_HOUSE),
        (date(2026, 12, 9), MeetingKind.REGULAR),
    ]


def _next_on(door: SeasonBook, chapter: Chapter, clock: SetClock, after: date) -> date:
    season = door.season(chapter.id, TODAY, 10)
    return next(record.on for record in season.dates if record.on > after and record.what.meets)


def test_what_was_held_stays(
    door: SeasonBook, office: Office, chapter: Chapter, store: Store, clock: SetClock
) -> None:
    """The date of a closed meeting can no longer be changed, nor that of a live one made a holiday."""
    seat_all(office, chapter, "Ann", "Bo")
    run_meeting(store, clock, chapter, close=False)
    with pytest.raises(Refused, match=r"is on\. Close it first"):
        door.mark_date(chapter.id, TODAY, DateKind.HOLIDAY)
    run_meeting(store, clock, chapter)
    before = every_row(store)
    with pytest.raises(Refused, match=r"was held\. Its date stays"):
        door.mark_date(chapter.id, TODAY, DateKind.OPEN_HOUSE)
    assert every_row(store) == before
    clock.pass_by(weeks=1)
    date_records = door.season(chapter.id, TODAY, 1).dates
    assert [(each.on, each.state) for each in date_records] == [(TODAY, MeetingState.CLOSED), (NEXT, None)]


def test_a_date_without_a_meeting_is_not_forgotten(
    door: SeasonBook, office: Office, chapter: Chapter, store: Store, clock: SetClock
) -> None:
    """Past dates are there with what was announced for them, from the first that is on record on."""
    seat_all(office, chapter, "Ann", "Bo")
    assert dates(door.season(chapter.id, date(2026, 6, 1), 1)) == [(TODAY, "")]
    notice = AbsenceBook(store, clock, "front desk").announce(
        chapter.id, office.members(chapter.id)[0].person.id, NEXT
    )
    run_meeting(store, clock, chapter)
    clock.pass_by(weeks=2)
    date_records = door.season(chapter.id, date(2026, 6, 1), 1).dates
    assert [(each.on, each.was_held, each.notices) for each in date_records] == [
        (TODAY, True, ()),
        (NEXT, False, (notice,)),
        (AFTER, False, ()),
    ]


@ON_BOTH
def test_a_meeting_held_the_day_before_is_that_dates(
    door: SeasonBook, office: Office, chapter: Chapter, store: Store, clock: SetClock
) -> None:
    """The date it stands for is not to come any more, as home has it."""
    seat_all(office, chapter, "Ann", "Bo")
    clock.pass_by(days=-1)
    run_meeting(store, clock, chapter)
    date_records = [record.on for record in door.season(chapter.id, TODAY, 2).dates]
    assert date_records == [date(2026, 11, 17), NEXT, AFTER]


def test_a_meeting_on_the_table_follows_its_date(
    door: SeasonBook, office: Office, chapter: Chapter, store: Store, clock: SetClock
) -> None:
    """Marked after the meeting was planned, or has begun, it is an open house; cleared, it is none."""
    seat_all(office, chapter, "Ann", "Bo")
    meeting_id = meeting_to_run(store, chapter, clock.now())
    kinds = []
    for live in (False, True):
        if live:
            run_meeting(store, clock, chapter, close=False)
        for change in (lambda: door.mark_date(chapter.id, TODAY, DateKind.OPEN_HOUSE), None):
            change() if change else door.clear_date(chapter.id, TODAY)
            assert meeting_to_run(store, chapter, clock.now()) == meeting_id
            with store.reading() as connection:
                kinds.append(meetings(connection, chapter.id)[0].kind)
    assert kinds == [MeetingKind.OPEN_HOUSE, MeetingKind.REGULAR] * 2


@pytest.mark.parametrize(
    ("on", "kind", "words"),
    [
        (FRIDAY, DateKind.HOLIDAY, r"does not meet on Fri 4 Dec\. The nearest meeting is Wed 9 Dec"),
        (FRIDAY, DateKind.OPEN_HOUSE, "The nearest meeting is Wed 9 Dec"),
        (NEXT, DateKind.EXTRA, "meets on Wed 25 Nov anyway"),
        (date(2026, 11, 11), DateKind.HOLIDAY, "Wed 11 Nov is past"),
        (AFTER, DateKind.EXTRA, "is a holiday"),
        (date(2026, 11, 19), DateKind.HOLIDAY, "The nearest meeting is Wed 18 Nov"),
        (date(2026, 12, 11), DateKind.HOLIDAY, "is an extra meeting"),
    ],
)
def test_what_a_date_cannot_be_is_refused(
    door: SeasonBook, chapter: Chapter, store: Store, on: date, kind: DateKind, words: str
) -> None:
    """In a sentence that says what can be done, and nothing is written."""
    door.mark_date(chapter.id, AFTER, DateKind.HOLIDAY)
    door.mark_date(chapter.id, date(2026, 12, 11), DateKind.EXTRA)
    before = every_row(store)
    with pytest.raises(Refused, match=words):
        door.mark_date(chapter.id, on, kind)
    assert every_row(store) == before


def test_small_refusals(door: SeasonBook, chapter: Chapter) -> None:
    """An ordinary date cannot be cleared, and a note is not a novel."""
    with pytest.raises(Refused, match="is a regular meeting already"):
        door.clear_date(chapter.id, NEXT)
    with pytest.raises(Refused, match="up to 60 characters"):
        door.mark_date(chapter.id, NEXT, DateKind.HOLIDAY, "x" * 61)
    with pytest.raises(Refused, match="Type the date on which"):
        door.set_schedule(chapter.id, Schedule(ScheduleKind.EVERY_TWO_WEEKS))
    with pytest.raises(Refused, match="the weeks of a month"):
        door.set_schedule(chapter.id, Schedule(ScheduleKind.MONTHLY, weeks=(6,)))


@pytest.mark.parametrize(
    ("schedule", "expected", "words"),
    [
        (
            Schedule(ScheduleKind.EVERY_TWO_WEEKS, NEXT),
            [NEXT, date(2026, 12, 9)],
            "Meets every second Wednesday from Wed 25 Nov",
        ),
        (
            Schedule(ScheduleKind.MONTHLY, weeks=(1, 3)),
            [TODAY, AFTER],
            "Meets the 1st and 3rd Wednesday of the month",
        ),
    ],
)
def test_another_schedule(
    door: SeasonBook, chapter: Chapter, store: Store, schedule: Schedule, expected: list[date], words: str
) -> None:
    """It comes back as it was given, and the season follows; the same again writes nothing."""
    door.set_schedule(chapter.id, schedule)
    assert door.season(chapter.id, TODAY, 2).chapter.schedule == schedule
    assert [record.on for record in door.season(chapter.id, TODAY, 2).dates] == expected
    door.set_schedule(chapter.id, schedule)
    assert journal_of(store)[1:] == [("SetRhythm", words, None)]
    door.set_schedule(chapter.id, WEEKLY)
    assert door.season(chapter.id, TODAY, 2).chapter.schedule == WEEKLY


def test_a_date_tells_who_is_away(
    door: SeasonBook, office: Office, chapter: Chapter, store: Store, clock: SetClock
) -> None:
    """What was announced stands with its date, and is gone when it is taken back."""
    seat_all(office, chapter, "Ann", "Bo")
    notices = AbsenceBook(store, clock, "front desk")
    ann = office.members(chapter.id)[0].person
    notice = notices.announce(chapter.id, ann.id, NEXT, substitute="Tom Ray")
    assert [record.notices for record in door.season(chapter.id, TODAY, 2).dates] == [(), (notice,)]
    notices.withdraw(chapter.id, notice.id)
    assert [record.notices for record in door.season(chapter.id, TODAY, 2).dates] == [(), ()]


# ---------------------------------------------------------------- a place of its own


def test_a_date_has_a_place_of_its_own(door: SeasonBook, chapter: Chapter, store: Store) -> None:
    """With its kind or without one; what is special besides stays; at the usual place it is none again."""
    desk = door.desk(chapter.id)
    assert desk.do(SetPlace(NEXT, " City library [/] ")).words == "Wed 25 Nov: at City library [/]"
    found = door.season(chapter.id, TODAY, 3)
    assert [(each.what.kind, each.what.place) for each in found.dates] == [
        (None, ""),
        (None, "City library [/]"),
        (None, ""),
    ]
    door.mark_date(chapter.id, NEXT, DateKind.OPEN_HOUSE, "Come")
    on = door.season(chapter.id, TODAY, 2).dates[1].what
    assert (on.kind, on.note, on.place) == (DateKind.OPEN_HOUSE, "Come", "City library [/]")
    cleared = desk.do(ClearDate(NEXT))
    assert cleared.sentence == "Wed 25 Nov is regular again, still at City library [/]."
    on = door.season(chapter.id, TODAY, 2).dates[1].what
    assert (on.kind, on.note, on.place) == (None, "", "City library [/]")
    desk.do(Undo())
    with pytest.raises(Refused, match="A place has up to 60 characters; this one has 61"):
        desk.do(SetPlace(NEXT, "x" * 61))
    desk.do(SetPlace(NEXT, ""))
    assert door.season(chapter.id, TODAY, 2).dates[1].what.place == ""
    desk.do(Undo())
    desk.do(Undo())
    assert desk.do(SetPlace(NEXT, "")).words == "Wed 25 Nov: at the usual place"
    assert door.season(chapter.id, TODAY, 2).calendar.special == {}
    assert desk.do(SetPlace(NEXT, "")).words == ""


def test_a_place_is_on_home_and_in_the_review(door: SeasonBook, chapter: Chapter, store: Store) -> None:
    """Of its own date, in the place of the chapter's usual one."""
    desk = door.desk(chapter.id)
    desk.do(SetPlace(TODAY, "City library"))
    picture = desk.read(home_picture)
    assert "This time at City library." in next_picture(picture, SetClock().now()).notes
    meeting_id = meeting_to_run(store, chapter, SetClock().now())
    assert desk.read(review, meeting_id).summary.chapter.place == "City library"
    desk.do(SetPlace(TODAY, ""))
    assert desk.read(review, meeting_id).summary.chapter.place == chapter.place


def test_a_place_goes_where_its_date_goes(door: SeasonBook, chapter: Chapter) -> None:
    """Within its week; where nobody meets in it, it is cleared by name, and is no extra meeting."""
    desk = door.desk(chapter.id)
    desk.do(SetPlace(NEXT, "City library"))
    changed = desk.do(SetSchedule(Schedule(ScheduleKind.EVERY_TWO_WEEKS, TODAY)))
    assert changed.sentence.endswith("; the meeting at City library of Wed 25 Nov is cleared")
    assert door.season(chapter.id, TODAY, 2).calendar.on(NEXT) is None


@pytest.mark.parametrize(
    ("on", "refused"),
    [
        (date(2026, 11, 26), "Nobody meets on Thu 26 Nov. Choose a date with a meeting."),
        (date(2026, 11, 11), "Wed 11 Nov is past. Choose a date to come."),
    ],
)
def test_a_place_is_of_a_meeting_to_come(door: SeasonBook, chapter: Chapter, on: date, refused: str) -> None:
    """Of no other day."""
    with pytest.raises(Refused) as no:
        door.desk(chapter.id).do(SetPlace(on, "City library"))
    assert str(no.value) == refused
