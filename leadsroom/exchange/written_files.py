"""Which files of a meeting were written on this machine, and which of them before it was corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import Meeting, MeetingState
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import counted
from leadsroom.exchange.chapter_files import ChapterFiles, WrittenFile
from leadsroom.store.read.chapter import journal_ends
from leadsroom.store.read.season import meetings_since
from leadsroom.store.reading import Reading
from leadsroom.views.meeting.summary import Summary, review


def remember_files(reading: Reading, meeting_id: MeetingId, paths: Iterable[Path]) -> None:
    """Remember files, or folders of them, that have just been written of a meeting as it is now."""
    remember_of(review(reading, meeting_id).summary, paths, reading.now)


def remember_of(summary: Summary, paths: Iterable[Path], now: datetime) -> None:
    """The same of a meeting that is at hand."""
    latest = max((int(each.id) for each in summary.corrections), default=0)
    subject = _subject_of(summary.meeting)
    written = tuple(WrittenFile(str(path.absolute()), subject, latest, now) for path in paths)
    ChapterFiles(summary.chapter).remember(files=written)


def report_to_remember(reading: Reading, period: Period, path: Path) -> WrittenFile:
    """A report of some days that is about to be written, of what stands on record now."""
    found = meetings_since(reading.connection, reading.chapter_id, period.first)
    meetings = (each for each in found if each.state is MeetingState.CLOSED and period.holds(each.on))
    ends = journal_ends(reading.connection, reading.chapter_id)
    subject = "\n".join([_REPORT, *map(_subject_of, meetings)])
    return WrittenFile(str(path.absolute()), subject, ends.last_id if ends is not None else 0, reading.now)


_REPORT = "report"


def _subject_of(meeting: Meeting) -> str:
    # With the moment at which it began: another database may have its number for another meeting.
    return f"meeting {meeting.id} of {meeting.name}, {meeting.started_at or 'not begun'}"


def outdated(summary: Summary) -> str:
    """Which files of a meeting were written before it was corrected, in a sentence; nothing if none was."""
    files = ChapterFiles(summary.chapter).written(_subject_of(summary.meeting))
    since = {each: sum(int(x.id) > each.facts for x in summary.corrections) for each in files}
    of_days = [each for each in files if since[each] and each.subject.startswith(_REPORT)]
    old = [each for each in files if since[each] and each not in of_days] + of_days
    if not old:
        return ""
    most = max(since[each] for each in old)
    others = f" and {len(old) - 1} more" if old[1:] else ""
    were, them = ("were", "them") if old[1:] else ("was", "it")
    corrections = counted(most, "correction")
    if of_days == old:
        again = f"leadsroom report writes {them} again"
    else:
        again = f"w writes {'those of the meeting' if of_days else them} again"
    return f"{old[0].name}{others} {were} written before {corrections} · {again}"
