"""The rule that is being edited, and the lines that forms of rules share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.rules.chapter_rules import ChapterRules
from leadsroom.domain.rules.rule_edit import read_count_or_none
from leadsroom.domain.rules.rule_words import RulePart, rule_lines
from leadsroom.domain.rules.windows import Period, Window, WindowKind
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_amount import read_money, typed_money
from leadsroom.errors import Refused
from screens.dialogs.rule_form import Asked, Chosen, RuleForm, Typed

Answers = Mapping[str, Any]

YES_NO = ((False, "no"), (True, "yes"))
COUNTS = ((False, "does not count"), (True, "counts"))
WINDOWS = (
    (WindowKind.ROLLING_MONTHS, "any months"),
    (WindowKind.ROLLING_WEEKS, "any weeks"),
    (WindowKind.MONTH, "month"),
    (WindowKind.QUARTER, "quarter"),
    (WindowKind.HALF_YEAR, "half"),
    (WindowKind.YEAR, "year"),
    (WindowKind.IN_A_ROW, "row"),
)
SPANS = WINDOWS[:-1]
PERIODS = (
    (Period.MEETING, "meeting"),
    (Period.WEEK, "week"),
    (Period.MONTH, "month"),
    (Period.QUARTER, "quarter"),
    (Period.HALF_YEAR, "half-year"),
    (Period.YEAR, "year"),
)
BEGINS = (
    (None, "never"),
    (StepKind.PITCHES, "pitches"),
    (StepKind.SPEAKER, "speaker"),
    (StepKind.BUCKET, "bucket"),
)
_LONGEST = 60  # months or weeks
_ROLLING = frozenset(kind for kind in WindowKind if kind.is_rolling)


class RuleAt(Struct, frozen=True):
    """The rule being edited: which, in whose rules, in which money."""

    rules: ChapterRules
    part: RulePart
    index: int
    currency: str
    country: str

    def form(self, title: str, asked: list[Asked], build: Callable[[Answers], ChapterRules]) -> RuleForm:
        return RuleForm(title, asked, build, self._sentence)

    def _sentence(self, rules: ChapterRules) -> str:
        lines = [line for line in rule_lines(rules, self.currency, self.country) if line.part is self.part]
        fitting = (line.sentence for line in lines if line.index == self.index)
        return next(fitting, lines[-1].sentence)

    def amount(self, name: str, label: str, minor: int, hint: str = "empty: nothing") -> Typed:
        text = typed_money(Money(minor, self.currency), self.country) if minor else ""
        return Typed(name, label, text, self._minor, hint)

    def _minor(self, typed: str) -> int:
        return read_money(typed, self.currency, self.country).minor if clean(typed) else 0


def chosen_in(rules: tuple[Any, ...], index: int, fresh: Any) -> Any:
    """One of several rules, or a fresh one where there is none at the place."""
    return rules[index] if 0 <= index < len(rules) else fresh


def window_lines(window: Window, kinds: tuple[tuple[WindowKind, str], ...]) -> list[Asked]:
    """The lines in which a window is chosen."""
    length = str(window.length) if window.kind.is_rolling else ""
    reads = partial(read_count_or_none, least=1, most=_LONGEST)
    return [
        Chosen("window", "In", kinds, window.kind),
        Typed("length", "How many", length, reads, "months or weeks", only_for=("window", _ROLLING)),
    ]


def window_of(answers: Answers) -> Window:
    """The window that was chosen. Raises Refused."""
    kind = answers["window"]
    if kind.is_rolling and answers["length"] is None:
        raise Refused("Type how many months or weeks.")
    return Window(kind, answers["length"] if kind.is_rolling else 1)


def figure(number: int | None) -> str:
    """A number to fill a line with; nothing for None."""
    return "" if number is None else str(number)
