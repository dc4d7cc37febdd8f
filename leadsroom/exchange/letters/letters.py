"""All letters of a meeting: to whom there is one, whether it may go, and as files in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.letters import LetterKind, LetterSent, LetterState
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import counted, listed
from leadsroom.errors import Refused
from leadsroom.exchange.letters.compose import Letter, Occasion, letter_to_member, letter_to_visitor
from leadsroom.exchange.letters.to_email import can_be_written_to, draft_of
from leadsroom.exchange.outgoing import (
    FileWanted,
    chapter_folder,
    csv_file,
    file_stem,
    json_file,
    write_wanted,
)
from leadsroom.exchange.slips.formats import member_called
from leadsroom.exchange.written_files import remember_files
from leadsroom.files import write_with_folders
from leadsroom.store.read import season as read_season
from leadsroom.store.read.meeting.letters import letters_sent
from leadsroom.store.read.meeting.planning import start_of
from leadsroom.views.health.my_page import to_do_of
from leadsroom.views.meeting.find_meeting import meeting_snapshot
from leadsroom.views.people import members

if TYPE_CHECKING:
    from leadsroom.domain.ids import MeetingId, PersonId
    from leadsroom.store.reading import Reading


class MayGo(StrEnum):
    """Whether a letter may go to whom it is for, and why not."""

    READY = "ready"
    NO_EMAIL = "no email address"
    BAD_EMAIL = "an email address that is none"
    NO = "said no to letters"
    NOT_ASKED = "nobody has asked whether we may write"


class LetterLine(Struct, frozen=True):
    """A letter, for whom it is, whether it may go, and what came of it if it was sent."""

    person: Person
    letter: Letter
    may_go: MayGo
    sent: LetterSent | None = None

    @property
    def kind(self) -> LetterKind:
        """As what they are written to."""
        return self.letter.kind


class Letters(Struct, frozen=True):
    """The letters of one meeting as they would be written now: to members by seat, then to its visitors.

    `leavers` were members at it, have left since, and have so many calls still to make.
    """

    of: Occasion
    lines: tuple[LetterLine, ...]
    leavers: tuple[tuple[Person, int], ...] = ()

    @property
    def ready(self) -> tuple[LetterLine, ...]:
        """Those that may go."""
        return tuple(line for line in self.lines if line.may_go is MayGo.READY)

    @property
    def in_words(self) -> str:
        """`18 letters to members, 2 to visitors`."""
        members = sum(line.kind is LetterKind.MEMBER for line in self.ready)
        visitors = len(self.ready) - members
        parts = [f"{members} letter{'' if members == 1 else 's'} to members"]
        parts += [f"{visitors} to visitors"] if visitors else []
        return ", ".join(parts)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences on who gets none, by name, and on what the chapter lacks."""
        why = {each: [x.person.name for x in self.lines if x.may_go is each] for each in MayGo}
        left_out = (
            f"No letter goes to {listed(map(clean, names), most=_NAMED_AT_MOST)}: {each.value}."
            for each, names in why.items()
            if names and each is not MayGo.READY
        )
        return (*filter(None, [self.lateness]), *left_out, *filter(None, [self.calls_of_leavers, self.lack]))

    @property
    def lateness(self) -> str:
        """A sentence where these are letters of a meeting that is not the last one; else empty."""
        on = self.of.meeting.name.in_short
        return (
            f"There has been a meeting since {on}: its letters say what is to do today." * self.of.held_since
        )

    @property
    def calls_of_leavers(self) -> str:
        """A sentence on those who were members at the meeting, left since, and have calls to make."""
        calls = (f"{clean(person.name)} ({counted(number, 'call')})" for person, number in self.leavers)
        who, have = listed(calls, most=_NAMED_AT_MOST), "have" if self.leavers[1:] else "has"
        return f"No letter goes to {who}, who {have} left with calls to make." if self.leavers else ""

    @property
    def lack(self) -> str:
        """A sentence where the chapter has no address to answer to; empty where it has one."""
        return "" if self.of.chapter.email else _NO_ADDRESS.format(clean(self.of.chapter.name))

    def with_sent(self, sent: Iterable[LetterSent]) -> Letters:
        """The same with what has come of them since."""
        by = {(each.person_id, each.kind): each for each in sent}
        lines = (replace(line, sent=by.get((line.person.id, line.kind))) for line in self.lines)
        return replace(self, lines=tuple(lines))

    def only_for(self, *lines: LetterLine) -> Letters:
        """Some of them alone, in their order, each once."""
        return Letters(self.of, tuple(line for line in self.lines if line in lines))


_NAMED_AT_MOST = 12
_NO_ADDRESS = (
    "{} has no email address, so the letters have no links to answer by; "
    "leadsroom chapter --email ADDRESS, or the settings (c), gives it one."
)


def letters_of(reading: Reading, meeting_id: MeetingId) -> Letters:
    """The letters of a closed meeting as they are to be written now. Raises Refused for another one."""
    seen = meeting_snapshot(reading, meeting_id)
    if seen.meeting.state is not MeetingState.CLOSED:
        raise Refused(
            f"The meeting of {seen.meeting.name.in_short} is not closed. Its letters are written once it is."
        )
    of = _occasion(reading, seen)
    seated = [member.person for member in members(reading) if member.status.holds_seat]
    here = {each.id for each in seated}
    lines = (*_to_members(reading, seated, of), *_to_visitors(seen, here, of))
    return Letters(of, lines, tuple(_leavers(reading, seen, here))).with_sent(sent_now(reading, meeting_id))


def sent_now(reading: Reading, meeting_id: MeetingId) -> list[LetterSent]:
    """What has come of those that were sent, as it is now."""
    return letters_sent(reading.connection, reading.chapter_id, meeting_id)


def _occasion(reading: Reading, seen: Snapshot) -> Occasion:
    """The meeting and the next one."""
    connection, chapter = reading.connection, reading.chapter
    following = read_season.next_meeting(connection, chapter, reading.now)
    next_at = start_of(connection, chapter, following.on)
    last = read_season.latest_meeting(connection, chapter.id, MeetingState.CLOSED)
    held_since = last is not None and last.on > seen.meeting.on
    return Occasion(chapter, seen.meeting, reading.now, following, next_at, held_since)


def _to_members(reading: Reading, seated: Iterable[Person], of: Occasion) -> Iterator[LetterLine]:
    for person in seated:
        letter = letter_to_member(to_do_of(reading, person.id), of)
        yield LetterLine(person, letter, may_go(person, is_member=True))


def _leavers(reading: Reading, seen: Snapshot, seated: set[PersonId]) -> Iterator[tuple[Person, int]]:
    """Who had a place at the meeting, has left since, and still has somebody to call."""
    for attendee in seen.attendees:
        if attendee.member_id not in seated:
            page = to_do_of(reading, attendee.member_id)
            if page.pressing:
                yield page.member, len(page.pressing)


def _to_visitors(seen: Snapshot, seated: set[PersonId], of: Occasion) -> Iterator[LetterLine]:
    for visit in seen.visitors:
        if visit.person_id in seated:
            continue
        person = seen.people[visit.person_id]
        host = seen.people[visit.host_id].name if visit.host_id is not None else ""
        yield LetterLine(person, letter_to_visitor(person, visit, host, of), may_go(person, is_member=False))


def may_go(person: Person, *, is_member: bool) -> MayGo:
    """Whether a letter may go to somebody who is a member, or is none."""
    if not person.may_write_to(is_member=is_member):
        is_asked = False in (person.letters, person.may_write)
        return MayGo.NO if is_asked else MayGo.NOT_ASKED
    if not person.email:
        return MayGo.NO_EMAIL
    return MayGo.READY if can_be_written_to(person.email) else MayGo.BAD_EMAIL


def letter_called(letters: Letters, typed: str) -> LetterLine:
    """The one to somebody, by a part of the name. Raises Refused, with those who could be meant."""
    person = member_called(typed, [line.person for line in letters.lines])
    return next(line for line in letters.lines if line.person.id == person.id)


# As a list

COLUMNS = ("Name", "As", "Email", "Calls", "Thanks", "Letter", "Subject")


def state_in_words(line: LetterLine, of: Occasion) -> str:
    """`ready`, `no email address`, `sent Wed 18 Nov, 9:12 AM`, `perhaps sent …`, `not accepted: 550 …`; where
    none goes any more, why, and what came of the one that did.
    """
    if line.sent is None:
        return line.may_go.value
    came_of_it = _came_of(line.sent, of)
    return came_of_it if line.may_go is MayGo.READY else f"{line.may_go.value} ({came_of_it})"


def _came_of(sent: LetterSent, of: Occasion) -> str:
    at = f"{of.near(of.chapter.today(sent.at))}, {clock_time(sent.at, of.chapter, half=True)}"
    words = {
        LetterState.SENDING: "is being sent",
        LetterState.SENT: f"sent {at}",
        LetterState.UNSURE: f"perhaps sent {at}{f': {clean(sent.reply)}' if sent.reply else ''}",
        LetterState.REFUSED: f"not accepted: {clean(sent.reply)}" if sent.reply else "not accepted",
    }
    return words[sent.state_at(of.now)]


def _cells(line: LetterLine, of: Occasion) -> tuple[str, str, str, int, int, str, str]:
    person, asks, state = line.person, line.letter.asks, state_in_words(line, of)
    return person.name, line.kind.value, person.email, asks.calls, asks.thanks, state, line.letter.subject


_ASKS_NOTHING = {LetterKind.MEMBER: "–", LetterKind.VISITOR: "thanks for the visit"}


def list_as_text(letters: Letters) -> str:
    """A line for each: to whom, how much it asks of them, and whether it may go."""
    rows = [
        (
            state_in_words(line, letters.of),
            line.letter.asks.in_words or _ASKS_NOTHING[line.kind],
            clean(line.person.name),
        )
        for line in letters.lines
    ]
    # The name last: the width of its letters depends on the terminal.
    wide = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    lines = [f"  {state:<{wide[0]}}  {to_do:<{wide[1]}}  {name}" for state, to_do, name in rows]
    head = f"Letters after the meeting of {letters.of.meeting.name.in_full}: {letters.in_words}"
    return "\n".join([head, *lines, *letters.remarks]) + "\n"


def list_as_csv(letters: Letters) -> bytes:
    """The same as a table."""
    return csv_file(COLUMNS, [_cells(line, letters.of) for line in letters.lines])


def list_as_json(letters: Letters) -> bytes:
    """The columns of the table as keys, with the meeting and when that was so."""
    of, keys = letters.of, [column.lower() for column in COLUMNS]
    found = [
        dict(zip(keys, (clean(x) if isinstance(x, str) else x for x in _cells(line, of)), strict=True))
        for line in letters.lines
    ]
    as_of = of.chapter.local(of.now).isoformat()
    return json_file({"meeting": str(of.meeting.name), "as_of": as_of, "letters": found})


# As files


def usual_folder(letters: Letters) -> Path:
    """Where the emails go unless somebody says otherwise: a folder of their own among the chapter's files."""
    return chapter_folder(letters.of.chapter) / folder_stem(letters)


def folder_stem(letters: Letters) -> str:
    """`letters-2026-11-18`."""
    return f"letters-{str(letters.of.meeting.name).replace('#', '-')}"


def write_letters(letters: Letters, folder: Path, *, replaces: bool = False) -> list[Path]:
    """Write those that may go as emails into a folder, all or none; where they are. A folder that is not
    there is made for their owner alone.

    Where one is there already nothing is written, unless it `replaces` it. Raises Refused.
    """
    files = {folder / name: data for name, data in files_of(letters).items()}
    otherwise = f"Choose another folder than {folder}, or add --overwrite; nothing was written."
    write_with_folders(files, otherwise=otherwise, replaces=replaces)
    return list(files)


def files_of(letters: Letters) -> dict[str, bytes]:
    """Those that may go, by the names of their files."""
    named = named_files(letters.ready)
    return {name: draft_of(line.letter, line.person, letters.of) for name, line in named.items()}


def file_letters(reading: Reading, meeting_id: MeetingId, wanted: FileWanted) -> Path:
    """Write the letters of a meeting into a folder, or the list of them into a file, as somebody asked for;
    where it is. Raises Refused.
    """
    letters = letters_of(reading, meeting_id)
    if wanted.format == "csv":
        return write_wanted(wanted, list_as_csv(letters))
    if not letters.ready:
        raise Refused(" ".join(("There is no letter to write.", *letters.remarks)))
    write_letters(letters, wanted.path, replaces=wanted.replaces)
    remember_files(reading, meeting_id, [wanted.path])
    return wanted.path


def named_files(lines: Sequence[LetterLine]) -> dict[str, LetterLine]:
    """A file name for each, allowed on every system: `maria-lopez.eml`, `visitor-eve-bell.eml`."""
    found: dict[str, LetterLine] = {}
    for line in lines:
        stem = ("visitor-" if line.kind is LetterKind.VISITOR else "") + file_stem(line.person.name)
        names = (f"{stem}{'' if number == 1 else f'-{number}'}.eml" for number in range(1, len(lines) + 2))
        found[next(name for name in names if name not in found)] = line
    return found
