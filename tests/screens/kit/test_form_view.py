"""Each kind of field, at the table and in a box over a page: typed, pasted, put back, whatever is in it.

One app stands for all cases at each place; forms are opened in it one after the other.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Protocol

import pytest
import pytest_asyncio
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command, Undo
from leadsroom.acts.desk import Desk
from leadsroom.acts.meeting.commands import KeepAsk
from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.roster import Person
from leadsroom.domain.text.plain_text import clean
from leadsroom.drafts import Drafts
from leadsroom.errors import Refused
from screens.kit.form.box import FormBox
from screens.kit.form.choice import ChoiceField, YesNoField
from screens.kit.form.dock import Accepted, FormDock, Opening
from screens.kit.form.field import LONGEST, Field, Misfilled, TextField
from screens.kit.form.form import Form, Question, Remark
from screens.kit.form.messages import FormGiven, FormLeft
from screens.kit.form.people import PeopleField, PersonField
from screens.kit.form.view import FormView
from screens.kit.theme import style
from tests.databases import SqliteFiles
from tests.screens.glass import painted
from tests.screens.hands import Hands, OneScreen
from tests.screens.kit.kinds import HOSTILE, KINDS, PEOPLE, TYPED, Kind
from tests.screens.table import LAPTOP, SMALL, laid_table, pitches
from tests.screens.test_held_keys import KEYBOARDS, held

pytestmark = pytest.mark.asyncio(loop_scope="module")
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
every_typed_kind = pytest.mark.parametrize("kind", TYPED.values(), ids=TYPED)

RIGHT_TO_LEFT = "שלום עולם أحمد"
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_ANSWERS = re.compile(r"choose\('\w+', \d+\)")


class Place(Protocol):
    """Where forms are opened."""

    given: list[object]
    refusal: str
    desk: Desk | None

    async def open(self, form: Form[Any]) -> None:
        """Open a form here."""
        ...

    @property
    def view(self) -> FormView | None:
        """The form that is open."""
        ...


class Table(Screen[None]):
    """A dock at the foot of a screen."""

    CSS_PATH = style("kit")

    def __init__(self) -> None:
        super().__init__()
        self.given: list[object] = []
        self.refusal = ""
        self.desk: Desk | None = None
        self._dock = FormDock(self, self.read, Drafts(), id="form-place")

    def compose(self) -> ComposeResult:
        yield self._dock

    async def read(self, view: Callable[..., Any], *asked: Any) -> Any:
        """What is known of what was asked."""
        return await view(*asked)

    async def open(self, form: Form[Any]) -> None:
        await self._dock.open(Opening(form, form.draft_name))

    @property
    def view(self) -> FormView | None:
        form = self._dock.form
        return form if isinstance(form, FormView) else None

    async def accept(self, command: Command) -> Done:
        """Take what a form means, unless that is refused."""
        if self.refusal:
            raise Refused(self.refusal)
        self.given.append(command)
        return await self.desk.do(command) if self.desk is not None else Done("")

    def accepted(self, accepted: Accepted) -> None:
        """Nothing is shown besides."""

    def form_changed(self, why: str = "") -> None:
        """Nor is this."""

    def form_placed(self) -> None:
        """Nor is this."""

    @on(FormGiven)
    async def _given(self, event: FormGiven) -> None:
        await self._dock.given(event)

    @on(FormLeft)
    async def _left(self, event: FormLeft) -> None:
        await self._dock.left(event)


class Page(Screen[None]):
    """A page over which boxes stand."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[object] = []
        self.refusal = ""
        self.desk: Desk | None = None

    async def read(self, view: Callable[..., Any], *asked: Any) -> Any:
        """What is known of what was asked."""
        return await view(*asked)

    async def open(self, form: Form[Any]) -> None:
        await self.app.push_screen(FormBox(form, self._accept, reads=self.read))

    async def _accept(self, result: object) -> object:
        if self.refusal:
            raise Refused(self.refusal)
        self.given.append(result)
        return await self.desk.do(result) if self.desk and isinstance(result, Command) else result

    @property
    def view(self) -> FormView | None:
        box = self.app.screen
        return box.query_one(FormView) if isinstance(box, FormBox) else None


class Typist(Hands):
    """Somebody who fills in forms at a place."""

    def __init__(self, app: OneScreen, place: Place) -> None:
        super().__init__(app)
        self.place = place

    @property
    def view(self) -> FormView:
        """The form that is open."""
        view = self.place.view
        assert view is not None
        return view

    @property
    def is_open(self) -> bool:
        """Whether one is."""
        return self.place.view is not None

    @property
    def field(self) -> Field:
        """Where the keyboard is."""
        return self.view.field

    async def open(self, form: Form[Any]) -> None:
        """Open a form."""
        await self.place.open(form)
        await self.settle()

    async def close(self) -> None:
        """Throw away what is typed into the form that is open, and close it."""
        self.place.refusal = ""
        if self.is_open:
            await self.press("f3", "escape")

    @property
    def rows(self) -> list[str]:
        """The lines of the form, its frame left out."""
        rows = [row.strip() for row in self._lines() if row.strip("━▔ ")]
        return [row.removeprefix("↑ ").removeprefix("↓ ") for row in rows]  # others are out of view there

    def _lines(self) -> list[str]:
        region = self.view.content_region
        strips = painted(self.top, region)[region.y : region.bottom]
        return [strip.crop(region.x, region.right).text for strip in strips]

    def row(self, label: str) -> str:
        """The line of a field, without its label."""
        return next(row for row in self.rows if row.startswith(label)).removeprefix(label).strip()

    def below(self, label: str) -> str:
        """The line below that of a field."""
        rows = self.rows
        return rows[next(at for at, row in enumerate(rows) if row.startswith(label)) + 1]

    async def click_row(self, label: str) -> None:
        """Click at the beginning of the line of a field."""
        at = next(at for at, row in enumerate(self._lines()) if row.strip().startswith(label))
        x, y, _, _ = self.view.content_region
        await self.click_at(x + 2, y + at)

    def assert_fit_for_a_terminal(self) -> None:
        """No row is wider or narrower than the window, nothing steers it, no word can be clicked."""
        for strip in painted(self.top):
            assert strip.cell_length == self.app.size.width
            assert not _STEERING.search(strip.text)
            clicks = [segment.style.meta.get("@click", "") for segment in strip if segment.style]
            assert all(_ANSWERS.fullmatch(click) for click in clicks if click)


def _seated() -> tuple[OneScreen, Place]:
    table = Table()
    return OneScreen(table), table


def _on_page() -> tuple[OneScreen, Place]:
    page = Page()
    return OneScreen(page), page


@pytest_asyncio.fixture(
    scope="module", loop_scope="module", params=[_seated, _on_page], ids=["docked", "in a box"]
)
async def sitting(request: pytest.FixtureRequest) -> AsyncIterator[Typist]:
    """Somebody at a place, for all cases."""
    app, place = request.param()
    async with app.run_test(size=LAPTOP):
        typist = Typist(app, place)
        await typist.settle()
        yield typist


@pytest_asyncio.fixture(loop_scope="module")
async def typist(sitting: Typist) -> AsyncIterator[Typist]:
    """The same, without a form before and after."""
    sitting.place.given.clear()
    yield sitting
    await sitting.close()


def trial(field: Field, **how: Any) -> Form[str]:
    """A form with a line before and one after the field; it begins with the field."""
    fields = [TextField("before", "Before"), field, TextField("after", "After")]
    return Form("Trial", fields, lambda: "built", first=field, draft_name="trial", **how)


# Every kind of field, at both places


@every_kind
async def test_typing(typist: Typist, kind: Kind) -> None:
    """What is typed stands there; Enter writes it out and goes on; back there, typing begins again."""
    await typist.open(trial(kind.makes()))
    await typist.press(f"'{kind.typed}")
    if typist.field.name == "field":  # yes and no go on by themselves
        await typist.press("enter")
    field = typist.view.form.named("field")
    assert (typist.field.name, field.draft) == ("after", kind.written)
    assert typist.row("Field").startswith(field.shown(False).plain[:20])
    await typist.press("shift+tab")
    assert typist.field is field
    if field.is_typed:
        await typist.press("z")
        assert field.draft == "z"


@every_kind
async def test_a_paste_of_two_lines(typist: Typist, kind: Kind) -> None:
    """They become one, in the place of what is selected; an answer is not pasted."""
    await typist.open(trial(kind.makes()))
    field = typist.field
    before = field.draft
    await typist.paste("Two words\n of\tit\r\n")
    assert field.draft == ("Two words of it" if field.is_typed else before)
    if field.is_typed:
        assert typist.row("Field").startswith("Two words of it")
    assert typist.field is field
    assert not typist.place.given


@every_kind
async def test_a_draft_is_put_back(typist: Typist, kind: Kind) -> None:
    """With the keyboard in the field in which it was, behind what stands there; f3 throws it away."""
    await typist.open(trial(kind.makes()))
    opened = typist.field.draft
    await typist.press("shift+tab", "tab", f"'{kind.typed}")
    await typist.press(*["shift+tab"] * (typist.field.name == "after"), "escape")
    assert not typist.is_open
    await typist.open(trial(kind.makes()))
    field = typist.field
    assert (field.name, field.draft) == ("field", kind.written if not field.is_typed else field.draft)
    left = field.draft
    assert left not in ("", opened)
    assert "unsaved draft · f3 start over" in typist.rows[0]
    assert typist.row("Field").startswith(field.shown(False).plain[:20])
    if field.is_typed:
        await typist.press("9")
        assert field.draft == f"{left}9"
    await typist.press("f3")
    assert (typist.view.form.named("field").draft, typist.field.name) == (opened, "field")
    await typist.press("escape")
    await typist.open(trial(kind.makes()))
    assert "draft" not in typist.rows[0]


@every_kind
async def test_undo(typist: Typist, kind: Kind, sqlite_files: SqliteFiles) -> None:
    """What was saved is taken back by one undo; opened again, the field shows what stood there before.

    What a field means is written out in it, so that one act stands for those of every kind: it keeps a text.
    """
    with laid_table(sqlite_files, pitches) as table:
        maria = table.turn_of("Maria Lopez").id
        table.do(KeepAsk(maria, kind.before))

        def on_record() -> str:
            return table.turn_of("Maria Lopez").looking_for

        def saved_before() -> Form[KeepAsk]:
            field = kind.makes()
            field.draft = on_record()
            after = TextField("after", "After")
            return Form("Trial", [field, after], lambda: KeepAsk(maria, field.draft), draft_name="trial")

        typist.place.desk = table.desk
        try:
            await typist.open(saved_before())
            await typist.press(f"'{kind.typed}", "ctrl+s")
            assert (on_record(), typist.is_open) == (kind.written, False)
            table.do(Undo())
            await typist.open(saved_before())
        finally:
            typist.place.desk = None
        field = typist.view.form.named("field")
        assert (on_record(), field.draft) == (kind.before, kind.before)
        assert typist.row("Field").startswith(field.shown(True).plain[:20])


@every_kind
async def test_hostile_text(typist: Typist, kind: Kind) -> None:
    """It is shown as it was typed, and steers nothing: in the line, beside it, below it, nor from a draft."""
    await typist.open(trial(kind.makes()))
    field, words = typist.field, " ".join(HOSTILE)
    await typist.paste(words)
    if field.is_typed:
        assert field.draft == clean(words)
        assert clean(HOSTILE[-1]) in typist.row("Field")
    await typist.press("enter")
    typist.assert_fit_for_a_terminal()
    await typist.press(*(("home",) if typist.field is field else ("shift+tab", "home")))
    if field.is_typed:
        assert clean(words)[:8].strip() in typist.row("Field")
    typist.assert_fit_for_a_terminal()
    await typist.press("escape")
    await typist.open(trial(kind.makes()))
    assert typist.view.form.named("field").draft == field.draft
    typist.assert_fit_for_a_terminal()


async def test_each_hostile_text(typist: Typist) -> None:
    """Word by word, in a line of text; that every kind draws them so is in `test_fields`."""
    await typist.open(trial(TextField("field", "Field")))
    for word in HOSTILE:
        await typist.paste(word)
        assert typist.field.draft == clean(word)
        assert clean(word)[:8].strip() in typist.row("Field")
        typist.assert_fit_for_a_terminal()
        await typist.press("home", "shift+end")


@every_kind
async def test_five_hundred_letters(typist: Typist, kind: Kind) -> None:
    """They have room, and no more have: as many as fit are taken, and the rest is said to be left out."""
    await typist.open(trial(kind.makes()))
    field = typist.field
    if not field.is_typed:
        before = field.draft
        await typist.paste("x" * LONGEST)
        assert field.draft == before
        return
    await typist.paste(f"b{'x' * (LONGEST - 2)}e")
    assert len(field.draft) == LONGEST
    assert typist.row("Field").split()[0].endswith("xe")
    await typist.press("home")
    assert typist.row("Field").startswith("bxx")
    await typist.press("q")
    assert len(field.draft) == LONGEST
    await typist.press("end")
    await typist.paste("more")
    assert (len(field.draft), field.draft[-2:]) == (LONGEST, "xe")
    assert typist.below("Field").startswith("No more than 500 letters fit here")
    typist.assert_fit_for_a_terminal()
    await typist.press("tab")
    assert typist.field.name == "after"
    assert typist.row("Field").startswith("bxx")


@every_kind
async def test_right_to_left(typist: Typist, kind: Kind) -> None:
    """The letters stay in the order in which they were typed; the terminal turns them around."""
    await typist.open(trial(kind.makes()))
    field = typist.field
    before = field.draft
    await typist.paste(RIGHT_TO_LEFT)
    assert field.draft == (RIGHT_TO_LEFT if field.is_typed else before)
    if field.is_typed:
        assert typist.row("Field").startswith(RIGHT_TO_LEFT)
        await typist.press("home", "א", "end", "ב")
        assert field.draft == f"א{RIGHT_TO_LEFT}ב"
    typist.assert_fit_for_a_terminal()


# A key that is held


def _five_lines() -> Form[str]:
    return Form("Trial", [TextField(f"f{n}", f"Line {n}") for n in range(5)], lambda: "built")


@pytest.mark.parametrize("keyboard", KEYBOARDS, ids=[name for name, _, _ in KEYBOARDS])
async def test_a_held_enter_goes_one_field_further(
    typist: Typist, keyboard: tuple[str, float, float]
) -> None:
    """However long, on every keyboard there is: nothing is saved by it, and no line is passed over."""
    await typist.open(_five_lines())
    await typist.press("a")
    await typist.press_at("enter", (moment - 100 for moment in held(*keyboard[1:], seconds=3.0)))
    assert (typist.field.name, typist.place.given) == ("f1", [])
    await typist.press("b", "enter")
    assert (typist.field.name, typist.view.form.draft) == ("f2", {"f0": "a", "f1": "b"})


async def test_enter_pressed_again_goes_on(typist: Typist) -> None:
    """Presses 120 ms apart are as many, and the last one saves."""
    await typist.open(_five_lines())
    await typist.press_at("enter", (0.12 * n for n in range(4)))
    assert typist.field.name == "f4"
    await typist.press_at("enter", (0.0,))
    assert len(typist.place.given) == 1


# Names and options that somebody else has typed


@pytest.mark.parametrize("word", [HOSTILE[1], HOSTILE[5], HOSTILE[7], HOSTILE[8], RIGHT_TO_LEFT, "x" * 300])
async def test_what_is_chosen_may_be_called_anything(typist: Typist, word: str) -> None:
    """People who are found, options, and a question: each is shown as it was typed, and written so."""
    name = clean(word)
    people = [Person(PersonId(99), name, name), *PEOPLE]
    fields = (
        PersonField("one", "One", people),
        PeopleField("several", "Several", people),
        ChoiceField("few", "Few", [(1, "one"), (2, name)], 2),
        ChoiceField("many", "Many", [(n, f"{name} {n}") for n in range(9)], 3),
        YesNoField("yes", "Yes or no", name),
    )
    await typist.open(Form("Trial", [*fields, TextField("after", "After")], lambda: "built"))
    for field in fields:
        assert typist.field is field
        await typist.paste(word)
        typist.assert_fit_for_a_terminal()
        assert name[:6].strip() in typist.row(field.label)
        await typist.press("enter")
        typist.assert_fit_for_a_terminal()
        if isinstance(field, PersonField):
            assert field.person is people[0]
            assert field.text == name


# The form around the fields


async def test_tab_and_arrows_go_around(typist: Typist) -> None:
    """Up and down go from line to line as shift+tab and tab do, and stay within the form."""
    fields = [TextField(name, name.title()) for name in ("one", "two", "three")]
    await typist.open(Form("Trial", fields, lambda: "built"))
    walked = []
    for key in ("tab", "down", "down", "up", "shift+tab", "shift+tab"):
        await typist.press(key)
        walked.append(typist.field.name)
    assert walked == ["two", "three", "one", "three", "two", "one"]


async def test_a_letter_leads_to_its_field(typist: Typist) -> None:
    """Asked for by ctrl+g, when each stands before its field, or with alt; another letter is typed."""
    fields = [
        TextField(name, label) for name, label in (("one", "Phone"), ("two", "Prospect"), ("three", "Éa"))
    ]
    await typist.open(Form("Trial", fields, lambda: "built"))
    await typist.press("ctrl+g")
    assert [row[:3] for row in typist.rows[1:4]] == ["p P", "r P", "e É"]
    walked = []
    for keys in (("e",), ("ctrl+g", "P"), ("alt+r",), ("ctrl+g", "escape"), ("alt+x",)):
        await typist.press(*keys)
        walked.append(typist.field.name)
    assert walked == ["three", "one", "two", "two", "two"]
    await typist.press("ctrl+g", "'z")
    assert (typist.field.draft, typist.is_open) == ("z", True)


async def test_saving_gives_what_the_form_means(typist: Typist) -> None:
    """By Enter in the last field, or by ctrl+s from any; then no draft of it is left."""
    for keys in (("ctrl+s",), ("enter", "enter")):
        await typist.open(trial(TextField("field", "Field")))
        await typist.press("'shop", *keys)
        assert not typist.is_open
    assert typist.place.given == ["built", "built"]
    await typist.open(trial(TextField("field", "Field")))
    assert typist.field.draft == ""


async def test_a_field_that_is_to_blame_gets_the_keyboard(typist: Typist) -> None:
    """The sentence stands below it, until something is typed; every word stays."""
    field = TextField("field", "Field")
    form = trial(field)

    def build() -> str:
        if field.text != "right":
            raise Misfilled(field, "Type what is right.")
        return field.text

    form.build = build  # type: ignore[method-assign]
    await typist.open(form)
    await typist.press("'wrong", "enter", "'words", "ctrl+s")
    assert typist.below("Field") == "Type what is right."
    assert (typist.field, form.draft) == (field, {"field": "wrong", "after": "words"})
    await typist.press("r")
    assert "Type what is right." not in typist.rows
    await typist.press("'ight", "ctrl+s")
    assert typist.place.given == ["right"]


async def test_a_refusal_stands_below_the_words_that_it_quotes(typist: Typist) -> None:
    """The form stays as it was, and can be saved once that is mended; else it stands below all of them."""
    typist.place.refusal = "“Jo” is too short."
    await typist.open(trial(TextField("field", "Field")))
    await typist.press("'Jo", "enter", "'words", "enter")
    assert typist.below("Field") == "“Jo” is too short."
    assert typist.field.name == "field"
    typist.place.refusal = "The book is closed."
    await typist.press("ctrl+s")
    assert typist.below("After") == "The book is closed."
    typist.place.refusal = ""
    await typist.press("ctrl+s")
    assert typist.place.given == ["built"]


async def test_a_correction_that_changes_nothing_is_none(typist: Typist) -> None:
    """It is closed, and nothing is given."""
    await typist.open(trial(TextField("field", "Field", "Jane"), corrects=True))
    await typist.press("enter", "enter")
    assert not typist.is_open
    assert typist.place.given == []


async def test_a_click_brings_the_keyboard_to_a_row(typist: Typist) -> None:
    """Also below a remark that stands between; an answer is clicked itself."""
    answer = YesNoField("field", "Field", "expecting the call?")
    form = trial(answer)
    remark = Remark(Content("mind the gap"), form.named("before"))
    form.remark = lambda _here: remark  # type: ignore[method-assign]
    await typist.open(form)
    assert typist.below("Before") == "mind the gap"
    for label in ("After", "Before", "Field"):
        await typist.click_row(label)
        assert typist.field.label == label
    await typist.click_on("yes")
    assert answer.value is True
    await typist.click_row("mind")
    assert typist.field is answer


async def test_a_low_window_shows_the_row_of_the_keyboard(typist: Typist) -> None:
    """Of more rows than there is room for; as many as possible are seen, and what is out of view is said."""
    fields = [TextField(f"f{n}", f"Line {n}", f"text {n}") for n in range(16)]
    await typist.resize(*SMALL)
    await typist.open(Form("Trial", fields, lambda: "built"))
    for number in (*range(16), 0):
        assert typist.field.name == f"f{number}"
        assert typist.row(f"Line {number} ").startswith(f"text {number}")
        assert typist.rows[-1].startswith("⏎")
        seen = [row for row in typist.rows if row.startswith("Line")]
        above, below = number_of(seen[0]), 15 - number_of(seen[-1])
        more = " · ".join(f"{n} more {where}" for n, where in ((above, "above"), (below, "below")) if n)
        assert more
        assert typist.rows[-2] == more
        signs = [line.strip()[:1] for line in typist._lines() if "Line" in line]
        assert (signs[0], signs[-1]) == ("↑" if above else "L", "↓" if below else "L")
        await typist.press("down")
    await typist.press("escape")
    await typist.resize(*LAPTOP)


def number_of(row: str) -> int:
    """The number of a line of the trial."""
    return int(row.split()[1])


class Curious(Form[str]):
    """A form that wants to know all about what is typed."""

    def __init__(self, view: Callable[[str], Awaitable[str]]) -> None:
        self._view = view
        self._field = TextField("field", "Field")
        self.found: list[str] = []
        super().__init__("Trial", [self._field, TextField("after", "After")], lambda: "built")

    def question(self) -> Question | None:
        return Question(self._view, (self._field.text,)) if self._field.text else None

    def learn(self, _question: Question, _found: str) -> None:
        self.found.append(_found)

    def remark(self, _here: Field) -> Remark:
        return Remark(Content(" ".join(self.found)), self._field)


async def test_what_was_asked_before_is_let_go(typist: Typist) -> None:
    """What a form wants to know is shown once it is read, if that is still what it wants to know."""
    asked = {"a": asyncio.Event(), "ab": asyncio.Event()}

    async def view(word: str) -> str:
        await asked[word].wait()
        return f"all of {word}"

    form = Curious(view)
    await typist.open(form)
    await typist.press("a", "b")
    asked["a"].set()
    await typist.settle()
    assert form.found == []
    asked["ab"].set()
    await typist.settle()
    assert typist.below("Field") == "all of ab"
