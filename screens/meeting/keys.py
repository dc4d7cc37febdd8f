"""The keyboard of the live table: bindings, help, what each key means, and what its presser has seen.

What a key does to the meeting is a command, worked out from the picture that its presser has seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.binding import Binding

from leadsroom.acts.agenda.commands import CatchUp, StepLength
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.domain.ids import StepId
from leadsroom.domain.meeting.agenda_progress import (
    AgendaPoint,
    extra_question,
    is_another_days,
    places_asked_about,
    point_of,
)
from leadsroom.domain.meeting.catch_up import Advice, catching_up, pitches_to_come
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.meeting.tonight_rota import questions_length
from leadsroom.errors import Refused
from screens.meeting.possible import why_not

if TYPE_CHECKING:
    from screens.kit.keyboard.keys import Act
    from screens.kit.keyboard.keys_help import KeyGroup


# Nobody reacts sooner. A key that comes earlier was meant for what stood there before.
TAKEN_IN_AFTER = timedelta(milliseconds=200)


class Sight:
    """The pictures of the table that may still be before somebody's eyes, the oldest first."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._oldest = snapshot
        self._newer: list[tuple[datetime, Snapshot]] = []

    def expected(self, snapshot: Snapshot) -> None:
        """What somebody did at this station: they know what they will see."""
        self._oldest, self._newer = snapshot, []

    def changed(self, snapshot: Snapshot, now: datetime) -> None:
        """What another station did is on the screen from this moment on."""
        self._oldest = self.at(now)
        self._newer = [each for each in self._newer if each[0] + TAKEN_IN_AFTER > now]
        self._newer.append((now, snapshot))

    def at(self, now: datetime) -> Snapshot:
        """The picture that a key pressed now is about."""
        seen = [snapshot for shown_at, snapshot in self._newer if shown_at + TAKEN_IN_AFTER <= now]
        return seen[-1] if seen else self._oldest


class Press(Struct, frozen=True):
    """A key pressed at a moment, over the picture that was seen then."""

    seen: Snapshot
    now: datetime

    @property
    def today(self) -> date:
        """The date in the meeting room."""
        return self.seen.chapter.today(self.now)

    @property
    def point(self) -> AgendaPoint:
        """The point of the agenda that was seen: what Go says it does."""
        return point_of(self.seen, self.today)


# What a key asks for. Raises Refused with what is missing.
Meaning = Callable[[Press], Command]


def _go(press: Press) -> Command:
    return c.Go(seen=press.point)


def _pause(press: Press) -> Command:
    clock = press.seen.clock
    return c.Pause() if clock is not None and clock.running else c.Resume()


def _go_back(press: Press) -> Command:
    return c.GoBack(seen=press.point)


def _skip(press: Press) -> Command:
    return c.Skip(seen=press.point)


def _skip_rest(press: Press) -> Command:
    return c.SkipRest(seen=press.point)


def _more_time(seconds: int) -> Meaning:
    return lambda _press: c.AddTime(by=timedelta(seconds=seconds))


def _questions(press: Press) -> Command:
    return (
        c.OpenQuestions(questions_length(press.seen))
        if press.seen.open_questions is None
        else c.CloseQuestions()
    )


def _take_advice(press: Press) -> Command:
    """The cuts that bring the end back to its plan, however little it is behind."""
    advice = catching_up(press.seen, press.now)
    if advice is None:
        raise Refused("No advice: it is not behind.")
    if not advice.cuts:
        raise Refused("Nothing to come has slack. p plans the rest.")
    return taken(press.seen, advice)


def taken(snapshot: Snapshot, advice: Advice) -> CatchUp:
    """The command that takes an advice."""
    each = advice.pitch
    pitched = tuple(step.id for step in pitches_to_come(snapshot)) if each is not None else ()
    steps = tuple(StepLength(StepId(cut.key), cut.to) for cut in advice.cuts if cut.key is not None)
    return CatchUp(steps, pitched, each)


def _all_here(press: Press) -> Command:
    """The answer to a question that stands on the screen."""
    if not places_asked_about(press.seen, press.now):
        raise Refused("Nobody is asked about. a opens the check-in.")
    return c.MarkOthersPresent(asked=True)


_MEANINGS: dict[str, Meaning] = {
    "pause": _pause,
    "pause_anyway": _pause,
    "undo": lambda _press: Undo(),
    "redo": lambda _press: Redo(),
    "skip": _skip,
    "skip_rest": _skip_rest,
    "go_back": _go_back,
    "more_time": _more_time(30),
    "less_time": _more_time(-30),
    "take_advice": _take_advice,
    "all_here": _all_here,
    "questions": _questions,
}


def one_more_today(press: Press) -> str:
    """What is asked before one more meeting is held today. Raises Refused where that is not the question."""
    state, today = press.seen.meeting.state, press.today
    if state is MeetingState.LIVE:
        raise Refused("This meeting is on. Close it first.")
    if state is MeetingState.PLANNED and not is_another_days(press.seen, today):
        raise Refused("This meeting is still to come. Enter starts it.")
    return extra_question(press.seen, today)


# However long these are held, they are one press, as is whatever means a command: what moves the meeting, and
# the digits, after which the cursor goes on to the next lead.
_ONE_PRESS = frozenset({"go", "go_anyway", "answer_jump", "note_outcome", "began_earlier"})


class Situation(StrEnum):
    """What a key of the table is about, as the help groups them."""

    CLOCK = "The clock and the agenda"
    PEOPLE = "People"
    RECORD = "Today's record"
    BUCKET = "The bucket, and leads read back"
    REST = "The rest"


_CLOCK, _PEOPLE, _RECORD, _BUCKET, _REST = Situation


class TableKey(Struct, frozen=True):
    """One key: a word for the bottom line (none: not shown there), a sentence for the help.

    Its action is one of `_MEANINGS`, or the screen's own. One with nothing to be shown as stands with another
    in the help; `alone` is what it does by itself, where the sentence says what several do.
    """

    situation: Situation
    action: str
    keys: str
    shown: str
    word: str
    sentence: str
    in_form: bool = False
    alone: str = ""

    @property
    def name(self) -> str:
        """The action without what it is called with."""
        return self.action.split("(")[0]

    @property
    def does(self) -> str:
        """The screen's action, as Textual runs it."""
        return f"press({self.action!r})" if self.action in _MEANINGS else self.action

    @property
    def binding(self) -> Binding:
        """The key as Textual's binding."""
        does = self.word or self.sentence
        return Binding(self.keys, self.does, does, id=f"meeting.{self.action}", tooltip=self.sentence)


def _digit(digit: int, shown: str, sentence: str, alone: str) -> TableKey:
    return TableKey(_BUCKET, f"note_outcome({digit})", f"{digit}", shown, "", sentence, alone=alone)


_DIGITS = (
    _digit(
        1,
        "1 2 4 6",
        "contacted, working on it, not needed, not my line",
        "the prospect has been contacted",
    ),
    _digit(2, "", "working on it", "the receiver is working on the lead"),
    _digit(3, "3", "closed, with the amount", "the lead is closed, with the amount"),
    _digit(4, "", "not needed", "the prospect does not need it"),
    _digit(5, "5", "bad lead, and why", "a bad lead, and why"),
    _digit(6, "", "not my line", "the lead is outside the receiver's line of work"),
    _digit(7, "7", "count a raw lead as a lead, whatever the rules say", "the raw lead is a lead"),
    _digit(8, "8", "thank the giver; in the bucket 1 2 4 6 do so as well", "thanks for the lead"),
    _digit(
        9,
        "9",
        "ask the receiver about a slip to check; read back, how the giver's prospect was served",
        "what is asked about the slip",
    ),
    _digit(0, "0", "nothing to give today; once more takes it back", "nothing to give today"),
)

KEYS: tuple[TableKey, ...] = (
    TableKey(_CLOCK, "go", "enter", "enter", "", "the next thing; the bottom line says what that is"),
    TableKey(_CLOCK, "pause", "space", "space", "pause", "pause or resume the clock; start one that waits"),
    TableKey(_RECORD, "form('lead')", "l", "l", "lead", "write down a lead"),
    TableKey(_PEOPLE, "form('substitute')", "s", "s", "substitute", "seat a substitute for a member"),
    TableKey(_PEOPLE, "form('attendance')", "a", "a", "attendance", "mark who is present, absent or late"),
    TableKey(_PEOPLE, "all_here", "y", "y", "", "when it is asked: everybody not checked in yet is here"),
    TableKey(_RECORD, "undo", "u", "u", "undo", "undo the last thing, even Go"),
    TableKey(_RECORD, "form('testimonial')", "t", "t", "testimonial", "write down a testimonial"),
    TableKey(_RECORD, "form('business')", "c", "c", "closed", "write down closed business and thanks"),
    TableKey(_RECORD, "form('ask')", "k", "k", "ask", "note what the speaker is looking for"),
    TableKey(_PEOPLE, "form('visitor')", "v", "v", "visitor", "welcome a visitor"),
    TableKey(_CLOCK, "skip", "n", "n", "skip", "skip this person or step; backspace takes it back"),
    TableKey(_CLOCK, "skip_rest", "N", "N", "", "skip the rest of the round; u takes it back"),
    TableKey(
        _CLOCK, "go_back", "backspace", "⌫", "back", "go back to the turn or step before, its clock as it was"
    ),
    TableKey(_CLOCK, "more_time", "plus,equals_sign", "+", "30 s", "give 30 s more"),
    TableKey(_CLOCK, "less_time", "minus", "-", "", "take 30 s away"),
    TableKey(
        _CLOCK, "began_earlier", "less_than_sign", "<", "", "it began 10 s earlier; again: when it began"
    ),
    TableKey(_CLOCK, "form('rest')", "p", "p", "plan", "plan the rest: times, order, what to skip"),
    TableKey(_CLOCK, "take_advice", "f", "f", "", "shorten what has slack, then the pitches, to end on time"),
    TableKey(
        _PEOPLE, "form('rota')", "d", "d", "", "who speaks tonight, about what; who leads the step that is on"
    ),
    TableKey(_PEOPLE, "form('speaker')", "D", "D", "", "who speaks tonight, in whatever step"),
    TableKey(_PEOPLE, "form('prompt')", "w", "w", "", "message to the speaker, on the timekeeper's screen"),
    TableKey(_RECORD, "form('announcement')", "i", "i", "", "write down an announcement to everybody"),
    TableKey(_CLOCK, "questions", "o", "o", "", "Questions to the speaker (Q&A), with a clock of their own"),
    TableKey(
        _CLOCK,
        "answer_jump",
        "j",
        "j",
        "",
        "after the computer slept or its clock was set: count that time or not",
    ),
    TableKey(_RECORD, "redo", "ctrl+y", "ctrl+y", "", "do again what was undone"),
    TableKey(_RECORD, "select(1)", "down", "↓", "", "choose an older entry of today's record"),
    TableKey(_RECORD, "select(-1)", "up", "↑", "", "choose a newer entry"),
    TableKey(_RECORD, "edit", "e", "e", "", "edit the chosen entry; in the bucket, the lead's slip"),
    TableKey(_RECORD, "withdraw", "delete", "delete", "", "withdraw the chosen entry"),
    TableKey(_BUCKET, "item(1)", "tab", "⇥", "", "choose the next lead or ask in the bucket; ⇧tab goes back"),
    TableKey(_BUCKET, "item(-1)", "shift+tab", "", "", "choose the one before"),
    *_DIGITS,
    TableKey(
        _CLOCK,
        "hold_another",
        "x",
        "x",
        "hold one today",
        "one more meeting today, which the calendar does not have; asks first",
    ),
    TableKey(_REST, "mute", "m", "m", "", "turn the sound off or on"),
    TableKey(
        _CLOCK, "pause_anyway", "f5", "f5", "", "pause or resume, also while a form is open", in_form=True
    ),
    TableKey(_CLOCK, "go_anyway", "f6", "f6", "", "go on, also while a form is open", in_form=True),
    TableKey(_REST, "go_to", "g", "g", "", "go to another page, by its letter; the meeting goes on"),
    TableKey(_REST, "leave", "q", "q", "", "leave the table; the meeting goes on"),
    TableKey(_REST, "back", "escape", "esc", "", "back, from a meeting that is not running"),
    TableKey(_REST, "help", "question_mark,f1", "?", "keys", "these keys"),
)

_GO, _MOVES = ("go", "go_anyway"), ("select", "item")
_IN_FORM = frozenset(key.action for key in KEYS if key.in_form)
_OWN_ACTIONS = frozenset(key.name for key in KEYS if key.action not in _MEANINGS)


def meaning_of(action: str, press: Press) -> Command:
    """The command that a key asks for. Raises Refused."""
    return _MEANINGS[action](press)


def possible_now(press: Press, *, in_form: bool, in_list: bool) -> list[TableKey]:
    """The keys that do something now. `in_form`: one is open; `in_list`: the bucket's is up."""
    return [
        key
        for key in KEYS
        if (key.in_form or not in_form)
        and (in_list or key.situation is not Situation.BUCKET)
        and _would_do_something(key, press)
    ]


def _would_do_something(key: TableKey, press: Press) -> bool:
    if why_not(key.action, press.seen):
        return False
    try:
        if key.action == "hold_another":
            return bool(one_more_today(press))
        return key.action not in _MEANINGS or bool(meaning_of(key.action, press))
    except Refused:
        return False


def acts_of_table(keys: Iterable[TableKey], next_words: str) -> list[Act]:
    """Each key by itself, those left out that only move a cursor; Go says what comes next."""
    from screens.kit.keyboard.keys import ELSEWHERE, Act

    return [
        Act(
            key.keys if key.alone else key.shown,
            next_words if key.name in _GO else key.alone or key.sentence,
            key.word,
            key.binding.action,
            ELSEWHERE if key.name == "go_to" else key.situation,
        )
        for key in keys
        if key.name not in _MOVES
    ]


def acts_without_key() -> list[Act]:
    """What is done at the table too seldom for a key: the palette finds it."""
    from screens.kit.keyboard.keys import Act

    logs = "log a one-to-one of two members since the last meeting"
    return [Act("", logs, "one-to-one", "form('one_to_one')", _RECORD)]


def groups_of_table() -> list[KeyGroup]:
    """Every key of the help, by what it is for."""
    from screens.kit.keyboard.keys_help import KeyGroup

    listed = [key for key in KEYS if key.shown]
    return [
        KeyGroup(about, tuple((key.shown, key.sentence) for key in listed if key.situation is about))
        for about in Situation
    ]


def groups_of_board(keys: Sequence[tuple[str, str]]) -> list[KeyGroup]:
    """The keys of a board that is open, and those that drive the meeting meanwhile."""
    from screens.kit.keyboard.keys_help import KeyGroup

    driving = tuple((key.shown, key.sentence) for key in KEYS if key.in_form)
    return [KeyGroup("This board", tuple(keys)), KeyGroup("The meeting meanwhile", driving)]


def works_in_form(action: str, parameters: tuple[object, ...]) -> bool:
    """Whether an action is done also while a form is open: typing never drives the meeting."""
    if action == "press":
        return bool(parameters) and parameters[0] in _IN_FORM
    return action not in _OWN_ACTIONS or action in _IN_FORM


def bindings() -> list[Binding]:
    """The table as Textual's bindings."""
    return [key.binding for key in KEYS]


def action_of(shown: str, *, in_form: bool) -> str:
    """What a click on a key of the bottom line does, by how the key is shown there; empty where nothing."""
    shown = {"⏎": "enter"}.get(shown, shown)
    of_key = (key.does for key in KEYS if key.shown == shown and (key.in_form or not in_form))
    return next(of_key, "")


def acts_once(pressed: str, *, in_form: bool) -> bool:
    """Whether a key, by Textual's name, is one press however long it is held; `in_form`: one is open."""
    key = next((key for key in KEYS if pressed in key.keys.split(",")), None)
    if key is None or (in_form and not key.in_form):
        return False
    return key.action in _MEANINGS or key.name in _ONE_PRESS
