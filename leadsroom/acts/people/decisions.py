"""Decisions of the chapter under its rules: recorded with who and when; a mistake is taken back.

The program ejects nobody: a seat that was opened is ended on the roster.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.people.commands import Decide, TakeBackDecision
from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.people.attendance import is_excusable, what_is_excused
from leadsroom.domain.people.decisions import DecisionKind, need_who
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import name_of
from leadsroom.store.read.people.standing import decisions, place_on
from leadsroom.store.row_changes import Overtaken, RowChange

_STAYS = "The seat stays theirs until the membership is ended on the roster."


@handles(Decide)
def decide(act: Act, command: Decide) -> Done:
    """Record a decision, which is the subject.

    Raises Refused for a day to come, for one without an absence to excuse, and for the same once more.
    """
    kind, day = command.kind, command.on or act.today
    by, name = need_who(kind, command.decided_by), _name(act, command.member_id)
    _refuse_repeated(act, command.member_id, kind, day, name)
    excused = kind is DecisionKind.EXCUSED
    decided = act.unit.insert(
        t.decision,
        chapter_id=act.chapter.id,
        member_id=command.member_id,
        kind=kind.value,
        meeting_id=_meeting(act, command.member_id, day, name) if excused else None,
        on_date=day,
        decided_by=by,
        note=clean(command.note),
        at=act.now,
    )
    who = f", decided by {by}" if by else ""
    what = f"{name}: {_in_words(act, command.member_id, kind, day)}, {short_date(day)}{who}"
    sentence = f"{what}. {_STAYS}" if kind is DecisionKind.SEAT_OPENED else ""
    return Done(what, sentence=sentence, subject=decided)


@handles(TakeBackDecision)
def take_back_decision(act: Act, command: TakeBackDecision) -> str:
    """Take a decision back; the journal has both."""
    standing = decisions(act.unit.connection, act.chapter.id)
    found = next((each for each in standing if each.id == command.decision_id), None)
    if found is None:
        raise Refused("That decision is no longer on record.")
    act.unit.update(t.decision, found.id, withdrawn_at=act.now)
    what = _in_words(act, found.member_id, found.kind, found.on)
    return f"{_name(act, found.member_id)}: withdrawn: {what}, {short_date(found.on)}"


def _name(act: Act, member_id: PersonId) -> str:
    found = name_of(act.unit.connection, act.chapter.id, member_id)
    if found is None:
        raise Refused("That person is no longer on record.")
    return found


def _refuse_repeated(act: Act, member_id: PersonId, kind: DecisionKind, day: date, name: str) -> None:
    if day > act.today:
        raise Refused(f"{short_date(day)} is still to come. Enter a day up to today.")
    earlier = decisions(act.unit.connection, act.chapter.id)
    if any((each.member_id, each.kind, each.on) == (member_id, kind, day) for each in earlier):
        what = _in_words(act, member_id, kind, day)
        raise Refused(f"That is on record already: {name}, {what}, {short_date(day)}.")


def refuse_second_decision(act: Act, changes: Iterable[RowChange]) -> None:
    """After decisions were put back as they were: the same is decided once for a day. Raises Overtaken."""
    back = {change.id for change in changes if change.table == t.decision.name and change.after is not None}
    if not back:
        return
    standing = decisions(act.unit.connection, act.chapter.id)
    others = {(each.member_id, each.kind, each.on): each for each in standing if each.id not in back}
    for each in standing:
        other = others.get((each.member_id, each.kind, each.on))
        if each.id in back and other is not None:
            what = _in_words(act, other.member_id, other.kind, other.on)
            raise Overtaken(later=f"{_name(act, other.member_id)}: {what}, {short_date(other.on)}")


def _in_words(act: Act, member_id: PersonId, kind: DecisionKind, day: date) -> str:
    """A decision, with what was excused by the mark of that day: `late arrival excused`."""
    place = place_on(act.unit.connection, act.chapter.id, member_id, day)
    if kind is not DecisionKind.EXCUSED or place is None:
        return kind.words
    return f"{what_is_excused(place.mark, place.left_at is not None, place.online)} excused"


def _meeting(act: Act, member_id: PersonId, day: date, name: str) -> MeetingId:
    found = place_on(act.unit.connection, act.chapter.id, member_id, day)
    if found is None:
        raise Refused(f"{name} had no place at a meeting on {short_date(day)}. Check the date.")
    if not is_excusable(found.mark, found.left_at is not None, found.online):
        mark = "present" if found.mark else "not marked"
        raise Refused(f"{name} was {mark} on {short_date(day)}: there is nothing to excuse. Check the date.")
    return found.meeting_id
