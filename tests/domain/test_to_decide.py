"""What a chapter has to decide: which matters are listed, with which figures, and none of them twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.domain.health.advice import RENEWS_SOON
from leadsroom.domain.health.answers import CheckOn, ServedOn
from leadsroom.domain.health.decide import answers as decision_answers
from leadsroom.domain.health.decide import lines as decision_lines
from leadsroom.domain.health.decide.matters import DecidedOn, Matter, People, ToDecide, arranged
from leadsroom.domain.health.figures import Figures
from leadsroom.domain.health.member_health import Advice, MemberHealth
from leadsroom.domain.ids import (
    DecisionId,
    LeadId,
    LeaveId,
    MembershipId,
    PersonId,
    ProfessionId,
    VettingId,
    VisitId,
)
from leadsroom.domain.leads.lead import LeadState
from leadsroom.domain.leads.slip_check import Served
from leadsroom.domain.people.attendance import Away, Became
from leadsroom.domain.people.breaches import LEAVE, QUOTA, SUBSTITUTES, VISITS, Breach
from leadsroom.domain.people.decisions import Decision, DecisionKind, Verdict, Vetting, Vote
from leadsroom.domain.people.follow_up import Belonging, VisitOfRecord, Visitor
from leadsroom.domain.people.membership import Leave, MemberFacts, Waiting
from leadsroom.domain.people.roster import Member, MembershipStatus, Person, Term
from leadsroom.domain.rules.chapter_rules import ChapterRules, OfficeRules, VisitorRules

TODAY = date(2026, 12, 1)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
NAMES = {PersonId(1): "Ann Chu", PersonId(2): "Bo Lind", PersonId(3): "Cy Ng", PersonId(4): "Dee Fox"}
ANN, BO, CY, DEE = NAMES
SEATS = {person: MembershipId(person + 10) for person in NAMES}
PEOPLE = People(NAMES, SEATS, (), TODAY)


def member(
    person_id: PersonId,
    status: MembershipStatus = MembershipStatus.ACTIVE,
    terms: tuple[Term, ...] = (),
    profession: str = "Florist",
) -> Member:
    """Somebody on the roster."""
    person = Person(person_id, NAMES[person_id], profession)
    seat = (SEATS[person_id], person, ProfessionId(person_id), profession, "", status, person_id)
    return Member(*seat, terms, date(2020, 1, 1))


def shown(lines: Iterable[ToDecide]) -> list[tuple[str, str, str, str]]:
    """Who, what, the figures, and when."""
    return [(line.who, line.what, line.figures, line.when) for line in lines]


def warned(person_id: PersonId, on: date) -> Decision:
    """A decision about a member."""
    return Decision(DecisionId(1), person_id, DecisionKind.WARNED, on, "the committee", "", NOON)


# Rules

BREACH = Breach(
    ANN, "Ann Chu", "A rule.", "4 absences, 3 allowed", 4, 3, date(2026, 11, 4), kind="attendance"
)


def test_rules_that_are_broken_today_are_listed() -> None:
    """Each leads to where it is decided; what is over is none, and a visitor listed as one is none again."""
    breaches = (
        BREACH,
        replace(BREACH, until=TODAY),
        replace(BREACH, kind=QUOTA),
        replace(BREACH, person_id=PersonId(50), who="Eve Roe", kind=SUBSTITUTES),
        replace(BREACH, person_id=PersonId(51), who="Fay Poe", kind=VISITS),
        replace(BREACH, person_id=PersonId(52), who="Gus Moe", kind=VISITS),
    )
    lines = list(decision_lines.broken(breaches, PEOPLE, {PersonId(52)}))
    assert [(line.who, line.decided_on, line.subject) for line in lines] == [
        ("Ann Chu", DecidedOn.MEMBER, 11),
        ("Ann Chu", DecidedOn.BREACHES, 1),
        ("Eve Roe", DecidedOn.SUBSTITUTES, 50),
        ("Fay Poe", DecidedOn.VISITORS, 51),
    ]
    assert shown(lines)[0] == ("Ann Chu", "4 absences, 3 allowed", "", "since 4 Nov")
    assert lines[0].rule == "A rule."


# Answers


def served(lead: int, how: Served, on: date, words: str = "", receiver: PersonId = BO) -> ServedOn:
    """What Ann heard of a lead."""
    return ServedOn(LeadId(lead), ANN, receiver, f"prospect {lead}", on, how, words)


NOV = [date(2026, 11, day) for day in range(1, 31)]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], []),
        ([served(1, Served.WELL, NOV[0]), served(2, Served.SO_SO, NOV[0])], []),
        (
            [served(1, Served.COMPLAINT, NOV[11])],
            [
                (
                    "Bo Lind",
                    "a complaint about a lead that they received",
                    "too little data for a share",
                    "12 Nov",
                )
            ],
        ),
        (  # of two answers about one lead the last one counts
            [served(1, Served.COMPLAINT, NOV[11]), served(1, Served.WELL, NOV[12])],
            [],
        ),
        (
            [served(n, Served.WELL, NOV[n]) for n in range(3)]
            + [served(n, Served.COMPLAINT, NOV[n]) for n in (3, 4)],
            [
                (
                    "Bo Lind",
                    "2 complaints about leads that they received",
                    "2 of 5 answers of givers",
                    "last 5 Nov",
                )
            ],
        ),
        (
            [served(n, Served.WELL, NOV[n]) for n in range(9)] + [served(9, Served.COMPLAINT, NOV[9])],
            [
                (
                    "Bo Lind",
                    "a complaint about a lead that they received",
                    "1 of 10 answers of givers, 10.0 %",
                    "10 Nov",
                )
            ],
        ),
    ],
)
def test_every_complaint_is_listed(
    answers: list[ServedOn], expected: list[tuple[str, str, str, str]]
) -> None:
    """By who received the lead; their number stands beside all answers from five on, in percent from ten."""
    assert shown(decision_answers.complaints(answers, PEOPLE)) == expected


@pytest.mark.parametrize("words", ["[/]", "[Anna] 🦷", "שרה", ""])
def test_only_officers_read_from_whom_a_complaint_is(words: str) -> None:
    """The giver, the prospect and the words stand in nothing but what is private."""
    (line,) = decision_answers.complaints([served(1, Served.COMPLAINT, NOV[0], words)], PEOPLE)
    heard = f": “{words}”" if words else ""
    assert line.private == (f"1 Nov, Ann Chu about prospect 1{heard}",)
    open_to_all = f"{line.who} {line.what} {line.figures} {line.when} {line.rule}"
    assert not any(part in open_to_all for part in ("Ann Chu", "prospect 1", *([words] if words else [])))


@pytest.mark.parametrize(("on", "decided"), [(NOV[11], "warned 12 Nov"), (NOV[10], "")])
def test_what_was_decided_since_stands_beside_a_complaint(on: date, decided: str) -> None:
    """On its day or later; such a line comes after those that are open."""
    answers = [served(1, Served.COMPLAINT, NOV[11]), served(2, Served.COMPLAINT, NOV[0], receiver=CY)]
    lines = decision_answers.complaints(answers, replace(PEOPLE, decisions=(warned(BO, on),)))
    (section,) = arranged(lines)
    assert {line.who: line.decided for line in section.lines} == {"Bo Lind": decided, "Cy Ng": ""}
    assert section.open == (1 if decided else 2)
    assert section.lines[-1].who == ("Bo Lind" if decided else "Cy Ng")


def check(
    lead: int,
    called: bool | None = True,
    expecting: bool | None = True,
    real: bool | None = True,
    state: LeadState = LeadState.OPEN,
    on: date = NOV[4],
) -> CheckOn:
    """What Bo answered about a slip of Ann's."""
    return CheckOn(LeadId(lead), ANN, BO, f"prospect {lead}", on, called, expecting, real, state)


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ([check(1), check(2, None, None, None)], []),
        (
            [check(1, expecting=False), check(2, expecting=False, real=False, on=NOV[11]), check(3)],
            [
                (
                    "Ann Chu",
                    "leads given: 2 prospects expected no call and 1 was no real lead",
                    "of 3 slips checked",
                    "last 12 Nov",
                )
            ],
        ),
        (
            [check(1, called=False)],
            [("Bo Lind", "leads received: 1 not called yet", "of 1 slip checked", "5 Nov")],
        ),
        ([check(1, called=False, state=LeadState.CONTACTED)], []),  # it was called since
        ([check(1, called=False), check(1, on=NOV[11])], []),  # and here too
    ],
)
def test_slips_that_were_answered_with_no_are_listed(
    checks: list[CheckOn], expected: list[tuple[str, str, str, str]]
) -> None:
    """By giver what was not expected or not real, by receiver what nobody has called yet."""
    assert shown(decision_answers.read_back(checks, PEOPLE)) == expected


# Raw and bad leads


def gave(person_id: PersonId, leads: int, raw: int, bad: int = 0, **more: object) -> MemberHealth:
    """A member who gave so many leads and raw ones."""
    figures = Figures(currency="USD", given=leads, given_raw=raw, bad=bad, received=3, meetings=30)
    person = Person(person_id, NAMES[person_id])
    found = MemberHealth(person=person, membership=member(person_id), figures=figures)
    return replace(found, **more)


OTHERS = (gave(BO, 45, 5), gave(CY, 45, 5))


@pytest.mark.parametrize(
    ("leads", "raw", "is_listed"),
    [
        (8, 12, True),
        (4, 5, False),  # nine are too few
        (7, 3, False),  # could be chance
        (150, 50, True),  # 25 % to the digit
        (151, 50, False),  # less than the threshold
        (100, 0, False),
    ],
)
def test_raw_leads_are_listed_only_beyond_chance(leads: int, raw: int, is_listed: bool) -> None:
    """From ten leads and 25 % on, where it is above all others."""
    lines = list(decision_answers.junk((gave(ANN, leads, raw), *OTHERS), PEOPLE, "12 months"))
    assert [line.who for line in lines] == ["Ann Chu"] * is_listed


def test_a_share_is_shown_with_its_interval() -> None:
    """Both numbers, the interval after Wilson, what all others gave, and the threshold."""
    (line,) = decision_answers.junk((gave(ANN, 8, 12, 3), *OTHERS), PEOPLE, "2 Dec to 1 Dec")
    assert shown([line]) == [
        (
            "Ann Chu",
            "12 of 20 leads given are raw, 3 of them called bad",
            "60.0 %, likely between 38.7 and 78.1 %; all others 10.0 %",
            "2 Dec to 1 Dec",
        )
    ]
    assert "From 10 leads and 25 % on" in line.rule


def test_nobody_is_beyond_chance_where_there_is_nobody_else() -> None:
    """A share is compared with that of others."""
    assert not list(decision_answers.junk((gave(ANN, 8, 12),), PEOPLE, ""))


def test_nothing_is_decided_about_leads_of_whoever_has_left() -> None:
    """Neither what they gave nor what they were checked for; what they gave counts among all others'."""
    without_ann = People(NAMES, {person: seat for person, seat in SEATS.items() if person != ANN}, (), TODAY)
    checks = [check(1, expecting=False), check(2, called=False)]
    assert [line.who for line in decision_answers.read_back(checks, without_ann)] == ["Bo Lind"]
    assert not list(decision_answers.junk((gave(ANN, 8, 12), *OTHERS), without_ann, ""))


# People who come


def test_applicants_stand_with_their_vote() -> None:
    """Whoever applied first first; one who is accepted is to be taken in."""
    vote = Vetting(VettingId(1), SEATS[BO], date(2026, 11, 25), Vote(7, 2), Verdict.ACCEPTED)
    facts = {
        SEATS[ANN]: MemberFacts(applied_on=date(2026, 11, 20)),
        SEATS[BO]: MemberFacts(applied_on=date(2026, 11, 2), vettings=(vote,)),
    }
    table = [member(ANN, MembershipStatus.APPLICANT), member(BO, MembershipStatus.APPLICANT), member(CY)]
    assert shown(decision_lines.applicants(table, facts, ChapterRules(), TODAY)) == [
        (
            "Bo Lind",
            "is to be taken in as Florist",
            "vote of 25 Nov: accepted, 7 for, 2 against",
            "since 2 Nov",
        ),
        ("Ann Chu", "applies as Florist", "no vote yet", "since 20 Nov"),
    ]


def test_a_seat_that_is_free_comes_first() -> None:
    """Of one that is held, by whom."""
    first, second = (
        Waiting(member(who, MembershipStatus.WAITING), since)
        for who, since in ((ANN, date(2026, 9, 1)), (BO, None))
    )
    lines = decision_lines.seats((first, second), (second,), lambda _: "Cy Ng holds it", TODAY)
    assert shown(lines) == [
        ("Bo Lind", "waits for the seat of Florist", "it is free, and they are first in line", ""),
        ("Ann Chu", "waits for the seat of Florist", "Cy Ng holds it", "since 1 Sep"),
    ]
    behind = Waiting(replace(first.member, profession_id=second.member.profession_id), first.since)
    lines = decision_lines.seats((second, behind), (second,), lambda _: "", TODAY)
    assert [line.figures for line in lines][1] == "it is free, and Bo Lind is first in line"


def visitor(*days: date, became: Became | None = None, belongs: bool = False) -> Visitor:
    """Somebody who came on these days."""
    visits = [VisitOfRecord(VisitId(n), day, "Bo Lind", BO) for n, day in enumerate(days)]
    visits[-1] = replace(visits[-1], became=became)
    applied = Belonging(MembershipStatus.APPLICANT, applied_on=days[-1])
    person = Person(PersonId(50), "Eve Roe", "Masonry")
    return Visitor(person, tuple(visits), (applied,) if belongs else (), "free")


@pytest.mark.parametrize(
    ("found", "what"),
    [
        (visitor(NOV[3]), ["to follow up"]),
        (visitor(NOV[3], NOV[10]), ["has come as often as is allowed"]),
        (visitor(NOV[3], NOV[10], became=Became.COMES_AGAIN), ["has come as often as is allowed"]),
        (visitor(NOV[3], NOV[10], NOV[17]), ["has come more often than is allowed"]),
        (visitor(NOV[3], became=Became.COMES_AGAIN), []),
        (visitor(NOV[3], NOV[10], became=Became.NOT_INTERESTED), []),
        (visitor(NOV[3], NOV[10], belongs=True), []),
    ],
)
def test_visitors_are_to_decide_or_to_be_asked(found: Visitor, what: list[str]) -> None:
    """Nobody who applies, has joined or does not want to."""
    lines = list(decision_lines.visitors([found], VisitorRules(visits=2), TODAY))
    assert [line.what for line in lines] == what
    for line in lines:
        assert line.figures.endswith("of 2 allowed, invited by Bo Lind, the seat of Masonry is free")


# Members who stay or go


@pytest.mark.parametrize(
    ("on", "matter"),
    [
        (TODAY, Matter.RENEWAL),
        (TODAY + timedelta(days=90), Matter.RENEWAL),
        (TODAY + timedelta(days=91), None),
        (date(2027, 4, 30), None),
        (date(2027, 5, 1), Matter.TALK),
        (date(2027, 6, 1), Matter.TALK),
        (date(2027, 6, 2), None),
        (None, None),
    ],
)
def test_a_member_is_listed_before_a_renewal(on: date | None, matter: Matter | None) -> None:
    """Within 90 days, and once five to six months before."""
    is_soon = on is not None and on - TODAY <= timedelta(days=90)
    health = gave(ANN, 12, 1, renews_on=on, renews_soon=is_soon, months_since_joined=82)
    lines = list(decision_lines.renewals([health], TODAY))
    assert [line.matter for line in lines] == ([] if matter is None else [matter])
    for line in lines:
        assert (line.what, line.figures) == (
            "gave 12 and 1 raw, received 3 in 30 meetings",
            "a member for 6 years",
        )


def test_advice_stands_in_the_place_of_figures() -> None:
    """Its sentence has them."""
    health = gave(ANN, 31, 0, renews_on=TODAY, renews_soon=True)
    soon, other = Advice(RENEWS_SOON, "renews", "90 days"), Advice("one-sided", "gave 31: talk", "8 meetings")
    (line,) = decision_lines.renewals([replace(health, advice=(soon, other))], TODAY)
    assert (line.what, line.why.endswith("Advice: 8 meetings.")) == ("gave 31: talk", True)


def test_offices_are_listed_that_nobody_holds_or_whose_term_ends() -> None:
    """From thirty days before it on."""
    table = [
        member(ANN, terms=(Term("President", None, date(2026, 11, 30)),)),
        member(BO, terms=(Term("Treasurer", None, TODAY + timedelta(days=30)),)),
        member(CY, terms=(Term("Host", None, TODAY + timedelta(days=31)),)),
    ]
    rules = OfficeRules(("President", "Secretary", "Treasurer"))
    assert shown(decision_lines.offices(rules, table, TODAY)) == [
        ("Secretary", "nobody holds this office", "", ""),
        ("Ann Chu", "the term as President is over", "held on until somebody follows", "30 Nov"),
        ("Bo Lind", "the term as Treasurer ends", "", "31 Dec"),
    ]


def on_leave(since: date, until: date | None) -> MemberFacts:
    """A leave of Ann's."""
    return MemberFacts(leaves=(Leave(LeaveId(1), SEATS[ANN], Away(since, until), "abroad"),))


@pytest.mark.parametrize(
    ("facts", "status", "expected"),
    [
        (MemberFacts(), MembershipStatus.ACTIVE, []),
        (
            on_leave(NOV[0], date(2026, 12, 31)),
            MembershipStatus.ON_LEAVE,
            [("Ann Chu", "the leave ends", "since 1 Nov", "31 Dec")],
        ),
        (on_leave(NOV[0], date(2027, 1, 1)), MembershipStatus.ON_LEAVE, []),
        (
            on_leave(NOV[0], None),
            MembershipStatus.ON_LEAVE,
            [("Ann Chu", "on leave, with no end", "since 1 Nov", "")],
        ),
        (
            on_leave(NOV[0], NOV[20]),
            MembershipStatus.ON_LEAVE,
            [("Ann Chu", "the leave is over, and the member still stands as on leave", "", "21 Nov")],
        ),
        (on_leave(NOV[0], NOV[20]), MembershipStatus.ACTIVE, []),
        (on_leave(TODAY + timedelta(days=1), None), MembershipStatus.ACTIVE, []),
    ],
)
def test_leaves_that_end_are_listed(
    facts: MemberFacts, status: MembershipStatus, expected: list[tuple[str, str, str, str]]
) -> None:
    """Within 30 days, without an end, or over while nobody has entered that they are back; no reason is."""
    found = [member(ANN, status)]
    assert shown(decision_lines.leaves(found, {SEATS[ANN]: facts}, TODAY, ())) == expected
    too_long = (replace(BREACH, kind=LEAVE),)
    assert not list(decision_lines.leaves(found, {SEATS[ANN]: facts}, TODAY, too_long))


# All of it


def test_the_most_pressing_matter_comes_first_and_no_line_twice() -> None:
    """In the order of the matters; within one what is open, then what was decided."""
    line = ToDecide(matter=Matter.LEAVE, who="Ann Chu", what="a leave", decided_on=DecidedOn.ROSTER)
    broken = replace(line, matter=Matter.BROKEN)
    found = arranged([line, replace(broken, decided="warned 1 Nov"), broken, line])
    assert [(each.matter, len(each.lines), each.open) for each in found] == [
        (Matter.BROKEN, 2, 1),
        (Matter.LEAVE, 1, 1),
    ]
    assert found[0].lines[0] == broken
    assert arranged([]) == ()
    assert all(matter.heading for matter in Matter)
