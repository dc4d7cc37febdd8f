"""The bottom line: what Go will do, then the other keys, or for a moment what has just been said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace
from textual.actions import parse
from textual.content import Content
from textual.events import Click
from textual.style import Style

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.meeting.agenda_progress import is_another_days, next_act
from leadsroom.domain.meeting.countdown import Phase, phase
from leadsroom.domain.meeting.record_kinds import record_lines
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from screens.kit.form.dock import BOARD
from screens.kit.pane import Pane, columns
from screens.kit.status_message import StatusMessage
from screens.meeting.bucket_keys import BucketKeys
from screens.meeting.keys import KEYS, Press, TableKey, action_of, possible_now
from screens.meeting.possible import why_not
from screens.meeting.record_pane import RecordCursor


class Moment(Enum):
    """What is going on, as far as it decides which keys are needed first."""

    BEFORE, STEP, SPEAKING, OVER, BUCKET, CLOSED, ANOTHER_DAY = range(7)


def moment_of(snapshot: Snapshot, now: datetime, *, in_list: bool) -> Moment:
    """What is going on; `in_list`: the bucket's is up."""
    if snapshot.meeting.state is MeetingState.PLANNED:
        is_for_later = is_another_days(snapshot, snapshot.chapter.today(now))
        return Moment.ANOTHER_DAY if is_for_later else Moment.BEFORE
    if snapshot.step is None:
        return Moment.CLOSED
    if in_list:
        return Moment.BUCKET
    clock = snapshot.clock
    if clock is not None and phase(clock, now) in (Phase.TIME, Phase.OVER):
        return Moment.OVER
    return Moment.SPEAKING if snapshot.turn is not None else Moment.STEP


_FIRST: dict[Moment, tuple[str, ...]] = {
    Moment.BEFORE: ("form('attendance')", "form('substitute')", "form('visitor')", "form('rest')", "undo"),
    Moment.STEP: ("form('lead')", "pause", "skip", "more_time"),
    Moment.SPEAKING: ("more_time", "form('ask')", "form('lead')", "pause", "skip", "undo"),
    Moment.OVER: ("more_time", "skip", "form('ask')", "form('lead')", "pause", "undo"),
    Moment.BUCKET: ("form('lead')", "item(1)", "pause", "skip"),
    Moment.CLOSED: ("select(1)", "undo", "back"),
    Moment.ANOTHER_DAY: ("form('attendance')", "form('visitor')", "form('rest')", "hold_another", "back"),
}
_FEW = (
    Moment.BEFORE,
    Moment.SPEAKING,
    Moment.OVER,
    Moment.ANOTHER_DAY,
)  # no more than these: the room is listened to
_ON_ENTRY = ("edit", "withdraw")
_WORDS = {
    "item(1)": "choose",
    "select(1)": "choose",
    "edit": "edit",
    "withdraw": "withdraw",
    "back": "back",
    "questions": "questions",
}
DRAFT = ", draft"
_ROOM_FOR_WORDS = 70  # cells from which a draft is called one


def hints(
    moment: Moment,
    *,
    on_raw: bool = False,
    on_entry: bool | None = None,
    waiting: Collection[str] = (),
    possible: Collection[str] | None = None,
    own: Sequence[str] = (),
    undo: str = "undo",
    pause: str = "pause",
) -> tuple[tuple[str, str], ...]:
    """(key, word) for the bottom line, the most needed first, help last.

    `on_raw`: the bucket's cursor is on a raw lead, whose slip e completes; `on_entry`: an entry of the record
    is chosen (None: there is none to choose). The forms named in `waiting` have a draft: they say so, and
    come first but for a lead in the bucket. What is refused or no use before the start, or once it is over,
    is not listed then, nor anything but `possible` actions (None: all are). Those that are the step's `own`
    come before what every step has. `undo` says what that takes back, `pause` what space does to the clock.
    """
    drafts = {f"form('{name}')" for name in waiting}
    first = [action for action in (*own, *_FIRST[moment]) if on_entry is False or action != "select(1)"]
    leads = first[:1] if moment is Moment.BUCKET else []
    entry = [*_ON_ENTRY] if on_entry else []
    slip = ["edit"] if on_raw and not on_entry else []
    half_done = [key.action for key in KEYS if key.word and key.action in drafts]
    if moment is Moment.CLOSED:
        order = [*entry, *first, *half_done]
    else:
        rest = [] if moment in _FEW else [key.action for key in KEYS if key.word]
        order = [*leads, *entry, *half_done, *slip, *first, *rest]
    if moment is Moment.STEP:
        order = [action for action in order if action != "form('ask')"]  # nobody is up who could ask
    if moment is not Moment.ANOTHER_DAY:
        order = [action for action in order if action != "hold_another"]
    by_action = {key.action: key for key in KEYS}
    listed = [
        action
        for action in dict.fromkeys(order)
        if action != "help" and (possible is None or action in possible)
    ]
    found = (_hint(by_action[action], slip, drafts) for action in [*listed, "help"])
    now_called = {"undo": undo, "pause": pause}
    return tuple((key, now_called.get(word, word)) for key, word in found)


def hints_at(
    press: Press, bucket: BucketKeys, record: RecordCursor, drafts: Iterable[str], *, undo: str
) -> tuple[tuple[str, str], ...]:
    """The same as the meeting stands, with the cursors where they are; `drafts` are the names of all."""
    seen = press.seen
    lead = bucket.lead
    chosen = record.at(seen) is not None
    possible = possible_now(press, in_form=False, in_list=bucket.is_up)
    return hints(
        moment_of(seen, press.now, in_list=bucket.is_up),
        on_raw=lead is not None and not lead.qualified and record.key is None,
        on_entry=chosen if chosen or record_lines(seen) else None,
        waiting={name.split()[0] for name in drafts if _is_near(name, seen)},
        possible={key.action for key in possible},
        own=_own_keys(seen),
        undo=undo,
        pause=_pause_does(seen),
    )


def _own_keys(snapshot: Snapshot) -> tuple[str, ...]:
    """The keys of this step alone: a speaker takes questions. Once they are open, Enter ends them."""
    step = snapshot.step
    takes_questions = step is not None and step.kind is StepKind.SPEAKER and snapshot.open_questions is None
    return ("questions",) if takes_questions else ()


def _pause_does(snapshot: Snapshot) -> str:
    """What space, or F5, does to the clock that is up."""
    clock = snapshot.clock
    if clock is not None and clock.paused:
        return "resume"
    return "pause" if clock is None or clock.running else "start"


def _is_near(draft: str, snapshot: Snapshot) -> bool:
    """Whether the key of the form would open this draft now: an ask belongs to one turn."""
    if draft == BOARD:  # where the board was is nothing that waits
        return False
    if not draft.startswith("ask "):
        return " " not in draft
    turn = snapshot.turn_asking
    return turn is not None and draft == f"ask {turn.id}"


def _hint(key: TableKey, slip: Collection[str], drafts: Collection[str]) -> tuple[str, str]:
    word = "slip" if key.action in slip else _WORDS.get(key.action, key.word)
    return key.shown, f"{word}{DRAFT}" if key.action in drafts else word


def bar_at_table(press: Press, keys: tuple[tuple[str, str], ...], message: StatusMessage) -> GoBarPicture:
    """The bottom line as the meeting stands, with these keys."""
    go = next_act(press.seen, today=press.today).words
    return GoBarPicture(go, keys, message.sentence, message.wrong)


def bar_in_form(press: Press, leaving: str, message: StatusMessage) -> GoBarPicture:
    """The same while a form is open: its own keys, and F6 for Enter."""
    pause = "" if why_not("pause", press.seen) else _pause_does(press.seen)
    keys = form_hints(leaving, pause)
    return replace(bar_at_table(press, keys, message), key="f6")


def form_hints(leaving: str, pause: str = "pause") -> tuple[tuple[str, str], ...]:
    """The same while a form is open; `leaving` says what Escape does, where the form itself does not.

    `pause` is what F5 does; nothing where there is no clock.
    """
    hints = (("f5", pause), ("esc", leaving))
    return tuple((key, word) for key, word in hints if word)


class GoBarPicture(Struct, frozen=True):
    """`go` is what `key` does; `hints` are (key, word); a `message` stands in for the hints."""

    go: str
    hints: tuple[tuple[str, str], ...]
    message: str = ""
    wrong: bool = False
    key: str = "⏎"


class GoBar(Pane[GoBarPicture]):
    """The bottom line. A click on a key is that key; the second of a double click is none."""

    auto_links = False

    def on_click(self, event: Click) -> None:
        event.stop()
        key = event.style.meta.get("key")
        picture = self.picture
        if key is None or picture is None or event.chain > 1:
            return
        action = action_of(key, in_form=picture.key != "⏎")
        if action and self.screen.check_action(*parse(action)[1:]):
            # The screen's turn, as with a key: the next key waits for it.
            self.screen.call_later(self.app.run_action, action, self.screen)

    def draw(self, picture: GoBarPicture, width: int) -> Content:
        start = columns(Content.styled(f" {picture.key} ", "bold $background on $primary"), Content("  "))
        # Long names leave room for the keys beside them.
        most = max(12, min(width - 12, max(24, width // 2)))
        go = Content.styled(picture.go, "bold").truncate(most, ellipsis=True)
        bar = _key(picture.key, columns(start, go))
        room = width - bar.cell_length
        if picture.message:
            style = "bold $text-warning" if picture.wrong else "$text-success"
            message = Content.styled(picture.message, style).truncate(max(0, room - 3), ellipsis=True)
            return columns(bar, Content("   "), message)
        return columns(bar, *self._hints(picture, room))

    @staticmethod
    def _hints(picture: GoBarPicture, room: int) -> list[Content]:
        """As many keys as fit, help always; a draft is marked shortly where there is little room."""
        if not picture.hints:
            return []
        mark = DRAFT if room >= _ROOM_FOR_WORDS else "•"
        *others, last = (_drawn(key, word.replace(DRAFT, mark)) for key, word in picture.hints)
        room -= last.cell_length
        shown = []
        for hint in others:
            if hint.cell_length <= room:
                room -= hint.cell_length
                shown.append(hint)
        return [*shown, last]


def _drawn(key: str, word: str) -> Content:
    text = columns(Content.styled(key, "bold $text-primary"), Content.styled(f" {word}", "$quiet"))
    return columns(Content("   "), _key(key, text))


def _key(key: str, words: Content) -> Content:
    """A key with its words, so that a click on them is known to be that key's."""
    return words.stylize(Style.from_meta({"key": key}))
