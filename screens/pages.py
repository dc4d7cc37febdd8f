"""The one table of pages: how each is called, by which letter it is reached, and how it is made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from msgspec import Struct
from textual.screen import Screen

from leadsroom.acts.desk import Desk
from leadsroom.clock import WatchfulClock
from leadsroom.domain.chapter.chapter import Chapter
from screens.kit.leaving import ONE_MORE, HealthWanted, ToCorrect


class PageContext(Struct, frozen=True):
    """What pages are made from: the desk between meetings, and what the page is to be about.

    Areas, directors and their visits are entered at the desk of the `association`. A table is laid for the
    meeting that is on or next, for one more, or to correct one. The review of the table below it is
    `just_closed`; back from the page that is opened `from_shell` is out. `back` is the command by which a
    database comes back that has nothing in it and has backups. `founding_desk` makes a desk at which another
    chapter is founded, `desk_of` that of any other one.
    """

    desk: Desk
    association: Desk
    clock: WatchfulClock
    lay_table: Callable[[], Awaitable[Screen[Any]]]
    lay_one_more: Callable[[], Awaitable[Screen[Any]]]
    correct_table: Callable[[ToCorrect], Awaitable[Screen[Any]]]
    chapter: Chapter | None = None
    subject: Any = None
    just_closed: bool = False
    from_shell: bool = False
    back: str = ""
    founding_desk: Callable[[], Desk] | None = None
    desk_of: Callable[[Chapter], Desk] | None = None

    @property
    def here(self) -> Chapter:
        """The chapter, where there is one."""
        assert self.chapter is not None
        return self.chapter


class PageEntry(Struct, frozen=True):
    """A page of the table. Without a letter it is reached from one other page, and by the palette where it
    is `about` something of its own.

    `also` are words for what is done there, by which the palette finds it besides. `is_of_figures`: it has
    no person's phone, no prospect, and nothing that only the chapter decides on, so that a director may look
    at it from the area's table. From a chapter that is only read, what `leads_out` leads back to the one that
    is open, or to what is no chapter's.
    """

    title: str
    letter: str
    make: Callable[[PageContext], Awaitable[Screen[Any]]]
    about: str = ""
    also: str = ""
    is_of_figures: bool = False
    leads_out: bool = False


# Each maker imports its page only when that is asked for: the first frame waits for nothing else.


async def _home(at: PageContext) -> Screen[Any]:
    from leadsroom.views.home import home_picture
    from screens.home.page import HomeScreen

    picture = await at.desk.read(home_picture)
    at.clock.hold(is_live=picture.live is not None)
    return HomeScreen(picture, at.clock.now(), at.desk.read)


async def _table(at: PageContext) -> Screen[Any]:
    if at.subject == ONE_MORE:
        return await at.lay_one_more()
    return await (at.lay_table() if at.subject is None else at.correct_table(at.subject))


async def _review(at: PageContext) -> Screen[Any]:
    from leadsroom.views.health.review import meeting_review
    from leadsroom.views.meeting.find_meeting import find_meeting
    from screens.review.page import ReviewScreen

    meeting_id = at.subject or await at.desk.read(find_meeting, "last")
    seen = await at.desk.read(meeting_review, meeting_id)
    return ReviewScreen(at.desk, at.here, seen, just_closed=at.just_closed, from_shell=at.from_shell)


async def _period(at: PageContext) -> Screen[Any]:
    from screens.review.period import PeriodScreen

    return PeriodScreen(at.desk, at.here, at.subject, from_shell=at.from_shell)


async def _letters(at: PageContext) -> Screen[Any]:
    from leadsroom.views.meeting.find_meeting import find_meeting
    from screens.review.letters import LettersScreen

    meeting_id = at.subject or await at.desk.read(find_meeting, "last")
    return LettersScreen(at.desk, at.here, meeting_id)


async def _roster(at: PageContext) -> Screen[Any]:
    from screens.people.roster import RosterScreen

    return RosterScreen(at.desk, at.here, at.clock.now(), at.subject)


async def _me(at: PageContext) -> Screen[Any]:
    from screens.health.my_page import MyPageScreen

    return MyPageScreen(at.desk, at.here, at.subject, at.clock.now(), read_only=at.from_shell)


async def _own_costs(at: PageContext) -> Screen[Any]:
    from screens.health.own_costs import OwnCostsScreen

    return OwnCostsScreen(at.desk, at.here, at.subject)


async def _member(at: PageContext) -> Screen[Any]:
    from screens.people.member import MemberScreen

    return MemberScreen(at.desk, at.here, at.subject)


async def _chapter_figures(at: PageContext) -> Screen[Any]:
    from screens.health.chapter_figures import ChapterFiguresScreen

    return ChapterFiguresScreen(at.desk, at.here, at.subject)


async def _scores(at: PageContext) -> Screen[Any]:
    from screens.health.scores import ScoresScreen

    return ScoresScreen(at.desk, at.here)


async def _health(at: PageContext) -> Screen[Any]:
    from screens.health.health_page import HealthScreen

    asked = at.subject or HealthWanted()
    return HealthScreen(at.desk, at.here, asked.days, officers=asked.officers, from_shell=at.from_shell)


async def _leads(at: PageContext) -> Screen[Any]:
    from screens.leads.page import LeadsScreen

    return LeadsScreen(at.desk, at.here, at.clock.now(), at.subject)


async def _money(at: PageContext) -> Screen[Any]:
    from screens.money.page import MoneyScreen

    return MoneyScreen(at.desk, at.here)


async def _summary(at: PageContext) -> Screen[Any]:
    from screens.money.summary_page import SummaryScreen

    return SummaryScreen(at.desk, at.here)


async def _calendar(at: PageContext) -> Screen[Any]:
    from screens.season.page import CalendarScreen

    return CalendarScreen(at.desk, at.here)


async def _agenda(at: PageContext) -> Screen[Any]:
    from screens.agenda.page import AgendaScreen

    return AgendaScreen(at.desk, at.here)


async def _settings(at: PageContext) -> Screen[Any]:
    from screens.setup.settings import SettingsScreen

    return SettingsScreen(at.desk, at.here)


async def _rules(at: PageContext) -> Screen[Any]:
    from screens.rules.page import RulesScreen

    return RulesScreen(at.desk, at.here)


async def _breaches(at: PageContext) -> Screen[Any]:
    from screens.rules.breaches import BreachesScreen

    return BreachesScreen(at.desk, at.here, at.subject)


async def _decisions(at: PageContext) -> Screen[Any]:
    from screens.health.decisions import DecisionsScreen

    return DecisionsScreen(at.desk, at.here)


async def _professions(at: PageContext) -> Screen[Any]:
    from screens.people.professions import ProfessionsScreen

    return ProfessionsScreen(at.desk, at.here)


async def _visitors(at: PageContext) -> Screen[Any]:
    from screens.people.visitors import VisitorsScreen

    return VisitorsScreen(at.desk, at.here, at.subject)


async def _substitutes(at: PageContext) -> Screen[Any]:
    from screens.people.substitutes import SubstitutesScreen

    return SubstitutesScreen(at.desk, at.here)


async def _setup(at: PageContext) -> Screen[Any]:
    from leadsroom.acts.chapter.proposal import proposed_chapter
    from screens.setup.setup import SetupScreen

    return SetupScreen(at.desk, proposed_chapter(""), at.clock)


async def _another(at: PageContext) -> Screen[Any]:
    from leadsroom.acts.chapter.proposal import proposed_beside
    from leadsroom.views.association.areas import tree_here
    from leadsroom.views.chapter import chapter_here
    from screens.setup.setup import SetupScreen

    assert at.founding_desk is not None
    beside, areas = await at.desk.read(chapter_here), await at.association.read(tree_here)
    return SetupScreen(at.founding_desk(), proposed_beside(beside), at.clock, beside=beside, areas=areas)


async def _chapters(at: PageContext) -> Screen[Any]:
    from screens.association.chapters_page import ChaptersScreen

    assert at.desk_of is not None
    return ChaptersScreen(at.desk, at.here, at.clock, at.desk_of)


async def _welcome(at: PageContext) -> Screen[Any]:
    from screens.setup.welcome import WelcomeScreen

    return WelcomeScreen(at.back)


async def _matrix(at: PageContext) -> Screen[Any]:
    from screens.health.matrix import MatrixScreen

    return MatrixScreen(at.desk, at.here, at.subject)


async def _free_seats(at: PageContext) -> Screen[Any]:
    from screens.association.free_seats_page import FreeSeatsScreen

    return FreeSeatsScreen(at.association, at.here, at.subject)


async def _area(at: PageContext) -> Screen[Any]:
    from screens.association.area_page import AreaScreen

    return AreaScreen(at.association, at.here, at.subject)


async def _areas(at: PageContext) -> Screen[Any]:
    from screens.association.areas_page import AreasScreen

    return AreasScreen(at.association, at.here)


async def _directors(at: PageContext) -> Screen[Any]:
    from screens.association.directors_page import DirectorsScreen

    return DirectorsScreen(at.association, at.here, at.subject)


async def _director_visits(at: PageContext) -> Screen[Any]:
    from screens.association.visits_page import VisitsScreen

    return VisitsScreen(at.association, at.here, at.subject)


async def _handed_down(at: PageContext) -> Screen[Any]:
    from screens.association.handed_down_page import HandedDownScreen

    return HandedDownScreen(at.desk, at.here, at.subject)


async def _templates(at: PageContext) -> Screen[Any]:
    from screens.association.templates_page import TemplatesScreen

    return TemplatesScreen(at.association, at.here)


PAGES: dict[str, PageEntry] = {
    "home": PageEntry(
        "Home",
        "o",
        _home,
        "the next meeting, the last ones, who waits",
        "start overview",
        leads_out=True,
    ),
    "table": PageEntry(
        "Meeting table",
        "t",
        _table,
        "run the meeting that is on or next",
        "check-in clock slip visitor substitute",
    ),
    "review": PageEntry(
        "Last review",
        "v",
        _review,
        "the last meeting, and its minutes",
        "minutes print PDF",
    ),
    "letters": PageEntry(
        "Letters",
        "e",
        _letters,
        "what each member is to do, as emails",
        "emails send preview calls thanks visitors",
    ),
    "roster": PageEntry(
        "Roster",
        "r",
        _roster,
        "members, their seats, importing",
        "export add applicant application vote leave phone email",
    ),
    "leads": PageEntry(
        "Leads",
        "l",
        _leads,
        "what waits, and what became of each",
        "slips outcome follow-up overdue stale families one-to-one referral passed outside",
    ),
    "health": PageEntry(
        "Health",
        "h",
        _health,
        "what each member gives and receives, and at what cost",
        "figures dollars raw bad leads attendance renewal sheet seat cost received given compare",
        is_of_figures=True,
    ),
    "money": PageEntry(
        "Money",
        "m",
        _money,
        "who owes what, payments, receipts",
        "dues fees fines meals donation charge invoice refund credit bill income summary treasurer",
    ),
    "calendar": PageEntry(
        "Calendar",
        "d",
        _calendar,
        "holidays, open houses, who is away",
        "dates season absence extra meeting schedule speaker rota education",
    ),
    "agenda": PageEntry(
        "Agenda",
        "a",
        _agenda,
        "the plan of a meeting, and whether it fits",
        "steps order presets changeover",
    ),
    "rules": PageEntry(
        "Rules",
        "u",
        _rules,
        "attendance, quotas, visitors, votes, money",
        "limits substitutes presets absences online late "
        "alarm pause advice rotation turns testimonial read back slips",
    ),
    "breaches": PageEntry(
        "Broken rules",
        "x",
        _breaches,
        "who broke which rule, since when, months back",
        "standing limits absences quotas missed substitutes visits warned breach",
    ),
    "decisions": PageEntry(
        "To decide",
        "j",
        _decisions,
        "what the chapter has to decide this month, and why",
        "president renewals complaints applicants waiting seats visitors junk read back offices leaves",
    ),
    "professions": PageEntry(
        "Professions",
        "p",
        _professions,
        "who holds which, and which overlap",
        "categories classifications seats families joining sheet catalogue missing",
    ),
    "visitors": PageEntry(
        "Visitors",
        "f",
        _visitors,
        "whom to follow up, and what became of each",
        "follow-up phone email invited joined applied",
    ),
    "substitutes": PageEntry(
        "Substitutes",
        "b",
        _substitutes,
        "who was one, for whom, how often",
        "standing limit absences",
    ),
    "settings": PageEntry(
        "Settings",
        "s",
        _settings,
        "what the chapter has decided for itself",
        "chapter name place day time pitch length country currency founded hand over laptop",
    ),
    "me": PageEntry("My page", "", _me),
    "own_costs": PageEntry("Own costs", "", _own_costs),
    "member": PageEntry("Member", "", _member),
    "chapter_figures": PageEntry(
        "The chapter's figures",
        "",
        _chapter_figures,
        "what it passes, its growth, and which seats it lacks",
        "chapter health missing professions spheres families growth quota",
        is_of_figures=True,
    ),
    "scores": PageEntry(
        "Scores",
        "",
        _scores,
        "the points of each member and of the chapter",
        "scorecard traffic light bands green red points",
        is_of_figures=True,
    ),
    "summary": PageEntry("Summary", "", _summary),
    "period": PageEntry("Review of days", "", _period),
    "matrix": PageEntry(
        "Matrix",
        "",
        _matrix,
        "who passes leads to whom, and who met whom",
        "leads one-to-ones both pairs",
    ),
    "area": PageEntry(
        "Area's table",
        "z",
        _area,
        "all chapters at a glance, who needs somebody most first",
        "association region director state meetings missing shrinking failing silent growing overview",
        leads_out=True,
    ),
    "areas": PageEntry(
        "Areas",
        "",
        _areas,
        "the areas of the association, and how many chapters stand in each",
        "region district level tree director association",
        leads_out=True,
    ),
    "directors": PageEntry(
        "Directors",
        "",
        _directors,
        "who looks after which area of the association",
        "association region area",
        leads_out=True,
    ),
    "director_visits": PageEntry(
        "Directors' visits",
        "",
        _director_visits,
        "which chapter a director visited, and when",
        "association visit round",
        leads_out=True,
    ),
    "handed_down": PageEntry(
        "Handed down",
        "",
        _handed_down,
        "what the association hands down, and what the chapter has of it",
        "templates rules scorecard holidays agenda catalogue take area association",
    ),
    "templates": PageEntry(
        "Templates",
        "",
        _templates,
        "what the association hands down to its chapters",
        "hand down issue rules scorecard holidays agenda catalogue area association",
        leads_out=True,
    ),
    "free_seats": PageEntry("Free seats", "", _free_seats, leads_out=True),
    "setup": PageEntry("Set up", "", _setup),
    "chapters": PageEntry(
        "Chapters",
        "c",
        _chapters,
        "the chapters of this database, and going on with another one",
        "switch archive archived open again area move association",
        leads_out=True,
    ),
    "another": PageEntry(
        "Found another chapter",
        "",
        _another,
        "a second chapter in this database, or one more",
        "new chapter set up found association",
        leads_out=True,
    ),
    "welcome": PageEntry("Welcome", "", _welcome),
}


def page_at(letter: str) -> str:
    """The name of the page that a letter leads to; empty where it leads nowhere."""
    return next((name for name, page in PAGES.items() if page.letter and page.letter == letter), "")
