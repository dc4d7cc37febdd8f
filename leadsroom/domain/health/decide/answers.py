"""The lines of matters that come of answers about leads, and of the leads themselves.

- A complaint, a check of a slip and a share of raw leads are listed of the window that is looked at. Of
  several answers about one lead the last one counts. What was decided about the member on the day of the
  latest one or later stands beside it; beside a share what was decided in the last three months.
- A share of raw and bad leads is listed from 10 leads and 25 % on, and only where it is above that of all
  other members together beyond chance: the interval of the difference (95 in 100) has no zero in it.
- A slip that was not called is nothing to decide once its lead has been heard of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

from msgspec import Struct

from leadsroom.domain.health.answers import CheckOn, ServedOn
from leadsroom.domain.health.decide.matters import DecidedOn, Matter, People, ToDecide
from leadsroom.domain.health.member_health import FEWEST_ANSWERS, MemberHealth
from leadsroom.domain.health.statistics import (
    CASES_FOR_SHARE,
    TOO_LITTLE,
    Share,
    difference_of_shares,
    rounded,
)
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.lead import LeadState
from leadsroom.domain.leads.slip_check import Served
from leadsroom.domain.rules.windows import months_later
from leadsroom.domain.text.wording import counted, listed, near_day

JUNK_PERCENT = 25  # from which share on raw and bad leads are a matter to decide


A = TypeVar("A", CheckOn, ServedOn)


def _latest(answers: Iterable[A]) -> list[A]:
    """Of several answers about one lead the last one."""
    return list({each.lead_id: each for each in sorted(answers, key=lambda each: each.on)}.values())


def _by(person: Callable[[A], PersonId], answers: Iterable[A]) -> dict[PersonId, list[A]]:
    found: dict[PersonId, list[A]] = defaultdict(list)
    for each in answers:
        found[person(each)].append(each)
    return found


def _last_day(days: Iterable[date], today: date) -> tuple[date, str]:
    """The last day, and the same in words that say whether there are others."""
    found = sorted(days)
    return found[-1], f"{'last ' if len(found) > 1 else ''}{near_day(found[-1], today)}"


_COMPLAINT = (
    f"Every complaint is listed. From {FEWEST_ANSWERS} answers of givers on their number stands beside it; "
    "all but how many there are is for officers alone."
)


def complaints(answers: Iterable[ServedOn], people: People) -> Iterator[ToDecide]:
    """A line for each receiver of whom a prospect complained, the latest first."""
    found = []
    for receiver_id, own in _by(lambda each: each.receiver_id, _latest(answers)).items():
        bad = [each for each in own if each.served is Served.COMPLAINT]
        if bad:
            on, when = _last_day((each.on for each in bad), people.today)
            what = "a complaint" if len(bad) == 1 else f"{len(bad)} complaints"
            found.append(
                ToDecide(
                    matter=Matter.COMPLAINT,
                    who=people.name(receiver_id),
                    what=f"{what} about {'a lead' if len(bad) == 1 else 'leads'} that they received",
                    figures=_of_answers(Share(len(bad), len(own))),
                    when=when,
                    on=on,
                    decided_on=DecidedOn.LEADS,
                    subject=max(bad, key=lambda each: (each.on, each.lead_id)).lead_id,
                    rule=_COMPLAINT,
                    decided=people.decided_since(receiver_id, on),
                    private=tuple(_in_private(each, people) for each in bad),
                )
            )
    return iter(sorted(found, key=lambda line: (line.on or date.min, line.who), reverse=True))


def _of_answers(share: Share) -> str:
    if share.of < FEWEST_ANSWERS:
        return f"{TOO_LITTLE} for a share"
    percent = "" if share.percent is None else f", {rounded(share.percent)} %"
    return f"{share.count} of {share.of} answers of givers{percent}"


def _in_private(answer: ServedOn, people: People) -> str:
    heard = f": “{answer.words}”" if answer.words else ""
    return f"{near_day(answer.on, people.today)}, {people.name(answer.giver_id)} about {answer.about}{heard}"


_READ_BACK = (
    "Slips are checked two weeks after they were passed; what the receiver answers with no is listed."
)


class _Words(Struct, frozen=True):
    """What was answered with no, of one lead and of several."""

    one: str
    more: str

    def of(self, number: int) -> str:
        """`2 prospects expected no call`."""
        return f"{number} {self.one if number == 1 else self.more}"


_EXPECTED_NONE = _Words("prospect expected no call", "prospects expected no call")
_NO_REAL_LEAD = _Words("was no real lead", "were no real leads")
_NOT_CALLED = _Words("not called yet", "not called yet")


def read_back(checks: Iterable[CheckOn], people: People) -> Iterator[ToDecide]:
    """Slips of which the receiver said no: by giver what was not expected or not real, by receiver what they
    have not called and not been heard of since; the latest first. Nothing of whoever has left.
    """
    latest = _latest(checks)
    found: list[ToDecide] = []
    for giver_id, own in _by(lambda each: each.giver_id, latest).items():
        parts = {
            _EXPECTED_NONE: [each for each in own if each.expecting is False],
            _NO_REAL_LEAD: [each for each in own if each.is_real is False],
        }
        found += _checked(giver_id, own, parts, "leads given", people)
    for receiver_id, own in _by(lambda each: each.receiver_id, latest).items():
        waits = [each for each in own if each.called is False and each.state is LeadState.OPEN]
        found += _checked(receiver_id, own, {_NOT_CALLED: waits}, "leads received", people)
    return iter(sorted(found, key=lambda line: (line.on or date.min, line.who), reverse=True))


def _checked(
    person_id: PersonId,
    own: Sequence[CheckOn],
    parts: Mapping[_Words, Sequence[CheckOn]],
    which: str,
    people: People,
) -> Iterator[ToDecide]:
    found = [each for part in parts.values() for each in part]
    if not found or person_id not in people.memberships:
        return
    on, when = _last_day({each.on for each in found}, people.today)
    yield ToDecide(
        matter=Matter.READ_BACK,
        who=people.name(person_id),
        what=f"{which}: {listed(words.of(len(part)) for words, part in parts.items() if part)}",
        figures=f"of {counted(len(own), 'slip')} checked",
        when=when,
        on=on,
        decided_on=DecidedOn.LEADS,
        subject=max(found, key=lambda each: (each.on, each.lead_id)).lead_id,
        rule=_READ_BACK,
        decided=people.decided_since(person_id, on),
    )


_JUNK = (
    f"From {CASES_FOR_SHARE} leads and {JUNK_PERCENT} % on, where it is above the share of all others "
    "together beyond chance (an interval of 95 in 100)."
)


def junk(members: Sequence[MemberHealth], people: People, window: str) -> Iterator[ToDecide]:
    """Members of whose leads so many are raw or bad that it is hardly chance, the highest share first.

    Whoever has left counts among all others alone.
    """
    given = Share(sum(m.raw_share.count for m in members), sum(m.raw_share.of for m in members))
    found = []
    for member in members:
        if member.person.id not in people.memberships:
            continue
        own = member.raw_share
        others = Share(given.count - own.count, given.of - own.of)
        difference = difference_of_shares(own, others)
        if own.percent is None or difference is None or others.percent is None:
            continue
        if own.percent >= JUNK_PERCENT and difference.by > 0 and not difference.could_be_chance:
            found.append((-own.percent, _junk_line(member, own, others, people, window)))
    return (line for _, line in sorted(found, key=lambda each: (each[0], each[1].who)))


def share_decided_from(today: date) -> date:
    """From which day on decisions stand beside a share of raw leads."""
    return months_later(today, -3)


def _junk_line(member: MemberHealth, own: Share, others: Share, people: People, window: str) -> ToDecide:
    low, high = (rounded(Fraction(each) * 100) for each in own.interval or (0, 1))
    assert own.percent is not None  # the thresholds were passed
    assert others.percent is not None
    return ToDecide(
        matter=Matter.JUNK,
        who=member.person.name,
        what=f"{own.count} of {own.of} leads given are raw, {member.figures.bad} of them called bad",
        figures=(
            f"{rounded(own.percent)} %, likely between {low} and {high} %; "
            f"all others {rounded(others.percent)} %"
        ),
        when=window,
        decided_on=DecidedOn.MEMBER,
        subject=people.memberships[member.person.id],
        rule=_JUNK,
        decided=people.decided_since(member.person.id, share_decided_from(people.today)),
    )
