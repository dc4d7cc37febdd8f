"""Advice how to end in time: what is cut first, how far, and what is said of what is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import SHORTEST_TURN, StepKind, step_length
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.ids import StepId
from leadsroom.domain.meeting.agenda_progress import project
from leadsroom.domain.meeting.catch_up import (
    Advice,
    Block,
    Pitches,
    advice_due,
    advice_in_words,
    catching_up,
    cuts_for,
    cuts_in_words,
    fitting_agenda,
)
from leadsroom.domain.meeting.countdown import Countdown
from leadsroom.domain.meeting.simulation import pitches_given, step_given
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.rules.chapter_rules import ChapterRules, MeetingRules
from leadsroom.domain.text.wording import ZERO
from tests.domain.agendas import plans
from tests.domain.pictures import Picture, at, attendee, chapter, minutes, seconds, step

FIVE_SECONDS = seconds(5)
LENGTHS = st.integers(15, 600).map(seconds)


def words(need: float, blocks: list[Block], pitches: Pitches | None) -> str:
    """What is cut where so many minutes are needed."""
    return cuts_in_words(cuts_for(minutes(need), blocks, pitches))


BUCKET = Block(1, "Leads bucket", minutes(15), minutes(9))
BUSINESS = Block(2, "Group business", minutes(5), minutes(3))
TWENTY = Pitches((seconds(60),) * 20, seconds(30))


@pytest.mark.parametrize(
    ("need", "blocks", "pitches", "cut"),
    [
        (3, [BUSINESS, BUCKET], TWENTY, "Leads bucket 15 → 12 min"),
        (2.6, [BUSINESS, BUCKET], TWENTY, "Leads bucket 15 → 12 min"),
        (8, [BUSINESS, BUCKET], TWENTY, "Leads bucket 15 → 9 min, Group business 5 → 3 min"),
        (9, [BUCKET], TWENTY, "Leads bucket 15 → 9 min, pitches 60 → 50 s"),
        (60, [BUCKET], TWENTY, "Leads bucket 15 → 9 min, pitches 60 → 30 s"),
        (4, [], Pitches((seconds(120),) * 4, seconds(60)), "pitches 2 min → 60 s"),
        (1, [], Pitches((seconds(30),) * 3, seconds(30)), ""),
        (1, [], None, ""),
    ],
)
def test_what_has_slack_goes_first(need: float, blocks: list[Block], pitches: Pitches, cut: str) -> None:
    """The step with most slack first, in whole minutes; then pitches, in fives, down to half."""
    assert words(need, blocks, pitches) == cut


@given(
    need=st.integers(1, 3600).map(seconds),
    blocks=st.lists(st.tuples(st.integers(0, 40), st.floats(0, 1)), max_size=5),
    lengths=st.lists(LENGTHS, max_size=12),
)
def test_the_law_of_cuts(need, blocks, lengths):
    """Nothing gets longer or goes below its least; pitches are in fives; what can be is saved."""
    given_blocks = [Block(n, "x", minutes(m), minutes(m) * share) for n, (m, share) in enumerate(blocks)]
    least = max(SHORTEST_TURN, max(lengths, default=ZERO) / 2)
    pitches = Pitches(tuple(lengths), least) if lengths else None
    cuts = cuts_for(need, given_blocks, pitches)
    saved = ZERO
    for cut in cuts:
        assert cut.to < cut.was
        if cut.key is None:
            assert pitches is not None
            assert cut.to >= least
            assert cut.to % FIVE_SECONDS == ZERO
            saved += pitches.saved_with(cut.to)
        else:
            assert cut.to >= given_blocks[cut.key].least
            assert (cut.was - cut.to) % minutes(1) == ZERO
            saved += cut.was - cut.to
    assert saved >= ZERO
    if saved < need:
        slack = sum((block.slack for block in given_blocks), ZERO)
        assert sum((c.was - c.to for c in cuts if c.key is not None), ZERO) == slack


def behind(by: float, people: int = 4, pitch: float = 60, bucket: float = 15) -> Snapshot:
    """The first step is on and takes so many minutes longer than planned."""
    picture = Picture(attendees=[attendee(n) for n in range(1, 5)][:people])
    picture.steps = [
        step(0, StepKind.WELCOME, 5),
        step(1, StepKind.PITCHES, 0, turn_length=seconds(pitch)),
        step(2, StepKind.BUCKET, bucket, autostart=True),
        step(3, StepKind.CLOSE, 4),
    ]
    picture.set_step(0, Countdown(minutes(5), at(0)))
    picture.planned_minutes = 0
    fits = project(picture.live(0).snapshot(), at(0)).ends_at
    snapshot = picture.snapshot()
    return replace(snapshot, meeting=replace(snapshot.meeting, ends_at=fits - minutes(by)))


def applied(snapshot: Snapshot, advice: Advice) -> Snapshot:
    """The meeting with the advice taken, as the board would show it."""
    for cut in advice.cuts:
        if cut.key is None:
            snapshot = pitches_given(snapshot, StepId(1), cut.to)
        else:
            snapshot = step_given(snapshot, StepId(cut.key), cut.to - cut.was)
    return snapshot


@given(
    by=st.floats(-5, 40),
    people=st.integers(1, 4),
    pitch=st.integers(15, 300),
    bucket=st.integers(1, 30),
)
def test_advice_keeps_what_it_says(by: float, people: int, pitch: int, bucket: int) -> None:
    """Taken, it ends when it says, never later than before; on time, or by so much late as it says."""
    snapshot = behind(by, people, pitch, bucket)
    before, advice = project(snapshot, at(0)), catching_up(snapshot, at(0))
    if before.minutes_behind < 1:
        assert advice is None
        return
    assert advice is not None
    after = project(applied(snapshot, advice), at(0))
    assert after.ends_at == advice.ends_at <= before.ends_at
    assert max(0, after.minutes_behind) == advice.minutes_left
    assert advice.pitch is None or advice.pitch * 2 >= seconds(pitch)
    assert ("still" in advice_in_words(advice, chapter())) == (after.minutes_behind >= 1)


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (4, "Bucket 15 → 11 min, ends "),
        (6.5, "Bucket 15 → 9 min, ends "),
        (8, "Bucket 15 → 9 min, pitches 60 → 35 s, ends "),
        (20, "Bucket 15 → 9 min, pitches 60 → 30 s, ends "),
    ],
)
def test_the_advice_in_words(by: float, words: str) -> None:
    """What to shorten, to what, and when it ends then; what is left where that is not enough."""
    snapshot = behind(by)
    advice = catching_up(snapshot, at(0))
    assert advice is not None
    sentence = advice_in_words(advice, snapshot.chapter)
    assert sentence.startswith(words)
    assert sentence.endswith("still 12 min behind") == (by == 20)


@pytest.mark.parametrize(
    ("after", "by", "due"), [(3, 2.9, False), (3, 3, True), (1, 1, True), (10, 9, False)]
)
def test_advice_comes_when_the_chapter_wants_it(after: int, by: float, due: bool) -> None:
    """Nobody is nagged before the threshold; the key helps from one minute on."""
    snapshot = behind(by)
    rules = ChapterRules(meeting=MeetingRules(advice_from=minutes(after)))
    snapshot = replace(snapshot, chapter=replace(snapshot.chapter, rules=rules))
    assert (advice_due(snapshot, at(0)) is not None) == due
    assert catching_up(snapshot, at(0)) is not None


def test_what_was_cut_before_is_not_halved_again() -> None:
    """Half of the length that was planned is the least, however often the advice is taken."""
    snapshot = behind(20)
    advice = catching_up(snapshot, at(0))
    assert advice is not None
    later = catching_up(applied(snapshot, advice), at(0))
    assert later is not None
    assert (later.cuts, later.minutes_left) == ((), advice.minutes_left)


@given(plan=plans, people=st.integers(0, 40), past=st.integers(1, 3600).map(seconds))
def test_a_plan_is_cut_by_the_same_rule(plan: AgendaPlan, people: int, past) -> None:
    """Of an agenda too: nothing gets longer, and no pitch goes under half its length."""

    def length(plan: AgendaPlan):
        return sum((step_length(s, people, plan.changeover) for s in plan.steps), ZERO)

    cuts = fitting_agenda(plan, people, past)
    shorter = plan
    for cut in cuts:
        assert cut.to < cut.was
        if cut.key is None:
            pitched = (s.turn_length for s in plan.steps if s.kind is StepKind.PITCHES and s.turn_length)
            assert cut.to * 2 >= max(pitched)
            shorter = shorter.pitching(cut.to)
        else:
            shorter = shorter.changed(cut.key, replace(shorter.steps[cut.key], planned=cut.to))
    assert length(shorter) <= length(plan)
