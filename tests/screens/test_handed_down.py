"""What is handed down, on the association's page and on a chapter's, in a few pages and many lines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leadsroom.acts.association.template_commands import ChangeTemplate, IssueTemplate, TakeTemplate
from leadsroom.acts.desk import Desk
from leadsroom.acts.rules.commands import SetRules
from leadsroom.domain.association.templates import DateSpan, HandedDates, HandedRules, TemplateKind
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, TemplateId
from leadsroom.domain.rules.chapter_rules import ChapterRules, VisitorRules
from leadsroom.errors import Refused
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.store import Store
from leadsroom.views.association.seen_by_chapter import settings_here
from leadsroom.views.association.templates import handed_down, own_of_chapter, template_detail, template_list
from leadsroom.views.home import attention_picture
from screens.association.handed_down_page import HandedDownScreen, handed_down_lines
from screens.association.template_forms import TemplateForm, VersionForm
from screens.association.templates_page import TemplatesScreen, template_lines
from screens.home.panes import asks_for_attention
from screens.kit.form.box import FormBox
from tests.acts.association_examples import TODAY, Association
from tests.acts.demo_desks import subject_of
from tests.harborview import SetClock
from tests.screens.pages import HOSTILE, SMALL, reading

VISITS, ONCE = (
    HandedRules(ChapterRules(visitors=VisitorRules(visits=number)), ("visitors",), "USD") for number in (3, 1)
)


@pytest.fixture
def at(sqlite_store: Store) -> Association:
    """Three chapters, the first of them in Leeds, which is in the North."""
    Association.begin(sqlite_store)
    return Association(sqlite_store)


def _chapter(at: Association) -> Chapter:
    with at.store.reading() as connection:
        return read_chapter.chapter(connection, ChapterId(1))


def _home(at: Association) -> Desk:
    return Desk(at.store, ChapterId(1), SetClock(), "home")


def _issue(at: Association, name: str, area: str = "") -> TemplateId:
    area_id = at.at(area) if area else None
    return TemplateId(subject_of(at.desk.do(IssueTemplate(TemplateKind.RULES, name, VISITS, area_id))))


def _rows(at: Association) -> list[list[str]]:
    picture = _home(at).sync.read(handed_down)
    return [[cell.plain for cell in line.cells] for line in handed_down_lines(picture)][1:]


def test_a_line_says_how_the_chapter_stands(at: Association) -> None:
    """New, changed since, its own way, as handed down; what asks for a decision is first and has its day."""
    first, home = _issue(at, "Visits"), _home(at).sync
    assert _rows(at) == [["△", "Visits", "Rules", "all chapters", "not taken · 18 Nov"]]
    home.do(TakeTemplate(first, 1))
    assert _rows(at) == [["●", "Visits", "Rules", "all chapters", "as handed down"]]
    home.do(SetRules(ChapterRules()))
    assert _rows(at) == [["○", "Visits", "Rules", "all chapters", "differs"]]
    at.desk.do(ChangeTemplate(first, ONCE))
    assert _rows(at)[0][4] == "changed since · 18 Nov"
    assert home.read(settings_here).handed_down == "1 to decide"


def test_the_association_sees_how_many_have_it(at: Association) -> None:
    """For all chapters first, then down the tree; how many have which version, and how many differ."""
    _issue(at, "Leeds's own", "Leeds")
    every = _issue(at, HOSTILE["tag"])
    home = _home(at).sync
    home.do(TakeTemplate(every, 1))
    home.do(SetRules(ChapterRules()))
    rows = [[cell.plain for cell in line.cells] for line in template_lines(at.desk.read(template_list))]
    assert rows[1:] == [
        [HOSTILE["tag"], "Rules", "all chapters", "1", "18 Nov", "1", "version 1 · 1 differs"],
        ["Leeds's own", "Rules", "Leeds", "1", "18 Nov", "0", ""],
    ]


def test_a_form_hands_down_what_the_open_chapter_has(at: Association) -> None:
    """To an area that letters find, or to all; what it would be stands below."""
    picture = at.desk.read(template_list)
    chapter, own = at.desk.read(own_of_chapter, ChapterId(1))
    form = TemplateForm(picture.areas, chapter, own)
    assert form.remark(form.kind).words.plain.startswith("To Leeds, as Harborview has it:\n")
    form.named("name").draft, form.named("area").draft = "Rules of 2027", ""
    form.edited()
    assert form.remark(form.kind).words.plain.startswith("To all chapters, as Harborview has it:\n")
    form.named("area").draft = "leeds"
    form.edited()
    assert form.remark(form.kind).words.plain.endswith("more lines")
    issue = form.build()
    assert (issue.name, issue.area_id, issue.kind) == ("Rules of 2027", at.at("Leeds"), TemplateKind.RULES)
    template_id = TemplateId(subject_of(at.desk.do(issue)))
    detail = at.desk.read(template_detail, template_id)
    same = VersionForm(detail.template, detail.body, chapter, own)
    assert same.remark(same.note).words.plain == "Harborview has the same: there is nothing new."
    _home(at).sync.do(SetRules(ChapterRules(visitors=VisitorRules(visits=1))))
    chapter, own = at.desk.read(own_of_chapter, ChapterId(1))
    other = VersionForm(detail.template, detail.body, chapter, own)
    assert "so far A visitor may come twice" in other.remark(other.note).words.plain
    assert at.desk.do(other.build()).words == "Rules “Rules of 2027” of Leeds, version 2"


def test_a_form_hands_down_the_parts_that_are_named(at: Association) -> None:
    """Of rules, and of nothing else; what is no part is refused, as are scores that nobody chose."""
    chapter, own = at.desk.read(own_of_chapter, ChapterId(1))
    form = TemplateForm(at.desk.read(template_list).areas, chapter, own)
    form.named("name").draft, form.parts.draft = "Some", "Multi level, quotas"
    body = form.build().body
    assert isinstance(body, HandedRules)
    assert body.parts == ("multi_level", "quotas")
    form.parts.draft = "quota"
    assert form.remark(form.kind).words.plain.startswith("“quota” is no part of the rules. Name some of ")
    form.kind.choose(list(TemplateKind).index(TemplateKind.MEMBER_SCORECARD))
    form.edited()
    assert form.parts.is_away
    assert form.remark(form.kind).words.plain.startswith("That chapter has chosen no scorecard of members")
    with pytest.raises(Refused, match="goes by the usual one"):
        form.build()


def test_home_says_that_something_waits(at: Association) -> None:
    """What is new or was changed stands there until the chapter has decided."""
    first, home = _issue(at, HOSTILE["tag"]), _home(at).sync

    def waits() -> str:
        attention = home.read(attention_picture)
        assert asks_for_attention(attention) is bool(attention.handed_down)
        return attention.handed_down

    assert waits() == f"handed down: rules “{HOSTILE['tag']}”, not taken yet"
    _issue(at, "Other")
    assert waits().endswith("not taken yet, and 1 more")
    home.do(TakeTemplate(first, 1))
    assert waits() == ""
    at.desk.do(ChangeTemplate(first, ONCE))
    assert waits() == f"handed down: rules “{HOSTILE['tag']}”, changed"


async def test_a_chapter_takes_what_stands_below_the_list(at: Association) -> None:
    """What it would change is read before enter takes it; undo gives the old back; then it is let go of."""
    template_id = _issue(at, HOSTILE["closing tag"])
    first = TODAY + timedelta(days=30)
    dates = HandedDates((DateSpan(first, first + timedelta(days=9), note=HOSTILE["emoji"]),))
    at.desk.do(IssueTemplate(TemplateKind.HOLIDAYS, "Winter", dates))
    page = HandedDownScreen(_home(at), _chapter(at), template_id)
    async with reading(page, SMALL) as reader:
        await reader.until_shown("A visitor may come 3 times")
        assert "take version 1 of [/]" in reader.key_line
        await reader.press("enter")
        await reader.until_shown("✓ Took rules “[/]” of all chapters, version 1.")
        await reader.until_shown("The chapter has the same")
        await reader.press("u")
        await reader.until_shown("✓ Undid: Took rules")
        await reader.until_shown("A visitor may come 3 times")
        await reader.press("a")
        await reader.until_shown("✓ Took what is handed down:")
        await reader.press("d")
        await reader.until_shown("let go of")
        assert max(len(line) for line in reader.lines) <= SMALL[0]
    assert _chapter(at).rules.visitors.visits == 3


async def test_a_template_is_issued_changed_and_withdrawn_on_its_page(at: Association) -> None:
    """What it says stands below the list; undo takes back what was done here."""
    page = TemplatesScreen(Desk(at.store, None, SetClock(), "office"), _chapter(at))
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Nothing is handed down yet. n hands down what this chapter has.")
        await reader.press("n")
        await reader.until(lambda: isinstance(reader.app.screen, FormBox))
        await reader.press("tab")
        await reader.retype(HOSTILE["tag"])
        await reader.press("ctrl+s")
        await reader.until_shown("✓ Rules “[Anna]” is handed down to Leeds")
        await reader.until_shown("A visitor may come twice")
        assert "new version of [Anna]" in reader.key_line
        await reader.press("delete")
        await reader.until_shown("is no longer handed down")
        await reader.press("u")
        await reader.until_shown("✓ Undid:")
        await reader.until_shown("Rules “[Anna]” · version 1")
        assert max(len(line) for line in reader.lines) <= SMALL[0]
