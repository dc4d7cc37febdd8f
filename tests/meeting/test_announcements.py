"""Announcements: made, corrected, withdrawn and undone; in the record, the review and both minutes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from leadsroom.acts.command import Redo, Undo
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.meeting.commands import MakeAnnouncement, Withdraw
from leadsroom.acts.meeting.planning import plan_meeting
from leadsroom.domain.ids import AnnouncementId, PersonId
from leadsroom.domain.meeting.record_kinds import ANNOUNCEMENT, Announcement, record_lines
from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.exchange.minutes.formats import write_minutes
from leadsroom.views.meeting.summary import summarise
from tests.databases import ON_BOTH
from tests.desks import desk_at
from tests.harborview import SetClock
from tests.meeting.table import Table, rebuilt

WORDS = "The hall is closed in May."


def announcements(seen: Snapshot) -> tuple[Announcement, ...]:
    """Those of a picture."""
    return tuple(ANNOUNCEMENT.entries(seen))


def _by_ann(table: Table, words: str = WORDS, **values: Any) -> MakeAnnouncement:
    return MakeAnnouncement(by_id=table.person("Ann Chu"), words=words, **values)


def _shown(table: Table, seen: Snapshot) -> Snapshot:
    """A picture that followed an act, which is the one that the rows alone make."""
    assert seen == rebuilt(table.store, table.meeting_id)
    return seen


def test_an_announcement_is_made_and_undone(table: Table) -> None:
    """It is on record with its moment; undo leaves no row, and redo brings it back as it was."""
    table.go()
    table.clock.pass_by(seconds=3)
    before = table.rows()
    seen = _shown(table, table.do(_by_ann(table, f"  {WORDS} ")))
    (announcement,) = announcements(seen)
    assert (seen.name(announcement.by_id), announcement.words, announcement.at) == (
        "Ann Chu",
        WORDS,
        table.clock.now(),
    )
    assert (seen.journal[-1].act, seen.journal[-1].what) == (
        "MakeAnnouncement",
        f"Announcement by Ann Chu: {WORDS}",
    )
    after = table.rows()
    assert announcements(_shown(table, table.do(Undo()))) == ()
    assert table.rows() == before
    assert announcements(_shown(table, table.do(Redo()))) == (announcement,)
    assert table.rows() == after


def test_doing_it_twice_does_it_once(table: Table) -> None:
    """A second press of one command is no second announcement."""
    command = _by_ann(table)
    table.do(command)
    assert len(announcements(table.do(command))) == 1


@ON_BOTH
def test_an_announcement_is_corrected_and_withdrawn(table: Table) -> None:
    """Who and what are written again in the same entry; a correction of nothing leaves no mark."""
    (announcement,) = announcements(table.do(_by_ann(table)))
    trail = table.trail()
    assert announcements(table.do(_by_ann(table, corrects=announcement.id))) == (announcement,)
    assert table.trail() == trail
    dee = table.person("Dee Fox")
    seen = _shown(table, table.do(MakeAnnouncement(by_id=dee, words="In June.", corrects=announcement.id)))
    assert [(x.id, x.by_id, x.words, x.corrected_at) for x in announcements(seen)] == [
        (announcement.id, dee, "In June.", None)
    ]
    gone = _shown(table, table.do(Withdraw(ANNOUNCEMENT.table, announcement.id)))
    assert (announcements(gone), gone.journal[-1].what) == ((), "Withdrew an announcement")
    with pytest.raises(Refused, match="no longer in today's record"):
        table.do(Withdraw(ANNOUNCEMENT.table, announcement.id))
    assert [x.words for x in announcements(_shown(table, table.do(Undo())))] == ["In June."]


def test_a_visitor_announces_something(table: Table) -> None:
    """Whoever is there may; they stay known to the picture when the visit is withdrawn."""
    (visit,) = table.do(c.WelcomeVisitor(name="Eve Stone", profession="Baker")).visits
    seen = table.do(MakeAnnouncement(by_id=visit.person_id, words=WORDS))
    assert [line.who for line in record_lines(seen) if line.table == "announcement"] == ["Eve Stone"]
    without = _shown(table, table.do(Withdraw("visit", visit.id)))
    assert [line.who for line in record_lines(without)] == ["Eve Stone"]


@pytest.mark.parametrize("words", ["", "   ", "\x1b\x07"])
def test_an_announcement_of_nothing_is_refused(table: Table, words: str) -> None:
    """It says what is wanted, and changes no row."""
    before = table.rows()
    with pytest.raises(Refused, match=r"The announcement is empty\."):
        table.do(_by_ann(table, words))
    assert table.rows() == before


def test_nobody_who_is_not_there_announces(table: Table) -> None:
    """The person comes from the list, and the entry that is corrected is there."""
    with pytest.raises(Refused, match="Choose who announces it from the list"):
        table.do(MakeAnnouncement(by_id=PersonId(99), words=WORDS))
    with pytest.raises(Refused, match="no longer in today's record"):
        table.do(_by_ann(table, corrects=AnnouncementId(99)))
    with pytest.raises(Refused, match="cannot be withdrawn"):
        table.do(Withdraw("chapter", 1))


def test_an_announcement_is_of_one_meeting(table: Table) -> None:
    """Another meeting neither shows it nor takes it back."""
    (announcement,) = announcements(table.do(_by_ann(table)))
    table.go_to_end()
    table.desk.close()
    chapter, clock = table.now.chapter, SetClock(table.clock.moment + timedelta(weeks=1))
    with table.store.writing(chapter.id) as unit:
        meeting_id = plan_meeting(unit, chapter, chapter.today(clock.now()))
    other = Table(table.store, meeting_id, clock, desk_at(table.store, meeting_id, clock, "other"))
    assert announcements(other.now) == ()
    with pytest.raises(Refused, match="no longer in today's record"):
        other.do(Withdraw(ANNOUNCEMENT.table, announcement.id))
    other.desk.close()


def test_it_is_a_line_of_tonights_record(table: Table) -> None:
    """Newest first, with who and what."""
    table.go()
    table.do(table.lead())
    table.clock.pass_by(seconds=5)
    line = record_lines(table.do(_by_ann(table)))[0]
    assert (line.word, line.who, line.detail) == ("Announcement", "Ann Chu", WORDS)


def test_the_minutes_tell_it(table: Table) -> None:
    """The review and both minutes; what was corrected once the meeting was closed says so."""
    (announcement,) = announcements(table.do(_by_ann(table)))
    seen = table.go_to_end()
    assert f"## Announcements\n\n- **Ann Chu**: “{WORDS}”\n" in write_minutes(seen, "md")
    assert json.loads(write_minutes(seen, "json"))["announcements"] == [
        {"by": "Ann Chu", "text": WORDS, "at": "2026-11-18T07:00:00-08:00", "corrected_at": None}
    ]
    table.clock.pass_by(hours=26)
    seen = table.do(_by_ann(table, "In June.", corrects=announcement.id))
    assert [line.words for line in summarise(seen).entries["announcement"]] == ["In June."]
    assert "- **Ann Chu**: “In June.” · corrected on Thu 19 Nov\n" in write_minutes(seen, "md")
    (read,) = json.loads(write_minutes(seen, "json"))["announcements"]
    assert read["corrected_at"].startswith("2026-11-19T")


def test_without_any_the_minutes_say_nothing_of_them(table: Table) -> None:
    """No heading in the Markdown; the key of the JSON is there, with an empty list."""
    seen = table.go_to_end()
    assert "Announcements" not in write_minutes(seen, "md")
    assert json.loads(write_minutes(seen, "json"))["announcements"] == []


@pytest.mark.parametrize(
    "words", ["[/]", "[@click=app.quit]x[/]", "\x1b[31mRed\x1b[0m\x07", "👩‍👩‍👧‍👦 🇺🇸", "x" * 500]
)
def test_hostile_words_are_kept_as_typed(table: Table, words: str) -> None:
    """Letter by letter, without control characters, on record, in the line and in the JSON."""
    seen = _shown(table, table.do(_by_ann(table, words)))
    assert [x.words for x in announcements(seen)] == [clean(words)]
    assert record_lines(seen)[0].detail == clean(words)
    assert json.loads(write_minutes(seen, "json"))["announcements"][0]["text"] == clean(words)
