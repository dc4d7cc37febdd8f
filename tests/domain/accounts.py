"""Entries of accounts put together by hand, and whole accounts made up by hypothesis."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from leadsroom.domain.ids import LedgerId, PersonId
from leadsroom.domain.money.account import IN_HAND, OWN, AccountEntry, AccountKind, Method
from leadsroom.domain.text.money import Money

FIRST = date(2026, 1, 1)
_BELOW = (AccountKind.PAYMENT, AccountKind.CREDIT, AccountKind.INCOME)
ANN, BO = PersonId(1), PersonId(2)


def entry(number: int, minor: int, kind: AccountKind = AccountKind.FINE, **rest: Any) -> AccountEntry:
    """An entry in dollars of Ann's, on the first of January, where nothing else is said."""
    on = rest.pop("on", FIRST)
    rest = {"member_id": None if kind in OWN else ANN} | rest
    money = Money(minor, rest.pop("currency", "USD"))
    at = datetime(on.year, on.month, on.day, 15, tzinfo=UTC)
    return AccountEntry(id=LedgerId(number), kind=kind, amount=money, on=on, at=at, **rest)


@st.composite
def books(draw: st.DrawFn) -> list[AccountEntry]:
    """A chapter's entries in the order of their writing: all kinds, some taken back, some of them again."""
    written: list[AccountEntry] = []
    day = FIRST
    for _ in range(draw(st.integers(0, 25))):
        day += timedelta(days=draw(st.integers(0, 40)))
        standing = {each.id for each in written} - {each.reverses for each in written}
        if standing and draw(st.integers(0, 4)) == 0:
            back_id = draw(st.sampled_from(sorted(standing)))
            back = next(each for each in written if each.id == back_id)
            values = {name: getattr(back, name) for name in ("member_id", "method", "cause", "pays")}
            values |= {"currency": back.amount.currency, "on": day, "reverses": back.id}
            written.append(entry(len(written) + 1, -back.amount.minor, back.kind, **values))
            continue
        kind = draw(st.sampled_from(AccountKind))
        minor = draw(st.integers(1, 500)) * (-1 if kind in _BELOW else 1)
        if kind not in OWN | IN_HAND and draw(st.integers(0, 9)) == 0:
            minor = -minor  # a correction by the close of a meeting
        values = {"on": day, "currency": draw(st.sampled_from(["USD", "USD", "JPY"]))}
        if kind not in OWN:
            values["member_id"] = draw(st.sampled_from([ANN, BO]))
        if kind in IN_HAND:
            values["method"] = draw(st.sampled_from([None, *Method]))
        written.append(entry(len(written) + 1, minor, kind, **values))
        if kind is AccountKind.DONATION and minor > 0:
            paid = values | {"pays": LedgerId(len(written))}
            written.append(entry(len(written) + 1, -minor, AccountKind.PAYMENT, **paid))
    return written
