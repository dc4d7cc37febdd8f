"""What is handed down to the chapter: what is new, what has changed, and where it goes its own way."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from leadsroom.acts.association.template_commands import LetGoTemplate, TakeHandedDown, TakeTemplate
from leadsroom.acts.desk import Desk
from leadsroom.domain.association.differences import Difference
from leadsroom.domain.association.handed_down import HandedDown, Standing
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import TemplateId
from leadsroom.domain.text.wording import near_day
from leadsroom.exchange.association.templates import write_handed_down_to
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.association.templates import HandedDownPicture, handed_down
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line, Row, found
from screens.kit.pane import TallPane, lines
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short, strong, words
from screens.kit.theme import style

HANDED_DOWN_COLUMNS = (
    Column(),
    Column(least=16, most=44),
    Column(least=24, most=26, rank=1),
    Column(least=10, most=24, rank=2),
    Column(least=28, fills=True),
)
_TITLES = ("", "Name", "What", "For", "Standing")
_SIGNS = {
    Standing.CHANGED: ("▲", "amber"),
    Standing.NEW: ("△", "amber"),
    Standing.DIFFERS: ("○", ""),
    Standing.TAKEN: ("●", "quiet"),
}
_NO_SIGN = ("·", "quiet")


class HandedDownScreen(ListPage[HandedDownPicture, HandedDown]):
    """A line for each; below them what taking the one under the cursor would change, before it is taken."""

    CSS_PATH = [style("page"), style("association")]
    BINDINGS = [
        keys.enter("take", "Have it in the place of the chapter's own, as it is shown below"),
        keys.act("a", "take_all", "take all new", "All that is new, of each kind what the nearest area has"),
        keys.act(
            "d", "let_go", "let go", "Go the chapter's own way: what it has stays, no change is a matter"
        ),
        keys.write("Write the list to a file, with what would change"),
        *ListPage.BINDINGS,
    ]

    heading = "Handed down"
    columns = HANDED_DOWN_COLUMNS
    find_hint = "any part of a name"
    empty = "Nothing is handed down to this chapter."

    def __init__(self, desk: Desk, chapter: Chapter, template_id: TemplateId | None = None) -> None:
        """`template_id`: on whose line the cursor begins."""
        super().__init__(desk, chapter)
        self._begins_with = template_id

    def body(self) -> ComposeResult:
        yield from self.list_parts()
        with VerticalScroll(id="changes-below", can_focus=False):
            yield ChangesPane(id="changes")
        yield StatusLine()

    # What is shown

    async def read(self) -> HandedDownPicture:
        return await self.desk.read(handed_down)

    def take(self, picture: HandedDownPicture) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    def lines(self, picture: HandedDownPicture, wanted: str) -> Sequence[Line]:
        return found(handed_down_lines(picture), wanted)

    def item(self, picture: HandedDownPicture, key: str) -> HandedDown | None:
        return picture.line(int(key))

    def begin_at(self, picture: HandedDownPicture) -> str:
        return "" if self._begins_with is None else str(self._begins_with)

    def beside_title(self, picture: HandedDownPicture) -> Content:
        asking = f"{picture.asking} to decide" if picture.asking else ""
        return quiet(" · ".join(filter(None, (picture.area, asking))))

    def show_beside(self, picture: HandedDownPicture) -> None:
        self._show_changes()

    def cursor_moved(self) -> None:
        self._show_changes()

    def _show_changes(self) -> None:
        chosen, below = self.chosen, self.query_one("#changes-below")
        below.display = chosen is not None
        if chosen is not None:
            self.query_one(ChangesPane).show(chosen)

    def main_does(self) -> str:
        chosen = self.chosen
        if chosen is None or not chosen.can_be_taken:
            return ""
        return f"take version {chosen.template.version} of {short(chosen.template.name)}"

    # What is done

    def action_open(self) -> object:
        chosen = self.chosen
        if chosen is None:
            return None
        if not chosen.can_be_taken:
            self.show_status(f"{chosen.template.called}: {chosen.in_short}. There is nothing to take.")
            return None
        return self.action_act("take_it")

    async def take_it(self) -> None:
        """In one act, with every check that the chapter's own changes have."""
        if (chosen := self.chosen) is not None:
            template = chosen.template
            await self.act(TakeTemplate(template.id, template.version), at=str(template.id))

    async def take_all(self) -> None:
        """What a new chapter would have."""
        await self.act(TakeHandedDown())

    async def let_go(self) -> None:
        """What it has stays."""
        if (chosen := self.chosen) is not None:
            await self.act(LetGoTemplate(chosen.template.id))

    async def write(self) -> None:
        """All of them, with what would change."""
        if self.picture is None:
            return

        def write_it(wanted: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_handed_down_to, wanted)

        formats = [FileFormat("csv"), FileFormat("text", "text", "txt"), FileFormat("json")]
        choice = FileChoice(f"handed-down-{self.picture.today}", formats)
        await self.write_to_file("What is handed down", choice, write_it)


def handed_down_lines(picture: HandedDownPicture) -> Iterator[Line]:
    """What is to be decided first."""
    if picture.lines:
        yield Line("", tuple(map(quiet, _TITLES)))
    for each in picture.lines:
        yield Line(str(each.template.id), _cells(each, picture))


def _cells(each: HandedDown, picture: HandedDownPicture) -> Row:
    asks = each.asks or each.standing is not Standing.NEW
    sign, tone = _SIGNS.get(each.standing, _NO_SIGN) if asks else _NO_SIGN
    since = f" · {near_day(each.since, picture.today)}" if each.asks else ""
    return (
        words(sign, tone),
        words(each.template.name, "" if each.is_offered else "quiet"),
        words(each.template.kind.heading),
        words(each.template.whose),
        Content.assemble(
            words(each.in_few_words, "amber" if each.asks else ""),
            quiet(since),
        ),
    )


class ChangesPane(TallPane[HandedDown]):
    """The chapter's own, and what is handed down in its place."""

    def draw(self, picture: HandedDown, width: int) -> Content:
        template = picture.template
        which = f"{template.called}, for {template.whose}: {picture.in_words}; {picture.in_short}"
        why = [quiet(f"Why: {template.note}")] if template.note else []
        head = Content("\n").join((strong(_head(picture)), quiet(which), *why))
        rows = (row for change in picture.changes for row in _change(change, width))
        return lines(*head.wrap(width), *[Content("")] * bool(picture.changes), *rows)


def _head(picture: HandedDown) -> str:
    if not picture.changes:
        return "The chapter has the same"
    if not picture.is_offered:
        return "Where the chapter goes its own way"
    if picture.standing is Standing.DIFFERS:
        return "Where the chapter goes its own way; taken again, it would have"
    return "What taking it changes"


_HERE, _THEN = "here  ", "then  "


def _change(change: Difference, width: int) -> Iterator[Content]:
    """What is here, and what would be; the rows of a sentence begin below one another."""
    for sentence in change.was:
        yield from _hanging(_HERE, quiet(sentence), width)
    for sentence in change.now or ("no such rule",):
        yield from _hanging(_THEN if change.was else "", words(sentence), width)


def _hanging(label: str, sentence: Content, width: int) -> Iterator[Content]:
    for number, row in enumerate(sentence.wrap(max(1, width - len(label)))):
        yield Content.assemble(quiet(" " * len(label) if number else label), row)
