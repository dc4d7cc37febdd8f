"""Words in a tone. Whatever people typed goes through here, so that it is never read as markup.

A tone is a component class of the screen; the looks say what it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

TONES = frozenset({"quiet", "strong", "accent", "amber", "good", "wrong", "key", "visitor"})

_LONGEST_IN_A_SENTENCE = 36  # cells


def words(text: str, tone: str = "") -> Content:
    """The text, literally, in a tone of TONES."""
    return Content.styled(text, f".{tone}") if tone else Content(text)


def short(name: str) -> str:
    """A name as a sentence can hold it: cut where nobody would read on."""
    return Content(name).truncate(_LONGEST_IN_A_SENTENCE, ellipsis=True).plain


def quiet(text: str) -> Content:
    """The text in the background."""
    return words(text, "quiet")


def strong(text: str) -> Content:
    """The text that the eye should find first."""
    return words(text, "strong")


def accent(text: str) -> Content:
    """The text in the one accent."""
    return words(text, "accent")


def amber(text: str) -> Content:
    """The text that asks for attention."""
    return words(text, "amber")


def key_row(keys: Iterable[tuple[str, str]], gap: int = 3) -> Content:
    """Keys with what they do, side by side, each key in the accent as in the bottom line."""
    shown = (
        Content.assemble(Content.styled(key, "bold $text-primary"), Content.styled(f" {does}", "$quiet"))
        for key, does in keys
    )
    return Content(" " * gap).join(shown)


def key(text: str) -> Content:
    """A key, as the line of keys shows it."""
    return words(text, "key")
