"""Choosing a file of people: its path, what is in it, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content

from leadsroom.errors import Refused
from leadsroom.exchange.incoming import FilesFound, file_digest, files_near
from leadsroom.exchange.roster.lines import Problem
from screens.kit.form.box import FormBox
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Field, Misfilled
from screens.kit.form.form import Form, Question, Reads, Remark
from screens.kit.form.messages import FormEdited, FormLearned
from screens.kit.form.read_fields import PathField
from screens.kit.listing import Column, column_widths, table_line
from screens.kit.pane import TallPane, lines
from screens.kit.styled import amber, quiet, words
from screens.people.file_columns import AskedOfFile, Questionable

if TYPE_CHECKING:
    from leadsroom.acts.command import Command
    from screens.kit.list_page import ListPage


class Report(Protocol):
    """What taking a file in comes to; `refused` where it cannot be, for its problems."""

    @property
    def refused(self) -> bool: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...
    @property
    def notes(self) -> tuple[str, ...]: ...
    @property
    def in_words(self) -> str:
        """`18 new members, 2 changed.`: before it is done."""
        ...

    @property
    def headline(self) -> str:
        """The same once it has been done."""
        ...


class Plan(Protocol):
    """What takes a file in, in one act; without a command where it changes nothing."""

    @property
    def command(self) -> Command | None: ...
    @property
    def report(self) -> Report: ...


P = TypeVar("P", bound=Plan)
P_co = TypeVar("P_co", bound=Plan, covariant=True)


class Preview(Questionable, Protocol[P_co]):
    """A file that was read: what all of it would mean, and its good lines alone, where these can be taken."""

    @property
    def whole(self) -> P_co: ...
    @property
    def partial(self) -> P_co: ...
    @property
    def digest(self) -> str: ...


_THEN = ((False, "correct the file"), (True, "take the good lines only"))
_WORTH_COUNTING = 1_000  # lines
LOOKS_EVERY = 0.3  # seconds, at how far a file is read
_TAKES_IT = "Look at it, then press Enter."
_COLUMNS = (Column(right=True), Column(least=8, most=14), Column(least=10, most=24))


class _Found(Struct, Generic[P], frozen=True):
    """What came of a question: what is in the file, or why it could not be read."""

    question: Question | None = None
    file: Preview[P] | None = None
    refusal: str = ""


class LinesRead:
    """How far a file is read; the thread that reads it says so, and is not kept waiting for that."""

    def __init__(self) -> None:
        self._lines = (0, 0)

    def __call__(self, done: int, of: int) -> None:
        self._lines = (done, of)

    def in_words(self) -> str:
        """`Reading the file… 2,500 of 10,000 lines`; of a short one not how far."""
        done, of = self._lines
        if of < _WORTH_COUNTING:
            return "Reading the file…"
        return f"Reading the file… {done:,} of {of:,} lines" if done < of else f"Checking {of:,} lines…"


class ChosenFile(Generic[P]):
    """The fields in which a file is chosen, and what was found in it.

    It is read once its path is settled, and by Enter once more as long as it cannot be taken in: it may have
    been corrected meanwhile. What is in doubt about it is asked before that.
    """

    def __init__(
        self,
        view: Callable[..., Preview[P]],
        hint: str,
        about: Callable[[], tuple[Any, ...]] = lambda: (),
        *,
        asks_status: bool = False,
    ) -> None:
        """`view` looks into a file, asked with its path and what else the view is `about`.

        `hint` is what file is meant; `asks_status`: its people may be applicants, where it does not say.
        """
        self.path = PathField("path", "File", placeholder=hint, settled=self._settled)
        self.then = ChoiceField("then", "Then", _THEN)
        self.asked = AskedOfFile(asks_status=asks_status)
        self._view, self._about = view, about
        self._path, self._tries = "", 0  # what was to be read last, and how often something was
        self._found: _Found[P] = _Found()
        self._lines_read = LinesRead()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The path, what may be asked about the file, and what is done with one that has mistakes."""
        return self.path, *self.asked.fields, self.then

    def follow(self, *, is_away: bool = False) -> None:
        """Bring up to date which of the fields are in reach; none while all of it `is_away`."""
        self.path.is_away = is_away
        self.asked.follow(is_away=is_away)
        self.then.is_away = is_away or not self.has_choice or self.asked.unanswered is not None

    @property
    def more_word(self) -> str:
        """What f2 does."""
        if not self.asked.has_columns or self.path.is_away:
            return ""
        return "fewer" if self.asked.shows_columns else "columns"

    def more(self) -> Field | None:
        """Show what each column means, or no longer. The field to go on in."""
        if not self.more_word:
            return None
        self.asked.shows_columns = not self.asked.shows_columns
        self.follow()
        return self.asked.first_column if self.asked.shows_columns else self.path

    def _settled(self) -> None:
        if self.path.text != self._path:
            if self._path:
                self.asked.forget()
            self._read()

    def entered(self, field: Field) -> None:
        """Enter in a field."""
        if field in (self.path, self.then) and self.plan is None and not self.path.is_folder:
            self._read()

    def _read(self) -> None:
        self._path, self._lines_read = self.path.text, LinesRead()
        self._tries += 1

    # Asked and answered

    @property
    def _is_chosen(self) -> bool:
        return bool(self.path.text.strip()) and self.path.text == self._path and not self.path.is_folder

    def question(self) -> Question:
        """What is to be read; while the path is being typed, the files that may be meant."""
        if not self._is_chosen:
            return Question(files_near, (self.path.text,))
        asked = (self._path, *self._about(), self.asked.read_as, self._lines_read)
        return Question(self._view, asked, self._tries)

    def learn(self, question: Question, found: Preview[P] | FilesFound) -> None:
        """The file was read, or files were found."""
        if isinstance(found, FilesFound):
            self.path.learn(found)
        else:
            self._found = _Found(question, found)
            self.asked.learn(found)

    def unread(self, question: Question, refusal: str) -> None:
        """The file could not be read."""
        self._found = _Found(question, refusal=refusal)

    @property
    def _now(self) -> _Found[P]:
        """What is known of what is asked now."""
        return self._found if self._found.question == self.question() else _Found()

    # What was found

    @property
    def has_choice(self) -> bool:
        """Whether there are good lines beside the bad ones."""
        file = self._now.file
        return file is not None and bool(file.whole.report.refused) and not file.partial.report.refused

    @property
    def _shown(self) -> P | None:
        file = self._now.file
        if file is None:
            return None
        return file.partial if self.has_choice and self.then.chosen else file.whole

    @property
    def plan(self) -> P | None:
        """What taking the file means, if it can be taken as things stand."""
        shown = self._shown
        return shown if shown is not None and not shown.report.refused else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with it, as far as that does not hang on what is asked."""
        file = self._now.file if self.asked.unanswered is None else None
        return file.whole.report.problems if file is not None else ()

    @property
    def chosen(self) -> P:
        """The same as `plan`. Where it cannot be taken it is read once more, and Misfilled is raised."""
        if self.plan is None:
            self._read()
            raise Misfilled(self.path, self.path.refusal())
        return self.plan

    async def read_again(self, reads: Reads) -> None:
        """Read the file at the decision: what is taken in is what was shown.

        Raises Refused where it is another one by now, which is shown from then on.
        """
        shown, question = self._now.file, self.question()
        if shown is None or await reads(file_digest, self._path) == shown.digest:
            return
        self._read()
        question = self.question()
        self.learn(question, await reads(question.view, *question.asked))
        found = self._shown
        assert found is not None
        now = found.report.in_words if self.plan is not None else "now something in it has to be put right."
        raise Refused(f"The file was changed since it was read, so it was read again: {now} {_TAKES_IT}")

    def remark(self) -> Remark:
        """What is in it, or why it cannot be read."""
        now, shown = self._now, self._shown
        if now.refusal:
            return Remark(Content.styled(now.refusal, "bold $text-error"), self.path)
        if shown is not None:
            doubt = self.asked.unanswered
            return Remark(_in_words(shown.report)) if doubt is None else Remark(_ask(doubt), doubt)
        if not self._is_chosen:
            return Remark(self.path.listing, self.path)
        return Remark(quiet(self._lines_read.in_words()))

    @property
    def is_being_read(self) -> bool:
        """Whether what is in it is not known yet."""
        return self._is_chosen and self._now.question is None

    def after(self, field: Field, following: Field | None) -> Field | None:
        """Where Enter goes: it stays with a file that cannot be taken in; one that can needs no choice.

        Nor does it stop at what is as a rule as it stands.
        """
        if field in self.fields and self.asked.unanswered is not None:
            return self.asked.unanswered
        if field in (self.path, self.then) and self.plan is None:
            return self.path
        if following is not None and following is self.asked.status:
            return None if self.then.is_away else self.then
        return following


class FileForm(Form[P]):
    """A file to be taken in: the whole of it, or its good lines alone."""

    save_word = "take them in"

    def __init__(self, title: str, file: ChosenFile[P]) -> None:
        self.file = file
        super().__init__(title, file.fields)

    def follow(self) -> None:
        self.file.follow()

    @property
    def can_be_saved(self) -> bool:
        return self.file.plan is not None

    @property
    def more_word(self) -> str:
        return self.file.more_word

    def more(self) -> Field | None:
        return self.file.more()

    def question(self) -> Question | None:
        return self.file.question()

    def learn(self, question: Question, found: Preview[P] | FilesFound) -> None:
        self.file.learn(question, found)

    def unread(self, question: Question, refusal: str) -> None:
        self.file.unread(question, refusal)

    def remark(self, _here: Field) -> Remark:
        return self.file.remark()

    def finish(self, field: Field) -> str:
        refused = super().finish(field)
        if not refused:
            self.file.entered(field)
        return refused

    def after(self, field: Field) -> Field | None:
        return self.file.after(field, super().after(field))

    def build(self) -> P:
        return self.file.chosen


class FileBox(FormBox[P]):
    """The form over a page, and below it what is wrong with the file."""

    BINDINGS = [
        Binding("pageup", "scroll(-1)", "page up", id="pageup", show=False),
        Binding("pagedown", "scroll(1)", "page down", id="pagedown", show=False),
    ]

    def __init__(self, page: ListPage[Any, Any], form: FileForm[P]) -> None:
        """What is taken in is done, and shown, by the `page`."""
        self._page, self._file = page, form.file
        super().__init__(form, self._take_in, reads=page.desk.read)

    async def _take_in(self, plan: P) -> str:
        if plan.command is not None:
            await self._page.do(plan.command)
        return plan.report.headline

    def on_mount(self) -> None:
        self.set_interval(LOOKS_EVERY, self._show_how_far)

    def _show_how_far(self) -> None:
        if self._file.is_being_read:
            self._view.show()

    async def _accepted(self, result: Any) -> Any:
        try:
            await self._file.read_again(self._page.desk.read)
        except Refused:
            self._show()
            raise
        return await super()._accepted(result)

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield ProblemScroll()

    @on(FormEdited)
    @on(FormLearned)
    def _show(self) -> None:
        self.query_one(ProblemScroll).show(self._file.problems)

    def action_scroll(self, pages: int) -> None:
        """The keyboard stays where it is."""
        self.query_one(ProblemScroll).page(pages)


class ProblemScroll(VerticalScroll, can_focus=False):
    """The list of problems, which scrolls by page; out of sight where there are none."""

    def compose(self) -> ComposeResult:
        yield ProblemList()

    def on_mount(self) -> None:
        self.display = False

    def show(self, problems: tuple[Problem, ...]) -> None:
        """Show these."""
        self.display = bool(problems)
        self.query_one(ProblemList).show(problems)

    def page(self, pages: int) -> None:
        """Scroll by a page, down or up."""
        (self.scroll_page_down if pages > 0 else self.scroll_page_up)(animate=False)


class ProblemList(TallPane[tuple[Problem, ...]]):
    """Every problem: line, column, value, and what to do about it."""

    def draw(self, picture: tuple[Problem, ...], width: int) -> Content:
        head = (quiet("Line"), quiet("Column"), quiet("Value"))
        rows = [head, *((_line(p), words(p.column), amber(p.value)) for p in picture)]
        widths = column_widths(_COLUMNS, rows, width // 2)
        says = [quiet("What to do"), *(Content(p.message) for p in picture)]
        drawn = []
        for row, message in zip(rows, says, strict=True):
            start = table_line(row, _COLUMNS, widths)
            wrapped = message.wrap(max(16, width - start.cell_length - 2))
            drawn.append(Content("  ").join([start, wrapped[0]]))
            drawn += [more.pad_left(start.cell_length + 2) for more in wrapped[1:]]
        return lines(*drawn)


def _line(problem: Problem) -> Content:
    return words("file" if problem.line is None else str(problem.line))


def _in_words(report: Report) -> Content:
    notes = Content.styled("".join(f" {note}" for note in report.notes), "$quiet")
    if not report.refused:
        return Content.assemble(Content.styled("✓ ", "$text-success"), Content(report.in_words), notes)
    count = len(report.problems)
    many = f"{count} things have" if count > 1 else "One thing has"
    sentence = f"{many} to be put right; nothing has been taken in. Correct the file, save it, press Enter."
    return Content.styled(sentence, "$text-warning")


def _ask(doubt: Field) -> Content:
    """What is asked, where the file cannot be read without an answer."""
    question = (
        "How are its letters written? Choose the reading that is right."
        if doubt.name == "encoding"
        else f"Which column has the {doubt.label.lower()}? Or correct the file."
    )
    return Content.styled(question, "$text-warning")


async def take_in(page: ListPage[Any, Any], form: FileForm[P]) -> None:
    """Ask for a file until it has been taken in, in one act, or nobody wants it any more."""
    headline = await page.app.push_screen_wait(FileBox(page, form))
    if headline is not None:
        page.show_status(headline)
