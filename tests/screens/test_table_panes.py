"""What stands around the stage: the table, the record and the agenda, as functions of the picture."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.leads.commands import ThankForBusiness
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.meeting.agenda_progress import project
from leadsroom.domain.meeting.countdown import Phase
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.money import Money
from screens.meeting.agenda_pane import agenda_picture, draw_folded, draw_line
from screens.meeting.masthead import masthead_picture
from screens.meeting.record_pane import Tonight, tonight_picture
from screens.meeting.stage import StageHead
from screens.meeting.stage_picture import StagePicture, stage_picture
from screens.meeting.table_pane import table_picture
from tests.databases import SqliteFiles
from tests.meeting.table import WHOLE, Table, rebuilt
from tests.screens.table import bucket, laid_table, nothing, pitches


def _announced(table: Table) -> None:
    """Before the start Ann Chu is here, Dee Fox absent, and a substitute is announced for Cyrus Ng."""
    table.do(c.MarkAttendance(member_id=table.person("Ann Chu"), mark=Mark.PRESENT))
    table.do(c.MarkAttendance(member_id=table.person("Dee Fox"), mark=Mark.ABSENT))
    table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray", profession="Insurance"))


def _as_announced(seen: Snapshot) -> Snapshot:
    """The same, the substitute announced beforehand and not arrived."""
    places = (
        replace(place, is_announced=True, arrived_at=None) if place.substitute_id else place
        for place in seen.attendees
    )
    return replace(seen, attendees=tuple(places))


def test_the_table_counts_who_is_here(sqlite_files: SqliteFiles) -> None:
    """Who is absent is neither here nor to come; one who was announced is to come. The start marks nobody."""
    with laid_table(sqlite_files, _announced) as table:
        assert table_picture(_as_announced(table.now)).count == "1 here, 4 to come"
        table.go()
        assert table_picture(_as_announced(table.now)).count == "1 of 6"
        assert table_picture(table.now).count == "2 of 6"
        table.do(c.MarkOthersPresent())
        assert table_picture(table.now).count == "5 of 6"


def test_what_is_announced_has_no_time_yet(sqlite_files: SqliteFiles) -> None:
    """At 6:50 nothing is entered at 7:00; once the meeting is on the entry has its time."""
    with laid_table(sqlite_files, _announced) as table:
        seen = _as_announced(table.now)
        row = _record(seen)[-1]
        assert row.startswith("       Substitute ")
        assert "announced" in row
        assert _record(table.go())[-1].startswith("7:00   Substitute ")


def _record(seen: Snapshot) -> list[str]:
    pane = Tonight()
    return pane.draw(tonight_picture(seen, None), 110).plain.split("\n")


def test_own_purchases_are_marked_in_the_count_of_dollars(sqlite_files: SqliteFiles) -> None:
    """Where room is short in fewer words, and at the last not at all; a slip put right moves them."""
    with laid_table(sqlite_files, nothing) as table:
        own = replace(WHOLE, inside=True)
        lead = table.do(table.lead(slip=own)).leads[0]
        for lead_id, dollars in ((None, 100_000), (lead.id, 20_000)):
            table.do(ThankForBusiness(lead.receiver_id, lead.giver_id, Money(dollars, "USD"), lead_id))
        assert rebuilt(table.store, table.meeting_id) == table.now
        seen = tonight_picture(table.now, None)
        heads = {width: Tonight().draw(seen, width).plain.split("\n")[0] for width in (110, 78, 74)}
        assert "$1,200 closed ($200 own)    0 testimonials" in heads[110]
        assert "$1,200 ($200 own)  0 testimonials" in heads[78]
        assert "$1,200 closed  0 testimonials" in heads[74]
        assert all(head.endswith("0 visitors") for head in heads.values())
        table.do(replace(table.lead(slip=WHOLE), corrects=lead.id))
        assert rebuilt(table.store, table.meeting_id) == table.now
        assert "$1,200 closed    0 testimonials" in _record(table.now)[0]


def _agenda(table: Table, width: int) -> list[str]:
    picture = agenda_picture(table.now, table.clock.now())
    return [draw_line(line, width).plain.rstrip() for line in picture]


@pytest.mark.parametrize(
    ("width", "row"), [(28, "        Visitors           0"), (21, "        Visitors    0")]
)
def test_a_round_that_nobody_is_in_has_no_time(sqlite_files: SqliteFiles, width: int, row: str) -> None:
    """Nobody is in it yet, and it has no time; with a visitor it is a round like others."""
    with laid_table(sqlite_files, nothing) as table:
        assert row in _agenda(table, width)
        table.do(c.WelcomeVisitor(name="Eve Stone", profession="Piano", host_id=table.person("Ann Chu")))
        assert row not in _agenda(table, width)


@pytest.mark.parametrize("width", [26, 34, 44])
def test_what_a_step_cost_has_its_unit(sqlite_files: SqliteFiles, width: int) -> None:
    """In the narrowest column too; what ended before the last step only where there is room for it."""
    with laid_table(sqlite_files, nothing) as table:
        table.go()
        table.go(seconds=20 * 60)
        table.go(seconds=60)
        first, second, *_ = _agenda(table, width)
        assert second.endswith(" 1 min under")
        assert first.endswith(" 15 min over") == (width == 44)
        assert not any(line.endswith(("-1", "+15")) for line in _agenda(table, width))


def test_folded_the_titles_stand_whole(sqlite_files: SqliteFiles) -> None:
    """What is on with how far it is, what is next with its time."""
    with laid_table(sqlite_files, bucket) as table:
        shown = agenda_picture(table.now, table.clock.now())
        rows = [draw_folded(line, 21).plain for line in shown if line.look in ("now", "ahead")]
        assert [row[:-5].rstrip() for row in rows] == ["▶ Leads bucket", "  Close"]
        assert [row[-5:].strip() for row in rows] == ["1/6", shown[-1].time]
        assert {len(row) for row in rows} == {21}


def test_amber_and_advice_begin_with_a_full_minute(sqlite_files: SqliteFiles) -> None:
    """Some seconds late, both masthead and stage say that it is on time; a minute late both say so."""
    with laid_table(sqlite_files, nothing) as table:
        late = project(table.now, table.clock.now()).behind
        table.clock.moment -= late
        for seconds, end, look in ((59, "on time", ""), (60, "1 min", "warning")):
            now = table.clock.now() + timedelta(seconds=seconds)
            (would,) = (fact for fact in stage_picture(table.now, now).facts if fact.label == "Ends")
            assert end in would.text
            assert would.look == look
            assert masthead_picture(table.now, now).end.startswith(end)
            assert masthead_picture(table.now, now).behind is bool(look)


def test_one_remark_stands_there_at_a_time(sqlite_files: SqliteFiles) -> None:
    """A clock that jumped before a message to the speaker, and that before the advice to catch up."""
    with laid_table(sqlite_files, pitches) as table:
        table.go()
        table.clock.pass_by(minutes=18)
        table.do(c.PromptSpeaker("wrap up please", stays=timedelta(minutes=1)))
        now = table.clock.now()
        labels = {"Time", "Speaker sees", "Catch up"}

        def shown(jump: str, later: timedelta) -> list[str]:
            facts = stage_picture(table.now, now + later, jump).facts
            return [fact.label for fact in facts if fact.label in labels]

        assert shown("slept", timedelta(0)) == ["Time"]
        assert shown("", timedelta(0)) == ["Speaker sees"]
        assert shown("", timedelta(minutes=3)) == ["Catch up"]


def test_the_place_is_shown_whole_or_not_at_all() -> None:
    """Beside the start; a place that would be cut is left out."""
    picture = StagePicture("Before the meeting", "Starts at 7:00", place="Harborview Café, back room")
    head = StageHead()
    assert head.draw(picture, 48).plain.endswith("Café, back room")
    assert head.draw(picture, 40).plain.rstrip().endswith("Starts at 7:00")


def test_facts_about_a_speaker_stand_whole() -> None:
    """The last ones give way before one of them is cut in the middle."""
    picture = StagePicture("Pitches", "Isla Grant", about="for Bea Katz · Caterer · Katz Catering")
    for width, about in ((60, "for Bea Katz · Caterer · Katz Catering"), (40, "for Bea Katz · Caterer")):
        assert StageHead().draw(picture, width).plain.rstrip().endswith(f"Isla Grant   {about}")


def test_the_small_clock_has_the_colour_of_its_phase() -> None:
    """Over is as red in the bucket as in a pitch."""
    over = StagePicture("Leads bucket", "Ann Chu", digits="-0:20", phase=Phase.OVER, small_clock=True)
    drawn = StageHead().draw(over, 48)
    at = drawn.plain.index("-0:20")
    assert any(span.start <= at < span.end and "$phase-time" in str(span.style) for span in drawn.spans)
    assert drawn.plain.endswith("-0:20  ● OVER")


def test_what_is_over_need_not_catch_up(sqlite_files: SqliteFiles) -> None:
    """The table of a meeting that ended late says how to correct it, and no longer how to end in time."""
    with laid_table(sqlite_files, nothing) as table:
        table.go()
        table.do(table.lead("Dee Fox", "Ann Chu"))
        table.clock.pass_by(hours=2)
        table.go_to_end()
        facts = [fact.label for fact in stage_picture(table.now, table.clock.now()).facts]
        assert "Catch up" not in facts
        assert "Correct" in facts
