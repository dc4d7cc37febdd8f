"""Visitors as lines: those to be followed up, then all others, each the newest first."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from leadsroom.domain.people.follow_up import Stage, Visitor
from leadsroom.domain.text.phone import shown_phone
from leadsroom.domain.text.plain_text import fold
from leadsroom.views.people import VisitorsPicture
from screens.kit.listing import Column, Line, Row
from screens.kit.styled import accent, amber, quiet, words

VISITOR_COLUMNS = (
    Column(least=14, most=26),
    Column(most=22, rank=3),
    Column(least=12, most=28, rank=1),
    Column(least=22, most=44, rank=4),
    Column(most=26, rank=2),
    Column(most=34, rank=7, extra=True),
    Column(most=10, rank=8, extra=True),
    Column(most=22, rank=6, extra=True),
    Column(least=10, most=40),
)
_TITLES = ("Name", "Last visit", "Profession", "Seat", "Phone", "Email", "May write", "Invited by", "Outcome")
_MAY_WRITE = {True: "yes", False: "no", None: ""}
_SHOWN = {Stage.OPEN: amber, Stage.APPLIED: accent, Stage.JOINED: accent, Stage.COMES_AGAIN: words}


def visitor_lines(picture: VisitorsPicture, wanted: str = "") -> list[Line]:
    """Every visitor in whom `wanted` is found, under headings that count them."""
    groups = [
        (title, [each for each in group if _is_wanted(each, wanted)])
        for title, group in (("To follow up", picture.due), ("All others", picture.others))
    ]
    drawn = [Line("", tuple(quiet(title) for title in _TITLES))] if any(group for _, group in groups) else []
    for title, group in groups:
        if group:
            drawn += [Line("", heading=Content("")), Line("", heading=quiet(f"{title} · {len(group)}"))]
            drawn += [Line(str(each.person.id), _cells(each, picture)) for each in group]
    return drawn


def in_one_sentence(visitor: Visitor, picture: VisitorsPicture) -> str:
    """`Eve Stone: invited by Ann Chu · 2nd visit, 11 Nov · Masonry, seat free · (213) 555-0144`."""
    person = visitor.person
    seat = f"seat {visitor.seat}" if visitor.seat else ""
    parts = (
        f"invited by {visitor.host}" if visitor.host else "",
        visitor.visits_in_words(picture.today),
        ", ".join(part for part in (person.profession, seat) if part),
        shown_phone(person, picture.chapter.country),
        person.email,
    )
    return f"{person.name}: {' · '.join(part for part in parts if part)}"


def _is_wanted(visitor: Visitor, wanted: str) -> bool:
    person = visitor.person
    text = fold(f"{person.name} {person.profession} {person.email} {visitor.host} {visitor.last.note}")
    return all(word in text for word in fold(wanted).split())


def _cells(visitor: Visitor, picture: VisitorsPicture) -> Row:
    person, today = visitor.person, picture.today
    return (
        words(person.name),
        words(visitor.visits_in_words(today)),
        words(person.profession),
        quiet(visitor.seat),
        words(shown_phone(person, picture.chapter.country)),
        quiet(person.email),
        words(_MAY_WRITE[person.may_write]),
        quiet(visitor.host),
        _outcome(visitor, today),
    )


def _outcome(visitor: Visitor, today: date) -> Content:
    stage = visitor.stage(today)
    return _SHOWN.get(stage, quiet)(visitor.outcome_in_words(today))
