"""`leadsroom templates` and `leadsroom chapter take`: handed down from a chapter or a file, and taken."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from leadsroom.domain.health.scorecards.presets import text_of
from leadsroom.store.store import Store
from tests.cli_runs import Run, answered
from tests.harborview import START, found_chapter

BREAK = "2026-12-21..2027-01-01=Winter break"


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_store: Store
) -> Run:
    """Runs leadsroom on a chapter of six that meets on Wednesdays."""
    (tmp_path / "now").write_text(START.isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "now"))
    monkeypatch.setenv("COLUMNS", "200")
    found_chapter(sqlite_store)
    return lambda *words: answered(capsys, "--db", sqlite_store.place, *words)


def test_rules_of_a_chapter_are_handed_down_and_taken(run: Run) -> None:
    """A chapter that has gone its own way since then takes them again, and lets go of them."""
    run("rules", "--preset", "bni", "--yes")
    issued = run("templates", "issue", "rules", "Attendance", "--from-chapter", "harb", "--only", "limits")
    assert issued.out == "Rules “Attendance” is handed down to all chapters; each chapter takes it itself.\n"
    run("rules", "--preset", "pre", "--yes")
    listed = run("chapter", "templates").out
    assert "▲ Rules “Attendance”, for all chapters: version 1; not taken\n" in listed
    assert "    now At most 3 absences in any 6 months" in listed
    dry = run("chapter", "take", "attendance", "--dry-run").out
    assert run("chapter", "templates").out == listed
    assert dry.startswith("was At most 1 absence in a row")
    taken = run("chapter", "take", "attendance").out
    assert taken.startswith("Took rules “Attendance” of all chapters, version 1.\n  was At most 1 absence")
    assert "1 chapter has it (version 1), 0 of them differ" in run("templates").out
    assert run("chapter", "take", "attendance").out == "The chapter has that already. Nothing was changed.\n"
    run("rules", "--preset", "pre", "--yes")
    assert "1 of them differs" in run("templates").out
    differing = run("templates", "chapters", "attendance", "--differ").out
    assert differing == "Harborview: version 1, taken 18 Nov 2026; differs\n"
    assert run("chapter", "let-go", "attendance").out.startswith("The chapter goes its own way with rules")
    assert "no chapter has it" in run("templates").out


def test_what_show_writes_is_read_again(run: Run, tmp_path: Path) -> None:
    """Each kind goes out as a file, and comes in as the same."""
    run("rules", "--preset", "bni", "--yes")
    run("calendar", "--holiday", "2026-12-23", "--note", "Break")
    assert run("templates", "issue", "member", "Scores", "--from-chapter", "harb").err == (
        "That chapter has chosen no scorecard of members: it goes by the usual one. "
        "Choose one there first (leadsroom scorecard use), or hand down a file.\n"
    )
    for card in ("uk-2012", "chapter-traffic-light"):
        run("scorecard", "use", card)
    for kind in ("rules", "member-scorecard", "chapter-scorecard", "holidays", "agenda", "catalogue"):
        assert run("templates", "issue", kind, kind, "--from-chapter", "harb").code == 0
        file = tmp_path / f"{kind}.json"
        run("templates", "show", kind, "--format", "json", "-o", file)
        same = run("templates", "change", kind, "--file", file)
        assert same.out == "Nothing was changed.\n", (kind, same)


def test_files_of_other_commands_are_handed_down(run: Run, tmp_path: Path) -> None:
    """Rules as JSON, dates as a table, a scorecard in TOML: what they write is what is read."""
    run("rules", "--preset", "bni", "--yes")
    run("calendar", "--holiday", "2026-12-23", "--note", "Break")
    rules, dates, card = (tmp_path / name for name in ("rules.json", "dates.csv", "card.toml"))
    run("rules", "--format", "json", "-o", rules)
    run("calendar", "--format", "csv", "-o", dates)
    card.write_text(text_of("uk-2012"), "utf-8")
    for kind, file in (("rules", rules), ("holidays", dates), ("member", card)):
        answer = run("templates", "issue", kind, f"The {kind}", "--file", file)
        assert answer.code == 0, answer.err
    assert "  Wed 23 Dec: holiday, Break\n" in run("templates", "show", "the holidays").out
    assert run("templates", "show", "the member", "--format", "toml").out == text_of("uk-2012")
    shown = run("templates", "show", "the rules").out
    assert "A lead needs a name" in shown
    assert "Left to each chapter" not in shown


def test_what_a_file_of_rules_leaves_out_is_left_to_each_chapter(run: Run, tmp_path: Path) -> None:
    """Whoever deletes a part of the file hands it down no more."""
    file = tmp_path / "rules.json"
    assert run("rules", "--format", "json", "-o", file).err == ""
    data = json.loads(file.read_text("utf-8"))
    data["rules"] = {"visitors": {"visits": 3}}
    del data["lead_rules"]
    file.write_text(json.dumps(data), "utf-8")
    run("templates", "issue", "rules", "Visits", "--file", file)
    assert "  A visitor may come 3 times" in run("templates", "show", "visits").out
    assert "what makes a slip" in run("templates", "show", "visits").out.partition("Left to each chapter")[2]


def test_a_new_version_of_rules_has_the_parts_of_the_one_before(run: Run, tmp_path: Path) -> None:
    """Whatever else a file has stays each chapter's own until --only names it; what comes or goes is said."""
    file, less = tmp_path / "rules.json", tmp_path / "less.json"
    run("rules", "--preset", "bni", "--yes")
    run("templates", "issue", "rules", "Attendance", "--from-chapter", "harb", "--only", "limits,quotas")
    run("rules", "--preset", "pre", "--yes")
    run("rules", "--format", "json", "-o", file)
    changed = run("templates", "change", "attendance", "--file", file).out
    assert changed.startswith("Rules “Attendance” of all chapters, version 2.\nNot handed down, as before: ")
    assert changed.endswith("and what makes a slip a lead. --only names what is.\n")
    left = run("templates", "show", "attendance").out.partition("Left to each chapter: ")[2]
    assert "visitors" in left
    assert "quotas" not in left
    wider = run("templates", "change", "attendance", "--file", file, "--only", "limits,money").out
    assert wider == (
        "Rules “Attendance” of all chapters, version 3. New in it: money. "
        "No longer in it: quotas, left to each chapter.\n"
    )
    data = json.loads(file.read_text("utf-8"))
    data["rules"] = {"limits": data["rules"]["limits"]}
    less.write_text(json.dumps(data), "utf-8")
    assert run("templates", "change", "attendance", "--file", less).out.endswith(
        "version 4. No longer in it: money, left to each chapter.\n"
        "Not handed down, as before: what makes a slip a lead. --only names what is.\n"
    )
    assert run("templates", "change", "attendance", "--file", less, "--only", "vote").err == (
        "The file has nothing of vote. Name only what it has.\n"
    )


def test_versions_are_listed_and_stay(run: Run) -> None:
    """The first one can be read after the second was made, and undo takes the second away."""
    run("templates", "issue", "holidays", "Winter", "--dates", BREAK)
    changed = run("templates", "change", "winter", "--dates", "2026-12-23", "--note", "One day will do").out
    assert changed == (
        "Holidays “Winter” of all chapters, version 2: One day will do. New in it: Wed 23 Dec: holiday. "
        "No longer in it: Mon 21 Dec to Fri 1 Jan: holiday, Winter break.\n"
    )
    assert (
        "  Mon 21 Dec to Fri 1 Jan: holiday, Winter break"
        in run("templates", "show", "winter", "--number", "1").out
    )
    shown = run("templates", "show", "winter").out
    assert "version 2 of 18 Nov 2026: One day will do\nversion 1 of 18 Nov 2026\n" in shown
    assert run("undo", "--association").out == (
        "Undid: Holidays “Winter” of all chapters, version 2: One day will do.\n"
    )
    assert "version 2" not in run("templates", "show", "winter").out
    assert run("redo", "--association").code == 0
    assert run("templates", "show", "winter", "--number", "7").err == (
        "Holidays “Winter” has versions 1 to 2, and no version 7.\n"
    )


def test_everything_new_is_taken_at_once(run: Run) -> None:
    """What a chapter that was just founded does."""
    run("templates", "issue", "holidays", "Winter", "--dates", BREAK, "2026-11-25=Thanksgiving")
    run("scorecard", "use", "uk-2012")
    run("templates", "issue", "member", "Scores", "--from-chapter", "harb")
    answer = run("chapter", "take", "--all")
    assert answer.out.startswith(
        "Took what is handed down: holidays “Winter” and scorecard of members “Scores”.\n"
    )
    assert "Wed 23 Dec" in run("calendar").out
    assert run("undo").code == 0
    assert [row["Standing"] for row in _table(run("chapter", "templates", "--format", "csv").out)] == [
        "not taken",
        "not taken",
    ]


def _table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_chapters_of_a_template_are_listed(run: Run) -> None:
    """Two that are called alike are told apart; of holidays it is said of each whether it differs."""
    for place in ("York", "Hull"):
        run("chapter", "found", "Lakeside", "--place", place, "--weekday", "thursday")
    run("templates", "issue", "holidays", "Winter", "--dates", "2026-12-24=Christmas")
    for place in ("York", "Hull"):
        run("chapter", "take", "winter", "--chapter", f"Lakeside ({place})")
    run("calendar", "--clear", "2026-12-24", "--chapter", "Lakeside (Hull)")
    assert run("templates", "chapters", "winter").out.splitlines() == [
        "Lakeside (York): version 1, taken 18 Nov 2026",
        "Lakeside (Hull): version 1, taken 18 Nov 2026; differs",
    ]
    first = run("templates", "chapters", "winter", "--most", "1").out
    assert first.endswith("\n\nThere are more: --most N, or --all.\n")
    (row,) = _table(run("templates", "chapters", "winter", "--differ", "--all", "--format", "csv").out)
    assert (row["Chapter"], row["Version"], row["Differs"]) == ("Lakeside (Hull)", "1", "yes")
    data = json.loads(run("templates", "chapters", "winter", "--format", "json").out)
    assert [each["differs"] for each in data] == [False, True]


def test_lists_are_data_too(run: Run) -> None:
    """CSV and JSON of both sides say the same."""
    run("templates", "issue", "holidays", "Winter", "--dates", BREAK)
    (row,) = _table(run("templates", "--format", "csv").out)
    (data,) = json.loads(run("templates", "list", "--format", "json").out)
    assert (row["Kind"], row["Name"], row["Version"], row["Differ"]) == ("holidays", "Winter", "1", "")
    assert (data["kind"], data["name"], data["version"], data["differ"]) == ("holidays", "Winter", 1, None)
    (own,) = json.loads(run("chapter", "templates", "--format", "json").out)
    assert own["changes"][0] == {
        "was": ["Wed 23 Dec: regular meeting"],
        "now": ["Wed 23 Dec: holiday, Winter break"],
    }
    assert own["to_decide"] is True


def test_what_is_handed_down_is_to_be_decided(run: Run) -> None:
    """It stands among what the chapter has to decide until it is taken."""
    run("templates", "issue", "holidays", "Winter", "--dates", BREAK)
    assert "Handed down by the association" in run("health", "decisions").out
    run("chapter", "take", "winter")
    assert "Handed down by the association" not in run("health", "decisions").out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("templates", "issue", "coffee", "X", "--from-chapter", "harb"), "“coffee” cannot be handed down"),
        (("templates", "issue", "rules", "X"), "Say what to hand down"),
        (("templates", "issue", "agenda", "X", "--dates", "2026-12-24"), "Dates are of holidays"),
        (("templates", "issue", "holidays", "X", "--dates", "christmas"), "“christmas” is no date"),
        (("templates", "issue", "agenda", "X", "--from-chapter", "harb", "--only", "vote"), "Only rules"),
        (("templates", "issue", "rules", "X", "--from-chapter", "harb", "--area", "North"), "No area"),
        (("templates", "issue", "rules", "X", "--from-chapter", "nowhere"), "No chapter is called"),
        (("templates", "show", "X"), "No template is called “X”"),
        (("templates", "withdraw", "[/]"), "No template is called “[/]”"),
        (("chapter", "take"), "Name what to take"),
        (("chapter", "take", "X"), "Nothing is handed down to this chapter"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(run: Run, words: tuple[str, ...], why: str) -> None:
    """Exit code 1, and what to do."""
    answer = run(*words)
    assert (answer.code, why in answer.err) == (1, True), answer


def test_a_file_that_is_nothing_of_the_kind_is_refused(run: Run, tmp_path: Path) -> None:
    """With what would be such a file; a name that is misspelled is not passed over."""
    file = tmp_path / "file.json"
    for text, why in (
        ("{}", "it has no “rules”"),
        ("[]", "The file has no rules"),
        ("[", "The file has no"),
    ):
        file.write_text(text, "utf-8")
        answer = run("templates", "issue", "rules", "X", "--file", file)
        assert (answer.code, why in answer.err, "rules --format json" in answer.err) == (1, True, True), (
            answer
        )
    for kind, text, why in (
        ("rules", '{"currency": "USD", "rules": {"visitors": {"visitz": 3}}}', "“visitz” is nothing"),
        ("rules", '{"currency": "\\u001b[1m", "rules": {"visitors": {"visits": 3}}}', "is no currency"),
        ("agenda", '{"agenda": [], "changeover_seconds": 1e30}', "The file has no agenda"),
        ("agenda", f'{{"agenda": [], "changeover_seconds": {10**30}}}', "The file has no agenda"),
        ("holidays", '{"dates": [1]}', "The file has no holidays"),
    ):
        file.write_text(text, "utf-8")
        answer = run("templates", "issue", kind, "X", "--file", file)
        assert (answer.code, why in answer.err, "\x1b" in answer.err) == (1, True, False), answer
    file.write_bytes(b"\xff\xfe")
    assert "no text in UTF-8" in run("templates", "issue", "rules", "X", "--file", file).err


def test_a_chapter_that_is_founded_takes_what_is_handed_down(run: Run) -> None:
    """The answer says so, and undo takes it back; a chapter of another area is not concerned."""
    run("areas", "add", "North")
    run("rules", "--preset", "bni", "--yes")
    run("templates", "issue", "rules", "Attendance", "--from-chapter", "harb", "--area", "north")
    founded = run("chapter", "found", "Lakeside", "--place", "York", "--area", "North")
    assert founded.out.endswith(
        "Took what is handed down: rules “Attendance”. leadsroom undo takes that back.\n"
    ), founded
    assert "At most 3 absences in any 6 months" in run("rules", "--chapter", "Lakeside").out
    assert run("undo", "--chapter", "Lakeside").out == (
        "Undid: Took what is handed down: rules “Attendance”.\n"
    )
    assert "Absences are not limited." in run("rules", "--chapter", "Lakeside").out
    assert "handed down" not in run("chapter", "found", "Old Mill", "--place", "Hull").out
