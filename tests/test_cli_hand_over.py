"""`leadsroom db hand-over`, `take-over` and `take-back`: the laptop goes to the next moderator."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from leadsroom.errors import Refused
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import open_store
from tests.cli_runs import HABITS, ROSTER, Answer, Run, answered
from tests.harborview import SetClock
from tests.meeting.table import Table

FILE = "x-for-bea-katz-2026-11-18.db"


class Laptops:
    """Command lines of two laptops: Ann's, with the chapter, and Bea's, on which there is nothing yet."""

    def __init__(self, run: Run, folder: Path, clock: Path) -> None:
        self._run, self._clock = run, clock
        self.ann, self.bea = folder / "ann" / "x.db", folder / "bea" / "x.db"
        self.stick = folder / "the stick"
        self.stick.mkdir()
        self.file = self.stick / FILE

    def on(self, place: Path, *words: object) -> Answer:
        """Something is typed on a laptop."""
        return self._run("--db", place, *words)

    def later(self, day: str) -> None:
        """Another day comes."""
        self._clock.write_text(f"{day}T15:00:00+00:00")

    def pitch_on(self, place: Path, seconds: int) -> None:
        """An act on a laptop."""
        assert self.on(place, "chapter", "--pitch", seconds).code == 0


@pytest.fixture
def laptops(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Laptops:
    """Two laptops, on 18 November 2026."""
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    both = Laptops(lambda *words: answered(capsys, *words), tmp_path, tmp_path / "now")
    both.later("2026-11-18")
    assert both.on(both.ann, "--chapter", "Harborview", "roster", "import", ROSTER, *HABITS).code == 0
    return both


@pytest.fixture
def handed(laptops: Laptops) -> Laptops:
    """The file for Bea is on the stick."""
    assert laptops.on(laptops.ann, "db", "hand-over", "--to", "Bea Katz", "-o", laptops.stick).code == 0
    return laptops


def lines_of(answer: Answer, code: int = 1) -> list[str]:
    """What was answered, on stderr where it was refused."""
    assert (answer.code, answer.out if code else answer.err) == (code, "")
    return (answer.err if code else answer.out).splitlines()


def test_one_file_goes_out(laptops: Laptops) -> None:
    """It says where the file is, what is in it, and what to type on both laptops."""
    answer = laptops.on(laptops.ann, "db", "hand-over", "--to", "Bea Katz", "-o", laptops.stick)
    command = f"leadsroom --db {laptops.ann} db take-back"
    assert lines_of(answer, 0) == [
        f"Handed over to Bea Katz on 18 Nov 2026: {laptops.file}",
        "The file is whole and was checked: Harborview, 0 meetings.",
        f"On the other laptop: leadsroom db take-over {FILE}",
        f"The database here is for reading only now; {command} takes it back.",
    ]
    assert [each.name for each in laptops.stick.iterdir()] == [FILE]


def test_without_a_place_it_lies_where_it_was_typed(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Under a name that says for whom; a file that was named is that file."""
    monkeypatch.chdir(tmp_path)
    assert laptops.on(laptops.ann, "db", "hand-over", "--to", "Zoë “../x” O'Neil").code == 0
    assert (tmp_path / "x-for-zoe-x-o-neil-2026-11-18.db").exists()
    assert laptops.on(laptops.ann, "db", "take-back", "--yes").code == 0
    assert laptops.on(laptops.ann, "db", "hand-over", "--to", "何", "-o", tmp_path / "its name.db").code == 0
    assert (tmp_path / "its name.db").exists()


def test_from_then_on_it_is_read_and_not_written(handed: Laptops) -> None:
    """Every export works as before; acts are refused in one sentence, as is the table."""
    for words in (["roster", "export"], ["chapter"], ["ledger"], ["db", "check"], ["db", "backup"]):
        assert handed.on(handed.ann, *words).code == 0
    for words in (
        ["chapter", "--pitch", "45"],
        ["roster", "import", ROSTER],
        ["calendar", "--holiday", "25 nov"],
    ):
        (line,) = lines_of(handed.on(handed.ann, *words))
        command = f"leadsroom db take-back --db {handed.ann}"
        assert line == f"Handed over to Bea Katz: for reading only. {command} undoes it."
    (line,) = lines_of(handed.on(handed.ann, "db", "hand-over", "--to", "Cy Ng", "-o", handed.stick))
    assert line.startswith("Handed over to Bea Katz")
    assert len(list(handed.stick.iterdir())) == 1


def test_the_file_simply_opens(handed: Laptops) -> None:
    """By --db as it is, and in its place on the other laptop, where it is written like any other."""
    assert handed.on(handed.file, "roster", "export").code == 0
    assert lines_of(handed.on(handed.bea, "db", "take-over", handed.file), 0) == [
        f"Taken over: Harborview, 0 meetings. It is in {handed.bea} now, and {handed.file} stays as it is."
    ]
    assert (handed.bea.stat().st_mode & 0o777, handed.bea.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    handed.pitch_on(handed.bea, 45)
    assert [each.name for each in handed.bea.parent.iterdir()] == ["x.db"]


def test_a_database_without_a_chapter_is_in_nobody_s_way(handed: Laptops) -> None:
    """Whoever has started leadsroom once to look at it has one."""
    open_store(str(handed.bea)).close()
    assert handed.on(handed.bea, "db", "take-over", handed.file).code == 0
    assert [each.name for each in handed.bea.parent.iterdir()] == ["x.db"]


def test_taking_back_says_what_it_means(handed: Laptops) -> None:
    """It is asked for twice, since the other copy may have gone on; then acts are entered again."""
    first, *commands = lines_of(handed.on(handed.ann, "db", "take-back"))
    assert first == (
        "Handed over to Bea Katz on 18 Nov 2026: that copy may have gone on since. What is entered there is "
        "not here, and two copies cannot be put together."
    )
    assert commands == [
        f"To go on with what Bea Katz has, get the file: leadsroom --db {handed.ann} db take-over FILE",
        f"To go on with the one here all the same: leadsroom --db {handed.ann} db take-back --yes",
    ]
    assert lines_of(handed.on(handed.ann, "db", "take-back", "--yes"), 0)[0] == (
        "Taken back from Bea Katz: acts are entered here again."
    )
    handed.pitch_on(handed.ann, 45)
    (line,) = lines_of(handed.on(handed.ann, "db", "take-back", "--yes"))
    assert line == f"{handed.ann} is not handed over. There is nothing to take back."


def test_it_comes_back_after_a_quarter(handed: Laptops) -> None:
    """The file replaces the one that was handed over, which is stored aside and is for reading only still."""
    assert handed.on(handed.bea, "db", "take-over", handed.file).code == 0
    handed.pitch_on(handed.bea, 45)
    handed.later("2027-02-24")
    back = handed.stick / "back.db"
    assert handed.on(handed.bea, "db", "hand-over", "--to", "Ann Chu", "-o", back).code == 0
    aside = handed.ann.with_name("x-before-take-over-2027-02-24.db")
    assert lines_of(handed.on(handed.ann, "db", "take-over", back), 0) == [
        f"Taken over: Harborview, 0 meetings. It is in {handed.ann} now, and {back} stays as it is.",
        f"What was here before is in {aside}.",
    ]
    assert "pitches of 45 s" in handed.on(handed.ann, "chapter").out
    handed.pitch_on(handed.ann, 50)
    assert handed.on(aside, "chapter", "--pitch", 50).code == 1
    assert aside.stat().st_mode & 0o777 == 0o600
    assert handed.on(handed.bea, "chapter", "--pitch", 50).code == 1


def test_the_file_that_was_given_away_undoes_it(handed: Laptops) -> None:
    """Handed over by mistake, and the stick is still here: taken over it is written again, without asking."""
    assert handed.on(handed.ann, "db", "take-over", handed.file).code == 0
    handed.pitch_on(handed.ann, 45)


def test_two_that_both_went_on_are_named(handed: Laptops) -> None:
    """What each has, by count and by the last acts; one is chosen with --yes, the other one stays beside."""
    assert handed.on(handed.bea, "db", "take-over", handed.file).code == 0
    handed.later("2026-12-02")
    for seconds in (45, 50, 55, 75):
        handed.pitch_on(handed.bea, seconds)
    assert handed.on(handed.ann, "db", "take-back", "--yes").code == 0
    handed.pitch_on(handed.ann, 90)
    before = handed.on(handed.ann, "chapter")
    aside = handed.ann.with_name("x-before-take-over-2026-12-02.db")
    first, *named = lines_of(handed.on(handed.ann, "db", "take-over", handed.bea))
    assert first == (
        f"{handed.ann} and {handed.bea} have both gone on since they parted, and cannot be put together. "
        "Nothing was changed. Choose one."
    )
    assert named == [
        "Only here (the one that was handed over to Bea Katz on 18 Nov 2026 and taken back): 1 act",
        "  2 Dec 2026, 7:00 AM: Harborview: pitch 1 min → 1 min 30 s, at the command line",
        "Only in the file (the one that went to Bea Katz on 18 Nov 2026): 4 acts, the last of them",
        "  2 Dec 2026, 7:00 AM: Harborview: pitch 45 s → 50 s, at the command line",
        "  2 Dec 2026, 7:00 AM: Harborview: pitch 50 s → 55 s, at the command line",
        "  2 Dec 2026, 7:00 AM: Harborview: pitch 55 s → 1 min 15 s, at the command line",
        "To go on with the one here, leave it as it is.",
        f"To go on with the file: leadsroom --db {handed.ann} db take-over {handed.bea} --yes",
        f"The database here stays beside it, as {aside.name}.",
    ]
    assert handed.on(handed.ann, "chapter") == before
    assert handed.on(handed.ann, "db", "take-over", handed.bea, "--yes").code == 0
    assert "pitches of 75 s" in handed.on(handed.ann, "chapter").out
    assert "pitches of 90 s" in handed.on(aside, "chapter").out


def test_two_copies_of_one_file_are_told_apart_by_where_they_are(handed: Laptops) -> None:
    """Both went to the same person on the same day: that is said once, and is no name for either."""
    assert handed.on(handed.bea, "db", "take-over", handed.file).code == 0
    handed.pitch_on(handed.bea, 45)
    handed.pitch_on(handed.file, 50)
    _first, *named = lines_of(handed.on(handed.bea, "db", "take-over", handed.file))
    assert [line for line in named if not line.startswith("  ")][:3] == [
        "Both are copies of the one that went to Bea Katz on 18 Nov 2026.",
        "Only here: 1 act",
        "Only in the file: 1 act",
    ]


def test_what_is_no_step_forward_is_refused(handed: Laptops) -> None:
    """A copy from before the hand-over, an older one, another database, and one that was handed on itself."""
    ann, bea = handed.ann, handed.bea
    assert (
        "for reading only. Take over the file of Bea Katz"
        in lines_of(handed.on(bea, "db", "take-over", ann))[0]
    )
    assert not bea.exists()
    backup = handed.stick / "backup.db"
    assert handed.on(handed.bea, "db", "take-over", handed.file).code == 0
    assert handed.on(handed.bea, "db", "backup", backup).code == 0
    handed.pitch_on(handed.bea, 45)
    assert lines_of(handed.on(bea, "db", "take-over", backup))[1] == (
        "Only here (the one that went to Bea Katz on 18 Nov 2026): 1 act"
    )
    other = handed.stick / "other.db"
    assert handed.on(other, "--chapter", "Lakeside", "roster", "import", ROSTER, *HABITS).code == 0
    assert lines_of(handed.on(bea, "db", "take-over", other))[:2] == [
        f"There is another database in {bea}: Harborview, 0 meetings. Nothing was changed.",
        f"To open the file where it is: leadsroom --db '{other}'",
    ]
    assert lines_of(handed.on(bea, "db", "take-over", bea)) == [
        f"{bea} is the database here already. Name the file that was handed over."
    ]


def test_a_copy_from_before_is_not_what_was_handed_over(laptops: Laptops) -> None:
    """It has all that is here, but not what the other one may have; to choose it is to take it back."""
    backup = laptops.stick / "backup.db"
    assert laptops.on(laptops.ann, "db", "backup", backup).code == 0
    assert laptops.on(laptops.ann, "db", "hand-over", "--to", "Bea Katz", "-o", laptops.file).code == 0
    first, *_ = lines_of(laptops.on(laptops.ann, "db", "take-over", backup))
    assert first == (
        f"Handed over to Bea Katz on 18 Nov 2026, and {backup} does not come from there: what was entered "
        "there is not in it. Nothing was changed."
    )
    assert laptops.on(laptops.ann, "db", "take-over", backup, "--yes").code == 0
    laptops.pitch_on(laptops.ann, 45)


def test_nothing_new_is_no_fault(handed: Laptops) -> None:
    """The same file taken over twice changes nothing the second time, and makes no copies."""
    assert handed.on(handed.bea, "db", "take-over", handed.file).code == 0
    assert lines_of(handed.on(handed.bea, "db", "take-over", handed.file), 0) == [
        f"Everything in {handed.file} is here already. Nothing was changed."
    ]
    assert [each.name for each in handed.bea.parent.iterdir()] == ["x.db"]


def test_a_database_that_is_open_is_closed_first(handed: Laptops) -> None:
    """Whoever looks at it would go on with what is not there any more."""
    assert handed.on(handed.bea, "db", "take-over", handed.file).code == 0
    handed.pitch_on(handed.bea, 45)
    opened = sqlite3.connect(handed.ann)
    opened.execute("SELECT count(*) FROM person").fetchone()
    (line,) = lines_of(handed.on(handed.ann, "db", "take-over", handed.bea))
    assert line.startswith(f"{handed.ann} is open in another leadsroom.")
    opened.close()
    assert handed.on(handed.ann, "db", "take-over", handed.bea).code == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["hand-over", "--to", " "], "Name the one who gets it"),
        (["hand-over", "--to", "Bea", "-o", "/nowhere/x.db"], "Cannot write /nowhere/x.db"),
        (["hand-over", "--to", "Bea", "-o", "/tmp/no-stick"], "There is no folder /tmp/no-stick. Plug it in"),
        (["backup", "/tmp/no-stick"], "There is no folder /tmp/no-stick. Plug it in or make it"),
        (["take-over", "/nowhere/x.db"], "/nowhere/x.db is not there"),
        (["take-over", "/"], "/ is a folder: name the file in it."),
        (["take-over", "/dev/null"], "/dev/null is not there"),
        (["take-back"], "is not handed over. There is nothing to take back."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(laptops: Laptops, words: list[str], sentence: str) -> None:
    """And nothing was handed over."""
    (line,) = lines_of(laptops.on(laptops.ann, "db", *words))
    assert sentence in line
    laptops.pitch_on(laptops.ann, 45)


@pytest.mark.parametrize("words", [["hand-over", "--to", "Bea"], ["take-back"], ["take-over", ROSTER]])
def test_a_server_goes_to_nobody(laptops: Laptops, words: list[str]) -> None:
    """One sentence, without asking the server."""
    answer = laptops.on(Path("unused"), "db", *words, "--db", "postgresql://host/x")
    assert lines_of(answer) == ["A server is not handed over. Give the next moderator its address."]


def test_a_running_meeting_goes_on_in_the_file(laptops: Laptops) -> None:
    """An empty battery is a reason to hand over too: it is said that the meeting went along."""
    store = open_store(str(laptops.ann))
    with store.reading() as connection:
        (chapter,) = chapters(connection)
    table = Table.lay(store, chapter, SetClock())
    table.go()
    out = lines_of(laptops.on(laptops.ann, "db", "hand-over", "--to", "Bea", "-o", laptops.file), 0)
    assert out[2] == "The meeting of Wed 18 Nov is running. It goes on in the file."
    with pytest.raises(Refused, match="Handed over to Bea"):
        table.go()
    table.desk.close()
    store.close()
    assert laptops.on(laptops.file, "minutes", "live").out.startswith("# Harborview")
