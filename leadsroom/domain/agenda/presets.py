"""The agendas that chapters publish, as data (FIELD §3)."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import PlannedStep, Preset, StepKind, classic_90, hour_60


def _block(kind: StepKind, title: str, minutes: int) -> PlannedStep:
    return PlannedStep(kind, title, timedelta(minutes=minutes))


def _pitches(seconds: int) -> PlannedStep:
    return PlannedStep(StepKind.PITCHES, "Pitches", timedelta(0), timedelta(seconds=seconds))


def _bucket(title: str, minutes: int) -> PlannedStep:
    return replace(_block(StepKind.BUCKET, title, minutes), autostart=True)


TALK_AND_COFFEE_90 = Preset(
    "Talk and coffee 90",
    timedelta(minutes=90),
    (
        _block(StepKind.NETWORKING, "Open networking", 15),
        _block(StepKind.WELCOME, "Welcome and education", 3),
        _pitches(60),
        _block(StepKind.BREAK, "Coffee", 10),
        _block(StepKind.SPEAKER, "Talk with questions", 12),
        _bucket("Leads bucket", 13),
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
        _pitches(45),
        _block(StepKind.SPEAKER, "Presenter", 10),
        _block(StepKind.BUSINESS, "Business", 10),
        _block(StepKind.BUSINESS, "News", 5),
        _bucket("Leads", 10),
    ),
    pitches=timedelta(minutes=10),
    source="Community Business Connectors",
)
BREAKFAST_HOUR_60 = Preset(
    "Breakfast hour 60",
    timedelta(minutes=60),
    (
        _block(StepKind.BUSINESS, "Open and business", 10),
        _pitches(30),
        _bucket("Leads", 10),
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
        _bucket("Leads, business with, attendance", 40),
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
        _pitches(30),
        _bucket("Leads bucket, numbers only", 20),
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
