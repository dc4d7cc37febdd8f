"""`leadsroom ledger`: who owes what, one account, and the table of every entry."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from leadsroom.domain.money.account import Method
from leadsroom.domain.money.dues_periods import period_of
from leadsroom.domain.rules.windows import PeriodKind
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
    treasury.charge_dues(chapter.id, period_of(PeriodKind.QUARTER, chapter.today(START)))
    (ann,) = (each for each in treasury.accounts(chapter.id).accounts if each.name == "Ann Chu")
    treasury.take_payment(
        chapter.id, ann.person_id, Money(12_050, "USD"), method=Method.CHECK, reference="1042"
    )
    treasury.pay_out(chapter.id, "Pier 9", Money(9_005, "USD"), "=1+1")
    store.close()
    return lambda *words: answered(capsys, "--db", sqlite_place, "ledger", *words)


def test_who_owes_what(run: Run) -> None:
    """Everybody, who owes most first."""
    answer = run()
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert (lines[0], lines[1].split()) == ("Harborview", ["Who", "owes", "what", "$30.45", "in", "hand"])
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
    assert len(list(csv.reader(io.StringIO(shown.out)))) == 1 + 8
    assert len(list(csv.reader(io.StringIO(run("--format", "csv", "--for", "Ann").out)))) == 1 + 2
    assert run("--format", "csv", "-o", tmp_path / "x.csv") == Answer(0, "", "")
    assert (tmp_path / "x.csv").read_bytes().decode("utf-8") == shown.out
    assert run("-o", tmp_path / "x.txt") == Answer(0, "", "")
    assert (tmp_path / "x.txt").read_text("utf-8") == run().out


def test_a_receipt(run: Run) -> None:
    """By its number: what it settled, how it was paid, how the account stands; another number is refused."""
    answer = run("--receipt", "2026-0001")
    assert answer.out.splitlines()[-4:] == [
        "For           dues 2026-Q4, $120",
        "              in advance, $0.50",
        "Paid by       check 1042",
        "Account now   $0.50 ahead",
    ]
    for number in ("2026-0002", "0000-1", "1042", "2026-x"):
        refused = run("--receipt", number)
        assert (refused.code, refused.out, "no receipt" in refused.err) == (1, "", True)


def test_every_entry_as_json(run: Run) -> None:
    """With what is owed; amounts are numbers, and an entry of the chapter's own has a payee and no member."""
    found = json.loads(run("--format", "json").out)
    assert [each["member"] for each in found["accounts"]][-1] == "Ann Chu"
    assert found["accounts"][-1]["owed"] == [{"amount": -0.50, "currency": "USD"}]
    last = found["entries"][-1]
    assert (last["kind"], last["member"], last["payee"], last["amount"], last["balance"]) == (
        "paid out", None, "Pier 9", 90.05, None,
    )  # fmt: skip
    assert found["entries"][-2]["method"] == "check"


def test_the_summary(run: Run, tmp_path: Path) -> None:
    """As a text, a table, JSON and a workbook; in the days and periods that are asked for."""
    text = run("--summary").out
    assert "Treasurer's summary, 1 Jan 2026 to 18 Nov 2026" in text
    assert ["In", "hand", "after", "18", "Nov", "2026", "$30.45"] in [
        line.split() for line in text.splitlines()
    ]
    rows = list(csv.DictReader(io.StringIO(run("--summary", "--format", "csv", "--by", "quarter").out)))
    closing = [row["Amount"] for row in rows if (row["Part"], row["What"]) == ("In hand", "Closing balance")]
    assert closing == ["0.00", "0.00", "0.00", "30.45"]
    nothing = json.loads(
        run("--summary", "--from", "2025-01-01", "--to", "2025-12-31", "--format", "json").out
    )
    assert (nothing["periods"][0]["in_hand"]["closing"], nothing["debts"]) == (0, [])
    assert run("--summary", "--format", "xlsx", "-o", tmp_path / "x.xlsx") == Answer(0, "", "")
    assert (tmp_path / "x.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--from", "2026-01-01"), "Add --summary"),
        (("--format", "xlsx"), "Only the summary"),
        (("--receipt", "2026-0001", "--format", "csv"), "A receipt is a text"),
        (("--summary", "--for", "Ann"), "--for is about one account"),
        (("--summary", "--from", "2026-12-31", "--to", "2026-01-01"), "Turn them around"),
        (("--summary", "--from", "soonish"), "soonish"),
    ],
)
def test_words_that_do_not_go_together(run: Run, words: tuple[str, ...], reason: str) -> None:
    """Are refused in one sentence, with nothing on stdout."""
    refused = run(*words)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert reason in refused.err
