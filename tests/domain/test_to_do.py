"""What a member is to do after a meeting: whom to call and to thank, in which order, and on which dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.health.to_do import (
    AheadOfMe,
    call_order,
    is_in_progress,
    is_to_call,
    is_to_thank,
    my_dates,
    news_first,
    nobody_to_call,
    progress_order,
)
from leadsroom.domain.ids import LeadId, NoticeId, PersonId, StepLeaderId, TalkId
from leadsroom.domain.leads.given import given_leads
from leadsroom.domain.leads.lead import Lead, LeadState
from leadsroom.domain.leads.lead_today import NO_PROGRESS, LeadToday, Progress, lead_today
from leadsroom.domain.leads.slip import Slip, WhoCalls
from leadsroom.domain.people.attendance import Away, Mark, Notice
from leadsroom.domain.people.roster import Person, Term
from leadsroom.domain.season.calendar import DateKind, SeasonDate
from leadsroom.domain.season.rota import StepLeader, Talk
from tests.domain.leads import CHAPTER, NAMES, NOON, lead

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
TODAY = date(2026, 11, 18)
ME, TOM = Person(PersonId(2), "Zoë Müller"), Person(PersonId(9), "Tom Ray")


def stands(one: Lead) -> LeadToday:
    """Where a lead stands at noon."""
    return lead_today(one, NO_PROGRESS, CHAPTER, NOON)


def test_what_is_overdue_is_called_first_and_what_is_stale_last() -> None:
    """By when each is due; one of which nobody heard for 13 weeks stands in nobody's way."""
    leads = [
        lead(1, timedelta(hours=1)),
        lead(2, 20 * WEEK),
        lead(3, 3 * DAY),
        lead(4, 2 * WEEK),
        lead(5, DAY, slip=Slip("Jo", who_calls=WhoCalls.PROSPECT)),
        lead(6, 20 * WEEK, follow_up_on=TODAY - DAY),
        lead(7, DAY, state=LeadState.CONTACTED),
        replace(lead(8, DAY), same_as_id=LeadId(3)),
        replace(lead(9, DAY), withdrawn_at=NOON),
    ]
    to_call = [one for one in leads if is_to_call(one, stands(one))]
    to_call.sort(key=lambda one: call_order(one, stands(one), NOON))
    assert [one.id for one in to_call] == [4, 3, 6, 1, 5, 2]


def test_nobody_to_call_is_said_only_where_that_is_so() -> None:
    """Leads of which nothing was heard for long are counted beside it."""
    assert nobody_to_call(0) == "Nobody to call."
    assert nobody_to_call(2) == "Of 2 leads nothing was heard for 13 weeks, see below; nobody else to call."


def test_what_goes_on_is_in_order_of_what_presses() -> None:
    """A follow-up that is due, then what was silent for long, then what is on its way; nothing else."""
    leads = [
        lead(1, WEEK, state=LeadState.WORKING, last_heard_at=NOON - DAY),
        lead(2, WEEK, state=LeadState.CONTACTED, follow_up_on=TODAY),
        lead(3, 9 * WEEK, state=LeadState.WORKING, last_heard_at=NOON - 5 * WEEK),
        lead(4, WEEK, state=LeadState.CLOSED),
        lead(5, WEEK),
    ]
    found = [one for one in leads if is_in_progress(one, stands(one))]
    found.sort(key=lambda one: progress_order(one, NOON, TODAY))
    assert [one.id for one in found] == [2, 3, 1]


@pytest.mark.parametrize(
    ("one", "asked"),
    [
        (lead(1, WEEK, state=LeadState.CONTACTED), True),
        (lead(1, WEEK, state=LeadState.WORKING), True),
        (lead(1, 13 * WEEK, state=LeadState.WORKING), True),
        (lead(1, 13 * WEEK + DAY, state=LeadState.WORKING), False),
        (lead(1, WEEK, state=LeadState.WORKING, thanked=True), False),
        (lead(1, WEEK), False),
        (lead(1, WEEK, state=LeadState.NOT_NEEDED), False),
        (lead(1, WEEK, state=LeadState.BAD), False),
        (lead(1, WEEK, state=LeadState.OUTSIDE), False),
        (replace(lead(1, WEEK, state=LeadState.WORKING), same_as_id=LeadId(2)), False),
        (replace(lead(1, WEEK, state=LeadState.WORKING), withdrawn_at=NOON), False),
        (lead(7, WEEK, state=LeadState.WORKING), False),
    ],
)
def test_who_is_to_be_thanked(one: Lead, asked: bool) -> None:
    """Givers of leads of 13 weeks whose prospect was reached, unless thanks or a testimonial are there."""
    assert is_to_thank(one, NOON, praised_for=[LeadId(7)]) is asked


def test_the_latest_news_of_what_was_given_comes_first() -> None:
    """What was heard of, by when; then what nobody was heard of, the latest first."""
    leads = [
        lead(1, 40 * WEEK, state=LeadState.CLOSED),
        lead(2, 2 * WEEK, state=LeadState.WORKING),
        lead(3, DAY),
        lead(4, timedelta(hours=1)),
    ]
    progress = {LeadId(1): Progress(since=NOON - DAY), LeadId(2): Progress(since=NOON - WEEK)}
    given = given_leads(leads, [], progress, NAMES, (CHAPTER, NOON))
    assert [each.lead.id for each in news_first(given.leads)] == [1, 2, 4, 3]


NEXT = TODAY + WEEK
HOLIDAY = SeasonDate(NEXT + WEEK, DateKind.HOLIDAY, "Thanksgiving")
OPEN_HOUSE = SeasonDate(NEXT + 2 * WEEK, DateKind.OPEN_HOUSE, "bring somebody", "Pier 3")


def on(when: date, ahead: AheadOfMe) -> list[str]:
    """What concerns me on a date."""
    return [each.words for each in my_dates(ME.id, ahead, CHAPTER, TODAY) if each.on == when]


def test_meetings_are_told_with_hour_and_place() -> None:
    """A meeting that is planned already may start at another hour; on a holiday nobody comes."""
    starts = {NEXT: datetime.fromisoformat("2026-11-25T20:30:00+00:00")}
    ahead = AheadOfMe([SeasonDate(NEXT), HOLIDAY, OPEN_HOUSE], starts)
    assert on(NEXT, ahead) == ["meeting at 12:30 PM"]
    assert on(HOLIDAY.on, ahead) == ["no meeting, Thanksgiving"]
    assert on(OPEN_HOUSE.on, ahead) == ["open house at 7:00 AM, Pier 3, bring somebody"]


def notice(mark: Mark, substitute: Person | None = None, member: Person = ME, note: str = "") -> AheadOfMe:
    """Somebody's notice for the next meeting."""
    return AheadOfMe(notices=[Notice(NoticeId(1), member, NEXT, mark, substitute, note)])


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (notice(Mark.ABSENT, note="travelling"), ["away, travelling"]),
        (notice(Mark.MEDICAL), ["away, medical"]),
        (notice(Mark.LATE), ["late"]),
        (notice(Mark.SUBSTITUTE, TOM), ["away, Tom Ray is the substitute"]),
        (notice(Mark.SUBSTITUTE, ME, TOM), ["substitute for Tom Ray"]),
        (notice(Mark.ABSENT, None, TOM), []),
        (
            AheadOfMe(talks=[Talk(TalkId(1), ME, NEXT, "Fonts", 10 * timedelta(minutes=1))]),
            ["talk: Fonts, 10 min"],
        ),
        (AheadOfMe(talks=[Talk(TalkId(1), TOM, NEXT), Talk(TalkId(2), ME)]), []),
        (AheadOfMe(talks=[Talk(TalkId(1), ME, NEXT, is_given=True)]), []),
        (
            AheadOfMe(leaders=[StepLeader(StepLeaderId(1), NEXT, StepKind.EDUCATION, ME)]),
            ["leads Education"],
        ),
        (AheadOfMe(leaders=[StepLeader(StepLeaderId(1), NEXT, StepKind.EDUCATION, TOM)]), []),
        (AheadOfMe(praise_on=NEXT), ["a testimonial is due"]),
        (AheadOfMe(leaves=[Away(NEXT, NEXT + WEEK)]), ["on leave, until Wed 2 Dec"]),
        (AheadOfMe(leaves=[Away(NEXT)]), ["on leave, no end known"]),
        (AheadOfMe(terms=[Term("President", None, NEXT)]), ["the term as President ends"]),
        (AheadOfMe(terms=[Term("President", None, NEXT, NEXT), Term("Treasurer", NEXT)]), []),
    ],
)
def test_a_date_says_why_it_concerns_a_member(ahead: AheadOfMe, words: list[str]) -> None:
    """Their own notices, talks, steps, leaves and offices, and whose substitute they are; nobody else's."""
    assert on(NEXT, ahead) == words


def test_dates_are_in_order_and_what_is_over_is_left_out() -> None:
    """A leave that has ended is none; one that has begun, and a term past its end, stand with their days."""
    ahead = AheadOfMe(
        [SeasonDate(NEXT)],
        leaders=[StepLeader(StepLeaderId(1), NEXT, StepKind.EDUCATION, ME)],
        leaves=[Away(TODAY - WEEK, TODAY - DAY), Away(TODAY - DAY, TODAY)],
        terms=[Term("President", None, TODAY - WEEK)],
    )
    found = my_dates(ME.id, ahead, CHAPTER, TODAY)
    assert [(each.on, each.words) for each in found] == [
        (TODAY - WEEK, "the term as President ended; the office is held until somebody follows"),
        (TODAY - DAY, "on leave, until Wed 18 Nov"),
        (NEXT, "meeting at 7:00 AM"),
        (NEXT, "leads Education"),
    ]
