"""What the chapter has to decide: each matter in a line, and Enter leads to where it is decided."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Mapping, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.decide.matters import DecidedOn, Matter, ToDecide
from leadsroom.domain.rules.windows import Period
from leadsroom.exchange.health.decisions import LOOKED_AT, NOTHING
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import health_stem, write_health_file
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.association.seen_by_chapter import to_decide
from leadsroom.views.health.decisions import ToDecidePicture, in_words
from screens.health.sheet_forms import formats_of
from screens.kit.form.choice import ChoiceField
from screens.kit.form.write_form import FileChoice
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line, Row, found
from screens.kit.status_message import StatusLine
from screens.kit.styled import accent, quiet, short, words
from screens.kit.theme import style

COLUMNS = (
    Column(),
    Column(least=12, most=24),
    Column(least=26, most=110, fills=True),
    Column(least=11, most=18),
)
_TITLES = ("", "Who", "What, and what is behind it", "When")
_NOTHING = Content("")
_ROOM_FOR_DAYS = 100  # cells: with less only the number of matters stands beside the title
_COMPLAINTS = Matter.COMPLAINT.value  # the key of the line that has their number
_PAGES = {
    DecidedOn.BREACHES: "broken rules",
    DecidedOn.ROSTER: "roster",
    DecidedOn.VISITORS: "visitors",
    DecidedOn.SUBSTITUTES: "substitutes",
    DecidedOn.LEADS: "the lead",
    DecidedOn.HANDED_DOWN: "what is handed down",
}


class DecisionsScreen(ListPage[ToDecidePicture, ToDecide]):
    """Lines under a heading for each matter, the most pressing first; what only officers read after a key."""

    CSS_PATH = [style("page"), style("health")]
    BINDINGS = [
        keys.enter("open", "To where it is decided: the member, broken rules, the roster, the lead"),
        keys.act("d", "days", "days", "Of which days answers and shares are"),
        keys.act(
            "o",
            "officers",
            "for officers",
            "Show what only officers read of complaints, or hide it",
            show=False,
        ),
        keys.write("Write what is to be decided to a file"),
        *ListPage.BINDINGS,
    ]

    heading = "To decide"
    columns = COLUMNS
    find_hint = "any part of a name or of a matter"
    empty = f"{NOTHING} {LOOKED_AT}"

    def __init__(self, desk: Desk, chapter: Chapter) -> None:
        super().__init__(desk, chapter)
        self._days: Period | None = None
        self._officers = False

    def body(self) -> ComposeResult:
        yield from self.list_parts()
        yield Static(id="in-full")
        yield StatusLine()

    # What is shown

    async def read(self) -> ToDecidePicture:
        return await self.desk.read(to_decide, self._days)

    def take(self, picture: ToDecidePicture) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    def lines(self, picture: ToDecidePicture, wanted: str) -> Sequence[Line]:
        return found(decision_lines(picture, officers=self._officers), wanted)

    def item(self, picture: ToDecidePicture, key: str) -> ToDecide | None:
        return next((line for at, line in _keyed(picture) if key in (at, *_private_keys(at, line))), None)

    def _private(self) -> str:
        """What only officers read, where the cursor stands on it."""
        keyed = _keyed(self.picture) if self.picture is not None else ()
        lists = (zip(_private_keys(key, line), line.private, strict=True) for key, line in keyed)
        return next((heard for pairs in lists for at, heard in pairs if at == self.cursor), "")

    def beside_title(self, picture: ToDecidePicture) -> Content:
        if self.size.width < _ROOM_FOR_DAYS:
            return quiet(picture.in_words)
        return quiet(f"{picture.in_words} · answers {in_words(picture.period, picture.today)}")

    def show_beside(self, picture: ToDecidePicture) -> None:
        self._say_in_full()

    def cursor_moved(self) -> None:
        self._say_in_full()

    def _say_in_full(self) -> None:
        """The line under the cursor, and the rule by which it is listed."""
        below = self.query_one("#in-full", Static)
        below.display = self.chosen is not None
        if self.chosen is not None:
            below.update(in_full(self.chosen, self._private()))

    def main_does(self) -> str:
        chosen = self.chosen
        if chosen is None:
            return ""
        return _PAGES.get(chosen.decided_on) or f"page of {short(chosen.who)}"

    def others_do(self) -> Mapping[str, str]:
        return {"officers": "hide what is for officers"} if self._officers else {}

    # What is done

    def action_open(self) -> object:
        if self.chosen is not None:
            self.open_page(self.chosen.decided_on.value, self.chosen.subject)
        return None

    async def officers(self) -> None:
        """With what only officers read, or without it; the cursor stays at complaints where it is at them."""
        is_there = self.cursor == _COMPLAINTS or (self.chosen is not None and bool(self.chosen.private))
        self._officers = not self._officers
        keyed = _keyed(self.picture) if self._officers and self.picture is not None else ()
        first = next((key for key, line in keyed if line.private), _COMPLAINTS)
        self.show(first if is_there else "")

    async def days(self) -> None:
        """Answers and shares of other days."""
        from screens.health.days_form import DaysForm

        seen = self.picture
        if seen is None:
            return
        title = "Days of answers and shares"
        form = DaysForm(seen.period, seen.today, self.chapter.country, title=title)
        chosen = await self.ask_for(form)
        if chosen is not None:
            self._days = chosen
            with self.keys_wait():
                await self.reload()

    async def write(self) -> None:
        """All of it into a file; what only officers read goes in where that is chosen."""
        if self.picture is None:
            return
        period = self.picture.period
        for_whom = ChoiceField("for", "For", [("all", "all members"), ("officers", "officers")])

        def write_it(file: FileWanted) -> Awaitable[Path]:
            wanted = Wanted(period=period, officers=for_whom.chosen == "officers")
            return self.desk.read(write_health_file, file, "decisions", wanted)

        stem = health_stem("decisions", Wanted(period=period))
        choice = FileChoice(stem, formats_of("decisions"), (for_whom,))
        await self.write_to_file("What is to be decided", choice, write_it)


def _keyed(picture: ToDecidePicture) -> Iterator[tuple[str, ToDecide]]:
    """Every line with its key."""
    for section in picture.sections:
        for line in section.lines:
            yield _key(line), line


def _key(line: ToDecide) -> str:
    """The key of a line, which stays the same as long as it is about the same."""
    return f"{line.matter.value}/{line.who}/{line.subject}/{line.what}/{line.why}"


def _private_keys(key: str, line: ToDecide) -> list[str]:
    """The keys of the lines below a line that only officers read."""
    return [f"{key}/{number}" for number in range(len(line.private))]


def decision_lines(picture: ToDecidePicture, *, officers: bool) -> Iterator[Line]:
    """Each matter under its heading. Of complaints there is the number; for officers their lines, and below
    each what was heard.
    """
    if picture.sections:
        yield Line("", tuple(map(quiet, _TITLES)))
    for section in picture.sections:
        yield Line("", heading=_NOTHING)
        yield Line("", heading=quiet(f"{section.matter.heading} · {section.number}"))
        if section.shown_to(officers=officers):
            yield from (each for line in section.lines for each in _lines_of(line))
        else:
            number = words(f"{section.number_in_words} (o)")
            yield Line(_COMPLAINTS, (_sign(section.lines[0]), _NOTHING, number, _NOTHING))


def _lines_of(line: ToDecide) -> Iterator[Line]:
    key = _key(line)
    yield Line(key, _cells(line))
    for below, private in zip(_private_keys(key, line), line.private, strict=True):
        yield Line(below, (_NOTHING, _NOTHING, words(private, "amber"), _NOTHING))


def _sign(line: ToDecide) -> Content:
    if line.decided:
        return words("○", "quiet")
    return words("■", "wrong") if line.matter is Matter.BROKEN else words("▲", "amber")


def _cells(line: ToDecide) -> Row:
    decided = accent(f"{line.decided} · ") if line.decided else _NOTHING
    figures = f" · {line.figures}" if line.figures else ""
    return (
        _sign(line),
        words(line.who),
        Content.assemble(decided, words(line.what, "quiet" if line.decided else ""), quiet(figures)),
        words(line.when),
    )


def in_full(line: ToDecide, private: str = "") -> Content:
    """What no column has room for: all of a line and the rule that lists it, or what only officers read."""
    whole = " · ".join(part for part in (line.what, line.figures, line.when, line.decided) if part)
    first = words(private, "amber") if private else words(f"{line.who}: {whole}")
    return Content("\n").join(part for part in (first, quiet(line.why)) if part.plain)
