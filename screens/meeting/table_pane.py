"""The table: who is here, who is a substitute, who is late or missing, in the order of speaking."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.agenda_progress import pitch_is_lost
from leadsroom.domain.meeting.snapshot import MeetingState, Outcome, Snapshot
from leadsroom.domain.people.attendance import Attendee, Mark, table_order
from leadsroom.domain.people.visits import visit_in_words
from screens.kit.pane import Pane, cell, columns, lines
from screens.kit.styled import LEFT_EARLY, sign_of

_STYLES = {"good": "$text-success", "amber": "$text-warning", "accent": "$text-primary", "quiet": "$quiet"}
SKIPPED = ("–", "$text-warning")
NO_PITCH = "late, no pitch"
VISITOR = ("◇", "$text-accent")


class Place(Struct, frozen=True):
    """One place at the table as shown."""

    sign: str
    sign_style: str
    name: str
    detail: str
    company: str
    here: bool
    speaking: bool


class TablePicture(Struct, frozen=True):
    """The table, and how many of it are marked here: `2 of 18`, before the start `2 here, 16 to come`."""

    count: str
    places: tuple[Place, ...]


def sign_and_style(attendee: Attendee) -> tuple[str, str]:
    """A shape beside the colour always; quiet where nobody is, or nobody has looked yet."""
    sign = LEFT_EARLY if attendee.left_at is not None else sign_of(attendee.mark, online=attendee.online)
    is_here = attendee.takes_part and not attendee.is_announced
    return sign.shape, _STYLES[sign.tone] if is_here else "$quiet"


def detail_of(snapshot: Snapshot, attendee: Attendee) -> str:
    """What to know of a place: profession, whom a substitute is for, how late, what was announced."""
    if attendee.left_at is not None:
        return "left early"
    online = ", online" * attendee.online
    if attendee.substitute_id is not None:
        return f"for {snapshot.name(attendee.member_id)}{online}{_announced(attendee)}"
    if attendee.mark is Mark.LATE:
        return f"{_late(snapshot, attendee)}{online}{_announced(attendee)}"
    if attendee.mark in (Mark.ABSENT, Mark.MEDICAL):
        return f"{attendee.mark.words}{_announced(attendee)}"
    return f"{'online, ' * attendee.online}{snapshot.people[attendee.member_id].profession}"


def _late(snapshot: Snapshot, attendee: Attendee) -> str:
    came = snapshot.came_at(attendee)
    if came is None:
        return "late"
    late = (came - snapshot.meeting.starts_at) // timedelta(minutes=1)
    return f"late {late} min" if late > 0 else "late"


def _announced(attendee: Attendee) -> str:
    return ", announced" if attendee.is_announced else ""


def is_skipped(snapshot: Snapshot, member_id: PersonId) -> bool:
    """Whether they were passed over in the round that is on, and can be called back."""
    turns = snapshot.turns_of(snapshot.step) if snapshot.step is not None else ()
    return any(turn.member_id == member_id and turn.outcome is Outcome.SKIPPED for turn in turns)


def costs_pitch(snapshot: Snapshot, attendee: Attendee) -> bool:
    """Whether they were passed over in the round that is on because they came late."""
    step = snapshot.step
    pitching = step is not None and step.kind is StepKind.PITCHES
    return pitching and is_skipped(snapshot, attendee.member_id) and pitch_is_lost(snapshot, attendee)


def table_picture(snapshot: Snapshot) -> TablePicture:
    """The table as it stands."""
    turn = snapshot.turn
    up = turn.member_id if turn is not None else None
    seated = table_order(snapshot.attendees, snapshot.meeting.starting_seat)
    places = [_place(snapshot, attendee, attendee.member_id == up) for attendee in seated]
    for visit in snapshot.visits:
        person = snapshot.people[visit.person_id]
        speaking = person.id == up
        silent = "silent" * visit.silent
        detail = " · ".join(part for part in (visit_in_words(visit), silent, person.profession) if part)
        places.append(Place(*VISITOR, person.name, detail, person.company, here=True, speaking=speaking))
    return TablePicture(_count(snapshot), tuple(places))


def _count(snapshot: Snapshot) -> str:
    """How many seats are filled; who is expected is not here for that, nor if announced, until marked."""
    expected = [attendee for attendee in snapshot.attendees if attendee.takes_part]
    here = sum(attendee.mark is not None and not attendee.is_announced for attendee in expected)
    if snapshot.meeting.state is not MeetingState.PLANNED:
        return f"{here} of {len(snapshot.attendees)}"
    to_come = len(expected) - here
    return f"{here} here, {to_come} to come" if to_come else f"{here} here"


def _place(snapshot: Snapshot, attendee: Attendee, speaking: bool) -> Place:
    person, detail = snapshot.people[attendee.speaker_id], detail_of(snapshot, attendee)
    skipped = attendee.takes_part and is_skipped(snapshot, attendee.member_id)
    if skipped:
        detail = NO_PITCH if costs_pitch(snapshot, attendee) else f"skipped, {detail}"
    return Place(
        *(SKIPPED if skipped else sign_and_style(attendee)),
        person.name,
        detail,
        person.company,
        attendee.takes_part,
        speaking,
    )


_WITH_DETAILS = 30  # cells from which there is room for more than a name


class TablePane(Pane[TablePicture]):
    """The table."""

    def draw(self, picture: TablePicture, width: int) -> Content:
        title = Content.styled(f"The table · {picture.count}", "$quiet")
        rows = [self._draw_place(place, width) for place in picture.places]
        return lines(title, Content(""), *self._window(picture, rows))

    def _window(self, picture: TablePicture, rows: list[Content]) -> list[Content]:
        """What fits, around whoever speaks; the rest counted."""
        room = max(3, self.content_region.height - 2)
        if len(rows) <= room:
            return rows
        speaking = next((n for n, place in enumerate(picture.places) if place.speaking), 0)
        first = max(0, min(speaking - room // 2, len(rows) - room + 1))
        shown = rows[first : first + room - 1]
        return [*shown, Content.styled(f"  and {len(rows) - len(shown)} more", "$quiet")]

    def _draw_place(self, place: Place, width: int) -> Content:
        name_width = min(24, (width - 4) * 11 // 20) if width >= _WITH_DETAILS else width - 4
        company = 22 if width - 4 - name_width > 42 else 0
        style = "bold $text-primary" if place.speaking else "" if place.here else "$quiet"
        detail_style = "$text-warning" if place.detail.startswith(("late", "skipped")) else "$quiet"
        return columns(
            Content.styled("▸" if place.speaking else " ", "$text-primary"),
            cell(place.sign, 2, place.sign_style),
            cell(place.name, name_width, style),
            Content(" "),
            cell(place.detail, width - 4 - name_width - company, detail_style),
            cell(place.company, company, "$quiet"),
        )
