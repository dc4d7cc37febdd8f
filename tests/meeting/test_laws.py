"""Laws of the live meeting: whatever is pressed, in whatever order, these hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from leadsroom.acts.agenda.commands import (
    BringBackStep,
    BringBackTurn,
    GivePitch,
    GiveStep,
    MoveStep,
    MoveTurn,
    SetPitchLength,
    SkipStep,
    SkipTurn,
)
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.leads.commands import GiveTestimonial, NoteOutcome, PassLead, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import MakeAnnouncement, Withdraw
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.lead import LeadOutcome, Paid, standing_of
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.agenda_progress import next_act, project, starts_of_steps, turn_name
from leadsroom.domain.meeting.countdown import Countdown, next_flip
from leadsroom.domain.meeting.countdown import phase as phase_of
from leadsroom.domain.meeting.record_kinds import ANNOUNCEMENT, CHECK, KINDS
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.people.attendance import Became, Mark
from leadsroom.domain.people.visiting import HomeChapter
from leadsroom.domain.rules.chapter_rules import (
    NO_RULES,
    ChapterRules,
    LateRules,
    SubstitutePitch,
    SubstituteRules,
    VisitorRules,
)
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.wording import ZERO
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import rules_as_data
from leadsroom.store.store import open_store
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock, found_chapter
from tests.laws import tried
from tests.meeting.table import Table, rebuilt

# A chapter without rules, and one that has agreed on whatever takes turns away or moves them.
STRICT = ChapterRules(
    substitutes=SubstituteRules(SubstitutePitch.OWN_AT_END),
    late=LateRules(loses_pitch=True),
    visitors=VisitorRules(visits=1, silent_if_taken=True),
)
RULES = (NO_RULES, STRICT)
HOMES = st.none() | st.just(HomeChapter("Riverside"))
INDEX = st.integers(0, 40)
WORDS = st.sampled_from(["", "Tom Ray", "Jane Doe", "Ann Chu", "[/]", "a dental office", "  "])
STEPS_OF_TIME = st.timedeltas(timedelta(0), timedelta(minutes=4))
SLIPS = st.builds(
    Slip,
    prospect=WORDS,
    phone=st.sampled_from(["", "+14155550101"]),
    phone_typed=st.sampled_from(["", "5550101"]),
    need=WORDS,
    expecting_call=st.sampled_from([None, True, False]),
    inside=st.booleans(),
)


def pick(sequence: Any, index: int) -> Any:
    """One of a sequence by any number; None of an empty one."""
    items = list(sequence)
    return items[index % len(items)] if items else None


def clocks(seen: Snapshot) -> list[tuple[str, int, Countdown]]:
    """The clocks that count somebody's time: of turns, and of steps outside a round."""
    turns = [("turn", int(turn.id), turn.clock) for turn in seen.turns]
    questions = [("questions", int(q.id), q.clock) for q in seen.questions]
    steps = [("step", int(step.id), step.clock) for step in seen.steps if not step.kind.is_round]
    return questions + turns + steps


class Meeting(RuleBasedStateMachine):
    """One station at a table where anything may be pressed at any time."""

    databases: ClassVar[Databases]

    def __init__(self) -> None:
        super().__init__()
        self.place = self.databases.fresh()
        self.store, self.beside = open_store(self.place), open_store(self.place)
        self.clock = SetClock()
        self.table = Table.lay(self.store, found_chapter(self.store), self.clock)
        self.seen = self.table.now
        self.rows = self.table.rows()
        self.entries = 0
        self.past: list[Any] = []
        self.future: list[Any] = []

    def teardown(self) -> None:
        self.table.desk.close()
        self.store.close()
        self.beside.close()
        self.databases.drop(self.place)

    def attempt(self, command: Command) -> bool:
        """Do it; whether it is an act. Refused, or of no effect, it changes no row and is in no journal."""
        try:
            self.seen = self.table.do(command)
        except Refused:
            assert self.table.rows() == self.rows
            assert self.table.trail() == self.entries
            return False
        if self.table.trail() == self.entries:
            assert not isinstance(command, (Undo, Redo))
            assert self.table.rows() == self.rows
            return False
        self.entries += 1
        assert self.table.trail() == self.entries
        return True

    def act(self, command: Command) -> None:
        """Do something new."""
        if self.attempt(command):
            self.past.append(self.rows)
            self.future.clear()
            self.rows = self.table.rows()

    def member(self, index: int) -> Any:
        return pick(self.seen.attendees, index).member_id

    def anybody(self, index: int) -> Any:
        return pick(sorted(self.seen.people), index)

    @initialize(presses=st.integers(0, 25), seconds=st.integers(0, 70), rules=st.sampled_from(RULES))
    def somewhere(self, presses: int, seconds: int, rules: ChapterRules) -> None:
        with self.store.writing(self.seen.chapter.id) as unit:
            unit.update(t.chapter, self.seen.chapter.id, rules=rules_as_data(rules))
        self.seen, self.rows = self.table.now, self.table.rows()
        for _ in range(presses):
            self.clock.pass_by(seconds=seconds)
            self.act(c.Go())

    @rule(by=STEPS_OF_TIME)
    def time_passes(self, by: timedelta) -> None:
        self.clock.moment += by

    @rule(presses=st.integers(1, 4), by=STEPS_OF_TIME)
    def go(self, presses: int, by: timedelta) -> None:
        for _ in range(presses):
            self.clock.moment += by
            self.act(c.Go())

    @rule(command=st.sampled_from([c.Pause, c.Resume, c.GoBack, c.Skip]))
    def run_the_agenda(self, command: Callable[[], Command]) -> None:
        self.act(command())

    @rule(seconds=st.sampled_from([-200, -30, 30, 600]))
    def add_time(self, seconds: int) -> None:
        self.act(c.AddTime(timedelta(seconds=seconds)))

    @rule(seconds=st.sampled_from([10, 45, 3600]))
    def began_earlier(self, seconds: int) -> None:
        self.act(c.BeganEarlier(timedelta(seconds=seconds)))

    @rule(seconds=st.sampled_from([-30, 0, 45, 600, 9000]))
    def began_at(self, seconds: int) -> None:
        questions, meeting = self.seen.open_questions, self.seen.meeting
        asked = questions.id if questions is not None else None
        at = self.table.clock.now() - timedelta(seconds=seconds)
        if meeting.step_id is not None:
            self.act(c.BeganAt(at, meeting.step_id, meeting.turn_id, asked))

    @rule(index=INDEX)
    def call_back(self, index: int) -> None:
        if turn := pick(self.seen.turns, index):
            self.act(c.CallBack(turn.id))

    @rule(seconds=st.sampled_from([1, 30, 4000]))
    def leave_out(self, seconds: int) -> None:
        self.act(c.LeaveOut(timedelta(seconds=seconds)))

    @rule(opens=st.booleans())
    def ask_questions(self, opens: bool) -> None:
        self.act(c.OpenQuestions(timedelta(minutes=1)) if opens else c.CloseQuestions())

    @rule(words=WORDS)
    def prompt(self, words: str) -> None:
        self.act(c.PromptSpeaker(words, timedelta(seconds=20)))

    @rule(index=INDEX, each=st.sampled_from([5, 20, 48, 300]), own=st.booleans())
    def pitch_length(self, index: int, each: int, own: bool) -> None:
        length, step = timedelta(seconds=each), pick(self.seen.steps, index)
        self.act(GivePitch(self.member(index), length) if own else SetPitchLength(step.id, length))

    @rule(index=INDEX, by=st.sampled_from([-1, 1]))
    def change_the_order(self, index: int, by: int) -> None:
        step, turn = pick(self.seen.steps, index), pick(self.seen.turns, index)
        self.act(MoveStep(step.id, by))
        if turn is not None:
            self.act(MoveTurn(turn.id, by))

    @rule(index=INDEX, minutes=st.sampled_from([-30, -1, 2]))
    def give_step(self, index: int, minutes: int) -> None:
        self.act(GiveStep(pick(self.seen.steps, index).id, timedelta(minutes=minutes)))

    @rule(index=INDEX, back=st.booleans())
    def leave_out_and_bring_back(self, index: int, back: bool) -> None:
        step, turn = pick(self.seen.steps, index), pick(self.seen.turns, index)
        self.act(BringBackStep(step.id) if back else SkipStep(step.id))
        if turn is not None:
            self.act(BringBackTurn(turn.id) if back else SkipTurn(turn.id))

    @rule(index=INDEX, mark=st.sampled_from(list(Mark)))
    def mark(self, index: int, mark: Mark) -> None:
        self.act(c.MarkAttendance(self.member(index), mark))

    @rule(index=INDEX, left=st.booleans())
    def leave_early(self, index: int, left: bool) -> None:
        self.act(c.LeaveEarly(self.member(index), left))

    @rule(index=INDEX, name=WORDS, profession=WORDS, home=HOMES)
    def substitute(self, index: int, name: str, profession: str, home: HomeChapter | None) -> None:
        self.act(c.SeatSubstitute(self.member(index), name, profession, home=home))

    @rule(
        name=WORDS,
        profession=st.sampled_from(["", "Florist"]),
        host=INDEX,
        corrects=st.none() | INDEX,
        home=HOMES,
    )
    def visitor(
        self, name: str, profession: str, host: int, corrects: int | None, home: HomeChapter | None
    ) -> None:
        visit = pick(self.seen.visits, corrects) if corrects is not None else None
        corrected = visit.id if visit else None
        self.act(c.WelcomeVisitor(name, profession, self.anybody(host), corrected, home=home))

    @rule(index=INDEX, became=st.none() | st.sampled_from(Became), note=WORDS)
    def what_became(self, index: int, became: Became | None, note: str) -> None:
        if visit := pick(self.seen.visits, index):
            self.act(c.NoteVisitor(visit.id, became, note))

    @rule(giver=INDEX, receiver=INDEX, also=INDEX, slip=SLIPS, corrects=st.none() | INDEX)
    def lead(self, giver: int, receiver: int, also: int, slip: Slip, corrects: int | None) -> None:
        lead = pick(self.seen.leads, corrects) if corrects is not None else None
        self.act(
            PassLead(
                giver_id=self.anybody(giver),
                receiver_id=self.anybody(receiver),
                slip=slip,
                from_lead_id=pick(self.seen.leads, also).id if lead else None,
                corrects=lead.id if lead else None,
                also_to=(self.anybody(also),) if also % 5 == 0 else (),
            )
        )

    @rule(by=INDEX, to=INDEX, minor=st.sampled_from([0, 142000]), lead=INDEX, corrects=st.none() | INDEX)
    def business(self, by: int, to: int, minor: int, lead: int, corrects: int | None) -> None:
        about = pick(self.seen.leads, lead)
        entry = pick(self.seen.business, corrects) if corrects is not None else None
        self.act(
            ThankForBusiness(
                reported_by_id=self.anybody(by),
                credited_to_id=self.anybody(to),
                amount=Money(minor, "USD"),
                lead_id=about.id if about else None,
                corrects=entry.id if entry else None,
            )
        )

    @rule(index=INDEX, outcome=st.sampled_from(list(LeadOutcome)), note=WORDS, thanked=st.booleans())
    def outcome(self, index: int, outcome: LeadOutcome, note: str, thanked: bool) -> None:
        if lead := pick(self.seen.leads, index):
            self.act(NoteOutcome(lead.id, outcome, note, thanked))

    @rule(index=INDEX, nothing=st.booleans())
    def nothing_today(self, index: int, nothing: bool) -> None:
        if turn := pick(self.seen.turns, index):
            self.act(c.GiveNothing(turn.id, nothing))

    @rule(by=INDEX, about=INDEX, words=WORDS)
    def testimonial(self, by: int, about: int, words: str) -> None:
        self.act(GiveTestimonial(by_id=self.anybody(by), about_id=self.anybody(about), words=words))

    @rule(by=INDEX, words=WORDS, corrects=st.none() | INDEX)
    def announce(self, by: int, words: str, corrects: int | None) -> None:
        entry = pick(ANNOUNCEMENT.entries(self.seen), corrects) if corrects is not None else None
        self.act(MakeAnnouncement(self.anybody(by), words, entry.id if entry else None))

    @rule(index=INDEX, words=WORDS)
    def ask(self, index: int, words: str) -> None:
        if turn := pick(self.seen.turns, index):
            self.act(c.KeepAsk(turn.id, words))

    @rule(what=st.sampled_from([*(kind.table for kind in KINDS), "one_to_one"]), index=INDEX)
    def withdraw(self, what: str, index: int) -> None:
        entries = {
            "lead": self.seen.leads,
            "lead_update": self.seen.updates,
            "one_to_one": (),
            "closed_business": self.seen.business,
            "testimonial": self.seen.testimonials,
            "slip_check": CHECK.entries(self.seen),
            "announcement": ANNOUNCEMENT.entries(self.seen),
            "visit": self.seen.visits,
            "attendance": self.seen.attendees,
            "turn": self.seen.turns,
        }
        if entry := pick(entries[what], index):
            self.act(Withdraw(what, entry.id))

    @rule(times=st.integers(1, 6))
    def undo(self, times: int) -> None:
        for _ in range(times):
            done = self.attempt(Undo())
            assert done == bool(self.past), "undo takes back exactly what was done"
            if done:
                self.future.append(self.rows)
                self.rows = self.table.rows()
                assert self.rows == self.past.pop()

    @rule(times=st.integers(1, 6))
    def redo(self, times: int) -> None:
        for _ in range(times):
            done = self.attempt(Redo())
            assert done == bool(self.future), "redo brings back exactly what was undone"
            if done:
                self.past.append(self.rows)
                self.rows = self.table.rows()
                assert self.rows == self.future.pop()

    @rule()
    def the_same_press_arrives_twice(self) -> None:
        command, entries = c.Go(), self.entries
        self.act(command)
        if self.entries > entries:
            assert self.table.do(command) == self.seen

    @invariant()
    def the_picture_is_the_one_on_disk(self) -> None:
        assert self.seen == rebuilt(self.beside, self.table.meeting_id)

    @invariant()
    def a_lead_stands_where_its_words_and_dollars_put_it(self) -> None:
        for lead in self.seen.leads:
            updates = [update for update in self.seen.updates if update.lead_id == lead.id]
            paid = [
                Paid(report.amount, report.at) for report in self.seen.business if report.lead_id == lead.id
            ]
            assert lead.standing == standing_of(updates, paid)
            says = lead.standing.receiver_says
            assert lead.qualified == (says if says is not None else not lead.missing)

    @invariant()
    def at_most_one_clock_runs_and_it_is_the_one_that_is_up(self) -> None:
        running = [(kind, row_id) for kind, row_id, clock in clocks(self.seen) if clock.running]
        meeting = self.seen.meeting
        up: tuple[str, int | None]
        up = ("turn", meeting.turn_id) if meeting.turn_id is not None else ("step", meeting.step_id)
        if self.seen.open_questions is not None:
            up = ("questions", self.seen.open_questions.id)
        assert running in ([], [up])

    @invariant()
    def it_stands_in_one_place(self) -> None:
        seen = self.seen
        assert (seen.step is not None) == (seen.meeting.state is MeetingState.LIVE)
        if seen.turn is not None:
            assert seen.step is not None
            assert seen.turn.step_id == seen.step.id
            assert seen.turn.outcome is None
        if seen.step is not None:
            assert seen.step.outcome is None

    @invariant()
    def the_order_is_one(self) -> None:
        places = [step.position for step in self.seen.steps]
        assert places == list(range(len(places)))

    @invariant()
    def only_those_at_the_table_are_called(self) -> None:
        seen = self.seen
        if seen.step is None or not seen.step.kind.is_round:
            return
        waiting = [
            turn for turn in seen.turns_of(seen.step) if turn.outcome is None and not turn.clock.started_at
        ]
        here = {place.member_id: place.speaker_id for place in seen.attendees if place.takes_part}
        visitors = {visit.person_id: visit.person_id for visit in seen.speaking_visits}
        expected = visitors if seen.step.kind is StepKind.VISITORS else here
        assert all(expected.get(turn.member_id) == turn.speaker_id for turn in waiting)

    @invariant()
    def nobody_is_given_time_that_was_not_there(self) -> None:
        now, began = self.clock.now(), self.seen.meeting.started_at
        spent = sum((clock.elapsed(now) for _, _, clock in clocks(self.seen)), ZERO)
        assert spent <= ((now - began) if began else ZERO)

    @invariant()
    def clocks_make_sense(self) -> None:
        for _, _, clock in clocks(self.seen):
            assert clock.paused_for >= ZERO
            assert clock.started_at is not None or (clock.ended_at is None and clock.paused_at is None)
            assert clock.ended_at is None or clock.paused_at is None
            assert phase_of(clock, self.clock.now())
            flip = next_flip(clock, self.clock.now())
            assert flip is None or flip > self.clock.now()

    @invariant()
    def everything_has_words(self) -> None:
        seen, now = self.seen, self.clock.now()
        assert next_act(seen).words
        assert project(seen, now).ends_at.tzinfo is not None
        assert starts_of_steps(seen, now)
        assert all(turn_name(seen, turn) for turn in seen.turns)
        assert all(seen.seat_name(place.member_id) for place in seen.attendees)
        assert all((place.mark is Mark.SUBSTITUTE) == bool(place.substitute_id) for place in seen.attendees)

    @invariant()
    def a_profession_has_one_holder(self) -> None:
        held = [row[3] for row in self.rows["membership"] if row[4] in ("active", "on leave")]
        assert len(held) == len(set(held))


EVERY_RUN = {"sqlite": (tried(20, 8), 25), "postgresql": (tried(4, 2), 15)}
SOAK = {"sqlite": (600, 80), "postgresql": (100, 50)}


def _try(databases: Databases, examples: int, steps: int, phases: tuple[Phase, ...] = tuple(Phase)) -> None:
    Meeting.databases = databases
    run_state_machine_as_test(
        Meeting,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            phases=phases,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@ON_BOTH
def test_the_laws_hold(databases: Databases, request: pytest.FixtureRequest) -> None:
    """Random commands at a moving clock break none of the laws above, on either engine."""
    # Looking for the shortest way to break a law takes minutes: that is for `make soak`.
    phases = tuple(phase for phase in Phase if phase not in (Phase.shrink, Phase.explain))
    _try(databases, *EVERY_RUN[request.node.callspec.params["databases"]], phases)


@ON_BOTH
@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_laws_hold_for_long(databases: Databases, request: pytest.FixtureRequest) -> None:
    """The same for many more, and longer, meetings."""
    _try(databases, *SOAK[request.node.callspec.params["databases"]])
