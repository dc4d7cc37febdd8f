"""The lines of the timekeeper's screen around its digits."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content

from leadsroom.domain.meeting.countdown import Phase
from screens.kit.clock_face import SHAPES, pause_in_words
from screens.kit.pane import Pane, cell, columns, lines, right
from screens.timekeeper.picture import Aside, TimekeeperPicture

_GAP = 3
_TWO_ROWS_BELOW = 64  # narrower, and who is next and who was before stand below each other
_SOUND = "  ♪"


def phase_in_words(picture: TimekeeperPicture) -> str:
    """The shape and the word of the phase: `▲ WRAP UP`."""
    if picture.paused:
        return pause_in_words(picture.pause)
    if picture.phase in (None, Phase.DONE):
        return ""
    word = "COMING UP" if picture.phase is Phase.READY else picture.phase.value
    return f"{SHAPES[picture.phase]} {word}"


def _tone(picture: TimekeeperPicture, style: str) -> str:
    """A style, or none while the whole screen flashes: then everything is of one colour on the other."""
    return "bold" if picture.flash else style


def _middle(content: Content, width: int) -> Content:
    content = content.truncate(width, ellipsis=True)
    return content.pad_left(max(0, width - content.cell_length) // 2)


class FrontPane(Pane[TimekeeperPicture]):
    """A line that is painted only when one of its `parts` of the picture has changed."""

    PARTS: ClassVar[tuple[str, ...]] = ()

    def show(self, picture: TimekeeperPicture) -> None:
        """Show a picture; most of them change only the digits."""
        drawn, self.picture = self.picture, picture
        if drawn is None or any(getattr(drawn, part) != getattr(picture, part) for part in self._parts):
            self.redraw()

    @property
    def _parts(self) -> tuple[str, ...]:
        return ("flash", *self.PARTS)


class TimekeeperTop(FrontPane):
    """Where the meeting is, what time it is, when it will end."""

    PARTS = ("where", "time", "end", "behind")
    _sound = False

    def sound_is(self, sound: bool) -> None:
        """Whether this screen rings."""
        self._sound = sound
        self.redraw()

    def draw(self, picture: TimekeeperPicture, width: int) -> Content:
        sound = Content.styled(_SOUND if self._sound else "  muted", _tone(picture, "$quiet"))
        time = columns(Content.styled(picture.time, "bold"), sound)
        end = len(picture.end) + 2
        side = max((width - time.cell_length) // 2, end)
        left = max(0, width - time.cell_length - side)
        end_style = "bold $warning" if picture.behind else "$text-primary"
        where = picture.where if Content(picture.where).cell_length < left or left > 12 else ""
        if not where:
            side, left = width - time.cell_length, 0
        return columns(
            cell(where, left - 1),
            Content(" " * min(1, left)),
            time,
            right(picture.end, side, _tone(picture, end_style)),
        )


class WhoIsUp(FrontPane):
    """The name, and what there is to say of them: beside it where both fit, else below."""

    PARTS = ("name", "about")

    def draw(self, picture: TimekeeperPicture, width: int) -> Content:
        name = Content.styled(picture.name, "bold")
        about = Content.styled(picture.about, _tone(picture, "$quiet"))
        beside = columns(name, Content(" " * _GAP if picture.about else ""), about)
        if beside.cell_length > width and self.content_region.height > 1:
            return lines(_middle(name, width), _middle(about, width))
        return _middle(beside, width)


class AboutThem(FrontPane):
    """What there is to say of whoever is up, below a name in large letters."""

    PARTS = ("about",)

    def draw(self, picture: TimekeeperPicture, width: int) -> Content:
        return _middle(Content.styled(picture.about, _tone(picture, "$quiet")), width)


class TimeBar(FrontPane):
    """What is left of the time, as a line."""

    _shown: tuple[int, bool] | None = None

    def show(self, picture: TimekeeperPicture) -> None:
        """Show a picture; what is left shrinks from second to second, and the line by whole cells."""
        self.picture = picture
        width = self.content_region.width
        shown = (-1 if picture.fraction is None else round(width * picture.fraction), picture.flash)
        if shown != self._shown:
            self._shown = shown
            self.redraw()

    def draw(self, picture: TimekeeperPicture, width: int) -> Content:
        if picture.fraction is None:
            return Content("")
        filled = round(width * picture.fraction)
        rest = Content.styled("─" * (width - filled), _tone(picture, "$faint"))
        return columns(Content.styled("━" * filled, "bold"), rest)


class Foot(FrontPane):
    """Who is next, who was before; and what is said in passing."""

    PARTS = ("next", "before", "quiet")

    def draw(self, picture: TimekeeperPicture, width: int) -> Content:
        quiet_text = Content.styled(picture.quiet, _tone(picture, "$quiet"))
        left = self._aside(picture, picture.next)
        beside = self._aside(picture, picture.before)
        if width < _TWO_ROWS_BELOW:
            return lines(
                left.truncate(width, ellipsis=True), (quiet_text if picture.quiet else beside).truncate(width)
            )
        if picture.quiet:
            beside = quiet_text
        beside = beside.truncate(max(width // 2, width - left.cell_length - _GAP), ellipsis=True)
        left = left.truncate(max(0, width - beside.cell_length - _GAP), ellipsis=True, pad=True)
        return columns(left, Content(" " * _GAP), beside)

    def _aside(self, picture: TimekeeperPicture, aside: Aside | None) -> Content:
        if aside is None:
            return Content("")
        quiet = _tone(picture, "$quiet")
        note = _tone(picture, "bold $warning") if aside.warns else quiet
        parts = [(f"{aside.label}  ", quiet), (aside.text, "bold"), (f"  {aside.note}", note)]
        return columns(*(Content.styled(text, style) for text, style in parts if text.strip()))
