"""Tonight's ledger: everything recorded at the table, newest first, as lines that align."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.leads.lead import Lead, LeadUpdate, Word
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.visits import became_in_words, visit_in_words
from leadsroom.domain.text.money import Money, show_money, total
from leadsroom.domain.text.wording import short_date


class LedgerKind(StrEnum):
    """What sort of entry a line is; the value is the word that is shown."""

    LEAD = "Lead"
    RAW_LEAD = "Raw lead"
    WORD = "Word"
    BUSINESS = "Closed"
    THANKS = "Thanks"
    TESTIMONIAL = "Testimonial"
    SUBSTITUTE = "Substitute"
    VISITOR = "Visitor"
    ASK = "Looking for"


class LedgerLine(Struct, frozen=True):
    """One line. `kind` and `row_id` name the row behind it."""

    at: datetime
    kind: LedgerKind
    row_id: int
    who: str
    detail: str


def ledger(snapshot: Snapshot) -> tuple[LedgerLine, ...]:
    """Every entry of the meeting, newest first."""
    lines = [
        *_leads(snapshot),
        *_words(snapshot),
        *_business(snapshot),
        *_testimonials(snapshot),
        *_people(snapshot),
        *_asks(snapshot),
    ]
    return tuple(sorted(lines, key=lambda line: (line.at, line.row_id), reverse=True))


def _leads(snapshot: Snapshot) -> Iterator[LedgerLine]:
    for lead in snapshot.leads:
        slip = lead.slip
        kind = LedgerKind.LEAD if lead.qualified else LedgerKind.RAW_LEAD
        about = slip.prospect or slip.company or "somebody"
        said = [about, slip.need, _judged(lead, snapshot.chapter), "own household" if slip.inside else ""]
        who = f"{snapshot.name(lead.giver_id)} → {snapshot.name(lead.receiver_id)}"
        yield LedgerLine(lead.passed_at, kind, lead.id, who, " · ".join(part for part in said if part))


def _judged(lead: Lead, chapter: Chapter) -> str:
    """Why it is a lead or a raw one, and since when if it was raw first."""
    since = lead.lead_since
    if since is None:
        return lead.verdict.removeprefix("raw: ")
    if lead.completed_later:
        same_day = chapter.today(since) == chapter.today(lead.passed_at)
        return f"lead since {clock_time(since, chapter) if same_day else short_date(chapter.today(since))}"
    return "expecting the call" if lead.slip.expecting_call else ""


def _words(snapshot: Snapshot) -> Iterator[LedgerLine]:
    for update in snapshot.updates:
        who = snapshot.name(update.receiver_id) if update.receiver_id is not None else ""
        giver = f", from {snapshot.name(update.giver_id)}" if update.giver_id is not None else ""
        detail = f"{word_in_words(update)} · {update.about or 'a lead'}{giver}"
        yield LedgerLine(update.at, LedgerKind.WORD, update.id, who, detail)


def word_in_words(update: LeadUpdate) -> str:
    """`contacted, thanks`, `bad lead: wrong number`."""
    word = "it is a lead" if update.word is Word.IS_LEAD else update.word.value
    said = f"{word}: {update.note}" if update.note else word
    return f"{said}, thanks" if update.thanked and update.word is not Word.THANKS else said


def _business(snapshot: Snapshot) -> Iterator[LedgerLine]:
    for report in snapshot.business:
        who = f"{snapshot.name(report.reported_by_id)} thanks {snapshot.name(report.credited_to_id)}"
        money = show_money(report.amount, snapshot.chapter.country) if report.amount.minor else ""
        kind = LedgerKind.BUSINESS if money else LedgerKind.THANKS
        detail = " · ".join(part for part in (money, report.about, report.note) if part)
        yield LedgerLine(report.at, kind, report.id, who, detail)


def _testimonials(snapshot: Snapshot) -> Iterator[LedgerLine]:
    for said in snapshot.testimonials:
        who = f"{snapshot.name(said.by_id)} about {snapshot.name(said.about_id)}"
        yield LedgerLine(said.at, LedgerKind.TESTIMONIAL, said.id, who, said.words)


def _people(snapshot: Snapshot) -> Iterator[LedgerLine]:
    for attendee in snapshot.attendees:
        if attendee.substitute_id is not None:
            said = [snapshot.people[attendee.substitute_id].trade, "told in advance" * attendee.told]
            at = attendee.arrived_at or snapshot.meeting.starts_at
            who, detail = snapshot.seat_name(attendee.member_id), " · ".join(part for part in said if part)
            yield LedgerLine(at, LedgerKind.SUBSTITUTE, attendee.id, who, detail)
    for visit in snapshot.visits:
        guest = snapshot.people[visit.person_id]
        host = f"guest of {snapshot.name(visit.host_id)}" if visit.host_id else ""
        said = [guest.trade, host, visit_in_words(visit), "silent" * visit.silent, became_in_words(visit)]
        yield LedgerLine(visit.at, LedgerKind.VISITOR, visit.id, guest.name, " · ".join(s for s in said if s))


def _asks(snapshot: Snapshot) -> Iterator[LedgerLine]:
    for turn in snapshot.turns:
        if turn.looking_for and turn.asked_at is not None:
            yield LedgerLine(
                turn.asked_at, LedgerKind.ASK, turn.id, snapshot.name(turn.speaker_id), turn.looking_for
            )


class Tally(Struct, frozen=True):
    """The counts of a meeting so far; `closed` as `money.total` has it."""

    qualified: int
    raw: int
    closed: Money
    testimonials: int
    substitutes: int
    visitors: int

    @property
    def leads(self) -> int:
        """Leads of both sorts."""
        return self.qualified + self.raw


def tally(snapshot: Snapshot) -> Tally:
    """What has been recorded so far, counted."""
    qualified = sum(lead.qualified for lead in snapshot.leads)
    return Tally(
        qualified=qualified,
        raw=len(snapshot.leads) - qualified,
        closed=total((report.amount for report in snapshot.business), snapshot.chapter.currency),
        testimonials=len(snapshot.testimonials),
        substitutes=sum(a.mark is Mark.SUBSTITUTE for a in snapshot.attendees),
        visitors=len(snapshot.visits),
    )
