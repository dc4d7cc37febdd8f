"""`leadsroom chapter`: the chapter's habits, shown and changed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from leadsroom.acts.chapter.commands import NewChapter, habits_of, sums_to_enter_again
from leadsroom.cli.place import desk_of, opened_chapter
from leadsroom.cli.speech import beside_list, deliver, need_agreement, say
from leadsroom.domain.agenda.agenda import USUAL_TABLE
from leadsroom.domain.agenda.plan import AgendaPlan, turns_in_words, whole_in_words
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.fit import fit_in_words, fit_of_agenda
from leadsroom.domain.rules.lead_rules import lead_rules_in_words, read_lead_rules
from leadsroom.domain.season.calendar import (
    WEEKDAYS,
    WEEKLY,
    Calendar,
    Schedule,
    ScheduleKind,
    read_schedule,
    schedule_in_words,
)
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.typed_day import read_day_long_ago, weekday_called
from leadsroom.domain.text.typed_time import read_time
from leadsroom.domain.text.wording import full_day, length_in_words
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.acts.command import Command
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.store.store import Store

_RULES = "Attendance, and how a meeting is run: leadsroom rules shows it, the page of rules (g u) changes it."
_SECOND = timedelta(seconds=1)
_FROM_NOW_ON = "From now on, for slips that are taken or changed; those on record stay as they were judged."
_ENOUGH = 100_000  # more than any chapter can have, and a length all the same


def show_or_change(words: Namespace) -> int:
    """Print the habits, after changing those that were named."""
    from leadsroom.views.chapter import agenda_picture

    with opened_chapter(words) as (store, found):
        desk = desk_of(store, found)
        followed = _change(desk, found, words) if _names_change(words) else []
        table = desk.read(agenda_picture)
        area = _area_of(store, table.chapter)
    chapter = table.chapter
    agenda = agenda_described(chapter, table.members, table.next_on)
    if followed:
        beside_list(words, *followed, "")
    if words.leads is not None:
        beside_list(words, _FROM_NOW_ON, "")
    if words.format != "text":
        return deliver(words, _as_data(chapter, area, words.format))
    lines = (
        f"{described(habits_of(chapter), chapter.schedule)}.",
        *_in_association(chapter, area),
        "",
        *agenda,
        "",
        lead_rules_in_words(chapter.lead_rules),
        "",
        _RULES,
    )
    return deliver(words, "\n".join(lines) + "\n")


def _area_of(store: Store, chapter: Chapter) -> str:
    """What its area is called; empty where it stands in none."""
    if chapter.area_id is None:
        return ""
    from leadsroom.store.read.association.areas import tree

    with store.reading() as connection:
        return tree(connection).named(chapter.area_id)


def _in_association(chapter: Chapter, area: str) -> Iterator[str]:
    if area:
        yield f"It stands in the area {area}."
    if chapter.archived_on is not None:
        since = full_day(chapter.archived_on)
        yield f"Archived on {since}, and only read since: leadsroom chapter reopen opens it again."


def _as_data(chapter: Chapter, area: str, form: str) -> bytes:
    """The habits and the agenda as a table or JSON; lengths in seconds."""
    from leadsroom.exchange.outgoing import csv_file, json_file

    habits = {
        name: value // _SECOND if isinstance(value, timedelta) else value
        for name, value in asdict(habits_of(chapter)).items()
    }
    habits |= {
        "weekday": WEEKDAYS[chapter.weekday],
        "schedule": schedule_in_words(chapter.schedule, chapter.weekday),
        "leads": lead_rules_in_words(chapter.lead_rules),
        "area": area or None,
        "archived_on": chapter.archived_on,
        "number": chapter.id,
    }
    if form == "csv":
        return csv_file(("Setting", "Value"), ((name, _cell(value)) for name, value in habits.items()))
    agenda = [
        {"step": step.kind, "title": step.title, "seconds": step.planned // _SECOND}
        for step in chapter.agenda
    ]
    return json_file({**habits, "agenda": agenda})


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def undo(words: Namespace) -> int:
    """Take back what was done last from a shell of this machine."""
    from leadsroom.acts.command import Undo

    return _carry_out(words, Undo())


def redo(words: Namespace) -> int:
    """Do again what was taken back last."""
    from leadsroom.acts.command import Redo

    return _carry_out(words, Redo())


def _carry_out(words: Namespace, command: Command) -> int:
    if words.association:
        from leadsroom.cli.association.areas import association_of, take_back

        with association_of(words) as desk:
            return take_back(desk, command)
    with opened_chapter(words) as (store, found):
        say(f"{desk_of(store, found).do(command).words.removesuffix('.')}.")
    return 0


def agenda_described(chapter: Chapter, members: int, on: date) -> list[str]:
    """The agenda with the time of each step at the meeting of a date, and whether it fits."""
    plan = AgendaPlan(chapter.agenda, chapter.changeover)
    starts_at, people = chapter.starts_at(on), members or USUAL_TABLE
    fit = fit_of_agenda(plan.steps, people, plan.changeover, starts_at, starts_at + chapter.length)
    # The title last: the width of its letters depends on the terminal.
    rows = []
    for step, start in zip(plan.steps, plan.starts(people, starts_at), strict=True):
        turns = turns_in_words(step, people, plan.changeover)
        whole = whole_in_words(step, people, plan.changeover)
        rows.append((clock_time(start, chapter), whole, step.title + (f" ({turns})" if turns else "")))
    at_wide, whole_wide = (max((len(row[column]) for row in rows), default=0) for column in (0, 1))
    lines = [f"{at:>{at_wide}}  {whole:>{whole_wide}}  {title}" for at, whole, title in rows]
    sentence = fit_in_words(fit, chapter)
    fits = f"{sentence[:1].upper()}{sentence[1:]}."
    nobody = [] if members else [f"The roster is empty: {people} people assumed at the table."]
    return [*lines, "", fits, *nobody]


def _names_change(words: Namespace) -> bool:
    return any(getattr(words, name) is not None for name in _OPTIONS)


def _change(desk: SyncDesk, found: Chapter, words: Namespace) -> list[str]:
    """Make every change that was named in one act, once it is agreed what that clears; what followed."""
    from leadsroom.acts.chapter.changing import read_habits
    from leadsroom.acts.chapter.commands import ChangeChapter
    from leadsroom.domain.chapter.changes import chapter_change
    from leadsroom.views.chapter import chapter_here
    from leadsroom.views.season import season

    before = habits_of(found)
    seen = desk.read(season, 1)
    after = read_habits(changed(before, words, seen.today), found.timezone)
    rules = None if words.leads is None else read_lead_rules(words.leads)
    schedule = found.schedule
    if words.schedule is not None:
        following = Calendar(after.weekday, found.schedule).upcoming(seen.today).on
        schedule = read_schedule(words.schedule, after.weekday, seen.today, following)
    change = chapter_change(
        found,
        seen.ahead,
        currency=after.currency,
        weekday=after.weekday,
        schedule=schedule,
        length=after.length,
        pitch=after.pitch,
    )
    if change.lost:
        need_agreement(words, *change.lost)
    desk.do(ChangeChapter(after, before, schedule, rules))
    reminder = sums_to_enter_again(found, desk.read(chapter_here))
    lines = (*change.dates.words, change.agenda)
    return [*([reminder] if reminder else []), *(f"{x[:1].upper()}{x[1:]}." for x in lines if x)]


def described(new: NewChapter, schedule: Schedule = WEEKLY) -> str:
    """The habits in one line: `Harborview: Wednesdays at 7:00 AM (America/Los_Angeles), 90 minutes, …`."""
    hour = (
        f"{new.starts:%H:%M}"
        if new.clock_24h
        else f"{new.starts:%I:%M} {'AM' if new.starts.hour < 12 else 'PM'}"
    )
    where = f", {new.place}" if new.place else ""
    email = f", letters answered to {new.email}" if new.email else ""
    founded = f", founded {full_day(new.founded_on)}" if new.founded_on else ""
    weekly = f"{WEEKDAYS[new.weekday]}s"
    days = weekly if schedule.kind is ScheduleKind.WEEKLY else schedule_in_words(schedule, new.weekday)
    return (
        f"{new.name}{where}: {days} at {hour.lstrip('0')} ({new.timezone}), "
        f"{new.length // timedelta(minutes=1)} minutes, pitches of {length_in_words(new.pitch)}, "
        f"{new.country}, {new.currency}{email}{founded}"
    )


_OPTIONS = (
    *("rename", "place", "timezone", "country", "currency", "clock", "weekday", "schedule", "starts"),
    *("minutes", "pitch", "leads", "email", "founded"),
)


def changed(habits: NewChapter, words: Namespace, today: date) -> NewChapter:
    """The habits with what was named on the command line. Raises Refused."""
    new = {
        "name": words.rename,
        "place": words.place,
        "timezone": words.timezone,
        "country": words.country,
        "currency": words.currency,
        "clock_24h": None if words.clock is None else words.clock == 24,
        "weekday": None if words.weekday is None else read_weekday(words.weekday, habits.country),
        "starts": None if words.starts is None else read_time(words.starts),
        "length": None if words.minutes is None else timedelta(minutes=min(words.minutes, _ENOUGH)),
        "pitch": None if words.pitch is None else timedelta(seconds=min(words.pitch, _ENOUGH)),
        "email": words.email,
    }
    named = {name: value for name, value in new.items() if value is not None}
    if words.founded is not None:
        named["founded_on"] = _founded_on(words.founded, today, habits.country)
    return replace(habits, **named)


def _founded_on(typed: str, today: date, country: str) -> date | None:
    """The day of founding as it was typed; `none` and nothing take it off the record. Raises Refused."""
    return None if fold(typed) in ("", "none") else read_day_long_ago(typed, today, country)


def read_weekday(typed: str, country: str) -> int:
    """A day of the week, 0 for Monday, by its name or the beginning of it, in English or a language of the
    country. Raises Refused.
    """
    word = fold(typed)
    found = weekday_called(word, country) if word else None
    if found is None:
        raise Refused(f"“{typed}” is not a day of the week. Write it like Wednesday or Wed.")
    return found
