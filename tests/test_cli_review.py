"""`leadsroom review --for`: a member's page as text and as JSON, where no screen is wanted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli_runs import Run, answered
from tests.sample import SAMPLE_NOW


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, demo_place: str
) -> Run:
    """Runs `leadsroom review` on the sample chapter, a week after its last meeting."""
    (tmp_path / "now").write_text(SAMPLE_NOW.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    return lambda *words: answered(capsys, "--db", demo_place, "review", *words)


def test_the_text_says_what_the_data_say(run: Run) -> None:
    """The same calls, thanks and leads given, in the same order and words, and the same figures."""
    text, found = run("--for", "lopez"), json.loads(run("--for", "Lopez", "--format", "json").out)
    assert (text.code, text.err) == (0, "")
    assert text.out.startswith("Maria Lopez, Web design\nHarborview Leads Group, Wednesday 18 November 2026")
    at = 0
    for key in ("calls", "in_progress", "thanks"):
        for lead in found[key]:
            at = text.out.index(f"{lead['words']}", at)
    assert found["in_progress"]
    given = text.out[text.out.index("What became of the leads given") :]
    assert f"  {found['given'][0]['words']}, {found['given'][0]['receiver']}\n" in given
    year = found["season"]["last_12_months"]
    assert f"{year['given']} · {year['given_raw']} raw" in text.out
    assert sum(month["given"] for month in found["season"]["months"]) <= year["given"]
    (dollars,) = year["dollars_in"]
    assert f"${dollars['amount']:,.0f}" in text.out
    assert dollars["currency"] == "USD"
    assert "a lead of their own household" in text.out
    assert found["schema_version"] == 1
    (charges,) = found["cost"]["charges"]
    assert f"(${charges['dues']:,.0f} dues, ${charges['fines']:,.0f} fines) in 12 months" in text.out
    assert f"Hours: {found['cost']['hours']:.1f} at {found['cost']['meetings']} meetings" in text.out
    assert "own_costs" not in found
    assert json.loads(run("--for", "Lopez", "--format", "json", "--own").out)["own_costs"] == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--for", "a"), "Type more of the name."),
        (("--for", "nobody here"), "No member is called “nobody here”."),
        (("--for", "Theo Marsh"), "Theo Marsh was never a member here."),
        (("--own",), "Add --for MEMBER"),
        (("2026-11-11", "--for", "lopez"), "of no one meeting. Leave the dates out."),
        (("--for", "lopez", "--from", "2026-11-11", "--format", "json"), "Leave the dates out."),
    ],
)
def test_what_cannot_be_given_is_refused(run: Run, words: tuple[str, ...], reason: str) -> None:
    """A name that fits two or none, somebody who never was a member, and what is of a meeting."""
    answer = run(*words)
    assert (answer.code, answer.out) == (1, "")
    assert reason in answer.err
