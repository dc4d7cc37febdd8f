"""One lead in full, in a box over any page: its slip, what became of it, its family, its history."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding

from leadsroom.domain.ids import LeadId
from leadsroom.errors import Refused
from leadsroom.views.leads import lead_to_read
from screens.kit.dialog import Dialog, Rows
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.list_page import ListPage
from screens.kit.theme import style
from screens.leads.story_panes import FamilyPane, LifePane, SlipPane, StoryPicture, TrailPane


def read_lead(page: ListPage[Any, Any], lead_id: LeadId) -> None:
    """Open a lead over a page that only reads it, or say there why it cannot be read."""
    page.run_worker(_read_lead(page, lead_id), exclusive=True, group="lead")


@ignore_if_unmounted
async def _read_lead(page: ListPage[Any, Any], lead_id: LeadId) -> None:
    try:
        lead = await page.look_up(lead_to_read, lead_id)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return
    page.app.push_screen(LeadBox(StoryPicture(lead.story, lead.names, page.chapter, lead.seen_at)))


class LeadBox(Dialog[None]):
    """It is only read here; what is done with a lead is done on the page of the leads."""

    CSS_PATH = [style("page"), style("leads")]
    BINDINGS = [
        Binding("up", "scroll(-1)", "up", show=False, tooltip="A line up"),
        Binding("down", "scroll(1)", "down", show=False, tooltip="A line down"),
        Binding("enter,escape,q", "leave", "close", id="leave", key_display="esc", tooltip="Close"),
    ]

    def __init__(self, picture: StoryPicture) -> None:
        lead = picture.story.lead
        super().__init__(f"{picture.name(lead.giver_id)} → {picture.name(lead.receiver_id)}")
        self._picture = picture

    def rows(self) -> ComposeResult:
        yield SlipPane(id="slip")
        yield LifePane(id="life")
        if len(self._picture.story.family) > 1:
            yield FamilyPane(id="family")
        yield TrailPane(id="trail")

    def on_mount(self) -> None:
        super().on_mount()
        for pane in self.query("#rows > *").results():
            if isinstance(pane, (SlipPane, LifePane, FamilyPane, TrailPane)):
                pane.show(self._picture)
        self.query_one(Rows).can_focus = True
        self.query_one(Rows).focus()

    def action_scroll(self, way: int) -> None:
        """Up or down by a line."""
        self.query_one(Rows).scroll_relative(y=way, animate=False)
