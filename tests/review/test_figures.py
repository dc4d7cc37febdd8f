"""The figures of a period: what the reviews of its meetings say, added up, and no row beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from leadsroom.domain.health.figures import added_up
from leadsroom.domain.leads.dollars import DollarSum, dollar_sums
from leadsroom.domain.meeting.snapshot import MeetingKind
from leadsroom.domain.rules.windows import Period
from leadsroom.store.store import Store
from leadsroom.views.health.figures import figures
from leadsroom.views.health.review import held_before, in_numbers
from leadsroom.views.meeting.summary import Summary, summarise
from tests.sample import SAMPLE_NOW, closed_snapshots, sample_chapter
from tests.seen import afterwards, seen

ALL = Period(date(2020, 1, 1), date(2030, 1, 1))


_MARKS = ("present", "late", "substitutes", "medical", "absent", "unmarked", "online")


def added(summaries: Iterable[Summary]) -> tuple[Counter[str], tuple[DollarSum, ...]]:
    """What the reviews of meetings say, added up by the names that figures have, and their dollars."""
    counts: Counter[str] = Counter()
    sums: list[DollarSum] = []
    for each in summaries:
        totals, numbers = each.totals, Counter[str]()
        for name in _MARKS if each.meeting.kind is not MeetingKind.EXTRA else ():
            numbers[name] = getattr(totals, name)
            numbers["meetings"] += numbers[name] * (name != "online")
        numbers |= {"given": totals.qualified, "received": totals.qualified}
        numbers |= {"given_raw": totals.raw, "received_raw": totals.raw}
        numbers |= {"testimonials": totals.testimonials, "testimonials_received": totals.testimonials}
        numbers |= {"thanks": totals.thanks, "asks": len(each.asks)}
        numbers["visitors"] = sum(line.counts for line in each.visitors)
        counts.update(numbers)
        sums += dollar_sums(line.payment for line in each.business if line.payment is not None)
    return counts, added_up(sums)


def test_meetings_in_a_row_are_counted_as_each_by_itself(demo_store: Store) -> None:
    """The numbers that stand beside a review, read for many meetings at once, are those of their reviews."""
    last, *before = closed_snapshots(demo_store)
    beside = seen(demo_store, sample_chapter(demo_store), SAMPLE_NOW, held_before, last.meeting, len(before))
    reviews = [summarise(each, later=afterwards(demo_store, each, SAMPLE_NOW)) for each in before]
    assert list(reversed(beside)) == [in_numbers(each) for each in reviews]


def test_the_sample_adds_up(demo_store: Store) -> None:
    """Over the whole season of the sample the figures are those of all its reviews."""
    chapter = sample_chapter(demo_store)
    found = seen(demo_store, chapter, SAMPLE_NOW, figures, ALL)
    counts, sums = added(
        summarise(each, later=afterwards(demo_store, each, SAMPLE_NOW))
        for each in closed_snapshots(demo_store)
    )
    assert {name: getattr(found.total, name) for name in counts} == counts
    assert found.total.reported == found.total.credited == sums
    assert len(found.meetings) == 30
    assert [each.words for each in found.not_closed] == ["Wed 18 Nov: planned, not closed"]
    changed = {each.what: (each.on, each.at.date()) for each in found.corrections}
    later = "Corrected: $4,560 closed, Helen Park thanks Vince DeLuca (it was $4,060)"
    assert changed[later] == (date(2026, 11, 11), date(2026, 11, 12))
    assert sum(what.startswith("Raw lead completed") for what in changed) > 5
