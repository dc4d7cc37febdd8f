"""A profession: its name, family and sphere; and two entries of one thing, which are merged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic

from textual.content import Content

from leadsroom.acts.command import Command
from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import ProfessionSheet
from leadsroom.domain.people.professions import (
    Profession,
    close_entries,
    family_proposed,
    is_same_profession,
)
from leadsroom.domain.people.search import F
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import NARROW, Field, TextField
from screens.kit.form.form import Form, Remark
from screens.kit.form.people import FoundField
from screens.kit.styled import short
from screens.people.forms import SPHERE

_BLANK = ProfessionSheet("")


class ProfessionForm(Form["c.AddProfession | c.ChangeProfession"]):
    """A new profession, or one that is there. A known family is proposed from the name."""

    def __init__(
        self,
        profession: Profession | None = None,
        listed: Sequence[Profession] = (),
        planned: ProfessionSheet = _BLANK,
    ) -> None:
        """`listed` are the professions that the chapter has; `planned` is what a new one begins with."""
        sheet = (
            ProfessionSheet(profession.name, profession.family, profession.sphere) if profession else planned
        )
        self._profession = profession
        new = f"new profession {planned.name}" if planned.name else "new profession"
        self._others = [each for each in listed if profession is None or each.id != profession.id]
        self.name = TextField("name", "Profession", sheet.name)
        self.family = TextField("family", "Family", sheet.family, width=NARROW)
        self.sphere = TextField("sphere", "Sphere", sheet.sphere, placeholder=SPHERE)
        super().__init__(
            f"Edit {short(profession.name)}" if profession else "New profession",
            (self.name, self.family, self.sphere),
            draft_name=f"profession {profession.id}" if profession else new,
            corrects=profession is not None,
        )

    def follow(self) -> None:
        """What the name says of the family stands beside it."""
        family = family_proposed(self.name.text)
        self.family.hint = f"blank: {family}" if family else "those of one overlap"

    def remark(self, _here: Field) -> Remark:
        """Another entry that is this profession by another name, or may be."""
        alike = close_entries(self.name.text, self._others)
        if not alike:
            return Remark()
        is_same = is_same_profession(self.name.text, alike[0].name)
        what = "The same profession as" if is_same else "Perhaps the same profession as"
        return Remark(Content.styled(f"{what} {alike[0].name}. m merges two entries.", "$quiet"), self.name)

    def build(self) -> c.AddProfession | c.ChangeProfession:
        sheet = ProfessionSheet(self.name.text, self.family.text, self.sphere.text)
        return c.ChangeProfession(self._profession.id, sheet) if self._profession else c.AddProfession(sheet)


class MergeForm(Form[Command], Generic[F]):
    """Two of a kind, each found by a few letters, and which name stays.

    `merge` is the command for what goes and what stays, by their numbers; `moves` says what it does.
    """

    def __init__(
        self,
        title: str,
        one: FoundField[F],
        other: FoundField[F],
        merge: Callable[[int, int], Command],
        moves: str,
    ) -> None:
        self.one, self.other, self._merge, self._moves = one, other, merge, moves
        self.stays = ChoiceField("stays", "Name stays", ((True, ""), (False, "")))
        super().__init__(title, (one, other, self.stays), first=other)

    def follow(self) -> None:
        """The two by their names."""
        self.stays.offer(((True, self._called(self.one)), (False, self._called(self.other))))

    def _called(self, field: FoundField[F]) -> str:
        found = field.one
        return short(found.name) if found is not None else "the first" if field is self.one else "the second"

    def remark(self, _here: Field) -> Remark:
        one, other = self._called(self.one), self._called(self.other)
        goes, stays = (other, one) if self.stays.chosen else (one, other)
        return Remark(Content.styled(self._moves.format(goes=goes, stays=stays), "$quiet"), self.stays)

    def build(self) -> Command:
        one, other = self.one.id, self.other.id
        return self._merge(other, one) if self.stays.chosen else self._merge(one, other)
