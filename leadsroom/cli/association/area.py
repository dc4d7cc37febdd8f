"""`leadsroom area`: one line for each chapter of an area, those first that need somebody most."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from leadsroom.cli.association.areas import association_of
from leadsroom.cli.speech import deliver, refuse_workbook_on_terminal
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.domain.association.states import State
    from leadsroom.store.reading import Reading
    from leadsroom.views.association.area_table import TableWanted

_WIDE = 120  # letters of a line in a file, or for another program


def give(words: Namespace) -> int:
    """The table, printed or into a file."""
    from leadsroom.exchange.association.area_table import write_area_table

    refuse_workbook_on_terminal(words)
    with association_of(words) as desk:
        wanted = desk.read(_wanted, words)
        written = desk.read(write_area_table, wanted, words.format, _wide(words))
    return deliver(words, written.decode("utf-8") if words.format in ("text", "html") else written)


def _wide(words: Namespace) -> int:
    """How many letters a line has: as the terminal has, where it is one."""
    is_terminal = words.output in (None, "-") and sys.stdout is not None and sys.stdout.isatty()
    return shutil.get_terminal_size((_WIDE, 24)).columns if is_terminal else _WIDE


def _wanted(reading: Reading, words: Namespace) -> TableWanted:
    """What was typed. Raises Refused."""
    from leadsroom.cli.association.chapters import area_among
    from leadsroom.store.read.association.areas import tree
    from leadsroom.views.association.area_table import PAGE, TableWanted

    typed = " ".join(words.area)
    whole = words.all or (words.output not in (None, "-") and words.page is None)
    if words.all and words.page is not None:
        raise Refused("--all shows every page: leave --page out.")
    area_id = area_among(tree(reading.connection), typed) if typed.strip() else None
    return TableWanted(
        area_id=area_id,
        unplaced=bool(typed.strip()) and area_id is None,
        states=tuple(map(_state, words.state)),
        typed=words.find,
        weekday=None if words.day is None else _weekday(words.day),
        sort=words.sort,
        turned=words.turned,
        page=words.page or 1,
        size=None if whole else PAGE,
    )


def _state(typed: str) -> State:
    from leadsroom.domain.association.states import State

    try:
        return State(typed.strip().casefold())
    except ValueError:
        raise Refused(f"There is no state “{typed}”. Choose one of: {', '.join(State)}.") from None


def _weekday(typed: str) -> int:
    from leadsroom.domain.season.calendar import WEEKDAYS

    letters = typed.strip().casefold()
    found = [place for place, day in enumerate(WEEKDAYS) if letters and day.casefold().startswith(letters)]
    if len(found) != 1:
        raise Refused(f"“{typed}” is no day of the week. Type one of: {', '.join(WEEKDAYS)}.")
    return found[0]
