"""A member's own page: whom to call and to thank, what became of what they gave, dates, the season."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import asdict, replace

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.cost import Cost
from leadsroom.domain.health.to_do import (
    AheadOfMe,
    MyDate,
    call_order,
    is_in_progress,
    is_stale,
    is_to_call,
    is_to_thank,
    my_dates,
    news_first,
    progress_order,
)
from leadsroom.domain.ids import LeadId, MeetingId, PersonId, TurnId
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.domain.leads.first_calls import CallMedian, call_median
from leadsroom.domain.leads.given import GivenLeads, given_leads
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.lead_today import NO_PROGRESS, Progress, lead_today
from leadsroom.domain.people.attendance import Away, Mark
from leadsroom.domain.people.follow_up import REMEMBERED_FOR, Visitor
from leadsroom.domain.people.roster import Member, Person
from leadsroom.domain.rules.windows import months_later
from leadsroom.domain.season.rota import due
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.wording import full_day
from leadsroom.errors import Refused
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read import season as read_season
from leadsroom.store.read.meeting.asks import answers_to, asks_in, asks_of
from leadsroom.store.read.meeting.planning import start_of
from leadsroom.store.read.meeting.snapshot import persons
from leadsroom.store.read.money import owed_by
from leadsroom.store.read.people import roster as read_roster
from leadsroom.store.read.people.absences import leaves_of, notices_since, seated_on
from leadsroom.store.read.people.follow_up import visitors_on_record
from leadsroom.store.read.people.one_to_ones import one_to_ones_of
from leadsroom.store.reading import Reading
from leadsroom.views.health.costs import costs
from leadsroom.views.health.elsewhere import Elsewhere, elsewhere_of
from leadsroom.views.health.figures import MemberSeason, member_season, membership_of
from leadsroom.views.meeting.summary_lines import LeadLine

_SHOWN_MONTHS = 12
_ASKS_AT_MOST = 3
_MEETINGS_AHEAD = 3


class MyAsk(Struct, frozen=True):
    """What the member looked for at a meeting, or a `substitute` for them, and how many leads answered it."""

    on: date
    meeting_id: MeetingId
    looking_for: str
    answers: int = 0
    substitute: str = ""


class MyToDo(Struct, frozen=True):
    """What a member is to do after a meeting, what became of what they did, and what is ahead, as of `now`.

    `membership` is the one they hold, else their last one. `calls` are leads received of which nothing was
    heard yet, by when they are due, of which `stale` ones come last; `in_progress` those that go on, the most
    pressing first. `thanks` are leads received for which no thanks are on record, see `is_to_thank`. `given`:
    what they gave in the last twelve months, or what was heard of in these, the latest news first. `to_ask`
    are the visitors they brought whom somebody should ask. `owed` is above zero where something is owed;
    empty when the account is even. `elsewhere` is what they did in other chapters, which is in nothing else.
    """

    chapter: Chapter
    member: Person
    membership: Member
    now: datetime
    calls: tuple[LeadLine, ...]
    in_progress: tuple[LeadLine, ...]
    thanks: tuple[LeadLine, ...]
    given: GivenLeads
    asks: tuple[MyAsk, ...]
    dates: tuple[MyDate, ...]
    to_ask: tuple[Visitor, ...]
    owed: tuple[Money, ...]
    elsewhere: Elsewhere

    @property
    def no_lead_given(self) -> str:
        """The sentence where they gave no lead in this chapter."""
        here = " here" if any(each.is_given for each in self.elsewhere.leads) else ""
        return f"No lead given{here} in twelve months."

    @property
    def today(self) -> date:
        """The date in the meeting room."""
        return self.chapter.today(self.now)

    @property
    def has_left(self) -> str:
        """`left 30 Nov 2026`; empty for whoever holds a seat."""
        if self.membership.status.holds_seat:
            return ""
        return f"left {full_day(self.membership.ended_on)}" if self.membership.ended_on else "left"

    @property
    def pressing(self) -> tuple[LeadLine, ...]:
        """Those to call now."""
        return tuple(line for line in self.calls if not is_stale(line.lead, self.now))

    @property
    def stale(self) -> tuple[LeadLine, ...]:
        """Those to call of which nothing was heard for 13 weeks, so that they no longer press."""
        return tuple(line for line in self.calls if is_stale(line.lead, self.now))


class MyPage(MyToDo, frozen=True):
    """The same with the member's season. `first_news`: how soon receivers are heard of, in twelve months.

    `cost` is what the seat cost in these; what they entered of their own costs is not in it.
    """

    first_news: CallMedian
    first_news_of_all: CallMedian
    one_to_ones: tuple[OneToOne, ...]
    season: MemberSeason
    cost: Cost


def my_page(reading: Reading, person_id: PersonId) -> MyPage:
    """The page of a member, or of somebody who has left. Raises Refused for whoever never was a member."""
    connection, here, now = reading.connection, reading.chapter_id, reading.now
    since_day, since = _since(reading)
    to_do = to_do_of(reading, person_id)
    calls = read_leads.first_calls(connection, here, since)
    season = member_season(reading, person_id)
    spent = costs(reading, season.last_12_months.period)
    return MyPage(
        **asdict(to_do),
        first_news=call_median([call for call in calls if call.receiver_id == person_id], now),
        first_news_of_all=call_median(calls, now),
        one_to_ones=tuple(one_to_ones_of(connection, here, person_id, since_day)),
        season=season,
        cost=spent.get(person_id, Cost(reading.chapter.currency)),
    )


def _since(reading: Reading) -> tuple[date, datetime]:
    """From when on the leads of a page are."""
    day = months_later(reading.today, -_SHOWN_MONTHS)
    return day, reading.chapter.day_begins(day)


def to_do_of(reading: Reading, person_id: PersonId) -> MyToDo:
    """What a member is to do, or somebody who has left: a page without its season, for letters to everybody.

    Raises Refused for whoever never was a member.
    """
    connection, chapter, now = reading.connection, reading.chapter, reading.now
    membership, (_, since) = _membership(reading, person_id), _since(reading)
    received = _received(reading, person_id, since)
    return MyToDo(
        chapter=chapter,
        member=membership.person,
        membership=membership,
        now=now,
        calls=_to_call(received, now),
        in_progress=_in_progress(received, reading),
        thanks=_to_thank(reading, person_id, received),
        given=given_by(reading, person_id, since),
        asks=_asks(reading, person_id),
        dates=_dates(reading, membership),
        to_ask=_to_ask(reading, person_id),
        owed=owed_by(connection, chapter.id, person_id).get(person_id, ()),
        elsewhere=elsewhere_of(reading, person_id),
    )


def _membership(reading: Reading, person_id: PersonId) -> Member:
    """The membership that somebody holds, else the last that they held. Raises Refused."""
    member = membership_of(reading.once("members", read_roster.members), person_id)
    if member is None:
        name = read_roster.name_of(reading.connection, reading.chapter_id, person_id)
        raise Refused(f"{name or 'That person'} was never a member here. Choose a member.")
    return member


# Leads received


def _received(reading: Reading, person_id: PersonId, since: datetime) -> list[LeadLine]:
    """The leads of the last year and older ones that are not over, each with where it stands."""
    connection, here = reading.connection, reading.chapter_id
    leads = read_leads.received_since(connection, here, {person_id}, since)
    progress = read_leads.progress_for(connection, here, leads, reading.chapter.currency)
    return _lead_lines(reading, leads, progress)


def _lead_lines(reading: Reading, leads: Sequence[Lead], progress: dict[LeadId, Progress]) -> list[LeadLine]:
    connection, here, chapter, now = reading.connection, reading.chapter_id, reading.chapter, reading.now
    named = {x for lead in leads for x in (lead.giver_id, lead.receiver_id, lead.spoken_by_id) if x}
    people = persons(connection, here, named)
    asks = asks_in(connection, here, _turns(lead.answers_id for lead in leads))
    return [
        LeadLine(
            lead,
            people[lead.giver_id],
            people[lead.receiver_id],
            None if lead.spoken_by_id is None else people[lead.spoken_by_id],
            lead_today(lead, progress.get(lead.id, NO_PROGRESS), chapter, now),
            answers=asks.get(lead.answers_id, "") if lead.answers_id is not None else "",
        )
        for lead in leads
    ]


def _turns(ids: Iterable[TurnId | None]) -> set[TurnId]:
    return {each for each in ids if each is not None}


def _to_call(received: Sequence[LeadLine], now: datetime) -> tuple[LeadLine, ...]:
    found = [line for line in received if is_to_call(line.lead, line.today)]
    return tuple(sorted(found, key=lambda line: call_order(line.lead, line.today, now)))


def _in_progress(received: Sequence[LeadLine], reading: Reading) -> tuple[LeadLine, ...]:
    now, today = reading.now, reading.today
    found = [line for line in received if is_in_progress(line.lead, line.today)]
    return tuple(sorted(found, key=lambda line: progress_order(line.lead, now, today)))


def _to_thank(reading: Reading, person_id: PersonId, received: Collection[LeadLine]) -> tuple[LeadLine, ...]:
    """The earliest passed first."""
    found = [line for line in received if is_to_thank(line.lead, reading.now)]
    ids = [line.id for line in found]
    for_them = read_leads.testimonials_for(reading.connection, reading.chapter_id, ids) if ids else ()
    praised = {each.lead_id for each in for_them if each.by_id == person_id and each.lead_id is not None}
    return tuple(line for line in found if is_to_thank(line.lead, reading.now, praised))


# Leads given


def given_by(reading: Reading, person_id: PersonId, since: datetime) -> GivenLeads:
    """What became of the leads that a member gave since a moment, or that were heard of since then."""
    connection, chapter = reading.connection, reading.chapter
    leads = read_leads.given_and_heard_since(connection, chapter.id, person_id, since)
    given = given_leads(
        leads,
        read_leads.business_for(connection, chapter.id, [lead.id for lead in leads]),
        read_leads.progress_for(connection, chapter.id, leads, chapter.currency),
        reading.once("names", read_roster.names_of),
        (chapter, reading.now),
    )
    return replace(given, leads=news_first(given.leads))


# Asks, dates and visitors


def _asks(reading: Reading, person_id: PersonId) -> tuple[MyAsk, ...]:
    connection, here = reading.connection, reading.chapter_id
    asks = asks_of(connection, here, person_id, _ASKS_AT_MOST)
    answers = answers_to(connection, here, [ask.turn_id for ask in asks]) if asks else {}
    others = persons(connection, here, {ask.speaker_id for ask in asks if ask.speaker_id != person_id})
    return tuple(
        MyAsk(
            ask.on,
            ask.meeting_id,
            ask.looking_for,
            answers.get(ask.turn_id, 0),
            others[ask.speaker_id].name if ask.speaker_id in others else "",
        )
        for ask in asks
    )


def _dates(reading: Reading, membership: Member) -> tuple[MyDate, ...]:
    """The next dates that concern a member; to somebody who has left only what they come for themselves."""
    person_id, holds_seat = membership.person.id, membership.status.holds_seat
    shared = reading.once("ahead", lambda _at, _here: _ahead_of_all(reading))
    is_due = holds_seat and person_id in shared.due
    ahead = replace(
        shared.ahead,
        dates=shared.ahead.dates if holds_seat else (),
        leaves=shared.leaves.get(person_id, ()) if holds_seat else (),
        terms=membership.terms,
        praise_on=shared.next_on if is_due else None,
    )
    return my_dates(person_id, ahead, reading.chapter, reading.today)


class _AheadOfAll(Struct, frozen=True):
    """What is ahead of everybody: of each member their leaves, and who is due for a testimonial next time."""

    ahead: AheadOfMe
    leaves: Mapping[PersonId, Sequence[Away]]
    next_on: date
    due: Sequence[PersonId]


def _ahead_of_all(reading: Reading) -> _AheadOfAll:
    connection, chapter, today = reading.connection, reading.chapter, reading.today
    following = read_season.next_meeting(connection, chapter, reading.now)
    calendar = read_season.calendar_of(connection, chapter)
    coming = calendar.meetings(following.on, _MEETINGS_AHEAD)
    dates = [
        each
        for each in takewhile(lambda each: each.on <= coming[-1].on, calendar.season(today))
        if not each.meets or each.on >= following.on
    ]
    ahead = AheadOfMe(
        dates=dates,
        starts={each.on: start_of(connection, chapter, each.on) for each in coming},
        talks=read_season.talks_since(connection, chapter.id, today),
        leaders=read_season.leaders_since(connection, chapter.id, today),
        notices=notices_since(connection, chapter.id, today),
    )
    leaves = leaves_of(connection, chapter.id)
    return _AheadOfAll(ahead, leaves, following.on, _due_for_testimonial(reading, following.on))


def _due_for_testimonial(reading: Reading, on: date) -> list[PersonId]:
    """Who is due for a testimonial at the next meeting, of those who will be there."""
    count = reading.chapter.rules.meeting.testimonials_due
    if not count:
        return []
    connection, here = reading.connection, reading.chapter_id
    away = {
        notice.member.id
        for notice in notices_since(connection, here, on)
        if notice.on == on and notice.mark is not Mark.LATE
    }
    seated = [member.person.id for member in seated_on(connection, here, on)]
    there = [person_id for person_id in seated if person_id not in away]
    return due(there, read_season.praised_before(connection, here, on), count)


def _to_ask(reading: Reading, person_id: PersonId) -> tuple[Visitor, ...]:
    """The visitors of late whom the member brought, and whom nobody has asked what they think."""
    counts, since = reading.chapter.rules.visitors.open_house_counts, reading.today - REMEMBERED_FOR
    of_late = reading.once(
        "visitors", lambda at, here: visitors_on_record(at, here, since, open_house_counts=counts)
    )
    return tuple(each for each in of_late if each.last.host_id == person_id and each.is_due(reading.today))
