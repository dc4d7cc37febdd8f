"""The forms of the treasurer's summary: of which days it is, and money that is on nobody's account."""

from __future__ import annotations

import re
from datetime import date

from leadsroom.acts.money.commands import PayOut, TakeIncome
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.rules.windows import PeriodKind, Stretch
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.typed_day import read_day_back
from leadsroom.domain.text.wording import near_date
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import WIDE, Field, Misfilled, MoneyField, ReadField, TextField, required
from screens.kit.form.form import Form, Remark
from screens.kit.form.read_fields import DayField
from screens.money.forms import EntryDay, MeansFields


class OwnForm(Form[PayOut | TakeIncome]):
    """The chapter pays somebody, or is given money that is on no member's account."""

    def __init__(self, chapter: Chapter, today: date) -> None:
        self.what = ChoiceField("what", "What", [(True, "paid out"), (False, "other income")])
        self.payee = TextField("payee", "Whom", placeholder="the diner, a speaker, whose raffle it was")
        self.cause = ReadField(
            "cause",
            "For",
            "",
            required("Type what the money is for."),
            placeholder="the breakfasts of November, a speaker's gift, a raffle",
            width=WIDE,
        )
        self.amount = MoneyField("amount", "Amount", Money(0, chapter.currency), chapter.country)
        self.day = EntryDay(today, chapter.country)
        self.means = MeansFields()
        self.note = TextField("note", "Note", placeholder="blank for nothing")
        super().__init__(
            "Money in hand",
            (self.what, self.payee, self.cause, self.amount, *self.means.fields, self.note, self.day),
            about="on no member's account",
            draft_name="own money",
        )

    def follow(self) -> None:
        self.payee.label = "To" if self.what.chosen else "From"
        self.means.follow()

    def after(self, field: Field) -> Field | None:
        """Enter in the amount is done; so it is in the note, and in the day."""
        if field is self.note:
            return None
        if field is self.day:
            return self.after(self.amount) if self.amount.text.strip() else self.amount
        if field in self.means.fields:
            return self.means.after(field)
        return None if field is self.amount and not self.amount.refusal() else super().after(field)

    def remark(self, _here: Field) -> Remark:
        return self.day.remark()

    def build(self) -> PayOut | TakeIncome:
        payee, cause, amount = self.payee.text, self.cause.value, self.amount.value
        method, number, note = self.means.method.chosen, self.means.number, self.note.text
        on = self.day.chosen
        if not self.what.chosen:
            return TakeIncome(amount, cause, payee, method, number, note, on)
        if not payee.strip():
            raise Misfilled(self.payee, "Type who is paid.")
        return PayOut(payee, amount, cause, method, number, note, on)


_STRETCHES: tuple[tuple[PeriodKind | None, str], ...] = (
    *(
        (per, per.value)
        for per in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)
    ),
    (None, "any days"),
)


_THIS_OR_LAST = re.compile(r"(?P<which>this|last) (?P<per>month|quarter|half[- ]year|year)")


def _any_day(typed: str, today: date, country: str) -> date:
    """A day as it was typed; a date in full may be any, also one to come. `last quarter` is its first day."""
    found = _THIS_OR_LAST.fullmatch(fold(typed))
    if found is not None:
        this = Stretch.of(PeriodKind(found["per"].replace(" ", "-")), today)
        return (this if found["which"] == "this" else this.moved(-1)).first
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return read_day_back(typed, today, country)


class PeriodForm(Form[Stretch]):
    """Of which days a summary is: the month, quarter, half-year or year that a day lies in, or any days."""

    save_word = "show"

    def __init__(
        self, shown: Stretch, today: date, country: str, *, title: str = "Days of the summary"
    ) -> None:
        self.per = ChoiceField("per", "Of a", _STRETCHES, shown.per)
        self._before = shown
        day = today if shown.first <= today <= shown.last and shown.per is not None else shown.first
        self.since = DayField("since", "Day", day, today, _any_day, country=country)
        self.until = DayField("until", "To", shown.last, today, _any_day, country=country)
        # Of any days that were shown the first one; a month or quarter is that of today, until one is typed.
        self._proposed = (self.since.text, near_date(today, today))
        super().__init__(title, (self.per, self.since, self.until))

    def follow(self) -> None:
        self.since.label = "From" if self.per.chosen is None else "Day"
        self.until.is_away = self.per.chosen is not None
        if self._before.per is None and self.since.text in self._proposed:
            self.since.text = self._proposed[self.per.chosen is not None]

    def build(self) -> Stretch:
        per, first = self.per.chosen, self.since.day
        if per is not None:
            return Stretch.of(per, first)
        if self.until.day < first:
            raise Misfilled(self.until, "The last day is before the first. Turn them around.")
        return Stretch(first, self.until.day)
