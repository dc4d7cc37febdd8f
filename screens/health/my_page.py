"""A member's page: whom to call and to thank, what became of what they gave, dates, money, and the season."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Resize

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.wording import short_date
from leadsroom.views.health.my_page import MyPage, my_page
from leadsroom.views.people import members
from screens.health.my_lines import MORE, ONE_COLUMN, in_full, my_lines
from screens.health.season_panes import SeasonSide
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Line, Listing
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short
from screens.kit.theme import style
from screens.people.one_to_ones import one_to_one_form

_BESIDE_LINES = 8  # cells at both sides of a line of the list, with its scrollbar
_ROOM, _WIDE = 100, 160  # columns
_SEASON = 76  # columns of it where it stands beside the list
_PAGES = {"visitor": "visitors", "date": "calendar", "owed": "money"}
_OPENS = {"visitor": "the visitors", "date": "the calendar", "owed": "the money"}
_LEADS = ("lead", "thank", "given")
_NOTHING_LEADS_ELSEWHERE = ("act", "go_to", "standing", "undo", "redo")


class MyPageScreen(ListPage[MyPage, str]):
    """A list of what concerns a member, over their season; where it is narrow `t` shows one or the other."""

    CSS_PATH = [style("page"), style("health")]
    BINDINGS = [
        keys.enter("open", "What this line is about: the lead, the meeting, visitors, calendar or money"),
        Binding(
            "t",
            "season",
            "season",
            id="season",
            tooltip="In a narrow window: the season in figures, or what is to do",
        ),
        Binding(
            "s",
            "standing",
            "standing",
            id="standing",
            tooltip="Attendance, quotas, leaves and decisions of this member",
        ),
        keys.act("c", "own_costs", "own costs", "Costs of their own, such as travel, for them alone"),
        keys.act("r", "renewal", "renewal sheet", "Write the renewal sheet of this member"),
        keys.act("o", "one_to_one", "one-to-one", "Log a one-to-one with this member", show=False),
        *ListPage.BINDINGS,
    ]

    heading = "My page"
    find_hint = "a name, a need, a date"

    def __init__(
        self, desk: Desk, chapter: Chapter, person_id: PersonId, now: datetime, *, read_only: bool = False
    ) -> None:
        """`read_only`: whoever only looks reads leads in a box, and goes nowhere else."""
        super().__init__(desk, chapter)
        self.about = f"me {person_id}"
        self._person_id = person_id
        self._now = now
        self._read_only = read_only
        self._every = False  # lead that they gave

    def body(self) -> ComposeResult:
        with Container(id="my-page"):
            with Vertical(id="to-do"):
                yield from self.list_parts()
            yield SeasonSide(id="season", opens_own=not self._read_only)
        yield StatusLine()

    def make_list(self) -> Listing:
        return Listing(ONE_COLUMN, id="list")

    # What is shown

    async def read(self) -> MyPage:
        return await self.desk.read(my_page, self._person_id)

    def take(self, picture: MyPage) -> None:
        super().take(picture)
        self.chapter, self._now = picture.chapter, picture.now
        self.heading = short(picture.member.name)

    def lines(self, picture: MyPage, wanted: str) -> Sequence[Line]:
        beside = _BESIDE_LINES + (_SEASON if self.size.width >= _WIDE else 0)
        return my_lines(picture, max(20, self.size.width - beside), wanted, every=self._every)

    def item(self, picture: MyPage, key: str) -> str | None:
        return key

    def beside_title(self, picture: MyPage) -> Content:
        member, person = picture.membership, picture.member
        phone = shown_phone(person, picture.chapter.country)
        return quiet(" · ".join(part for part in (picture.has_left, member.profession, phone) if part))

    def show_beside(self, picture: MyPage) -> None:
        self.query_one(SeasonSide).show(picture)

    def main_does(self) -> str:
        if self.has_class("-season"):
            return "what is to do"
        kind, _, number = (self.chosen or "").partition(":")
        if kind in _LEADS and self.picture is not None:
            return "read the lead" if self._read_only else "open the lead"
        if self._read_only or self.picture is None:
            return "show them all" if kind == MORE else ""
        if kind == "ask":
            return f"review of {short_date(self.picture.asks[int(number)].on)}"
        return "show them all" if kind == MORE else _OPENS.get(kind, "")

    def others_do(self) -> Mapping[str, str]:
        """Back leads out of the program for whoever only looks."""
        return {"back": "quit"} if self._read_only else {}

    def cursor_moved(self) -> None:
        """The line in full, unless something was just done."""
        if self.picture is not None and not self.has_status:
            self.show_status(in_full(self.picture, self.cursor), "quiet")

    def on_resize(self, _event: Resize) -> None:
        """Other columns where it becomes narrow, or wide again; with room for both there is no other side."""
        if self.size.width >= _ROOM and self.has_class("-season"):
            self.action_season()
        self.show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if self._read_only and (
            action in _NOTHING_LEADS_ELSEWHERE
            or (action == "open" and not (self.picture is not None and self.main_does()))
        ):
            return False
        if action == "season":
            return self.size.width < _ROOM and not self.is_finding
        return super().check_action(action, parameters)

    def tick(self, now: datetime) -> None:
        """A call has come to be overdue, or a day has begun."""
        if self.picture is not None and now >= self._stands_until(self.picture):
            self._now = now
            self.enter()

    def next_change(self, now: datetime) -> datetime:
        midnight = self.chapter.next_midnight(now)
        return midnight if self.picture is None else max(now, self._stands_until(self.picture))

    def _stands_until(self, page: MyPage) -> datetime:
        midnight = page.chapter.next_midnight(page.now)
        dues = (line.today.at for line in page.calls if line.today.at >= page.now)
        return min([midnight, *(at + timedelta(seconds=1) for at in dues)])

    # Going elsewhere

    def action_open(self) -> None:
        """To what the line is about."""
        kind, _, number = (self.chosen or "").partition(":")
        if self.has_class("-season"):
            self.action_season()
        elif kind == MORE:
            self._every = True
            self.show()
        elif kind in _LEADS and self._read_only:
            from screens.leads.lead_box import read_lead

            read_lead(self, LeadId(int(number)))
        elif self._read_only or self.picture is None:
            return
        elif kind in _LEADS:
            self.open_page("leads", LeadId(int(number)))
        elif kind == "ask":
            self.open_page("review", self.picture.asks[int(number)].meeting_id)
        elif kind in _PAGES:
            self.open_page(_PAGES[kind])

    def action_season(self) -> None:
        """What is to do, or the season in its place."""
        self.toggle_class("-season")
        if self.has_class("-season"):
            self.query_one(SeasonSide).focus()
            self.show_status("")
        else:
            self.to_list()
        self.say_keys()

    def action_standing(self) -> None:
        """The page of what the rules say of them."""
        if self.picture is not None:
            self.turn_to("member", self.picture.membership.id)

    def action_back(self) -> None:
        """Out of the season, of a search, or of the page; out, where the page was all that was asked for."""
        if self.has_class("-season"):
            self.action_season()
        elif self._read_only and not self.find_box.display:
            self.app.exit()
        else:
            super().action_back()

    # What is done

    async def own_costs(self) -> None:
        """To what they entered for themselves alone."""
        self.open_page("own_costs", self._person_id)

    async def renewal(self) -> None:
        """Their year on one page."""
        from screens.health.sheet_forms import write_renewal_sheet

        if self.picture is not None:
            member = self.picture.member
            await write_renewal_sheet(self, self.desk, (member.id, member.name), own=True)

    async def one_to_one(self) -> None:
        """This member has met another one."""
        page = self.picture
        if page is None:
            return
        table = [each.person for each in await self.look_up(members) if each.status.holds_seat]
        form = one_to_one_form(table, page.today, page.chapter.country, met=page.member)
        await self.ask(form, then="u takes it back.")
