"""Documents: one content, which each writer shows as it was typed."""

from __future__ import annotations

import html
from io import BytesIO

import pytest
from pypdf import PdfReader

from leadsroom.errors import Refused
from leadsroom.exchange.document.content import (
    Bullets,
    Chart,
    Document,
    Facts,
    Section,
    Trend,
    bars_of,
    line,
    paragraph,
    strong,
    table,
)
from leadsroom.exchange.document.write import DOCUMENT_FORMATS, write_document

HOSTILE = ("[/]", "[Anna]", "<b>x</b>", "#let x = 1", "*a* _b_ `c`", "| a |", "🦊 Fox", "x" * 500, "שלום")


def _document(*texts: str) -> Document:
    """A document that has these texts in every kind of block."""
    picture = Chart("leads-each", "Leads", "Three meetings.", "3", "Jan", "Mar", bars_of([1, 0, 3]))
    blocks = (
        *(block for text in texts for block in paragraph(strong(text), " and ", text)),
        *paragraph("What a lead is.", small=True),
        Bullets(tuple(line(text) for text in texts)),
        Facts(tuple(("3", text) for text in texts)),
        *table(("Name", "Leads"), [(text, "12") for text in texts], numbers=(1,)),
        Trend((picture,), "Leads went so."),
    )
    return Document("Harborview", "sheet", "of a member", (line("About"),), (Section("One", blocks),), "US")


def test_plain_text_has_its_columns_below_one_another() -> None:
    """A heading is underlined, numbers stand to the right, and wide letters count as two."""
    rows = [("Ann", "7"), ("大野", "12")]
    document = Document(
        "Harborview",
        "sheet",
        "",
        (line("of ", strong("Ann")),),
        (Section("Leads", table(("Name", "Leads"), rows, numbers=(1,))),),
        "US",
    )
    assert write_document(document, "text").decode() == (
        "Harborview\nof Ann\n\nLeads\n-----\nName  Leads\nAnn       7\n大野     12\n"
    )


def test_lines_of_plain_text_end_where_a_terminal_does() -> None:
    """Above the sections as in them, at 80 letters; a long word and a table are as wide as they are."""
    long = " ".join(["word"] * 60)
    blocks = (*paragraph(long), Bullets((line(long),)), *paragraph("x" * 90))
    document = Document("Harborview", "sheet", "", (line(long),), (Section("One", blocks),), "US")
    widths = [len(each) for each in write_document(document, "text").decode().splitlines()]
    assert max(width for width in widths if width != 90) <= 80
    assert 90 in widths


def test_every_writer_shows_what_was_typed() -> None:
    """Marks of a format are letters like any others, in text, HTML and on paper; nothing is loaded."""
    document = _document(*HOSTILE)
    text = write_document(document, "text").decode()
    page = write_document(document, "html").decode()
    for typed in HOSTILE:
        assert typed in text
        assert html.escape(typed, quote=False) in page.replace("&#34;", '"')
    assert "<b>x</b>" not in page
    assert "src=" not in page
    assert "http:" not in page.replace("http://www.w3.org/2000/svg", "")
    paper = "".join(each.extract_text() for each in PdfReader(BytesIO(write_document(document, "pdf"))).pages)
    for typed in HOSTILE[:6]:
        assert typed in paper


def test_a_document_has_these_formats_and_no_other() -> None:
    """Each format there is can be written; another one is refused with the list of them."""
    assert all(write_document(_document("x"), format) for format in DOCUMENT_FORMATS)
    with pytest.raises(Refused, match="text, md, html, pdf"):
        write_document(_document("x"), "doc")


@pytest.mark.parametrize("values", [[], [0], [0, 0], [5, 10, 0]])
def test_bars_are_as_high_as_their_values(values: list[int]) -> None:
    """The highest bar fills the picture, none is below zero, and nothing at all draws nothing."""
    bars = bars_of(values)
    highest = max(values, default=0) or 1
    assert [bar.height for bar in bars] == [round(96 * value / highest, 2) for value in values]
    assert [bar.is_last for bar in bars] == [place == len(values) - 1 for place in range(len(values))]


def test_a_table_of_figures_is_no_wider_than_a_terminal() -> None:
    """In text it goes on below with the names again, with every cell once; what is read last stands close."""
    heads = ("Member", *(f"head {number}" for number in range(20)))
    rows = [("Ann Chu", *(str(number) for number in range(100, 120))), ("Bea Katz", *["0"] * 20)]
    notes = [*paragraph("One.", small=True), *paragraph("Two.", small=True)]
    section = Section("", (*table(heads, rows, numbers=range(1, 21)), *notes))
    document = Document(
        title="Harborview", kind="health", name="x", about=(), sections=(section,), country="US"
    )
    text = write_document(document, "text").decode()
    assert max(map(len, text.splitlines())) <= 80
    assert text.count("Ann Chu") == text.count("Bea Katz") > 1
    assert [text.count(str(number)) for number in range(100, 120)] == [1] * 20
    assert text.endswith("\n\nOne.\nTwo.\n")
