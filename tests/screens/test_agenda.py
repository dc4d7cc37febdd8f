from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from msgspec.structs import replace

from leadsroom.acts.desk import Desk
from leadsroom.domain.agenda.agenda import CHANGEOVER, PRESETS, StepKind, agenda_for
from leadsroom.domain.agenda.plan import AgendaPlan
from leadsroom.errors import Refused
from leadsroom.store.store import open_store
from screens.agenda.forms import StepForm, changeover_form, pitch_form
from screens.agenda.page import AgendaScreen
from screens.kit.dialog import PickDialog
from screens.kit.form.box import FormBox
from screens.kit.form.field import Misfilled
from screens.kit.leaving import ChapterChanged
from tests.harborview import SetClock, found_chapter
from tests.offices import Office
from tests.roster.sheets import harborview, journal_of, seat_all
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, WIDE, reading

PITCHES, BUCKET = 4, 8  # places in the agenda of ninety minutes


@pytest.fixture(scope="session")
def seated(sqlite_files):
    """A group of eighteen that meets for ninety minutes, seated once and copied for each test."""
    place = sqlite_files.fresh()
    store = open_store(place)
    office = Office(store, SetClock(), "home")
    seat_all(office, office.found(harborview()), *(f"Member {number:02d}" for number in range(1, 19)))
    store.close()
    return place


@pytest.fixture
def sqlite_place(sqlite_files, request):
    """A database with that group where a test asks for a chapter, else one without rows."""
    if "chapter" not in request.fixturenames:
        return sqlite_files.fresh()
    return sqlite_files.copy_of(request.getfixturevalue("seated"))


@pytest.fixture
def office(sqlite_store):
    """An office of whatever is on record."""
    return Office(sqlite_store, SetClock(), "front desk")


@pytest.fixture
def chapter(office):
    """The group of eighteen."""
    (chapter,) = office.chapters()
    return chapter


@pytest.fixture
def desk(sqlite_store, chapter):
    """The desk between meetings."""
    desk = Desk(sqlite_store, chapter.id, SetClock(), "front desk")
    yield desk
    desk.close()


@pytest.fixture
def page(desk, chapter):
    """Its agenda."""
    return AgendaScreen(desk, chapter)


def steps(office, chapter):
    """The steps on record."""
    return office.chapter(chapter.id).agenda


def titles(office, chapter):
    """The titles on record, in their order."""
    return [step.title for step in steps(office, chapter)]


async def opened(reader, at=0):
    """Wait for the table, and go down to a step."""
    await reader.until_shown("18 members")
    await reader.press(*["down"] * at)


async def on_record(reader, office, chapter, is_so):
    """Wait until what is on record is so."""
    await reader.until(lambda: is_so(office.chapter(chapter.id)))


def dialog(reader, kind):
    """Whether this dialog is on top."""
    return isinstance(reader.app.screen, kind)


async def test_each_step_with_its_time_and_who_takes_turns(page):
    """Time on the clock, title, kind, and minutes, or whose turns they are; beside it whether it fits."""
    async with reading(page) as reader:
        await opened(reader)
        row = next(line for line in reader.lines if " Pitches " in line)
        assert row.split()[:10] == ["7:25", "Pitches", "60", "s", "each", "·", "18", "people", "20", "min"]
        assert "Ends 8:18, 12 min before 8:30" in reader.text
        assert "18 pitches of 60 s" in reader.text


async def test_a_step_is_moved_and_moved_back(page, office, chapter):
    """Shift and down, or J, take the step along with the cursor; u takes each back, ctrl+y does it again."""
    async with reading(page) as reader:
        await opened(reader)
        await reader.press("shift+down", "J")
        assert "edit Open networking" in reader.key_line
        await on_record(reader, office, chapter, lambda c: c.agenda[2].title == "Open networking")
        await reader.press("u", "u")
        await on_record(reader, office, chapter, lambda c: c.agenda == chapter.agenda)
        await reader.press("ctrl+y")
        await on_record(reader, office, chapter, lambda c: c.agenda[1].title == "Open networking")
        await reader.press("K", "alt+up", "shift+up")
        await on_record(reader, office, chapter, lambda c: c.agenda == chapter.agenda)


async def test_a_step_is_added_and_named(page, office, chapter):
    """A, a kind, and Enter to name it: it stands below the cursor, and nothing else has moved."""
    async with reading(page) as reader:
        await opened(reader, 2)
        await reader.press("n")
        assert dialog(reader, PickDialog)
        await reader.press("end", "up", "enter")
        await reader.until_shown("Break added")
        await reader.press("enter")
        assert dialog(reader, FormBox)
        await reader.retype("Coffee")
        await reader.press("ctrl+s")
        await on_record(reader, office, chapter, lambda c: c.agenda[3].title == "Coffee")
    steps_on_record = steps(office, chapter)
    assert (*steps_on_record[:3], *steps_on_record[4:]) == chapter.agenda
    assert (steps_on_record[3].kind, steps_on_record[3].planned) == (StepKind.BREAK, timedelta(minutes=10))


async def test_a_step_is_removed_without_being_asked(page, office, chapter):
    """Delete removes it, the cursor stays where it was, and u brings it back."""
    async with reading(page) as reader:
        await opened(reader, 1)
        await reader.press("delete")
        await reader.until_shown("Welcome removed. u takes it back.")
        assert "edit Group business" in reader.key_line
        await on_record(reader, office, chapter, lambda c: "Welcome" not in [s.title for s in c.agenda])
        await reader.press("u")
        await reader.until_shown("Undid: Welcome removed.")
        await on_record(reader, office, chapter, lambda c: c.agenda == chapter.agenda)


async def test_the_last_step_stays(page, office, chapter):
    """An agenda without steps is refused in a sentence; the step is still there."""
    office.set_agenda(chapter.id, AgendaPlan(chapter.agenda[:1]))
    async with reading(page) as reader:
        await reader.until_shown("No pitches that are timed")
        await reader.press("delete")
        await reader.until_shown("An agenda has at least one step. Add another one first.")
    assert titles(office, chapter) == ["Open networking"]


async def test_minutes_by_one_key(page, office, chapter):
    """Plus and minus change a block by minutes, and pitches by the usual lengths."""
    async with reading(page) as reader:
        await opened(reader, 1)
        await reader.press("plus", "plus", "minus")
        await on_record(reader, office, chapter, lambda c: c.agenda[1].planned == timedelta(minutes=4))
        await reader.press("down", "down", "down", "plus")
        await on_record(reader, office, chapter, lambda c: c.pitch == timedelta(seconds=75))


async def test_minutes_as_typed(page, office, chapter):
    """A digit begins the length of the step under the cursor, and Enter is enough."""
    async with reading(page) as reader:
        await opened(reader, 1)
        await reader.press("4")
        assert dialog(reader, FormBox)
        await reader.paste("soon")
        await reader.press("enter")
        await reader.until_shown("“4soon” is not a length")
        await reader.retype("4")
        await reader.paste(":30")
        await reader.press("enter")
        await on_record(
            reader, office, chapter, lambda c: c.agenda[1].planned == timedelta(minutes=4, seconds=30)
        )


def step_form(at, typed="", **drafts):
    """The form of a step of the ninety minutes, filled in."""
    form = StepForm(agenda_for(timedelta(minutes=90), timedelta(seconds=60))[at], 18, CHANGEOVER, typed)
    for name, draft in drafts.items():
        form.named(name).draft = draft
    form.edited()
    return form


@pytest.mark.parametrize(
    ("at", "typed", "planned", "turn"),
    [(1, "4:30", 270, None), (PITCHES, "75", 0, 75), (BUCKET, "20", 1200, None)],
)
def test_a_digit_begins_the_length_that_the_step_has(at, typed, planned, turn):
    """That of the block, or of a turn where everybody has one; Enter there is the end of the form."""
    form = step_form(at, typed)
    assert (form.first.text, form.after(form.first)) == (typed, None)
    step = form.build()
    assert (step.planned, step.turn_length) == (
        timedelta(seconds=planned),
        timedelta(seconds=turn) if turn else None,
    )
    assert form.changed


@pytest.mark.parametrize(
    ("at", "typed", "sentence"),
    [(1, "300", "up to 4 hours"), (1, "5 soon", "not a length"), (PITCHES, "11", "15 s to 10 min")],
)
def test_a_length_that_cannot_be_is_said_at_its_field(at, typed, sentence):
    """The form stays, and so do the words, to be corrected."""
    form = step_form(at, typed)
    assert sentence in form.finish(form.first)
    with pytest.raises(Misfilled, match=sentence) as refused:
        form.build()
    assert refused.value.field is form.first


def test_a_round_may_share_a_block():
    """The one length gives way to the other; what was typed into the one that is away means nothing."""
    form = step_form(PITCHES)
    assert [field.name for field in form.fields] == ["title", "way", "each", "auto"]
    form = step_form(PITCHES, way="False", each="never", block="30", auto="True", title="Infominutes")
    assert [field.name for field in form.fields] == ["title", "way", "block", "auto"]
    step = form.build()
    assert (step.title, step.planned, step.turn_length, step.autostart) == (
        "Infominutes",
        timedelta(minutes=30),
        None,
        True,
    )


def test_a_step_without_turns_is_asked_for_its_length_alone():
    """Nobody takes turns in a block."""
    assert [field.name for field in step_form(1).fields] == ["title", "block"]


@pytest.mark.parametrize(("typed", "seconds"), [("2 min", 120), ("15", 15)])
def test_a_pitch_of_ones_own_is_read_as_every_length_is(typed, seconds):
    """A bare number is seconds from eleven on."""
    assert pitch_form(typed).build() == timedelta(seconds=seconds)


def test_a_length_out_of_reach_is_refused():
    """A pitch takes 15 s at the least, a changeover a minute at the most."""
    with pytest.raises(Misfilled, match="15 s to 10 min"):
        pitch_form("14 s").build()
    form = changeover_form(CHANGEOVER)
    form.first.draft = "90"
    with pytest.raises(Misfilled, match="0 to 60 s"):
        form.build()


async def test_a_round_is_timed_for_each_or_shared(page, office, chapter):
    """T goes from one to the other and back; a step without turns says that it has none."""
    async with reading(page) as reader:
        await opened(reader, BUCKET)
        await reader.press("t")
        await on_record(reader, office, chapter, lambda c: c.agenda[BUCKET].turn_length is not None)
        assert steps(office, chapter)[BUCKET].turn_length == timedelta(seconds=50)
        await reader.press("t")
        await on_record(reader, office, chapter, lambda c: c.agenda == chapter.agenda)
        await reader.press("down", "t", "s")
        await reader.until_shown("Close is no round: nobody takes turns in it.")


async def test_whether_the_next_starts_by_itself(page, office, chapter):
    """S changes it for the round under the cursor, and both are told in words."""
    async with reading(page) as reader:
        await opened(reader, PITCHES)
        assert "waits for Enter" in reader.text
        await reader.press("s")
        await reader.until_shown("Pitches: the next starts by itself")
        await on_record(reader, office, chapter, lambda c: c.agenda[PITCHES].autostart)


async def test_the_form_changes_all_of_a_round(page, office, chapter):
    """Title, sharing, block and who starts, with the keyboard alone; Enter at the end is done."""
    async with reading(page) as reader:
        await opened(reader, PITCHES)
        await reader.press("enter")
        await reader.retype("Infominutes")
        await reader.press("down", "right", "down")
        await reader.retype("30")
        await reader.press("enter", "right")
        assert "⏎ save" in reader.text
        await reader.press("enter")
        await on_record(reader, office, chapter, lambda c: c.agenda[PITCHES].title == "Infominutes")
    step = steps(office, chapter)[PITCHES]
    assert (step.planned, step.turn_length, step.autostart) == (timedelta(minutes=30), None, True)


async def test_a_pitch_is_chosen_for_everybody(page, office, chapter):
    """P offers 30 s to 5 minutes, each with the end it leads to; the cursor is at the one in use."""
    async with reading(page) as reader:
        await opened(reader)
        await reader.press("p")
        for words in ("30 s", "45 s", "90 s", "2 min", "5 min", "as it is now", "59 min over"):
            assert words in reader.text
        await reader.press("down", "enter")
        await on_record(reader, office, chapter, lambda c: c.pitch == timedelta(seconds=90))


async def test_a_pitch_of_ones_own(page, office, chapter):
    """A digit begins another length; Escape leaves everything as it was."""
    async with reading(page) as reader:
        await opened(reader)
        await reader.press("p", "2", "escape")
        assert not dialog(reader, FormBox)
        await reader.press("p", "2")
        await reader.paste(" min")
        await reader.press("enter")
        await on_record(reader, office, chapter, lambda c: c.pitch == timedelta(seconds=120))


async def test_the_changeover_is_changed(page, office, chapter):
    """C asks for it; beyond a minute it is refused."""
    async with reading(page) as reader:
        await opened(reader)
        await reader.press("c")
        assert dialog(reader, FormBox)
        await reader.retype("90")
        await reader.press("enter")
        assert "0 to 60 s" in reader.text
        await reader.retype("10")
        await reader.press("enter")
        await on_record(reader, office, chapter, lambda c: c.changeover == 2 * CHANGEOVER)
        await reader.until_shown("Changeover 10 s. u takes it back.")


async def test_a_published_agenda_and_back(page, office, chapter):
    """O lists them with what they come to; the one taken can be given back with u."""
    async with reading(page) as reader:
        await opened(reader, 3)
        await reader.press("plus", "o")
        for preset in PRESETS:
            assert preset.name in reader.text
        await reader.press("down")
        assert "Talk with questions 12" in " ".join(reader.text.split())
        await reader.press("enter")
        await on_record(reader, office, chapter, lambda c: c.agenda == PRESETS[1].steps)
        await reader.press("u", "u")
        await on_record(reader, office, chapter, lambda c: c.agenda == chapter.agenda)
        await reader.press("u")
        await reader.until_shown("There is nothing to undo.")


async def test_one_key_takes_the_advice(page, office, chapter):
    """Too long, it says by how much and what would fit; f gives everybody that, and u takes it back."""
    office.set_agenda(chapter.id, AgendaPlan(chapter.agenda).pitching(timedelta(minutes=3)))
    async with reading(page) as reader:
        await reader.until_shown("Ends 8:53, 23 min past 8:30")
        await reader.until_shown("Leads bucket")
        await reader.press("f")
        await on_record(reader, office, chapter, lambda c: c.pitch < timedelta(minutes=3))
        await reader.press("f")
        await reader.until_shown("It fits as it is.")
        await reader.press("u")
        await on_record(reader, office, chapter, lambda c: c.pitch == timedelta(minutes=3))


async def test_what_is_not_enough_is_said(page, office, chapter):
    """Where the advice is not enough it says what is left; taken, it says what was done."""
    first = replace(chapter.agenda[0], planned=timedelta(minutes=120))
    office.set_agenda(chapter.id, AgendaPlan((first, *chapter.agenda[1:])))
    async with reading(page) as reader:
        await reader.until_shown("still ends 8:44")
        await reader.press("f")
        await reader.until_shown("✓ Open networking 120 → 60 min, Leads bucket 15 → 9 min")


async def test_an_empty_roster_is_counted_as_usual(office, sqlite_store):
    """Before there are members the check counts with a usual table, and says so."""
    chapter = office.found(harborview())
    desk = Desk(sqlite_store, chapter.id, SetClock(), "front desk")
    async with reading(AgendaScreen(desk, chapter)) as reader:
        await reader.until_shown("The roster is empty: counted")
        assert "15 pitches of 60 s" in reader.text
    desk.close()


async def test_many_keys_at_once_are_all_on_record(page, office, chapter, sqlite_store):
    """Quick fingers lose nothing: leaving waits until the last of them is written."""
    async with reading(page) as reader:
        await opened(reader)
        await reader.press(*["plus"] * 12, "escape")
        await reader.until(lambda: reader.left_with)
        *_, changed = reader.messages(ChapterChanged)
    assert changed.chapter == office.chapter(chapter.id)
    assert office.chapter(chapter.id).agenda[0].planned == timedelta(minutes=27)
    assert {act for act, _, meeting in journal_of(sqlite_store) if meeting is None} >= {"SetAgenda"}


async def test_what_somebody_else_changed_is_shown_and_mine_is_kept(page, office, chapter):
    """A change over an older agenda is refused; the newer one is shown, and u brings back what stood here."""
    async with reading(page) as reader:
        await opened(reader)
        office.set_agenda(chapter.id, AgendaPlan(chapter.agenda[:5]))
        await reader.press("plus")
        await reader.until_shown("changed elsewhere")
        await reader.until(lambda: "Testimonials" not in reader.text)
        await reader.press("u")
        await reader.until_shown("✓ Yours is back, in place of theirs.")
        await on_record(reader, office, chapter, lambda c: c.agenda[0].planned == timedelta(minutes=16))
        assert len(steps(office, chapter)) == len(chapter.agenda)


async def test_mine_can_be_brought_back_on_a_later_visit(page, desk, office, chapter):
    """The page was left with theirs shown: opened again it still offers mine, and u keeps the promise."""
    async with reading(page) as reader:
        await opened(reader)
        office.set_agenda(chapter.id, AgendaPlan(chapter.agenda[:5]))
        await reader.press("plus")
        await reader.until_shown("brings yours back.")
        await reader.press("escape")
        await reader.until(lambda: reader.left_with)
        await reader.app.push_screen(AgendaScreen(desk, chapter))
        await reader.until_shown("yours was on record: u brings yours")
        assert "Testimonials" not in reader.text
        await reader.press("u")
        await reader.until_shown("✓ Yours is back, in place of theirs.")
        await on_record(reader, office, chapter, lambda c: c.agenda[0].planned == timedelta(minutes=16))
        await reader.until(lambda: not reader.app.page_drafts.names)


async def test_a_busy_database_loses_nothing(page, desk, office, chapter, monkeypatch):
    """What could not be written stays on the screen, and leaving writes it, or says why not, once."""
    do = desk.sync.do

    def busy(_command):
        raise Refused("The database is busy. Try again in a moment.")

    async with reading(page) as reader:
        await opened(reader)
        monkeypatch.setattr(desk.sync, "do", busy)
        await reader.press("plus")
        await reader.until_shown("The database is busy.")
        assert "16 min" in reader.text
        await reader.press("escape")
        await reader.settle()
        assert not reader.left_with
        monkeypatch.setattr(desk.sync, "do", do)
        await reader.press("ctrl+s")
        await reader.until_shown("Everything is on record.")
    assert steps(office, chapter)[0].planned == timedelta(minutes=16)


@contextmanager
def busy(desk, monkeypatch):
    """A database that takes nothing while this lasts."""

    def refuse(_command):
        raise Refused("The database is busy. Try again in a moment.")

    with monkeypatch.context() as patch:
        patch.setattr(desk.sync, "do", refuse)
        yield


async def left_unsaved(reader, desk, monkeypatch):
    """A minute more for the first step, which could not be put on record before the page was left."""
    await opened(reader)
    with busy(desk, monkeypatch):
        await reader.press("plus")
        await reader.until_shown("The database is busy.")
        await reader.press("escape")
        await reader.settle()
        await reader.press("escape")
        await reader.until(lambda: reader.left_with)


async def test_what_was_not_on_record_is_put_back(page, desk, office, chapter, monkeypatch):
    """Opened again, the page shows it and says so; ctrl+s saves it, and then nothing is put back."""
    async with reading(page) as reader:
        await left_unsaved(reader, desk, monkeypatch)
        assert steps(office, chapter)[0].planned == timedelta(minutes=15)
        await reader.app.push_screen(AgendaScreen(desk, chapter))
        await reader.until_shown("Put back, and not on record yet")
        assert "16 min" in reader.text
        await reader.press("ctrl+s")
        await on_record(reader, office, chapter, lambda c: c.agenda[0].planned == timedelta(minutes=16))
        await reader.until(lambda: not reader.app.page_drafts.names)


async def test_what_was_put_back_is_taken_back(page, desk, office, chapter, monkeypatch):
    """U stands as the record does, and nothing is left to put back."""
    async with reading(page) as reader:
        await left_unsaved(reader, desk, monkeypatch)
        await reader.app.push_screen(AgendaScreen(desk, chapter))
        await reader.until_shown("Put back, and not on record yet")
        await reader.press("u")
        await reader.until_shown("✓ Undid: ")
        await reader.until(lambda: not reader.app.page_drafts.names)
    assert steps(office, chapter)[0].planned == timedelta(minutes=15)


async def test_what_another_agenda_has_overtaken_is_let_go(page, desk, office, chapter, monkeypatch):
    """Somebody else changed it since: theirs stands, and it is said."""
    async with reading(page) as reader:
        await left_unsaved(reader, desk, monkeypatch)
        office.set_agenda(chapter.id, AgendaPlan(chapter.agenda[:5]))
        await reader.app.push_screen(AgendaScreen(desk, chapter))
        await reader.until_shown("what you had not saved was let go")
        assert "16 min" not in reader.text
        assert not reader.app.page_drafts.names


@pytest.mark.parametrize(
    "text", ["", "{}", "[1", '{"before":[],"now":{"plan":{"steps":[]},"at":0}}', "\ud800"]
)
async def test_a_draft_that_cannot_be_read_harms_nothing(page, desk, chapter, text):
    """Whatever stands in it, the agenda is as it is on record, and it is said."""
    async with reading(page) as reader:
        await opened(reader)
        reader.app.page_drafts.keep("agenda", {"page": text})
        await reader.app.push_screen(AgendaScreen(desk, chapter))
        await reader.until(lambda: not reader.app.page_drafts.names)
        assert "15 min" in reader.text


async def test_a_step_that_was_left_as_it_was_says_so(page):
    """As every form does that is saved without a change."""
    async with reading(page) as reader:
        await opened(reader)
        await reader.press("enter")
        await reader.until(lambda: dialog(reader, FormBox))
        await reader.press("ctrl+s")
        await reader.until_shown("Nothing was changed")


async def test_titles_are_never_obeyed(page, office, chapter):
    """Whatever a title is, it is shown as it is or refused in a sentence, at every place it is shown."""
    async with reading(page) as reader:
        await opened(reader)
        await reader.press("enter")
        for name in (*HOSTILE.values(), "\x1b[2J\x07evil"):
            await reader.retype(name)
            await reader.press("ctrl+s")
            if len(name) > 60:
                await reader.until_shown("this one has 500")
                continue
            shown = name.replace("\x1b[2J\x07", "")
            await on_record(reader, office, chapter, lambda c, shown=shown: c.agenda[0].title == shown)
            await reader.until_shown(f"edit {shown}"[:20])
            assert shown in reader.text
            await reader.press("delete", "u")
            await reader.until_shown("Undid: ")
            await on_record(reader, office, chapter, lambda c, shown=shown: c.agenda[0].title == shown)
            await reader.press("enter")
            await reader.until(lambda: dialog(reader, FormBox))


async def test_an_agenda_without_steps_can_be_filled(sqlite_store):
    """However it came to be empty, every key is harmless, and what is added is on record."""
    office, chapter = Office(sqlite_store, SetClock(), "front desk"), found_chapter(sqlite_store, agenda=())
    desk = Desk(sqlite_store, chapter.id, SetClock(), "front desk")
    async with reading(AgendaScreen(desk, chapter)) as reader:
        await reader.until_shown("6 members")
        await reader.press("enter", "delete", "plus", "t", "s", "J", "f", "p", "u", "1")
        await reader.press("n", "enter")
        await on_record(reader, office, chapter, lambda c: len(c.agenda) == 1)
    desk.close()


async def test_thirty_steps_are_enough(page, office, chapter):
    """The thirty-first is refused in a sentence."""
    office.set_agenda(chapter.id, AgendaPlan(chapter.agenda * 3))
    async with reading(page) as reader:
        await reader.until_shown("past 8:30")
        await reader.press("n", "enter")
        await reader.until_shown("An agenda has up to 30 steps; this one would have 31.")
    assert len(steps(office, chapter)) == 30


async def test_all_keys_are_told(page):
    """The page of keys has a line for each, also for those that the bottom line has no room for."""
    async with reading(page, WIDE) as reader:
        await opened(reader)
        await reader.press("question_mark")
        for words in (
            "Time between two turns",
            "A turn for each",
            "Redo what was undone",
            "as groups publish",
            "K and J",
        ):
            await reader.until_shown(words)


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_the_agenda(page, size, snapshot):
    """The list and the fit check at two sizes."""
    async with reading(page, size) as reader:
        await opened(reader, PITCHES)
        assert reader.text == snapshot


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_an_agenda_that_is_too_long(page, office, chapter, size, snapshot):
    """What it says then, at two sizes."""
    office.set_agenda(chapter.id, AgendaPlan(chapter.agenda).pitching(timedelta(minutes=2)))
    async with reading(page, size) as reader:
        await opened(reader)
        await reader.until_shown("15 → 9 min")
        assert reader.text == snapshot


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
@pytest.mark.parametrize("key", ["n", "o", "p", "enter"])
async def test_what_is_asked_for(page, key, size, snapshot):
    """The dialogs at two sizes: nothing is cut."""
    async with reading(page, size) as reader:
        await opened(reader, PITCHES)
        await reader.press(key)
        assert reader.text == snapshot


async def test_what_was_changed_before_is_taken_back_too(desk, office, chapter):
    """The page left and opened again: u takes back the last change, and names it."""
    changed = office.set_agenda(chapter.id, AgendaPlan(chapter.agenda[1:], chapter.changeover))
    async with reading(AgendaScreen(desk, changed)) as reader:
        await opened(reader)
        await reader.press("u")
        await reader.until_shown("✓ Undid: Open networking removed.")
        assert steps(office, chapter) == chapter.agenda
        await reader.press("ctrl+y")
        await reader.until_shown("✓ Redid: Open networking removed.")
    assert steps(office, chapter) == changed.agenda


async def test_each_change_is_an_entry_that_u_takes_back(page, office, chapter, sqlite_store):
    """However quickly they came, one u takes back one of them, in the journal as well."""
    async with reading(page) as reader:
        await opened(reader, 1)
        await reader.press("plus", "plus", "plus", "u")
        await on_record(reader, office, chapter, lambda c: c.agenda[1].planned == timedelta(minutes=5))
        await reader.until_shown("✓ Undid: Welcome")
    acts = [act for act, _, _ in journal_of(sqlite_store)]
    assert acts[-4:] == ["SetAgenda", "SetAgenda", "SetAgenda", "Undo"]
