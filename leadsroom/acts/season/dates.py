"""When the chapter meets, and what is special about a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.people.absences import withdraw
from leadsroom.acts.season.commands import ClearDate, MarkDate, SetSchedule
from leadsroom.acts.season.rota import talk_left_without_date, talks_left_without_date
from leadsroom.domain.meeting.snapshot import Meeting, MeetingKind, MeetingState
from leadsroom.domain.season.calendar import Calendar, DateKind, Schedule, ScheduleKind, schedule_in_words
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import refuse_far_off
from leadsroom.domain.text.wording import near_date, short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.chapter import schedule_as_data
from leadsroom.store.read.people.absences import notices_of_date, notices_since
from leadsroom.store.read.season import (
    calendar_of,
    meetings_of_date,
    meetings_since,
    special_date_id,
    special_date_ids,
)
from leadsroom.store.row_changes import Overtaken, RowChange

_STAYING = (MeetingState.LIVE, MeetingState.CLOSED)


def clear_old_dates(act: Act, before: Calendar) -> str:
    """After another schedule or weekday: clear, from today on, the dates that are none any more; in words.

    Holidays and open houses of the old schedule alone, and notices for dates without a meeting by the new
    one. Extra meetings stay, and so does a date whose meeting is on or was held.
    """
    if (act.chapter.weekday, act.chapter.schedule) == (before.weekday, before.schedule):
        return ""
    connection = act.unit.connection
    after = calendar_of(connection, act.chapter)
    held = {x.on for x in meetings_since(connection, act.chapter.id, act.today) if x.state in _STAYING}
    to_come = [on for on in sorted(before.special) if on >= act.today and on not in held]
    cleared = [on for on in to_come if _is_of_old_alone(on, before, after)]
    ids = special_date_ids(connection, act.chapter.id)
    act.unit.delete_all(t.special_date, [ids[on] for on in cleared])
    after = calendar_of(connection, act.chapter)
    announced = notices_since(connection, act.chapter.id, act.today)
    gone = [each for each in announced if after.on(each.on) is None and each.on not in held]
    withdraw(act, gone)
    words = _in_words(len(cleared), len(gone)), talks_left_without_date(act)
    return "; ".join(filter(None, words))


def _is_of_old_alone(on: date, before: Calendar, after: Calendar) -> bool:
    is_extra = before.special[on].kind is DateKind.EXTRA
    return not is_extra and before.is_regular(on) and not after.is_regular(on)


def _in_words(dates: int, notices: int) -> str:
    special = f"{dates} special {'date' if dates == 1 else 'dates'} of the old schedule cleared"
    absences = f"{notices} announced absence{'' if notices == 1 else 's'} withdrawn"
    return "; ".join(words for count, words in ((dates, special), (notices, absences)) if count)


LONGEST_NOTE = 60


@handles(SetSchedule)
def set_schedule(act: Act, command: SetSchedule) -> Done:
    """The sentence says what was cleared with the old schedule, after a semicolon."""
    schedule = command.schedule
    _check_schedule(schedule)
    before = calendar_of(act.unit.connection, act.chapter)
    columns = {"rhythm": schedule_as_data(schedule)}
    act.unit.update(t.chapter, act.chapter.id, **columns)
    act.open_chapter = read_chapter.chapter(act.unit.connection, act.chapter.id)
    cleared = clear_old_dates(act, before)
    words = schedule_in_words(schedule, act.chapter.weekday)
    since = f" from {short_date(schedule.anchor)}" if schedule.anchor else ""
    sentence = "; ".join(filter(None, (f"The chapter meets {words}", cleared)))
    return Done("; ".join(filter(None, (f"Meets {words}{since}", cleared))), sentence=sentence)


@handles(MarkDate)
def mark_date(act: Act, command: MarkDate) -> str:
    """Its meeting, if one is planned or on, is of that kind too."""
    on, kind, note = command.on, command.kind, _checked_note(command.note)
    calendar = calendar_of(act.unit.connection, act.chapter)
    _refuse_out_of_reach(act, on)
    _refuse_kind(calendar, on, kind, act.today)
    _settle_meetings(act, on, kind, meetings_of_date(act.unit.connection, act.chapter.id, on))
    found = special_date_id(act.unit.connection, act.chapter.id, on)
    columns = {"kind": kind.value, "note": note}
    if found is None:
        act.unit.insert(t.special_date, chapter_id=act.chapter.id, on_date=on, **columns)
    else:
        act.unit.update(t.special_date, found, **columns)
    lost = talk_left_without_date(act, on) if kind is DateKind.HOLIDAY else ""
    return f"{short_date(on)}: {kind.value}" + (f", {note}" if note else "") + (f"; {lost}" if lost else "")


@handles(ClearDate)
def clear_date(act: Act, command: ClearDate) -> Done:
    """Clear a date that is special. What was announced for an extra meeting goes with it."""
    on = command.on
    found = special_date_id(act.unit.connection, act.chapter.id, on)
    if found is None:
        raise Refused(f"{short_date(on)} is a regular meeting already.")
    calendar = calendar_of(act.unit.connection, act.chapter)
    was = calendar.special[on].kind
    _refuse_out_of_reach(act, on)
    meetings = meetings_of_date(act.unit.connection, act.chapter.id, on)
    stays = calendar.is_regular(on)
    _settle_meetings(act, on, None if stays else DateKind.HOLIDAY, meetings)
    act.unit.delete(t.special_date, found)
    gone = (
        []
        if calendar.is_regular(on)
        else list(notices_of_date(act.unit.connection, act.chapter.id, on).values())
    )
    withdraw(act, gone)
    kind = "extra meeting" if was is DateKind.EXTRA else was.value
    lost = "" if stays else talk_left_without_date(act, on)
    withdrawn = "; ".join(filter(None, (_in_words(0, len(gone)), lost)))
    what = f"{short_date(on)}: no {kind} any more"
    day = near_date(on, act.today)
    becomes = f"{day} is regular again" if stays else f"No extra meeting on {day}"
    return Done(
        "; ".join(filter(None, (what, withdrawn))),
        sentence="; ".join(filter(None, (becomes, withdrawn))) + ".",
    )


def settle_put_back(act: Act, changes: Iterable[RowChange]) -> None:
    """After dates were put back as they were: what is on follows its date. Raises Overtaken.

    A planned meeting follows when it is opened; one that was held, or is on and would not be, stands.
    """
    dates = {
        date.fromisoformat(image["on_date"])
        for change in changes
        if change.table == t.special_date.name and (image := change.before or change.after)
    }
    if not dates:
        return
    connection, chapter = act.unit.connection, act.chapter
    if any(change.table == t.chapter.name for change in act.unit.changes):
        chapter = read_chapter.chapter(connection, chapter.id)
    calendar, meetings = calendar_of(connection, chapter), meetings_since(connection, chapter.id, min(dates))
    for on in sorted(dates):
        found = calendar.on(on)
        of_date = sorted((m for m in meetings if m.on == on), key=lambda m: m.state is not MeetingState.LIVE)
        kind = DateKind.HOLIDAY if found is None else found.kind
        if {meeting.state for meeting in of_date} <= {MeetingState.PLANNED}:
            continue
        try:
            _settle_meetings(act, on, kind, of_date)
        except Refused as no:
            raise Overtaken(later=str(no).partition(". ")[0]) from no


def _check_schedule(schedule: Schedule) -> None:
    if schedule.kind is ScheduleKind.EVERY_TWO_WEEKS and schedule.anchor is None:
        raise Refused("Type the date on which every two weeks begins.")
    weeks = set(schedule.weeks)
    if schedule.kind is ScheduleKind.MONTHLY and not (weeks and weeks <= set(range(1, 6))):
        raise Refused("Type the weeks of a month in which the chapter meets: 1st to 4th, or last.")


def _checked_note(note: str) -> str:
    note = clean(note)
    if len(note) > LONGEST_NOTE:
        raise Refused(f"A note has up to {LONGEST_NOTE} characters; this one has {len(note)}.")
    return note


def _refuse_out_of_reach(act: Act, on: date) -> None:
    if on < act.today:
        raise Refused(f"{short_date(on)} is past. Choose a date to come.")
    refuse_far_off(on, act.today)


def _refuse_kind(calendar: Calendar, on: date, kind: DateKind, today: date) -> None:
    """Refuse what a date cannot be: a holiday where nobody meets, an extra meeting where everybody does."""
    found, day = calendar.on(on), near_date(on, today)
    if kind is DateKind.EXTRA:
        if found is not None and not found.meets:
            raise Refused(f"{day} is a holiday. Make it a regular meeting again instead.")
        if found is not None and found.kind is not DateKind.EXTRA:
            raise Refused(f"The chapter meets on {day} anyway.")
        return
    if found is None:
        nearest = near_date(calendar.nearest(on, today), today)
        raise Refused(f"The chapter does not meet on {day}. The nearest meeting is {nearest}.")
    if kind is DateKind.HOLIDAY and not calendar.is_regular(on):
        raise Refused(f"{day} is an extra meeting. Take it out instead.")


def _settle_meetings(act: Act, on: date, kind: DateKind | None, meetings: Iterable[Meeting]) -> None:
    """The meetings of a date are of its kind. Refuses where one was held, or is on and would not be."""
    wanted = MeetingKind.OPEN_HOUSE if kind is DateKind.OPEN_HOUSE else MeetingKind.REGULAR
    for meeting in meetings:
        if meeting.state is MeetingState.CLOSED:
            raise Refused(f"The meeting of {short_date(on)} was held. Its date stays as it was.")
        if meeting.state is MeetingState.LIVE and kind is DateKind.HOLIDAY:
            raise Refused(f"The meeting of {short_date(on)} is on. Close it first.")
        if kind is not DateKind.HOLIDAY:
            act.unit.update(t.meeting, meeting.id, kind=wanted.value)
