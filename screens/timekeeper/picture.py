"""What the front of the room sees, as a function of the meeting and the moment. Nothing of leads is in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.agenda_progress import (
    behind_in_words,
    end_of_round_in_words,
    next_step,
    next_turn,
    progress_of_round,
    project,
    starts_of_steps,
    turn_name,
)
from leadsroom.domain.meeting.countdown import (
    TIME_IS_UP_FOR,
    Countdown,
    Phase,
    next_flip,
    next_second,
    wrap_up_length,
)
from leadsroom.domain.meeting.idle_alarm import not_running, paused_since, paused_too_long, prompt_shown
from leadsroom.domain.meeting.snapshot import Meeting, Outcome, Snapshot, Step, Turn
from leadsroom.domain.meeting.tonight_rota import (
    due_testimonials,
    leader_of,
    short_title_of,
    talk_in,
    title_of,
)
from leadsroom.domain.text.wording import (
    SECOND,
    ZERO,
    late_by_clock,
    late_in_words,
    length_on_clock,
    long_date,
    minutes_and_seconds,
    near_date,
    over_in_words,
    short_date,
)
from leadsroom.views.meeting.chapter_follower import Seen
from screens.kit.clock_face import FLASH, alarm_in_words, clock_face, pause_on_clock

COUNTS_DOWN_FROM = timedelta(minutes=60)
_MINUTE = timedelta(minutes=1)


class Aside(Struct, frozen=True):
    """A line below: who is next, or who was before. `warns` is for those who went over."""

    label: str
    text: str
    note: str = ""
    warns: bool = False


class TimekeeperPicture(Struct, frozen=True):
    """Everything on the timekeeper's screen.

    `fraction` is what is left of the time given, 0 to 1; `headline` stands where there are no digits; `alarm`
    says that nobody has started the clock; `pause` is the length of one so far; `quiet` is said in passing.
    """

    where: str = ""
    time: str = ""
    end: str = ""
    behind: bool = False
    name: str = ""
    about: str = ""
    digits: str = ""
    headline: str = ""
    phase: Phase | None = None
    paused: bool = False
    pause: str = ""
    fraction: float | None = None
    flash: bool = False
    alarm: str = ""
    message: str = ""
    next: Aside | None = None
    before: Aside | None = None
    quiet: str = ""


def timekeeper_picture(seen: Seen, now: datetime) -> TimekeeperPicture:
    """The front of the room at a moment."""
    live = seen.live
    picture = _live(live, now) if live is not None else _between(seen, now)
    return replace(picture, time=clock_time(now, seen.chapter, half=True))


def waiting_picture(why: str) -> TimekeeperPicture:
    """There is nothing to see yet, and why."""
    return TimekeeperPicture(name="Waiting for a meeting", about=why)


# While a meeting is on


def _live(snapshot: Snapshot, now: datetime) -> TimekeeperPicture:
    projection = project(snapshot, now)
    alarm = not_running(snapshot, now)
    picture = replace(
        _up(snapshot),
        end=f"{behind_in_words(projection)} · ends {clock_time(projection.shown_end, snapshot.chapter)}",
        behind=projection.minutes_behind > 0,
        message=prompt_shown(snapshot, now),
        next=_next(snapshot, now),
        before=_before(snapshot),
    )
    picture = replace(_with_clock(picture, snapshot.clock, now), pause=pause_on_clock(snapshot, now))
    if alarm is None:
        pause = paused_too_long(snapshot, now)
        return picture if pause is None else replace(picture, flash=pause.flash)
    return replace(picture, alarm=alarm_in_words(alarm), flash=alarm.flash)


def _up(snapshot: Snapshot) -> TimekeeperPicture:
    step, turn = snapshot.step, snapshot.turn
    if step is None:
        return TimekeeperPicture(name="The meeting is on")
    where = _where(snapshot, step)
    if snapshot.open_questions is not None:
        to = f"to {turn_name(snapshot, turn)}" if turn is not None else title_of(snapshot, step)
        return TimekeeperPicture(where, name="Questions", about=to)
    if turn is not None:
        return TimekeeperPicture(where, name=snapshot.name(turn.speaker_id), about=_about(snapshot, turn))
    if step.kind.is_round:
        return TimekeeperPicture(where, name=end_of_round_in_words(snapshot, step))
    talk, leader = talk_in(snapshot, step), leader_of(snapshot, step)
    if talk is not None:
        about = " · ".join(part for part in (talk.topic, talk.speaker.company) if part)
        return TimekeeperPicture(f"{step.title} · {where}", name=talk.speaker.name, about=about)
    return TimekeeperPicture(where, name=step.title, about=leader.name if leader else _due(snapshot, step))


def _due(snapshot: Snapshot, step: Step) -> str:
    """Whose testimonials the room waits for."""
    waiting = due_testimonials(snapshot) if step.kind is StepKind.TESTIMONIALS else []
    return ", ".join(snapshot.name(person_id) for person_id in waiting)


def _where(snapshot: Snapshot, step: Step) -> str:
    if not step.kind.is_round:
        return f"step {step.position + 1} of {len(snapshot.steps)}"
    number, total = progress_of_round(snapshot, step)
    return f"{step.title} · {number} of {total}"


def _about(snapshot: Snapshot, turn: Turn) -> str:
    """The profession; a substitute speaks for that of the member."""
    member = snapshot.people[turn.member_id]
    substitute = turn.speaker_id != turn.member_id
    return " · ".join(
        part for part in (f"substitute for {member.name}" if substitute else "", member.profession) if part
    )


def _with_clock(picture: TimekeeperPicture, clock: Countdown | None, now: datetime) -> TimekeeperPicture:
    return picture if clock is None else replace(picture, **clock_face(clock, now))


def _next(snapshot: Snapshot, now: datetime) -> Aside | None:
    turn = next_turn(snapshot)
    if turn is not None:
        return Aside("Next", turn_name(snapshot, turn), snapshot.people[turn.member_id].profession)
    step = next_step(snapshot)
    if step is None:
        return None
    at = starts_of_steps(snapshot, now).get(step.id)
    return Aside(
        "Next", short_title_of(snapshot, step), clock_time(at, snapshot.chapter) if at is not None else ""
    )


def _before(snapshot: Snapshot) -> Aside | None:
    """The last speaker's time stays in view."""
    ended = [(t.clock.ended_at, t) for t in snapshot.turns if t.clock.ended_at and t.outcome is Outcome.DONE]
    if not ended:
        return None
    at, last = max(ended, key=lambda pair: pair[0])
    over = over_in_words(last.clock.over(at))
    return Aside(
        "Before",
        turn_name(snapshot, last),
        f"{length_on_clock(last.clock.elapsed(at))}{over}",
        warns=bool(over),
    )


# Between meetings


def _between(seen: Seen, now: datetime) -> TimekeeperPicture:
    until = seen.next_at - now
    if abs(until) < COUNTS_DOWN_FROM:
        return _starts_soon(seen, now)
    at = clock_time(seen.next_at, seen.chapter, half=True)
    on = seen.chapter.local(seen.next_at).date()
    day = short_date(on)
    if seen.closed is not None:
        return _closed(seen.closed, seen, f"{near_date(on, seen.chapter.today(now))}, {at}")
    return TimekeeperPicture(
        seen.chapter.name,
        name="No meeting is live",
        about=f"The next one: {long_date(on)}, {at}",
        headline=f"{day} {at}",
    )


def _starts_soon(seen: Seen, now: datetime) -> TimekeeperPicture:
    begins = f"The meeting starts at {clock_time(seen.next_at, seen.chapter, half=True)}"
    left = -((now - seen.next_at) // SECOND)
    picture = TimekeeperPicture(
        seen.chapter.name, name=begins, about=seen.chapter.place, digits=minutes_and_seconds(left)
    )
    if seen.snapshot is None:
        return picture
    projection = project(seen.snapshot, now)
    # Nobody is ahead of a plan, or behind it, that has not begun.
    end = f"would end {clock_time(projection.shown_end, seen.chapter)}"
    return replace(picture, end=end, behind=projection.minutes_behind > 0)


def _closed(meeting: Meeting, seen: Seen, following: str) -> TimekeeperPicture:
    assert meeting.ended_at is not None
    ended = clock_time(meeting.ended_at, seen.chapter, half=True)
    return TimekeeperPicture(
        seen.chapter.name,
        name="The meeting is closed",
        about=f"ended {ended}, {late_in_words(late_by_clock(meeting.ended_at, meeting.ends_at))}",
        headline="CLOSED",
        next=Aside("Next", following),
    )


# When it changes


def next_change(seen: Seen, now: datetime) -> datetime:
    """When the picture can change next: a second of what counts, a phase, an alarm, the minute of the day."""
    moments = [now.replace(second=0, microsecond=0) + _MINUTE]
    if seen.live is not None:
        moments += _changes_of(seen.live, now)
    elif abs(seen.next_at - now) <= COUNTS_DOWN_FROM:
        moments.append(next_second(seen.next_at, now))
    return min(moment for moment in moments if moment > now)


def _changes_of(snapshot: Snapshot, now: datetime) -> Iterator[datetime]:
    clock, meeting = snapshot.clock, snapshot.meeting
    if clock is not None and clock.running:
        yield from _borders(clock, now)
    elif (since := paused_since(snapshot) or meeting.up_since) is not None:
        yield next_second(since, now)
    if meeting.prompt_until is not None:
        yield meeting.prompt_until


def _borders(clock: Countdown, now: datetime) -> Iterator[datetime]:
    flip = next_flip(clock, now)
    if flip is not None:
        yield flip
    wrap_up = wrap_up_length(clock.allotted + clock.added)
    for left in (wrap_up, wrap_up - FLASH, ZERO, -FLASH, -TIME_IS_UP_FOR):
        yield now + clock.remaining(now) - left
