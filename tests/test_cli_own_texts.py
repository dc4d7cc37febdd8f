"""`leadsroom scorecard` and `leadsroom catalogue`: listed, shown, chosen, set from a file, and taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadsroom.domain.health.chapter.spheres import USUAL_TEXT
from leadsroom.domain.health.scorecards.presets import PRESETS, TEMPLATE, text_of
from leadsroom.store.store import Store
from tests.cli_runs import Run, answered
from tests.harborview import START, found_chapter


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_store: Store
) -> Run:
    """Runs leadsroom on a chapter of six."""
    (tmp_path / "now").write_text(START.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    found_chapter(sqlite_store)
    return lambda *words: answered(capsys, "--db", sqlite_store.place, *words)


def test_every_scorecard_is_listed_with_its_source(run: Run) -> None:
    """Those in use are marked; one of the chapter's own is listed below."""
    lines = run("scorecard").out.splitlines()
    assert lines[1] == (
        "* hong-kong-2025  Hong Kong 2025. Source: public code of a chapter in Hong Kong, 2025-26"
    )
    assert [name for name in PRESETS if not any(line[2:].startswith(name) for line in lines)] == []
    assert sum(line.startswith("* ") for line in lines) == 3  # of members, of the chapter, and what it means
    assert run("scorecard", "list").out == run("scorecard").out
    data = json.loads(run("scorecard", "--format", "json").out)
    assert [each["name"] for each in data] == list(PRESETS)
    assert [each["name"] for each in data if each["in_use"]] == ["hong-kong-2025", "chapter-traffic-light"]
    rows = run("scorecard", "list", "--format", "csv").out.splitlines()
    assert rows[4].startswith('members,uk-2012,no,United Kingdom 2012,GB,2012,"solihullbni')


@pytest.mark.parametrize("name", [*PRESETS, TEMPLATE])
def test_a_scorecard_is_shown_as_the_text_that_it_is(run: Run, name: str) -> None:
    """With its remarks, to be edited."""
    assert run("scorecard", "show", name).out == text_of(name)


def test_using_another_scorecard_says_what_changes(run: Run) -> None:
    """Measure by measure, and it is the one that is shown from then on; undo takes it back."""
    answer = run("scorecard", "use", "india")
    assert answer.out.startswith("Scores of members: Hong Kong 2025 → India 2025.\n")
    assert "  Training: at least 1: 5, 2: 10 → at least 1: 5, 2: 10, 3: 15\n" in answer.out
    assert "  One-to-ones a week: more than 0.5: 5, at least 1: 10 → not counted\n" in answer.out
    assert run("scorecard", "show").out == text_of("india-2025")
    assert "* india-2025" in run("scorecard").out
    assert run("undo").out == "Undid: Scores of members: Hong Kong 2025 → India 2025.\n"
    assert run("scorecard", "show").out == text_of("hong-kong-2025")
    assert run("scorecard", "show", "--of", "chapter").out == text_of("chapter-traffic-light")


def test_a_scorecard_of_ones_own_comes_from_a_file(run: Run, tmp_path: Path) -> None:
    """Whom it scores it says itself; the usual one comes back by its name."""
    own = tmp_path / "own.toml"
    own.write_text(text_of("chapter-traffic-light").replace("Chapter traffic light", "Ours [/]"), "utf-8")
    answer = run("scorecard", "set", own)
    assert answer.out.startswith("Scores of the chapter: Chapter traffic light → Ours [/].\n")
    assert "* own                    Ours [/]. Source: dokumen.tips" in run("scorecard").out
    assert run("scorecard", "use", "usual", "--of", "chapter").code == 0
    assert run("scorecard", "show", "--of", "chapter").out == text_of("chapter-traffic-light")


def test_a_published_scorecard_that_is_changed_is_called_so(run: Run, tmp_path: Path) -> None:
    """Wherever it is named, with what differs from the published one; its remarks alone change nothing."""
    own, text = tmp_path / "own.toml", text_of("hong-kong-2025")
    own.write_text(
        text.replace("{ at_least = 1.2, points = 15 }", "{ at_least = 1.3, points = 15 }"), "utf-8"
    )
    steps = "at least 0.75: 5, 1: 10, {}: 15, 1.5: 20"
    change = f"Leads given a week: {steps.format('1.2')} → {steps.format('1.3')}"
    answer = run("scorecard", "set", own)
    assert answer.out.startswith(
        "Scores of members: Hong Kong 2025 → Hong Kong 2025, changed by the chapter.\n"
    )
    assert f"  {change}\n" in answer.out
    called = "Hong Kong 2025, changed by the chapter. Source: public code of a chapter in Hong Kong, 2025-26"
    assert f"{called}. Different from it: {change}\n" in run("scorecard").out
    card = json.loads(run("health", "scores", "--format", "json").out)["members"]["scorecard"]
    assert (card["name"], card["changes"]) == ("Hong Kong 2025, changed by the chapter", [change])
    own.write_text(f"# Ours\n{text}", "utf-8")
    run("scorecard", "set", own)
    assert "* own             Hong Kong 2025. Source:" in run("scorecard").out


def test_the_same_text_again_is_no_act(run: Run, tmp_path: Path) -> None:
    """Undo is not offered: it would take something else back."""
    own, catalogue = tmp_path / "own.toml", tmp_path / "catalogue.toml"
    own.write_text(text_of("own"), "utf-8")
    catalogue.write_text(USUAL_TEXT.replace("Attorney", "Notary"), "utf-8")
    for words in (("scorecard", "set", own), ("scorecard", "use", "uk"), ("catalogue", "set", catalogue)):
        assert "leadsroom undo takes it back." in run(*words).out
        assert run(*words).out == "That is in use already. Nothing was changed.\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("scorecard", "use", "own"), "“own” is one to fill in."),
        (("scorecard", "use", "nothing"), "There is no scorecard “nothing”. Choose one of hong-kong-2025"),
        (("scorecard", "show", "nothing"), "There is no scorecard “nothing”."),
        (("scorecard", "set", "FILE"), "The scorecard cannot be read as TOML: line 1:"),
        (("scorecard", "set", "LATIN"), "is no text in UTF-8."),
        (("scorecard", "set", "/no/such/file"), "Cannot read /no/such/file: No such file or directory."),
        (("catalogue", "set", "FILE"), "The catalogue cannot be read as TOML: line 1:"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_a_sentence(
    run: Run, tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    """Nothing is changed, and the exit code says so."""
    (tmp_path / "FILE").write_text("a b")
    (tmp_path / "LATIN").write_bytes(b'name = "Caf\xe9"')
    answer = run(*(tmp_path / word if word in ("FILE", "LATIN") else word for word in words))
    assert (answer.code, answer.out) == (1, "")
    assert why in answer.err
    assert run("scorecard", "show").out == text_of("hong-kong-2025")


def test_the_catalogue_names_who_holds_what_and_what_nobody_does(run: Run) -> None:
    """By spheres; what may fill a profession is named beside it, seats of no sphere stand below."""
    lines = run("catalogue").out.splitlines()
    assert lines[0].startswith("The usual catalogue. Source: A published list of thirty professions")
    assert "  Banker: Banking (Robert Diaz)" in lines
    assert "  Web developer: Web design (Maria Lopez)" in lines
    assert "  Graphic designer: nobody, perhaps Web design" in lines
    assert "  Chiropractor: nobody" in lines
    assert lines[-2:] == ["In no sphere of it", "  Roofing (Paul Whitfield)"]
    data = json.loads(run("catalogue", "--format", "json").out)
    assert len(data["professions"]) == 30
    assert data["in_no_sphere"] == ["Roofing (Paul Whitfield)"]
    assert "Money,Banker,Banking (Robert Diaz)," in run("catalogue", "--format", "csv").out


def test_a_catalogue_of_ones_own_comes_from_a_file(run: Run, tmp_path: Path) -> None:
    """It says which professions come and go; the usual one comes back."""
    assert run("catalogue", "show").out == USUAL_TEXT
    own = tmp_path / "own.toml"
    own.write_text(USUAL_TEXT.replace('"Attorney"', '"Attorney", "Notary"').replace('"Mover", ', ""), "utf-8")
    answer = run("catalogue", "set", own)
    assert answer.out == (
        "Catalogue: 30 professions in 7 spheres.\n  Law: with Notary\n  Property: without Mover\n"
        "leadsroom undo takes it back.\n"
    )
    assert "  Notary: nobody" in run("catalogue").out
    assert run("catalogue", "usual").out.startswith("The usual catalogue: 30 professions in 7 spheres.\n")
    assert run("catalogue", "show").out == USUAL_TEXT


def test_a_scorecard_of_others_than_were_asked_for_is_refused(run: Run) -> None:
    """Rather than shown or taken for them; without that question it is what its name says."""
    for verb in ("show", "use"):
        answer = run("scorecard", verb, "india", "--of", "chapter")
        assert (answer.code, answer.out) == (1, "")
        assert answer.err == "“india-2025” scores members. Leave --of out, or choose another one.\n"
    assert "scores the chapter." in run("scorecard", "use", "chapter-t", "--of", "members").err
    assert run("scorecard", "use", "india", "--of", "members").code == 0


@pytest.mark.parametrize(("kind", "what"), [("scorecard", "a scorecard"), ("catalogue", "a catalogue")])
def test_a_file_without_an_end_is_no_text_of_ones_own(run: Run, kind: str, what: str) -> None:
    """It is refused by the name of what it should be."""
    answer = run(kind, "set", "/dev/zero")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == f"/dev/zero is too large to be {what}: 20 MB are read at most.\n"
