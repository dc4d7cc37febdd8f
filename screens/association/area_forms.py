"""Forms for an area and for who looks after it."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from leadsroom.acts.association.commands import AddArea, ChangeArea, ChangeDirector, NameDirector
from leadsroom.domain.association.areas import LEVELS, Area, Director, Tree
from leadsroom.domain.ids import AreaId
from leadsroom.domain.text.typed_day import read_near_day
from screens.kit.form.areas import AreaField
from screens.kit.form.field import Field, ReadField, TextField, required
from screens.kit.form.form import Form, Remark
from screens.kit.form.read_fields import DayField, EmailField
from screens.kit.styled import short


class AreaForm(Form["AddArea | ChangeArea"]):
    """A new area under another one or at the top, or one that is there. The level is a word of one's own."""

    def __init__(self, tree: Tree, area: Area | None = None, under: AreaId | None = None) -> None:
        """Without an `area` a new one, proposed `under` another one."""
        self._tree, self._area = tree, area
        self.name = ReadField(
            "name", "Name", area.name if area else "", required("Type the area's name, e.g. North.")
        )
        self.level = TextField("level", "Level", area.level if area else "")
        self.under = AreaField(
            "under",
            "Under",
            tree,
            area.parent_id if area else under,
            but=frozenset(tree.below(area.id)) if area else frozenset(),
            placeholder="at the top",
        )
        new = "new area" if under is None else f"new area {under}"
        super().__init__(
            f"Edit {short(area.name)}" if area else "New area",
            (self.name, self.level, self.under),
            draft_name=f"area {area.id}" if area else new,
            corrects=area is not None,
        )

    def follow(self) -> None:
        """The level that is proposed stands beside the empty line."""
        found = self.under.one
        proposed = self._tree.proposed_level(None if found is None else found.id)
        as_it_is = self._area.level if self._area is not None else proposed
        self.level.placeholder = as_it_is
        self.level.hint = f"any word: {', '.join(LEVELS)}, district …"

    def build(self) -> AddArea | ChangeArea:
        under = self.under.area_id
        if self._area is None:
            return AddArea(self.name.value, self.level.text, under)
        return ChangeArea(self._area.id, self.name.value, self.level.text, under)


class DirectorForm(Form["NameDirector | ChangeDirector"]):
    """Who looks after an area, from when on; of one on record until when, too."""

    def __init__(
        self,
        tree: Tree,
        today: date,
        country: str,
        *,
        director: Director | None = None,
        area_id: AreaId | None = None,
    ) -> None:
        """Without a `director` a new one, of the area that is proposed."""
        self._director = director
        self.name = ReadField(
            "name", "Name", director.name if director else "", required("Type the director's name.")
        )
        self.area = AreaField(
            "area",
            "Area",
            tree,
            director.area_id if director else area_id,
            role="is meant",
        )
        self.email = EmailField("email", "Email", director.email if director else "")
        self.phone = TextField("phone", "Phone", director.phone if director else "")
        since = director.since if director else None
        blank = "blank: not on record" if director else "blank: today"
        self.since = DayField(
            "since", "First day", since, today, read_near_day, country=country, placeholder=blank
        )
        until = director.until if director else None
        self.until = DayField(
            "until", "Last day", until, today, read_near_day, country=country, placeholder="blank: goes on"
        )
        self.until.is_away = director is None
        new = "new director" if area_id is None else f"new director {area_id}"
        super().__init__(
            f"Edit {short(director.name)}" if director else "New director",
            (self.name, self.area, self.email, self.phone, self.since, self.until),
            draft_name=f"director {director.id}" if director else new,
            corrects=director is not None,
        )

    def remark(self, _here: Field) -> Remark:
        """What a director's area means."""
        words = "A director looks after every chapter of the area and of those below it."
        return Remark(Content.styled(words, "$quiet"), self.area)

    def build(self) -> NameDirector | ChangeDirector:
        area_id = self.area.area_id
        assert area_id is not None
        name, email, phone, since = self.name.value, self.email.value, self.phone.text, self.since.value
        if self._director is None:
            return NameDirector(area_id, name, email, phone, since)
        return ChangeDirector(self._director.id, area_id, name, email, phone, since, self.until.value)
