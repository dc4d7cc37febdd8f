"""A form in a box over a page: it is left once, from the top, with what came of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from leadsroom.acts.act import Done
from leadsroom.domain.ids import EntryId, StationId
from leadsroom.domain.journal import Entry, EntryKind
from leadsroom.errors import Refused
from screens.kit.form.box import FormBox
from screens.kit.form.choice import YesNoField
from screens.kit.form.field import TextField
from screens.kit.form.form import Form
from screens.kit.form.messages import FormGiven, FormLeft
from screens.kit.form.view import FormView
from tests.screens.hands import Hands, OneScreen
from tests.screens.pages import reading


class Below(Screen[None]):
    """A page on which letters do something."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding(letter, f"note('{letter}')") for letter in "eson"]

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []

    def action_note(self, letter: str) -> None:
        """Note what was pressed."""
        self.pressed.append(letter)


class Slow:
    """Accepts what it is given once the gate is open; refuses it with a sentence, if it has one."""

    def __init__(self, refusal: str = "") -> None:
        self.gate = asyncio.Event()
        self.given: list[object] = []
        self.refusal = refusal

    async def accept(self, filled: object) -> object:
        """Wait at the gate."""
        self.given.append(filled)
        await self.gate.wait()
        if self.refusal:
            raise Refused(self.refusal)
        return filled


def form_of_one() -> Form[str]:
    """A form with one line."""
    field = TextField("one", "One")
    return Form("Something", [field], lambda: field.text)


def a_question() -> Form[bool | None]:
    """A form with a question to be answered by yes or no."""
    field = YesNoField("sure", "Sure", "are you?")
    return Form("A question", [field], lambda: field.value)


async def test_what_is_left_while_it_is_carried_out_shows_what_came_of_it() -> None:
    """Enter, Enter and Escape over a slow database: carried out once, and left once, with its value."""
    slow, form, values = Slow(), form_of_one(), list[object]()
    app = OneScreen(Below())
    async with app.run_test():
        hands, below = Hands(app), app.screen
        box: FormBox[str] = FormBox(form, slow.accept)
        app.push_screen(box, values.append)
        await hands.settle()
        for message in (FormGiven("x", form=form), FormGiven("x", form=form), FormLeft(form=form)):
            box.post_message(message)
        await asyncio.sleep(0)
        slow.gate.set()
        await hands.settle()
        assert app.screen is below
        assert (slow.given, values) == (["x"], ["x"])


async def test_that_it_is_being_carried_out_is_shown_at_once() -> None:
    """Enter meanwhile is the same one: it is carried out once, and agrees to nothing that comes of it."""
    slow, form, values = Slow("There already."), form_of_one(), list[object]()
    form.under_way = "Writing …"
    async with reading(Below()) as reader:
        box: FormBox[str] = FormBox(form, slow.accept)
        reader.app.push_screen(box, values.append)
        await reader.settle()
        box.post_message(FormGiven("x", form=form))
        await reader.until_shown("Writing …")
        box.post_message(FormGiven("x", form=form))
        slow.gate.set()
        await reader.until_shown("There already.")
        assert "Writing …" not in reader.text
        assert (slow.given, values) == (["x"], [])


async def test_what_lies_on_top_is_not_taken_for_the_box() -> None:
    """Accepted under something else, the box goes when that has gone, and nothing else does."""
    slow, form, values = Slow(), form_of_one(), list[object]()
    app = OneScreen(Below())
    async with app.run_test():
        hands, below = Hands(app), app.screen
        box: FormBox[str] = FormBox(form, slow.accept)
        app.push_screen(box, values.append)
        await hands.settle()
        box.post_message(FormGiven("x", form=form))
        on_top: ModalScreen[None] = ModalScreen()
        app.push_screen(on_top)
        for _ in range(20):
            await asyncio.sleep(0)
        slow.gate.set()
        await hands.settle()
        assert app.screen is on_top
        on_top.dismiss(None)
        await hands.settle()
        assert app.screen is below
        assert values == ["x"]


async def test_what_came_of_it_stays_whatever_follows() -> None:
    """Accepted under something else, it neither gives again nor is left without its value."""
    slow, form, values = Slow(), form_of_one(), list[object]()
    slow.gate.set()
    app = OneScreen(Below())
    async with app.run_test():
        hands = Hands(app)
        box: FormBox[str] = FormBox(form, slow.accept)
        app.push_screen(box, values.append)
        await hands.settle()
        on_top: ModalScreen[None] = ModalScreen()
        app.push_screen(on_top)
        box.post_message(FormGiven("x", form=form))
        await hands.settle()
        assert (slow.given, app.screen) == (["x"], on_top)
        for late in (FormGiven("y", form=form), FormLeft(form=form)):
            box.post_message(late)
        await hands.settle()
        on_top.dismiss(None)
        await hands.settle()
        assert (slow.given, values) == (["x"], ["x"])


async def test_escape_before_the_refusal_leaves_it_to_be_read() -> None:
    """A refusal that comes after Escape was pressed stands in the box; the next Escape leaves."""
    slow, form, values = Slow("No."), form_of_one(), list[object]()
    app = OneScreen(Below())
    async with app.run_test():
        hands = Hands(app)
        box: FormBox[str] = FormBox(form, slow.accept)
        app.push_screen(box, values.append)
        await hands.settle()
        box.post_message(FormGiven("x", form=form))
        box.post_message(FormLeft(form=form))
        await asyncio.sleep(0)
        slow.gate.set()
        await hands.settle()
        assert app.screen is box
        await hands.press("escape")
        assert values == [None]


async def test_the_rest_of_yes_is_no_key_of_the_page_below() -> None:
    """`yes` and `no` spelt out answer the box and do nothing else; the letters work again at once."""
    below = Below()
    app = OneScreen(below)
    async with app.run_test():
        hands = Hands(app)
        for word in ("yes", "no"):
            slow = Slow()
            slow.gate.set()
            app.push_screen(FormBox(a_question(), slow.accept))
            await hands.settle()
            await hands.press(f"'{word}")
            assert app.screen is below
            assert slow.given == [word == "yes"]
        assert below.pressed == []
        await hands.press("e", "o")
        assert below.pressed == ["e", "o"]


async def test_it_is_not_left_while_what_it_gave_is_carried_out() -> None:
    """Whoever goes elsewhere waits for that; where it is refused the box stays, and says why."""
    for refusal, leaves in (("", True), ("No.", False)):
        slow, form = Slow(refusal), form_of_one()
        app = OneScreen(Below())
        async with app.run_test():
            hands = Hands(app)
            box: FormBox[str] = FormBox(form, slow.accept)
            app.push_screen(box)
            await hands.settle()
            assert await box.may_leave()
            box.post_message(FormGiven("x", form=form))
            for _ in range(20):
                await asyncio.sleep(0)
            leaving = asyncio.ensure_future(box.may_leave())
            await asyncio.sleep(0)
            assert not leaving.done()
            slow.gate.set()
            assert await leaving is leaves
            await hands.settle()
            assert (app.screen is box) is not leaves


async def test_ctrl_v_pastes_as_the_terminal_does() -> None:
    """What was copied here is joined to one line, and signs that a terminal would obey are gone."""
    app = OneScreen(Below())
    async with app.run_test():
        hands, form = Hands(app), form_of_one()
        app.push_screen(FormBox(form, Slow().accept))
        await hands.settle()
        app.copy_to_clipboard("Jane\n\x1b[31mDoe")
        await hands.press("ctrl+v")
        assert form.first.draft == "Jane Doe"


class Optional(Form[str]):
    """Its second line is needed only as long as the first one is empty."""

    def __init__(self) -> None:
        self.one, self.two, self.three = (TextField(name, name.title()) for name in ("one", "two", "three"))
        super().__init__("Something", [self.one, self.two, self.three])

    def follow(self) -> None:
        self.two.is_away = bool(self.two.text)

    def build(self) -> str:
        return self.three.text


async def test_a_field_that_goes_out_of_view_is_left_for_the_next() -> None:
    """By Enter, by Tab and back."""
    for key, at in (("enter", "three"), ("tab", "three"), ("shift+tab", "one")):
        app = OneScreen(Below())
        async with app.run_test():
            hands, form = Hands(app), Optional()
            app.push_screen(FormBox(form, Slow().accept))
            await hands.settle()
            await hands.press("tab", "'x", key)
            view = app.screen.query_one(FormView)
            assert view.field.name == at


async def test_what_was_done_before_its_draft_was_put_back_is_not_taken_for_all_of_it() -> None:
    """After a kill between an act and the end of its draft what is typed since stays, until it is saved."""
    given: list[str] = []
    field = TextField("one", "One")

    async def accept(text: str) -> Done:
        given.append(text)
        return Done("", entry=None)

    app = OneScreen(Below())
    async with app.run_test():
        hands = Hands(app)
        app.page_drafts.keep("draft", {"one": "Jane", "the act": "abc"})
        box: FormBox[str] = FormBox(
            Form("Something", [field], lambda: field.text, draft_name="draft"), accept
        )
        app.push_screen(box)
        await hands.settle()
        await hands.press("end", "' Doe", "ctrl+s")
        assert app.screen is box
        assert field.text == "Jane Doe"
        await hands.press("ctrl+s")
        assert app.screen is not box
        assert given == ["Jane Doe", "Jane Doe"]


class Slowly:
    """Accepts what it is given as something new on record, once the gate is open."""

    def __init__(self) -> None:
        self.gate = asyncio.Event()

    async def accept(self, _filled: str) -> Done:
        """Wait at the gate."""
        await self.gate.wait()
        moment = datetime(2026, 11, 18, 15, tzinfo=UTC)
        return Done("Done", entry=Entry(EntryId(1), moment, EntryKind.DO, "Something", "Done", StationId(1)))


async def test_only_what_is_typed_keeps_it_open_after_it_was_given() -> None:
    """A letter that came while it was being saved is still to be saved; what the form has learned is not."""
    for is_typed in (True, False):
        form, slow = form_of_one(), Slowly()
        app = OneScreen(Below())
        async with app.run_test():
            hands = Hands(app)
            box: FormBox[str] = FormBox(form, slow.accept)
            app.push_screen(box)
            await hands.settle()
            view = box.query_one(FormView)
            view.action_save()
            await asyncio.sleep(0)
            if is_typed:
                view.typed("Jane Doe")
            else:
                form.first.draft = "Jane Roe"
            slow.gate.set()
            await hands.settle()
            assert (app.screen is box) is is_typed
