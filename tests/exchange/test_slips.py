"""The slips of a member: in every format, of a meeting or of all, and literally what was typed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
import vobject
from msgspec.structs import replace

from leadsroom.acts.leads.commands import NoteOutcome
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip, When, WhoCalls
from leadsroom.domain.people.roster import Person
from leadsroom.errors import Refused
from leadsroom.exchange.slips.formats import handover_for, member_called, write_slips
from leadsroom.exchange.slips.wording import Handover
from leadsroom.store.store import Store
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import WHOLE, Table

FULL = Slip(
    prospect="Jane Doe",
    phone="+14155550101",
    phone_typed="415 555 0101",
    need="a new web shop",
    expecting_call=True,
    company="Bluepoint Dental",
    address="12 Main St; Apt 4, Oakland",
    email="jane@bluepoint.example",
    knows_caller=True,
    when=When.WEEKS,
    note="ask for the manager",
)


@pytest.fixture
def table(sqlite_store: Store) -> Iterator[Table]:
    """A meeting of six at the bucket."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    table.go_to(StepKind.BUCKET)
    yield table
    table.desk.close()


def handed(table: Table, who: str = "Maria", *, every: bool = False) -> Handover:
    """What a member is handed now."""
    meeting = None if every else table.now.meeting
    return handover_for(table.store, table.now.chapter, who, meeting, table.clock.now())


def text(table: Table, format: str = "text", who: str = "Maria") -> str:
    """Their slips in a format, as text."""
    return write_slips(handed(table, who), format).decode("utf-8")


def test_a_slip_is_read_at_a_glance(table: Table) -> None:
    """Everything that was said, who calls whom, the verdict, and until when; within 72 columns."""
    table.do(table.lead(slip=FULL))
    lines = text(table).splitlines()
    assert lines[:2] == ["Slips for Maria Lopez", "Harborview, meeting of Wednesday 18 November 2026"]
    assert lines[4:] == [
        "1  Jane Doe, Bluepoint Dental",
        "   Phone             (415) 555-0101",
        "   Address           12 Main St; Apt 4, Oakland",
        "   E-mail            jane@bluepoint.example",
        "   Need              a new web shop",
        "   Who calls         Maria Lopez calls Jane Doe",
        "   Expects the call  yes",
        "   Knows who calls   yes",
        "   When              within weeks",
        "   For               somebody outside the household",
        "   Note              ask for the manager",
        "   From              Ann Chu, Wed 18 Nov 2026, 7:02 AM",
        "   Verdict           lead",
        "   Call by           Thu 19 Nov, 7:02 AM",
    ]


def test_an_incomplete_slip_says_what_to_ask_for(table: Table) -> None:
    """What was not said is said so, a substitute is named with the seat, the household is the giver's."""
    table.do(c.SeatSubstitute(member_id=table.person("Cyrus Ng"), name="Tom Ray", profession="Notary"))
    table.do(table.lead("Tom Ray", slip=Slip(need="roof", inside=True)))
    shown = text(table)
    for expected in (
        "1  No name yet",
        "Phone             none yet",
        "Maria Lopez calls the prospect",
        "Expects the call  not said",
        "When              not said",
        "the giver's own household",
        "Tom Ray for Cyrus Ng, Wed 18 Nov",
        "raw: no name, no phone, call not confirmed",
    ):
        assert expected in shown, expected


def test_who_calls_decides_about_the_deadline(table: Table) -> None:
    """Nobody calls by a certain hour when the prospect does, or once there is word; late ones have a date."""
    lead = table.do(table.lead(slip=FULL)).leads[0]
    table.clock.pass_by(hours=24 * 9)
    assert "Call by           Thu 19 Nov 2026, 7:02 AM · overdue" in text(table)
    table.do(NoteOutcome(lead.id, LeadOutcome.CONTACTED, follow_up_on=None))
    assert "Call by" not in text(table)
    assert "So far            contacted Fri 27 Nov" in text(table)
    table.do(replace(table.lead("Dee Fox", "Ann Chu"), slip=replace(FULL, who_calls=WhoCalls.PROSPECT)))
    shown = text(table, who="Ann")
    assert "Jane Doe calls Ann Chu" in shown
    assert "Promised to call  yes" in shown
    assert "Call by" not in shown


def test_long_words_stay_within_the_page(table: Table) -> None:
    """Nothing is wider than 72 columns, whatever was typed."""
    long = "a very long tale of a need " * 12
    table.do(table.lead(slip=replace(FULL, need=long, note="x" * 200, prospect="Jane " * 40)))
    assert all(len(line) <= 72 for line in text(table).splitlines())


def test_an_empty_handover_says_so(table: Table) -> None:
    """To read, in words; as a table only its columns; as cards nothing."""
    assert "Maria Lopez received no leads at the meeting of Wednesday 18 November" in text(table)
    assert "received no leads" in text(table, "md")
    assert len(text(table, "csv").splitlines()) == 1
    assert text(table, "vcf") == ""
    assert "received no leads so far" in write_slips(handed(table, every=True), "text").decode()


def test_a_card_is_one_that_phones_take(table: Table) -> None:
    """Name, company, number as E.164, address and mail, the note with need and giver; folded and escaped."""
    table.do(table.lead(slip=replace(FULL, note="é" * 120)))
    table.do(table.lead(slip=Slip(phone_typed="0101, ask", need="roof")))
    data = write_slips(handed(table), "vcf")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    first, second = vobject.readComponents(data.decode("utf-8"))
    assert (first.version.value, first.fn.value, first.n.value.given) == ("3.0", "Jane Doe", "Jane Doe")
    assert (first.tel.value, first.email.value) == ("+14155550101", "jane@bluepoint.example")
    assert first.org.value == ["Bluepoint Dental"]
    assert first.adr.value.street == "12 Main St; Apt 4, Oakland"
    assert "Need: a new web shop\nLead from Ann Chu, Harborview" in first.note.value
    assert (second.fn.value, second.tel.value) == ("No name yet (roof)", "0101, ask")


def test_a_card_knows_the_extension(table: Table) -> None:
    """E.164 has no room for it; the card says it as E.123 writes it."""
    table.do(table.lead(slip=replace(FULL, phone_typed="415 555 0101 x5")))
    (card,) = vobject.readComponents(text(table, "vcf"))
    assert card.tel.value == "+14155550101 ext. 5"


@pytest.mark.parametrize("sign", ["=1+1", "+41 x", "-2", "@sum(a)", "'=1", "＝1"])
def test_no_cell_is_a_formula(table: Table, sign: str) -> None:
    """What a spreadsheet would compute gets an apostrophe, in every column."""
    full = replace(FULL, prospect=sign, need=sign, company=sign, address=sign, email=sign, note=sign)
    table.do(table.lead(slip=replace(full, phone="", phone_typed="1")))
    head, row = csv.reader(io.StringIO(text(table, "csv")))
    assert len(head) == len(row)
    assert [cell for cell in row if cell == "'" + sign] == ["'" + sign] * 6
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    "typed",
    ["[/]", "*stars*", "pipe|d", "<b>x</b>", "[@click=app.quit]x[/]", "BEGIN:VCARD", "a;b,c\\n", "שרה"],
)
def test_hostile_words_come_out_as_typed(table: Table, typed: str) -> None:
    """In the text and the card letter by letter, in Markdown escaped; control characters are gone."""
    hostile = f"{typed}\x1b[2J\r\nTEL:999\u202e"
    written = f"{typed} TEL:999"
    table.do(table.lead(slip=replace(FULL, prospect=hostile, note=hostile, email=hostile)))
    assert f"1  {written}, Bluepoint" in text(table)
    (card,) = vobject.readComponents(text(table, "vcf"))
    assert (card.fn.value, card.email.value) == (written, written)
    assert card.note.value.splitlines()[-1] == written
    assert len(card.contents["tel"]) == 1
    for format in ("text", "md", "vcf", "csv"):
        assert not {"\x1b", "\u202e"} & set(text(table, format)), format
    assert "<b>" not in text(table, "md").replace("\\<b", "")


def test_all_meetings_and_one(table: Table) -> None:
    """Without a meeting everything that was ever received, in order; withdrawn slips are not handed over."""
    table.do(table.lead())
    gone = table.do(table.lead("Dee Fox")).leads[-1]
    table.do(Withdraw(what="lead", row_id=gone.id))
    assert len(handed(table).slips) == 1
    table.go_to_end()
    table.desk.close()
    table.clock.pass_by(hours=24 * 7)
    later = Table.lay(table.store, table.now.chapter, table.clock)
    later.go_to(StepKind.BUCKET)
    later.do(later.lead("Robert Diaz", slip=replace(WHOLE, prospect="Second")))
    assert [slip.giver for slip in handed(later, every=True).slips] == ["Ann Chu", "Robert Diaz"]
    assert [slip.giver for slip in handed(later).slips] == ["Robert Diaz"]
    assert handed(later).slips[0].lead.passed_at - handed(later, every=True).slips[
        0
    ].lead.passed_at > timedelta(days=6)
    later.desk.close()


def test_another_format_is_refused(table: Table) -> None:
    """Whoever asks for one that is not written learns which are."""
    with pytest.raises(Refused, match="text, md, vcf, csv"):
        text(table, "docx")


PEOPLE = tuple(
    Person(PersonId(number), name, profession)
    for number, (name, profession) in enumerate(
        (
            ("Maria Lopez", "Web design"),
            ("Marie Curie", "Physics"),
            ("Ann Chu", "Florist"),
            ("Joanna Park", "Annuities"),
            ("Ann Chu", "Banking"),
            ("Tomás Rivera", "Painter"),
        ),
        start=1,
    )
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("maria", 1), ("Maria Lopez", 1), ("curie", 2), ("tomas", 6), ("jo", 4), ("paint", 6)],
)
def test_a_member_is_found_by_part_of_the_name(typed: str, number: int) -> None:
    """Without accents and case; by the profession when no name has it."""
    assert member_called(typed, PEOPLE).id == PersonId(number)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("mari", r"Maria Lopez \(Web design\); Marie Curie \(Physics\)"),
        ("Ann Chu", r"Ann Chu \(Florist\); Ann Chu \(Banking\)"),
        ("zzz", r"No member is called “zzz”. Here are Maria Lopez"),
        ("", "could be|Here are"),
        ("\x1b[2Jzzz", "called “zzz”"),
    ],
)
def test_who_could_be_meant_is_said(typed: str, names: str) -> None:
    """Several or none: refused with the names, and nobody's slips are given to somebody else."""
    with pytest.raises(Refused, match=names):
        member_called(typed, PEOPLE)
