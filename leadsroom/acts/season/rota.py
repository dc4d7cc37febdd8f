"""The rota: who speaks on a date, who leads which step of it, and what another schedule makes of that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.season.commands import CancelTalk, NameLeader, PlanTalk
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.agenda.plan import kind_in_words
from leadsroom.domain.ids import PersonId, TalkId
from leadsroom.domain.meeting.snapshot import MeetingState, Step
from leadsroom.domain.season.rota import (
    Talk,
    can_be_led,
    check_times,
    checked_topic,
    leads_in_words,
    step_of_talk,
)
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.typed_day import refuse_far_off
from leadsroom.domain.text.wording import near_date, short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.meeting.planning import speaker_steps
from leadsroom.store.read.people.roster import people_called
from leadsroom.store.read.season import (
    calendar_of,
    kinds_held_before,
    leaders_of_date,
    meetings_of_date,
    talk_of_date,
    talks_since,
    waits_for_date,
)


@handles(PlanTalk)
def plan_talk(act: Act, command: PlanTalk) -> Done:
    """The subject is the talk."""
    topic, on = checked_topic(command.topic), command.on
    check_times(command.length, command.questions)
    talks = _talks(act)
    was = _need_talk(talks, command.corrects) if command.corrects is not None else None
    if was is None or on != was.on:
        _refuse_date(act, on)
    speaker_id = _speaker(act, command)
    # Whoever waits for a date gets this one, with all that was planned for their talk.
    talk = was or _waiting(act, [x for x in talks if x.speaker.id == speaker_id])
    if talk is not None and was is None:
        command, topic = _planned_before(talk, command), topic or talk.topic
    other = next((x for x in talks if on is not None and x.on == on and x is not talk), None)
    if other is not None and on is not None and other.is_given:
        raise Refused(f"{other.speaker.name} spoke on {short_date(on)}. Choose another date.")
    if other is not None:
        act.unit.update(t.talk, other.id, on_date=None)
    talk_id = _write(act, talk, command, speaker_id, topic)
    if talk is not None and talk.on not in (None, on):
        _follow(act, talk.on, None)
    _follow(act, on, command.length)
    name = clean(command.name)
    about = f"{name} speaks — {topic}" if topic else f"{name} speaks"
    what = f"{short_date(on)}: {about}" if on else f"{about}, on a date to be found"
    moved = f"; {other.speaker.name} is without a date now" if other is not None else ""
    return Done(what + moved, subject=talk_id)


def _waiting(act: Act, talks: Iterable[Talk]) -> Talk | None:
    """The one of somebody's talks for which a date is to be found."""
    connection, chapter = act.unit.connection, act.chapter
    for talk in talks:
        if talk.is_given:
            continue
        of_date = meetings_of_date(connection, chapter.id, talk.on) if talk.on is not None else []
        if waits_for_date(talk, calendar_of(connection, chapter), act.today, next(iter(of_date), None)):
            return talk
    return None


def _planned_before(talk: Talk, command: PlanTalk) -> PlanTalk:
    """With the lengths that a talk had already, where no others are given."""
    length, questions = command.length or talk.length, command.questions or talk.questions
    if length is not None and questions is not None and questions >= length:
        length, questions = command.length, command.questions
    return replace(command, length=length, questions=questions)


def _talks(act: Act) -> tuple[Talk, ...]:
    return talks_since(act.unit.connection, act.chapter.id, date.min)


def _need_talk(talks: Iterable[Talk], talk_id: TalkId) -> Talk:
    found = next((talk for talk in talks if talk.id == talk_id), None)
    if found is None:
        raise Refused("That talk is no longer on the rota.")
    return found


def _refuse_date(act: Act, on: date | None) -> None:
    """A talk is given at a meeting: one to come, or one that is on record."""
    if on is None or (act.picture is not None and act.picture.meeting.on == on):
        return
    if any(state is not MeetingState.PLANNED for state, _ in _speaker_steps(act, on)):
        return
    day = near_date(on, act.today)
    if on < act.today:
        raise Refused(f"{day} is past. Choose a date to come.")
    refuse_far_off(on, act.today)
    calendar = calendar_of(act.unit.connection, act.chapter)
    found = calendar.on(on)
    if found is None or not found.meets:
        why = "is a holiday" if found is not None else "is not a date of a meeting"
        nearest = near_date(calendar.nearest(on, act.today), act.today)
        raise Refused(f"{day} {why}. The nearest meeting is {nearest}.")


def _speaker(act: Act, command: PlanTalk) -> PersonId:
    """Somebody on record of this name, or a new person from outside."""
    name, company = clean(command.name), clean(command.company)
    if not name:
        raise Refused("Type who speaks.")
    found = people_called(act.unit.connection, act.chapter.id, fold(name))
    wanted = next((each for each in found if each.person.id == command.speaker_id), None)
    one = wanted or (found[0] if found else None)
    if one is None:
        columns = {"name": name, "name_key": fold(name), "company": company}
        return PersonId(act.unit.insert(t.person, chapter_id=act.chapter.id, **columns))
    if company and not one.holds_seat:
        act.unit.update(t.person, one.person.id, company=company)
    return one.person.id


def _write(act: Act, before: Talk | None, command: PlanTalk, speaker_id: PersonId, topic: str) -> int:
    columns = {
        "speaker_id": speaker_id,
        "on_date": command.on,
        "topic": topic,
        "length": command.length,
        "questions": command.questions,
    }
    if before is None:
        return act.unit.insert(t.talk, chapter_id=act.chapter.id, **columns)
    act.unit.update(t.talk, before.id, **columns)
    return before.id


@handles(CancelTalk)
def cancel_talk(act: Act, command: CancelTalk) -> str:
    """Take a talk off the rota."""
    talk = _need_talk(_talks(act), command.talk_id)
    act.unit.delete(t.talk, talk.id)
    _follow(act, talk.on, None)
    where = f"{short_date(talk.on)}: " if talk.on else ""
    return f"{where}{talk.speaker.name} does not speak"


def _speaker_steps(act: Act, on: date) -> list[tuple[MeetingState, Step]]:
    connection, chapter_id = act.unit.connection, act.chapter.id
    return act.once(f"speakers {on}", {"step", "meeting"}, lambda: speaker_steps(connection, chapter_id, on))


def _follow(act: Act, on: date | None, length: timedelta | None) -> None:
    """The speaker's step of a date, if it has not begun, is as long as the talk, else as usual."""
    usual = step_of_talk(act.chapter.agenda, act.chapter.agenda)
    wanted = length or (usual.planned if usual else None)
    if on is None or wanted is None:
        return
    to_hold = (step for state, step in _speaker_steps(act, on) if state is not MeetingState.CLOSED)
    step = step_of_talk(to_hold, act.chapter.agenda)
    if step is not None and step.clock.started_at is None and step.planned != wanted:
        act.unit.update(t.step, step.id, planned=wanted, allotted=wanted)


@handles(NameLeader)
def name_leader(act: Act, command: NameLeader) -> str:
    """Who leads the steps of a kind on a date."""
    if not can_be_led(command.kind):
        raise Refused(f"Nobody leads “{kind_in_words(command.kind)}”.")
    _refuse_held_before(act, command)
    found = leaders_of_date(act.unit.connection, act.chapter.id, command.on).get(command.kind)
    if command.leader_id == (found.leader.id if found else None):
        raise Refused(_stands(command.kind, found.leader.name if found else ""))
    if found is None or command.on != found.on:
        _refuse_date(act, command.on)
    day = short_date(command.on)
    if command.leader_id is None:
        assert found is not None
        act.unit.delete(t.step_leader, found.id)
        return f"{day}: {found.leader.name} does not lead {kind_in_words(command.kind)}"
    act.need_person(command.leader_id, "member who leads")
    columns = {"leader_id": command.leader_id}
    if found is None:
        here = {"chapter_id": act.chapter.id, "on_date": command.on, "kind": command.kind.value}
        act.unit.insert(t.step_leader, **here, **columns)
    else:
        act.unit.update(t.step_leader, found.id, **columns)
    named = leaders_of_date(act.unit.connection, act.chapter.id, command.on)[command.kind]
    return f"{day}: {leads_in_words(named)}"


def _refuse_held_before(act: Act, command: NameLeader) -> None:
    """Who led at the first of two meetings of a date stays as it was, whatever the second one does."""
    here = act.picture.meeting if act.picture is not None else None
    if here is None or here.on != command.on:
        return
    if command.kind in kinds_held_before(act.unit.connection, act.chapter.id, here):
        what = kind_in_words(command.kind)
        raise Refused(f"“{what}” was held at an earlier meeting of this day. Name who led it at its table.")


def _stands(kind: StepKind, name: str) -> str:
    what = kind_in_words(kind)
    return f"{name} leads {what} already." if name else f"Nobody leads {what} on that date as it is."


def lead_in_turn(act: Act, kind: StepKind, leader_id: PersonId) -> None:
    """A step that rotates has begun at the table: whoever is due leads it."""
    here = {"chapter_id": act.chapter.id, "on_date": act.before.meeting.on}
    act.unit.insert(t.step_leader, **here, kind=kind.value, leader_id=leader_id)


def talk_left_without_date(act: Act, on: date) -> str:
    """What becomes of the speaker of a date on which nobody meets any more, in words; empty for nothing."""
    talk = talk_of_date(act.unit.connection, act.chapter.id, on)
    return f"the talk of {talk.speaker.name} is without a date" if talk is not None else ""


def move_rota(act: Act, planned_on: date, today: date) -> None:
    """A meeting is held on another day than planned: who speaks and leads there comes with it."""
    connection, chapter_id = act.unit.connection, act.chapter.id
    talk = talk_of_date(connection, chapter_id, planned_on)
    if talk is not None and talk_of_date(connection, chapter_id, today) is None:
        act.unit.update(t.talk, talk.id, on_date=today)
    there = leaders_of_date(connection, chapter_id, today)
    changes: dict[int, dict[str, Any]] = {
        each.id: {"on_date": today}
        for each in leaders_of_date(connection, chapter_id, planned_on).values()
        if each.kind not in there
    }
    act.unit.update_all(t.step_leader, changes)
