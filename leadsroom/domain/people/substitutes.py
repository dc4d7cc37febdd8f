"""Substitutes: how often one comes, for whom, and whether the chapter's rules allow it (FIELD §4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct, field

from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.people.attendance import Notice
from leadsroom.domain.people.professions import HeldSeat, close_seats, is_same_profession, overlap
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.standing import MemberStanding
from leadsroom.domain.rules.chapter_rules import Counted, LimitRule, SubstituteProfession, SubstituteRules
from leadsroom.domain.rules.rule_words import ordinal, several_in_words, then_in_words, which_one
from leadsroom.domain.rules.windows import Window, WindowKind
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused

# Said where the chapter has no limit of its own.
USUAL_WINDOW = Window(WindowKind.ROLLING_MONTHS, 6)
_NO_MEETING = MeetingId(0)
_NAMED = 3  # members for whom they stood in; of the rest how often


class StoodIn(Struct, frozen=True):
    """One closed meeting at which somebody stood in for a member."""

    on: date
    member_id: PersonId
    member: str
    meeting_id: MeetingId = _NO_MEETING


class PastSubstitute(Struct, frozen=True):
    """Somebody who has been a substitute before; `times` are the oldest first."""

    person: Person
    times: tuple[StoodIn, ...] = ()

    @property
    def why(self) -> str:
        """`stood in 3 times, last for Cyrus Ng`."""
        often = "once, " if len(self.times) == 1 else f"{len(self.times)} times, last "
        return f"stood in {often}for {self.times[-1].member}" if self.times else ""


class PastSubstitutes(Struct, frozen=True):
    """Past substitutes of this chapter, the latest first, and what else a look at a substitute needs.

    `held` are the dates of closed meetings, oldest first; `seats` by member; `standings` without tonight.
    `others` are on record, and were never one.
    """

    people: tuple[PastSubstitute, ...] = ()
    held: tuple[date, ...] = ()
    seats: Mapping[PersonId, HeldSeat] = field(default_factory=dict)
    standings: Mapping[PersonId, MemberStanding] = field(default_factory=dict)
    others: tuple[Person, ...] = ()

    def called(self, name: str) -> PastSubstitute | None:
        """The one of this name."""
        key = fold(name)
        return next((one for one in self.people if key and fold(one.person.name) == key), None)


def refuse_substitute(name: str, member_id: PersonId, notices: Iterable[Notice], *, holds_seat: bool) -> None:
    """Refuse somebody who cannot stand in for a member: a member, or who stands in for another that day."""
    if holds_seat:
        raise Refused(f"“{name}” holds a seat at this table. A substitute comes from outside.")
    for notice in notices:
        there = notice.substitute
        if there is not None and notice.member.id != member_id and fold(there.name) == fold(name):
            raise Refused(
                f"“{name}” is the substitute of {notice.member.name} on {short_date(notice.on)} already."
            )


class Remark(Struct, frozen=True):
    """Something to know about a substitute; `beyond` what the chapter has agreed on. Never a wall."""

    sentence: str
    beyond: bool = False


def remarks(
    past: PastSubstitutes,
    rules: SubstituteRules,
    *,
    name: str,
    profession: str,
    member_id: PersonId,
    on: date,
    recorded: bool = False,
) -> tuple[Remark, ...]:
    """All there is to say about a substitute on a day, what is beyond the rules first.

    `recorded`: the member's standing counts this substitute already.
    """
    substitute = past.called(name)
    often = _how_often(substitute.times if substitute else (), rules, past.held, on) if fold(name) else []
    found = [
        *often,
        *_of_member(past.standings.get(member_id, MemberStanding()), recorded=recorded),
        *_of_profession(
            profession or (substitute.person.profession if substitute else ""),
            member_id,
            past.seats,
            rules.profession,
        ),
    ]
    return tuple(sorted(found, key=lambda remark: not remark.beyond))


class SubstituteRecord(Struct, frozen=True):
    """How often somebody was a substitute in the window, for whom, and how often the rules allow it."""

    person: Person
    times: tuple[StoodIn, ...]  # of the window, oldest first
    ever: int
    last: StoodIn
    window: Window
    allowed: int | None = None

    @property
    def left(self) -> int | None:
        """How many more times the rules allow; below zero it is too often, None without a limit."""
        return None if self.allowed is None else self.allowed - len(self.times)

    @property
    def for_whom(self) -> str:
        """`Cyrus Ng 2, Dee Fox 1`: everybody for whom, the most often first."""
        often = Counter(each.member for each in self.times)
        return ", ".join(f"{member} {number}" for member, number in often.most_common())

    @property
    def for_whom_in_short(self) -> str:
        """`Dee Fox`, `10 members, most for Cyrus Ng`."""
        ranked = Counter(each.member for each in self.times).most_common(2)
        if len(ranked) < 2:
            return "".join(member for member, _ in ranked)
        members = f"{len({each.member_id for each in self.times})} members"
        (most, often), (_, less) = ranked
        return f"{members}, most for {most}" if often > less else members

    @property
    def often_in_words(self) -> str:
        """`4 times, 3 allowed`, `once`."""
        often = {0: "not", 1: "once", 2: "twice"}.get(len(self.times), f"{len(self.times)} times")
        return often if self.allowed is None else f"{often}, {self.allowed} allowed"

    @property
    def sentence(self) -> str:
        """`4 times in any 6 months, 3 allowed, for Cyrus Ng 2, Dee Fox 1, Bo Lind 1.`"""
        often, _, allowed = self.often_in_words.partition(", ")
        whom = f", for {self.for_whom}" if self.times else ""
        return f"{often} {self.window.words}{f', {allowed}' if allowed else ''}{whom}."


def substitute_records(
    people: Iterable[PastSubstitute], rules: SubstituteRules, held: Sequence[date], on: date
) -> tuple[SubstituteRecord, ...]:
    """Every substitute, who was one the most often first: the known abuse is one person for everybody."""
    window = rules.same_person_window or USUAL_WINDOW
    # A run ends with the meeting before a day; here that of the day itself has been held.
    as_of = on + timedelta(days=1) if window.kind is WindowKind.IN_A_ROW else on
    found = []
    for one in people:
        counted = times_in(window, (each.on for each in one.times), held, as_of)
        times = tuple(each for each in one.times if each.on in counted)
        record = SubstituteRecord(one.person, times, len(one.times), one.times[-1], window, rules.same_person)
        found.append(record)
    return tuple(sorted(found, key=lambda each: (-len(each.times), -each.last.on.toordinal())))


def times_in(window: Window, days: Iterable[date], held: Sequence[date], on: date) -> list[date]:
    """The days of these that count on the day `on`; in a row, those at the last meetings without a gap."""
    days = sorted(day for day in days if day <= on)
    if window.kind is not WindowKind.IN_A_ROW:
        return [day for day in days if window.holds(day, on)]
    run: list[date] = []
    for meeting in reversed([day for day in held if day < on]):
        if meeting not in days:
            break
        run.append(meeting)
    return run[::-1]


def _how_often(
    times: Sequence[StoodIn], rules: SubstituteRules, held: Sequence[date], on: date
) -> list[Remark]:
    """How often this person stands in for anybody, this time counted: the known abuse is one for all."""
    window = rules.same_person_window or USUAL_WINDOW
    counted = times_in(window, (each.on for each in times), held, on)
    for_whom = Counter(each.member for each in times if each.on in counted)
    often = len(counted) + 1
    if often == 1:
        return [Remark(f"first time {window.words}" if times else "first time as a substitute")]
    whom = ", ".join(f"{member} {number}" for member, number in for_whom.most_common(_NAMED))
    others = sum(number for _, number in for_whom.most_common()[_NAMED:])
    whom += f" and {others} more" if others else ""
    count = f"{ordinal(often)} time {window.words} ({whom})"
    if rules.same_person is None or often <= rules.same_person:
        return [Remark(count)]
    return [Remark(f"{count}, {rules.same_person} allowed", beyond=True)]


def _of_member(standing: MemberStanding, *, recorded: bool) -> list[Remark]:
    """The member's own limits on substitutes, with this one."""
    counted = (Counted.SUBSTITUTE, Counted.MISSED)
    limits = [limit for limit in standing.limits if limit.rule.counts in counted]
    return [_with_this_one(limit.rule, limit.count + (not recorded)) for limit in limits]


def _with_this_one(rule: LimitRule, number: int) -> Remark:
    if rule.reminds_at is not None and number >= rule.reminds_at:
        return Remark(f"{which_one(rule, number)}: {then_in_words(rule.then)}")
    if number <= rule.allowed:
        return Remark(f"{number} of {rule.allowed} {several_in_words(rule.counts)} {rule.window.words}")
    count = f"{which_one(rule, number)}, {rule.allowed} allowed"
    return Remark(f"{count}: {then_in_words(rule.then)}", beyond=True)


def _of_profession(
    profession: str, member_id: PersonId, seats: Mapping[PersonId, HeldSeat], rule: SubstituteProfession
) -> list[Remark]:
    """What a substitute does beside what the member does: the good case is quiet, another's seat is not."""
    seat = seats.get(member_id)
    if seat is None or not fold(profession):
        return []
    if is_same_profession(profession, seat.profession):
        return [Remark(f"same profession as {seat.holder} ✓")]
    if rule is SubstituteProfession.ANY:
        return []
    anothers = seat_of_another(profession, member_id, seats)
    if anothers is not None:
        return [Remark(anothers_seat_in_words(profession, anothers), beyond=True)]
    if overlap(HeldSeat(profession), seat) is not None:
        return [Remark(f"close to {seat.in_words} ✓")]
    return [Remark(f"another profession than {seat.in_words}")]


def seat_of_another(
    profession: str, member_id: PersonId, seats: Mapping[PersonId, HeldSeat]
) -> HeldSeat | None:
    """The seat of another member that a substitute's profession is; None where it is the member's own too."""
    seat = seats.get(member_id)
    if not fold(profession) or (seat is not None and is_same_profession(profession, seat.profession)):
        return None
    return close_seats(profession, (each for holder, each in seats.items() if holder != member_id)).same


def anothers_seat_in_words(profession: str, seat: HeldSeat) -> str:
    """`Realtor is the seat of Tom Becker, Real estate`."""
    called = "" if fold(profession) == fold(seat.profession) else f", {seat.profession}"
    return f"{profession} is the seat of {seat.holder}{called}"


def refusal_by_profession(
    rules: SubstituteRules, profession: str, member_id: PersonId, seats: Mapping[PersonId, HeldSeat]
) -> str:
    """Why the chapter's rule refuses a substitute; empty where it does not."""
    if rules.profession is not SubstituteProfession.NO_HELD_SEAT:
        return ""
    anothers = seat_of_another(profession, member_id, seats)
    if anothers is None:
        return ""
    return f"{anothers_seat_in_words(profession, anothers)}: by the rules no substitute takes another's seat."
