"""The leads between meetings: what waits, the most pressing first, and the one under the cursor in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.lead import Lead
from leadsroom.domain.leads.lead_list import (
    Age,
    LeadFilter,
    ListedBy,
    ListedLead,
    Shown,
    chosen_lines,
    listed_leads,
    with_news,
)
from leadsroom.domain.leads.slip_check import CheckCount
from leadsroom.errors import Refused
from leadsroom.views.leads import LeadsPicture, LeadStory, lead_story, leads_picture
from screens.kit.keyboard import keys
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.list_page import ListPage
from screens.kit.listing import Line
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, strong, words
from screens.kit.theme import style
from screens.leads import actions
from screens.leads.lines import LEAD_COLUMNS, ListSeen, family_lines, lead_lines, lines_by_member
from screens.leads.story_panes import FamilyPane, LifePane, SlipPane, StoryPicture, TrailPane

C = TypeVar("C")
_ROOM, _WIDE = 100, 160  # columns
_NONE_YET = "No lead has been passed yet. They come from the table's bucket round; n takes one down here."
_ALL_WELL = "Nothing waits: there is news of every lead. s shows the others."
_NO_FAMILY = (
    "No family fits: no lead has grown out of another one, or none is about that. b lists leads again."
)
_NONE_FITS = "No lead fits. Escape shows all that wait; s and a change what is listed."


class LeadsScreen(ListPage[LeadsPicture, Lead]):
    """The list beside the lead under its cursor. What is done with it stands in `actions`.

    The digits are those of the bucket round.
    """

    CSS_PATH = [style("page"), style("leads")]
    BINDINGS = [
        keys.enter("read", "Read the lead in full; again: back to the list"),
        keys.act("1", "contacted", "contacted", "The receiver has contacted the prospect"),
        keys.act("2", "working", "working", "The receiver is working on it"),
        keys.act("3", "closed", "closed", "Closed, with the amount"),
        keys.act("4", "not_needed", "not needed", "The prospect does not need it"),
        keys.act("5", "bad", "bad lead", "A bad lead, with the reason"),
        keys.act("6", "outside", "not my line", "Not the receiver's line of work"),
        keys.act("t", "note", "note", "Add a note, or to whom outside the chapter it was passed on"),
        keys.act("7", "is_lead", "it is a lead", "It is a lead, whatever the slip lacks", show=False),
        keys.act(
            "9",
            "giver_answer",
            "giver's answer",
            "How the giver's prospect was served; officers only",
            show=False,
        ),
        keys.new("new", "A new lead, passed between meetings"),
        keys.act("f", "follow_up", "follow up", "Follow-up date"),
        keys.edit("Complete or correct the slip"),
        Binding(
            "s",
            "state",
            "state",
            id="state",
            tooltip="Waiting, all, open, in work, closed, not won, or heard from since the last meeting",
        ),
        Binding(
            "a",
            "age",
            "age",
            id="age",
            tooltip="Any age, overdue, waiting for news, stale, follow-up due",
        ),
        Binding(
            "b",
            "by",
            "by",
            id="by",
            tooltip="What presses first, by member, or the families with most dollars",
        ),
        keys.act("c", "correct", "correct", "Correct or withdraw an outcome or the dollars on record"),
        keys.delete("withdraw", "Withdraw the lead"),
        keys.act("o", "one_to_one", "one-to-one", "Log a one-to-one of two members"),
        keys.member_page("The page of who received it", "receiver"),
        keys.act("O", "one_to_ones", "one-to-ones", "The last one-to-ones, to withdraw one", show=False),
        *ListPage.BINDINGS,
    ]
    ACTS = actions.ACTS

    heading = "Leads"
    columns = LEAD_COLUMNS
    find_hint = "any part of a name, the prospect or the need"

    def __init__(self, desk: Desk, chapter: Chapter, now: datetime, lead_id: LeadId | None = None) -> None:
        """With a lead it opens in full, among all of them, and leads back at once."""
        super().__init__(desk, chapter)
        self.now = now
        self._came_for = self._opens = lead_id
        self._usual = LeadFilter() if lead_id is None else LeadFilter(shown=Shown.ALL)
        self._filter = self._usual
        self._sorted: tuple[ListedLead, ...] = ()
        self._listed: tuple[ListedLead, ...] = ()
        self._story: LeadStory | None = None
        self._is_drawn_narrow: bool | None = None
        # The lead that something was just done with: it keeps its place until the cursor leaves it.
        self._staying: LeadId | None = None

    def body(self) -> ComposeResult:
        with Container(id="leads-page"):
            with Vertical(id="list-side"):
                yield from self.list_parts()
            with VerticalScroll(id="detail"):
                yield SlipPane(id="slip")
                yield LifePane(id="life")
                yield FamilyPane(id="family")
                yield TrailPane(id="trail")
        yield StatusLine()

    # What is shown

    @property
    def today(self) -> date:
        """The date in the meeting room."""
        return self.chapter.today(self.now)

    async def read(self) -> LeadsPicture:
        return await self.desk.read(leads_picture)

    async def reload(self, at: str = "") -> None:
        """The lead `at` which something was done stays where it was, also if it fits no more."""
        self._staying = LeadId(int(at)) if at else None
        await super().reload(at)

    def take(self, picture: LeadsPicture) -> None:
        super().take(picture)
        self.chapter = picture.chapter
        self._sort(picture)

    def _sort(self, seen: LeadsPicture) -> None:
        lines = listed_leads(seen.leads, seen.names, seen.paid, seen.chapter, self.now)
        self._sorted = with_news(lines, seen.met_until)

    def tick(self, now: datetime) -> None:
        """A minute later some leads have waited for longer."""
        if now.replace(second=0, microsecond=0) != self.now.replace(second=0, microsecond=0):
            self.now = now
            if self.picture is not None:
                self._sort(self.picture)
                self.show()

    def next_change(self, now: datetime) -> datetime:
        """Leads wait in minutes at the least."""
        return now.replace(second=0, microsecond=0) + timedelta(minutes=1)

    def lines(self, picture: LeadsPicture, wanted: str) -> Sequence[Line]:
        if wanted != self._filter.words:
            self._filter, self._staying = replace(self._filter, words=wanted), None
        self._listed = self._with_staying(chosen_lines(self._sorted, self._filter))
        seen, is_narrow = ListSeen(picture.chapter, picture.names, self.now), self._is_narrow
        if self._filter.by is ListedBy.FAMILY:
            return family_lines(picture.families, seen, wanted, is_narrow=is_narrow)
        if self._filter.by is ListedBy.MEMBER:
            return lines_by_member(self._listed, picture.calls, seen, is_narrow=is_narrow)
        return lead_lines(self._listed, picture.chapter.country, is_narrow=is_narrow)

    @property
    def _is_narrow(self) -> bool:
        """Whether the list has room for what matters of a lead and nothing else."""
        return self.size.width < _ROOM

    def on_resize(self) -> None:
        """Other words and columns where it becomes narrow, or wide again; the family above what is longer."""
        is_one_column = not _ROOM <= self.size.width < _WIDE
        above = self.query_one(SlipPane) if is_one_column else self.query_one(LifePane)
        self.query_one("#detail").move_child(self.query_one(FamilyPane), after=above)
        if self._is_drawn_narrow is not self._is_narrow:
            self._is_drawn_narrow = self._is_narrow
            self.show()

    def _with_staying(self, fitting: Sequence[ListedLead]) -> tuple[ListedLead, ...]:
        """What fits, and the lead that something was just done with, where it stood."""
        line = next((line for line in self._sorted if line.lead.id == self._staying), None)
        at = next((i for i, was in enumerate(self._listed) if line and was.lead.id == line.lead.id), None)
        if line is None or at is None:
            return tuple(fitting)
        others = [other for other in fitting if other.lead.id != line.lead.id]
        return (*others[:at], line, *others[at:])

    def item(self, picture: LeadsPicture, key: str) -> Lead | None:
        if self._filter.by is ListedBy.FAMILY:
            return next((each.first for each in picture.families if str(each.first.id) == key), None)
        return next((line.lead for line in self._listed if str(line.lead.id) == key), None)

    def beside_title(self, picture: LeadsPicture) -> Content:
        if self._filter.by is ListedBy.FAMILY:
            return Content.assemble(strong(f"{len(picture.families)} "), words(ListedBy.FAMILY.value))
        fitting = len(chosen_lines(self._sorted, self._filter))
        count = Content.assemble(strong(f"{fitting}"), quiet(f" of {len(self._sorted)} · "))
        return Content.assemble(count, words(self._filter.in_words), quiet(self._checked(picture.checks)))

    def _checked(self, checks: CheckCount) -> str:
        """How the slips of this year stood the check; where it is narrow how many, and how many were real."""
        answers = f", {checks.real} real" if self._is_narrow else f": {checks.answers}"
        return f" · {checks.checked} checked{answers}" if checks.checked else ""

    def why_empty(self) -> str:
        if not self._sorted:
            return _NONE_YET
        if self._filter.by is ListedBy.FAMILY:
            return _NO_FAMILY
        return _ALL_WELL if self._filter == LeadFilter() else _NONE_FITS

    def begin_at(self, picture: LeadsPicture) -> str:
        return "" if self._opens is None else str(self._opens)

    async def settle_in(self) -> None:
        """Into the lead for which the page was opened, once."""
        wanted, self._opens = self._opens, None
        if wanted is None:
            return
        if self.cursor == str(wanted):
            self.action_open()
        else:
            self.show_status("That lead was over a year ago: it is not listed any more.", "amber")

    def main_does(self) -> str:
        if self.has_class("-opened"):
            return "back to the list"
        return "read the lead" if self.chosen else ""

    # The lead under the cursor

    def cursor_moved(self) -> None:
        if self.chosen is not None and self.chosen.id != self._staying:
            self._staying = None
        self._look_closer()

    @work(exclusive=True, group="story")
    @ignore_if_unmounted
    async def _look_closer(self) -> None:
        lead = self.chosen
        if self._story is None or lead is None or self._story.lead != lead:
            await self.read_beside("")

    async def read_beside(self, at: str) -> None:
        """Show the lead under the cursor in full, if it still is when it has been read."""
        lead = self.chosen
        self.query_one("#detail").set_class(lead is None, "-empty")
        if lead is None:
            return
        try:
            story = await self.desk.read(lead_story, lead.id)
        except Refused as no:
            self.show_status(str(no), "wrong")
            return
        if self.chosen is not None and self.chosen.id == story.lead.id and self.picture is not None:
            self._story = story
            picture = StoryPicture(story, self.picture.names, self.chapter, self.now)
            for pane in (SlipPane, LifePane, FamilyPane, TrailPane):
                self.query_one(pane).show(picture)
            self.query_one(FamilyPane).display = len(story.family) > 1
            detail = self.query_one("#detail", VerticalScroll)
            detail.scroll_home(animate=False)
            # How far it scrolls is known only once both panes have their new height.
            self.call_after_refresh(detail.refresh, layout=True)

    def action_open(self) -> None:
        """Into the lead, or back to the list."""
        if self.has_class("-opened"):
            self.to_list()
        elif self.chosen is not None:
            self.add_class("-opened")
            self.query_one("#detail").focus()
            self.say_keys()

    @property
    def member_id(self) -> PersonId | None:
        return self.chosen.receiver_id if self.chosen is not None else None

    def to_list(self) -> None:
        self.remove_class("-opened")
        super().to_list()
        self.say_keys()

    def to_copy(self) -> Sequence[str]:
        """The number to dial, then the whole slip as it is handed over."""
        from leadsroom.exchange.slips.formats import text_slip
        from leadsroom.exchange.slips.wording import HandedSlip, Handover, phone

        if self.chosen is None or self.picture is None:
            return ()
        names = self.picture.names
        slip = HandedSlip(self.chosen, names[self.chosen.giver_id], names[self.chosen.receiver_id])
        whole = text_slip(slip, Handover(self.chapter, slip.receiver, None, (slip,), self.now))
        number = phone(slip, self.chapter)
        return (number, whole) if number else (whole,)

    # What is listed

    def action_state(self) -> None:
        self._list(replace(self._filter, shown=_after(list(Shown), self._filter.shown)))

    def action_age(self) -> None:
        self._list(replace(self._filter, age=_after(list(Age), self._filter.age)))

    def action_by(self) -> None:
        self._list(replace(self._filter, by=_after(list(ListedBy), self._filter.by)))
        self.listing.action_first()

    def _list(self, wanted: LeadFilter) -> None:
        self._filter, self._staying = wanted, None
        self.show()
        self._look_closer()

    def action_back(self) -> None:
        """Out of a lead, out of a search, out of a filter, or out of the leads."""
        is_what_for = self.chosen is not None and self.chosen.id == self._came_for
        if self.has_class("-opened") and not is_what_for:
            self.to_list()
        elif self.has_class("-opened"):
            self.leave()
        elif self.find_box.display or self._filter != self._usual:
            self._filter = self._usual
            self.stop_finding()
            self._list(self._usual)
        else:
            self.leave()

    # Back and forth

    async def action_undo(self) -> None:
        self._go(Undo(), "ctrl+y does it again.")

    async def action_redo(self) -> None:
        self._go(Redo(), "u takes it back.")

    @work
    @ignore_if_unmounted
    async def _go(self, command: Undo | Redo, then: str) -> None:
        await self.act(command, self.listing.key, then)


def _after(choices: Sequence[C], chosen: C) -> C:
    return choices[(choices.index(chosen) + 1) % len(choices)]
