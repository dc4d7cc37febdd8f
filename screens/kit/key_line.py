"""The line at the bottom: the one key that matters at the left, the others at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style

from screens.kit.keyboard.keys import KEYS, MAIN, UNDO, possible
from screens.kit.pane import Pane
from screens.kit.styled import quiet, words

_GAP, _NARROW_GAP = 3, 2  # the narrow one where the keys do not all fit
_LEAST_MORE = 12  # cells, fewer of which would not say what undo takes back
_CHIP = "bold $background on $primary"  # a component class cannot carry a ground into a line of text

_STAYS, _ACTS = 0, 1
# By their ids; whatever else acts gives way in the order in which a page names it.
_GIVES_WAY = {
    KEYS.id: _STAYS,
    "leave": _STAYS,
    UNDO: 2,
    "find": 3,
    "write": 3,
    "letters": 3,
    "days": 4,
    "quit": 4,
    "go-to": 4,
    "back": 4,
}


class Key(Struct, frozen=True):
    """A key as it is shown, what it does, and the action that a click on it runs.

    The higher `gives_way`, the sooner it is left out; `more` is said besides in whatever room is left over.
    """

    shown: str
    does: str
    action: str
    more: str = ""
    gives_way: int = _ACTS

    def drawn(self, more: str = "") -> Content:
        """Key and word, clickable."""
        does = f"{self.does}: {more}" if more else self.does
        text = Content(" ").join([words(self.shown, "key"), quiet(does)])
        return text.stylize(Style.from_meta({"@click": self.action}))


class KeyWords(Struct, frozen=True):
    """The main key with what it does now, and the others in the order in which they stand."""

    main: Key | None
    others: tuple[Key, ...]


class KeyLine(Pane[KeyWords]):
    """Keys of the screen. What does not fit is left out, what acts the last; `?` lists all of them."""

    auto_links = False

    def __init__(self) -> None:
        super().__init__()
        self._does: str | None = None
        self._others: Mapping[str, str] = {}
        self._undo = ""

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._look_again)
        self._look_again(self.screen)

    def say(self, does: str, **others: str) -> None:
        """What the main key does now, and others, by id, where they do more; nothing where it is empty."""
        self._does, self._others = does, others
        self._look_again(self.screen)

    def name_undo(self, what: str) -> None:
        """What undo takes back now; empty where nothing is known of it."""
        self._undo = what
        self._look_again(self.screen)

    def _look_again(self, screen: Screen[object]) -> None:
        bindings = [binding for binding in possible(screen) if binding.show]
        main = next((b for b in bindings if b.id == MAIN), None)
        others = tuple(self._key(b, word) for b in bindings if b is not main and (word := self._word(b)))
        does = self._does if self._does is not None or main is None else main.description
        self.show(KeyWords(self._key(main, does) if main and does else None, others))

    def _word(self, binding: Binding) -> str:
        return self._others.get(binding.id or "", binding.description)

    def _key(self, binding: Binding, does: str) -> Key:
        shown = "⏎" if binding.key == "enter" else self.app.get_key_display(binding)
        action = binding.action if "." in binding.action else f"screen.{binding.action}"
        more = self._undo if binding.id == UNDO else ""
        # What a page says of a key by itself is of what is to be done now.
        gives_way = _ACTS if binding.id in self._others else _GIVES_WAY.get(binding.id, _ACTS)
        return Key(shown, does, action, more, gives_way)

    def draw(self, picture: KeyWords, width: int) -> Content:
        left = (
            _main(picture.main).truncate(max(20, width // 2), ellipsis=True) if picture.main else Content("")
        )
        right = fitting(picture.others, width - left.cell_length - _NARROW_GAP)
        spare = max(0, width - left.cell_length - right.cell_length)
        return Content("").join([left, Content(" " * spare), right])


def fitting(keys: Sequence[Key], room: int) -> Content:
    """As many keys as fit, those that act before the others; where one does not fit, the next one may.

    What one says besides takes the room that is left over, cut to whole words.
    """
    gap = _GAP if _length(keys, _GAP) <= room else _NARROW_GAP
    shown: list[Key] = []
    for key in sorted(keys, key=lambda key: key.gives_way):
        shown += [key] if _length([*shown, key], gap) <= room else []
    spare = room - _length(shown, gap)
    drawn = [key.drawn(_in_room(key.more, spare - len(": "))) for key in keys if key in shown]
    return Content(" " * gap).join(drawn)


def _length(keys: Sequence[Key], gap: int) -> int:
    return sum(map(_cells, keys)) + gap * max(0, len(keys) - 1)


# Which keys fit is asked again and again, at each key that is pressed, and mostly of the same ones.
@lru_cache(maxsize=256)
def _cells(key: Key) -> int:
    return key.drawn().cell_length


def _in_room(text: str, room: int) -> str:
    """The text, cut after a whole word; nothing where too little would be left to understand it."""
    if Content(text).cell_length <= room:
        return text
    cut = Content(text).truncate(max(0, room - 1)).plain
    whole = cut if text[len(cut) : len(cut) + 1] == " " else cut.rpartition(" ")[0]
    return f"{whole.rstrip()}…" if Content(whole).cell_length >= _LEAST_MORE else ""


def _main(key: Key) -> Content:
    text = Content("  ").join([Content.styled(f" {key.shown} ", _CHIP), words(key.does, "strong")])
    return text.stylize(Style.from_meta({"@click": key.action}))
