"""What an earlier program counted for a member: figures of a period, and no meetings.

No rule looks at them: a limit asks on which date an absence was, and these do not say. They are shown beside
what the record here says, with their period and the file that they come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.domain.ids import PersonId
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.wording import full_day
from leadsroom.errors import Refused

_DAY = timedelta(days=1)
FIRST_YEAR = 1900


class Figures(Struct, frozen=True):
    """The counts of one member; None where the source does not say, which is not zero.

    `closed` is the column TYFCB: business that others reported to the member's credit. Inside and outside
    leads are apart.
    """

    present: int | None = None
    absent: int | None = None
    late: int | None = None
    medical: int | None = None
    substitute: int | None = None
    given_inside: int | None = None
    given_outside: int | None = None
    received_inside: int | None = None
    received_outside: int | None = None
    visitors: int | None = None
    one_to_ones: int | None = None
    training: int | None = None
    testimonials: int | None = None
    closed: Money | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the source says nothing at all of this member."""
        return all(getattr(self, name) is None for name in self.__struct_fields__)


class Opening(Struct, frozen=True):
    """Figures of a member over a period, both days in it. `source`: the file that they come from."""

    member_id: PersonId
    since: date
    until: date
    figures: Figures
    source: str = ""

    def sentence(self, country: str) -> str:
        """`before 1 Sep 2026 (from 1 Mar 2026): 24 present, 1 absent, … · 12 leads given (4 outside) · …`."""
        after = self.until + _DAY
        head = f"before {full_day(after)} (from {full_day(self.since)})"
        return f"{head}: {' · '.join(_parts(self.figures, country))}"


def refuse_period(since: date, until: date, today: date) -> None:
    """Raises Refused for a period that ends before it begins, or that is not over."""
    if until < since:
        raise Refused(
            f"The period ends on {full_day(until)}, before it begins on {full_day(since)}. "
            "Correct one of them."
        )
    if until > today:
        raise Refused(
            f"The period ends on {full_day(until)}, which is still to come. Give figures of one that is over."
        )
    if since.year < FIRST_YEAR:
        raise Refused(f"{full_day(since)} is before {FIRST_YEAR}. Correct the year.")


def overlapping(period: tuple[date, date], others: Sequence[tuple[date, date]]) -> tuple[date, date] | None:
    """A period on record that shares days with this one, and is another; their figures would count twice."""
    since, until = period
    return next((each for each in others if each != period and each[0] <= until and since <= each[1]), None)


def period_in_words(since: date, until: date) -> str:
    """`1 Mar to 31 Aug 2026`."""
    first = f"{since.day} {since:%b}" if since.year == until.year else full_day(since)
    return f"{first} to {full_day(until)}"


_ATTENDED = (
    ("present", "present"),
    ("absent", "absent"),
    ("late", "late"),
    ("medical", "medical"),
    ("substitute", "by substitute"),
)


def _parts(figures: Figures, country: str) -> Iterator[str]:
    attended = [
        f"{count} {words}" for name, words in _ATTENDED if (count := getattr(figures, name)) is not None
    ]
    if attended:
        yield ", ".join(attended)
    yield from _leads("given", figures.given_inside, figures.given_outside)
    yield from _leads("received", figures.received_inside, figures.received_outside)
    yield from _counted(figures.visitors, "visitor")
    yield from _counted(figures.one_to_ones, "one-to-one")
    if figures.closed is not None:
        yield f"{show_money(figures.closed, country)} closed business"
    yield from _counted(figures.training, "training")
    yield from _counted(figures.testimonials, "testimonial")


def _leads(what: str, inside: int | None, outside: int | None) -> Iterator[str]:
    if inside is None and outside is None:
        return
    count = (inside or 0) + (outside or 0)
    beyond = f" ({outside} outside)" if outside else ""
    yield f"{count} lead{'' if count == 1 else 's'} {what}{beyond}"


def _counted(count: int | None, thing: str) -> Iterator[str]:
    if count is not None:
        yield f"{count} {thing}{'' if count == 1 else 's'}"
