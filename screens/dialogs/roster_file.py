"""Taking a roster file in: its path, what is in it or wrong with it, and the decision."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Input

from leadsroom.acts.desk import Desk
from leadsroom.exchange.roster.import_export import ImportPlan
from leadsroom.exchange.roster.preview import preview_file
from screens.kit.dialog import Dialog
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.theme import style
from screens.widgets.roster_pick import RosterPick


class RosterFileDialog(Dialog[ImportPlan | None]):
    """Gives back what was decided on, the whole file or its good lines alone; or None."""

    CSS_PATH = [style("page"), style("form"), style("dialog")]
    BINDINGS = [
        Binding("enter", "next", "look into the file", id="main", tooltip="Read the file; then take it in"),
        Binding("down", "app.focus_next", "next line", id="down", show=False),
        Binding("up", "app.focus_previous", "line before", id="up", show=False),
        Binding("pageup", "scroll(-1)", "up", id="pageup", show=False),
        Binding("pagedown", "scroll(1)", "down", id="pagedown", show=False),
        Binding("escape", "leave", "leave it", id="leave", tooltip="Close without taking anything in"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__("Take members in from a file")
        self._desk = desk

    def rows(self) -> ComposeResult:
        yield RosterPick()

    def on_mount(self) -> None:
        super().on_mount()
        self._pick.path.focus()
        self._say()

    @property
    def _pick(self) -> RosterPick:
        return self.query_one(RosterPick)

    def _say(self) -> None:
        ready = self._pick.plan is not None
        self.key_line.say("take them in" if ready else "look into the file")

    @on(RosterPick.Changed)
    def _changed(self) -> None:
        self._say()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_next()

    def action_next(self) -> None:
        if self._pick.plan is None:
            self._look()
        else:
            self.dismiss(self._pick.plan)

    @work
    @ignore_if_unmounted
    async def _look(self) -> None:
        await self._pick.look(lambda typed: self._desk.read(preview_file, typed))
        self._say()

    def action_scroll(self, pages: int) -> None:
        rows = self.query_one("#rows", VerticalScroll)
        (rows.scroll_page_down if pages > 0 else rows.scroll_page_up)(animate=False)
