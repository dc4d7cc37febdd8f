"""A row of a form for the lead that another one came from."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.widgets import Input

from leadsroom.domain.ids import LeadId
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.errors import Refused
from screens.dialogs.slip_table import NONE, Options
from screens.widgets.form_row import FormRow
from screens.widgets.type_ahead import TypeAhead

_AN_OLDER_ONE = "a lead from before"


class LeadRow(FormRow):
    """What the giver has received, found by some letters of it; a space lists the latest. Empty is none."""

    def __init__(self, name: str, label: str, options: Options, chosen: LeadId | None) -> None:
        self._called: dict[str, LeadId] = {}
        self._kept = chosen
        self.offer(options)
        value = next((called for called, of in self._called.items() if of == chosen), "")
        line = TypeAhead(self._matching, value, id=name)
        super().__init__(label, line, "letters of it, or a space", id=f"{name}-row")

    def offer(self, options: Options) -> None:
        """The leads there are to choose from; the one that is on record stays among them."""
        self._called = {}
        for key, said in options:
            if key != NONE:
                self._called[f"{said} (no. {key})" if said in self._called else said] = LeadId(int(key))
        if self._kept is not None and self._kept not in self._called.values():
            self._called[_AN_OLDER_ONE] = self._kept

    def _matching(self, typed: str) -> Sequence[str]:
        wanted = fold(typed).split()
        return [called for called in self._called if all(word in fold(called) for word in wanted)]

    @on(Input.Changed)
    def _typing(self, event: Input.Changed) -> None:
        # The dialog would look for a row of the line's own name.
        event.stop()
        if self.wrong:
            self.complain("")

    def lead_id(self) -> LeadId | None:
        """Which lead is meant, if any. Raises Refused, after saying so beside the line."""
        line = self.query_one(TypeAhead)
        line.settle()
        typed = clean(line.value)
        if not typed:
            return None
        found = self._called.get(line.value)
        if found is None:
            self.complain(f"No lead that the giver received matches “{typed}”.")
            self.query_one(Input).focus()
            raise Refused(self.wrong)
        return found
