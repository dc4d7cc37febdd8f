"""The lines of matters that the record of people has: rules, who comes, who stays or goes, offices, leaves.

All of them are as they stand today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from leadsroom.domain.health.advice import RENEWS_SOON, TALK_NOW, both_ways
from leadsroom.domain.health.decide.matters import DecidedOn, Matter, People, ToDecide
from leadsroom.domain.health.member_health import MemberHealth, months_in_words
from leadsroom.domain.health.renewal import TALK_FROM, TALK_UNTIL, is_time_to_talk
from leadsroom.domain.ids import MembershipId, PersonId
from leadsroom.domain.people.breaches import LEAVE, QUOTA, SUBSTITUTES, VISITS, Breach
from leadsroom.domain.people.follow_up import Stage, Visitor
from leadsroom.domain.people.membership import MemberFacts, Waiting
from leadsroom.domain.people.offices import NOTED_BEFORE, ending_terms, vacancies
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.rules.chapter_rules import ChapterRules, OfficeRules, VisitorRules
from leadsroom.domain.rules.rule_words import visitors_sentence, vote_sentence
from leadsroom.domain.text.wording import counted, near_day

LEAVE_ENDS_WITHIN = timedelta(days=30)


# Rules


def broken(
    breaches: Iterable[Breach], people: People, listed_visitors: Iterable[PersonId]
) -> Iterator[ToDecide]:
    """Every rule that is broken today; a visitor who is listed as one is not listed again."""
    visitors = frozenset(listed_visitors)
    for breach in breaches:
        if not breach.stands or (breach.kind == VISITS and breach.person_id in visitors):
            continue
        membership = people.memberships.get(breach.person_id)
        other = DecidedOn.SUBSTITUTES if breach.kind == SUBSTITUTES else DecidedOn.VISITORS
        if membership is not None and breach.kind == QUOTA:  # their page has no past months
            membership, other = None, DecidedOn.BREACHES
        yield ToDecide(
            matter=Matter.BROKEN,
            who=breach.who,
            what=breach.figures,
            when=f"since {near_day(breach.since, people.today)}",
            on=breach.since,
            decided_on=other if membership is None else DecidedOn.MEMBER,
            subject=breach.person_id if membership is None else membership,
            rule=breach.rule,
            decided=breach.decided,
        )


# People who come


def applicants(
    members: Iterable[Member], facts: Mapping[MembershipId, MemberFacts], rules: ChapterRules, today: date
) -> Iterator[ToDecide]:
    """Everybody who applies, whoever applied first first."""
    found = [(m, facts.get(m.id, MemberFacts())) for m in members if m.status is MembershipStatus.APPLICANT]
    for member, fact in sorted(found, key=lambda each: (each[1].applied_on or date.max, each[0].id)):
        vote = fact.last_vote
        yield ToDecide(
            matter=Matter.APPLICANT,
            who=member.person.name,
            what=f"{'is to be taken in' if fact.is_accepted else 'applies'} as {member.profession}",
            figures="no vote yet" if vote is None else f"vote of {near_day(vote.on, today)}: {vote.words}",
            when=f"since {near_day(fact.applied_on, today)}" if fact.applied_on else "",
            on=fact.applied_on,
            decided_on=DecidedOn.ROSTER,
            subject=member.id,
            rule=vote_sentence(rules.vote),
        )


def seats(
    waiting: Sequence[Waiting], free: Sequence[Waiting], holder: Callable[[Member], str], today: date
) -> Iterator[ToDecide]:
    """Everybody who waits for a seat: first for one that is free, else for one that somebody holds."""
    first = {each.member.profession_id: each.member for each in free}
    for each in sorted(waiting, key=lambda one: one.member not in first.values()):
        in_line = first.get(each.member.profession_id)
        if in_line is None:
            figures = holder(each.member)
        elif in_line == each.member:
            figures = "it is free, and they are first in line"
        else:
            figures = f"it is free, and {in_line.person.name} is first in line"
        yield ToDecide(
            matter=Matter.SEAT,
            who=each.member.person.name,
            what=f"waits for the seat of {each.member.profession}",
            figures=figures,
            when=f"since {near_day(each.since, today)}" if each.since else "",
            on=each.since,
            decided_on=DecidedOn.ROSTER,
            subject=each.member.id,
            rule="A seat that is free is offered to the one who has waited for it longest.",
        )


_UNDECIDED = (Stage.OPEN, Stage.COMES_AGAIN)
_AT_LIMIT, _PAST_LIMIT = "has come as often as is allowed", "has come more often than is allowed"


def visitors(found: Iterable[Visitor], rules: VisitorRules, today: date) -> Iterator[ToDecide]:
    """Visitors of the last eight weeks who have come as often as they may, then those to be asked."""
    lines = []
    for visitor in found:
        visits = sum(visit.counts and visit.is_over for visit in visitor.visits)
        is_undecided = visitor.stage(today) in _UNDECIDED
        at_limit = rules.visits is not None and visits >= rules.visits and is_undecided
        if at_limit or visitor.is_due(today):
            what = _AT_LIMIT if visits == rules.visits else _PAST_LIMIT
            line = _visitor(visitor, visits, rules, today, what if at_limit else "to follow up")
            lines.append((not at_limit, visitor.last.on, line))
    return (line for _, _, line in sorted(lines, key=lambda each: (each[0], each[1], each[2].who)))


def _visitor(visitor: Visitor, visits: int, rules: VisitorRules, today: date, what: str) -> ToDecide:
    allowed = "" if rules.visits is None else f" of {rules.visits} allowed"
    seat = f"the seat of {visitor.person.profession} is {visitor.seat}" if visitor.seat else ""
    parts = (counted(visits, "visit") + allowed, f"invited by {visitor.host}" if visitor.host else "", seat)
    return ToDecide(
        matter=Matter.VISITOR,
        who=visitor.person.name,
        what=what,
        figures=", ".join(part for part in parts if part),
        when=f"last {near_day(visitor.last.on, today)}",
        on=visitor.last.on,
        decided_on=DecidedOn.VISITORS,
        subject=visitor.person.id,
        rule=visitors_sentence(rules),
    )


# Members who stay or go


_RENEWAL = (
    "The next year of a seat begins with its yearly dues, else on the day of joining; a member is talked to "
    f"{TALK_UNTIL} to {TALK_FROM} months before."
)
_OF_RENEWAL = (RENEWS_SOON, TALK_NOW)  # what the line says anyway


def renewals(members: Iterable[MemberHealth], today: date) -> Iterator[ToDecide]:
    """Whose year ends within 90 days, and with whom to talk since it ends in five to six months."""
    due = [(each.renews_on, each) for each in members if each.renews_on is not None]
    for on, member in sorted(due, key=lambda each: (each[0], each[1].person.name)):
        is_to_talk = is_time_to_talk(on, today)
        if member.renews_soon or is_to_talk:
            advice = next((each for each in member.advice if each.key not in _OF_RENEWAL), None)
            yield ToDecide(
                matter=Matter.TALK if is_to_talk else Matter.RENEWAL,
                who=member.person.name,
                what=both_ways(member.figures) if advice is None else advice.words,
                figures=_membership(member),
                when=near_day(on, today),
                on=on,
                decided_on=DecidedOn.MEMBER,
                subject=member.membership.id,
                rule=_RENEWAL,
                threshold="" if advice is None else f"Advice: {advice.threshold}.",
            )


def _membership(member: MemberHealth) -> str:
    months = member.months_since_joined
    return "" if months is None else f"a member for {months_in_words(months)}"


def offices(rules: OfficeRules, members: Sequence[Member], today: date) -> Iterator[ToDecide]:
    """Offices that nobody holds, and terms that are over or end within 30 days."""
    for office in vacancies(rules, members):
        yield ToDecide(
            matter=Matter.OFFICE, who=office, what="nobody holds this office", decided_on=DecidedOn.ROSTER
        )
    for held in ending_terms(members, today):
        until = held.term.until or today
        is_over = until < today
        yield ToDecide(
            matter=Matter.OFFICE,
            who=held.member.person.name,
            what=f"the term as {held.term.name} {'is over' if is_over else 'ends'}",
            figures="held on until somebody follows" if is_over else "",
            when=near_day(until, today),
            on=until,
            decided_on=DecidedOn.ROSTER,
            subject=held.member.id,
            rule=f"A term is listed from {NOTED_BEFORE.days} days before it ends.",
        )


_LEAVE = f"A leave is listed from {LEAVE_ENDS_WITHIN.days} days before it ends, and while it has no end."


def leaves(
    members: Iterable[Member],
    facts: Mapping[MembershipId, MemberFacts],
    today: date,
    breaches: Iterable[Breach],
) -> Iterator[ToDecide]:
    """Leaves that end within 30 days, have no end, or are over while the member stands as on leave.

    One that is longer than allowed is listed among the broken rules. The reason is nobody's to read here.
    """
    too_long = {each.person_id for each in breaches if each.stands and each.kind == LEAVE}
    for member in members:
        if not member.status.holds_seat or member.person.id in too_long:
            continue
        own = facts.get(member.id, MemberFacts())
        now = own.leave_on(today)
        ended = [each.away.until for each in own.leaves if each.away.until and each.away.until < today]
        until, what = now.away.until if now else None, ""
        if now is not None and until is None:
            what = "on leave, with no end"
        elif until is not None and until - today <= LEAVE_ENDS_WITHIN:
            what = "the leave ends"
        elif now is None and member.status is MembershipStatus.ON_LEAVE and ended:
            what, until = "the leave is over, and the member still stands as on leave", max(ended)
        if what:
            yield ToDecide(
                matter=Matter.LEAVE,
                who=member.person.name,
                what=what,
                figures=f"since {near_day(now.away.since, today)}" if now else "",
                when=near_day(until, today) if until else "",
                on=until,
                decided_on=DecidedOn.ROSTER,
                subject=member.id,
                rule=_LEAVE,
            )
