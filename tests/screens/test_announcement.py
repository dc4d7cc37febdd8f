"""The form for an announcement: i at the table, who and words; corrected by e, taken back by delete and u."""

from __future__ import annotations

import pytest

from leadsroom.acts.meeting.commands import MakeAnnouncement
from leadsroom.domain.meeting.record_kinds import ANNOUNCEMENT
from leadsroom.domain.text.plain_text import clean
from leadsroom.views.health.review import meeting_review
from screens.meeting.go_bar import Moment, hints
from screens.review.sections import review_lines
from tests.databases import SqliteFiles
from tests.screens.table import SMALL, Moderator, moderator, networking, second_pitch
from tests.screens.test_meeting_hostile import assert_fit_for_a_terminal


def _words(hands: Moderator) -> list[tuple[str, str]]:
    seen = hands.table.now
    return [(seen.name(entry.by_id), entry.words) for entry in ANNOUNCEMENT.entries(seen)]


async def test_an_announcement(sqlite_files: SqliteFiles) -> None:
    """I presets who is up, so that only the words are typed; it stands in tonight's record."""
    async with moderator(sqlite_files, second_pitch) as hands:
        await hands.press("i")
        assert hands.field == "words"
        await hands.press("'The hall is closed in May", "enter")
        assert _words(hands) == [("Ann Chu", "The hall is closed in May")]
        assert "Announcement Ann Chu" in hands.text("#tonight")
        assert "The hall is closed in May" in hands.text("#tonight")


async def test_it_is_corrected_withdrawn_and_undone(sqlite_files: SqliteFiles) -> None:
    """E opens the entry with who and what, delete takes it back, u brings it back."""
    async with moderator(sqlite_files, networking) as hands:
        await hands.press("i", "'dee", "enter", "'May", "enter", "down", "e")
        assert (hands.fields["by"].draft, hands.fields["words"].draft) == ("Dee Fox", "May")
        await hands.go_to("words")
        await hands.press("end", "' or June", "ctrl+s")
        assert _words(hands) == [("Dee Fox", "May or June")]
        await hands.press("down", "delete")
        assert _words(hands) == []
        await hands.press("u")
        assert _words(hands) == [("Dee Fox", "May or June")]
        await hands.press("u")
        assert _words(hands) == [("Dee Fox", "May")]


@pytest.mark.parametrize("words", ["[/]", "\x1b[31mRed\x1b[0m\x07 Bell", "👩‍👩‍👧‍👦 Ann 🇺🇸", "x" * 500])
async def test_hostile_words_in_the_form(sqlite_files: SqliteFiles, words: str) -> None:
    """Pasted into the form of a small window, recorded, and opened again, they steer nothing."""
    async with moderator(sqlite_files, second_pitch, size=SMALL) as hands:
        await hands.pass_by(seconds=1)
        await hands.press("i")
        await hands.paste(words)
        assert_fit_for_a_terminal(hands)
        await hands.press("ctrl+s", "down", "e")
        assert_fit_for_a_terminal(hands)
        assert _words(hands) == [("Ann Chu", clean(words))]
        assert hands.fields["words"].draft == clean(words)


def test_the_bottom_line_is_as_long_as_ever() -> None:
    """The key stands in the help, and nowhere in the moderator's bottom line."""
    assert "i" not in {shown for moment in Moment for shown, _ in hints(moment, on_raw=True)}


async def test_the_review_tells_it(sqlite_files: SqliteFiles) -> None:
    """Under a heading of its own, which is not there where nothing was announced."""
    async with moderator(sqlite_files, second_pitch) as hands:
        for is_shown in (False, True):
            if is_shown:
                await hands.do(MakeAnnouncement(by_id=hands.table.person("Ann Chu"), words="[/] in May"))
            seen = await hands.table.desk.read(meeting_review, hands.table.meeting_id)
            lines = [line.text for line in review_lines(seen, 100, unfolded=False)]
            assert ("Announcements" in lines) is is_shown
            assert any("Ann Chu  [/] in May" in line for line in lines) is is_shown
