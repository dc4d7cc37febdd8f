"""A form as it is seen: rows that are drawn, and one editor that goes from row to row."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from msgspec.structs import replace
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.input import Selection

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command
from leadsroom.domain.journal import at_station
from leadsroom.errors import Refused
from screens.kit.form.drawing import Drawing, Room
from screens.kit.form.editor import Editor
from screens.kit.form.field import Answer, Field, Misfilled, TextField
from screens.kit.form.form import Form, Latest, Question, Reads, Remark
from screens.kit.form.messages import FormEdited, FormGiven, FormLearned, FormLeft
from screens.kit.keyboard.keys_in_order import ask, can_answer
from screens.kit.keyboard.unmeant_keys import ToBeRead
from screens.kit.leaving import ignore_if_unmounted

_LOW = 30  # rows of a window in which a form stands close
_ACT, _PLACE = "the act", "the place"
_DONE_BEFORE = "It was saved before, without the last changes. ⏎ again saves a second one."
_CORRECTED_BEFORE = "It was saved, without the last changes. ⏎ saves them too."


def _in_words(field: Field) -> str:
    """What stands in a field, to be read."""
    return f"“{field.in_words}”" if field.in_words else "nothing"


class FormView(Widget, can_focus=False):
    """Shows a form, and hands over what it means when it is saved. Says nothing of where it stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "leave", "close", id="form.close", tooltip="Close the form; what was typed is kept"
        ),
        Binding("ctrl+s", "save", "save", id="form.save", tooltip="Save the form as it is"),
        Binding(
            "f3", "start_over", "start over", id="form.afresh", tooltip="Throw the draft away and start over"
        ),
        Binding("f2", "more", "more", id="form.more", tooltip="The rest of the form, and back"),
        Binding(
            "ctrl+g",
            "choose_field",
            "field",
            id="form.field",
            tooltip="Go to a field by the letter before it",
        ),
        Binding("f4", "take_offer", "take", id="form.offer", tooltip="Take what the form offers"),
    ]

    def __init__(self, form: Form[Any], reads: Reads | None = None) -> None:
        """`reads` answers what the form wants to know: a view, and what it is asked with."""
        super().__init__()
        self._reads = reads
        self._editor = Editor(self)
        self._lines: list[Content] = []
        self._height = 0  # the rows for which it is laid out
        self._placed = (Offset(0, 0), 0)  # where the editor lies, and how wide it is
        self._begin(form)

    def _begin(self, form: Form[Any]) -> None:
        self.form = form
        self.field: Field = form.first
        self._command_id = uuid4().hex
        self._given_before: dict[str, str] | None = None  # with the act of a draft, which may be done already
        self._is_typed_on = False  # something was filled in since it was given
        self._complaint = Remark()
        self._theirs: dict[str, str] = {}  # what another station wrote into fields that were changed here
        self._asks_for_field = False  # the next letter leads to a field
        self._is_from_draft = False
        self._asked: Question | None = None
        self._learned: tuple[Question, Any] | None = None  # what was asked, and what came of it
        self._to_be_read = ToBeRead()
        self._top = 0  # the first row in view
        self._answered_by = ""  # the letter that is being answered, where it is Enter as well

    def compose(self) -> ComposeResult:
        yield self._editor

    def on_mount(self) -> None:
        self._open()

    def take(self, form: Form[Any]) -> None:
        """Show another form in the place of this one: what is laid out already need not be again."""
        self._begin(form)
        self._open()

    def _open(self) -> None:
        self._editor.focus(scroll_visible=False)
        self._go_to(self.field, select=not self.form.is_begun)

    # Drafts

    @property
    def draft(self) -> dict[str, str]:
        """What is kept of it, with the id of the act: an act that was done after all is not done again."""
        act = {} if self.form.corrects else {_ACT: self._command_id}
        return {**self.form.changed_draft(), **act, _PLACE: self.field.name}

    @property
    def touched(self) -> bool:
        """Whether anything differs from when it was opened, so that a draft is worth keeping."""
        return bool(self.form.changed)

    def put_back(self, draft: dict[str, str]) -> None:
        """Fill it in as it was left, and go on there."""
        self._command_id = draft.get(_ACT, self._command_id)
        self.form.put_back(draft)
        self._is_from_draft = True
        self._given_before = self.form.draft if _ACT in draft else None
        place = next((field for field in self.form.fields if field.name == draft.get(_PLACE)), self.field)
        self._go_to(place, select=False)

    def is_over(self, done: Done) -> bool:
        """Whether the form has done its work. Else it says what its act does not have, and is another one.

        That act may have been done before, by a draft that was put back; or something was typed after it had
        been given.
        """
        before = self._given_before
        is_lost = self._is_typed_on if done.entry is not None else before not in (None, self.form.draft)
        if not is_lost:
            return True
        self._command_id, self._given_before = uuid4().hex, None
        self.complain(_CORRECTED_BEFORE if self.form.corrects else _DONE_BEFORE)
        return False

    # Keys

    def press(self, key: str, character: str | None) -> bool:
        """A key, before the line that is typed gets it. Whether it has been dealt with."""
        field = self.field
        if key == "enter" and not can_answer(self, self._to_be_read):
            return True
        self._to_be_read.over()
        if self._goes_to_field(key, character) or self._takes_tab(field, key, character):
            pass
        elif key in ("tab", "shift+tab"):
            self._step(1 if key == "tab" else -1)
        elif key == "enter":
            self._finish(field)
        elif self._answered(field, key, character):
            pass
        elif key in ("up", "down"):
            self._step(1 if key == "down" else -1)
        else:
            return not field.is_typed and (character is not None and character.isprintable())
        return True

    def _takes_tab(self, field: Field, key: str, character: str | None) -> bool:
        return key == "tab" and field.takes_tab and self._answered(field, key, character)

    def _goes_to_field(self, key: str, character: str | None) -> bool:
        """Whether a key is the letter of a field: with alt, or after the key that asks for one."""
        asked, self._asks_for_field = self._asks_for_field, False
        if asked:
            self._complaint = Remark()
            self.show()
        letter = key.removeprefix("alt+") if key.startswith("alt+") else (character or "") if asked else ""
        field = self.form.letters.get(letter.casefold())
        if field is None:
            return asked and key in ("escape", "ctrl+g")
        self.field.settle()
        self.form.follow()
        self.form.bring_into_view(field)
        self.refresh(layout=True)
        self._go_to(field if not field.is_away else self.field)
        return True

    def action_choose_field(self) -> None:
        """Ask to which field, each with its letter before it."""
        self._asks_for_field = True
        self._complaint = Remark(
            Content.styled("Which field? Type the letter before it.", "bold $text-primary")
        )
        self.show()

    def _answered(self, field: Field, key: str, character: str | None) -> bool:
        try:
            answer = field.press(key, character)
        except Misfilled as no:
            self.complain(str(no), field)
            return True
        self._answered_by = key if answer is Answer.FINISHED else ""
        self._answer(field, answer)
        self._answered_by = ""
        return answer is not Answer.PASSED

    def _answer(self, field: Field, answer: Answer) -> None:
        if answer in (Answer.EDITED, Answer.FINISHED):
            self._edited()
        if answer is Answer.FINISHED:
            self._finish(field)

    def typed(self, text: str) -> None:
        """The line that the keyboard is on was edited."""
        field = self.field
        if isinstance(field, TextField) and text != field.text:
            self._answer(field, field.typed(text))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()

    def _edited(self) -> None:
        self._complaint, self._is_typed_on = Remark(), True
        self.form.edited()
        if isinstance(self.field, TextField):
            self._editor.write(self.field.text)
        self._ask()
        self.show()
        self.post_message(FormEdited())

    def _finish(self, field: Field) -> None:
        self._complaint = Remark()
        refused = self.form.finish(field)
        if refused:
            self.complain(refused, field)
            return
        following = self.form.after(field)
        if following is not None:
            self._go_to(following)
        else:
            self.action_save()

    def _step(self, by: int) -> None:
        """The next field, or the one before; at either end it goes on at the other."""
        self.field.settle()
        self.form.follow()
        self._go_to(self._shown_from(self.field, by))

    def _shown_from(self, field: Field, by: int) -> Field:
        """The next field in view, or the one before; the field itself may have gone out of view."""
        fields = self.form.every_field
        at = fields.index(field)
        onwards = (*fields[at + 1 :], *fields[: at + 1])
        backwards = (*reversed(fields[:at]), *reversed(fields[at:]))
        return next(each for each in (onwards if by > 0 else backwards) if not each.is_away)

    def _go_to(self, field: Field, *, select: bool = True) -> None:
        """Bring the keyboard to a field. What stands there is selected, so that typing takes its place."""
        self.field = field
        editor = self._editor
        if isinstance(field, TextField):
            editor.placeholder, editor.max_length = field.placeholder, field.limit
            editor.write(field.text)
            end = len(field.text)
            editor.selection = Selection(0, end) if select else Selection(end, end)
        else:
            editor.write("")
        editor.show_cursor()
        self._ask()
        self.show()

    def action_choose(self, name: str, at: int) -> None:
        """A click on a choice."""
        field: Any = self.form.named(name)
        self._go_to(field)
        field.choose(at)
        self._edited()

    def on_click(self, event: events.Click) -> None:
        """A click on a row brings the keyboard there."""
        at = event.get_content_offset(self)
        field = (
            self._draw(self.content_size.width).field_at(at.y)
            if at is not None and event.widget is self
            else None
        )
        if field is not None:
            self.field.settle()
            self.form.follow()
            self._go_to(field)

    def action_more(self) -> None:
        """Open the rest of the form, or close it again; what was typed stays."""
        field = self.form.more()
        if field is not None:
            self.refresh(layout=True)
            self._go_to(field)

    def action_take_offer(self) -> None:
        """Take what another station wrote, or what the form offers, such as that a slip answers an ask."""
        if self._theirs:
            self._take_theirs()
            self._edited()
        elif self.form.take_offer():
            self._edited()

    def action_start_over(self) -> None:
        """As if there had been no draft."""
        self._command_id, self._given_before, self._is_from_draft = uuid4().hex, None, False
        self._complaint = Remark()
        self.form.start_over()
        self._go_to(self.form.first)
        self.post_message(FormEdited())

    def action_leave(self) -> None:
        """Close without saving."""
        self.post_message(FormLeft(form=self.form))

    def action_save(self) -> None:
        """Hand over what the form means, or say what is wrong."""
        if not can_answer(self, self._to_be_read):
            return
        self._to_be_read.over()
        if self.form.corrects and not self.touched:
            # What another station corrected meanwhile is not put back to what it was.
            self.post_message(FormLeft("Nothing was changed.", self.form))
            return
        self.field.settle()
        try:
            result = self._meant()
        except Misfilled as wrong:
            self._go_to(wrong.field)
            self.complain(str(wrong), wrong.field)
        except Refused as wrong:
            self.complain(str(wrong))
        else:
            self._is_typed_on = False
            self.post_message(FormGiven(result, self._answered_by, self.form))

    def _meant(self) -> Any:
        """What the form means. One form, one act: however often Enter is pressed, it is done once."""
        result = self.form.build()
        return replace(result, command_id=self._command_id) if isinstance(result, Command) else result

    # What another station writes meanwhile

    def meet(self, latest: Latest) -> Any:
        """What the form means beside what another station has written since it was opened.

        What nobody has changed here is as that station wrote it. Raises Refused, once, where both have
        changed one field: then Enter keeps what was typed here.
        """
        now, mine = latest.form, {name: self.form.named(name).draft for name in self.form.changed}
        theirs = self.form.written_since(now)
        if not theirs:
            return self._meant()
        both = {name: draft for name, draft in theirs.items() if name in mine and mine[name] != draft}
        words = "; ".join(f"{now.named(name).label}: {_in_words(now.named(name))}" for name in both)
        now.draft_name = self.form.draft_name
        now.put_back(mine)
        if self._learned is not None and self._learned[0] == now.question():
            now.learned(*self._learned)
        self.form, self._theirs = now, both
        self._go_to(now.named(next(iter(both), self.field.name)))
        if both:
            where = at_station(latest.station) if latest.station else "elsewhere"
            raise Refused(f"Written meanwhile {where}: {words}. ⏎ keeps yours, f4 takes theirs.")
        return self._meant()

    def _take_theirs(self) -> None:
        theirs, self._theirs = self._theirs, {}
        self.form.put_back(theirs)

    def complain(self, sentence: str, field: Field | None = None) -> None:
        """Say what is wrong; everything typed stays. The keyboard goes to the field that is to blame.

        Enter counts again once that can have been read.
        """
        at = field or self.form.quoted_in(sentence)
        if at is not None and at is not self.field:
            self._go_to(at)
        self._complaint = Remark(Content.styled(sentence, "bold $text-error"), at)
        ask(self, self._to_be_read)
        self.show()

    def say_under_way(self) -> None:
        """Say that what it means is being carried out, where that can take a moment."""
        if self.form.under_way:
            self._complaint = Remark(Content.styled(self.form.under_way, "$quiet"))
            self.show()

    # What the form wants to know

    def _ask(self) -> None:
        question = self.form.question()
        if question != self._asked:
            self._asked = question
            if question is not None and self._reads is not None:
                self._read(question)

    @work(exclusive=True, group="reading for a form")
    @ignore_if_unmounted
    async def _read(self, question: Question) -> None:
        """The form is open at once; what it wants to know comes a moment later."""
        assert self._reads is not None
        try:
            found, refusal = await self._reads(question.view, *question.asked), ""
        except Refused as no:
            found, refusal = None, str(no)
        if question != self.form.question():
            return
        if refusal:
            self.form.unread(question, refusal)
        else:
            self._learned = question, found
            self.form.learned(question, found)
        if self.field.is_away:
            self._go_to(self._shown_from(self.field, 1), select=False)
        elif isinstance(self.field, TextField):
            self._editor.write(self.field.text)
        self.show()
        self.post_message(FormLearned())
        self.call_next(self._ask)  # what was learned may have filled in a field, which asks for more

    # What is drawn

    def _draw(self, width: int) -> Drawing:
        """The form as it stands, for the room there is."""
        remark = self._complaint if self._complaint.words else self.form.remark(self.field)
        room = Room(width, self.content_size.height, self.screen.size.height < _LOW)
        return Drawing(
            self.form,
            self.field,
            remark,
            room,
            scrolled_to=self._top,
            is_from_draft=self._is_from_draft,
            letters=self.form.letters if self._asks_for_field else {},
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return self._draw(width).height

    def show(self) -> None:
        """Draw what has changed."""
        if not self.is_mounted:
            return
        width = self.content_size.width
        drawing = self._draw(width)
        self._top = drawing.scrolled_to
        lines = drawing.lines(is_worth_draft=self.touched)
        changed = [y for y, line in enumerate(lines) if not line.is_same(self._line(y))]
        if self._lines and drawing.height != self._height:
            self.refresh(layout=True)
        self._height, self._lines = drawing.height, lines
        self.refresh(*(Region(0, y, width, 1) for y in changed)) if changed else None
        self._place_editor(*drawing.editor_at)

    def _place_editor(self, where: Offset, width: int) -> None:
        editor = self._editor
        if (where, width) != self._placed:
            self._placed = where, width
            editor.styles.offset, editor.styles.width = where, width
        editor.refresh()

    def on_resize(self) -> None:
        self._lines = []
        self.show()
        self.refresh()

    def _line(self, y: int) -> Content:
        return self._lines[y] if y < len(self._lines) else Content("")

    def render_line(self, y: int) -> Strip:
        return self.strip(self._line(y), self.content_size.width, self)

    def strip(self, content: Content, width: int, widget: Widget) -> Strip:
        """A line as it is painted; it ends with an ellipsis where it does not fit."""
        cut = content.truncate(max(0, width), ellipsis=True)
        strips = Visual.to_strips(widget, cut, width, 1, widget.visual_style, pad=True)
        return strips[0] if strips else Strip.blank(width, widget.visual_style.rich_style)
