"""The scores of the sample chapter and of small ones: what is counted, what is left out, and the files."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction

import pytest

from leadsroom.acts.chapter.commands import SetScorecard
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.leads.commands import PassLead
from leadsroom.acts.people.commands import AddMember, EndMembership, MemberSheet
from leadsroom.domain.health.chapter.growth import Stay
from leadsroom.domain.health.figures import Figures
from leadsroom.domain.health.scorecards.card import Of
from leadsroom.domain.health.scorecards.presets import preset, text_of
from leadsroom.domain.health.scorecards.scoring import Spans
from leadsroom.domain.health.scorecards.values import (
    JOINED_LATER,
    NO_ONE_TO_ONE,
    NO_PLACE,
    NO_TRAINING,
    NOT_BEGUN,
    NOT_MARKED,
    OnRecord,
    member_values,
    spans_of,
)
from leadsroom.domain.ids import MembershipId, PersonId
from leadsroom.domain.leads.dollars import DollarSum
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import full_day
from leadsroom.errors import Refused
from leadsroom.exchange.health.wanted import Wanted
from leadsroom.exchange.health.write import write_health
from leadsroom.store import tables as t
from leadsroom.store.read.people.roster import members_ever_in
from leadsroom.store.reading import Reading
from leadsroom.store.store import Store
from leadsroom.views.health.figures import figures
from leadsroom.views.health.scores import MemberScore, by_total, left_out_of, scores, scores_on_screen
from tests.databases import ON_BOTH
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.past_meetings import hold, people_of
from tests.sample import SAMPLE_NOW, sample_chapter

ALL = OnRecord(training=True, one_to_ones=True, currency="GBP")
WINDOW = Period(date(2026, 6, 1), date(2026, 11, 30))


def _why(figures: Figures, on_record: OnRecord = ALL) -> dict[str, str]:
    values = member_values(preset("uk-2012"), figures, on_record) | member_values(
        preset("hong-kong-2025"), figures, on_record
    )
    return {key: value.why for key, value in values.items() if value.number is None}


def test_what_was_never_recorded_has_no_number() -> None:
    """No training and no one-to-one of anybody, no mark, no place: none of these is a zero."""
    marked = Figures(meetings=3, present=3, currency="GBP")
    money = {"closed_business": "its steps are in HKD, and the chapter's money is GBP"}
    assert _why(marked) == money
    nothing = OnRecord(training=False, one_to_ones=False, currency="GBP")
    assert _why(marked, nothing) == money | {"training": NO_TRAINING, "one_to_ones": NO_ONE_TO_ONE}
    assert _why(Figures(meetings=3, unmarked=3)) == money | {"absences": NOT_MARKED, "late": NOT_MARKED}
    assert _why(Figures()) == money | {"absences": NO_PLACE, "late": NO_PLACE}


def test_dollars_are_those_of_the_chapters_money_to_their_credit() -> None:
    """In major units; nothing is converted, and nothing of another currency is counted."""
    sums = (DollarSum("EUR", 999_00), DollarSum("GBP", 1_000_00, 250_50, 3_00))
    found = member_values(preset("uk-2012"), Figures(credited=sums, reported=()), ALL)
    assert found["closed_business"].number == Fraction("1253.5")


@pytest.mark.parametrize(
    ("since", "meetings", "weeks", "months"),
    [
        (date(2026, 1, 1), 4, 26, Fraction(6)),
        (date(2026, 6, 1), 4, 26, Fraction(6)),
        (date(2026, 11, 24), 1, 1, Fraction(7 * 6, 183)),
        (date(2026, 11, 25), 1, 0, Fraction(6 * 6, 183)),
        (date(2026, 11, 30), 0, 0, Fraction(6, 183)),
        (date(2026, 12, 9), 0, 0, Fraction(0)),
    ],
)
def test_a_newcomer_is_scored_over_their_own_weeks(
    since: date, meetings: int, weeks: int, months: Fraction
) -> None:
    """By the calendar or by meetings, from the day of joining on."""
    found = stay_days((since, None))
    assert spans_of(preset("taiwan-2025"), WINDOW.last, found, MET) == Spans(
        meetings, Fraction(weeks), months
    )
    assert spans_of(preset("uk-2012"), WINDOW.last, found, MET) == Spans(meetings, Fraction(meetings), months)


MET = [date(2026, 6, 3), date(2026, 6, 10), date(2026, 11, 18), date(2026, 11, 25)]


def stay_days(*stays: tuple[date | None, date | None], window: Period = WINDOW) -> set[int]:
    """The days of a window on which somebody was a member, by these memberships."""
    found = (Stay(PersonId(1), "", since, until, until is not None) for since, until in stays)
    return {day for stay in found for day in stay.days_in(window)}


def test_who_left_and_came_back_is_scored_over_both_memberships() -> None:
    """What they gave in both is counted, so the weeks of both are what it is divided by."""
    both = stay_days((None, date(2026, 6, 9)), (date(2026, 11, 25), None))
    assert spans_of(preset("uk-2012"), WINDOW.last, both, MET).weeks == 2
    assert spans_of(preset("taiwan-2025"), WINDOW.last, both, MET).weeks == (9 + 6) // 7
    twice = stay_days((None, None), (date(2026, 6, 1), None))  # two entries of one person
    assert len(twice) == 183


@pytest.mark.parametrize("last", [date(2026, 6, 30), date(2027, 2, 28), date(2024, 2, 29), date(2026, 8, 31)])
def test_every_half_year_has_26_weeks_by_the_calendar(last: date) -> None:
    """Two one-to-ones a week are 52 in it, of 181 days as of 184; who joined on its second day has 25."""
    card = preset("taiwan-2025")
    window = card.window(last)
    assert spans_of(card, last, stay_days((None, None), window=window), []).weeks == 26
    later = stay_days((window.first + timedelta(days=1), None), window=window)
    assert spans_of(card, last, later, []).weeks == len(later) // 7


def test_a_record_that_begins_within_the_window_has_fewer_months() -> None:
    """Two months on record of six are two months, and not six."""
    begun = Period(date(2026, 10, 1), WINDOW.last)
    days = stay_days((None, None), window=begun)
    for name in ("uk-2012", "taiwan-2025"):
        assert spans_of(preset(name), WINDOW.last, days, MET).months == Fraction(6 * 61, 183)


# On record


@pytest.fixture
def desk(demo_store: Store) -> SyncDesk:
    """The desk of the sample chapter."""
    return SyncDesk(demo_store, sample_chapter(demo_store).id, SetClock(SAMPLE_NOW), "home")


def _totals(desk: SyncDesk) -> dict[str, str]:
    return {one.person.name: one.scored.score.total_words for one in desk.read(scores).members}


def test_the_sample_is_scored_by_the_usual_scorecard(desk: SyncDesk) -> None:
    """Everybody who holds a seat, and the newcomer over his own thirteen weeks."""
    found = desk.read(scores)
    assert (found.over.preset, found.over.is_usual, found.over.meetings) == ("hong-kong-2025", True, 26)
    assert found.over.is_of_elsewhere  # the chapter is in the US
    assert found.over.period == Period(date(2026, 5, 19), date(2026, 11, 18))
    totals = _totals(desk)
    assert len(totals) == 18
    assert totals["Maria Lopez"] == "45 of 75"
    assert totals["Ruth Abara"] == "5 of 75"
    (new,) = [one for one in found.members if one.joined_on is not None]
    assert (new.person.name, new.joined_on, new.scored.spans.weeks) == (
        "Jonas Weiss",
        date(2026, 8, 19),
        Fraction(13),
    )
    assert found.of_chapter.score.total_words == "40 of 105"


def test_what_is_scored_is_what_all_pages_count(desk: SyncDesk) -> None:
    """Of everybody the same absences, leads, visitors and one-to-ones as in the review of these days."""
    found = desk.read(scores)
    same = desk.read(figures, found.over.period)
    for one in found.members:
        mine = same.of(one.person.id)
        counts = {each.measure.key: each.value.number for each in one.scored.score.measures}
        expected = (mine.absent, mine.late, mine.given, mine.visitors, mine.one_to_ones)
        for key, number in zip(
            ("absences", "late", "leads", "visitors", "one_to_ones"), expected, strict=True
        ):
            assert counts[key] == number
    of_chapter = {each.measure.key: each for each in found.of_chapter.score.measures}
    assert of_chapter["leads"].value.number == sum(each.figures.given for each in same.members)
    assert of_chapter["visitors"].value.number == same.total.visitors
    assert of_chapter["absences"].value.behind.startswith(f"{same.total.absent} of ")
    assert of_chapter["size"].value.number == len(found.members)


def test_who_joined_after_a_window_that_is_over_is_not_scored(desk: SyncDesk) -> None:
    """A zero would be one of days on which they were no member."""
    text = text_of("hong-kong-2025").replace('kind = "rolling"', 'kind = "completed"')
    desk.do(SetScorecard(Of.MEMBERS, text.replace("months = 6", "months = 1")))
    found = desk.read(scores)
    assert found.over.period == Period(date(2026, 10, 1), date(2026, 10, 31))
    clock = SetClock(SAMPLE_NOW.replace(month=8, day=31))
    before = SyncDesk(desk.store, found.chapter.id, clock, "home").read(scores)
    assert before.over.period == Period(date(2026, 7, 1), date(2026, 7, 31))
    (jonas,) = [one for one in before.members if one.person.name == "Jonas Weiss"]
    assert jonas.scored.score.total_words == "–"
    assert left_out_of(jonas.scored).endswith(f"{JOINED_LATER}.")
    assert jonas.scored.score.band_words == ""


def test_another_scorecard_scores_at_once(desk: SyncDesk) -> None:
    """Of members and of the chapter; one in the chapter's money scores its dollars."""
    own = text_of("india-2025").replace("INR", "USD").replace("00000", "")
    desk.do(SetScorecard(Of.MEMBERS, own))
    found = desk.read(scores)
    assert (found.over.preset, found.over.is_usual) == ("", False)
    assert {one.scored.score.of for one in found.members} == {85}  # no training is on record
    desk.do(SetScorecard(Of.MEMBERS, text_of("india-2025")))
    assert desk.read(scores).over.preset == "india-2025"


def test_totals_are_sorted_with_ties_in_the_order_of_the_roster(desk: SyncDesk) -> None:
    """Nobody wonders why one stands above another."""
    members = desk.read(scores).members
    places = {one.person.id: place for place, one in enumerate(members)}
    order = [(-one.scored.score.points, places[one.person.id]) for one in by_total(members)]
    assert order == sorted(order)


@ON_BOTH
def test_no_screen_shows_scores_while_a_meeting_goes_on(store: Store) -> None:
    """The room could see it: the page says so in a sentence, and has nothing to show."""
    chapter, clock = found_chapter(store), SetClock()
    desk = SyncDesk(store, chapter.id, clock, "home")
    before = desk.read(scores_on_screen)
    assert (before.why_not, before.scores is None) == ("", False)
    table = Table.lay(store, chapter, clock)
    assert desk.read(scores_on_screen).scores is not None  # it is planned, and has not begun
    table.go()
    live = desk.read(scores_on_screen)
    assert live.scores is None
    assert live.why_not.startswith("No scores are shown while a meeting goes on")
    table.go_to_end()
    assert desk.read(scores_on_screen).scores is not None


def test_a_scorecard_that_cannot_be_read_any_more_leaves_its_page_open(desk: SyncDesk) -> None:
    """The page says what is wrong with it, and has another one chosen."""
    with desk.store.writing(desk.read(scores_on_screen).chapter.id) as unit:
        unit.update(t.chapter, desk.read(scores_on_screen).chapter.id, member_scorecard='name = "Ours"')
    found = desk.read(scores_on_screen)
    assert (found.scores, found.is_live) == (None, False)
    assert found.why_not.startswith("The scorecard has no measure.")
    desk.do(SetScorecard(Of.MEMBERS, "", found.texts.member_scorecard))
    assert desk.read(scores_on_screen).scores is not None


@ON_BOTH
def test_what_a_newcomer_gave_as_a_visitor_is_of_none_of_their_weeks(store: Store) -> None:
    """One lead before they joined and one since: one lead at one meeting."""
    chapter, clock = found_chapter(store), SetClock()
    today = clock.now().date()
    for days in (70, 5):
        hold(store, chapter, today - timedelta(days=days), {})
    desk = SyncDesk(store, chapter.id, clock, "home")
    desk.do(
        AddMember(MemberSheet(name="Ida Berg", profession="Dentist", joined_on=today - timedelta(days=8)))
    )
    people = people_of(store, chapter)
    for days in (40, 3):
        past = SyncDesk(store, chapter.id, SetClock(clock.now() - timedelta(days=days)), "home")
        slip = Slip(f"Jane {days}", f"+141555501{days:02}", "", "a new roof", expecting_call=True)
        past.do(PassLead(people["Ida Berg"], people["Ann Chu"], slip))
    ida = _named(desk, "Ida Berg")
    measures = {each.measure.key: each for each in ida.scored.score.measures}
    assert ida.since_words == f"new, scored since {full_day(today - timedelta(days=8))}"
    assert (measures["leads"].value.number, ida.scored.spans.meetings) == (Fraction(1), 1)


@ON_BOTH
def test_an_application_that_came_to_nothing_is_no_member_who_left(store: Store) -> None:
    """Neither the chapter's score nor its figures have lost anybody by it."""
    chapter, clock = found_chapter(store), SetClock()
    desk = SyncDesk(store, chapter.id, clock, "home")
    hold(store, chapter, clock.now().date() - timedelta(days=200), {})
    sheet = MemberSheet(name="Ida Berg", profession="Dentist", status=MembershipStatus.APPLICANT)
    applied = desk.do(AddMember(sheet)).subject
    assert applied is not None
    clock.pass_by(days=1)
    desk.do(EndMembership(MembershipId(applied)))
    of_chapter = {each.measure.key: each.value for each in desk.read(scores).of_chapter.score.measures}
    assert of_chapter["net_growth"].number == 0
    assert of_chapter["retention"].behind == "6 of 6 members"
    with store.reading() as connection:
        assert len(members_ever_in(connection, chapter.id)) == 6


@ON_BOTH
def test_a_chapter_without_meetings_is_scored_as_far_as_it_can_be(store: Store) -> None:
    """Nothing is divided by no week, and no share is of no case."""
    desk = SyncDesk(store, found_chapter(store).id, SetClock(), "home")
    found = desk.read(scores)
    assert {one.scored.score.total_words for one in found.members} == {"–"}
    assert {left_out_of(one.scored).rpartition(", ")[2] for one in found.members} == {f"{NOT_BEGUN}."}
    assert [each.measure.key for each in found.of_chapter.score.left_out] == [
        "retention",
        "leads",
        "visitors",
        "visitors_joined",
        "absences",
    ]
    for format in ("text", "csv", "json", "html"):
        assert _write(desk, format)


# Files


def _write(desk: SyncDesk, format: str, member: PersonId | None = None) -> str:
    def write(reading: Reading) -> bytes:
        period = Period(reading.today - timedelta(days=1), reading.today)
        return write_health(reading, "scores", Wanted(period=period, format=format, member=member))

    return desk.read(write).decode("utf-8")


def _named(desk: SyncDesk, name: str) -> MemberScore:
    return next(one for one in desk.read(scores).members if one.person.name == name)


@pytest.mark.parametrize("format", ["text", "md", "html", "csv", "json"])
@pytest.mark.parametrize("member", ["", "Paul Whitfield"])
def test_every_file_prints_each_threshold_and_its_source(desk: SyncDesk, format: str, member: str) -> None:
    """Without them a score says nothing."""
    text = _write(desk, format, _named(desk, member).person.id if member else None)
    assert "public code of a chapter in Hong Kong, 2025-26" in text
    limits = ["0.75", "1.5", "500,000" if format != "json" else "500000", "0.25"]
    assert [limit for limit in limits if limit not in text] == []
    assert "yellow" in text


def test_the_files_say_what_the_page_says(desk: SyncDesk) -> None:
    """Of every member and measure the same points in CSV, JSON and text."""
    found = desk.read(scores)
    data = json.loads(_write(desk, "json"))
    rows, text = [line.split(",") for line in _write(desk, "csv").splitlines()], _write(desk, "text")
    for one, line in zip(by_total(found.members), data["members"]["scores"], strict=True):
        assert (line["member"], line["points"]) == (one.person.name, one.scored.score.points)
        assert [each["points"] for each in line["measures"]] == [
            each.points for each in one.scored.score.measures
        ]
        mine = [row for row in rows if row[0] == one.person.name]
        assert [row[9] for row in mine] == [
            "" if each.points is None else str(each.points) for each in one.scored.score.measures
        ]
        assert f"{one.person.name}: {one.scored.score.total_words}" in text


def test_a_sheet_for_one_member_names_nobody_else(desk: SyncDesk) -> None:
    """A member's own score is theirs."""
    text = _write(desk, "text", _named(desk, "Paul Whitfield").person.id)
    assert "Paul Whitfield" in text
    assert [name for name in _totals(desk) if name in text] == ["Paul Whitfield"]
    assert json.loads(_write(desk, "json", _named(desk, "Ann Chu").person.id))["of_chapter"] is None


def test_only_who_holds_a_seat_is_scored(desk: SyncDesk) -> None:
    """Somebody who has left, or a visitor, is refused in a sentence."""
    with pytest.raises(Refused, match="Only members who hold a seat are scored"):
        _write(desk, "text", PersonId(10**6))


@pytest.fixture
def hostile(desk: SyncDesk) -> SyncDesk:
    """A scorecard whose texts are full of signs."""
    text = text_of("own").replace("Our own", "[/] <b>Ours</b>").replace('"green"', '"[Anna]"')
    desk.do(SetScorecard(Of.MEMBERS, text))
    return desk


def test_hostile_texts_stay_as_typed(hostile: SyncDesk) -> None:
    """In a page as in a text."""
    assert "[/] <b>Ours</b>" in _write(hostile, "text")
    assert "[/] &lt;b&gt;Ours&lt;/b&gt;" in _write(hostile, "html")
    assert "[Anna] from 70" in _write(hostile, "html")
