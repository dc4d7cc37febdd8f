"""The leads between meetings: what waits, the most pressing first, and the one under the cursor in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.lead_list import Age, LeadFilter, ListedLead, Shown, chosen_lines, listed_leads
from leadsroom.errors import Refused
from leadsroom.views.leads import LeadsPicture, LeadStory, lead_story, leads_picture
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.listing import Listing
from screens.kit.page import Page
from screens.kit.styled import quiet, strong, words
from screens.kit.theme import style
from screens.kit.top_line import TopWords
from screens.lead_acts import LeadActs
from screens.lead_keys import BINDINGS
from screens.widgets.form_row import LineInput
from screens.widgets.lead_lines import LEAD_COLUMNS, lead_lines
from screens.widgets.lead_story import LifePane, SlipPane, StoryPicture

C = TypeVar("C")
_NONE_YET = "No lead has been passed yet. They come from the table's bucket round; l takes one down here."
_ALL_WELL = "Nothing waits: every lead has been heard of. s shows the others."
_NONE_FITS = "No lead fits. Escape shows all that wait; s and a change what is listed."


class LeadsScreen(LeadActs):
    """A list with a cursor. Every act goes through the desk and is read back from it."""

    CSS_PATH = [style("page"), style("form"), style("leads")]
    BINDINGS = [*BINDINGS, *Page.BINDINGS]
    AUTO_FOCUS = "#leads"

    class LeadsLeft(Message):
        """The leads were left."""

    def __init__(self, desk: Desk, chapter: Chapter, now: datetime) -> None:
        super().__init__(desk)
        self.chapter = chapter
        self.now = now
        self.shelf: LeadsPicture | None = None
        self._lines: tuple[ListedLead, ...] = ()
        self._filter = LeadFilter()
        self._listed: tuple[ListedLead, ...] = ()
        self._story: LeadStory | None = None
        # The lead that something was just said of: it keeps its place until the cursor leaves it.
        self._kept: Lead | None = None
        # Slips that were left half filled in, by their leads; None is a new one.
        self.begun: dict[LeadId | None, dict[str, str]] = {}

    def body(self) -> ComposeResult:
        with Container(id="leads-page"):
            with Vertical(id="list-side"):
                wanted = LineInput(placeholder="any part of a name, the prospect or the need", id="wanted")
                wanted.display = False
                yield wanted
                yield Static(id="nothing")
                yield Listing(LEAD_COLUMNS, id="leads")
            with VerticalScroll(id="detail"):
                yield SlipPane(id="slip")
                yield LifePane(id="life")
        yield Static(id="said")

    def on_mount(self) -> None:
        self.query_one("#nothing").display = False
        self._read()

    # What is shown

    @property
    def listing(self) -> Listing:
        return self.query_one("#leads", Listing)

    @property
    def today(self) -> date:
        """The date in the meeting room."""
        return self.chapter.today(self.now)

    @property
    def _wanted(self) -> LineInput:
        return self.query_one("#wanted", LineInput)

    @property
    def chosen(self) -> Lead | None:
        """The lead under the cursor."""
        return next((line.lead for line in self._listed if str(line.lead.id) == self.listing.key), None)

    @work
    @ignore_if_unmounted
    async def _read(self) -> None:
        await self.reload()

    async def reload(self, at: str = "") -> None:
        """Show the leads as they are on record, the one of this id where it was, also if it fits no more."""
        try:
            self.shelf = await self.desk.read(leads_picture)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        self.chapter = self.shelf.chapter
        self._kept = next((lead for lead in self.shelf.leads if str(lead.id) == at), None)
        self._sort()
        self._show()
        await self._read_story()

    def _sort(self) -> None:
        if self.shelf is not None:
            shelf = self.shelf
            self._lines = listed_leads(shelf.leads, shelf.names, shelf.paid, shelf.chapter, self.now)

    def tick(self, now: datetime) -> None:
        """A minute later some leads have waited for longer."""
        if now.replace(second=0, microsecond=0) != self.now.replace(second=0, microsecond=0):
            self.now = now
            self._sort()
            self._show()

    def next_change(self, now: datetime) -> datetime:
        """Leads wait in minutes at the least."""
        return now.replace(second=0, microsecond=0) + timedelta(minutes=1)

    def _show(self) -> None:
        if self.shelf is None:
            return
        fitting = chosen_lines(self._lines, self._filter)
        before, self._listed = self._listed, self._with_kept(fitting)
        self.listing.show(lead_lines(self._listed, self.chapter.country), self._place(before))
        nothing = self.query_one("#nothing", Static)
        nothing.update(Content(self._why_nothing()))
        nothing.display = not self._listed
        title = Content.assemble(words("Leads"), quiet(f" · {self.chapter.name}"))
        count = Content.assemble(strong(f"{len(fitting)}"), quiet(f" of {len(self._lines)} · "))
        shown = Content.assemble(count, words(self._filter.in_words))
        self.top_line.show(TopWords(title, right=shown))
        self._say()

    def _why_nothing(self) -> str:
        if not self._lines:
            return _NONE_YET
        return _ALL_WELL if self._filter == LeadFilter() else _NONE_FITS

    def _with_kept(self, fitting: Sequence[ListedLead]) -> tuple[ListedLead, ...]:
        """What fits, and the lead that something was just said of, where it stood."""
        kept = self._kept
        line = next((line for line in self._lines if kept is not None and line.lead.id == kept.id), None)
        at = next((i for i, was in enumerate(self._listed) if line and was.lead.id == line.lead.id), None)
        if line is None or at is None:
            return tuple(fitting)
        others = [other for other in fitting if other.lead.id != line.lead.id]
        return (*others[:at], line, *others[at:])

    def _place(self, before: Sequence[ListedLead]) -> str:
        """Where the cursor goes: it stays, or moves on to what came after a lead that is no longer listed."""
        keys = [str(line.lead.id) for line in before]
        listed = {str(line.lead.id) for line in self._listed}
        at = keys.index(self.listing.key) if self.listing.key in keys else 0
        return next((key for key in (*keys[at:], *reversed(keys[:at])) if key in listed), "")

    def _say(self) -> None:
        if self._wanted.has_focus:
            self.key_line.say("to the list")
        elif self.has_class("-opened"):
            self.key_line.say("back to the list")
        else:
            self.key_line.say("read the lead" if self.chosen else "")

    def tell(self, sentence: str, tone: str = "good") -> None:
        """Say what was done, or why not."""
        self.query_one("#said", Static).update(words(sentence, tone))

    # The lead under the cursor

    @on(OptionList.OptionHighlighted, "#leads")
    def _moved(self) -> None:
        if self._kept is not None and self.chosen is not None and self.chosen.id != self._kept.id:
            self._kept = None
        self._say()
        self._look_closer()

    @work(exclusive=True, group="story")
    @ignore_if_unmounted
    async def _look_closer(self) -> None:
        lead = self.chosen
        if self._story is None or lead is None or self._story.lead != lead:
            await self._read_story()

    async def _read_story(self) -> None:
        """Show the lead under the cursor in full, if it still is when it has been read."""
        lead = self.chosen
        self.query_one("#detail").set_class(lead is None, "-empty")
        if lead is None:
            return
        try:
            story = await self.desk.read(lead_story, lead.id)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        if self.chosen is not None and self.chosen.id == story.lead.id and self.shelf is not None:
            self._story = story
            picture = StoryPicture(story, self.shelf.names, self.chapter)
            self.query_one(SlipPane).show(picture)
            self.query_one(LifePane).show(picture)
            detail = self.query_one("#detail", VerticalScroll)
            detail.scroll_home(animate=False)
            # How far it scrolls is known only once both panes have their new height.
            self.call_after_refresh(detail.refresh, layout=True)

    @on(OptionList.OptionSelected, "#leads")
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Into the lead, or back to the list."""
        if self.has_class("-opened"):
            self._close()
        elif self.chosen is not None:
            self.add_class("-opened")
            self.query_one("#detail").focus()
            self._say()

    def _close(self) -> None:
        self.remove_class("-opened")
        self.listing.focus()
        self._say()

    def on_descendant_focus(self) -> None:
        self._say()

    # What is listed

    def action_find(self) -> None:
        self._close()
        self._wanted.display = True
        self._wanted.focus()

    @on(Input.Changed, "#wanted")
    def _find(self) -> None:
        self._list(replace(self._filter, words=self._wanted.value))

    @on(Input.Submitted, "#wanted")
    def _found(self) -> None:
        self.listing.focus()

    def action_state(self) -> None:
        self._list(replace(self._filter, shown=_after(list(Shown), self._filter.shown)))

    def action_age(self) -> None:
        self._list(replace(self._filter, age=_after(list(Age), self._filter.age)))

    def _list(self, wanted: LeadFilter) -> None:
        self._filter, self._kept = wanted, None
        self._show()
        self._look_closer()

    def action_back(self) -> None:
        """Out of a lead, out of a search, out of a filter, or out of the leads."""
        if self.has_class("-opened"):
            self._close()
        elif self._wanted.display or self._filter != LeadFilter():
            self._wanted.value = ""
            self._wanted.display = False
            self._list(LeadFilter())
            self.listing.focus()
        else:
            self.post_message(self.LeadsLeft())


def _after(choices: Sequence[C], chosen: C) -> C:
    return choices[(choices.index(chosen) + 1) % len(choices)]
