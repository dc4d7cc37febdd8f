"""`leadsroom roster`: from a file into a chapter, and back."""

from __future__ import annotations

import io
import json
import shlex
import sys
from pathlib import Path

import pytest

from leadsroom.store.store import open_store
from tests.cli_runs import FOUNDING, HABITS, MESSY, ROSTER, Answer, Run, answered
from tests.roster.sheets import every_row


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command line in this process on a database of its own, on 18 November 2026, in Los Angeles."""
    (tmp_path / "now").write_text("2026-11-18T15:00:00+00:00")
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    monkeypatch.setenv("LEADSROOM_DB", str(tmp_path / "x.db"))
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "America/Los_Angeles")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return lambda *words: answered(capsys, *words)


def rows_of(tmp_path: Path) -> dict[str, list[object]]:
    """Every row of the database."""
    store = open_store(str(tmp_path / "x.db"))
    rows = every_row(store)
    store.close()
    return rows


def test_a_roster_founds_a_chapter(run: Run) -> None:
    """Into an empty database the 18 members come with the chapter that the options describe."""
    answer = run("roster", "import", ROSTER, *FOUNDING)
    assert (answer.code, answer.err) == (0, "")
    first, *rest = answer.out.splitlines()
    assert first == (
        "Founded the chapter Roster: Wednesdays at 7:00 AM (America/Los_Angeles), 90 minutes, "
        "pitches of 1 min, US, USD."
    )
    assert rest == ["To change any of it, see leadsroom chapter --help.", "Added 18 members."]


def test_nothing_is_invented_for_a_new_chapter(run: Run, tmp_path: Path) -> None:
    """Without day, hour, zone or country nothing is founded; the answer is the command to give, with what
    this computer knows of zone and country put in.
    """
    answer = run("roster", "import", ROSTER, "--starts", "7:00", "--map", "Job Title=Profession")
    assert (answer.code, answer.out) == (1, "")
    sentence, command = answer.err.splitlines()
    assert "with NAME and DAY put in (timezone and country as this computer has it)" in sentence
    assert command.strip() == (
        f"leadsroom roster import --map 'Job Title=Profession' --name NAME --weekday DAY --starts 7:00 "
        f"--timezone America/Los_Angeles --country US {ROSTER}"
    )
    assert not (tmp_path / "x.db").exists()
    words = [part.replace("NAME", "Bay").replace("DAY", "tue") for part in shlex.split(command)[1:]]
    assert run(*words[:2], *words[4:]).out.startswith("Founded the chapter Bay: Tuesdays at 7:00 AM")


def test_the_day_of_the_week_in_the_words_of_the_country(run: Run, tmp_path: Path) -> None:
    """A chapter is founded on a `Mittwoch` where people say so, and elsewhere not."""
    file = tmp_path / "a.csv"
    file.write_text("Name,Profession\nAnn Chu,Baker\n")
    words = ("roster", "import", file, "--dry-run", *FOUNDING, "--weekday", "mittw")
    assert "“mittw” is not a day of the week." in run(*words).err
    assert "Roster: Wednesdays at 7:00" in run(*words, "--country", "DE", "--timezone", "Europe/Berlin").out


def test_a_chapter_that_is_there_is_not_founded_again(run: Run) -> None:
    """Options about a new chapter are refused then; --country says whose phones the file has."""
    run("roster", "import", ROSTER, *FOUNDING)
    assert (
        "Leave out --name, --weekday, --starts, --timezone" in run("roster", "import", ROSTER, *FOUNDING).err
    )


def test_a_file_of_another_country(run: Run, tmp_path: Path) -> None:
    """Its phones and dates are read as that country writes them, and shown as the chapter's does."""
    run("roster", "import", ROSTER, *FOUNDING)
    file = tmp_path / "london.csv"
    file.write_text("Who;Profession;Phone;Joined\nZoe Quinn;Baker;020 7946 0018;03/04/2019\n")
    words = ("roster", "import", file, "--map", "Who=Name")
    assert run(*words).code == 1
    assert run(*words, "--country", "gb").out.startswith("Added 1 member.")
    assert "Zoe Quinn,,Baker,020 7946 0018" not in (exported := run("roster", "export").out)
    assert "+44 20 7946 0018,,2019-04-03" in exported


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["--map", "Job Title"], "does not say what a column means"),
        (["--map", "Job Title=Shoe size"], "does not say what a column means"),
        (["--map", "Job Title=Profession"], "There is no such column"),
        (["--encoding", "utf-80"], "“utf-80” is not an encoding"),
        (["--country", "Atlantis"], "Atlantis"),
    ],
)
def test_what_is_said_of_a_file_wrongly(run: Run, words: list[str], answer: str) -> None:
    """One sentence, and nothing is taken."""
    run("roster", "import", ROSTER, *FOUNDING)
    refused = run("roster", "import", ROSTER, *words)
    assert (refused.code, answer in refused.err) == (1, True)


def test_the_chapter_is_called_as_asked(run: Run) -> None:
    """--chapter names the chapter that is founded, and the same words again find it."""
    assert "chapter Harborview:" in run("roster", "import", ROSTER, "--chapter", "Harborview", *HABITS).out
    assert run("roster", "import", ROSTER, "--chapter", "harborview").out == "Left 18 unchanged.\n"
    assert run("roster", "import", ROSTER, "--chapter", "Other").code == 1


def test_a_messy_file_is_listed_and_refused(run: Run, tmp_path: Path) -> None:
    """Every problem has its line on stderr, nothing is imported, and no database is made."""
    answer = run("roster", "import", MESSY, *FOUNDING)
    assert (answer.code, answer.out) == (1, "")
    lines = answer.err.splitlines()
    assert [line.split(":")[0] for line in lines[:4]] == [
        "line 7, Classification (residential Real Estate)",
        "line 8, Mobile (555-0115)",
        "line 8, E-mail address (helen(at)parkinteriors)",
        "line 8, Member since (2/30/2024)",
    ]
    assert lines[4] == "Nothing was imported: 4 problems to correct."
    assert not (tmp_path / "x.db").exists()


def test_a_messy_file_leaves_a_chapter_as_it_was(run: Run, tmp_path: Path) -> None:
    """In a chapter that has members a refused file changes no row; a dry run says the same."""
    run("roster", "import", ROSTER, *FOUNDING)
    before = rows_of(tmp_path)
    assert run("roster", "import", MESSY).code == 1
    assert run("roster", "import", MESSY, "--dry-run").code == 1
    assert rows_of(tmp_path) == before


def test_partial_takes_the_good_lines(run: Run) -> None:
    """The good lines come in and the others are listed; that was asked for, so it exits 0."""
    answer = run("roster", "import", MESSY, "--partial", *FOUNDING)
    assert (answer.code, len(answer.err.splitlines())) == (0, 4)
    assert answer.out.endswith("Added 5 members.\n")


def test_a_dry_run_makes_nothing(run: Run, tmp_path: Path) -> None:
    """Trying a file where nothing is yet says what would be founded and added, and makes no database."""
    answer = run("roster", "import", ROSTER, "--dry-run", *FOUNDING)
    assert answer.code == 0
    assert [line.split()[:2] for line in answer.out.splitlines()] == [["Would", "found"], ["Would", "add"]]
    assert not (tmp_path / "x.db").exists()


def test_export_and_import_are_inverse(run: Run, tmp_path: Path) -> None:
    """An export taken into another chapter exports the same; where it came from it changes nothing."""
    run("roster", "import", ROSTER, *FOUNDING)
    file = tmp_path / "out.csv"
    assert run("roster", "export", "-o", file).out == ""
    assert run("roster", "import", file).out == "Left 18 unchanged.\n"
    run("--db", tmp_path / "y.db", "roster", "import", file, *FOUNDING)
    assert run("--db", tmp_path / "y.db", "roster", "export").out.encode() == file.read_bytes()


def test_stdin_is_a_file_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads the roster from stdin."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(ROSTER).read_bytes())))
    assert run("roster", "import", "-", *FOUNDING).out.startswith("Founded the chapter Roster:")


def test_an_export_replaces_a_file_only_when_asked_and_whole(run: Run, tmp_path: Path) -> None:
    """A file that is there is refused; with --overwrite it is replaced, private, and nothing else is left."""
    run("roster", "import", ROSTER, *FOUNDING)
    file = tmp_path / "out.csv"
    file.write_text("older")
    file.chmod(0o644)
    assert run("roster", "export", "-o", file) == Answer(
        1,
        "",
        f"{file} is there already. Choose another file with -o, or add --overwrite; nothing was written.\n",
    )
    assert file.read_text() == "older"
    assert run("roster", "export", "--overwrite", "-o", file).code == 0
    assert (file.stat().st_mode & 0o777, file.read_bytes()[:7]) == (0o600, b"\xef\xbb\xbfName")
    assert sorted(p.name for p in tmp_path.glob("*.csv*")) == ["out.csv"]


@pytest.mark.parametrize("added", [(), ("--overwrite",)])
def test_a_link_is_refused_without_advice_that_does_not_help(
    run: Run, tmp_path: Path, added: tuple[str, ...]
) -> None:
    """Nothing is written through it, whatever is added: another file is all there is to choose."""
    run("roster", "import", ROSTER, *FOUNDING)
    link = tmp_path / "link.csv"
    link.symlink_to("target.csv")
    answer = run("roster", "export", *added, "-o", link)
    assert answer == Answer(
        1, "", f"{link} is a link to target.csv. Choose another file with -o; nothing was written.\n"
    )


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("/dev/full", "Cannot write /dev/full: the disk is full. Make room, then try again.\n"),
        (
            "/nowhere/at/all.csv",
            "Cannot write /nowhere/at/all.csv: its folder is not there. Choose another place.\n",
        ),
        ("/dev", "/dev is a folder. Name a file in it.\n"),
    ],
)
def test_a_file_that_cannot_be_written_is_announced(run: Run, target: str, answer: str) -> None:
    """Where the export cannot go is one sentence, exit 1."""
    run("roster", "import", ROSTER, *FOUNDING)
    assert run("roster", "export", "-o", target) == Answer(1, "", answer)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("/nowhere.csv", "Cannot read /nowhere.csv: No such file or directory."),
        ("/dev", "Cannot read /dev: Is a directory."),
        ("/dev/zero", "/dev/zero is too large to be a list: 20 MB"),
        ("/dev/null", "file is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(run: Run, source: str, words: str) -> None:
    """A missing, endless or empty file, or a folder, is a sentence, exit 1."""
    answer = run("roster", "import", source, *FOUNDING)
    assert (answer.code, answer.out) == (1, "")
    assert words in answer.err


def test_hostile_cells_are_harmless_on_the_terminal(run: Run, tmp_path: Path) -> None:
    """Escape sequences in a file's cells and headers do not reach the terminal, whatever is said of them."""
    file = tmp_path / "x\x1b[2J.csv"
    file.write_text("Name,Profession,Email,\x1b]0;x\x07Odd\nA\x1b[31mnn,Florist,no\x9b2Jwhere,1\nBo,Cook,,\n")
    for words in ([], ["--partial"], ["--partial", "--dry-run"]):
        answer = run("roster", "import", file, *words, *FOUNDING)
        assert not {"\x1b", "\x07", "\x9b"} & set(answer.out + answer.err)


def test_a_member_leaves_from_a_shell(run: Run) -> None:
    """By a part of the name, on a day, once; undo takes it back, and a name that nobody has is refused."""
    run("roster", "import", ROSTER, *FOUNDING)
    answer = run("roster", "end", "chu", "--on", "2026-11-10", "--dues", "none")
    assert (answer.code, answer.out) == (0, "Ann Chu has left the chapter. Their record stays.\n")
    assert run("roster", "end", "chu").code == 1
    assert run("undo").code == 0
    assert run("roster", "end", "Ann Chu").code == 0


def test_the_offices_from_a_shell(run: Run) -> None:
    """As text, and as a table with a byte order mark."""
    run("roster", "import", ROSTER, *FOUNDING)
    text = run("roster", "offices").out
    assert text.startswith("Offices\n")
    assert (
        run("roster", "offices", "--format", "csv")
        .out.splitlines()[0]
        .endswith("Office,Name,From,Until,Ended")
    )
    offices = json.loads(run("roster", "offices", "--format", "json").out)["offices"]
    held = {each["office"]: [term["name"] for term in each["held"]] for each in offices}
    assert held["Secretary"] == ["Dee Fox"]
