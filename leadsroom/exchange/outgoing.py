"""Safe files for others: none is written over, no spreadsheet computes, Markdown says what was typed."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.text.money import minor_digits
from leadsroom.domain.text.plain_text import clean, fold, isolated
from leadsroom.domain.text.signs import cells_wide, padded
from leadsroom.exchange.chapter_files import ChapterFiles
from leadsroom.files import cannot_write, make_folder, write_file


class FileWanted(msgspec.Struct, frozen=True):
    """A file that somebody asked for: its absolute path, its format, and what else was answered, by names.

    `replaces`: it is agreed that one which is there is written over. `makes_folder`: its folder is ours.
    """

    path: Path
    format: str = ""
    answers: Mapping[str, str] = {}
    replaces: bool = False
    makes_folder: bool = False


def write_wanted(wanted: FileWanted, data: bytes) -> Path:
    """Write a file that was asked for; where it is. Raises Refused, with nothing left behind."""
    if wanted.makes_folder:
        try:
            make_folder(wanted.path.parent)
        except OSError as wrong:
            raise cannot_write(wanted.path.parent, wrong) from wrong
    write_file(wanted.path, data, otherwise="Choose another name.", replaces=wanted.replaces)
    return wanted.path


def chapter_folder(chapter: Chapter) -> Path:
    """Where a chapter's files go unless somebody says otherwise; it may still have to be made."""
    return ChapterFiles(chapter).folder


ENDINGS = {"text": "txt"}  # of files whose ending is not the name of the format

_LONGEST_STEM = 40
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{x}{n}" for x in ("com", "lpt") for n in range(10))})


def file_stem(name: str) -> str:
    """A name as part of a file's: small letters and figures of any script, with dashes between."""
    letters = (char if char.isalnum() else "-" for char in unicodedata.normalize("NFC", fold(name)))
    stem = "-".join(filter(None, "".join(letters).split("-")))[:_LONGEST_STEM].strip("-")
    return f"{stem}-" if stem in _DEVICES else stem or "somebody"


_SPECIAL = re.compile(
    r"[\\`*_\[\]<>|~]"  # emphasis, code, links, HTML, table cells
    r"|&(?=#?\w+;)"  # a character reference
    r"|:(?=[\w+-]+:)"  # a shortcode for an emoji
    r"|\$(?=\D)"  # mathematics, in some dialects
)
_OPENING = re.compile(r"([#+=-])|(\d+)([.)])")


def literal(text: str) -> str:
    """The text, to be shown as it is wherever it stands in a line.

    Text that runs right to left is isolated, so that it does not turn around what stands beside it.
    """
    opening = _OPENING.match(text)
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    if opening:
        at = len(opening[2] or "")
        escaped = f"{escaped[:at]}\\{escaped[at:]}"
    return isolated(escaped)


def within_line(text: str) -> str:
    """The same where something stands before it in its line, so that nothing opens with it."""
    return isolated(_SPECIAL.sub(r"\\\g<0>", text))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = ()) -> str:
    """A table of cells that are Markdown already; the columns in `numbers` stand to the right."""
    right = set(numbers)
    ruler = ["---:" if column in right else "---" for column in range(len(headings))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headings, ruler, *rows))


def bullets(items: Iterable[str]) -> str:
    """A list of lines that are Markdown already."""
    return "\n".join(f"- {item}" for item in items)


# What a spreadsheet takes for a formula; the wide forms are those of Japanese and Chinese keyboards.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠]")
# A number to dial. One with dashes and no space is left out: `+1-212-555-0100` would be computed.
_PHONE = re.compile(r"(?=(?:\D*\d){6})\+\d+(?: [\d() -]+|\d)")


_WIDEST, _BETWEEN = 40, "  "


def columns_of_text(rows: Iterable[Sequence[str]], *, to_the_right: Iterable[int] = ()) -> str:
    """Cells below one another, a line for each row; very long ones widen no column. Ends in a newline.

    `to_the_right` are the places of columns in which they end below one another.
    """
    shown = [[isolated(_tidied(cell)) for cell in row] for row in rows]
    widths = [min(max(map(cells_wide, column)), _WIDEST) for column in zip(*shown, strict=True)]
    right = frozenset(to_the_right)
    lines = (
        _BETWEEN.join(padded(cell, widths[at], to_the_right=at in right) for at, cell in enumerate(row))
        for row in shown
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _tidied(cell: str) -> str:
    """The cell without what a terminal would obey; the spaces before it say how deep it stands."""
    return cell[: len(cell) - len(cell.lstrip(" "))] + clean(cell)


def guarded(text: str) -> str:
    """The text as a spreadsheet will show it and not compute it. A phone number stays as it is dialled."""
    return "'" + text if _FORMULA.match(text) and not _PHONE.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text


NOTE = "Note: "  # how a sentence begins that stands in a table, and is no line of it
_BYTE_ORDER_MARK = "\ufeff"  # so that spreadsheets read it as UTF-8


def csv_file(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """A CSV in UTF-8 for a spreadsheet, with commas and CRLF; None is an empty cell.

    No text is computed: what would be gets an apostrophe. Numbers are written as they are.
    """
    return csv_lines([columns, *rows])


def csv_lines(rows: Iterable[Iterable[object]]) -> bytes:
    """The same of lines that need not be alike, such as a head, a table and notes."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows(
        [guarded(clean(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return (_BYTE_ORDER_MARK + file.getvalue()).encode("utf-8")


def amount_format(currency: str) -> str:
    """How a workbook shows amounts of a currency, by as many decimals as it has: `#,##0.00`."""
    decimals = minor_digits(currency)
    return f"#,##0{'.' if decimals else ''}{'0' * decimals}"


_JSON = msgspec.json.Encoder(decimal_format="number")


def json_file(found: object) -> bytes:
    """Records, dates and what else can be said in JSON, indented for people, ending in a newline."""
    return msgspec.json.format(_JSON.encode(found), indent=2) + b"\n"
