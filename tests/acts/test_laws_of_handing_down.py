"""Whatever is handed down, taken and taken back in any order, no chapter changes but by its own act."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from sqlalchemy import select

from leadsroom.acts.association.template_commands import (
    ChangeTemplate,
    IssueTemplate,
    LetGoTemplate,
    TakeHandedDown,
    TakeTemplate,
    WithdrawTemplate,
)
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.agenda.agenda import BREAKFAST_HOUR_60, LUNCH_HOUR_60
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.association.handed_down import Standing
from leadsroom.domain.association.templates import Body, DateSpan, HandedDates, HandedRules, TemplateKind
from leadsroom.domain.rules.chapter_rules import ChapterRules, VisitorRules
from leadsroom.domain.rules.lead_rules import LOOSE, STRICT
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.store import Store
from leadsroom.views.association.templates import handed_down, template_list
from tests.acts.test_handing_down import Association
from tests.databases import ON_BOTH, Databases
from tests.harborview import START
from tests.laws import tried

pytestmark = ON_BOTH

FIRST = START.date() + timedelta(days=7)


def _dates(weeks: int, note: str) -> HandedDates:
    return HandedDates((DateSpan(FIRST, FIRST + timedelta(weeks=weeks), note=note),))


BODIES: tuple[tuple[TemplateKind, Body], ...] = (
    *(
        (TemplateKind.RULES, HandedRules(ChapterRules(visitors=VisitorRules(visits=n)), ("visitors",), "USD"))
        for n in (1, 3)
    ),
    *(
        (TemplateKind.RULES, HandedRules(ChapterRules(), ("lead_rules",), "USD", lead_rules))
        for lead_rules in (LOOSE, STRICT)
    ),
    *((TemplateKind.HOLIDAYS, _dates(weeks, note)) for weeks, note in ((2, "Break"), (1, "Short"), (4, ""))),
    *((TemplateKind.AGENDA, AgendaPlan(preset.steps)) for preset in (LUNCH_HOUR_60, BREAKFAST_HOUR_60)),
)
ACTS = ("issue", "change", "withdraw", "take", "take all", "let go", "own rules", "undo", "redo")
OF_ASSOCIATION = ("issue", "change", "withdraw", "undo there", "redo there")


class Step(Struct, frozen=True):
    """An act, and which of what there is it is about."""

    act: str
    number: int

    def command(self, book: Association) -> Command:
        """What it means as things stand. Raises IndexError where nothing is there for it."""
        kind, body = BODIES[self.number % len(BODIES)]
        lines = book.desk.read(template_list).lines
        if self.act == "issue":
            area = (None, book.whole, book.north)[self.number % 3]
            return IssueTemplate(kind, f"Template {len(lines)} {self.number}", body, area)
        if self.act in ("undo", "undo there", "redo", "redo there"):
            return Undo() if self.act.startswith("undo") else Redo()
        if self.act == "own rules":
            return SetRules(ChapterRules(visitors=VisitorRules(visits=self.number)))
        if self.act == "take all":
            return TakeHandedDown()
        template = [line.template for line in lines][self.number % len(lines) if lines else 0]
        same_kind = [each for of, each in BODIES if of is template.kind]
        return {
            "change": ChangeTemplate(template.id, same_kind[self.number % len(same_kind)]),
            "withdraw": WithdrawTemplate(template.id),
            "take": TakeTemplate(template.id, template.version),
            "let go": LetGoTemplate(template.id),
        }[self.act]


STEPS = st.builds(Step, st.sampled_from((*ACTS, "undo there", "redo there")), st.integers(0, 8))


def _take(book: Association, step: Step) -> None:
    before, desk = book.rows(), book.desk if step.act in OF_ASSOCIATION else book.home
    try:
        command = step.command(book)
        done = desk.do(command)
    except (Refused, IndexError):
        assert book.rows() == before
        return
    after = book.rows()
    if step.act in OF_ASSOCIATION:
        tables = {t.template.name, t.template_version.name}
        assert {name for name, rows in after.items() if rows != before[name]} <= tables
    if isinstance(command, TakeTemplate):
        line = book.home.read(handed_down).line(command.template_id)
        assert line is not None
        assert (line.standing, line.changes, line.own) == (Standing.TAKEN, (), ())
    if done.entry is not None and not isinstance(command, Undo | Redo):
        desk.do(Undo())
        assert book.rows() == before
        desk.do(Redo())
        assert book.rows() == after


def _versions_are_there(store: Store) -> None:
    """Whatever a chapter has taken, or let go of, can be read."""
    taken, version = t.template_taken.c, t.template_version.c
    is_it = (version.template_id == taken.template_id) & (version.version == taken.version)
    query = select(taken.id).outerjoin(t.template_version, is_it).where(version.id.is_(None))
    with store.reading() as connection:
        assert not connection.execute(query).all()


def test_no_chapter_changes_but_by_its_own_act(databases: Databases) -> None:
    """Taken it is the same; undone it never was; what the association does is in no row of a chapter's."""

    @settings(max_examples=tried(25, 8), deadline=None)
    @given(steps=st.lists(STEPS, min_size=5, max_size=14))
    def law(steps: list[Step]) -> None:
        place = databases.fresh()
        store = databases.opened(place)
        book = Association(store)
        try:
            for step in steps:
                _take(book, step)
                _versions_are_there(store)
            book.home.read(handed_down)
        finally:
            _close(store)
            databases.drop(place)

    law()


def _close(store: Store) -> None:
    if store.engine.dialect.name == "sqlite":
        store.close()
