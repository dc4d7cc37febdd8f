"""The sample chapter: believable, harmless, the same every time, and quickly there."""

from __future__ import annotations

import re
import stat
from collections import Counter
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from leadsroom.acts.desk import SyncDesk
from leadsroom.demo import season
from leadsroom.demo.cache import demo_database
from leadsroom.demo.people import DEE, KEIKO, PAUL, SAMIR, TOMAS, VINCE
from leadsroom.demo.season import fill_demo
from leadsroom.demo.sitting import Sitting
from leadsroom.domain.journal import EntryKind
from leadsroom.domain.leads.lead import standing_of
from leadsroom.domain.leads.lead_list import Waits, waits_for
from leadsroom.domain.meeting.agenda_progress import GoKind, behind_in_words, next_act, project
from leadsroom.domain.meeting.snapshot import MeetingState, Snapshot
from leadsroom.domain.people.attendance import Became, Mark
from leadsroom.store import tables as t
from leadsroom.store.read.leads import leads_since, paid_for_lead, updates_of_lead
from leadsroom.store.store import Store, open_store
from leadsroom.views.people import visitors
from tests.desks import meeting_to_run
from tests.harborview import SetClock
from tests.sample import SAMPLE_NOW, closed_snapshots, sample_chapter, write_sample
from tests.seen import meeting_snapshot


def _rows(store: Store, table: str) -> list[dict[str, Any]]:
    of = t.metadata.tables[table]
    with store.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(select(of).order_by(*of.primary_key))]


def test_thirty_meetings_are_closed_and_one_is_about_to_start(demo_store: Store) -> None:
    """A season of weekly meetings ends a week before the one of today, which eighteen are expected at."""
    rows = _rows(demo_store, "meeting")
    assert Counter(row["state"] for row in rows) == {"closed": 30, "planned": 1}
    gaps = {after["on_date"] - before["on_date"] for before, after in pairwise(rows)}
    assert gaps == {timedelta(weeks=1)}
    active = [row for row in _rows(demo_store, "membership") if row["status"] == "active"]
    assert len(active) == 18
    assert sorted(row["seat"] for row in active) == list(range(1, 19))


def test_enter_starts_todays_meeting_on_time(demo_store: Store) -> None:
    """The meeting that opens is today's; the key starts it, and it stands on time."""
    meeting_id = meeting_to_run(demo_store, sample_chapter(demo_store), SAMPLE_NOW)
    seen = meeting_snapshot(demo_store, meeting_id)
    assert seen.meeting.state is MeetingState.PLANNED
    assert len(seen.attendees) == 18
    assert next_act(seen).kind is GoKind.START_MEETING
    assert seen.meeting.starts_at.minute % 5 == 0
    assert behind_in_words(project(seen, SAMPLE_NOW)) == "on time"
    assert seen.open_leads


@pytest.mark.parametrize("seconds", [0, 1, 79, 81, 299, 40_000])
def test_it_is_on_time_whenever_the_demo_is_opened(demo_store: Store, seconds: int) -> None:
    """At any second the meeting is about to start, or began so lately that it is not behind."""
    now = SAMPLE_NOW.replace(minute=0, second=0) - timedelta(hours=3) + timedelta(seconds=seconds)
    sample = sample_chapter(demo_store)
    season.start_soon(demo_store, sample, now)
    seen = meeting_snapshot(demo_store, meeting_to_run(demo_store, sample, now))
    assert behind_in_words(project(seen, now)) == "on time"
    assert timedelta(seconds=-81) < seen.meeting.starts_at - now < timedelta(minutes=4)


def test_nobody_can_be_called_or_written_to(demo_store: Store) -> None:
    """Every telephone number is 555-01xx, every email address ends in .example."""
    people, leads = _rows(demo_store, "person"), _rows(demo_store, "lead")
    phones = [row["phone"] for row in (*people, *leads) if row["phone"]]
    typed = [row["phone_typed"] for row in (*people, *leads) if row["phone_typed"]]
    assert len(phones) > 400
    assert all(re.fullmatch(r"\+1\d{3}55501\d\d", phone) for phone in phones)
    assert all(re.fullmatch(r"\(\d{3}\) 555-01\d\d", phone) for phone in typed)
    mails = [row["email"] for row in people if row["email"]]
    assert len(mails) == 41
    assert all(re.fullmatch(r"\w+@\w+\.example", email) for email in mails)


def test_the_season_is_a_believable_one(demo_store: Store) -> None:
    """Figures lie where groups of this size have them: leads, attendance, substitutes, visitors, dollars."""
    leads, marks = _rows(demo_store, "lead"), Counter(r["mark"] for r in _rows(demo_store, "attendance"))
    assert 2 < len(leads) / 18 / (30 * 7 / 30.4) < 5  # a member, a month
    assert 0.1 < sum(1 for lead in leads if lead["expecting_call"] is not True) / len(leads) < 0.35
    assert sum(1 for lead in leads if lead["inside"]) > 20
    assert marks["P"] / (sum(marks.values()) - marks[None]) > 0.8
    assert all(marks[mark.value] >= 3 for mark in Mark)
    visits = Counter(row["person_id"] for row in _rows(demo_store, "visit"))
    assert {1, 2} <= set(visits.values())
    business = _rows(demo_store, "closed_business")
    assert sum(1 for row in business if row["amount_minor"]) > 50
    assert sum(1 for row in business if not row["amount_minor"]) > 5
    assert len(_rows(demo_store, "testimonial")) > 30


def test_one_person_stands_in_suspiciously_often(demo_store: Store) -> None:
    """The known abuse is there to be found: one substitute for many members."""
    seats = [row for row in _rows(demo_store, "attendance") if row["substitute_id"]]
    (often, times), (_, next_often) = Counter(row["substitute_id"] for row in seats).most_common(2)
    assert times > 2 * next_often
    assert len({row["member_id"] for row in seats if row["substitute_id"] == often}) >= 5


def test_there_are_zeros(demo_store: Store) -> None:
    """One member received nothing all season, and one has given nothing for months."""
    ids = {row["name"]: row["id"] for row in _rows(demo_store, "person")}
    leads = _rows(demo_store, "lead")
    assert not [lead for lead in leads if lead["receiver_id"] == ids[KEIKO]]
    last_months = SAMPLE_NOW - timedelta(weeks=20)
    assert not [x for x in leads if x["giver_id"] == ids[PAUL] and x["passed_at"] > last_months]


def test_a_lead_travels_around_the_room(demo_store: Store) -> None:
    """From the divorce lawyer to the estate agent, the mover and the painter, each from the one before."""
    leads = {row["id"]: row for row in _rows(demo_store, "lead")}
    names = {row["id"]: row["name"] for row in _rows(demo_store, "person")}
    lead = [row for row in leads.values() if row["prospect"] == "Karen Whitmore"][-1]
    path = [names[lead["receiver_id"]]]
    while lead["from_lead_id"]:
        lead = leads[lead["from_lead_id"]]
        path.append(names[lead["receiver_id"]])
    assert path == [TOMAS, VINCE, SAMIR, DEE]
    assert sum(1 for row in leads.values() if row["from_lead_id"]) > 20


def test_dollars_come_weeks_after_their_lead(demo_store: Store) -> None:
    """Every report is about an earlier lead of the one who reports, to the credit of who gave it."""
    leads = {row["id"]: row for row in _rows(demo_store, "lead")}
    for row in _rows(demo_store, "closed_business"):
        lead = leads[row["lead_id"]]
        assert (lead["receiver_id"], lead["giver_id"]) == (row["reported_by_id"], row["credited_to_id"])
        assert row["at"] - lead["passed_at"] > timedelta(days=6 if not row["amount_minor"] else 13)
        assert lead["thanked"]
        assert lead["state"] == "closed" or not row["amount_minor"]


def test_what_becomes_of_leads_is_told(demo_store: Store) -> None:
    """Most leads get their words, of every kind; where each stands is what its words and dollars say."""
    words = _rows(demo_store, "lead_update")
    assert {row["word"] for row in words} >= {
        "contacted",
        "working",
        "not needed",
        "bad lead",
        "outside my line",
    }
    assert sum(1 for row in words if row["thanked"]) > 150
    assert all(row["note"] for row in words if row["word"] == "bad lead")
    leads = _rows(demo_store, "lead")
    assert len({row["lead_id"] for row in words}) > len(leads) * 0.8
    with demo_store.reading() as connection:
        for lead in leads[::7]:
            which = (lead["chapter_id"], lead["id"])
            stands = standing_of(updates_of_lead(connection, *which), paid_for_lead(connection, *which))
            assert (stands.state.value, stands.thanked) == (lead["state"], lead["thanked"])


def test_slips_are_as_varied_as_real_ones(demo_store: Store) -> None:
    """Some say more than they must, some are completed a week later, some answer what was asked for."""
    leads = _rows(demo_store, "lead")
    for column in ("company", "when_likely", "knows_caller", "address", "email", "note", "answers_id"):
        assert 5 < sum(1 for lead in leads if lead[column]) < len(leads) / 2, column
    assert {lead["who_calls"] for lead in leads} == {"receiver", "prospect", "giver"}
    assert [x for x in leads if x["lead_since"] and x["lead_since"] - x["passed_at"] > timedelta(days=6)]
    assert all(lead["email"].endswith(".example") for lead in leads if lead["email"])
    assert 50 < sum(1 for turn in _rows(demo_store, "turn") if turn["nothing_today"]) < 250


def test_one_prospect_is_needed_by_three(demo_store: Store) -> None:
    """A family of leads from one breath, and a lead that was paid for in two parts."""
    family = [lead for lead in _rows(demo_store, "lead") if lead["prospect"] == "Eleanor Voss"]
    first, *others = family
    assert {lead["family_id"] for lead in others} == {first["id"]}
    in_one_breath = [lead for lead in family if lead["passed_at"] == first["passed_at"]]
    assert len({lead["receiver_id"] for lead in in_one_breath}) == len(in_one_breath) == 3
    paid = Counter(row["lead_id"] for row in _rows(demo_store, "closed_business") if row["amount_minor"])
    assert 2 in paid.values()


def test_a_figure_was_corrected_the_next_morning(demo_store: Store) -> None:
    """The last meeting's minutes have a correction to show, and the lead it is about still agrees."""
    (corrected,) = [row for row in _rows(demo_store, "closed_business") if row["corrected_at"]]
    last = closed_snapshots(demo_store)[0]
    assert last.meeting.ended_at is not None
    assert corrected["meeting_id"] == last.meeting.id
    assert corrected["corrected_at"] > last.meeting.ended_at


def test_home_has_something_to_remind_of_and_not_too_much(demo_store: Store) -> None:
    """A few leads past their 24 hours, some awaiting word, a few to be looked at again, a stale one."""
    sample = sample_chapter(demo_store)
    with demo_store.reading() as connection:
        leads = leads_since(connection, sample.id, SAMPLE_NOW - timedelta(weeks=60))
    waits = Counter(waits_for(lead, SAMPLE_NOW, sample.today(SAMPLE_NOW)) for lead in leads)
    assert 2 <= waits[Waits.LATE] <= 9
    assert 2 <= waits[Waits.WORD] <= 9
    assert 1 <= waits[Waits.FOLLOW_UP] <= 5
    assert 1 <= waits[Waits.STALE] <= 2


def test_every_page_has_something_to_show(demo_store: Store) -> None:
    """Second slips that do not count, checks of slips, speakers of four weeks, visitors to follow up."""
    assert sum(row["same_as_id"] is not None for row in _rows(demo_store, "lead")) == 3
    checks = _rows(demo_store, "slip_check")
    assert 20 < len(checks) <= 60
    assert 0 < sum(not row["expecting"] for row in checks) < len(checks) / 3
    assert len(_rows(demo_store, "talk")) == 4
    desk = SyncDesk(demo_store, sample_chapter(demo_store).id, SetClock(SAMPLE_NOW), "home")
    seen = desk.read(visitors)
    assert 1 <= len(seen.due) <= 6
    assert {visitor.last.became for visitor in seen.others} > {Became.NOT_INTERESTED, Became.COMES_AGAIN}
    assert sum(visitor.person.may_write is True for visitor in seen.visitors) > len(seen.visitors) / 2


def test_the_clocks_of_every_meeting_are_whole(demo_store: Store) -> None:
    """Steps follow one another without gap; nothing runs any more; pauses, added time, overtime all occur."""
    for meeting in closed_snapshots(demo_store):
        begun = [step.clock for step in meeting.steps if step.clock.started_at]
        assert begun[0].started_at == meeting.meeting.started_at
        assert begun[-1].ended_at == meeting.meeting.ended_at
        assert all(a.ended_at == b.started_at for a, b in pairwise(begun))
        assert all(turn.outcome for turn in meeting.turns)
    turns = [turn.clock for meeting in closed_snapshots(demo_store) for turn in meeting.turns]
    assert any(clock.paused_for for clock in turns)
    assert any(clock.added for clock in turns)
    assert any(clock.over(SAMPLE_NOW) for clock in turns)


def test_the_journal_tells_every_meeting(demo_store: Store) -> None:
    """Meetings were held by commands: each has its entries, from the start to the close, undoing included."""
    kinds = set()
    for meeting in closed_snapshots(demo_store):
        assert meeting.journal[0].what.startswith("Meeting started")
        (closing,) = [entry for entry in meeting.journal if entry.at == meeting.meeting.ended_at][-1:]
        assert closing.what.endswith("Meeting closed")
        assert sorted(entry.at for entry in meeting.journal) == [entry.at for entry in meeting.journal]
        kinds |= {entry.kind for entry in meeting.journal}
    assert kinds == set(EntryKind)


def test_members_come_and_go(demo_store: Store) -> None:
    """One member has left, and one joined after two visits and gives leads since."""
    ended = [row for row in _rows(demo_store, "membership") if row["status"] == "ended"]
    assert len(ended) == 1
    visitors = {row["person_id"] for row in _rows(demo_store, "visit")}
    (joined,) = [row for row in _rows(demo_store, "membership") if row["person_id"] in visitors]
    assert [x for x in _rows(demo_store, "lead") if x["giver_id"] == joined["person_id"]]


def test_the_picture_kept_while_writing_is_the_rows(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the commands were shown at the end of a meeting is what the database holds."""
    seen: list[Snapshot] = []

    class Watched(Sitting):
        def hold(self) -> None:
            super().hold()
            seen.append(self.picture)

    monkeypatch.setattr(season, "Sitting", Watched)
    season.write_season(sqlite_store, SAMPLE_NOW, weeks=3)
    for picture in seen:
        real = meeting_snapshot(sqlite_store, picture.meeting.id)
        for part in ("meeting", "steps", "turns", "attendees", "visits"):
            assert getattr(picture, part) == getattr(real, part), part
        assert picture.people.items() <= real.people.items()  # who applied since is known by now


@pytest.mark.soak
def test_two_seasons_of_one_date_are_equal(sample_file: str, sqlite_place: str) -> None:
    """Row by row, but for the ids of the commands given at the office."""
    write_sample(sqlite_place)
    first, second = open_store(sample_file), open_store(sqlite_place)
    for table in t.metadata.tables:
        for one, other in zip(_rows(first, table), _rows(second, table), strict=True):
            if table == "chapter" or (table == "journal" and one["meeting_id"] is None):
                del one["command_id"], other["command_id"]
            for name, _, *images in (*one.get("rows", ()), *other.get("rows", ())):
                for image in images if name == "chapter" else ():
                    (image or {}).pop("command_id", None)
            assert one == other


def test_a_chapter_elsewhere_keeps_its_own_time(store: Store) -> None:
    """On each engine: in Auckland it is tomorrow already, and they meet at seven there."""
    sample = fill_demo(store, SAMPLE_NOW, "Pacific/Auckland", weeks=2)
    assert (sample.weekday, sample.timezone) == (3, "Pacific/Auckland")
    first = closed_snapshots(store)[-1].meeting
    assert sample.local(first.starts_at).hour == 7
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(t.lead)).scalar_one() > 10


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of one's own, temporary folders of one's own, and a season that is quickly written."""
    folder = tmp_path / "cache"
    monkeypatch.setattr("leadsroom.demo.cache.cache_folder", lambda: folder)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("leadsroom.demo.cache.write_season", partial(season.write_season, weeks=1))
    monkeypatch.setattr("leadsroom.demo.cache.timezone_here", lambda: season.TIMEZONE)
    return folder


def _cached_files(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.glob("*.db*"))


def test_the_second_visit_is_a_copy_of_the_first(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The season is written once; each visit has a database of its own, at its own time."""
    first = demo_database(SAMPLE_NOW)
    monkeypatch.setattr("leadsroom.demo.cache.write_season", None)
    second = demo_database(SAMPLE_NOW + timedelta(hours=1))
    assert first != second
    starts = []
    for place in (first, second):
        store = open_store(place)
        rows = _rows(store, "meeting")
        assert len(rows) == 2
        starts.append(rows[-1]["starts_at"])
        store.close()
    assert starts[1] - starts[0] == timedelta(hours=1)


def test_without_a_zone_of_its_own_the_chapter_meets_where_the_machine_is(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Berlin it is a Berlin chapter; a machine that keeps to UTC gets one in California."""
    for here, expected in (("Europe/Berlin", "Europe/Berlin"), ("UTC", season.TIMEZONE)):
        monkeypatch.setattr("leadsroom.demo.cache.timezone_here", lambda here=here: here)
        store = open_store(demo_database(SAMPLE_NOW))
        assert sample_chapter(store).timezone == expected
        store.close()


def test_only_the_days_season_is_kept(cache: Path) -> None:
    """Another day's season replaces the one before; nothing half-written stays."""
    demo_database(SAMPLE_NOW)
    (before,) = _cached_files(cache)
    demo_database(SAMPLE_NOW + timedelta(days=1))
    (after,) = _cached_files(cache)
    assert before != after
    assert "2026-11-19" in after


def test_a_visit_is_private(cache: Path) -> None:
    """Neither the copy nor what is kept can be read by anybody else."""
    place = Path(demo_database(SAMPLE_NOW))
    again = Path(demo_database(SAMPLE_NOW))
    for path in (place, again, *cache.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_without_a_cache_folder_the_demo_still_opens(cache: Path) -> None:
    """A file in the way of the cache folder costs time, not the demo."""
    cache.write_text("in the way")
    store = open_store(demo_database(SAMPLE_NOW))
    assert len(_rows(store, "meeting")) == 2
    store.close()
