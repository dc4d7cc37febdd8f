"""Who is at the table, and what it means for the round that is on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.snapshot import Outcome, Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.errors import Refused
from tests.databases import ON_BOTH
from tests.harborview import START, SetClock
from tests.meeting.table import Table


def _mark(table: Table, name: str, mark: Mark) -> Snapshot:
    return table.do(c.MarkAttendance(table.person(name), mark))


def _order(table: Table) -> list[str]:
    """Who of the round is up or still to speak, in order."""
    seen = table.now
    assert seen.step is not None
    ids = [seen.meeting.turn_id, *(turn.id for turn in seen.waiting_turns(seen.step))]
    return [seen.name(turn.speaker_id) for x in ids for turn in seen.turns if turn.id == x]


def test_marks_are_kept(table: Table) -> None:
    """Each mark can be set before the meeting, and set again."""
    for mark in (Mark.PRESENT, Mark.ABSENT, Mark.MEDICAL, Mark.LATE):
        seen = _mark(table, "Ann Chu", mark)
        place = seen.attendee(table.person("Ann Chu"))
        assert place is not None
        assert place.mark is mark
        assert seen.journal[-1].what == f"Ann Chu: {mark.words}"


def _online(table: Table, name: str, *, online: bool = True) -> tuple[Mark | None, bool]:
    place = table.do(c.AttendOnline(table.person(name), online)).attendee(table.person(name))
    assert place is not None
    return place.mark, place.online


def test_whoever_is_online_is_present_or_late_as_anybody(table: Table) -> None:
    """Late stays late, a substitute a substitute; who was absent is present, and a mark by name ends it."""
    _mark(table, "Ann Chu", Mark.LATE)
    assert _online(table, "Ann Chu") == (Mark.LATE, True)
    assert _online(table, "Ann Chu", online=False) == (Mark.LATE, False)
    table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray"))
    assert _online(table, "Cyrus Ng") == (Mark.SUBSTITUTE, True)
    assert table.now.journal[-1].what == "Tom Ray for Cyrus Ng: online"
    _mark(table, "Dee Fox", Mark.ABSENT)
    assert _online(table, "Dee Fox") == (Mark.PRESENT, True)
    before = table.rows()
    place = _mark(table, "Dee Fox", Mark.LATE).attendee(table.person("Dee Fox"))
    assert place is not None
    assert place.online
    place = _mark(table, "Dee Fox", Mark.PRESENT).attendee(table.person("Dee Fox"))
    assert place is not None
    assert not place.online
    table.do(Undo())
    table.do(Undo())
    assert table.rows() == before
    with pytest.raises(Refused, match="Maria Lopez is not online"):
        _online(table, "Maria Lopez", online=False)


def test_who_comes_online_while_the_pitches_are_on_has_a_turn(table: Table) -> None:
    """Absent when they began, online since: the turn is at the end, and the substitute of a seat speaks."""
    _mark(table, "Ann Chu", Mark.ABSENT)
    table.go_to(StepKind.PITCHES)
    assert "Ann Chu" not in _order(table)
    _online(table, "Ann Chu")
    assert _order(table)[-1] == "Ann Chu"


def test_a_late_arrival_has_a_time(table: Table) -> None:
    """When somebody came is noted; a correction to present takes it back."""
    table.go(seconds=600)
    place = _mark(table, "Ann Chu", Mark.LATE).attendee(table.person("Ann Chu"))
    assert place is not None
    assert place.arrived_at == table.clock.now()
    place = _mark(table, "Ann Chu", Mark.PRESENT).attendee(table.person("Ann Chu"))
    assert place is not None
    assert place.arrived_at is None


def test_a_late_arrival_speaks_at_the_end(table: Table) -> None:
    """Somebody absent at the start of the round who comes in gets the last turn."""
    _mark(table, "Ann Chu", Mark.ABSENT)
    table.go_to(StepKind.PITCHES)
    table.go(4)
    _mark(table, "Ann Chu", Mark.LATE)
    assert _order(table) == ["Cyrus Ng", "Dee Fox", "Paul Whitfield", "Ann Chu"]


def test_a_late_arrival_after_the_last_pitch_is_up(table: Table) -> None:
    """With nobody up, whoever comes in is."""
    _mark(table, "Ann Chu", Mark.ABSENT)
    table.go_to(StepKind.PITCHES)
    for _ in range(5):
        table.do(c.Skip())
    seen = _mark(table, "Ann Chu", Mark.LATE)
    assert seen.turn is not None
    assert seen.name(seen.turn.member_id) == "Ann Chu"


def test_an_absence_during_the_round_takes_the_turn_away(table: Table) -> None:
    """Whoever is found to be away does not come up."""
    table.go_to(StepKind.PITCHES)
    _mark(table, "Robert Diaz", Mark.ABSENT)
    assert "Robert Diaz" not in _order(table)
    assert table.turn_of("Robert Diaz").outcome is Outcome.ABSENT


def test_an_absence_of_the_one_who_is_up_brings_up_the_next(table: Table) -> None:
    """An armed turn of somebody who is away is passed on."""
    table.go_to(StepKind.PITCHES)
    _mark(table, "Maria Lopez", Mark.MEDICAL)
    assert _order(table)[0] == "Ann Chu"


def test_an_absence_in_the_bucket_starts_the_next_clock(table: Table) -> None:
    """Where turns start by themselves, so does the one brought up by an absence."""
    table.go_to(StepKind.BUCKET)
    table.do(c.GoBack())
    table.go()
    seen = table.now
    assert seen.turn is not None
    assert seen.turn.clock.running


def test_whoever_has_spoken_keeps_their_turn(table: Table) -> None:
    """An absence noted later does not unsay a pitch."""
    table.go_to(StepKind.PITCHES)
    table.go(2, seconds=30)
    _mark(table, "Maria Lopez", Mark.ABSENT)
    assert table.turn_of("Maria Lopez").outcome is Outcome.DONE


def test_present_after_all_speaks_in_their_place(table: Table) -> None:
    """If their place in the order is still to come, they speak there."""
    table.go_to(StepKind.PITCHES)
    _mark(table, "Robert Diaz", Mark.ABSENT)
    _mark(table, "Robert Diaz", Mark.PRESENT)
    assert _order(table)[2] == "Robert Diaz"


def test_present_after_all_speaks_at_the_end_when_their_place_is_past(table: Table) -> None:
    """If the round has gone by, they speak last."""
    table.go_to(StepKind.PITCHES)
    _mark(table, "Ann Chu", Mark.ABSENT)
    table.go(4)
    _mark(table, "Ann Chu", Mark.LATE)
    assert _order(table)[-1] == "Ann Chu"


@ON_BOTH
def test_whoever_leaves_early_is_not_called(table: Table) -> None:
    """The turn is given up, and comes back with the member."""
    table.go_to(StepKind.PITCHES)
    seen = table.do(c.LeaveEarly(table.person("Dee Fox")))
    place = seen.attendee(table.person("Dee Fox"))
    assert place is not None
    assert place.left_at == table.clock.now()
    assert "Dee Fox" not in _order(table)
    seen = table.do(c.LeaveEarly(table.person("Dee Fox"), left=False))
    assert "Dee Fox" in _order(table)
    assert seen.journal[-1].what == "Dee Fox is back"


def test_only_who_is_here_leaves_and_only_who_left_comes_back(table: Table) -> None:
    """Leaving and coming back follow each other."""
    table.go()
    member = table.person("Dee Fox")
    with pytest.raises(Refused, match="Dee Fox has not left"):
        table.do(c.LeaveEarly(member, left=False))
    table.do(c.LeaveEarly(member))
    with pytest.raises(Refused, match="Dee Fox is not at the table"):
        table.do(c.LeaveEarly(member))
    _mark(table, "Ann Chu", Mark.ABSENT)
    for left in (True, False):
        with pytest.raises(Refused):
            table.do(c.LeaveEarly(table.person("Ann Chu"), left=left))


def test_a_substitute_speaks_for_the_member(table: Table) -> None:
    """The seat is marked, the turn is the member's, the speaker is the substitute."""
    seen = table.do(c.SeatSubstitute(table.person("Cyrus Ng"), " Tom  Ray ", "Printing"))
    place = seen.attendee(table.person("Cyrus Ng"))
    assert place is not None
    assert (place.mark, seen.seat_name(place.member_id)) == (Mark.SUBSTITUTE, "Tom Ray for Cyrus Ng")
    assert seen.people[table.person("Tom Ray")].profession == "Printing"
    table.go_to(StepKind.PITCHES)
    assert "Tom Ray" in _order(table)


def test_a_substitute_who_comes_during_the_round_takes_the_turn(table: Table) -> None:
    """The turn still to come is spoken by the substitute."""
    table.go_to(StepKind.PITCHES)
    table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray"))
    assert _order(table)[3] == "Tom Ray"


def test_a_substitute_is_known_the_next_time(table: Table) -> None:
    """The same name is the same person; a profession typed later is stored."""
    first = table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray"))
    table.do(c.MarkAttendance(table.person("Cyrus Ng"), Mark.PRESENT))
    second = table.do(c.SeatSubstitute(table.person("Dee Fox"), "tom ray", "Printing"))
    ids = {a.substitute_id for seen in (first, second) for a in seen.attendees if a.substitute_id}
    assert len(ids) == 1
    assert second.people[ids.pop()].profession == "Printing"


def test_a_member_does_not_stand_in(table: Table) -> None:
    """A substitute comes from outside, whatever the case of the letters."""
    with pytest.raises(Refused, match="holds a seat at this table"):
        table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "ANN CHU"))


def test_nobody_stands_in_twice(table: Table) -> None:
    """One person cannot fill two seats."""
    table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray"))
    with pytest.raises(Refused, match="already stands in for Cyrus Ng"):
        table.do(c.SeatSubstitute(table.person("Dee Fox"), "Tom Ray"))


@pytest.mark.parametrize("name", ["", "   ", "\x1b[31m\x07"])
def test_a_visitor_has_a_name(table: Table, name: str) -> None:
    """Nothing, spaces and control characters are no name."""
    with pytest.raises(Refused, match="Type the name"):
        table.do(c.SeatSubstitute(table.person("Cyrus Ng"), name))
    with pytest.raises(Refused, match="Type the name"):
        table.do(c.WelcomeVisitor(name))


def test_the_mark_of_a_substitute_needs_a_substitute(table: Table) -> None:
    """S is not set without saying who."""
    with pytest.raises(Refused, match="Press s"):
        _mark(table, "Ann Chu", Mark.SUBSTITUTE)


def test_a_substitute_sent_home_leaves_the_member_absent(table: Table) -> None:
    """Withdrawing a substitute gives the turn to nobody else."""
    seen = table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray"))
    place = seen.attendee(table.person("Cyrus Ng"))
    assert place is not None
    seen = table.do(Withdraw("attendance", place.id))
    place = seen.attendee(table.person("Cyrus Ng"))
    assert place is not None
    assert (place.mark, place.substitute_id) == (Mark.ABSENT, None)


def test_a_substitute_sent_home_during_the_round_is_not_called(table: Table) -> None:
    """Nobody speaks for a seat that has become empty: the next person is up."""
    seen = table.do(c.SeatSubstitute(table.person("Ann Chu"), "Tom Ray"))
    place = seen.attendee(table.person("Ann Chu"))
    assert place is not None
    table.go_to(StepKind.PITCHES)
    table.do(Withdraw("attendance", place.id))
    assert _order(table)[:2] == ["Maria Lopez", "Robert Diaz"]
    assert table.turn_of("Ann Chu").outcome is Outcome.ABSENT


def test_nobody_is_sent_home_who_is_not_there(table: Table) -> None:
    """A seat without a substitute has none to withdraw."""
    place = table.now.attendees[0]
    with pytest.raises(Refused, match="Maria Lopez has no substitute"):
        table.do(Withdraw("attendance", place.id))


def test_whoever_is_marked_absent_is_not_called_back(table: Table) -> None:
    """The mark comes first, then the turn; also for somebody who was skipped before."""
    table.go_to(StepKind.PITCHES)
    table.do(c.Skip())
    _mark(table, "Maria Lopez", Mark.ABSENT)
    with pytest.raises(Refused, match="Maria Lopez is not at the table"):
        table.do(c.CallBack(table.turn_of("Maria Lopez").id))
    _mark(table, "Maria Lopez", Mark.LATE)
    assert "Maria Lopez" in _order(table)


def test_a_round_that_was_left_is_taken_up_with_who_is_there_now(table: Table) -> None:
    """After going back, an absence, a substitute and an arrival are seen when the round goes on."""
    _mark(table, "Robert Diaz", Mark.ABSENT)
    table.go_to(StepKind.BUCKET)
    table.do(c.GoBack())
    _mark(table, "Ann Chu", Mark.ABSENT)
    _mark(table, "Robert Diaz", Mark.LATE)
    table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray"))
    table.go_to(StepKind.BUCKET)
    assert _order(table) == ["Maria Lopez", "Tom Ray", "Dee Fox", "Paul Whitfield", "Robert Diaz"]


def test_a_visitor_is_welcomed(table: Table) -> None:
    """With a profession and a host, counted as the first visit."""
    seen = table.do(c.WelcomeVisitor("Vic Stone", "Masonry", table.person("Ann Chu")))
    (visit,) = seen.visits
    assert (visit.number, visit.host_id, visit.at) == (1, table.person("Ann Chu"), START)
    assert seen.people[visit.person_id].profession == "Masonry"


def test_visitors_get_their_round(table: Table) -> None:
    """With a visitor the round of visitors is held; one who comes during it is added."""
    table.do(c.WelcomeVisitor("Vic Stone"))
    seen = table.go_to(StepKind.VISITORS)
    assert _order(table) == ["Vic Stone"]
    table.do(c.WelcomeVisitor("Una Wills"))
    assert _order(table) == ["Vic Stone", "Una Wills"]
    assert seen.step is not None


def test_a_visitor_is_on_the_list_once(table: Table) -> None:
    """The same name twice is the same visitor."""
    table.do(c.WelcomeVisitor("Vic Stone"))
    with pytest.raises(Refused, match="on today's list of visitors already"):
        table.do(c.WelcomeVisitor("vic stone"))


def test_a_member_is_no_visitor(table: Table) -> None:
    """Nor can somebody with a seat be a visitor."""
    with pytest.raises(Refused, match="holds a seat"):
        table.do(c.WelcomeVisitor("Ann Chu"))


@ON_BOTH
def test_a_visitor_is_corrected(table: Table) -> None:
    """Another name and host on the same visit."""
    (visit,) = table.do(c.WelcomeVisitor("Vik Stone")).visits
    seen = table.do(c.WelcomeVisitor("Vic Stone", "", table.person("Dee Fox"), corrects=visit.id))
    assert [(v.id, seen.name(v.person_id), v.host_id) for v in seen.visits] == [
        (visit.id, "Vic Stone", table.person("Dee Fox"))
    ]


@ON_BOTH
def test_a_visitor_withdrawn_is_gone(table: Table) -> None:
    """The row stays for the trail, the list does not show it."""
    (visit,) = table.do(c.WelcomeVisitor("Vic Stone")).visits
    assert table.do(Withdraw("visit", visit.id)).visits == ()
    with pytest.raises(Refused, match="no longer in today's record"):
        table.do(Withdraw("visit", visit.id))


def test_a_visitor_withdrawn_is_not_called(table: Table) -> None:
    """In the round of visitors the next visitor is up."""
    table.do(c.WelcomeVisitor("Vic Stone"))
    (first, _) = table.do(c.WelcomeVisitor("Una Wills")).visits
    table.go_to(StepKind.VISITORS)
    table.do(Withdraw("visit", first.id))
    assert _order(table) == ["Una Wills"]


def test_a_visitor_corrected_is_called_by_the_right_name(table: Table) -> None:
    """The turn follows the correction."""
    (visit,) = table.do(c.WelcomeVisitor("Vik Stone")).visits
    table.go_to(StepKind.VISITORS)
    table.do(c.WelcomeVisitor("Vic Stone", corrects=visit.id))
    assert _order(table) == ["Vic Stone"]


def test_a_correction_does_not_make_one_visitor_of_two(table: Table) -> None:
    """A visit cannot be corrected into somebody who is on the list already."""
    table.do(c.WelcomeVisitor("Vic Stone"))
    (_, second) = table.do(c.WelcomeVisitor("Una Wills")).visits
    with pytest.raises(Refused, match="on today's list of visitors already"):
        table.do(c.WelcomeVisitor("Vic Stone", corrects=second.id))


def test_a_visitor_does_not_stand_in_and_a_substitute_does_not_visit(table: Table) -> None:
    """One person is at the table once."""
    table.do(c.WelcomeVisitor("Vic Stone"))
    table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray"))
    with pytest.raises(Refused, match="stands in for Cyrus Ng"):
        table.do(c.WelcomeVisitor("Tom Ray"))


def test_a_visitor_of_tonight_is_not_seated_as_a_substitute(table: Table) -> None:
    """Nor can somebody who stands in be corrected into a visitor."""
    table.do(c.WelcomeVisitor("Vic Stone"))
    for before in (None, "Tom Ray"):
        if before:
            table.do(c.SeatSubstitute(table.person("Cyrus Ng"), before))
        with pytest.raises(Refused, match="on today's list of visitors"):
            table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "vic stone"))


def test_a_mistyped_visitor_is_renamed(table: Table) -> None:
    """Known from tonight alone, a visitor or substitute keeps their number and what they said."""
    seen = table.do(c.WelcomeVisitor("tom rya", "Printing"))
    visitor = seen.visits[0].person_id
    table.do(table.lead("tom rya", "Ann Chu"))
    seen = table.do(c.WelcomeVisitor("Tom Ryan", "Print", corrects=seen.visits[0].id))
    assert (seen.visits[0].person_id, seen.leads[0].giver_id) == (visitor, visitor)
    assert (seen.name(visitor), seen.people[visitor].profession) == ("Tom Ryan", "Print")
    substitute = table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "lena breg")).attendees
    seen = table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Lena Berg"))
    (who,) = [place.substitute_id for place in substitute if place.substitute_id]
    assert seen.name(who) == "Lena Berg"
    assert seen.seat_name(table.person("Cyrus Ng")) == "Lena Berg for Cyrus Ng"


def test_another_spelling_of_the_same_name_is_put_right(later: Table) -> None:
    """A correction that only changes capitals or accents is the same person, however well known."""
    (visit,) = later.do(c.WelcomeVisitor("jose stone")).visits
    seen = later.do(c.WelcomeVisitor("José Stone", corrects=visit.id))
    assert (seen.visits[0].person_id, seen.name(visit.person_id)) == (visit.person_id, "José Stone")


@ON_BOTH
def test_a_visitor_of_earlier_meetings_is_not_renamed(later: Table) -> None:
    """Their name belongs to their other visits: the correction names somebody else."""
    (visit,) = later.do(c.WelcomeVisitor("Jose Stone")).visits
    seen = later.do(c.WelcomeVisitor("Tom Ryan", corrects=visit.id))
    assert seen.visits[0].person_id != visit.person_id
    assert later.do(Undo()).name(visit.person_id) == "Jose Stone"


@pytest.fixture
def later(table: Table, harborview: Chapter, clock: SetClock) -> Iterator[Table]:
    """The meeting a week after one at which Jose Stone was a visitor."""
    table.do(c.WelcomeVisitor("Jose Stone"))
    table.go_to_end()
    clock.moment += timedelta(days=7)
    later = Table.lay(table.store, harborview, clock)
    yield later
    later.desk.close()


def test_a_stranger_has_no_mark(table: Table) -> None:
    """Only members of this table are marked."""
    table.do(c.WelcomeVisitor("Vic Stone"))
    with pytest.raises(Refused, match="Choose a member of this table"):
        _mark(table, "Vic Stone", Mark.PRESENT)


def test_hostile_names_are_kept_as_typed(table: Table) -> None:
    """Markup is text; control characters are stripped at the door."""
    seen = table.do(c.WelcomeVisitor("[/] [@click=app.quit]x[/]\x1b[2J\r\n\u202e Anna"))
    (visit,) = seen.visits
    assert seen.name(visit.person_id) == "[/] [@click=app.quit]x[/] Anna"


@ON_BOTH
def test_a_past_meeting_s_table_is_put_right(table: Table, clock: SetClock) -> None:
    """Days later marks, substitutes and visitors can be corrected; nobody is said to come in just then."""
    (visit,) = table.do(c.WelcomeVisitor("Vic Stone")).visits
    closed = table.go_to_end().meeting
    clock.moment += timedelta(days=3)
    table.do(c.MarkAttendance(table.person("Dee Fox"), Mark.LATE))
    table.do(c.SeatSubstitute(table.person("Cyrus Ng"), "Tom Ray"))
    table.do(c.WelcomeVisitor("Vic Stein", corrects=visit.id))
    seen = table.do(c.WelcomeVisitor("Una Wills"))
    marks = {seen.name(a.member_id): (a.mark, a.arrived_at) for a in seen.attendees}
    assert (marks["Dee Fox"], marks["Cyrus Ng"]) == ((Mark.LATE, None), (Mark.SUBSTITUTE, None))
    assert [(seen.name(v.person_id), v.corrected_at, v.at <= clock.now()) for v in seen.visits] == [
        ("Vic Stein", clock.now(), True),
        ("Una Wills", None, True),
    ]
    assert seen.visits[1].at == closed.ended_at
    assert seen.meeting == closed
