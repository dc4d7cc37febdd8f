"""The rules of a chapter for its members and visitors, as data (FIELD §4). Their sentences: `rule_words`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct, field

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.rules.windows import Length, PeriodKind, Window
from leadsroom.domain.text.plain_text import fold


class Counted(StrEnum):
    """What an attendance rule counts.

    An `ABSENCE` is one that counts by the chapter's `Counting`; the next two are counted by the excuse alone.
    `MISSED` are meetings to which the member did not come: absences, and those to which a substitute came.
    """

    ABSENCE = "absence"
    UNEXCUSED = "unexcused absence"
    EXCUSED = "excused absence"
    MISSED = "missed meeting"
    LATE = "late"
    LEFT_EARLY = "left early"
    SUBSTITUTE = "substitute"
    MEDICAL = "medical"
    ONLINE = "online"


class Then(StrEnum):
    """What one too many means. The program says so; the chapter decides."""

    SEAT_MAY_OPEN = "seat may open"
    SEAT_OPENS = "seat opens"
    ABSENCE = "absence"
    CHAPTER_DECIDES = "group decides"
    REMINDER = "reminder"


class LimitRule(Struct, frozen=True):
    """At most `allowed` of something in a window; one more means `then`.

    It warns once so few are left: with `warn_from` 2, at two, one and none left, but never before the first.
    Of as many missed meetings as are allowed a substitute comes to `with_substitute` at least. A reminder is
    due with the last one allowed, and nothing is past the limit.
    """

    counts: Counted
    allowed: int
    window: Window
    then: Then = Then.SEAT_MAY_OPEN
    warn_from: int = 2
    with_substitute: int = 0

    @property
    def without_substitute(self) -> int | None:
        """How many may be missed without a substitute; None where that is not ruled apart."""
        return self.allowed - self.with_substitute if self.with_substitute else None

    @property
    def reminds_at(self) -> int | None:
        """The count at which a reminder is due; None of a limit that can be passed."""
        return max(1, self.allowed) if self.then is Then.REMINDER else None


class ShareRule(Struct, frozen=True):
    """At least so many percent of the meetings in a window, by the member or a substitute.

    `in_person`: a substitute does not help.
    """

    percent: int
    window: Window
    in_person: bool = False


class Counting(Struct, frozen=True):
    """What counts as an absence. None: that kind never does.

    `lates_per_absence` lates in a window make one absence, so for leaving early. Arriving after the step
    `absent_from` began, or leaving before the step `absent_before`, where it was held, is an absence. A
    training cancels `training_erases` absences, but none from a limit on excused ones. Who attends online is
    present, unless `online_is_absence`. An excused absence that does not count is passed by in a run of
    absences; with `excused_ends_run` it ends it.
    """

    lates_per_absence: int | None = None
    early_per_absence: int | None = None
    absent_from: StepKind | None = None
    absent_before: StepKind | None = None
    excused_counts: bool = False
    medical_counts: bool = False
    training_erases: int = 0
    online_is_absence: bool = False
    excused_ends_run: bool = False


class Given(StrEnum):
    """What may satisfy a quota."""

    LEAD = "lead"
    RAW_LEAD = "raw lead"
    VISITOR = "visitor"
    TESTIMONIAL = "testimonial"
    UPDATE = "update"
    ONE_TO_ONE = "one-to-one"


class Quota(Struct, frozen=True):
    """So many of what satisfies it, in each period."""

    amount: int
    per: PeriodKind
    satisfied_by: frozenset[Given] = frozenset({Given.LEAD})

    @property
    def counts_leads_only(self) -> bool:
        """Whether it counts leads and no raw ones."""
        return Given.LEAD in self.satisfied_by and Given.RAW_LEAD not in self.satisfied_by


class LeadCounting(Struct, frozen=True):
    """Which leads count. `household_needs_money`: one for the giver's household once money is reported."""

    household_needs_money: bool = False


class SubstitutePitch(StrEnum):
    """The pitch that a substitute gives."""

    MEMBERS = "member's"
    OWN_AT_END = "own at the end"
    BOTH = "both"


class SubstituteProfession(StrEnum):
    """Which profession a substitute may have, beside that of the member.

    `ALIKE`: the member's or one close to it; another one is pointed out, and another member's seat is warned
    of. `NO_HELD_SEAT`: that seat is refused as well, unless the chapter overrules it.
    """

    ANY = "any"
    ALIKE = "alike"
    NO_HELD_SEAT = "no held seat"


class SubstituteRules(Struct, frozen=True):
    """The pitch that a substitute gives, how often one person may be a substitute (None: no limit), and what
    they may do.
    """

    pitch: SubstitutePitch = SubstitutePitch.MEMBERS
    same_person: int | None = None
    same_person_window: Window | None = None
    profession: SubstituteProfession = SubstituteProfession.ALIKE


class LateRules(Struct, frozen=True):
    """From the beginning of which step somebody is late, and whether that costs the pitch (FIELD §3)."""

    late_from: StepKind | None = None
    loses_pitch: bool = False


class VisitorRules(Struct, frozen=True):
    """How often somebody may visit; None: as often as they like.

    `silent_if_taken`: a visitor whose seat is taken has no turn.
    """

    visits: int | None = 2
    open_house_counts: bool = False
    silent_if_taken: bool = False


class LeaveRules(Struct, frozen=True):
    """How long a leave may last, and how long one member may be on leave in a window; None: not ruled.

    What goes beyond is pointed out as the leave is entered, or refused where the chapter `refuses` it.
    """

    longest: Length | None = None
    in_all: Length | None = None
    window: Window | None = None
    refuses: bool = False

    @property
    def per_window(self) -> tuple[Length, Window] | None:
        """How long in which window; None where that is not ruled."""
        return None if self.in_all is None or self.window is None else (self.in_all, self.window)


class MultiLevel(StrEnum):
    """What the chapter asks of sellers of multi-level marketing."""

    ANY = "no rule"
    PRODUCTS = "own products only"
    NONE = "not admitted"


class VoteRule(Struct, frozen=True):
    """When a vote refuses an applicant: so many NO, or from `from_members` members on so many percent NO.

    Without either, more against than for refuses.
    """

    refusing_no: int | None = None
    refusing_percent: int | None = None
    from_members: int | None = None


class FineEvent(StrEnum):
    """What may cost a fine. The first five are charged when a meeting closes, the others by hand.

    `ABSENT_LAST_WEEK` is charged at the meeting after the one that was missed; the note of the entry says
    what `OTHER` is for.
    """

    LATE = "late"
    ABSENT = "absent"
    LEFT_EARLY = "left early"
    NO_LEAD = "no lead"
    ABSENT_LAST_WEEK = "absent last week"
    PHONE = "a phone rings"
    OTHER = "other"


class DuesFrom(StrEnum):
    """Where the periods of dues begin: with the calendar, or for each member on the day they joined."""

    CALENDAR = "calendar"
    JOINING = "joining"


class Share(StrEnum):
    """How much of a period's dues is for a part of it.

    A month counts for whoever joins in it; whoever leaves in it has not stayed it out. Of `NONE` nothing:
    who joins pays from the next period on, and who leaves before the charge is let off.
    """

    WHOLE = "whole"
    MONTHS = "months"
    DAYS = "days"
    NONE = "none"


class Dues(Struct, frozen=True):
    """What a seat costs in each period, in minor units; a leave may be free.

    `joining` is the share of who joins within a period, `leaving` of who leaves before they are charged.
    A period is paid in so many `parts`, each due on its own first day; only months can be parted.
    """

    amount: int
    per: PeriodKind
    on_leave: bool = True
    starts: DuesFrom = DuesFrom.CALENDAR
    joining: Share = Share.WHOLE
    leaving: Share = Share.NONE
    parts: int = 1

    @property
    def by_calendar(self) -> bool:
        """Whether all members pay for the same periods, each at once."""
        return self.starts is DuesFrom.CALENDAR and self.parts == 1


# Into how many parts a period may be divided, so that each has whole months.
PARTS: Mapping[PeriodKind, tuple[int, ...]] = MappingProxyType(
    {
        PeriodKind.QUARTER: (1, 3),
        PeriodKind.HALF_YEAR: (1, 2, 3, 6),
        PeriodKind.YEAR: (1, 2, 3, 4, 6, 12),
    }
)


class MoneyRules(Struct, frozen=True):
    """What is charged, in minor units of the chapter's currency; None and 0: nothing.

    `meal` is charged for each place taken at a meeting; `meal_as_ordered`: typed at check-in instead.
    """

    dues: Dues | None = None
    join_fee: int = 0
    meal: int = 0
    meal_as_ordered: bool = False
    fines: Mapping[FineEvent, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def without_sums(self) -> MoneyRules:
        """What is left where the sums no longer mean what they did: how meals are charged."""
        return MoneyRules(meal_as_ordered=self.meal_as_ordered)


class Rotation(StrEnum):
    """Who speaks first in a round."""

    WEEKLY = "one seat further each meeting"
    NEVER = "always the first seat"
    WHERE_IT_STOPPED = "where it stopped"


class OfficeRules(Struct, frozen=True):
    """The offices that the chapter fills, in its order; of those that are `shared` several members may hold
    one.
    """

    listed: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    def is_shared(self, office: str) -> bool:
        """Whether several may hold it at once."""
        return fold(office) in map(fold, self.shared)


class MeetingRules(Struct, frozen=True):
    """How a meeting is run at the table.

    A pause that lasts `pause_alarm` is rung and said, and again after as long; None: never. There is
    advice how to end in time from `advice_from` behind on. So many `testimonials_due` are asked for at each
    meeting, of those whose last one was longest ago; `education_due`: members lead the education in turn. So
    many slips of two weeks ago are checked with their receivers in the bucket; 0: none.
    """

    pause_alarm: timedelta | None = timedelta(minutes=2)
    advice_from: timedelta = timedelta(minutes=3)
    testimonials_due: int = 0
    education_due: bool = False
    rotation: Rotation = Rotation.WEEKLY
    slip_checks: int = 2


class ChapterRules(Struct, frozen=True):
    """Everything a chapter has agreed on; `remark` is what no figure says."""

    limits: tuple[LimitRule, ...] = ()
    shares: tuple[ShareRule, ...] = ()
    counting: Counting = Counting()
    quotas: tuple[Quota, ...] = ()
    substitutes: SubstituteRules = SubstituteRules()
    late: LateRules = LateRules()
    visitors: VisitorRules = VisitorRules()
    vote: VoteRule = VoteRule()
    money: MoneyRules = MoneyRules()
    meeting: MeetingRules = MeetingRules()
    remark: str = ""
    leads: LeadCounting = LeadCounting()
    leaves: LeaveRules = LeaveRules()
    offices: OfficeRules = OfficeRules()
    multi_level: MultiLevel = MultiLevel.ANY


NO_RULES = ChapterRules()
