"""A form docked below the clock: fields one below the other, what is wrong, what the keys do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from leadsroom.acts.command import Command
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.lead import Lead
from leadsroom.errors import Refused
from screens.widgets.choice_field import YesNoField
from screens.widgets.field import Field
from screens.widgets.form_said import FormAsks, FormEdited, FormGiven, FormLeft
from screens.widgets.people_field import PeopleField
from screens.widgets.person_field import PersonField

_ACT, _PLACE = "the act", "the place"
_FROM_BEFORE = "draft from before, f3 starts afresh"


class ReceivedBy(Struct, frozen=True):
    """A form asks what these have received."""

    receivers: frozenset[PersonId]


class BetweenTwo(Struct, frozen=True):
    """A form asks what went from either of two to the other."""

    one: PersonId
    other: PersonId


class Fields(VerticalScroll, can_focus=False):
    """The fields; they scroll when the window is low."""


class Form(Vertical):
    """Builds one command from its fields. It posts the command and decides nothing.

    `corrects_entry`: it was opened on something on record. `draft_name` is the name of its drafts where the
    key that opens it would not do.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "leave", "close", id="form.close", tooltip="Close the form; what was typed is kept"
        ),
        Binding("ctrl+s", "save", "save", id="form.save", tooltip="Save the form as it is"),
        Binding("f3", "afresh", "afresh", id="form.afresh", tooltip="Throw the draft away and start afresh"),
    ]

    title: str = ""
    corrects_entry: bool = False
    draft_name: str = ""
    leaving: str = "keep as draft"
    keys: str = "⏎ next, at the end save   ↑↓ choose   ⇧tab back   ctrl+s save now"

    def __init__(self, subtitle: str = "") -> None:
        super().__init__(classes="form")
        self._about = self._subtitle = subtitle
        self._command_id = uuid4().hex
        self._given_before: dict[str, str] | None = None
        self._title_line = Static(Content(""), classes="form-title", markup=False)
        self._warning = ""
        self._problem = Static(Content(""), classes="problem", markup=False)
        self._keys_line = Static(Content(""), classes="form-keys", markup=False)
        self.fields: tuple[Field, ...] = tuple(self.make_fields())
        self._fresh: dict[str, str] = {}
        self._place = ""
        self._said = self._remarked = Content("")
        self._asked: ReceivedBy | BetweenTwo | None = None

    def make_fields(self) -> Sequence[Field]:
        """The fields, from top to bottom."""
        raise NotImplementedError

    def build(self) -> Command:
        """The command that the fields mean. Raises Refused with what is wrong."""
        raise NotImplementedError

    @property
    def every_field(self) -> tuple[Field, ...]:
        """The fields, those that are out of sight too."""
        return self.fields

    def first_field(self) -> Field:
        """Where typing begins."""
        return self.fields[0]

    def remark(self) -> Content:
        """What can be said of the form as it stands."""
        return Content("")

    @property
    def question(self) -> ReceivedBy | BetweenTwo | None:
        """What it wants to know of the past, as it stands; None for nothing."""
        return None

    def put_question(self) -> ReceivedBy | BetweenTwo | None:
        """The question, which is being asked from now on."""
        self._asked = self.question
        return self._asked

    def know(self, asked: ReceivedBy | BetweenTwo, leads: Sequence[Lead]) -> None:
        """What was asked has been read. The form went on meanwhile: it may be about others by now."""
        if asked == self.question:
            self.told(leads)

    def told(self, leads: Sequence[Lead]) -> None:
        """The leads that the question, as it stands, is about."""

    def below_fields(self) -> ComposeResult:
        """What stands between the fields and what is said of them."""
        yield from ()

    def compose(self) -> ComposeResult:
        yield self._title_line
        with Fields():
            yield from self.fields
        yield from self.below_fields()
        yield self._problem
        yield self._keys_line

    def on_mount(self) -> None:
        self._fresh = _filled(self.draft)
        self._show_keys(self.keys)
        self._show_title(self._subtitle)
        self.first_field().focus_editor()
        self._show_remark()

    @property
    def draft(self) -> dict[str, str]:
        """What is in the fields, by their ids."""
        return {field.id or "": field.draft for field in self.every_field}

    @property
    def touched(self) -> bool:
        """Whether anything differs from when it was opened, so that a draft is worth keeping."""
        return _filled(self.draft) != self._fresh

    @property
    def kept(self) -> dict[str, str]:
        """What a draft keeps, with the id of the act: an act that was done after all is not done again.

        Of a correction only what was changed: the rest may be corrected elsewhere meanwhile.
        """
        if not self.corrects_entry:
            return {**self.draft, _ACT: self._command_id, _PLACE: self._place}
        changed = {name: value for name, value in self.draft.items() if value != self._fresh.get(name, "")}
        return {**changed, _PLACE: self._place}

    def put_back(self, draft: dict[str, str]) -> None:
        """Fill the fields with an earlier draft."""
        self._command_id = draft.get(_ACT, self._command_id)
        for field in self.fields:
            if field.id in draft:
                field.draft = draft[field.id]
            if isinstance(field, PersonField) and field.person and field.person.name == field.sought:
                field.settle()
        self._show_title(" · ".join([self._about, _FROM_BEFORE] if self._about else [_FROM_BEFORE]))
        self._given_before = _filled(self.draft) if _ACT in draft else None
        place = next((field for field in self.fields if field.id == draft.get(_PLACE)), None)
        if place is not None:
            self.call_after_refresh(self._go_on_at, place)

    def _go_on_at(self, place: Field) -> None:
        if place.display:
            place.go_on()

    def _show_title(self, subtitle: str) -> None:
        self._subtitle = subtitle
        parts = [Content.styled(self.title, "bold $text-primary")]
        parts += [Content.styled(subtitle, "$quiet")] if subtitle else []
        parts += [Content.styled(f"▲ {self._warning}", "bold $text-warning")] if self._warning else []
        self._title_line.update(Content("  ").join(parts), layout=False)

    def warn(self, warning: str) -> None:
        """Say beside the title what should be known and stands in nobody's way; nothing takes it away."""
        if warning != self._warning:
            self._warning = warning
            self._show_title(self._subtitle)

    def _show_keys(self, keys: str) -> None:
        self._keys_line.update(Content.styled(keys, "$quiet"), layout=False)

    def complain(self, sentence: str) -> None:
        """Say what is wrong; everything typed stays."""
        self._say(Content.styled(sentence, "bold $text-error"))

    def person_of(self, field: PersonField, role: str) -> int:
        """The id of the person in a field. Raises Refused naming the role when there is none, or in doubt."""
        person = field.person
        if person is None:
            self._go_to(field)
            typed = field.sought
            raise Refused(_nobody(typed) if typed else f"Say who {role}.")
        if field.doubtful:
            self._go_to(field)
            raise Refused(field.ask())
        return person.id

    def people_of(self, field: PeopleField, role: str) -> tuple[int, ...]:
        """The ids of everybody in a field, one at least. Raises Refused as for one."""
        if field.unknown_part:
            self._go_to(field)
            raise Refused(_nobody(field.unknown_part))
        if field.sought or not field.people:
            self.person_of(field, role)
        return tuple(person.id for person in field.people)

    def _go_to(self, field: Field) -> None:
        field.focus_editor()

    def _show_remark(self) -> None:
        self._remarked = self.remark()
        self._say(self._remarked)

    def _remark_again(self) -> None:
        """The keyboard has moved: say what is to be said now, unless a complaint stands there."""
        if self._said == self._remarked:
            self._show_remark()

    def _say(self, content: Content) -> None:
        # An update lays the whole screen out again: not for every letter that changes nothing.
        if content != self._said:
            self._said = content
            self._problem.update(content, layout=False)

    @on(events.DescendantFocus)
    def _into_view(self, event: events.DescendantFocus) -> None:
        """At once: a field that glides into view comes later than the letters typed into it."""
        field = event.widget.parent
        if isinstance(field, Field):
            self._place = field.id or ""
            laid_out = bool(field.size.height)
            self.query_one(Fields).scroll_to_widget(field, animate=False, immediate=laid_out)

    @on(Field.Edited)
    def _edited(self, event: Field.Edited) -> None:
        event.stop()
        self._show_remark()
        if self.question not in (None, self._asked):
            self.put_question()
            self.post_message(FormAsks(self))
        self.post_message(FormEdited())

    @on(YesNoField.Misplaced)
    def _misplaced(self, event: YesNoField.Misplaced) -> None:
        event.stop()
        self.complain("y or n answers here, enter goes on. Words go into the fields above: shift+tab.")

    @on(Field.Accepted)
    def _accepted(self, event: Field.Accepted) -> None:
        event.stop()
        field = event.field
        if isinstance(field, PersonField):
            unknown = field.unknown_part if isinstance(field, PeopleField) else field.sought * field.unknown
            if unknown:
                self.complain(_nobody(unknown))
                return
            if field.doubtful:
                self._say(Content.styled(field.ask(), "bold $text-warning"))
                return
        refused = self.refuses(field)
        if refused:
            self.complain(refused)
            return
        following = self.after(field)
        if following is not None:
            following.focus_editor()
        else:
            self.action_save()

    def refuses(self, _field: Field) -> str:
        """What is wrong with one field as it stands, so that Enter stays in it; nothing if that can wait."""
        return ""

    def after(self, field: Field) -> Field | None:
        """Where Enter goes from a field; None after the last one."""
        at = self.fields.index(field) + 1
        return self.fields[at] if at < len(self.fields) else None

    def action_save(self) -> None:
        """Build the command and hand it over, or say what is wrong."""
        if self.corrects_entry and not self.touched:
            # What another station corrected meanwhile is not put back to what it was.
            self.post_message(FormLeft("Nothing was changed."))
            return
        try:
            command = self.build()
        except Refused as wrong:
            self.complain(str(wrong))
            return
        # One form, one act: however often Enter is pressed, it is done once.
        self.post_message(FormGiven(replace(command, command_id=self._command_id)))

    def loses_words(self) -> bool:
        """Whether something is written here that the act, which was done before, does not have; then say so.

        The form is another act from then on.
        """
        if self._given_before is None or self._given_before == _filled(self.draft):
            return False
        self._command_id, self._given_before = uuid4().hex, None
        self.complain("It was saved before, without the last changes. ⏎ again saves a second one.")
        return True

    def action_afresh(self) -> None:
        """As if there had been no draft."""
        self._command_id, self._given_before = uuid4().hex, None
        for field in self.every_field:
            field.draft = self._fresh.get(field.id or "", "")
        self._show_title(self._about)
        self.first_field().focus_editor()

    def action_leave(self) -> None:
        """Close without saving."""
        self.post_message(FormLeft())


def _filled(draft: dict[str, str]) -> dict[str, str]:
    """What a draft says: an empty field says nothing."""
    return {name: value for name, value in draft.items() if value}


def _nobody(typed: str) -> str:
    return f"Nobody here matches “{typed}”. Try a name or profession."
