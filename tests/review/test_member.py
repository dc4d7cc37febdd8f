"""A member's page: standing, quotas, marks and decisions from what is on record."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.leads.commands import LogOneToOne
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.people.attendance import Away, Mark
from leadsroom.domain.people.decisions import DecisionKind
from leadsroom.domain.people.standing import Level
from leadsroom.domain.people.standing_words import quota_standing_sentence, standing_lines
from leadsroom.domain.rules.chapter_rules import ChapterRules, Given, Quota
from leadsroom.domain.rules.rule_presets import CANALSIDE
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.people import MemberPicture
from tests.databases import ON_BOTH
from tests.desks import Book
from tests.harborview import START, SetClock
from tests.meeting.table import Table
from tests.past_meetings import go_on_leave, past_meeting, people_of
from tests.seen import member_picture
from tests.treasurer import Decisions

TODAY = START.date()
WEEK = timedelta(weeks=1)
RULES = replace(
    CANALSIDE.rules,
    quotas=(
        Quota(2, PeriodKind.MONTH, frozenset({Given.LEAD, Given.VISITOR})),
        Quota(1, PeriodKind.MEETING, frozenset({Given.TESTIMONIAL, Given.UPDATE, Given.RAW_LEAD})),
    ),
)


@pytest.fixture
def chapter(harborview: Chapter) -> Chapter:
    """Harborview under rules with two quotas."""
    return replace(harborview, rules=RULES)


@pytest.fixture
def who(store: Store, chapter: Chapter) -> dict[str, PersonId]:
    """Everybody by name."""
    return people_of(store, chapter)


@pytest.fixture
def maria(who: dict[str, PersonId]) -> PersonId:
    """Whose page it is."""
    return who["Maria Lopez"]


def page(store: Store, chapter: Chapter, member: PersonId, now: datetime = START) -> MemberPicture:
    """The page."""
    return member_picture(store, chapter, member, now)


def quota_sentences(picture: MemberPicture) -> list[str]:
    """The quotas in words."""
    return [quota_standing_sentence(quota) for quota in picture.quotas]


def test_nothing_on_record(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """A new member stands well, is asked for the whole quota, and has no history."""
    found = page(store, chapter, maria)
    assert (found.today, found.marks, found.decisions, found.leaves) == (TODAY, (), (), ())
    assert standing_lines(found.standing, TODAY) == ["Nothing counts against this member."]
    assert quota_sentences(found) == [
        "0 leads or visitors this month; 2 expected.",
        "0 raw leads, testimonials or updates at the last meeting; 1 expected.",
    ]
    assert page(store, replace(chapter, rules=ChapterRules()), maria).quotas == ()


@ON_BOTH
def test_marks_the_latest_first(
    store: Store, chapter: Chapter, clock: SetClock, who: dict[str, PersonId], maria: PersonId
) -> None:
    """Twelve months of them, who stood in, what was excused; only that decision excuses."""
    decide = Decisions(store, clock, "front desk").decide
    days = [date(2025, 11, 17), date(2025, 11, 18), *(TODAY - n * WEEK for n in (3, 2, 1, 0))]
    meetings = [
        past_meeting(store, chapter, day, {maria: mark})
        for day, mark in zip(days, ("A", "L@20", "S", "A", "P-30", "A"), strict=True)
    ]
    with store.writing(chapter.id) as unit:
        row = unit.connection.execute(
            t.attendance.select().where(t.attendance.c.meeting_id == meetings[2])
        ).one()
        unit.update(t.attendance, row.id, substitute_id=who["Ann Chu"])
    decide(chapter.id, maria, DecisionKind.EXCUSED, days[3], decided_by="the committee")
    decide(chapter.id, maria, DecisionKind.WARNED, days[5], decided_by="all")
    decide(chapter.id, who["Ann Chu"], DecisionKind.WARNED, days[5], decided_by="all")
    found = page(store, chapter, maria)
    lines = [(x.on, x.mark, x.substitute, x.left_early, x.excused) for x in found.marks]
    assert lines == [
        (days[5], Mark.ABSENT, "", False, False),
        (days[4], Mark.PRESENT, "", True, False),
        (days[3], Mark.ABSENT, "", False, True),
        (days[2], Mark.SUBSTITUTE, "Ann Chu", False, False),
        (days[1], Mark.LATE, "", False, False),
    ]
    assert [line.meeting_id for line in found.marks] == meetings[:0:-1]
    assert [each.kind for each in found.decisions] == [DecisionKind.WARNED, DecisionKind.EXCUSED]
    assert found.standing.limits[0].dates == (days[5],)
    assert found.standing.level is Level.WARNING


def test_today_is_the_chapters(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """The last evening of the quarter in Los Angeles is another year in London already."""
    past_meeting(store, chapter, date(2026, 12, 30), {maria: "A"})
    evening = datetime.fromisoformat("2027-01-01T07:59:00+00:00")
    assert page(store, chapter, maria, evening).standing.limits[0].count == 1
    midnight = evening + timedelta(minutes=1)
    assert page(store, chapter, maria, midnight).standing.limits[0].count == 0


def test_a_leave_is_told_and_asks_for_less(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """Two of three meetings of the month on leave: one third of the quota, rounded up."""
    days = [TODAY - n * WEEK for n in (2, 1, 0)]
    for day in days:
        past_meeting(store, chapter, day, {maria: "A"})
    go_on_leave(store, chapter, maria, days[0], days[1])
    found = page(store, chapter, maria)
    assert found.leaves == (Away(days[0], days[1]),)
    assert found.standing.limits[0].dates == (days[2],)
    assert quota_sentences(found)[0] == "0 leads or visitors this month; 1 expected."


def give(
    store: Store, chapter: Chapter, giver: PersonId, meeting: MeetingId | None, at: datetime, **more
) -> int:
    """A lead; raw unless it says since when it is one."""
    with store.writing(chapter.id) as unit:
        return unit.insert(
            t.lead,
            chapter_id=chapter.id,
            meeting_id=meeting,
            giver_id=giver,
            receiver_id=giver,
            prospect="Jane Doe",
            inside=False,
            state="open",
            passed_at=at,
            **more,
        )


@ON_BOTH
def test_what_was_given(store: Store, chapter: Chapter, who: dict[str, PersonId], maria: PersonId) -> None:
    """Leads, raw ones, visitors, testimonials and words on leads, each on the date of its meeting."""
    ann = who["Ann Chu"]
    before = past_meeting(store, chapter, TODAY - WEEK, {maria: "P", ann: "P"})
    meeting = past_meeting(store, chapter, TODAY, {maria: "P", ann: "P"})
    at = START + timedelta(days=3)  # typed later; said at the table
    lead = give(store, chapter, maria, before, at, lead_since=at)
    give(store, chapter, maria, meeting, at)
    give(store, chapter, maria, meeting, at, lead_since=at, withdrawn_at=at)
    give(store, chapter, ann, meeting, at, lead_since=at)
    here = {"chapter_id": chapter.id, "meeting_id": meeting, "at": at}
    with store.writing(chapter.id) as unit:
        unit.insert(t.visit, meeting_id=meeting, person_id=who["Dee Fox"], host_id=maria, at=at)
        unit.insert(t.visit, meeting_id=meeting, person_id=who["Cyrus Ng"], host_id=None, at=at)
        unit.insert(t.testimonial, **here, by_id=maria, about_id=ann, words="")
        unit.insert(t.lead_update, **here, lead_id=lead, word="won", note="", thanked=False)
    found = page(store, chapter, maria)
    assert quota_sentences(found) == [
        "2 leads or visitors this month; 2 expected. 1 raw lead does not count.",
        "3 raw leads, testimonials or updates at the last meeting; 1 expected.",
    ]
    assert quota_sentences(page(store, chapter, ann)) == [
        "1 lead or visitor this month; 2 expected.",
        "0 raw leads, testimonials or updates at the last meeting; 1 expected.",
    ]


def test_between_meetings_the_day_is_the_chapters(store: Store, chapter: Chapter, maria: PersonId) -> None:
    """A lead given at no meeting counts on the local date: the last evening of October is not November."""
    for hour, given in (("06:59", 0), ("07:00", 1)):
        at = datetime.fromisoformat(f"2026-11-01T{hour}:00+00:00")
        give(store, chapter, maria, None, at, lead_since=at)
        assert page(store, chapter, maria).quotas[0].given == given


def test_a_one_to_one_may_satisfy_a_quota_of_both(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """It counts for the two who met, in the period of its day, and for nobody else; withdrawn, for nobody."""
    quota = Quota(1, PeriodKind.MONTH, frozenset({Given.ONE_TO_ONE}))
    ruled = replace(harborview, rules=ChapterRules(quotas=(quota,)))
    ann, maria, dee = map(table.person, ("Ann Chu", "Maria Lopez", "Dee Fox"))
    table.go_to_end()
    book = Book(store, harborview.id, clock, "desk")
    book.do(LogOneToOne(ann, maria, harborview.today(clock.now())))
    found = [member_picture(store, ruled, who, clock.now()).quotas[0].given for who in (ann, maria, dee)]
    assert found == [1, 1, 0]
    book.do(Withdraw("one_to_one", 1))
    assert member_picture(store, ruled, ann, clock.now()).quotas[0].given == 0
