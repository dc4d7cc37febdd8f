"""What the stage shows, as a function of the snapshot and the moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.meeting.agenda_progress import (
    end_of_round_in_words,
    ends_in_words,
    next_step,
    next_turn,
    places_asked_about,
    progress_of_round,
    project,
    starts_of_steps,
    turn_name,
)
from leadsroom.domain.meeting.bucket_list import ItemKey, at_bucket
from leadsroom.domain.meeting.catch_up import advice_due, advice_in_words, catching_up
from leadsroom.domain.meeting.countdown import Countdown, Phase
from leadsroom.domain.meeting.fit import fit_of_meeting
from leadsroom.domain.meeting.idle_alarm import not_running, paused_since, paused_too_long, prompt_shown
from leadsroom.domain.meeting.record_kinds import record_lines, seat_of_visitor
from leadsroom.domain.meeting.rotation import starts_with
from leadsroom.domain.meeting.snapshot import MeetingState, Outcome, Snapshot, Step, Turn
from leadsroom.domain.meeting.tonight_rota import (
    due_testimonials,
    is_away,
    leader_of,
    short_title_of,
    speaker_away,
    talk_in,
)
from leadsroom.domain.people.attendance import NOT_MARKED, Visit
from leadsroom.domain.people.visiting import IN_WORDS
from leadsroom.domain.people.visits import is_past_limit, visit_sentence
from leadsroom.domain.rules.rule_words import multi_level_reminder, pitch_reminder
from leadsroom.domain.text.wording import (
    SECOND,
    length_in_words,
    length_on_clock,
    long_date,
    minutes_and_seconds,
    over_in_words,
    round_minutes,
    seconds_or_minutes,
)
from screens.kit.clock_face import alarm_in_words, clock_face, pause_on_clock
from screens.kit.styled import short
from screens.meeting.bucket_picture import BucketPicture, bucket_picture

_COUNTS_DOWN_FROM = timedelta(minutes=60)
_MOST_PRAISE = 4  # testimonials


class Fact(Struct, frozen=True):
    """A labelled line under the clock. `right` stands at the right edge.

    One that is `urgent` takes the rows it needs, up to `rows`, however low the window.
    """

    label: str
    text: str = ""
    look: str = ""
    right: str = ""
    rows: int = 2
    urgent: bool = False


ROLL_CALL = "Check-in"


class StagePicture(Struct, frozen=True):
    """Everything in the middle. `fraction` is what is left of the time given, 0 to 1.

    `facts` stand under the clock, then the bucket's list, then what is `below` as far as there is room.
    """

    title: str
    name: str
    about: str = ""
    place: str = ""  # shown where it stands whole
    digits: str = ""
    phase: Phase | None = None
    paused: bool = False
    pause: str = ""  # how long it has lasted
    fraction: float | None = None
    flash: bool = False
    small_clock: bool = False
    alarm: str = ""
    facts: tuple[Fact, ...] = ()
    bucket: BucketPicture | None = None
    below: tuple[Fact, ...] = ()

    @property
    def asks_for_all(self) -> bool:
        """Whether it asks if everybody without a mark is here."""
        return any(fact.label == ROLL_CALL for fact in self.facts)


def stage_picture(
    snapshot: Snapshot, now: datetime, jump: str = "", cursor: ItemKey | None = None
) -> StagePicture:
    """The stage of a meeting at a moment.

    `jump` says what became of the computer's time, if anything; `cursor` is the place in the bucket's list.
    """
    if snapshot.meeting.state is MeetingState.PLANNED:
        return _before(snapshot, now)
    picture = _with_list(_live(snapshot, now), snapshot, cursor, now)
    due = not_running(snapshot, now)
    flashing = due or paused_too_long(snapshot, now)
    return replace(
        picture,
        title=f"{picture.title} · questions" if snapshot.open_questions else picture.title,
        alarm=alarm_in_words(due) if due is not None else "",
        pause=pause_on_clock(snapshot, now),
        flash=picture.flash or (flashing is not None and flashing.flash),
        facts=(*islice(_remarks(snapshot, now, jump), 1), *picture.facts),
    )


def _with_list(
    picture: StagePicture, snapshot: Snapshot, cursor: ItemKey | None, now: datetime
) -> StagePicture:
    """The bucket's list, where there is one, takes the place of the large digits."""
    found = at_bucket(snapshot)
    if found is None:
        return picture
    shown = bucket_picture(snapshot, found, cursor, now)
    return replace(picture, small_clock=True, bucket=shown, facts=(), below=picture.facts)


def _remarks(snapshot: Snapshot, now: datetime, jump: str) -> Iterator[Fact]:
    """What presses, most of all first: time that is asked about, a message, the way to the planned end."""
    if jump:
        yield Fact("Time", jump, "warning", rows=4, urgent=True)
    message = prompt_shown(snapshot, now)
    if message:
        yield Fact("Speaker sees", message, "warning", urgent=True)
    since = paused_since(snapshot)
    if since is not None and paused_too_long(snapshot, now) is not None:
        words = f"since {clock_time(since, snapshot.chapter)}; space goes on"
        yield Fact("Paused", words, "warning", urgent=True)
    unseen = places_asked_about(snapshot, now)
    if unseen:
        missing = "to check in" if any(place.is_announced for place in unseen) else NOT_MARKED
        yield Fact(ROLL_CALL, f"{len(unseen)} {missing}: y all here", "warning", urgent=True)
    yield from _speaker_away(snapshot)
    advice = advice_due(snapshot, now)
    if advice is not None and advice.cuts:
        words = f"f  {advice_in_words(advice, snapshot.chapter)}"
        yield Fact("Catch up", words, "warning", rows=4, urgent=True)
    elif advice is not None and snapshot.step is not None:
        yield Fact("Catch up", "nothing has slack · p  plan the rest", "quiet")


def _speaker_away(snapshot: Snapshot) -> Iterator[Fact]:
    away = speaker_away(snapshot)
    if away is not None:
        yield Fact("Speaker", f"{away.speaker.name} is away; d names another", "warning", urgent=True)


def _live(snapshot: Snapshot, now: datetime) -> StagePicture:
    step, turn = snapshot.step, snapshot.turn
    if step is None:
        correct = (Fact("Correct", "↑↓ choose an entry"),) if record_lines(snapshot) else ()
        forgotten = Fact("Add", "a l s v t c what was forgotten")
        return StagePicture("Closed", "The meeting is closed", facts=(*correct, forgotten))
    if not step.kind.is_round:
        return _with_clock(_plain_step(snapshot, step, now), snapshot.clock or step.clock, now)
    if turn is None:
        over = end_of_round_in_words(snapshot, step)
        return StagePicture(step.title, over, facts=tuple(_next_step(snapshot, now)))
    picture = _turn(snapshot, step, turn, now)
    return _with_clock(picture, snapshot.clock or turn.clock, now)


def _with_clock(picture: StagePicture, clock: Countdown, now: datetime) -> StagePicture:
    return replace(picture, **clock_face(clock, now))


def _before(snapshot: Snapshot, now: datetime) -> StagePicture:
    meeting, chapter = snapshot.meeting, snapshot.chapter
    until = meeting.starts_at - now
    near = abs(until) < _COUNTS_DOWN_FROM
    starts, first = clock_time(meeting.starts_at, chapter, half=True), starts_with(snapshot)
    who = f" with {first}" if first else ""
    return StagePicture(
        title="Before the meeting",
        name=f"Starts {starts}{who}" if near else f"{long_date(meeting.on)}, {starts}",
        place=chapter.place,
        digits=minutes_and_seconds(-int(-until / SECOND // 1)) if near else "",
        # Days before there are no digits: there is a line for it.
        facts=(*([Fact("First", first)] if first and not near else []), *_check_in(snapshot, now)),
    )


def _check_in(snapshot: Snapshot, now: datetime) -> Iterator[Fact]:
    missing = [snapshot.name(a.member_id) for a in snapshot.attendees if not a.takes_part]
    standing_in = [snapshot.seat_name(a.member_id) for a in snapshot.attendees if a.substitute_id]
    expected = sum(a.takes_part for a in snapshot.attendees)
    yield Fact("Expected", f"{expected} of {len(snapshot.attendees)}")
    if missing:
        yield Fact("Absent", ", ".join(missing))
    if standing_in:
        yield Fact("Substitutes", ", ".join(standing_in))
    if snapshot.visitors:
        yield Fact("Visitors", ", ".join(snapshot.name(v.person_id) for v in snapshot.visitors))
    if snapshot.visiting_members:
        yield Fact("Visiting", ", ".join(snapshot.name(v.person_id) for v in snapshot.visiting_members))
    yield from _speaker_away(snapshot)
    yield from _fit(snapshot, now)
    if not snapshot.attendees:
        yield Fact("", "No members yet: q, then r.", "warning")


def _fit(snapshot: Snapshot, now: datetime) -> Iterator[Fact]:
    """Whether the plan fits, in words short enough for a small window."""
    fit = fit_of_meeting(snapshot, now)
    if fit.people:
        each, between = seconds_or_minutes(fit.each), fit.pitches - fit.people * fit.each
        whole = f"{round_minutes(fit.pitches)} min" + " with changeovers" * (between >= SECOND)
        yield Fact("Pitches", f"{fit.people} × {each}, {whole}", urgent=True)
    end = project(snapshot, now)
    late = end.minutes_behind > 0
    ends = ends_in_words(end.ends_at, fit.due_at, snapshot.chapter)
    yield Fact("Ends", ends, "warning" if late else "")
    advice = catching_up(snapshot, now)
    if advice is not None and advice.cuts:
        yield Fact("", f"f  {advice_in_words(advice, snapshot.chapter)}", "warning", rows=4, urgent=True)


def _plain_step(snapshot: Snapshot, step: Step, now: datetime) -> StagePicture:
    given = length_in_words(step.clock.allotted + step.clock.added)
    place = f"step {step.position + 1} of {len(snapshot.steps)}"
    facts = [*_next_step(snapshot, now), *_last_turn(snapshot)]
    if step.kind is StepKind.TESTIMONIALS:
        facts = [*_testimonials(snapshot), Fact(""), *_next_step(snapshot, now)]
    name, more = _who_is_on(snapshot, step)
    about = " · ".join(part for part in (*more, given) if part)
    return StagePicture(f"{step.title} · {place}", name, about, facts=tuple(facts))


def _testimonials(snapshot: Snapshot) -> Iterator[Fact]:
    """Who is due, and the testimonials of tonight, the latest first."""
    waiting = [snapshot.name(person_id) for person_id in due_testimonials(snapshot)]
    if waiting:
        yield Fact("Due", ", ".join(waiting), right="t")
    elif not snapshot.testimonials:
        yield Fact("Testimonials", "t  write one down", "quiet")
    given = snapshot.testimonials[::-1]
    for testimonial in given[:_MOST_PRAISE]:
        about = f"{snapshot.name(testimonial.by_id)} for {snapshot.name(testimonial.about_id)}"
        words = f": {testimonial.words}" if testimonial.words else ""
        yield Fact("✓", f"{about}{words}", rows=1)
    if len(given) > _MOST_PRAISE:
        yield Fact("", f"and {len(given) - _MOST_PRAISE} before", "quiet")


def _who_is_on(snapshot: Snapshot, step: Step) -> tuple[str, tuple[str, ...]]:
    """The speaker with topic and company, else the step with whoever leads it."""
    talk, leader = talk_in(snapshot, step), leader_of(snapshot, step)
    if talk is not None:
        return talk.speaker.name, (talk.topic, talk.speaker.company)
    if leader is None:
        return step.title, ()
    is_here = not is_away(snapshot, leader.id)
    return step.title, (f"{leader.name} leads" if is_here else f"{leader.name} is away; d names another",)


def _next_step(snapshot: Snapshot, now: datetime) -> Iterator[Fact]:
    following = next_step(snapshot)
    if following is None:
        return
    at = starts_of_steps(snapshot, now).get(following.id)
    yield Fact(
        "Next", short_title_of(snapshot, following), right=clock_time(at, snapshot.chapter) if at else ""
    )


def _last_turn(snapshot: Snapshot) -> Iterator[Fact]:
    """The last speaker's time stays in view."""
    done = [t for t in snapshot.turns if t.clock.ended_at is not None and t.outcome is Outcome.DONE]
    if not done:
        return
    last = max(done, key=lambda t: t.clock.ended_at or snapshot.meeting.starts_at)
    ended = last.clock.ended_at or snapshot.meeting.starts_at
    used = length_on_clock(last.clock.elapsed(ended))
    over = last.clock.over(ended)
    note = over_in_words(over)
    yield Fact("Before", f"{turn_name(snapshot, last)} {used}{note}", "warning" if note else "quiet")


def _turn(snapshot: Snapshot, step: Step, turn: Turn, now: datetime) -> StagePicture:
    number, total = progress_of_round(snapshot, step)
    speaker, member = snapshot.people[turn.speaker_id], snapshot.people[turn.member_id]
    substitute = turn.speaker_id != turn.member_id
    about = [f"for {member.name}"] if substitute else []
    visit = _visit_of(snapshot, step, turn)
    host = f"invited by {snapshot.name(visit.host_id)}" if visit is not None and visit.host_id else ""
    about += [part for part in (member.profession, member.company, host) if part]
    facts = _whose_turns if step.kind is StepKind.BUCKET else _speaker
    return StagePicture(
        title=f"{step.title} · {number} of {total}",
        name=speaker.name,
        about=" · ".join(about),
        facts=tuple(facts(snapshot, now)),
    )


def _speaker(snapshot: Snapshot, now: datetime) -> Iterator[Fact]:
    turn, step = snapshot.turn, snapshot.step
    if turn is not None and step is not None:
        yield from _reminders(snapshot, step, turn)
        yield from _looking_for(snapshot, turn)
    yield Fact("")
    yield from _whose_turns(snapshot, now)
    yield from _last_turn(snapshot)


def _reminders(snapshot: Snapshot, step: Step, turn: Turn) -> Iterator[Fact]:
    """What the moderator reminds a substitute of, or says to a visitor."""
    rules = snapshot.chapter.rules
    if step.kind is StepKind.PITCHES and turn.speaker_id != turn.member_id:
        words = pitch_reminder(rules.substitutes.pitch, short(snapshot.name(turn.member_id)))
        yield Fact("Substitute", words, "quiet", rows=3, urgent=True)
    elif step.kind is StepKind.PITCHES and snapshot.people[turn.member_id].multi_level:
        words = multi_level_reminder(rules.multi_level)
        yield from [Fact("Multi-level", words, "quiet", rows=3, urgent=True)] if words else ()
    visit = _visit_of(snapshot, step, turn)
    if visit is not None and visit.of_member_elsewhere:
        yield Fact("Visiting", IN_WORDS, rows=4, urgent=True)
    elif visit is not None:
        past = is_past_limit(visit.number, rules.visitors, counts=visit.counts)
        words = visit_sentence(visit.number, rules.visitors, counts=visit.counts)
        seat = seat_of_visitor(snapshot, snapshot.people[visit.person_id])
        words = f"{words} · seat {seat}" if seat else words
        yield Fact("Visitor", words, "warning" if past else "", rows=4, urgent=True)


def _visit_of(snapshot: Snapshot, step: Step, turn: Turn) -> Visit | None:
    if step.kind is not StepKind.VISITORS:
        return None
    return next((visit for visit in snapshot.visits if visit.person_id == turn.member_id), None)


def _looking_for(snapshot: Snapshot, turn: Turn) -> Iterator[Fact]:
    """What they ask for; until that is noted, what they asked for last week, which may be the same again."""
    if turn.looking_for:
        yield Fact("Looking for", turn.looking_for)
        return
    last = next((ask for ask in snapshot.last_asks if ask.member_id == turn.member_id), None)
    if last is None:
        yield Fact("Looking for", "k  note the ask", "quiet")
    else:
        yield Fact("Last week", last.looking_for, "quiet")


def _whose_turns(snapshot: Snapshot, now: datetime) -> Iterator[Fact]:
    following = next_turn(snapshot)
    if following is None:
        yield from _next_step(snapshot, now)
        return
    yield Fact("Next", turn_name(snapshot, following))
    step = snapshot.step
    rest = [t for t in snapshot.waiting_turns(step) if t.position > following.position] if step else []
    if rest:
        yield Fact("Then", turn_name(snapshot, rest[0]), "quiet")
