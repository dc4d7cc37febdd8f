"""The slips that a member received, to hand over: to read, as a table, as cards that a phone takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from textwrap import wrap
from typing import TYPE_CHECKING

from msgspec.structs import replace

from leadsroom.domain.leads.lead_today import NO_PROGRESS
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.search import find_people
from leadsroom.domain.text.phone import Phone, extension_of
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.wording import long_date, speaks_for
from leadsroom.errors import Refused
from leadsroom.exchange.outgoing import bullets, csv_file, json_file, literal
from leadsroom.exchange.slips.wording import (
    HandedSlip,
    Handover,
    call_by,
    facts,
    phone,
    title,
    today,
    verdict,
    who_calls,
)
from leadsroom.store.read import leads as read_leads
from leadsroom.store.read.people import roster as read_roster

if TYPE_CHECKING:
    from vobject.base import Component

    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.domain.ids import PersonId
    from leadsroom.domain.leads.lead import Lead
    from leadsroom.domain.meeting.snapshot import Meeting
    from leadsroom.store.store import Store


COLUMNS = (
    "Prospect", "Company", "Phone", "Address", "E-mail", "Need", "Who calls", "Expects the call",
    "Knows who calls", "When", "Own household", "Note", "From", "Passed", "Verdict", "State", "Call by",
    "Today",
)  # fmt: skip
_ANSWERS = {True: "yes", False: "no", None: ""}


def csv_slips(handover: Handover) -> bytes:
    """A line for each slip."""
    return csv_file(COLUMNS, (_cells(slip, handover) for slip in handover.slips))


def _cells(slip: HandedSlip, handover: Handover) -> tuple[str, ...]:
    """In the order of COLUMNS; moments in the meeting room's time."""
    facts, lead = slip.lead.slip, slip.lead
    return (
        facts.prospect,
        facts.company,
        phone(slip, handover.chapter),
        facts.address,
        facts.email,
        facts.need,
        who_calls(slip),
        _ANSWERS[facts.expecting_call],
        _ANSWERS[facts.knows_caller],
        facts.when.words if facts.when else "",
        _ANSWERS[facts.inside],
        facts.note,
        slip.giver,
        f"{handover.chapter.local(lead.passed_at):%Y-%m-%d %H:%M}",
        lead.verdict,
        lead.standing.state.words,
        call_by(slip, handover),
        today(slip, handover).words,
    )


def json_slips(handover: Handover) -> bytes:
    """The columns of the table as keys, with whose they are and when that was so."""
    keys = [column.lower().replace("-", "").replace(" ", "_") for column in COLUMNS]
    slips = [dict(zip(keys, map(clean, _cells(slip, handover)), strict=True)) for slip in handover.slips]
    as_of = handover.chapter.local(handover.now).isoformat()
    whole = {"receiver": handover.receiver, "as_of": as_of, "slips": slips}
    return json_file(whole)


_WIDE = 72
_LABEL = 18


def text_slips(handover: Handover) -> str:
    """One slip after the other, ending in a newline."""
    head = [*_wrapped(clean(handover.heading)), *_wrapped(clean(handover.occasion))]
    if not handover.slips:
        return "\n".join([*head, "", *_wrapped(clean(handover.nothing))]) + "\n"
    slips = [_slip(slip, number, handover) for number, slip in enumerate(handover.slips, start=1)]
    return "\n\n".join(["\n".join(head), *slips]) + "\n"


def text_slip(slip: HandedSlip, handover: Handover) -> str:
    """One slip for a message: a line for each fact, as long as it is."""
    return "\n".join([title(slip), *(f"{label}: {words}" for label, words in facts(slip, handover))])


def _slip(slip: HandedSlip, number: int, handover: Handover) -> str:
    lines = ["-" * _WIDE, *_wrapped(f"{number}  {title(slip)}", under="   ")]
    for label, words in facts(slip, handover):
        lines += _wrapped(f"   {label:<{_LABEL}}{words}", under=" " * (_LABEL + 3))
    return "\n".join(lines)


def _wrapped(text: str, under: str = "") -> list[str]:
    return wrap(text, _WIDE, subsequent_indent=under, break_on_hyphens=False, replace_whitespace=False) or [
        ""
    ]


def markdown_slips(handover: Handover) -> str:
    """The same as a Markdown page; what people typed is shown literally."""
    head = f"# {literal(clean(handover.heading))}\n\n{literal(clean(handover.occasion))}"
    if not handover.slips:
        return f"{head}\n\n{literal(clean(handover.nothing))}\n"
    slips = [
        f"## {number}. {literal(title(slip))}\n\n"
        + bullets(f"**{label}:** {literal(words)}" for label, words in facts(slip, handover))
        for number, slip in enumerate(handover.slips, start=1)
    ]
    return "\n\n".join([head, *slips]) + "\n"


def vcf_slips(handover: Handover) -> bytes:
    """One card for each slip, in UTF-8."""
    return "".join(_card(slip, handover) for slip in handover.slips).encode("utf-8")


def _card(slip: HandedSlip, handover: Handover) -> str:
    import vobject

    facts, card = slip.lead.slip, vobject.vCard()
    # A name is not taken apart: which of its words is the family's is not known.
    card.add("fn").value = _name(slip)
    card.add("n").value = vobject.vcard.Name(given=_name(slip))
    if facts.company:
        card.add("org").value = [clean(facts.company)]
    number = _number(facts, handover.chapter.country)
    if number:
        _add_phone(card, number)
    if facts.email:
        card.add("email").value = clean(facts.email)
    if facts.address:
        card.add("adr").value = vobject.vcard.Address(street=clean(facts.address))
    card.add("note").value = _note(slip, handover)
    text: str = card.serialize()
    return text


def _name(slip: HandedSlip) -> str:
    """The prospect; without a name the other facts of the slip, so that the card can be found."""
    facts = slip.lead.slip
    return clean(facts.prospect or facts.company) or f"{title(slip)} ({clean(facts.about)})"


def _number(facts: Slip, country: str) -> str:
    """In E.164, and an extension as ITU-T E.123 writes it, which phones take too; else as typed."""
    if not facts.phone:
        return clean(facts.phone_typed)
    extension = extension_of(Phone(facts.phone, facts.phone_typed), country)
    return f"{facts.phone} ext. {extension}" if extension else facts.phone


def _add_phone(card: Component, number: str) -> None:
    phone = card.add("tel")
    phone.value = number
    phone.type_param = "VOICE"


def _note(slip: HandedSlip, handover: Handover) -> str:
    facts, chapter = slip.lead.slip, handover.chapter
    lines = (
        f"Need: {facts.need}" if facts.need else "",
        f"Lead from {slip.giver}, {chapter.name}, {long_date(chapter.today(slip.lead.passed_at))}",
        who_calls(slip),
        verdict(slip, chapter),
        facts.note,
    )
    return "\n".join(clean(line) for line in lines if line)


_WRITERS: dict[str, Callable[[Handover], bytes]] = {
    "text": lambda handover: text_slips(handover).encode("utf-8"),
    "md": lambda handover: markdown_slips(handover).encode("utf-8"),
    "vcf": vcf_slips,
    "csv": csv_slips,
    "json": json_slips,
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
    member = somebody_called(store, chapter, typed)
    with store.reading() as connection:
        meeting_id = meeting.id if meeting is not None else None
        leads = read_leads.leads_received(connection, chapter.id, member.id, meeting_id)
        progress = read_leads.progress_for(connection, chapter.id, leads, chapter.currency)
        names = read_roster.names_of(connection, chapter.id)
    return Handover(
        chapter=chapter,
        receiver=member.name,
        of=meeting.name if meeting is not None else None,
        slips=tuple(
            HandedSlip(lead, _giver(lead, names), member.name, progress.get(lead.id, NO_PROGRESS))
            for lead in leads
        ),
        now=now,
    )


def _giver(lead: Lead, names: dict[PersonId, str]) -> str:
    giver = names[lead.giver_id]
    return giver if lead.spoken_by_id is None else speaks_for(names[lead.spoken_by_id], giver)


def somebody_called(store: Store, chapter: Chapter, typed: str) -> Person:
    """The member meant by a name or a part of it, or else the member of another chapter who is on record.

    Raises Refused, with those who could be.
    """
    with store.reading() as connection:
        own = {member.person.id: member.person for member in read_roster.members(connection, chapter.id)}
        others = read_roster.members_elsewhere_on_record(connection, chapter.id)
    try:
        return member_called(typed, own.values())
    except Refused:
        if not find_people(clean(typed), others):
            raise
        return member_called(typed, others)


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
