"""The meetings of some days as one review: what it lists is what the figures of these days count."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from leadsroom.acts.desk import Desk, SyncDesk
from leadsroom.domain.rules.windows import Period, Stretch
from leadsroom.store.store import Store
from leadsroom.views.health.period_review import PeriodReview, period_review
from leadsroom.views.health.review import meeting_review
from leadsroom.views.meeting.find_meeting import find_meeting
from screens.review.period import PeriodScreen, leads_heading, meetings_heading, period_lines
from tests.harborview import SetClock
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.screens.pages import SMALL, reading

AUTUMN = Period(date(2026, 9, 20), date(2026, 11, 20))


@pytest.fixture
def desk(demo_store: Store) -> SyncDesk:
    """The desk of the sample chapter, four minutes before its meeting."""
    return SyncDesk(demo_store, sample_chapter(demo_store).id, SetClock(SAMPLE_NOW), "desk")


@pytest.fixture
def seen(desk: SyncDesk) -> PeriodReview:
    """Two months of the sample."""
    found: PeriodReview = desk.read(period_review, AUTUMN)
    return found


def test_what_is_listed_is_what_is_counted(seen: PeriodReview) -> None:
    """Leads, raw ones, dollars, thanks and visitors that are listed are as many as the figures say."""
    total = seen.figures.total
    counted = [line for line in seen.leads if line.lead.counts]
    assert len([line for line in counted if line.qualified]) == total.given == total.received > 0
    assert len([line for line in counted if not line.qualified]) == total.given_raw
    assert sum(line.amount.minor for line in seen.closed) == total.dollars_in.total.minor > 0
    assert len(seen.thanks) == total.thanks
    assert len([line for line in seen.visitors if line.counts]) == total.visitors
    assert len(seen.one_to_ones) * 2 == total.one_to_ones
    assert seen.listed == seen.period


def test_it_lists_of_each_meeting_what_its_own_review_does(desk: SyncDesk) -> None:
    """Of one date it is the review of that meeting: leads as they stand today, dollars, visitors."""
    one = desk.read(meeting_review, desk.read(find_meeting, "last")).summary
    on = one.meeting.on
    found = desk.read(period_review, Period(on, on))
    assert [(x.id, x.today) for x in found.leads if x.lead.meeting_id == one.meeting.id] == [
        (x.id, x.today) for x in one.leads
    ]
    assert {line.note for line in one.closed} <= {line.note for line in found.closed}
    assert [line.visitor.name for line in found.visitors] == [line.visitor.name for line in one.visitors]


def test_of_a_long_period_the_last_year_is_listed_and_all_is_counted(
    desk: SyncDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left out of the lists is said; the figures are of the whole period."""
    monkeypatch.setattr("leadsroom.views.health.period_review.MOST_LISTED", 2)
    found = desk.read(period_review, AUTUMN)
    assert found.listed.first == found.figures.meetings[-2].on
    assert {line.lead.meeting_id for line in found.leads} <= {m.id for m in found.figures.meetings[-2:]} | {
        None
    }
    assert found.figures.total.given > len(found.leads)
    assert "those since 4 Nov 2026" in leads_heading(found).plain


def test_dates_that_were_not_closed_are_named(seen: PeriodReview) -> None:
    """They count in nothing, so they stand above the meetings that do."""
    text = [line.text for line in period_lines(seen, 100)]
    assert "Wed 18 Nov: planned, not closed" in text
    assert "1 date not closed" in meetings_heading(seen).plain
    whole = replace(seen, figures=replace(seen.figures, not_closed=()))
    assert "every date closed" in meetings_heading(whole).plain


@pytest.mark.parametrize("width", [73, 113, 190])
def test_no_line_is_wider_than_the_list(seen: PeriodReview, width: int) -> None:
    """At any width every column has room, and each line has a key of its own."""
    listed = period_lines(seen, width)
    rows = [row for line in listed if line.heading is not None for row in line.heading.split("\n")]
    assert max(row.cell_length for row in rows) <= width
    keys = [line.key for line in listed if line.key]
    assert len(set(keys)) == len(keys)


async def test_days_are_read_and_left_for_others(demo_store: Store) -> None:
    """What is to call first; the arrows go on by as many days, Enter opens the review of a meeting."""
    chapter = sample_chapter(demo_store)
    desk = Desk(demo_store, chapter.id, SetClock(SAMPLE_NOW), "desk")
    page = PeriodScreen(desk, chapter, Stretch(date(2026, 10, 1), date(2026, 10, 31)), from_shell=True)
    async with reading(page, SMALL) as reader:
        await reader.until_shown("1 Oct 2026 to 31 Oct 2026")
        assert "Still to call" in reader.text
        await reader.press("end")
        await reader.until_shown("review this meeting")
        await reader.press("enter")
        assert page.picture is not None
        assert reader.wanted == [("review", page.picture.figures.meetings[0].id)]
        await reader.press("right")
        await reader.until_shown("1 Nov 2026 to 1 Dec 2026")
        assert "Meetings" in reader.text
        await reader.press("d")
        await reader.until_shown("Days of the review")
        await reader.press("escape", "slash", "'lopez")
        await reader.until(lambda: "Keiko" not in reader.text)
        await reader.press("escape", "escape")
        assert not reader.app.is_running
