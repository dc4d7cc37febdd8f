"""Founding a chapter and changing its habits: what these may be, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.chapter.commands import (
    ChangeChapter,
    FoundChapter,
    NewChapter,
    currency_of,
    habits_difference,
    habits_of,
    sums_to_enter_again,
)
from leadsroom.acts.season.dates import clear_old_dates
from leadsroom.domain.agenda.agenda import CHANGEOVER, PlannedStep, agenda_for
from leadsroom.domain.agenda.plan import is_pitched
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.text.country import read_timezone
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.typed_time import LONGEST_MEETING, LONGEST_PITCH, SHORTEST_MEETING, SHORTEST_PITCH
from leadsroom.domain.text.wording import length_in_words
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.chapter import agenda_as_data, rules_as_data
from leadsroom.store.read.season import calendar_of


@handles(FoundChapter)
def found_chapter(act: Act, command: FoundChapter) -> Done:
    """Found a chapter; the subject is its row, and the act is its own."""
    new = command.habits
    agenda = agenda_as_data(agenda_for(new.length, new.pitch))
    columns = {
        **_columns(new),
        "changeover": CHANGEOVER,
        "agenda": agenda,
        "command_id": command.command_id,
    }
    _refuse_same_name(columns["name"], read_chapter.chapters(act.unit.connection))
    chapter_id = ChapterId(act.unit.insert(t.chapter, **columns))
    act.open_chapter = read_chapter.chapter(act.unit.connection, chapter_id)
    return Done(f"Founded {act.chapter.name}", subject=chapter_id)


@handles(ChangeChapter)
def change_chapter(act: Act, command: ChangeChapter) -> str:
    """Change a chapter's habits; the same ones again are no act."""
    before, new, connection = act.chapter, command.habits, act.unit.connection
    columns = _columns(new, before.timezone)
    if command.seen not in (None, habits_of(before)):
        raise Refused("The chapter was changed elsewhere meanwhile. Look again; then change it.")
    _refuse_same_name(
        columns["name"], (each for each in read_chapter.chapters(connection) if each.id != before.id)
    )
    columns["agenda"] = agenda_as_data(_agenda_followed(before, new))
    rules = _rules_followed(before, columns["currency"])
    if rules != before.rules:
        columns["rules"] = rules_as_data(rules)
    calendar = calendar_of(connection, before)
    act.unit.update(t.chapter, before.id, **columns)
    act.open_chapter = after = read_chapter.chapter(connection, before.id)
    what = f"{after.name}: {habits_difference(habits_of(before), habits_of(after))}"
    if cleared := clear_old_dates(act, calendar):
        what += f"; {cleared}"
    if reminder := sums_to_enter_again(before, after):
        what += f". {reminder.removesuffix('.')}"
    return what


def _agenda_followed(chapter: Chapter, new: NewChapter) -> tuple[PlannedStep, ...]:
    """The agenda under new habits: rebuilt, unless it has been edited.

    An edited one stays; only its pitches that were as long as the chapter's follow the new length.
    """
    if chapter.agenda == agenda_for(chapter.length, chapter.pitch):
        return agenda_for(new.length, new.pitch)
    as_usual = (is_pitched(step) and step.turn_length == chapter.pitch for step in chapter.agenda)
    return tuple(
        replace(step, turn_length=new.pitch) if follows else step
        for step, follows in zip(chapter.agenda, as_usual, strict=True)
    )


def _columns(new: NewChapter, on_record: str | None = None) -> dict[str, Any]:
    """The columns of a chapter's habits but the agenda; a zone `on_record` may stay by whatever name.

    Raises Refused for a habit no chapter can have.
    """
    _check_lengths(new)
    country = _country(new.country)
    return {
        "name": _name(new.name),
        "place": clean(new.place),
        "timezone": new.timezone if new.timezone == on_record else read_timezone(new.timezone, country),
        "country": country,
        "currency": _currency(new.currency, country),
        "clock_24h": new.clock_24h,
        "weekday": _weekday(new.weekday),
        "starts": new.starts.replace(second=0, microsecond=0, tzinfo=None),
        "length": new.length,
        "pitch": new.pitch,
    }


def _rules_followed(chapter: Chapter, currency: str) -> ChapterRules:
    """The rules under a currency: the sums of another one are not its own, and go."""
    if currency == chapter.currency:
        return chapter.rules
    return replace(chapter.rules, money=chapter.rules.money.without_sums)


def _refuse_same_name(name: str, others: Iterable[Chapter]) -> None:
    """Two chapters of one database are told apart by name."""
    for other in others:
        if fold(other.name) == fold(name):
            raise Refused(f"There is a chapter called {other.name} already. Choose another name.")


def _name(typed: str) -> str:
    if not clean(typed):
        raise Refused("The chapter needs a name.")
    return clean(typed)


def _weekday(weekday: int) -> int:
    if not 0 <= weekday <= 6:
        raise Refused("Choose the day of the week on which the chapter meets.")
    return weekday


def _check_lengths(new: NewChapter) -> None:
    if not SHORTEST_MEETING <= new.length <= LONGEST_MEETING:
        raise Refused(
            f"A meeting of {length_in_words(new.length)} cannot be planned. Choose 20 minutes to 6 hours."
        )
    if not SHORTEST_PITCH <= new.pitch <= LONGEST_PITCH:
        raise Refused(
            f"A pitch of {length_in_words(new.pitch)} is not possible. Choose 30 seconds to 5 minutes; "
            "15 seconds to 10 minutes are possible."
        )


def _country(typed: str) -> str:
    from phonenumbers import SUPPORTED_REGIONS

    code = clean(typed).upper()
    if code not in SUPPORTED_REGIONS:
        raise Refused(f"“{clean(typed)}” is not a country. Write its two letters, like US, CA or GB.")
    return code


def _currency(typed: str, country: str) -> str:
    from babel.numbers import list_currencies

    code = clean(typed).upper() or currency_of(country)
    if code not in list_currencies():
        raise Refused(f"“{clean(typed)}” is not a currency. Write its three letters, like USD, CAD or EUR.")
    return code
