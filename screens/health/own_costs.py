"""A member's own costs: entered by them, and shown on this page alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from leadsroom.acts.desk import Desk
from leadsroom.acts.money.commands import EnterOwnCost, WithdrawOwnCost
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.own_cost import OwnCost
from leadsroom.domain.ids import PersonId
from leadsroom.domain.text.money import Money, show_money
from leadsroom.domain.text.typed_day import read_day_back
from leadsroom.domain.text.wording import near_day
from leadsroom.views.health.own_costs import OwnCosts, own_costs
from screens.kit.form.field import MoneyField, TextField
from screens.kit.form.form import Form
from screens.kit.form.read_fields import DayField
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage, line_of
from screens.kit.listing import Column, Line, found
from screens.kit.styled import quiet, short, words
from screens.kit.theme import style

_COLUMNS = (Column(), Column(right=True), Column(least=20, fills=True))


class OwnCostsScreen(ListPage[OwnCosts, OwnCost]):
    """A line for each, the latest first; what they come to in twelve months stands at the top."""

    CSS_PATH = [style("page")]
    BINDINGS = [
        keys.enter("open", "A cost of your own, such as travel"),
        keys.new("new", "A cost of your own, such as travel"),
        keys.edit("Correct the cost under the cursor"),
        keys.delete("withdraw", "Withdraw the cost under the cursor"),
        *ListPage.BINDINGS,
    ]

    heading = "Own costs"
    columns = _COLUMNS
    find_hint = "a day, or what it was for"
    empty = "Nothing is entered. n enters travel and the like; it is on no account and in nobody's figures."

    def __init__(self, desk: Desk, chapter: Chapter, person_id: PersonId) -> None:
        super().__init__(desk, chapter)
        self.about = f"own costs {person_id}"
        self._person_id = person_id

    async def read(self) -> OwnCosts:
        return await self.desk.read(own_costs, self._person_id)

    def take(self, picture: OwnCosts) -> None:
        super().take(picture)
        self.chapter = picture.chapter
        self.heading = f"Own costs of {short(picture.member.name)}"

    def lines(self, picture: OwnCosts, wanted: str) -> Sequence[Line]:
        return found(own_cost_lines(picture), wanted)

    def item(self, picture: OwnCosts, key: str) -> OwnCost | None:
        return next((each for each in picture.costs if str(each.id) == key), None)

    def beside_title(self, picture: OwnCosts) -> Content:
        sums = " + ".join(show_money(each, picture.chapter.country) for each in picture.sums)
        return quiet(f"{sums} in 12 months" if sums else "nothing in 12 months")

    def main_does(self) -> str:
        return "enter a cost"

    # What is done

    def action_open(self) -> object:
        return self.action_act("new")

    async def new(self) -> None:
        """They spent something."""
        if self.picture is not None:
            await self.ask(own_cost_form(self.picture), at=line_of, then="u takes it back.")

    async def edit(self) -> None:
        """An amount, a day or what it was for was entered wrongly."""
        if self.chosen is not None and self.picture is not None:
            form = own_cost_form(self.picture, self.chosen)
            await self.ask(form, at=line_of, then="u puts it back as it was.")

    async def delete(self) -> None:
        """It was entered by mistake."""
        if self.chosen is not None:
            await self.act(WithdrawOwnCost(self.chosen.id), then="u puts it back.")


def own_cost_lines(picture: OwnCosts) -> Iterator[Line]:
    """The day, the amount, and what for."""
    for each in picture.costs:
        amount = show_money(each.amount, picture.chapter.country, exact=True)
        yield Line(str(each.id), (quiet(near_day(each.on, picture.today)), words(amount), words(each.note)))


def own_cost_form(picture: OwnCosts, before: OwnCost | None = None) -> Form[EnterOwnCost]:
    """How much, what for, and when; of one that was entered `before`, to be corrected."""
    chapter, member = picture.chapter, picture.member.id
    nothing = Money(0, chapter.currency)
    amount = MoneyField("amount", "Amount", before.amount if before else nothing, chapter.country)
    note = TextField("note", "For", before.note if before else "", placeholder="such as parking")
    day = DayField(
        "day",
        "Day",
        before.on if before else None,
        picture.today,
        read_day_back,
        country=chapter.country,
        text="today",
    )

    def build() -> EnterOwnCost:
        on = None if day.day == picture.today else day.day
        return EnterOwnCost(member, amount.value, note.text, on, before.id if before else None)

    # What is typed here is nobody else's to read: it is not held as a draft.
    return Form("Own cost", [amount, note, day], build)
