"""`leadsroom health`: which kind, of which days, about whom, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from leadsroom.acts.desk import SyncDesk
from leadsroom.cli.parser import make_parser
from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.windows import Period, Stretch
from leadsroom.errors import Refused
from leadsroom.exchange.health import write
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import KINDS, Kind, check
from leadsroom.store import tables as t
from leadsroom.store.reading import Reading
from leadsroom.store.store import Store
from leadsroom.views.health.days import days_of_health
from tests.cli_runs import Run, answered
from tests.harborview import START, SetClock, found_chapter
from tests.past_meetings import hold

_DAYS = Period(date(2026, 1, 1), date(2026, 11, 18))


def _made(reading: Reading, wanted: Wanted) -> bytes:
    return f"{wanted.member} {wanted.other} {wanted.period.first} {wanted.period.last}\n".encode()


_PLAIN = Kind(_made, ("text", "csv"), "Plain")
_OF_TWO = Kind(_made, ("text",), "Of two", takes=("member", "other", "officers"), needs=("member", "other"))
_TODAY = Kind(_made, ("text",), "Today", as_of_today=True)
_SOME = {"plain": _PLAIN, "two": _OF_TWO, "today": _TODAY}


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three kinds in the place of all others."""
    monkeypatch.setattr(write, "KINDS", _SOME)


def test_every_kind_stands_in_the_help() -> None:
    """With what it is, in the order of the table."""
    help = make_parser().parse_args(["health"])
    assert help.run == "health:give"
    text = _help()
    places = [text.index(f"\n{name} ") for name in KINDS]
    assert places == sorted(places)


def _help() -> str:
    from leadsroom.cli.parser.health import add_health
    from leadsroom.cli.parser.options import Parser

    commands = Parser().add_subparsers()
    add_health(commands)
    return str(commands.choices["health"].format_help())


@pytest.mark.parametrize(
    ("name", "wanted", "has_days", "why"),
    [
        ("dues", Wanted(period=_DAYS), False, "Choose one of: plain, two, today."),
        (
            "plain",
            Wanted(period=_DAYS, format="pdf"),
            False,
            "is not written as “pdf”.",
        ),
        ("plain", Wanted(period=_DAYS, member=PersonId(1)), False, "takes no --for. Leave that out."),
        ("plain", Wanted(period=_DAYS, officers=True, own=True), False, "takes no --officers or --own."),
        ("two", Wanted(period=_DAYS), False, "needs --for and --with."),
        ("two", Wanted(period=_DAYS, member=PersonId(1)), False, "needs --with."),
        ("today", Wanted(period=_DAYS), True, "takes no --from and --to."),
    ],
)
def test_what_goes_not_together_is_refused(
    kinds: None, name: str, wanted: Wanted, has_days: bool, why: str
) -> None:
    """An unknown kind names those there are; too much, too little and another format are each named."""
    with pytest.raises(Refused) as no:
        check(name, wanted, has_days=has_days)
    assert why in str(no.value)


def test_what_goes_together_is_taken(kinds: None) -> None:
    """What a kind takes, and what it needs."""
    check("plain", Wanted(period=_DAYS), has_days=True)
    check("two", Wanted(period=_DAYS, member=PersonId(1), other=PersonId(2), officers=True))
    check("today", Wanted(period=_DAYS))


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    sqlite_store: Store,
    kinds: None,
) -> Run:
    """Runs `leadsroom health` on a chapter that met twice in November, on the day of a third meeting."""
    (tmp_path / "now").write_text(START.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    chapter = found_chapter(sqlite_store)
    for day in (date(2026, 11, 4), date(2026, 11, 11)):
        hold(sqlite_store, chapter, day, {})
    return lambda *words: answered(capsys, "--db", sqlite_store.place, "health", *words)


def test_days_and_people_as_they_are_typed(run: Run) -> None:
    """From where the record begins up to today, or the days given; people by a part of their name."""
    assert run("plain").out == "None None 2026-11-04 2026-11-18\n"
    assert run("plain", "--from", "1 jan").out == "None None 2026-01-01 2026-11-18\n"
    assert run("plain", "--to", "2026-11-10").out == "None None 2026-11-04 2026-11-10\n"
    assert run("plain", "--to", "2026-11-01").out == "None None 2026-11-01 2026-11-01\n"
    assert "1 2 2026-11-04" in run("two", "--for", "maria", "--with", "ann").out
    for words, why in (
        (("plain", "--from", "2027-01-01"), "Nothing is on record of days to come."),
        (("plain", "--to", "2027-01-01"), "Nothing is on record of days to come."),
        (("plain", "--to", "0001-01-01"), "Nothing is on record of days before 1900."),
        (("plain", "--from", "0001-01-01"), "Nothing is on record of days before 1900."),
        (("plain", "--from", "2026-11-10", "--to", "2026-11-01"), "The last day is before the first."),
        (("two", "--for", "nobody at all"), "No member is called “nobody at all”."),
        (("today", "--to", "2026-11-10"), "takes no --from and --to."),
    ):
        answer = run(*words)
        assert (answer.code, answer.out, why in answer.err) == (1, "", True), words


def test_nobody_who_applies_is_offered(run: Run, sqlite_store: Store) -> None:
    """A part of a name is found among those who hold a seat or held one."""
    with sqlite_store.begun() as connection:
        found = connection.execute(sa.select(t.person.c.id).where(t.person.c.name == "Ann Chu")).scalar_one()
        of_ann = t.membership.c.person_id == found
        connection.execute(sa.update(t.membership).where(of_ann).values(status="applicant"))
    answer = run("two", "--for", "ann chu", "--with", "maria")
    assert (answer.code, "No member is called “ann chu”." in answer.err) == (1, True)


def test_into_a_file(run: Run, tmp_path: Path) -> None:
    """Over one that is there only with --overwrite."""
    file = tmp_path / "plain.txt"
    assert run("plain", "-o", file).code == 0
    assert file.read_text() == "None None 2026-11-04 2026-11-18\n"
    assert "--overwrite" in run("plain", "-o", file).err


def test_no_file_is_called_like_a_folder(run: Run, tmp_path: Path) -> None:
    """With a slash at the end a folder is meant, whether it is there or not; nothing is written."""
    answer = run("plain", "-o", f"{tmp_path}/new/")
    assert (answer.code, answer.err) == (1, f"{tmp_path}/new/ is a folder. Name a file in it.\n")
    assert not (tmp_path / "new").exists()


def test_the_usual_days_are_twelve_months(store: Store) -> None:
    """Where the record is longer; of an earlier last day the twelve months before it."""
    chapter = found_chapter(store)
    hold(store, chapter, date(2024, 10, 30), {})
    read = SyncDesk(store, chapter.id, SetClock(), "desk").read
    assert read(days_of_health) == Period(date(2025, 11, 19), date(2026, 11, 18))
    assert read(days_of_health, None, date(2026, 3, 31)) == Period(date(2025, 4, 1), date(2026, 3, 31))


def test_on_a_terminal_it_is_a_page(
    sqlite_store: Store,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Of the usual days or of those that are typed, for officers where they ask; a kind, a format or a file
    is written all the same.
    """
    (tmp_path / "now").write_text(START.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    monkeypatch.setattr("leadsroom.cli.health.at_terminal", lambda: True)
    hold(sqlite_store, found_chapter(sqlite_store), date(2026, 11, 4), {})
    shown: list[tuple[str, Stretch | None, bool]] = []
    monkeypatch.setattr(
        "leadsroom.app.run_app",
        lambda _store, _clock, *, start, days, officers, **_: shown.append((start, days, officers)),
    )

    def run(*words: str) -> str:
        return answered(capsys, "--db", sqlite_store.place, "health", *words).out

    assert run() == run("--from", "2026-11-01", "--officers") == ""
    assert shown == [
        ("health", None, False),
        ("health", Stretch(date(2026, 11, 1), date(2026, 11, 18)), True),
    ]
    assert "Maria Lopez" in run("members")
    assert "Maria Lopez" in run("--format", "csv")
    assert len(shown) == 2


def test_renewal_sheets_of_all_need_a_folder(
    sqlite_store: Store, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Without a member and without a folder both are named; what no sheet has a use for is refused first."""
    found_chapter(sqlite_store)
    for words, why in (
        ((), "needs --for MEMBER, or -o FOLDER"),
        (("-o", tmp_path, "--with", "ann"), "takes no --with."),
        (("-o", tmp_path, "--format", "csv"), "is not written as “csv”."),
        (("-o", tmp_path), "No seat renews within 90 days."),
    ):
        answer = answered(capsys, "--db", sqlite_store.place, "health", "renewal", *words)
        assert (answer.code, answer.out, why in answer.err) == (1, "", True), words
