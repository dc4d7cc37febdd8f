"""`leadsroom letters`: emails in a folder, one to read, and the list of who gets one."""

from __future__ import annotations

import csv
import io
import json
from email import message_from_bytes
from pathlib import Path

import pytest

from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.exchange.written_files import outdated
from leadsroom.store.store import Store
from leadsroom.views.meeting.find_meeting import find_meeting
from leadsroom.views.meeting.summary import review
from tests.cli_runs import Run, answered
from tests.harborview import SetClock
from tests.sample import SAMPLE_NOW, sample_chapter


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, demo_place: str
) -> Run:
    """Runs `leadsroom letters` on the sample chapter, a week after its last meeting."""
    (tmp_path / "now").write_text(SAMPLE_NOW.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path))
    return lambda *words: answered(capsys, "--db", demo_place, "letters", *words)


def test_emails_go_into_a_folder(run: Run, tmp_path: Path) -> None:
    """Each opens elsewhere; where they went is said; again they need a word."""
    folder = tmp_path / "x"
    answer = run("-o", folder)
    assert (answer.code, answer.out) == (0, f"Wrote 18 letters to members, 1 to visitors into {folder}.\n")
    assert answer.err == ""
    files = sorted(folder.iterdir())
    assert len(files) == 19
    assert all(message_from_bytes(file.read_bytes())["To"] for file in files)
    refused = run("-o", folder)
    assert (refused.code, refused.out) == (1, "")
    assert (
        f"is there already, and 18 more. Choose another folder than {folder}, or add --overwrite"
        in refused.err
    )
    assert run("-o", folder, "--overwrite").code == 0
    assert "There is no folder after -o." in run("-o", "").err


def test_they_go_to_the_chapters_files_by_themselves(run: Run, tmp_path: Path) -> None:
    """Into a folder of their own, named after the meeting; one alone is named itself."""
    answer = run("2026-11-11", "--for", "maria")
    (written,) = tmp_path.rglob("*.eml")
    assert answer.out == f"Wrote {written}.\n"
    assert written.parts[-3:] == ("Harborview Leads Group", "letters-2026-11-11", "maria-lopez.eml")
    piped = run("2026-11-11", "--for", "maria", "-o", "-")
    assert piped.out.encode() == written.read_bytes()
    since = "There has been a meeting since Wed 4 Nov: its letters say what is to do today."
    assert since in run("2026-11-04", "--format", "text", "--for", "maria").err
    assert "There has been a meeting" not in run("--format", "text", "--for", "maria").err
    assert run("-o", "-").err == (
        "Emails go into a folder. For one of them on stdout name its receiver, with --for.\n"
    )


def test_letters_from_before_a_correction_are_named(run: Run, tmp_path: Path, demo_store: Store) -> None:
    """The review of a meeting says which letters were written from a shell before it was corrected."""
    clock = SetClock(SAMPLE_NOW)
    desk = SyncDesk(demo_store, sample_chapter(demo_store).id, clock, "home")
    meeting_id = desk.read(find_meeting, "2026-11-11")

    def remark() -> str:
        return outdated(desk.read(review, meeting_id).summary)

    assert run("2026-11-11", "-o", tmp_path / "x").code == 0
    assert remark() == ""
    table = SyncDesk(demo_store, desk.chapter_id, clock, "table", meeting_id)
    table.do(Withdraw(what="lead", row_id=desk.read(review, meeting_id).snapshot.leads[0].id))
    assert remark() == "x was written before 1 correction · w writes it again"


def test_one_is_read_before_it_goes(run: Run, capsys: pytest.CaptureFixture[str], demo_place: str) -> None:
    """Its subject and text on stdout, and beside it what the chapter lacks, which can be mended."""
    answered(capsys, "--db", demo_place, "chapter", "--email", "")
    answer = run("--for", "lopez", "--format", "text")
    assert answer.out.startswith("Subject: Harborview Leads Group, Wed 11 Nov: ")
    assert "\n\nDear Maria Lopez,\n\n" in answer.out
    assert "To thank\n--------\n* " in answer.out
    assert answer.err.startswith("Harborview Leads Group has no email address, so the letters have no links")
    assert "Type more of the name." in run("--for", "a", "--format", "text").err


def test_who_gets_one(run: Run) -> None:
    """The same people as text, as a table and as data."""
    text = run("--format", "text").out.splitlines()
    assert text[0].startswith(
        "Letters after the meeting of Wednesday 11 November 2026: 18 letters to members"
    )
    table = list(csv.DictReader(io.StringIO(run("--format", "csv").out.removeprefix("\ufeff"))))
    data = json.loads(run("--format", "json").out)
    assert [row["Name"] for row in table] == [each["name"] for each in data["letters"]]
    assert len(table) == sum(line.startswith("  ") for line in text)
    assert data["meeting"] == "2026-11-11"
    assert {each["as"] for each in data["letters"]} == {"member", "visitor"}
    assert {row["Letter"] for row in table} >= {"ready"}


def test_letters_of_a_meeting_that_is_not_closed_are_refused(run: Run) -> None:
    """One sentence, and no file."""
    answer = run("live")
    assert (answer.code, answer.out) == (1, "")
    assert "No meeting is live" in answer.err
