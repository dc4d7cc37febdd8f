"""What the chapter knows of people from outside: looked up while a form is open."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.substitutes import USUAL_WINDOW, KnownStandIns
from leadsroom.domain.people.visits import KnownGuests
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.windows import WindowKind, months_later
from leadsroom.store.read.people.standing import dates_held, standings
from leadsroom.store.read.people.substitutes import stand_ins_since
from leadsroom.store.read.people.visitors import guests_since, held_seats

_REMEMBERED_MONTHS = 24


def known_stand_ins(connection: Connection, snapshot: Snapshot) -> KnownStandIns:
    """Who has stood in before this meeting and holds no seat by now, and what the rules look at."""
    chapter, meeting = snapshot.chapter, snapshot.meeting
    since, seats = _stand_ins_since(chapter.rules, meeting.on), held_seats(connection, chapter.id)
    people = stand_ins_since(connection, chapter.id, since, meeting.id)
    return KnownStandIns(
        tuple(one for one in people if one.person.id not in seats),
        tuple(dates_held(connection, chapter.id, since)),
        seats,
        standings(connection, chapter, meeting.on),
    )


def _stand_ins_since(rules: ChapterRules, on: date) -> date:
    """Two years back, or as far as the chapter counts."""
    window = rules.substitutes.same_person_window or USUAL_WINDOW
    remembered = months_later(on, -_REMEMBERED_MONTHS)
    return remembered if window.kind is WindowKind.IN_A_ROW else min(remembered, window.first_day(on))


def known_guests(connection: Connection, snapshot: Snapshot) -> KnownGuests:
    """Who has ever visited before this meeting and holds no seat by now, and the seats that are held."""
    chapter, meeting = snapshot.chapter, snapshot.meeting
    counts = chapter.rules.visitors.open_house_counts
    seats = held_seats(connection, chapter.id)
    guests = guests_since(connection, chapter.id, date.min, meeting.id, open_house_counts=counts)
    return KnownGuests(
        tuple(guest for guest in guests if guest.person.id not in seats), tuple(seats.values())
    )
