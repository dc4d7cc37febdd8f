"""Cards of address books (vCard, .vcf) as lines of cells."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from leadsroom.exchange.sheets.sheet import BrokenRecord, Record, Sheet, UnreadableFile, cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vobject.base import Component

    from leadsroom.exchange.sheets.text_file import Decoded

_BEGIN, _END = re.compile(r"\s*BEGIN:VCARD\s*", re.IGNORECASE), re.compile(r"\s*END:VCARD\s*", re.IGNORECASE)
_BROKEN = "This card is cut off or damaged; export it again, or take it out."
_KINDS = (
    ("FAX", "Fax"),
    ("CELL", "Mobile"),
    ("IPHONE", "Mobile"),
    ("WORK", "Work phone"),
    ("HOME", "Home phone"),
)
_FIRST = ("Full name", "First name", "Last name", "Company", "Job title")


def is_vcards(text: str) -> bool:
    """Whether a text begins like a file of cards."""
    return _BEGIN.match(text) is not None and text.lstrip()[:11].upper() == "BEGIN:VCARD"


def read_vcards(found: Decoded) -> Sheet:
    """A line for each card, headed as an address book would head it. Raises UnreadableFile for none."""
    cards = list(_cards(found.text))
    titles = list(_FIRST)
    for card in cards:
        titles += [title for title in (card[1] or {}) if title not in titles]
    records = [Record(1, tuple(titles))]
    body = [
        BrokenRecord(line, "BEGIN:VCARD", _BROKEN)
        if cells is None
        else Record(line, tuple(cells.get(title, "") for title in titles))
        for line, cells in cards
        if cells != {}
    ]
    if not body:
        raise UnreadableFile("There is no whole card in this file; export the cards again.")
    return Sheet((*records, *body), encoding=found.encoding, remarks=found.remarks)


def _cards(text: str) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Where each card begins, and its cells; None for one that cannot be read."""
    began, lines = 0, list[str]()
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if _BEGIN.fullmatch(line):
            began, lines = number, []
        lines.append(line)
        if _END.fullmatch(line) and began:
            yield began, _cells("".join(lines))
            began = 0
    if began:
        yield began, None


def _cells(card: str) -> dict[str, str] | None:
    import vobject

    logging.getLogger("vobject.base").setLevel(logging.CRITICAL)  # it would write a line for each it skips
    try:
        return dict(_facts(vobject.readOne(card, ignoreUnreadable=True)))
    except Exception:  # noqa: BLE001 - a reader of others' files, which fails in whatever way it finds
        return None


def _facts(card: Component) -> Iterator[tuple[str, str]]:
    taken = dict[str, int]()
    for entry in card.getChildren():
        for title, value in _entry(entry):
            if text := cell_text(value):
                taken[title] = taken.get(title, 0) + 1
                yield title if taken[title] == 1 else f"{title} {taken[title]}", text


def _entry(entry: Component) -> Iterator[tuple[str, str]]:
    name, value = entry.name.upper(), entry.value
    if name == "N":
        yield "First name", _joined(value.given, value.additional)
        yield "Last name", _joined(value.family)
    elif name == "ADR":
        yield (
            "Address",
            ", ".join(
                filter(
                    None, map(_joined, (value.street, value.city, value.region, value.code, value.country))
                )
            ),
        )
    elif name == "ORG":
        yield "Company", _joined(value, between=", ")
    elif name == "TEL":
        kinds = {str(kind).upper() for kind in entry.params.get("TYPE", ())} | set(
            map(str.upper, entry.singletonparams)
        )
        yield (
            next((title for kind, title in _KINDS if kind in kinds), "Phone"),
            str(value).removeprefix("tel:"),
        )
    elif name in _TITLES and isinstance(value, (str, list)):
        yield _TITLES[name], _joined(value, between=", ")


_TITLES = {
    "FN": "Full name",
    "TITLE": "Job title",
    "ROLE": "Occupation",
    "EMAIL": "Email",
    "URL": "Website",
    "BDAY": "Birthday",
    "NOTE": "Notes",
    "NICKNAME": "Nickname",
    "CATEGORIES": "Categories",
}


def _joined(*values: object, between: str = " ") -> str:
    texts = [text for value in values for text in (value if isinstance(value, (list, tuple)) else [value])]
    return between.join(str(text) for text in texts if text)
