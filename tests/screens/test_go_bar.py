"""The bottom line of the table: which keys a moment needs first, and what is left out where room is short."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadsroom.acts.meeting import commands as c
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from screens.kit.status_message import StatusMessage
from screens.meeting.bucket_keys import BucketKeys
from screens.meeting.go_bar import (
    GoBar,
    GoBarPicture,
    Moment,
    bar_at_table,
    bar_in_form,
    hints,
    hints_at,
    moment_of,
)
from screens.meeting.keys import Press
from screens.meeting.record_pane import RecordCursor
from tests.databases import SqliteFiles
from tests.harborview import SHORT_AGENDA
from tests.meeting.table import Table
from tests.screens.table import SMALL, bucket, laid_table, moderator, nothing, pitches, second_pitch

GO = "finish, next is Omar Aziz"


def words(moment: Moment, **more: object) -> list[str]:
    """The keys of a moment with their words."""
    return [f"{key} {word}" for key, word in hints(moment, **more)]  # type: ignore[arg-type]


def drawn(pairs: tuple[tuple[str, str], ...], width: int) -> str:
    """The bar as text."""
    return GoBar().draw(GoBarPicture(GO, pairs), width).plain


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        (Moment.BEFORE, ["a attendance", "s substitute", "v visitor", "p plan"]),
        (Moment.SPEAKING, ["+ 30 s", "k ask", "l lead", "space pause", "n skip"]),
        (Moment.OVER, ["+ 30 s", "n skip"]),
        (Moment.BUCKET, ["l lead", "⇥ choose"]),
        (Moment.STEP, ["l lead", "space pause"]),
        (Moment.CLOSED, ["u undo", "esc back"]),
    ],
)
def test_what_a_moment_needs_comes_first(moment: Moment, first: list[str]) -> None:
    """Who is here before the start, more time in a pitch, a lead in the bucket; help last."""
    assert words(moment)[: len(first)] == first
    assert words(moment)[-1] == "? keys"


@pytest.mark.parametrize("moment", Moment)
def test_no_key_stands_there_twice(moment: Moment) -> None:
    """Whatever waits, and whatever is chosen."""
    for on_raw in (False, True):
        for on_entry in (None, False, True):
            keys = [
                key for key, _ in hints(moment, on_raw=on_raw, on_entry=on_entry, waiting=("lead", "ask"))
            ]
            assert len(keys) == len(set(keys))


def test_a_closed_meeting_offers_nothing_that_is_refused() -> None:
    """No pause and no skip; an entry is chosen first, then edited or withdrawn."""
    assert words(Moment.CLOSED, on_entry=False) == ["↓ choose", "u undo", "esc back", "? keys"]
    chosen = ["e edit", "delete withdraw", "u undo", "esc back", "? keys"]
    assert words(Moment.CLOSED, on_entry=True) == chosen
    assert words(Moment.CLOSED, on_entry=None) == ["u undo", "esc back", "? keys"]


def test_nobody_is_asked_between_rounds() -> None:
    """Where nobody is up there is no ask to note."""
    assert "k ask" not in words(Moment.STEP)


def bottom_line(table: Table, width: int = 80) -> str:
    """The bottom line as the meeting stands, with no form open."""
    press = Press(table.now, table.clock.now())
    keys = hints_at(press, BucketKeys(), RecordCursor(), (), undo="undo")
    return GoBar().draw(bar_at_table(press, keys, StatusMessage()), width).plain


def test_space_is_called_what_it_does(sqlite_files: SqliteFiles) -> None:
    """It starts a clock that waits, pauses one that runs, resumes one that stands; so does F5 in a form."""
    with laid_table(sqlite_files, pitches) as table:
        words_now = []
        for command in (None, c.Resume(), c.Pause(), c.Resume()):
            if command is not None:
                table.do(command)
            in_form = bar_in_form(Press(table.now, table.clock.now()), "leave", StatusMessage())
            words_now.append((bottom_line(table).partition("space ")[2].split()[0], in_form.hints[0]))
        expected = ("start", "pause", "resume", "pause")
        assert words_now == [(word, ("f5", word)) for word in expected]


@pytest.mark.parametrize("width", [80, 120])
def test_the_step_of_the_speaker_offers_questions(sqlite_files: SqliteFiles, width: int) -> None:
    """Also once the time is up; once they are open Enter ends them, and no other step lists them."""
    talk = PlannedStep(StepKind.SPEAKER, "Speaker", timedelta(minutes=10))
    with laid_table(sqlite_files, nothing, agenda=(*SHORT_AGENDA[:1], talk, SHORT_AGENDA[-1])) as table:
        table.go()
        assert "o questions" not in bottom_line(table, width)
        table.go_to(StepKind.SPEAKER)
        assert "o questions" in bottom_line(table, width)
        table.clock.pass_by(seconds=3600)
        assert "o questions" in bottom_line(table, width)
        table.do(c.OpenQuestions(timedelta(minutes=3)))
        assert "end the questions" in bottom_line(table, width)
        assert "o questions" not in bottom_line(table, width)


def test_a_draft_comes_first_but_for_a_lead_in_the_bucket() -> None:
    """What is half typed is not forgotten, and never in the way of the key that the bucket is about."""
    assert words(Moment.SPEAKING, waiting=["visitor"])[:2] == ["v visitor, draft", "+ 30 s"]
    in_bucket = words(Moment.BUCKET, waiting=["visitor", "ask"], on_raw=True)
    assert in_bucket[:4] == ["l lead", "k ask, draft", "v visitor, draft", "e slip"]
    bar = drawn(hints(Moment.BUCKET, waiting=["visitor", "ask", "testimonial"]), 80)
    assert "   l lead   " in bar
    assert "t testimonial•" in bar


def test_a_word_that_does_not_fit_does_not_end_the_list() -> None:
    """The next shorter one is shown, and the last in any case."""
    bar = drawn((("x", "word " * 12), ("n", "skip"), ("?", "keys")), 80)
    assert bar.split("   ")[1:] == [GO, "n skip", "? keys"]


@pytest.mark.parametrize(
    ("before", "seconds", "moment"),
    [
        (nothing, 0, Moment.BEFORE),
        (pitches, 0, Moment.SPEAKING),
        (second_pitch, 0, Moment.SPEAKING),
        (second_pitch, 60, Moment.OVER),
        (bucket, 0, Moment.BUCKET),
    ],
)
def test_which_moment_it_is(sqlite_files: SqliteFiles, before: object, seconds: int, moment: Moment) -> None:
    """By what is going on, and in a pitch by its clock."""
    with laid_table(sqlite_files, before) as table:  # type: ignore[arg-type]
        now = table.clock.now() + timedelta(seconds=seconds)
        assert moment_of(table.now, now, in_list=before is bucket) is moment


def test_a_meeting_that_is_over_is_one_moment(sqlite_files: SqliteFiles) -> None:
    """Closed, whatever its clocks say."""
    with laid_table(sqlite_files, nothing) as table:
        assert moment_of(table.go_to_end(), table.clock.now(), in_list=False) is Moment.CLOSED


async def test_a_form_that_opens_takes_a_sentence_away(sqlite_files: SqliteFiles) -> None:
    """What was said stands in the place of the form's own keys."""
    async with moderator(sqlite_files, second_pitch, size=SMALL) as hands:
        await hands.press("j")
        assert "has not jumped" in hands.go_bar
        await hands.press("l")
        assert "has not jumped" not in hands.go_bar
        assert "f5 pause" in hands.go_bar
