"""The professions of the chapter: a line for each, who holds and who waits for it, and which overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from leadsroom.acts.people import commands as c
from leadsroom.acts.people.commands import ProfessionSheet
from leadsroom.domain.health.chapter.spheres import MissingProfession
from leadsroom.domain.ids import PersonId, ProfessionId
from leadsroom.domain.people.professions import Profession, close_entries
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.views.health.own_texts import missing_professions
from leadsroom.views.people import Roster, roster
from screens.kit.form.people import FoundField
from screens.kit.keyboard import keys
from screens.kit.list_page import ListPage, line_of
from screens.kit.listing import Column, Line, Row, found
from screens.kit.status_message import StatusLine
from screens.kit.styled import accent, quiet, short, words
from screens.kit.theme import style
from screens.people.profession_forms import MergeForm, ProfessionForm
from screens.people.roster_lines import with_short_names

PROFESSION_COLUMNS = (
    Column(least=18, most=36),
    Column(least=12, most=24, rank=1),
    Column(least=10, most=24, rank=3),
    Column(least=16, most=30),
    Column(least=12, most=40, rank=2),
)
_TITLES = ("Profession", "Family", "Sphere", "Holder", "Waiting")


def profession_lines(roster: Roster) -> list[Line]:
    """Every profession by name, below the titles of the columns."""
    drawn = [Line("", tuple(quiet(title) for title in _TITLES))] if roster.professions else []
    return drawn + [Line(str(p.id), _cells(roster, p)) for p in roster.professions]


def missing_lines(missing: Sequence[MissingProfession]) -> Iterator[Line]:
    """Below a heading what the catalogue has and nobody holds, in the background."""
    if missing:
        yield Line("", heading=Content(""))
        yield Line("", heading=quiet(f"Missing, by the catalogue · {len(missing)}"))
    for place, each in enumerate(missing):
        perhaps = f"perhaps {', '.join(each.perhaps)}" if each.perhaps else ""
        cells = (each.profession, "", each.sphere, perhaps, "")
        yield Line(f"{_MISSING}{place}", tuple(map(quiet, cells)))


_MISSING = "missing "  # begins the keys of those lines


def _cells(roster: Roster, profession: Profession) -> Row:
    holder = roster.holder(profession.id)
    wanted = [w.member.person.name for w in roster.waiting if w.member.profession_id == profession.id]
    wanted += [
        f"{m.person.name} applies"
        for m in roster.members
        if m.profession_id == profession.id and m.status is MembershipStatus.APPLICANT
    ]
    return (
        words(profession.name),
        words(profession.family) if profession.family else quiet(profession.likely_family),
        quiet(profession.sphere),
        words(holder.person.name) if holder else quiet("open" if profession.memberships else "never held"),
        accent(", ".join(wanted)),
    )


def close_seats(roster: Roster, most: int) -> Content:
    """The pairs of professions that overlap, at most so many of them."""
    pairs = roster.close_seats
    shown = [
        Content.assemble(words(with_short_names(pair.both, roster)), quiet(f" · {pair.why}"))
        for pair in pairs[:most]
    ]
    rest = len(pairs) - most
    more = [quiet(f"and {rest} more")] if rest > 0 else []
    return Content("\n").join([quiet("Overlapping professions"), *shown, *more]) if shown else Content("")


_CLOSE_AT_MOST = 5
_MOVES = "Everybody in {goes} is in {stays} from then on; {goes} is removed."


class ProfessionsScreen(ListPage[Roster, Profession]):
    """A line for each profession, and below the list those that overlap."""

    CSS_PATH = [style("page"), style("people")]
    BINDINGS = [
        keys.enter("edit", "Name, family and sphere"),
        keys.new("new", "A profession that nobody holds yet"),
        keys.edit("Name, family and sphere", show=False),
        keys.act("m", "merge", "merge", "Merge two entries of one profession"),
        keys.act("j", "joining", "joining sheet", "What somebody who thinks of joining may know", show=False),
        keys.delete("remove", "Remove a profession nobody ever had"),
        keys.member_page("The page of who holds it", "holder"),
        *ListPage.BINDINGS,
    ]

    heading = "Professions"
    columns = PROFESSION_COLUMNS
    find_hint = "any part of a profession, a family or a name"
    empty = "There is no profession yet. They come with the members; n adds one that nobody holds."

    _missing: Sequence[MissingProfession] = ()

    def body(self) -> ComposeResult:
        close = Static(id="close")
        close.display = False
        yield from self.list_parts()
        yield close
        yield StatusLine()

    # What is shown

    async def read(self) -> Roster:
        self._missing = await self.desk.read(missing_professions)
        return await self.desk.read(roster)

    def lines(self, picture: Roster, wanted: str) -> Sequence[Line]:
        missing = self._missing if picture.professions else ()
        return found([*profession_lines(picture), *missing_lines(missing)], wanted)

    @property
    def _planned(self) -> MissingProfession | None:
        """The one of the catalogue under the cursor that nobody holds."""
        place = self.cursor.removeprefix(_MISSING)
        is_one = self.cursor.startswith(_MISSING) and int(place) < len(self._missing)
        return self._missing[int(place)] if is_one else None

    def item(self, picture: Roster, key: str) -> Profession | None:
        return next((p for p in picture.professions if str(p.id) == key), None)

    def beside_title(self, picture: Roster) -> Content:
        held = sum(picture.holder(p.id) is not None for p in picture.professions)
        return quiet(f"{held} held · {len(picture.professions) - held} open")

    def show_beside(self, picture: Roster) -> None:
        near = close_seats(picture, _CLOSE_AT_MOST)
        shown = self.query_one("#close", Static)
        shown.update(near)
        shown.display = bool(near.plain)

    def main_does(self) -> str:
        if self._planned is not None:
            return f"plan {short(self._planned.profession)}"
        return f"edit {short(self.chosen.name)}" if self.chosen else ""

    def show_status(self, sentence: str, tone: str = "good") -> None:
        seen = self.picture
        super().show_status(with_short_names(sentence, seen) if seen else sentence, tone)

    @property
    def member_id(self) -> PersonId | None:
        chosen, seen = self.chosen, self.picture
        holder = seen.holder(chosen.id) if chosen is not None and seen is not None else None
        return holder.person.id if holder is not None else None

    # What is done

    def action_open(self) -> object:
        return self.action_act("edit")

    @property
    def _listed(self) -> Sequence[Profession]:
        return self.picture.professions if self.picture is not None else ()

    async def new(self) -> None:
        """One that nobody holds yet."""
        await self.ask(ProfessionForm(listed=self._listed))

    async def edit(self) -> None:
        """Its name, family and sphere; one of the catalogue that nobody holds is planned."""
        if self._planned is not None:
            sheet = ProfessionSheet(self._planned.profession, sphere=self._planned.sphere)
            await self.ask(ProfessionForm(None, self._listed, sheet), at=line_of)
        elif self.chosen is not None:
            again = self.form_again(lambda seen, profession: ProfessionForm(profession, seen.professions))
            await self.ask(ProfessionForm(self.chosen, self._listed), again=again)

    async def merge(self) -> None:
        """Merge two entries of one profession."""
        chosen, seen = self.chosen, self.picture
        if chosen is None or seen is None:
            return
        professions = [_findable(profession) for profession in seen.professions]
        one = _ProfessionField("one", "Name", professions, _findable(chosen), role="it is")
        alike = close_entries(chosen.name, seen.professions)
        proposed = _findable(alike[0]) if alike else None
        other = _ProfessionField("other", "Same as", professions, proposed, role="it is")
        form = MergeForm("Merge two entries of one profession", one, other, _merge, _MOVES)
        await self.ask(form, at=line_of)

    async def joining(self) -> None:
        """For whoever might come for the profession under the cursor."""
        from screens.people.joining_sheet import write_joining_sheet

        planned = self._planned.profession if self._planned is not None else ""
        await write_joining_sheet(self, self.desk, self.chosen.name if self.chosen is not None else planned)

    async def delete(self) -> None:
        """One that nobody ever had."""
        if self.chosen is not None:
            await self.act(c.RemoveProfession(self.chosen.id))


class _Findable(Struct, frozen=True):
    """A profession as it is found by a few letters: of its name, or of its family."""

    id: ProfessionId
    name: str
    profession: str
    company: str = ""


class _ProfessionField(FoundField[_Findable]):
    """A profession, by letters of its name or family."""

    nobody = "no profession of that name or family"
    unknown_sentence = "No profession matches “{}”. Try its name or family."


def _findable(profession: Profession) -> _Findable:
    return _Findable(profession.id, profession.name, profession.likely_family)


def _merge(goes: int, stays: int) -> c.MergeProfessions:
    return c.MergeProfessions(ProfessionId(goes), ProfessionId(stays))
