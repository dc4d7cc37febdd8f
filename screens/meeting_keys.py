"""The keys of the moderator's screen: one table feeds bindings, the bottom line and the help."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct
from textual.binding import Binding


class TableKey(Struct, frozen=True):
    """One key: a word for the bottom line (none: not shown there), a sentence for the help.

    One with nothing to be shown as stands with another in the help.
    """

    action: str
    keys: str
    shown: str
    word: str
    sentence: str
    in_form: bool = False


def _digit(digit: int, shown: str, sentence: str) -> TableKey:
    return TableKey(f"say_of_lead({digit})", f"{digit}", shown, "", sentence)


_DIGITS = (
    _digit(1, "1 2 4 6", "of that lead: contacted, working, not needed, outside"),
    _digit(2, "", "working on it"),
    _digit(3, "3", "of that lead: closed, with dollars"),
    _digit(4, "", "not needed"),
    _digit(5, "5", "of that lead: bad, and why"),
    _digit(6, "", "outside my line"),
    _digit(7, "7", "of a raw one: it is a lead; that beats the rules"),
    _digit(8, "8", "thanks for it; in the bucket 1 2 4 6 thank as well"),
    _digit(0, "0", "nothing today; again takes it back"),
)

KEYS: tuple[TableKey, ...] = (
    TableKey("go", "enter", "enter", "", "the next thing; the bottom line says what that is"),
    TableKey("pause", "space", "space", "pause", "pause and resume; starts a clock that is armed"),
    TableKey("form('lead')", "l", "l", "lead", "take a lead"),
    TableKey("form('substitute')", "s", "s", "substitute", "somebody stands in for a member"),
    TableKey("form('attendance')", "a", "a", "attendance", "who is present, absent, late"),
    TableKey("undo", "u", "u", "undo", "take the last act back, Go included"),
    TableKey("form('testimonial')", "t", "t", "testimonial", "a testimonial"),
    TableKey("form('business')", "c", "c", "closed", "closed business and thanks"),
    TableKey("form('ask')", "k", "k", "asks for", "what the speaker is looking for"),
    TableKey("form('visitor')", "v", "v", "visitor", "a visitor"),
    TableKey("skip", "n", "n", "skip", "pass over this person or step; backspace takes it back"),
    TableKey("go_back", "backspace", "⌫", "back", "back to the turn or step before, its clock as it was"),
    TableKey("more_time(30)", "plus,equals_sign", "+", "30 s", "thirty seconds more"),
    TableKey("more_time(-30)", "minus", "-", "", "thirty seconds less"),
    TableKey("began_earlier", "less_than_sign", "<", "", "it began ten seconds earlier, each press"),
    TableKey("form('rest')", "p", "p", "plan", "the rest of the meeting: lengths, order, who is left out"),
    TableKey("take_advice", "f", "f", "", "take the advice: the length of a pitch that ends on time"),
    TableKey("form('prompt')", "w", "w", "", "words to the speaker, on the timekeeper's screen"),
    TableKey(
        "form('announcement')", "i", "i", "", "an announcement to everybody, as for the group's business"
    ),
    TableKey("questions", "o", "o", "", "questions to whoever is up, on their own clock; o again ends them"),
    TableKey("answer_jump", "j", "j", "", "after sleep or a changed clock: count that time, or do not"),
    TableKey("redo", "ctrl+y", "ctrl+y", "", "do again what was undone"),
    TableKey("select(1)", "down", "↓", "", "select an older entry of tonight's record"),
    TableKey("select(-1)", "up", "↑", "", "select a newer entry"),
    TableKey("edit", "e", "e", "", "edit the selected entry; in the bucket, the lead's slip"),
    TableKey("withdraw", "delete", "delete", "", "withdraw the selected entry; undo brings it back"),
    TableKey("item(1)", "tab", "⇥", "", "the next lead or ask of the bucket's list; ⇧tab back", in_form=True),
    TableKey("item(-1)", "shift+tab", "", "", "the one before", in_form=True),
    *_DIGITS,
    TableKey("mute", "m", "m", "", "sound off and on"),
    TableKey("pause_anyway", "f5", "f5", "", "pause and resume, also while a form is open", in_form=True),
    TableKey("go_anyway", "f6", "f6", "", "Go, also while a form is open", in_form=True),
    TableKey("leave", "q", "q", "", "leave the screen; the meeting goes on"),
    TableKey("help", "question_mark,f1", "?", "keys", "these keys"),
)

_NEXT_IN_LIST = ("⇥", "choose")
_SLIP_IN_LIST = ("e", "slip")
IN_FORM = frozenset(key.action.split("(")[0] for key in KEYS if key.in_form)
# However long they are held, these are one press: what moves the meeting or takes an act back, and the
# digits, after which the cursor goes on to the next lead.
_CLOCK_ACTS = {"go", "skip", "go_back", "pause", "more_time", "began_earlier", "questions", "take_advice"}
_ONE_PRESS = _CLOCK_ACTS | {"go_anyway", "pause_anyway", "answer_jump", "undo", "redo", "say_of_lead"}
AT_TABLE = frozenset(key.action.split("(")[0] for key in KEYS) - IN_FORM


def bindings() -> list[Binding]:
    """The table as Textual's bindings."""
    return [
        Binding(
            key.keys, key.action, key.word or key.sentence, id=f"meeting.{key.action}", tooltip=key.sentence
        )
        for key in KEYS
    ]


def action_of(shown: str, *, in_form: bool) -> str:
    """What a click on a key of the bottom line does, by how the key is shown there; empty where nothing."""
    shown = {"⏎": "enter"}.get(shown, shown)
    of_key = (key.action for key in KEYS if key.shown == shown and (key.in_form or not in_form))
    return next(of_key, "")


def acts_once(pressed: str, *, in_form: bool) -> bool:
    """Whether a key, by Textual's name, is one press however long it is held; `in_form`: one is open."""
    key = next((key for key in KEYS if pressed in key.keys.split(",")), None)
    return key is not None and key.action.split("(")[0] in _ONE_PRESS and (key.in_form or not in_form)


def hints(
    *, in_list: bool = False, on_raw: bool = False, waiting: Collection[str] = ()
) -> tuple[tuple[str, str], ...]:
    """(key, word) for the bottom line, the most needed first, help last.

    `in_list`: the bucket's is up; `on_raw`: its cursor is on a raw lead, whose slip e completes.

    The forms named in `waiting` have a draft: they come first, and say so.
    """
    shown = tuple((key.shown, key.word) for key in KEYS if key.word)
    drafts = {f"form('{name}')" for name in waiting}
    half_done = [(key.shown, f"{key.word}, draft") for key in KEYS if key.word and key.action in drafts]
    rest = [pair for pair in shown if pair[0] not in dict(half_done)]
    listed = [*([_NEXT_IN_LIST] if in_list else []), *([_SLIP_IN_LIST] if on_raw else [])]
    return (*half_done, *listed, *rest)


def form_hints(leaving: str) -> tuple[tuple[str, str], ...]:
    """The same while a form is open; `leaving` says what Escape does to it."""
    return (("f5", "pause"), ("esc", leaving))
