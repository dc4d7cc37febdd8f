"""What a form wants to know beyond the picture. It is open at once, and told a moment later."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from leadsroom.acts.desk import Desk
from screens.dialogs.attendance_board import AttendanceBoard
from screens.dialogs.people_forms import SubstituteForm, VisitorForm
from screens.widgets.form import BetweenTwo, Form, ReceivedBy

if TYPE_CHECKING:
    from screens.widgets.form_place import OpenForm


async def what_to_tell(form: OpenForm, desk: Desk) -> Callable[[], object]:
    """Ask the desk what this form wants to know; then, to be told to it. Raises Refused."""
    from leadsroom.views.meeting import lookups

    if isinstance(form, AttendanceBoard):
        return partial(
            form.know, await desk.read(lookups.standings_tonight), await desk.read(lookups.owed_at_table)
        )
    if isinstance(form, SubstituteForm):
        return partial(form.know_substitutes, await desk.read(lookups.known_substitutes))
    if isinstance(form, VisitorForm):
        return partial(form.know_visitors, await desk.read(lookups.known_visitors))
    asked = form.put_question() if isinstance(form, Form) else None
    if isinstance(form, Form) and isinstance(asked, ReceivedBy):
        return partial(form.know, asked, await desk.read(lookups.received_by, asked.receivers))
    if isinstance(form, Form) and isinstance(asked, BetweenTwo):
        return partial(form.know, asked, await desk.read(lookups.between_two, asked.one, asked.other))
    return lambda: None
