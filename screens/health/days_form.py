"""The form of the days that figures are of: as the treasurer's, but of days that have come."""

from __future__ import annotations

from datetime import date

from leadsroom.domain.rules.windows import Period, Stretch
from screens.kit.form.field import Misfilled
from screens.money.summary_forms import PeriodForm


class DaysForm(PeriodForm):
    """A period that lies in days to come is refused where it is typed; one that has begun ends today."""

    def __init__(
        self, shown: Period, today: date, country: str, *, title: str = "Days of the figures"
    ) -> None:
        super().__init__(Stretch(shown.first, shown.last), today, country, title=title)
        self._today = today

    def build(self) -> Stretch:
        days = super().build()
        if days.first > self._today:
            raise Misfilled(self.since, "Nothing is on record of days to come. Give days that have come.")
        return days if days.last <= self._today else Stretch(days.first, self._today)
