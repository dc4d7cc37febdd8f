"""Settings: what a chapter has decided, its habits in sentences, and each thing one key away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from leadsroom.acts.chapter.commands import (
    ChangeChapter,
    ReopenChapter,
    habits_of,
    sums_to_enter_again,
)
from leadsroom.domain.agenda.agenda import USUAL_TABLE, pitch_changeover
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.fit import fit_of_agenda, parts_in_words
from leadsroom.domain.rules.chapter_rules import NO_RULES
from leadsroom.domain.rules.rule_words import rules_in_short
from leadsroom.domain.season.calendar import DateKind, schedule_in_words
from leadsroom.domain.text.country import currency_in_words
from leadsroom.domain.text.wording import full_day, length_in_words, seconds_or_minutes, short_date
from leadsroom.views.association.seen_by_chapter import settings_here
from leadsroom.views.chapter import SettingsPicture
from leadsroom.views.season import DateRecord
from screens.kit.form.box import FormBox
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage
from screens.kit.listing import Column, Line, found
from screens.kit.pane import TallPane, lines
from screens.kit.status_message import StatusLine
from screens.kit.styled import key, quiet, strong, words
from screens.kit.theme import style
from screens.setup.chapter_form import ChapterForm
from screens.setup.hand_over_form import Giving, hand_over_form

SETTINGS_COLUMNS = (Column(), Column(), Column(least=20, most=100, fills=True))
_SPECIAL_DATES_SHOWN = 2


class HabitsPane(TallPane[SettingsPicture]):
    """When, where and for how long the chapter meets, and where it stands, as one would say it."""

    def draw(self, picture: SettingsPicture, width: int) -> Content:
        chapter, sentences = picture.chapter, [*habits_in_sentences(picture), *picture.in_association]
        rows = [line for sentence in sentences for line in quiet(sentence).wrap(width)]
        return lines(*strong(chapter.name).wrap(width), Content(""), *rows)


def habits_in_sentences(picture: SettingsPicture) -> list[str]:
    """`Meets every Wednesday at 7:00 AM, for 90 min, at Pier 4.` and so on."""
    chapter = picture.chapter
    at = clock_time(chapter.starts_at(picture.season.today), chapter, half=True)
    place = f", at {chapter.place}" if chapter.place else ""
    apart = length_in_words(chapter.changeover)
    city = chapter.timezone.rpartition("/")[2].replace("_", " ")
    schedule = schedule_in_words(chapter.schedule, chapter.weekday)
    founded = [f"Founded {full_day(chapter.founded_on)}."] if chapter.founded_on else []
    letters = [f"Letters are answered to {chapter.email}."] if chapter.email else []
    return [
        f"Meets {schedule} at {at}, for {length_in_words(chapter.length)}{place}.",
        f"Pitches of {seconds_or_minutes(chapter.pitch)}, {apart} between pitches.",
        f"{city} time · {chapter.country} phones and dates · {currency_in_words(chapter.currency)}",
        *letters,
        *founded,
    ]


def settings_lines(picture: SettingsPicture) -> list[Line]:
    """A line for each thing that can be opened, with how it stands. The keys of the lines are its letters."""
    chapter = picture.chapter
    rules = rules_in_short(chapter.rules, chapter.currency, chapter.country)
    if chapter.rules == NO_RULES:
        rules = "none yet; a preset is a good beginning"
    professions = f"{picture.professions} at the table" if picture.professions else "none yet"
    rows = {
        "c": ("Chapter", "its name, place, currency, day, time, length, pitch, email, founding"),
        "a": ("Agenda", _agenda(picture)),
        "r": ("Rules", rules),
        "p": ("Professions", professions),
        "d": ("Calendar", _calendar(picture)),
        "o": ("Hand over", _hand_over(picture)),
    }
    if chapter.archived_on is not None:
        rows["z"] = ("Open again", f"archived on {full_day(chapter.archived_on)}, and only read since")
    if picture.handed_down:
        rows["t"] = ("Handed down", picture.handed_down)
    return [Line(letter, (key(letter), words(title), quiet(how))) for letter, (title, how) in rows.items()]


def _hand_over(picture: SettingsPicture) -> str:
    away = picture.handed_over
    return "one file for the next moderator's laptop" if away is None else f"{away.words}; reading only"


def _agenda(picture: SettingsPicture) -> str:
    chapter = picture.chapter
    steps = f"{len(chapter.agenda)} step{'' if len(chapter.agenda) == 1 else 's'}"
    starts_at = chapter.starts_at(picture.season.today)
    people = picture.members or USUAL_TABLE
    fit = fit_of_agenda(chapter.agenda, people, chapter.changeover, starts_at, starts_at + chapter.length)
    return f"{steps} · {parts_in_words(fit, chapter).ends}"


def _calendar(picture: SettingsPicture) -> str:
    meeting = next((record for record in picture.coming if record.what.meets), None)
    special = (record for record in picture.coming if record.what.kind is not None and record is not meeting)
    dates = [f"{_kind(record)} {short_date(record.on)}" for record in islice(special, _SPECIAL_DATES_SHOWN)]
    if meeting is not None:
        kind = "" if meeting.what.kind is None else f", {_kind(meeting)}"
        dates.insert(0, f"next {short_date(meeting.on)}{kind}")
    return " · ".join(dates)


def _kind(record: DateRecord) -> str:
    return (record.what.kind or DateKind.EXTRA).value


_FOLLOWS = "Applies from the next meeting that has not started."
_CHAPTER, _HAND_OVER, _REOPEN = "c", "o", "z"
_OPENS = {
    _CHAPTER: "the chapter",
    "a": "the agenda",
    "r": "the rules",
    "p": "the professions",
    "d": "the calendar",
    _HAND_OVER: "the hand-over",
    _REOPEN: "the chapter again",
    "t": "what is handed down",
}
_ACTS = {_CHAPTER: "change_chapter", _HAND_OVER: "hand_over", _REOPEN: "reopen"}
_PAGES = {"a": "agenda", "r": "rules", "p": "professions", "d": "calendar", "t": "handed_down"}


def _chapter_form(picture: SettingsPicture) -> ChapterForm:
    chapter = picture.chapter
    changeover = pitch_changeover(chapter.agenda, chapter.changeover)
    return ChapterForm(
        habits_of(chapter),
        on_record=(chapter, picture.season.ahead),
        today=picture.season.today,
        members=picture.members,
        changeover=changeover,
    )


class SettingsScreen(ListPage[SettingsPicture, str]):
    """One line for each thing that can be opened, by the letter that opens it."""

    CSS_PATH = [style("page"), style("setup")]
    BINDINGS = [
        keys.enter("open", "Open what is under the cursor"),
        keys.act("c", "change_chapter", "chapter", "Name, place, day, time, length, pitch"),
        Binding("a", "open('a')", "agenda", id="agenda", tooltip="The steps of a meeting"),
        Binding(
            "r",
            "open('r')",
            "rules",
            id="rules",
            tooltip="Attendance, quotas, visitors, votes, money, how a meeting is run",
        ),
        Binding("p", "open('p')", "professions", id="professions", tooltip="Who holds which, and families"),
        Binding(
            "d",
            "open('d')",
            "calendar",
            id="calendar",
            tooltip="The calendar: holidays, open houses, schedule",
        ),
        Binding(
            "t",
            "open('t')",
            "handed down",
            id="handed-down",
            tooltip="What the association hands down, and what the chapter has of it",
            show=False,
        ),
        keys.act(
            "o", "hand_over", "hand over", "Hand all of it over to the next moderator, as a file", show=False
        ),
        keys.act("z", "reopen", "open again", "Open a chapter that is archived again", show=False),
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
        return await self.desk.read(settings_here)

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
        if letter in _ACTS:
            self.action_act(_ACTS[letter])
        elif letter in _PAGES:
            self.show(letter)
            self.open_page(_PAGES[letter])

    async def change_chapter(self) -> None:
        """The habits as a form, saved beside what another station has changed meanwhile."""
        before = seen = self.chapter

        async def again() -> ChapterForm:
            nonlocal seen
            picture = await self.read()
            seen = picture.chapter
            return _chapter_form(picture)

        if self.picture is None:
            return
        form = _chapter_form(self.picture)
        done = await self.ask(
            form, lambda habits: ChangeChapter(habits, habits_of(seen)), at=_CHAPTER, again=again
        )
        if done is not None:
            self.show_status(f"✓ On record. {sums_to_enter_again(before, self.chapter) or _FOLLOWS}")

    async def reopen(self) -> None:
        """Open it again, where it is archived."""
        if self.chapter.archived_on is None:
            self.say("The chapter is not archived.")
        else:
            await self.act(ReopenChapter(), at=_CHAPTER)

    async def hand_over(self) -> None:
        """Write one file for the next moderator; what is here is for reading only from then on."""

        async def accept(giving: Giving) -> object:
            async with self.in_order:
                given = await self.desk.hand_over(giving.to, giving.place)
                await self.reload(_HAND_OVER)
            return given

        given = await self.app.push_screen_wait(FormBox(hand_over_form(), accept))
        if given is not None:
            self.show_status(f"✓ {given.hand_over.words}: {given.file}")
