"""The record of a membership beside its seat: leaves, the application, votes; and the waiting list."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.ids import LeaveId, MembershipId, PersonId, ProfessionId
from leadsroom.domain.people.attendance import Away
from leadsroom.domain.people.decisions import Verdict, Vetting
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.rules.chapter_rules import LeaveRules
from leadsroom.domain.rules.rule_words import on_leave_at_most
from leadsroom.domain.rules.windows import Length, Window
from leadsroom.domain.text.wording import near_date, short_date

Leaves = Mapping[MembershipId, Sequence[Away]]


def is_on_leave(member: Member, leaves: Leaves, day: date) -> bool:
    """Whether a member keeps their seat and is away on a day; `leaves` are those that were not withdrawn.

    The days of the leaves decide, of this membership alone. The status does only where it has none on record.
    """
    own = leaves.get(member.id, ())
    if not own:
        return member.status is MembershipStatus.ON_LEAVE
    return member.status.holds_seat and any(leave.holds(day) for leave in own)


class Leave(Struct, frozen=True):
    """A leave of absence of one membership."""

    id: LeaveId
    membership_id: MembershipId
    away: Away
    reason: str = ""

    def in_words(self, today: date) -> str:
        """`from Mon 2 Nov until Fri 20 Nov`, `from Mon 1 Mar 2027, no end known`."""
        until = f" until {near_date(self.away.until, today)}" if self.away.until else ", no end known"
        return f"from {near_date(self.away.since, today)}{until}"


_LOOKED_AHEAD = timedelta(days=5 * 366)


def beyond_bounds(rules: LeaveRules, away: Away, others: Iterable[Away], today: date) -> str:
    """Why a leave is longer than the chapter's rules allow, and the last day on which it is not; else empty.

    `others` are the member's other leaves. One of which nobody knows the end may go beyond as well.
    """
    exceeded = [each for each in _bounds(rules, away, others) if each[0] < (away.until or date.max)]
    last, sentence = min(exceeded, default=(date.max, ""))
    return sentence.format(near_date(last, today)) if sentence else ""


def allowed_until(rules: LeaveRules, away: Away, others: Iterable[Away]) -> date:
    """The last day to which a leave may last by the chapter's rules; date.max where none bounds it."""
    return min((last for last, _ in _bounds(rules, away, others)), default=date.max)


def _bounds(rules: LeaveRules, away: Away, others: Iterable[Away]) -> Iterator[tuple[date, str]]:
    """The last day by each rule, and the rule as a sentence in which that day is left open."""
    if rules.longest is not None:
        last = rules.longest.last_day(away.since)
        yield last, f"A leave lasts at most {rules.longest.words}: this one until {{}}."
    if rules.per_window is not None:
        by_window = _last_day_in_window(*rules.per_window, away.since, others)
        most = on_leave_at_most(*rules.per_window).capitalize()
        until = "nothing of that is left" if by_window < away.since else "this one until {}"
        yield by_window, f"{most}: {until}."


def _last_day_in_window(length: Length, window: Window, since: date, others: Iterable[Away]) -> date:
    """The last day on which a leave may end by what is allowed in a window.

    The day before it where nothing is left, date.max where it may go on as far as anybody looks ahead.
    """
    taken = {day for away in others for day in _days(away.since, away.until or away.since)}

    def fits(days: int) -> bool:
        until = since + timedelta(days=days - 1)
        return _fit(length, window, sorted(taken.union(_days(since, until))), since, until)

    most = _LOOKED_AHEAD.days
    first_beyond = bisect_left(range(1, most + 1), True, key=lambda days: not fits(days)) + 1
    return date.max if first_beyond > most else since + timedelta(days=first_beyond - 2)


def _fit(length: Length, window: Window, days: Sequence[date], since: date, until: date) -> bool:
    """Whether no window that has a day of the leave in it holds more days than are allowed."""
    for place in range(bisect_left(days, since), len(days)):
        begins = window.first_day(days[place])
        if begins > until:
            break
        first = bisect_left(days, begins)
        allowed = (length.last_day(days[first]) - days[first]).days + 1
        if place - first + 1 > allowed:
            return False
    return True


def _days(since: date, until: date) -> list[date]:
    return [since + timedelta(days=days) for days in range((until - since).days + 1)]


class MemberFacts(Struct, frozen=True):
    """Leaves and votes oldest first; `sponsor` is the name of the member who proposed them, or empty."""

    leaves: tuple[Leave, ...] = ()
    vettings: tuple[Vetting, ...] = ()
    applied_on: date | None = None
    waiting_since: date | None = None
    sponsor_id: PersonId | None = None
    sponsor: str = ""
    note: str = ""

    def leave_on(self, day: date) -> Leave | None:
        """The leave that holds on a day."""
        return next((leave for leave in reversed(self.leaves) if leave.away.holds(day)), None)

    def leave_ahead(self, day: date) -> Leave | None:
        """The next leave that begins after a day."""
        return next((leave for leave in self.leaves if leave.away.since > day), None)

    @property
    def last_vote(self) -> Vetting | None:
        """The vote that counts."""
        return self.vettings[-1] if self.vettings else None

    @property
    def is_accepted(self) -> bool:
        """Whether the chapter has voted them in."""
        return self.last_vote is not None and self.last_vote.decision is Verdict.ACCEPTED


NO_FACTS = MemberFacts()


def leave_begun(member: Member, facts: MemberFacts, day: date) -> bool:
    """Whether a member stands as active whose announced leave has begun."""
    return member.status is MembershipStatus.ACTIVE and facts.leave_on(day) is not None


def never_in(member: Member, facts: MemberFacts) -> bool:
    """Whether a membership that has ended was an application that came to nothing."""
    ended = member.status is MembershipStatus.ENDED
    came = facts.applied_on is not None or facts.waiting_since is not None
    return ended and member.joined_on is None and came


def in_roster_order(members: Iterable[Member]) -> tuple[Member, ...]:
    """The order of the roster: around the table, then those not at it yet, then those who have left."""
    ended = MembershipStatus.ENDED
    return tuple(sorted(members, key=lambda m: (m.status is ended, not m.status.holds_seat, m.seat, m.id)))


class Waiting(Struct, frozen=True):
    """Somebody on the waiting list of a profession, and since when."""

    member: Member
    since: date | None

    @property
    def words(self) -> str:
        """`Bo Lind, since Wed 4 Nov`."""
        return f"{self.member.person.name}{f', since {short_date(self.since)}' if self.since else ''}"


Since = Mapping[MembershipId, date | None]


def waiting_list(members: Iterable[Member], since: Since) -> tuple[Waiting, ...]:
    """The waiting list in order; of two of one day the one entered first. No date comes last."""
    waiting = [Waiting(m, since.get(m.id)) for m in members if m.status is MembershipStatus.WAITING]
    return tuple(sorted(waiting, key=lambda w: (w.since is None, w.since or date.max, w.member.id)))


def has_the_offer(member: Member, since: Since) -> bool:
    """Whether somebody who waited applies again: the seat was offered to them."""
    return member.status is MembershipStatus.APPLICANT and since.get(member.id) is not None


def open_seats(members: Sequence[Member], since: Since) -> tuple[Waiting, ...]:
    """The first of the waiting list of each profession that nobody holds and that was offered to nobody."""
    spoken_for: set[ProfessionId] = {
        m.profession_id for m in members if m.status.holds_seat or has_the_offer(m, since)
    }
    first: dict[ProfessionId, Waiting] = {}
    for one in waiting_list(members, since):
        if one.member.profession_id not in spoken_for:
            first.setdefault(one.member.profession_id, one)
    return tuple(first.values())


def open_seat_in_words(first: Waiting, overlapping: str = "") -> str:
    """The sentence that a profession is open, and who is first in line for it; then which seats overlap."""
    since = f", since {short_date(first.since)}" if first.since else ""
    is_open = f"{first.member.profession} is open; {first.member.person.name} is first in line{since}."
    return f"{is_open} {overlapping}".rstrip()
