"""Forms about who is at the table: a stand-in, a visitor."""

from __future__ import annotations

from collections.abc import Sequence

from leadsroom.domain.ids import PersonId, VisitId
from leadsroom.domain.roster import Person
from leadsroom.errors import Refused
from leadsroom.meeting.commands import SeatSubstitute, WelcomeVisitor
from screens.widgets.fields import Field, PersonField, TextField
from screens.widgets.form import Form


class SubstituteForm(Form):
    """Whose seat, and who stands in."""

    title = "Substitute"

    def __init__(
        self, members: Sequence[Person], *, member: Person | None = None, substitute: Person | None = None
    ) -> None:
        self.member = PersonField("For", members, id="member", preset=member)
        name, trade = (substitute.name, substitute.trade) if substitute else ("", "")
        self.name_field = TextField("Substitute", id="name", value=name, placeholder="their name")
        self.trade = TextField("Trade", id="trade", value=trade, placeholder="what they do")
        self._preset = member
        super().__init__()

    def make_fields(self) -> Sequence[Field]:
        return (self.member, self.name_field, self.trade)

    def first_field(self) -> Field:
        return self.name_field if self._preset else self.member

    def build(self) -> SeatSubstitute:
        member_id = PersonId(self.person_of(self.member, "is absent"))
        if not self.name_field.text.strip():
            self.name_field.focus_editor()
            raise Refused("Type the name of who stands in.")
        return SeatSubstitute(member_id=member_id, name=self.name_field.text, trade=self.trade.text)


class VisitorForm(Form):
    """A guest: name, trade, who brought them."""

    title = "Visitor"

    def __init__(
        self,
        hosts: Sequence[Person],
        *,
        guest: Person | None = None,
        host: Person | None = None,
        corrects: VisitId | None = None,
    ) -> None:
        name, trade = (guest.name, guest.trade) if guest else ("", "")
        self.name_field = TextField("Name", id="name", value=name)
        self.trade = TextField("Trade", id="trade", value=trade, placeholder="what they do")
        self.host = PersonField("Guest of", hosts, id="host", preset=host, placeholder="blank if nobody's")
        self._corrects = corrects
        super().__init__("correct it" if corrects else "")

    def make_fields(self) -> Sequence[Field]:
        return (self.name_field, self.trade, self.host)

    def build(self) -> WelcomeVisitor:
        if not self.name_field.text.strip():
            self.name_field.focus_editor()
            raise Refused("Type the visitor's name.")
        if self.host.unknown:
            self.person_of(self.host, "brought them")
        host = self.host.person
        return WelcomeVisitor(
            name=self.name_field.text,
            trade=self.trade.text,
            host_id=host.id if host else None,
            corrects=self._corrects,
        )
