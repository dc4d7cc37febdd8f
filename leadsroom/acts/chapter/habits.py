"""Founding a chapter: what its habits may be, and finding one by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from msgspec.structs import replace

from leadsroom.domain.agenda import CHANGEOVER, PlannedStep, agenda_for
from leadsroom.domain.agenda_plan import AgendaPlan, checked_plan, is_pitched
from leadsroom.domain.chapter import Chapter
from leadsroom.domain.chapter_rules import ChapterRules
from leadsroom.domain.ids import ChapterId
from leadsroom.domain.text import clean, fold
from leadsroom.domain.typed_time import LONGEST_MEETING, LONGEST_PITCH, SHORTEST_MEETING, SHORTEST_PITCH
from leadsroom.domain.wording import length_in_words
from leadsroom.errors import Refused
from leadsroom.roster.sheets import NewChapter
from leadsroom.store.read import agenda_as_data

_SHOWN_AT_MOST = 12


def founding_columns(new: NewChapter) -> dict[str, Any]:
    """The columns of a new chapter, with the agenda that suits its lengths. Raises Refused."""
    return {
        **chapter_columns(new),
        "changeover": CHANGEOVER,
        "agenda": agenda_as_data(agenda_for(new.length, new.pitch)),
    }


def agenda_columns(plan: AgendaPlan) -> dict[str, Any]:
    """The columns of an agenda; the length of its pitches is the chapter's. Raises Refused."""
    plan = checked_plan(plan)
    columns: dict[str, Any] = {"agenda": agenda_as_data(plan.steps), "changeover": plan.changeover}
    return columns if plan.pitch is None else columns | {"pitch": plan.pitch}


def agenda_followed(chapter: Chapter, new: NewChapter) -> tuple[PlannedStep, ...]:
    """The agenda under new habits: made anew, unless it has been edited.

    An edited one stays; only its pitches that were as long as the chapter's follow the new length.
    """
    if chapter.agenda == agenda_for(chapter.length, chapter.pitch):
        return agenda_for(new.length, new.pitch)
    as_usual = (is_pitched(step) and step.turn_length == chapter.pitch for step in chapter.agenda)
    return tuple(
        replace(step, turn_length=new.pitch) if follows else step
        for step, follows in zip(chapter.agenda, as_usual, strict=True)
    )


def chapter_columns(new: NewChapter) -> dict[str, Any]:
    """The columns of a chapter's habits but the agenda. Raises Refused for a habit no chapter can have."""
    _check_lengths(new)
    country = _country(new.country)
    return {
        "name": _name(new.name),
        "place": clean(new.place),
        "timezone": _timezone(new.timezone),
        "country": country,
        "currency": _currency(new.currency, country),
        "clock_24h": new.clock_24h,
        "weekday": _weekday(new.weekday),
        "starts": new.starts.replace(second=0, microsecond=0, tzinfo=None),
        "length": new.length,
        "pitch": new.pitch,
    }


def rules_followed(chapter: Chapter, currency: str) -> ChapterRules:
    """The rules under a currency: the sums of another one are not its own, and go."""
    if currency == chapter.currency:
        return chapter.rules
    return replace(chapter.rules, money=chapter.rules.money.without_sums)


def sums_to_enter_anew(before: Chapter, after: Chapter) -> str:
    """A sentence where a change of currency has taken the rules' sums away; empty where it has not."""
    if before.currency == after.currency or before.rules.money == before.rules.money.without_sums:
        return ""
    return f"Dues, fees and fines were in {before.currency}: enter them anew in the rules."


def habits_of(chapter: Chapter) -> NewChapter:
    """The habits as a form."""
    return NewChapter(
        name=chapter.name,
        place=chapter.place,
        timezone=chapter.timezone,
        country=chapter.country,
        currency=chapter.currency,
        clock_24h=chapter.clock_24h,
        weekday=chapter.weekday,
        starts=chapter.starts,
        length=chapter.length,
        pitch=chapter.pitch,
    )


def refuse_same_name(name: str, others: Iterable[Chapter]) -> None:
    """Two chapters of one database are told apart by name."""
    for other in others:
        if fold(other.name) == fold(name):
            raise Refused(f"There is a chapter called {other.name} already. Choose another name.")


def chapter_called(names: Mapping[ChapterId, str], name: str) -> ChapterId:
    """The chapter of this name, or the only one whose name contains it."""
    wanted = fold(clean(name))
    folded = {chapter_id: fold(each) for chapter_id, each in names.items()}
    exact = [chapter_id for chapter_id, each in folded.items() if each == wanted]
    found = exact or [chapter_id for chapter_id, each in folded.items() if wanted and wanted in each]
    if len(found) != 1:
        what = "No chapter is" if not found else "More than one chapter could be"
        near = [names[chapter_id] for chapter_id in found or names]
        raise Refused(f"{what} called “{clean(name)}”. Here are {in_one_sentence(near)}.")
    return found[0]


def in_one_sentence(names: Sequence[str]) -> str:
    """The names of chapters in one sentence; a long list is cut."""
    rest = len(names) - _SHOWN_AT_MOST
    return "; ".join(names[:_SHOWN_AT_MOST]) + (f"; and {rest} more" if rest > 0 else "")


def _name(typed: str) -> str:
    if not clean(typed):
        raise Refused("The group needs a name.")
    return clean(typed)


def _weekday(weekday: int) -> int:
    if not 0 <= weekday <= 6:
        raise Refused("Choose the day of the week on which the group meets.")
    return weekday


def _check_lengths(new: NewChapter) -> None:
    if not SHORTEST_MEETING <= new.length <= LONGEST_MEETING:
        raise Refused(
            f"A meeting of {length_in_words(new.length)} cannot be planned. Choose 20 minutes to 6 hours."
        )
    if not SHORTEST_PITCH <= new.pitch <= LONGEST_PITCH:
        raise Refused(
            f"A pitch of {length_in_words(new.pitch)} is out of reach. Choose 30 seconds to 5 minutes; "
            "15 seconds to 10 minutes are possible."
        )


def _timezone(typed: str) -> str:
    from zoneinfo import available_timezones

    zones = {fold(zone): zone for zone in available_timezones()}
    wanted = fold(clean(typed)).replace(" ", "_")
    if wanted in zones:
        return zones[wanted]
    places = {key.rsplit("/", 1)[-1]: zone for key, zone in sorted(zones.items()) if "/" in key}
    near = [places[key] for key in get_close_matches(wanted.rsplit("/", 1)[-1], places, n=1, cutoff=0.7)]
    hint = f"Did you mean {near[0]}?" if near else "Write it like America/New_York."
    raise Refused(f"“{clean(typed)}” is not a time zone. {hint}")


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


def currency_of(country: str) -> str:
    """The currency a country pays in today, as ISO 4217; USD when nobody knows."""
    from babel.numbers import get_territory_currencies

    found = get_territory_currencies(country.upper())
    return str(found[0]) if found else "USD"
