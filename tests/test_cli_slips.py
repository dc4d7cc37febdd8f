"""`leadsroom slips`: a member's slips on stdout and as a file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import vobject

from tests.cli_runs import Answer, Run, answered
from tests.sample import SAMPLE_NOW

VINCE = "Slips for Vince DeLuca\n"


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, demo_place: str
) -> Run:
    """Runs `leadsroom slips` on the sample chapter, a week after its last meeting."""
    (tmp_path / "now").write_text(SAMPLE_NOW.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    return lambda *words: answered(capsys, "--db", demo_place, "slips", *words)


def test_every_format_has_every_slip(run: Run) -> None:
    """Text, Markdown, cards and table of all meetings hold the same number of slips."""
    answers = {name: run("--for", "vince", "--meeting", "all", "--format", name) for name in ("text", "md")}
    assert answers["text"].out.startswith(VINCE)
    assert answers["md"].out.startswith(f"# {VINCE}")
    number = answers["text"].out.count("\n   Verdict")
    assert number > 10
    assert answers["md"].out.count("\n- **Verdict:**") == number
    cards = run("--for", "Vince", "--meeting", "all", "--format", "vcf")
    assert len(list(vobject.readComponents(cards.out))) == number
    table = run("--for", "DeLuca", "--meeting", "all", "--format", "csv")
    assert len(list(csv.reader(io.StringIO(table.out)))) == number + 1
    assert [answer.code for answer in (*answers.values(), cards, table)] == [0] * 4


def test_one_meeting_is_chosen_as_elsewhere(run: Run) -> None:
    """The last one closed unless another is named by its date; what is no meeting is refused."""
    last, dated = run("--for", "maria"), run("--for", "maria", "--meeting", "2026-11-11")
    assert last == dated
    assert "meeting of Wednesday 11 November 2026" in last.out
    for meeting, reason in (("live", "No meeting is live"), ("soon", "not a meeting")):
        answer = run("--for", "maria", "--meeting", meeting)
        assert (answer.code, answer.out) == (1, "")
        assert reason in answer.err


def test_who_received_nothing_is_told_so(run: Run) -> None:
    """On stdout in a format to read; on stderr where the file stays empty; it is no refusal."""
    assert "Keiko Tanaka received no leads so far." in run("--for", "keiko", "--meeting", "all").out
    card = run("--for", "keiko", "--meeting", "all", "--format", "vcf")
    assert card == Answer(0, "", "Keiko Tanaka received no leads so far.\n")


def test_without_a_card_no_file_is_left(run: Run, tmp_path: Path) -> None:
    """A phone could not open it; one that is there stays, and that is said."""
    older = tmp_path / "older.vcf"
    older.write_text("older")
    for file in (tmp_path / "calls.vcf", older):
        words = ("--for", "keiko", "--meeting", "all", "--format", "vcf", "--overwrite", "-o", file)
        assert run(*words) == Answer(0, "", "Keiko Tanaka received no leads so far. No file was written.\n")
    assert list(tmp_path.glob("*.vcf")) == [older]
    assert older.read_text() == "older"


@pytest.mark.parametrize(
    ("who", "named"), [("r", "Robert Diaz"), ("nobody here", "Maria Lopez"), ("", "Ann Chu")]
)
def test_an_unclear_name_is_refused_with_those_who_match(run: Run, who: str, named: str) -> None:
    """One sentence on stderr, and no slips of somebody else."""
    answer = run("--for", who)
    assert (answer.code, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert named in answer.err


def test_a_file_is_written_whole(run: Run, tmp_path: Path) -> None:
    """With -o nothing is said, and the file holds what would have been."""
    for name in ("text", "md", "vcf", "csv"):
        words = ("--for", "vince", "--meeting", "all", "--format", name)
        shown, place = run(*words).out, tmp_path / name
        assert run(*words, "-o", place) == Answer(0, "", "")
        assert place.read_bytes().decode("utf-8") == shown
    assert run("--for", "vince", "-o", tmp_path / "no" / "x").code == 1


def test_what_became_of_leads_and_families_is_asked_for_here_too(run: Run) -> None:
    """--from and --families stand for themselves, in formats to read and as data; exactly one is chosen."""
    assert run("--from", "robert").out.startswith("What became of the leads of Robert Diaz\n")
    families = run("--families", "--format", "csv").out.removeprefix("\ufeff")
    assert families.splitlines()[0] == "Dollars,Currency,Leads,Began,Given by,Prospect,Needs"
    assert run("--from", "robert", "--format", "vcf").code == 1
    assert '"slips": [' in run("--for", "maria", "--format", "json").out
    assert run("--from", "robert", "--families").code == run().code == 2
    of_one_meeting = run("--families", "--meeting", "last")
    assert (of_one_meeting.code, of_one_meeting.out) == (1, "")
    assert "Leave --meeting out" in of_one_meeting.err


def test_overdue_leads_are_listed(run: Run) -> None:
    """Whose receivers have said nothing in time, the longest wait first; of no one meeting."""
    lines = run("--overdue").out.splitlines()
    assert lines[0] == "Overdue, not contacted"
    table = list(csv.DictReader(io.StringIO(run("--overdue", "--format", "csv").out.removeprefix("\ufeff"))))
    assert len(table) == len(lines) - 1 > 1
    assert [row["Since"] for row in table] == sorted(row["Since"] for row in table)
    found = json.loads(run("--overdue", "--format", "json").out)
    assert [each["receiver"] for each in found["leads"]] == [row["Receiver"] for row in table]
    assert run("--overdue", "--format", "md").out.startswith("# Overdue leads: ")
    assert run("--overdue", "--format", "vcf").code == run("--overdue", "--meeting", "last").code == 1
