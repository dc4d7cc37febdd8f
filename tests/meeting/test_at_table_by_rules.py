"""What the chapter's rules mean at the table: late arrivals, substitutes, visitors, announcements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from leadsroom.acts.agenda.commands import BringBackTurn
from leadsroom.acts.command import Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.meeting.agenda_progress import people_of_round, places_asked_about, turn_lengths
from leadsroom.domain.meeting.record_kinds import record_lines
from leadsroom.domain.meeting.snapshot import MeetingKind, Outcome, Snapshot
from leadsroom.domain.people.attendance import Attendee, Became, CameAbout, Mark
from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    LateRules,
    SubstitutePitch,
    SubstituteProfession,
    SubstituteRules,
    VisitorRules,
)
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import rules_as_data
from leadsroom.store.read.people.follow_up import visitors_to_decide
from leadsroom.views.meeting import lookups
from leadsroom.views.meeting.summary import is_correction
from tests.databases import ON_BOTH, Databases
from tests.harborview import SetClock, found_chapter, seat_member
from tests.meeting.fixtures import table_after
from tests.meeting.table import Table

LATE_COSTS = ChapterRules(late=LateRules(loses_pitch=True))
LATE_FROM_WELCOME = ChapterRules(late=LateRules(StepKind.WELCOME, loses_pitch=True))
OWN_AT_END = ChapterRules(substitutes=SubstituteRules(SubstitutePitch.OWN_AT_END))
SILENT = ChapterRules(visitors=VisitorRules(visits=1, silent_if_taken=True))


def agree(table: Table, rules: ChapterRules) -> Table:
    """The chapter goes by these rules."""
    with table.store.writing(table.desk.chapter_id) as unit:
        unit.update(t.chapter, table.now.chapter.id, rules=rules_as_data(rules))
    return table


def mark(table: Table, name: str, as_: Mark) -> Snapshot:
    """Give somebody a mark."""
    return table.do(c.MarkAttendance(table.person(name), as_))


def place(table: Table, name: str) -> Attendee:
    """Somebody's place."""
    found = table.now.attendee(table.person(name))
    assert found is not None
    return found


def order(table: Table) -> list[str]:
    """Who of the round is up or still to speak, in order."""
    seen = table.now
    assert seen.step is not None
    ids = [seen.meeting.turn_id, *(turn.id for turn in seen.waiting_turns(seen.step))]
    return [seen.name(turn.speaker_id) for x in ids for turn in seen.turns if turn.id == x]


def _a_week_ago(table: Table) -> None:
    table.do(c.WelcomeVisitor("Eve Stone", "Piano lessons", table.person("Ann Chu")))
    table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray", "Printing"))
    table.go_to_end()
    table.clock.pass_by(days=7)


@pytest.fixture
def later(databases: Databases, place: str, clock: SetClock) -> Iterator[Table]:
    """The meeting a week after one at which Eve Stone was a visitor and Tom Ray stood in for Cyrus Ng."""
    with table_after(databases, place, clock, _a_week_ago) as later:
        yield later


# Late


@ON_BOTH
def test_late_costs_the_pitch(table: Table) -> None:
    """Who comes after the pitches began is passed over, and the entry says so; undo takes both back."""
    agree(table, LATE_COSTS).go_to(StepKind.PITCHES)
    before = table.rows()
    seen = mark(table, "Robert Diaz", Mark.LATE)
    assert table.turn_of("Robert Diaz").outcome is Outcome.SKIPPED
    assert seen.journal[-1].what == "Robert Diaz: late, which costs the pitch"
    assert "Robert Diaz" not in order(table)
    table.do(Undo())
    assert table.rows() == before


def test_late_costs_the_pitch_of_the_one_who_is_up(table: Table) -> None:
    """Called, and only then come in: the next one is up."""
    agree(table, LATE_COSTS).go_to(StepKind.PITCHES)
    mark(table, "Maria Lopez", Mark.LATE)
    assert order(table)[0] == "Ann Chu"
    assert table.turn_of("Maria Lopez").outcome is Outcome.SKIPPED


def test_late_after_an_absence_has_a_turn_to_bring_back(table: Table) -> None:
    """Absent when the round was dealt, they have no turn, but one that can be brought back."""
    agree(table, LATE_COSTS)
    mark(table, "Ann Chu", Mark.ABSENT)
    table.go_to(StepKind.PITCHES)
    mark(table, "Ann Chu", Mark.LATE)
    assert "Ann Chu" not in order(table)
    table.go()
    table.do(BringBackTurn(table.turn_of("Ann Chu").id))
    assert order(table)[0] == "Maria Lopez"
    assert "Ann Chu" in order(table)


def test_late_before_the_pitches_is_simply_late(table: Table) -> None:
    """Before that step began the turn is theirs, and the entry says no more."""
    agree(table, LATE_COSTS).go()
    seen = mark(table, "Ann Chu", Mark.LATE)
    assert seen.journal[-1].what == "Ann Chu: late"
    table.go_to(StepKind.PITCHES)
    assert order(table)[1] == "Ann Chu"


def test_late_without_the_rule_costs_nothing(table: Table) -> None:
    """A chapter that has not agreed on it lets everybody speak."""
    table.go_to(StepKind.PITCHES)
    mark(table, "Robert Diaz", Mark.LATE)
    assert "Robert Diaz" in order(table)


def test_late_for_an_earlier_step_costs_the_pitch_to_come(table: Table) -> None:
    """Where who misses the welcome is late, the pitch is passed over when the round is dealt."""
    agree(table, LATE_FROM_WELCOME).go_to(StepKind.WELCOME)
    table.clock.pass_by(seconds=30)
    seen = mark(table, "Ann Chu", Mark.LATE)
    assert seen.journal[-1].what == "Ann Chu: late, which costs the pitch"
    table.go_to(StepKind.PITCHES)
    assert "Ann Chu" not in order(table)
    assert table.turn_of("Ann Chu").outcome is Outcome.SKIPPED
    table.go_to(StepKind.BUCKET)
    assert "Ann Chu" in order(table)


def test_not_late_after_all_has_the_pitch_back(table: Table) -> None:
    """A wrong key is put right by the right one."""
    agree(table, LATE_COSTS).go_to(StepKind.PITCHES)
    mark(table, "Robert Diaz", Mark.LATE)
    mark(table, "Robert Diaz", Mark.PRESENT)
    assert order(table)[2] == "Robert Diaz"


def test_whoever_has_spoken_loses_nothing(table: Table) -> None:
    """A mark that comes after the pitch does not unsay it."""
    agree(table, LATE_COSTS).go_to(StepKind.PITCHES)
    table.go(2, seconds=30)
    seen = mark(table, "Maria Lopez", Mark.LATE)
    assert table.turn_of("Maria Lopez").outcome is Outcome.DONE
    assert seen.journal[-1].what == "Maria Lopez: late"


def test_the_first_arrival_stands(table: Table) -> None:
    """Marked late again, somebody came when they came."""
    table.go(seconds=300)
    mark(table, "Ann Chu", Mark.LATE)
    came = place(table, "Ann Chu").arrived_at
    table.clock.pass_by(minutes=5)
    entries = table.trail()
    mark(table, "Ann Chu", Mark.LATE)
    assert place(table, "Ann Chu").arrived_at == came
    assert table.trail() == entries


# What was announced in advance


def tell(table: Table, name: str, as_: Mark) -> None:
    """Somebody has said how it would be, and the table was laid so."""
    seen = table.now
    on = {"chapter_id": seen.chapter.id, "on_date": seen.meeting.on, "at": table.clock.now()}
    with table.store.writing(table.desk.chapter_id) as unit:
        unit.insert(t.notice, **on, member_id=place(table, name).member_id, mark=as_.value)
        columns = {"mark": as_.value, "told": True}
        unit.update(t.attendance, place(table, name).id, **columns)


@ON_BOTH
@pytest.mark.parametrize("as_", [Mark.PRESENT, Mark.ABSENT, Mark.LATE, Mark.MEDICAL])
def test_what_was_announced_is_confirmed_or_changed(table: Table, as_: Mark) -> None:
    """Any mark, the same one too, says that somebody has looked; undo makes it hearsay again."""
    tell(table, "Ann Chu", Mark.ABSENT)
    mark(table, "Ann Chu", as_)
    assert (place(table, "Ann Chu").mark, place(table, "Ann Chu").is_announced) == (as_, False)
    table.do(Undo())
    assert (place(table, "Ann Chu").mark, place(table, "Ann Chu").is_announced) == (Mark.ABSENT, True)


def test_who_speaks_is_evidently_there(table: Table) -> None:
    """Somebody who said they would be late, and pitches, has been seen."""
    tell(table, "Maria Lopez", Mark.LATE)
    table.go_to(StepKind.PITCHES)
    assert place(table, "Maria Lopez").is_announced
    table.go()
    assert (place(table, "Maria Lopez").mark, place(table, "Maria Lopez").is_announced) == (Mark.LATE, False)


@ON_BOTH
def test_who_is_to_come_as_announced_is_asked_about_too(table: Table) -> None:
    """A substitute as the pitches begin, who is late before the close, who is away never; yes confirms it."""
    tell(table, "Ann Chu", Mark.SUBSTITUTE)
    tell(table, "Maria Lopez", Mark.LATE)
    tell(table, "Cyrus Ng", Mark.ABSENT)

    def asked() -> set[str]:
        places = places_asked_about(table.now, table.clock.now())
        return {table.now.name(each.member_id) for each in places if each.is_announced}

    def stand() -> list[tuple[Mark | None, bool, CameAbout | None]]:
        seen = [place(table, name) for name in ("Ann Chu", "Maria Lopez", "Cyrus Ng")]
        return [(each.mark, each.is_announced, each.came_about) for each in seen]

    table.go_to(StepKind.PITCHES)
    assert asked() == {"Ann Chu"}
    while table.now.step is not None and table.now.step.kind is not StepKind.CLOSE:
        table.do(c.Skip())
    assert asked() == {"Ann Chu", "Maria Lopez"}
    before = table.rows()
    table.do(c.MarkOthersPresent())
    assert asked() == {"Ann Chu", "Maria Lopez"}
    table.do(Undo())
    words = table.do(c.MarkOthersPresent(asked=True)).journal[-1].what
    assert words.endswith("others present, 2 here as announced")
    assert asked() == set()
    assert stand() == [
        (Mark.SUBSTITUTE, False, CameAbout.ASKED),
        (Mark.LATE, False, CameAbout.ASKED),
        (Mark.ABSENT, True, CameAbout.ANNOUNCED),
    ]
    table.do(Undo())
    assert table.rows() == before


def test_away_as_announced_has_no_turn(table: Table) -> None:
    """Nobody waits for whoever said that they would not come."""
    tell(table, "Ann Chu", Mark.ABSENT)
    table.go_to(StepKind.PITCHES)
    assert "Ann Chu" not in order(table)


# Afterwards


def test_a_mark_corrected_after_the_meeting_stands_as_a_correction(table: Table) -> None:
    """Marks, leaving early too, can be put right once it is over; the trail says that they were."""
    table.go_to_end()
    table.clock.pass_by(minutes=30)
    seen = mark(table, "Ann Chu", Mark.ABSENT)
    assert is_correction(seen.journal[-1], seen.meeting)
    seen = table.do(c.LeaveEarly(table.person("Dee Fox")))
    assert place(table, "Dee Fox").left_at == seen.meeting.ended_at
    assert is_correction(seen.journal[-1], seen.meeting)


# Substitutes


def test_own_pitches_come_at_the_end(table: Table) -> None:
    """Where substitutes pitch for themselves, the round is dealt with them last; the bucket is not."""
    agree(table, OWN_AT_END)
    table.do(c.SeatSubstitute(table.person("Ann Chu"), "Tom Ray"))
    table.go_to(StepKind.PITCHES)
    assert order(table)[-1] == "Tom Ray"
    table.go_to(StepKind.BUCKET)
    assert order(table)[1] == "Tom Ray"


def test_own_pitches_of_who_comes_during_the_round(table: Table) -> None:
    """Seated while others speak, or when the member is called: at the end; the next one is up."""
    agree(table, OWN_AT_END).go_to(StepKind.PITCHES)
    table.do(c.SeatSubstitute(table.person("Ann Chu"), "Tom Ray"))
    table.do(c.SeatSubstitute(table.person("Maria Lopez"), "Lena Berg"))
    assert order(table) == ["Robert Diaz", "Cyrus Ng", "Dee Fox", "Paul Whitfield", "Tom Ray", "Lena Berg"]


def test_own_pitch_after_an_absence(table: Table) -> None:
    """Absent first, then stood in for: at the end, however early the seat."""
    agree(table, OWN_AT_END).go_to(StepKind.PITCHES)
    mark(table, "Robert Diaz", Mark.ABSENT)
    table.do(c.SeatSubstitute(table.person("Robert Diaz"), "Tom Ray"))
    assert order(table)[-1] == "Tom Ray"


def test_what_a_substitute_gives_is_the_member_s(table: Table) -> None:
    """The lead is credited to the seat, and says who spoke."""
    table.do(c.SeatSubstitute(table.person("Ann Chu"), "Tom Ray"))
    (lead,) = table.do(table.lead("Tom Ray", "Maria Lopez")).leads
    assert (lead.giver_id, lead.spoken_by_id) == (table.person("Ann Chu"), table.person("Tom Ray"))


def test_a_held_seat_is_refused_unless_overruled(later: Table) -> None:
    """Under the strict rule nobody takes another's seat; also with the profession on record, untyped."""
    agree(later, ChapterRules(substitutes=SubstituteRules(profession=SubstituteProfession.NO_HELD_SEAT)))
    dee = later.person("Dee Fox")
    for who, profession in (("Lea Lim", "Insurance agency"), ("Tom Ray", "insurer")):
        with pytest.raises(Refused, match="is the seat of Cyrus Ng, Insurance: by the rules no substitute"):
            later.do(c.SeatSubstitute(dee, who, profession))
    assert place(later, "Dee Fox").substitute_id is None
    later.do(c.SeatSubstitute(dee, "Lea Lim", "Insurance agency", overrules=True))
    assert later.now.name(place(later, "Dee Fox").substitute_id or dee) == "Lea Lim"
    with pytest.raises(Refused, match="is the seat of Cyrus Ng"):
        later.do(c.SeatSubstitute(later.person("Robert Diaz"), "Lea Lim"))


def test_who_has_stood_in_is_known(later: Table) -> None:
    """For whom and when, at closed meetings; tonight is not counted with them."""
    later.do(c.SeatSubstitute(later.person("Dee Fox"), "Tom Ray"))
    past = later.desk.sync.read(lookups.past_substitutes)
    (tom,) = past.people
    assert (tom.person.name, tom.person.profession) == ("Tom Ray", "Printing")
    assert [(time.on, time.member) for time in tom.times] == [(past.held[0], "Cyrus Ng")]
    assert past.seats[later.person("Cyrus Ng")].profession == "Insurance"


def test_another_chapter_s_substitutes_are_not_known(later: Table) -> None:
    """Who stands in elsewhere is nobody here."""
    elsewhere = Table.lay(later.store, found_chapter(later.store, name="Elsewhere"), later.clock)
    assert later.desk.sync.read(lookups.past_substitutes).people != ()
    assert later.desk.sync.read(lookups.past_visitors).visitors != ()
    assert elsewhere.desk.sync.read(lookups.past_substitutes).people == ()
    assert elsewhere.desk.sync.read(lookups.past_visitors).visitors == ()
    elsewhere.desk.close()


# Visitors


def test_who_has_visited_is_known(later: Table) -> None:
    """How often, when last; and which seats are held."""
    past = later.desk.sync.read(lookups.past_visitors)
    (eve,) = past.visitors
    assert (eve.person.name, eve.visits, eve.became) == ("Eve Stone", 1, None)
    assert {seat.holder for seat in past.seats} == {"Maria Lopez", "Ann Chu", "Robert Diaz", "Cyrus Ng"} | {
        "Dee Fox",
        "Paul Whitfield",
    }


@ON_BOTH
def test_who_has_joined_since_is_not_offered(later: Table) -> None:
    """Somebody with a seat neither visits nor stands in."""
    with later.store.writing(later.desk.chapter_id) as unit:
        holder = unit.connection.execute(select(t.membership)).first()
        assert holder is not None
        for name, seat in (("Eve Stone", 1), ("Tom Ray", 2)):
            person = unit.connection.execute(
                select(t.person.c.id).where(t.person.c.name == name)
            ).scalar_one()
            unit.update(t.membership, holder.id + seat, person_id=person)
    assert later.desk.sync.read(lookups.past_visitors).visitors == ()
    assert later.desk.sync.read(lookups.past_substitutes).people == ()


@pytest.mark.parametrize(("counts", "number"), [(False, 1), (True, 2)])
def test_an_open_house_counts_where_agreed(later: Table, counts: bool, number: int) -> None:
    """A visit to one is a visit only by the chapter's word, in the picture and in what is known."""
    agree(later, ChapterRules(visitors=VisitorRules(open_house_counts=counts)))
    with later.store.writing(later.desk.chapter_id) as unit:
        unit.update(t.meeting, 1, kind=MeetingKind.OPEN_HOUSE.value)
    (visit,) = later.do(c.WelcomeVisitor("Eve Stone")).visits
    assert (visit.number, visit.counts) == (number, True)
    assert later.desk.sync.read(lookups.past_visitors).visitors[0].visits == number - 1


def test_tonight_s_open_house_does_not_count(later: Table) -> None:
    """The number stays what it was, and the line says what sort of visit it is."""
    with later.store.writing(later.desk.chapter_id) as unit:
        unit.update(t.meeting, later.meeting_id, kind=MeetingKind.OPEN_HOUSE.value)
    seen = later.do(c.WelcomeVisitor("Eve Stone"))
    assert (seen.visits[0].number, seen.visits[0].counts) == (1, False)
    assert "open house" in record_lines(seen)[0].detail


def test_a_silent_visitor_has_no_turn(table: Table) -> None:
    """Where the seat is taken and the chapter says so; the round is not held for silent ones alone."""
    agree(table, SILENT)
    seen = table.do(c.WelcomeVisitor("Una Wills", "FLORIST"))
    assert seen.visits[0].silent
    assert seen.journal[-1].what == "Visitor Una Wills, silent: seat taken: Ann Chu"
    assert "silent" in record_lines(seen)[0].detail
    table.do(c.WelcomeVisitor("Vic Stone", "Masonry"))
    table.go_to(StepKind.VISITORS)
    table.do(c.WelcomeVisitor("Xenia Paz", "Roofing"))
    assert order(table) == ["Vic Stone"]


def test_silent_visitors_alone_are_not_introduced(table: Table) -> None:
    """Their round is passed over as if nobody had come."""
    agree(table, SILENT)
    table.do(c.WelcomeVisitor("Una Wills", "Florist"))
    table.go_to(StepKind.BUCKET)
    assert next(s for s in table.now.steps if s.kind is StepKind.VISITORS).outcome is Outcome.ABSENT


def test_a_corrected_profession_gives_the_turn_or_takes_it(table: Table) -> None:
    """During the introductions, silence follows what the profession is after all."""
    agree(table, SILENT)
    table.do(c.WelcomeVisitor("Vic Stone", "Masonry"))
    una = table.do(c.WelcomeVisitor("Una Wills", "Florist")).visits[1]
    table.go_to(StepKind.VISITORS)
    table.do(c.WelcomeVisitor("Una Wills", "Flower school", corrects=una.id))
    assert order(table) == ["Vic Stone", "Una Wills"]
    table.do(c.WelcomeVisitor("Una Wills", "Florist", corrects=una.id))
    assert order(table) == ["Vic Stone"]
    table.do(c.WelcomeVisitor("Una Wills", "Flower school", corrects=una.id))
    assert order(table) == ["Vic Stone", "Una Wills"]


@ON_BOTH
def test_what_became_of_a_visitor(table: Table) -> None:
    """It is kept with a note, shown in the record, changed and taken back; undo does each."""
    (visit,) = table.do(c.WelcomeVisitor("Vic Stone")).visits
    seen = table.do(c.NoteVisitor(visit.id, Became.APPLIES, " form  sent "))
    assert (seen.visits[0].became, seen.visits[0].became_note) == (Became.APPLIES, "form sent")
    assert seen.journal[-1].what == "Vic Stone, applies: form sent"
    assert record_lines(seen)[0].detail.endswith("applies: form sent")
    seen = table.do(c.NoteVisitor(visit.id, None))
    assert seen.journal[-1].what == "Vic Stone: no outcome yet"
    seen = table.do(Undo())
    assert seen.visits[0].became is Became.APPLIES


def test_what_became_and_a_correction_are_one_act(table: Table) -> None:
    """One form, one entry, one undo."""
    (visit,) = table.do(c.WelcomeVisitor("Vik Stone")).visits
    became = c.NoteVisitor(visit.id, Became.COMES_AGAIN)
    seen = table.do(c.WelcomeVisitor("Vic Stone", corrects=visit.id, became=became))
    assert (seen.name(visit.person_id), seen.visits[0].became) == ("Vic Stone", Became.COMES_AGAIN)
    assert seen.journal[-1].what == "Visitor corrected: Vic Stone, will come again"
    seen = table.do(Undo())
    assert (seen.name(visit.person_id), seen.visits[0].became) == ("Vik Stone", None)


def test_what_became_can_be_said_days_later(table: Table) -> None:
    """It is a correction of the meeting, with its day; a visit withdrawn has become nothing."""
    (visit,) = table.do(c.WelcomeVisitor("Vic Stone")).visits
    table.go_to_end()
    table.clock.pass_by(minutes=3 * 24 * 60)
    seen = table.do(c.NoteVisitor(visit.id, Became.NOT_INTERESTED, "too far"))
    assert seen.visits[0].corrected_at == table.clock.now()
    table.do(Withdraw("visit", visit.id))
    with pytest.raises(Refused, match="no longer in today's record"):
        table.do(c.NoteVisitor(visit.id, Became.APPLIES))


def deciding(table: Table, visits: int, *, open_house_counts: bool = False) -> list[tuple[str, int]]:
    """Who is to decide, with how many visits."""
    after = table.clock.now() - timedelta(days=60)
    with table.store.reading() as connection:
        rows = visitors_to_decide(
            connection, table.now.chapter.id, visits, after, open_house_counts=open_house_counts
        )
    return [(row.name, row.visits) for row in rows]


@pytest.mark.parametrize(
    ("became", "decides"),
    [
        (None, True),
        (Became.COMES_AGAIN, True),
        (Became.APPLIES, False),
        (Became.JOINED, False),
        (Became.NOT_INTERESTED, False),
    ],
)
def test_who_has_decided_is_not_asked(later: Table, became: Became | None, decides: bool) -> None:
    """Visitors who said no, or yes, are not among those who decide; the last word counts."""
    (visit,) = later.do(c.WelcomeVisitor("Eve Stone")).visits
    later.do(c.NoteVisitor(visit.id, became, "said so"))
    assert deciding(later, 2) == ([("Eve Stone", 2)] if decides else [])
    assert deciding(later, 3) == []


def test_open_houses_do_not_make_visitors_decide(later: Table) -> None:
    """What does not count against the limit does not ask for a decision."""
    with later.store.writing(later.desk.chapter_id) as unit:
        unit.update(t.meeting, 1, kind=MeetingKind.OPEN_HOUSE.value)
    later.do(c.WelcomeVisitor("Eve Stone"))
    assert deciding(later, 2) == []
    assert deciding(later, 2, open_house_counts=True) == [("Eve Stone", 2)]


def test_a_round_left_and_taken_up_again_keeps_what_late_has_cost(table: Table) -> None:
    """Back from the bucket, whoever came late meanwhile is passed over, and whoever was forgiven speaks."""
    agree(table, LATE_COSTS)
    for name in ("Robert Diaz", "Dee Fox"):
        mark(table, name, Mark.ABSENT)
    table.go_to(StepKind.BUCKET)
    mark(table, "Dee Fox", Mark.LATE)
    mark(table, "Robert Diaz", Mark.LATE)
    table.do(c.GoBack())
    assert order(table) == ["Paul Whitfield"]
    table.do(BringBackTurn(table.turn_of("Dee Fox").id))
    table.go_to(StepKind.BUCKET)
    assert order(table)[-1] == "Robert Diaz"


def test_the_rest_of_the_meeting_leaves_out_who_is_too_late(table: Table) -> None:
    """What is still to come is planned without a pitch that has been lost before the round."""
    agree(table, LATE_FROM_WELCOME).go_to(StepKind.WELCOME)
    seen = mark(table, "Ann Chu", Mark.LATE)
    step = next(s for s in seen.steps if s.kind is StepKind.PITCHES)
    assert len(turn_lengths(seen, step)) == len(people_of_round(seen, step)) == len(seen.attendees) - 1


# Put right afterwards


def test_a_round_gone_back_to_keeps_what_late_has_cost(table: Table) -> None:
    """Late after the pitches began and were left by going back: when they go on the pitch is still lost."""
    agree(table, LATE_COSTS).go_to(StepKind.PITCHES)
    table.do(c.GoBack())
    mark(table, "Cyrus Ng", Mark.LATE)
    table.go_to(StepKind.PITCHES)
    assert table.turn_of("Cyrus Ng").outcome is Outcome.SKIPPED


def test_the_visit_of_who_has_joined_since_can_be_corrected(table: Table) -> None:
    """Host and what became of a visitor are put right also once they hold a seat."""
    seen = table.do(c.WelcomeVisitor("Eve Stone", "Piano lessons"))
    visit = seen.visits[0]
    with table.store.writing(table.desk.chapter_id) as unit:
        seat_member(unit, seen.chapter.id, 9, "Eve Stone", "Piano teacher")
        (seat,) = unit.connection.scalars(select(t.membership.c.id).where(t.membership.c.seat == 9))
        unit.update(t.membership, seat, person_id=visit.person_id)
    ann = table.person("Ann Chu")
    became = c.NoteVisitor(visit.id, Became.JOINED, "in spring")
    seen = table.do(c.WelcomeVisitor("Eve Stone", "", ann, corrects=visit.id, became=became))
    assert (seen.visits[0].host_id, seen.visits[0].became) == (ann, Became.JOINED)
    assert seen.visits[0].person_id == visit.person_id


def test_another_host_makes_nobody_silent(table: Table) -> None:
    """A seat that is taken since then does not silence a visit that is only put right."""
    seen = agree(table, SILENT).do(c.WelcomeVisitor("Eve Stone", "Piano lessons"))
    with table.store.writing(table.desk.chapter_id) as unit:
        seat_member(unit, seen.chapter.id, 9, "Bo Lind", "Piano lessons")
    visit, ann = seen.visits[0], table.person("Ann Chu")
    seen = table.do(c.WelcomeVisitor("Eve Stone", "Piano lessons", ann, corrects=visit.id))
    assert (seen.visits[0].host_id, seen.visits[0].silent) == (ann, False)


def test_a_visitor_who_is_back_has_one_turn(table: Table) -> None:
    """Withdrawn during the introductions and welcomed again, a visitor has the one turn they had."""
    first = table.do(c.WelcomeVisitor("Eve Stone", "Piano lessons"))
    table.do(c.WelcomeVisitor("Hal Orr", "Tiling"))
    table.go_to(StepKind.VISITORS)
    table.do(Withdraw("visit", first.visits[0].id))
    seen = table.do(c.WelcomeVisitor("Eve Stone", "Piano lessons"))
    assert seen.step is not None
    assert [seen.name(turn.member_id) for turn in seen.turns_of(seen.step)].count("Eve Stone") == 1


def test_a_substitute_sent_home_leaves_no_early_departure(table: Table) -> None:
    """Left early as a substitute, then withdrawn: the member was absent, and has not left early."""
    agree(table, LATE_COSTS).go_to(StepKind.PITCHES)
    table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray"))
    table.do(c.LeaveEarly(table.person("Cyrus Ng")))
    table.do(Withdraw("attendance", place(table, "Cyrus Ng").id))
    assert (place(table, "Cyrus Ng").mark, place(table, "Cyrus Ng").left_at) == (Mark.ABSENT, None)
