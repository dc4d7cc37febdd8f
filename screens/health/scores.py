"""The scores: everybody's by the chapter's scorecard, or the chapter's own; never while a meeting goes on."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize

from leadsroom.acts.desk import Desk
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.scorecards.card import Of
from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import counted
from leadsroom.errors import Refused
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import health_stem, write_health_file
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.health.scores import (
    MemberScore,
    ScoredOver,
    ScoresOnScreen,
    may_be_seen,
    scores_on_screen,
)
from screens.health.score_lines import COLUMNS, ScoreAtCursor, chapter_lines, in_full, member_lines
from screens.health.scorecard_form import ScorecardForm
from screens.health.sheet_forms import formats_of
from screens.kit.form.write_form import FileChoice
from screens.kit.keyboard import keys
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.list_page import ListPage
from screens.kit.listing import Line, found
from screens.kit.pane import TallPane, lines
from screens.kit.status_message import StatusLine
from screens.kit.styled import quiet, short
from screens.kit.theme import style

_LOOKS_EVERY = 3  # seconds
_ROOM_FOR_DAYS = 100  # cells


class InFull(TallPane[ScoreAtCursor]):
    """What there is to say of the line under the cursor: what is missing, each step, and the source."""

    def draw(self, picture: ScoreAtCursor, width: int) -> Content:
        return lines(*in_full(picture, width))


class ScoresScreen(ListPage[ScoresOnScreen, MemberScore]):
    """A line for each member, the highest total first; `t` puts the chapter's own score in their place."""

    CSS_PATH = [style("page"), style("health")]
    BINDINGS = [
        keys.enter("open", "The page of the member"),
        keys.act("t", "turn", "the chapter", "The chapter's own score, or the members' again"),
        keys.edit("Choose the scorecard by which is scored"),
        keys.write("Write the scores to a file"),
        *ListPage.BINDINGS,
    ]

    heading = "Scores"
    columns = COLUMNS
    find_hint = "any part of a name"
    empty = "Nobody holds a seat today. Members come with the roster: g, then r."

    def __init__(self, desk: Desk, chapter: Chapter) -> None:
        super().__init__(desk, chapter)
        self._of = Of.MEMBERS

    def body(self) -> ComposeResult:
        yield from self.list_parts()
        with VerticalScroll(id="below", can_focus=True):
            yield InFull(id="in-full")
        yield StatusLine()

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(_LOOKS_EVERY, self.look_whether_live)

    @work(exclusive=True, group="whether live")
    @ignore_if_unmounted
    async def look_whether_live(self) -> None:
        """Take the scores away as soon as another station has begun a meeting, and show them after it."""
        if self.picture is None:
            return
        with suppress(Refused):
            if await self.desk.read(may_be_seen) is self.picture.is_live:
                await self.reload()

    # What is shown

    async def read(self) -> ScoresOnScreen:
        return await self.desk.read(scores_on_screen)

    def take(self, picture: ScoresOnScreen) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    def lines(self, picture: ScoresOnScreen, wanted: str) -> Sequence[Line]:
        if picture.scores is None:
            return ()
        drawn = member_lines if self._of is Of.MEMBERS else chapter_lines
        return found(drawn(picture.scores), wanted)

    def why_empty(self) -> str:
        seen = self.picture
        return seen.why_not if seen is not None and seen.why_not else super().why_empty()

    def item(self, picture: ScoresOnScreen, key: str) -> MemberScore | None:
        if picture.scores is None or self._of is Of.CHAPTER:
            return None
        return next((each for each in picture.scores.members if str(each.person.id) == key), None)

    def beside_title(self, picture: ScoresOnScreen) -> Content:
        over = self._over
        if over is None:
            return Content("")
        is_narrow = self.size.width < _ROOM_FOR_DAYS
        days = counted(over.meetings, "meeting") if is_narrow else over.days_in_words
        return quiet(f"{over.card.name} · {days}")

    @property
    def _over(self) -> ScoredOver | None:
        """By what is scored what is shown; None where nothing is."""
        found = self.picture.scores if self.picture is not None else None
        if found is None:
            return None
        return found.over if self._of is Of.MEMBERS else found.chapter_over

    def show_beside(self, picture: ScoresOnScreen) -> None:
        self._say_in_full()

    def cursor_moved(self) -> None:
        self._say_in_full()

    def _say_in_full(self) -> None:
        below, at = self.query_one("#below", VerticalScroll), self._at_cursor()
        below.display = at is not None
        if at is not None:
            self.query_one(InFull).show(at)
            below.scroll_home(animate=False)

    def _at_cursor(self) -> ScoreAtCursor | None:
        found = self.picture.scores if self.picture is not None else None
        if found is None or not self.cursor:
            return None
        if self._of is Of.MEMBERS:
            return None if self.chosen is None else ScoreAtCursor(found, one=self.chosen)
        measures = found.of_chapter.score.measures
        return ScoreAtCursor(
            found, measure=next((each for each in measures if each.measure.key == self.cursor), None)
        )

    def on_resize(self, _event: Resize) -> None:
        self.show()

    def main_does(self) -> str:
        if self.chosen is None or self.desk.only_read:
            return ""
        return f"page of {short(self.chosen.person.name)}"

    def others_do(self) -> Mapping[str, str]:
        edit = "" if self.desk.only_read else "scorecard"
        return {"edit": edit, **({"turn": "the members"} if self._of is Of.CHAPTER else {})}

    # What the keys do

    @property
    def member_id(self) -> PersonId | None:
        return self.chosen.person.id if self.chosen is not None else None

    def action_open(self) -> object:
        if self.member_id is not None:
            self.open_page("me", self.member_id)
        return None

    async def turn(self) -> None:
        """The chapter in the place of its members, or the other way round."""
        self._of = Of.CHAPTER if self._of is Of.MEMBERS else Of.MEMBERS
        self.show()

    async def edit(self) -> None:
        """Choose another scorecard, of what is shown."""
        if self.picture is None:
            return
        of = self._of

        async def again() -> ScorecardForm:
            now = await self.read()
            return ScorecardForm(of, now.texts, now.chapter.country)

        await self.ask(ScorecardForm(of, self.picture.texts, self.chapter.country), again=again)

    async def write(self) -> None:
        """Everybody's scores and the chapter's into a file."""
        seen = self.picture
        if seen is None:
            return
        if seen.scores is None:
            self.say(seen.why_not)
            return
        wanted = Wanted(period=Period(seen.scores.today, seen.scores.today))

        def write_it(file: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_health_file, file, "scores", wanted)

        choice = FileChoice(health_stem("scores", wanted), formats_of("scores"))
        await self.write_to_file("Scores of the members and the chapter", choice, write_it)
