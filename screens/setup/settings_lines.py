"""The settings: the habits in sentences, and a line for each thing that can be opened."""

from __future__ import annotations

from itertools import islice

from textual.content import Content

from leadsroom.domain.agenda.agenda import USUAL_TABLE
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.fit import fit_of_agenda
from leadsroom.domain.rules.chapter_rules import NO_RULES
from leadsroom.domain.rules.rule_words import rules_in_short
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.season.typed_schedule import schedule_in_words
from leadsroom.domain.text.country import currency_in_words
from leadsroom.domain.text.wording import length_in_words, seconds_or_minutes, short_date
from leadsroom.views.chapter import SettingsPicture
from leadsroom.views.season import DateRecord
from screens.kit.columns import Column
from screens.kit.listing import Line
from screens.kit.pane import TallPane, lines
from screens.kit.styled import key, quiet, strong, words

SETTINGS_COLUMNS = (Column(), Column(), Column(least=20, most=100, fills=True))
_SPECIAL_DATES_SHOWN = 2


class HabitsPane(TallPane[SettingsPicture]):
    """When, where and for how long the chapter meets, as one would say it."""

    def draw(self, picture: SettingsPicture, width: int) -> Content:
        chapter, sentences = picture.chapter, habits_in_sentences(picture)
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
    return [
        f"Meets {schedule} at {at}, for {length_in_words(chapter.length)}{place}.",
        f"Pitches of {seconds_or_minutes(chapter.pitch)}, {apart} between pitches.",
        f"{city} time · {chapter.country} phones and dates · {currency_in_words(chapter.currency)}",
    ]


def settings_lines(picture: SettingsPicture) -> list[Line]:
    """A line for each thing that can be opened, with how it stands. The keys of the lines are its letters."""
    chapter = picture.chapter
    rules = rules_in_short(chapter.rules, chapter.currency, chapter.country)
    if chapter.rules == NO_RULES:
        rules = "none yet; a preset is a good beginning"
    professions = f"{picture.professions} at the table" if picture.professions else "none yet"
    rows = {
        "c": ("Chapter", "its name, place, day, time, length and pitch"),
        "a": ("Agenda", _agenda(picture)),
        "r": ("Rules", rules),
        "p": ("Professions", professions),
        "d": ("Calendar", _calendar(picture)),
    }
    return [Line(letter, (key(letter), words(title), quiet(how))) for letter, (title, how) in rows.items()]


def _agenda(picture: SettingsPicture) -> str:
    chapter = picture.chapter
    steps = f"{len(chapter.agenda)} step{'' if len(chapter.agenda) == 1 else 's'}"
    starts_at = chapter.starts_at(picture.season.today)
    people = picture.members or USUAL_TABLE
    fit = fit_of_agenda(chapter.agenda, people, chapter.changeover, starts_at, starts_at + chapter.length)
    return f"{steps} · ends {clock_time(fit.ends_at, chapter)}, {_beside_end(fit.minutes_past)}"


def _beside_end(minutes_past: int) -> str:
    if minutes_past > 0:
        return f"{minutes_past} min too late"
    return f"{-minutes_past} min to spare" if minutes_past else "just in time"


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
