"""The story of two members below a matrix, and in full in a box."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from textual.content import Content

from leadsroom.domain.health.pairs.matrix import MARGINS, Margin, MatrixKind, MatrixLine
from leadsroom.domain.ids import PersonId
from leadsroom.domain.leads.lead import leads_in_words
from leadsroom.domain.text.money import show_money
from leadsroom.domain.text.wording import counted, full_day, listed, near_day
from leadsroom.exchange.health.matrix import cell_in_words, signed
from leadsroom.views.health.pairs.pair import OneWay, PairStory, PassedLead
from screens.health.matrix_grid import GridPicture, Place
from screens.kit.listing import Column, Line
from screens.kit.pane import Pane, lines
from screens.kit.styled import quiet, short, strong, words

STORY_COLUMNS = (
    Column(least=6, most=12),
    Column(least=12, most=44),
    Column(least=12, fills=True, most=60),
)
LEAD = "lead"


class PairPicture(Struct, frozen=True):
    """What stands under the cursor, and its story once that has been read."""

    grid: GridPicture
    at: Place
    story: PairStory | None = None

    @property
    def one(self) -> MatrixLine:
        """Whose row it is."""
        return self.grid.lines[self.at.row]

    @property
    def other(self) -> MatrixLine:
        """Whose column it is."""
        return self.grid.lines[self.at.column]

    @property
    def is_pair(self) -> bool:
        """Whether these are two people, of whom there is a story."""
        return is_pair(self.grid, self.at)


def is_pair(grid: GridPicture, at: Place) -> bool:
    """Whether a cell is of two people."""
    one, other = (grid.lines[place].person_id for place in (at.row, at.column))
    return one is not None and other is not None and one != other


class PairPane(Pane[PairPicture]):
    """Both names in full, what the cell says, and in a line each what went there, back, and between them."""

    def draw(self, picture: PairPicture, width: int) -> Content:
        rows = [title(picture), *_facts(picture, width)]
        return lines(*(row.truncate(max(1, width), ellipsis=True) for row in rows))


def title(picture: PairPicture) -> Content:
    """`Ann Chu, Florist → Helen Park, Banking`; where days are compared what it was before."""
    grid, at, one, other = picture.grid, picture.at, picture.one, picture.other
    if at.row == at.column:
        return _named(one)
    arrow = strong(" ↔ " if grid.kind is MatrixKind.ONE_TO_ONES else " → ")
    if not grid.compares:
        return Content.assemble(_named(one), arrow, _named(other))
    now, before = grid.cell(at), grid.before(at)
    names = strong(f"{short(one.name)}{arrow.plain}{short(other.name)}")
    facts = f"  {cell_in_words(grid.kind, now)}; before {cell_in_words(grid.kind, before)}"
    return Content.assemble(names, words(facts), quiet(_of_row(grid, at)))


def _of_row(grid: GridPicture, at: Place) -> str:
    """What must be said of the change of the whole row."""
    earlier, line = grid.found.earlier, grid.lines[at.row]
    if earlier is None or grid.kind is MatrixKind.BOTH:
        return ""
    change = earlier.change.rows[at.row]
    remark = earlier.of_change(line, change)
    return f"  · all of {line.short}: {signed(change.total)}{f', {remark}' if remark else ''}"


def _named(line: MatrixLine) -> Content:
    return Content.assemble(strong(short(line.name)), quiet(_with(line.profession)))


def _with(text: str) -> str:
    return f", {text}" if text else ""


def _facts(picture: PairPicture, width: int) -> Iterator[Content]:
    if not picture.is_pair:
        yield from _of_line(picture)
        return
    story = picture.story
    if story is None:
        return
    names = (picture.one.name, picture.other.name)
    for (giver, receiver), way in zip((names, names[::-1]), (story.there, story.back), strict=True):
        yield _way(giver, receiver, way, story)
    met, last = story.one_to_ones, story.last_contact
    held = f", the last {near_day(met[-1], story.today)}" if met else ""
    ever = "never yet" if last is None else full_day(last)
    yield Content.assemble(
        words(counted(len(met), "one-to-one")), quiet(f"{held} · last contact of any kind: {ever}")
    )


def _way(giver: str, receiver: str, way: OneWay, story: PairStory) -> Content:
    """`Ann → Helen: 2 leads · 0 raw leads, $4,200, 1 testimonial · Jane Doe closed …`."""
    facts = [leads_in_words(way.qualified, way.raw)]
    facts += [show_money(each, story.chapter.country) for each in way.dollars]
    if way.testimonials:
        facts.append(counted(len(way.testimonials), "testimonial"))
    last = "; ".join(_in_short(each, story) for each in reversed(way.leads))
    first_name = giver.split(" ", maxsplit=1)[0]
    return Content.assemble(
        quiet(f"{short(first_name)} gave  "), words(" · ".join(facts)), quiet(f"  {last}" if last else "")
    )


def _in_short(each: PassedLead, story: PairStory) -> str:
    return f"{near_day(each.on, story.today)} {each.lead.slip.about}, {each.today.words}"


def _of_line(picture: PairPicture) -> Iterator[Content]:
    """On the diagonal, what the member has in all; of everybody else nothing more is counted apart."""
    grid, at = picture.grid, picture.at
    if at.row != at.column or picture.one.person_id is None:
        yield quiet("People who were never members, visitors mostly, are counted together here.")
        return
    sides: tuple[tuple[str, Margin], ...] = (
        ("gave", grid.margins(of_rows=True)[at.row]),
        ("received", grid.margins(of_rows=False)[at.row]),
    )
    if grid.kind is MatrixKind.ONE_TO_ONES:
        sides = sides[:1]
    for side, margin in sides:
        numbers = (
            f"{each.of_row if side == 'gave' else each.of_column} {grid.number(margin, each.name).text}"
            for each in MARGINS[grid.kind]
        )
        as_whom = f"who {side}  " if grid.kind is MatrixKind.BOTH else ""
        yield Content.assemble(quiet(as_whom), words(" · ".join(numbers)))
    if grid.compares:
        earlier = grid.found.earlier
        remark = "" if earlier is None else earlier.of_change(picture.one, sides[0][1])
        yield quiet(f"beside the days before{f': {remark}' if remark else ''}")


def story_lines(story: PairStory, names: Mapping[PersonId, str]) -> Iterator[Line]:
    """All of it as a list: leads can be opened, the rest is read."""
    pairs = ((story.one, story.other, story.there), (story.other, story.one, story.back))
    for giver, receiver, way in pairs:
        yield Line(
            "", heading=quiet(f"{short(names[giver])} → {short(names[receiver])} · {_summary(way, story)}")
        )
        for each in way.leads:
            raw = " · raw" if each.is_raw else ""
            yield Line(
                f"{LEAD}/{each.lead.id}",
                (
                    words(near_day(each.on, story.today)),
                    words(f"{each.lead.slip.about}{_with(each.lead.slip.need)}"),
                    words(f"{each.today.words}{raw}", "quiet" if each.is_raw else ""),
                ),
            )
        for on, praise in way.testimonials:
            yield Line("", (quiet(near_day(on, story.today)), quiet("testimonial"), quiet(f"“{praise}”")))
        yield Line("", heading=Content(""))
    days = [full_day(on) for on in story.one_to_ones]
    yield Line("", heading=quiet(f"One-to-ones · {listed(days) if days else 'none in these days'}"))
    last = story.last_contact
    yield Line(
        "", heading=quiet(f"Last contact of any kind · {'never yet' if last is None else full_day(last)}")
    )


def _summary(way: OneWay, story: PairStory) -> str:
    sums = [show_money(each, story.chapter.country) for each in way.dollars]
    return " · ".join([leads_in_words(way.qualified, way.raw), *sums])
