"""The rota on record: who speaks and who leads on which date, on both engines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.agenda.commands import SetAgenda
from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import GiveTestimonial
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.people.commands import AnnounceAbsence
from leadsroom.acts.rules.commands import SetRules
from leadsroom.acts.season.commands import CancelTalk, ClearDate, MarkDate, NameLeader, PlanTalk, SetSchedule
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId, TalkId
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.meeting.tonight_rota import due_testimonials, leader_due, short_title_of
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.season.calendar import DateKind, Schedule, ScheduleKind
from leadsroom.errors import Refused
from leadsroom.exchange.calendar import text_dates
from leadsroom.store.store import Store
from leadsroom.views.chapter import people_with_seats
from leadsroom.views.season import Season, season, speakers
from screens.season.lines import season_lines
from tests.databases import ON_BOTH
from tests.desks import meeting_to_run
from tests.harborview import SHORT_AGENDA, SetClock, found_chapter
from tests.seen import home_picture

pytestmark = ON_BOTH

TODAY, NEXT, AFTER = date(2026, 11, 18), date(2026, 11, 25), date(2026, 12, 2)
MINUTE = timedelta(minutes=1)
TALK = PlannedStep(StepKind.SPEAKER, "Speaker", 10 * MINUTE)
EDUCATION = PlannedStep(StepKind.EDUCATION, "Education", 3 * MINUTE)


@pytest.fixture
def chapter(store: Store) -> Chapter:
    """A chapter of six whose meetings have education and a speaker."""
    return found_chapter(store, agenda=(*SHORT_AGENDA[:2], EDUCATION, TALK, SHORT_AGENDA[-1]))


@pytest.fixture
def desk(store: Store, chapter: Chapter, clock: SetClock) -> SyncDesk:
    """The desk between meetings."""
    return SyncDesk(store, chapter.id, clock, "home")


def at_table(store: Store, chapter: Chapter, clock: SetClock) -> SyncDesk:
    """The table of the next meeting."""
    meeting_id = meeting_to_run(store, chapter, clock.now())
    return SyncDesk(store, chapter.id, clock, "table", meeting_id)


def held(table: SyncDesk, clock: SetClock) -> Snapshot:
    """The meeting, run to its close."""
    seen = table.do(c.Go()).picture
    while seen.meeting.state is not MeetingState.CLOSED:
        clock.pass_by(seconds=10)
        seen = table.do(c.Go()).picture
    return seen


def rota(desk: SyncDesk) -> tuple[list[str], list[str]]:
    """Who speaks when, and whose talks are without a date."""
    seen: Season = desk.read(season, 6, timedelta(weeks=4))
    dated = [f"{x.on:%d %b} {x.talk.words}" for x in seen.dates if x.talk is not None]
    return dated, [talk.words for talk in seen.undated]


def test_a_talk_is_planned_moved_and_taken_off(desk: SyncDesk) -> None:
    """By a member, or by somebody from outside with a company; each act is undone as one."""
    ann = desk.do(PlanTalk(NEXT, "ann chu", "Reading a lease", length=10 * MINUTE))
    assert ann.what == "Wed 25 Nov: ann chu speaks — Reading a lease"
    desk.do(PlanTalk(AFTER, "Zoe [b]Hart", company="Hart & Co"))
    assert rota(desk) == (["25 Nov Ann Chu — Reading a lease", "02 Dec Zoe [b]Hart"], [])
    moved = desk.do(PlanTalk(AFTER, "Ann Chu", "Reading a lease", corrects=TalkId(ann.subject or 0)))
    assert moved.what == "Wed 2 Dec: Ann Chu speaks — Reading a lease; Zoe [b]Hart is without a date now"
    assert rota(desk) == (["02 Dec Ann Chu — Reading a lease"], ["Zoe [b]Hart"])
    assert desk.do(CancelTalk(TalkId(ann.subject or 0))).what == "Wed 2 Dec: Ann Chu does not speak"
    desk.do(Undo())
    desk.do(Undo())
    assert rota(desk) == (["25 Nov Ann Chu — Reading a lease", "02 Dec Zoe [b]Hart"], [])


def test_whoever_waits_for_a_date_gets_the_one_that_is_named(desk: SyncDesk) -> None:
    """With the topic that was planned, and no second talk is made."""
    desk.do(PlanTalk(None, "Zoe Hart", "Wills"))
    assert rota(desk) == ([], ["Zoe Hart — Wills"])
    desk.do(PlanTalk(NEXT, "Zoe Hart"))
    assert rota(desk) == (["25 Nov Zoe Hart — Wills"], [])


def test_a_talk_that_waits_comes_whole(
    store: Store, desk: SyncDesk, chapter: Chapter, clock: SetClock
) -> None:
    """Displaced, or not given at its meeting, it has its topic and its minutes when its speaker is named."""
    desk.do(PlanTalk(TODAY, "Ann Chu", "Leases", length=10 * MINUTE, questions=3 * MINUTE))
    table = at_table(store, chapter, clock)
    while table.look().step is None or table.look().step.kind is not StepKind.SPEAKER:  # type: ignore[union-attr]
        table.do(c.Go())
    table.do(c.Skip())
    held(table, clock)
    waiting = desk.read(speakers, NEXT).waiting
    assert [talk.words for talk in waiting] == ["Ann Chu — Leases"]
    desk.do(PlanTalk(NEXT, "Ann Chu"))
    desk.do(PlanTalk(NEXT, "Zoe Hart"))
    desk.do(PlanTalk(AFTER, "Ann Chu"))
    talks = {record.on: record.talk for record in desk.read(season, 6).dates if record.talk is not None}
    again = talks[AFTER]
    assert (again.words, again.times) == ("Ann Chu — Leases", "10 min, 3 min for questions")
    assert desk.read(speakers, NEXT).waiting == ()


def test_whoever_is_away_is_passed_over(desk: SyncDesk) -> None:
    """On the date they announced to be away they come after the members who are there; late they are not."""
    members = desk.read(people_with_seats)
    desk.do(AnnounceAbsence(members[0].id, NEXT, Mark.ABSENT))
    desk.do(AnnounceAbsence(members[1].id, NEXT, Mark.LATE))
    found = desk.read(speakers, NEXT)
    names = [person.name for person in found.people]
    assert (names[0], names[5]) == ("Ann Chu", "Maria Lopez")
    assert found.why[members[0].id] == "away that day"
    assert desk.read(speakers, AFTER).people[0].name == "Maria Lopez"


def test_a_meeting_that_was_held_is_behind(
    store: Store, desk: SyncDesk, chapter: Chapter, clock: SetClock
) -> None:
    """Today stands above what is to come once it was held, with one more meeting of the day below it."""
    desk.do(PlanTalk(None, "Zoe Hart", "Wills"))
    held(at_table(store, chapter, clock), clock)
    extra = desk.do(c.OpenExtraMeeting()).subject
    held(SyncDesk(store, chapter.id, clock, "table", MeetingId(extra or 0)), clock)
    seen = desk.read(season, 2)
    shown = [line.text.split() for line in season_lines(seen)]
    wanted = ["Before", "Wed 18", "✓ held", "Talks without", "Zoe Hart", "To come", "Wed 25"]
    assert [" ".join(line[:2]) for line in shown if line][: len(wanted)] == wanted
    assert any(line[-2:] == ["meeting", "#2"] for line in shown)
    assert "Wed 18 Nov  held · extra meeting held" in "\n".join(text_dates(seen, AFTER))


@pytest.mark.parametrize(
    ("on", "wrong"),
    [
        (date(2026, 11, 26), "Thu 26 Nov is not a date of a meeting. The nearest meeting is Wed 25 Nov."),
        (date(2026, 11, 11), "Wed 11 Nov is past. Choose a date to come."),
        (AFTER, "Wed 2 Dec is a holiday. The nearest meeting is Wed 25 Nov."),
    ],
)
def test_nobody_speaks_where_nobody_meets(desk: SyncDesk, on: date, wrong: str) -> None:
    """A day without a meeting is refused with the nearest one, and nothing is written."""
    desk.do(MarkDate(AFTER, DateKind.HOLIDAY))
    with pytest.raises(Refused) as no:
        desk.do(PlanTalk(on, "Zoe Hart"))
    assert str(no.value) == wrong
    with pytest.raises(Refused, match="Type who speaks"):
        desk.do(PlanTalk(NEXT, " "))
    assert rota(desk) == ([], [])


def test_a_date_on_which_nobody_meets_leaves_the_talk_without_one(desk: SyncDesk) -> None:
    """A holiday, an extra meeting called off and another schedule say so; back again, the talk is too."""
    desk.do(PlanTalk(NEXT, "Ann Chu"))
    holiday = desk.do(MarkDate(NEXT, DateKind.HOLIDAY, "Thanksgiving"))
    assert holiday.what == "Wed 25 Nov: holiday, Thanksgiving; the talk of Ann Chu is without a date"
    assert rota(desk) == ([], ["Ann Chu"])
    desk.do(ClearDate(NEXT))
    assert rota(desk) == (["25 Nov Ann Chu"], [])
    changed = desk.do(SetSchedule(Schedule(ScheduleKind.EVERY_TWO_WEEKS, TODAY)))
    assert changed.what.endswith("the talk of Ann Chu on Wed 25 Nov is without a date")
    friday = date(2026, 11, 27)
    desk.do(MarkDate(friday, DateKind.EXTRA))
    desk.do(PlanTalk(friday, "Bo Diaz"))
    assert desk.do(ClearDate(friday)).what.endswith("the talk of Bo Diaz is without a date")
    assert rota(desk) == ([], ["Ann Chu", "Bo Diaz"])


def test_the_step_is_as_long_as_the_talk(
    store: Store, desk: SyncDesk, chapter: Chapter, clock: SetClock
) -> None:
    """When the table is laid, and when the talk changes, until it has begun; undo takes it back."""
    desk.do(PlanTalk(TODAY, "Ann Chu", "Leases", length=7 * MINUTE))
    table = at_table(store, chapter, clock)

    def planned() -> timedelta:
        return next(step for step in table.look().steps if step.kind is StepKind.SPEAKER).clock.allotted

    assert planned() == 7 * MINUTE
    talk = table.look().rota.talk
    assert talk is not None
    table.do(PlanTalk(TODAY, "Ann Chu", "Leases", length=12 * MINUTE, corrects=talk.id))
    assert planned() == 12 * MINUTE
    table.do(CancelTalk(talk.id))
    assert (planned(), table.look().rota.talk) == (10 * MINUTE, None)
    table.do(Undo())
    assert planned() == 12 * MINUTE
    while table.look().step is None or table.look().step.kind is not StepKind.SPEAKER:  # type: ignore[union-attr]
        table.do(c.Go())
    table.do(PlanTalk(TODAY, "Bo Diaz", length=5 * MINUTE))
    assert planned() == 12 * MINUTE


def test_who_spoke_is_due_last(store: Store, desk: SyncDesk, chapter: Chapter, clock: SetClock) -> None:
    """A talk that was given counts from its date, one of a step that was skipped is without a date."""
    desk.do(PlanTalk(TODAY, "Maria Lopez"))
    held(at_table(store, chapter, clock), clock)
    found = desk.read(speakers)
    names = [person.name for person in found.people]
    assert (names[0], names[5]) == ("Ann Chu", "Maria Lopez")
    assert found.why[found.people[names.index("Maria Lopez")].id] == "spoke last on Wed 18 Nov"
    clock.pass_by(days=7)
    desk.do(PlanTalk(NEXT, "Ann Chu"))
    table = at_table(store, chapter, clock)
    table.do(c.Go())
    while table.look().step.kind is not StepKind.SPEAKER:  # type: ignore[union-attr]
        table.do(c.Go())
    table.do(c.Skip())
    table.do(c.Go())
    assert rota(desk) == (["18 Nov Maria Lopez"], ["Ann Chu"])


def test_a_meeting_on_another_day_takes_its_speaker_along(
    store: Store, desk: SyncDesk, chapter: Chapter, clock: SetClock
) -> None:
    """Held a day early the speaker and whoever leads are that day's; undone they are back."""
    clock.pass_by(days=6)
    members = desk.read(people_with_seats)
    desk.do(PlanTalk(NEXT, "Ann Chu"))
    desk.do(NameLeader(NEXT, StepKind.EDUCATION, members[2].id))
    table = at_table(store, chapter, clock)
    seen = table.do(c.Go()).picture
    assert seen.meeting.on == date(2026, 11, 24)
    assert seen.rota.talk is not None
    assert seen.rota.talk.words == "Ann Chu"
    assert seen.rota.leaders[StepKind.EDUCATION].leader.name == "Robert Diaz"
    table.do(Undo())
    assert rota(desk) == (["25 Nov Ann Chu"], [])


def test_a_member_leads_a_step(store: Store, desk: SyncDesk, chapter: Chapter, clock: SetClock) -> None:
    """Another one, then nobody again; a step that nobody leads, and the same one twice, are refused."""
    members = desk.read(people_with_seats)
    first = desk.do(NameLeader(TODAY, StepKind.EDUCATION, members[0].id))
    assert first.what == "Wed 18 Nov: Education: Maria Lopez leads"
    desk.do(NameLeader(TODAY, StepKind.EDUCATION, members[1].id))
    seen = at_table(store, chapter, clock).look()
    assert seen.rota.leaders[StepKind.EDUCATION].leader.name == "Ann Chu"
    with pytest.raises(Refused, match="Ann Chu leads Education already"):
        desk.do(NameLeader(TODAY, StepKind.EDUCATION, members[1].id))
    with pytest.raises(Refused, match="Nobody leads “Speaker”"):
        desk.do(NameLeader(TODAY, StepKind.SPEAKER, members[1].id))
    gone = desk.do(NameLeader(TODAY, StepKind.EDUCATION, None))
    assert gone.what == "Wed 18 Nov: Ann Chu does not lead Education"
    assert desk.read(season, 1).dates[0].leaders == ()


def test_an_agenda_without_a_talk_keeps_the_speaker_on_the_rota(
    store: Store, desk: SyncDesk, chapter: Chapter, clock: SetClock
) -> None:
    """Held without a step for it the talk was not given: it is without a date afterwards."""
    plan = AgendaPlan(tuple(step for step in chapter.agenda if step.kind is not StepKind.SPEAKER))
    desk.do(SetAgenda(replace(plan, changeover=chapter.changeover)))
    desk.do(PlanTalk(TODAY, "Ann Chu", length=10 * MINUTE))
    assert rota(desk) == (["18 Nov Ann Chu"], [])
    held(at_table(store, chapter, clock), clock)
    assert rota(desk) == ([], ["Ann Chu"])


def test_rounds_that_rotate(store: Store, desk: SyncDesk, chapter: Chapter, clock: SetClock) -> None:
    """Members lead and praise in turn; whoever is away is passed over, and due the next time."""
    turns = replace(chapter.rules.meeting, education_due=True, testimonials_due=2)
    desk.do(SetRules(replace(chapter.rules, meeting=turns)))
    table = at_table(store, chapter, clock)
    members = [place.member_id for place in table.look().attendees]
    table.do(c.MarkAttendance(member_id=members[0], mark=Mark.ABSENT))
    seen = table.look()
    assert due_testimonials(seen) == members[1:3]
    table.do(GiveTestimonial(members[1], members[4], "on time"))
    assert due_testimonials(table.look()) == members[2:3]
    while table.look().step is None or table.look().step.kind is not StepKind.EDUCATION:  # type: ignore[union-attr]
        table.do(c.Go())
    assert table.look().rota.leaders[StepKind.EDUCATION].leader.id == members[1]
    assert table.look().journal[-1].what.endswith("Education began, Ann Chu leads")
    table.do(Undo())
    assert table.look().rota.leaders == {}
    table.do(c.Go())
    held(table, clock)
    clock.pass_by(days=7)
    table = at_table(store, chapter, clock)
    seen = table.look()
    assert due_testimonials(seen) == [members[0], members[2]]
    education = next(step for step in seen.steps if step.kind is StepKind.EDUCATION)
    assert leader_due(seen, education) == members[0]
    assert short_title_of(seen, education) == "Education: Maria Lopez"
    table.do(NameLeader(seen.meeting.on, StepKind.EDUCATION, members[3]))
    assert leader_due(table.look(), education) is None


def test_home_shows_the_next_four(store: Store, desk: SyncDesk, chapter: Chapter, clock: SetClock) -> None:
    """With the gaps among them, holidays left out; nothing where nobody speaks on any of them."""
    assert home_picture(store, chapter, clock.now()).rota == ()
    desk.do(PlanTalk(AFTER, "Ann Chu", "Leases"))
    desk.do(MarkDate(NEXT, DateKind.HOLIDAY))
    shown = home_picture(store, chapter, clock.now()).rota
    assert [line.on for line in shown] == [TODAY, AFTER, date(2026, 12, 9), date(2026, 12, 16)]
    assert [line.talk.words if line.talk else "" for line in shown] == ["", "Ann Chu — Leases", "", ""]


def test_a_talk_that_was_given_stays(store: Store, desk: SyncDesk, chapter: Chapter, clock: SetClock) -> None:
    """Nobody else gets its date; at the table of its meeting the record may be corrected."""
    desk.do(PlanTalk(TODAY, "Ann Chu"))
    seen = held(at_table(store, chapter, clock), clock)
    assert seen.rota.talk is not None
    with pytest.raises(Refused, match="Ann Chu spoke on Wed 18 Nov"):
        desk.do(PlanTalk(TODAY, "Zoe Hart"))
    table = SyncDesk(store, chapter.id, clock, "table", seen.meeting.id)
    corrected = table.do(PlanTalk(TODAY, "Ann Chu", "Leases", corrects=seen.rota.talk.id)).picture
    assert corrected.rota.talk is not None
    assert (corrected.rota.talk.words, corrected.rota.talk.is_given) == ("Ann Chu — Leases", True)
