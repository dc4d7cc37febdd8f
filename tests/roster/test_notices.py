"""What members tell in advance, on record and at the table, on both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from leadsroom.acts.meeting import commands as c
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import NoticeId, PersonId
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.season.calendar import DateKind
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from tests.desks import desk_at, meeting_to_run
from tests.harborview import SetClock
from tests.offices import AbsenceBook, Office, SeasonBook
from tests.roster.sheets import every_row, journal_of, seat_all

TODAY, NEXT = date(2026, 11, 18), date(2026, 11, 25)
NAMES = ("Ann", "Bo", "Cy")


@pytest.fixture
def notices(store: Store, clock: SetClock, office: Office, chapter: Chapter) -> AbsenceBook:
    """The door to what is announced, with three at the table."""
    seat_all(office, chapter, *NAMES)
    return AbsenceBook(store, clock, "front desk")


@pytest.fixture
def people(notices: AbsenceBook, office: Office, chapter: Chapter) -> dict[str, PersonId]:
    """The members by name."""
    return {member.person.name: member.person.id for member in office.members(chapter.id)}


def test_away_on_a_date(
    notices: AbsenceBook, people: dict[str, PersonId], chapter: Chapter, store: Store
) -> None:
    """Each way of being away is on record with its note, cleaned, in one entry of the journal."""
    bo = people["Bo"]
    announced = [
        notices.announce(chapter.id, people["Ann"], NEXT, note=" \x1b[1mon a cruise "),
        notices.announce(chapter.id, bo, NEXT, Mark.MEDICAL, substitute="Tom Ray", profession="Roofing"),
        notices.announce(chapter.id, people["Cy"], NEXT, Mark.LATE),
    ]
    assert notices.announced(chapter.id, NEXT) == tuple(announced)
    assert [notice.words for notice in announced] == ["Ann absent", "Tom Ray for Bo", "Cy late"]
    assert [notice.mark for notice in announced] == [Mark.ABSENT, Mark.SUBSTITUTE, Mark.LATE]
    assert announced[0].note == "on a cruise"
    assert announced[1].substitute is not None
    assert announced[1].substitute.profession == "Roofing"
    assert journal_of(store)[-3:] == [
        ("TellAway", "Announced for Wed 25 Nov: Ann absent", None),
        ("TellAway", "Announced for Wed 25 Nov: Tom Ray for Bo", None),
        ("TellAway", "Announced for Wed 25 Nov: Cy late", None),
    ]


def test_told_again_and_taken_back(
    notices: AbsenceBook, people: dict[str, PersonId], chapter: Chapter, store: Store
) -> None:
    """The later word stands alone; taken back, nothing does, and a second time says so."""
    notices.announce(chapter.id, people["Ann"], NEXT, substitute="Tom Ray")
    later = notices.announce(chapter.id, people["Ann"], NEXT, substitute="tom ray")
    assert notices.announced(chapter.id, NEXT) == (later,)
    notices.withdraw(chapter.id, later.id)
    assert notices.announced(chapter.id, TODAY) == ()
    assert journal_of(store)[-1][:2] == ("TakeNoticeBack", "Withdrawn for Wed 25 Nov: Tom Ray for Ann")
    for gone in (later.id, NoticeId(999)):
        with pytest.raises(Refused, match="no longer on the calendar"):
            notices.withdraw(chapter.id, gone)


@pytest.mark.parametrize(
    ("announced", "words"),
    [
        ({"on": date(2026, 11, 26)}, r"not a date of a meeting\. The nearest meeting is Wed 2 Dec\."),
        ({"on": date(2026, 11, 11)}, "is past"),
        ({"on": NEXT}, r"is a holiday\. The nearest meeting is Wed 18 Nov"),
        ({"on": TODAY, "substitute": "BO"}, "“BO” holds a seat at this table"),
        ({"on": TODAY, "substitute": "Tom Ray"}, "“Tom Ray” is the substitute of Cy on Wed 18 Nov already"),
        ({"on": TODAY, "profession": "Roofing"}, "leave the profession empty"),
        ({"on": TODAY, "mark": Mark.SUBSTITUTE}, "Type the name of the substitute"),
        ({"on": TODAY, "mark": Mark.LATE, "substitute": "Tom"}, "needs no substitute"),
        ({"on": TODAY, "mark": Mark.PRESENT}, "Members need not announce"),
        ({"on": TODAY, "member_id": PersonId(999)}, "Choose a member"),
    ],
)
def test_what_cannot_be_told_is_refused(
    notices: AbsenceBook,
    people: dict[str, PersonId],
    chapter: Chapter,
    store: Store,
    clock: SetClock,
    announced: dict[str, Any],
    words: str,
) -> None:
    """In a sentence that says what to do, and nothing is written."""
    SeasonBook(store, clock, "front desk").mark_date(chapter.id, NEXT, DateKind.HOLIDAY)
    notices.announce(chapter.id, people["Cy"], TODAY, substitute="Tom Ray")
    before = every_row(store)
    with pytest.raises(Refused, match=words):
        notices.announce(chapter.id, **({"member_id": people["Ann"]} | announced))
    assert every_row(store) == before


def test_a_meeting_that_is_on_takes_marks_itself(
    notices: AbsenceBook, people: dict[str, PersonId], chapter: Chapter, store: Store, clock: SetClock
) -> None:
    """Nothing is announced in advance for what has begun, nor of what is over."""
    desk = desk_at(store, meeting_to_run(store, chapter, clock.now()), clock, "table")
    seen = desk.sync.do(c.Go()).picture
    with pytest.raises(Refused, match=r"is on\. Mark it there"):
        notices.announce(chapter.id, people["Ann"], TODAY)
    while seen.meeting.ended_at is None:
        seen = desk.sync.do(c.Go()).picture
    desk.close()
    with pytest.raises(Refused, match=r"was held\. Correct it"):
        notices.announce(chapter.id, people["Ann"], TODAY)
