"""Which files of a meeting were written on this machine, and which of them before it was corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from leadsroom.domain.ids import MeetingId
from leadsroom.domain.text.wording import counted
from leadsroom.exchange.chapter_files import ChapterFiles, WrittenFile
from leadsroom.store.reading import Reading
from leadsroom.views.meeting.summary import Summary, review


def remember_files(reading: Reading, meeting_id: MeetingId, paths: Iterable[Path]) -> None:
    """Remember files, or folders of them, that have just been written of a meeting as it is now."""
    remember_of(review(reading, meeting_id).summary, paths, reading.now)


def remember_of(summary: Summary, paths: Iterable[Path], now: datetime) -> None:
    """The same of a meeting that is at hand."""
    latest = max((int(each.id) for each in summary.corrections), default=0)
    subject = _subject_of(summary)
    written = tuple(WrittenFile(str(path.absolute()), subject, latest, now) for path in paths)
    ChapterFiles(summary.chapter).remember(files=written)


def _subject_of(summary: Summary) -> str:
    # With the moment at which it began: another database may have its number for another meeting.
    meeting = summary.meeting
    return f"meeting {meeting.id} of {meeting.name}, {meeting.started_at or 'not begun'}"


def outdated(summary: Summary) -> str:
    """Which files of a meeting were written before it was corrected, in a sentence; nothing if none was."""
    files = ChapterFiles(summary.chapter).written(_subject_of(summary))
    since = {each: sum(int(x.id) > each.facts for x in summary.corrections) for each in files}
    old = [each for each in files if since[each]]
    if not old:
        return ""
    most = max(since[each] for each in old)
    others = f" and {len(old) - 1} more" if old[1:] else ""
    were, them = ("were", "them") if old[1:] else ("was", "it")
    corrections = counted(most, "correction")
    return f"{old[0].name}{others} {were} written before {corrections} · w writes {them} again"
