"""What a chapter has to decide, with what its association hands down."""

from __future__ import annotations

from leadsroom.domain.association.handed_down import to_decide as handed_down_to_decide
from leadsroom.domain.rules.windows import Period
from leadsroom.store.reading import Reading
from leadsroom.views.association.templates import handed_down
from leadsroom.views.health import decisions
from leadsroom.views.health.decisions import ToDecidePicture


def to_decide(reading: Reading, period: Period | None = None) -> ToDecidePicture:
    """What is to be decided today; answers and shares of a period, else of the last 12 months."""
    found = handed_down(reading)
    return decisions.to_decide(reading, period, handed_down_to_decide(found.lines, found.today))
