"""The summary of a meeting: its figures add up, and say what was done."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.leads.commands import LogOneToOne, NoteOutcome, ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.lead_today import Stands
from leadsroom.domain.leads.slip import Slip, WhoCalls
from leadsroom.domain.meeting.record_kinds import tally
from leadsroom.domain.meeting.snapshot import Outcome, Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.wording import ZERO, late_by_clock
from leadsroom.exchange.minutes.formats import write_minutes
from leadsroom.store.store import Store
from leadsroom.views.meeting.summary import Summary, summarise
from leadsroom.views.meeting.summary_lines import outcome_sentence
from tests.desks import Book
from tests.harborview import SetClock
from tests.meeting.table import WHOLE, Table
from tests.sample import closed_snapshots
from tests.seen import afterwards, meeting_snapshot


@pytest.fixture
def season(demo_store: Store) -> tuple[Snapshot, ...]:
    """Thirty closed meetings."""
    return closed_snapshots(demo_store)


def test_totals_are_what_the_lines_add_up_to(season: tuple[Snapshot, ...]) -> None:
    """In every meeting marks add up to the table, leads to qualified and raw, and totals to their lines."""
    for meeting in season:
        summary = summarise(meeting)
        totals = summary.totals
        marked = totals.present + totals.late + totals.absent + totals.medical + totals.substitutes
        assert marked + totals.unmarked == len(summary.attendance)
        counted = [line for line in summary.leads if line.lead.counts]
        assert totals.leads == totals.qualified + totals.raw == len(counted)
        alone = [line for line in summary.business if line.thanks_only]
        assert (
            totals.thanks
            == len(summary.thanks)
            == len(alone) + sum(line.thanked for line in summary.outcomes)
        )
        assert len(alone) + len(summary.closed) == len(summary.business)
        assert totals.outcomes == len(summary.outcomes)
        assert (totals.visitors, totals.testimonials) == (
            len(summary.visitors),
            len(summary.entries["testimonial"]),
        )


def test_who_gave_and_received_add_up_with_a_line_for_every_seat(season: tuple[Snapshot, ...]) -> None:
    """Given and received each come to all leads, and everybody at the table has a line, zeros last."""
    for meeting in season:
        summary = summarise(meeting)
        seated = {line.member.id for line in summary.attendance}
        for counts in (summary.given, summary.received):
            assert sum(line.leads for line in counts) == summary.totals.leads
            assert sum(line.raw for line in counts) == summary.totals.raw
            assert seated <= {line.person.id for line in counts}
            assert [line.leads for line in counts] == sorted((line.leads for line in counts), reverse=True)
        assert any(line.leads == 0 for line in summary.received)


def test_dollars_are_the_same_from_both_sides(season: tuple[Snapshot, ...]) -> None:
    """What was reported, what was credited and the total are one sum."""
    for meeting in season:
        summary = summarise(meeting)
        for counts in (summary.reported, summary.credited):
            assert sum(line.amount.minor for line in counts) == summary.totals.closed_business.minor
            assert sum(line.reports + line.thanks for line in counts) == len(summary.business)


def test_steps_add_up_to_the_meeting(season: tuple[Snapshot, ...]) -> None:
    """Time used and paused in all steps is the time from the meeting's start to its end."""
    for meeting in season:
        summary = summarise(meeting)
        began, ended = summary.meeting.started_at, summary.meeting.ended_at
        assert began is not None
        assert ended is not None
        spent = sum(((line.actual or ZERO) + line.paused for line in summary.steps), ZERO)
        assert spent == ended - began
        assert summary.ended_late == late_by_clock(ended, summary.meeting.ends_at)


def test_steps_with_questions_add_up_to_the_meeting(table: Table) -> None:
    """Questions are time of their step and no pause, those to a step and those to a turn."""
    for kind in (StepKind.WELCOME, StepKind.PITCHES):
        table.go_to(kind)
        if kind.is_round:
            table.go()
        table.clock.pass_by(seconds=40)
        table.do(c.OpenQuestions(timedelta(minutes=1)))
        table.clock.pass_by(seconds=70)  # and ten more until the next press
    summary = summarise(table.go_to_end())
    began, ended = summary.meeting.started_at, summary.meeting.ended_at
    assert began is not None
    assert ended is not None
    assert sum(((line.actual or ZERO) + line.paused for line in summary.steps), ZERO) == ended - began
    assert [line.questions.seconds for line in summary.steps if line.questions] == [80]
    assert [line.questions.seconds for line in summary.turns if line.questions] == [80]


def test_a_pause_is_one_also_where_the_round_went_back(table: Table) -> None:
    """Of those who waited while somebody else was up again nobody was paused; the step says the same."""
    table.go_to(StepKind.BUCKET)
    table.go(2, seconds=20)
    table.do(c.GoBack())
    table.do(c.Resume())
    table.clock.pass_by(seconds=15)
    table.go()
    table.clock.pass_by(seconds=10)
    table.do(c.Pause())
    table.clock.pass_by(seconds=40)
    table.do(c.Resume())
    up = table.now.turn
    assert up is not None
    summary = summarise(table.go_to_end())
    (bucket,) = (line for line in summary.steps if line.kind is StepKind.BUCKET)
    paused = {line.member.id: line.paused.seconds for line in summary.turns if line.paused}
    assert paused == {up.member_id: 40}
    assert bucket.paused.seconds == 40
    spent = sum(((line.actual or ZERO) + line.paused for line in summary.steps), ZERO)
    began, ended = summary.meeting.started_at, summary.meeting.ended_at
    assert began is not None
    assert ended is not None
    assert spent == ended - began


def test_a_step_that_waited_for_the_one_before_was_not_paused(table: Table) -> None:
    """The time in which a step was up again is that step's alone."""
    table.go(2, seconds=60)
    table.clock.pass_by(seconds=30)
    table.do(c.GoBack())
    table.do(c.Resume())
    table.clock.pass_by(seconds=50)
    summary = summarise(table.go_to_end())
    assert [line.title for line in summary.steps if line.paused] == []


def test_a_turn_says_what_was_given_used_and_over(table: Table) -> None:
    """A pitch of 60 s with 30 s more, 20 s of pause and 100 s of speech is 10 s over."""
    table.go_to(StepKind.PITCHES)
    table.go(seconds=5)
    table.do(c.AddTime(by=timedelta(seconds=30)))
    table.clock.pass_by(seconds=40)
    table.do(c.Pause())
    table.clock.pass_by(seconds=20)
    table.do(c.Resume())
    table.go(seconds=60)
    line = summarise(table.now).turns[0]
    assert (line.allotted, line.added, line.paused) == tuple(timedelta(seconds=s) for s in (60, 30, 20))
    assert (line.used, line.over) == (timedelta(seconds=100), timedelta(seconds=10))
    assert line.outcome is Outcome.DONE


def test_what_a_substitute_gives_is_the_members(table: Table) -> None:
    """A substitute's lead counts for the seat, and the line says who spoke."""
    table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray", profession="Notary"))
    table.go_to(StepKind.BUCKET)
    table.do(table.lead("Tom Ray", "Maria Lopez"))
    summary = summarise(table.now)
    assert summary.given[0].person.name == "Cyrus Ng"
    assert [(x.giver.name, x.spoken_by and x.spoken_by.name) for x in summary.leads] == [
        ("Cyrus Ng", "Tom Ray")
    ]
    seat = next(line for line in summary.attendance if line.member.name == "Cyrus Ng")
    assert (seat.mark, seat.substitute and seat.substitute.name) == (Mark.SUBSTITUTE, "Tom Ray")
    pitch = next(line for line in summary.turns if line.member.name == "Cyrus Ng")
    assert pitch.by_substitute
    assert pitch.speaker.name == "Tom Ray"


def test_a_live_meeting_is_told_up_to_now(table: Table) -> None:
    """A running step counts up to the moment asked about, or else to the last act; later ones are empty."""
    table.go()
    table.clock.pass_by(seconds=40)
    seen = table.do(table.lead())
    asked = summarise(seen, table.clock.now() + timedelta(seconds=20))
    assert asked.steps[0].actual == timedelta(seconds=60)
    assert summarise(seen).steps[0].actual == timedelta(seconds=40)
    assert asked.steps[1].actual is None
    assert asked.ended_late is None


def test_who_was_marked_late_before_the_start_came_at_no_time(table: Table) -> None:
    """The mark was a guess then; the same mark once more, when they come, says when that was."""
    ann = table.person("Ann Chu")

    def came() -> datetime | None:
        (line,) = [each for each in summarise(table.now).attendance if each.member.name == "Ann Chu"]
        assert line.mark is Mark.LATE
        return line.arrived_at

    table.clock.pass_by(minutes=-20)
    table.do(c.MarkAttendance(ann, Mark.LATE))
    assert came() is None
    table.clock.pass_by(minutes=20)
    table.go()
    assert came() is None
    table.clock.pass_by(minutes=7)
    table.do(c.MarkAttendance(ann, Mark.LATE))
    assert came() == table.clock.now()


def test_a_planned_meeting_says_what_its_people_will_take(table: Table) -> None:
    """Before the meeting a round is planned from the six at the table; nobody is marked."""
    summary = summarise(table.now)
    pitches = next(line for line in summary.steps if line.kind is StepKind.PITCHES)
    assert pitches.planned == 6 * timedelta(seconds=65)
    assert summary.totals.unmarked == 6
    assert summary.ended_late is None


def test_thanks_and_dollars_are_kept_apart(table: Table) -> None:
    """A report of zero is thanks; one with a figure is closed business, by its giver's credit."""
    ann, maria = table.person("Ann Chu"), table.person("Maria Lopez")
    table.go()
    for minor in (0, 125_000):
        table.do(
            ThankForBusiness(reported_by_id=ann, credited_to_id=maria, amount=Money(minor, "USD"), note="x")
        )
    summary = summarise(table.now)
    assert [line.amount.minor for line in summary.closed] == [125_000]
    assert len(summary.thanks) == summary.totals.thanks == 1
    assert [(x.person.name, x.amount.minor, x.reports, x.thanks) for x in summary.credited] == [
        ("Maria Lopez", 125_000, 1, 1)
    ]


def test_thanks_with_a_word_are_thanks(table: Table) -> None:
    """They stand among the others in the order in which they were said, with the lead they are for."""
    table.go()
    table.do(table.lead())
    first, second = table.do(table.lead()).leads
    maria, ann = table.person("Maria Lopez"), table.person("Ann Chu")
    again = date(2026, 12, 2)
    for lead, word, thanked in ((first, LeadOutcome.CONTACTED, False), (second, LeadOutcome.WORKING, True)):
        table.clock.pass_by(seconds=10)
        table.do(NoteOutcome(lead.id, word, "quote sent", thanked=thanked, follow_up_on=again))
    table.clock.pass_by(seconds=10)
    thanks = ThankForBusiness(reported_by_id=maria, credited_to_id=ann, amount=Money(0, "USD"), note="x")
    summary = summarise(table.do(thanks))
    assert [(x.by.name, x.to.name, x.about, x.note) for x in summary.thanks] == [
        ("Maria Lopez", "Ann Chu", "Jane Doe", ""),
        ("Maria Lopez", "Ann Chu", "", "x"),
    ]
    assert (summary.totals.thanks, summary.totals.outcomes) == (2, 2)
    assert [outcome_sentence(line) for line in summary.outcomes] == [
        "contacted · quote sent · follow up on Wed 2 Dec",
        "working · thanks to Ann Chu · quote sent · follow up on Wed 2 Dec",
    ]


def test_one_prospect_of_several_receivers_is_told_as_one_family(table: Table) -> None:
    """Each lead names the others it was passed with, and no other lead does."""
    table.go()
    ids = [table.person(name) for name in ("Robert Diaz", "Dee Fox")]
    table.do(replace(table.lead(), also_to=tuple(ids)))
    summary = summarise(table.do(table.lead("Cyrus Ng", "Dee Fox")))
    assert [[person.name for person in line.also_to] for line in summary.leads] == [
        ["Robert Diaz", "Dee Fox"],
        ["Maria Lopez", "Dee Fox"],
        ["Maria Lopez", "Robert Diaz"],
        [],
    ]


@pytest.mark.parametrize(
    ("who_calls", "words"),
    [
        (WhoCalls.RECEIVER, ""),
        (WhoCalls.PROSPECT, "Jane Doe calls Maria Lopez"),
        (WhoCalls.GIVER, "Ann Chu brings them together"),
    ],
)
def test_a_lead_says_who_calls_when_it_is_not_the_receiver(
    table: Table, who_calls: WhoCalls, words: str
) -> None:
    """The usual needs no words; the rest does, by name."""
    table.go()
    summary = summarise(table.do(table.lead(slip=replace(WHOLE, who_calls=who_calls))))
    assert [line.who_calls for line in summary.leads] == [words]


def test_asks_know_their_answers(table: Table) -> None:
    """A lead that answers what was asked this morning counts for the ask, and says what it answers."""
    table.go_to(StepKind.PITCHES)
    table.go(seconds=5)
    turn = table.turn_of("Maria Lopez")
    table.do(c.KeepAsk(turn_id=turn.id, looking_for="dental offices"))
    table.go_to(StepKind.BUCKET)
    table.do(replace(table.lead(), answers_id=turn.id))
    summary = summarise(table.do(table.lead()))
    assert [(line.looking_for, line.answers) for line in summary.asks] == [("dental offices", 1)]
    assert [line.answers for line in summary.leads] == ["dental offices", ""]


def test_nothing_today_is_told(table: Table) -> None:
    """Who said at the bucket that they give nothing is named; it can be taken back."""
    table.go_to(StepKind.BUCKET)
    for name in ("Maria Lopez", "Ann Chu"):
        table.do(c.GiveNothing(table.turn_of(name).id))
    seen = table.do(c.GiveNothing(table.turn_of("Ann Chu").id, nothing=False))
    assert [person.name for person in summarise(seen).gave_nothing] == ["Maria Lopez"]


def test_later_answers_and_leads_of_earlier_meetings_are_known_afterwards(demo_store: Store) -> None:
    """Across meetings: never fewer answers than the meeting's own picture has, and every lead has words."""
    more = 0
    for closed in closed_snapshots(demo_store)[:12]:
        alone, later = summarise(closed), summarise(closed, later=afterwards(demo_store, closed))
        for before, after in zip(alone.asks, later.asks, strict=True):
            assert after.answers >= before.answers
            more += after.answers
        assert all(line.about for line in later.entries["testimonial"] if line.beside)
        assert all(line.about for line in later.thanks if line.lead_id)
    assert more


def test_another_currency_is_not_added_up_as_dollars(table: Table) -> None:
    """Euros reported in a chapter that counts in dollars stay euros."""
    table.go()
    command = ThankForBusiness(
        reported_by_id=table.person("Ann Chu"),
        credited_to_id=table.person("Maria Lopez"),
        amount=Money(500, "EUR"),
    )
    assert summarise(table.do(command)).totals.closed_business == Money(500, "EUR")


def test_a_withdrawn_lead_is_not_told(table: Table) -> None:
    """What was taken back is in no line and in no figure."""
    table.go()
    seen = table.do(table.lead(slip=Slip("Jane Doe")))
    summary = summarise(table.do(Withdraw(what="lead", row_id=seen.leads[0].id)))
    assert summary.leads == ()
    assert summary.totals == replace(summary.totals, leads=0, qualified=0, raw=0)


def test_screen_and_minutes_count_the_same(demo_store: Store) -> None:
    """What stands over tonight's record at the close is what the minutes say."""
    for closed in closed_snapshots(demo_store):
        shown, summary = tally(closed), summarise(closed).totals
        assert (shown.leads, shown.qualified, shown.raw) == (summary.leads, summary.qualified, summary.raw)
        assert (shown.closed, shown.testimonials) == (summary.closed_business, summary.testimonials)
        assert (shown.substitutes, shown.visitors) == (summary.substitutes, summary.visitors)


def seen_weeks_later(table: Table, weeks: int) -> Summary:
    """The meeting as its review has it so many weeks later."""
    now = table.clock.now() + timedelta(weeks=weeks)
    seen = meeting_snapshot(table.store, table.now.meeting.id)
    return summarise(seen, later=afterwards(table.store, seen, now))


def test_a_review_says_where_each_lead_stands_today(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Weeks later one lead is said to be not needed, and the other one to be overdue."""
    table.go()
    jane = table.do(table.lead("Ann Chu", "Maria Lopez")).leads[0]
    table.do(table.lead("Dee Fox", "Maria Lopez", Slip(need="a logo")))
    table.go_to_end()
    fresh = seen_weeks_later(table, 0)
    assert [line.today.stands for line in fresh.leads] == [Stands.TO_CALL] * 2
    clock.pass_by(days=7)
    Book(store, harborview.id, clock, "desk").do(NoteOutcome(jane.id, LeadOutcome.NOT_NEEDED))
    late = seen_weeks_later(table, 2)
    stands = [(line.slip.prospect or line.slip.need, line.today.words) for line in late.leads]
    assert stands == [("Jane Doe", "not needed Wed 25 Nov"), ("a logo", "overdue since Thu 19 Nov")]


def test_an_outcome_says_where_its_lead_stands_since(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """What was noted of a lead at a meeting, and what has become of it after that."""
    table.go()
    lead = table.do(table.lead("Ann Chu", "Maria Lopez")).leads[0]
    table.go_to_end()
    table.desk.close()
    clock.pass_by(days=7)
    second = Table.lay(store, harborview, clock)
    second.go()
    second.do(NoteOutcome(lead.id, LeadOutcome.WORKING))
    second.go_to_end()
    (line,) = seen_weeks_later(second, 0).became
    assert outcome_sentence(line) == "working"
    clock.pass_by(days=2)
    book = Book(store, harborview.id, clock, "desk")
    book.do(ThankForBusiness(lead.receiver_id, lead.giver_id, Money(420_000, "USD"), lead.id))
    (line,) = seen_weeks_later(second, 0).became
    assert outcome_sentence(line) == "working · today: closed $4,200 Fri 27 Nov"
    second.desk.close()


def test_dollars_of_a_meeting_name_own_purchases_and_what_came_later(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """Totals tell apart what givers bought themselves, and dollars after a lead's first payment elsewhere."""
    table.go()
    lead = table.do(table.lead("Ann Chu", "Maria Lopez")).leads[0]
    own = table.do(table.lead("Dee Fox", "Maria Lopez", Slip("Dee Fox", inside=True))).leads[1]
    table.do(ThankForBusiness(lead.receiver_id, lead.giver_id, Money(800_000, "USD"), lead.id))
    table.go_to_end()
    table.desk.close()
    clock.pass_by(days=7)
    second = Table.lay(store, harborview, clock)
    second.go()
    second.do(ThankForBusiness(lead.receiver_id, lead.giver_id, Money(250_000, "USD"), lead.id))
    second.do(ThankForBusiness(own.receiver_id, own.giver_id, Money(190_000, "USD"), own.id))
    second.go_to_end()
    summary = seen_weeks_later(second, 0)
    dollars = summary.totals.dollars
    assert (dollars.total, dollars.first, dollars.since, dollars.own) == (
        summary.totals.closed_business,
        190_000,
        250_000,
        190_000,
    )
    assert [line.remarks for line in summary.closed] == [
        ("after the lead's first payment",),
        ("own purchase",),
    ]
    second.desk.close()


def test_one_to_ones_are_counted_with_the_meeting_after_them(
    table: Table, store: Store, harborview: Chapter, clock: SetClock
) -> None:
    """A meeting has those since the meeting before, in both minutes too; the next one has none of these."""
    ann, maria = table.person("Ann Chu"), table.person("Maria Lopez")
    table.go_to_end()
    table.desk.close()
    clock.pass_by(days=2)
    book = Book(store, harborview.id, clock, "desk")
    book.do(LogOneToOne(ann, maria, harborview.today(clock.now()), "her *new* shop"))
    seen = []
    for days in (5, 7):
        clock.pass_by(days=days)
        later = Table.lay(store, harborview, clock)
        later.go()
        later.go_to_end()
        later.desk.close()
        seen.append(meeting_snapshot(store, later.now.meeting.id))
    second, third = (afterwards(store, each, clock.now()) for each in seen)
    assert [(one.first, one.second) for one in second.one_to_ones] == [("Ann Chu", "Maria Lopez")]
    assert third.one_to_ones == ()
    text = write_minutes(seen[0], "md", later=second)
    assert r"**Ann Chu** and **Maria Lopez**, Fri 20 Nov: her \*new\* shop" in text
    assert "| Ann Chu | Florist | present | 0 | 0 | 1 |" in text
    read = json.loads(write_minutes(seen[0], "json", later=second))
    assert (read["totals"]["one_to_ones"], read["one_to_ones"][0]["on"]) == (1, "2026-11-20")
