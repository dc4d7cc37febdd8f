"""What a member is to do after a meeting, the most pressing first, and the dates that concern them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.agenda.plan import kind_in_words
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.given import GivenLead
from leadsroom.domain.leads.lead import Lead, LeadState
from leadsroom.domain.leads.lead_list import STALE_AFTER, Waits, waits_for, waits_since
from leadsroom.domain.leads.lead_today import LeadToday, Stands
from leadsroom.domain.people.attendance import Away, Mark, Notice
from leadsroom.domain.people.roster import Term
from leadsroom.domain.season.calendar import DateKind, SeasonDate
from leadsroom.domain.season.rota import StepLeader, Talk
from leadsroom.domain.text.wording import counted, near_date

# What a receiver may thank for: the prospect was reached, and the lead is not over without a result.
_WORTH_THANKS = (LeadState.CONTACTED, LeadState.WORKING, LeadState.CLOSED)


def is_to_call(lead: Lead, today: LeadToday) -> bool:
    """Whether somebody is still to call about a lead, or has not noted it; a second slip is nobody's call."""
    return lead.counts and lead.withdrawn_at is None and today.stands.is_not_heard_from


def is_stale(lead: Lead, now: datetime) -> bool:
    """Whether nothing was heard of it for so long that no call of today hangs on it: 13 weeks."""
    return now - waits_since(lead) > STALE_AFTER and lead.standing.follow_up_on is None


LONG_NOT_HEARD_OF = "Nothing heard for 13 weeks"  # the heading of those


def nobody_to_call(stale: int) -> str:
    """What is said where no call presses; of `stale` leads nothing was heard for long."""
    if not stale:
        return "Nobody to call."
    return f"Of {counted(stale, 'lead')} nothing was heard for 13 weeks, see below; nobody else to call."


def call_order(lead: Lead, today: LeadToday, now: datetime) -> tuple[bool, bool, bool, datetime, LeadId]:
    """In which order leads are called: by when that is due, what is overdue first and stale ones last.

    What a prospect is late with presses less than what its receiver is late with.
    """
    is_in_time, they_are_late = today.at >= now, today.stands is Stands.PROSPECT_LATE
    return is_stale(lead, now), is_in_time, they_are_late, today.at, lead.id


def is_in_progress(lead: Lead, today: LeadToday) -> bool:
    """Whether its receiver has called and goes on with it."""
    return lead.counts and today.stands in (Stands.CONTACTED, Stands.WORKING)


def progress_order(lead: Lead, now: datetime, on: date) -> tuple[int, datetime, LeadId]:
    """The order of leads in progress: the most pressing first, of one sort the one with the oldest news."""
    return list(Waits).index(waits_for(lead, now, on)), waits_since(lead), lead.id


def is_to_thank(lead: Lead, now: datetime, praised_for: Iterable[LeadId] = ()) -> bool:
    """Whether the giver of a lead has not been thanked for it although its prospect has been reached.

    An outcome with thanks, dollars or thanks without a figure, and a testimonial for the lead (`praised_for`)
    are thanks on record. Nobody is asked to thank for a bad lead, for one that was not needed or is not their
    line, nor for one that was passed more than 13 weeks ago.
    """
    if not lead.counts or lead.withdrawn_at is not None or now - lead.passed_at > STALE_AFTER:
        return False
    stands = lead.standing
    return stands.state in _WORTH_THANKS and not stands.thanked and lead.id not in frozenset(praised_for)


def news_first(leads: Iterable[GivenLead]) -> tuple[GivenLead, ...]:
    """What became of leads: those of which something was heard, the latest news first, then the others by
    passing, the latest first.
    """
    leads = list(leads)
    heard = [each for each in leads if not each.today.stands.is_not_heard_from]
    waiting = [each for each in leads if each.today.stands.is_not_heard_from]
    heard.sort(key=lambda each: (each.today.at, each.lead.id), reverse=True)
    waiting.sort(key=lambda each: (each.lead.passed_at, each.lead.id), reverse=True)
    return (*heard, *waiting)


# Dates


class MyDateKind(StrEnum):
    """Why a date concerns a member; of one day in this order."""

    MEETING = "meeting"
    NO_MEETING = "no meeting"
    AWAY = "away"
    LEAVE = "leave"
    TALK = "talk"
    LEADS = "leads a step"
    TESTIMONIAL = "testimonial"
    STANDS_IN = "substitute"
    OFFICE = "office"


class MyDate(Struct, frozen=True):
    """A date that concerns a member, and why, in words that begin with a small letter or a name.

    A leave that has begun stands with the day on which it did, an office with the day its term ends.
    """

    on: date
    kind: MyDateKind
    words: str


class AheadOfMe(Struct, frozen=True):
    """What is on record of the time to come: the chapter's dates, and all talks, leaders and notices in it.

    `starts` are the moments at which meetings of those dates start, where that is not as always.
    `praise_on` is the date for which the member is due to give a testimonial.
    """

    dates: Sequence[SeasonDate] = ()
    starts: Mapping[date, datetime] = {}
    talks: Sequence[Talk] = ()
    leaders: Sequence[StepLeader] = ()
    notices: Sequence[Notice] = ()
    leaves: Sequence[Away] = ()
    terms: Sequence[Term] = ()
    praise_on: date | None = None


def my_dates(person_id: PersonId, ahead: AheadOfMe, chapter: Chapter, today: date) -> tuple[MyDate, ...]:
    """The next dates that concern a member, the earliest first."""
    found = [
        *_meetings(ahead, chapter),
        *_notices(person_id, ahead.notices),
        *_leaves(ahead.leaves, today),
        *_turns(person_id, ahead),
        *_terms(ahead.terms, today),
    ]
    kinds = list(MyDateKind)
    return tuple(sorted(found, key=lambda each: (each.on, kinds.index(each.kind), each.words)))


_MEETINGS: dict[DateKind | None, str] = {DateKind.OPEN_HOUSE: "open house", DateKind.EXTRA: "extra meeting"}


def _meetings(ahead: AheadOfMe, chapter: Chapter) -> Iterator[MyDate]:
    for each in ahead.dates:
        if not each.meets:
            yield MyDate(each.on, MyDateKind.NO_MEETING, f"no meeting{_behind(each.note)}")
            continue
        starts = ahead.starts.get(each.on) or chapter.starts_at(each.on)
        kind = _MEETINGS.get(each.kind, "meeting")
        parts = (f"{kind} at {clock_time(starts, chapter, half=True)}", each.place, each.note)
        yield MyDate(each.on, MyDateKind.MEETING, ", ".join(part for part in parts if part))


def _notices(person_id: PersonId, notices: Iterable[Notice]) -> Iterator[MyDate]:
    for notice in notices:
        if notice.member.id == person_id:
            yield MyDate(notice.on, MyDateKind.AWAY, f"{_announced(notice)}{_behind(notice.note)}")
        elif notice.substitute is not None and notice.substitute.id == person_id:
            yield MyDate(notice.on, MyDateKind.STANDS_IN, f"substitute for {notice.member.name}")


_ANNOUNCED = {
    Mark.LATE: "late",
    Mark.MEDICAL: "away, medical",
    Mark.SUBSTITUTE: "away, with a substitute",
}


def _announced(notice: Notice) -> str:
    if notice.substitute is not None:
        return f"away, {notice.substitute.name} is the substitute"
    return _ANNOUNCED.get(notice.mark, "away")


def _leaves(leaves: Iterable[Away], today: date) -> Iterator[MyDate]:
    for leave in leaves:
        if leave.until is None or leave.until >= today:
            until = f"until {near_date(leave.until, today)}" if leave.until else "no end known"
            yield MyDate(leave.since, MyDateKind.LEAVE, f"on leave, {until}")


def _turns(person_id: PersonId, ahead: AheadOfMe) -> Iterator[MyDate]:
    for talk in ahead.talks:
        if talk.on is not None and talk.speaker.id == person_id and not talk.is_given:
            about = f": {talk.topic}" if talk.topic else ""
            yield MyDate(talk.on, MyDateKind.TALK, f"talk{about}{_behind(talk.times)}")
    for leader in ahead.leaders:
        if leader.leader.id == person_id and not leader.has_led:
            yield MyDate(leader.on, MyDateKind.LEADS, f"leads {kind_in_words(leader.kind)}")
    if ahead.praise_on is not None:
        yield MyDate(ahead.praise_on, MyDateKind.TESTIMONIAL, "a testimonial is due")


def _terms(terms: Iterable[Term], today: date) -> Iterator[MyDate]:
    for term in terms:
        if term.is_held and term.until is not None:
            ends = "ended; the office is held until somebody follows" if term.until < today else "ends"
            yield MyDate(term.until, MyDateKind.OFFICE, f"the term as {term.name} {ends}")


def _behind(words: str) -> str:
    return f", {words}" if words else ""
