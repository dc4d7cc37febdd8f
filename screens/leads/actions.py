"""What is done with a lead between meetings: what is asked, and the command that it is.

Each is about the lead under the cursor when the key is pressed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace
from textual.binding import Binding

from leadsroom.acts.command import Command
from leadsroom.acts.leads.commands import NoteOutcome
from leadsroom.acts.meeting.commands import Withdraw
from leadsroom.domain.ids import LeadId, PersonId
from leadsroom.domain.leads.closed_business import OneToOne
from leadsroom.domain.leads.lead import Lead, LeadOutcome, LeadState, LeadUpdate
from leadsroom.domain.meeting.record_kinds import LEAD
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.views.leads import LeadsPicture, lead_story
from screens.kit.dialog import WITHDRAW, PickDialog
from screens.kit.form.form import Form
from screens.kit.listing import Column, Line
from screens.kit.styled import quiet, short, words
from screens.leads.answer_forms import GiverAnswerForm
from screens.leads.outcome_forms import BusinessForm, bad_lead_form, note_form, outcome_form
from screens.leads.slip_choices import SlipTable
from screens.leads.slip_form import LeadForm
from screens.leads.story_panes import LeadEntry, entries_dialog, key_of, withdrawal_of
from screens.people.one_to_ones import one_to_one_form

if TYPE_CHECKING:
    from screens.leads.page import LeadsScreen


_COLUMNS = (Column(), Column(most=44), Column(most=30, rank=1))


class OneToOnes(PickDialog, inherit_bindings=False):
    """The last ones, the latest first, of which one can be withdrawn; they are not corrected."""

    BINDINGS = [
        Binding(
            "delete",
            f"pick('{WITHDRAW}')",
            "withdraw",
            id="withdraw",
            tooltip="Withdraw this one",
        ),
        Binding("escape,q", "leave", "close", id="leave", key_display="esc", tooltip="Close the list"),
    ]

    def __init__(self, last: Sequence[OneToOne]) -> None:
        super().__init__(
            "One-to-ones", _COLUMNS, [_line(one) for one in last], empty="None has been logged yet."
        )

    def action_pick(self, act: str = "") -> None:
        if act == WITHDRAW:
            super().action_pick(act)


def _line(one: OneToOne) -> Line:
    met = words(f"{one.first} and {one.second}")
    return Line(str(one.id), (quiet(short_date(one.on)), met, quiet(one.note)))


K = TypeVar("K", bound=Command)
Action = Callable[["LeadsScreen"], Awaitable[None]]
_TAKES_BACK = "u takes it back."
# Of those for whom a lead is nothing: it may have gone to somebody outside the chapter.
_PASSED_ON = f"t notes to whom it was passed on; {_TAKES_BACK}"
_NO_CALL = f"It waits as before, since a note is no call; {_TAKES_BACK}"
_IS_NOT_THEIRS = (LeadOutcome.NOT_NEEDED, LeadOutcome.OUTSIDE)

# Outcomes


def outcome(which: LeadOutcome) -> Action:
    """Put an outcome on record at once."""

    async def record(page: LeadsScreen) -> None:
        lead = page.chosen
        if lead is not None:
            then = _PASSED_ON if which in _IS_NOT_THEIRS else _TAKES_BACK
            await page.act(NoteOutcome(lead.id, which), _line_of(lead), then)

    return record


async def bad(page: LeadsScreen) -> None:
    """A bad lead, for which a reason is asked."""
    lead = page.chosen
    if lead is not None:
        await _ask(page, bad_lead_form(NoteOutcome(lead.id, LeadOutcome.BAD), lead.slip.about), lead)


async def note(page: LeadsScreen) -> None:
    """A note on it, which is no outcome."""
    lead = page.chosen
    if lead is not None:
        then = _NO_CALL if lead.standing.state is LeadState.OPEN else _TAKES_BACK
        await page.ask(_note(page, lead, at_day=False), at=_line_of(lead), then=then)


async def follow_up(page: LeadsScreen) -> None:
    """A follow-up date."""
    if page.chosen is not None:
        await _ask(page, _note(page, page.chosen, at_day=True), page.chosen)


def _note(page: LeadsScreen, lead: Lead, *, at_day: bool) -> Form[NoteOutcome]:
    seats = page.picture.seats if page.picture is not None else ()
    return note_form(lead, page.today, page.chapter.country, at_day=at_day, seats=seats)


async def closed(page: LeadsScreen) -> None:
    """Closed, with the amount."""
    lead, seen = page.chosen, page.picture
    if lead is not None and seen is not None:
        form = BusinessForm(
            _people(seen, lead),
            (lead,),
            seen.chapter,
            by=_person(seen, lead.receiver_id),
            to=_person(seen, lead.giver_id),
            lead=lead,
        )
        form.draft_name = f"closed {lead.id}"
        await _ask(page, form, lead)


# Outcomes and closed business, put right


async def correct(page: LeadsScreen) -> None:
    """The outcomes of a lead and the closed business from it, again and again until nobody chooses one."""
    lead, at = page.chosen, ""
    while lead is not None:
        entries = await _entries(page, lead)
        if not entries:
            return
        title = f"Outcomes and closed business: {_about(lead)}"
        chosen = await page.app.push_screen_wait(entries_dialog(title, entries, page.chapter, at))
        if chosen is None:
            return
        at = chosen.key
        entry = next(each for each in entries if key_of(each) == at)
        if chosen.act == WITHDRAW:
            await _act(page, withdrawal_of(entry), lead)
            return
        await _correct(page, lead, entry)


async def _entries(page: LeadsScreen, lead: Lead) -> tuple[LeadEntry, ...]:
    """What is on record of a lead; where there is nothing, the status line says so."""
    try:
        story = await page.look_up(lead_story, lead.id)
    except Refused as no:
        page.show_status(str(no), "wrong")
        return ()
    own = [business for business in story.paid if business.lead_id == lead.id]
    if not story.updates and not own:
        page.show_status(
            f"Nothing is on record for {_about(lead)} yet; 1 to 7, t and f enter an outcome.", "amber"
        )
    return (*story.updates, *own)


async def _correct(page: LeadsScreen, lead: Lead, entry: LeadEntry) -> None:
    async def again() -> Form[Any] | None:
        story = await page.desk.read(lead_story, lead.id)
        every: tuple[LeadEntry, ...] = (*story.updates, *story.paid)
        now = next((each for each in every if key_of(each) == key_of(entry)), None)
        return None if now is None else _correction(page, lead, now)

    form = _correction(page, lead, entry)
    if form is not None:
        await _ask(page, form, lead, again)


def _correction(page: LeadsScreen, lead: Lead, entry: LeadEntry) -> Form[Any] | None:
    seen = page.picture
    if isinstance(entry, LeadUpdate):
        seats = seen.seats if seen is not None else ()
        return outcome_form(replace(entry, about=lead.slip.about), page.today, page.chapter.country, seats)
    if seen is None:
        return None
    form = BusinessForm(
        _people(seen, lead),
        (lead,),
        seen.chapter,
        by=_person(seen, entry.reported_by_id),
        to=_person(seen, entry.credited_to_id),
        corrects=entry,
    )
    form.draft_name = f"edit closed business {entry.id}"
    return form


async def giver_answer(page: LeadsScreen) -> None:
    """How the prospect was served, as the giver heard: noted here, and read here."""
    lead = page.chosen
    if lead is not None and page.picture is not None:
        giver = page.picture.names.get(lead.giver_id, "somebody")
        await _ask(page, GiverAnswerForm(lead.id, f"{_about(lead)} · from {giver}"), lead)


# Slips


async def edit(page: LeadsScreen) -> None:
    """Complete or correct the slip."""
    if page.chosen is not None:
        await _slip(page, page.chosen)


async def new(page: LeadsScreen) -> None:
    """A lead passed between meetings."""
    await _slip(page, None)


async def _slip(page: LeadsScreen, lead: Lead | None) -> None:
    seen = page.picture
    if seen is None:
        return
    form = LeadForm(
        _slip_table(seen, lead),
        lead=lead,
        giver=_person(seen, lead.giver_id) if lead else None,
        receiver=_person(seen, lead.receiver_id) if lead else None,
    )
    form.draft_name = f"slip {lead.id}" if lead else "lead"
    await _ask(page, form, lead, None if lead is None else _slip_again(page, lead.id))


def _slip_again(page: LeadsScreen, lead_id: LeadId) -> Callable[[], Awaitable[LeadForm | None]]:
    """What makes the slip of a lead again, from what is on record by then."""

    async def again() -> LeadForm | None:
        from leadsroom.views.meeting.lookups import lead_on_record

        seen, lead = page.picture, await page.desk.read(lead_on_record, lead_id)
        if seen is None or lead is None:
            return None
        giver, receiver = _person(seen, lead.giver_id), _person(seen, lead.receiver_id)
        return LeadForm(_slip_table(seen, lead), lead=lead, giver=giver, receiver=receiver)

    return again


def _slip_table(seen: LeadsPicture, lead: Lead | None) -> SlipTable:
    people = _people(seen, lead)
    return SlipTable(seen.chapter, people, people, names=seen.names)


def _person(seen: LeadsPicture, person_id: PersonId) -> Person:
    """Somebody on a lead: a member, here or elsewhere, or whoever gave it."""
    found = (person for person in (*seen.members, *seen.visiting) if person.id == person_id)
    return next(found, None) or Person(person_id, seen.names.get(person_id, "somebody"))


def _people(seen: LeadsPicture, lead: Lead | None) -> tuple[Person, ...]:
    """The members, those of other chapters, and the giver of this lead if they are neither: visitors may."""
    members = {person.id for person in (*seen.members, *seen.visiting)}
    ids: tuple[PersonId, ...] = (lead.giver_id, lead.receiver_id) if lead else ()
    others = [Person(each, seen.names.get(each, "somebody")) for each in ids if each not in members]
    return (*seen.members, *seen.visiting, *others)


async def delete(page: LeadsScreen) -> None:
    """Withdraw the lead."""
    lead = page.chosen
    if lead is not None:
        await _act(page, Withdraw(LEAD.table, lead.id))


# One-to-ones


async def one_to_one(page: LeadsScreen) -> None:
    """Log a one-to-one of two members."""
    if page.picture is not None:
        await _ask(page, one_to_one_form(page.picture.members, page.today, page.chapter.country))


async def one_to_ones(page: LeadsScreen) -> None:
    """The last one-to-ones, each of which can be withdrawn."""
    seen = page.picture
    chosen = await page.app.push_screen_wait(OneToOnes(seen.one_to_ones)) if seen is not None else None
    if chosen is not None:
        await _act(page, Withdraw("one_to_one", int(chosen.key)))


# How it is done


async def _act(page: LeadsScreen, command: Command, lead: Lead | None = None) -> None:
    """Carry it out; the lead keeps its place, also where it is listed no more."""
    await page.act(command, _line_of(lead), _TAKES_BACK)


async def _ask(
    page: LeadsScreen,
    form: Form[K],
    lead: Lead | None = None,
    again: Callable[[], Awaitable[Form[K] | None]] | None = None,
) -> None:
    """Ask until it is on record, or nobody wants it any more; `again` as a page asks for it."""
    await page.ask(form, at=_line_of(lead), then=_TAKES_BACK, again=again)


def _line_of(lead: Lead | None) -> str:
    return str(lead.id) if lead is not None else ""


def _about(lead: Lead) -> str:
    return short(lead.slip.about)


ACTS: Mapping[str, Action] = {
    "contacted": outcome(LeadOutcome.CONTACTED),
    "working": outcome(LeadOutcome.WORKING),
    "closed": closed,
    "not_needed": outcome(LeadOutcome.NOT_NEEDED),
    "bad": bad,
    "outside": outcome(LeadOutcome.OUTSIDE),
    "is_lead": outcome(LeadOutcome.IS_LEAD),
    "note": note,
    "follow_up": follow_up,
    "correct": correct,
    "giver_answer": giver_answer,
    "edit": edit,
    "new": new,
    "delete": delete,
    "one_to_one": one_to_one,
    "one_to_ones": one_to_ones,
}
