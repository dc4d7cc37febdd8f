"""Settings: what the chapter has decided for itself, on one page, each thing one key away."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from leadsroom.acts.chapter.commands import ChangeChapter, habits_of, sums_to_enter_again
from leadsroom.views.chapter import SettingsPicture, settings_picture
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Line, found
from screens.kit.status_message import StatusLine
from screens.kit.theme import style
from screens.setup.chapter_form import ChapterForm
from screens.setup.settings_lines import SETTINGS_COLUMNS, HabitsPane, settings_lines

_FOLLOWS = "Applies from the next meeting that has not started."
_CHAPTER = "c"
_OPENS = {
    _CHAPTER: "the chapter",
    "a": "the agenda",
    "r": "the rules",
    "p": "the professions",
    "d": "the calendar",
}
_PAGES = {"a": "agenda", "r": "rules", "p": "professions", "d": "calendar"}


class SettingsScreen(ListPage[SettingsPicture, str]):
    """One line for each thing that can be opened, by the letter that opens it."""

    CSS_PATH = [style("page"), style("setup")]
    BINDINGS = [
        keys.enter("open", "Open what is under the cursor"),
        keys.act("c", "change_chapter", "chapter", "Name, place, day, time, length, pitch"),
        Binding("a", "open('a')", "agenda", id="agenda", tooltip="The steps of a meeting"),
        Binding("r", "open('r')", "rules", id="rules", tooltip="Attendance, quotas, visitors, votes, money"),
        Binding("p", "open('p')", "professions", id="professions", tooltip="Who holds which, and families"),
        Binding(
            "d",
            "open('d')",
            "calendar",
            id="calendar",
            tooltip="The calendar: holidays, open houses, schedule",
        ),
        *ListPage.BINDINGS,
    ]

    heading = "Settings"
    columns = SETTINGS_COLUMNS

    def body(self) -> ComposeResult:
        with VerticalScroll(id="settings-page", can_focus=False), Vertical(id="settings-column"):
            yield HabitsPane(id="habits")
            yield from self.list_parts()
            yield StatusLine()

    # What is shown

    async def read(self) -> SettingsPicture:
        return await self.desk.read(settings_picture)

    def take(self, picture: SettingsPicture) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    def lines(self, picture: SettingsPicture, wanted: str) -> Sequence[Line]:
        return found(settings_lines(picture), wanted)

    def item(self, picture: SettingsPicture, key: str) -> str | None:
        return _OPENS.get(key)

    def show_beside(self, picture: SettingsPicture) -> None:
        self.query_one(HabitsPane).show(picture)

    def main_does(self) -> str:
        return f"open {self.chosen}" if self.chosen else ""

    # What can be opened

    def action_open(self, letter: str = "") -> None:
        letter = letter or self.listing.key
        if letter == _CHAPTER:
            self.action_act("change_chapter")
        elif letter in _PAGES:
            self.show(letter)
            self.open_page(_PAGES[letter])

    async def change_chapter(self) -> None:
        """The habits as a form; they are put on record only where nobody else has changed them meanwhile."""
        before, seen = self.chapter, habits_of(self.chapter)
        members = self.picture.members if self.picture is not None else None
        form = ChapterForm(seen, on_record=True, members=members)
        done = await self.ask(form, lambda habits: ChangeChapter(habits, seen), at=_CHAPTER)
        if done is not None:
            self.show_status(f"✓ On record. {sums_to_enter_again(before, self.chapter) or _FOLLOWS}")
