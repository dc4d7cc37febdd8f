"""The dialog of a file that is to be written: its name, its ending, its folder, and one that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadsroom.errors import Refused
from leadsroom.exchange.chapter_files import ChapterPlace
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.files import AlreadyThere, no_folder, write_with_folders
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Misfilled
from screens.kit.form.write_form import FileChoice, FileFormat, WriteForm
from tests.screens.filling import beside, enter, fill, press

FORMATS = (FileFormat("md", "Markdown"), FileFormat("text", "text", "txt"), FileFormat("pdf", "PDF"))


def form_in(folder: Path) -> WriteForm:
    """The minutes, into a folder that is the chapter's own."""
    return WriteForm("Minutes", FileChoice("minutes", FORMATS), ChapterPlace(folder, folder))


def read(form: WriteForm) -> None:
    """Let the form look at what is on disk."""
    question = form.question()
    assert question is not None
    form.learned(question, question.view(*question.asked))


def test_everything_is_proposed_and_enter_writes_from_anywhere(tmp_path: Path) -> None:
    """Name, format and folder stand there; no field leads to another one by Enter."""
    form = form_in(tmp_path)
    assert form.build() == FileWanted(tmp_path / "minutes.md", "md", {"format": "md"}, makes_folder=True)
    assert {enter(form, field.name) for field in form.fields} == {""}


@pytest.mark.parametrize(
    ("keys", "typed", "name", "chosen"),
    [
        ("", "minutes.md", "minutes.md", "md"),
        ("p", None, "minutes.pdf", "pdf"),
        ("t", None, "minutes.txt", "text"),
        ("", "later", "later.md", "md"),
        ("p", "later", "later.pdf", "pdf"),
        ("", "later.pdf", "later.pdf", "pdf"),
        ("", "LATER.PDF", "LATER.PDF", "pdf"),
        ("p", "v1.2", "v1.2.pdf", "pdf"),
        ("", "notes.doc", "notes.doc", "md"),
        ("", "[/].md", "[/].md", "md"),
        ("", "sub/later", "sub/later.md", "md"),
    ],
)
def test_ending_and_format_follow_each_other(
    tmp_path: Path, keys: str, typed: str | None, name: str, chosen: str
) -> None:
    """A format that is chosen changes the ending, an ending that is typed the format."""
    form = form_in(tmp_path)
    press(form, "format", *keys)
    if typed is not None:
        fill(form, file=typed)
    assert (form.build().path, form.build().format) == (tmp_path / name, chosen)


def test_a_whole_path_wins_over_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed from the root or from home it is where it says; such a folder is not made."""
    monkeypatch.setenv("HOME", str(tmp_path))
    form = form_in(tmp_path / "Documents" / "Harborview")
    assert form.named("folder").draft == "~/Documents/Harborview"
    for typed, path in (("/tmp/x.md", Path("/tmp/x.md")), ("~/x.md", tmp_path / "x.md")):
        fill(form, file=typed)
        assert (form.build().path, form.build().makes_folder) == (path, False)
    fill(form, file="x", folder="~/other")
    assert form.build().path == tmp_path / "other" / "x.md"
    for typed in ("file://[", "a\\ " + "x" * 300):
        fill(form, file=typed)
        with pytest.raises(Misfilled, match="is not a path"):
            form.build()
    for typed in (" ", "/", "~", "~/", "/tmp/", ".", "..", "../", "'/'", "file:///"):
        fill(form, file=typed)
        assert form.question() is None, typed  # it is asked after each letter that is typed
        with pytest.raises(Misfilled, match="Type the name"):
            form.build()


def test_one_that_is_there_is_shown_and_replaced_by_a_second_enter(tmp_path: Path) -> None:
    """It is said under the name before anything is pressed; another name is not agreed to."""
    (tmp_path / "minutes.md").touch()
    form = form_in(tmp_path)
    assert not form.remark(form.first).words.plain
    read(form)
    assert form.remark(form.first).words.plain.startswith("There already, of ")
    assert not form.build().replaces
    refusal = form.ask_to_replace(AlreadyThere())
    assert str(refusal).startswith("“minutes.md” is there already. Enter once more replaces it")
    assert (form.build().replaces, form.save_word) == (True, "replace it")
    fill(form, file="other")
    assert (form.build().replaces, form.save_word) == (False, "write")


def test_what_becomes_of_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """The chapter's own will be made, another one is not."""
    form = form_in(tmp_path / "Harborview")
    read(form)
    assert beside(form, "folder") == "will be made"
    fill(form, folder=str(tmp_path / "stick"))
    read(form)
    assert beside(form, "folder") == "is not there"


def test_a_folder_of_a_name_that_no_system_takes_is_not_there(tmp_path: Path) -> None:
    """It is typed or pasted like any other, and refused once it is to be written to."""
    form = form_in(tmp_path)
    fill(form, folder=str(tmp_path / ("x" * 300)))
    read(form)
    assert "is not there" in beside(form, "folder")
    with pytest.raises(Refused, match="There is no folder"):
        raise no_folder(form.folder.path)
    with pytest.raises(Refused, match="Cannot write"):
        write_with_folders({form.path: b""}, otherwise="")


def test_what_else_is_asked_decides_the_name_until_one_is_typed(tmp_path: Path) -> None:
    """The last answers are there again; one that is no longer offered is forgotten."""
    whom = ChoiceField("whom", "For", [("members", "members"), ("all", "all")])
    choice = FileChoice(lambda: f"minutes-{whom.chosen}", FORMATS, [whom], remember="minutes")
    form = WriteForm("Minutes", choice, ChapterPlace(tmp_path, tmp_path, {"whom": "all", "format": "doc"}))
    assert (form.build().path.name, form.answers) == ("minutes-all.md", {"format": "md", "whom": "all"})
    press(form, "whom", "m")
    assert form.build().path.name == "minutes-members.md"
    fill(form, file="mine.pdf")
    press(form, "whom", "a")
    assert (form.build().path.name, form.answers["format"]) == ("mine.pdf", "pdf")
