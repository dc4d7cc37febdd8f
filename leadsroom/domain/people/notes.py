"""A member's note: one line, whose parts are labelled where a file gave them: `Fax: 555 0100; Table 3`."""

from __future__ import annotations

from collections.abc import Iterable

from leadsroom.domain.text.plain_text import clean, fold

_BETWEEN = "; "


def labelled(label: str, value: str) -> str:
    """A part of a note, such as `Fax: 415 555 0100`."""
    return f"{clean(label)}: {clean(value)}".replace(_BETWEEN, ", ")


def note_of(parts: Iterable[str]) -> str:
    """The note that these parts make; each of them once."""
    return _BETWEEN.join(dict.fromkeys(filter(None, map(clean, parts))))


def note_after(old: str, new: str) -> str:
    """The old note with what the new one says: in place of a part with the same label, else behind it all.

    So that a file that is read again adds nothing, and one with another number has it put right.
    """
    parts, added = _parts(old), _parts(new)
    there, coming = {fold(part) for part in parts}, {fold(part) for part in added}
    for part in added:
        if fold(part) in there:
            continue
        label = _label(part)
        stale = (
            i
            for i, other in enumerate(parts)
            if label and _label(other) == label and fold(other) not in coming
        )
        if (at := next(stale, None)) is None:
            parts.append(part)
        else:
            parts[at] = part
    return note_of(parts)


def _parts(note: str) -> list[str]:
    return note.split(_BETWEEN) if note else []


def _label(part: str) -> str:
    label, colon, _value = part.partition(": ")
    return fold(label) if colon else ""
