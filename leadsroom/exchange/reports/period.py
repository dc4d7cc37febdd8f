"""What every report says of its days: its meetings, dates that are missing, what was put right since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from leadsroom.domain.health.meetings import LateEntry, MeetingInPeriod
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.season.calendar import SeasonDate
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.domain.text.wording import full_day, listed
from leadsroom.store.reading import Reading
from leadsroom.views.health.figures import FiguresOfPeriod, figures
from leadsroom.views.health.reports import holidays_of_period

_MOST_NAMED = 8


class Days(Struct, frozen=True):
    """The days of a report. `names_leads`: it names prospects anyway, so corrections may too.

    Elsewhere a correction is told by its date alone: what was changed of a lead says whom that was about,
    and such a report goes to others than the chapter.
    """

    figures: FiguresOfPeriod
    holidays: tuple[SeasonDate, ...]
    names_leads: bool = False

    @property
    def remarks(self) -> Iterator[str]:
        """Sentences for below the table."""
        found = self.figures
        count = len(found.meetings)
        yield f"{count or 'No'} closed meeting{'' if count == 1 else 's'}."
        if extra := [called(each) for each in found.meetings if not each.counts_attendance]:
            yield f"Marks of extra meetings count nowhere: {listed(extra)}."
        if found.not_closed:
            dates = [f"{full_day(each.on)} ({each.why})" for each in found.not_closed]
            yield f"Not closed, and not in it: {listed(dates)}."
        if self.holidays:
            dates = [f"{full_day(each.on)}{f' ({each.note})' if each.note else ''}" for each in self.holidays]
            yield f"Nobody met on {listed(dates)}."
        yield from self._corrections()

    @property
    def corrections(self) -> tuple[LateEntry, ...]:
        """What was put right once the period was over, or of its last day once the meeting was.

        Before that nobody can have had these figures: an outcome of a lead in the weeks after it is none.
        """
        found, last = self.figures, self.figures.period.last
        return tuple(
            each for each in found.corrections if each.on == last or found.chapter.today(each.at) > last
        )

    def _corrections(self) -> Iterator[str]:
        late = self.corrections
        if not late:
            return
        last = full_day(self.figures.period.last)
        several = "" if len(late) == 1 else "s"
        about = listed(dict.fromkeys(map(self._about, late)), most=_MOST_NAMED)
        yield f"{len(late)} correction{several} since {last}, about {about}."
        if self.names_leads:
            yield from (f"{self._about(each)}: {each.what}." for each in late)

    def _about(self, entry: LateEntry) -> str:
        """Which date a correction is about, and on which day it was made."""
        day = self._day(entry)
        made = "after the meeting" if day == entry.on else f"on {full_day(day)}"
        return f"{full_day(entry.on)} ({made})"

    def _day(self, entry: LateEntry) -> date:
        return self.figures.chapter.today(entry.at)

    @property
    def facts(self) -> dict[str, Any]:
        """The same for JSON."""
        found = self.figures
        return {
            "meetings": [called(each) for each in found.meetings],
            "not_closed": [{"date": each.on, "why": each.why} for each in found.not_closed],
            "holidays": [{"date": each.on, "note": each.note} for each in self.holidays],
            "corrections": [
                {"date": each.on, "corrected_on": self._day(each)}
                | ({"what": each.what} if self.names_leads else {})
                for each in self.corrections
            ],
        }


def called(meeting: MeetingInPeriod) -> str:
    """`2026-11-28`, the second one of that date `2026-11-28#2`."""
    return str(MeetingName(meeting.on, meeting.number))


def days_of_report(reading: Reading, period: Period, *, names_leads: bool = False) -> Days:
    """The days of a report, with the figures of everybody in them."""
    return Days(figures(reading, period), holidays_of_period(reading, period), names_leads)
