"""Settings: what the chapter has decided for itself, on one page, each thing one key away."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from leadsroom.acts.chapter.commands import ChangeChapter
from leadsroom.acts.chapter.habits import NewChapter, habits_of, sums_to_enter_anew
from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.errors import Refused
from leadsroom.views.chapter import SettingsPicture, settings_picture
from screens.dialogs.habits import HabitsDialog
from screens.kit.ignore_if_unmounted import ignore_if_unmounted
from screens.kit.list_page import RecordPage
from screens.kit.listing import Listing
from screens.kit.page import Page
from screens.kit.styled import quiet, words
from screens.kit.theme import style
from screens.kit.top_line import TopWords
from screens.widgets.settings_lines import SETTINGS_COLUMNS, HabitsPane, settings_lines

_FOLLOWS = "The next meeting follows, unless something is recorded in it already."
_OPENS = {
    "c": "the chapter",
    "a": "the agenda",
    "r": "the rules",
    "p": "the professions",
    "d": "the calendar",
}


class SettingsScreen(RecordPage):
    """One line for each thing that can be opened. It reads anew whenever it is in view again."""

    CSS_PATH = [style("page"), style("settings")]
    BINDINGS = [
        Binding("enter", "open", "open", id="main", tooltip="Open what is under the cursor"),
        Binding("c", "open('c')", "chapter", id="chapter", tooltip="Name, place, day, time, length, pitch"),
        Binding("a", "open('a')", "agenda", id="agenda", tooltip="The steps of a meeting"),
        Binding("r", "open('r')", "rules", id="rules", tooltip="Attendance, quotas, guests, votes, money"),
        Binding("p", "open('p')", "professions", id="professions", tooltip="Who holds which, and families"),
        Binding("d", "open('d')", "dates", id="dates", tooltip="The season: holidays, open houses, schedule"),
        *RecordPage.BINDINGS,
        Binding("escape,q,s", "back", "back", id="back", key_display="esc", tooltip="Back to home"),
        *Page.BINDINGS,
    ]

    AUTO_FOCUS = "#settings"

    class AgendaOpened(Message):
        """The agenda was asked for."""

    class RulesOpened(Message):
        """The rules were asked for."""

    class ProfessionsOpened(Message):
        """The professions were asked for."""

    class CalendarOpened(Message):
        """The calendar was asked for."""

    class ChapterChanged(Message):
        """The chapter's habits are others now."""

        def __init__(self, chapter: Chapter) -> None:
            super().__init__()
            self.chapter = chapter

    class SettingsLeft(Message):
        """The settings were left."""

    def __init__(self, desk: Desk, chapter: Chapter) -> None:
        super().__init__(desk)
        self._chapter = chapter
        self._picture: SettingsPicture | None = None

    def body(self) -> ComposeResult:
        with VerticalScroll(id="settings-page", can_focus=False), Vertical(id="settings-column"):
            yield HabitsPane(id="habits")
            yield Listing(SETTINGS_COLUMNS, id="settings")
            yield Static(id="said")

    def on_screen_resume(self) -> None:
        self._read()

    # What is shown

    @property
    def listing(self) -> Listing:
        return self.query_one("#settings", Listing)

    @property
    def cursor(self) -> str:
        return self.listing.key

    @work(exclusive=True, group="read")
    @ignore_if_unmounted
    async def _read(self) -> None:
        await self.reload()

    async def reload(self, at: str = "") -> None:
        try:
            self._picture = await self.desk.read(settings_picture)
        except Refused as no:
            self.tell(str(no), "wrong")
            return
        if self._chapter != self._picture.chapter:
            self._chapter = self._picture.chapter
            self.post_message(self.ChapterChanged(self._chapter))
        self.query_one(HabitsPane).show(self._picture)
        self.listing.show(settings_lines(self._picture), at)
        title = Content.assemble(words("Settings"), quiet(f" · {self._chapter.name}"))
        self.top_line.show(TopWords(title))
        self._say()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.forget_told()
        self._say()

    def _say(self) -> None:
        what = _OPENS.get(self.listing.key)
        self.key_line.say(f"open {what}" if what else "")

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    # What can be opened

    def action_open(self, letter: str = "") -> None:
        letter = letter or self.listing.key
        if letter == "c":
            self._change_chapter()
        elif letter in _MESSAGES:
            self.listing.show(settings_lines(self._picture) if self._picture else [], letter)
            self.post_message(_MESSAGES[letter]())

    @work
    @ignore_if_unmounted
    async def _change_chapter(self) -> None:
        """The habits as a form; they are put on record only where nobody else has changed them meanwhile."""
        before = self._chapter
        seen = habits_of(before)

        def dialog(filled: NewChapter | None, refusal: str) -> HabitsDialog:
            return HabitsDialog(filled or seen, refusal)

        async def accept(habits: NewChapter) -> Chapter:
            await self.do(ChangeChapter(habits, seen))
            return self._chapter

        after = await self.ask_until_accepted(dialog, accept, seen)
        if after is not None:
            self.tell(f"✓ On record. {sums_to_enter_anew(before, after) or _FOLLOWS}")

    def action_back(self) -> None:
        self.post_message(self.SettingsLeft())


_MESSAGES: dict[str, type[Message]] = {
    "a": SettingsScreen.AgendaOpened,
    "r": SettingsScreen.RulesOpened,
    "p": SettingsScreen.ProfessionsOpened,
    "d": SettingsScreen.CalendarOpened,
}
