"""Who is at the table for tonight only: a substitute, a visitor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

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
from screens.kit.form.names import profession_of
from screens.kit.form.people import PersonField
from screens.kit.styled import short
from screens.people.contact_fields import ContactFields
from screens.people.home_chapter import HomeFields
from screens.people.substitute_hints import Overruling, Substitution, side_by_side

if TYPE_CHECKING:
    from leadsroom.views.association.members_elsewhere import FoundElsewhere

_WHAT_THEY_DO = "what they do"
_BECAME: tuple[tuple[Became | None, str], ...] = (
    (None, "not decided"),
    *((became, became.value) for became in Became),
)


def _of_name(of: HomeFields, was: str, snapshot: Snapshot, seats: Iterable[HeldSeat]) -> Remark | None:
    """What has to be said of a name before anything else: they hold a seat, or somebody else may be meant."""
    field = of.name
    is_from_here = of.home is None and fold(field.called) != fold(was)
    if is_from_here and sits_here(field.called, snapshot.expected_names, seats):
        return Remark(side_by_side([(HOLDS_SEAT, True)]), field)
    return Remark(field.or_else, field) if field.or_else.plain and field.offers_own else None


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
        self._snapshot, self._past, self._has_past = snapshot, PastSubstitutes(), False
        profession = substitute.profession if substitute else ""
        self.member = PersonField("member", "For", members, member or proposed, role="is absent")
        self.of = HomeFields("Substitute", substitute)
        self.name = self.of.name
        self.profession = TextField("profession", "Profession", profession, placeholder=_WHAT_THEY_DO)
        self._was, self._overruling = self.name.text, Overruling()
        self.rest_is_open = bool(self.of.chapter.text)
        self.of.chapter.is_away = not self.rest_is_open
        super().__init__(
            "Substitute",
            (self.member, self.name, self.profession, self.of.chapter),
            first=self.name if member else self.member,
        )

    def question(self) -> Question | None:
        from leadsroom.views.meeting import lookups

        return self.of.question if self._has_past else Question(lookups.past_substitutes)

    def learn(self, _question: Question, found: PastSubstitutes | FoundElsewhere) -> None:
        if not isinstance(found, PastSubstitutes):
            self.of.learn(found)
            return
        self._past, self._has_past = found, True
        others = [Likely(person) for person in found.others]
        self.name.expect_likely([*(Likely(one.person, one.why) for one in found.people), *others])

    def finish(self, field: Field) -> str:
        refused = super().finish(field)
        if field in (self.name, self.of.chapter):
            self.name.fill_in((self.profession, profession_of))
            self.of.fill_in()
            self._show_rest(self.rest_is_open or bool(self.of.chapter.text))
        return refused

    @property
    def more_word(self) -> str:
        return "less" if self.rest_is_open else "of another chapter"

    def more(self) -> Field:
        self._show_rest(not self.rest_is_open)
        return self.of.chapter if self.rest_is_open else self.profession

    def _show_rest(self, is_open: bool) -> None:
        self.rest_is_open, self.of.chapter.is_away = is_open, not is_open

    @property
    def reachable(self) -> tuple[Field, ...]:
        return self.every_field

    def bring_into_view(self, field: Field) -> None:
        if field is self.of.chapter:
            self._show_rest(True)

    def put_back(self, draft: Mapping[str, str]) -> None:
        super().put_back(draft)
        self._show_rest(self.rest_is_open or self.of.chapter.name in draft)

    def remark(self, here: Field) -> Remark:
        member = self.member.person
        if member is None:
            return Remark()
        called, snapshot, home = self.name.called, self._snapshot, self.of.home
        wrong = _of_name(self.of, self._was, snapshot, self._past.seats.values())
        if wrong is not None and here is not self.profession:
            return wrong
        marked = _marked_here(snapshot, member)
        if marked and not called.strip():
            return Remark(side_by_side([(marked, True)]), self.member)
        rules = snapshot.chapter.rules.substitutes
        sentences = self._substitution(member.id).in_words(self._past, rules)
        if home is not None:
            sentences.insert(0, (self.of.in_words, False))
        return Remark(side_by_side([(marked, True), *sentences] if marked else sentences))

    def _substitution(self, member_id: PersonId) -> Substitution:
        place, meeting = self._snapshot.attendee(member_id), self._snapshot.meeting
        seated = place is not None and place.mark is Mark.SUBSTITUTE
        is_recorded = meeting.ended_at is not None and seated
        return Substitution(self.of.shown, self.profession.text, member_id, meeting.on, is_recorded)

    def build(self) -> SeatSubstitute:
        member_id, (name, home) = self.member.person_id, self.of.final
        if not name.strip():
            raise Misfilled(self.name, "Type the name of the substitute.")
        wanted = self._substitution(member_id)
        refusal = wanted.refusal(self._past, self._snapshot.chapter.rules.substitutes)
        overrules = self._overruling.overrules(wanted, refusal, self.profession)
        return SeatSubstitute(
            member_id=member_id,
            name=name,
            profession=self.profession.text,
            overrules=overrules,
            home=home,
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
        self.of, self._has_past = HomeFields("Name", visitor if visit is not None else None), False
        self.name, self._was = self.of.name, self.of.name.text
        self.profession = TextField("profession", "Profession", visitor.profession, placeholder=_WHAT_THEY_DO)
        self.host = PersonField("host", "Invited by", hosts, host, placeholder="blank for nobody")
        self.became = ChoiceField("became", "Outcome", _BECAME, visit.became if visit else None)
        note = visit.became_note if visit is not None else ""
        self.note = TextField("note", "Note", note, placeholder="why, or when")
        has_outcome = visit is not None and (not visit.of_member_elsewhere or visit.became is not None)
        of_visit: tuple[Field, ...] = (self.became, self.note) if has_outcome else ()
        self.contact = ContactFields(visitor, snapshot.chapter.country)
        self._rest = (*self.contact.fields, self.of.chapter)
        self._show_rest(bool(self.of.chapter.text))
        super().__init__(
            "Visitor",
            (self.name, self.profession, self.host, *self._rest, *of_visit),
            about="" if visit is None else "correct it, or note the outcome" if has_outcome else "correct it",
        )

    def question(self) -> Question | None:
        from leadsroom.views.meeting import lookups

        return self.of.question if self._has_past else Question(lookups.past_visitors)

    def learn(self, _question: Question, found: PastVisitors | FoundElsewhere) -> None:
        if not isinstance(found, PastVisitors):
            self.of.learn(found)
            return
        self._past, self._has_past = found, True
        others = [Likely(person) for person in found.others]
        self.name.expect_likely([*(Likely(past.person, past.why) for past in found.visitors), *others])

    def finish(self, field: Field) -> str:
        refused = super().finish(field)
        if field in (self.name, self.of.chapter):
            self.name.fill_in((self.profession, profession_of))
            self.contact.fill_in(self.name)
            self.of.fill_in()
        return refused

    def remark(self, _here: Field) -> Remark:
        name, rules = self.name.called, self._snapshot.chapter.rules.visitors
        snapshot, seats = self._snapshot, self._past.seats
        wrong = _of_name(self.of, self._was, snapshot, seats)
        if wrong is not None:
            return wrong
        home = self.of.home
        if home is not None:
            return Remark(side_by_side([(f"{self.of.in_words}: not counted as a visitor", False)]))
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
        return "less" if self.rest_is_open else "phone, email, chapter"

    def more(self) -> Field:
        self._show_rest(not self.rest_is_open)
        return self.contact.phone if self.rest_is_open else self.host

    def _show_rest(self, is_open: bool) -> None:
        self.rest_is_open, self.of.chapter.is_away = is_open, not is_open
        self.contact.show(is_open)

    @property
    def reachable(self) -> tuple[Field, ...]:
        return tuple(dict.fromkeys((*self.fields, *self._rest)))

    def bring_into_view(self, field: Field) -> None:
        if field in self._rest and field.is_away:
            self._show_rest(True)

    def put_back(self, draft: Mapping[str, str]) -> None:
        super().put_back(draft)
        self._show_rest(self.rest_is_open or bool({field.name for field in self._rest} & draft.keys()))

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
        name, home = self.of.final
        if not name.strip():
            raise Misfilled(self.name, "Type the visitor's name.")
        host, visit, became = self.host.value, self._visit, self._outcome()
        reached = self._contact()
        if became is not None and not self.changed & {
            "name",
            "profession",
            "host",
            "home",
            *self.contact.names,
        }:
            return became
        return WelcomeVisitor(
            name=name,
            profession=self.profession.text,
            host_id=host.id if host else None,
            corrects=visit.id if visit is not None else None,
            became=became,
            contact=reached,
            home=home,
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
