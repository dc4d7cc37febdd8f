"""The fit check: when the plan ends, what the pitches take of it, and what would make it fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from textual.content import Content

from leadsroom.domain.agenda.agenda import step_length
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.catch_up import Cut, cuts_in_words
from leadsroom.domain.meeting.fit import parts_in_words
from leadsroom.domain.text.wording import SECOND, ZERO, length_in_words, seconds_or_minutes
from screens.agenda.lines import PlanPicture
from screens.kit.listing import Column, Row, table_lines
from screens.kit.pane import TallPane, lines
from screens.kit.styled import amber, key, quiet, strong, words

_ACROSS = 64  # cells from which it lies below the list instead of beside it
_SHAPES = {"left": "─", "amber": "╍"}  # told apart without colours too
_FACTS = (Column(), Column(least=8, fills=True), Column())


class FitPane(TallPane[PlanPicture]):
    """A function of the plan."""

    def draw(self, picture: PlanPicture, width: int) -> Content:
        return (_across if width >= _ACROSS else _beside)(picture, width)


def _beside(picture: PlanPicture, width: int) -> Content:
    pitches, verdict, advice = _parts(picture)
    return lines(
        quiet("Does it fit?"),
        Content(""),
        *verdict.wrap(width),
        fit_bar(picture, width),
        Content(""),
        *(part for part in _halves(pitches, width)),
        *(advice.wrap(width) if advice else [Content("")]),
        Content(""),
        *table_lines(_facts(picture), _FACTS, width),
        Content(""),
        *quiet(_footnote(picture)).wrap(width),
    )


def _across(picture: PlanPicture, width: int) -> Content:
    pitches, verdict, advice = _parts(picture)
    room = max(1, width - verdict.cell_length - advice.cell_length)
    # The line at the top has the members, if there are any.
    shown = _plain_facts(picture)[2 if picture.members else 1 :]
    facts = " · ".join(f"{name.lower()} {fact}" for name, fact, _ in shown if fact)
    return lines(
        Content("").join([verdict, Content(" " * room), advice]).truncate(width, ellipsis=True),
        fit_bar(picture, width),
        quiet(pitches).truncate(width, ellipsis=True),
        quiet(facts).truncate(width, ellipsis=True),
    )


def _parts(picture: PlanPicture) -> tuple[str, Content, Content]:
    """The pitches, the verdict, the advice: empty where there is nothing to say."""
    fit = picture.fit
    parts = parts_in_words(fit, picture.chapter)
    cuts = picture.cuts
    tone = amber if fit.past >= SECOND else strong
    verdict = tone(parts.ends[0].upper() + parts.ends[1:])
    return parts.pitches or "No pitches that are timed for each", verdict, _advice(picture, cuts)


def _advice(picture: PlanPicture, cuts: Sequence[Cut]) -> Content:
    """The cuts that make it fit, or as much of it as can be; nothing where it does."""
    if not cuts:
        return quiet("Nothing has slack: remove a step" if picture.fit.past >= SECOND else "")
    left = picture.fit_with(picture.cut_plan)
    short = (
        f", still ends {parts_in_words(left, picture.chapter).ends.removeprefix('ends ')}"
        if left.past >= SECOND
        else ""
    )
    return Content("").join([key("f  "), words(f"{cuts_in_words(cuts)}{short}")])


def _halves(pitches: str, width: int) -> list[Content]:
    """On two lines where one is too short, the result on the second."""
    if len(pitches) <= width:
        return [quiet(pitches)]
    many, comma, whole = pitches.partition(", ")
    return [quiet(f"{many}{comma.rstrip()}"), quiet(whole)]


def _plain_facts(picture: PlanPicture) -> list[tuple[str, str, str]]:
    """Name, fact, and the key that changes it."""
    chapter, plan = picture.chapter, picture.plan
    ends = clock_time(picture.due_at, chapter)
    step = plan.steps[picture.chosen] if picture.chosen < len(plan.steps) else None
    facts = [
        (
            "Meeting",
            f"{clock_time(picture.starts_at, chapter)} to {ends}, {length_in_words(chapter.length)}",
            "",
        ),
        ("Table", _table(picture), ""),
        ("Pitches", seconds_or_minutes(plan.pitch) if plan.pitch else "none timed", "p"),
        ("Changeover", length_in_words(plan.changeover), "c"),
    ]
    if step is not None and step.kind.is_round:
        facts.append(("Next turn", "starts by itself" if step.autostart else "waits for Enter", "s"))
    else:
        facts.append(("", "", ""))
    return facts


def _table(picture: PlanPicture) -> str:
    if not picture.members:
        return f"{picture.people} people assumed"
    return f"{picture.members} member{'' if picture.members == 1 else 's'}"


def _facts(picture: PlanPicture) -> list[Row]:
    return [(quiet(name), words(fact), key(sign)) for name, fact, sign in _plain_facts(picture)]


def _footnote(picture: PlanPicture) -> str:
    if picture.members:
        return "Used for meetings that have not started."
    return f"The roster is empty: counted with {picture.people} at the table."


def fit_bar(picture: PlanPicture, width: int) -> Content:
    """The meeting as a line: the step under the cursor, the others, what is left, what lies past the end."""
    plan, length = picture.plan, picture.chapter.length
    lengths = [step_length(step, picture.people, plan.changeover) for step in plan.steps]
    whole = max(length, sum(lengths, ZERO), timedelta(seconds=1))
    before = sum(lengths[: picture.chosen], ZERO)
    chosen = lengths[picture.chosen] if picture.chosen < len(lengths) else ZERO
    marks = [(before, "used"), (before + chosen, "here"), (sum(lengths, ZERO), "used"), (whole, "left")]
    cells = [_tone_at(whole * (cell + 0.5) / width, marks, length) for cell in range(width)]
    return Content("").join([words(_SHAPES.get(tone, "━"), tone) for tone in cells])


def _tone_at(at: timedelta, marks: list[tuple[timedelta, str]], length: timedelta) -> str:
    tone = next((tone for until, tone in marks if at < until), "left")
    return "amber" if at >= length and tone != "here" else tone
