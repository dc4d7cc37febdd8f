"""Agendas as anybody might plan them."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.agenda.plan import AgendaPlan

whole_seconds = st.integers(0, 3 * 3600).map(lambda s: timedelta(seconds=s))
turns = st.integers(15, 600).map(lambda s: timedelta(seconds=s))
titles = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=60)


@st.composite
def steps(draw: st.DrawFn) -> PlannedStep:
    """A step; rounds are timed for each or shared."""
    kind = draw(st.sampled_from(StepKind))
    title = draw(titles)
    if not kind.is_round:
        return PlannedStep(kind, title, draw(whole_seconds))
    turn = draw(st.none() | turns)
    return PlannedStep(
        kind, title, draw(whole_seconds) if turn is None else timedelta(0), turn, draw(st.booleans())
    )


changeovers = st.integers(0, 60).map(lambda s: timedelta(seconds=s))
plans = st.builds(AgendaPlan, st.lists(steps(), min_size=1, max_size=12).map(tuple), changeovers)
