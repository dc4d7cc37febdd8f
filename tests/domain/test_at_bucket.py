"""What stands before the bucket's holder, what is read back, and where the cursor goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import BusinessId, LeadId, MeetingId, PersonId, TurnId, UpdateId
from leadsroom.domain.leads.closed_business import ClosedBusiness
from leadsroom.domain.leads.lead import EarlierLead, Lead, LeadOutcome, LeadState, LeadUpdate
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.bucket_list import AtBucket, OnLead, at_bucket, first_pending, followed, moved
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.text.money import Money
from tests.domain.pictures import Picture, at, minutes, step, turn

ANN, BO, CYRUS, DEE = (PersonId(number) for number in range(1, 5))
WEEK = 7 * 24 * 60.0


def earlier(number: int, receiver: PersonId = ANN, weeks: float = 1, **values: object) -> EarlierLead:
    """A lead of some weeks ago, from Bo or else Ann; of one week ago it is of the last meeting."""
    lead = EarlierLead(
        LeadId(number),
        BO if receiver == ANN else ANN,
        receiver,
        "Bo Reed" if receiver == ANN else "Ann Chu",
        f"Prospect {number}",
        "a shop",
        at(-WEEK * weeks),
        from_last_meeting=weeks == 1,
        meeting_id=MeetingId(9),
    )
    return replace(lead, **values)


def noted(
    number: int, outcome: LeadOutcome, note: str = "", *, thanked: bool = False, after: float = 5
) -> LeadUpdate:
    """An outcome of tonight."""
    thanks = thanked or outcome is LeadOutcome.THANKS
    return LeadUpdate(UpdateId(number), LeadId(number), outcome, note, thanks, at(after))


def paid(number: int, minor: int) -> ClosedBusiness:
    """A report of tonight for a lead."""
    return ClosedBusiness(BusinessId(number), ANN, BO, Money(minor, "USD"), LeadId(number), "", at(6))


def bucket(*leads: EarlierLead, **values: object) -> Snapshot:
    """The bucket is with Ann."""
    steps = [step(0, StepKind.PITCHES, 0), step(1, StepKind.BUCKET, 4)]
    picture = Picture(steps=steps, turns=[turn(1, 1, Countdown(minutes(1), at(4)))]).live(1, 1)
    return replace(picture.snapshot(), earlier_leads=leads, **values)


def reading(*leads: EarlierLead, **values: object) -> Snapshot:
    """The leads of the last meeting are read back."""
    picture = Picture(steps=[step(0, StepKind.READING_BACK, 3)]).live(0)
    return replace(picture.snapshot(), earlier_leads=leads, **values)


def listed(snapshot: Snapshot) -> AtBucket:
    """The list that is up."""
    found = at_bucket(snapshot)
    assert found is not None
    return found


def ids(snapshot: Snapshot) -> list[int]:
    """The leads of the list, in order."""
    return [item.lead.id for item in listed(snapshot).leads]


def only(snapshot: Snapshot) -> OnLead:
    """The one lead of the list."""
    (item,) = listed(snapshot).leads
    return item


# What is in the list


@pytest.mark.parametrize("kind", [k for k in StepKind if k not in (StepKind.BUCKET, StepKind.READING_BACK)])
def test_no_list_in_other_steps(kind: StepKind) -> None:
    """There is a list in the bucket round and in a reading back, and nowhere else."""
    picture = Picture(steps=[step(0, kind, 5)], turns=[turn(1, 0, Countdown(minutes(1)))]).live(0, 1)
    assert at_bucket(replace(picture.snapshot(), earlier_leads=(earlier(1),))) is None


def test_no_list_before_the_meeting_and_after_the_last_turn() -> None:
    """Nobody up at the bucket: no list."""
    assert at_bucket(Picture().snapshot()) is None
    picture = Picture(steps=[step(0, StepKind.BUCKET, 4)]).live(0)
    assert at_bucket(picture.snapshot()) is None


def test_not_heard_from_oldest_first_then_to_thank_then_in_work() -> None:
    """What presses most is at the top; within each sort the oldest."""
    snapshot = bucket(
        earlier(1, weeks=9, state=LeadState.WORKING, thanked=True),
        earlier(2, weeks=5, state=LeadState.CONTACTED),
        earlier(3, weeks=3),
        earlier(4, weeks=2, state=LeadState.WORKING),
        earlier(5),
        earlier(6, receiver=BO),
    )
    assert ids(snapshot) == [3, 5, 2, 4, 1]
    assert [item.pending for item in listed(snapshot).leads] == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("state", "thanked", "is_listed", "to_thank"),
    [
        (LeadState.NOT_NEEDED, False, True, True),
        (LeadState.OUTSIDE, False, True, True),
        (LeadState.BAD, False, False, False),
        (LeadState.NOT_NEEDED, True, False, False),
        (LeadState.CLOSED, True, False, False),
        (LeadState.CONTACTED, False, True, True),
        (LeadState.CONTACTED, True, True, False),
    ],
)
def test_who_is_to_be_thanked(
    state: LeadState,
    thanked: bool,
    is_listed: bool,
    to_thank: bool,
) -> None:
    """A giver is thanked for a lead that came to nothing too, but not for a bad one; what is told is told."""
    items = listed(bucket(earlier(1, state=state, thanked=thanked))).leads
    assert [item.pending for item in items] == ([to_thank] if is_listed else [])


@pytest.mark.parametrize(
    ("outcome", "state", "thanked", "words"),
    [
        (LeadOutcome.CONTACTED, LeadState.CONTACTED, True, ("contacted", "thanked")),
        (LeadOutcome.WORKING, LeadState.WORKING, True, ("working", "thanked")),
        (LeadOutcome.NOT_NEEDED, LeadState.NOT_NEEDED, True, ("not needed", "thanked")),
        (LeadOutcome.OUTSIDE, LeadState.OUTSIDE, True, ("not my line", "thanked")),
        (LeadOutcome.BAD, LeadState.BAD, False, ("bad lead",)),
        (LeadOutcome.THANKS, LeadState.OPEN, True, ("thanked",)),
    ],
)
def test_what_was_said_tonight_stays_in_view(
    outcome: LeadOutcome,
    state: LeadState,
    thanked: bool,
    words: tuple[str, ...],
) -> None:
    """Each outcome settles a lead, which stays where it was until the turn ends, whatever became of it."""
    now = earlier(1, weeks=2, state=state, thanked=thanked)
    snapshot = bucket(now, earlier(2), updates=(noted(1, outcome, thanked=thanked),))
    first, second = listed(snapshot).leads
    assert (first.lead.id, first.outcomes, first.pending) == (1, words, False)
    assert second.pending


def test_dollars_settle_a_lead() -> None:
    """A report closes it and thanks its giver; thanks without a figure are thanks."""
    closed = earlier(1, state=LeadState.CLOSED, thanked=True)
    assert only(bucket(closed, business=(paid(1, 420000),))).outcomes == ("closed $4,200", "thanked")
    thanked = earlier(1, state=LeadState.CONTACTED, thanked=True)
    item = only(bucket(thanked, business=(paid(1, 0),)))
    assert (item.outcomes, item.pending) == (("thanked",), False)


def test_the_last_outcome_and_its_reason_are_shown() -> None:
    """Said twice, the later one counts, with its reason."""
    words = (
        noted(1, LeadOutcome.WORKING),
        replace(noted(1, LeadOutcome.BAD, "wrong number"), id=UpdateId(2)),
    )
    assert only(bucket(earlier(1, state=LeadState.BAD), updates=words)).outcomes == (
        "bad lead: wrong number",
    )


def test_that_it_is_a_lead_and_a_note_settle_nothing() -> None:
    """Neither says what became of it: the lead still waits."""
    words = (noted(1, LeadOutcome.IS_LEAD), replace(noted(1, LeadOutcome.NOTE, "in May"), id=UpdateId(2)))
    item = only(bucket(earlier(1), updates=words))
    assert item.outcomes == ("counted as a lead",)
    assert item.pending


def test_an_outcome_read_back_leaves_the_thanks_to_the_bucket() -> None:
    """Said in the reading back, without thanks, it is done there, and its giver to be thanked at the turn."""
    now, words = earlier(1, state=LeadState.CONTACTED), (noted(1, LeadOutcome.CONTACTED),)
    assert not only(reading(now, updates=words)).pending
    assert only(bucket(now, updates=words)).pending


def test_all_of_the_last_meeting_is_read_back_around_the_table() -> None:
    """Receiver by receiver from the starting seat, whatever the state; older leads are not read."""
    snapshot = reading(
        earlier(1, receiver=CYRUS),
        earlier(2, receiver=BO, state=LeadState.BAD),
        earlier(3, receiver=CYRUS, state=LeadState.CLOSED, thanked=True),
        earlier(4, receiver=ANN),
        earlier(5, receiver=ANN, weeks=3),
        earlier(6, receiver=PersonId(77)),
    )
    turned = replace(snapshot, meeting=replace(snapshot.meeting, starting_seat=2))
    assert ids(snapshot) == [4, 2, 1, 3, 6]
    assert ids(turned) == [2, 1, 3, 4, 6]
    assert [item.receiver for item in listed(snapshot).leads][-1] == ""


def test_asks_of_others_and_which_are_answered() -> None:
    """The holder's own ask is left out; one that a lead of tonight answers is marked."""
    asked = [
        turn(number, 0, Countdown(minutes(1), at(0), at(1)), looking_for=f"ask {number}")
        for number in (2, 3, 4)
    ]
    own = turn(1, 0, Countdown(minutes(1)), id=TurnId(31), looking_for="mine")
    answer = Lead(LeadId(50), ANN, CYRUS, Slip("Jane"), at(8), answers_id=TurnId(3))
    snapshot = bucket(leads=(answer,))
    asks = listed(replace(snapshot, turns=(*asked, own, *snapshot.turns))).asks
    assert [(ask.name, ask.answered) for ask in asks] == [
        ("Bo Reed", False),
        ("Cyrus Ng", True),
        ("Dee Fox", False),
    ]


# The cursor

A, B, C = ("lead", 1), ("lead", 2), ("lead", 3)


def three(*done: int) -> AtBucket:
    """Three leads, some of which were settled tonight."""
    leads = [
        earlier(n, weeks=5 - n, state=LeadState.CONTACTED if n in done else LeadState.OPEN, thanked=n in done)
        for n in (1, 2, 3)
    ]
    return listed(bucket(*leads, updates=tuple(noted(n, LeadOutcome.CONTACTED, thanked=True) for n in done)))


def test_it_begins_at_the_first_that_waits() -> None:
    """When a turn comes up the cursor is on the first lead not heard from, or nowhere when none waits."""
    assert followed(None, three(), None) == A
    assert followed(None, three(1), None) == B
    assert followed(None, three(1, 2, 3), None) is None
    assert followed(three(), replace(three(), place=("turn", 2)), C) == A


def test_it_goes_on_from_what_is_done() -> None:
    """A lead dealt with hands the cursor to the next that waits, around the end of the list."""
    assert followed(three(), three(1), A) == B
    assert followed(three(1), three(1, 2), B) == C
    assert followed(three(2), three(2, 3), C) == A
    assert followed(three(1, 2), three(1, 2, 3), C) is None


def test_it_stays_when_another_one_is_done() -> None:
    """What happens elsewhere in the list does not move it."""
    assert followed(three(), three(1), C) == C
    assert followed(three(1), three(1), A) == A


def test_what_is_taken_back_brings_it_back() -> None:
    """Undo puts the cursor on the lead that waits again."""
    assert followed(three(1, 2), three(2), C) == A
    assert followed(three(1, 2, 3), three(1, 2), None) == C


def test_what_has_gone_lets_it_go_on() -> None:
    """A lead that leaves the list hands the cursor on as well."""
    before = three()
    after = replace(before, leads=before.leads[:1] + before.leads[2:])
    assert followed(before, after, B) == C


def test_an_ask_that_is_answered_hands_it_to_the_leads() -> None:
    """With the ask done, the next slip is not for whoever asked next."""
    asked = turn(2, 0, Countdown(minutes(1)), looking_for="roofs")
    snapshot = bucket(earlier(1))
    snapshot = replace(snapshot, turns=(asked, *snapshot.turns))
    answer = Lead(LeadId(50), ANN, BO, Slip("Jane"), at(8), answers_id=TurnId(2))
    before, after = listed(snapshot), listed(replace(snapshot, leads=(answer,)))
    assert followed(before, after, ("ask", 2)) == A


def test_tab_goes_around() -> None:
    """Forwards and backwards, over the end; from nowhere to the first or the last."""
    found = three()
    assert [moved(found, key, 1) for key in (None, A, B, C)] == [A, B, C, A]
    assert [moved(found, key, -1) for key in (None, A, B, C)] == [C, C, A, B]
    assert moved(replace(found, leads=()), A, 1) is None


@given(st.sets(st.integers(1, 3)), st.sets(st.integers(1, 3)), st.sampled_from([None, A, B, C]))
def test_it_is_always_in_the_list(before: set[int], after: set[int], cursor: tuple[str, int] | None) -> None:
    """Whatever is done or taken back, the cursor is on an item of the list or nowhere."""
    key = followed(three(*before), three(*after), cursor)
    assert key is None or three(*after).item(key) is not None


@given(st.lists(st.integers(1, 3), max_size=6))
def test_done_one_by_one_each_is_passed_once(order: list[int]) -> None:
    """Answering under the cursor until it is nowhere answers everything that waited, each once."""
    done = set(order)
    found, cursor, answered = three(*done), first_pending(three(*done).items), []
    while cursor is not None:
        answered.append(cursor[1])
        after = three(*done, *answered)
        found, cursor = after, followed(found, after, cursor)
    assert sorted(answered) == sorted({1, 2, 3} - done)


# What a word of the holder says besides


@pytest.mark.parametrize("outcome", LeadOutcome)
def test_the_holder_thanks_in_the_same_breath(outcome: LeadOutcome) -> None:
    """With how far a lead is, but for a bad one; read back, it is the table that hears, and nobody thanks."""
    tells = {LeadOutcome.CONTACTED, LeadOutcome.WORKING, LeadOutcome.NOT_NEEDED, LeadOutcome.OUTSIDE}
    assert listed(bucket(earlier(1))).thanks_with(outcome) is (outcome in tells)
    assert not listed(reading(earlier(1))).thanks_with(outcome)
