"""What became of a letter about a meeting: it is sent once, and one that may have gone out is not sent again
by itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from msgspec import Struct

from leadsroom.domain.ids import LetterId, MeetingId, PersonId

# A server has so long for one letter, all its answers together; then nobody waits for it any more.
IN_HAND = timedelta(minutes=5)
_LONGEST_REPLY = 200
HAS_BEEN_SENT, IS_BEING_SENT, PERHAPS_SENT = "has been sent", "is being sent just now", "was perhaps sent"


class LetterKind(StrEnum):
    """To whom it is written as what: somebody who has visited and joined may get both."""

    MEMBER = "member"
    VISITOR = "visitor"


class LetterState(StrEnum):
    """How far the sending of a letter has come."""

    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNSURE = "unsure"  # the connection was lost after all of it had gone out, before the server said yes


# What came of one that was given to a server.
LetterEnd = Literal[LetterState.SENT, LetterState.REFUSED, LetterState.UNSURE]


class LetterSent(Struct, frozen=True):
    """One letter that was given to a server, and what came of it last.

    `at` is when that was begun, `ended_at` when it was over: None while it is going on, and for ever where
    the program was killed meanwhile. `reply` are the words of the server that did not accept it.
    """

    id: LetterId
    meeting_id: MeetingId
    person_id: PersonId
    kind: LetterKind
    state: LetterState
    address: str
    at: datetime
    ended_at: datetime | None = None
    reply: str = ""

    def state_at(self, now: datetime) -> LetterState:
        """How far it is: what nobody has in hand any more has perhaps been sent."""
        if self.state is LetterState.SENDING and now - self.at >= IN_HAND:
            return LetterState.UNSURE
        return self.state

    def why_not(self, now: datetime, *, again: bool) -> str:
        """Why it is not sent now, after its receiver's name; empty where it may be.

        With `again` a person wants it to go out although it has, or may have.
        """
        match self.state_at(now):
            case LetterState.SENDING:
                return IS_BEING_SENT
            case LetterState.SENT if not again:
                return HAS_BEEN_SENT
            case LetterState.UNSURE if not again:
                return PERHAPS_SENT
            case _:
                return ""


def short_reply(reply: str) -> str:
    """The words of a server, as far as a list has room for them."""
    return reply if len(reply) <= _LONGEST_REPLY else f"{reply[: _LONGEST_REPLY - 1]}…"
