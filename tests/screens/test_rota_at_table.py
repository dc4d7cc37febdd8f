"""Who speaks and who leads, at the table: on both screens, in the minutes, and named by one key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.leads.commands import GiveTestimonial
from leadsroom.acts.meeting import commands as c
from leadsroom.acts.rules.commands import SetRules
from leadsroom.acts.season.commands import NameLeader, PlanTalk
from leadsroom.domain.agenda.agenda import PlannedStep, StepKind
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.text.wording import ZERO
from leadsroom.exchange.minutes.formats import write_minutes
from leadsroom.store.store import Store
from leadsroom.views.meeting.chapter_follower import Seen
from leadsroom.views.meeting.summary import summarise
from screens.meeting.agenda_pane import agenda_picture
from screens.meeting.entry_forms import TestimonialForm
from screens.meeting.forms import form_named
from screens.meeting.keys import Press, meaning_of
from screens.meeting.openings import Openings
from screens.meeting.remaining.picture import rest_lines
from screens.meeting.stage_picture import stage_picture
from screens.review.figures import steps
from screens.season.rota_forms import LeaderForm, TalkForm
from screens.timekeeper.picture import timekeeper_picture
from tests.harborview import SHORT_AGENDA, SetClock, found_chapter
from tests.meeting.table import Table
from tests.screens.pages import reads_nothing
from tests.screens.table import SMALL, Moderator, TableApp

MINUTE = timedelta(minutes=1)
TODAY = date(2026, 11, 18)
AGENDA = (
    *SHORT_AGENDA[:2],
    PlannedStep(StepKind.EDUCATION, "Education", 3 * MINUTE),
    PlannedStep(StepKind.SPEAKER, "Speaker", 10 * MINUTE),
    PlannedStep(StepKind.PITCHES, "Pitches", ZERO, MINUTE),
    SHORT_AGENDA[-1],
)
ZOE = PlanTalk(TODAY, "Zoe [b]Hart", "Wills [/]", "Hart & Co", 12 * MINUTE, 3 * MINUTE)


@pytest.fixture
def table(sqlite_store: Store) -> Iterator[Table]:
    """A meeting with education and a speaker, about to begin."""
    chapter = found_chapter(sqlite_store, agenda=AGENDA)
    table = Table.lay(sqlite_store, chapter, SetClock())
    yield table
    table.desk.close()


def front(table: Table) -> list[str]:
    """What the timekeeper's screen says of who is on, and of what is next."""
    seen = table.now
    picture = timekeeper_picture(Seen(seen.chapter, seen, seen.meeting.starts_at), table.clock.now())
    following = picture.next.text if picture.next is not None else ""
    return [picture.where, picture.name, picture.about, following]


def test_the_speaker_stands_on_both_screens(table: Table) -> None:
    """With topic and company in the step, with the name alone before it; nothing more without a speaker."""
    table.go_to(StepKind.EDUCATION)
    assert stage_picture(table.now, table.clock.now()).facts[0].text == "Speaker"
    table.do(ZOE)
    assert stage_picture(table.now, table.clock.now()).facts[0].text == "Speaker: Zoe [b]Hart"
    assert front(table)[-1] == "Speaker: Zoe [b]Hart"
    table.go()
    stage = stage_picture(table.now, table.clock.now())
    assert (stage.title, stage.name) == ("Speaker · step 4 of 6", "Zoe [b]Hart")
    assert stage.about == "Wills [/] · Hart & Co · 12 min"
    assert front(table)[:3] == ["Speaker · step 4 of 6", "Zoe [b]Hart", "Wills [/] · Hart & Co"]
    title = "Speaker: Zoe [b]Hart — Wills [/]"
    assert title in [line.title for line in agenda_picture(table.now, table.clock.now())]
    assert title in [line.name for line in rest_lines(table.now, table.clock.now())]


def test_questions_take_what_is_planned_for_them(table: Table) -> None:
    """In the speaker's own step; after a pitch they take the usual minute."""
    table.do(ZOE)
    table.go_to(StepKind.SPEAKER)
    asked = meaning_of("questions", Press(table.now, table.clock.now()))
    assert isinstance(asked, c.OpenQuestions)
    assert asked.length == 3 * MINUTE
    table.do(asked)
    assert table.now.journal[-1].what == "Questions to Zoe [b]Hart"
    assert front(table)[2] == "Speaker: Zoe [b]Hart — Wills [/]"
    table.do(c.CloseQuestions())
    table.go_to(StepKind.PITCHES)
    table.go()
    asked = meaning_of("questions", Press(table.now, table.clock.now()))
    assert isinstance(asked, c.OpenQuestions)
    assert asked.length == MINUTE


def test_a_speaker_who_is_away_is_said_once(table: Table) -> None:
    """One remark as long as the talk is to come; the key names another, and the talk waits for a date."""
    table.do(PlanTalk(TODAY, "Ann Chu", "Leases"))
    table.do(c.MarkAttendance(member_id=table.person("Ann Chu"), mark=Mark.ABSENT))

    def remarks() -> list[str]:
        facts = stage_picture(table.now, table.clock.now()).facts
        return [fact.text for fact in facts if fact.label == "Speaker"]

    assert remarks() == ["Ann Chu is away; d names another"]
    table.go_to(StepKind.EDUCATION)
    assert remarks() == ["Ann Chu is away; d names another"]
    form = form_named("rota", table.now, table.clock.now(), reads_nothing)
    assert isinstance(form, TalkForm)
    assert form.speaker.text == ""
    done = table.desk.sync.do(PlanTalk(TODAY, "Bo Diaz"))
    assert done.what.endswith("Ann Chu is without a date now")
    assert remarks() == []


def test_the_key_means_the_step_that_is_on(table: Table) -> None:
    """Who speaks before the start and in the speaker's step; who leads where somebody leads."""

    def opened() -> object:
        return form_named("rota", table.now, table.clock.now(), reads_nothing)

    assert isinstance(opened(), TalkForm)
    table.go_to(StepKind.EDUCATION)
    assert isinstance(opened(), LeaderForm)
    table.go_to(StepKind.SPEAKER)
    assert isinstance(opened(), TalkForm)


def test_tonights_speaker_is_named_from_any_step(table: Table) -> None:
    """While education is on its form says which key that is; the talk on the rota stands in the form."""
    table.do(PlanTalk(TODAY, "Ann Chu", "Leases"))
    for kind in (StepKind.EDUCATION, StepKind.PITCHES):
        table.go_to(kind)
        form = form_named("speaker", table.now, table.clock.now(), reads_nothing)
        assert isinstance(form, TalkForm)
        assert (form.speaker.text, form.topic.text) == ("Ann Chu", "Leases")
    table.do(c.GoBack())
    while table.now.step is None or table.now.step.kind is not StepKind.EDUCATION:
        table.do(c.GoBack())
    form = form_named("rota", table.now, table.clock.now(), reads_nothing)
    assert isinstance(form, LeaderForm)
    assert form.remark(form.leader).words.plain == "Who speaks tonight: esc, then D"


async def test_what_another_station_wrote_of_the_talk_is_met(table: Table) -> None:
    """As long as the key is about that talk; once a step is on that somebody leads, it is about the step."""
    table.do(PlanTalk(TODAY, "Ann Chu", "Leases"))
    opening = Openings(table.desk, lambda: table.now).named("rota", table.clock.now())
    talk = table.now.rota.talk
    assert opening.again is not None
    assert talk is not None
    table.desk.sync.do(PlanTalk(TODAY, "Ann Chu", "Wills", corrects=talk.id))
    latest = await opening.again()
    assert latest is not None
    assert isinstance(opening.form, TalkForm)
    assert opening.form.written_since(latest.form) == {"topic": "Wills"}
    table.go_to(StepKind.EDUCATION)
    assert await opening.again() is None


def test_minutes_and_review_say_who_spoke_and_led(table: Table) -> None:
    """As text to be read, as JSON with names, topic and company, and in the review's table of steps."""
    table.do(ZOE)
    table.do(NameLeader(TODAY, StepKind.EDUCATION, table.person("Ann Chu")))
    seen = table.go_to_end()
    text = write_minutes(seen, "md", with_journal=True)
    assert "- Zoe \\[b\\]Hart (Hart & Co) spoke: Wills \\[/\\]" in text
    assert "| Education: Ann Chu |" in text
    found = {step["kind"]: step for step in json.loads(write_minutes(seen, "json"))["steps"]}
    assert found["education"]["led_by"] == "Ann Chu"
    assert found["education"]["talk"] is None
    assert found["speaker"]["talk"] == {
        "speaker": "Zoe [b]Hart",
        "company": "Hart & Co",
        "topic": "Wills [/]",
        "planned_seconds": 720,
        "questions_seconds": 180,
    }
    shown = "\n".join(entry.drawn.plain for entry in steps(summarise(seen), 100))
    assert "Speaker: Zoe [b]Hart — Wills [/]" in shown
    assert "Education: Ann Chu" in shown


async def test_tonights_speaker_is_named_in_one_key_and_letters(table: Table) -> None:
    """D before the start, a few letters of a member, and the stage says who is next and who speaks."""
    app = TableApp(table)
    async with app.run_test(size=SMALL):
        hands = Moderator(app)
        await hands.press("d", "'ann")
        await hands.until_loaded()
        await hands.press("enter", "'Leases", "ctrl+s")
        assert table.now.rota.talk is not None
        assert table.now.rota.talk.words == "Ann Chu — Leases"
        await hands.press("u")
        assert table.now.rota.talk is None


def test_the_testimonial_step_says_who_is_due(sqlite_store: Store) -> None:
    """In the middle who is due, and what was given, the latest first; t begins with whoever is due."""
    chapter = found_chapter(sqlite_store, agenda=(*PRAISE, SHORT_AGENDA[-1]))
    table = Table.lay(sqlite_store, chapter, SetClock())

    def facts() -> list[tuple[str, str]]:
        shown = stage_picture(table.now, table.clock.now()).facts
        return [(fact.label, fact.text) for fact in shown if fact.label or fact.text]

    table.go_to(StepKind.TESTIMONIALS)
    assert facts() == [("Testimonials", "t  write one down"), ("Next", "Close")]
    turns = replace(chapter.rules.meeting, testimonials_due=2)
    table.desk.sync.do(SetRules(replace(chapter.rules, meeting=turns)))
    assert facts()[0] == ("Due", "Maria Lopez, Ann Chu")
    assert front(table)[2] == "Maria Lopez, Ann Chu"
    form = form_named("testimonial", table.now, table.clock.now(), reads_nothing)
    assert isinstance(form, TestimonialForm)
    assert (form.by.text, form.first) == ("Maria Lopez", form.about_whom)
    for name in ("Maria Lopez", "Dee Fox"):
        table.do(GiveTestimonial(table.person(name), table.person("Cyrus Ng"), f"[/] by {name}"))
    assert facts()[0] == ("✓", "Dee Fox for Cyrus Ng: [/] by Dee Fox")
    assert facts()[1] == ("✓", "Maria Lopez for Cyrus Ng: [/] by Maria Lopez")
    for _ in range(4):
        table.do(GiveTestimonial(table.person("Ann Chu"), table.person("Cyrus Ng")))
    assert facts()[4] == ("", "and 2 before")
    table.desk.close()


PRAISE = (SHORT_AGENDA[0], PlannedStep(StepKind.TESTIMONIALS, "Testimonials", 5 * MINUTE))
