"""`leadsroom areas`, `directors` and `visits`: named, listed, put right, and taken back at their own desk."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from leadsroom.store import tables as t
from leadsroom.store.store import Store
from tests.cli_runs import Run, answered
from tests.harborview import START, found_chapter


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_store: Store
) -> Run:
    """Runs leadsroom on three chapters."""
    (tmp_path / "now").write_text(START.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    for name in ("Harborview", "Lakeside", "Old Mill"):
        found_chapter(sqlite_store, name=name)
    return lambda *words: answered(capsys, "--db", sqlite_store.place, *words)


@pytest.fixture
def named(run: Run, sqlite_store: Store) -> Run:
    """The same with a region of two areas, one chapter in one of them, and two directors."""
    run("areas", "add", "North", "--level", "region")
    run("areas", "add", "Leeds", "--under", "North")
    run("areas", "add", "York", "--under", "North", "--level", "district")
    run("directors", "add", "Sam Reed", "--area", "north", "--email", "sam@north.example")
    run("directors", "add", "Ann Lee", "--area", "leeds", "--since", "1 jan 2027")
    with sqlite_store.writing() as unit:
        unit.update(t.chapter, 1, area_id=2)
    return run


def test_until_areas_are_named_all_chapters_are_one(run: Run) -> None:
    """With their number, and what names the first."""
    assert run("areas").out == (
        "All chapters    3 chapters\n"
        "\n"
        "No area is named yet: all chapters are one. leadsroom areas add NAME names the first.\n"
    )
    assert run("directors").out.startswith("No director is named yet.")
    assert run("visits").out.startswith("There is no director's visit to list.")


def test_the_tree_is_listed_with_everybody_and_no_chapter_unseen(named: Run) -> None:
    """Below each other by depth; what stands in no area is a line of its own, in each format."""
    assert named("areas").out == (
        "All chapters            3 chapters\n"
        "  North       region     1 chapter  Sam Reed since 18 Nov 2026\n"
        "    Leeds     area       1 chapter  Ann Lee from 1 Jan 2027\n"
        "    York      district  0 chapters\n"
        "No area yet             2 chapters\n"
    )
    rows = list(csv.reader(io.StringIO(named("areas", "--format", "csv").out.lstrip("\ufeff"))))
    assert rows[1:] == [
        ["All chapters", "", "", "3", "2", ""],
        ["North", "region", "", "1", "0", "Sam Reed"],
        ["Leeds", "area", "North", "1", "1", "Ann Lee"],
        ["York", "district", "North", "0", "0", ""],
    ]
    data = json.loads(named("areas", "--format", "json").out)
    assert (data["chapters"], data["in_no_area"], data["as_of"]) == (3, 2, "2026-11-18")
    assert [area["path"] for area in data["areas"]] == [["North"], ["North", "Leeds"], ["North", "York"]]


def test_an_area_is_renamed_moved_and_removed(named: Run) -> None:
    """Each says what it did; at the association's desk it is taken back, one act after the other."""
    assert named("areas", "rename", "york", "Ripon").out == "York: it is called Ripon.\n"
    assert named("areas", "rename", "ripon", "--level", "city").out == "Ripon: its level is city.\n"
    assert named("areas", "move", "ripon", "--top").out == "Ripon: it stands at the top.\n"
    assert named("areas", "move", "leeds", "--under", "ripon").out == "Leeds: it stands under Ripon.\n"
    assert named("areas", "move", "leeds", "--under", "ripon").out == "Nothing was changed.\n"
    assert named("areas", "remove", "north").err == (
        "North still has Sam Reed, who looks after it. Move or end that first.\n"
    )
    assert named("undo", "--association").out == "Undid: Leeds: it stands under Ripon.\n"
    assert named("areas", "remove", "ripon").out == "Removed Ripon (city).\n"
    assert named("undo", "--association").out == "Undid: Removed Ripon (city).\n"
    assert named("redo", "--association").out == "Redid: Removed Ripon (city).\n"
    assert named("areas", "move", "ripon", "--top").code == 1


def test_undo_passes_over_what_others_have_built_upon(named: Run, sqlite_store: Store) -> None:
    """It is named, and what was done before it is taken back, each time from the shell anew."""
    named("areas", "add", "Ripon")
    named("areas", "add", "Selby")
    with sqlite_store.writing() as unit:
        unit.update(t.chapter, 2, area_id=5)
    for back in ("Ripon is a new region", "Ann Lee looks after Leeds from 1 Jan 2027"):
        undone = named("undo", "--association")
        assert undone.err.startswith("Passed over: ")
        assert undone.out.startswith(f"Undid: {back}")
    assert named("areas").out.count("Selby") == 1


def test_directors_are_listed_changed_and_ended(named: Run) -> None:
    """Who was one stands below those who are."""
    assert named("directors").out == (
        "Sam Reed  North  since 18 Nov 2026  sam@north.example\n"
        "Ann Lee   Leeds  from 1 Jan 2027\n"
    )  # fmt: skip
    changed = named("directors", "change", "ann", "--since", "1 oct 2026", "--phone", "0113 496 0000")
    assert changed.out == "Ann Lee: new phone, since 1 Oct 2026.\n"
    ended = named("directors", "end", "ann", "--until", "1 nov 2026")
    assert ended.out == "Ann Lee looks after Leeds until 1 Nov 2026.\n"
    assert named("directors", "--area", "leeds").out == (
        "Before\nAnn Lee  Leeds  1 Oct 2026 to 1 Nov 2026    0113 496 0000\n"
    )
    assert named("directors", "change", "ann", "--until", "none", "--rename", "Ann Leigh").out == (
        "Ann Lee: called Ann Leigh, since 1 Oct 2026.\n"
    )
    rows = list(csv.reader(io.StringIO(named("directors", "--format", "csv").out.lstrip("\ufeff"))))
    assert rows[2] == ["Ann Leigh", "Leeds", "area", "2026-10-01", "", "", "0113 496 0000"]
    data = json.loads(named("directors", "--format", "json").out)
    assert data["directors"][0]["path"] == ["North"]


def test_visits_are_entered_listed_and_put_right(named: Run) -> None:
    """By who looks after the chapter's area, where nobody else is named; days are the chapter's."""
    named("directors", "change", "ann", "--since", "1 oct 2026")
    assert named("visits", "add", "harbor", "--note", "A full table [/]").out == (
        "Ann Lee visited Harborview on 18 Nov 2026.\n"
    )
    assert named("visits", "add", "Lakeside").err == (
        "Say who visited Lakeside, with --by: Sam Reed (North) or Ann Lee (Leeds).\n"
    )
    early = ("visits", "add", "Lakeside", "--by", "sam", "--on", "3 nov")
    assert named(*early).err.startswith("Sam Reed was no director on 3 Nov 2026, only since 18 Nov 2026.")
    nobody = named("visits", "add", "Lakeside", "--on", "30 sep").err
    assert nobody.startswith(
        "Nobody was a director on 30 Sep 2026. --by none enters the visit without a name"
    )
    named("directors", "change", "sam", "--since", "1 oct 2026")
    assert named(*early).code == 0
    assert named("visits", "add", "Lakeside", "--by", "none", "--on", "tomorrow").err.startswith(
        "“tomorrow” is"
    )
    assert named("visits").out == (
        "#1  18 Nov 2026  Harborview  Ann Lee   A full table [/]\n"
        "#2   3 Nov 2026  Lakeside    Sam Reed\n"
    )  # fmt: skip
    assert named("visits", "--most", "1").out.endswith("\nThe last 1; --most lists more.\n")
    for words, number in (
        (("--chapter", "Lakeside"), "#2"),
        (("--area", "north"), "#1"),
        (("--director", "sam"), "#2"),
        (("--from", "4 nov"), "#1"),
        (("--to", "4 nov"), "#2"),
    ):
        assert named("visits", *words).out.startswith(number), words
        assert named("visits", *words).out.count("#") == 1, words
    assert named("visits", "correct", "2", "--note", "Quiet", "--by", "none").out == (
        "Corrected: A director visited Lakeside on 3 Nov 2026.\n"
    )
    assert named("visits", "correct", "9").err.startswith("There is no visit #9 on record.")
    assert named("visits", "withdraw", "#1").code == 0
    data = json.loads(named("visits", "--format", "json").out)
    assert data["visits"] == [
        {"number": 2, "on": "2026-11-03", "chapter": "Lakeside", "director": "", "note": "Quiet"}
    ]


def test_a_visit_of_before_is_by_who_looked_after_the_chapter_then(named: Run) -> None:
    """Not by who does today."""
    named("directors", "change", "sam", "--since", "1 jan 2026")
    named("directors", "change", "ann", "--since", "1 oct 2026")
    for on, who in (("30 sep", "Sam Reed"), ("1 oct", "Ann Lee")):
        assert named("visits", "add", "harbor", "--on", on).out.startswith(f"{who} visited Harborview")


def test_names_are_shown_as_typed_and_nothing_is_obeyed(run: Run) -> None:
    """Markup, escape codes, letters that run right to left, five hundred of them."""
    for name in ("[/] [Anna]", "\x1b[31mred", "مرحبا", "🎉 party", "x" * 500, "=1+1"):
        assert run("areas", "add", name).code == 0
    out = run("areas").out
    assert "\x1b" not in out
    assert all(name in out for name in ("[/] [Anna]", "red", "مرحبا", "🎉 party", "x" * 500))
    assert "'=1+1" in run("areas", "--format", "csv").out
