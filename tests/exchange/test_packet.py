"""What leaves after a meeting at once: all of it or nothing, and said when a correction has come since."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.errors import Refused
from leadsroom.exchange.chapter_files import ChapterFiles, ChapterPlace
from leadsroom.exchange.packet import Packet, PacketWanted, PacketWritten, write_packet
from leadsroom.exchange.written_files import outdated
from leadsroom.files import AlreadyThere
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.meeting.summary import review
from screens.review.packet import PacketForm
from tests.cli_runs import answered
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.screens.filling import drafts, enter, press

USUAL = Packet(members="pdf", letters=True, palms="xlsx")
QUICK = Packet(members="html", letters=True, palms="xlsx")  # PDF takes its time
FILES = ["letters-2026-11-18", "minutes-2026-11-18-members.html", "palms-2026-11-18.xlsx"]


@pytest.fixture
def table(sqlite_store: Store) -> Iterator[Table]:
    """A closed meeting with one lead; two of its members have an email address."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    with sqlite_store.writing(table.now.chapter.id) as unit:
        for name in ("Maria Lopez", "Ann Chu"):
            unit.update(t.person, table.person(name), email=f"{name.split()[0].lower()}@firm.example")
    table.go_to(StepKind.BUCKET)
    table.do(table.lead())
    table.go_to_end()
    yield table
    table.desk.close()


def written(table: Table, folder: Path, packet: Packet = QUICK, *, replaces: bool = False) -> PacketWritten:
    """The packet of the meeting, into a folder that is the chapter's own."""
    wanted = PacketWanted(folder, packet, replaces, makes_folder=True)
    return table.desk.sync.read(write_packet, table.meeting_id, wanted)


def remark_on_files(table: Table) -> str:
    """What the review says of the files."""
    return outdated(table.desk.sync.read(review, table.meeting_id).summary)


def test_everything_opens_in_other_programs(table: Table, documents: Path) -> None:
    """A PDF of one page, two emails, a workbook; for their owner alone, in folders made for that."""
    folder = documents / "Harborview"
    done = written(table, folder, USUAL)
    assert (done.in_words, done.without_letter) == ("2 files and 2 letters", len(table.now.attendees) - 2)
    names = [FILES[0], "minutes-2026-11-18-members.pdf", FILES[2]]
    assert sorted(path.name for path in folder.iterdir()) == names
    (page,) = pypdf.PdfReader(folder / names[1]).pages
    assert "Harborview" in page.extract_text()
    emails = [message_from_bytes(file.read_bytes(), policy=default) for file in (folder / FILES[0]).iterdir()]
    assert sorted(email["To"] for email in emails) == [
        "Ann Chu <ann@firm.example>",
        "Maria Lopez <maria@firm.example>",
    ]
    assert CalamineWorkbook.from_path(str(folder / FILES[2])).sheet_names
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")} | {
        folder.stat().st_mode & 0o777
    }
    assert modes == {0o600, 0o700}


def test_whatever_is_there_is_asked_about_once(table: Table, documents: Path) -> None:
    """With one file in the way nothing is written; agreed to, all of them are."""
    folder = documents / "Harborview"
    folder.mkdir()
    (folder / FILES[2]).write_bytes(b"mine")
    with pytest.raises(
        AlreadyThere, match=r"^“palms-2026-11-18.xlsx” is there already. Nothing was written."
    ):
        written(table, folder)
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [(FILES[2], b"mine")]
    written(table, folder, replaces=True)
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert (folder / FILES[2]).read_bytes() != b"mine"


@pytest.mark.parametrize("way", ["a link", "a folder"])
def test_nothing_is_written_where_one_cannot_be(table: Table, documents: Path, way: str) -> None:
    """Neither through a link nor over a folder, whatever was agreed to."""
    folder, elsewhere = documents / "Harborview", documents / "elsewhere"
    folder.mkdir()
    if way == "a link":
        (folder / FILES[1]).symlink_to(elsewhere)
    else:
        (folder / FILES[1]).mkdir()
    with pytest.raises(Refused, match="Nothing was written"):
        written(table, folder, replaces=True)
    assert [path.name for path in folder.iterdir()] == [FILES[1]]
    assert not elsewhere.exists()


def test_a_folder_that_is_not_the_chapters_own_is_not_made(table: Table, documents: Path) -> None:
    """A stick that is not in or is a file is said; nothing chosen too; and a folder made in vain is gone."""
    stick = PacketWanted(documents / "stick", USUAL)
    with pytest.raises(Refused, match="There is no folder"):
        table.desk.sync.read(write_packet, table.meeting_id, stick)
    with pytest.raises(Refused, match="Nothing is chosen"):
        written(table, documents / "Harborview", Packet())
    assert not list(documents.iterdir())
    (documents / "stick").write_bytes(b"mine")
    with pytest.raises(Refused, match="stick is no folder but a file"):
        table.desk.sync.read(write_packet, table.meeting_id, stick)


def test_a_correction_makes_what_was_written_old(table: Table, documents: Path) -> None:
    """It is said as long as it is so: not once it is written again, nor of files that are gone."""
    folder = documents / "Harborview"
    assert remark_on_files(table) == ""
    written(table, folder)
    assert remark_on_files(table) == ""
    (lead,) = table.now.leads
    table.clock.pass_by(minutes=5)
    table.desk.sync.do(Withdraw(what="lead", row_id=lead.id))
    assert remark_on_files(table) == (
        "minutes-2026-11-18-members.html and 2 more were written before 1 correction · w writes them again"
    )
    written(table, folder, Packet(letters=True, palms="xlsx"), replaces=True)
    assert remark_on_files(table) == (
        "minutes-2026-11-18-members.html was written before 1 correction · w writes it again"
    )
    (folder / FILES[1]).unlink()
    assert remark_on_files(table) == ""


def test_a_report_of_days_is_old_once_one_of_their_meetings_is_corrected(
    table: Table, documents: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that a shell has written, until that writes it again; one of other days never is."""
    (documents / "now").write_text(table.clock.now().isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(documents / "now"))

    def report(name: str, *days: str) -> None:
        words = ("--db", table.store.place, "report", "palms", *days, "-o", documents / name, "--overwrite")
        assert answered(capsys, *words).code == 0

    report("year.csv", "--format", "csv")
    report("october.csv", "--format", "csv", "--from", "2026-10-01", "--to", "2026-10-31")
    assert remark_on_files(table) == ""
    (lead,) = table.now.leads
    table.clock.pass_by(minutes=5)
    table.desk.sync.do(Withdraw(what="lead", row_id=lead.id))
    assert remark_on_files(table) == (
        "year.csv was written before 1 correction · leadsroom report writes it again"
    )
    report("year.csv", "--format", "csv")
    assert remark_on_files(table) == ""


def form(table: Table, place: ChapterPlace, *, can_pdf: bool = True) -> PacketForm:
    """The dialog of the meeting."""
    return PacketForm(table.now.meeting, place, can_pdf=can_pdf)


def test_enter_alone_writes_minutes_letters_and_palms(table: Table, documents: Path) -> None:
    """From any field; without the package for PDF as HTML, which is said; the last answers come back."""
    place = ChapterFiles(table.now.chapter).place("packet")
    dialog = form(table, place)
    wanted = PacketWanted(documents / "Harborview", USUAL, makes_folder=True)
    assert dialog.build() == wanted
    assert {enter(dialog, field.name) for field in dialog.fields} == {""}
    poor = form(table, place, can_pdf=False)
    assert poor.build().packet.members == "html"
    assert "pip install" in poor.remark(poor.named("members")).words.plain
    press(dialog, "secretary", "h")
    press(dialog, "journal", "y")
    press(dialog, "letters", "n")
    again = form(table, ChapterPlace(place.folder, place.usual, dialog.to_remember))
    assert again.build().packet == Packet("pdf", "html", with_journal=True, palms="xlsx")
    assert drafts(again, "letters") == ["no"]


def test_what_nobody_chose_is_not_remembered(table: Table, documents: Path) -> None:
    """HTML because PDF cannot be written here is no answer, beside one that is; an earlier choice stays."""
    place = ChapterFiles(table.now.chapter).place("packet")
    poor = form(table, place, can_pdf=False)
    press(poor, "attendance", "c")
    assert (poor.answers["members"], poor.to_remember) == ("html", {"attendance": "csv"})
    chosen = ChapterPlace(place.folder, place.usual, {"members": "pdf", "secretary": "pdf"})
    poor = form(table, chosen, can_pdf=False)
    assert poor.build().packet.members == "html"
    assert poor.to_remember == {"members": "pdf", "secretary": "pdf"}
    press(poor, "members", "m")
    assert poor.to_remember["members"] == "md"


def test_a_second_enter_agrees_to_what_was_said_alone(table: Table, documents: Path) -> None:
    """Another choice after that is asked about anew."""
    dialog = form(table, ChapterFiles(table.now.chapter).place("packet"))
    assert not dialog.build().replaces
    question = dialog.ask_to_replace(AlreadyThere("“a.pdf” is there already. Nothing was written."))
    assert str(question).endswith("Nothing was written. Enter once more replaces what is there.")
    assert (dialog.build().replaces, dialog.save_word) == (True, "replace them")
    press(dialog, "attendance", "c")
    assert (dialog.build().replaces, dialog.save_word) == (False, "write")


def test_of_a_meeting_that_is_not_closed_there_are_only_minutes(sqlite_store: Store, documents: Path) -> None:
    """Letters and reports are of what is over."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    table.go()
    dialog = form(table, ChapterFiles(table.now.chapter).place("packet"))
    assert dialog.build().packet == Packet("pdf")
    table.desk.close()
