"""What an association hands down: nobody has it before taking it, and taking it back gives the old values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.acts.act import Done
from leadsroom.acts.association.template_commands import (
    ChangeTemplate,
    IssueTemplate,
    LetGoTemplate,
    TakeHandedDown,
    TakeTemplate,
    WithdrawTemplate,
)
from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.rules.commands import SetRules
from leadsroom.acts.season.commands import MarkDate
from leadsroom.domain.agenda.agenda import LUNCH_HOUR_60
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.association.handed_down import HandedDown, Standing
from leadsroom.domain.association.templates import (
    RULE_PARTS,
    Body,
    DateSpan,
    HandedDates,
    HandedRules,
    HandedText,
    TemplateKind,
    checked_body,
)
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.health.decide.matters import Matter
from leadsroom.domain.health.scorecards.presets import text_of
from leadsroom.domain.ids import AreaId, ChapterId, TemplateId
from leadsroom.domain.rules.chapter_rules import ChapterRules, MoneyRules, ShareRule, VisitorRules
from leadsroom.domain.rules.lead_rules import LOOSE
from leadsroom.domain.rules.rule_edit import FRESH_LIMIT
from leadsroom.domain.rules.rule_presets import RULE_PRESETS, RulePreset
from leadsroom.domain.season.calendar import DateKind
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.season import calendar_of
from leadsroom.store.store import Store
from leadsroom.views.association.seen_by_chapter import to_decide
from leadsroom.views.association.template_chapters import template_chapters
from leadsroom.views.association.templates import handed_down, template_detail, template_list
from leadsroom.views.chapter import chapter_here
from tests.databases import ON_BOTH
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import all_rows
from tests.past_meetings import hold

pytestmark = ON_BOTH

TRAIL = ("journal", "association_journal", "station", "trail")
NO_WINDOW = replace(FRESH_LIMIT, window=replace(FRESH_LIMIT.window, length=0))
VISITS = HandedRules(ChapterRules(visitors=VisitorRules(visits=3)), ("visitors",), "USD")
ONE_VISIT = HandedRules(ChapterRules(visitors=VisitorRules(visits=1)), ("visitors",), "USD")
BREAK = HandedDates((DateSpan(SetClock().moment.date(), SetClock().moment.date() + timedelta(days=30)),))
BODIES: dict[TemplateKind, Body] = {
    TemplateKind.RULES: replace(VISITS, parts=("visitors", "lead_rules"), lead_rules=LOOSE),
    TemplateKind.MEMBER_SCORECARD: HandedText(text_of("uk-2012")),
    TemplateKind.CHAPTER_SCORECARD: HandedText(
        text_of("chapter-traffic-light").replace("months = 6", "months = 3")
    ),
    TemplateKind.HOLIDAYS: BREAK,
    TemplateKind.AGENDA: AgendaPlan(LUNCH_HOUR_60.steps, timedelta(seconds=10)),
    TemplateKind.CATALOGUE: HandedText('[spheres]\nLaw = ["Attorney"]'),
}


class Association:
    """A chapter in an area of the north, the association's desk, and one of another chapter of no area."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock = store, SetClock()
        chapter = found_chapter(store)
        with store.writing() as unit:
            self.whole, self.north = (
                AreaId(unit.insert(t.area, name=name, name_key=name.lower(), level="area"))
                for name in ("Everywhere", "North")
            )
            unit.update(t.area, self.north, parent_id=self.whole)
            unit.update(t.chapter, chapter.id, area_id=self.north)
        self.chapter_id = ChapterId(chapter.id)
        self.desk = SyncDesk(store, None, self.clock, "association")
        self.home = SyncDesk(store, chapter.id, self.clock, "home")

    @property
    def chapter(self) -> Chapter:
        return self.home.read(chapter_here)

    def issue(self, body: Body = VISITS, area_id: AreaId | None = None, name: str = "Visits") -> TemplateId:
        """Hand something down."""
        kind = next(kind for kind, each in BODIES.items() if type(each) is type(body))
        return self.issue_as(kind, body, area_id, name)

    def issue_as(
        self, kind: TemplateKind, body: Body, area_id: AreaId | None = None, name: str = "Visits"
    ) -> TemplateId:
        """Hand something of a kind down."""
        done = self.desk.do(IssueTemplate(kind, name, body, area_id))
        assert done.subject is not None
        return TemplateId(done.subject)

    def change(self, template_id: TemplateId, body: Body = ONE_VISIT) -> Done:
        """Make another version."""
        return self.desk.do(ChangeTemplate(template_id, body, "Once is enough"))

    def take(self, template_id: TemplateId, version: int = 1) -> Done:
        """The chapter takes a version."""
        return self.home.do(TakeTemplate(template_id, version))

    def line(self, template_id: TemplateId) -> HandedDown:
        """How the chapter stands with it."""
        found = self.home.read(handed_down).line(template_id)
        assert found is not None
        return found

    def rows(self) -> Any:
        """Every row but those that say who did what."""
        return all_rows(self.store, TRAIL)

    def matters(self) -> list[str]:
        """What the chapter has to decide about it, in words."""
        sections = self.home.read(to_decide).sections
        return [x.what for each in sections if each.matter is Matter.HANDED_DOWN for x in each.lines]


@pytest.fixture
def book(store: Store) -> Association:
    """An association with one chapter."""
    return Association(store)


@pytest.mark.parametrize("kind", TemplateKind)
def test_what_was_taken_is_the_same_until_somebody_changes_it(book: Association, kind: TemplateKind) -> None:
    """Each kind: it differs before, taken it is as handed down, and undo gives every old value back."""
    template_id = book.issue_as(kind, BODIES[kind])
    before = book.rows()
    assert book.line(template_id).standing is Standing.NEW
    assert book.line(template_id).changes
    assert len(book.matters()) == 1
    book.take(template_id)
    line = book.line(template_id)
    assert (line.standing, line.changes, line.own) == (Standing.TAKEN, (), ())
    assert not book.matters()
    book.home.do(Undo())
    assert book.rows() == before


@pytest.mark.parametrize("kind", TemplateKind)
def test_what_is_handed_down_is_read_back_as_it_was_given(book: Association, kind: TemplateKind) -> None:
    """A body survives the database, on either engine."""
    template_id = book.issue_as(kind, BODIES[kind])
    assert book.desk.read(template_detail, template_id).body == checked_body(kind, BODIES[kind])


def test_a_change_of_a_template_changes_no_chapter(book: Association) -> None:
    """The chapter has what it took, sees what is new in words, and every version stays to be read."""
    template_id = book.issue()
    book.take(template_id)
    before = book.chapter
    book.change(template_id)
    assert book.chapter == before
    line = book.line(template_id)
    assert (line.standing, line.in_words) == (Standing.CHANGED, "version 2; the chapter has version 1")
    assert "A visitor may come 3 times" in line.changes[0].was[0]
    assert "once" in line.changes[0].now[0]
    assert book.matters() == ["rules for all chapters, changed: version 2; the chapter has version 1"]
    assert book.desk.read(template_detail, template_id, 1).body == VISITS
    book.take(template_id, 2)
    assert book.chapter.rules.visitors.visits == 1
    assert not book.matters()


def test_a_chapter_that_goes_its_own_way_differs_by_its_values(book: Association) -> None:
    """No flag says so: changed and changed back it is as handed down again, and both are counted."""
    template_id = book.issue()
    book.take(template_id)
    taken = book.chapter.rules
    book.home.do(SetRules(replace(taken, visitors=VisitorRules(visits=None))))
    assert book.line(template_id).standing is Standing.DIFFERS
    (line,) = book.desk.read(template_list).lines
    assert (line.by_version, line.differing) == ("version 1", 1)
    (own,) = book.desk.read(template_chapters, template_id, differing=True).lines
    assert (own.name, own.version, own.differs) == (book.chapter.name, 1, True)
    book.home.do(SetRules(taken))
    assert book.line(template_id).standing is Standing.TAKEN
    (line,) = book.desk.read(template_list).lines
    assert (line.number, line.differing) == (1, 0)
    assert not book.desk.read(template_chapters, template_id, differing=True).lines


def test_what_is_left_out_of_rules_is_the_chapters_own(book: Association) -> None:
    """Rules for visitors leave a quota and a remark alone."""
    book.home.do(SetRules(ChapterRules(remark="Bring a friend.")))
    book.take(book.issue())
    assert book.chapter.rules == ChapterRules(visitors=VisitorRules(visits=3), remark="Bring a friend.")


def test_sums_in_another_money_are_not_taken(book: Association) -> None:
    """A fee in euros is none for a chapter that counts in dollars, and the answer says so."""
    fees = ChapterRules(money=MoneyRules(join_fee=10_000), visitors=VisitorRules(visits=3))
    done = book.take(book.issue(HandedRules(fees, ("money", "visitors"), "EUR")))
    assert book.chapter.rules.money == MoneyRules()
    assert book.chapter.rules.visitors.visits == 3
    assert "the chapter's own money stays, for it counts in USD" in done.words


def test_the_same_rules_of_a_chapter_with_another_money_are_no_new_version(book: Association) -> None:
    """Where no sum is among them; a sum in another money is another one."""
    visits = book.issue()
    assert book.change(visits, replace(VISITS, currency="EUR")).entry is None
    fees = replace(VISITS, parts=("money",))
    money = book.issue(fees, name="Fees")
    assert book.change(money, replace(fees, currency="EUR")).entry is not None


def test_what_was_let_go_of_is_no_matter_any_more(book: Association) -> None:
    """Its changes are nothing to decide, what it had set stays, and it can be taken again."""
    template_id = book.issue()
    book.take(template_id)
    book.home.do(LetGoTemplate(template_id))
    book.change(template_id)
    assert book.line(template_id).standing is Standing.LET_GO
    assert not book.matters()
    assert book.chapter.rules.visitors.visits == 3
    book.take(template_id, 2)
    assert book.line(template_id).standing is Standing.TAKEN


def test_what_was_never_taken_can_be_let_go_of(book: Association) -> None:
    """The chapter has its own, and is not asked again; nor does it take it with all else."""
    template_id = book.issue()
    before = book.rows()
    assert book.matters() == ["rules for all chapters, not taken yet"]
    book.home.do(LetGoTemplate(template_id))
    assert (book.line(template_id).standing, book.matters()) == (Standing.LET_GO, [])
    assert book.home.do(LetGoTemplate(template_id)).entry is None
    assert book.home.do(TakeHandedDown()).entry is None
    assert book.desk.read(template_list).lines[0].number == 0
    book.home.do(Undo())
    assert book.rows() == before


def test_what_is_withdrawn_stays_with_who_has_taken_it(book: Association) -> None:
    """It is no longer offered, and no matter."""
    taken, not_taken = book.issue(), book.issue(ONE_VISIT, name="Once")
    book.take(taken)
    for each in (taken, not_taken):
        book.desk.do(WithdrawTemplate(each))
    assert book.line(taken).standing is Standing.ENDED
    assert book.home.read(handed_down).line(not_taken) is None
    assert book.chapter.rules.visitors.visits == 3
    with pytest.raises(Refused, match="not handed down to this chapter"):
        book.take(not_taken)


def test_only_what_is_above_a_chapter_is_offered_to_it(book: Association) -> None:
    """Its own area, those above it, and the whole; a chapter of no area is offered what is for all."""
    found = [book.issue(area_id=area, name=f"of {area}") for area in (None, book.whole, book.north)]
    assert {each.template.id for each in book.home.read(handed_down).lines} == set(found)
    with book.store.writing(book.chapter_id) as unit:
        unit.update(t.chapter, book.chapter_id, area_id=None)
    assert {each.template.id for each in book.home.read(handed_down).lines} == {found[0]}
    with pytest.raises(Refused, match="not handed down to this chapter"):
        book.take(found[2])


def test_a_new_chapter_takes_what_is_nearest(book: Association) -> None:
    """Of each part what the nearest area hands down; where one area offers two nobody else can choose."""
    far, near = book.issue(area_id=book.whole), book.issue(ONE_VISIT, book.north)
    scorecard = book.issue_as(TemplateKind.MEMBER_SCORECARD, BODIES[TemplateKind.MEMBER_SCORECARD], None, "S")
    agendas = [
        book.issue_as(TemplateKind.AGENDA, AgendaPlan(LUNCH_HOUR_60.steps[at:]), book.north, f"Hour {at}")
        for at in (0, 1)
    ]
    before = book.rows()
    done = book.home.do(TakeHandedDown())
    assert [book.line(each).standing for each in (near, scorecard)] == [Standing.TAKEN] * 2
    assert [book.line(each).standing for each in (far, *agendas)] == [Standing.NEW] * 3
    assert "Choose yourself: agenda “Hour 0” or agenda “Hour 1”." in done.words
    book.home.do(Undo())
    assert book.rows() == before


def test_one_template_follows_another_that_sets_the_same(book: Association) -> None:
    """Who takes the area's rules goes by those of the association no longer; undo puts both back."""
    far, near = book.issue(area_id=book.whole), book.issue(ONE_VISIT, book.north)
    book.take(far)
    before = book.rows()
    book.take(near)
    assert [book.line(each).standing for each in (far, near)] == [Standing.LET_GO, Standing.TAKEN]
    book.home.do(Undo())
    assert book.rows() == before


def test_what_sets_more_than_the_nearest_is_the_chapters_choice(book: Association) -> None:
    """What its area hands down is taken; what stands farther away beside the same is not passed over."""
    near = book.issue(VISITS, book.north)
    both = replace(
        ONE_VISIT, parts=("visitors", "remark"), rules=replace(ONE_VISIT.rules, remark="Be early.")
    )
    far = book.issue(both, book.whole, "Both")
    done = book.home.do(TakeHandedDown())
    assert "Choose yourself: rules “Both”." in done.words
    assert [book.line(each).standing for each in (near, far)] == [Standing.TAKEN, Standing.NEW]
    assert book.matters() == ["rules for Everywhere, not taken yet"]
    assert not book.line(far).is_settled


def test_a_nearer_template_is_offered_beside_the_one_that_is_followed(book: Association) -> None:
    """One that is farther away, or beside it, is not: the chapter has chosen."""
    far = book.issue(area_id=book.whole)
    book.take(far)
    book.issue(ONE_VISIT, book.whole, "Beside")
    book.issue(ONE_VISIT, None, "Farther")
    assert not book.matters()
    near = book.issue(ONE_VISIT, book.north, "Nearer")
    assert len(book.matters()) == 1
    book.take(near)
    assert not book.matters()


def test_what_follows_a_withdrawn_template_is_to_be_decided(book: Association) -> None:
    """The chapter still has what the old one said; the new one would change it."""
    old = book.issue()
    book.take(old)
    book.desk.do(WithdrawTemplate(old))
    book.issue(ONE_VISIT, name="New")
    assert len(book.matters()) == 1
    lines = book.desk.read(template_list, withdrawn=True).lines
    assert [(line.template.name, line.template.in_force) for line in lines] == [
        ("New", True),
        ("Visits", False),
    ]


def _special(book: Association) -> dict[int, str]:
    """What is special about the dates ahead, by how many weeks they are away."""
    with book.store.reading() as connection:
        calendar = calendar_of(connection, book.chapter)
    today = book.chapter.today(book.clock.now())
    return {
        (on - today).days // 7: f"{each.kind.value if each.kind else ''} {each.note}".strip()
        for on, each in calendar.special.items()
    }


def test_dates_follow_the_weekday_of_a_chapter(book: Association) -> None:
    """A span of days takes each Wednesday in it; another version gives those back that it does not name."""
    today = book.chapter.today(book.clock.now())
    week = timedelta(weeks=1)
    book.home.do(MarkDate(today + 5 * week, DateKind.OPEN_HOUSE, "Spring"))
    span = DateSpan(today + 2 * week - timedelta(days=2), today + 3 * week + timedelta(days=2), note="Break")
    template_id = book.issue(HandedDates((span,)))
    book.take(template_id)
    assert _special(book) == {2: "holiday Break", 3: "holiday Break", 5: "open house Spring"}
    book.change(template_id, HandedDates((replace(span, last=today + 2 * week, note="Long break"),)))
    assert len(book.line(template_id).changes) == 2
    book.take(template_id, 2)
    assert _special(book) == {2: "holiday Long break", 5: "open house Spring"}


def test_a_date_whose_meeting_was_held_is_left_and_named(book: Association) -> None:
    """What is on record of a meeting is not undone by a holiday."""
    today = book.chapter.today(book.clock.now())
    hold(book.store, book.chapter, today, {})
    template_id = book.issue(HandedDates((DateSpan(today, today + timedelta(days=7), note="Break"),)))
    done = book.take(template_id)
    assert "left as it is: Wed 18 Nov, whose meeting is on or was held" in done.words
    assert _special(book) == {1: "holiday Break"}
    assert book.line(template_id).standing is Standing.TAKEN


def test_the_same_version_again_is_no_act(book: Association) -> None:
    """Issued, changed and taken twice."""
    template_id = book.issue()
    with pytest.raises(Refused, match="is there already"):
        book.issue(ONE_VISIT, name="visits")
    assert book.change(template_id, VISITS).entry is None
    book.take(template_id)
    assert book.take(template_id).entry is None
    book.change(template_id)
    with pytest.raises(Refused, match="has version 2 by now"):
        book.take(template_id)
    with pytest.raises(Refused, match="changed elsewhere"):
        book.desk.do(ChangeTemplate(template_id, VISITS, seen=1))


def _undone(book: Association, undo: Callable[[], object]) -> str:
    with pytest.raises(Refused) as no:
        undo()
    return str(no.value)


def test_a_version_that_a_chapter_has_taken_is_not_undone(book: Association) -> None:
    """It would leave the chapter with what nobody can read any more; the refusal names who has it."""
    template_id = book.issue()
    book.change(template_id)
    book.take(template_id, 2)
    assert book.chapter.name in _undone(book, lambda: book.desk.do(Undo()))
    assert book.line(template_id).standing is Standing.TAKEN


def test_an_issue_that_a_chapter_has_taken_is_not_undone(book: Association) -> None:
    """The same of a template with one version."""
    book.take(book.issue())
    assert book.chapter.name in _undone(book, lambda: book.desk.do(Undo()))


def test_a_name_that_was_given_again_is_not_put_back(book: Association) -> None:
    """Withdrawn, and another one of its name issued: undo of the first would make two of one name."""
    desk = SyncDesk(book.store, None, book.clock, "another station")
    desk.do(WithdrawTemplate(book.issue()))
    book.issue(ONE_VISIT)
    _undone(book, lambda: desk.do(Undo()))


def test_a_version_that_nobody_has_taken_is_undone(book: Association) -> None:
    """The version before it is the latest again."""
    template_id = book.issue()
    book.take(template_id)
    book.change(template_id)
    book.desk.do(Undo())
    assert book.line(template_id).standing is Standing.TAKEN


BAD: dict[str, tuple[TemplateKind, Body]] = {
    "names no sphere": (TemplateKind.CATALOGUE, HandedText("")),
    "cannot be read as TOML": (TemplateKind.MEMBER_SCORECARD, HandedText("[")),
    "is one of the chapter": (TemplateKind.MEMBER_SCORECARD, HandedText(text_of("chapter-traffic-light"))),
    "at least one step": (TemplateKind.AGENDA, AgendaPlan(())),
    "No date is named": (TemplateKind.HOLIDAYS, HandedDates(())),
    "ends before it begins": (
        TemplateKind.HOLIDAYS,
        HandedDates((DateSpan(SetClock().moment.date(), SetClock().moment.date() - timedelta(days=1)),)),
    ),
    "only holidays and open houses": (
        TemplateKind.HOLIDAYS,
        HandedDates((replace(BREAK.spans[0], kind=DateKind.EXTRA),)),
    ),
    "rule nothing": (TemplateKind.RULES, HandedRules(ChapterRules(), (), "USD")),
    "is no part of the rules": (TemplateKind.RULES, HandedRules(ChapterRules(), ("coffee",), "USD")),
    "-1 cannot stand under “visitors”": (
        TemplateKind.RULES,
        HandedRules(ChapterRules(visitors=VisitorRules(visits=-1)), ("visitors",), "USD"),
    ),
    "0 cannot stand under “limits”": (
        TemplateKind.RULES,
        HandedRules(
            ChapterRules(limits=(NO_WINDOW,)),
            ("limits",),
            "USD",
        ),
    ),
    "101 cannot stand under “shares”": (
        TemplateKind.RULES,
        HandedRules(ChapterRules(shares=(ShareRule(101, FRESH_LIMIT.window),)), ("shares",), "USD"),
    ),
    "That is not": (TemplateKind.RULES, HandedText("")),
}


@pytest.mark.parametrize("why", BAD)
def test_what_no_chapter_could_take_is_not_handed_down(book: Association, why: str) -> None:
    """It is refused before anybody is offered it."""
    kind, body = BAD[why]
    with pytest.raises(Refused, match=why):
        book.issue_as(kind, body)


@pytest.mark.parametrize("preset", RULE_PRESETS, ids=lambda preset: preset.name)
def test_published_rules_can_all_be_handed_down(preset: RulePreset) -> None:
    """No check is stricter than the rules that organisations publish."""
    parts = tuple(part for part in RULE_PARTS if part != "lead_rules")
    body = HandedRules(preset.rules, parts, "USD")
    assert checked_body(TemplateKind.RULES, body) == body


@pytest.mark.parametrize("what", [TakeTemplate, LetGoTemplate])
def test_no_chapter_goes_by_a_version_that_is_there_no_longer(
    book: Association, what: type[TakeTemplate | LetGoTemplate]
) -> None:
    """One that was decided about is not undone, and one that was undone meanwhile is not taken again."""
    template_id = book.issue()
    book.take(template_id)
    book.change(template_id)
    book.take(template_id, 2)
    if what is LetGoTemplate:
        book.home.do(LetGoTemplate(template_id))
    with pytest.raises(Refused, match="decided about version 2"):
        book.desk.do(Undo())
    book.home.do(Undo())
    if what is LetGoTemplate:
        book.home.do(Undo())
    again = SyncDesk(book.store, None, book.clock, "association")
    again.do(Undo())
    with pytest.raises(Refused, match="Version 2 was undone"):
        book.home.do(Redo())
    assert book.line(template_id).in_words == "version 1"
