"""`leadsroom ledger`: who owes what, one account, and the table of every entry."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from leadsroom.domain.money.dues_periods import period_of
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.store.store import open_store
from tests.cli_runs import Answer, Run, answered
from tests.harborview import START, SetClock, found_chapter
from tests.meeting.money_rules import RULES, rule_money
from tests.treasurer import Treasurer


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_place: str
) -> Run:
    """Runs `leadsroom ledger` on a chapter of six that have been charged dues, one of whom has paid."""
    (tmp_path / "now").write_text(START.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    store = open_store(sqlite_place)
    chapter = rule_money(store, found_chapter(store).id, RULES)
    treasury = Treasurer(store, SetClock(), "money")
    treasury.charge_dues(chapter.id, period_of(Period.QUARTER, chapter.today(START)))
    (ann,) = (each for each in treasury.accounts(chapter.id).accounts if each.name == "Ann Chu")
    treasury.take_payment(chapter.id, ann.person_id, Money(12_050, "USD"))
    store.close()
    return lambda *words: answered(capsys, "--db", sqlite_place, "ledger", *words)


def test_who_owes_what(run: Run) -> None:
    """Everybody, who owes most first."""
    answer = run()
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[:2] == ["Harborview", "Who owes what"]
    assert lines[-1].split() == ["Ann", "Chu", "$0.50", "ahead"]
    assert len(lines) == 3 + 6


def test_one_account(run: Run) -> None:
    """Found by a part of the name; an unclear name is refused with those who match."""
    answer = run("--for", "chu")
    assert "Account of Ann Chu" in answer.out
    assert "receipt 2026-0001" in answer.out
    refused = run("--for", "nobody here")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)


def test_the_table(run: Run, tmp_path: Path) -> None:
    """On stdout or in a file, of all accounts or of one."""
    shown = run("--format", "csv")
    assert len(list(csv.reader(io.StringIO(shown.out)))) == 1 + 7
    assert len(list(csv.reader(io.StringIO(run("--format", "csv", "--for", "Ann").out)))) == 1 + 2
    assert run("--format", "csv", "-o", tmp_path / "x.csv") == Answer(0, "", "")
    assert (tmp_path / "x.csv").read_bytes().decode("utf-8") == shown.out
    assert run("-o", tmp_path / "x.txt") == Answer(0, "", "")
    assert (tmp_path / "x.txt").read_text("utf-8") == run().out
