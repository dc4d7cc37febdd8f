"""The chapter's rules: each read back as a sentence, and beside them what they mean for the table today."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from leadsroom.acts.desk import Desk
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.rule_edit import without
from leadsroom.domain.rules.rule_presets import RULE_PRESETS
from leadsroom.domain.rules.rule_words import RuleLine, RulePart, rule_lines
from leadsroom.errors import Refused
from leadsroom.views.chapter import chapter_here
from leadsroom.views.rules import MemberMeaning, meaning
from screens.dialogs.plan_pick import PickDialog
from screens.dialogs.rule_form import RuleDialog
from screens.dialogs.rule_forms import rule_form
from screens.kit.columns import Column
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.list_page import RecordPage
from screens.kit.listing import Line, SentenceLine, SentenceList
from screens.kit.page import Page
from screens.kit.styled import amber, quiet, words
from screens.kit.theme import style
from screens.kit.top_line import TopWords
from screens.widgets.meaning_pane import MeaningPane, MeaningPicture, levels

_HEADINGS = {
    RulePart.LIMIT: "Attendance",
    RulePart.SUBSTITUTES: "Substitutes, leads and visitors",
    RulePart.DUES: "Money",
    RulePart.REMARK: "And",
}
_NEW = (
    (RulePart.LIMIT, "a limit", "so many absences, substitutes or lates in a window"),
    (RulePart.SHARE, "a least share", "at least so many percent of the meetings"),
    (RulePart.QUOTA, "a quota", "so many leads, visitors or testimonials"),
)
_PRESET_COLUMNS = (Column(), Column(least=20, fills=True))
_AT_END = -1


class RulesScreen(RecordPage):
    """A draft of the rules. Nothing holds before it is saved.

    `u` takes back the last change of the draft; where nothing is left to save, what was done last.
    """

    CSS_PATH = [style("page"), style("form"), style("rules")]
    BINDINGS = [
        Binding("enter,e", "edit", "edit", id="main", key_display="⏎", tooltip="Change this rule"),
        Binding("a", "add", "add", id="add", tooltip="Add a limit, a least share or a quota"),
        Binding("delete", "remove", "remove", id="remove", tooltip="Take the rule under the cursor out"),
        Binding("p", "presets", "presets", id="presets", tooltip="The rules of groups that publish theirs"),
        *RecordPage.BINDINGS,
        Binding("ctrl+s", "save", "save", id="save", tooltip="Hold to these rules from now on"),
        Binding("escape,q", "back", "back", id="back", key_display="esc", tooltip="Back to the settings"),
        *Page.BINDINGS,
    ]
    AUTO_FOCUS = "#rules"

    class RulesLeft(Message):
        """The rules were left; the chapter as it is on record."""

        def __init__(self, chapter: Chapter) -> None:
            super().__init__()
            self.chapter = chapter

    def __init__(self, desk: Desk, chapter: Chapter) -> None:
        super().__init__(desk)
        self._chapter = chapter
        self._rules = chapter.rules
        self._before: list[ChapterRules] = []
        self._on_record: tuple[MemberMeaning, ...] = ()
        self._asked_to_leave = False

    def body(self) -> ComposeResult:
        with Container(id="rules-page"):
            with Vertical(id="rules-side"):
                yield SentenceList(id="rules")
                yield Static(id="said")
            with VerticalScroll(id="meaning-side"):
                yield MeaningPane(id="meaning")

    def on_mount(self) -> None:
        self._show()

    async def reload(self, at: str = "") -> None:
        """Show the rules on record, or go on with the draft beside them."""
        try:
            chapter = await self.desk.read(chapter_here)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        if self._saved:
            self._rules = chapter.rules
        self._chapter, self._on_record = chapter, ()
        self._show(at)

    @property
    def listing(self) -> SentenceList:
        return self.query_one(SentenceList)

    @property
    def _lines(self) -> list[RuleLine]:
        return rule_lines(self._rules, self._chapter.currency, self._chapter.country)

    @property
    def chosen(self) -> RuleLine | None:
        """The rule under the cursor."""
        return next((line for line in self._lines if _key(line) == self.listing.key), None)

    @property
    def has_draft(self) -> bool:
        return bool(self._before)

    @property
    def _saved(self) -> bool:
        return self._rules == self._chapter.rules

    # What is shown

    def _show(self, at: str = "") -> None:
        lines: list[SentenceLine] = []
        for line in self._lines:
            if line.part in _HEADINGS and not any(known.key.startswith(line.part) for known in lines):
                lines += [SentenceLine("", Content(""))] if lines else []
                lines.append(SentenceLine("", Content(_HEADINGS[line.part])))
            lines.append(SentenceLine(_key(line), words(line.sentence)))
        self.listing.show(lines, at)
        title = Content.assemble(words("Rules"), quiet(f" · {self._chapter.name}"))
        state = quiet("on record") if self._saved else amber("not saved · ctrl+s saves")
        self.top_line.show(TopWords(title, right=state))
        self._say()
        self._weigh()

    def _say(self) -> None:
        self.key_line.say("change this rule" if self.chosen else "")

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._asked_to_leave = False
        self._say()

    @work(exclusive=True, group="weigh")
    @ignore_if_unmounted
    async def _weigh(self) -> None:
        """Show where the table would stand by the draft."""
        try:
            if not self._on_record:
                self._on_record = await self.desk.read(meaning, self._chapter.rules)
            table = await self.desk.read(meaning, self._rules)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        picture = MeaningPicture(table, levels(self._on_record), self._saved)
        self.query_one(MeaningPane).show(picture)

    # Changes of the draft

    def _change(self, rules: ChapterRules, at: str = "", said: str = "") -> None:
        if rules != self._rules:
            self._before.append(self._rules)
            self._rules = rules
        self.tell(said)
        self._show(at)
        self.look_what_to_undo()

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_edit()

    @work
    @ignore_if_unmounted
    async def action_edit(self) -> None:
        if self.chosen is not None:
            await self._fill_in(self.chosen.part, self.chosen.index)

    async def _fill_in(self, part: RulePart, index: int) -> None:
        chapter = self._chapter
        form = rule_form(self._rules, part, index, chapter.currency, chapter.country)
        rules = await self.app.push_screen_wait(RuleDialog(form))
        if rules is not None:
            self._change(rules, f"{part}:{max(index, 0)}")

    @work
    @ignore_if_unmounted
    async def action_add(self) -> None:
        lines = [Line(part.value, (words(name), quiet(what))) for part, name, what in _NEW]
        chosen = await self.app.push_screen_wait(PickDialog("Add a rule", _PRESET_COLUMNS, lines))
        if chosen is not None:
            await self._fill_in(RulePart(chosen), _AT_END)

    def action_remove(self) -> None:
        """Take it out of the draft; `u` brings it back."""
        line = self.chosen
        if line is None:
            return
        rules = without(self._rules, line.part, line.index)
        if rules == self._rules:
            self.tell("There is nothing to take out: nothing is ruled here.", "amber")
        else:
            self._change(rules, said="Taken out. u brings it back.")

    @work
    @ignore_if_unmounted
    async def action_presets(self) -> None:
        """Somebody's published rules, as a draft; the vote and the money stay where these say nothing."""
        lines = [Line(preset.name, (words(preset.name), quiet(preset.source))) for preset in RULE_PRESETS]
        notes = {preset.name: _note(preset.rules, self._chapter) for preset in RULE_PRESETS}
        heading = "Rules as groups publish them"
        chosen = await self.app.push_screen_wait(PickDialog(heading, _PRESET_COLUMNS, lines, notes=notes))
        preset = next((preset for preset in RULE_PRESETS if preset.name == chosen), None)
        if preset is not None:
            rules = preset.taken_by(self._chapter.rules, self._chapter.currency)
            self._change(rules, said=f"The rules of {preset.name}. ctrl+s saves them, u takes them back.")

    async def action_undo(self) -> None:
        if not self._before:
            await super().action_undo()
            return
        self._rules = self._before.pop()
        self.tell("Taken back.")
        self._show()
        await self.name_undo()

    async def action_redo(self) -> None:
        if self._saved:
            await super().action_redo()
        else:
            self.tell("Not saved yet: ctrl+s saves, u takes back.", "amber")

    # On record

    @work
    @ignore_if_unmounted
    async def action_save(self) -> None:
        sent, changes = self._rules, len(self._before)
        try:
            await self.do(SetRules(sent, self._chapter.rules))
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        del self._before[:changes]
        await self.name_undo()
        self.tell("✓ These rules hold. Meetings already held are counted by them too.")

    def action_back(self) -> None:
        """Out; where something is not saved, once asked."""
        if self._saved or self._asked_to_leave:
            self.post_message(self.RulesLeft(self._chapter))
            return
        self._asked_to_leave = True
        self.tell("Not saved yet: ctrl+s saves, escape again drops them.", "amber")


def _key(line: RuleLine) -> str:
    return f"{line.part}:{max(line.index, 0)}"


def _note(rules: ChapterRules, chapter: Chapter) -> str:
    """The first sentences of a preset."""
    return " ".join(line.sentence for line in rule_lines(rules, chapter.currency, chapter.country)[:2])
