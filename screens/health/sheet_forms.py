"""The files about health are written: in which formats each kind is, and the dialog for a renewal sheet."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path

from leadsroom.acts.desk import Desk
from leadsroom.domain.ids import PersonId
from leadsroom.domain.rules.windows import Period
from leadsroom.exchange.health.renewal import OWN_COSTS, write_renewal_file
from leadsroom.exchange.health.write import KINDS
from leadsroom.exchange.outgoing import ENDINGS, FileWanted, file_stem
from screens.kit.form.choice import ChoiceField
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.page import Page
from screens.kit.styled import short
from screens.people.joining_sheet import SHEET_FORMATS

_IN_WORDS = {
    "html": "page for browsers",
    "pdf": "PDF",
    "xlsx": "workbook (xlsx)",
    "csv": "table (CSV)",
    "json": "JSON",
    "md": "Markdown",
    "text": "text",
}
_OWN = (("", "left out"), ("yes", "put in"))


def formats_of(kind: str, first: str = "html") -> tuple[FileFormat, ...]:
    """The formats in which a kind of health is written; the `first` one is the usual one."""
    names = [name for name in _IN_WORDS if name in KINDS[kind].formats]
    names.sort(key=lambda name: name != first)
    return tuple(FileFormat(name, _IN_WORDS[name], ENDINGS.get(name, "")) for name in names)


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
