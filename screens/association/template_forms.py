"""Forms of what is handed down: of what it is made, how it is called, for whom it is, and why."""

from __future__ import annotations

from textual.content import Content

from leadsroom.acts.association.template_commands import ChangeTemplate, IssueTemplate
from leadsroom.domain.association.areas import Tree
from leadsroom.domain.association.differences import OwnValues, differences
from leadsroom.domain.association.templates import Body, Template, TemplateKind, is_the_same
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.exchange.association.templates import body_in_words, body_of_chapter, parts_ruled
from screens.kit.form.areas import AreaField
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import Field, ReadField, TextField, required
from screens.kit.form.form import Form, Remark
from screens.kit.styled import quiet, short

_SHOWN = 8  # lines of what would be handed down


class TemplateForm(Form[IssueTemplate]):
    """Something that the open chapter has, handed down to an area, or to all chapters."""

    def __init__(self, tree: Tree, chapter: Chapter, own: OwnValues) -> None:
        self._chapter, self._own = chapter, own
        kinds = [(kind, kind.heading) for kind in TemplateKind]
        self.kind = ChoiceField("kind", "What", kinds, TemplateKind.RULES)
        self.name = ReadField("name", "Name", "", required("Type a name, e.g. Attendance 2027."))
        self.area = AreaField("area", "For", tree, None, placeholder="all chapters")
        self.note = TextField("note", "Why", hint="for the chapters to read")
        super().__init__(
            "Hand down",
            (self.kind, self.name, self.area, self.note),
            about=f"as {short(chapter.name)} has it",
            draft_name="new template",
        )

    def remark(self, here: Field) -> Remark:
        """What would be handed down."""
        kind = self.kind.chosen
        lines = body_in_words(body_of_chapter(kind, self._own), kind, self._own.country)
        return Remark(in_short(lines or ["Nothing of that is on record here."]))

    def build(self) -> IssueTemplate:
        kind = self.kind.chosen
        body = body_of_chapter(kind, self._own)
        return IssueTemplate(kind, self.name.value, body, self.area.area_id, self.note.text)


def in_short(lines: list[str]) -> Content:
    """The first lines, and how many more there are."""
    more = [f"and {len(lines) - _SHOWN} more lines"] if len(lines) > _SHOWN else []
    return Content("\n").join(quiet(line) for line in (*lines[:_SHOWN], *more))


class VersionForm(Form[ChangeTemplate]):
    """A new version of a template, as the open chapter has it by now; of rules the same parts."""

    def __init__(self, template: Template, latest: Body, chapter: Chapter, own: OwnValues) -> None:
        body = body_of_chapter(template.kind, own, parts_ruled(latest))
        differs = not is_the_same(body, latest)
        changes = differences(template.kind, latest, own)
        lines = [
            *(f"so far {sentence}" for change in changes for sentence in change.now),
            *(f"then {sentence}" for change in changes for sentence in change.was),
        ]
        self._lines = lines if differs else [f"{chapter.name} has the same: there is nothing new."]
        self.note = TextField("note", "Why", hint="for the chapters to read")
        super().__init__(
            f"Version {template.version + 1} of {short(template.name)}",
            (self.note,),
            lambda: ChangeTemplate(template.id, body, self.note.text, template.version),
            about=f"as {short(chapter.name)} has it",
            draft_name=f"template {template.id}",
        )

    def remark(self, here: Field) -> Remark:
        """What the new version changes."""
        return Remark(in_short(self._lines))
