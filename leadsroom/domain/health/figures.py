"""What each member did in a period: what counts where, how figures add up, and what too few of them say.

What counts, and on which day:

- Only closed meetings count; what was entered at one counts on its date, whenever it ended, and what was
  entered between meetings on the chapter's own day of that moment. What stands at a meeting that is planned,
  live or discarded counts nowhere. What was withdrawn or undone counts nowhere.
- Marks count at meetings that stand for a date of the season. An extra meeting counts for no rule, so its
  marks count in no figure; the leads, dollars and visitors of it do. Of two regular meetings of a day both
  count. A place counts as it is marked, also on a leave and where the absence was excused.
- A lead counts for its giver and its receiver on the day on which it was passed. Leads and raw leads are
  never added up; what is inside (the giver's own household is the customer) is a part of the leads. A second
  slip for one prospect counts nowhere. Which of them are raw, called bad or closed is as they stand today.
- Dollars count on the day on which they were reported, each currency by itself.
- A one-to-one counts for both. A visit counts for the host, unless it is one of an open house and the
  chapter does not count those. A training counts on its own day, an ask at the meeting at which it was made.
- People are as they are on record today: what was entered for a spelling that was merged into another is of
  the one who stayed, and a change of profession changes nothing.

Everything is a count on a day, so the figures of two periods side by side add up to those of both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.health.statistics import Share
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.rules.windows import Period, months_later
from leadsroom.domain.text.money import Money

FEWEST_MEETINGS = 6  # below which no rate is given


class Rate(Struct, frozen=True):
    """A count over a number of meetings. It is never shown without the two."""

    count: int
    meetings: int

    @property
    def is_enough(self) -> bool:
        """Whether there are meetings enough to say something."""
        return self.meetings >= FEWEST_MEETINGS

    @property
    def a_meeting(self) -> float | None:
        """How many there were a meeting; None under six meetings."""
        return self.count / self.meetings if self.is_enough else None


class Figures(Struct, frozen=True, kw_only=True):
    """One member's figures of a period, or those of several added up; zeros are zeros.

    - `meetings`: the closed ones at which they had a place. The marks `present`, `late`, `substitutes`,
      `medical`, `absent` and `unmarked` add up to them; `online` and `left_early` are among these.
    - `given` and `received` are leads without the raw ones, which are `given_raw` and `received_raw`;
      `given_inside` and `received_inside` are parts of `given` and `received`.
    - `bad` are of the leads that they gave those which the receiver calls bad (each of them is raw), `closed`
      those with dollars, raw ones too.
    - `reported` are the dollars that they reported and `credited` those that others reported to their credit:
      a sum for each currency, in the order of the currencies' names. `currency` is the chapter's own.
    - `testimonials` and `thanks` are those that they gave; thanks are without a figure. `joined` are people
      of whose visits they hosted the first, counted on its day, who have joined since.
    - `answered` are of the `asks` those that a lead has answered since.

    Added up over members, a one-to-one of two members counts twice.
    """

    currency: str = ""
    meetings: int = 0
    present: int = 0
    late: int = 0
    substitutes: int = 0
    medical: int = 0
    absent: int = 0
    unmarked: int = 0
    online: int = 0
    left_early: int = 0
    given: int = 0
    given_raw: int = 0
    given_inside: int = 0
    received: int = 0
    received_raw: int = 0
    received_inside: int = 0
    bad: int = 0
    closed: int = 0
    reported: tuple[DollarSum, ...] = ()
    credited: tuple[DollarSum, ...] = ()
    testimonials: int = 0
    testimonials_received: int = 0
    one_to_ones: int = 0
    visitors: int = 0
    joined: int = 0
    trainings: int = 0
    asks: int = 0
    answered: int = 0
    thanks: int = 0

    @property
    def dollars_in(self) -> DollarSum:
        """The dollars that they reported: in the chapter's currency if any are in it, else in the first.

        Beside those, `reported` has every other currency.
        """
        return _leading(self.reported, self.currency)

    @property
    def dollars_credited(self) -> DollarSum:
        """The dollars reported to their credit, in the same way."""
        return _leading(self.credited, self.currency)

    @property
    def given_outside(self) -> int:
        """The leads they gave whose customer is not their own household."""
        return self.given - self.given_inside

    @property
    def received_outside(self) -> int:
        """The same of the leads they received."""
        return self.received - self.received_inside

    @property
    def in_person(self) -> int:
        """At how many meetings they were themselves."""
        return self.present + self.late

    @property
    def attendance(self) -> Share:
        """At how many of the meetings at which they were marked they were themselves."""
        return Share(self.in_person, self.meetings - self.unmarked)

    def rate(self, name: str) -> Rate:
        """One of the counts over the meetings at which they had a place."""
        return Rate(getattr(self, name), self.meetings)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not any(getattr(self, name) for name in (*COUNTS, "reported", "credited"))


COUNTS = tuple(name for name in Figures.__struct_fields__ if name not in ("currency", "reported", "credited"))


def total(figures: Iterable[Figures], currency: str) -> Figures:
    """All of them added up."""
    sums = list(figures)
    return Figures(
        currency=currency,
        reported=added_up(each for one in sums for each in one.reported),
        credited=added_up(each for one in sums for each in one.credited),
        **{name: sum(getattr(one, name) for one in sums) for name in COUNTS},
    )


def in_currency(sums: Iterable[DollarSum], currency: str) -> DollarSum:
    """The one that is in a currency; nothing where none is."""
    return next((each for each in sums if each.currency == currency), DollarSum(currency))


def _leading(sums: Sequence[DollarSum], currency: str) -> DollarSum:
    own = next((each for each in sums if each.currency == currency), None)
    return own or (sums[0] if sums else DollarSum(currency))


def added_up(sums: Iterable[DollarSum]) -> tuple[DollarSum, ...]:
    """One sum for each currency, by its name; one of nothing is left out."""
    found: dict[str, DollarSum] = {}
    for each in sums:
        before = found.get(each.currency, DollarSum(each.currency))
        found[each.currency] = DollarSum(
            each.currency,
            before.first + each.first,
            before.since + each.since,
            before.of_no_lead + each.of_no_lead,
            before.own + each.own,
        )
    return tuple(found[name] for name in sorted(found) if found[name] != DollarSum(name))


# A member's own season


class HowSoon(Struct, frozen=True):
    """After how many meetings or weeks something came for the first time, and when.

    None where it has not come, or cannot be known; `why` says which.
    """

    number: int | None = None
    on: date | None = None
    why: str = ""

    @property
    def has_not_come(self) -> bool:
        """Whether it is on record that it has not come yet."""
        return self.number is None and self.why.startswith(NONE_YET)


class LeadDay(Struct, frozen=True):
    """A lead that a member gave or received, and its day."""

    giver_id: PersonId
    receiver_id: PersonId
    on: date
    qualified: bool


class DollarDay(Struct, frozen=True):
    """Dollars that a member reported, or that were reported to their credit, and the day."""

    reported_by_id: PersonId
    credited_to_id: PersonId
    on: date
    minor: int
    currency: str


JUST_BEGUN = timedelta(weeks=2)
NONE_YET = "none yet"


def unknown_since(joined_on: date | None, record_begins: date | None) -> str:
    """Why it cannot be known how soon something came for the first time; empty where it can.

    `record_begins` is the date of the first meeting on record, None where there is none yet; who joined in
    the two weeks before it had none before.
    """
    if joined_on is None:
        return "no day of joining on record"
    if record_begins is None:
        return "no meeting on record yet"
    return "joined before the first meeting on record" if joined_on < record_begins - JUST_BEGUN else ""


def first_lead(
    member_id: PersonId, joined_on: date | None, places: Iterable[date], leads: Iterable[LeadDay], why: str
) -> HowSoon:
    """After how many of the meetings at which they had a place they received their first lead.

    The meeting at which it was passed is one of them. `places` are the dates of those meetings; `why` it
    cannot be known, or empty.
    """
    days = (lead.on for lead in leads if lead.qualified and lead.receiver_id == member_id)
    first = min((on for on in days if joined_on is None or on >= joined_on), default=None)
    return meetings_to(first, joined_on, places, why)


def meetings_to(first: date | None, joined_on: date | None, places: Iterable[date], why: str) -> HowSoon:
    """After how many of the meetings from joining on something first came, on that day; None: not yet."""
    if why or joined_on is None:
        return HowSoon(why=why or unknown_since(joined_on, None))
    held = [on for on in places if on >= joined_on]
    if first is None:
        return HowSoon(why=f"{NONE_YET}, after {len(held)} meeting{'' if len(held) == 1 else 's'}")
    return HowSoon(sum(on <= first for on in held), first)


def first_dollar(
    member_id: PersonId, joined_on: date | None, dollars: Iterable[DollarDay], until: date, why: str
) -> HowSoon:
    """After how many whole weeks of membership they reported their first dollars."""
    days = (each.on for each in dollars if each.reported_by_id == member_id)
    first = min((on for on in days if joined_on is None or on >= joined_on), default=None)
    return weeks_to(first, joined_on, until, why)


def weeks_to(first: date | None, joined_on: date | None, until: date, why: str) -> HowSoon:
    """After how many whole weeks from joining on something first came, on that day.

    None: not yet, `until` today or the day on which they left.
    """
    if why or joined_on is None:
        return HowSoon(why=why or unknown_since(joined_on, None))
    if first is None:
        weeks = max(0, (until - joined_on).days // 7)
        return HowSoon(why=f"{NONE_YET}, after {weeks} week{'' if weeks == 1 else 's'}")
    return HowSoon((first - joined_on).days // 7, first)


def exchanged_with(member_id: PersonId, leads: Iterable[LeadDay]) -> frozenset[PersonId]:
    """Everybody to whom a member gave a lead or a raw one, or from whom they received one."""
    people = {person for lead in leads for person in (lead.giver_id, lead.receiver_id)}
    return frozenset(people - {member_id})


class TrendMonth(Struct, frozen=True):
    """A member's leads of a month, without the raw ones, and the dollars they reported, by currency."""

    period: Period
    given: int
    received: int
    dollars: tuple[Money, ...] = ()


def months_until(today: date, months: int) -> tuple[Period, ...]:
    """The last months by the calendar, the oldest first; the last one goes on."""
    firsts = [months_later(today.replace(day=1), -back) for back in reversed(range(months))]
    return tuple(Period(first, months_later(first, 1) - timedelta(days=1)) for first in firsts)


def trend(
    member_id: PersonId, periods: Iterable[Period], leads: Sequence[LeadDay], dollars: Sequence[DollarDay]
) -> tuple[TrendMonth, ...]:
    """A member's leads and dollars, month by month."""
    return tuple(_in_month(member_id, period, leads, dollars) for period in periods)


def _in_month(
    member_id: PersonId, period: Period, leads: Sequence[LeadDay], dollars: Sequence[DollarDay]
) -> TrendMonth:
    qualified = [lead for lead in leads if lead.qualified and period.holds(lead.on)]
    reported: Counter[str] = Counter()
    for each in dollars:
        if each.reported_by_id == member_id and period.holds(each.on):
            reported[each.currency] += each.minor
    return TrendMonth(
        period,
        sum(lead.giver_id == member_id for lead in qualified),
        sum(lead.receiver_id == member_id for lead in qualified),
        tuple(Money(minor, currency) for currency, minor in sorted(reported.items())),
    )
