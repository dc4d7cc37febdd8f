"""The chapter's rules: each read back as a sentence, and beside them what they mean for the table today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize

from leadsroom.acts.desk import Desk
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.rule_edit import without
from leadsroom.domain.rules.rule_presets import RULE_PRESETS
from leadsroom.domain.rules.rule_words import RuleLine, RulePart, rule_lines, rules_difference
from leadsroom.errors import Refused
from leadsroom.views.chapter import chapter_here
from leadsroom.views.rules import MemberMeaning, meaning
from screens.kit.dialog import PickDialog
from screens.kit.keyboard import keys
from screens.kit.keyboard.keys_in_order import ask, can_answer
from screens.kit.keyboard.unmeant_keys import ToBeRead
from screens.kit.leaving import PageDraft, ignore_if_unmounted
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line, Listing, SentenceList, found, sentence
from screens.kit.status_message import StatusLine
from screens.kit.styled import amber, quiet, words
from screens.kit.theme import style
from screens.rules.forms import rule_form
from screens.rules.impact_pane import MeaningPane, MeaningPicture, levels

_HEADINGS = {
    RulePart.LIMIT: "Attendance",
    RulePart.SUBSTITUTES: "Substitutes, leads and visitors",
    RulePart.DUES: "Money",
    RulePart.MEETING: "At the table",
    RulePart.REMARK: "Remark",
}
_NEW = (
    (RulePart.LIMIT, "a limit", "so many absences, substitutes or lates in a window"),
    (RulePart.SHARE, "minimum attendance", "at least so many percent of the meetings"),
    (RulePart.QUOTA, "a quota", "so many leads, visitors or testimonials"),
    (RulePart.REMARK, "a remark", "what no figure says"),
)
_PRESET_COLUMNS = (Column(), Column(least=20, fills=True))
_AT_END = -1
_BOTH = 100  # cells from which both sides are seen, as the looks have it
_CHANGED_ELSEWHERE = (
    "The rules were changed elsewhere meanwhile, and yours are not saved: "
    "ctrl+s saves them in place of those, u takes them back."
)

_PUT_BACK = "Put back, and not saved yet. ctrl+s saves these rules, u takes the last change back."
_OVERTAKEN = "The rules were changed elsewhere since: what you had not saved was let go."


class RulesScreen(ListPage[Chapter, RuleLine]):
    """A draft of the rules. Nothing holds before it is saved.

    `u` takes back the last change of the draft; where nothing is left to save, what was done last.
    """

    CSS_PATH = [style("page"), style("rules")]
    BINDINGS = [
        keys.enter("edit", "Change this rule"),
        keys.new("new", "A limit, a minimum attendance or a quota"),
        Binding("tab", "turn", "the table", id="turn", tooltip="What the rules mean for the table, and back"),
        keys.edit("Change this rule", show=False),
        keys.delete("take out", "Take the rule under the cursor out"),
        keys.act("o", "other_rules", "other rules", "The rules of chapters that publish theirs"),
        keys.act("b", "broken", "broken", "Who broke which rule, months back"),
        Binding("ctrl+s", "act('save')", "save", id="save", tooltip="Save these rules"),
        *ListPage.BINDINGS,
    ]

    heading = "Rules"
    find_hint = "any part of a rule"

    def __init__(self, desk: Desk, chapter: Chapter) -> None:
        super().__init__(desk, chapter)
        self._rules = chapter.rules
        self._before: list[ChapterRules] = []
        self._on_record: tuple[MemberMeaning, ...] = ()
        self._weighed: tuple[ChapterRules, bool] | None = None
        self._asked_to_leave = self._is_narrow = False
        self._to_be_read = ToBeRead()
        self._page_draft = PageDraft(self, "rules", UnsavedRules)

    def body(self) -> ComposeResult:
        with Container(id="rules-page"):
            with Vertical(id="rules-side"):
                yield from self.list_parts()
            with VerticalScroll(id="meaning-side"):
                yield MeaningPane(id="meaning")
        yield StatusLine()

    def make_list(self) -> Listing:
        return SentenceList(id="list")

    # What is shown

    async def read(self) -> Chapter:
        return await self.desk.read(chapter_here)

    def take(self, picture: Chapter) -> None:
        """Show the rules on record, or go on with the draft beside them."""
        super().take(picture)
        was, self.chapter = self.chapter.rules, picture
        self._on_record, self._weighed = (), None
        if picture.rules != was:
            self._follow(picture.rules, was)

    def _follow(self, rules: ChapterRules, was: ChapterRules) -> None:
        """Other rules are on record: those of a draft that was saved, or somebody else's, which is said."""
        stands = [*self._before, self._rules]
        if self._rules in (was, rules):
            self._before, self._rules = [], rules
        elif rules in stands:
            del self._before[: stands.index(rules)]
        else:
            self._before = [rules]
            self.show_status(_CHANGED_ELSEWHERE, "wrong")
        self.keep_drafts()

    @property
    def _is_saved(self) -> bool:
        return self._rules == self.chapter.rules

    @property
    def has_draft(self) -> bool:
        return bool(self._before)

    @property
    def _rule_lines(self) -> list[RuleLine]:
        return rule_lines(self._rules, self.chapter.currency, self.chapter.country)

    def lines(self, picture: Chapter, wanted: str) -> Sequence[Line]:
        return found(_drawn(self._rule_lines), wanted)

    def item(self, picture: Chapter, key: str) -> RuleLine | None:
        return next((line for line in self._rule_lines if _key(line) == key), None)

    def beside_title(self, picture: Chapter) -> Content:
        return quiet("on record") if self._is_saved else amber("not saved · ctrl+s saves")

    def show_beside(self, picture: Chapter) -> None:
        if self._weighed != (self._rules, self._is_saved):
            self._weigh()

    def main_does(self) -> str:
        return "change this rule" if self.chosen and not self._is_turned else ""

    def others_do(self) -> Mapping[str, str]:
        """In a narrow window one side is seen, and the other one is named; what is saved needs no saving."""
        says = {"turn": "the rules" if self._is_turned else "the table"}
        if not self._is_narrow:
            says = {"turn": ""}
        return says | {"save": ""} if self._is_saved else says

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where the rules are out of sight nothing is done to the one under the cursor."""
        acts_on_rule = action in ("open", "find") or (action == "act" and parameters != ("save",))
        return super().check_action(action, parameters) and not (self._is_turned and acts_on_rule)

    @property
    def _is_turned(self) -> bool:
        """Whether the table is seen in the place of the rules."""
        return self._is_narrow and self.has_class("-turned")

    def action_turn(self) -> None:
        """To the other of the two: where both are seen the keyboard goes there."""
        if not self._is_narrow:
            self.focus_next()
        elif self._is_turned:
            self.to_list()
        else:
            self.add_class("-turned")
            self.query_one("#meaning-side").focus()
        self.refresh_bindings()

    def to_list(self) -> None:
        self.remove_class("-turned")
        super().to_list()

    def on_resize(self, event: Resize) -> None:
        self._is_narrow = event.size.width < _BOTH
        self.say_keys()

    def action_back(self) -> None:
        """Back to the rules, or out of a search, or out of the page."""
        if self._is_turned:
            self.action_turn()
        else:
            super().action_back()

    def cursor_moved(self) -> None:
        self._asked_to_leave = False

    @work(exclusive=True, group="weigh")
    @ignore_if_unmounted
    async def _weigh(self) -> None:
        """Show where the table would stand by the draft."""
        try:
            if not self._on_record:
                self._on_record = await self.desk.read(meaning, self.chapter.rules)
            table = await self.desk.read(meaning, self._rules)
        except Refused as no:
            self.show_status(str(no), "wrong")
            return
        self._weighed = (self._rules, self._is_saved)
        picture = MeaningPicture(table, levels(self._on_record), self._is_saved)
        self.query_one(MeaningPane).show(picture)

    # Changes of the draft

    def _change(self, rules: ChapterRules, at: str = "", status: str = "") -> None:
        if rules != self._rules:
            self._before.append(self._rules)
            self._rules = rules
        self.keep_drafts()
        self.show(at)
        self.show_status(status)
        self.look_what_to_undo()

    def action_open(self) -> object:
        return self.action_act("edit")

    async def edit(self) -> None:
        """Change the rule under the cursor."""
        if self.chosen is not None:
            await self._fill_in_rule(self.chosen.part, self.chosen.index)

    async def _fill_in_rule(self, part: RulePart, index: int) -> None:
        form = rule_form(self._rules, part, index, self.chapter.currency, self.chapter.country)
        rules = await self.ask_for(form)
        if rules is not None:
            self._change(rules, f"{part}:{max(index, 0)}")

    async def new(self) -> None:
        """Another limit, minimum or quota."""
        lines = [Line(part.value, (words(name), quiet(what))) for part, name, what in _NEW]
        chosen = await self.app.push_screen_wait(PickDialog("A new rule", _PRESET_COLUMNS, lines))
        if chosen is not None:
            await self._fill_in_rule(RulePart(chosen.key), _AT_END)

    async def delete(self) -> None:
        """Take it out of the draft; `u` brings it back."""
        line = self.chosen
        if line is None:
            return
        rules = without(self._rules, line.part, line.index)
        if rules == self._rules:
            self.show_status("There is nothing to take out: no rule is set here.", "amber")
        else:
            self._change(rules, status="Taken out. u brings it back.")

    async def other_rules(self) -> None:
        """Somebody's published rules, as a draft; the vote and the money stay where these say nothing."""
        lines = [Line(preset.name, (words(preset.name), quiet(preset.source))) for preset in RULE_PRESETS]
        notes = {preset.name: _note(preset.rules, self.chapter) for preset in RULE_PRESETS}
        heading = "Published rules"
        chosen = await self.app.push_screen_wait(PickDialog(heading, _PRESET_COLUMNS, lines, notes=notes))
        preset = next((preset for preset in RULE_PRESETS if chosen and preset.name == chosen.key), None)
        if preset is not None:
            rules = preset.taken_by(self.chapter.rules, self.chapter.currency)
            stays = f"yours stay for {preset.stays(self.chapter.currency)}"
            status = f"The rules of {preset.name}; {stays}. ctrl+s saves, u undoes."
            self._change(rules, status=status)

    async def broken(self) -> None:
        """Every breach of the rules on record, on a page of its own."""
        self.open_page("breaches")

    async def action_undo(self) -> None:
        if not self._before:
            await super().action_undo()
            return
        was, self._rules = self._rules, self._before.pop()
        self.keep_drafts()
        self.show()
        undone = rules_difference(self._rules, was, self.chapter.currency, self.chapter.country)
        self.show_status(f"✓ Undid: {(undone or 'the last change').rstrip('.')}.")
        await self.name_undo()

    async def action_redo(self) -> None:
        if self._is_saved:
            await super().action_redo()
        else:
            self.show_status("Not saved yet: ctrl+s saves, u takes back.", "amber")

    # On record

    async def save(self) -> None:
        """These rules hold from now on."""
        if self._is_saved:
            self.show_status("Nothing was changed.", "quiet")
            return
        seen = self.chapter.rules
        try:
            await self.do(SetRules(self._rules, seen))
        except Refused as no:
            await self.reload()
            if self.chapter.rules == seen:
                self.show_status(str(no), "wrong")
            elif self._rules == self.chapter.rules:
                self.show_status("These rules were saved elsewhere already.", "quiet")
            return
        self.show_status("✓ Rules saved. They also apply to past meetings.")

    async def may_leave(self) -> bool:
        """Where something is not saved, once it was said."""
        if self._is_saved or (self._asked_to_leave and can_answer(self, self._to_be_read)):
            return True
        self._asked_to_leave = True
        ask(self, self._to_be_read)
        self.show_status("Not saved yet: ctrl+s saves; leaving again keeps a draft.", "amber")
        return False

    # What is not saved outlives the page

    def keep_drafts(self) -> None:
        """Keep what is not saved for when the page is opened again."""
        before = tuple(self._before) or (self.chapter.rules,)
        self._page_draft.keep(None if self._is_saved else UnsavedRules(before, self._rules))

    async def settle_in(self) -> None:
        """Once, put back what was not saved when the page was left."""
        if self.picture is not None and self._page_draft.put_back(self._put_back, self.say):
            self.keep_drafts()
            await self.name_undo()

    def _put_back(self, unsaved: UnsavedRules) -> None:
        if unsaved.now == self.chapter.rules:
            return
        if unsaved.before[:1] != (self.chapter.rules,):
            self.show_status(_OVERTAKEN, "amber")
            return
        self._before, self._rules = list(unsaved.before), unsaved.now
        self.show()
        self.show_status(_PUT_BACK, "amber")


class UnsavedRules(Struct, frozen=True):
    """Rules that are not saved, as they outlive the page: what held before each change, and what stands."""

    before: tuple[ChapterRules, ...]
    now: ChapterRules


def _drawn(rules: Iterable[RuleLine]) -> Iterator[Line]:
    """The rules as sentences, those of one subject under its heading."""
    shown: set[str] = set()
    for line in rules:
        if line.part in _HEADINGS and line.part not in shown:
            if shown:
                yield sentence("", Content(""))
            yield sentence("", Content(_HEADINGS[line.part]))
            shown.add(line.part)
        yield sentence(_key(line), words(line.sentence))


def _key(line: RuleLine) -> str:
    return f"{line.part}:{max(line.index, 0)}"


def _note(rules: ChapterRules, chapter: Chapter) -> str:
    """The first sentences of a preset."""
    return " ".join(line.sentence for line in rule_lines(rules, chapter.currency, chapter.country)[:2])
