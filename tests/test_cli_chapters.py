"""Chapters from a shell: founded, listed, placed in areas, archived and opened again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadsroom.store.store import open_store
from tests.association.many_chapters import chapter_row, write_areas, write_chapters
from tests.cli_runs import Answer, Run, answered

LEEDS = (
    *("--place", "Leeds", "--day", "tuesday", "--starts", "7:15"),
    *("--country", "GB", "--timezone", "Europe/London", "--pitch", "45"),
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs a command line on a database in this process."""
    return lambda *words: answered(capsys, "--db", tmp_path / "x.db", *words)


@pytest.fixture
def two(run: Run) -> Run:
    """The same with two chapters, of one name, and two areas."""
    run("chapter", "found", "Harborview", *LEEDS)
    run("chapter", "found", "Harborview", "--place", "York", "--starts", "19:00")
    run("areas", "add", "North")
    run("areas", "add", "Leeds", "--under", "North")
    return run


def _lines(answer: Answer) -> list[str]:
    return answer.out.splitlines()


def _numbers(answer: Answer) -> list[str]:
    """Of the chapters in a list below its heading."""
    return [line.split()[0] for line in answer.out.splitlines()[1:]]


def test_chapters_are_founded_without_a_question(run: Run, tmp_path: Path) -> None:
    """The first one by what is named, the next one like it but for what is named."""
    refused = run("chapter", "found", "Bad", "--day", "someday")
    assert (refused.code, list(tmp_path.glob("*.db"))) == (1, [])
    first = run("chapter", "found", "Harborview", *LEEDS)
    assert first.out.startswith(
        "Founded Harborview, Leeds: Tuesdays at 7:15 (Europe/London), 90 minutes, pitches of 45 s, GB, GBP.\n"
    )
    second = run("chapter", "found", "Lakeside", "--starts", "19:00", "--founded", "2019-03-12")
    founded, remark = _lines(second)
    assert founded.startswith(
        "Founded Lakeside: Tuesdays at 19:00 (Europe/London), 90 minutes, pitches of 45 s"
    )
    assert founded.endswith("founded 12 Mar 2019.")
    assert remark == "What was not named is as in Harborview, Leeds. leadsroom chapter changes each of it."
    third = run("chapter", "found", "Old Mill", "--chapter", "harb")
    assert "Tuesdays at 7:15" in third.out
    assert "What time is it in FR?" in run("chapter", "found", "Rive", "--country", "FR").err
    paris = run("chapter", "found", "Rive", "--country", "FR", "--timezone", "Europe/Paris")
    assert "(Europe/Paris), 90 minutes, pitches of 45 s, FR, EUR." in paris.out


def test_a_name_may_come_twice_at_another_place(two: Run) -> None:
    """At the same one it is refused, and nothing is founded."""
    again = two("chapter", "found", "harborview", "--place", "leeds")
    assert again == Answer(
        1,
        "",
        "There is a chapter called Harborview at Leeds already. Choose another name, place or area.\n",
    )
    assert len(_numbers(two("chapters"))) == 2
    assert two("chapter", "found", "Harborview", "--place", "Leeds", "--area", "north").code == 0
    assert len(_numbers(two("chapters"))) == 3


def test_chapters_are_listed(two: Run) -> None:
    """By name, found by letters, those of an area or of none; as a table for people and for programs."""
    assert [line.split() for line in _lines(two("chapters"))] == [
        ["Name", "Place", "Area", "Meets"],
        ["#1", "Harborview", "Leeds", "Tue", "7:15"],
        ["#2", "Harborview", "York", "Tue", "19:00"],
    ]
    assert _numbers(two("chapters", "york")) == ["#2"]
    assert _lines(two("chapters", "zzz")) == ["No chapter is found."]
    assert _lines(two("chapters", "--most", "1"))[2].startswith("… and 1 more: letters of a name")
    assert two("chapters", "--into", "leeds", "#1").out == "Harborview (Leeds): no area → Leeds.\n"
    assert _numbers(two("chapters", "--area", "north")) == ["#1"]
    assert _numbers(two("chapters", "--area", "none")) == ["#2"]
    table = two("chapters", "--format", "csv")
    assert table.out.splitlines()[1:] == [
        "1,Harborview,Leeds,Leeds,Tuesday,07:15,Europe/London,GB,",
        "2,Harborview,York,,Tuesday,19:00,Europe/London,GB,",
    ]
    few = two("chapters", "--format", "json", "--most", "1")
    assert json.loads(few.out)["count"] == 2
    assert len(json.loads(few.out)["chapters"]) == 1
    assert few.err == "1 of 2 chapters; --all writes all of them.\n"
    everything = json.loads(two("chapters", "--format", "json", "--all").out)
    assert [each["number"] for each in everything["chapters"]] == [1, 2]


def test_several_are_placed_at_once(two: Run) -> None:
    """Each an act of its own, named in the answer; a name that is not clear places none."""
    unclear = two("chapters", "--into", "north", "harborview, york", "harborview")
    assert "More than one chapter could be called “harborview”" in unclear.err
    assert len(_numbers(two("chapters", "--area", "none"))) == 2
    assert _lines(two("chapters", "--into", "north", "harborview, york", "#1", "#1")) == [
        "Harborview (York): no area → North.",
        "Harborview (Leeds): no area → North.",
    ]
    assert two("chapters", "--into", "north", "#1").out == "Harborview (Leeds) stands there already.\n"
    assert "\nIt stands in the area North.\n" in two("chapter", "--chapter", "#1").out
    as_data = json.loads(two("chapter", "--chapter", "#1", "--format", "json").out)
    assert (as_data["area"], as_data["archived_on"], as_data["number"]) == ("North", None, 1)
    assert two("undo", "--chapter", "#1").out == "Undid: Harborview (Leeds): no area → North.\n"
    assert two("chapter", "area", "none", "--chapter", "#2").out == "Harborview (York): North → no area.\n"
    assert two("chapter", "area", "nirth", "--chapter", "#2").code == 1
    assert "Name the chapters" in two("chapters", "--into", "north").err


def test_one_that_cannot_be_placed_leaves_the_others(two: Run) -> None:
    """It is named with the reason, and the exit code says so."""
    two("chapter", "found", "Harborview", "--place", "York", "--area", "north")
    answer = two("chapters", "--into", "north", "#1", "#2")
    assert (answer.code, answer.out) == (1, "Harborview (Leeds): no area → North.\n")
    assert answer.err.startswith("Harborview (York, #2): There is a chapter called Harborview at York")


def test_a_chapter_is_archived_and_opened_again(two: Run) -> None:
    """It goes from the list, refuses what writes, is read all the same, and comes back."""
    archived = two("chapter", "archive", "--chapter", "#2")
    assert archived.out.startswith(
        "Archived Harborview (York): it is only read from now on.\nTo write in it again: "
    )
    assert archived.out.endswith("chapter reopen --chapter '#2'\n")
    assert _numbers(two("chapters")) == ["#1"]
    assert "archived" in _lines(two("chapters", "--archived"))[2]
    assert two("chapters", "york").err == "1 that is archived matches: --archived lists it, too.\n"
    assert "and only read since: leadsroom chapter reopen" in two("chapter", "--chapter", "#2").out
    refused = two("chapter", "--chapter", "#2", "--pitch", "60")
    assert (refused.code, "is only read" in refused.err) == (1, True)
    for reads in (["chapter"], ["roster", "export"], ["report", "attendance"], ["calendar"], ["standing"]):
        assert two(*reads, "--chapter", "harborview (york)").code == 0
    assert two("chapter").out.startswith("Harborview, Leeds")
    assert two("chapter", "reopen").out.startswith("Opened Harborview (York) again, archived since ")
    assert two("chapter", "reopen").err == "No chapter is archived.\n"
    assert two("undo", "--chapter", "#2").out.startswith("Undid: Opened Harborview (York) again")
    assert two("undo", "--chapter", "#2").out == "Undid: Archived Harborview (York).\n"


def test_hostile_names_are_listed_as_typed(run: Run, tmp_path: Path) -> None:
    """What would drive a terminal does not get through; a very long name pushes only its own line."""
    store = open_store(str(tmp_path / "x.db"))
    (area,) = write_areas(store, ("[Anna]",))
    names = ("[/] 😀", "=1+1", "شركة", "A" * 500, "Z")
    write_chapters(store, (chapter_row(name, "[red]", area_id=area) for name in names))
    store.close()
    lines = _lines(run("chapters"))[1:]
    assert len({line.index("[red]") for line in lines if "AAA" not in line and "شركة" not in line}) <= 2
    assert any("[/] 😀" in line and "[Anna]" in line for line in lines)
    assert "'=1+1" in run("chapters", "--format", "csv").out
    assert "\x1b" not in run("chapters", "\x1b[31m").out
