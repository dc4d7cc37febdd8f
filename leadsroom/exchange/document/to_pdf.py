"""A document as PDF, set by Typst in memory. What was typed is handed over as data, never as its markup."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from leadsroom.domain.text.country import has_letter_paper
from leadsroom.domain.text.plain_text import isolated
from leadsroom.errors import Refused
from leadsroom.exchange.document.content import Document, Trend
from leadsroom.exchange.html import TEMPLATES, render
from leadsroom.paths import command_that_adds

_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5)  # points, of a document on one page
_SIZE = 9.5  # points, of one that takes as many pages as it needs
_LONG_WORD = re.compile(r"\S{25,}")
_MAY_BREAK = "\u200b"
_LOOKS = (
    ".axis{stroke:#bbb;stroke-width:1}.label{fill:#444;font-size:13px;font-family:'Libertinus Serif'}"
    ".bar{fill:#9cc0d6}.last{fill:#064b73}"
)


def needs_pdf() -> str:
    """What brings PDF where it cannot be written; the command ends it, to be typed as it stands."""
    how = command_that_adds("typst")
    return f"PDF needs one more package. HTML needs none, and prints as well. To have PDF: {how}"


def pdf_document(document: Document) -> bytes:
    """A PDF on the paper of the chapter's country. Raises Refused where the package for it is not there."""
    try:
        import typst
    except ImportError:
        raise Refused(needs_pdf()) from None
    sheet = _Sheet(document, typst)
    return sheet.set_in(sheet.fitting_size() if document.one_page else _SIZE)


class _Sheet:
    """A document on its way to paper: the fixed template, and what stands in it."""

    def __init__(self, document: Document, typesetter: Any) -> None:
        self._typesetter = typesetter
        self._content = json.dumps(
            {
                "paper": "us-letter" if has_letter_paper(document.country) else "a4",
                "document": _fit_for_paper(msgspec.to_builtins(document)),
                "name": document.in_full,
                "pictures": _pictures(document),
            },
            ensure_ascii=False,
        )
        self._fonts = typesetter.Fonts(include_system_fonts=_needs_more_letters(self._content))
        self._template = (TEMPLATES / "document.typ").read_bytes()

    def set_in(self, size: float) -> bytes:
        """The PDF in letters of so many points."""
        made: bytes = self._typesetter.compile(self._template, format="pdf", **self._given(size))
        return made

    def fitting_size(self) -> float:
        """The greatest size of letters in which all of it is on one page; the least where it is in none."""
        low, high = 0, len(_SIZES) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._pages(_SIZES[middle]) == 1 else (middle + 1, high)
        return _SIZES[low]

    def _pages(self, size: float) -> int:
        found = self._typesetter.query(
            self._template, "<pages>", field="value", one=True, **self._given(size)
        )
        return int(found)

    def _given(self, size: float) -> dict[str, Any]:
        inputs = {"content": self._content, "size": str(size)}
        return {"sys_inputs": inputs, "font_paths": self._fonts}


def _pictures(document: Document) -> dict[str, str]:
    """The pictures in it, by the keys of their charts."""
    return {
        _fit_for_paper(chart.key): render("trend.svg", chart=chart, looks=_LOOKS)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Trend)
        for chart in block.charts
    }


def _fit_for_paper(value: Any) -> Any:
    """The data with texts that can be set: a long word may be broken, what runs right to left stays apart."""
    if isinstance(value, dict):
        return {key: _fit_for_paper(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_fit_for_paper(each) for each in value]
    if not isinstance(value, str):
        return value
    return isolated(_LONG_WORD.sub(lambda word: _MAY_BREAK.join(word[0]), value))


# Letters for which Typst brings a font: Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, signs and arrows.
_BROUGHT = ((0x0000, 0x06FF), (0x1E00, 0x2BFF), (0xA720, 0xA7FF), (0xFB00, 0xFDFF), (0xFE70, 0xFEFF))


def _needs_more_letters(text: str) -> bool:
    """Whether the fonts of this machine are asked too; where they lack a letter, a box stands for it."""
    return any(not any(first <= ord(char) <= last for first, last in _BROUGHT) for char in set(text))
