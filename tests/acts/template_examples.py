"""What is handed down in the examples of commands: rules, dates, an agenda, texts."""

from __future__ import annotations

from datetime import timedelta

from leadsroom.acts.association.template_commands import (
    ChangeTemplate,
    IssueTemplate,
    LetGoTemplate,
    TakeHandedDown,
    TakeTemplate,
    WithdrawTemplate,
)
from leadsroom.acts.command import Command
from leadsroom.domain.agenda.agenda import LUNCH_HOUR_60
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.association.templates import (
    Body,
    DateSpan,
    HandedDates,
    HandedRules,
    HandedText,
    TemplateKind,
)
from leadsroom.domain.health.scorecards.presets import text_of
from leadsroom.domain.ids import TemplateId
from leadsroom.domain.rules.chapter_rules import ChapterRules, VisitorRules
from leadsroom.domain.rules.lead_rules import LOOSE
from tests.acts.demo_desks import Demo, new, subject_of

RULES = HandedRules(
    ChapterRules(visitors=VisitorRules(visits=3)), ("visitors", "lead_rules"), "USD", lead_rules=LOOSE
)
SCORECARD = HandedText(text_of("uk-2012"))
AGENDA = AgendaPlan(LUNCH_HOUR_60.steps)


def dates(demo: Demo) -> HandedDates:
    """Two weeks from four weeks ahead on."""
    first = demo.today + timedelta(days=27)
    return HandedDates((DateSpan(first, first + timedelta(days=13), note="Winter break"),))


def handed_down(demo: Demo, kind: TemplateKind = TemplateKind.RULES, body: Body = RULES) -> TemplateId:
    """A template for all chapters."""
    done = demo.desks["association"].do(IssueTemplate(kind, new("Handed down"), body))
    return TemplateId(subject_of(done))


def issue(_demo: Demo) -> Command:
    """Rules for all chapters."""
    return IssueTemplate(TemplateKind.RULES, new("Rules"), RULES, note="From January on")


def change(demo: Demo) -> Command:
    """Other rules in their place."""
    body = HandedRules(ChapterRules(visitors=VisitorRules(visits=1)), ("visitors",), "USD")
    return ChangeTemplate(handed_down(demo), body, "Once is enough", seen=1)


def withdraw(demo: Demo) -> Command:
    """Nothing is handed down any more."""
    return WithdrawTemplate(handed_down(demo))


def take(demo: Demo) -> Command:
    """Rules are taken."""
    return TakeTemplate(handed_down(demo), 1)


def take_dates(demo: Demo) -> Command:
    """Holidays are taken."""
    return TakeTemplate(handed_down(demo, TemplateKind.HOLIDAYS, dates(demo)), 1)


def take_other_agenda(demo: Demo) -> Command:
    """An agenda is taken in the place of one that was."""
    first = AgendaPlan(LUNCH_HOUR_60.steps[1:])
    demo.home.do(TakeTemplate(handed_down(demo, TemplateKind.AGENDA, first), 1))
    return TakeTemplate(handed_down(demo, TemplateKind.AGENDA, AGENDA), 1)


def take_all(demo: Demo) -> Command:
    """A scorecard is taken with all else that is handed down."""
    handed_down(demo, TemplateKind.MEMBER_SCORECARD, SCORECARD)
    return TakeHandedDown()


def let_go(demo: Demo) -> Command:
    """Rules that were taken are the chapter's own again."""
    template_id = handed_down(demo)
    demo.home.do(TakeTemplate(template_id, 1))
    return LetGoTemplate(template_id)
