"""Which form a key opens, filled with what the meeting already knows; and the one of words to the speaker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from textual.content import Content

from leadsroom.acts.meeting.commands import PromptSpeaker
from leadsroom.acts.meeting.questions import LONGEST_PROMPT
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId, TurnId
from leadsroom.domain.leads.lead import EarlierLead, Lead
from leadsroom.domain.meeting.bucket_list import OnAsk
from leadsroom.domain.meeting.record_kinds import (
    ANNOUNCEMENT,
    ASK,
    BUSINESS,
    CHECK,
    LEAD,
    OUTCOME,
    SUBSTITUTE,
    TESTIMONIAL,
    VISITOR,
    lead_checked,
)
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot, Turn
from leadsroom.domain.meeting.suggestions import asks_at, likely_stood_in_for
from leadsroom.domain.meeting.tonight_rota import due_testimonials, names_leader, speaker_away
from leadsroom.domain.people.attendance import table_order
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.rota import step_of_talk
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from screens.kit.form.field import Answer, TextField
from screens.kit.form.form import Form, Reads
from screens.leads.answer_forms import check_form
from screens.leads.outcome_forms import BusinessForm, outcome_form
from screens.leads.slip_choices import SlipTable
from screens.leads.slip_form import LeadForm
from screens.meeting.check_in.board import AttendanceBoard
from screens.meeting.entry_forms import TestimonialForm, announcement_form, ask_form
from screens.meeting.remaining.board import RestBoard
from screens.meeting.start_form import start_form
from screens.meeting.visitor_forms import SubstituteForm, VisitorForm
from screens.money.forms import MoneyForm
from screens.people.one_to_ones import one_to_one_form
from screens.season.rota_forms import LeaderForm, TalkForm

PROMPTS = ("wrap up", "louder", "last question")
STAYS = timedelta(seconds=20)
_WIDTH = 24  # cells
_STEPS = {"down": 1, "up": -1}


class PromptField(TextField):
    """Usual words, chosen with up and down, or one's own."""

    keys = ("↑↓", "choose, or type")

    def __init__(self) -> None:
        super().__init__(
            "words", "Words", placeholder="or your own words", width=_WIDTH, limit=LONGEST_PROMPT
        )
        self._at = 0

    @property
    def words(self) -> str:
        """What is typed, else the words chosen."""
        return self.text.strip() or PROMPTS[self._at]

    def press(self, key: str, _character: str | None) -> Answer:
        if key not in _STEPS:
            return Answer.PASSED
        self.text, self._at = "", (self._at + _STEPS[key]) % len(PROMPTS)
        return Answer.EDITED

    def beside(self, _here: bool, _width: int) -> Content:
        own = bool(self.text.strip())
        drawn = [
            Content.styled(f"▸ {words}", "bold $text-primary")
            if at == self._at and not own
            else Content.styled(words, "$quiet")
            for at, words in enumerate(PROMPTS)
        ]
        return Content("   ").join(drawn)


def prompt_form() -> Form[PromptSpeaker]:
    """What the speaker reads, in large letters, for twenty seconds."""
    words = PromptField()
    about = f"on the timekeeper's screen for {STAYS // timedelta(seconds=1)} s"
    form = Form("To the speaker", [words], lambda: PromptSpeaker(words=words.words, stays=STAYS), about=about)
    form.save_word = "show it"
    return form


def _members(snapshot: Snapshot) -> list[Person]:
    seated = table_order(snapshot.attendees, snapshot.meeting.starting_seat)
    return [snapshot.people[attendee.member_id] for attendee in seated]


def _seats(snapshot: Snapshot) -> list[Person]:
    """Members, then tonight's substitutes: what a substitute receives is the member's."""
    substitutes = [snapshot.people[a.substitute_id] for a in snapshot.attendees if a.substitute_id]
    return [*_members(snapshot), *substitutes]


def _everybody(snapshot: Snapshot) -> list[Person]:
    """Members, then substitutes and visitors of tonight."""
    visitors = [snapshot.people[v.person_id] for v in snapshot.visits]
    return [*_seats(snapshot), *visitors]


def _thanked(snapshot: Snapshot) -> list[Person]:
    """Everybody, then whoever gave a lead of an earlier meeting, as last week's visitor may have."""
    people = {person.id: person for person in _everybody(snapshot)}
    givers = (snapshot.people.get(lead.giver_id) for lead in snapshot.earlier_leads)
    return list((people | {giver.id: giver for giver in givers if giver is not None}).values())


def _up(snapshot: Snapshot) -> Person | None:
    """Whose turn it is, a member's or a visitor's: who gives, thanks or speaks unless another is chosen."""
    turn = snapshot.turn
    return snapshot.people[turn.member_id] if turn is not None else None


def _member_up(snapshot: Snapshot) -> Person | None:
    """The same, of members only: visitors report no dollars."""
    up = _up(snapshot)
    return up if up is not None and snapshot.attendee(up.id) is not None else None


def _slip_table(snapshot: Snapshot) -> SlipTable:
    up = _up(snapshot)
    return SlipTable(
        snapshot.chapter,
        _everybody(snapshot),
        [*_seats(snapshot), *(snapshot.people[visit.person_id] for visit in snapshot.visiting_members)],
        asks=asks_at(snapshot),
        seats={a.substitute_id: a.member_id for a in snapshot.attendees if a.substitute_id is not None},
        names={person.id: person.name for person in snapshot.people.values()},
        up=up.id if up else None,
        tonight=frozenset(lead.id for lead in snapshot.leads),
    )


def _lead(snapshot: Snapshot) -> Form[Any]:
    return LeadForm(_slip_table(snapshot), giver=_up(snapshot))


def _substitute(snapshot: Snapshot) -> Form[Any]:
    return SubstituteForm(snapshot, _members(snapshot), proposed=likely_stood_in_for(snapshot))


def _visitor(snapshot: Snapshot) -> Form[Any]:
    return VisitorForm(snapshot, _members(snapshot))


def _testimonial(snapshot: Snapshot) -> Form[Any]:
    step, waiting = snapshot.step, due_testimonials(snapshot)
    is_round = step is not None and step.kind is StepKind.TESTIMONIALS and waiting
    by = snapshot.people[waiting[0]] if is_round else _up(snapshot)
    return TestimonialForm(_everybody(snapshot), by=by)


def _announcement(snapshot: Snapshot) -> Form[Any]:
    return announcement_form(_everybody(snapshot), by=_up(snapshot))


def _business(snapshot: Snapshot) -> Form[Any]:
    return BusinessForm(
        _members(snapshot),
        snapshot.payable_leads,
        snapshot.chapter,
        thanked=_thanked(snapshot),
        by=_member_up(snapshot),
    )


def _ask(snapshot: Snapshot) -> Form[Any]:
    turn = snapshot.turn_asking
    if turn is None:
        raise Refused("Nobody has spoken yet: k is for a pitch.")
    return _ask_of(snapshot, turn)


def _ask_of(snapshot: Snapshot, turn: Turn) -> Form[Any]:
    last = next((ask.looking_for for ask in snapshot.last_asks if ask.member_id == turn.member_id), "")
    return ask_form(turn.id, snapshot.name(turn.speaker_id), turn.looking_for, last)


def ask_of_turn(snapshot: Snapshot, turn_id: TurnId) -> Form[Any]:
    """The same of a turn by its number, whoever is up by then."""
    return _ask_of(snapshot, next(turn for turn in snapshot.turns if turn.id == turn_id))


def _rota(snapshot: Snapshot) -> Form[Any]:
    """Who leads the step that is on; where nobody does, who speaks tonight."""
    step, on = snapshot.step, snapshot.meeting.on
    if step is None or not names_leader(step) or speaker_away(snapshot) is not None:
        return _speaker(snapshot)
    has_talk = step_of_talk(snapshot.steps, snapshot.chapter.agenda) is not None
    besides = "Who speaks tonight: esc, then D" if has_talk else ""
    return LeaderForm(on, on, (step.kind,), _members(snapshot), snapshot.rota.leaders, besides=besides)


def _speaker(snapshot: Snapshot) -> Form[Any]:
    """Who speaks tonight, whatever step is on; another one where whoever was to speak is away."""
    on, away = snapshot.meeting.on, speaker_away(snapshot)
    usual = step_of_talk(snapshot.steps, snapshot.chapter.agenda)
    if usual is None:
        raise Refused("Tonight's agenda has no step for a speaker.")
    return TalkForm(
        on, on, snapshot.chapter.country, snapshot.rota.talk if away is None else None, usual.planned
    )


def _prompt(snapshot: Snapshot) -> Form[Any]:
    if snapshot.meeting.state is not MeetingState.LIVE:
        raise Refused("Nobody is speaking: the meeting is not running.")
    return prompt_form()


def _one_to_one(snapshot: Snapshot) -> Form[Any]:
    """Whoever is up met another member."""
    members, up = _members(snapshot), _up(snapshot)
    return one_to_one_form(
        members, snapshot.meeting.on, snapshot.chapter.country, met=up if up in members else None
    )


_FORMS: dict[str, Callable[[Snapshot], Form[Any]]] = {
    "lead": _lead,
    "substitute": _substitute,
    "visitor": _visitor,
    "testimonial": _testimonial,
    "announcement": _announcement,
    "business": _business,
    "ask": _ask,
    "prompt": _prompt,
    "rota": _rota,
    "speaker": _speaker,
    "one_to_one": _one_to_one,
}


def form_named(
    name: str, snapshot: Snapshot, now: datetime, reads: Reads
) -> Form[Any] | AttendanceBoard | RestBoard:
    """A new form, or a board. Raises Refused when there is nobody it could be about."""
    if name == "rest":
        return RestBoard(snapshot, now)
    if name == "began":
        return start_form(snapshot, now)
    if not snapshot.attendees:
        raise Refused("No members yet: q, then r.")
    if name == "attendance":
        return AttendanceBoard(snapshot, reads)
    return _FORMS[name](snapshot)


def substitute_for(snapshot: Snapshot, member_id: PersonId) -> Form[Any]:
    """The form for a substitute of one member."""
    attendee = snapshot.attendee(member_id)
    substitute_id = attendee.substitute_id if attendee is not None else None
    substitute = snapshot.people[substitute_id] if substitute_id is not None else None
    member = snapshot.people[member_id]
    return SubstituteForm(snapshot, _members(snapshot), member=member, substitute=substitute)


def money_of(snapshot: Snapshot, member_id: PersonId, owed: Money | None) -> MoneyForm:
    """What a member pays at the table, or is charged."""
    return MoneyForm(snapshot.chapter, member_id, snapshot.name(member_id), owed)


def business_from(snapshot: Snapshot, lead: EarlierLead) -> Form[Any]:
    """The form for dollars that came from one lead."""
    return BusinessForm(
        _members(snapshot),
        snapshot.payable_leads,
        snapshot.chapter,
        thanked=_thanked(snapshot),
        by=snapshot.people.get(lead.receiver_id),
        to=snapshot.people.get(lead.giver_id),
        lead=lead,
    )


def lead_answering(snapshot: Snapshot, ask: OnAsk) -> Form[Any]:
    """The slip for somebody who asked for it."""
    return LeadForm(
        _slip_table(snapshot),
        giver=_up(snapshot),
        receiver=snapshot.people[ask.member_id],
        answers=ask.turn_id,
    )


def slip_of_earlier(snapshot: Snapshot, lead: Lead, giver: str) -> Form[Any]:
    """The slip of a lead of an earlier meeting; `giver` is the name of who may not be at this table."""
    who = snapshot.people.get(lead.giver_id) or Person(lead.giver_id, giver)
    receiver = snapshot.people.get(lead.receiver_id)
    return LeadForm(_slip_table(snapshot), giver=who, receiver=receiver, lead=lead)


def _corrected_lead(snapshot: Snapshot, row_id: int) -> Form[Any]:
    lead = next(x for x in snapshot.leads if x.id == row_id)
    giver, receiver = snapshot.people[lead.giver_id], snapshot.people[lead.receiver_id]
    return LeadForm(_slip_table(snapshot), giver=giver, receiver=receiver, lead=lead)


def _corrected_word(snapshot: Snapshot, row_id: int) -> Form[Any]:
    update = next(x for x in snapshot.updates if x.id == row_id)
    seats = [HeldSeat(member.profession, holder=member.name) for member in _members(snapshot)]
    return outcome_form(update, snapshot.meeting.on, snapshot.chapter.country, seats)


def _corrected_business(snapshot: Snapshot, row_id: int) -> Form[Any]:
    report = next(x for x in snapshot.business if x.id == row_id)
    by, to = snapshot.people[report.reported_by_id], snapshot.people[report.credited_to_id]
    return BusinessForm(
        _members(snapshot),
        snapshot.payable_leads,
        snapshot.chapter,
        thanked=_thanked(snapshot),
        by=by,
        to=to,
        corrects=report,
    )


def _corrected_testimonial(snapshot: Snapshot, row_id: int) -> Form[Any]:
    entry = next(x for x in snapshot.testimonials if x.id == row_id)
    by, about = snapshot.people[entry.by_id], snapshot.people[entry.about_id]
    return TestimonialForm(_everybody(snapshot), by=by, about=about, corrects=entry)


def _corrected_announcement(snapshot: Snapshot, row_id: int) -> Form[Any]:
    entry = next(x for x in ANNOUNCEMENT.entries(snapshot) if x.id == row_id)
    return announcement_form(_everybody(snapshot), by=snapshot.people[entry.by_id], corrects=entry)


def _corrected_check(snapshot: Snapshot, row_id: int) -> Form[Any]:
    check = next(x for x in CHECK.entries(snapshot) if x.id == row_id)
    lead = lead_checked(snapshot, check)
    about = f"{lead.about} · from {lead.giver}" if lead is not None else "correct it"
    return check_form(check.lead_id, about, check)


def _corrected_substitute(snapshot: Snapshot, row_id: int) -> Form[Any]:
    attendee = next(a for a in snapshot.attendees if a.id == row_id)
    return substitute_for(snapshot, attendee.member_id)


def _corrected_visitor(snapshot: Snapshot, row_id: int) -> Form[Any]:
    visit = next(v for v in snapshot.visits if v.id == row_id)
    return VisitorForm(snapshot, _members(snapshot), visit=visit)


def _corrected_ask(snapshot: Snapshot, row_id: int) -> Form[Any]:
    return _ask_of(snapshot, next(t for t in snapshot.turns if t.id == row_id))


_CORRECTIONS: dict[str, Callable[[Snapshot, int], Form[Any]]] = {
    LEAD.table: _corrected_lead,
    OUTCOME.table: _corrected_word,
    BUSINESS.table: _corrected_business,
    TESTIMONIAL.table: _corrected_testimonial,
    ANNOUNCEMENT.table: _corrected_announcement,
    CHECK.table: _corrected_check,
    SUBSTITUTE.table: _corrected_substitute,
    VISITOR.table: _corrected_visitor,
    ASK.table: _corrected_ask,
}


def form_for_entry(snapshot: Snapshot, table: str, row_id: int) -> Form[Any]:
    """The form that corrects an entry of tonight's record."""
    form = _CORRECTIONS[table](snapshot, row_id)
    # Named by what it is: a raw lead that is completed meanwhile is the same entry.
    form.corrects, form.draft_name = True, f"edit {table} {row_id}"
    return form
