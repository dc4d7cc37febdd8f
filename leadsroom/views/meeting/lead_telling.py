"""Turning what a snapshot holds of leads into lines that name people."""

from __future__ import annotations

from collections.abc import Iterator

from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.lead import Lead, Word
from leadsroom.domain.roster import Person
from leadsroom.views.meeting.summary_builder import Telling
from leadsroom.views.meeting.summary_lines import (
    BusinessLine,
    LeadLine,
    TestimonialLine,
    ThanksLine,
    WordLine,
)


def lead_lines(told: Telling) -> tuple[LeadLine, ...]:
    """Tonight's leads, in the order in which they were passed."""
    asks = {turn.id: turn.looking_for for turn in told.snapshot.turns}
    asks |= {ask.turn_id: ask.looking_for for ask in told.snapshot.last_asks}
    return tuple(
        LeadLine(
            lead,
            told.person(lead.giver_id),
            told.person(lead.receiver_id),
            told.maybe(lead.spoken_by_id),
            also_to=tuple(_also_to(told, lead)),
            answers=asks.get(lead.answers_id, "") if lead.answers_id is not None else "",
        )
        for lead in told.snapshot.leads
    )


def _also_to(told: Telling, lead: Lead) -> Iterator[Person]:
    """The other receivers of one prospect: they were named in one breath."""
    for other in told.snapshot.leads:
        if other.id != lead.id and _in_one_breath(other) == _in_one_breath(lead):
            yield told.person(other.receiver_id)


def _in_one_breath(lead: Lead) -> tuple[object, ...]:
    return lead.family_id or lead.id, lead.giver_id, lead.from_lead_id, lead.passed_at


def business_lines(told: Telling) -> tuple[BusinessLine, ...]:
    """Reports of dollars, and thanks on their own."""
    return tuple(
        BusinessLine(
            told.person(b.reported_by_id),
            told.person(b.credited_to_id),
            b.amount,
            b.lead_id,
            b.note,
            b.at,
            b.corrected_at,
            b.about,
        )
        for b in told.snapshot.business
    )


def testimonial_lines(told: Telling) -> tuple[TestimonialLine, ...]:
    """Good words, and for which lead."""
    about = _abouts(told)
    return tuple(
        TestimonialLine(
            told.person(x.by_id),
            told.person(x.about_id),
            x.words,
            x.at,
            x.lead_id,
            about.get(x.lead_id, "") if x.lead_id is not None else "",
            x.corrected_at,
        )
        for x in told.snapshot.testimonials
    )


def word_lines(told: Telling) -> tuple[WordLine, ...]:
    """What was said on leads at this meeting."""
    return tuple(
        WordLine(
            lead_id=word.lead_id,
            receiver=_somebody(told, word.receiver_id),
            giver=_somebody(told, word.giver_id),
            about=word.about,
            word=word.word,
            note=word.note,
            thanked=word.thanked,
            follow_up_on=word.follow_up_on,
            at=word.at,
            corrected_at=word.corrected_at,
        )
        for word in told.snapshot.updates
    )


def _somebody(told: Telling, person_id: PersonId | None) -> Person:
    assert person_id is not None  # a snapshot's words know whose lead it is
    return told.person(person_id)


def thanks_lines(
    told: Telling, business: tuple[BusinessLine, ...], words: tuple[WordLine, ...]
) -> tuple[ThanksLine, ...]:
    """Thanks without a figure, on their own and with words on leads, as they were said."""
    about = _abouts(told)
    paid = {line.lead_id for line in business if not line.thanks_only}  # dollars thank by themselves
    lines = [
        ThanksLine(
            line.reported_by,
            line.credited_to,
            about.get(line.lead_id, "") if line.lead_id is not None else "",
            line.note,
            line.lead_id,
            line.at,
            line.corrected_at,
        )
        for line in business
        if line.thanks_only
    ]
    lines += [
        ThanksLine(word.receiver, word.giver, word.about, _of_the_thanks(word), word.lead_id, word.at)
        for word in words
        if word.thanked and word.lead_id not in paid
    ]
    return tuple(sorted(lines, key=lambda line: line.at))


def _of_the_thanks(line: WordLine) -> str:
    """The note, where it goes with the thanks and not with how far the lead is."""
    return line.note if line.word is Word.THANKS else ""


def _abouts(told: Telling) -> dict[LeadId, str]:
    """Whom leads are about, as far as anybody at this table knows."""
    known = dict(told.later.about)
    known |= {lead.id: lead.about for lead in told.snapshot.earlier_leads}
    known |= {word.lead_id: word.about for word in told.snapshot.updates}
    return known | {lead.id: lead.slip.about for lead in told.snapshot.leads}
