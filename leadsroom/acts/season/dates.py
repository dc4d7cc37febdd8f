"""When the chapter meets, and what is special about a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadsroom.acts.act import Act, Done, handles
from leadsroom.acts.people.absences import withdraw
from leadsroom.acts.season.commands import ClearDate, MarkDate, SetPlace, SetSchedule
from leadsroom.acts.season.rota import talk_left_without_date
from leadsroom.domain.meeting.snapshot import Meeting, MeetingKind, MeetingState
from leadsroom.domain.season.calendar import Calendar, DateKind, Schedule, ScheduleKind, schedule_in_words
from leadsroom.domain.season.schedule_change import SeasonAhead, schedule_change
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import refuse_far_off
from leadsroom.domain.text.wording import near_date, short_date
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read import chapter as read_chapter
from leadsroom.store.read.chapter import schedule_as_data
from leadsroom.store.read.people.absences import notices_of_date, notices_since
from leadsroom.store.read.season import (
    REGULAR,
    calendar_of,
    leaders_since,
    meetings_of_date,
    meetings_since,
    special_date_id,
    special_date_ids,
    talks_since,
)
from leadsroom.store.row_changes import Overtaken, RowChange

_STAYING = (MeetingState.LIVE, MeetingState.CLOSED)


def season_ahead(act: Act) -> SeasonAhead:
    """What stands for dates to come, before another schedule or weekday."""
    connection, chapter_id, today = act.unit.connection, act.chapter.id, act.today
    meetings = meetings_since(connection, chapter_id, today)
    return SeasonAhead(
        calendar_of(connection, act.chapter),
        today,
        frozenset(meeting.on for meeting in meetings if meeting.state in _STAYING),
        notices_since(connection, chapter_id, today),
        talks_since(connection, chapter_id, today),
        leaders_since(connection, chapter_id, today),
    )


def move_to_schedule(act: Act, ahead: SeasonAhead) -> str:
    """The chapter has another schedule or weekday: what stood for dates of the old one moves, or is cleared;
    in words.
    """
    change = schedule_change(ahead, act.chapter.weekday, act.chapter.schedule)
    if change.moved or change.cleared:
        ids = special_date_ids(act.unit.connection, act.chapter.id)
        act.unit.update_all(t.special_date, {ids[each.was.on]: {"on_date": each.to} for each in change.moved})
        act.unit.delete_all(t.special_date, [ids[each.on] for each in change.cleared])
    withdraw(act, change.notices)
    return change.in_short


def _withdrawn_in_words(notices: int) -> str:
    absences = f"{notices} announced absence{'' if notices == 1 else 's'} withdrawn"
    return absences if notices else ""


LONGEST_NOTE = 60


@handles(SetSchedule)
def set_schedule(act: Act, command: SetSchedule) -> Done:
    """The sentence says what was cleared with the old schedule, after a semicolon."""
    schedule = command.schedule
    check_schedule(schedule)
    ahead = season_ahead(act)
    columns = {"rhythm": schedule_as_data(schedule)}
    act.unit.update(t.chapter, act.chapter.id, **columns)
    act.open_chapter = read_chapter.chapter(act.unit.connection, act.chapter.id)
    cleared = move_to_schedule(act, ahead)
    words, since = schedule_in_words(schedule, act.chapter.weekday), since_in_words(schedule)
    sentence = "; ".join(filter(None, (f"The chapter meets {words}", cleared)))
    return Done("; ".join(filter(None, (f"Meets {words}{since}", cleared))), sentence=sentence)


def since_in_words(schedule: Schedule) -> str:
    """` from Wed 18 Nov` where it counts from a date."""
    return f" from {short_date(schedule.anchor)}" if schedule.anchor else ""


@handles(MarkDate)
def mark_date(act: Act, command: MarkDate) -> str:
    """Its meeting, if one is planned or on, is of that kind too."""
    on, kind, note = command.on, command.kind, _checked("A note", command.note)
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
    """Clear a date that is special; a place of its own stays, unless nothing else is special about it.

    What was announced for an extra meeting goes with it.
    """
    on = command.on
    found = special_date_id(act.unit.connection, act.chapter.id, on)
    if found is None:
        raise Refused(f"{short_date(on)} is a regular meeting already.")
    calendar = calendar_of(act.unit.connection, act.chapter)
    was, place = calendar.special[on].kind, calendar.special[on].place
    _refuse_out_of_reach(act, on)
    meetings = meetings_of_date(act.unit.connection, act.chapter.id, on)
    stays = calendar.is_regular(on)
    _settle_meetings(act, on, None if stays else DateKind.HOLIDAY, meetings)
    still = f", still at {place}" if stays and was is not None and place else ""
    if still:
        act.unit.update(t.special_date, found, kind=REGULAR, note="")
    else:
        act.unit.delete(t.special_date, found)
    gone = [] if stays else list(notices_of_date(act.unit.connection, act.chapter.id, on).values())
    withdraw(act, gone)
    kind = "other place" if was is None else "extra meeting" if was is DateKind.EXTRA else was.value
    lost = "" if stays else talk_left_without_date(act, on)
    withdrawn = "; ".join(filter(None, (_withdrawn_in_words(len(gone)), lost)))
    what = f"{short_date(on)}: no {kind} any more{still}"
    day = near_date(on, act.today)
    none = "holiday" if was is DateKind.HOLIDAY else "extra meeting"
    becomes = f"{day} is regular again{still}" if stays else f"No {none} on {day}"
    return Done(
        "; ".join(filter(None, (what, withdrawn))),
        sentence="; ".join(filter(None, (becomes, withdrawn))) + ".",
    )


@handles(SetPlace)
def set_place(act: Act, command: SetPlace) -> str:
    """It is shown on home, in the calendar and in the minutes of that date."""
    on, place = command.on, _checked("A place", command.place)
    connection, chapter_id = act.unit.connection, act.chapter.id
    calendar = calendar_of(connection, act.chapter)
    _refuse_out_of_reach(act, on)
    found, day = calendar.on(on), near_date(on, act.today)
    if found is None or not found.meets:
        raise Refused(f"Nobody meets on {day}. Choose a date with a meeting.")
    if any(x.state is MeetingState.CLOSED for x in meetings_of_date(connection, chapter_id, on)):
        raise Refused(f"The meeting of {day} was held. Its date stays as it was.")
    row = special_date_id(connection, chapter_id, on)
    if row is None and place:
        columns = {"kind": REGULAR, "note": "", "place": place}
        act.unit.insert(t.special_date, chapter_id=chapter_id, on_date=on, **columns)
    elif row is not None and not place and found.kind is None:
        act.unit.delete(t.special_date, row)
    elif row is not None:
        act.unit.update(t.special_date, row, place=place)
    return f"{short_date(on)}: at {place or 'the usual place'}"


def settle_put_back(act: Act, changes: Iterable[RowChange]) -> None:
    """After dates were put back as they were: what is on follows its date. Raises Overtaken.

    A planned meeting follows when it is opened; one that was held, or is on and would not be, stands.
    """
    dates = {
        date.fromisoformat(image["on_date"])
        for change in changes
        if change.table == t.special_date.name
        for image in (change.before, change.after)
        if image is not None
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


def check_schedule(schedule: Schedule) -> None:
    """Raises Refused for one by which nobody could ever meet."""
    if schedule.kind is ScheduleKind.EVERY_TWO_WEEKS and schedule.anchor is None:
        raise Refused("Type the date on which every two weeks begins.")
    weeks = set(schedule.weeks)
    if schedule.kind is ScheduleKind.MONTHLY and not (weeks and weeks <= set(range(1, 6))):
        raise Refused("Type the weeks of a month in which the chapter meets: 1st to 4th, or last.")


def _checked(what: str, typed: str) -> str:
    text = clean(typed)
    if len(text) > LONGEST_NOTE:
        raise Refused(f"{what} has up to {LONGEST_NOTE} characters; this one has {len(text)}.")
    return text


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
