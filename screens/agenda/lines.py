"""The agenda as it is planned: a line for each step, with the time it begins."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace
from textual.content import Content

from leadsroom.domain.agenda.agenda import PlannedStep
from leadsroom.domain.agenda.plan import AgendaPlan, is_pitched, turns_in_words, whole_in_words
from leadsroom.domain.chapter.chapter import Chapter, clock_time
from leadsroom.domain.meeting.catch_up import Cut, fitting_agenda
from leadsroom.domain.meeting.fit import Fit, fit_of_agenda
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import SECOND
from screens.kit.listing import Column, Line, Row
from screens.kit.styled import accent, quiet, words

PLAN_COLUMNS = (
    Column(right=True),
    Column(least=16, most=40),
    Column(rank=2),
    Column(least=26),
    Column(rank=1, fills=True),
    Column(right=True),
)


class PlanPicture(Struct, frozen=True):
    """A plan as it would be held: `people` at the table, or as many as usual while `members` is 0."""

    plan: AgendaPlan
    chapter: Chapter
    starts_at: datetime
    people: int
    members: int
    chosen: int = 0

    @property
    def due_at(self) -> datetime:
        """When the meeting is to end."""
        return self.starts_at + self.chapter.length

    @property
    def fit(self) -> Fit:
        """Whether it fits."""
        return self.fit_with(self.plan)

    def fit_with(self, plan: AgendaPlan) -> Fit:
        """Whether another plan would fit."""
        return fit_of_agenda(plan.steps, self.people, plan.changeover, self.starts_at, self.due_at)

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """What would make it fit: steps that have slack, then shorter pitches; nothing where it does."""
        return fitting_agenda(self.plan, self.people, self.fit.past) if self.fit.past >= SECOND else ()

    @property
    def cut_plan(self) -> AgendaPlan:
        """The plan with these cuts."""
        plan = self.plan
        for cut in self.cuts:
            if cut.key is None:
                plan = plan.pitching(cut.to)
            else:
                plan = plan.changed(cut.key, replace(plan.steps[cut.key], planned=cut.to))
        return plan

    def lines(self) -> list[Line]:
        """A line for each step, its place as the key."""
        starts = self.plan.starts(self.people, self.starts_at)
        pairs = enumerate(zip(self.plan.steps, starts, strict=True))
        return [Line(str(place), self._row(step, start)) for place, (step, start) in pairs]

    def _row(self, step: PlannedStep, start: datetime) -> Row:
        changeover = self.plan.changeover
        turns = quiet(turns_in_words(step, self.people, changeover))
        auto = accent("starts by itself") if step.autostart else Content(" ")
        kind = "" if fold(step.kind.value) in fold(step.title) else step.kind.value
        title = words(step.title, "strong") if is_pitched(step) else words(step.title)
        return (
            quiet(clock_time(start, self.chapter)),
            title,
            quiet(kind),
            turns,
            auto,
            words(whole_in_words(step, self.people, changeover)),
        )
