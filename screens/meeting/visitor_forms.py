"""Who is at the table for tonight only: a substitute, a visitor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from leadsroom.acts.meeting.commands import NoteVisitor, SeatSubstitute, WelcomeVisitor
from leadsroom.domain.ids import PersonId
from leadsroom.domain.meeting.snapshot import MeetingKind, Snapshot
from leadsroom.domain.meeting.suggestions import Likely
from leadsroom.domain.people.attendance import Became, Mark, Visit
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.roster import Contact, Person
from leadsroom.domain.people.substitutes import PastSubstitutes
from leadsroom.domain.people.visits import (
    HOLDS_SEAT,
    PastVisitors,
    is_past_limit,
    seat_of_profession,
    sits_here,
    stays_silent,
    visit_counts,
    visit_sentence,
)
from leadsroom.domain.text.plain_text import fold
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Field, Misfilled, TextField
from screens.kit.form.form import Form, Question, Remark
from screens.kit.form.names import NameField, profession_of
from screens.kit.form.people import PersonField
from screens.kit.styled import short
from screens.people.contact_fields import ContactFields
from screens.people.substitute_hints import Overruling, Substitution, side_by_side

_WHAT_THEY_DO = "what they do"
_BECAME: tuple[tuple[Became | None, str], ...] = (
    (None, "not decided"),
    *((became, became.value) for became in Became),
)


def _of_name(field: NameField, was: str, snapshot: Snapshot, seats: Iterable[HeldSeat]) -> Remark | None:
    """What has to be said of a name before anything else: they hold a seat, or somebody else may be meant."""
    if fold(field.called) != fold(was) and sits_here(field.called, snapshot.expected_names, seats):
        return Remark(side_by_side([(HOLDS_SEAT, True)]), field)
    return Remark(field.or_else, field) if field.or_else.plain else None


class SubstituteForm(Form[SeatSubstitute]):
    """Whose seat, and who takes it; what there is to know of that is said while the name is typed."""

    def __init__(
        self,
        snapshot: Snapshot,
        members: Sequence[Person],
        *,
        member: Person | None = None,
        substitute: Person | None = None,
        proposed: Person | None = None,
    ) -> None:
        """`proposed`: who is likely meant, until somebody else is chosen."""
        self._snapshot, self._past = snapshot, PastSubstitutes()
        name, profession = (substitute.name, substitute.profession) if substitute else ("", "")
        self.member = PersonField("member", "For", members, member or proposed, role="is absent")
        self.name = NameField("name", "Substitute", name)
        self.profession = TextField("profession", "Profession", profession, placeholder=_WHAT_THEY_DO)
        self._was, self._overruling = name, Overruling()
        super().__init__(
            "Substitute",
            (self.member, self.name, self.profession),
            first=self.name if member else self.member,
        )

    def question(self) -> Question:
        from leadsroom.views.meeting import lookups

        return Question(lookups.past_substitutes)

    def learn(self, _question: Question, found: PastSubstitutes) -> None:
        self._past = found
        others = [Likely(person) for person in found.others]
        self.name.expect_likely([*(Likely(one.person, one.why) for one in found.people), *others])

    def finish(self, field: Field) -> str:
        refused = super().finish(field)
        if field is self.name:
            self.name.fill_in((self.profession, profession_of))
        return refused

    def remark(self, here: Field) -> Remark:
        member = self.member.person
        if member is None:
            return Remark()
        called, snapshot = self.name.called, self._snapshot
        wrong = _of_name(self.name, self._was, snapshot, self._past.seats.values())
        if wrong is not None and here is not self.profession:
            return wrong
        marked = _marked_here(snapshot, member)
        if marked and not called.strip():
            return Remark(side_by_side([(marked, True)]), self.member)
        rules = snapshot.chapter.rules.substitutes
        sentences = self._substitution(member.id).in_words(self._past, rules)
        return Remark(side_by_side([(marked, True), *sentences] if marked else sentences))

    def _substitution(self, member_id: PersonId) -> Substitution:
        place, meeting = self._snapshot.attendee(member_id), self._snapshot.meeting
        seated = place is not None and place.mark is Mark.SUBSTITUTE
        is_recorded = meeting.ended_at is not None and seated
        return Substitution(self.name.called, self.profession.text, member_id, meeting.on, is_recorded)

    def build(self) -> SeatSubstitute:
        member_id, name = self.member.person_id, self.name.final
        if not name.strip():
            raise Misfilled(self.name, "Type the name of the substitute.")
        wanted = self._substitution(member_id)
        refusal = wanted.refusal(self._past, self._snapshot.chapter.rules.substitutes)
        overrules = self._overruling.overrules(wanted, refusal, self.profession)
        return SeatSubstitute(
            member_id=member_id, name=name, profession=self.profession.text, overrules=overrules
        )


class VisitorForm(Form[WelcomeVisitor | NoteVisitor]):
    """Name, profession, who brought them, and how they are reached; of one on record also the outcome."""

    rest_is_open = False

    def __init__(
        self,
        snapshot: Snapshot,
        hosts: Sequence[Person],
        *,
        visit: Visit | None = None,
    ) -> None:
        people = snapshot.people
        visitor = people[visit.person_id] if visit is not None else Person(PersonId(0), "")
        host = people[visit.host_id] if visit is not None and visit.host_id is not None else None
        self._snapshot, self._visit, self._past = snapshot, visit, PastVisitors()
        self._was = visitor.name
        self.name = NameField("name", "Name", visitor.name)
        self.profession = TextField("profession", "Profession", visitor.profession, placeholder=_WHAT_THEY_DO)
        self.host = PersonField("host", "Invited by", hosts, host, placeholder="blank for nobody")
        self.became = ChoiceField("became", "Outcome", _BECAME, visit.became if visit else None)
        note = visit.became_note if visit is not None else ""
        self.note = TextField("note", "Note", note, placeholder="why, or when")
        of_visit: tuple[Field, ...] = (self.became, self.note) if visit is not None else ()
        self.contact = ContactFields(visitor, snapshot.chapter.country)
        self.contact.show(self.rest_is_open)
        super().__init__(
            "Visitor",
            (self.name, self.profession, self.host, *self.contact.fields, *of_visit),
            about="correct it, or note the outcome" if visit else "",
        )

    def question(self) -> Question:
        from leadsroom.views.meeting import lookups

        return Question(lookups.past_visitors)

    def learn(self, _question: Question, found: PastVisitors) -> None:
        self._past = found
        others = [Likely(person) for person in found.others]
        self.name.expect_likely([*(Likely(past.person, past.why) for past in found.visitors), *others])

    def finish(self, field: Field) -> str:
        refused = super().finish(field)
        if field is self.name:
            self.name.fill_in((self.profession, profession_of))
            self.contact.fill_in(self.name)
        return refused

    def remark(self, _here: Field) -> Remark:
        name, rules = self.name.called, self._snapshot.chapter.rules.visitors
        snapshot, seats = self._snapshot, self._past.seats
        wrong = _of_name(self.name, self._was, snapshot, seats)
        if wrong is not None:
            return wrong
        sentences = []
        if name.strip():
            counts = visit_counts(rules, open_house=snapshot.meeting.kind is MeetingKind.OPEN_HOUSE)
            number = self._number(name, counts=counts)
            sentence = visit_sentence(number, rules, counts=counts)
            sentences.append((sentence, is_past_limit(number, rules, counts=counts)))
        profession = self.profession.text or self._profession_of(name)
        seat = seat_of_profession(profession, seats)
        if seat is not None:
            sentences.append((seat.sentence, seat.taken))
        if stays_silent(profession, seats, rules):
            sentences.append(("silent visitor, no turn", True))
        return Remark(side_by_side(sentences))

    @property
    def more_word(self) -> str:
        return "less" if self.rest_is_open else "phone, email"

    def more(self) -> Field:
        self._show_rest(not self.rest_is_open)
        return self.contact.phone if self.rest_is_open else self.host

    def _show_rest(self, is_open: bool) -> None:
        self.rest_is_open = is_open
        self.contact.show(is_open)

    @property
    def reachable(self) -> tuple[Field, ...]:
        return tuple(dict.fromkeys((*self.fields, *self.contact.fields)))

    def bring_into_view(self, field: Field) -> None:
        if field in self.contact.fields and field.is_away:
            self._show_rest(True)

    def put_back(self, draft: Mapping[str, str]) -> None:
        super().put_back(draft)
        self._show_rest(self.rest_is_open or bool(self.contact.names & draft.keys()))

    def _number(self, name: str, *, counts: bool) -> int:
        visit = self._visit
        if visit is not None and fold(name) == fold(self._snapshot.name(visit.person_id)):
            return visit.number
        past = self._past.called(name)
        return (past.visits if past is not None else 0) + counts

    def _profession_of(self, name: str) -> str:
        past = self._past.called(name)
        return past.person.profession if past is not None else ""

    def build(self) -> WelcomeVisitor | NoteVisitor:
        name = self.name.final
        if not name.strip():
            raise Misfilled(self.name, "Type the visitor's name.")
        host, visit, became = self.host.value, self._visit, self._outcome()
        reached = self._contact()
        if became is not None and not self.changed & {"name", "profession", "host", *self.contact.names}:
            return became
        return WelcomeVisitor(
            name=name,
            profession=self.profession.text,
            host_id=host.id if host else None,
            corrects=visit.id if visit is not None else None,
            became=became,
            contact=reached,
        )

    def _contact(self) -> Contact | None:
        """How they are reached, where that was filled in or changed."""
        try:
            return self.contact.value if self.changed & self.contact.names else None
        except Misfilled:
            self._show_rest(is_open=True)
            raise

    def _outcome(self) -> NoteVisitor | None:
        if self._visit is None or not self.changed & {"became", "note"}:
            return None
        return NoteVisitor(self._visit.id, self.became.chosen, self.note.text)


def _marked_here(snapshot: Snapshot, member: Person) -> str:
    """`Vince DeLuca is marked present`: then there may be no need of a substitute."""
    place = snapshot.attendee(member.id)
    is_seen = place is not None and place.mark in (Mark.PRESENT, Mark.LATE) and not place.is_announced
    return f"{short(member.name)} is marked {place.mark.words}" if is_seen and place and place.mark else ""
