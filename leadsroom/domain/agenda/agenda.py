"""The agenda: its steps and rounds, and the presets that chapters publish.

Source of the presets: FIELD §3 (published agendas of real chapters).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace


class StepKind(StrEnum):
    """What happens in a step of the agenda."""

    NETWORKING = "networking"
    WELCOME = "welcome"
    BUSINESS = "business"
    EDUCATION = "education"
    PITCHES = "pitches"
    VISITORS = "visitors"
    SPEAKER = "speaker"
    TESTIMONIALS = "testimonials"
    READING_BACK = "reading back"
    BUCKET = "bucket"
    BREAK = "break"
    CLOSE = "close"

    @property
    def is_round(self) -> bool:
        """Whether people take turns in it, one after the other around the table."""
        return self in (StepKind.PITCHES, StepKind.VISITORS, StepKind.BUCKET)


class PlannedStep(Struct, frozen=True):
    """One line of an agenda template.

    `planned` is the block's length; for a round with `turn_length` it is worked out from the people.
    A round without `turn_length` shares its block among those who are there.
    """

    kind: StepKind
    title: str
    planned: timedelta
    turn_length: timedelta | None = None
    autostart: bool = False


class Preset(Struct, frozen=True):
    """A published agenda: name, total length, steps.

    `pitches` is the block of its pitches where it states one, `source` whose it is or for whom.
    """

    name: str
    length: timedelta
    steps: tuple[PlannedStep, ...]
    pitches: timedelta | None = None
    source: str = ""


CHANGEOVER = timedelta(seconds=5)
SHORTEST_TURN = timedelta(seconds=15)
LONGEST_TURN = timedelta(minutes=10)
USUAL_TABLE = 15  # people, where the roster does not say yet (FIELD §3: 12 to 35)


class _InAgenda(Protocol):
    """A step, planned or being held."""

    @property
    def autostart(self) -> bool:
        """Whether the next person's time begins by itself."""


def changeover_of(step: _InAgenda, changeover: timedelta) -> timedelta:
    """The time between two turns of a step: none where the next begins as soon as one is done."""
    return timedelta(0) if step.autostart else changeover


def pitch_changeover(agenda: Iterable[PlannedStep], changeover: timedelta) -> timedelta:
    """The time between two pitches of an agenda; the usual one where it has none."""
    return next((changeover_of(s, changeover) for s in agenda if s.kind is StepKind.PITCHES), changeover)


def round_length(people: int, turn: timedelta, changeover: timedelta = CHANGEOVER) -> timedelta:
    """How long a round of `people` turns takes, one changeover each (FIELD §3, pitch arithmetic)."""
    return people * (turn + changeover)


def shared_turn(block: timedelta, people: int, changeover: timedelta = CHANGEOVER) -> timedelta:
    """One person's even share of a block, in whole seconds, never under 15 s."""
    if people == 0:
        return SHORTEST_TURN
    seconds = int(block.total_seconds() / people - changeover.total_seconds())
    return max(SHORTEST_TURN, timedelta(seconds=seconds))


def step_length(step: PlannedStep, people: int, changeover: timedelta = CHANGEOVER) -> timedelta:
    """How long a step takes with so many at the table; without visitors their round is not held."""
    if step.kind is StepKind.VISITORS:
        return timedelta(0)
    if not step.kind.is_round:
        return step.planned
    changeover = changeover_of(step, changeover)
    # A block that is shared may be too short for all who share it: nobody gets less than 15 s.
    return round_length(people, step.turn_length or shared_turn(step.planned, people, changeover), changeover)


def _plain(kind: StepKind, title: str, minutes: int) -> PlannedStep:
    return PlannedStep(kind, title, timedelta(minutes=minutes))


def _pitches(turn: timedelta) -> PlannedStep:
    return PlannedStep(StepKind.PITCHES, "Pitches", timedelta(0), turn)


def _visitors() -> PlannedStep:
    return PlannedStep(StepKind.VISITORS, "Visitors", timedelta(0), timedelta(seconds=60))


def _bucket(minutes: int) -> PlannedStep:
    return PlannedStep(StepKind.BUCKET, "Leads bucket", timedelta(minutes=minutes), None, autostart=True)


def classic_90(pitch: timedelta = timedelta(seconds=60)) -> Preset:
    """The weekly breakfast meeting of ninety minutes."""
    return Preset(
        "Classic 90",
        timedelta(minutes=90),
        (
            _plain(StepKind.NETWORKING, "Open networking", 15),
            _plain(StepKind.WELCOME, "Welcome", 3),
            _plain(StepKind.BUSINESS, "Group business", 4),
            _plain(StepKind.EDUCATION, "Education", 3),
            _pitches(pitch),
            _visitors(),
            _plain(StepKind.SPEAKER, "Speaker", 10),
            _plain(StepKind.TESTIMONIALS, "Testimonials", 5),
            _bucket(15),
            _plain(StepKind.CLOSE, "Close", 3),
        ),
    )


def hour_60(pitch: timedelta = timedelta(seconds=45)) -> Preset:
    """A meeting of one hour, without a speaker."""
    return Preset(
        "Hour 60",
        timedelta(minutes=60),
        (
            _plain(StepKind.NETWORKING, "Open networking", 10),
            _plain(StepKind.WELCOME, "Welcome", 2),
            _plain(StepKind.EDUCATION, "Education", 3),
            _pitches(pitch),
            _visitors(),
            _plain(StepKind.TESTIMONIALS, "Testimonials", 4),
            _bucket(12),
            _plain(StepKind.CLOSE, "Close", 2),
        ),
    )


def agenda_for(length: timedelta, pitch: timedelta) -> tuple[PlannedStep, ...]:
    """The preset that suits a meeting of this length, with this pitch length."""
    preset = classic_90 if length >= timedelta(minutes=75) else hour_60
    return preset(pitch).steps


def _block(kind: StepKind, title: str, minutes: int) -> PlannedStep:
    return PlannedStep(kind, title, timedelta(minutes=minutes))


def _timed_pitches(seconds: int) -> PlannedStep:
    return PlannedStep(StepKind.PITCHES, "Pitches", timedelta(0), timedelta(seconds=seconds))


def _titled_bucket(title: str, minutes: int) -> PlannedStep:
    return replace(_block(StepKind.BUCKET, title, minutes), autostart=True)


TALK_AND_COFFEE_90 = Preset(
    "Talk and coffee 90",
    timedelta(minutes=90),
    (
        _block(StepKind.NETWORKING, "Open networking", 15),
        _block(StepKind.WELCOME, "Welcome and education", 3),
        _timed_pitches(60),
        _block(StepKind.BREAK, "Coffee", 10),
        _block(StepKind.SPEAKER, "Talk with questions", 12),
        _titled_bucket("Leads bucket", 13),
        _block(StepKind.BUSINESS, "Statistics and business", 5),
    ),
    pitches=timedelta(minutes=32),
    source="Network Bucks",
)
LUNCH_HOUR_60 = Preset(
    "Lunch hour 60",
    timedelta(minutes=60),
    (
        _block(StepKind.NETWORKING, "Lunch", 15),
        _timed_pitches(45),
        _block(StepKind.SPEAKER, "Presenter", 10),
        _block(StepKind.BUSINESS, "Business", 10),
        _block(StepKind.BUSINESS, "News", 5),
        _titled_bucket("Leads", 10),
    ),
    pitches=timedelta(minutes=10),
    source="Community Business Connectors",
)
BREAKFAST_HOUR_60 = Preset(
    "Breakfast hour 60",
    timedelta(minutes=60),
    (
        _block(StepKind.BUSINESS, "Open and business", 10),
        _timed_pitches(30),
        _titled_bucket("Leads", 10),
        _block(StepKind.BREAK, "Coffee", 5),
        _block(StepKind.SPEAKER, "Totals and talk", 15),
        _block(StepKind.SPEAKER, "Second talk", 10),
    ),
    pitches=timedelta(minutes=10),
    source="Noosa",
)
# It states no length for its first round: that has what the two talks leave of the hour.
LEADS_FIRST_60 = Preset(
    "Leads first 60",
    timedelta(minutes=60),
    (
        _titled_bucket("Leads, business with, attendance", 40),
        _block(StepKind.SPEAKER, "Spotlight", 5),
        _block(StepKind.SPEAKER, "Presentation", 15),
    ),
)
# It states no length for its bucket: 20 minutes are 15 s for each of sixty, enough to say how many.
BIG_TABLE_90 = Preset(
    "Big table 90",
    timedelta(minutes=90),
    (
        _block(StepKind.NETWORKING, "Open networking", 25),
        _block(StepKind.EDUCATION, "Education", 3),
        _timed_pitches(30),
        _titled_bucket("Leads bucket, numbers only", 20),
    ),
    source="BNI, 50 to 70 members",
)

PRESETS = (
    classic_90(),
    TALK_AND_COFFEE_90,
    LUNCH_HOUR_60,
    BREAKFAST_HOUR_60,
    LEADS_FIRST_60,
    BIG_TABLE_90,
    hour_60(),
)
