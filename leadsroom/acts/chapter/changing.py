"""Changing a chapter: its habits, its schedule and what it asks of a lead, in one act or not at all."""

from __future__ import annotations

from msgspec.structs import replace

from leadsroom.acts.act import Act, handles
from leadsroom.acts.chapter.commands import (
    ChangeChapter,
    NewChapter,
    are_sums_cleared,
    habits_difference,
    habits_of,
)
from leadsroom.acts.chapter.founding import habit_columns, refuse_founded_in_future, refuse_same_name
from leadsroom.acts.season.dates import check_schedule, move_to_schedule, season_ahead, since_in_words
from leadsroom.domain.chapter.changes import agenda_followed, rules_followed
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.rules.lead_rules import lead_rules_in_words
from leadsroom.domain.season.calendar import schedule_in_words
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.chapter import agenda_as_data, lead_rules_as_data, rules_as_data, schedule_as_data


@handles(ChangeChapter)
def change_chapter(act: Act, command: ChangeChapter) -> str:
    """Change what is named; the same again is no act."""
    before, connection = act.chapter, act.unit.connection
    new = read_habits(command.habits, before.timezone)
    schedule = before.schedule if command.schedule is None else command.schedule
    if command.seen not in (None, habits_of(before)):
        raise Refused("The chapter was changed elsewhere meanwhile. Look again; then change it.")
    if (new.name, new.place) != (before.name, before.place):
        refuse_same_name(act, new.name, new.place, before.area_id, before.id)
    if new.founded_on != before.founded_on:
        refuse_founded_in_future(new.founded_on, act.today)
    if schedule != before.schedule:
        check_schedule(schedule)
    moves = (new.weekday, schedule) != (before.weekday, before.schedule)
    ahead = season_ahead(act) if moves else None
    columns = {**habit_columns(new, before.timezone), "name_key": fold(new.name)}
    columns["agenda"] = agenda_as_data(agenda_followed(before, new.length, new.pitch))
    rules = rules_followed(before, new.currency)
    if rules != before.rules:
        columns["rules"] = rules_as_data(rules)
    if schedule != before.schedule:
        columns["rhythm"] = schedule_as_data(schedule)
    if command.lead_rules not in (None, before.lead_rules):
        columns["lead_rules"] = lead_rules_as_data(command.lead_rules)
    act.unit.update(t.chapter, before.id, **columns)
    act.open_chapter = after = read_chapter.chapter(connection, before.id)
    moved = "" if ahead is None else move_to_schedule(act, ahead)
    return "; ".join(part for part in (_in_words(before, after), moved) if part)


def read_habits(new: NewChapter, on_record: str) -> NewChapter:
    """Habits as they would be on record, where a time zone is already. Raises Refused for what no chapter
    can have.
    """
    return replace(new, **habit_columns(new, on_record))


def _in_words(before: Chapter, after: Chapter) -> str:
    """What was changed, from what to what, and which sums went with it."""
    parts = [habits_difference(habits_of(before), habits_of(after))]
    if after.schedule != before.schedule:
        words = schedule_in_words(after.schedule, after.weekday)
        parts.append(f"meets {words}{since_in_words(after.schedule)}")
    if after.lead_rules != before.lead_rules:
        parts.append(lead_rules_in_words(after.lead_rules).removesuffix("."))
    if are_sums_cleared(before, after):
        parts.append(f"dues, fees and fines in {before.currency} cleared")
    return f"{after.name}: {'; '.join(part for part in parts if part)}"
