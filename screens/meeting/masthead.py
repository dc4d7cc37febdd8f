"""The top line: whose meeting, what time it is, when it will end."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.agenda_progress import behind_in_words, project
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState, Snapshot
from screens.kit.pane import Pane, cell, columns, right


class MastheadPicture(Struct, frozen=True):
    """What the top line says. `kind`: an open house, or nothing. `behind` colours the right side."""

    chapter: str
    date: str
    kind: str
    time: str
    end: str
    behind: bool


def masthead_picture(snapshot: Snapshot, now: datetime, called: str = "") -> MastheadPicture:
    """The top line of a meeting at a moment; the chapter may be `called` more than its name."""
    chapter, meeting = snapshot.chapter, snapshot.meeting
    projection = project(snapshot, now)
    ended = meeting.state is MeetingState.CLOSED
    ends = clock_time(projection.ends_at if ended else projection.shown_end, chapter)
    end = f"ended {ends}" if ended else f"{behind_in_words(projection)} · ends {ends}"
    return MastheadPicture(
        chapter=called or chapter.name,
        date=meeting.name.in_short,
        kind="" if meeting.kind is MeetingKind.REGULAR else meeting.kind.value,
        time=clock_time(now, chapter, half=True),
        end=end,
        behind=projection.minutes_behind > 0,
    )


class Masthead(Pane[MastheadPicture]):
    """The top line."""

    def draw(self, picture: MastheadPicture, width: int) -> Content:
        middle = len(picture.time) + 2
        end_width = min(len(picture.end), width // 2)
        side = max((width - middle) // 2, end_width)
        left = max(0, width - middle - side)
        end_style = "bold $warning" if picture.behind else "$text-primary"
        return columns(
            _whose(picture, left),
            Content.styled(f" {picture.time} ", "bold"),
            right(picture.end, side, end_style),
        )


def _whose(picture: MastheadPicture, width: int) -> Content:
    """Whose meeting it is, and when; what kind it is comes before its date, and before a long name's end."""
    kind = f" · {picture.kind}" if picture.kind else ""
    for whose in (f"{picture.chapter} · {picture.date}{kind}", f"{picture.chapter}{kind}"):
        if len(whose) < width:
            return cell(whose, width)
    return columns(cell(picture.chapter, width - len(kind) - 1), cell(kind, len(kind) + 1))
