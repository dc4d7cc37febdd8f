"""The chapter's health: a line of figures for each member, to be sorted by any of them."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.events import Resize

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.member_health import MemberHealth
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import full_days
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import health_stem, write_health_file
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.health.health_page import HealthPicture, health_page
from screens.health.health_panes import Above, Below, Foot, Heads, InWords
from screens.health.health_table import Look, layout_for, member_lines
from screens.health.sheet_forms import formats_of
from screens.kit.form.choice import ChoiceField
from screens.kit.form.write_form import FileChoice
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line, Listing
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short
from screens.kit.theme import style

_AS_OF_TODAY = ("scores",)
_NOT_HERE = ""  # nothing is put on record on this page
_AROUND = 7  # cells of a row of the page that its list does not write in


def _page(key: str, name: str, word: str, tooltip: str) -> Binding:
    return Binding(key, f"page('{name}')", word, id=name.replace("_", "-"), tooltip=tooltip)


class HealthScreen(ListPage[HealthPicture, MemberHealth]):
    """Names stay; `←` and `→` choose the column that the lines are sorted by, and bring it into view."""

    CSS_PATH = [style("page"), style("health")]
    BINDINGS = [
        keys.enter("open", "The page of the member"),
        Binding(
            "right",
            "act('after')",
            "sort",
            id="after",
            key_display="← →",
            tooltip="Sort by the next column; ← by the one before",
        ),
        keys.act("left", "before", "column before", "Sort by the column before", show=False),
        keys.act("shift+left", "group_before", "figures before", "Sort by the figures before", show=False),
        keys.act("shift+right", "group_after", "next figures", "Sort by the next figures", show=False),
        keys.act("s", "turn", "turn around", "Turn the order around", show=False),
        _page("t", "chapter_figures", "chapter", "The figures of the chapter, of the same days"),
        _page("x", "matrix", "matrix", "Who passes leads to whom, and who has met whom"),
        _page("k", "scores", "scores", "The published scorings, and what is missing to more points"),
        keys.act("c", "compare", "compare", "Put this member beside another one"),
        keys.act("r", "renewal", "renewal", "Write the renewal sheet of this member"),
        keys.act("d", "days", "days", "Of which days the figures are"),
        keys.act("o", "officers", "for officers", "Show what only officers read, or hide it", show=False),
        keys.write("Write the figures to a file"),
        *ListPage.BINDINGS,
    ]

    heading = "Health"
    OWN_AFFAIRS = frozenset({"officers", "renewal", "compare"})
    find_hint = "any part of a name or a profession"
    empty = "Nobody is a member yet, so there is nothing to count."

    def __init__(
        self,
        desk: Desk,
        chapter: Chapter,
        days: Period | None = None,
        *,
        officers: bool = False,
        from_shell: bool = False,
    ) -> None:
        """`officers`: with what only they read. `from_shell`: nothing was open before it, and back is out of
        the program.
        """
        super().__init__(desk, chapter)
        self._days = days
        self._look = Look().for_officers(officers)
        self._from_shell = from_shell

    def body(self) -> ComposeResult:
        yield Above(id="above")
        yield Heads(id="heads")
        yield from self.list_parts()
        yield Foot(id="foot")
        yield InWords(id="in-words")
        yield StatusLine()

    def make_list(self) -> Listing:
        return Listing((Column(least=1, most=1000),), id="list")

    # What is shown

    async def read(self) -> HealthPicture:
        return await self.desk.read(health_page, self._days)

    def take(self, picture: HealthPicture) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    def lines(self, picture: HealthPicture, wanted: str) -> Sequence[Line]:
        layout = layout_for(picture, self._look, max(1, self.size.width - _AROUND))
        self.query_one(Heads).show((layout, self._look))
        self.query_one(Foot).show((layout, self.chapter.country))
        return list(member_lines(picture, self._look, layout, wanted))

    def item(self, picture: HealthPicture, key: str) -> MemberHealth | None:
        return next((each for each in picture.members if str(each.person.id) == key), None)

    def beside_title(self, picture: HealthPicture) -> Content:
        return quiet(full_days(picture.period.first, picture.period.last))

    def show_beside(self, picture: HealthPicture) -> None:
        self.query_one(Above).show((picture, self._look))
        self.query_one(Foot).display = bool(picture.members)
        self.query_one(Heads).set_class(self._look.officers, "-officers")
        self._say_below()

    def cursor_moved(self) -> None:
        self._say_below()

    def _say_below(self) -> None:
        below = self.query_one(InWords)
        below.display = self.chosen is not None
        if self.chosen is not None and self.picture is not None:
            below.show(Below(self.picture, self.chosen, self._look))

    def on_resize(self, _event: Resize) -> None:
        self.show()

    def tick(self, now: datetime) -> None:
        """After midnight another day is the last one."""
        if self.picture is not None and self.chapter.today(now) != self.picture.today:
            self.enter()

    def next_change(self, now: datetime) -> datetime:
        return self.chapter.next_midnight(now)

    def main_does(self) -> str:
        if self.chosen is None or self.desk.only_read:
            return ""
        return f"page of {short(self.chosen.person.name)}"

    def others_do(self) -> Mapping[str, str]:
        officers = {"officers": "hide what is for officers"} if self._look.officers else {}
        back = {"back": "quit"} if self._from_shell else {}
        own = dict.fromkeys((*self.OWN_AFFAIRS, "matrix"), _NOT_HERE) if self.desk.only_read else {}
        return {keys.UNDO: _NOT_HERE} | officers | back | own

    # What the keys do

    def action_open(self) -> None:
        """The page of the member under the cursor."""
        if self.chosen is not None:
            self.open_page("me", self.chosen.person.id)

    def action_page(self, name: str) -> None:
        """Another page of figures, of the same days where it has any."""
        self.open_page(name, None if name in _AS_OF_TODAY else self._days)

    def action_back(self) -> None:
        """Out of a search; back; out, where the page was all that was asked for."""
        if self._from_shell and not self.find_box.display:
            self.app.exit()
        else:
            super().action_back()

    def _look_at(self, look: Look) -> None:
        """A cursor on the first line stays on the first one, elsewhere it goes with the member."""
        was_first = self.listing.highlighted == 0
        self._look = look
        self.show()
        if was_first:
            self.listing.highlighted = 0

    async def before(self) -> None:
        """Sort by the column before."""
        self._look_at(self._look.moved(-1))

    async def after(self) -> None:
        """Sort by the next column."""
        self._look_at(self._look.moved(1))

    async def group_before(self) -> None:
        """Sort by the first column of the group before."""
        self._look_at(self._look.moved_on(-1))

    async def group_after(self) -> None:
        """Sort by the first column of the next group."""
        self._look_at(self._look.moved_on(1))

    async def turn(self) -> None:
        """The last ones first, or the other way around again."""
        self._look_at(self._look.turned_around())

    async def officers(self) -> None:
        """With what only officers read, or without it."""
        self._look_at(self._look.for_officers(not self._look.officers))

    async def days(self) -> None:
        """Figures of other days."""
        from screens.health.days_form import DaysForm

        if self.picture is None:
            return
        form = DaysForm(self.picture.period, self.picture.today, self.chapter.country)
        chosen = await self.ask_for(form)
        if chosen is not None:
            self._days = chosen
            with self.keys_wait():
                await self.reload()

    async def compare(self) -> None:
        """The member under the cursor beside another one, over the meetings that both could attend."""
        from screens.health.compare import compare_box

        if self.chosen is not None and self.picture is not None:
            everybody = [each.person for each in self.picture.members]
            await compare_box(self, self.chosen.person, everybody, self.picture.period)

    async def renewal(self) -> None:
        """The renewal sheet of the member under the cursor, of their last year, into a file."""
        from screens.health.sheet_forms import write_renewal_sheet

        if self.chosen is not None:
            person = self.chosen.person
            await write_renewal_sheet(self, self.desk, (person.id, person.name), self._days)

    async def write(self) -> None:
        """The figures of all members into a file; what only officers read goes in where that is chosen."""
        if self.picture is None:
            return
        period = self.picture.period
        for_whom = ChoiceField("for", "For", [("all", "all members"), ("officers", "officers")])

        def write_it(file: FileWanted) -> Awaitable[Path]:
            wanted = Wanted(period=period, officers=for_whom.chosen == "officers")
            return self.desk.read(write_health_file, file, "members", wanted)

        stem = health_stem("members", Wanted(period=period))
        fields = () if self.desk.only_read else (for_whom,)
        choice = FileChoice(stem, formats_of("members", first="csv"), fields)
        await self.write_to_file("The figures of the members", choice, write_it)
