"""The stage: who is up, the clock, and what the moderator needs to know of them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from leadsroom.domain.meeting.countdown import Phase
from screens.kit.clock_face import SHAPES, pause_in_words
from screens.kit.digits import BigDigits
from screens.kit.pane import Pane, cell, columns, lines
from screens.meeting.stage_picture import Fact, StagePicture

_PHASE_STYLES = {
    Phase.READY: "$quiet",
    Phase.GO: "$phase-go",
    Phase.WRAP_UP: "$phase-wrap-up",
    Phase.TIME: "$phase-time",
    Phase.OVER: "$phase-time",
}
PHASE_CLASSES = {
    Phase.READY: "-ready",
    Phase.GO: "-go",
    Phase.WRAP_UP: "-wrap-up",
    Phase.TIME: "-time",
    Phase.OVER: "-over",
}
_BETWEEN = " · "
_APART = 3
_LABEL = 14
_ROOMY = 36  # cells of the pane from which on every label has the same room
_MOST_ROWS = 2
_HIGH = 15


def phase_words(picture: StagePicture) -> Content:
    """The phase as shape and word, in its colour."""
    if picture.phase is None:
        return Content("")
    style = f"bold {_PHASE_STYLES.get(picture.phase, '$quiet')}"
    if picture.paused:
        return Content.styled(pause_in_words(picture.pause), "bold $text-warning")
    return Content.styled(f"{SHAPES.get(picture.phase, '')} {picture.phase.value}", style)


def _wrapped(text: str, width: int, most: int) -> list[Content]:
    """The text in at most so many rows, the last one cut with an ellipsis when there is more."""
    rows = Content(text).wrap(width) if text else [Content("")]
    if len(rows) <= most:
        return rows
    *shown, last = rows[:most]
    rest = Content(" ").join([last, *rows[most:]])
    return [*shown, rest.truncate(width, ellipsis=True)]


class StageHead(Pane[StagePicture]):
    """Which round this is, and who is up."""

    def draw(self, picture: StagePicture, width: int) -> Content:
        clock = _small_clock(picture) if picture.small_clock and picture.digits else Content("")
        room = width - clock.cell_length
        beside = room - cell_len(picture.name) - _APART
        about = _whole_facts(picture.about, beside)
        about += picture.place if cell_len(picture.place) <= beside else ""
        name = columns(
            Content.styled(picture.name, "bold"), Content(" " * _APART), Content.styled(about, "$quiet")
        )
        row = columns(name.truncate(room, ellipsis=True, pad=bool(clock)), clock)
        return lines(cell(picture.title, width, "$quiet"), Content(""), row)


def _small_clock(picture: StagePicture) -> Content:
    """The clock where its large digits have no room, in the colour of its phase as those are."""
    phase = picture.phase if picture.phase is not None and not picture.paused else None
    style = f"bold {_PHASE_STYLES[phase]}" if phase is not None else "bold"
    return columns(Content.styled(f" {picture.digits}  ", style), phase_words(picture))


def _whole_facts(about: str, room: int) -> str:
    """As many of the facts about somebody as stand there whole; the first one in any case."""
    facts = about.split(_BETWEEN)
    while len(facts) > 1 and cell_len(_BETWEEN.join(facts)) > room:
        facts.pop()
    return _BETWEEN.join(facts)


class StageBar(Pane[StagePicture]):
    """What is left as a line, and the phase."""

    def draw(self, picture: StagePicture, width: int) -> Content:
        words = phase_words(picture)
        if picture.alarm:
            alarm = Content.styled(f"▲ {picture.alarm}", "bold $text-warning")
            return alarm.truncate(width, ellipsis=True)
        if picture.fraction is None:
            return words
        room = max(8, width - max(14, words.cell_length + 3))
        filled = round(room * picture.fraction)
        style = _PHASE_STYLES.get(picture.phase, "$quiet") if picture.phase else "$quiet"
        return columns(
            Content.styled("━" * filled, style),
            Content.styled("─" * (room - filled), "$faint"),
            Content("   "),
            words,
        )


def _label_width(facts: Sequence[Fact], width: int) -> int:
    """How wide the labels before the facts are: as wide as anywhere, or as they need where there is little
    room.
    """
    longest = max((cell_len(fact.label) for fact in facts), default=0)
    return _LABEL if width >= _ROOMY else min(_LABEL, longest + 2)


class StageFacts(Pane[StagePicture]):
    """Looking for, next, before; or the list of the bucket's holder, or of the leads read back."""

    def draw(self, picture: StagePicture, width: int) -> Content:
        room = max(1, self.content_region.height)
        rows = _MOST_ROWS if room >= _HIGH else 1
        label = _label_width(picture.facts, width)
        drawn = [line for fact in picture.facts for line in self._draw_fact(fact, width, label, rows)]
        if picture.bucket is not None:
            from screens.meeting.bucket_pane import draw_bucket

            drawn += draw_bucket(picture.bucket, width, room - len(drawn))
            below = [line for fact in picture.below for line in self._draw_fact(fact, width, label, 1)]
            drawn += [Content(""), *below] if room > len(drawn) + len(below) else []
        return lines(*drawn[:room])

    def _draw_fact(self, fact: Fact, width: int, label: int, most: int) -> list[Content]:
        room = max(10, width - label - len(fact.right))
        parts = _wrapped(fact.text, room, fact.rows if fact.urgent else min(fact.rows, most))
        style = {"warning": "$text-warning", "quiet": "$quiet"}.get(fact.look, "")
        rows = []
        for number, part in enumerate(parts):
            body = part.truncate(room, pad=True)
            body = body.stylize(style) if style else body
            first = number == 0
            more = Content.styled(fact.right, "$quiet") if first else Content("")
            shown = cell(fact.label if first else "", label - 1, "$quiet")
            rows.append(columns(shown, Content(" "), body, more))
        return rows


class Stage(Vertical):
    """Head, digits, bar and facts, from one picture."""

    can_focus = False

    def compose(self) -> ComposeResult:
        yield StageHead(id="stage-head")
        yield BigDigits(id="stage-digits")
        yield StageBar(id="stage-bar")
        yield StageFacts(id="stage-facts")

    def show(self, picture: StagePicture) -> None:
        """Show a picture of the stage."""
        digits = self.query_one(BigDigits)
        digits.shown = picture.digits
        digits.display = bool(picture.digits) and not picture.small_clock
        self.query_one(StageBar).display = picture.phase is not None and not picture.small_clock
        for phase, name in PHASE_CLASSES.items():
            self.set_class(picture.phase is phase, name)
        self.set_class(picture.paused, "-paused")
        self.set_class(picture.flash, "-flash")
        self.set_class(bool(picture.alarm), "-alarm")
        for pane in self.query(Pane):
            pane.show(picture)
