"""Who stands in: how often, for whom, and whether that is within what the chapter has agreed."""

from __future__ import annotations

from datetime import date, timedelta
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadsroom.domain.ids import PersonId
from leadsroom.domain.people.attendance import AttendanceRecord, Attended, Mark
from leadsroom.domain.people.professions import HeldSeat
from leadsroom.domain.people.roster import Person
from leadsroom.domain.people.standing import MemberStanding, member_standing
from leadsroom.domain.people.substitutes import (
    PastSubstitute,
    PastSubstitutes,
    StoodIn,
    refusal_by_profession,
    remarks,
    seat_of_another,
    substitute_records,
    times_in,
)
from leadsroom.domain.rules.chapter_rules import (
    ChapterRules,
    Counted,
    LimitRule,
    SubstitutePitch,
    SubstituteProfession,
    SubstituteRules,
    Then,
)
from leadsroom.domain.rules.rule_words import pitch_reminder
from leadsroom.domain.rules.windows import Window, WindowKind

TONIGHT = date(2026, 11, 18)
CYRUS, DEE, TOM = PersonId(1), PersonId(2), PersonId(9)
NAMES = {CYRUS: "Cyrus Ng", DEE: "Dee Fox"}
HALF_YEAR = Window(WindowKind.ROLLING_MONTHS, 6)
IN_A_ROW = Window(WindowKind.IN_A_ROW)
UNLIMITED = SubstituteRules()
ANY_PROFESSION = SubstituteRules(profession=SubstituteProfession.ANY)
LETIP = ChapterRules(
    limits=(
        LimitRule(Counted.SUBSTITUTE, 6, Window(WindowKind.YEAR), Then.ABSENCE),
        LimitRule(Counted.SUBSTITUTE, 2, IN_A_ROW, Then.ABSENCE),
    )
)


def weeks_ago(weeks: int) -> date:
    """The meeting so many weeks before tonight's."""
    return TONIGHT - timedelta(weeks=weeks)


def past(*times: tuple[int, PersonId], standing: MemberStanding | None = None) -> PastSubstitutes:
    """Tom Ray, an insurance agent, has stood in so many weeks ago for these members."""
    stood_in = sorted(
        (StoodIn(weeks_ago(w), member, NAMES[member]) for w, member in times), key=lambda x: x.on
    )
    return PastSubstitutes(
        people=(PastSubstitute(Person(TOM, "Tom Ray", "Insurance"), tuple(stood_in)),) if times else (),
        held=tuple(weeks_ago(weeks) for weeks in range(60, 0, -1)),
        seats={CYRUS: HeldSeat("Life insurance", "", "Cyrus Ng"), DEE: HeldSeat("Catering", "", "Dee Fox")},
        standings={CYRUS: standing} if standing else {},
    )


def remarks_on(
    book: PastSubstitutes,
    rules: SubstituteRules = UNLIMITED,
    *,
    name: str = "Tom Ray",
    profession: str = "",
    member: PersonId = DEE,
    recorded: bool = False,
) -> list[tuple[str, bool]]:
    """What there is to say, and whether it is beyond the rules."""
    found = remarks(
        book, rules, name=name, profession=profession, member_id=member, on=TONIGHT, recorded=recorded
    )
    return [(remark.sentence, remark.beyond) for remark in found]


def test_somebody_new() -> None:
    """Nobody of that name has stood in before: that is said, and nothing else."""
    assert remarks_on(past()) == [("first time as a substitute", False)]


def test_without_a_name_there_is_nothing_to_say_of_anybody() -> None:
    """Before a name is typed nobody stands in for the first time."""
    assert remarks_on(past(), name="  ") == []


@pytest.mark.parametrize(
    ("allowed", "sentence", "beyond"),
    [
        (None, "4th time in any 6 months (Cyrus Ng 2, Dee Fox 1)", False),
        (4, "4th time in any 6 months (Cyrus Ng 2, Dee Fox 1)", False),
        (3, "4th time in any 6 months (Cyrus Ng 2, Dee Fox 1), 3 allowed", True),
        (0, "4th time in any 6 months (Cyrus Ng 2, Dee Fox 1), 0 allowed", True),
    ],
)
def test_one_person_for_everybody(allowed: int | None, sentence: str, beyond: bool) -> None:
    """This time is counted, for whom is told, and what is beyond the chapter's limit is marked."""
    book = past((1, CYRUS), (3, DEE), (8, CYRUS), (30, DEE))
    rules = SubstituteRules(same_person=allowed, same_person_window=HALF_YEAR)
    assert remarks_on(book, rules, member=DEE)[0] == (sentence, beyond)


def test_for_whom_is_told_of_all_times() -> None:
    """Three members by name; the rest is counted, so that the figures add up."""
    whom = [StoodIn(weeks_ago(week), PersonId(week), name) for week, name in enumerate("ABCDE", start=1)]
    book = PastSubstitutes(people=(PastSubstitute(Person(TOM, "Tom Ray"), (*whom, whom[-1])),))
    assert remarks_on(book)[0][0] == "7th time in any 6 months (E 2, A 1, B 1 and 2 more)"


def test_what_fell_out_of_the_window() -> None:
    """Half a year later it is the first time in the window, though not the first of all."""
    assert remarks_on(past((27, DEE)), ANY_PROFESSION) == [("first time in any 6 months", False)]


@pytest.mark.parametrize(("weeks", "often"), [((1, 2), "3rd"), ((1, 3), "2nd"), ((2, 3), "")])
def test_one_person_in_a_row(weeks: tuple[int, ...], often: str) -> None:
    """A meeting in between without them ends a run."""
    rules = SubstituteRules(same_person=2, same_person_window=IN_A_ROW)
    sentence, beyond = remarks_on(past(*((week, DEE) for week in weeks)), rules)[0]
    assert sentence.startswith(f"{often} time in a row" if often else "first time in a row")
    assert beyond is (often == "3rd")


@given(st.sets(st.integers(1, 59)), st.sampled_from([HALF_YEAR, IN_A_ROW, Window(WindowKind.QUARTER)]))
def test_no_time_counts_that_is_not_theirs(weeks: set[int], window: Window) -> None:
    """Whatever the window, what counts is among their times, in order, and one more never lessens it."""
    days = [weeks_ago(week) for week in weeks]
    counted = times_in(window, days, past((1, DEE)).held, TONIGHT)
    assert set(counted) <= set(days)
    assert counted == sorted(counted)
    more = times_in(window, [*days, weeks_ago(1)], past((1, DEE)).held, TONIGHT)
    assert len(more) >= len(counted)


def substituted(*weeks: int) -> MemberStanding:
    """Where a member stands who had substitutes so many weeks ago, and was there in between."""
    attended = tuple(
        Attended(weeks_ago(week), Mark.SUBSTITUTE if week in weeks else Mark.PRESENT) for week in range(1, 45)
    )
    return member_standing(LETIP, AttendanceRecord(attended), TONIGHT)


@pytest.mark.parametrize(
    ("weeks", "year", "row"),
    [
        ((), "1 of 6 substitutes in a year", "1 of 2 substitutes in a row"),
        ((1,), "2 of 6 substitutes in a year", "2 of 2 substitutes in a row"),
        (
            (1, 2),
            "3 of 6 substitutes in a year",
            "3rd substitute in a row, 2 allowed: it counts as an absence",
        ),
        (
            (3, 6, 9, 12, 15, 18),
            "7th substitute in a year, 6 allowed: it counts as an absence",
            "1 of 2 substitutes in a row",
        ),
    ],
)
def test_the_member_s_own_limits(weeks: tuple[int, ...], year: str, row: str) -> None:
    """Tonight's substitute is counted with those before, by each of the chapter's limits."""
    book = past(standing=substituted(*weeks))
    sentences = dict(remarks_on(book, member=CYRUS))
    assert {year, row} <= sentences.keys()
    assert all(beyond is ("allowed" in sentence) for sentence, beyond in sentences.items())


def test_what_is_beyond_the_rules_comes_first() -> None:
    """The line is short: what matters stands at its beginning."""
    book = past((1, DEE), (2, DEE), standing=substituted(1, 2))
    beyond = [flag for _, flag in remarks_on(book, SubstituteRules(same_person=2), member=CYRUS)]
    assert beyond == sorted(beyond, reverse=True)
    assert any(beyond)


def test_a_substitute_on_record_is_not_counted_twice() -> None:
    """Corrected after the meeting, the standing knows of it already."""
    book = past(standing=substituted(1))
    assert ("1 of 6 substitutes in a year", False) in remarks_on(book, member=CYRUS, recorded=True)


@pytest.mark.parametrize(
    ("profession", "member", "sentence", "beyond"),
    [
        ("life insurance", CYRUS, "same profession as Cyrus Ng ✓", False),
        ("Insurance agent, life", CYRUS, "same profession as Cyrus Ng ✓", False),
        ("Auto insurance", CYRUS, "close to Life insurance (Cyrus Ng) ✓", False),
        ("Roofing", DEE, "another profession than Catering (Dee Fox)", False),
        ("caterer", CYRUS, "caterer is the seat of Dee Fox, Catering", True),
        ("Catering", CYRUS, "Catering is the seat of Dee Fox", True),
        ("", CYRUS, "", False),
    ],
)
@pytest.mark.parametrize("rule", SubstituteProfession)
def test_what_the_substitute_does(
    rule: SubstituteProfession, profession: str, member: PersonId, sentence: str, beyond: bool
) -> None:
    """The good case is quiet, another profession a remark, another member's seat a warning, or nothing."""
    found = remarks_on(past(), SubstituteRules(profession=rule), profession=profession, member=member)
    notes = [note for note in found if "first time" not in note[0]]
    is_silent = not sentence or (rule is SubstituteProfession.ANY and "same profession" not in sentence)
    assert notes == ([] if is_silent else [(sentence, beyond)])
    refused = refusal_by_profession(SubstituteRules(profession=rule), profession, member, past().seats)
    assert bool(refused) is (beyond and rule is SubstituteProfession.NO_HELD_SEAT)


def test_the_same_profession_is_never_another_s_seat() -> None:
    """Where two members hold seats of one profession, whoever stands in for either of them fits."""
    seats = {CYRUS: HeldSeat("Realtor", holder="Cyrus Ng"), DEE: HeldSeat("Real estate", holder="Dee Fox")}
    assert seat_of_another("Estate agent", CYRUS, seats) is None
    assert seat_of_another("Estate agent", PersonId(3), seats) == seats[CYRUS]


def test_a_known_profession_need_not_be_typed() -> None:
    """What somebody does is known from the last time."""
    assert ("close to Life insurance (Cyrus Ng) ✓", False) in remarks_on(past((1, DEE)), member=CYRUS)


def test_how_often_in_words() -> None:
    """As it is offered beside the name."""
    once, often = past((1, DEE)).people[0], past((3, DEE), (2, DEE), (1, CYRUS)).people[0]
    assert (once.why, often.why) == ("stood in once, for Dee Fox", "stood in 3 times, last for Cyrus Ng")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (SubstitutePitch.MEMBERS, "speaks for Cyrus Ng, not for their own business"),
        (SubstitutePitch.OWN_AT_END, "their own pitch comes at the end of the round"),
        (SubstitutePitch.BOTH, "speaks for Cyrus Ng, then for their own business"),
    ],
)
def test_whose_pitch_it_is(rule: SubstitutePitch, words: str) -> None:
    """The moderator reads it out by the chapter's rule; it takes two rows of the narrowest stage."""
    assert pitch_reminder(rule, "Cyrus Ng") == words
    assert len(wrap(words, 29)) <= 2


def test_the_list_of_substitutes() -> None:
    """Everybody, the most often in the window first, with all for whom, and how many times are left."""
    tom = past((1, CYRUS), (3, DEE), (8, CYRUS), (40, DEE)).people[0]
    lea = PastSubstitute(Person(PersonId(7), "Lea Lim"), (StoodIn(weeks_ago(30), DEE, "Dee Fox"),))
    held = past((1, DEE)).held
    rules = SubstituteRules(same_person=2, same_person_window=HALF_YEAR)
    records = substitute_records([lea, tom], rules, held, TONIGHT)
    assert [(each.person.name, each.for_whom, each.ever, each.left) for each in records] == [
        ("Tom Ray", "Cyrus Ng 2, Dee Fox 1", 4, -1),
        ("Lea Lim", "", 1, 2),
    ]
    assert records[0].sentence == "3 times in any 6 months, 2 allowed, for Cyrus Ng 2, Dee Fox 1."
    assert records[1].sentence == "not in any 6 months, 2 allowed."
    assert [each.for_whom_in_short for each in records] == ["2 members, most for Cyrus Ng", ""]
    (once,) = substitute_records([lea], UNLIMITED, held, weeks_ago(29))
    assert (once.sentence, once.left) == ("once in any 6 months, for Dee Fox 1.", None)


def test_the_list_counts_a_meeting_of_the_day_in_a_run() -> None:
    """In a row: the last meeting held counts, also on its own day."""
    rules = SubstituteRules(same_person=1, same_person_window=IN_A_ROW)
    tom = past((1, CYRUS), (2, DEE), (4, DEE)).people[0]
    (record,) = substitute_records([tom], rules, past((1, DEE)).held, weeks_ago(1))
    assert (len(record.times), record.left) == (2, -1)
