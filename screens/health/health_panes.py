"""What stands around the members' figures: thresholds and order above, one line of them in words below."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.health.advice import NO_ADVICE
from leadsroom.domain.health.member_health import MemberHealth, months_in_words
from leadsroom.domain.health.statistics import CASES_FOR_SHARE
from leadsroom.domain.text.money import Money, minor_digits, show_money
from leadsroom.domain.text.wording import counted, near_day
from leadsroom.views.health.health_column import Cell, HealthColumn, NoFigure, median_cell
from leadsroom.views.health.health_page import HealthPicture
from leadsroom.views.health.member_table import SIGNS, TOO_LITTLE_HERE, UNKNOWN, cell_words
from screens.health.health_table import BY_NAME, Layout, Look, foot_of, head_of
from screens.kit.pane import Pane, lines
from screens.kit.styled import amber, quiet, short, strong, words

_HOW_TO_SORT = "← → sort by a figure, and say here what it counts; with shift to the next kind of them."
_LEAST_ROWS = 3
_NOTHING = "Nothing in these figures asks for anything."


class Heads(Pane[tuple[Layout, Look]]):
    """The heads of the columns, which stay while the lines below them are scrolled."""

    def draw(self, picture: tuple[Layout, Look], width: int) -> Content:
        return head_of(*picture)


class Foot(Pane[tuple[Layout, str]]):
    """What the members' figures are compared with, below all of them."""

    def draw(self, picture: tuple[Layout, str], width: int) -> Content:
        return foot_of(*picture)


class Above(Pane[tuple[HealthPicture, Look]]):
    """Of how many meetings the figures are, what they need, and how they are sorted."""

    def draw(self, picture: tuple[HealthPicture, Look], width: int) -> Content:
        seen, look = picture
        right = words(sorted_by(look, has_advice=seen.figures.has_advice))
        room = max(0, width - right.cell_length - 2)
        fitting = [each for each in of_what(seen) if Content(each).cell_length <= room]
        left = quiet(fitting[0] if fitting else "").truncate(room, ellipsis=True, pad=True)
        return Content.assemble(left, "  ", right)


def of_what(seen: HealthPicture) -> tuple[str, ...]:
    """How many meetings, and what stands where there is no figure; in more words and in fewer."""
    number = counted(len(seen.figures.meetings), "meeting")
    if not seen.figures.has_advice:
        return (
            f"{number} · {NO_ADVICE}",
            f"{number} · {NO_ADVICE.partition(' that')[0]} so long ago",
            number,
        )
    sign, meaning = TOO_LITTLE_HERE, SIGNS[TOO_LITTLE_HERE]
    in_full = f"{number} · {sign} {meaning}: shares are given from {CASES_FOR_SHARE} cases on"
    return (
        f"{in_full} · {UNKNOWN} {SIGNS[UNKNOWN]}",
        in_full,
        f"{number} · {sign} under {CASES_FOR_SHARE} cases",
        number,
    )


def sorted_by(look: Look, *, has_advice: bool = True) -> str:
    """`by raw %, highest first`; without any advice nobody comes first."""
    column = look.column
    if column is None:
        order = "in table order" if look.by == BY_NAME or not has_advice else "most pressing first"
        return f"{order}, turned around" if look.turned else order
    if column.is_number:
        return f"by {column.short}, {'lowest' if look.turned else 'highest'} first"
    return f"by {column.short}, {'last to first' if look.turned else 'first to last'}"


class Below(Struct, frozen=True):
    """The member under the cursor, and how the table is looked at."""

    seen: HealthPicture
    member: MemberHealth
    look: Look


class InWords(Pane[Below]):
    """The line under the cursor in words, and what the chosen column says; what does not fit is left out."""

    def draw(self, picture: Below, width: int) -> Content:
        first, *others = (part.wrap(max(1, width)) for part in in_words(picture))
        rows = list(first)
        for part in others:
            if len(rows) + len(part) > max(self.content_size.height, _LEAST_ROWS):
                break
            rows += part
        return lines(*rows)


def in_words(below: Below) -> Iterator[Content]:
    """Who it is; then the chosen figure with the numbers behind it, and what should be done."""
    member, column = below.member, below.look.column
    yield Content.assemble(strong(short(member.person.name)), quiet(f"  {_about(below)}"))
    if column is not None:
        yield Content.assemble(words(f"{figure_in_words(column, below)}. "), quiet(definition_of(column)))
    for each in member.advice:
        sentence = words(f"{each.words[:1].upper()}{each.words[1:]}.")
        yield Content.assemble(amber("▲ "), sentence, quiet(f" Rule: {each.threshold}."))
    if column is None and not member.advice:
        seen = below.seen.figures
        yield quiet(_NOTHING if seen.has_advice else f"There is {NO_ADVICE}.")
    if column is None:
        yield quiet(_HOW_TO_SORT)


def _about(below: Below) -> str:
    member, today = below.member, below.seen.today
    parts = [short(member.membership.profession)]
    if member.has_left:
        parts.append("has left")
    if member.is_on_leave:
        parts.append("on leave")
    if member.months_since_joined is not None:
        parts.append(f"joined {months_in_words(member.months_since_joined)} ago")
    if member.renews_on is not None:
        parts.append(f"renews {near_day(member.renews_on, today)}")
    return " · ".join(part for part in parts if part)


def definition_of(column: HealthColumn) -> str:
    """What it counts, and from how many cases on."""
    given = f" Given {column.threshold}." if column.threshold else ""
    return f"{column.definition}{given}{' For officers.' if column.officers_only else ''}"


def figure_in_words(column: HealthColumn, below: Below) -> str:
    """`Raw share of what was given: 12.5 % (4 of 32), median 9.1 %`; or why there is none."""
    member, seen = below.member, below.seen
    cell = column.cell(member)
    behind = column.behind(member) if column.behind is not None else ""
    text = value_in_words(cell, column, seen)
    middle = median_cell(column, seen.figures.throughout)
    beside = "" if middle is None or isinstance(middle, NoFigure) else value_in_words(middle, column, seen)
    return "".join(
        [
            f"{column.title}: {text}",
            f" ({behind})" if behind else "",
            f", median of those with a place at every meeting {beside}" if beside else "",
        ]
    )


def value_in_words(cell: Cell, column: HealthColumn, seen: HealthPicture) -> str:
    """`12.5 %`, `3 meetings`, `$1,900`; or why there is no figure."""
    if isinstance(cell, NoFigure):
        return cell.words
    if cell is None or cell == "":
        return "nothing on record"
    if column.unit == "money" and isinstance(cell, Decimal):
        currency = seen.chapter.currency
        money = Money(int(cell.scaleb(minor_digits(currency))), currency)
        return show_money(money, seen.chapter.country)
    text = cell_words(cell, seen.chapter.country)
    if column.unit == "percent":
        return f"{text} %"
    unit = column.unit.removesuffix("s") if text == "1" else column.unit
    return f"{text} {unit}".rstrip()
