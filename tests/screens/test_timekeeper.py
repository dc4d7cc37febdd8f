"""The timekeeper's screen: what it shows at each moment, what it never shows, when it rings."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

import pytest
from msgspec.structs import replace
from syrupy.assertion import SnapshotAssertion

from leadsroom.acts.leads.commands import GiveTestimonial
from leadsroom.acts.meeting import commands as c
from leadsroom.cli.which_chapter import chosen
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.countdown import Phase
from leadsroom.domain.meeting.snapshot import Outcome
from leadsroom.store import tables as t
from leadsroom.store.readonly import store_to_look_at
from leadsroom.views.meeting.chapter_follower import Audience, Seen
from screens.kit.block_font import FillingDigits
from screens.kit.clock_face import bells, reached
from screens.kit.theme import CONTRAST, DARK, LIGHT, THEMES
from screens.timekeeper.panes import FrontPane, phase_in_words
from screens.timekeeper.picture import Aside, TimekeeperPicture, next_change, timekeeper_picture
from screens.timekeeper.screen import TimekeeperScreen
from tests.databases import SqliteFiles
from tests.harborview import START
from tests.meeting.table import Table
from tests.screens.hands import OneScreen
from tests.screens.pages import HOSTILE, Reader, Threads
from tests.screens.table import bucket, laid_table, nothing, pitches, second_pitch

SIZES = {"40x12": (40, 12), "80x24": (80, 24), "120x36": (120, 36), "200x50": (200, 50)}
Before = Callable[[Table], object]
in_four_sizes = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)


class FrontApp(OneScreen):
    """The front of a room, without colours, so that lit cells can be read; counts its bells."""

    def __init__(self, screen: TimekeeperScreen) -> None:
        super().__init__(screen)
        for theme in THEMES.values():
            self.register_theme(theme)
        self.no_color = True
        self.bells = 0

    def bell(self) -> None:
        self.bells += 1


class Room(Reader):
    """Whoever sits in front of the timekeeper's screen."""

    def __init__(self, app: FrontApp, threads: Threads, table: Table, screen: TimekeeperScreen) -> None:
        super().__init__(app, [], threads)
        self.front = app
        self.table = table
        self.screen = screen

    async def show(self) -> None:
        """Show what is on disk, at this moment."""
        await self.screen.ask()
        await self.pass_by()

    async def pass_by(self, **lengths: float) -> None:
        """Let time pass, and show the moment as the app's ticker would."""
        self.table.clock.pass_by(**lengths)
        self.screen.tick(self.table.clock.now())
        await self.settle()


def audience_of(place: str) -> Audience:
    """An audience of the only chapter at a place."""
    return Audience(store_to_look_at(place), lambda store: chosen(store, None))


@asynccontextmanager
async def room(
    files: SqliteFiles, before: Before, *, size: tuple[int, int] = (80, 24), sound: bool = False
) -> AsyncIterator[Room]:
    """The screen beside a table at which `before` has happened."""
    with laid_table(files, before) as table:
        screen = TimekeeperScreen(audience_of(table.store.place), table.clock, sound=sound)
        app, threads = FrontApp(screen), Threads.of_this_loop()
        async with app.run_test(size=size):
            seen = Room(app, threads, table, screen)
            await seen.at_rest()
            await seen.show()
            yield seen


def seen_at(table: Table) -> Seen:
    """What the audience sees of a table."""
    now = table.now
    return Seen(now.chapter, now, now.meeting.starts_at)


def picture(table: Table) -> TimekeeperPicture:
    """The picture at a table's moment."""
    return timekeeper_picture(seen_at(table), table.clock.now())


# What may have happened before


def ten_to_seven(table: Table) -> None:
    """Ten minutes before the start."""
    table.clock.pass_by(minutes=-10)


def yesterday(table: Table) -> None:
    """A day before the meeting."""
    table.clock.pass_by(days=-1)


def wrapping_up(table: Table) -> None:
    """Ann Chu has 11 s left; Maria Lopez took 68 s."""
    pitches(table)
    table.go()
    table.go(seconds=68)
    table.go(seconds=4)
    table.clock.pass_by(seconds=49)


def over(table: Table) -> None:
    """Ann Chu is 12 s over."""
    wrapping_up(table)
    table.clock.pass_by(seconds=23)


def coming_up(table: Table) -> None:
    """Ann Chu has spoken; Tom Ray comes for Robert Diaz."""
    pitches(table)
    table.do(c.SeatSubstitute(member_id=table.person("Robert Diaz"), name="Tom Ray", profession="Banking"))
    table.go()
    table.go(3, seconds=40)
    table.clock.pass_by(seconds=3)


def questions(table: Table) -> None:
    """Questions to Ann Chu for two minutes, 5 s ago."""
    second_pitch(table)
    table.do(c.OpenQuestions(timedelta(minutes=2)))
    table.clock.pass_by(seconds=5)


def prompted(table: Table) -> None:
    """Ann Chu is asked for the last question."""
    second_pitch(table)
    table.do(c.PromptSpeaker("last question", timedelta(seconds=8)))


def not_started(table: Table) -> None:
    """Ann Chu has been up for 23 s and her clock stands."""
    pitches(table)
    table.go()
    table.go(seconds=40)
    table.clock.pass_by(seconds=23)


def closed(table: Table) -> None:
    """The meeting was closed an hour and a half ago."""
    table.go_to_end()
    table.clock.pass_by(minutes=90)


SCENES = {
    "before": ten_to_seven,
    "no meeting": yesterday,
    "running": second_pitch,
    "wrap-up": wrapping_up,
    "over": over,
    "coming up": coming_up,
    "questions": questions,
    "message": prompted,
    "not started": not_started,
    "closed": closed,
}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
async def test_the_whole_screen(
    sqlite_files: SqliteFiles, scene: Before, snapshot: SnapshotAssertion
) -> None:
    """Each state of a meeting fills each size of window, and fills it anew when that is changed."""
    async with room(sqlite_files, scene) as seen:
        for name, size in SIZES.items():
            await seen.resize(*size)
            assert "\n".join(["", *seen.lines, ""]) == snapshot(name=name)


# What the picture says


@pytest.mark.parametrize(
    ("seconds", "digits", "words", "flash"),
    [
        (0, "1:00", "▶ GO", False),
        (44.9, "0:16", "▶ GO", False),
        (45, "0:15", "▲ WRAP UP", True),
        (48, "0:12", "▲ WRAP UP", False),
        (60, "0:00", "■ TIME", True),
        (62.9, "-0:02", "■ TIME", True),
        (63, "-0:03", "■ TIME", False),
        (65, "-0:05", "● OVER", False),
    ],
)
def test_phases(sqlite_files: SqliteFiles, seconds: float, digits: str, words: str, flash: bool) -> None:
    """Every phase has its word and its shape; wrap-up and time flash for three seconds."""
    with laid_table(sqlite_files, pitches) as table:
        table.go()
        table.clock.pass_by(seconds=seconds)
        shown = picture(table)
        assert (shown.digits, phase_in_words(shown), shown.flash) == (digits, words, flash)


def test_a_pause_has_its_word(sqlite_files: SqliteFiles) -> None:
    """A pause is said with its length, which goes on by the second, and the digits stand."""
    with laid_table(sqlite_files, second_pitch) as table:
        table.do(c.Pause())
        table.clock.pass_by(minutes=5)
        assert phase_in_words(picture(table)) == "❚❚ PAUSED 5:00"
        assert picture(table).digits == "0:40"
        now = table.clock.now() + timedelta(milliseconds=300)
        assert next_change(seen_at(table), now) == table.clock.now() + timedelta(seconds=1)


def test_who_is_up_who_is_next_and_who_was_before(sqlite_files: SqliteFiles) -> None:
    """A speaker with profession; the one before with the time taken, and how far over."""
    with laid_table(sqlite_files, wrapping_up) as table:
        shown = picture(table)
        assert (shown.where, shown.name, shown.about) == ("Pitches · 2 of 6", "Ann Chu", "Florist")
        assert shown.next == Aside("Next", "Robert Diaz", "Banking")
        assert shown.before == Aside("Before", "Maria Lopez", "1:08, 8 s over", warns=True)


def test_a_substitute_is_said_to_be_one(sqlite_files: SqliteFiles) -> None:
    """Somebody else in a member's place is named, with whose place it is; their clock waits."""
    with laid_table(sqlite_files, coming_up) as table:
        shown = picture(table)
        assert (shown.name, shown.about) == ("Tom Ray", "substitute for Robert Diaz · Banking")
        assert (shown.digits, phase_in_words(shown)) == ("1:00", "▷ COMING UP")


def test_the_bucket_shows_its_holder_and_their_clock(sqlite_files: SqliteFiles) -> None:
    """In the bucket round there are the holder and the clock, and nothing of what they give."""
    with laid_table(sqlite_files, bucket) as table:
        shown = picture(table)
        assert (shown.where, shown.name, shown.phase) == ("Leads bucket · 1 of 6", "Maria Lopez", Phase.GO)


def test_everybody_has_had_their_turn(sqlite_files: SqliteFiles) -> None:
    """After the last of a round it says so, and what comes next."""
    with laid_table(sqlite_files, pitches) as table:
        now = table.now
        nobody = replace(
            now,
            meeting=replace(now.meeting, turn_id=None),
            turns=tuple(replace(turn, outcome=Outcome.DONE) for turn in now.turns),
        )
        shown = timekeeper_picture(Seen(now.chapter, nobody, START), table.clock.now())
        assert (shown.name, shown.digits) == ("Everybody has had their turn", "")
        assert shown.next is not None
        assert shown.next.text == "Leads bucket"


def test_questions_have_a_clock_of_their_own(sqlite_files: SqliteFiles) -> None:
    """While questions are asked theirs is the clock that is shown."""
    with laid_table(sqlite_files, questions) as table:
        shown = picture(table)
        assert (shown.name, shown.about, shown.digits) == ("Questions", "to Ann Chu", "1:55")


def test_behind_is_said_in_words(sqlite_files: SqliteFiles) -> None:
    """Ahead or behind, and when it will end, in the chapter's own time."""
    with laid_table(sqlite_files, pitches) as table:
        table.go()
        table.clock.pass_by(minutes=20)
        assert picture(table).behind
        assert " behind · ends 7:" in picture(table).end
        assert picture(table).time.endswith(" AM")


@pytest.mark.parametrize(
    ("seconds", "alarm", "flash"),
    [
        (14.9, "", False),
        (15, "Nobody has started the clock · 0:15", True),
        (18, "Nobody has started the clock · 0:18", False),
        (45, "Nobody has started the clock · 0:45", True),
        (75.5, "Nobody has started the clock · 1:15", True),
    ],
)
def test_an_alarm_when_the_clock_stands(
    sqlite_files: SqliteFiles, seconds: float, alarm: str, flash: bool
) -> None:
    """Somebody up and no clock: said after 15 s, and flashed then and every 30 s."""
    with laid_table(sqlite_files, pitches) as table:
        table.clock.pass_by(seconds=seconds)
        assert (picture(table).alarm, picture(table).flash) == (alarm, flash)


def test_the_message_goes_away_by_itself(sqlite_files: SqliteFiles) -> None:
    """What the speaker is told is there for its seconds."""
    with laid_table(sqlite_files, prompted) as table:
        assert picture(table).message == "last question"
        table.clock.pass_by(seconds=8)
        assert picture(table).message == ""


def test_it_counts_down_to_the_start_and_on(sqlite_files: SqliteFiles) -> None:
    """Within the hour the seconds to the start are shown, and how late it is after it."""
    with laid_table(sqlite_files, nothing) as table:
        for minutes, digits in (
            (-61, ""),
            (-59, "59:00"),
            (-59 - 1 / 120, "59:01"),
            (0, "0:00"),
            (2, "-2:00"),
        ):
            now = START + timedelta(minutes=minutes)
            assert timekeeper_picture(seen_at(table), now).digits == digits


def test_before_the_start_nobody_is_ahead_or_behind(sqlite_files: SqliteFiles) -> None:
    """Until it begins, what is said is when the meeting would end, and whether that is past its end."""
    with laid_table(sqlite_files, ten_to_seven) as table:
        shown = picture(table)
        assert (shown.end, shown.behind) == ("would end 7:19", False)
        table.clock.pass_by(minutes=40)
        shown = picture(table)
        assert (shown.end, shown.behind) == ("would end 7:48", True)
        table.go()
        assert picture(table).end == "23 min behind · ends 7:48"


def test_after_the_meeting_the_next_date_is_short(sqlite_files: SqliteFiles) -> None:
    """Once closed, the next meeting is said in short, to fit beside the keys; another year is named."""
    with laid_table(sqlite_files, closed) as table:
        seen = seen_at(table)
        coming = START + timedelta(weeks=1)
        over_now = replace(table.now.meeting, ended_at=table.clock.now())
        ended = replace(seen, snapshot=None, closed=over_now, next_at=coming)
        shown = timekeeper_picture(ended, table.clock.now())
        assert shown.next == Aside("Next", "Wed 25 Nov, 7:00 AM")
        new_year = replace(ended, next_at=START + timedelta(weeks=7))
        shown = timekeeper_picture(new_year, table.clock.now())
        assert shown.next == Aside("Next", "Wed 6 Jan 2027, 7:00 AM")


def test_a_meeting_nobody_has_prepared_is_counted_down_to(sqlite_files: SqliteFiles) -> None:
    """The chapter's habit says when the next one starts."""
    with laid_table(sqlite_files, nothing) as table:
        seen = Seen(table.now.chapter, None, START)
        shown = timekeeper_picture(seen, START - timedelta(minutes=5))
        assert (shown.digits, shown.name) == ("5:00", "The meeting starts at 7:00 AM")


def test_the_wall_clock_follows_the_chapters_habit(sqlite_files: SqliteFiles) -> None:
    """Where the chapter counts to twenty-four, so does the screen."""
    with laid_table(sqlite_files, yesterday) as table:
        seen = seen_at(table)
        seen = replace(seen, chapter=replace(seen.chapter, clock_24h=True))
        shown = timekeeper_picture(seen, table.clock.now() + timedelta(hours=8))
        assert shown.time == "15:00"
        assert shown.about == "The next one: Wednesday 18 November 2026, 7:00"


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_between_changes_nothing_changes(sqlite_files: SqliteFiles, scene: Before) -> None:
    """From one moment of change to just before the next the picture stays what it is."""
    with laid_table(sqlite_files, scene) as table:
        seen, now = seen_at(table), table.clock.now()
        for _ in range(40):
            change = next_change(seen, now)
            assert change > now
            last = change - timedelta(microseconds=1)
            at_first, at_last = timekeeper_picture(seen, now), timekeeper_picture(seen, last)
            # The line creeps on, and the end with it while nothing runs: both are drawn in steps.
            assert replace(at_first, fraction=0, end="") == replace(at_last, fraction=0, end="")
            now = change


# What is never shown

MARK = "zzmark"


def full_of_leads(table: Table) -> None:
    """Leads, business, testimonials and asks, each word of them marked."""
    second_pitch(table)
    slip = Slip(f"Jane {MARK}", "+14155550199", f"{MARK} typed", f"a {MARK} shop", expecting_call=True)
    for giver, receiver in (("Ann Chu", "Maria Lopez"), ("Robert Diaz", "Ann Chu"), ("Dee Fox", "Ann Chu")):
        table.do(table.lead(giver, receiver, slip))
    table.do(
        GiveTestimonial(by_id=table.person("Dee Fox"), about_id=table.person("Ann Chu"), words=f"{MARK} good")
    )
    turn = table.now.turn
    assert turn is not None
    table.do(c.KeepAsk(turn_id=turn.id, looking_for=f"{MARK} offices"))


@in_four_sizes
async def test_nothing_of_leads_is_ever_shown(sqlite_files: SqliteFiles, size: tuple[int, int]) -> None:
    """Through a meeting full of leads no name, number or need of a prospect is on the screen, nor an ask."""
    async with room(sqlite_files, full_of_leads, size=size) as seen:
        while seen.table.now.meeting.ended_at is None:
            shown = seen.text.casefold()
            assert not any(word in shown for word in (MARK, "jane", "5550199", "555-0199", "looking for"))
            assert MARK not in repr(picture(seen.table)).casefold()
            seen.table.go(seconds=20)
            await seen.show()


@in_four_sizes
async def test_hostile_names(sqlite_files: SqliteFiles, size: tuple[int, int]) -> None:
    """A name is never markup, and however long it is, the clock and the line below stay."""
    async with room(sqlite_files, second_pitch, size=size) as seen:
        people = [seen.table.person(who) for who in ("Ann Chu", "Maria Lopez", "Robert Diaz")]
        for name in HOSTILE.values():
            with seen.table.store.writing(seen.table.now.chapter.id) as unit:
                for person in people:
                    unit.update(t.person, person, name=name)
            await seen.show()
            assert len(seen.lines) == size[1], name
            assert "█" in seen.text, name
            assert "Next" in seen.text, name
            if size[1] < 46 and len(name) < 20:
                assert name in seen.text


# The screen itself


async def test_it_follows_the_table(sqlite_files: SqliteFiles) -> None:
    """What the moderator does is seen at the next question, without any key here."""
    async with room(sqlite_files, nothing) as seen:
        seen.table.go()
        await seen.show()
        assert "Open networking" in seen.text
        seen.table.go_to_end()
        await seen.show()
        assert "The meeting is closed" in seen.text


async def test_it_asks_by_itself(sqlite_files: SqliteFiles) -> None:
    """Nobody has to ask: a write is noticed and shown."""
    async with room(sqlite_files, nothing) as seen:
        seen.table.go()
        await seen.until_shown("Open networking")


async def test_without_a_database_it_says_so_and_waits(sqlite_files: SqliteFiles) -> None:
    """It names the place where it looks."""
    with laid_table(sqlite_files, nothing) as table:
        screen = TimekeeperScreen(audience_of("/nowhere/at-all.db"), table.clock)
        app, threads = FrontApp(screen), Threads.of_this_loop()
        async with app.run_test(size=(80, 24)):
            seen = Room(app, threads, table, screen)
            await seen.at_rest()
            await seen.pass_by()
            assert "Waiting for a meeting" in seen.text
            assert "There is no database at /nowhere/at-all.db yet" in seen.text


async def test_out_of_reach_it_counts_on(sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last picture stays, its clock goes on, it is said since when; and it recovers."""

    def broken(_self: object, _now: object) -> Seen:
        raise OSError("gone")

    async with room(sqlite_files, second_pitch) as seen:
        with monkeypatch.context() as patch:
            patch.setattr(Audience, "_changed", broken)
            await seen.show()
            assert "no word from the database since 7:0" in seen.text
            digits = seen.screen.query_one(FillingDigits).shown
            await seen.pass_by(seconds=5)
            assert seen.screen.query_one(FillingDigits).shown != digits
        await seen.show()
        assert "no word" not in seen.text


async def test_it_rings_only_when_it_is_asked_to(sqlite_files: SqliteFiles) -> None:
    """Silent at first, as the screen says; `m` turns the sound on: one bell at wrap-up, two at time."""
    async with room(sqlite_files, second_pitch) as seen:
        assert "muted" in seen.text
        await seen.pass_by(seconds=26)
        assert seen.front.bells == 0
        await seen.press("m")
        await seen.pass_by()
        assert "♪" in seen.text
        await seen.pass_by(seconds=15)
        assert seen.front.bells == 2
        await seen.press("m")
        assert "muted" in seen.text


async def test_started_with_sound(sqlite_files: SqliteFiles) -> None:
    """With sound from the start it rings once at wrap-up, and once at each alarm."""
    async with room(sqlite_files, second_pitch, sound=True) as seen:
        await seen.pass_by(seconds=26)
        assert seen.front.bells == 1
        seen.table.go()
        await seen.show()
        await seen.pass_by(seconds=15)
        await seen.pass_by(seconds=2)
        assert seen.front.bells == 2
        await seen.pass_by(seconds=28)
        assert seen.front.bells == 3


async def test_a_second_paints_the_clock_alone(
    sqlite_files: SqliteFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second changes the digits and the line below them; the words around them are not painted again."""
    async with room(sqlite_files, second_pitch) as seen:
        painted: list[str] = []
        for pane in seen.screen.query(FrontPane):
            monkeypatch.setattr(pane, "redraw", partial(painted.append, type(pane).__name__))
        await seen.pass_by(seconds=1)
        assert painted in ([], ["TimeBar"])


async def test_themes_in_a_circle(sqlite_files: SqliteFiles) -> None:
    """`t` goes from dark to light to high contrast and around."""
    async with room(sqlite_files, second_pitch) as seen:
        names = []
        for _ in range(4):
            names.append(seen.front.theme)
            await seen.press("t")
        assert names == [DARK.name, LIGHT.name, CONTRAST.name, DARK.name]


async def test_other_keys_do_nothing(sqlite_files: SqliteFiles) -> None:
    """Neither Go nor pause nor undo can be pressed here, and nothing is written."""
    async with room(sqlite_files, second_pitch) as seen:
        before, trail = seen.text, seen.table.trail()
        await seen.press("enter", "space", "u", "n", "plus", "l", "backspace", "tab", "escape", "f5", "f6")
        assert seen.text == before
        assert seen.table.trail() == trail


async def test_the_keys_can_be_looked_up(sqlite_files: SqliteFiles) -> None:
    """`?` lists the four keys; escape comes back."""
    async with room(sqlite_files, second_pitch) as seen:
        await seen.press("question_mark")
        await seen.until_shown("Sound on and off")
        await seen.press("escape")
        assert seen.app.screen is seen.screen


@pytest.mark.parametrize("name", ["digits", "phase", "message"])
async def test_without_colours_everything_can_be_read(sqlite_files: SqliteFiles, name: str) -> None:
    """Where colours are not wanted the lit cells are blocks, and phase and message are words."""
    async with room(sqlite_files, prompted) as seen:
        assert {"digits": "█", "phase": "▶   G O", "message": "█ "}[name] in seen.text


def test_bells_of_another_clock_are_not_rung(sqlite_files: SqliteFiles) -> None:
    """Only what the clock in view passes while it is looked at rings; going back is silent."""
    with laid_table(sqlite_files, second_pitch) as table:
        running = reached(table.now, table.clock.now())
        late = reached(table.now, table.clock.now() + timedelta(minutes=5))
        assert bells(None, late) == 0
        assert bells(running, late) == 2
        assert bells(late, running) == 0
        table.go()
        assert bells(late, reached(table.now, table.clock.now())) == 0
        assert reached(None, table.clock.now()) is None
