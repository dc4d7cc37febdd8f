"""What the group decided under its rules: recorded with who and when; a mistake is taken back."""

from __future__ import annotations

from datetime import date

from leadsroom.domain.attendance import Mark
from leadsroom.domain.decision import Decision, DecisionKind, need_who
from leadsroom.domain.ids import ChapterId, DecisionId, MeetingId, PersonId
from leadsroom.domain.text import clean
from leadsroom.domain.wording import short_date
from leadsroom.errors import Refused
from leadsroom.roster.act import RosterAct
from leadsroom.roster.door import Door
from leadsroom.store import tables as t
from leadsroom.store.read_leads import name_of
from leadsroom.store.read_standing import decisions, place_on


class Decisions(Door):
    """The door to decisions. The program ejects nobody: a seat that was opened is ended on the roster."""

    def decide(
        self,
        chapter_id: ChapterId,
        member_id: PersonId,
        kind: DecisionKind,
        on: date | None = None,
        *,
        decided_by: str = "",
        note: str = "",
    ) -> None:
        """Record a decision; `on` (today) is the day of it, of the absence, or of the training.

        Raises Refused for a day to come, for one without an absence to excuse, and for the same once more.
        """
        with self.act(chapter_id, "Decide") as act:
            day, by = on or act.today, need_who(kind, decided_by)
            name = _name(act, member_id)
            _refuse_repeated(act, member_id, kind, day, name)
            act.unit.insert(
                t.decision,
                chapter_id=chapter_id,
                member_id=member_id,
                kind=kind.value,
                meeting_id=_meeting(act, member_id, day, name) if kind is DecisionKind.EXCUSED else None,
                on_date=day,
                decided_by=by,
                note=clean(note),
                at=act.now,
            )
            who = f", decided by {by}" if by else ""
            act.what = f"{name}: {kind.words}, {short_date(day)}{who}"

    def take_back(self, chapter_id: ChapterId, decision_id: DecisionId) -> None:
        """A decision was recorded by mistake: it no longer counts, and the journal says so."""
        with self.act(chapter_id, "TakeBackDecision") as act:
            known = decisions(act.unit.connection, chapter_id)
            found = next((each for each in known if each.id == decision_id), None)
            if found is None:
                raise Refused("That decision is no longer on record.")
            act.unit.update(t.decision, decision_id, withdrawn_at=act.now)
            name = _name(act, found.member_id)
            act.what = f"{name}: taken back: {found.kind.words}, {short_date(found.on)}"


def _name(act: RosterAct, member_id: PersonId) -> str:
    found = name_of(act.unit.connection, act.chapter.id, member_id)
    if found is None:
        raise Refused("Nobody like that is known to the chapter any more.")
    return found


def _refuse_repeated(act: RosterAct, member_id: PersonId, kind: DecisionKind, day: date, name: str) -> None:
    if day > act.today:
        raise Refused(f"{short_date(day)} is still to come. What is decided has happened.")
    known: list[Decision] = decisions(act.unit.connection, act.chapter.id)
    if any((each.member_id, each.kind, each.on) == (member_id, kind, day) for each in known):
        raise Refused(f"That is on record already: {name}, {kind.words}, {short_date(day)}.")


def _meeting(act: RosterAct, member_id: PersonId, day: date, name: str) -> MeetingId:
    found = place_on(act.unit.connection, act.chapter.id, member_id, day)
    if found is None:
        raise Refused(f"{name} had no place at a meeting on {short_date(day)}. Check the date.")
    if found.mark is None or (found.mark == Mark.PRESENT and found.left_at is None):
        mark = "present" if found.mark else "not marked"
        raise Refused(f"{name} was {mark} on {short_date(day)}: there is nothing to excuse. Check the date.")
    return MeetingId(found.meeting_id)
