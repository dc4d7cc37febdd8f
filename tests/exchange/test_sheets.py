"""Files as sheets of cells: no bytes bring the readers down, and what is not said is found or asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from leadsroom.exchange.roster.lines import ROSTER_WORDS
from leadsroom.exchange.sheets.columns import column_letter
from leadsroom.exchange.sheets.encodings import (
    UnclearEncoding,
    candidates,
    decode_guessed,
    letter_lost,
    put_right,
)
from leadsroom.exchange.sheets.read import read_sheets
from leadsroom.exchange.sheets.sheet import BrokenRecord, Record, Sheet, UnreadableFile
from tests.exchange.roster_files import CASES, ROWS
from tests.exchange.workbook_bytes import ods, office_xml, rewritten, xls, xlsx

WORKBOOKS = (
    xlsx({"Members": ROWS}),
    ods("Members", ROWS),
    xls("Members", [row[:2] for row in ROWS]),
    office_xml('<Row ss:Index="2"><Cell ss:Index="3"><Data ss:Type="Number">1</Data></Cell></Row>'),
    next(case.data for case in CASES if case.name == "cards.vcf"),
)


def read(data: bytes, encoding: str | None = None) -> tuple[Sheet, ...]:
    """The sheets of a file; none where it cannot be read, which is the only way of failing."""
    try:
        return read_sheets(data, meaning=ROSTER_WORDS, encoding=encoding)
    except UnreadableFile:
        return ()


@given(
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"BEGIN:VCARD\nN:", b"<?xml"]),
    st.binary(max_size=200),
    st.sampled_from([None, "utf-8", "utf-16", "shift-jis", "hex", "idna", "punycode", "no such", "\0"]),
)
@example(b"", b"urn:schemas-microsoft-com:office:spreadsheet", None)
@example(b"BEGIN:VCARD\nN:", b"", "punycode")
def test_no_bytes_bring_it_down(beginning: bytes, data: bytes, encoding: str | None) -> None:
    """Whatever the bytes and the encoding that is named, there are sheets or one sentence."""
    read(beginning + data, encoding)


@given(st.sampled_from(WORKBOOKS), st.data())
def test_no_damage_to_a_workbook_brings_it_down(sample: bytes, data: st.DataObject) -> None:
    """A workbook or cards with other bytes in place of any part give sheets or one sentence."""
    begin = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(begin, min(len(sample), begin + 40)))
    read(sample[:begin] + data.draw(st.binary(max_size=20)) + sample[end:])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4155550115.0, "4155550115"),
        (0.5, "0.5"),
        (-3.0, "-3"),
        (1e300, "1e+300"),
        (43530, "43530"),
        ("'+41 44 668 18 00", "+41 44 668 18 00"),
        ("  Ann\n Chu ", "Ann Chu"),
        ("\x1b[31mAnn", "Ann"),
    ],
)
def test_cells_of_a_workbook_as_text(value: str | float, text: str) -> None:
    """Numbers stand as people write them, words on one line and harmless."""
    (sheet,) = read(xlsx({"A": [("Name", "x"), (value, "x")]}))
    record = sheet.records[-1]
    assert isinstance(record, Record)
    assert record.cells[0] == text


def test_an_ods_that_repeats_a_cell_without_end() -> None:
    """A full cell that stands there a million times over is refused before there is room made for it."""
    cell = (
        '<table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell table:number-columns-repeated="1000" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell>"
        "</table:table-row>"
    )
    with pytest.raises(UnreadableFile, match="far away"):
        read_sheets(ods("A", ROWS, cell), meaning=ROSTER_WORDS)
    assert read(
        ods("A", ROWS, cell.replace(' office:value-type="string"', "").replace("<text:p>x</text:p>", ""))
    )


def test_a_locked_workbook() -> None:
    """A workbook behind a password is refused with what to do."""
    stream = "EncryptedPackage".encode("utf-16-le")
    locked = xls("A", ROWS[:1]).replace("Workbook".encode("utf-16-le").ljust(32, b"\0"), stream, 1)
    with pytest.raises(UnreadableFile, match="password"):
        read_sheets(locked, meaning=ROSTER_WORDS)


WORDS = {
    "cp1252": ("Tomás Núñez", "Ingrid Sørensen", "Jörg Müller", "Café “Align”", "Mary O’Neill", "François"),
    "mac-roman": ("Tomás Núñez", "Jörg Müller", "Café “Align”", "MUÑOZ", "María"),
    "cp1250": ("Jiří Dvořák", "Łukasz Wiśniewski", "Eva Černá", "Erdős"),
    "koi8-r": ("Иван Петров",),
}


@pytest.mark.parametrize(("codec", "words"), WORDS.items())
def test_a_few_names_say_how_they_are_written(codec: str, words: tuple[str, ...]) -> None:
    """All the names of a kind together are read as they were written, and a word of them is shown."""
    text = "Name\n" + "\n".join(words) + "\n"
    read_as, found = decode_guessed(text.encode(codec))
    assert read_as == text
    assert found.sample in text
    assert not found.sample.isascii()


def test_what_is_not_clear_is_asked_with_samples() -> None:
    """The likeliest encodings are there to choose from, each with the same place as it would look."""
    data = "名前\n田中\n".encode("cp932")
    with pytest.raises(UnclearEncoding) as asked:
        decode_guessed(data)
    samples = {each.codec: each.sample for each in asked.value.candidates}
    assert samples["cp932"] == "名前"
    assert len(set(samples.values())) == len(samples) > 1
    assert candidates(data)[0] in asked.value.candidates


@given(st.text(st.characters(min_codepoint=0xC0, max_codepoint=0x17F), min_size=1, max_size=8), st.booleans())
def test_what_was_encoded_twice_is_put_right(word: str, is_old: bool) -> None:
    """A word of European letters that went through Windows once too often is that word again."""
    assume(unicodedata.is_normalized("NFC", word))
    codec = "latin-1" if is_old else "cp1252"
    try:
        twice = word.encode().decode(codec)
    except UnicodeDecodeError:
        return
    assert put_right(f"Ann {twice}")[0] == f"Ann {word}"


@pytest.mark.parametrize("word", ["José", "Ångström", "SÃO PAULO", "Łódź", "“quoted”", "Ã", "naïve – café"])
def test_what_was_written_well_stays(word: str) -> None:
    """Letters that stand as they should are left alone."""
    assert put_right(word) == (word, "", "")


@pytest.mark.parametrize(
    ("text", "is_lost"),
    [
        ("Mu?oz", True),
        ("Caf\ufffd", True),
        ("J?rg", True),
        ("What? Why?", False),
        ("https://x.example/?a=b", False),
        ("Who?", False),
        ("", False),
    ],
)
def test_lost_letters(text: str, is_lost: bool) -> None:
    """A question mark within a word was a letter; one at its end is a question."""
    assert letter_lost(text) is is_lost


@pytest.mark.parametrize(("place", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_of_columns(place: int, letter: str) -> None:
    """A column without a heading is called as a spreadsheet calls it."""
    assert column_letter(place) == letter


BOOK, SHEET, SHARED = xlsx({"Members": ROWS}), "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
WITHOUT_PLACES = b"<row>" + b"<c><v>1</v></c>" * 16_000 + b"</row>" + b"<row><c><v>1</v></c></row>" * 400


def ending(with_: bytes, of: bytes = b"</sheetData>") -> Callable[[bytes], bytes]:
    """What puts something at the end of a sheet."""
    return lambda part: part.replace(of, with_)


@pytest.mark.parametrize(
    "data",
    [
        rewritten(BOOK, SHEET, ending(FAR), "xl/elsewhere/one.part"),
        rewritten(BOOK, SHEET, ending(FAR.replace(b"XFD", b"xfd"))),
        rewritten(BOOK, SHEET, ending(FAR.replace(b"c r=", b"c s='1' r = "))),
        rewritten(BOOK, SHEET, ending(WITHOUT_PLACES + b"</sheetData>")),
        rewritten(BOOK, SHARED, ending(b"B" * 500_000, of=b"Bea Katz")),
        rewritten(
            rewritten(BOOK, SHARED, ending(b"B" * 300_000, of=b"Bea Katz")),
            SHEET,
            ending(b'<row><c t="s"><v>6</v></c></row>' * 1000 + b"</sheetData>"),
        ),
        office_xml("".join(f'<Row ss:Index="{at}"><Cell ss:Index="16384"/></Row>' for at in range(1, 400))),
        b"Name,Profession" + b"," * 20_000,
        rewritten(BOOK, "xl/workbook.xml", lambda part: part, "xl/workbook.bin"),
    ],
    ids=["moved", "small letters", "spaced", "no places", "long text", "text often", "xml", "commas", "xlsb"],
)
def test_what_would_fill_the_memory_is_refused(data: bytes) -> None:
    """However a small file makes a reader take room for millions of cells, one sentence answers it."""
    with pytest.raises(UnreadableFile):
        read_sheets(data, meaning=ROSTER_WORDS)


def test_cards_that_say_nothing_and_cards_cut_off() -> None:
    """An empty card is left out like an empty line, and one that is cut off is said to be so."""
    whole, empty = (
        b"BEGIN:VCARD\nVERSION:3.0\nFN:Ann Chu\nEND:VCARD\n",
        b"BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n",
    )
    (sheet,) = read(whole + empty + b"BEGIN:VCARD\nFN:Bo")
    assert [record.line for record in sheet.records] == [1, 1, 8]
    assert isinstance(sheet.records[-1], BrokenRecord)
    assert "cut off" in sheet.records[-1].why
    assert read(empty) == ()
