"""The slips that a member received, to hand over: whose, of which meeting, and in which format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.search import find_people
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import speaks_for
from leadsroom.errors import Refused
from leadsroom.exchange.slips.to_csv import csv_slips
from leadsroom.exchange.slips.to_text import markdown_slips, text_slips
from leadsroom.exchange.slips.to_vcard import vcf_slips
from leadsroom.exchange.slips.wording import HandedSlip, Handover
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read.people import roster as read_roster

if TYPE_CHECKING:
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.domain.ids import PersonId
    from leadsroom.domain.leads.lead import Lead
    from leadsroom.domain.meeting.snapshot import Meeting
    from leadsroom.store.store import Store

_WRITERS: dict[str, Callable[[Handover], bytes]] = {
    "text": lambda handover: text_slips(handover).encode("utf-8"),
    "md": lambda handover: markdown_slips(handover).encode("utf-8"),
    "vcf": vcf_slips,
    "csv": csv_slips,
}
_NAMED_AT_MOST = 12


def write_slips(handover: Handover, format: str) -> bytes:
    """The slips as the bytes of a file, in UTF-8. Raises Refused for a format that is not written."""
    write = _WRITERS.get(format)
    if write is None:
        raise Refused(f"Slips are not written as “{format}”. Choose one of: {', '.join(_WRITERS)}.")
    return write(handover)


def handover_for(
    store: Store, chapter: Chapter, typed: str, meeting: Meeting | None, now: datetime
) -> Handover:
    """The slips that a member, named by a part of the name, received at a meeting or (None) ever. Raises
    Refused.
    """
    with store.reading() as connection:
        everybody = {
            member.person.id: member.person for member in read_roster.members(connection, chapter.id)
        }
        member = member_called(typed, everybody.values())
        meeting_id = meeting.id if meeting is not None else None
        leads = read_leads.leads_received(connection, chapter.id, member.id, meeting_id)
        names = read_roster.names_of(connection, chapter.id)
    return Handover(
        chapter=chapter,
        receiver=member.name,
        on=meeting.on if meeting is not None else None,
        slips=tuple(HandedSlip(lead, _giver(lead, names), member.name) for lead in leads),
        now=now,
    )


def _giver(lead: Lead, names: dict[PersonId, str]) -> str:
    giver = names[lead.giver_id]
    return giver if lead.spoken_by_id is None else speaks_for(names[lead.spoken_by_id], giver)


def member_called(typed: str, people: Iterable[Person]) -> Person:
    """The member meant by a name or a part of it. Raises Refused, with those who could be."""
    people = tuple(people)
    for found in (_named(typed, people), _in_whole_words(typed, people), _begun(typed, people)):
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(f"“{clean(typed)}” could be {_names(found)}. Type more of the name.")
    raise Refused(f"No member is called “{clean(typed)}”. Here are {_names(people)}.")


def _named(typed: str, people: tuple[Person, ...]) -> tuple[Person, ...]:
    return tuple(person for person in people if fold(person.name) == fold(clean(typed)))


def _in_whole_words(typed: str, people: tuple[Person, ...]) -> tuple[Person, ...]:
    wanted = set(fold(clean(typed)).split())
    return tuple(person for person in people if wanted and wanted <= set(fold(person.name).split()))


def _begun(typed: str, people: tuple[Person, ...]) -> tuple[Person, ...]:
    """By any part of the name; only when that finds nobody, by profession and company too."""
    names = [replace(person, profession="", company="") for person in people]
    whole = {person.id: person for person in people}
    by_name = find_people(clean(typed), names)
    return tuple(whole[person.id] for person in by_name) or find_people(clean(typed), people)


def _names(people: tuple[Person, ...]) -> str:
    """The names in one sentence, with their professions; a long list is cut."""
    named = [
        f"{person.name} ({person.profession})" if person.profession else person.name for person in people
    ]
    more = len(named) - _NAMED_AT_MOST
    shown = "; ".join(named[:_NAMED_AT_MOST]) + (f"; and {more} more" if more > 0 else "")
    return shown or "nobody: the roster is empty"
