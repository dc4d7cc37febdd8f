"""Where the seat of a profession is free in an area and near it, and who waits for it."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.content import Content

from leadsroom.acts.desk import Desk
from leadsroom.domain.association.free_seats import SeatState, in_words
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.text.wording import counted, full_day, listed, near_day
from leadsroom.exchange.association.free_seats import (
    free_seats_stem,
    nowhere,
    remark,
    rule,
    state_in_words,
    summary,
    write_free_seats_file,
)
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.association.free_seats import (
    CandidateLine,
    FoundingLine,
    FreeSeats,
    SeatLine,
    SeatsWanted,
    free_seats,
)
from screens.association.association_page import AssociationPage
from screens.kit.form.field import TextField
from screens.kit.form.form import Form
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.keyboard import keys
from screens.kit.leaving import LookedAt
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line, Row, found
from screens.kit.page import TopWords
from screens.kit.pane import Pane, lines
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short, strong, words
from screens.kit.theme import style

COLUMNS = (
    Column(least=16, most=40),
    Column(least=12, most=20),
    Column(least=8, most=28, rank=1),
    Column(right=True, rank=2),
    Column(least=10, most=90, rank=3, fills=True),
)
_TITLES = ("Chapter", "Seat", "Area", "members", "")
_TONES = {
    SeatState.FREE: "good",
    SeatState.CLOSE: "good",
    SeatState.PERHAPS: "amber",
    SeatState.HELD: "quiet",
}
_SHAPES = {SeatState.FREE: "○", SeatState.CLOSE: "◔", SeatState.PERHAPS: "?", SeatState.HELD: "●"}
_FORMATS = (
    FileFormat("csv", "table (CSV)"),
    FileFormat("html", "page for browsers"),
    FileFormat("json", "JSON"),
    FileFormat("text", "text", "txt"),
    FileFormat("md", "Markdown"),
)
_SEAT, _PERSON, _FOUNDING = "seat", "person", "founding"

Item = SeatLine | CandidateLine | FoundingLine


def profession_form(area: str, preset: str = "") -> Form[str]:
    """Which profession is asked for."""
    field = TextField("profession", "Profession", preset, placeholder="like accountant")
    form = Form("Where is a seat free?", (field,), lambda: field.text, about=short(area))
    form.save_word = "look"
    return form


async def ask_for_free_seats(page: ListPage[Any, Any], area: str, area_id: AreaId | None) -> None:
    """Ask for a profession, and open the page about it."""
    profession = await page.ask_for(profession_form(area))
    if profession:
        page.open_page("free_seats", SeatsWanted(profession, area_id))


def seat_lines(seen: FreeSeats) -> Iterator[Line]:
    """The chapters of the area and those near it where it is free, or perhaps is; who waits, where a chapter
    could be founded; and at last where it is held.
    """
    held = [each for each in seen.lines if each.seat.state is SeatState.HELD]
    yield Line("", tuple(map(quiet, _TITLES)))
    yield from _seats(each for each in seen.here if each.seat.state is not SeatState.HELD)
    if seen.near:
        yield from _heading(f"Near, in {seen.around}")
        yield from _seats(each for each in seen.near if each.seat.state is not SeatState.HELD)
    yield from _heading("Who waits for it")
    if not seen.candidates:
        yield Line("nobody", (quiet("Nobody waits for it."), *_EMPTY))
    for place, each in enumerate(seen.candidates):
        yield Line(f"{_PERSON}/{place}", _person(each, seen))
    yield from _heading("Where a chapter could be founded")
    for place, one in enumerate(seen.foundings):
        number = counted(len(one.people), "profession")
        row = (words(one.area), words(number, "good"), quiet("wait"), Content(""), quiet(_who(one)))
        yield Line(f"{_FOUNDING}/{place}", row)
    if not seen.foundings:
        most = "" if seen.most is None else f"most: {len(seen.most.people)} in {seen.most.area}"
        row = (quiet("nowhere"), quiet(f"of {seen.wanted.enough}"), quiet(""), Content(""), quiet(most))
        yield Line("nowhere", row)
    if held:
        yield from _heading("Where it is held")
        yield from _seats(held)


_EMPTY = (Content(""),) * 4


def _heading(text: str) -> Iterator[Line]:
    yield Line("", heading=Content(""))
    yield Line("", heading=quiet(text))


def _seats(seats: Iterable[SeatLine]) -> Iterator[Line]:
    for each in seats:
        state = each.seat.state
        shown = words(f"{_SHAPES[state]} {state_in_words(each)}", _TONES[state])
        members = quiet(f"{each.seat.members}")
        row = (words(each.label), shown, quiet(each.chapter.area), members, quiet(remark(each)))
        yield Line(f"{_SEAT}/{each.chapter.id}", row)


def _person(each: CandidateLine, seen: FreeSeats) -> Row:
    person = each.candidate
    since = in_words(person, lambda day: near_day(day, seen.as_of))
    return (
        words(person.name),
        words(since),
        quiet(""),
        Content(""),
        quiet(f"{person.profession} · {each.chapter}"),
    )


def _who(one: FoundingLine) -> str:
    return listed(f"{each.candidate.name} ({each.candidate.profession})" for each in one.people)


def in_full(item: Item | None, seen: FreeSeats) -> Iterator[Content]:
    """The line under the cursor in full."""
    if isinstance(item, SeatLine):
        place = f" · {short(item.chapter.place)}" if item.chapter.place else ""
        about = f"  {state_in_words(item)} · {counted(item.seat.members, 'member')}{place}"
        yield Content.assemble(strong(short(item.label)), quiet(about))
        if remark(item):
            yield words(f"{remark(item)[:1].upper()}{remark(item)[1:]}.")
        if item.seat.state is SeatState.PERHAPS:
            yield quiet("The name may mean the same profession. Ask the chapter.")
        elif item.seat.state is SeatState.CLOSE:
            yield quiet("Whether both can be held there is for the chapter to decide.")
    elif isinstance(item, CandidateLine):
        person = item.candidate
        yield Content.assemble(
            strong(short(person.name)), quiet(f"  {short(person.profession)} · {short(item.chapter)}")
        )
        yield words(f"{in_words(person, full_day)[:1].upper()}{in_words(person, full_day)[1:]}.")
        yield quiet("How to reach them their chapter says.")
    elif isinstance(item, FoundingLine):
        yield Content.assemble(strong(item.area), quiet(f"  {counted(len(item.people), 'profession')} wait"))
        yield words(f"{_who(item)}.")
        yield quiet(rule(seen))
    else:
        yield quiet(rule(seen))
        if not seen.foundings:
            yield words(nowhere(seen))


class InFull(Pane[tuple[Item | None, FreeSeats]]):
    """The line under the cursor in full; what does not fit is left out."""

    def draw(self, picture: tuple[Item | None, FreeSeats], width: int) -> Content:
        rows = [row for part in in_full(*picture) for row in part.wrap(max(1, width))]
        return lines(*rows[: max(1, self.content_size.height)])


class Summary(Pane[str]):
    """In how many chapters it is free."""

    def draw(self, picture: str, width: int) -> Content:
        return words(picture).truncate(max(1, width), ellipsis=True)


class FreeSeatsScreen(AssociationPage[FreeSeats, Item]):
    """A line for each chapter, free seats first; Enter opens the chapter to be read."""

    CSS_PATH = [style("page"), style("association")]
    BINDINGS = [
        keys.enter("open", "The chapter's own figures, to be read only"),
        keys.new("another profession", "Ask for another profession"),
        keys.write("Write it to a file"),
        *AssociationPage.BINDINGS,
    ]

    heading = "Free seats"
    columns = COLUMNS
    find_hint = "any part of a chapter, an area or a name"
    empty = "There is no chapter there."

    def __init__(self, desk: Desk, chapter: Chapter, wanted: SeatsWanted) -> None:
        """`desk` is the association's."""
        super().__init__(desk, chapter)
        self._seats_wanted = wanted

    def body(self) -> ComposeResult:
        yield Summary(id="summary")
        yield from self.list_parts()
        yield InFull(id="in-full")
        yield StatusLine()

    # What is shown

    async def read(self) -> FreeSeats:
        return await self.desk.read(free_seats, self._seats_wanted)

    def lines(self, picture: FreeSeats, wanted: str) -> Sequence[Line]:
        return found(seat_lines(picture), wanted)

    def item(self, picture: FreeSeats, key: str) -> Item | None:
        kind, _, number = key.partition("/")
        if kind == _SEAT:
            return next((each for each in picture.lines if str(each.chapter.id) == number), None)
        if kind == _PERSON:
            return picture.candidates[int(number)]
        return picture.foundings[int(number)] if kind == _FOUNDING else None

    def _show_top(self, beside: Content) -> None:
        of = self.picture.wanted.profession if self.picture is not None else ""
        area = f" · {self.picture.area}" if self.picture is not None else ""
        title = Content.assemble(words(self.heading), quiet(f" · {short(of)}{area}" if of else ""))
        self.top_line.show(TopWords(title, right=beside))

    def beside_title(self, picture: FreeSeats) -> Content:
        return quiet(f"as of {full_day(picture.as_of)}")

    def show_beside(self, picture: FreeSeats) -> None:
        self.query_one(Summary).show(summary(picture))
        self._say_in_full()

    def cursor_moved(self) -> None:
        self._say_in_full()

    def _say_in_full(self) -> None:
        if self.picture is not None:
            self.query_one(InFull).show((self.chosen, self.picture))

    def main_does(self) -> str:
        at = self._chapter_id
        return "" if at is None else "look at the chapter"

    @property
    def _chapter_id(self) -> ChapterId | None:
        """The chapter of the line under the cursor."""
        chosen = self.chosen
        if isinstance(chosen, SeatLine):
            return chosen.chapter.id
        return chosen.candidate.chapter_id if isinstance(chosen, CandidateLine) else None

    # What the keys do

    def action_open(self) -> object:
        """The chapter's own page, to be read only."""
        if self._chapter_id is not None:
            self.open_page("chapter_figures", LookedAt(self._chapter_id))
        return None

    async def new(self) -> None:
        """Another profession, in the same area."""
        area = "" if self.picture is None else self.picture.area
        profession = await self.ask_for(profession_form(area))
        if profession:
            self._seats_wanted = SeatsWanted(profession, self._seats_wanted.area_id)
            with self.keys_wait():
                await self.reload()
            self.listing.highlighted = 1 if self.chosen is not None else None

    async def write(self) -> None:
        """All of it into a file."""
        picture = self.picture
        if picture is None:
            return

        def write_it(file: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_free_seats_file, file, picture.wanted)

        choice = FileChoice(free_seats_stem(picture), _FORMATS)
        await self.write_to_file(f"Free seats: {short(picture.wanted.profession)}", choice, write_it)
