"""Visitors and what became of them, as text, CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from leadsroom.domain.people.follow_up import Visitor
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.plain_text import clean
from leadsroom.exchange.outgoing import FileWanted, csv_file, json_file, write_wanted
from leadsroom.store.reading import Reading
from leadsroom.views.people import VisitorsPicture, visitors

_MAY_WRITE = {True: "yes", False: "no", None: "not asked"}
COLUMNS = (
    "Name", "Visits", "Last visit", "Profession", "Seat", "Phone", "Email", "May write", "Invited by",
    "Outcome", "Note", "Visit dates",
)  # fmt: skip


def write_visitors(reading: Reading, wanted: FileWanted) -> Path:
    """Write all visitors into a file; where it is. Raises Refused."""
    return write_wanted(wanted, csv_visitors(visitors(reading)))


def csv_visitors(picture: VisitorsPicture) -> bytes:
    """A line for each visitor, newest first."""
    return csv_file(COLUMNS, (_cells(visitor, picture) for visitor in picture.visitors))


def _cells(visitor: Visitor, picture: VisitorsPicture) -> Iterator[str]:
    """In the order of COLUMNS."""
    person = visitor.person
    yield person.name
    yield str(len(visitor.visits))
    yield visitor.last.on.isoformat()
    yield person.profession
    yield visitor.seat
    yield shown_phone(person, picture.chapter.country)
    yield person.email
    yield _MAY_WRITE[person.may_write]
    yield visitor.host
    yield visitor.stage(picture.today).value
    yield visitor.last.note
    yield "; ".join(visit.on.isoformat() for visit in visitor.visits)


def json_visitors(picture: VisitorsPicture) -> bytes:
    """The same as JSON, with every visit, and how many of the last months applied and joined."""
    found: dict[str, Any] = {
        "visitors": [_visitor(visitor, picture) for visitor in picture.visitors],
        "months": [msgspec.to_builtins(funnel) for funnel in picture.funnels],
    }
    return json_file(found)


def _visitor(visitor: Visitor, picture: VisitorsPicture) -> dict[str, Any]:
    person = visitor.person
    return {
        "name": person.name,
        "profession": person.profession,
        "seat": visitor.seat,
        "phone": person.phone or person.phone_typed,
        "email": person.email,
        "may_write": person.may_write,
        "outcome": visitor.stage(picture.today).value,
        "to_follow_up": visitor.is_due(picture.today),
        "visits": [
            {
                "on": visit.on,
                "counts": visit.counts,
                "host": visit.host or None,
                "became": visit.became,
                "note": visit.note,
            }
            for visit in visitor.visits
        ],
    }


def text_visitors(picture: VisitorsPicture) -> str:
    """Who is to be followed up, then all others, ending in a newline."""
    groups = (("To follow up", picture.due), ("Earlier visitors", picture.others))
    parts = [
        "\n".join([title, *(_line(each, picture) for each in group)]) for title, group in groups if group
    ]
    counted = "\n".join(funnel.in_words for funnel in picture.funnels)
    return "\n\n".join([*(parts or ["Nobody has visited yet."]), counted]) + "\n"


def _line(visitor: Visitor, picture: VisitorsPicture) -> str:
    person, today = visitor.person, picture.today
    seat = f", seat {visitor.seat}" if visitor.seat else ""
    parts = (
        person.name,
        f"{person.profession}{seat}" if person.profession else "",
        visitor.visits_in_words(today),
        f"invited by {visitor.host}" if visitor.host else "",
        shown_phone(person, picture.chapter.country),
        person.email,
        {True: "may write", False: "do not write", None: ""}[person.may_write],
        "" if visitor.is_due(today) else visitor.outcome_in_words(today),
        visitor.last.note if visitor.is_due(today) else "",
    )
    return f"  {' · '.join(clean(part) for part in parts if part)}"
