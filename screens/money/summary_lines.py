"""The treasurer's summary as lines: two balances and what changed them, the age of debts, the entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from leadsroom.domain.money.settlement import AGES, Debt, together
from leadsroom.domain.money.summary import Figures, Movement
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.plain_text import fold
from leadsroom.domain.text.wording import full_day, near_date, short_date
from leadsroom.exchange.money_summary import line_name, method_name
from leadsroom.views.money import CashLine, Summary
from screens.kit.listing import Column, Line
from screens.kit.styled import amber, quiet, strong, words

SUMMARY_COLUMNS = (
    Column(least=20, most=60),
    Column(least=8, most=56, rank=2),
    Column(right=True),
    Column(right=True, rank=1),
)
_NOTHING = Content("")
_OLDER = 2  # the place among AGES of what is older than a month


def summary_lines(picture: Summary, wanted: str = "") -> list[Line]:
    """The figures, then every entry that changed the money in hand, the latest first; or those that are
    looked for.
    """
    lines = list(_entries(picture)) if wanted else [*_figures(picture), *_debts(picture), *_entries(picture)]
    parts = fold(wanted).split()
    return [line for line in lines if not parts or all(part in fold(line.text) for part in parts)]


def entry_key(line: CashLine) -> str:
    """The key of the line of an entry."""
    return f"entry {line.entry.id}"


def _figures(picture: Summary) -> Iterator[Line]:
    many = len(picture.figures) > 1
    for of in picture.figures:
        named = f", {of.currency}" if many else ""
        yield from _movement(picture, of, of.hand, f"In hand{named}")
        yield from _methods(picture, of)
        yield _APART
        yield from _movement(picture, of, of.owed, f"Owed{named}")
        yield _APART


_APART = Line("", heading=Content(" "))


def _movement(picture: Summary, of: Figures, movement: Movement, what: str) -> Iterator[Line]:
    def amount(minor: int) -> str:
        return _exact(picture, minor, of.currency)

    key = f"{of.currency} {what}"
    before, after = f"{what} before {full_day(of.first)}", f"{what} after {full_day(of.last)}"
    yield Line(f"{key} before", (strong(before), _NOTHING, _NOTHING, strong(amount(movement.opening))))
    for number, line in enumerate(movement.lines):
        count = quiet("" if line.count == 1 else f"{line.count} entries")
        cells = (words(f"  {line_name(line)}"), count, words(amount(line.minor)), _NOTHING)
        yield Line(f"{key} {number}", cells)
    yield Line(f"{key} after", (strong(after), _NOTHING, _NOTHING, strong(amount(movement.closing))))


def _methods(picture: Summary, of: Figures) -> Iterator[Line]:
    """How money came in and went out, where that is on record of any of it."""
    if any(each.method is not None for each in of.methods):
        for each in of.methods:
            sides = ((each.received, "in"), (each.paid, "out"))
            country = picture.chapter.country
            parts = [
                f"{show_money(Money(minor, of.currency), country)} {way}" for minor, way in sides if minor
            ]
            cells = (quiet(f"  {method_name(each.method)}"), quiet(", ".join(parts)), _NOTHING, _NOTHING)
            yield Line(f"{of.currency} by {each.method or 'none'}", cells)


def _debts(picture: Summary) -> Iterator[Line]:
    """All that was owed at the end by its age; then who owed how much, the most first, and how old."""
    for currency, all_of_it in together(picture.debts).items():
        if all_of_it.owed:
            name = f"Debts on {full_day(picture.debts_on)}"
            owed = strong(_exact(picture, all_of_it.owed, currency))
            yield Line(f"{currency} debts", (strong(name), _NOTHING, _NOTHING, owed))
            for age, minor in _by_age(all_of_it):
                amount = words(_exact(picture, minor, currency))
                cells = (Content.assemble("  ", age), _NOTHING, amount, _NOTHING)
                yield Line(f"{currency} debts {age.plain}", cells)
            yield Line("", (quiet("  Who"), quiet("How old"), _NOTHING, _NOTHING))
        for debt in picture.debts:
            if debt.currency == currency and debt.owed:
                amount = words(_exact(picture, debt.owed, currency))
                cells = (
                    words(f"  {picture.names[debt.person_id]}"),
                    _how_old(picture, debt),
                    amount,
                    _NOTHING,
                )
                yield Line(f"{currency} debt {debt.person_id}", cells)


def _by_age(debt: Debt) -> list[tuple[Content, int]]:
    """What is owed at each age, in minor units, the oldest first; what is older than a month stands out."""
    ages = [(words if at < _OLDER else amber)(age) for at, age in enumerate(AGES)]
    return [(age, minor) for age, minor in reversed(tuple(zip(ages, debt.ages, strict=True))) if minor]


def _how_old(picture: Summary, debt: Debt) -> Content:
    """`$20 over 90 days, $5 current`, the oldest first; where all of it is of one age, that alone."""
    country, parts = picture.chapter.country, _by_age(debt)
    if len(parts) == 1:
        return parts[0][0]
    amounts = (show_money(Money(minor, debt.currency), country) for _, minor in parts)
    shown = [Content.assemble(f"{amount} ", age) for amount, (age, _) in zip(amounts, parts, strict=True)]
    return Content(", ").join(shown)


def _entries(picture: Summary) -> Iterator[Line]:
    if picture.cash:
        yield _APART
        titles = ("Date, what", "From, to", "Amount", "In hand")
        yield Line("", tuple(quiet(title) for title in titles))
    for line in reversed(picture.cash):
        yield Line(entry_key(line), _entry(picture, line))


def _entry(picture: Summary, line: CashLine) -> tuple[Content, ...]:
    entry, gone = line.entry, line.reversed_by is not None or line.entry.reverses is not None
    plain = quiet if gone else words
    since = "reversed since" if line.reversed_by is not None else ""
    who = " · ".join(part for part in (line.name, entry.means, line.receipt, since) if part)
    country = picture.chapter.country
    return (
        Content.assemble(quiet(f"{near_date(entry.on, picture.today)}  "), plain(entry.in_words)),
        quiet(who),
        plain(_exact(picture, entry.in_hand, entry.amount.currency)),
        quiet(show_money(line.in_hand, country, exact=True)),
    )


def entry_in_full(line: CashLine, country: str) -> str:
    """One entry with everything that its line may have no room for."""
    entry = line.entry
    facts: Sequence[str] = (
        entry.in_words,
        show_money(Money(entry.in_hand, entry.amount.currency), country, exact=True),
        line.name,
        f"{short_date(entry.on)} {entry.on.year}",
        entry.means,
        f"receipt {line.receipt}" if line.receipt else "",
        entry.note,
        "reversed since" if line.reversed_by is not None else "",
    )
    return " · ".join(part for part in facts if part)


def _exact(picture: Summary, minor: int, currency: str) -> str:
    return show_money(Money(minor, currency), picture.chapter.country, exact=True)
