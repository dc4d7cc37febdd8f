"""The script of a whole meeting, as data: the keys and when, what the screen says then, what is on record."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.terminal import record as r

ROSTER = Path(__file__).parent.parent / "data" / "roster.csv"
BEGINS = datetime(2026, 11, 18, 14, 50, tzinfo=UTC)  # Wednesday, ten to seven in the meeting room
DATE, ZONE = "2026-11-18", "America/Los_Angeles"
PLANNED_START = 600

PITCH = 60
BUCKET_SHARE = 52  # 15 minutes among 17 people: their turns follow each other
MINUTES = {
    "Open networking": 15,
    "Welcome": 3,
    "Group business": 4,
    "Education": 3,
    "Speaker": 10,
    "Testimonials": 5,
    "Close": 3,
}


@dataclass(frozen=True)
class Act:
    """One act at the table, one entry of the journal.

    `after` seconds since the act before, `keys` are pressed; `shows` comes up on the screen, `gone` goes,
    and the clock reads what the facts make of it.
    """

    after: int
    keys: tuple[str, ...]
    facts: tuple[r.Fact, ...]
    shows: str = ""
    gone: str = ""


def table() -> tuple[str, ...]:
    """The members in the order of their seats."""
    with ROSTER.open(encoding="utf-8") as file:
        return tuple(row["Name"] for row in sorted(csv.DictReader(file), key=lambda row: int(row["Seat"])))


def moment(seconds: int) -> datetime:
    """The moment so many seconds into the script."""
    return BEGINS + timedelta(seconds=seconds)


ABSENT, LATE = "Paul Whitfield", "Omar Aziz"
SUBSTITUTES = {"Cyrus Ng": "Tom Ray", "Dee Fox": "Lena Berg"}
TABLE = table()
AT_THE_START = tuple(member for member in TABLE if member not in (ABSENT, LATE))
PITCHES = (*AT_THE_START, LATE)
BUCKET = tuple(member for member in TABLE if member != ABSENT)
BEFORE_A_PITCH = 4  # seconds until the next speaker has stood up
GAPS = {"Pitches": BEFORE_A_PITCH * len(PITCHES), "Leads bucket": 0}
SPOKE = {"Ann Chu": 58, "Samir Haddad": 66, "Grace O'Neill": 44, "Tomás Rivera": 85, LATE: 50}


def _name(member: str) -> str:
    """Who speaks for a seat, as the screen puts it."""
    return f"{SUBSTITUTES[member]} for {member}" if member in SUBSTITUTES else member


def _step(after: int, title: str, following: str) -> Act:
    return Act(after, ("enter",), (r.StepBegan(title, MINUTES[title] * 60),), f"on to {following}")


def _at_seat(member: str) -> tuple[str, ...]:
    """The keys that bring the cursor of the attendance board to a member."""
    return ("a", "home", *("down",) * TABLE.index(member))


def _check_in() -> Iterator[Act]:
    keys: tuple[str, ...]
    yield Act(0, (*_at_seat(ABSENT), "2", "enter"), (r.Marked(ABSENT, "A"),), "17 of 18", gone="Attendance")
    keys = ("s", "cyrus", "enter", "Tom Ray", "enter", "Bookkeeper", "enter")
    yield Act(60, keys, (r.StoodIn("Cyrus Ng", "Tom Ray"),), "Tom Ray for Cyrus Ng")
    # Opened from the board, the form gives it back.
    keys = (*_at_seat("Dee Fox"), "5", "Lena Berg", "enter", "Paralegal", "enter", "enter")
    facts = (r.StoodIn("Dee Fox", "Lena Berg"),)
    yield Act(60, keys, facts, "Lena Berg for Dee Fox", gone="Attendance")
    yield Act(60, (*_at_seat(LATE), "2", "enter"), (r.Marked(LATE, "A"),), "16 of 18", gone="Attendance")


def _opening() -> Iterator[Act]:
    start = (r.MeetingStarted(), r.StepBegan("Open networking", 15 * 60))
    yield Act(PLANNED_START - 180 + 20, ("enter",), start, "on to Welcome")
    yield _step(900, "Welcome", "Group business")
    yield _step(150, "Group business", "Education")
    yield _step(200, "Education", "Pitches")
    yield Act(60, ("+",), (r.MoreTime(30),), "3 min 30 s")
    yield Act(40, ("space",), (r.Paused(),), "PAUSED")
    yield Act(25, ("space",), (r.Resumed(),), gone="PAUSED")
    first = PITCHES[0]
    facts = (r.StepBegan("Pitches", is_round=True), r.TurnUp(first, PITCH))
    yield Act(100, ("enter",), facts, f"start {_name(first)}")


def _pitches() -> Iterator[Act]:
    for member, following in zip(PITCHES, (*PITCHES[1:], None), strict=True):
        coming = f"finish, next is {_name(following)}" if following else "finish, on to Speaker"
        yield Act(BEFORE_A_PITCH, ("enter",), (r.Started(),), coming)
        spent = 0
        for act in _during_pitch(member):
            spent += act.after
            yield act
        left = SPOKE.get(member, 40 + len(member)) - spent
        facts: tuple[r.Fact, ...]
        if following is not None:
            facts = (r.TurnDone(), r.TurnUp(following, PITCH))
            yield Act(left, ("enter",), facts, f"start {_name(following)}")
        else:
            facts = (r.TurnDone(), r.StepBegan("Speaker", MINUTES["Speaker"] * 60))
            yield Act(left, ("enter",), facts, "on to Testimonials")


def _during_pitch(member: str) -> Iterator[Act]:
    if member == "Ann Chu":
        yield Act(
            20,
            ("k", "wedding planners", "enter"),
            (r.Asked("wedding planners"),),
            "wedding planners",
            gone="Asks for",
        )
    elif member == "Samir Haddad":
        facts = (r.Marked(LATE, "L"), r.TurnJoins(LATE))
        yield Act(30, (*_at_seat(LATE), "3", "enter"), facts, "late 30 min", gone="Attendance")
    elif member == "Grace O'Neill":
        yield Act(15, ("f5",), (r.Paused(),), "PAUSED")
        yield Act(20, ("space",), (r.Resumed(),), gone="PAUSED")
    elif member == "Tomás Rivera":
        yield Act(50, ("+",), (r.MoreTime(30),))
    elif member == "Jonas Weiss":
        yield Act(
            25,
            ("k", "family reunions", "enter"),
            (r.Asked("family reunions"),),
            "family reunions",
            gone="Asks for",
        )


def _testimonials() -> Iterator[Act]:
    yield _step(590, "Testimonials", "Leads bucket")
    keys = ("t", "bea", "enter", "jonas", "enter", "Pictures on the same evening", "enter")
    praise = r.Praised("Bea Katz", "Jonas Weiss", "Pictures on the same evening")
    yield Act(40, keys, (praise,), "Bea Katz about Jonas Weiss")
    keys = ("t", "samir", "enter", "grace", "enter", "Answers on Sundays", "enter")
    praise = r.Praised("Samir Haddad", "Grace O'Neill", "Answers on Sundays")
    yield Act(70, keys, (praise,), "Samir Haddad about Grace O'Neill")
    facts = (r.StepBegan("Leads bucket", is_round=True), r.TurnUp(BUCKET[0], BUCKET_SHARE), r.Started())
    yield Act(80, ("enter",), facts, f"finish, next is {_name(BUCKET[1])}")


def _lead(after: int, lead: r.LeadPassed, find: str, phone: str, answer: str) -> Act:
    # Enter upon Enter at once would be one that is held: a line without words is left by Tab.
    lines = ((words, "enter" if words else "tab") for words in (lead.prospect, phone, lead.need))
    keys = ("l", find, "enter", *(key for line in lines for key in line), answer)
    word = "Raw lead" if lead.missing else "Lead"
    return Act(
        after,
        tuple(key for key in keys if key),
        (lead,),
        f"{word:<13}{lead.giver} → {lead.receiver}",
    )


def _during_bucket(member: str) -> Iterator[Act]:
    match member:
        case "Maria Lopez":
            first = r.LeadPassed(member, "Robert Diaz", "Jane Doe", "+14155550142", "business account")
            yield _lead(8, first, "bank", "4155550142", "y")
            second = r.LeadPassed(
                member, "Ann Chu", "Harbor Hotel", "+14155550143", "weekly flowers in the lobby"
            )
            yield _lead(20, second, "ann", "(415) 555-0143", "y")
        case "Cyrus Ng":
            lead = r.LeadPassed(member, "Dee Fox", "Piet de Groot", "+14155550144", "will and trust")
            yield _lead(10, lead, "dee", "415 555 0144", "y")
            yield Act(5, ("u",), (r.LeadTakenBack(),), gone="Piet de Groot · will")
            yield Act(5, ("ctrl+y",), (r.LeadGivenAgain(),), "Piet de Groot · will")
        case "Samir Haddad":
            lead = r.LeadPassed(
                member, "Tomás Rivera", "the Okafors", "", "outside walls", missing=("phone",)
            )
            yield _lead(12, lead, "tomas", "", "y")
        case "Ingrid Sørensen":
            keys = ("c", "ann", "enter", "4,200", "ctrl+s")
            yield Act(9, keys, (r.BusinessClosed(member, "Ann Chu", 4200),), f"{member} thanks Ann Chu")
        case "Keiko Tanaka":
            lead = r.LeadPassed(
                member,
                "Bea Katz",
                "Yuki Sato",
                "+14155550145",
                "lunch for 60",
                missing=("expecting the call",),
            )
            yield _lead(14, lead, "bea", "4155550145", "n")
        case "Omar Aziz":
            lead = r.LeadPassed(member, "Ruth Abara", "Q. Marsh", "+14155550146", "brochures")
            yield _lead(11, lead, "printer", "4155550146", "y")
        case "Helen Park":
            lead = r.LeadPassed(member, "Vince DeLuca", "Alma Reyes", missing=("phone", "need"))
            yield _lead(7, lead, "vince", "", "y")
        case "Vince DeLuca":
            keys = ("c", "samir", "enter", "1850.50", "ctrl+s")
            yield Act(9, keys, (r.BusinessClosed(member, "Samir Haddad", 1850.5),), f"{member} thanks Samir")
        case "Jonas Weiss":
            lead = r.LeadPassed(member, "Maria Lopez", "Tea House", "+14155550147", "new web shop")
            yield _lead(13, lead, "web", "4155550147", "y")


def _bucket() -> Iterator[Act]:
    for member, following, after_that in zip(
        BUCKET, (*BUCKET[1:], None), (*BUCKET[2:], None, None), strict=True
    ):
        spent = 0
        for act in _during_bucket(member):
            spent += act.after
            yield act
        left = max(3, 25 + len(member) - spent)
        facts: tuple[r.Fact, ...]
        if following is not None:
            shows = f"finish, next is {_name(after_that)}" if after_that else "finish, on to Close"
            facts = (r.TurnDone(), r.TurnUp(following, BUCKET_SHARE), r.Started())
            yield Act(left, ("enter",), facts, shows)
        else:
            facts = (r.TurnDone(), r.StepBegan("Close", MINUTES["Close"] * 60))
            yield Act(left, ("enter",), facts, "close the meeting")


def _closing() -> Iterator[Act]:
    shows = "17 of 18 at the table    5 leads · 3 raw leads    $6,050.50 closed"
    yield Act(130, ("enter",), (r.MeetingClosed(),), shows)


SCRIPT: tuple[Act, ...] = (
    *_check_in(),
    *_opening(),
    *_pitches(),
    *_testimonials(),
    *_bucket(),
    *_closing(),
)
