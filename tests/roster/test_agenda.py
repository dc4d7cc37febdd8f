"""The agenda on record: written through the office, on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from leadsroom.domain.agenda.agenda import PRESETS, Preset, StepKind, agenda_for
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.meeting.agenda_progress import project
from leadsroom.domain.meeting.fit import fit_of_agenda
from leadsroom.domain.text.wording import ZERO
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.desks import desk_at, meeting_to_run
from tests.harborview import SetClock
from tests.offices import Office
from tests.roster.sheets import every_row, harborview, journal_of, seat_all

SECONDS_45 = timedelta(seconds=45)


def plan_of(chapter: Chapter) -> AgendaPlan:
    """The agenda on record."""
    return AgendaPlan(chapter.agenda, chapter.changeover)


@ON_BOTH
def test_an_agenda_is_one_entry(office: Office, chapter: Chapter, store: Store) -> None:
    """It comes back as it was given, titles cleaned; the journal tells what changed."""
    plan = plan_of(chapter)
    coffee = replace(plan.steps[0], kind=StepKind.BREAK, title=" \x1b[31mCoffee [/] ")
    after = office.set_agenda(chapter.id, plan.added(1, coffee))
    assert plan_of(office.chapter(chapter.id)) == plan.added(1, replace(coffee, title="Coffee [/]"))
    assert after == office.chapter(chapter.id)
    assert journal_of(store)[1:] == [("SetAgenda", "Agenda: Coffee [/] added", None)]


def test_the_length_of_a_pitch_is_the_chapters(office: Office, chapter: Chapter) -> None:
    """What is given to each in the agenda is what the chapter's habits say; all else stays."""
    after = office.set_agenda(chapter.id, plan_of(chapter).pitching(SECONDS_45))
    assert after.pitch == SECONDS_45
    assert after == replace(chapter, pitch=SECONDS_45, agenda=after.agenda)


def test_the_same_agenda_is_no_act(office: Office, chapter: Chapter, store: Store) -> None:
    """Nothing is written where nothing changes."""
    before = every_row(store)
    office.set_agenda(chapter.id, plan_of(chapter), plan_of(chapter))
    assert every_row(store) == before


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (AgendaPlan(()), "at least one step"),
        (AgendaPlan(PRESETS[0].steps * 4), "up to 30 steps"),
        (AgendaPlan(PRESETS[0].steps, timedelta(minutes=2)), "0 to 60 s"),
        (AgendaPlan((replace(PRESETS[0].steps[0], title="x" * 61),)), "up to 60 characters"),
    ],
)
def test_what_cannot_be_is_refused(
    office: Office, chapter: Chapter, store: Store, plan: AgendaPlan, words: str
) -> None:
    """In a sentence, and nothing is written."""
    before = every_row(store)
    with pytest.raises(Refused, match=words):
        office.set_agenda(chapter.id, plan)
    assert every_row(store) == before


def test_two_who_edit_do_not_overwrite_each_other(office: Office, chapter: Chapter, store: Store) -> None:
    """Whoever saw an older agenda is told, and the newer one stays."""
    seen = plan_of(chapter)
    office.set_agenda(chapter.id, seen.removed(0), seen)
    before = every_row(store)
    with pytest.raises(Refused, match="changed elsewhere"):
        office.set_agenda(chapter.id, seen.removed(1), seen)
    assert every_row(store) == before


def test_an_edited_agenda_survives_other_habits(office: Office, chapter: Chapter) -> None:
    """A new length of the meeting leaves it alone; a new pitch goes into the pitches that had the old one."""
    edited = plan_of(chapter).removed(3)
    office.set_agenda(chapter.id, replace(edited, changeover=ZERO))
    after = office.change_chapter(chapter.id, harborview(length=timedelta(minutes=60), pitch=SECONDS_45))
    assert plan_of(after) == replace(edited.pitching(SECONDS_45), changeover=ZERO)
    assert (after.length, after.pitch) == (timedelta(minutes=60), SECONDS_45)


def test_a_pitch_of_its_own_stays(office: Office, chapter: Chapter) -> None:
    """A second round with another length than the chapter's keeps it."""
    plan = plan_of(chapter)
    pitches = next(step for step in plan.steps if step.kind is StepKind.PITCHES)
    short = replace(pitches, title="Second round", turn_length=timedelta(seconds=30))
    office.set_agenda(chapter.id, plan.added(len(plan.steps), short))
    after = office.change_chapter(chapter.id, harborview(pitch=SECONDS_45))
    assert [s.turn_length for s in after.agenda if s.kind is StepKind.PITCHES] == [
        SECONDS_45,
        timedelta(seconds=30),
    ]


def test_an_agenda_that_is_back_as_proposed_is_made_anew(office: Office, chapter: Chapter) -> None:
    """Edited and taken back again it follows the length of the meeting as before."""
    plan = plan_of(chapter)
    office.set_agenda(chapter.id, plan.removed(0))
    office.set_agenda(chapter.id, plan)
    hour = timedelta(minutes=60)
    assert office.change_chapter(chapter.id, harborview(length=hour)).agenda == agenda_for(
        hour, chapter.pitch
    )


def test_the_changeover_survives_a_new_agenda(office: Office, chapter: Chapter) -> None:
    """It is a habit of its own."""
    office.set_agenda(chapter.id, replace(plan_of(chapter), changeover=timedelta(seconds=10)))
    after = office.change_chapter(chapter.id, harborview(length=timedelta(minutes=60)))
    assert after.changeover == timedelta(seconds=10)
    assert after.agenda == agenda_for(after.length, after.pitch)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.name)
def test_the_meeting_ends_when_the_check_says(
    office: Office, chapter: Chapter, store: Store, clock: SetClock, preset: Preset
) -> None:
    """A real meeting planned from the agenda projects the end that the fit check told before."""
    seat_all(office, chapter, "Ann", "Bo", "Cy", "Dee", "Eve")
    after = office.set_agenda(chapter.id, AgendaPlan(preset.steps, timedelta(seconds=7)))
    desk = desk_at(store, meeting_to_run(store, after, clock.now()), clock, "table")
    snapshot = desk.sync.look()
    desk.close()
    meeting = snapshot.meeting
    fit = fit_of_agenda(after.agenda, 5, after.changeover, meeting.starts_at, meeting.ends_at)
    assert fit.ends_at == project(snapshot, clock.now()).ends_at
    assert [s.title for s in snapshot.steps] == [s.title for s in preset.steps]
