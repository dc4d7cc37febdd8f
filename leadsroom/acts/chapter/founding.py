"""Founding a chapter: what its habits may be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.chapter.commands import FoundChapter, NewChapter, currency_of
from leadsroom.domain.agenda.agenda import CHANGEOVER, agenda_for
from leadsroom.domain.ids import AreaId, ChapterId
from leadsroom.domain.text.country import read_timezone
from leadsroom.domain.text.email import read_email
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.typed_time import LONGEST_MEETING, LONGEST_PITCH, SHORTEST_MEETING, SHORTEST_PITCH
from leadsroom.domain.text.wording import full_day, length_in_words
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.association.directory import area_name, label_of_chapter, namesake_at
from leadsroom.store.read.chapter import agenda_as_data
from leadsroom.store.row_changes import Overtaken, RowChange

_APART_BY = {"name", "place", "area_id"}


@handles(FoundChapter)
def found_chapter(act: Act, command: FoundChapter) -> Done:
    """Found a chapter; the subject is its row, and the act is its own."""
    new = command.habits
    agenda = agenda_as_data(agenda_for(new.length, new.pitch))
    columns = {
        **habit_columns(new),
        "name_key": fold(clean(new.name)),
        "changeover": CHANGEOVER,
        "agenda": agenda,
        "command_id": command.command_id,
    }
    if command.area_id is not None:
        need_area(act, command.area_id)
        columns["area_id"] = command.area_id
    refuse_same_name(act, columns["name"], columns["place"], command.area_id)
    chapter_id = ChapterId(act.unit.insert(t.chapter, **columns))
    act.open_chapter = read_chapter.chapter(act.unit.connection, chapter_id)
    refuse_founded_in_future(new.founded_on, act.today)
    return Done(f"Founded {label_of_chapter(act.unit.connection, chapter_id)}", subject=chapter_id)


def habit_columns(new: NewChapter, on_record: str | None = None) -> dict[str, Any]:
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
        "email": read_email(new.email),
        "founded_on": new.founded_on,
    }


def refuse_same_name(
    act: Act, name: str, place: str, area_id: AreaId | None, besides: ChapterId | None = None
) -> None:
    """Chapters of one name are told apart by place and area. Raises Refused where both are the same."""
    other = namesake_at(act.unit.connection, name, place, area_id, besides)
    if other is None:
        return
    where = " ".join(
        filter(None, (other.place and f"at {other.place}", other.area and f"in the area {other.area}"))
    )
    archived = "" if other.archived_on is None else ", which is archived"
    raise Refused(
        f"There is a chapter called {other.name}{where and f' {where}'} already{archived}. "
        "Choose another name, place or area."
    )


def refuse_second_chapter(act: Act, changes: Iterable[RowChange]) -> None:
    """After a name, place or area was put back: no other chapter has all three by now. Raises Overtaken."""
    for change in changes:
        if change.table != t.chapter.name or not change.columns & _APART_BY:
            continue
        row = act.unit.row(t.chapter, change.id)
        assert row is not None
        other = namesake_at(
            act.unit.connection, row["name"], row["place"], row["area_id"], ChapterId(change.id)
        )
        if other is not None:
            raise Overtaken(later=f"another chapter is called {other.name} there")


def need_area(act: Act, area_id: AreaId) -> str:
    """The name of an area that is on record. Raises Refused."""
    name = area_name(act.unit.connection, area_id)
    if name is None:
        raise Refused("That area is no longer on record. Look again.")
    return name


def refuse_founded_in_future(founded_on: date | None, today: date) -> None:
    """A chapter that is on record has been founded. Raises Refused."""
    if founded_on is not None and founded_on > today:
        raise Refused(f"{full_day(founded_on)} is still to come. Enter the day of founding.")


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
