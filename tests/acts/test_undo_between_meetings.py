"""What is done between meetings to the season, the chapter and its rules: what others built upon it stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.agenda.commands import SetAgenda
from leadsroom.acts.chapter.commands import ChangeChapter, FoundChapter, habits_of
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.meeting.commands import Go, OpenMeeting
from leadsroom.acts.people.commands import AnnounceAbsence, WithdrawNotice
from leadsroom.acts.rules.commands import SetRules
from leadsroom.acts.season.commands import ClearDate, MarkDate, SetSchedule
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.ids import NoticeId, PersonId
from leadsroom.domain.meeting.snapshot import MeetingKind, MeetingState
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.rules.chapter_rules import Dues, MoneyRules
from leadsroom.domain.rules.rule_presets import BNI, LETIP
from leadsroom.domain.rules.windows import PeriodKind
from leadsroom.domain.season.calendar import DateKind, Schedule, ScheduleKind
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from leadsroom.views.chapter import all_chapters, chapter_here
from leadsroom.views.season import season
from tests.desks import desk_at, meeting_to_run
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import TRAIL, all_rows
from tests.roster.sheets import harborview, journal_of

TODAY, NEXT, AFTER = date(2026, 11, 18), date(2026, 11, 25), date(2026, 12, 2)
FRIDAY = date(2026, 12, 4)
RULES = replace(BNI.rules, money=MoneyRules(dues=Dues(120_00, PeriodKind.QUARTER)))
EVERY_TWO_WEEKS = Schedule(ScheduleKind.EVERY_TWO_WEEKS, TODAY)

Made = Callable[["Station"], Command]


class Station:
    """A desk between meetings, in a chapter whose season has something of everything."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock = store, SetClock()
        self.chapter = found_chapter(store)
        self.desk = self.of("home")
        meeting_to_run(store, self.chapter, self.clock.now())
        prepare = self.of("yesterday")
        prepare.do(SetRules(RULES))
        prepare.do(MarkDate(NEXT, DateKind.HOLIDAY, "Thanksgiving"))
        prepare.do(MarkDate(FRIDAY, DateKind.EXTRA))
        prepare.do(AnnounceAbsence(self.member(1), AFTER, substitute="Tom Ray", profession="Roofing"))
        done = prepare.do(AnnounceAbsence(self.member(2), TODAY, Mark.LATE))
        assert done.subject is not None
        self.notice_id = NoticeId(done.subject)

    def of(self, station: str) -> SyncDesk:
        """A station's desk in the same chapter."""
        return SyncDesk(self.store, self.chapter.id, self.clock, station)

    def member(self, seat: int) -> PersonId:
        """Who sits there."""
        return PersonId(seat)

    @property
    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """All but the trail of what was done."""
        return all_rows(self.store, TRAIL)


@pytest.fixture
def here(store: Store) -> Station:
    """Whoever does something between meetings."""
    return Station(store)


def _agenda(here: Station) -> SetAgenda:
    return SetAgenda(AgendaPlan(here.chapter.agenda[1:], here.chapter.changeover))


def _habits(here: Station) -> ChangeChapter:
    habits = replace(habits_of(here.chapter), weekday=3, currency="CAD", country="CA", starts=time(8))
    return ChangeChapter(replace(habits, length=timedelta(minutes=60), pitch=timedelta(seconds=45)))


@pytest.mark.parametrize("made", [lambda _: SetRules(LETIP.rules), _agenda, _habits])
def test_the_same_again_is_no_act(here: Station, made: Made) -> None:
    """Nothing is changed by it, so that undo does not take back nothing."""
    here.desk.do(made(here))
    journal = journal_of(here.store)
    assert here.desk.do(made(here)).words == ""
    assert journal_of(here.store) == journal


@pytest.mark.parametrize(
    ("first", "later", "words"),
    [
        (MarkDate(AFTER, DateKind.HOLIDAY), MarkDate(AFTER, DateKind.OPEN_HOUSE), "Wed 2 Dec: open house"),
        (MarkDate(AFTER, DateKind.HOLIDAY), ClearDate(AFTER), "Wed 2 Dec: no holiday any more"),
        (
            SetSchedule(EVERY_TWO_WEEKS),
            SetSchedule(Schedule(ScheduleKind.MONTHLY, weeks=(1,))),
            "Meets the 1st",
        ),
        (SetRules(LETIP.rules), SetRules(BNI.rules), "Rules: "),
    ],
)
def test_what_another_station_built_upon_stays(
    here: Station, first: Command, later: Command, words: str
) -> None:
    """Undo is refused with the name of what came later, and changes nothing."""
    here.desk.do(first)
    here.of("elsewhere").do(later)
    rows = here.rows
    with pytest.raises(Refused, match=f"What came later stands in the way .“{words}"):
        here.desk.do(Undo())
    assert here.rows == rows


def test_a_date_that_was_marked_anew_elsewhere_stays(here: Station) -> None:
    """A date is special in one way: the holiday that was cleared does not come back over it."""
    here.desk.do(ClearDate(NEXT))
    here.of("elsewhere").do(MarkDate(NEXT, DateKind.OPEN_HOUSE))
    rows = here.rows
    with pytest.raises(Refused, match="“Wed 25 Nov: open house”"):
        here.desk.do(Undo())
    assert here.rows == rows


def test_sums_of_another_currency_do_not_come_back(here: Station) -> None:
    """Rules without money, then another currency elsewhere: the old sums would mean something else."""
    here.desk.do(SetRules(BNI.rules))
    here.of("elsewhere").do(ChangeChapter(replace(habits_of(here.chapter), currency="CAD")))
    with pytest.raises(Refused, match="What came later stands in the way"):
        here.desk.do(Undo())
    assert here.desk.read(chapter_here).rules == BNI.rules


def test_a_member_has_one_word_for_a_date(here: Station) -> None:
    """What was withdrawn does not come back beside what the member has announced since."""
    here.desk.do(WithdrawNotice(here.notice_id))
    here.of("elsewhere").do(AnnounceAbsence(here.member(2), TODAY, Mark.MEDICAL))
    with pytest.raises(Refused, match="Announced for Wed 18 Nov: Ann Chu medical"):
        here.desk.do(Undo())
    (date_record,) = here.desk.read(season, 1).dates
    assert [notice.mark for notice in date_record.notices] == [Mark.MEDICAL]


def test_a_substitute_who_is_on_the_table_already_goes_from_it(here: Station) -> None:
    """Laying it was nobody's word, so it stands in no way; and withdrawn it is laid without them."""
    announce = AnnounceAbsence(here.member(3), TODAY, substitute="Eve Wu")
    here.desk.do(announce)
    here.of("table").do(OpenMeeting())
    here.desk.do(Undo())
    done = here.desk.do(replace(announce, command_id="again"))
    here.of("table").do(OpenMeeting())
    here.desk.do(WithdrawNotice(NoticeId(done.subject or 0)))
    here.of("table").do(OpenMeeting())
    meeting_id = meeting_to_run(here.store, here.chapter, here.clock.now())
    table = desk_at(here.store, meeting_id, here.clock)
    place = table.sync.look().attendee(here.member(3))
    assert place is not None
    assert (place.mark, place.substitute_id) == (None, None)
    table.close()


def test_a_meeting_that_is_on_follows_its_date(here: Station) -> None:
    """Taken back while the meeting is on, its open house is none; after it was held the date stays."""
    table = desk_at(here.store, meeting_to_run(here.store, here.chapter, here.clock.now()), here.clock)
    table.sync.do(Go())
    here.desk.do(MarkDate(TODAY, DateKind.OPEN_HOUSE))
    assert table.sync.look().meeting.kind is MeetingKind.OPEN_HOUSE
    here.desk.do(Undo())
    assert table.sync.look().meeting.kind is MeetingKind.REGULAR
    here.desk.do(Redo())
    seen = table.sync.look()
    while seen.meeting.state is not MeetingState.CLOSED:
        here.clock.pass_by(seconds=10)
        seen = table.sync.do(Go()).picture
    with pytest.raises(Refused, match="The meeting of Wed 18 Nov was held"):
        here.desk.do(Undo())
    table.close()


def test_a_chapter_is_founded_for_good(store: Store) -> None:
    """Its desk is the founder's desk from then on; undo leaves it alone, and twice is once."""
    desk = SyncDesk(store, None, SetClock(), "home")
    with pytest.raises(Refused, match="Found one first"):
        desk.do(SetRules(BNI.rules))
    found = FoundChapter(harborview())
    done = desk.do(found)
    assert (done.what, done.subject) == ("Founded Harborview", desk.chapter_id)
    assert desk.read(all_chapters) == (desk.read(chapter_here),)
    with pytest.raises(Refused, match="There is nothing to undo"):
        desk.do(Undo())
    assert desk.do(found).words == ""
    elsewhere = SyncDesk(store, None, SetClock(), "elsewhere")
    assert (elsewhere.do(found).entry, elsewhere.chapter_id) == (None, desk.chapter_id)
    assert len(desk.read(all_chapters)) == 1


def test_opening_a_meeting_is_noted_where_a_table_was_laid(here: Station) -> None:
    """Opened again it is the same meeting and nothing is written; undo and redo pass it by."""
    first = here.desk.do(OpenMeeting())
    assert first.entry is not None  # of whom somebody announced something since
    assert first.entry.meeting_id is None
    journal = journal_of(here.store)
    again = here.desk.do(OpenMeeting())
    assert (again.subject, again.words, again.entry) == (first.subject, "", None)
    assert journal_of(here.store) == journal
    with pytest.raises(Refused, match="There is nothing to undo"):
        here.desk.do(Undo())
    here.desk.do(MarkDate(TODAY, DateKind.OPEN_HOUSE))
    here.desk.do(Undo())
    here.of("elsewhere").do(WithdrawNotice(here.notice_id))
    assert here.desk.do(OpenMeeting()).what == "Laid the table for Wed 18 Nov"
    assert here.desk.do(Redo()).what == "Redid: Wed 18 Nov: open house"


def test_what_has_taken_a_date_meanwhile_is_named(here: Station) -> None:
    """A date is marked once: what was undone, and marked elsewhere since, is not done again beside it."""
    here.desk.do(MarkDate(AFTER, DateKind.HOLIDAY))
    here.desk.do(Undo())
    here.of("elsewhere").do(MarkDate(AFTER, DateKind.OPEN_HOUSE))
    rows = here.rows
    with pytest.raises(Refused, match="“Wed 2 Dec: open house”"):
        here.desk.do(Redo())
    assert here.rows == rows


def test_a_desk_hears_that_others_wrote(here: Station) -> None:
    """Once for all that they wrote; never of what it wrote itself, and not the first time it asks."""
    elsewhere = here.of("elsewhere")
    here.desk.do(MarkDate(AFTER, DateKind.OPEN_HOUSE))
    asked = [here.desk.others_wrote()]
    elsewhere.do(ClearDate(AFTER))
    elsewhere.do(ClearDate(FRIDAY))
    asked += [here.desk.others_wrote(), here.desk.others_wrote()]
    here.desk.do(MarkDate(AFTER, DateKind.OPEN_HOUSE))
    asked.append(here.desk.others_wrote())
    assert asked == [False, True, False, False]
