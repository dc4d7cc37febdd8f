"""Forms about who is at the table: a substitute, a visitor."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from leadsroom.acts.meeting.commands import NoteVisitor, SeatSubstitute, WelcomeVisitor
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.snapshot import MeetingKind, Snapshot
from leadsroom.domain.meeting.suggestions import Likely
from leadsroom.domain.people.attendance import Became, Mark, Visit
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.substitutes import PastSubstitutes, remarks
from leadsroom.domain.people.visits import (
    HOLDS_SEAT,
    PastVisitors,
    is_past_limit,
    seat_of_trade,
    sits_here,
    stays_silent,
    visit_counts,
    visit_sentence,
)
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from screens.widgets.fields import ChoiceField, Field, PersonField, TextField
from screens.widgets.form import Form
from screens.widgets.guest_field import VisitorField

_NOT_SAID = "not said"


class SubstituteForm(Form):
    """Whose seat, and who stands in; what there is to know of that is said while the name is typed."""

    title = "Substitute"

    def __init__(
        self,
        snapshot: Snapshot,
        members: Sequence[Person],
        *,
        member: Person | None = None,
        substitute: Person | None = None,
    ) -> None:
        self._snapshot, self._known = snapshot, PastSubstitutes()
        self.member = PersonField("For", members, id="member", preset=member)
        name, trade = (substitute.name, substitute.trade) if substitute else ("", "")
        self.name_field = VisitorField("Substitute", id="name", value=name, placeholder="their name")
        self.trade = TextField("Trade", id="trade", value=trade, placeholder="what they do")
        self._preset, self._was = member, name
        super().__init__()

    def make_fields(self) -> Sequence[Field]:
        return (self.member, self.name_field, self.trade)

    def first_field(self) -> Field:
        return self.name_field if self._preset else self.member

    def after(self, field: Field) -> Field | None:
        if field is self.name_field:
            _fill_trade(self.name_field, self.trade)
        return super().after(field)

    def know_substitutes(self, known: PastSubstitutes) -> None:
        """Who has stood in before has been read."""
        self._known = known
        self.name_field.know([Likely(one.person, one.why) for one in known.people])
        self._remark_again()

    def remark(self) -> Content:
        member = self.member.person
        if member is None:
            return Content("")
        called = self.name_field.called
        snapshot, seats = self._snapshot, self._known.seats.values()
        if fold(called) != fold(self._was) and sits_here(called, snapshot.expected_names, seats):
            return _said([(HOLDS_SEAT, True)])
        if self.name_field.offered is not None:
            return _or_else(self.name_field.offered)
        place, meeting = self._snapshot.attendee(member.id), self._snapshot.meeting
        seated = place is not None and place.mark is Mark.SUBSTITUTE
        found = remarks(
            self._known,
            self._snapshot.chapter.rules.substitutes,
            name=called,
            trade=self.trade.text,
            member_id=member.id,
            on=meeting.on,
            recorded=meeting.ended_at is not None and seated,
        )
        return _said([(remark.sentence, remark.beyond) for remark in found])

    def build(self) -> SeatSubstitute:
        member_id = PersonId(self.person_of(self.member, "is absent"))
        name = self.name_field.called
        if not name.strip():
            self.name_field.focus_editor()
            raise Refused("Type the name of who stands in.")
        return SeatSubstitute(member_id=member_id, name=name, trade=self.trade.text)


class VisitorForm(Form):
    """A guest: name, trade, who brought them; of one on record also what became of them."""

    title = "Visitor"

    def __init__(self, snapshot: Snapshot, hosts: Sequence[Person], *, visit: Visit | None = None) -> None:
        people = snapshot.people
        guest = people[visit.person_id] if visit is not None else Person(PersonId(0), "")
        host = people[visit.host_id] if visit is not None and visit.host_id is not None else None
        self._snapshot, self._visit, self._known = snapshot, visit, PastVisitors()
        self._was = guest.name
        self.name_field = VisitorField("Name", id="name", value=guest.name, placeholder="their name")
        self.trade = TextField("Trade", id="trade", value=guest.trade, placeholder="what they do")
        self.host = PersonField("Guest of", hosts, id="host", preset=host, placeholder="blank if nobody's")
        became = visit.became.value if visit is not None and visit.became is not None else None
        self.became = ChoiceField("Became", _BECAME, id="became", value=became)
        self.note = TextField(
            "Note",
            id="note",
            value=visit.became_note if visit is not None else "",
            placeholder="why, or when",
        )
        super().__init__("correct it, or say what became of them" if visit else "")

    def make_fields(self) -> Sequence[Field]:
        who = (self.name_field, self.trade, self.host)
        return who if self._visit is None else (*who, self.became, self.note)

    def after(self, field: Field) -> Field | None:
        if field is self.name_field:
            _fill_trade(self.name_field, self.trade)
        return super().after(field)

    def know_visitors(self, known: PastVisitors) -> None:
        """Who has visited before has been read."""
        self._known = known
        self.name_field.know([Likely(guest.person, guest.why) for guest in known.guests])
        self._remark_again()

    def remark(self) -> Content:
        name, rules = self.name_field.called, self._snapshot.chapter.rules.visitors
        snapshot, seats = self._snapshot, self._known.seats
        if fold(name) != fold(self._was) and sits_here(name, snapshot.expected_names, seats):
            return _said([(HOLDS_SEAT, True)])
        if self.name_field.offered is not None:
            return _or_else(self.name_field.offered)
        said = []
        if name.strip():
            counts = visit_counts(rules, open_house=self._snapshot.meeting.kind is MeetingKind.OPEN_HOUSE)
            number = self._number(name, counts=counts)
            sentence = visit_sentence(number, rules, counts=counts)
            said.append((sentence, is_past_limit(number, rules, counts=counts)))
        trade = self.trade.text or self._trade_of(name)
        seat = seat_of_trade(trade, seats)
        if seat is not None:
            said.append((seat.sentence, seat.taken))
        if stays_silent(trade, seats, rules):
            said.append(("silent visitor, no turn", True))
        return _said(said)

    def _number(self, name: str, *, counts: bool) -> int:
        visit = self._visit
        if visit is not None and fold(name) == fold(self._snapshot.name(visit.person_id)):
            return visit.number
        known = self._known.called(name)
        return (known.visits if known is not None else 0) + counts

    def _trade_of(self, name: str) -> str:
        known = self._known.called(name)
        return known.person.trade if known is not None else ""

    def build(self) -> WelcomeVisitor | NoteVisitor:
        name = self.name_field.called
        if not name.strip():
            self.name_field.focus_editor()
            raise Refused("Type the visitor's name.")
        if self.host.unknown:
            self.person_of(self.host, "brought them")
        host, visit, became = self.host.person, self._visit, self._what_became()
        host_id = host.id if host else None
        if became is not None and not self._is_changed(*_OF_THE_GUEST):
            return became
        return WelcomeVisitor(
            name=name,
            trade=self.trade.text,
            host_id=host_id,
            corrects=visit.id if visit is not None else None,
            became=became,
        )

    def _what_became(self) -> NoteVisitor | None:
        if self._visit is None or not self._is_changed("became", "note"):
            return None
        chosen = self.became.chosen
        return NoteVisitor(self._visit.id, Became(chosen) if chosen else None, self.note.text)

    def _is_changed(self, *names: str) -> bool:
        return any(self.draft.get(name, "") != self._fresh.get(name, "") for name in names)


_BECAME = (("", _NOT_SAID), *((became.value, became.value) for became in Became))
_OF_THE_GUEST = ("name", "trade", "host")


def _or_else(offered: Person) -> Content:
    """What is typed is a new name as long as nobody known is chosen."""
    return Content.styled(f"a new name; ↓ takes {offered.name}", "$quiet")


def _fill_trade(name: VisitorField, trade: TextField) -> None:
    """Somebody known has a trade already."""
    person = name.person
    if person is not None and not trade.text.strip():
        trade.write(person.trade)


def _said(parts: Sequence[tuple[str, bool]]) -> Content:
    """Sentences side by side, those beyond what was agreed with a sign."""
    drawn = [
        Content.styled(f"▲ {sentence}", "$text-warning") if beyond else Content.styled(sentence, "$quiet")
        for sentence, beyond in parts
    ]
    return Content.styled(" · ", "$quiet").join(drawn)
