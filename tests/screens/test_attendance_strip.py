"""A member's meetings at a glance: which signs stand there, over which months, and what they mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.domain.ids import MeetingId, PersonId
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.standing import MemberStanding
from leadsroom.views.people import MarkLine, MemberPicture
from screens.kit.styled import sign_of
from screens.people.member_panes import AttendanceStrip, mark_lines, months_below

LATEST = date(2026, 11, 11)
KINDS = {
    "P": (Mark.PRESENT, False),
    "E": (Mark.PRESENT, True),
    "L": (Mark.LATE, False),
    "A": (Mark.ABSENT, False),
    "M": (Mark.MEDICAL, False),
    "S": (Mark.SUBSTITUTE, False),
    "-": (None, False),
}


def weekly(kinds: str) -> tuple[MarkLine, ...]:
    """Meetings of as many weeks, the oldest first as written; as a picture has them, the latest first."""
    return tuple(
        MarkLine(
            meeting_id=MeetingId(weeks + 1),
            on=LATEST - timedelta(weeks=weeks),
            mark=KINDS[kind][0],
            substitute="Nadia Brandt" if kind == "S" else "",
            left_early=KINDS[kind][1],
            excused=False,
        )
        for weeks, kind in enumerate(reversed(kinds))
    )


def drawn(kinds: str, width: int = 60) -> list[str]:
    """The strip as text."""
    return AttendanceStrip().draw(weekly(kinds), width).plain.split("\n")


def test_a_sign_for_each_meeting_over_its_month() -> None:
    """The oldest stands at the left, a month's name under its first meeting, and each sign is explained."""
    assert drawn("PPALPPPPSPPPP") == [
        "The last twelve months",
        "●●○◔●●●●⇄●●●●",
        "  Sep  Oct Nov",
        "● 10 present   ◔ 1 late   ○ 1 absent   ⇄ 1 substitute",
    ]


def test_no_two_signs_look_alike() -> None:
    """Where no colour is shown the shapes alone tell them apart."""
    shapes = {sign_of(*kind).shape for kind in KINDS.values()} | {sign_of(Mark.PRESENT, online=True).shape}
    assert len(shapes) == len(KINDS) + 1


def test_a_meeting_without_a_mark_is_listed_as_such() -> None:
    """Nobody has looked at the member there; below the strip the sign is explained."""
    assert drawn("P-P") == ["The last twelve months", "●·●", " Nov", "● 2 present   · 1 not marked"]


def test_more_meetings_than_cells_say_how_many_are_shown() -> None:
    """The latest ones stay, and the words above and below are about them."""
    head, signs, _months, counts = drawn("A" * 30 + "P" * 20, 40)
    assert (head, signs) == ("The last 40 meetings", "○" * 20 + "●" * 20)
    assert counts == "● 20 present   ○ 20 absent"


@pytest.mark.parametrize("count", range(1, 60))
def test_no_name_of_a_month_runs_into_the_next(count: int) -> None:
    """However many meetings there are, each name stands by itself, under a meeting of that month."""
    shown = weekly("P" * count)[::-1]
    names = months_below(shown, 80)
    for name in names.split():
        assert len(name) == 3
        assert f"{shown[names.index(name)].on:%b}" == name
    assert names.endswith("Nov")


@pytest.mark.parametrize("width", range(1, 61))
def test_nothing_is_wider_than_the_strip(width: int) -> None:
    """Where a last month has no room for its name it has none; no meaning is broken between two lines."""
    _head, signs, months, *counts = drawn("AAAAAELMS" + "P" * 51, width)
    assert len(signs) == width
    assert len(months) <= width
    assert [part.strip() for row in counts for part in row.split("   ")] == drawn_parts(width)
    assert all(len(row) <= max(width, len("⇄ 1 substitute")) for row in counts)


def drawn_parts(width: int) -> list[str]:
    """What the signs of the latest meetings mean, each by itself."""
    kinds = ("AAAAAELMS" + "P" * 51)[-width:]
    meanings = {"P": "● {} present", "L": "◔ {} late", "A": "○ {} absent", "M": "✚ {} medical"}
    meanings |= {"S": "⇄ {} substitute", "E": "◌ {} left early"}
    return [meaning.format(kinds.count(kind)) for kind, meaning in meanings.items() if kind in kinds]


@pytest.mark.parametrize(
    ("kind", "excused"),
    [
        ("P", ""),
        ("E", "early leaving"),
        ("L", "late arrival"),
        ("A", "absence"),
        ("M", "medical absence"),
        ("S", "substitute"),
    ],
)
def test_what_a_rule_may_count_can_be_excused_once(kind: str, excused: str) -> None:
    """Each by its name; not who was simply there, nor what is excused already."""
    (mark,) = weekly(kind)
    assert (mark.what_is_excused if mark.is_excusable else "") == excused
    assert not replace(mark, excused=True).is_excusable


@pytest.mark.parametrize(("every", "listed"), [(False, "EA"), (True, "PEAP")])
def test_only_what_needs_a_word_is_listed(every: bool, listed: str) -> None:
    """Present is what is expected: such a meeting is listed only where every one is."""
    seen = MemberPicture(PersonId(1), LATEST, MemberStanding(), (), weekly("PEAP"), (), ())
    keys = [line.key for line in mark_lines(seen, every=every) if line.key]
    shown = {f"mark:{mark.meeting_id}": mark for mark in seen.marks}
    assert [shown[key].on for key in keys] == sorted((shown[key].on for key in keys), reverse=True)
    assert len(keys) == len(listed)
