"""The bucket's list in any window: it never takes more than its box, and the cursor is always in view."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screens.meeting.bucket_pane import draw_bucket
from screens.meeting.bucket_picture import LEAD_KEYS, BucketBlock, BucketPicture, BucketRow

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
