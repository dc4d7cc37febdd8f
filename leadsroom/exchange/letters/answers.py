"""What members answer to their letters: which notices that would make, to be looked at before it counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.acts.people.commands import AnnounceAbsence, StopLetters
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import Mark, Notice
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.substitutes import refuse_substitute
from leadsroom.domain.season.calendar import Calendar, refuse_notice
from leadsroom.domain.season.replies import Late, NoLetters, Reply, Substitute, read_reply
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import listed, near_date
from leadsroom.errors import Refused
from leadsroom.store.journal import is_noted
from leadsroom.store.read.people.absences import notices_of_date
from leadsroom.store.read.season import calendar_of, meetings_of_date
from leadsroom.views.people import members, people

if TYPE_CHECKING:
    from leadsroom.acts.command import Command
    from leadsroom.exchange.letters.emails import Email
    from leadsroom.store.reading import Reading

_BY_EMAIL = "by email"
_LINK_CUTS_AT = 60  # letters of a name in the link of a letter
_OLDEST = datetime.min.replace(tzinfo=UTC)


class Answer(Struct, frozen=True):
    """An email and what it comes to.

    `command` is what it would do, None where it counts for nothing: then `why` says why. `words` are what it
    says, as a sentence without its stop; empty where that was not understood.
    """

    email: Email
    words: str = ""
    why: str = ""
    command: Command | None = None
    reply: Reply | None = None
    person: Person | None = None

    @property
    def sender(self) -> str:
        """From whom it says it is."""
        return self.email.address or "an email without a sender"


class Answers(Struct, frozen=True):
    """Those that count, by date and name, and those that do not, in the order in which they were found."""

    counting: tuple[Answer, ...]
    others: tuple[Answer, ...]
    today: date


def read_answers(reading: Reading, emails: Sequence[Email]) -> Answers:
    """What emails say, each held against the roster, the calendar and what stands there. Changes nothing."""
    table = _Table.of(reading)
    read = [table.answer(email) for email in emails]
    newest = _newest(read)
    weighed = [_weighed(each, newest, table) for each in read]
    counting = [each for each in weighed if each.command is not None]
    counting.sort(key=lambda each: (_date_of(each) or date.max, each.words))
    return Answers(tuple(counting), tuple(x for x in weighed if x.command is None), table.today)


def read_pasted(reading: Reading, email: Email, member_id: PersonId | None = None) -> Answer:
    """What one email says that was pasted; of this member, where somebody has chosen who it is from."""
    table = _Table.of(reading)
    chosen = next((each for each in table.seated if each.id == member_id), None)
    return _weighed(table.answer(email, chosen), {}, table)


def _date_of(answer: Answer) -> date | None:
    reply = answer.reply
    return None if reply is None or isinstance(reply, NoLetters) else reply.on


def _about(answer: Answer) -> tuple[int, date | None] | None:
    """What another email may say otherwise."""
    return None if answer.person is None else (answer.person.id, _date_of(answer))


def _newest(answers: Iterable[Answer]) -> dict[tuple[int, date | None], Answer]:
    """Of all about one member and date the one that was written last; of two at one time the second."""
    found: dict[tuple[int, date | None], Answer] = {}
    for each in sorted(answers, key=lambda each: each.email.sent_at or _OLDEST):
        if (about := _about(each)) is not None:
            found[about] = each
    return found


def _weighed(answer: Answer, newest: Mapping[tuple[int, date | None], Answer], table: _Table) -> Answer:
    """The same with its command, or with why it has none."""
    if answer.why or answer.person is None or answer.reply is None:
        return answer
    about = _about(answer)
    last = newest.get(about) if about is not None else None
    if table.is_read(answer.email):
        return replace(answer, why="was read before")
    if last is not None and last is not answer:
        same = last.words == answer.words
        return replace(answer, why=f"a newer email says {'the same' if same else 'otherwise'}")
    try:
        command, was = table.command(answer.reply, answer.person)
    except Refused as no:
        return replace(answer, why=str(no).removesuffix("."))
    if answer.email.key:
        command = replace(command, command_id=answer.email.key)
    return replace(answer, command=command, words=f"{answer.words}{was}")


class _Table(Struct, frozen=True):
    """The chapter as answers are held against it."""

    reading: Reading
    today: date
    calendar: Calendar
    seated: tuple[Person, ...]
    everybody: tuple[Person, ...]

    @classmethod
    def of(cls, reading: Reading) -> _Table:
        seated = tuple(each.person for each in members(reading) if each.status.holds_seat)
        calendar = calendar_of(reading.connection, reading.chapter)
        return cls(reading, reading.today, calendar, seated, people(reading))

    def answer(self, email: Email, chosen: Person | None = None) -> Answer:
        """What it says and of whom, without looking at others."""
        chapter = self.reading.chapter
        if email.is_automatic:
            return Answer(email, why="a program has answered, not a person")
        sent_on = chapter.today(email.sent_at) if email.sent_at is not None else self.today
        about = (email.subject, email.body, email.address)
        reply = read_reply(*about, sent_on=sent_on, country=chapter.country)
        if reply is None:
            return Answer(email, why="nothing in it says that somebody is away, late or represented")
        try:
            person = chosen or self._meant(reply, email)
        except Refused as no:
            words = self._in_words(reply, reply.member or "somebody")
            return Answer(email, f"{words[:1].upper()}{words[1:]}", str(no), reply=reply)
        return Answer(email, self._in_words(reply, person.name), reply=reply, person=person)

    def _meant(self, reply: Reply, email: Email) -> Person:
        """Of whom it speaks: of its sender, or of whom its sender names. Raises Refused.

        Members announce something; whoever is on record may want no letters.
        """
        is_refusal, address = isinstance(reply, NoLetters), email.address.casefold()
        about, who = (self.everybody, "on record") if is_refusal else (self.seated, "with a seat")
        senders = [each for each in about if address and each.email.casefold() == address]
        if not senders:
            raise Refused(f"nobody {who} has this address")
        if not reply.member:
            if len(senders) > 1:
                raise Refused(f"this address is that of {listed(each.name for each in senders)}")
            return senders[0]
        named = [each for each in about if _is_called(each.name, reply.member)]
        if len(named) != 1:
            raise Refused(f"nobody {who} is called “{reply.member}”")
        return named[0]

    def _in_words(self, reply: Reply, name: str) -> str:
        match reply:
            case NoLetters():
                return f"{name} wants no letters"
            case Substitute(name=""):
                return f"A substitute stands in for {name} on {near_date(reply.on, self.today)}"
            case Substitute():
                is_new = all(fold(each.name) != fold(reply.name) for each in self.everybody)
                new = ", who is new here," if is_new else ""
                return f"{reply.name}{new} stands in for {name} on {near_date(reply.on, self.today)}"
            case _:
                how = "late" if isinstance(reply, Late) else "away"
                return f"{name} is {how} on {near_date(reply.on, self.today)}"

    def is_read(self, email: Email) -> bool:
        """Whether it has counted before."""
        return bool(email.key) and is_noted(self.reading.connection, self.reading.chapter_id, email.key)

    def command(self, reply: Reply, person: Person) -> tuple[Command, str]:
        """What it would do, and in brackets what stands there so far. Raises Refused where it is nothing."""
        if isinstance(reply, NoLetters):
            if person.letters is False:
                raise Refused("gets none as it is")
            return StopLetters(person.id), ""
        self._refuse_date(reply.on)
        connection, chapter_id = self.reading.connection, self.reading.chapter_id
        notices = notices_of_date(connection, chapter_id, reply.on)
        earlier = notices.get(person.id)
        made = partial(AnnounceAbsence, person.id, reply.on, note=_BY_EMAIL)
        match reply:
            case Substitute(name=""):
                raise Refused("does not say who the substitute is")
            case Substitute():
                self._refuse_substitute(reply.name, person, notices)
                command = made(Mark.SUBSTITUTE, reply.name, reply.profession)
            case _:
                command = made(Mark.LATE if isinstance(reply, Late) else Mark.ABSENT)
        if earlier is not None and _says_the_same(earlier, command):
            raise Refused("stands in the calendar already")
        return command, f" (so far: {earlier.words})" if earlier is not None else ""

    def _refuse_substitute(self, name: str, member: Person, notices: Mapping[PersonId, Notice]) -> None:
        is_seated = any(fold(each.name) == fold(name) for each in self.seated)
        refuse_substitute(name, member.id, notices.values(), holds_seat=is_seated)

    def _refuse_date(self, on: date) -> None:
        connection, chapter_id = self.reading.connection, self.reading.chapter_id
        states = [each.state for each in meetings_of_date(connection, chapter_id, on)]
        is_on, was_held = (state in states for state in (MeetingState.LIVE, MeetingState.CLOSED))
        refuse_notice(self.calendar, on, self.today, is_on=is_on, was_held=was_held)


def _is_called(name: str, named: str) -> bool:
    """Whether a name is meant, of which a link may have cut the end."""
    whole, begun = fold(name), fold(named)
    return whole == begun or (len(named) >= _LINK_CUTS_AT - 1 and whole.startswith(begun))


def _says_the_same(notice: Notice, command: AnnounceAbsence) -> bool:
    name = notice.substitute.name if notice.substitute is not None else ""
    return notice.mark is command.mark and fold(name) == fold(command.substitute)
