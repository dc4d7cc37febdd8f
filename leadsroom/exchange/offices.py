"""The offices of a chapter, who holds them and who held them, as text, CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from leadsroom.domain.people.offices import Held, Office, offices_of, remarks
from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.outgoing import csv_file, json_file
from leadsroom.views.people import Roster

COLUMNS = ("Office", "Name", "From", "Until", "Ended")


def _offices(roster: Roster) -> tuple[Office, ...]:
    return offices_of(roster.chapter.rules.offices, roster.members)


def csv_offices(roster: Roster) -> bytes:
    """A line for each term, those that are held first; a vacant office has one without a name."""
    return csv_file(COLUMNS, (row for office in _offices(roster) for row in _rows(office)))


def _rows(office: Office) -> Iterator[list[str]]:
    if office.is_listed and not office.held:
        yield [office.name, "", "", "", ""]
    for each in (*office.held, *office.past):
        days = (each.term.since, each.term.until, each.term.ended_on)
        yield [office.name, each.member.person.name, *(day.isoformat() if day else "" for day in days)]


def json_offices(roster: Roster) -> bytes:
    """The same as JSON, with what is to be done about offices."""
    found: dict[str, Any] = {
        "offices": [
            {
                "office": office.name,
                "is_listed": office.is_listed,
                "is_vacant": not office.held,
                "held": [_term(each) for each in office.held],
                "past": [_term(each) for each in office.past],
            }
            for office in _offices(roster)
        ],
        "remarks": list(_remarks(roster)),
    }
    return json_file(found)


def _term(held: Held) -> dict[str, Any]:
    term = held.term
    return {
        "name": held.member.person.name,
        "since": term.since,
        "until": term.until,
        "ended_on": term.ended_on,
    }


def _remarks(roster: Roster) -> tuple[str, ...]:
    return remarks(roster.chapter.rules.offices, roster.members, roster.today)


def text_offices(roster: Roster) -> str:
    """Each office with who holds it, then who held it before, then what is to be done; ends in a newline."""
    offices = _offices(roster)
    if not offices:
        return "No office is on record. The chapter lists its offices in its rules.\n"
    held = [line for office in offices for line in _lines(office)]
    past = [f"  {office.name}: {_words(each)}" for office in offices for each in office.past]
    parts = [["Offices", *held], ["Before", *past] if past else [], list(_remarks(roster))]
    return "\n\n".join("\n".join(clean_lines) for clean_lines in parts if clean_lines) + "\n"


def _lines(office: Office) -> Iterator[str]:
    if office.held:
        yield from (f"  {office.name}: {_words(each)}" for each in office.held)
    elif office.is_listed:
        yield f"  {office.name}: vacant"


def _words(held: Held) -> str:
    days = f", {held.term.days}" if held.term.days else ""
    return f"{clean(held.member.person.name)}{days}"
