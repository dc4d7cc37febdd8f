"""Leads between meetings: what each waits for, the most pressing first; finding some; a family as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.closed_business import ClosedBusiness, dollars_of
from leadsroom.domain.leads.lead import Lead, LeadState
from leadsroom.domain.leads.slip import WhoCalls
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import short_date, waited

CALL_WITHIN = timedelta(hours=24)
THEY_CALL_WITHIN = timedelta(weeks=1)
NEWS_WITHIN = timedelta(weeks=4)
STALE_AFTER = timedelta(weeks=13)


class Waits(StrEnum):
    """What is waited for; the most pressing first."""

    LATE = "overdue"
    FOLLOW_UP = "follow-up due"
    WORD = "waiting for news"
    STALE = "stale"
    TO_CALL = "to be called"
    IN_WORK = "in progress"
    SET_ASIDE = "follow-up planned"
    SECOND = "second slip"
    NOTHING = "over"

    @property
    def presses(self) -> bool:
        """Whether somebody should do something now."""
        return self in (Waits.FOLLOW_UP, Waits.LATE, Waits.WORD, Waits.STALE)


def waits_for(lead: Lead, now: datetime, today: date) -> Waits:
    """What a lead waits for at a moment; `today` is the date in the meeting room."""
    stands = lead.standing
    if stands.state.is_over:
        return Waits.NOTHING
    if not lead.counts:
        return Waits.SECOND
    if stands.follow_up_on is not None:
        return Waits.FOLLOW_UP if stands.follow_up_on <= today else Waits.SET_ASIDE
    if stands.state is LeadState.OPEN:
        return _not_heard_from(lead, now - (stands.last_heard_at or lead.passed_at), now - lead.passed_at)
    silent = now - (stands.last_heard_at or lead.passed_at)
    if silent > STALE_AFTER:
        return Waits.STALE
    return Waits.WORD if silent > NEWS_WITHIN else Waits.IN_WORK


def _not_heard_from(lead: Lead, silent: timedelta, age: timedelta) -> Waits:
    if silent > STALE_AFTER:
        return Waits.STALE
    if lead.slip.who_calls is WhoCalls.PROSPECT:
        return Waits.WORD if age > THEY_CALL_WITHIN else Waits.TO_CALL
    return Waits.LATE if age > CALL_WITHIN else Waits.TO_CALL


def waits_since(lead: Lead) -> datetime:
    """Since when nothing was heard of it."""
    return lead.standing.last_heard_at or lead.passed_at


Paid = Mapping[LeadId, Sequence[ClosedBusiness]]


class Shown(StrEnum):
    """Which leads are listed, by how far they are. `waiting`: somebody should call, or note an outcome."""

    WAITING = "waiting"
    ALL = "all"
    OPEN = "open"
    IN_WORK = "in progress"
    CLOSED = "closed"
    NOT_WON = "not needed, bad, not my line"
    NEWS = "news since the last meeting"

    def takes(self, line: ListedLead) -> bool:
        """Whether a lead is one of these."""
        state = line.lead.standing.state
        if self is Shown.WAITING:
            return line.waits.presses or line.waits is Waits.TO_CALL
        if self is Shown.NOT_WON:
            return state.is_over and state is not LeadState.CLOSED
        if self is Shown.NEWS:
            return line.has_news
        if self is Shown.IN_WORK:
            return state in (LeadState.CONTACTED, LeadState.WORKING)
        return self is Shown.ALL or state.value == self.value


class Age(StrEnum):
    """Which leads are listed, by how long nothing was heard of them."""

    ANY = "any age"
    LATE = "overdue"
    WORD = "waiting for news"
    STALE = "stale"
    FOLLOW_UP = "follow-up due"

    def takes(self, line: ListedLead) -> bool:
        """Whether a lead is one of these."""
        return self is Age.ANY or line.waits.value == self.value


class ListedBy(StrEnum):
    """In which order leads are listed: what presses first, under their receivers, or whole families."""

    PRESSING = "the most pressing first"
    MEMBER = "by member"
    FAMILY = "families by dollars"


class LeadFilter(Struct, frozen=True):
    """What is looked for; `words` are parts of names, of the prospect or of the need.

    A search for words looks among all leads, unless a state was chosen.
    """

    words: str = ""
    shown: Shown = Shown.WAITING
    age: Age = Age.ANY
    by: ListedBy = ListedBy.PRESSING

    @property
    def among(self) -> Shown:
        """Which leads it looks through."""
        return Shown.ALL if self.words.strip() and self.shown is Shown.WAITING else self.shown

    @property
    def in_words(self) -> str:
        """`waiting · overdue · “lopez”`."""
        parts = [self.among.value]
        parts += [self.age.value] if self.age is not Age.ANY else []
        parts += [self.by.value] if self.by is not ListedBy.PRESSING else []
        parts += [f"“{self.words.strip()}”"] if self.words.strip() else []
        return " · ".join(parts)


class ListedLead(Struct, frozen=True):
    """One lead on the list. `waited` is for how long, or until when; `dollars` None where none came of it.

    `text` is everything it can be found by, folded. `has_news`: it was heard of since the last meeting.
    """

    lead: Lead
    waits: Waits
    since: datetime
    waited: str
    giver: str
    receiver: str
    dollars: Money | None
    text: str
    has_news: bool = False


def listed_leads(
    leads: Iterable[Lead], names: Mapping[PersonId, str], paid: Paid, chapter: Chapter, now: datetime
) -> tuple[ListedLead, ...]:
    """Every lead as a line: the most pressing first, of one sort the longest waiting; then what is over."""
    lines = [_line(lead, names, paid, chapter, now) for lead in leads]
    return tuple(sorted(lines, key=_pressing))


def with_news(lines: Iterable[ListedLead], since: datetime | None) -> tuple[ListedLead, ...]:
    """The same lines; marked are those that count and were heard of since the last meeting had ended."""
    return tuple(
        replace(line, has_news=line.lead.counts and since is not None and heard is not None and heard > since)
        for line in lines
        for heard in [line.lead.standing.last_heard_at]
    )


def _pressing(line: ListedLead) -> tuple[int, float, int]:
    over = line.waits is Waits.NOTHING
    age = line.since.timestamp()
    return list(Waits).index(line.waits), -age if over else age, line.lead.id


def _line(
    lead: Lead, names: Mapping[PersonId, str], paid: Paid, chapter: Chapter, now: datetime
) -> ListedLead:
    waits = waits_for(lead, now, chapter.today(now))
    since = _since(lead, waits, chapter)
    giver, receiver = (names.get(person, "somebody") for person in (lead.giver_id, lead.receiver_id))
    slip = lead.slip
    texts = (giver, receiver, slip.prospect, slip.company, slip.need, slip.phone, slip.phone_typed)
    return ListedLead(
        lead=lead,
        waits=waits,
        since=since,
        waited=_waited(lead, waits, since, now),
        giver=giver,
        receiver=receiver,
        dollars=dollars_of(paid.get(lead.id, ()), chapter.currency),
        text=fold(" ".join(texts)),
    )


def _since(lead: Lead, waits: Waits, chapter: Chapter) -> datetime:
    """Since when it waits: where a follow-up was planned, from that day on."""
    day = lead.standing.follow_up_on
    if day is not None and waits in (Waits.FOLLOW_UP, Waits.SET_ASIDE):
        return morning_of(day, chapter)
    return waits_since(lead)


def morning_of(day: date, chapter: Chapter) -> datetime:
    """The beginning of a day in the meeting room."""
    return datetime.combine(day, time(0), ZoneInfo(chapter.timezone)).astimezone(UTC)


def _waited(lead: Lead, waits: Waits, since: datetime, now: datetime) -> str:
    day = lead.standing.follow_up_on
    return short_date(day) if waits is Waits.SET_ASIDE and day is not None else waited(since, now)


def chosen_lines(lines: Iterable[ListedLead], wanted: LeadFilter) -> tuple[ListedLead, ...]:
    """The lines that are looked for, in the same order. Every word is found in any part."""
    parts = fold(wanted.words).split()
    return tuple(
        line
        for line in lines
        if wanted.among.takes(line)
        and wanted.age.takes(line)
        and (not parts or all(part in line.text for part in parts))
    )


class Branch(Struct, frozen=True):
    """One hop of a family: `rails` are the lines that lead to it, like `│ └ `."""

    rails: str
    lead: Lead
    dollars: Money | None


def family_tree(family: Sequence[Lead], paid: Iterable[ClosedBusiness], currency: str) -> tuple[Branch, ...]:
    """A family in the order of a tree, every lead of it once.

    A prospect passed to several members begins several trunks. What grew out of a lead that was withdrawn
    stands as a trunk as well: nothing that was passed is out of sight.
    """
    reports = list(paid)
    ids = {lead.id for lead in family}
    grown: dict[LeadId | None, list[Lead]] = {}
    for lead in family:
        parent = lead.from_lead_id if lead.from_lead_id in ids else None
        grown.setdefault(parent, []).append(lead)

    def branches(of: LeadId | None, rails: str) -> Iterator[Branch]:
        children = grown.get(of, [])
        for lead in children:
            last = lead is children[-1]
            fork, below = ("", "") if of is None else ("└ ", "  ") if last else ("├ ", "│ ")
            mine = [report for report in reports if report.lead_id == lead.id]
            yield Branch(rails + fork, lead, dollars_of(mine, currency))
            yield from branches(lead.id, rails + below)

    return tuple(branches(None, ""))
