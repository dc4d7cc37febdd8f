from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import agenda_for
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import ChapterId, MeetingId, NoticeId, PersonId, TalkId
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.meeting.snapshot import Meeting, MeetingKind, MeetingState
from leadsroom.domain.people.attendance import Mark, Notice
from leadsroom.domain.people.roster import Person
from leadsroom.domain.season.calendar import DateKind, SeasonDate
from leadsroom.domain.season.rota import Talk
from leadsroom.domain.text.meeting_name import MeetingName
from leadsroom.domain.text.money import Money
from leadsroom.views.home import (
    AttentionPicture,
    HomePicture,
    MeetingLine,
    NearLimit,
    RotaLine,
    WaitingKind,
    WaitingLine,
)
from screens.home.page import HomeScreen
from screens.home.panes import (
    LAST_COLUMNS,
    LAST_HEAD,
    AttentionPane,
    WaitingPane,
    WaitingRow,
    last_line,
    next_picture,
    speakers_in_line,
    speakers_in_lines,
)
from screens.kit.listing import table_lines
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, WIDE, reading, reads_nothing

NOW = datetime(2026, 11, 21, 15, 41, 3, tzinfo=UTC)
LENGTH, PITCH = timedelta(minutes=90), timedelta(seconds=60)
CHAPTER = Chapter(
    id=ChapterId(1),
    name="Harborview Leads Group",
    place="Pier 4",
    timezone="America/Los_Angeles",
    country="US",
    currency="USD",
    clock_24h=False,
    weekday=2,
    starts=time(7),
    length=LENGTH,
    pitch=PITCH,
    agenda=agenda_for(LENGTH, PITCH),
)


def line(number: int, on: date, **rest: Any) -> MeetingLine:
    """A past meeting in numbers."""
    usual = MeetingLine(
        MeetingId(number),
        MeetingName(on),
        *(16, 18, 1, 2, 12, 9),
        DollarSum("USD", first=1_430_000),
        timedelta(minutes=2),
    )
    return replace(usual, **rest)


def picture(**rest: Any) -> HomePicture:
    """Home on a Saturday, two meetings behind it."""
    usual = HomePicture(
        chapter=CHAPTER,
        members=18,
        live=None,
        next_on=date(2026, 11, 25),
        next_starts_at=datetime(2026, 11, 25, 15, tzinfo=UTC),
        last=(
            line(7, date(2026, 11, 18)),
            line(5, date(2025, 11, 11), dollars=DollarSum("USD"), leads=0, qualified=0),
        ),
        waiting=(
            WaitingLine(
                WaitingKind.LEADS_NOT_HEARD_FROM,
                "Robert Diaz",
                3,
                "Harbor Café",
                "Samir Haddad",
                NOW - timedelta(days=41),
                41,
            ),
            WaitingLine(
                WaitingKind.VISITOR_DECIDES,
                "Lee Marsh",
                2,
                "Printer",
                "Ann Chu",
                NOW - timedelta(days=3),
                3,
            ),
        ),
    )
    return replace(usual, **rest)


LIVE = Meeting(
    id=MeetingId(9),
    on=date(2026, 11, 21),
    kind=MeetingKind.REGULAR,
    state=MeetingState.LIVE,
    starts_at=NOW - timedelta(minutes=41),
    ends_at=NOW + timedelta(minutes=49),
    starting_seat=1,
    started_at=NOW - timedelta(minutes=38),
)


async def test_enter_opens_the_next_meeting():
    """The next meeting is first and under the keyboard: one Enter opens it."""
    async with reading(HomeScreen(picture(), NOW, reads_nothing)) as reader:
        assert "Wednesday 25 November 2026 · 7:00 AM" in reader.text
        assert "in 4 days" in reader.text
        assert "open the meeting" in reader.key_line
        await reader.press("enter")
        assert reader.wanted == [("table", None)]


async def test_a_live_meeting_says_how_long_it_has_run():
    """A live meeting stands in the place of the next one; its minutes go on with the clock."""
    page = HomeScreen(picture(live=LIVE), NOW, reads_nothing)
    async with reading(page) as reader:
        assert "Live now" in reader.text
        assert "running for 38 min · since 7:03 AM" in reader.text
        assert "go on with the meeting" in reader.key_line
        page.tick(NOW + timedelta(minutes=27))
        await reader.until_shown("running for 1 h 05")
        await reader.press("enter")
        assert reader.wanted == [("table", None)]


def test_a_live_meeting_that_is_paused_says_since_when():
    """A pause stands in the place of how long it has run: somebody has to go on with it."""
    shown = next_picture(picture(live=LIVE, paused_since=NOW - timedelta(minutes=10)), NOW)
    assert shown.when == "❚❚ paused since 7:31 AM · began 7:03 AM"


def test_no_meeting_of_an_archived_chapter_is_ahead():
    """It says since when it is archived, and asks for nothing to be done."""
    shown = next_picture(picture(chapter=replace(CHAPTER, archived_on=date(2026, 11, 3))), NOW)
    assert (shown.heading, shown.day, shown.when) == (
        "Archived",
        "since 3 Nov 2026",
        "no meeting is ahead",
    )
    assert not (shown.advice)
    assert not (shown.notes)
    assert not (shown.hint)
    assert not (shown.speakers)


async def test_enter_on_a_past_meeting_opens_its_review():
    """The cursor goes down into the past, and Enter opens the review of what it is on."""
    async with reading(HomeScreen(picture(), NOW, reads_nothing)) as reader:
        await reader.press("down", "down")
        assert "review Tue 11 Nov" in reader.key_line
        await reader.press("enter")
        assert reader.wanted == [("review", 5)]
        await reader.press("up", "up")
        assert "open the meeting" in reader.key_line


async def test_the_cursor_goes_further_back_than_the_last_meetings():
    """At the oldest one that is shown more are asked for, and the cursor goes on into them."""
    asked = []

    async def reads(_view, meetings):
        asked.append(meetings)
        more = tuple(line(100 + week, date(2025, 11, 4) - timedelta(weeks=week)) for week in range(20))
        return picture(last=(*picture().last, *more))

    page = HomeScreen(picture(older=True), NOW, reads)
    async with reading(page, SMALL) as reader:
        assert "Last meetings · ↓ goes further back" in reader.text
        await reader.press("down", "down")
        assert asked == [22]
        await reader.press(*["down"] * 12)
        assert "review Tue 19 Aug" in reader.key_line
        assert "Tue 19 Aug 2025" in reader.text
        await reader.press("enter")
        assert reader.wanted == [("review", 111)]
        assert len(asked) == 1


async def test_numbers_are_honest():
    """A meeting without leads shows its zeros; an older one says its year."""
    async with reading(HomeScreen(picture(), NOW, reads_nothing)) as reader:
        (row,) = (row for row in reader.lines if "11 Nov" in row)
        assert row.split()[:4] == ["Tue", "11", "Nov", "2025"]
        assert "$0" in row


async def test_own_purchases_stand_beside_the_dollars():
    """A meeting whose dollars are partly givers' own purchases says how much of them, and no other does."""
    own = line(8, date(2026, 11, 20), dollars=DollarSum("USD", first=1_240_000, own=190_000))
    async with reading(
        HomeScreen(picture(last=(own, *picture().last)), NOW, reads_nothing), LAPTOP
    ) as reader:
        assert "$12,400  $1,900 own" in reader.text
        assert reader.text.count("$1,900 own") == 1


@pytest.mark.parametrize(
    ("width", "left_out"),
    [(90, []), (76, ["Subs"]), (70, ["Subs", "Visitors"]), (60, ["Subs", "Visitors", "own"])],
)
def test_own_purchases_push_out_no_raw_leads(width, left_out):
    """Where room is short they give way before the raw leads, after substitutes and visitors."""
    own = line(8, date(2026, 11, 20), dollars=DollarSum("USD", first=1_240_000, own=190_000))
    rows = [LAST_HEAD.cells, last_line(own, "US", 2026).cells]
    drawn = "".join(row.plain for row in table_lines(rows, LAST_COLUMNS, width))
    assert [each for each in ("Subs", "Visitors", "own", "Raw", "Ended") if each not in drawn] == left_out


async def test_what_is_waiting():
    """Who has leads without a word, and which visitor decides, each with what it is about."""
    async with reading(HomeScreen(picture(), NOW, reads_nothing)) as reader:
        for words in ("Robert Diaz", "3 leads", "5 weeks", "Harbor Café, from Samir Haddad"):
            assert words in reader.text
        for words in ("Lee Marsh", "2 visits", "Printer · invited by Ann Chu"):
            assert words in reader.text


@pytest.mark.parametrize("size", [SMALL, LAPTOP, WIDE])
async def test_an_empty_home_says_what_to_do(size):
    """Without members, past or anybody waiting, home says what comes first."""
    empty = picture(members=0, last=(), waiting=())
    async with reading(HomeScreen(empty, NOW, reads_nothing), size) as reader:
        assert "Nobody is on the roster yet. Press r" in reader.text
        assert "None yet. The first one you close will stand here." in reader.text
        assert "Nobody is waiting for anything." in reader.text
        await reader.press("down", "down", "r")
        assert reader.wanted == [("roster", None)]


async def test_a_new_picture_keeps_the_cursor():
    """When home is shown again the cursor is still on the meeting it was on."""
    page = HomeScreen(picture(), NOW, reads_nothing)
    async with reading(page) as reader:
        await reader.press("down", "down")
        page.show(picture(last=(line(8, date(2026, 11, 20)), *picture().last)))
        await reader.settle()
        await reader.press("enter")
        assert reader.wanted == [("review", 5)]


async def test_all_keys_on_a_page_of_their_own():
    """The question mark lists every key; the same key takes the list away again."""
    async with reading(HomeScreen(picture(), NOW, reads_nothing)) as reader:
        await reader.press("question_mark")
        assert "Members, their seats, adding and" in reader.text
        await reader.press("question_mark")
        assert "Members, their seats" not in reader.text


@pytest.mark.parametrize("size", [SMALL, LAPTOP, WIDE])
async def test_hostile_names_are_shown_literally(size):
    """Markup and links in names are letters; what is too long is cut with an ellipsis."""
    page = HomeScreen(picture(), NOW, reads_nothing)
    async with reading(page, size) as reader:
        for name in HOSTILE.values():
            who = replace(picture().waiting[0], who=name, about=name, giver=name)
            page.show(picture(chapter=replace(CHAPTER, name=name), waiting=(who,)))
            await reader.until_shown(name[:12])
            assert "…" in reader.text or len(name) < 100
            assert max(len(row) for row in reader.lines) <= size[0]


async def test_the_agenda_is_one_key_away():
    """A asks for the agenda."""
    async with reading(HomeScreen(picture(), NOW, reads_nothing)) as reader:
        await reader.press("a")
        assert reader.wanted == [("agenda", None)]


async def test_the_leads_are_one_key_away():
    """L asks for the leads, and the waiting pane says so."""
    async with reading(HomeScreen(picture(), NOW, reads_nothing)) as reader:
        assert "l opens the leads" in reader.text
        await reader.press("l")
        assert reader.wanted == [("leads", None)]


async def test_arrows_reach_the_last_meetings_in_a_low_window():
    """Down leaves the next meeting for the last ones, also where home does not fit into the window."""
    async with reading(HomeScreen(picture(), NOW, reads_nothing), SMALL) as reader:
        await reader.press("down", "enter")
        assert reader.wanted == [("review", 7)]


def test_each_kind_of_waiting_has_its_title():
    """The most pressing first, with how many leads there are of it; a long list of one says what is left."""
    usual = picture().waiting[0]
    waiting = tuple(
        replace(usual, kind=kind, who=f"Member {number}", by="Thu 7:55 AM")
        for kind in WaitingKind
        if kind is not WaitingKind.VISITOR_DECIDES
        for number in range(9)
    )
    shown = WaitingPane().draw(waiting, 40).plain
    titles = (
        "Overdue, not contacted · 27",
        "To call by Thu 7:55 AM · 27",
        "Follow-ups due · 27",
        "Waiting for news · 27",
        "Stale · 27",
    )
    assert [shown.index(title) for title in titles] == sorted(shown.index(title) for title in titles)
    assert shown.count("and 6 more") == 6


def waits(kind: WaitingKind, count: int) -> WaitingLine:
    """So many leads of one member that wait."""
    return replace(picture().waiting[0], kind=kind, count=count)


def test_what_waits_stands_in_one_row_too():
    """In a low window the numbers stand under the meeting; what does not fit is the least pressing."""
    fresh, *others = [kind for kind in WaitingKind if kind is not WaitingKind.LEADS_NOT_HEARD_FROM][:4]
    kinds = (WaitingKind.LEADS_NOT_HEARD_FROM, *others)
    four = tuple(waits(kind, 2 + at) for at, kind in enumerate(kinds))
    row = "Waiting  ■ 2 overdue · ◆ 3 to follow up · ▲ 4 without news"
    assert WaitingRow().draw(four, 90).plain == f"{row} · ▽ 5 stale   l leads"
    assert WaitingRow().draw(four, 74).plain == f"{row}   l leads"
    assert WaitingRow().draw((four[1], four[1]), 74).plain == "Waiting  ◆ 6 to follow up   l leads"
    to_call = replace(waits(fresh, 8), by="Thu 7:55 AM")
    assert WaitingRow().draw((four[0], to_call), 74).plain == (
        "Waiting  ■ 2 overdue · ▶ 8 to call by Thu 7:55 AM   l leads"
    )
    assert WaitingRow().draw(picture().waiting[1:], 74).plain == "Waiting  1 visitor deciding"
    assert WaitingRow().draw((), 74).plain == "Waiting  nobody"


async def test_the_row_of_what_waits_stands_in_a_low_window_only():
    """Elsewhere the whole list stands beside the meeting."""
    async with reading(HomeScreen(picture(), NOW, reads_nothing), SMALL) as reader:
        assert "Waiting  ■ 3 overdue · 1 visitor deciding   l leads" in reader.text
    async with reading(HomeScreen(picture(), NOW, reads_nothing)) as reader:
        assert "Waiting  ■" not in reader.text


def test_each_limit_of_a_member_has_a_row():
    """Nothing of it is cut; of a long list it is said how many more there are."""
    limits = tuple(NearLimit(f"Member {number}", "3 absences, 3 allowed", past=False) for number in range(4))
    group = AttentionPicture(limits, 1, Money(4000, "USD"), ("Theo Marsh",), ("Yara Haddad (Web design)",))
    drawn = AttentionPane().draw((group, "US"), 60).plain.split("\n")
    assert drawn == [
        "Limits   Member 0 3 absences, 3 allowed",
        *(f"         Member {number} 3 absences, 3 allowed" for number in (1, 2, 3)),
        "Money    1 owes $40  m",
        "Seats    Theo Marsh applies  r",
        "         Yara Haddad (Web design) waits",
    ]
    asked = replace(group, to_follow_up=2)
    assert AttentionPane().draw((asked, "US"), 60).plain.endswith("Visitors 2 to follow up  g f")
    many = replace(group, limits=(*limits, limits[0]))
    assert AttentionPane().draw((many, "US"), 60).plain.split("\n")[2:4] == [
        "         Member 2 3 absences, 3 allowed",
        "         and 2 more",
    ]


async def test_how_a_meeting_ended_stays_where_it_ended_far_from_its_time():
    """Its column is wider then; what is left out instead says less."""
    early = line(7, date(2026, 11, 18), ended_late=timedelta(minutes=-79))
    last = (early, line(5, date(2025, 11, 11)))
    async with reading(HomeScreen(picture(last=last), NOW, reads_nothing)) as reader:
        assert "79 min early" in reader.text
        assert "Ended" in reader.text


async def test_an_agenda_that_does_not_fit_is_told():
    """When the next meeting cannot end in time, home says by how much and which key helps."""
    long = replace(CHAPTER, agenda=agenda_for(LENGTH, 3 * PITCH))
    async with reading(HomeScreen(picture(chapter=long), NOW, reads_nothing)) as reader:
        assert "The agenda ends 8:53, 23 min past 8:30. Press a to make it fit." in reader.text
    async with reading(HomeScreen(picture(), NOW, reads_nothing)) as reader:
        assert "The agenda ends" not in reader.text


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_home(size, snapshot):
    """Home at two sizes."""
    async with reading(HomeScreen(picture(), NOW, reads_nothing), size) as reader:
        assert reader.text == snapshot


@pytest.mark.parametrize("size", [LAPTOP, WIDE])
async def test_a_long_list_of_the_waiting_is_cut(size):
    """Eight names, and how many more; with few there is a second line for what it is about."""
    usual = picture().waiting[0]
    many = tuple(replace(usual, who=f"Member {number:02d}") for number in range(17))
    async with reading(HomeScreen(picture(waiting=many), NOW, reads_nothing), size) as reader:
        assert reader.text.count("Member ") == 8
        assert "and 9 more" in reader.text
        assert "Harbor Café" not in reader.text
    async with reading(HomeScreen(picture(waiting=many[:4]), NOW, reads_nothing), size) as reader:
        assert reader.text.count("Harbor Café, from Samir Haddad") == 4
        assert "more" not in reader.text


async def test_dates_settings_and_money_are_one_key_away():
    """Each has its letter."""
    async with reading(HomeScreen(picture(), NOW, reads_nothing)) as reader:
        await reader.press("d", "s", "m")
        assert [name for name, _ in reader.wanted] == ["calendar", "settings", "money"]


def test_what_the_calendar_says_of_the_next_meeting():
    """An open house by its name, holidays with why, the first three of those who are away, rules if none."""
    on = date(2026, 12, 2)
    people = [Person(PersonId(number), f"Member {number}") for number in range(5)]
    shown = tuple(Notice(NoticeId(1), person, on, Mark.ABSENT) for person in people)
    home = picture(
        next_date=SeasonDate(on, DateKind.OPEN_HOUSE, "bring a guest"),
        holidays=(
            SeasonDate(date(2026, 11, 25), DateKind.HOLIDAY, "Thanksgiving"),
            SeasonDate(date(2026, 12, 9), DateKind.HOLIDAY),
        ),
        away=shown,
    )
    seen = next_picture(home, NOW)
    assert seen.heading == "Next meeting · open house"
    assert seen.notes == (
        "bring a guest",
        "No meeting on Wed 25 Nov: Thanksgiving.",
        "No meeting on Wed 9 Dec, a holiday.",
        "Announced: Member 0 absent, Member 1 absent, Member 2 absent, and 2 more.",
    )
    assert seen.hint == "No rules yet. Press s, then r, to take those of a group like yours."
    ruled = replace(CHAPTER, rules=replace(CHAPTER.rules, remark="our own"))
    assert next_picture(picture(chapter=ruled), NOW).hint == ""
    assert next_picture(picture(live=replace(LIVE, kind=MeetingKind.OPEN_HOUSE)), NOW).heading == (
        "Live now · open house"
    )


def test_the_next_speakers_stand_with_the_next_meeting():
    """A line for each date where there is room, one line for all where there is not; nothing for nobody."""
    talk = Talk(TalkId(1), Person(PersonId(1), "Ann [b]Chu"), date(2026, 11, 25), "Leases [/]")
    coming = (RotaLine(date(2026, 11, 25), talk), RotaLine(date(2026, 12, 2)))
    home = next_picture(picture(rota=coming), NOW)
    high = [line.plain.rstrip() for line in speakers_in_lines(home, 70)]
    assert high == ["Speaker  Wed 25 Nov  Ann [b]Chu — Leases [/]", "         Wed 2 Dec   nobody yet"]
    (low,) = speakers_in_line(home, 70)
    assert low.plain == "Speaker: Ann [b]Chu — Leases [/], then nobody yet"
    (cut,) = speakers_in_line(home, 20)
    assert cut.cell_length <= 20
    none = next_picture(picture(), NOW)
    assert (speakers_in_line(none, 70), speakers_in_lines(none, 70)) == ([], [])
