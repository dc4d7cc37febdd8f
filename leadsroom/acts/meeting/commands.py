"""Commands of the table: one for each thing that can happen at it."""

from __future__ import annotations

from datetime import datetime, timedelta

from leadsroom.acts.command import Command
from leadsroom.domain.ids import AnnouncementId, PersonId, QuestionsId, StepId, TurnId, VisitId
from leadsroom.domain.meeting.agenda_progress import AgendaPoint
from leadsroom.domain.people.attendance import Became, Mark
from leadsroom.domain.people.roster import Contact
from leadsroom.domain.people.visiting import HomeChapter


class OpenMeeting(Command, frozen=True, tag="OpenMeeting"):
    """Bring the meeting that is on to the table, else today's or the next one, planned if need be.

    Its number is the subject of what came of it, also where nothing had to be laid.
    """

    is_undoable = False


class OpenExtraMeeting(Command, frozen=True, tag="OpenExtraMeeting"):
    """Lay the table for one more meeting today, which the calendar does not have. Its number is the subject
    of what came of it. It begins with Go, as any other.
    """

    is_undoable = False


class Go(Command, frozen=True, tag="Go"):
    """The natural next thing: `domain.meeting.agenda_progress.next_act` says which.

    `seen` is the point of the agenda that was on the screen: where the meeting has moved on since, at another
    station or by the time of day, the press is refused. None asks for no such care.
    """

    moves_meeting = True

    seen: AgendaPoint | None = None


class Pause(Command, frozen=True, tag="Pause"):
    """The clock stands still."""

    moves_meeting = True


class Resume(Command, frozen=True, tag="Resume"):
    """The clock goes on; an armed one starts."""

    moves_meeting = True


class GoBack(Command, frozen=True, tag="GoBack"):
    """Back to the turn or step before, its clock as it was. `seen` as in Go."""

    moves_meeting = True

    seen: AgendaPoint | None = None


class AddTime(Command, frozen=True, tag="AddTime"):
    """More time on the clock that is up, or less."""

    moves_meeting = True

    by: timedelta


class BeganEarlier(Command, frozen=True, tag="BeganEarlier"):
    """What is up began earlier than its clock says."""

    moves_meeting = True

    by: timedelta


class BeganAt(Command, frozen=True, tag="BeganAt"):
    """What is up began at this moment: the turn or the step, or the questions that are being asked in it.

    The ids say which is meant, so that no other one is corrected that is up by then.
    """

    moves_meeting = True

    at: datetime
    step_id: StepId
    turn_id: TurnId | None = None
    questions_id: QuestionsId | None = None


class Skip(Command, frozen=True, tag="Skip"):
    """Pass over this person, or this step outside a round. `seen` as in Go."""

    moves_meeting = True

    seen: AgendaPoint | None = None


class SkipRest(Command, frozen=True, tag="SkipRest"):
    """Pass over everybody in the round who has not begun. `seen` as in Go."""

    moves_meeting = True

    seen: AgendaPoint | None = None


class CallBack(Command, frozen=True, tag="CallBack"):
    """Somebody passed over speaks next after all."""

    moves_meeting = True

    turn_id: TurnId


class LeaveOut(Command, frozen=True, tag="LeaveOut"):
    """Time in which nobody spoke, like that of a closed lid, is left out of the clock that was up then.

    `clock` is when that clock began, if it is to be that one; another one is left alone.
    """

    moves_meeting = True

    by: timedelta
    clock: datetime | None = None


class OpenQuestions(Command, frozen=True, tag="OpenQuestions"):
    """Questions to whoever is up, on a clock of their own; their time to speak stands still."""

    moves_meeting = True

    length: timedelta


class CloseQuestions(Command, frozen=True, tag="CloseQuestions"):
    """The questions are over, and whoever is up goes on."""

    moves_meeting = True


class PromptSpeaker(Command, frozen=True, tag="PromptSpeaker"):
    """A message to the speaker, on the timekeeper's screen for a while; an empty one takes it away."""

    words: str
    stays: timedelta


class FollowClock(Command, frozen=True, tag="FollowClock"):
    """The computer's clock was set by so much, and the meeting's follows: its past is moved to the new
    one.
    """

    moves_meeting = True

    by: timedelta


class MarkAttendance(Command, frozen=True, tag="MarkAttendance"):
    """A member's mark. A substitute is seated with SeatSubstitute instead."""

    moves_meeting = True

    member_id: PersonId
    mark: Mark


class MarkOthersPresent(Command, frozen=True, tag="MarkOthersPresent"):
    """Everybody who has no mark is present.

    `asked`: that is the answer to the question whether they are, and to come as announced is answered too.
    """

    moves_meeting = True

    asked: bool = False


class AttendOnline(Command, frozen=True, tag="AttendOnline"):
    """Somebody is here from elsewhere, or, not `online` any more, in the room; a late mark stays."""

    moves_meeting = True

    member_id: PersonId
    online: bool = True


class LeaveEarly(Command, frozen=True, tag="LeaveEarly"):
    """A member leaves before the end, or comes back to the table."""

    moves_meeting = True

    member_id: PersonId
    left: bool = True


class SeatSubstitute(Command, frozen=True, tag="SeatSubstitute"):
    """A substitute takes a member's seat and pitch. `overrules`: the rule on professions, if that refuses.

    `home` is the other chapter of which the substitute is a member, if any.
    """

    moves_meeting = True

    member_id: PersonId
    name: str
    profession: str = ""
    overrules: bool = False
    home: HomeChapter | None = None


class NoteVisitor(Command, frozen=True, tag="NoteVisitor"):
    """The outcome of a visit; None takes that back. The note may stand alone."""

    visit_id: VisitId
    became: Became | None
    note: str = ""


class WelcomeVisitor(Command, frozen=True, tag="WelcomeVisitor"):
    """A visitor is here, invited by `host_id` if by anybody. A correction may say what `became` of them.

    Without `contact` it stays as it is on record. `home` is the other chapter of which they are a member:
    then they are no visitor, and are not counted as one.
    """

    moves_meeting = True

    name: str
    profession: str = ""
    host_id: PersonId | None = None
    corrects: VisitId | None = None
    became: NoteVisitor | None = None
    contact: Contact | None = None
    home: HomeChapter | None = None


class KeepAsk(Command, frozen=True, tag="KeepAsk"):
    """A speaker is looking for something; empty words withdraw the ask."""

    turn_id: TurnId
    looking_for: str


class GiveNothing(Command, frozen=True, tag="GiveNothing"):
    """At the bucket somebody gives nothing today, which is as good an answer as any; or takes that back."""

    turn_id: TurnId
    nothing: bool = True


class Withdraw(Command, frozen=True, tag="Withdraw"):
    """Withdraw an entry; its trail stays. `what` is the name of its table."""

    moves_meeting = True  # a visitor or a substitute who is up may go with it

    what: str
    row_id: int


class MakeAnnouncement(Command, frozen=True, tag="MakeAnnouncement"):
    """Somebody announces something to the whole chapter. A correction names the entry, and replaces it."""

    by_id: PersonId
    words: str
    corrects: AnnouncementId | None = None
