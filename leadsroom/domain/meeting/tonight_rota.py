"""The rota at the table of a meeting: who speaks in which step, who leads it, and who is due."""

from __future__ import annotations

from datetime import timedelta

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.snapshot import Snapshot, Step
from leadsroom.domain.people.attendance import Mark, table_order
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.rota import Talk, can_be_led, due, longest_ago, step_of_talk

USUAL_QUESTIONS = timedelta(minutes=1)
# Everybody has a turn in these, or talks with everybody: the key that names a leader means the speaker there.
_LED_AT_TABLE = (
    StepKind.WELCOME,
    StepKind.BUSINESS,
    StepKind.EDUCATION,
    StepKind.TESTIMONIALS,
    StepKind.READING_BACK,
    StepKind.CLOSE,
)


def talk_in(snapshot: Snapshot, step: Step) -> Talk | None:
    """The talk that is given in a step; None where it is for something else, or nobody speaks."""
    talk = snapshot.rota.talk
    if talk is None or step.kind is not StepKind.SPEAKER:
        return None
    its = step_of_talk(snapshot.steps, snapshot.chapter.agenda)
    return talk if its is not None and its.id == step.id else None


def leader_of(snapshot: Snapshot, step: Step) -> Person | None:
    """Whoever leads a step; None for nobody in particular."""
    found = snapshot.rota.leaders.get(step.kind) if can_be_led(step.kind) else None
    return None if found is None else found.leader


def title_of(snapshot: Snapshot, step: Step) -> str:
    """`Speaker: Ann Chu — Reading a lease`, `Education: Bo Diaz`, or the title alone."""
    talk = talk_in(snapshot, step)
    return f"{step.title}: {talk.words}" if talk is not None else short_title_of(snapshot, step)


def short_title_of(snapshot: Snapshot, step: Step) -> str:
    """The same without a topic, for where it comes next; of a step to come whoever is due leads it."""
    talk, leader = talk_in(snapshot, step), leader_of(snapshot, step)
    due_now = leader_due(snapshot, step) if leader is None else None
    leads = snapshot.name(due_now) if due_now is not None else leader.name if leader is not None else ""
    who = talk.speaker.name if talk is not None else leads
    return f"{step.title}: {who}" if who else step.title


def questions_length(snapshot: Snapshot) -> timedelta:
    """How long questions take: those that are planned for the talk that is on, else the usual minute."""
    talk = talk_in(snapshot, snapshot.step) if snapshot.step is not None else None
    return talk.questions if talk is not None and talk.questions else USUAL_QUESTIONS


def names_leader(step: Step | None) -> bool:
    """Whether to say who is on in a step means who leads it, and not who speaks tonight."""
    return step is not None and step.kind in _LED_AT_TABLE


def speaker_away(snapshot: Snapshot) -> Talk | None:
    """The talk of a member who is not here, as long as it is still to be given."""
    talk = snapshot.rota.talk
    if talk is None or not is_away(snapshot, talk.speaker.id):
        return None
    step = step_of_talk(snapshot.steps, snapshot.chapter.agenda)
    is_over = step is None or step.outcome is not None or step.clock.ended_at is not None
    return None if is_over else talk


# Who is due


def _members_here(snapshot: Snapshot) -> list[PersonId]:
    """The members who are expected or here themselves, by seat."""
    places = table_order(snapshot.attendees, 0)
    return [place.member_id for place in places if place.takes_part and place.substitute_id is None]


def due_testimonials(snapshot: Snapshot) -> list[PersonId]:
    """Who gives a testimonial tonight, as many as the chapter asks for, those given already taken off.

    At one more meeting of a day nobody is due: the turns were those of the first.
    """
    if snapshot.meeting.number > 1:
        return []
    given = [testimonial.by_id for testimonial in snapshot.testimonials]
    count = snapshot.chapter.rules.meeting.testimonials_due
    return due(_members_here(snapshot), snapshot.rota.praised, count, done=given)


def leader_due(snapshot: Snapshot, step: Step) -> PersonId | None:
    """Whose turn it is to lead a step that is still to be led; None where nobody leads in turn.

    At one more meeting of a day nobody does.
    """
    if snapshot.meeting.number > 1:
        return None
    past, is_over = snapshot.rota.led.get(step.kind), step.clock.started_at is not None or step.outcome
    if past is None or is_over or step.kind in snapshot.rota.leaders:
        return None
    return next(iter(longest_ago(_members_here(snapshot), past)), None)


def is_away(snapshot: Snapshot, person_id: PersonId) -> bool:
    """Whether a member has a place at the table and is not here themselves."""
    place = snapshot.attendee(person_id)
    if place is None or place.mark in (None, Mark.PRESENT, Mark.LATE):
        return place is not None and place.left_at is not None
    return True
