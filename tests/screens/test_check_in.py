"""Check-in: what was announced, finding people by letters, how they stand; and who comes instead."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select
from syrupy.assertion import SnapshotAssertion

from leadsroom.acts.meeting import commands as c
from leadsroom.acts.money.commands import ChargeMember, TakePayment
from leadsroom.domain.meeting.snapshot import MeetingState, Outcome, Snapshot
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.visits import sits_here
from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    Counted,
    FineEvent,
    LateRules,
    LimitRule,
    MultiLevel,
    SubstitutePitch,
    SubstituteRules,
    VisitorRules,
)
from leadsroom.domain.rules.windows import Window, WindowKind
from leadsroom.domain.text.money import Money
from leadsroom.domain.text.plain_text import fold
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import rules_as_data
from leadsroom.store.unit_of_work import Unit
from leadsroom.views.meeting import lookups
from screens.meeting.check_in.cursor import BoardCursor, likely_place, places
from screens.meeting.check_in.grid import Board, BoardColumns, BoardPicture, BoardRow, counts_in_words
from screens.meeting.check_in.grid import Window as BoardWindow
from screens.meeting.check_in.keys import Asked, Asks, BoardKeys, Pressed
from screens.meeting.check_in.sentences import Heading, HeadingPane, where_they_stand
from screens.meeting.stage_picture import stage_picture
from screens.meeting.table_pane import table_picture
from tests.databases import SqliteFiles
from tests.harborview import NAMES
from tests.meeting.table import Table
from tests.screens.pages import HOSTILE
from tests.screens.table import LAPTOP, SMALL, Moderator, laid_table, moderator, pitches
from tests.screens.test_held_keys import held

HALF_YEAR = Window(WindowKind.ROLLING_MONTHS, 6)
AGREED = ChapterRules(
    limits=(LimitRule(Counted.ABSENCE, 3, HALF_YEAR),),
    late=LateRules(loses_pitch=True),
    substitutes=SubstituteRules(same_person=1, same_person_window=HALF_YEAR),
    visitors=VisitorRules(visits=2),
)
MORE_NAMES = (
    *NAMES,
    ("Lena Berg", "Photography"),
    ("Zoë Müller", "Physiotherapy"),
    ("Wolfgang Amadeus Schikaneder", "Event planning"),
    ("Łukasz Öberg", "Moving"),
    ("Omar Haddad", "Printing"),
)
# Who was absent, week by week before tonight; in the last of them Tom Ray stood in for Cyrus Ng.
ANNOUNCED = {
    "Robert Diaz": Mark.ABSENT,
    "Cyrus Ng": Mark.SUBSTITUTE,
    "Lena Berg": Mark.LATE,
    "Omar Haddad": Mark.MEDICAL,
}
EVE = ("Eve Stone", "Florist")
ABSENT = {
    "Dee Fox": (1, 2, 3),
    "Lena Berg": (1, 2),
    "Wolfgang Amadeus Schikaneder": (1, 2, 3, 4),
}


def agreed(table: Table) -> None:
    """The chapter has rules, four meetings behind it, and a visitor who came to the last of them."""
    seen = table.now
    with table.store.writing(seen.chapter.id) as unit:
        unit.update(t.chapter, seen.chapter.id, rules=rules_as_data(AGREED))
        tom, eve = (_person(unit, seen, *who) for who in (("Tom Ray", "Auto insurance"), EVE))
        meeting = 0
        for week in (4, 3, 2, 1):
            meeting = _held(unit, seen, week, stood_in=tom)
        at = seen.meeting.starts_at - timedelta(weeks=1)
        unit.insert(t.visit, meeting_id=meeting, person_id=eve, at=at)


def _person(unit: Unit, seen: Snapshot, name: str, profession: str) -> int:
    columns = {"name": name, "name_key": fold(name), "trade": profession}
    return unit.insert(t.person, chapter_id=seen.chapter.id, **columns)


def _held(unit: Unit, seen: Snapshot, weeks_ago: int, *, stood_in: int) -> int:
    """A closed meeting, with who was absent then."""
    meeting = unit.insert(t.meeting, **_closed(seen, timedelta(weeks=weeks_ago)))
    for place in seen.attendees:
        name = seen.name(place.member_id)
        with_tom = weeks_ago == 1 and name == "Cyrus Ng"
        unit.insert(
            t.attendance,
            meeting_id=meeting,
            member_id=place.member_id,
            seat=place.seat,
            mark="A" if weeks_ago in ABSENT.get(name, ()) else "S" if with_tom else "P",
            substitute_id=stood_in if with_tom else None,
        )
    return meeting


def _closed(seen: Snapshot, ago: timedelta) -> dict[str, object]:
    at = seen.meeting.starts_at - ago
    return {
        "chapter_id": seen.chapter.id,
        "on_date": seen.meeting.on - ago,
        "kind": "regular",
        "state": MeetingState.CLOSED.value,
        **dict.fromkeys(("starts_at", "ends_at", "started_at", "ended_at"), at),
        "starting_seat": 1,
    }


def announced(table: Table) -> None:
    """Ten minutes before the start: some have announced how it would be, two have been seen, two owe."""
    agreed(table)
    table.clock.pass_by(minutes=-10)
    seen = table.now
    with table.store.writing(seen.chapter.id) as unit:
        tom = unit.connection.execute(select(t.person.c.id).where(t.person.c.name == "Tom Ray")).scalar()
        for name, mark in ANNOUNCED.items():
            unit.insert(
                t.notice,
                chapter_id=seen.chapter.id,
                member_id=table.person(name),
                on_date=seen.meeting.on,
                mark=mark.value,
                substitute_id=tom if mark is Mark.SUBSTITUTE else None,
                at=seen.meeting.starts_at,
            )
    for name in ("Maria Lopez", "Ann Chu"):
        table.do(c.MarkAttendance(table.person(name), Mark.PRESENT))
    for name, cents in (("Dee Fox", 2500), ("Zoë Müller", 125_000)):
        owes = Money(cents, "USD")
        table.do(ChargeMember(table.person(name), AccountKind.FINE, owes, FineEvent.OTHER, "owed"))


def pitching_by_rules(table: Table) -> None:
    """The chapter has rules, and Maria Lopez is up."""
    agreed(table)
    pitches(table)


def _mark(hands: Moderator, name: str) -> Mark | None:
    place = hands.table.now.attendee(hands.table.person(name))
    assert place is not None
    return place.mark


# The board


@pytest.mark.parametrize("size", [SMALL, LAPTOP], ids=["80x24", "120x36"])
async def test_the_board(
    sqlite_files: SqliteFiles, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Marks seen and announced, warnings, debts; below them where the chosen one stands."""
    async with moderator(sqlite_files, announced, size=size, people=MORE_NAMES) as hands:
        await hands.press("a")
        await hands.until_loaded()
        assert "\n".join(["", *hands.lines(), ""]) == snapshot


async def test_letters_find_and_digits_mark(sqlite_files: SqliteFiles) -> None:
    """A name begins with a capital; what fits several is refused, and rings; a stroke narrows by anything."""
    async with moderator(sqlite_files, announced, people=MORE_NAMES) as hands:
        await hands.press("a", "'Ob", "3")
        assert _mark(hands, "Łukasz Öberg") is Mark.LATE
        assert "Łukasz Öberg: late." in hands.text("#form-place .problem")
        rung = hands.app.bells
        await hands.press("O", "1")
        assert "2 names begin with O: one more letter, or ↓." in hands.text("#form-place")
        assert hands.app.bells == rung + 1
        await hands.press("m", "1", "X", "1")
        assert _mark(hands, "Omar Haddad") is Mark.PRESENT
        assert "Nobody's name begins with X: nothing was marked." in hands.text("#form-place")
        await hands.press("escape", "/", "'physio", "enter", "4")
        assert _mark(hands, "Zoë Müller") is Mark.MEDICAL
        assert "Ann Chu" in hands.text("#board")
        await hands.press("u")
        assert _mark(hands, "Zoë Müller") is None
        await hands.press("escape")
        assert hands.form == ""


async def test_the_others_are_present_by_one_key(sqlite_files: SqliteFiles) -> None:
    """Who has a mark keeps it, what was announced too; one undo takes all of them back."""
    async with moderator(sqlite_files, announced, people=MORE_NAMES) as hands:
        before = {place.member_id: place.mark for place in hands.table.now.attendees}
        await hands.press("a", "*")
        after = {place.member_id: place.mark for place in hands.table.now.attendees}
        assert after == {who: mark or Mark.PRESENT for who, mark in before.items()}
        assert "others present." in hands.text("#form-place .problem")
        await hands.press("*")
        assert "Everybody is marked already." in hands.text("#form-place")
        await hands.press("u")
        assert {place.member_id: place.mark for place in hands.table.now.attendees} == before


async def test_a_held_digit_marks_one(sqlite_files: SqliteFiles) -> None:
    """Held down for a second it is one press, and the next one stays as they are."""
    async with moderator(sqlite_files, agreed) as hands:
        await hands.press("a")
        await hands.press_at("2", held(0.5, 0.03, 1.0, at=0.0))
        assert [place.mark for place in hands.table.now.attendees].count(Mark.ABSENT) == 1


async def test_who_attends_online_is_marked_so(sqlite_files: SqliteFiles) -> None:
    """By a sign of its own, on the board and at the table; late and online is both; 6 again: in the room."""
    async with moderator(sqlite_files, agreed) as hands:
        await hands.press("a", "'Ann", "6")
        assert "◎ Ann Chu" in hands.text("#board")
        assert re.search(r"◎ Ann Chu +online, Flo", hands.text("#table"))
        assert "Ann Chu: online." in hands.text("#form-place .problem")
        await hands.press("'Cyr", "3", "'Cyr", "6")
        assert re.search(r"◔ Cyrus Ng +late, online", hands.text("#board"))
        assert "1 online" in hands.lines("#form-place .form-title")[0]
        await hands.press("'Ann", "6")
        assert "● Ann Chu" in hands.text("#board")


async def test_late_costs_the_pitch_and_8_brings_it_back(sqlite_files: SqliteFiles) -> None:
    """The table shows who was passed over; while somebody speaks, they come after the others."""
    async with moderator(sqlite_files, pitching_by_rules) as hands:
        await hands.press("enter", "a", "'Ro", "3")
        assert "– Robert Diaz       late, no pitch" in hands.text("#table")
        costs = "Came after the pitches began: no pitch. 8 gives it back."
        assert costs in hands.text("#form-place")
        assert hands.table.turn_of("Robert Diaz").outcome is Outcome.SKIPPED
        await hands.press("8", "escape")
        assert hands.table.turn_of("Robert Diaz").outcome is None
        assert hands.turn.clock.running
        assert hands.snapshot.name(hands.turn.member_id) == "Maria Lopez"


async def test_a_form_opened_on_the_board_gives_it_back(sqlite_files: SqliteFiles) -> None:
    """After the treasurer's form, or a substitute's, the board is there again with whom it was about."""
    async with moderator(sqlite_files, announced, people=MORE_NAMES) as hands:
        await hands.press("a")
        await hands.until_loaded()
        assert "Owes $25." in hands.text("#form-place")
        await hands.press("9")
        assert hands.form == "Money"
        await hands.press("enter")
        await hands.until_loaded()
        assert hands.form == "AttendanceBoard"
        assert "Dee Fox paid $25, receipt" in hands.text("#form-place .problem")
        await hands.press("up", "down")
        assert "Owes" not in hands.text("#form-place .problem")
        assert "3 absences" in hands.text("#form-place .problem")
        await hands.press("5", "escape", "2")
        assert _mark(hands, "Dee Fox") is Mark.ABSENT


async def test_the_arrows_go_from_column_to_column(sqlite_files: SqliteFiles) -> None:
    """The opening key struck twice marks nobody, and nor does a digit until somebody is chosen again."""
    async with moderator(sqlite_files, announced, people=MORE_NAMES) as hands:
        await hands.press("a", "a", "2")
        assert _mark(hands, "Dee Fox") is None
        assert "Nobody is chosen" in hands.text("#form-place")
        await hands.press("home", "right", "1", "home", "2")
        assert _mark(hands, "Łukasz Öberg") is Mark.PRESENT
        assert _mark(hands, "Maria Lopez") is Mark.ABSENT


# Who comes instead, and who comes to see


async def test_a_substitute_is_offered_and_judged(sqlite_files: SqliteFiles) -> None:
    """Enter takes who is meant, with the profession; once too often is said, and stands in nobody's way."""
    async with moderator(sqlite_files, agreed) as hands:
        await hands.press("s", "'cyr", "enter", "'ann chu")
        await hands.until_loaded()
        assert "▲ holds a seat at this table" in hands.text("#form-place")
        assert "first time" not in hands.text("#form-place")
        await hands.press("ctrl+u", "'to")
        assert "Tom Ray stood in once, for Cyrus Ng" in hands.text("#form-place")
        await hands.press("enter")
        assert "▲ 2nd time in any 6 months (Cyrus Ng 1), 1 allowed" in hands.text("#form-place")
        assert hands.fields["profession"].draft == "Auto insurance"
        assert "close to Insurance (Cyrus Ng) ✓" in hands.text("#form-place")
        await hands.press("enter")
        assert hands.table.now.seat_name(hands.table.person("Cyrus Ng")) == "Tom Ray for Cyrus Ng"


# Without a screen: whom a key is for, and what is drawn


def test_past_a_limit_every_length_says_what_is_allowed(sqlite_files: SqliteFiles) -> None:
    """Below the board too a count past its limit is never so many of fewer."""
    with laid_table(sqlite_files, announced, people=MORE_NAMES) as table:
        seen, wolfgang = table.now, table.person("Wolfgang Amadeus Schikaneder")
        place, standing = (
            seen.attendee(wolfgang),
            table.desk.sync.read(lookups.standings_tonight)[wolfgang],
        )
        assert place is not None
        lengths = where_they_stand(seen, place, standing, None).lengths
        short = "4 absences in any 6 months, 3 allowed: the membership may end."
        assert short in lengths
        assert not any("4 of 3" in words for words in lengths)


def test_the_cursor_begins_with_whom_nobody_has_looked_at(sqlite_files: SqliteFiles) -> None:
    """Before the meeting the first without a mark; in the pitches who is up; else the first of all."""
    with laid_table(sqlite_files, announced, people=MORE_NAMES) as table:
        seen = table.now
        assert likely_place(seen) == table.person("Dee Fox")
    with laid_table(sqlite_files, pitching_by_rules) as table:
        table.go(2)
        assert likely_place(table.now) == table.person("Ann Chu")
    nobody = replace(seen, attendees=())
    assert likely_place(nobody) is None
    empty = BoardCursor(nobody)
    empty.move(1)
    empty.name("A")
    empty.go_on()
    assert (empty.chosen, empty.shown) == (None, ())


def test_letters_find_the_speaker_and_the_member(sqlite_files: SqliteFiles) -> None:
    """A seat with a substitute is found under both names, and is one place."""
    with laid_table(sqlite_files, announced, people=MORE_NAMES) as table:
        cursor = BoardCursor(table.now)
        for letters in ("tom", "cyrus"):
            cursor.clear()
            cursor.seek()
            for letter in letters:
                cursor.type(letter)
            assert [place.member_id for place in cursor.shown] == [table.person("Cyrus Ng")]
        cursor.name("T")
        assert cursor.chosen is not None
        assert cursor.chosen.member_id == table.person("Cyrus Ng")


def test_a_name_is_found_by_the_beginning_of_any_part(sqlite_files: SqliteFiles) -> None:
    """First names and last names, or both, accents or not; one letter alone settles nothing."""
    with laid_table(sqlite_files, announced, people=MORE_NAMES) as table:
        cursor, seen = BoardCursor(table.now), table.now

        def found(letters: str) -> tuple[bool, set[str]]:
            cursor.name(letters[0])
            for letter in letters[1:]:
                cursor.type(letter)
            return cursor.is_settled, {seen.name(place.member_id) for place in cursor.shown}

        assert found("L") == (False, {"Lena Berg", "Maria Lopez", "Łukasz Öberg"})
        assert found("Le") == (True, {"Lena Berg"})
        assert found("maria l") == found("LOP") == (True, {"Maria Lopez"})
        assert found("Z") == (False, {"Zoë Müller"})
        assert found("Qu") == (False, set())
        cursor.clear()
        assert len(cursor.shown) == len(places(seen))


def test_letters_rubbed_out_show_everybody(sqlite_files: SqliteFiles) -> None:
    """Backspace widens the board again, and ends the search when nothing is left."""
    with laid_table(sqlite_files, announced, people=MORE_NAMES) as table:
        cursor = BoardCursor(table.now)
        cursor.seek()
        cursor.type("z")
        cursor.type("q")
        assert cursor.chosen is None
        for _ in range(2):
            cursor.rub_out()
        assert (cursor.typing, len(cursor.shown)) == (True, len(MORE_NAMES))
        cursor.rub_out()
        assert not cursor.typing
        assert not cursor.clear()


def test_the_table_says_what_was_announced_and_who_was_skipped(sqlite_files: SqliteFiles) -> None:
    """Hearsay is marked as such; in a round, whoever was passed over."""
    with laid_table(sqlite_files, announced, people=MORE_NAMES) as table:
        drawn = {place.name: place.detail for place in table_picture(table.now).places}
        assert drawn["Robert Diaz"] == "absent, announced"
        assert drawn["Lena Berg"] == "late, announced"
        assert drawn["Tom Ray"] == "for Cyrus Ng, announced"
        pitches(table)
        table.do(c.Skip())
        drawn = {place.name: f"{place.sign} {place.detail}" for place in table_picture(table.now).places}
        assert drawn["Maria Lopez"] == "– skipped, Web design"


PAST = BoardRow(
    "·",
    "$quiet",
    "Luis Fernández-Ortega",
    warning="5 absences, 3 allowed",
    brief="5 absences",
    is_past=True,
    debt="owes $1",
)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("width", [30, 76, 116, 196])
def test_a_row_of_the_board_is_as_wide_as_its_place(name: str, width: int) -> None:
    """Whatever somebody is called, columns align, and the name is shown as it was typed."""
    row = replace(PAST, name=name, mark=f"for {name}, announced", debt="owes $1,250")
    drawn = Board().draw(BoardPicture((row, row), 0), width)
    assert drawn.cell_length <= width
    assert name[:6] in drawn.plain


def _drawn(row: BoardRow, *others: BoardRow, width: int = 58, chosen: bool = False) -> str:
    drawn = BoardColumns.of([row, *others], width).row(row, chosen=chosen)
    assert drawn.cell_length == width
    return drawn.plain.rstrip()


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "▲ 5 absences, 3 allowed · owes $1"),
        (59, "▲ 5 absences · owes $1"),
        (49, "▲ 5 absences · owes $1"),
        (48, "▲ 5 absences"),
    ],
)
def test_what_matters_is_said_in_whole_words(width: int, shown: str) -> None:
    """Where there is less room it is said in fewer of them; an amount never stands without what it is."""
    assert _drawn(PAST, width=width) == f" · Luis Fernández-Ortega  {shown}"


def test_only_what_owes_is_said_where_nothing_warns() -> None:
    """A count far from its limit is said of the chosen one only; what somebody owes is said of everybody."""
    minor = replace(PAST, warning="1 of 3 absences", brief="1 absence", is_past=False, is_minor=True)
    assert _drawn(minor) == " · Luis Fernández-Ortega  owes $1"
    assert _drawn(minor, chosen=True) == " · Luis Fernández-Ortega  1 of 3 absences · owes $1"


def test_a_mark_stands_between_the_name_and_what_matters() -> None:
    """It is aligned with the other marks where there is room; a name with nothing beside it may be longer."""
    present = replace(PAST, name="Vince DeLuca", mark="present")
    late = replace(PAST, name="Ruth Abara", mark="late, announced", warning="", brief="", debt="")
    assert _drawn(present, late, width=116).startswith(" · Vince DeLuca  present          ▲ 5 absences, 3")
    assert _drawn(present, late, width=50) == " · Vince DeLuca  present  ▲ 5 absences · owes $1"
    alone = replace(late, name="Wolfgang Amadeus Schikaneder", mark="")
    assert _drawn(alone, present, width=40) == " · Wolfgang Amadeus Schikaneder"
    warned = replace(PAST, name="Wolfgang Amadeus Schikaneder")
    assert _drawn(warned, present, width=70).startswith(" · Wolfgang Amadeus Schikaneder  ▲ 5 absences, 3")


@pytest.mark.parametrize(
    ("width", "counts"),
    [(70, "14 here · 1 late · 2 to check in"), (62, "14 here · 2 to check in"), (50, "")],
)
def test_the_heading_says_how_far_the_check_in_is(width: int, counts: str) -> None:
    """At the right as long as there is room; what is out of view is said before that."""
    heading = Heading(
        "Attendance",
        "",
        "7 of 18 · 11 more below",
        ("14 here · 1 late · 2 to check in", "14 here · 2 to check in"),
    )
    drawn = HeadingPane().draw(heading, width).plain
    assert drawn.rstrip() == f"Attendance  7 of 18 · 11 more below{counts.rjust(width - 35)}".rstrip()


def test_the_counts_of_the_check_in(sqlite_files: SqliteFiles) -> None:
    """Whoever was announced to come is still to be looked at; whoever stays away is not."""
    with laid_table(sqlite_files, announced, people=MORE_NAMES) as table:
        counts = counts_in_words(table.now.attendees)
        assert counts == ("2 here · 1 absent · 1 medical · 7 to check in", "2 here · 7 to check in")
        table.go()
        table.do(c.MarkAttendance(table.person("Lena Berg"), Mark.LATE))
        table.do(c.LeaveEarly(table.person("Ann Chu")))
        counts = counts_in_words(table.now.attendees)
        assert counts[0] == "1 here · 1 late · 1 left early · 1 absent · 1 medical · 6 to check in"


@given(st.integers(1, 60), st.integers(1, 20), st.integers(30, 240), st.data())
def test_the_column_beside(count: int, room: int, width: int, data: st.DataObject) -> None:
    """It leads to a place in the next column, back again where that is as long, and nowhere beyond."""
    at = data.draw(st.integers(0, count - 1))
    window = BoardWindow.around(at, count, room, width)
    there = window.beside(at, 1)
    assert window.across == 1 or count > room
    assert 0 <= there < count
    assert there // window.per_column - at // window.per_column in (0, 1)
    assert there == at or there == count - 1 or window.beside(there, -1) == at
    assert (there == at) == (at // window.per_column == (count - 1) // window.per_column)


@pytest.mark.parametrize("name", ["ann  CHU", "Guy Away"])
def test_who_holds_a_seat_comes_from_no_outside(sqlite_files: SqliteFiles, name: str) -> None:
    """Whoever is at the table, or holds a seat and is away; a name that nobody has is a visitor's."""
    away = HeldSeat("Notary", "", "Guy Away")
    with laid_table(sqlite_files, announced, people=MORE_NAMES) as table:
        assert sits_here(name, table.now.expected_names, [away])
        assert not any(sits_here(other, table.now.expected_names, [away]) for other in ("", "Ann", "Tom Ray"))


@pytest.mark.parametrize(
    ("rule", "reminder"),
    [
        (SubstitutePitch.MEMBERS, "speaks for Dee Fox, not for their own business"),
        (SubstitutePitch.BOTH, "speaks for Dee Fox, then for their own business"),
    ],
)
def test_the_stage_reminds_of_whose_pitch_it_is(
    sqlite_files: SqliteFiles, rule: SubstitutePitch, reminder: str
) -> None:
    """On a substitute's turn in the pitches, and on nobody else's."""
    with laid_table(sqlite_files, agreed) as table:
        rules = replace(AGREED, substitutes=SubstituteRules(rule))
        with table.store.writing(table.desk.chapter_id) as unit:
            unit.update(t.chapter, table.now.chapter.id, rules=rules_as_data(rules))
        table.do(c.SeatSubstitute(table.person("Dee Fox"), "Lou Reed"))
        pitches(table)
        facts = stage_picture(table.now, table.clock.now()).facts
        assert [fact.text for fact in facts if fact.label == "Substitute"] == [reminder]
        table.go(2)
        facts = stage_picture(table.now, table.clock.now()).facts
        assert "Substitute" not in [fact.label for fact in facts]


@pytest.mark.parametrize(
    ("rule", "is_marked", "with_substitute", "reminders"),
    [
        (MultiLevel.PRODUCTS, True, False, [("Multi-level", "own products only, no recruiting")]),
        (MultiLevel.PRODUCTS, True, True, [("Substitute", "speaks for Dee Fox, not for their own business")]),
        (MultiLevel.PRODUCTS, False, False, []),
        (MultiLevel.NONE, True, False, []),
        (MultiLevel.ANY, True, False, []),
    ],
)
def test_the_stage_reminds_of_own_products_only(
    sqlite_files: SqliteFiles,
    rule: MultiLevel,
    is_marked: bool,
    with_substitute: bool,
    reminders: list[tuple[str, str]],
) -> None:
    """Beside the pitch of a marked seat, where that is the rule; a substitute's reminder goes first."""
    with laid_table(sqlite_files, agreed) as table:
        with table.store.writing(table.desk.chapter_id) as unit:
            rules = rules_as_data(replace(AGREED, multi_level=rule))
            unit.update(t.chapter, table.now.chapter.id, rules=rules)
            of_dee = t.membership.c.person_id == table.person("Dee Fox")
            (dee,) = unit.connection.execute(select(t.membership.c.id).where(of_dee)).scalars()
            unit.update(t.membership, dee, multi_level=is_marked)
        if with_substitute:
            table.do(c.SeatSubstitute(table.person("Dee Fox"), "Lou Reed"))
        pitches(table)
        kinds = ("Substitute", "Multi-level")
        facts = stage_picture(table.now, table.clock.now()).facts
        assert [(fact.label, fact.text) for fact in facts if fact.label in kinds] == reminders
        table.go(2)
        facts = stage_picture(table.now, table.clock.now()).facts
        assert not [fact for fact in facts if fact.label in kinds]


async def test_on_the_board_an_act_is_taken_back_and_done_again(sqlite_files: SqliteFiles) -> None:
    """By the same keys as everywhere; what is taken back of the accounts is not named."""
    async with moderator(sqlite_files, announced, people=MORE_NAMES) as hands:
        await hands.press("a", "'Mu", "3", "u")
        assert "Undid: Zoë Müller: late" in hands.text("#form-place")
        await hands.press("ctrl+y")
        assert "Redid: Zoë Müller: late" in hands.text("#form-place")
        await hands.do(TakePayment(hands.table.person("Dee Fox"), Money(2500, "USD")))
        await hands.press("u")
        assert "Undid: a private entry." in hands.text("#form-place")
        assert "paid" not in hands.text("#form-place .problem")


def _pressed(keys: BoardKeys, *typed: str, every: float = 1.0) -> list[Asked]:
    return [keys.press(Pressed(key, key, place * every)) for place, key in enumerate(typed)]


def test_a_mark_that_may_be_meant_for_somebody_else_is_refused(sqlite_files: SqliteFiles) -> None:
    """Letters that began no name, a digit that came twice, and somebody marked elsewhere meanwhile."""
    with laid_table(sqlite_files, announced, people=MORE_NAMES) as table:
        keys = BoardKeys(table.now)
        assert [asked.what for asked in _pressed(keys, "d", "e", "2")] == [Asks.REFUSED] * 3
        *_, found, marked = _pressed(keys, "D", "e", "2")
        assert found.what is Asks.FOUND
        assert marked.of is not None
        assert (marked.of.member_id, marked.mark) == (table.person("Dee Fox"), Mark.ABSENT)
        keys.done(go_on=True)
        again, meant = _pressed(keys, "2", "2", every=2.0)
        assert (again.what, meant.what) == (Asks.REFUSED, Asks.MARK)
        chosen = meant.of
        assert chosen is not None
        keys.follow(table.do(c.MarkAttendance(chosen.member_id, Mark.LATE)), elsewhere=True)
        refused, insists = _pressed(keys, "1", "1", every=2.0)
        assert "is late since a moment ago. Once more changes that." in refused.sentence
        assert insists.what is Asks.MARK
        keys.follow(table.do(c.AttendOnline(chosen.member_id)), elsewhere=True)
        refused, insists = _pressed(keys, "6", "6", every=2.0)
        assert "is late, online since a moment ago. Once more changes that." in refused.sentence
        assert insists.what is Asks.ONLINE
