"""The form of one rule: fields for windows, numbers and amounts, and below them the sentence they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.rule_edit import read_count, read_count_or_none
from leadsroom.domain.rules.rule_words import RulePart, rule_lines
from leadsroom.domain.rules.windows import PeriodKind, Window, WindowKind
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Field, MoneyField, ReadField
from screens.kit.form.form import Form, Remark

COUNTS = ((False, "do not count"), (True, "count"))
WINDOWS = (
    (WindowKind.ROLLING_MONTHS, "rolling months"),
    (WindowKind.ROLLING_WEEKS, "rolling weeks"),
    (WindowKind.CALENDAR_MONTHS, "several calendar months"),
    (WindowKind.MONTH, "calendar month"),
    (WindowKind.QUARTER, "quarter"),
    (WindowKind.HALF_YEAR, "half-year"),
    (WindowKind.YEAR, "year"),
    (WindowKind.IN_A_ROW, "meetings in a row"),
)
SPANS = WINDOWS[:-1]
PERIODS = (
    (PeriodKind.MEETING, "meeting"),
    (PeriodKind.WEEK, "week"),
    (PeriodKind.MONTH, "month"),
    (PeriodKind.QUARTER, "quarter"),
    (PeriodKind.HALF_YEAR, "half-year"),
    (PeriodKind.YEAR, "year"),
)
USUAL_SPAN = Window(WindowKind.ROLLING_MONTHS, 6)
_LONGEST = 60  # months or weeks


class RuleAt(Struct, frozen=True):
    """The rule being edited: which, in whose rules, in which money. A new one has an index below 0."""

    rules: ChapterRules
    part: RulePart
    index: int
    currency: str
    country: str

    @property
    def is_new(self) -> bool:
        """Whether it is added to the others."""
        return self.index < 0

    @property
    def draft_name(self) -> str:
        """What its form is kept under: another rule that comes to stand in this place is another one."""
        return f"rule {self.part}: {'new' if self.is_new else self.sentence(self.rules)}"

    def sentence(self, rules: ChapterRules) -> str:
        """The rule in its sentence, as these rules have it."""
        lines = [line for line in rule_lines(rules, self.currency, self.country) if line.part is self.part]
        fitting = (line.sentence for line in lines if line.index == self.index)
        return next(fitting, lines[-1].sentence if lines else "")

    def amount(self, name: str, label: str, minor: int, hint: str = "blank: nothing") -> MoneyField:
        """A line for an amount in the chapter's money."""
        amount = Money(minor, self.currency)
        return MoneyField(name, label, amount, self.country, may_be_blank=True, placeholder="", hint=hint)


class WindowFields:
    """In which window something is counted: what kind, and of one that moves on how long."""

    def __init__(self, window: Window, kinds: Sequence[tuple[WindowKind, str]]) -> None:
        self.kind = ChoiceField("window", "Within", kinds, window.kind)
        length = window.length if window.kind.is_rolling else USUAL_SPAN.length
        self.length = count_field("length", "How many", length, least=1, most=_LONGEST)

    @property
    def fields(self) -> tuple[Field, ...]:
        """From top to bottom."""
        return self.kind, self.length

    def follow(self, *, is_wanted: bool) -> None:
        """Only one that moves on is so long; none is asked for where it is not `wanted`."""
        kind = self.kind.chosen
        self.kind.is_away = not is_wanted
        self.length.is_away = not (is_wanted and kind.is_rolling)
        self.length.label = "Weeks" if kind is WindowKind.ROLLING_WEEKS else "Months"

    @property
    def window(self) -> Window:
        """The window that was chosen. Raises Misfilled."""
        kind = self.kind.chosen
        return Window(kind, self.length.value if kind.is_rolling else 1)


class RuleForm(Form[ChapterRules]):
    """One rule. `build` makes the chapter's rules of what was filled in."""

    save_word = "apply"

    def __init__(
        self,
        at: RuleAt,
        title: str,
        fields: Sequence[Field],
        build: Callable[[], ChapterRules],
        *,
        window: WindowFields | None = None,
        has_window: Callable[[], bool] = lambda: True,
        asked_if: Mapping[Field, Callable[[], bool]] = MappingProxyType({}),
    ) -> None:
        """The `window` is asked for where the rule `has` one, and so is each field of `asked_if`."""
        self._at, self._window, self._has_window, self._asked_if = at, window, has_window, asked_if
        super().__init__(title, fields, build, draft_name=at.draft_name, corrects=not at.is_new)

    def follow(self) -> None:
        if self._window is not None:
            self._window.follow(is_wanted=self._has_window())
        for field, is_asked in self._asked_if.items():
            field.is_away = not is_asked()

    @property
    def sentence(self) -> str:
        """What the form says, as the page will; nothing while it cannot be read."""
        try:
            return self._at.sentence(self.build())
        except Refused:
            return ""

    def remark(self, _here: Field) -> Remark:
        return Remark(Content.styled(self.sentence, "bold"))


def count_field(
    name: str, label: str, count: int, *, least: int = 0, most: int = 99, hint: str = ""
) -> ReadField[int]:
    """A line for a number."""
    return ReadField(name, label, str(count), partial(read_count, least=least, most=most), hint=hint)


def maybe_field(
    name: str, label: str, count: int | None, *, least: int = 1, most: int = 99, hint: str = ""
) -> ReadField[int | None]:
    """A line for a number or none."""
    text = "" if count is None else str(count)
    return ReadField(name, label, text, partial(read_count_or_none, least=least, most=most), hint=hint)
