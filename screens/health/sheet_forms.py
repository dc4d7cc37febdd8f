"""The sheets about joining and staying are written: the dialog for each, from any page."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path

from leadsroom.acts.desk import Desk
from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.exchange.health.renewal import OWN_COSTS, write_renewal_file
from leadsroom.exchange.outgoing import FileWanted, file_stem
from screens.kit.form.choice import ChoiceField
from screens.kit.form.write_form import FileChoice
from screens.kit.page import Page
from screens.kit.styled import short
from screens.people.joining_sheet import SHEET_FORMATS

_OWN = (("", "left out"), ("yes", "put in"))


async def write_renewal_sheet(
    page: Page, desk: Desk, member: tuple[PersonId, str], period: Period | None = None, *, own: bool = False
) -> None:
    """Ask where the renewal sheet of a member goes, by their id and name, and write it; without a period of
    the usual days. `own`: it is asked from the member's own page, and may have what is theirs alone.
    """
    person_id, name = member

    def write_it(wanted: FileWanted) -> Awaitable[Path]:
        return desk.read(write_renewal_file, wanted, person_id, period)

    fields = [ChoiceField(OWN_COSTS, "Own costs", _OWN)] if own else []
    choice = FileChoice(f"renewal-{file_stem(name)}", SHEET_FORMATS, fields)
    await page.write_to_file(f"The renewal sheet of {short(name)}", choice, write_it)
