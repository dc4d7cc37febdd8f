"""A small chapter for tests, and a clock that stands where it is put."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from leadsroom.clock import Jump
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, PersonId
from leadsroom.domain.text.plain_text import fold
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import agenda_as_data, chapter
from leadsroom.store.store import Store
from leadsroom.store.unit_of_work import Unit

START = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)  # Wednesday, 7:00 in Los Angeles
PITCH = timedelta(seconds=60)
CHANGEOVER = timedelta(seconds=5)

NAMES = (
    ("Maria Lopez", "Web design"),
    ("Ann Chu", "Florist"),
    ("Robert Diaz", "Banking"),
    ("Cyrus Ng", "Insurance"),
    ("Dee Fox", "Catering"),
    ("Paul Whitfield", "Roofing"),
)

SHORT_AGENDA = (
    PlannedStep(StepKind.NETWORKING, "Open networking", timedelta(minutes=5)),
    PlannedStep(StepKind.WELCOME, "Welcome", timedelta(minutes=2)),
    PlannedStep(StepKind.PITCHES, "Pitches", timedelta(0), PITCH),
    PlannedStep(StepKind.VISITORS, "Visitors", timedelta(0), PITCH),
    PlannedStep(StepKind.BUCKET, "Leads bucket", timedelta(minutes=4), None, autostart=True),
    PlannedStep(StepKind.CLOSE, "Close", timedelta(minutes=1)),
)


@dataclass(slots=True)
class SetClock:
    """A clock that a test sets."""

    moment: datetime = START
    jump: Jump | None = None
    followed: int = 0
    held: list[bool] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def wait_for(self, moment: datetime) -> float:
        return max(0.0, (moment - self.moment).total_seconds())

    def noticed(self) -> Jump | None:
        jump, self.jump = self.jump, None
        return jump

    def follow(self) -> None:
        self.followed += 1

    def hold(self, *, is_live: bool) -> None:
        self.held.append(is_live)

    def pass_by(self, **lengths: float) -> None:
        """Let time pass: `seconds=5`, `minutes=1` …"""
        self.moment += timedelta(**lengths)


def seat_member(unit: Unit, chapter_id: ChapterId, seat: int, name: str, profession: str) -> PersonId:
    """Seat one active member."""
    profession_id = unit.insert(
        t.profession, chapter_id=chapter_id, name=profession, name_key=fold(profession)
    )
    person_id = unit.insert(t.person, chapter_id=chapter_id, name=name, name_key=fold(name))
    unit.insert(
        t.membership,
        chapter_id=chapter_id,
        person_id=person_id,
        profession_id=profession_id,
        status="active",
        seat=seat,
        offices=[],
    )
    return PersonId(person_id)


def found_chapter(
    store: Store,
    *,
    name: str = "Harborview",
    people: tuple[tuple[str, str], ...] = NAMES,
    agenda: tuple[PlannedStep, ...] = SHORT_AGENDA,
) -> Chapter:
    """Found a chapter that meets on Wednesdays at 7 in Los Angeles, its members in seats 1, 2, 3 …"""
    with store.writing() as unit:
        chapter_id = ChapterId(
            unit.insert(
                t.chapter,
                name=name,
                name_key=fold(name),
                timezone="America/Los_Angeles",
                country="US",
                currency="USD",
                clock_24h=False,
                weekday=2,
                starts=time(7),
                length=timedelta(minutes=25),
                pitch=PITCH,
                changeover=CHANGEOVER,
                agenda=agenda_as_data(agenda),
            )
        )
        for seat, (member, profession) in enumerate(people, start=1):
            seat_member(unit, chapter_id, seat, member, profession)
        return chapter(unit.connection, chapter_id)
