"""The rota: who speaks on which date and about what, who leads which step, and who is due for it next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import LONGEST_TURN, SHORTEST_TURN, PlannedStep, StepKind
from leadsroom.domain.agenda.plan import kind_in_words
from leadsroom.domain.ids import PersonId, StepLeaderId, TalkId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_time import LONGEST_STEP
from leadsroom.domain.text.wording import length_in_words, near_date
from leadsroom.errors import Refused

LONGEST_TOPIC = 80  # letters
MINUTE = timedelta(minutes=1)
# In these nobody leads: everybody talks, or the one who speaks is on the rota already.
_NOBODY_LEADS = (StepKind.SPEAKER, StepKind.BREAK, StepKind.NETWORKING, StepKind.PITCHES)


class Talk(Struct, frozen=True):
    """Somebody speaks on a date; without `on` a date for it is still to be found.

    `length` is that of the step, `questions` the part of it meant for them; None leaves the usual.
    `is_given`: the meeting of that date is over and its step for a speaker was held.
    """

    id: TalkId
    speaker: Person
    on: date | None = None
    topic: str = ""
    length: timedelta | None = None
    questions: timedelta | None = None
    is_given: bool = False

    @property
    def words(self) -> str:
        """`Ann Chu — Reading a lease`."""
        return f"{self.speaker.name} — {self.topic}" if self.topic else self.speaker.name

    @property
    def times(self) -> str:
        """`10 min, 3 min for questions`; empty where it takes what the agenda gives."""
        length = length_in_words(self.length) if self.length else ""
        questions = f"{length_in_words(self.questions)} for questions" if self.questions else ""
        return ", ".join(part for part in (length, questions) if part)


class StepLeader(Struct, frozen=True):
    """Who leads the steps of a kind on a date. `has_led`: the meeting is over and such a step was held."""

    id: StepLeaderId
    on: date
    kind: StepKind
    leader: Person
    has_led: bool = False


class Rota(Struct, frozen=True):
    """What the rota says of one date, and when, before it, each led those kinds of step that rotate, and gave
    testimonials, where somebody is due for one.
    """

    talk: Talk | None = None
    leaders: Mapping[StepKind, StepLeader] = {}
    led: Mapping[StepKind, Mapping[PersonId, tuple[date, ...]]] = {}
    praised: Mapping[PersonId, tuple[date, ...]] = {}


class _HasKind(Protocol):
    @property
    def kind(self) -> StepKind: ...
    @property
    def title(self) -> str: ...


S = TypeVar("S", bound=_HasKind)


def step_of_talk(steps: Iterable[S], agenda: Iterable[PlannedStep]) -> S | None:
    """The step in which the speaker of a date speaks.

    Some agendas have two talks: there it is the one that the agenda gives more time, else the first one.
    """
    here = [step for step in steps if step.kind is StepKind.SPEAKER]
    planned = [step for step in agenda if step.kind is StepKind.SPEAKER]
    main = max(planned, key=lambda step: step.planned, default=None)
    return next((step for step in here if main and step.title == main.title), here[0] if here else None)


def agenda_with(agenda: tuple[PlannedStep, ...], talk: Talk | None) -> tuple[PlannedStep, ...]:
    """The agenda of a date: its speaker's step is as long as the talk."""
    its = step_of_talk(agenda, agenda)
    if talk is None or talk.length is None:
        return agenda
    return tuple(replace(step, planned=talk.length) if step is its else step for step in agenda)


def can_be_led(kind: StepKind) -> bool:
    """Whether a step of this kind has somebody who leads it."""
    return kind not in _NOBODY_LEADS


def checked_topic(typed: str) -> str:
    """A topic that fits on both screens. Raises Refused."""
    topic = clean(typed)
    if len(topic) > LONGEST_TOPIC:
        raise Refused(f"A topic has up to {LONGEST_TOPIC} letters; this one has {len(topic)}.")
    return topic


def check_times(length: timedelta | None, questions: timedelta | None) -> None:
    """Refuse lengths that no step has, and questions that leave nothing of the talk."""
    if length is not None and not MINUTE <= length <= LONGEST_STEP:
        raise Refused(f"A talk takes 1 min to {length_in_words(LONGEST_STEP)}.")
    if questions is None:
        return
    if not SHORTEST_TURN <= questions <= LONGEST_TURN:
        raise Refused("Questions take 15 s to 10 min.")
    if length is not None and questions >= length:
        raise Refused(
            f"Questions are part of the talk's {length_in_words(length)}. Give them less, or the talk more."
        )


# Who is due

# When each of those who ever did it did so, the latest first.
Past = Mapping[PersonId, Sequence[date]]


def longest_ago(people: Sequence[PersonId], past: Past) -> list[PersonId]:
    """Who has not done it for the longest time comes first; those who never did before them, by seat.

    Of two who did it on one day it is the one who had done it longer before that, or more seldom: by seat
    alone it would always be the same one.
    """
    return sorted(people, key=lambda person: tuple(past.get(person, ())))


def due(
    people: Sequence[PersonId], past: Past, count: int, *, done: Collection[PersonId] = ()
) -> list[PersonId]:
    """Who of those who are there is due, so many less those who have `done` it today already."""
    waiting = [person for person in longest_ago(people, past) if person not in done]
    return waiting[: max(0, count - len(set(done)))]


# In words


def lasts_in_words(past: Past, today: date, verb: str = "spoke") -> dict[int, str]:
    """What stands beside somebody who may be chosen: when they did it last."""
    return {person: f"{verb} last on {near_date(on, today)}" for person, (on, *_) in past.items()}


def leads_in_words(leader: StepLeader) -> str:
    """`Education: Bo Diaz leads`."""
    return f"{kind_in_words(leader.kind)}: {leader.leader.name} leads"
