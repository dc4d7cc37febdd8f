"""What is asked about a roster file, without an app: only what is in doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.exchange.roster.lines import Column
from leadsroom.exchange.roster.preview import FilePreview, preview_file_for
from screens.people.file_box import ChosenFile
from screens.people.file_columns import AskedOfFile

NOBODY: Any = None  # a chapter that is not founded yet has no reading


def preview(path: Path, asked: AskedOfFile) -> FilePreview:
    """The file as it is read by what was answered."""
    found = preview_file_for(NOBODY, str(path), "US", date(2026, 11, 18), asked.read_as)
    asked.learn(found)
    asked.follow()
    return found


def asked_now(asked: AskedOfFile) -> list[str]:
    """The labels of the questions in reach."""
    return [field.label for field in asked.fields if not field.is_away]


def test_a_plain_file_asks_nothing(tmp_path: Path) -> None:
    """All is clear; what every column means, with a sample, is shown on demand, and may be changed."""
    (tmp_path / "a.csv").write_text("Name,Job Title,Fax,Company\nJo Park,Tiler,55-1,\n", encoding="utf-8")
    asked = AskedOfFile()
    found = preview(tmp_path / "a.csv", asked)
    assert (asked_now(asked), asked.unanswered, found.whole.report.refused) == ([], None, False)
    asked.shows_columns = True
    asked.follow()
    assert asked_now(asked) == ["Name", "Job Title", "Fax", "Company"]
    assert [(c.title, c.sample, c.meaning) for c in found.columns][1:] == [
        ("Job Title", "Tiler", Column.PROFESSION),
        ("Fax", "55-1", None),
        ("Company", "", Column.COMPANY),
    ]
    shown = [field.shown(False).plain for field in asked.fields if not field.is_away]
    assert shown == ["name             ", "profession       ", "the member's note", "company          "]
    assert asked.read_as.columns == {}
    fax = next(field for field in asked.fields if field.label == "Fax")
    fax.draft = "Phone"
    assert asked.read_as.columns == {"Fax": Column.PHONE}
    fax.draft = "left out"
    assert asked.read_as.columns == {"Fax": None}
    assert "note" not in "".join(preview(tmp_path / "a.csv", asked).whole.report.notes)


def test_what_every_line_needs_is_asked(tmp_path: Path) -> None:
    """Name and profession, among the columns that mean nothing yet; another file is asked about anew."""
    (tmp_path / "a.csv").write_text("Wer,Was,Email\nJo Park,Fliesen,jo@park.example\n", encoding="utf-8")
    asked = AskedOfFile()
    preview(tmp_path / "a.csv", asked)
    assert asked_now(asked) == ["Name", "Profession"]
    for field, title in zip(asked.fields[1:3], ("Wer", "Was"), strict=True):
        assert asked.unanswered is field
        field.draft = title
    found = preview(tmp_path / "a.csv", asked)
    assert (asked.unanswered, found.whole.report.added) == (None, ("Jo Park",))
    asked.forget()
    asked.follow()
    assert (asked_now(asked), asked.read_as.columns) == ([], {})


def test_letters_that_are_unclear_are_asked_about(tmp_path: Path) -> None:
    """Each reading is shown with a sample; nothing is taken before one is chosen."""
    (tmp_path / "a.csv").write_bytes("Name,Profession\n田中 太郎,花屋\n".encode("cp932"))
    asked = AskedOfFile()
    assert preview(tmp_path / "a.csv", asked).whole.report.refused
    assert asked_now(asked) == ["Letters"]
    asked.encoding.draft = "cp932"
    found = preview(tmp_path / "a.csv", asked)
    assert asked.encoding.words == "“田中” in Shift-JIS"
    assert [each.title for each in found.columns] == ["Name", "Profession"]
    assert found.missing == ()


def test_a_file_without_a_status_may_be_a_waiting_list(tmp_path: Path) -> None:
    """Only of such a file it can be said that its people are applicants, and only where that is asked."""
    (tmp_path / "a.csv").write_text("Name,Profession,Level\nJo Park,Tiler,waiting\n", encoding="utf-8")
    elsewhere = AskedOfFile()
    preview(tmp_path / "a.csv", elsewhere)
    assert (asked_now(elsewhere), elsewhere.read_as.status) == ([], MembershipStatus.ACTIVE)
    asked = AskedOfFile(asks_status=True)
    assert preview(tmp_path / "a.csv", asked).whole.report.in_words == "1 new member."
    assert asked_now(asked) == ["They are"]
    asked.status.draft = "waiting"
    report = preview(tmp_path / "a.csv", asked).whole.report
    assert (report.in_words, report.headline) == ("1 new applicant.", "Added 1 applicant.")
    asked.shows_columns = True
    asked.follow()
    next(field for field in asked.fields if field.label == "Level").draft = "Status"
    asked.follow()
    assert (asked.status.is_away, asked.read_as.status) == (True, MembershipStatus.ACTIVE)


def test_a_file_with_a_wrong_line_is_read_once(tmp_path: Path) -> None:
    """What taking all of it means and what taking its good lines means come of one reading."""
    path = tmp_path / "a.csv"
    path.write_text("Name,Profession\nJo Park,Tiler\nKit Moss,Tiler\n", encoding="utf-8")
    heard: list[tuple[int, int]] = []
    found = preview_file_for(
        NOBODY, str(path), "US", date(2026, 11, 18), progress=lambda done, of: heard.append((done, of))
    )
    assert heard == [(0, 2), (2, 2)]
    assert (found.whole.report.refused, found.partial.report.refused) == (True, False)
    assert found.partial.report.added == ("Jo Park",)


def test_how_far_a_long_file_is_read(tmp_path: Path) -> None:
    """The reader says it while it reads; the form shows it, and asks with the same words as before."""
    path = tmp_path / "a.csv"
    path.write_text("Name,Profession\n" + "Jo Park,Tiler\n" * 3, encoding="utf-8")
    file = ChosenFile(preview_file_for, "a file", lambda: ("US", date(2026, 11, 18)))
    file.path.text = str(path)
    file.path.settle()
    question = file.question()
    assert (file.is_being_read, file.remark().words.plain) == (True, "Reading the file…")
    question.asked[-1](2_500, 10_000)
    assert file.remark().words.plain == "Reading the file… 2,500 of 10,000 lines"
    question.asked[-1](10_000, 10_000)
    assert file.remark().words.plain == "Checking 10,000 lines…"
    assert file.question() == question
    file.learn(question, question.view(NOBODY, *question.asked))
    assert not file.is_being_read
    assert "put right" in file.remark().words.plain
