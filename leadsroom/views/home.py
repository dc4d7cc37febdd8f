"""Home's picture: the meeting that is on or next, the last ones, what waits, and what asks for attention."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.domain.association.handed_down import waiting_in_short
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.chapter.hand_over import HandOver
from leadsroom.domain.ids import BusinessId, MeetingId, PersonId
from leadsroom.domain.leads.dollars import DollarSum, dollar_sum
from leadsroom.domain.leads.lead import Lead, LeadState
from leadsroom.domain.leads.lead_list import Waits, morning_of, waits_for, waits_since
from leadsroom.domain.leads.lead_today import call_by
from leadsroom.domain.leads.slip import WhoCalls
from leadsroom.domain.meeting.idle_alarm import paused_since
from leadsroom.domain.meeting.snapshot import Meeting, MeetingKind, MeetingState
from leadsroom.domain.money.account import leading_balance
from leadsroom.domain.people.attendance import Notice
from leadsroom.domain.people.breaches import USUAL_BACK, Breach, breaches, list_begins
from leadsroom.domain.people.follow_up import REMEMBERED_FOR
from leadsroom.domain.people.offices import remarks
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.people.standing import Level, member_standing
from leadsroom.domain.people.standing_words import limit_in_words
from leadsroom.domain.season.calendar import DateKind, SeasonDate
from leadsroom.domain.season.rota import Talk
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.domain.text.money import Money, total
from leadsroom.domain.text.wording import late_by_clock
from leadsroom.store.hand_over import command_to_take_back, hand_over_in_force
from leadsroom.store.read import season
from leadsroom.store.read.association.overview import has_several
from leadsroom.store.read.leads import LeadGoingOn, leads_going_on, leads_heard_since, payments_among
from leadsroom.store.read.meeting.planning import start_of
from leadsroom.store.read.meeting.snapshot import LONGEST_OPEN, snapshot
from leadsroom.store.read.money import owed_by
from leadsroom.store.read.people.absences import notices_of_date, seated_on
from leadsroom.store.read.people.follow_up import visitors_on_record, visitors_to_decide
from leadsroom.store.read.people.roster import members
from leadsroom.store.read.season import calendar_of, next_meeting, talks_since
from leadsroom.store.reading import Reading
from leadsroom.views.association.templates import handed_down
from leadsroom.views.rules import past_since

if TYPE_CHECKING:
    from sqlalchemy import Connection


class NearLimit(Struct, frozen=True):
    """A member at the table who is at a limit or past it; `mark` as in `4 absences, 3 allowed`."""

    name: str
    mark: str
    past: bool


class LeadNews(Struct, frozen=True):
    """How many leads have been heard from since the last meeting, on a date, and how many of them closed."""

    since: date
    leads: int
    closed: int


class BrokenRules(Struct, frozen=True):
    """How many rules are broken today and by how many people; `name` is of whom it is most pressing.

    `earlier` are those of late that are no longer broken.
    """

    rules: int = 0
    people: int = 0
    name: str = ""
    earlier: int = 0


class AttentionPicture(Struct, frozen=True):
    """Members at a limit or past it, who owes, who applies or waits, news of leads, visitors to ask,
    what is to be done about offices, and what was handed down or changed and nobody has decided about.
    """

    limits: tuple[NearLimit, ...]
    owing: int
    owed: Money
    applying: tuple[str, ...]
    waiting: tuple[str, ...]
    news: LeadNews | None = None
    to_follow_up: int = 0
    broken: BrokenRules = BrokenRules()
    offices: tuple[str, ...] = ()
    handed_down: str = ""


def attention_picture(reading: Reading) -> AttentionPicture:
    """The chapter as it stands today."""
    connection, chapter, today = reading.connection, reading.chapter, reading.today
    people = members(connection, chapter.id)
    names = {m.person.id: m.person.name for m in people if m.status.holds_seat}
    past = past_since(reading, list_begins(today, USUAL_BACK), names)
    found = {who: member_standing(chapter.rules, past.record(who), today) for who in names}
    near = [
        (standing.level, names[who], limit_in_words(standing))
        for who, standing in found.items()
        if standing.level >= Level.LIMIT
    ]
    balances = [leading_balance(owed, chapter.currency) for owed in owed_by(connection, chapter.id).values()]
    owing = [balance for balance in balances if balance.minor > 0]
    return AttentionPicture(
        limits=tuple(
            NearLimit(name, mark, level is Level.PAST)
            for level, name, mark in sorted(near, key=lambda each: -each[0])
        ),
        owing=len(owing),
        owed=total(owing, chapter.currency),
        applying=tuple(m.person.name for m in people if m.status is MembershipStatus.APPLICANT),
        waiting=tuple(
            f"{m.person.name} ({m.profession})" for m in people if m.status is MembershipStatus.WAITING
        ),
        news=_news(connection, chapter),
        to_follow_up=_to_follow_up(connection, chapter, today),
        broken=_broken(breaches(past)),
        offices=remarks(chapter.rules.offices, people, today),
        handed_down=waiting_in_short(handed_down(reading).lines),
    )


def _broken(found: tuple[Breach, ...]) -> BrokenRules:
    stands = [each for each in found if each.stands]
    return BrokenRules(
        len(stands),
        len({each.person_id for each in stands}),
        stands[0].who if stands else "",
        len(found) - len(stands),
    )


def _to_follow_up(connection: Connection, chapter: Chapter, today: date) -> int:
    """How many visitors of late nobody has asked yet, or noted what they said."""
    counts = chapter.rules.visitors.open_house_counts
    of_late = visitors_on_record(connection, chapter.id, today - REMEMBERED_FOR, open_house_counts=counts)
    return sum(visitor.is_due(today) for visitor in of_late)


def _news(connection: Connection, chapter: Chapter) -> LeadNews | None:
    """What receivers have reported since the last meeting: their givers have not heard of it yet."""
    last = season.latest_meeting(connection, chapter.id, MeetingState.CLOSED)
    if last is None or last.ended_at is None:
        return None
    heard = leads_heard_since(connection, chapter.id, last.ended_at)
    closed = sum(lead.standing.state is LeadState.CLOSED for lead in heard)
    return LeadNews(last.on, len(heard), closed) if heard else None


class MeetingLine(Struct, frozen=True):
    """A closed meeting in numbers; `at_table` counts those present, late or stood in for, of `seats`."""

    id: MeetingId
    name: MeetingName
    at_table: int
    seats: int
    substitutes: int
    visitors: int
    leads: int
    qualified: int
    dollars: DollarSum
    ended_late: timedelta

    @property
    def closed_business(self) -> Money:
        """All dollars that were reported at it."""
        return self.dollars.total


class WaitingKind(StrEnum):
    """Why somebody is waited for; the most pressing first."""

    LEADS_NOT_HEARD_FROM = "leads not heard from"
    TO_CALL = "leads to call"
    FOLLOW_UP_DUE = "follow-up due"
    WAITING_FOR_NEWS = "waiting for news"
    STALE = "stale"
    PROSPECT_CALLS = "prospects who call"
    VISITOR_DECIDES = "visitor deciding"


_KINDS = {
    Waits.FOLLOW_UP: WaitingKind.FOLLOW_UP_DUE,
    Waits.LATE: WaitingKind.LEADS_NOT_HEARD_FROM,
    Waits.WORD: WaitingKind.WAITING_FOR_NEWS,
    Waits.STALE: WaitingKind.STALE,
    Waits.TO_CALL: WaitingKind.TO_CALL,
}


_IN_TIME = (WaitingKind.TO_CALL, WaitingKind.PROSPECT_CALLS)


class WaitingLine(Struct, frozen=True):
    """Somebody who is waited for.

    For leads: `who` received `count` of them that wait for the same; the one that has waited longest, `since`
    then, is about `about`, from `giver`. `by` is until when the first of them is to be called.
    For a visitor: `who` has visited `count` times; `about` is their profession, `giver` their host.
    """

    kind: WaitingKind
    who: str
    count: int
    about: str
    giver: str
    since: datetime
    days: int
    by: str = ""


class RotaLine(Struct, frozen=True):
    """One of the next dates, and who speaks on it; None: nobody yet."""

    on: date
    talk: Talk | None = None


class HomePicture(Struct, frozen=True):
    """The picture of home. `last` is the latest first, and `older` says that there are more; `waiting` is the
    most pressing first, and of one kind who has waited longest.

    `next_date` is the calendar's, with what is special about it; `holidays` are dates left out before it, and
    the date after it if that is one. What was `handed_over` is for reading only until
    the command `take_back`. The clock of a `live` meeting stands since `paused_since`, if it is paused.
    `has_others`: there are other chapters in the database.
    """

    chapter: Chapter
    members: int
    live: Meeting | None
    next_on: date
    next_starts_at: datetime
    last: tuple[MeetingLine, ...]
    waiting: tuple[WaitingLine, ...]
    older: bool = False
    next_date: SeasonDate | None = None
    holidays: tuple[SeasonDate, ...] = ()
    away: tuple[Notice, ...] = ()
    rota: tuple[RotaLine, ...] = ()
    attention: AttentionPicture | None = None
    handed_over: HandOver | None = None
    take_back: str = ""
    paused_since: datetime | None = None
    has_others: bool = False

    @property
    def is_open_house(self) -> bool:
        """Whether the meeting that is on or next is there to attract visitors."""
        if self.live is not None:
            return self.live.kind is MeetingKind.OPEN_HOUSE
        return self.next_date is not None and self.next_date.kind is DateKind.OPEN_HOUSE


LAST_MEETINGS = 5
NEXT_SPEAKERS = 4


def home_picture(reading: Reading, meetings: int = LAST_MEETINGS) -> HomePicture:
    """The picture of the chapter's home, with so many of its last meetings."""
    connection, chapter, now, today = reading.connection, reading.chapter, reading.now, reading.today
    following, next_starts_at = _next(connection, chapter, now)
    live = season.latest_meeting(connection, chapter.id, MeetingState.LIVE)
    away = hand_over_in_force(connection)
    last = _last(connection, chapter, meetings + 1)
    return HomePicture(
        chapter=chapter,
        members=len(seated_on(connection, chapter.id, today)),
        live=live,
        next_on=following.on,
        next_starts_at=next_starts_at,
        last=last[:meetings],
        waiting=_waiting(connection, chapter, now),
        older=len(last) > meetings,
        next_date=following,
        holidays=_holidays(connection, chapter, today, following.on),
        rota=_rota(connection, chapter, today, following.on),
        away=tuple(notices_of_date(connection, chapter.id, following.on).values()),
        attention=attention_picture(reading),
        handed_over=away,
        take_back="" if away is None else command_to_take_back(connection),
        paused_since=None if live is None else paused_since(snapshot(connection, live.id)),
        has_others=has_several(connection),
    )


def _next(connection: Connection, chapter: Chapter, now: datetime) -> tuple[SeasonDate, datetime]:
    """The next meeting's date and start: today's, unless it has been closed already."""
    following = next_meeting(connection, chapter, now)
    return following, start_of(connection, chapter, following.on)


def _holidays(connection: Connection, chapter: Chapter, today: date, next_on: date) -> tuple[SeasonDate, ...]:
    """The holidays before the next meeting, and the date after it if that is one."""
    calendar = calendar_of(connection, chapter)
    before = takewhile(lambda each: each.on <= next_on, calendar.season(today))
    after = next(calendar.season(next_on + timedelta(days=1)))
    return tuple(each for each in (*before, after) if not each.meets)


def _rota(connection: Connection, chapter: Chapter, today: date, next_on: date) -> tuple[RotaLine, ...]:
    """The next dates with their speakers; none where nobody speaks on any of them."""
    talks = {talk.on: talk for talk in talks_since(connection, chapter.id, today) if talk.on is not None}
    if not talks:
        return ()
    coming = calendar_of(connection, chapter).meetings(next_on, NEXT_SPEAKERS)
    lines = tuple(RotaLine(each.on, talks.get(each.on)) for each in coming)
    return lines if any(line.talk is not None for line in lines) else ()


def _last(connection: Connection, chapter: Chapter, most: int) -> tuple[MeetingLine, ...]:
    rows = season.meetings_in_numbers(connection, chapter.id, most)
    closed: dict[MeetingId, list[BusinessId]] = {row.id: [] for row in rows}
    reports = season.closed_at(connection, chapter.id, list(closed))
    payments = payments_among(connection, chapter.id, [each.report for each in reports])
    for each in reports:
        closed[each.meeting_id] += [each.report.id] if each.report.id in payments else []
    sums = {
        meeting_id: dollar_sum([payments[report_id] for report_id in made], chapter.currency)
        for meeting_id, made in closed.items()
    }
    return tuple(
        MeetingLine(
            id=row.id,
            name=MeetingName(row.on, row.number),
            at_table=row.at_table,
            seats=row.seats,
            substitutes=row.substitutes,
            visitors=row.visitors,
            leads=row.leads,
            qualified=row.qualified,
            dollars=sums[row.id],
            ended_late=late_by_clock(row.ended_at, row.ends_at),
        )
        for row in rows
    )


def _waiting(connection: Connection, chapter: Chapter, now: datetime) -> tuple[WaitingLine, ...]:
    lines = [*_leads_waiting(connection, chapter, now), *_visitors_waiting(connection, chapter, now)]
    kinds = list(WaitingKind)
    return tuple(sorted(lines, key=lambda line: (kinds.index(line.kind), line.since)))


def _leads_waiting(connection: Connection, chapter: Chapter, now: datetime) -> list[WaitingLine]:
    """One line for each receiver and each thing that their leads wait for."""
    today = chapter.today(now)
    by_receiver: dict[tuple[WaitingKind, PersonId], list[tuple[datetime, LeadGoingOn]]] = {}
    for row in leads_going_on(connection, chapter.id, now - LONGEST_OPEN, today):
        kind = _kind(row.lead, now, today)
        if kind is not None:
            leads = by_receiver.setdefault((kind, row.lead.receiver_id), [])
            leads.append((_since(row.lead, kind, chapter), row))
    return [_leads_line(kind, leads, chapter, now) for (kind, _), leads in by_receiver.items()]


def _kind(lead: Lead, now: datetime, today: date) -> WaitingKind | None:
    kind = _KINDS.get(waits_for(lead, now, today))
    they_call = lead.slip.who_calls is WhoCalls.PROSPECT
    return WaitingKind.PROSPECT_CALLS if kind is WaitingKind.TO_CALL and they_call else kind


def _since(lead: Lead, kind: WaitingKind, chapter: Chapter) -> datetime:
    day = lead.standing.follow_up_on
    if kind is WaitingKind.FOLLOW_UP_DUE and day is not None:
        return morning_of(day, chapter)
    return waits_since(lead)


def _leads_line(
    kind: WaitingKind, leads: list[tuple[datetime, LeadGoingOn]], chapter: Chapter, now: datetime
) -> WaitingLine:
    since, row = min(leads, key=lambda waiting: waiting[0])
    until = call_by(row.lead)
    return WaitingLine(
        kind=kind,
        who=row.receiver,
        count=len(leads),
        about=row.lead.slip.about,
        giver=row.giver,
        since=since,
        days=(now - since).days,
        by=f"{chapter.today(until):%a} {clock_time(until, chapter, half=True)}" if kind in _IN_TIME else "",
    )


def _visitors_waiting(connection: Connection, chapter: Chapter, now: datetime) -> list[WaitingLine]:
    """Visitors who have had their visits: they apply or stop (FIELD §1). Without a limit nobody need."""
    rules, after = chapter.rules.visitors, now - REMEMBERED_FOR
    if rules.visits is None:
        return []
    rows = visitors_to_decide(
        connection, chapter.id, rules.visits, after, open_house_counts=rules.open_house_counts
    )
    return [
        WaitingLine(
            kind=WaitingKind.VISITOR_DECIDES,
            who=row.name,
            count=row.visits,
            about=row.profession,
            giver=row.host,
            since=row.last_at,
            days=(now - row.last_at).days,
        )
        for row in rows
    ]
