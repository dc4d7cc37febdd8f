"""Backups by themselves: thirty days of them, each opened and compared; a second place; a restore."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Connection

from leadsroom.acts.command import Undo
from leadsroom.acts.desk import Desk
from leadsroom.acts.season.commands import MarkDate
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.season.calendar import DateKind
from leadsroom.errors import Refused
from leadsroom.session import Session
from leadsroom.station import Station
from leadsroom.store.backups.at_work import BackupsAtWork
from leadsroom.store.backups.backups import Backup, Backups, Why
from leadsroom.store.backups.contents import verified
from leadsroom.store.backups.restoring import compare, restore
from leadsroom.store.backups.second_place import OURS, SecondPlace
from leadsroom.store.backups.windows import open_window, windows_on
from leadsroom.store.read.chapter import chapters
from leadsroom.store.store import Store, open_store
from tests.desks import meeting_to_run
from tests.harborview import SHORT_AGENDA, START, SetClock, found_chapter
from tests.hindrances import no_room
from tests.meeting.table import Table

_DAY = timedelta(days=1)
_AFTER = Why.after_meeting(START.date())


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own folder of what programs leave."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "leadsroom"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with a chapter of six that meets briefly, and that nobody has open."""
    file = tmp_path / "home" / "x.db"
    store = open_store(str(file))
    found_chapter(store, agenda=(SHORT_AGENDA[0], SHORT_AGENDA[-1]))
    store.close()
    return file


def content(file: Path) -> str:
    """Everything in a database, as text."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        # Copying puts triggers behind the rest.
        return "\n".join(sorted(connection.iterdump()))


def change(database: Path, name: str) -> None:
    """Rename the chapter behind everybody's back."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("UPDATE chapter SET name = ?", (name,))


def names(backups: Backups) -> list[str]:
    """The backups that there are, by name, the newest first."""
    return [each.name for each in backups.listed()]


@contextmanager
def at_work(database: Path, clock: SetClock) -> Iterator[BackupsAtWork]:
    """The backups of a program that runs; it ends when they are made."""
    store = open_store(str(database))
    backups = BackupsAtWork(store, clock)
    yield backups
    backups.finish()
    store.close()


def heard(database: Path, clock: SetClock, ask: Callable[[BackupsAtWork], None]) -> list[str]:
    """What a program says when that is asked of its backups."""
    sentences: list[str] = []
    with at_work(database, clock) as backups:
        backups.say = sentences.append
        ask(backups)
    return sentences


def closing_a_meeting(database: Path, now: datetime) -> list[str]:
    """What a program says when a meeting is closed."""
    return heard(database, SetClock(now), lambda backups: backups.meeting_closed(now.date()))


def beginning(database: Path, clock: SetClock) -> list[str]:
    """What a program says when it is started."""
    return heard(database, clock, BackupsAtWork.begin)


# Thirty days


class Laptop:
    """A chapter that meets each day, and a program that is started for each meeting and closed afterwards."""

    def __init__(self, database: Path, clock: SetClock) -> None:
        self._database = database
        self._clock = clock
        self.complaints: list[str] = []

    def meet(self, *, closed_twice: bool = False) -> None:
        """From the start to the close; where something was forgotten, opened again and closed once more."""
        store = open_store(str(self._database))
        with store.reading() as connection:
            chapter = _chapter(connection)
        at_work = BackupsAtWork(store, self._clock)
        at_work.say = self.complaints.append
        session = Session(store, self._clock, Station.named("table"), chapter, None, backups=at_work)
        at_work.begin()
        desk = self._table(store, session, chapter)
        table = Table(store, desk.sync.look().meeting.id, self._clock, desk)
        table.go_to_end()
        if closed_twice:
            table.do(Undo())
            table.do(table.lead())
            table.go_to_end()
        session.close()
        at_work.finish()
        store.close()

    def _table(self, store: Store, session: Session, chapter: Chapter) -> Desk:
        today = chapter.today(self._clock.now())
        if today.weekday() != chapter.weekday:
            session.between.sync.do(MarkDate(today, DateKind.EXTRA))
        return session.desk_at(meeting_to_run(store, chapter, self._clock.now()))


def _chapter(connection: Connection) -> Chapter:
    return chapters(connection)[0]


def test_thirty_days_of_meetings(database: Path) -> None:
    """The last seven days, five weeks and two months are there, each of them what was closed that day."""
    clock = SetClock(START)
    laptop, backups = Laptop(database, clock), Backups(database)
    contents: dict[date, str] = {}
    for day in range(30):
        clock.moment = START + day * _DAY
        laptop.meet(closed_twice=day % 10 == 9)
        contents[clock.moment.date()] = content(database)
    found = backups.listed()
    # 18 November to 17 December: the last days, the Sundays of the weeks before, and the end of November.
    expected = [date(2026, 12, day) for day in (17, 16, 15, 14, 13, 12, 11, 6)]
    expected += [date(2026, 11, day) for day in (30, 29, 22)]
    assert [each.at.date() for each in found] == expected
    for each in found:
        assert (
            each.why.in_words(each.at.date())
            == f"after the meeting of {each.at:%a} {each.at.day} {each.at:%b}"
        )
        assert verified(each.file).meetings == (each.at.date() - START.date()).days + 1
        assert content(each.file) == contents[each.at.date()]
        assert each.file.stat().st_mode & 0o777 == 0o600
    assert laptop.complaints == []
    assert sorted(path.name for path in backups.folder.iterdir()) == sorted(
        ["lock", *(each.file.name for each in found)]
    )
    assert backups.folder.stat().st_mode & 0o777 == 0o700


def held_meeting(database: Path) -> SetClock:
    """The clock at the end of a meeting; the program was killed before it made a backup of that."""
    clock, store = SetClock(START), open_store(str(database))
    with store.reading() as connection:
        chapter = _chapter(connection)
    Table.lay(store, chapter, clock).go_to_end()
    store.close()
    return clock


def test_what_a_killed_program_did_not_make_the_next_one_makes(database: Path) -> None:
    """A meeting was closed and no backup of it is there: it is made when the program is started again."""
    clock, backups = held_meeting(database), Backups(database)
    for _ in range(2):
        clock.pass_by(hours=1)
        beginning(database, clock)
    (made,) = backups.listed()
    assert made.why == _AFTER
    assert content(made.file) == content(database)


# Making


def test_two_within_a_second_are_two(database: Path) -> None:
    """Each has a name of its own, in their order."""
    backups = Backups(database)
    made = [backups.make(Why.before_upgrade(version), START) for version in ("0005", "0006")]
    assert names(backups) == ["20261118T150001Z", "20261118T150000Z"]
    assert [each.file for each in backups.listed()] == [each.file for each in reversed(made)]


def test_half_a_backup_is_none(database: Path) -> None:
    """What a killed program left is not listed, and goes with the next one that is made."""
    backups = Backups(database)
    made = backups.make(_AFTER, START)
    half = made.file.with_name(f".{made.file.name}.half")
    half.write_bytes(made.file.read_bytes()[:5000])
    assert names(backups) == [made.name]
    backups.make(_AFTER, START + _DAY)
    assert not half.exists()


def test_a_damaged_database_leaves_the_backups_as_they_are(database: Path) -> None:
    """A copy that cannot be verified takes no good one's place, and is not there."""
    backups = Backups(database)
    made = backups.make(_AFTER, START)
    database.write_bytes(database.read_bytes()[:9000])
    with pytest.raises(Refused, match="damaged"):
        backups.make(_AFTER, START + _DAY)
    assert [path.name for path in sorted(backups.folder.iterdir())] == [made.file.name, "lock"]


def test_a_folder_that_cannot_be_written_is_named(database: Path, state: Path) -> None:
    """The moderator is told that the meeting is saved, and why there is no backup."""
    state.mkdir(parents=True)
    (state / "backups").write_text("in the way")
    (sentence,) = closing_a_meeting(database, START)
    assert sentence.startswith("The meeting is saved, but there is no backup of it.")
    assert str(state / "backups") in sentence


def test_an_earlier_meeting_without_a_backup_is_named(database: Path, state: Path) -> None:
    """Whoever starts the program for another one is not to think of that."""
    clock = held_meeting(database)
    clock.pass_by(days=7)
    state.mkdir(parents=True)
    (state / "backups").write_text("in the way")
    (sentence,) = beginning(database, clock)
    assert sentence.startswith("There is no backup yet of the meeting of Wed 18 Nov. ")
    assert str(state / "backups") in sentence


def test_where_nothing_can_be_written_a_missing_backup_is_not_the_news(database: Path) -> None:
    """Whoever enters something hears the cause: there is nothing else to do about the backup."""
    clock = held_meeting(database)
    with no_room():
        assert beginning(database, clock) == []
    beginning(database, clock)
    assert len(Backups(database).listed()) == 1


def test_what_was_made_before_a_restore_stays_a_month(database: Path) -> None:
    """It takes no meeting's place, and no later one of the day takes its own before."""
    backups = Backups(database)
    before = backups.make(Why.before_upgrade("0006"), START)
    for hours in range(1, 4):
        backups.make(_AFTER, START + timedelta(hours=hours))
    assert names(backups) == ["20261118T180000Z", before.name]
    backups.make(Why.before_upgrade("0006"), START + timedelta(minutes=10))
    backups.make(_AFTER, START + 29 * _DAY)
    assert before.name in names(backups)
    backups.make(_AFTER, START + 31 * _DAY)
    assert before.name not in names(backups)


def test_databases_do_not_share_their_backups(database: Path, tmp_path: Path) -> None:
    """Of one name in two folders, or of one folder: each has its own."""
    places = [database, database.with_name("y.db"), tmp_path / "other" / "x.db"]
    assert len({Backups(place).folder for place in places}) == 3
    link = tmp_path / "link.db"
    link.symlink_to(database)
    assert Backups(link).folder == Backups(database).folder


# The second place


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick that is plugged in and chosen."""
    folder = tmp_path / "stick"
    folder.mkdir()
    SecondPlace().choose(str(folder))
    return folder


def on_stick(stick: Path) -> list[str]:
    """The files that are on it, but for folders."""
    return sorted(path.name for path in (stick / OURS).rglob("*") if path.is_file())


def test_each_backup_is_copied_to_the_second_place(database: Path, stick: Path) -> None:
    """Both places hold the same, thinned out alike, and nothing is said of it."""
    for hours in range(3):
        assert closing_a_meeting(database, START + timedelta(hours=hours)) == []
    found = Backups(database).listed()
    assert on_stick(stick) == [each.file.name for each in found]
    (copy,) = (stick / OURS).rglob("*.db")
    assert copy.read_bytes() == found[0].file.read_bytes()


def test_a_stick_that_is_away_gets_what_it_missed(database: Path, stick: Path, tmp_path: Path) -> None:
    """It is said in a sentence, stops nothing, and is made up for as soon as the stick is there again."""
    away = stick.rename(tmp_path / "in a pocket")
    sentences = closing_a_meeting(database, START)
    away_in_words = (
        f"{stick}, the second place for backups, is not there now. What is new is copied when it is."
    )
    assert sentences == [f"The backup was made. {away_in_words}"]
    stick.mkdir()  # an empty folder where a stick is mounted is no stick
    sentences = closing_a_meeting(database, START + _DAY)
    assert f"{stick} is not the folder that was chosen" in sentences[0]
    assert list(stick.iterdir()) == []
    stick.rmdir()
    away.rename(stick)
    beginning(database, SetClock(START + _DAY))
    assert on_stick(stick) == sorted(each.file.name for each in Backups(database).listed())
    assert len(on_stick(stick)) == 2


def test_a_program_that_runs_notices_the_stick(database: Path, stick: Path, tmp_path: Path) -> None:
    """It looks again from time to time, and only while something waits."""
    away = stick.rename(tmp_path / "in a pocket")
    with at_work(database, SetClock(START)) as backups:
        waits = Event()
        backups.say = lambda _sentence: waits.set()
        backups.meeting_closed(START.date())
        assert waits.wait(30)
        away.rename(stick)
        while not on_stick(stick):
            backups.look_again()
    assert len(on_stick(stick)) == 1


def test_half_a_copy_on_the_stick_goes(database: Path, stick: Path) -> None:
    """It was pulled out in the middle: the half goes, the whole one comes."""
    closing_a_meeting(database, START)
    (copy,) = (stick / OURS).rglob("*.db")
    half = copy.with_name(f".{copy.name}.half")
    copy.rename(half)
    SecondPlace().catch_up(Backups(database), START)
    assert copy.is_file()
    assert not half.exists()


def test_the_second_place_is_a_folder_that_is_there(tmp_path: Path) -> None:
    """A slip of the finger is no place; none is chosen then, as before."""
    with pytest.raises(Refused, match="There is no folder"):
        SecondPlace().choose(str(tmp_path / "stikc"))
    assert SecondPlace().folder is None


# Restoring


@pytest.fixture
def backup(database: Path) -> Backup:
    """A backup of the database, which has changed since."""
    made = Backups(database).make(_AFTER, START)
    change(database, "Changed")
    return made


def test_a_restore_can_be_undone(database: Path, backup: Backup) -> None:
    """The database is what the backup holds, and what it was is a backup, which brings it back."""
    backups, before = Backups(database), content(database)
    undo = restore(backups, backup, START + _DAY)
    assert content(database) == content(backup.file) != before
    assert undo is not None
    assert undo.why.in_words(START.date()) == "before a restore"
    assert restore(backups, undo, START + _DAY) is not None
    assert content(database) == before
    assert database.stat().st_mode & 0o777 == 0o600
    store = open_store(str(database))
    store.close()


def test_nothing_is_restored_under_a_window(database: Path, backup: Backup) -> None:
    """The window is named; one whose program was killed is no window any more."""
    before = content(database)
    with (
        open_window(database, "leadsroom meet", START),
        pytest.raises(Refused, match=r"is open in leadsroom meet.*Close that with ctrl\+q"),
    ):
        restore(Backups(database), backup, START)
    assert content(database) == before
    assert windows_on(database) == []


def test_nothing_is_restored_under_another_program(
    database: Path, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that only reads has it open: it would see half of the one and half of the other."""
    monkeypatch.setattr("leadsroom.store.backups.restoring._PATIENCE_SECONDS", 0.01)
    store = open_store(str(database))
    with store.reading() as connection:
        _chapter(connection)
        with pytest.raises(Refused, match=r"Another program has .* open\. Close it"):
            restore(Backups(database), backup, START)
    store.close()
    assert restore(Backups(database), backup, START) is not None


def test_a_damaged_database_is_replaced_and_stored_as_it_is(database: Path, backup: Backup) -> None:
    """What SQLite cannot read stays too, byte by byte, with the log beside it."""
    damaged = database.read_bytes()[:6000]
    database.write_bytes(damaged)
    log = database.with_name("x.db-wal")
    log.write_bytes(b"log")
    backups = Backups(database)
    assert compare(backups, backup).present is None
    before = restore(backups, backup, START + _DAY)
    assert before is not None
    assert before.file.read_bytes() == damaged
    assert before.file.with_name(f"{before.file.name}-wal").read_bytes() == b"log"
    assert not log.exists()
    assert content(database) == content(backup.file)
    with pytest.raises(Refused, match="damaged"):
        compare(backups, before)


def test_a_database_that_is_gone_comes_back(database: Path, backup: Backup) -> None:
    """With its folder, private."""
    database.unlink()
    database.parent.rmdir()
    assert restore(Backups(database), backup, START) is None
    assert content(database) == content(backup.file)
    assert database.stat().st_mode & 0o777 == 0o600


def test_another_program_s_database_is_never_replaced(database: Path, backup: Backup) -> None:
    """Also where nothing but the names of its tables tells it apart."""
    database.unlink()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    before = database.read_bytes()
    with pytest.raises(Refused, match=f"{database} belongs to another program"):
        compare(Backups(database), backup)
    with pytest.raises(Refused, match=f"{database} belongs to another program"):
        restore(Backups(database), backup, START)
    assert database.read_bytes() == before


def test_a_damaged_backup_is_not_restored(database: Path, backup: Backup) -> None:
    """It is read as a whole before anything is touched."""
    data, before = backup.file.read_bytes(), content(database)
    backup.file.write_bytes(data[:20_000] + b"\xa5" * 8192 + data[28_192:])
    with pytest.raises(Refused, match="is damaged"):
        restore(Backups(database), backup, START)
    assert content(database) == before
    assert names(Backups(database)) == [backup.name]


def test_a_backup_of_a_newer_program_is_not_restored(database: Path, backup: Backup) -> None:
    """Nobody could open it afterwards."""
    with closing(sqlite3.connect(backup.file, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Refused, match="newer leadsroom"):
        compare(Backups(database), backup)
    with pytest.raises(Refused, match="newer leadsroom"):
        restore(Backups(database), backup, START)


def test_what_would_be_lost_is_counted_and_named(database: Path) -> None:
    """Acts, the latest by name; meetings by date; leads by whom they are about."""
    backups, clock = Backups(database), SetClock(START)
    older = backups.make(_AFTER, START)
    store = open_store(str(database))
    with store.reading() as connection:
        chapter = _chapter(connection)
    table = Table.lay(store, chapter, clock)
    table.go(seconds=1)
    table.do(table.lead())
    store.close()
    compared = compare(backups, older)
    assert compared.lost.meetings == (START.date(),)
    assert compared.lost.leads == ("Jane Doe",)
    assert compared.lost.acts == 3
    assert compared.lost.first_at == START
    assert "Jane Doe" in compared.lost.latest[0].what
    assert compared.acts_brought_back == 0
    newer = restore(backups, older, START + _DAY)
    assert newer is not None
    assert compare(backups, newer).acts_brought_back == 3
    assert compare(backups, newer).lost.acts == 0


def test_a_database_that_was_handed_over_is_left_alone(database: Path, backup: Backup) -> None:
    """A backup from before would not know of it, and both laptops would go on."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("INSERT INTO station (machine, number, name) VALUES ('', 0, 'table')")
        connection.execute(
            "INSERT INTO hand_over (copy_id, to_name, on_date, at, station_id, is_received) "
            "VALUES ('1', 'Bea Katz', '2026-11-18', '2026-11-18 15:00:00', 1, 0)"
        )
    with pytest.raises(Refused, match="was handed over to Bea Katz on 18 Nov 2026"):
        restore(Backups(database), backup, START)
