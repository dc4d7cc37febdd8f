"""The palette: every page, act, member, meeting and chapter, found by a few letters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from leadsroom.domain.people.search import find_people
from leadsroom.errors import Refused
from leadsroom.views.palette import OtherChapter, PaletteView, chapters_named, chapters_view, palette_view
from screens.kit.dialog import Dialog
from screens.kit.keyboard.keys import ELSEWHERE, Act, acts_of
from screens.kit.keyboard.keys_in_order import KeysInOrder
from screens.kit.leaving import PageWanted, ignore_if_unmounted
from screens.kit.listing import Column, Line, Listing
from screens.kit.page import FindLine
from screens.kit.styled import key, quiet, words
from screens.kit.theme import THEMES, style
from screens.pages import PAGES

if TYPE_CHECKING:
    from screens.kit.form.form import Reads

_COLUMNS = (Column(least=20, most=60), Column(least=8, rank=1, most=44, fills=True), Column(right=True))
_FOUND_AT_MOST = 40
_NOTHING = "Nothing matches. Try fewer letters."
_THEMES = {"dark": "Dark colors", "light": "Light colors", "contrast": "High contrast"}


class Kind(StrEnum):
    """What is offered, by the heading that it stands under."""

    ACT = "On this screen"
    PAGE = "Pages"
    MEMBER = "Members"
    MEETING = "Reviews"
    CHAPTER = "Chapters"
    PROGRAM = "leadsroom"


class Offer(Struct, frozen=True):
    """One thing to choose: what it is called, what else it is found by, and the key that does the same.

    `name`, `profession` and `company` are for the search, the likeliest first; `title` is shown where that is
    not the name. It asks for a page, or else runs an action of the screen below, or of the app.
    """

    kind: Kind
    name: str
    profession: str = ""
    title: str = ""
    key: str = ""
    page: str = ""
    subject: object = None
    action: str = ""
    company: str = ""
    id: int = 0


def offers_of_screen(acts: Iterable[Act], *, leads_elsewhere: bool, only_read: bool = False) -> list[Offer]:
    """What can be done on the screen below, and every page where it leads to others; where the chapter is
    `only_read`, those that are open there.

    The keys that lead elsewhere are left out: they do what the pages, and quitting, are listed for.
    """
    here = [
        Offer(Kind.ACT, act.word, act.does, _capital(act.does), act.key, action=act.action)
        for act in acts
        if act.group != ELSEWHERE
    ]
    pages = [
        Offer(
            Kind.PAGE,
            page.title,
            page.about,
            key=f"g {page.letter}" if page.letter else "",
            page=name,
            company=page.also,
        )
        for name, page in PAGES.items()
        if page.about and (page.is_of_figures or page.leads_out or not only_read)
    ]
    return [*pages, *here] if leads_elsewhere else here


def offers_on_record(view: PaletteView) -> list[Offer]:
    """Members, reviews by their dates, and other chapters."""
    people = (
        Offer(
            Kind.MEMBER,
            member.person.name,
            f"{member.profession} · calls, season, attendance, what they owe",
            page="me",
            subject=member.person.id,
            company=member.person.company,
        )
        for member in view.members
    )
    reviews = (
        Offer(
            Kind.MEETING,
            f"Review of {meeting.name.near(view.today.year)}",
            f"{meeting.name.in_full} · {meeting.name}",
            page="review",
            subject=meeting.id,
        )
        for meeting in view.meetings
    )
    return [*people, *reviews, *offers_of_chapters(view.chapters)]


def offers_of_chapters(chapters: Iterable[OtherChapter]) -> list[Offer]:
    """Other chapters to go on with."""
    return [
        Offer(
            Kind.CHAPTER,
            each.label,
            " · ".join(filter(None, ("go on with this chapter", each.where))),
            page="home",
            subject=each.chapter,
            company=each.where,
        )
        for each in chapters
    ]


def offers_of_program() -> list[Offer]:
    """The looks, and the way out."""
    looks = (
        Offer(Kind.PROGRAM, name, "theme of the screens", action=f"app.use_theme('{theme}')")
        for theme, name in _THEMES.items()
        if theme in THEMES
    )
    out = Offer(Kind.PROGRAM, "Quit leadsroom", "what was typed waits", key="ctrl+q", action="app.quit")
    return [*looks, out]


def found(typed: str, offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """What the letters mean, likeliest first, a slip of the finger forgiven; nothing typed finds all."""
    return find_people(typed, offers)


def offer_lines(offers: Sequence[Offer], *, grouped: bool) -> list[Line]:
    """The offers as lines, keyed by their places; in groups under headings."""
    drawn = [(offer.kind, Line(str(at), _cells(offer))) for at, offer in enumerate(offers)]
    if not grouped:
        return [line for _, line in drawn]
    lines: list[Line] = []
    for kind, group in groupby(drawn, lambda pair: pair[0]):
        lines += [Line("", heading=quiet(kind)), *(line for _, line in group)]
    return lines


def _cells(offer: Offer) -> tuple[Content, ...]:
    about = offer.name if offer.title else offer.profession
    if offer.kind is Kind.MEETING:
        about = about.partition(" · ")[0]
    return (words(offer.title or offer.name), quiet(about), key(offer.key))


def _capital(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}"


class Palette(Dialog[None]):
    """Stands over a screen, and goes where it is told, or does there what is chosen."""

    CSS_PATH = [style("page"), style("going")]
    BINDINGS = [
        Binding("enter", "choose", "choose", id="main", tooltip="Go there, or do it"),
        Binding("down", "move('down')", "down", id="down", show=False),
        Binding("up", "move('up')", "up", id="up", show=False),
        Binding("pagedown", "move('page_down')", "further", id="further", show=False),
        Binding("pageup", "move('page_up')", "back up", id="back-up", show=False),
        Binding("escape", "leave", "close", id="leave", key_display="esc", tooltip="Close"),
    ]

    def __init__(self, below: Screen[Any], reads: Reads | None, *, only_read: bool = False) -> None:
        """Without `reads` nothing leads elsewhere: there is no chapter yet, or only one review to look at.

        Over a chapter that is `only_read` they are the association's: no member is found, and no meeting.
        """
        found_here = "a page, another chapter" if only_read else "a page, a member, a meeting"
        super().__init__(f"Find {found_here}, or what to do here")
        self._below = below
        self._reads = reads
        self._view = chapters_view if only_read else palette_view
        self._screen_offers = offers_of_screen(
            acts_of(below), leads_elsewhere=reads is not None, only_read=only_read
        )
        self._record_offers: list[Offer] = []
        self._has_many_chapters = False
        self._chapter_offers: list[Offer] = []  # of many chapters those that the letters mean
        self._is_read = reads is None
        self._shown: tuple[Offer, ...] = ()

    def rows(self) -> ComposeResult:
        yield FindLine(placeholder="a few letters", id="wanted")
        yield Listing(_COLUMNS, id="offers")
        yield Static(id="none")

    def on_mount(self) -> None:
        super().on_mount()
        self.listing.can_focus = False
        self.query_one("#wanted").focus()
        self._show()
        if self._reads is not None:
            self._read(self._reads)

    @property
    def listing(self) -> Listing:
        return self.query_one(Listing)

    @work
    @ignore_if_unmounted
    async def _read(self, reads: Reads) -> None:
        """Read what is on record. A key typed meanwhile waits, since it is for what will be shown."""
        assert isinstance(self.app, KeysInOrder)
        with self.app.reading_for_a_key():
            try:
                view = await reads(self._view)
                self._record_offers = offers_on_record(view)
                self._has_many_chapters = view.has_many_chapters
            except Refused as no:
                self.refuse(str(no))
            self._is_read = True
            self._show()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._chapter_offers = []
        typed = self.query_one("#wanted", Input).value.strip()
        if self._has_many_chapters and self._reads is not None and typed:
            self._find_chapters(self._reads, typed)
        self._show()

    @work(exclusive=True, group="chapters")
    @ignore_if_unmounted
    async def _find_chapters(self, reads: Reads, typed: str) -> None:
        assert isinstance(self.app, KeysInOrder)
        self._is_read = False
        with self.app.reading_for_a_key():
            try:
                self._chapter_offers = offers_of_chapters(await reads(chapters_named, typed))
            except Refused as no:
                self.refuse(str(no))
        self._is_read = True
        self._show()

    def _show(self) -> None:
        typed = self.query_one("#wanted", Input).value.strip()
        on_record = (*self._record_offers, *self._chapter_offers)
        offers = [*self._screen_offers, *on_record, *offers_of_program()]
        self._shown = found(typed, offers)
        if typed:
            self._shown = self._shown[:_FOUND_AT_MOST]
        self.listing.show(offer_lines(self._shown, grouped=not typed), "0")
        self.listing.display = bool(self._shown)
        none = self.query_one("#none", Static)
        none.update(quiet(_NOTHING if self._is_read else "Reading…"))
        none.display = not self._shown
        self._say()

    @property
    def _chosen(self) -> Offer | None:
        key = self.listing.key
        return self._shown[int(key)] if key else None

    @on(OptionList.OptionHighlighted)
    def _say(self) -> None:
        chosen = self._chosen
        name = "" if chosen is None else chosen.title or chosen.name
        self.key_line.say(f"open {name}" if chosen is not None and chosen.page else name)

    def action_move(self, way: str) -> None:
        """The cursor of the list, while the keyboard stays in the line."""
        getattr(OptionList, f"action_{way if way.startswith('page') else f'cursor_{way}'}")(self.listing)

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def action_choose(self) -> None:
        """Go there, or do it."""
        chosen = self._chosen
        if chosen is None:
            return
        self.dismiss(None)
        if chosen.page:
            self.app.post_message(PageWanted(chosen.page, chosen.subject, instead=True))
        else:
            self._below.call_later(self._below.run_action, chosen.action)
