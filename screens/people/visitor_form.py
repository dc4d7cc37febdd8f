"""What is on record of a visitor, and the outcome of the last visit, between meetings."""

from __future__ import annotations

from leadsroom.acts.people.commands import ChangeVisitor, FollowUpVisitor, VisitorSheet
from leadsroom.acts.people.member_sheet import visitor_sheet
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.follow_up import Visitor
from leadsroom.domain.people.roster import Person
from leadsroom.views.people import VisitorsPicture
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import TextField
from screens.kit.form.form import Form
from screens.kit.form.people import PersonField
from screens.kit.styled import short
from screens.people.contact_fields import ContactFields

OUTCOMES: tuple[tuple[Became | None, str], ...] = (
    (None, "not decided"),
    *((became, became.words) for became in Became),
)


def outcome_form(visitor: Visitor) -> Form[FollowUpVisitor]:
    """What became of somebody after the last visit."""
    last = visitor.last
    became = ChoiceField("became", "Outcome", OUTCOMES, last.became)
    note = TextField("note", "Note", last.note, placeholder="why, or when")
    return Form(
        short(visitor.person.name),
        [became, note],
        lambda: FollowUpVisitor(last.id, became.chosen, note.text),
        draft_name=f"follow-up {last.id}",
        corrects=True,
    )


def visitor_form(visitor: Visitor, picture: VisitorsPicture) -> Form[ChangeVisitor]:
    """Everything that is on record of a visitor."""
    person, last = visitor.person, visitor.last
    host = next((each for each in picture.members if each.id == last.host_id), None)
    if host is None and last.host_id is not None:
        host = Person(last.host_id, last.host)
    hosts = [*picture.members] if host is None or host in picture.members else [*picture.members, host]
    seen = visitor_sheet(person, last.host_id, last.became, last.note, picture.chapter.country)
    name = TextField("name", "Name", person.name)
    profession = TextField("profession", "Profession", person.profession, placeholder="what they do")
    invited_by = PersonField("host", "Invited by", hosts, host, placeholder="blank for nobody")
    contact = ContactFields(person, picture.chapter.country)
    became = ChoiceField("became", "Outcome", OUTCOMES, last.became)
    note = TextField("note", "Note", last.note, placeholder="why, or when")

    def build() -> ChangeVisitor:
        by = invited_by.value
        sheet = VisitorSheet(
            name=name.text,
            profession=profession.text,
            host_id=by.id if by else None,
            contact=contact.value,
            became=became.chosen,
            note=note.text,
        )
        return ChangeVisitor(last.id, sheet, seen)

    return Form(
        f"Edit {short(person.name)}",
        [name, profession, invited_by, *contact.fields, became, note],
        build,
        draft_name=f"visitor {person.id}",
        corrects=True,
    )
