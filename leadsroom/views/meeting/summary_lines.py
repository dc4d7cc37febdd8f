"""The lines of a meeting's summary, with names instead of ids; and a lead and its outcomes in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from msgspec import Struct

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.ids import LeadId, StepId, TurnId
from leadsroom.domain.leads.dollars import DollarSum, Payment, dollar_sum
from leadsroom.domain.leads.lead import Lead, LeadOutcome, passed_outside_in_words
from leadsroom.domain.leads.lead_today import LeadToday
from leadsroom.domain.leads.slip import Slip, WhoCalls
from leadsroom.domain.leads.slip_check import CheckCount, count_checks
from leadsroom.domain.meeting.record_kinds import CHECK, tally
from leadsroom.domain.meeting.snapshot import Outcome, Snapshot
from leadsroom.domain.meeting.step_state import StepStanding, StepState
from leadsroom.domain.people.attendance import Became, CameAbout, Mark
from leadsroom.domain.people.follow_up import Stage, is_note_of
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.rota import Talk
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import short_date, speaks_for


def totals(snapshot: Snapshot, business: tuple[BusinessLine, ...], thanks: int) -> Totals:
    """The meeting in numbers: those that stood on the screen, and some more; `thanks` are counted already."""
    marks = Counter(attendee.mark for attendee in snapshot.attendees)
    counted = tally(snapshot)
    return Totals(
        leads=counted.leads,
        qualified=counted.qualified,
        raw=counted.raw,
        closed_business=counted.closed,
        thanks=thanks,
        substitutes=counted.substitutes,
        present=marks[Mark.PRESENT],
        absent=marks[Mark.ABSENT],
        late=marks[Mark.LATE],
        medical=marks[Mark.MEDICAL],
        unmarked=marks[None],
        online=sum(attendee.online for attendee in snapshot.attendees),
        visitors=counted.visitors,
        testimonials=counted.testimonials,
        outcomes=counted.outcomes,
        dollars=_sum_of(business, snapshot.chapter.currency),
        checks=count_checks(tuple(CHECK.entries(snapshot))),
    )


def _sum_of(business: Iterable[BusinessLine], currency: str) -> DollarSum:
    return dollar_sum([line.payment for line in business if line.payment is not None], currency)


def lead_counts(
    seated: tuple[Person, ...], leads: tuple[LeadLine, ...], who: Callable[[LeadLine], Person]
) -> tuple[LeadCount, ...]:
    """How many leads each person has, most first; a line for everybody seated, zeros too."""
    people = {person.id: person for person in (*seated, *map(who, leads))}
    counted = [line for line in leads if line.lead.counts]
    every = Counter(who(line).id for line in counted)
    qualified = Counter(who(line).id for line in counted if line.qualified)
    counts = [LeadCount(person, every[key], qualified[key]) for key, person in people.items()]
    return tuple(sorted(counts, key=lambda count: (-count.leads, -count.qualified)))


def dollar_counts(
    business: tuple[BusinessLine, ...], currency: str, who: Callable[[BusinessLine], Person]
) -> tuple[DollarCount, ...]:
    """The sums of each person, reported or credited, most first."""
    counts = []
    for person in {who(line).id: who(line) for line in business}.values():
        own = [line for line in business if who(line).id == person.id]
        thanks = sum(line.thanks_only for line in own)
        counts.append(DollarCount(person, _sum_of(own, currency), len(own) - thanks, thanks))
    return tuple(sorted(counts, key=lambda count: -count.amount.minor))


class Totals(Struct, frozen=True):
    """The meeting in numbers. The marks and `unmarked` add up to the table, `online` are among them; `leads`
    are qualified or raw.

    `thanks` are those without a figure, with an outcome of a lead too; `outcomes` all outcomes of leads;
    `dollars` what the closed business is made of; `checks` what receivers said of slips of two weeks ago.
    """

    leads: int
    qualified: int
    raw: int
    closed_business: Money
    thanks: int
    substitutes: int
    present: int
    absent: int
    late: int
    medical: int
    unmarked: int
    visitors: int
    testimonials: int
    outcomes: int = 0
    online: int = 0
    dollars: DollarSum = DollarSum("")
    checks: CheckCount = CheckCount()

    @property
    def at_table(self) -> int:
        """How many seats somebody sat at: members in time or late, and substitutes."""
        return self.present + self.late + self.substitutes


class AttendanceLine(Struct, frozen=True):
    """One seat of the table. `mark` is None until something is known.

    `came_about` says how the mark came about, `marked_at` and `station` when and where, if at the table.
    """

    member: Person
    seat: int
    mark: Mark | None
    substitute: Person | None
    arrived_at: datetime | None
    left_at: datetime | None
    came_about: CameAbout | None = None
    marked_at: datetime | None = None
    station: str = ""
    online: bool = False


class VisitorLine(Struct, frozen=True):
    """A visitor. `number` counts this person's visits that count, up to this one; see `Visit` for the rest.

    `seat`: whether that of their profession is free today, taken, or close to another. `came_to_be`: joined
    or applied, as the roster has it today; None where it has neither.
    """

    visitor: Person
    host: Person | None
    number: int
    corrected_at: datetime | None = None
    counts: bool = True
    silent: bool = False
    became: Became | None = None
    became_note: str = ""
    seat: str = ""
    came_to_be: Stage | None = None

    @property
    def what_became(self) -> str:
        """`joined`, `not interested: too far`; empty while nothing is decided. The roster goes before what
        was noted at the table.
        """
        words = self.became.words if self.became is not None else ""
        note = self.became_note
        if self.came_to_be is not None:
            words, note = self.came_to_be.value, note if is_note_of(self.became, self.came_to_be) else ""
        return ": ".join(part for part in (words, note) if part)


class VisitingMemberLine(Struct, frozen=True):
    """A member of another chapter who was here, and who invited them."""

    member: Person
    host: Person | None
    corrected_at: datetime | None = None


def who_calls_whom(slip: Slip, giver: str, receiver: str) -> str:
    """`Jane Doe calls Maria Lopez`, `Ann Chu brings them together`, or nothing: the receiver calls."""
    if slip.who_calls is WhoCalls.GIVER:
        return f"{giver} brings them together"
    caller = slip.prospect or slip.company or "the prospect"
    return f"{caller} calls {receiver}" if slip.who_calls is WhoCalls.PROSPECT else ""


class LeadLine(Struct, frozen=True):
    """A lead with its people. `spoken_by` is a substitute who passed it.

    `today` is where it stands now; `also_to` are the others who were given the same prospect with it;
    `answers` is the receiver's ask, if it was passed as an answer; `same_as` says of a second slip whose it
    is that counts.
    """

    lead: Lead
    giver: Person
    receiver: Person
    spoken_by: Person | None
    today: LeadToday
    also_to: tuple[Person, ...] = ()
    answers: str = ""
    same_as: str = ""

    @property
    def id(self) -> LeadId:
        """Which lead it is."""
        return self.lead.id

    @property
    def slip(self) -> Slip:
        """The slip of the lead."""
        return self.lead.slip

    @property
    def qualified(self) -> bool:
        """Whether it counts as a lead; else it is a raw one."""
        return self.lead.qualified

    @property
    def from_whom(self) -> str:
        """Who gave it, and who spoke for them: `Tom Ray for Cyrus Ng`."""
        giver = self.giver.name
        return speaks_for(self.spoken_by.name, giver) if self.spoken_by is not None else giver

    @property
    def verdict(self) -> str:
        """The judgement in words, with the reason; or whose slip it is that counts."""
        return f"{self.same_as}, not counted" if self.same_as else self.lead.verdict

    @property
    def whom(self) -> str:
        """The prospect to thank for: `Jane Doe, Bluepoint Dental`, or `a lead of their own household`."""
        is_giver = fold(self.slip.prospect) == fold(self.giver.name)
        return "a lead of their own household" if is_giver else self.slip.named or "no name"

    @property
    def who_calls(self) -> str:
        """The call by name; empty when it is as usual: the receiver calls."""
        return who_calls_whom(self.slip, self.giver.name, self.receiver.name)


class LeadCount(Struct, frozen=True):
    """How many leads one person gave, or received; zeros are lines too."""

    person: Person
    leads: int
    qualified: int

    @property
    def raw(self) -> int:
        """Those whose slip lacks something."""
        return self.leads - self.qualified


class BusinessLine(Struct, frozen=True):
    """Dollars that a receiver reported, to the credit of the giver. `about` is the prospect of their lead.

    `payment` says whether they are the lead's first, and whose; None for thanks without a figure.
    """

    reported_by: Person
    credited_to: Person
    amount: Money
    lead_id: LeadId | None
    note: str
    at: datetime
    corrected_at: datetime | None = None
    about: str = ""
    payment: Payment | None = None

    @property
    def is_own(self) -> bool:
        """Whether the giver's own household is the customer."""
        return self.payment is not None and self.payment.is_own

    @property
    def remarks(self) -> tuple[str, ...]:
        """`own purchase`, `after the first payment`: what keeps dollars from being new ones of a stranger."""
        if self.payment is None:
            return ()
        later = "after the lead's first payment" if self.payment.is_first is False else ""
        return tuple(part for part in ("own purchase" * self.payment.is_own, later) if part)

    @property
    def thanks_only(self) -> bool:
        """Thanks without a figure."""
        return self.amount.minor == 0


class DollarCount(Struct, frozen=True):
    """One person's sum, reported or credited; how many with a figure and without."""

    person: Person
    dollars: DollarSum
    reports: int
    thanks: int

    @property
    def amount(self) -> Money:
        """All of it."""
        return self.dollars.total


class OutcomeLine(Struct, frozen=True):
    """An outcome of a lead. `about` is its prospect, in two or three words.

    `since_then` is where it stands today, if that is another place.
    """

    lead_id: LeadId
    receiver: Person
    giver: Person
    about: str
    outcome: LeadOutcome
    note: str
    thanked: bool
    follow_up_on: date | None
    at: datetime
    corrected_at: datetime | None = None
    since_then: str = ""
    passed_outside: str = ""


class ThanksLine(Struct, frozen=True):
    """Thanks without a figure, on their own or with an outcome of a lead."""

    by: Person
    to: Person
    about: str
    note: str
    lead_id: LeadId | None
    at: datetime
    corrected_at: datetime | None = None


class AskLine(Struct, frozen=True):
    """The ask of a speaker, and how many leads answered it since.

    `speaker` differs from `member` for a substitute.
    """

    member: Person
    speaker: Person
    looking_for: str
    answers: int = 0


class StepLine(Struct, frozen=True):
    """A step, planned against actual. `actual` is the time used, without `paused`; None if it never began.

    `questions` is the part of `actual` for questions outside a turn; those of a turn are shown with it.
    `standing` says what became of it. `title` is the agenda's, `talk` what somebody spoke about in it,
    `leader` who led it.
    """

    id: StepId
    title: str
    kind: StepKind
    planned: timedelta
    actual: timedelta | None
    paused: timedelta
    questions: timedelta
    added: timedelta
    started_at: datetime | None
    ended_at: datetime | None
    standing: StepStanding
    talk: Talk | None = None
    leader: Person | None = None

    @property
    def is_talk_given(self) -> bool:
        """Whether the talk of this date was given in this step, and not at another meeting of that day."""
        return self.talk is not None and self.talk.is_given and self.standing.state is StepState.DONE

    @property
    def whole_title(self) -> str:
        """`Speaker: Ann Chu — Reading a lease`, `Education: Bo Diaz`."""
        who = self.talk.words if self.talk is not None else self.leader.name if self.leader else ""
        return f"{self.title}: {who}" if who else self.title


class TurnLine(Struct, frozen=True):
    """One turn: `over` is what was used beyond `allotted` and `added`; `used` None if it never began.

    `questions` to the speaker are neither in `used` nor in `paused`. `answers` counts the leads that were
    passed for what they were `looking_for`.
    """

    id: TurnId
    step_id: StepId
    step: str
    member: Person
    speaker: Person
    allotted: timedelta
    added: timedelta
    paused: timedelta
    questions: timedelta
    used: timedelta | None
    over: timedelta
    outcome: Outcome | None
    looking_for: str
    answers: int = 0
    nothing_today: bool = False

    @property
    def by_substitute(self) -> bool:
        """Whether a substitute spoke for the member."""
        return self.speaker.id != self.member.id


_SHOWN_OTHERWISE = (LeadOutcome.THANKS, LeadOutcome.NOTE)


def outcome_sentence(line: OutcomeLine) -> str:
    """`contacted · thanks to Ann Chu · left a message · follow up on Wed 2 Dec`."""
    outcome = "" if line.outcome in _SHOWN_OTHERWISE else line.outcome.words
    follow_up = f"follow up on {short_date(line.follow_up_on)}" if line.follow_up_on else ""
    thanks = f"thanks to {line.giver.name}" if line.thanked else ""
    today = f"today: {line.since_then}" if line.since_then else ""
    outside = passed_outside_in_words(line.passed_outside)
    return " · ".join(part for part in (outcome, thanks, line.note, outside, follow_up, today) if part)


def lead_since(lead: Lead, chapter: Chapter) -> str:
    """`a lead since Thu 19 Nov`, on the same day the time, of one that was raw first; else nothing."""
    if lead.lead_since is None or not lead.completed_later:
        return ""
    return f"a lead since {day_or_time(lead.lead_since, lead.passed_at, chapter)}"


def day_or_time(at: datetime, than: datetime, chapter: Chapter) -> str:
    """The date of a moment; on the day of another moment, its time."""
    if chapter.today(at) == chapter.today(than):
        return clock_time(at, chapter, half=True)
    return short_date(chapter.today(at))


def corrected(at: datetime | None, chapter: Chapter) -> str:
    """`corrected on Thu 19 Nov`, or nothing."""
    return f"corrected on {short_date(chapter.today(at))}" if at is not None else ""


def more_of_slip(slip: Slip) -> tuple[str, ...]:
    """The other facts of a slip beside name, number and need: address, email, when, who knows what, note."""
    return tuple(
        part
        for part in (
            slip.address,
            slip.email,
            slip.when.words if slip.when else "",
            "" if slip.knows_caller is None else _KNOWS[slip.knows_caller],
            slip.note,
        )
        if part
    )


_KNOWS = {True: "knows who calls", False: "does not know who calls"}
