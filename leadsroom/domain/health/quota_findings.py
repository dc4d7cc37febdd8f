"""How often the chapter's quotas were met, as findings: in all, by period and by member."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadsroom.domain.health.findings import Finding, of_share
from leadsroom.domain.health.quotas import QuotaMet, QuotaOfPeriod
from leadsroom.domain.rules.rule_words import quota_sentence
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.text.wording import full_day, listed

_EACH = "Each member brings "
PERIODS_SHOWN = 12  # the last ones
_COUNTS = (
    "A period counts for a member where it lies whole in the window and is over, the chapter met in it, and "
    "they were members all the time; in all, each such period of each member is one case."
)


def quota_findings(quotas: Iterable[QuotaMet], window: str) -> tuple[Finding, ...]:
    """Each quota of the rules; nothing where the chapter has none."""
    return tuple(found for place, each in enumerate(quotas, 1) for found in _of_quota(place, each, window))


def _of_quota(place: int, found: QuotaMet, window: str) -> Iterator[Finding]:
    sentence = quota_sentence(found.quota)

    def about(key: str, title: str) -> Finding:
        definition = f"{sentence} {_COUNTS}"
        return Finding(key=f"quota_{place}_{key}", title=title, definition=definition, window=window)

    per = found.quota.per.value
    yield of_share(
        about("met", f"Quota met: {sentence.removeprefix(_EACH).removesuffix('.')}"), found.whole, per
    )
    for each in found.periods[-PERIODS_SHOWN:]:
        title = f"Quota met: {period_in_words(each, found.quota.per)}"
        yield of_share(about(f"{each.period.first}", title), each.met, "member")
    for member in found.members:
        yield of_share(about(f"member_{member.person_id}", f"Quota met: {member.who}"), member.met, per)


def period_in_words(each: QuotaOfPeriod, per: PeriodKind) -> str:
    """`November 2026`, `18 Nov 2026`, `1 Oct 2026 to 31 Dec 2026`."""
    first, last = each.period.first, each.period.last
    if per is PeriodKind.MONTH:
        return f"{first:%B} {first.year}"
    if per is PeriodKind.YEAR:
        return f"{first.year}"
    return listed([full_day(first)] if first == last else [full_day(first), full_day(last)], "to")
