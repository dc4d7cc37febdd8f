"""The line at the bottom: the one key that matters at the left, the others at the right."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style

from screens.kit.keyboard.keys import MAIN, UNDO, possible
from screens.kit.pane import Pane
from screens.kit.styled import quiet, words

_GAP = 3
_LEAST_NAMED = 24  # cells that are kept for what undo takes back
_CHIP = "bold $background on $primary"  # a component class cannot carry a ground into a line of text


class Key(Struct, frozen=True):
    """A key as it is shown, what it does, and the action that a click on it runs."""

    shown: str
    does: str
    action: str

    def drawn(self) -> Content:
        """Key and word, clickable."""
        text = Content(" ").join([words(self.shown, "key"), quiet(self.does)])
        return text.stylize(Style.from_meta({"@click": self.action}))


class KeyWords(Struct, frozen=True):
    """The main key with what it does now, and the others in order of weight."""

    main: Key | None
    others: tuple[Key, ...]
    named: int | None = (
        None  # which of the others says more than its word; it is cut to the room that is left
    )


class KeyLine(Pane[KeyWords]):
    """Keys of the screen. What does not fit is left out from the right; `?` lists all of them."""

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
        """What the main key does now, nothing when it is empty; and others, by id, where they do more."""
        self._does, self._others = does, others
        self._look_again(self.screen)

    def name_undo(self, what: str) -> None:
        """What undo takes back now; empty where nothing is known of it."""
        self._undo = what
        self._look_again(self.screen)

    def _look_again(self, screen: Screen[object]) -> None:
        bindings = [binding for binding in possible(screen) if binding.show]
        main = next((b for b in bindings if b.id == MAIN), None)
        beside = [b for b in bindings if b is not main]
        named = next((at for at, b in enumerate(beside) if b.id == UNDO), None) if self._undo else None
        others = tuple(self._key(b, self._word(b)) for b in beside)
        does = self._does if self._does is not None or main is None else main.description
        self.show(KeyWords(self._key(main, does) if main and does else None, others, named))

    def _word(self, binding: Binding) -> str:
        if binding.id == UNDO and self._undo:
            return f"{binding.description}: {self._undo}"
        return self._others.get(binding.id or "", binding.description)

    def _key(self, binding: Binding, does: str) -> Key:
        shown = "⏎" if binding.key == "enter" else self.app.get_key_display(binding)
        action = binding.action if "." in binding.action else f"screen.{binding.action}"
        return Key(shown, does, action)

    def draw(self, picture: KeyWords, width: int) -> Content:
        left = (
            _main(picture.main).truncate(max(20, width // 2), ellipsis=True) if picture.main else Content("")
        )
        keys = [key.drawn() for key in picture.others]
        right = _fitting(keys, width - left.cell_length - _GAP, picture.named)
        spare = max(0, width - left.cell_length - right.cell_length)
        return Content("").join([left, Content(" " * spare), right])


def _fitting(keys: list[Content], room: int, named: int | None = None) -> Content:
    """As many keys as fit; the last one, which lists all of them, before any other.

    The one that is `named` comes next; it is cut to what the others leave, but not beyond being understood.
    """
    if not keys:
        return Content("")
    last = len(keys) - 1
    first = [at for at in (last, named) if at is not None]
    shown: set[int] = set()
    room += _GAP
    for at in [*first, *(at for at in range(last) if at != named)]:
        needed = keys[at].cell_length
        needed = (min(needed, _LEAST_NAMED) if at == named else needed) + _GAP
        if needed <= room:
            room -= needed
            shown.add(at)
    drawn = [
        key.truncate(_LEAST_NAMED + room, ellipsis=True) if at == named else key
        for at, key in enumerate(keys)
    ]
    return Content(" " * _GAP).join(drawn[at] for at in sorted(shown))


def _main(key: Key) -> Content:
    text = Content("  ").join([Content.styled(f" {key.shown} ", _CHIP), words(key.does, "strong")])
    return text.stylize(Style.from_meta({"@click": key.action}))
