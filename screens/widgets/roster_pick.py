"""Choosing a roster file: its path, what is in it, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from leadsroom.errors import Refused
from leadsroom.exchange.roster.import_export import ImportPlan, ImportReport
from leadsroom.exchange.roster.line import Problem
from leadsroom.exchange.roster.preview import FilePreview
from screens.kit.columns import Column, column_widths, table_line
from screens.kit.pane import TallPane, lines
from screens.kit.styled import amber, quiet, words
from screens.widgets.choice import Choice
from screens.widgets.form_row import FormRow, LineInput, put_away

_COLUMNS = (Column(right=True), Column(least=8, most=14), Column(least=10, most=24))


class ProblemList(TallPane[tuple[Problem, ...]]):
    """Every problem: line, column, value, and what to do about it."""

    class Drawn(Message):
        """The list has its height."""

    def on_resize(self, _event: Resize) -> None:
        self.post_message(self.Drawn())

    def draw(self, picture: tuple[Problem, ...], width: int) -> Content:
        head = (quiet("Line"), quiet("Column"), quiet("Value"))
        rows = [head, *((_line(p), words(p.column), amber(p.value)) for p in picture)]
        widths = column_widths(_COLUMNS, rows, width // 2)
        says = [quiet("What to do"), *(Content(p.message) for p in picture)]
        drawn = []
        for row, message in zip(rows, says, strict=True):
            start = table_line(row, _COLUMNS, widths)
            wrapped = message.wrap(max(16, width - start.cell_length - 2))
            drawn.append(Content("  ").join([start, wrapped[0]]))
            drawn += [more.pad_left(start.cell_length + 2) for more in wrapped[1:]]
        return lines(*drawn)


def _line(problem: Problem) -> Content:
    return words("file" if problem.line is None else str(problem.line))


class RosterPick(Vertical):
    """The row for the path, and below it what was found. `looked_at` is the file that was read last."""

    class Changed(Message):
        """Another path, or another decision about the lines that are good."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.looked_at: FilePreview | None = None

    def compose(self) -> ComposeResult:
        yield FormRow("File", LineInput(id="path"), "a CSV, one line a member", id="path-row")
        yield FormRow("Then", Choice(("mend the file", "good lines only"), id="then"), id="then-row")
        yield Static(id="found")
        yield ProblemList(id="problems")

    def on_mount(self) -> None:
        self._show()

    @property
    def row(self) -> FormRow:
        return self.query_one("#path-row", FormRow)

    @property
    def path(self) -> LineInput:
        return self.query_one(LineInput)

    @property
    def last(self) -> Widget:
        """The last row that can be filled in."""
        return self._then if self._can_choose else self.path

    @property
    def _then(self) -> Choice:
        return self.query_one("#then", Choice)

    @property
    def wants_a_look(self) -> bool:
        """Whether Enter, here, should read the file: for the first time, or again."""
        return self.plan is None and (self.path.has_focus or self._then.has_focus)

    @property
    def _can_choose(self) -> bool:
        file = self.looked_at
        return file is not None and file.whole.report.refused and not file.partial.report.refused

    @property
    def takes_part(self) -> bool:
        """Whether only the good lines are to be taken."""
        return self._can_choose and self._then.chosen == 1

    @property
    def plan(self) -> ImportPlan | None:
        """What taking the file means, if it can be taken as things stand."""
        file = self.looked_at
        plan = None if file is None else file.partial if self.takes_part else file.whole
        return plan if plan is not None and not plan.report.refused else None

    @on(Input.Changed)
    def _other_path(self, event: Input.Changed) -> None:
        event.stop()
        self.looked_at = None
        self.row.complain("")
        self._show()
        self.post_message(self.Changed())

    @on(Choice.Changed)
    def _other_decision(self, event: Choice.Changed) -> None:
        event.stop()
        self._show()
        self.post_message(self.Changed())

    @on(ProblemList.Drawn)
    def _bring_into_view(self) -> None:
        if self.looked_at is not None:
            self.call_after_refresh(self.scroll_visible, top=True, animate=False)

    async def look(self, read: Callable[[str], Awaitable[FilePreview]]) -> None:
        """Read the file at the path and show what is in it. What was typed stays, whatever is wrong."""
        self.row.complain("")
        try:
            self.looked_at = await read(self.path.value)
        except Refused as no:
            self.looked_at = None
            self.row.complain(str(no))
        self._show()

    def _show(self) -> None:
        file = self.looked_at
        problems = file.whole.report.problems if file else ()
        put_away(self.query_one("#then-row"), away=not self._can_choose)
        self.query_one("#found", Static).update(_found(file, self.takes_part) if file else Content(""))
        pane = self.query_one(ProblemList)
        pane.display = bool(problems)
        pane.show(problems)


def _found(file: FilePreview, takes_part: bool) -> Content:
    report = (file.partial if takes_part else file.whole).report
    notes = quiet("".join(f" {note}" for note in report.notes))
    if not report.refused:
        return Content.assemble(words("✓ ", "good"), words(_would(report)), notes)
    count = len(report.problems)
    many = f"{count} things have" if count > 1 else "One thing has"
    return amber(
        f"{many} to be put right; nothing has been taken in. Correct the file, save it, press Enter."
    )


def _would(report: ImportReport) -> str:
    """`18 new members, 2 changed, 1 as before.`"""
    counts = ((report.added, "new member"), (report.updated, "changed"), (report.unchanged, "as before"))
    said = [f"{len(names)} {word}" for names, word in counts if names]
    if len(report.added) > 1:
        said[0] += "s"
    left_out = f"; {len(report.problems)} problems left out" if report.problems else ""
    return f"{', '.join(said) or 'nothing new'}{left_out}."
