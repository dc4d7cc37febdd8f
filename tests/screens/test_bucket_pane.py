"""The bucket's list in any window: it never takes more than its box, and the cursor is always in view."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.domain.meeting.bucket_list import at_bucket
from screens.meeting.bucket_pane import draw_bucket
from screens.meeting.bucket_picture import LEAD_KEYS, BucketBlock, BucketPicture, BucketRow, bucket_picture
from tests.databases import SqliteFiles
from tests.screens.table import laid_table, nothing
from tests.screens.week_before import bucket_today

NAMES = st.sampled_from(
    ["Jo", "Ann Chu", "Lindqvist & Sons of Harborview", "山田太郎商店株式会社", "[/]", ""]
)
ROWS = st.lists(
    st.builds(
        BucketRow,
        who=NAMES,
        about=NAMES,
        right=st.sampled_from(["7 days", "✓ contacted, thanked", "✓ bad lead: " + "no " * 30, ""]),
        look=st.sampled_from(["", "done", "warning", "quiet", "heading"]),
        more=st.sampled_from(["", "a shop", "a new web shop for the bakery " * 4, "x" * 90]),
    ),
    min_size=1,
    max_size=30,
)


def _with_cursor(rows: list[BucketRow], at: int) -> tuple[BucketRow, ...]:
    here = rows[at % len(rows)]
    chosen = BucketRow(here.who, here.about, here.right, "", here=True, more=here.more)
    return tuple(chosen if row is here else row for row in rows)


@given(ROWS, ROWS, st.booleans(), st.integers(0, 29), st.integers(20, 90), st.integers(9, 40))
def test_it_keeps_to_its_box_and_shows_the_cursor(
    leads: list[BucketRow], asks: list[BucketRow], on_ask: bool, at: int, width: int, room: int
) -> None:
    """At most the rows and cells there are, with the row under the cursor among them."""
    blocks = (
        BucketBlock(
            "Received", tuple(leads) if on_ask else _with_cursor(leads, at), "3 to answer", LEAD_KEYS
        ),
        BucketBlock("Gives today", (BucketRow("nothing yet"),)),
        BucketBlock("Asked for today", _with_cursor(asks, at) if on_ask else tuple(asks)),
    )
    drawn = draw_bucket(BucketPicture(blocks), width, room)
    assert len(drawn) <= room
    assert all(row.cell_length <= width for row in drawn)
    assert any(row.plain.startswith("▸") for row in drawn)


def test_where_all_fits_nothing_is_left_out() -> None:
    """Every row of a list that has the room for it, and no word of more."""
    rows = tuple(BucketRow(f"Lead {n}", "Ann Chu", "7 days") for n in range(12))
    drawn = [row.plain for row in draw_bucket(BucketPicture((BucketBlock("Received", rows, "all"),)), 48, 13)]
    assert [row.split("  ")[1] for row in drawn[1:]] == [row.who for row in rows]
    assert "more" not in drawn[0]
    fewer = draw_bucket(BucketPicture((BucketBlock("Received", rows, "all"),)), 48, 12)
    assert fewer[0].plain.endswith("all · ⇥ more")


WAITS = tuple(
    BucketRow(who, giver, stands, more=need)
    for who, giver, stands, need in (
        ("Mei Kowalski", "Luis Fernández-Ortiz", "to thank", "retirement party"),
        ("Felix Cole", "Luis Fernández-Ortiz", "3 weeks", "gallery opening"),
    )
)
THANKED = BucketRow("Nolan Pruitt", "Ann Chu", "✓ contacted, thanked", "done", more="retirement party")
OUTCOME_KEYS = LEAD_KEYS[:6] + LEAD_KEYS[7:]  # of a lead that is no raw one


def _received(*rows: BucketRow, width: int = 66) -> list[str]:
    block = BucketBlock("Received", rows, "1 to report, 1 to thank", OUTCOME_KEYS, ("from", "need"))
    return [row.plain.rstrip() for row in draw_bucket(BucketPicture((block,)), width, 12)]


def test_at_120_columns_names_and_needs_stand_whole() -> None:
    """Nothing is cut while cells stand empty; the heads stand over their columns."""
    head, *rows = _received(*WAITS)
    for row in rows[:2]:
        assert "…" not in row
    starts = [rows[0].index(text) for text in ("Luis", "retirement")]
    assert [head.index(text) for text in ("from", "need")] == starts
    assert head.endswith("1 to report, 1 to thank")


def test_what_is_done_takes_room_of_its_own_need_only() -> None:
    """A lead that has been reported cuts nothing of those that wait."""
    assert _received(*WAITS, THANKED)[1:3] == _received(*WAITS)[1:3]
    done = _received(*WAITS, THANKED)[3]
    assert done.endswith("✓ contacted, thanked")
    assert len(done) == 66


@pytest.mark.parametrize("width", [48, 66])
def test_the_digits_stand_in_columns_without_gaps(width: int) -> None:
    """Where 7 is no key there is no hole for it, and choosing a lead or none moves nothing."""
    first, second = _received(*WAITS, width=width)[-2:]
    assert [first.index(key) for key in ("1 ", "2 ", "3 ")] == [
        second.index(key) for key in ("5 ", "6 ", "8 ")
    ]
    block = BucketBlock("Received", WAITS, "", (("⇥", "chooses a lead"),))
    no_lead = draw_bucket(BucketPicture((block,)), width, 12)
    all_keys = draw_bucket(BucketPicture((replace(block, keys=LEAD_KEYS),)), width, 12)
    assert len(no_lead) == len(all_keys)


@pytest.mark.parametrize("width", [48, 66])
def test_a_reason_stands_whole(width: int) -> None:
    """Beside what the lead is about, or in a row of its own."""
    reason = "raw: no phone, no need, call not confirmed"
    block = BucketBlock("Gives today", (BucketRow("Samir Haddad", "joe", reason, "warning"),))
    rows = [row.plain for row in draw_bucket(BucketPicture((block,)), width, 12)]
    assert len(rows) == (3 if width == 48 else 2)
    assert rows[-1].endswith(reason)
    assert "joe" in rows[1]


def test_a_count_says_what_waits_for_what(sqlite_files: SqliteFiles) -> None:
    """To report and to thank are two things, and each is counted in the words that stand beside a lead."""
    with laid_table(sqlite_files, nothing) as table:
        today = bucket_today(table)
        found = at_bucket(today.now)
        assert found is not None
        received = bucket_picture(today.now, found, None, today.clock.now()).blocks[0]
        assert received.count == "2 to report, 1 to thank"
        assert sum(row.right == "to thank" for row in received.rows) == 1
        today.desk.close()


@pytest.mark.parametrize("width", [40, 44, 48, 63, 64, 70])
@pytest.mark.parametrize(
    "name", ["Young couple Rossini-Fernandez", "株式会社とても長い名前のお客様", "w" * 90]
)
def test_columns_never_run_together(name: str, width: int) -> None:
    """However long or wide a name is, what stands beside it stands apart, in every block."""
    blocks = (
        BucketBlock("Received", (BucketRow(name, "Paul", "1 week"),), heads=("from", "need")),
        BucketBlock("To check", (BucketRow(name, "Paul", "9 asks"),)),
        BucketBlock("Gives today", (BucketRow(name, "Paul", "raw: no phone", "warning"),)),
        BucketBlock("Asks", (BucketRow(name, "Paul", "l answer it", here=True),)),
    )
    rows = [row.plain for row in draw_bucket(BucketPicture(blocks), width, 24)]
    beside = [row for row in rows if "Paul" in row]
    assert len(beside) == 4
    assert all("  Paul " in row for row in beside)
