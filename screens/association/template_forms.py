"""Forms of what is handed down: of what it is made, how it is called, for whom it is, and why."""

from __future__ import annotations

from textual.content import Content

from leadsroom.acts.association.template_commands import ChangeTemplate, IssueTemplate
from leadsroom.domain.association.areas import Tree
from leadsroom.domain.association.differences import OwnValues, differences
from leadsroom.domain.association.templates import RULE_PARTS, Body, Template, TemplateKind, is_the_same
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import listed
from leadsroom.errors import Refused
from leadsroom.exchange.association.templates import body_in_words, body_of_chapter, parts_ruled
from screens.kit.form.areas import AreaField
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import WIDE, Field, ReadField, TextField, required
from screens.kit.form.form import Form, Remark
from screens.kit.styled import quiet, short, words

_SHOWN = 8  # lines of what would be handed down


class TemplateForm(Form[IssueTemplate]):
    """Something that the open chapter has, handed down to an area, or to all chapters."""

    def __init__(self, tree: Tree, chapter: Chapter, own: OwnValues) -> None:
        self._chapter, self._own = chapter, own
        kinds = [(kind, kind.heading) for kind in TemplateKind]
        self.kind = ChoiceField("kind", "What", kinds, TemplateKind.RULES)
        self.parts = PartsField()
        self.name = ReadField("name", "Name", "", required("Type a name, e.g. Attendance 2027."))
        self.area = AreaField("area", "For", tree, chapter.area_id, placeholder="all chapters")
        self._tree = tree
        self.note = TextField("note", "Why", hint="for the chapters to read")
        super().__init__(
            "Hand down",
            (self.kind, self.name, self.area, self.parts, self.note),
            about=f"as {short(chapter.name)} has it",
            draft_name="new template",
        )

    def follow(self) -> None:
        """Only rules have parts."""
        self.parts.is_away = self.kind.chosen is not TemplateKind.RULES

    def remark(self, here: Field) -> Remark:
        """Whose it is, for whom it would be, and what it says."""
        kind = self.kind.chosen
        try:
            lines = body_in_words(self._body(), kind, self._own.country)
            whose = "all chapters" if self.area.area_id is None else self._tree.named(self.area.area_id)
        except Refused as no:
            return Remark(quiet(str(no)))
        head = words(f"To {whose}, as {self._chapter.name} has it:")
        return Remark(Content("\n").join((head, in_short(lines or ["Nothing of that is on record here."]))))

    def build(self) -> IssueTemplate:
        return IssueTemplate(
            self.kind.chosen, self.name.value, self._body(), self.area.area_id, self.note.text
        )

    def _body(self) -> Body:
        kind = self.kind.chosen
        return body_of_chapter(kind, self._own, self.parts.value if kind is TemplateKind.RULES else ())


class PartsField(ReadField[tuple[str, ...]]):
    """Which parts of the rules are handed down: all but each chapter's very own, where none is named."""

    def __init__(self) -> None:
        super().__init__(
            "parts",
            "Parts",
            "",
            read_parts,
            placeholder="all but offices, meeting and remark",
            hint="e.g. limits, quotas",
            width=WIDE,
        )


def read_parts(typed: str) -> tuple[str, ...]:
    """Parts of the rules, separated by commas; none for what is usual. Raises Refused."""
    named = (clean(part).replace("-", "_").replace(" ", "_").lower() for part in typed.split(","))
    parts = tuple(part for part in named if part)
    if unknown := [part for part in parts if part not in RULE_PARTS]:
        raise Refused(f"“{unknown[0]}” is no part of the rules. Name some of {listed(RULE_PARTS)}.")
    return parts


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
