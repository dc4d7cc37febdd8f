"""What the association hands down: each template, how many chapters have it, and what it says."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from leadsroom.acts.association.template_commands import WithdrawTemplate
from leadsroom.domain.text.wording import counted, near_day
from leadsroom.errors import Refused
from leadsroom.exchange.association.templates import body_in_words, write_templates_to
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.association.templates import (
    TemplateDetail,
    TemplateLine,
    TemplateList,
    own_of_chapter,
    template_detail,
    template_list,
)
from screens.association.association_page import AssociationPage
from screens.association.template_forms import TemplateForm, VersionForm
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.keyboard import keys
from screens.kit.list_page import line_of
from screens.kit.listing import Column, Line, Row, found
from screens.kit.pane import TallPane, lines
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short, strong, words
from screens.kit.theme import style

TEMPLATE_COLUMNS = (
    Column(least=16, most=44),
    Column(least=14, most=26, rank=1),
    Column(least=10, most=24),
    Column(rank=3),
    Column(least=10, rank=4),
    Column(right=True),
    Column(least=10, most=40, rank=2, fills=True),
)
_TITLES = ("Name", "What", "For", "Version", "Since", "Chapters", "Which version they have")


class TemplatesScreen(AssociationPage[TemplateList, TemplateLine]):
    """A line for each that is handed down; below them what the one under the cursor says."""

    CSS_PATH = [style("page"), style("association")]
    BINDINGS = [
        keys.enter("change", "A new version, as the open chapter has it by now"),
        keys.new("hand down", "Hand down what the open chapter has: rules, scorecard, holidays, agenda"),
        keys.edit("A new version, as the open chapter has it by now", show=False),
        keys.delete("withdraw", "Hand it down no longer; what chapters have taken stays theirs"),
        keys.write("Write the list to a file"),
        *AssociationPage.BINDINGS,
    ]

    heading = "Handed down to the chapters"
    columns = TEMPLATE_COLUMNS
    find_hint = "any part of a name or an area"
    empty = "Nothing is handed down yet. n hands down what this chapter has."

    def body(self) -> ComposeResult:
        yield from self.list_parts()
        with VerticalScroll(id="changes-below", can_focus=False):
            yield DetailPane(id="changes")
        yield StatusLine()

    # What is shown

    async def read(self) -> TemplateList:
        return await self.desk.read(template_list)

    def lines(self, picture: TemplateList, wanted: str) -> Sequence[Line]:
        return found(template_lines(picture), wanted)

    def item(self, picture: TemplateList, key: str) -> TemplateLine | None:
        return next((line for line in picture.lines if str(line.template.id) == key), None)

    def beside_title(self, picture: TemplateList) -> Content:
        return quiet(counted(len(picture.lines), "template"))

    def show_beside(self, picture: TemplateList) -> None:
        self.query_one("#changes-below").display = bool(picture.lines)

    async def read_beside(self, at: str) -> None:
        if (chosen := self.chosen) is not None:
            try:
                detail = await self.desk.read(template_detail, chosen.template.id)
            except Refused as no:
                self.show_status(str(no), "wrong")
            else:
                self.query_one(DetailPane).show(detail)

    def cursor_moved(self) -> None:
        """What the template under the cursor says."""
        self.run_worker(self.read_beside(self.cursor), exclusive=True, group="beside")

    def main_does(self) -> str:
        return f"new version of {short(self.chosen.template.name)}" if self.chosen is not None else ""

    # What is done

    def action_open(self) -> object:
        return self.action_act("edit")

    async def new(self) -> None:
        """What the open chapter has; a file is handed down at the command line."""
        if self.picture is not None:
            chapter, own = await self.look_up(own_of_chapter, self.chapter.id)
            await self.ask(TemplateForm(self.picture.areas, chapter, own), at=line_of)

    async def edit(self) -> None:
        """A new version of what is under the cursor."""
        if (chosen := self.chosen) is None:
            return
        chapter, own = await self.look_up(own_of_chapter, self.chapter.id)
        detail = await self.look_up(template_detail, chosen.template.id)
        await self.ask(VersionForm(detail.template, detail.body, chapter, own))

    async def delete(self) -> None:
        """No chapter is changed by it."""
        if (chosen := self.chosen) is not None:
            await self.act(WithdrawTemplate(chosen.template.id))

    async def write(self) -> None:
        """The list, in one of its formats."""
        if self.picture is None:
            return

        def write_it(wanted: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_templates_to, wanted)

        formats = [FileFormat("csv"), FileFormat("text", "text", "txt"), FileFormat("json")]
        choice = FileChoice(f"templates-{self.picture.today}", formats)
        await self.write_to_file("What is handed down", choice, write_it)


def template_lines(picture: TemplateList) -> Iterator[Line]:
    """For all chapters first, then area by area."""
    if picture.lines:
        yield Line("", tuple(map(quiet, _TITLES)))
    for line in picture.lines:
        yield Line(str(line.template.id), _cells(line, picture))


def _cells(line: TemplateLine, picture: TemplateList) -> Row:
    template = line.template
    return (
        words(template.name),
        words(template.kind.heading),
        words(template.whose),
        words(f"{template.version}"),
        quiet(near_day(template.at.date(), picture.today)),
        words(f"{line.number:,}"),
        quiet(" · ".join(filter(None, (line.by_version, line.differing_in_words)))),
    )


class DetailPane(TallPane[TemplateDetail]):
    """What a template says in its latest version, and all versions."""

    def draw(self, picture: TemplateDetail, width: int) -> Content:
        template = picture.template
        content = body_in_words(picture.body, template.kind)
        versions = (
            f"version {each.version} of {near_day(each.at.date(), template.at.date())}"
            f"{f': {each.note}' if each.note else ''}"
            for each in picture.versions
        )
        head = Content.assemble(strong(template.called), quiet(f" · version {picture.version}"))
        rows = (head, Content(""), *map(words, content), Content(""), *map(quiet, versions))
        return lines(*(row for line in rows for row in line.wrap(width)))
