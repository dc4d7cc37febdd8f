"""The offices of the chapter in a box over the roster: given, handed over, put right, ended."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.binding import Binding
from textual.content import Content

from leadsroom.acts.people.commands import EndOffice, GiveOffice, OtherTerms, TermSheet
from leadsroom.domain.people.offices import Held, Office, holders, offices_of
from leadsroom.domain.people.roster import Member, Term
from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.typed_day import read_day_ahead, read_day_back
from screens.kit.dialog import ADD, WITHDRAW, EntriesDialog, Picked
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Field, ReadField, required
from screens.kit.form.form import Form, Remark
from screens.kit.form.people import PersonField
from screens.kit.form.read_fields import DayField
from screens.kit.listing import Column, Line
from screens.kit.styled import amber, quiet, short, words

if TYPE_CHECKING:
    from leadsroom.views.people import Roster

_COLUMNS = (Column(least=12, most=28), Column(least=10, most=28), Column(most=30, rank=1))
_OTHERS = ((OtherTerms.ENDS, "term ends"), (OtherTerms.STAYS, "both hold it"))
_OWN = ((OtherTerms.ENDS, "given up"), (OtherTerms.STAYS, "kept as well"))
_PAST_AT_MOST = 3


class Choice(Struct, frozen=True):
    """A line of the box: an office, and the term that stands there, unless it is vacant."""

    office: str
    held: Held | None = None


def choices(roster: Roster) -> dict[str, Choice]:
    """What can be chosen, by the keys of the lines."""
    found: dict[str, Choice] = {}
    for at, office in enumerate(offices_of(roster.chapter.rules.offices, roster.members)):
        if office.is_listed and not office.held:
            found[f"{at}"] = Choice(office.name)
        found |= {f"{at}:{place}": Choice(office.name, each) for place, each in enumerate(office.held)}
    return found


def office_lines(roster: Roster) -> list[Line]:
    """A line for each term that goes on and each vacant office; below them who held an office last."""
    offices = offices_of(roster.chapter.rules.offices, roster.members)
    lines = [_line(key, choice, roster.today) for key, choice in choices(roster).items()]
    past = [row for office in offices for row in _past(office)]
    return [*lines, *([Line("", heading=quiet("Before"))] if past else []), *past]


def _line(key: str, choice: Choice, today: date) -> Line:
    if choice.held is None:
        return Line(key, (words(choice.office), amber("vacant"), Content("")))
    term = choice.held.term
    is_over = term.until is not None and term.until < today
    days = f"{term.days}, over" if is_over else term.days
    name = words(short(choice.held.member.person.name))
    return Line(key, (words(choice.office), name, amber(days) if is_over else quiet(days)))


def _past(office: Office) -> list[Line]:
    return [
        Line("", (quiet(office.name), quiet(short(each.member.person.name)), quiet(each.term.days)))
        for each in office.past[:_PAST_AT_MOST]
    ]


class OfficesDialog(EntriesDialog):
    """The offices that are held, those that are vacant, and who held them before."""

    BINDINGS = [
        Binding(
            "enter,e", "pick", "give or correct", id="main", key_display="⏎", tooltip="Fill it, or correct"
        ),
        Binding("delete", f"pick('{WITHDRAW}')", "end term", id="withdraw", tooltip="End this term today"),
        Binding("n", "add", "give an office", id="add", tooltip="A member has an office"),
    ]

    def __init__(self, roster: Roster) -> None:
        lines = office_lines(roster)
        super().__init__("Offices", _COLUMNS, lines, empty="Nobody holds an office yet. n gives one.")

    def action_add(self) -> None:
        """Another office, or one that is handed over."""
        self.dismiss(Picked("", ADD))


class OfficeForm(Form[GiveOffice]):
    """Who has which office, since when and until when; and what becomes of the terms that stand beside it."""

    def __init__(
        self, roster: Roster, member: Member | None, office: str = "", term: Term | None = None
    ) -> None:
        """With a `term` of the member it is put right; otherwise one begins."""
        self._roster, self._term = roster, term
        today, country = roster.today, roster.chapter.country
        seated = [each.person for each in roster.members if each.status.holds_seat]
        person = member.person if member and member.status.holds_seat else None
        self.who = PersonField("who", "Who", seated, person, role="has the office")
        self.who.is_away = term is not None
        self.office = ReadField(
            "office", "Office", office, required("Type the office."), placeholder="e.g. President"
        )
        self.since = DayField(
            "since",
            "From",
            term.since if term else None,
            today,
            read_day_back,
            country=country,
            text="" if term else "today",
        )
        self.until = DayField(
            "until",
            "Until",
            term.until if term else None,
            today,
            read_day_ahead,
            country=country,
            hint="when the term ends; blank: open",
        )
        self.others = ChoiceField("others", "Holder", _OTHERS)
        self.own = ChoiceField("own", "Other office", _OWN)
        super().__init__(
            f"{short(member.person.name)} is {office}" if member and term else "Give an office",
            (self.who, self.office, self.since, self.until, self.others, self.own),
            first=self.until if term else self.who if person is None else self.office,
            draft_name=f"term {office} {member.id}" if member and term else "office",
            corrects=term is not None,
        )

    @property
    def _member(self) -> Member | None:
        one = self.who.one
        return next(
            (m for m in self._roster.members if one and m.status.holds_seat and m.person.id == one.id), None
        )

    @property
    def _before(self) -> list[Held]:
        """Who else holds the office, of which there is one holder."""
        office, member = clean(self.office.text), self._member
        if self._term is not None or not office or self._roster.chapter.rules.offices.is_shared(office):
            return []
        return [
            h for h in holders(self._roster.members, office) if member is None or h.member.id != member.id
        ]

    @property
    def _own(self) -> list[str]:
        """The other offices of the member."""
        member, office = self._member, fold(self.office.text)
        return (
            [] if self._term or member is None else [name for name in member.offices if fold(name) != office]
        )

    def follow(self) -> None:
        self.others.is_away, self.own.is_away = not self._before, not self._own

    def remark(self, _here: Field) -> Remark:
        """Who holds the office, and what else the member holds."""
        parts = [f"{short(each.member.person.name)} is {each.term.name} now." for each in self._before]
        member, own = self._member, self._own
        if member is not None and own:
            parts.append(f"{short(member.person.name)} is {', '.join(own)}.")
        return Remark(Content.styled(" ".join(parts), "$text-warning"))

    def build(self) -> GiveOffice:
        who = self.who.id
        member = next(m for m in self._roster.members if m.status.holds_seat and m.person.id == who)
        sheet = TermSheet(self.office.value, self.since.value, self.until.value)
        if self._term is not None:
            return GiveOffice(member.id, sheet, corrects=self._term.name)
        others = self.others.chosen if self._before else None
        return GiveOffice(member.id, sheet, others, self.own.chosen if self._own else None)


def office_form(roster: Roster, choice: Choice) -> OfficeForm:
    """The form for a line of the box: a term is put right; of what is vacant or new it asks who has it."""
    if choice.held is None:
        return OfficeForm(roster, None, choice.office)
    return OfficeForm(roster, choice.held.member, choice.office, choice.held.term)


def ended(choice: Choice) -> EndOffice | None:
    """What ends the term of a line; None of a vacant office."""
    return EndOffice(choice.held.member.id, choice.held.term.name) if choice.held else None
