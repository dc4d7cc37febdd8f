"""Words in a tone. Whatever people typed goes through here, so that it is never read as markup.

A tone is a component class of the screen; the looks say what it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.people.attendance import Mark

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


def warned(sentence: str) -> Content:
    """A sentence of a form about what it takes away, its first letter a capital."""
    return Content.styled(f"{sentence[:1].upper()}{sentence[1:]}", "$text-warning")


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


class Sign(Struct, frozen=True):
    """The sign of a mark, what it means, and its tone: shapes differ, since tones may not be seen."""

    shape: str
    meaning: str
    tone: str


NOT_MARKED, LEFT_EARLY = Sign("·", "not marked", "quiet"), Sign("◌", "left early", "amber")
ONLINE = Sign("◎", "online", "good")
_OF_MARKS = {
    Mark.PRESENT: Sign("●", "present", "good"),
    Mark.LATE: Sign("◔", "late", "amber"),
    Mark.ABSENT: Sign("○", "absent", "wrong"),
    Mark.MEDICAL: Sign("✚", "medical", "quiet"),
    Mark.SUBSTITUTE: Sign("⇄", "substitute", "accent"),
}
SIGNS = (*_OF_MARKS.values(), ONLINE, LEFT_EARLY, NOT_MARKED)  # in the order in which they are explained


def sign_of(mark: Mark | None, left_early: bool = False, online: bool = False) -> Sign:
    """The sign of a member at one meeting; leaving early and online are seen only of who came in time."""
    if mark is None:
        return NOT_MARKED
    if mark is not Mark.PRESENT:
        return _OF_MARKS[mark]
    return LEFT_EARLY if left_early else ONLINE if online else _OF_MARKS[mark]
