"""Letters that are sent: what is on record before one goes out, and after, so that none goes out twice.

The commands stand here, since no other page needs them.
"""

from __future__ import annotations

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.command import Command
from leadsroom.domain.ids import LetterId, MeetingId, PersonId
from leadsroom.domain.meeting.letters import LetterKind, LetterState, short_reply
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.meeting.letters import letter_sent, letter_to
from leadsroom.store.read.season import meeting_of

_CAME_OF_IT = {
    LetterState.SENT: "Sent the letter to {}",
    LetterState.REFUSED: "The letter to {} was not accepted",
    LetterState.UNSURE: "The letter to {} was perhaps sent",
}


class BeginLetter(Command, frozen=True, tag="BeginLetter"):
    """A letter about a closed meeting is about to be given to a server, for an address.

    Its row is the subject of what came of it. Refused where it has gone out, or may have; with `again` only
    while somebody else has it in hand.
    """

    is_undoable = False
    is_private = True

    meeting_id: MeetingId
    person_id: PersonId
    kind: LetterKind
    address: str
    again: bool = False


class EndLetter(Command, frozen=True, tag="EndLetter"):
    """What came of a letter that was begun; of one that was not accepted, the words of the server."""

    is_undoable = False
    is_private = True

    letter_id: LetterId
    state: LetterState
    reply: str = ""


@handles(BeginLetter)
def begin(act: Act, command: BeginLetter) -> Done:
    """Say that it goes out, before it does: what is killed between the two is seen."""
    connection, chapter_id = act.unit.connection, act.chapter.id
    about = _closed_meeting(act, command.meeting_id)
    name = act.need_person(command.person_id, "person it is for")
    earlier = letter_to(connection, chapter_id, command.meeting_id, command.person_id, command.kind)
    begun = {
        "state": LetterState.SENDING.value,
        "address": clean(command.address),
        "reply": "",
        "at": act.now,
        "ended_at": None,
    }
    if earlier is None:
        whose = {"chapter_id": chapter_id, "meeting_id": about.id, "person_id": command.person_id}
        letter_id = LetterId(act.unit.insert(t.letter_sent, **whose, kind=command.kind.value, **begun))
    else:
        if why := earlier.why_not(act.now, again=command.again):
            raise Refused(f"The letter to {name} {why}.")
        letter_id = earlier.id
        act.unit.update(t.letter_sent, letter_id, **begun)
    return Done(f"The letter of {about.name.in_short} to {name} goes out", subject=letter_id)


def _closed_meeting(act: Act, meeting_id: MeetingId) -> Meeting:
    row = act.unit.row(t.meeting, meeting_id)
    if row is None or row["chapter_id"] != act.chapter.id or row["state"] != MeetingState.CLOSED.value:
        raise Refused("Letters are sent once their meeting is closed.")
    return meeting_of(row)


@handles(EndLetter)
def end(act: Act, command: EndLetter) -> Done:
    """What came of it."""
    letter = letter_sent(act.unit.connection, act.chapter.id, command.letter_id)
    if letter is None:
        raise Refused("That letter is not on record.")
    if command.state not in _CAME_OF_IT:
        raise Refused("A letter that was begun was sent, was not accepted, or was perhaps sent.")
    name = act.need_person(letter.person_id, "person it is for")
    reply = short_reply(clean(command.reply))
    act.unit.update(t.letter_sent, letter.id, state=command.state.value, reply=reply, ended_at=act.now)
    return Done(
        f"{_CAME_OF_IT[command.state].format(name)}{f': {reply}' if reply else ''}", subject=letter.id
    )
