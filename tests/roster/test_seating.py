"""Applicants, votes, the waiting list, leaving and coming back."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from leadsroom.acts.command import Undo
from leadsroom.acts.people.commands import ApplicationSheet, VoteSheet
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.people.decisions import Verdict
from leadsroom.domain.people.membership import open_seat_in_words
from leadsroom.domain.people.roster import Member, MembershipStatus
from leadsroom.domain.rules.chapter_rules import ChapterRules, MultiLevel
from leadsroom.domain.rules.rule_presets import LETIP
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.exchange.roster.match import line_of, matched
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import rules_as_data
from leadsroom.store.store import Store
from tests.harborview import SetClock
from tests.offices import Office
from tests.people import Seating
from tests.roster.sheets import around, journal_of, sheet
from tests.treasurer import Treasurer

TODAY = date(2026, 11, 18)
EARLIER, LATER = date(2026, 11, 4), date(2026, 11, 11)


@pytest.fixture
def seating(store: Store, clock: SetClock) -> Seating:
    """The door to seats."""
    return Seating(store, clock, "front desk")


@pytest.fixture
def ann(office: Office, chapter: Chapter) -> Member:
    """Ann Chu, who holds the seat of Florist."""
    return office.add_member(chapter.id, sheet("Ann Chu", "Florist"))


def application(name: str, profession: str, on: date | None = None) -> ApplicationSheet:
    """Somebody applies."""
    return ApplicationSheet(name=name, profession=profession, applied_on=on)


def member(seating: Seating, chapter: Chapter, name: str) -> Member:
    """The latest membership of this name."""
    return [m for m in seating.roster(chapter.id).members if m.person.name == name][-1]


def follow_letip(store: Store, chapter: Chapter) -> None:
    """Three NO refuse from now on."""
    with store.writing(chapter.id) as unit:
        unit.update(t.chapter, chapter.id, rules=rules_as_data(LETIP.rules))


def test_a_free_seat_has_applicants(seating: Seating, chapter: Chapter) -> None:
    """Who applies for a free seat is an applicant since that day; a second one is told of the first."""
    first = seating.apply(chapter.id, application("Bo Lind", "Florist", EARLIER))
    second = seating.apply(chapter.id, application("Cy Orr", "florist"))
    assert first.member.status is second.member.status is MembershipStatus.APPLICANT
    assert first.sentence == "Bo Lind applies for the seat of Florist, which is free."
    assert second.sentence.endswith("Bo Lind applied for it too.")
    assert seating.roster(chapter.id).of(first.member).applied_on == EARLIER


def test_a_taken_seat_leads_to_the_waiting_list(seating: Seating, chapter: Chapter, ann: Member) -> None:
    """Who applies for a taken seat waits from that day on, and is told who holds it."""
    late = seating.apply(chapter.id, application("Bo Lind", "Florist", LATER))
    assert "Ann Chu holds the seat of Florist: Bo Lind is first on its waiting list." in late.sentence
    early = seating.apply(chapter.id, application("Cy Orr", "Florist", EARLIER))
    assert "Cy Orr is first" in early.sentence
    assert [w.member.person.name for w in seating.roster(chapter.id).waiting] == ["Cy Orr", "Bo Lind"]
    assert ann.status is MembershipStatus.ACTIVE


def test_what_lies_close_is_said_when_somebody_applies(
    seating: Seating, office: Office, chapter: Chapter
) -> None:
    """A near profession is no wall: the application is taken, and the sentence names the seat close by."""
    office.add_member(chapter.id, sheet("Ann Chu", "Life insurance"))
    answer = seating.apply(chapter.id, application("Bo Lind", "Auto insurance"))
    assert answer.member.status is MembershipStatus.APPLICANT
    assert answer.sentence.endswith("It overlaps with Life insurance (Ann Chu), one family, Insurance.")


def test_the_first_is_named_when_the_seat_opens(seating: Seating, chapter: Chapter, ann: Member) -> None:
    """The roster names whoever has waited longest, and the answer to the end of a membership does not too."""
    seating.apply(chapter.id, application("Bo Lind", "Florist", LATER))
    seating.apply(chapter.id, application("Cy Orr", "Florist", EARLIER))
    assert seating.end(ann.id).sentence == "Ann Chu has left the chapter. Their record stays."
    (first,) = seating.roster(chapter.id).open_seats
    assert open_seat_in_words(first) == "Florist is open; Cy Orr is first in line, since Wed 4 Nov."


def test_an_open_seat_names_what_lies_close(seating: Seating, office: Office, chapter: Chapter) -> None:
    """Whoever waits for a near profession is offered it with a look at who sits beside it."""
    office.add_member(chapter.id, sheet("Ann Chu", "Landscaper"))
    office.add_member(chapter.id, sheet("Bo Lind", "Landscape gardener", status=MembershipStatus.WAITING))
    roster = seating.roster(chapter.id)
    assert roster.open_seat_in_words(*roster.open_seats) == (
        "Landscape gardener is open; Bo Lind is first in line, since Wed 18 Nov. "
        "It overlaps with Landscaper (Ann Chu), the same profession."
    )


def test_who_waits_longer_is_named(seating: Seating, chapter: Chapter, ann: Member) -> None:
    """Whoever passes over the first of the waiting list is told so; a seat that is held stays held."""
    bo = seating.apply(chapter.id, application("Bo Lind", "Florist", LATER)).member
    cy = seating.apply(chapter.id, application("Cy Orr", "Florist", EARLIER)).member
    seating.end(ann.id)
    assert seating.offer(bo.id).sentence == (
        "The seat of Florist is offered to Bo Lind. Cy Orr has waited for it longer, since Wed 4 Nov."
    )
    seating.desk(chapter.id).do(Undo())
    assert seating.offer(cy.id).sentence == "The seat of Florist is offered to Cy Orr."
    assert seating.induct(cy.id).member.status is MembershipStatus.ACTIVE
    with pytest.raises(Refused, match="Cy Orr holds the seat of Florist"):
        seating.induct(bo.id)


def test_the_group_may_pass_over_the_first(seating: Seating, chapter: Chapter, ann: Member) -> None:
    """The second can be taken in, which names the first; the first waits on."""
    seating.apply(chapter.id, application("Cy Orr", "Florist", EARLIER))
    bo = seating.apply(chapter.id, application("Bo Lind", "Florist", LATER)).member
    seating.end(ann.id)
    answer = seating.induct(bo.id)
    assert answer.sentence == (
        "Bo Lind joins for Florist, seat 1. Cy Orr has waited for it longer, since Wed 4 Nov. "
        "No vote is recorded."
    )
    assert answer.member.status is MembershipStatus.ACTIVE
    assert member(seating, chapter, "Cy Orr").status is MembershipStatus.WAITING


def test_induction(seating: Seating, office: Office, chapter: Chapter, store: Store) -> None:
    """Whoever is taken in is active from today in the next free seat; rivals go to the waiting list."""
    bo = seating.apply(chapter.id, application("Bo Lind", "Florist", EARLIER)).member
    seating.apply(chapter.id, application("Cy Orr", "Florist", LATER))
    answer = seating.induct(bo.id)
    assert answer.sentence == (
        "Bo Lind joins for Florist, seat 1. Cy Orr, who applied too, waits for the seat now. "
        "No vote is recorded."
    )
    assert (answer.member.joined_on, around(office, chapter)) == (TODAY, {1: "Bo Lind"})
    assert seating.roster(chapter.id).waiting[0].since == LATER
    assert journal_of(store)[-1][:2] == ("Induct", "Bo Lind joins for Florist, seat 1")


def test_whoever_is_entered_holds_the_seat(seating: Seating, chapter: Chapter, office: Office) -> None:
    """A holder who is entered without an application sends those who applied to the waiting list."""
    bo = seating.apply(chapter.id, application("Bo Lind", "Florist", EARLIER)).member
    office.add_member(chapter.id, sheet("Ann Chu", "Florist"))
    (waiting,) = seating.roster(chapter.id).waiting
    assert (waiting.member.id, waiting.since) == (bo.id, EARLIER)


def test_an_offer_is_for_one(seating: Seating, chapter: Chapter, ann: Member) -> None:
    """While somebody has the offer of a seat, it is not open; a second offer names the first."""
    cy = seating.apply(chapter.id, application("Cy Orr", "Florist", EARLIER)).member
    bo = seating.apply(chapter.id, application("Bo Lind", "Florist", LATER)).member
    seating.end(ann.id)
    seating.offer(cy.id)
    assert seating.roster(chapter.id).open_seats == ()
    assert seating.offer(bo.id).sentence.endswith("It was offered to Cy Orr before.")


def test_a_vote_by_the_rule(seating: Seating, office: Office, chapter: Chapter, store: Store) -> None:
    """Three NO refuse in a small LeTip chapter: the application ends, the vote stays on record."""
    follow_letip(store, chapter)
    for n in range(12):
        office.add_member(chapter.id, sheet(f"Member {n}", f"Trade {n}"))
    bo = seating.apply(chapter.id, application("Bo Lind", "Florist")).member
    answer = seating.vote(bo.id, VoteSheet(votes_for=9, votes_against=3, decided_by="the members"))
    assert answer.sentence == (
        "9 for and 3 against: 3 votes refuse with 12 members, so the rule says refused. "
        "The application of Bo Lind has ended; it stays on record."
    )
    assert answer.member.status is MembershipStatus.ENDED
    (vetting,) = seating.roster(chapter.id).of(answer.member).vettings
    assert (vetting.words, vetting.decided_by) == ("refused, 9 for, 3 against", "the members")


def test_the_group_decides_otherwise(seating: Seating, office: Office, chapter: Chapter) -> None:
    """A tie leaves it open; the group's own decision counts, and the sentence says that it was theirs."""
    office.add_member(chapter.id, sheet("Ann Chu", "Florist"))
    office.add_member(chapter.id, sheet("Dee Fox", "Catering"))
    bo = seating.apply(chapter.id, application("Bo Lind", "Roofing")).member
    tie = seating.vote(bo.id, VoteSheet(votes_for=1, votes_against=1))
    assert tie.sentence == "1 for and 1 against: a tie, so the rule leaves it open. Bo Lind still applies."
    answer = seating.vote(bo.id, VoteSheet(votes_for=1, votes_against=1, decision=Verdict.ACCEPTED))
    assert answer.sentence.endswith("The chapter decided: accepted. Bo Lind can be taken in.")
    facts = seating.roster(chapter.id).of(answer.member)
    assert facts.is_accepted
    seating.desk(chapter.id).do(Undo())
    assert not seating.roster(chapter.id).of(answer.member).is_accepted


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (VoteSheet(votes_for=70, votes_against=2), "72 votes were counted, and 1 member holds a seat"),
        (VoteSheet(votes_for=-1, votes_against=0), "0 or more"),
        (VoteSheet(votes_for=1, votes_against=0, on=date(2026, 12, 1)), "still to come"),
    ],
)
def test_votes_that_cannot_be(
    seating: Seating, chapter: Chapter, ann: Member, wrong: VoteSheet, sentence: str
) -> None:
    """More votes than members, fewer than none, and votes of tomorrow are refused in a sentence."""
    bo = seating.apply(chapter.id, application("Bo Lind", "Roofing")).member
    with pytest.raises(Refused, match=sentence):
        seating.vote(bo.id, wrong)
    with pytest.raises(Refused, match="Ann Chu is not an applicant: they are active"):
        seating.vote(ann.id, VoteSheet(votes_for=1, votes_against=0))


def test_somebody_who_left_comes_back(
    seating: Seating, office: Office, chapter: Chapter, ann: Member
) -> None:
    """The same person has a new membership; the old one stays as it was. A taken seat means waiting."""
    seating.end(ann.id, LATER)
    back = seating.come_back(ann.id)
    assert (back.member.person.id, back.member.joined_on) == (ann.person.id, TODAY)
    assert [m.ended_on for m in seating.roster(chapter.id).members if m.id == ann.id] == [LATER]
    with pytest.raises(Refused, match="Ann Chu is on the roster already"):
        seating.come_back(ann.id)
    seating.end(back.member.id)
    office.add_member(chapter.id, sheet("Bo Lind", "Florist"))
    waits = seating.come_back(ann.id)
    assert waits.sentence == "Ann Chu is back on the waiting list: Bo Lind holds the seat of Florist."
    assert waits.member.status is MembershipStatus.WAITING


def test_an_application_is_put_right_and_withdrawn(seating: Seating, chapter: Chapter, ann: Member) -> None:
    """Day, sponsor and note can be changed, the place on the list follows; withdrawn, it stays."""
    bo = seating.apply(chapter.id, application("Bo Lind", "Florist")).member
    changed = ApplicationSheet(
        name="Bo Lindh", profession="Florist", applied_on=EARLIER, sponsor_id=ann.person.id, note="orchids"
    )
    seating.change_application(bo.id, changed)
    facts = seating.roster(chapter.id).of(bo)
    assert (facts.sponsor, facts.note, facts.waiting_since) == ("Ann Chu", "orchids", EARLIER)
    answer = seating.end_application(bo.id, "moved away")
    assert answer.sentence == "Bo Lindh no longer applies for Florist. It stays on record."
    assert seating.roster(chapter.id).of(answer.member).note == "orchids; moved away"
    with pytest.raises(Refused, match="is not an applicant"):
        seating.end_application(bo.id)


def test_an_application_that_ends_as_a_membership_does_is_withdrawn(
    seating: Seating, chapter: Chapter, ann: Member
) -> None:
    """Whoever holds no seat leaves none: the answer says that they no longer apply."""
    bo = seating.apply(chapter.id, application("Bo Lind", "Florist")).member
    assert seating.end(bo.id).sentence == "Bo Lind no longer applies for Florist. Their record stays."


def test_an_application_for_another_seat(
    seating: Seating, office: Office, chapter: Chapter, ann: Member
) -> None:
    """Another profession puts them where it would have: on its waiting list, or with its applicants."""
    office.change_member(ann.id, sheet("Ann Chu", "Florist", sphere="Events"))
    bo = seating.apply(chapter.id, application("Bo Lind", "Florist", EARLIER)).member
    seating.change_application(
        bo.id, ApplicationSheet(name="Bo Lind", profession="Florist", company="Blooms")
    )
    assert member(seating, chapter, "Ann Chu").sphere == "Events"
    assert seating.roster(chapter.id).of(bo).waiting_since == EARLIER
    answer = seating.change_application(bo.id, application("Bo Lind", "Roofing"))
    assert answer.member.status is MembershipStatus.APPLICANT
    assert seating.roster(chapter.id).of(bo).waiting_since is None
    answer = seating.change_application(bo.id, application("Bo Lind", "florist"))
    assert answer.member.status is MembershipStatus.WAITING
    assert seating.roster(chapter.id).of(bo).waiting_since == TODAY


def test_the_future_is_refused(seating: Seating, chapter: Chapter, ann: Member) -> None:
    """Nobody has applied or left on a day to come."""
    with pytest.raises(Refused, match="still to come"):
        seating.apply(chapter.id, application("Bo Lind", "Roofing", date(2026, 12, 1)))
    with pytest.raises(Refused, match="still to come"):
        seating.end(ann.id, date(2026, 12, 1))


def test_who_ends_may_owe_something(
    seating: Seating, store: Store, clock: SetClock, chapter: Chapter, ann: Member
) -> None:
    """The end of a membership names what the member owes, in its answer and not in the journal."""
    treasury = Treasurer(store, clock, "front desk")
    treasury.charge(chapter.id, ann.person.id, AccountKind.DUES, Money(150_00, "USD"))
    answer = seating.end(ann.id)
    assert answer.sentence == "Ann Chu has left and owes $150. Their record stays."
    assert journal_of(store)[-1][1] == "Ann Chu has left the chapter"


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (MultiLevel.ANY, ""),
        (MultiLevel.PRODUCTS, " sell their own products here, and recruit nobody."),
        (MultiLevel.NONE, " are not admitted."),
    ],
)
def test_a_seller_of_multi_level_marketing_applies(
    seating: Seating, chapter: Chapter, rule: MultiLevel, says: str
) -> None:
    """What the rules say is said at the application, and where somebody is marked later; once, and no more.

    A roster file, which does not know of it, leaves the mark as it is.
    """
    remark = f"By the rules sellers of multi-level marketing{says}"
    desk = seating.desk(chapter.id)
    desk.do(SetRules(ChapterRules(multi_level=rule)))
    plain = ApplicationSheet(name="Mary Kay", profession="Cosmetics")
    marked = replace(plain, multi_level=True)
    first = seating.apply(chapter.id, marked)
    assert first.member.person.multi_level
    assert first.sentence.endswith(remark) is bool(says)
    again = seating.change_application(first.member.id, replace(marked, company="Pink"))
    assert remark not in again.sentence
    assert not seating.change_application(first.member.id, plain).member.person.multi_level
    once_more = seating.change_application(first.member.id, marked)
    assert once_more.sentence.endswith(remark) is bool(says)
    (line,) = (line_of(each) for each in seating.members(chapter.id) if each.id == first.member.id)
    (match,) = matched([line], seating.members(chapter.id), frozenset(), "US")
    assert match.sheet.multi_level
    assert not match.changes("US")
