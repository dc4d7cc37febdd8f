"""What Enter does with a line of a review: a lead is read in a box, a person has a page."""

from __future__ import annotations

from typing import Any

from leadsroom.domain.ids import LeadId
from leadsroom.errors import Refused
from leadsroom.views.leads import lead_to_read
from screens.kit.list_page import ListPage

_DOES = {"lead": "read the lead", "person": "open their page", "visitor": "the visitors"}


def does_with(name: str) -> str:
    """What is said of Enter on a line about such a thing; nothing where it does nothing."""
    return _DOES.get(name, "")


async def open_line(page: ListPage[Any, Any], name: str, number: int) -> None:
    """Open what a line is about."""
    if name == "lead":
        await _read_lead(page, LeadId(number))
    elif name == "person":
        page.open_page("me", number)
    elif name == "visitor":
        page.open_page("visitors")


async def _read_lead(page: ListPage[Any, Any], lead_id: LeadId) -> None:
    from screens.leads.lead_box import LeadBox
    from screens.leads.story_panes import StoryPicture

    try:
        lead = await page.look_up(lead_to_read, lead_id)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return
    page.app.push_screen(LeadBox(StoryPicture(lead.story, lead.names, page.chapter, lead.seen_at)))
