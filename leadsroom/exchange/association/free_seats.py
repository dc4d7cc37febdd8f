"""Where a profession's seat is free, who waits for it, and where a chapter could be founded: as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from leadsroom.domain.association.free_seats import SeatState, in_words
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import counted, full_day, listed
from leadsroom.exchange.document import content
from leadsroom.exchange.document.write import DOCUMENT_FORMATS, write_document
from leadsroom.exchange.outgoing import FileWanted, csv_file, file_stem, json_file, write_wanted
from leadsroom.store.reading import Reading
from leadsroom.views.association.free_seats import (
    CandidateLine,
    FoundingLine,
    FreeSeats,
    SeatLine,
    SeatsWanted,
    free_seats,
)

FORMATS = ("text", "csv", "json", "html", "md")
SCHEMA_VERSION = 1
_HEADINGS = ("Chapter", "Area", "Seat", "Members", "Remark")
_NOBODY = "Nobody waits for it."
_COLUMNS = (
    "What",
    "Chapter",
    "Place",
    "Area",
    "Near",
    "State",
    "Profession",
    "Name",
    "Since",
    "Members",
    "Applied",
)


def write_free_seats(found: FreeSeats, format: str) -> bytes:
    """The answer in one of `FORMATS`."""
    if format in DOCUMENT_FORMATS:
        return write_document(free_seats_document(found), format)
    return csv_file(_COLUMNS, _rows(found)) if format == "csv" else json_file(free_seats_as_data(found))


def write_free_seats_file(reading: Reading, file: FileWanted, wanted: SeatsWanted) -> Path:
    """The same into a file, in the format that was chosen with it; where it is. Raises Refused."""
    return write_wanted(file, write_free_seats(free_seats(reading, wanted), file.format))


def free_seats_stem(found: FreeSeats) -> str:
    """How its file is called: `free-seats-accountant-2026-12-01`."""
    return f"free-seats-{file_stem(found.wanted.profession)}-{found.as_of}"


# In words


def summary(found: FreeSeats) -> str:
    """`2 wait for it. Free in 4 of 12 chapters, in 1 of them beside one that overlaps; held in 8.`"""
    lines = found.here
    numbers = {state: sum(line.seat.state is state for line in lines) for state in SeatState}
    free = numbers[SeatState.FREE] + numbers[SeatState.CLOSE]
    close = numbers[SeatState.CLOSE]
    beside = f", in {close} of them beside one that overlaps" if close else ""
    perhaps = f"perhaps held in {numbers[SeatState.PERHAPS]}, " if numbers[SeatState.PERHAPS] else ""
    held = f"{perhaps}held in {numbers[SeatState.HELD]}"
    return f"{_who_asks(found)}Free in {free} of {counted(len(lines), 'chapter')}{beside}; {held}."


def _who_asks(found: FreeSeats) -> str:
    """How many wait for it, and how many have applied: they stand below all chapters."""
    waiting = sum(each.candidate.waits for each in found.candidates)
    applied = len(found.candidates) - waiting
    wait = f"{waiting} {'waits' if waiting == 1 else 'wait'} for it" if waiting else ""
    have_applied = f"{applied} {'has' if applied == 1 else 'have'} applied" if applied else ""
    asks = ", ".join(filter(None, (wait, have_applied)))
    return f"{asks}. " if asks else ""


def remark(line: SeatLine) -> str:
    """What there is to say of a seat: as what it is held, what it overlaps with, who has applied."""
    because = "; ".join(clean(each) for each in line.seat.because)
    as_what = {SeatState.HELD: f"as {because}", SeatState.PERHAPS: f"as {because}"}
    overlaps = f"overlaps with {because}" if because else ""
    applied = f"{line.seat.applied} applied" if line.seat.applied else ""
    return " · ".join(filter(None, (as_what.get(line.seat.state, overlaps), applied)))


def state_in_words(line: SeatLine) -> str:
    """`free`, `perhaps held`, `held`."""
    return "free" if line.seat.state is SeatState.CLOSE else line.seat.state.value


def waits_in_words(each: CandidateLine) -> str:
    """`Accountant · Harborview · waits since 3 Feb 2026`."""
    person = each.candidate
    return f"{clean(person.profession)} · {each.chapter} · {in_words(person, full_day)}"


def founding_in_words(one: FoundingLine) -> str:
    """`Leeds: people of 13 professions wait`."""
    return f"{one.area}: people of {counted(len(one.people), 'profession')} wait"


def rule(found: FreeSeats) -> str:
    """How many are enough, and how they are counted."""
    return (
        f"{found.wanted.enough} professions are enough for the smallest chapter; each counts once, and one "
        "that may be another's name not again. Who has applied does not wait."
    )


def nowhere(found: FreeSeats) -> str:
    """That there are not enough anywhere, and where most are."""
    most = (
        f" Most do in {founding_in_words(found.most).replace(': people', ', where people', 1)}."
        if found.most
        else ""
    )
    return f"Nowhere do people of {found.wanted.enough} professions wait.{most}"


# To read


def free_seats_document(found: FreeSeats) -> content.Document:
    """The chapters with what stands there, who waits, and where a chapter could be founded."""
    near = f", and near it in {found.around}" if found.around else ""
    sections = [content.Section("", _seats(found.here))]
    if found.near:
        sections.append(content.Section(f"Near, in {found.around}", _seats(found.near)))
    return content.Document(
        title=found.wanted.profession,
        kind="free seats",
        name=f"{found.as_of}",
        about=(
            content.line(f"As of {full_day(found.as_of)}, in {found.area}{near}."),
            content.line(summary(found)),
        ),
        sections=(*sections, _waiting(found), _founding(found)),
        country="",
    )


def _seats(lines: Iterable[SeatLine]) -> tuple[content.Block, ...]:
    """A table of the chapters where it is free or perhaps is, and those where it is held in a few lines."""
    lines = list(lines)
    held = [each for each in lines if each.seat.state is SeatState.HELD]
    rows = [
        (each.label, each.chapter.area, state_in_words(each), f"{each.seat.members}", remark(each))
        for each in lines
        if each.seat.state is not SeatState.HELD
    ]
    where = listed(f"{each.label} ({clean('; '.join(each.seat.because))})" for each in held)
    return (
        *content.table(_HEADINGS, rows, numbers=(3,)),
        *(content.paragraph(content.strong("Held"), f" in {where}.") if held else ()),
        *(() if lines else content.paragraph("There is no chapter there.")),
    )


def _waiting(found: FreeSeats) -> content.Section:
    people = (
        content.line(content.strong(each.candidate.name), f" · {waits_in_words(each)}")
        for each in found.candidates
    )
    return content.Section("Who waits for it", content.bullets(people) or content.paragraph(_NOBODY))


def _founding(found: FreeSeats) -> content.Section:
    blocks: list[content.Block] = []
    for one in found.foundings:
        who = listed(
            f"{clean(each.candidate.name)} ({clean(each.candidate.profession)})" for each in one.people
        )
        blocks += content.paragraph(content.strong(founding_in_words(one)), f": {who}.")
    if not found.foundings:
        blocks += content.paragraph(nowhere(found))
    blocks += content.paragraph(rule(found), small=True)
    return content.Section("Where a chapter could be founded", tuple(blocks))


# As data


def _rows(found: FreeSeats) -> Iterator[tuple[object, ...]]:
    for line in found.lines:
        chapter, seat = line.chapter, line.seat
        head = ("seat", line.label, chapter.place, chapter.area, "yes" if line.is_near else "no")
        yield (*head, seat.state.value, "; ".join(seat.because), "", "", seat.members, seat.applied)
    for each in found.candidates:
        yield _person("waits" if each.candidate.waits else "applied", each, "")
    for one in found.foundings:
        yield from (_person("could found", each, one.area) for each in one.people)


def _person(what: str, each: CandidateLine, area: str) -> tuple[object, ...]:
    person = each.candidate
    return (what, each.chapter, "", area, "", "", person.profession, person.name, person.since, "", "")


def free_seats_as_data(found: FreeSeats) -> dict[str, Any]:
    """Everything, with no person's phone in it."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "free seats",
        "as_of": found.as_of,
        "profession": found.wanted.profession,
        "area": found.area,
        "around": found.around or None,
        "seats": [_seat_as_data(each) for each in found.lines],
        "waiting": [_person_as_data(each) for each in found.candidates],
        "enough_to_found": found.wanted.enough,
        "foundings": [_founding_as_data(each) for each in found.foundings],
        "most_elsewhere": None if found.most is None else _founding_as_data(found.most),
    }


def _seat_as_data(line: SeatLine) -> dict[str, Any]:
    return {
        "chapter": clean(line.label),
        "chapter_number": line.chapter.id,
        "place": clean(line.chapter.place),
        "area": line.chapter.area or None,
        "is_near": line.is_near,
        "is_free": line.seat.state.is_free,
        "state": line.seat.state.value,
        "because": [clean(each) for each in line.seat.because],
        "members": line.seat.members,
        "applied": line.seat.applied,
    }


def _person_as_data(each: CandidateLine) -> dict[str, Any]:
    person = each.candidate
    return {
        "name": clean(person.name),
        "profession": clean(person.profession),
        "chapter": clean(each.chapter),
        "waits": person.waits,
        "since": person.since,
    }


def _founding_as_data(one: FoundingLine) -> dict[str, Any]:
    return {
        "area": clean(one.area),
        "professions": len(one.people),
        "people": [_person_as_data(each) for each in one.people],
    }
