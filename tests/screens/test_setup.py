from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from leadsroom.acts.chapter.proposal import proposed_beside
from leadsroom.acts.desk import Desk
from leadsroom.acts.people.commands import ImportRoster
from leadsroom.domain.association.areas import Area, Tree
from leadsroom.domain.ids import AreaId
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.errors import Refused
from screens.kit.form.field import Misfilled
from screens.kit.form.messages import FormGiven, FormLeft
from screens.kit.form.view import FormView
from screens.kit.leaving import ChapterChanged
from screens.setup.setup import SetupForm, SetupScreen
from tests.harborview import SetClock
from tests.offices import Office
from tests.roster.sheets import harborview
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, reading

MEETS = {"weekday": "2", "starts": "7:00"}
DATA = Path(__file__).parent.parent / "data"


@pytest.fixture
def office(sqlite_store):
    """An office, nothing founded yet."""
    return Office(sqlite_store, SetClock(), "front desk")


@pytest.fixture
def desk(sqlite_store):
    """The desk of a chapter that is not founded yet."""
    desk = Desk(sqlite_store, None, SetClock(), "front desk")
    yield desk
    desk.close()


@pytest.fixture
def page(desk, office):
    """The form, filled in but for the name, with a day and an hour that were typed before."""
    page = page_of(desk)
    page.form.put_back(MEETS)
    return page


def page_of(desk):
    """The form as it opens."""
    return SetupScreen(desk, harborview(name=""), SetClock())


def setup_form(**drafts):
    """The form without a page, filled in."""
    form = SetupForm(harborview(name=""), lambda _zone: date(2026, 11, 18))
    for name, draft in (MEETS | drafts).items():
        form.named(name).draft = draft
        form.edited()
    return form


def field_of(reader):
    """The field that the keyboard is on."""
    return reader.app.screen.query_one(FormView).field


async def to_row(reader, row, key="tab"):
    """Go down to a row by its name; up with another key."""
    for _ in range(20):
        if field_of(reader).name == row:
            return
        await reader.press(key)
    raise AssertionError(f"{row} is out of reach")


async def choose_file(reader, path):
    """Choose a roster from a file."""
    await to_row(reader, "roster")
    await reader.press("right", "tab")
    await reader.paste(str(path))
    await reader.press("enter")


async def test_a_group_is_founded_with_the_keyboard_alone(page, office):
    """Name typed, everything else as proposed, Enter to the end: the group is on record."""
    async with reading(page) as reader:
        await reader.paste("Harborview Leads Group")
        await to_row(reader, "roster")
        assert "⏎ set up the chapter" in reader.text
        await reader.press("enter")
        await reader.until(lambda: reader.messages(ChapterChanged))
    (chapter,) = office.chapters()
    assert reader.messages(ChapterChanged)[0].chapter == chapter
    assert (chapter.name, chapter.timezone, chapter.currency) == (
        "Harborview Leads Group",
        "America/Los_Angeles",
        "USD",
    )
    assert (chapter.weekday, chapter.starts, chapter.pitch) == (2, time(7), timedelta(seconds=60))


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_the_day_and_the_hour_are_asked_for(desk, office, size):
    """Both are empty at first, Enter there says what to type, and the plan waits for them."""
    page = page_of(desk)
    async with reading(page, size) as reader:
        await reader.paste("Harborview")
        await to_row(reader, "weekday")
        assert "● Wed" not in reader.text
        await reader.press("enter")
        await reader.until_shown("Choose the day on which you meet")
        await reader.press("w", "enter", "enter")
        await reader.until_shown("Type when the meeting starts, like 7:00, 7am or 19:30.")
        assert (field_of(reader).name, isinstance(page.form.day_plan, str)) == ("starts", True)
        await reader.press("ctrl+s")
        await reader.until_shown("Type when the meeting starts")
        await reader.paste("7:00")
        assert page.form.day_plan == page.form.plan
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.messages(ChapterChanged))
    (chapter,) = office.chapters()
    assert (chapter.weekday, chapter.starts) == (2, time(7))


async def test_ctrl_s_founds_it_at_once(page, office):
    """Whoever is content with what is proposed need not walk through the form."""
    async with reading(page) as reader:
        await reader.paste("Early birds")
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.messages(ChapterChanged))
    assert [chapter.name for chapter in office.chapters()] == ["Early birds"]


async def test_the_habits_that_were_chosen_are_kept(page, office):
    """Day, time, clock, minutes and a pitch of one's own come out as they were entered."""
    async with reading(page) as reader:
        await reader.paste("Evening group")
        await to_row(reader, "weekday")
        await reader.press("t", "t")
        await to_row(reader, "starts")
        await reader.retype("7:30 pm")
        await to_row(reader, "clock")
        await reader.press("right")
        await to_row(reader, "length")
        await reader.retype("1:15")
        await to_row(reader, "pitch")
        await reader.retype("1:15")
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.messages(ChapterChanged))
    (chapter,) = office.chapters()
    assert (chapter.weekday, chapter.starts, chapter.clock_24h) == (1, time(19, 30), True)
    assert (chapter.length, chapter.pitch) == (timedelta(minutes=75), timedelta(seconds=75))


async def test_a_city_is_enough_and_its_country_follows(page, office):
    """A few letters of a city pick the time zone; country, money and clock follow it."""
    async with reading(page) as reader:
        await reader.paste("Spree")
        await to_row(reader, "timezone")
        await reader.retype("berlin")
        await reader.until_shown("Europe/Berlin")
        await reader.press("enter")
        await reader.until_shown("Germany")
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.messages(ChapterChanged))
    (chapter,) = office.chapters()
    assert (chapter.timezone, chapter.country, chapter.currency) == ("Europe/Berlin", "DE", "EUR")
    assert chapter.clock_24h


def test_a_country_that_was_typed_is_not_overruled():
    """What somebody typed stays when the time zone changes afterwards; what nobody typed follows."""
    form = setup_form(name="Border group", country="Canada", currency="USD", timezone="berlin")
    chapter = form.build()
    assert (chapter.timezone, chapter.country, chapter.currency) == ("Europe/Berlin", "CA", "USD")
    assert setup_form(name="x", country="Germany").build().currency == "EUR"


def test_a_place_proposes_again_until_something_is_chosen():
    """From Berlin to Paris the country follows; a clock that was chosen stays."""
    form = setup_form(name="x", timezone="Europe/Berlin", clock="False")
    form.named("timezone").draft = "Europe/Paris"
    form.edited()
    chapter = form.build()
    assert (chapter.country, chapter.currency, chapter.clock_24h) == ("FR", "EUR", False)


def test_a_draft_fills_the_form_in_as_it_was_left():
    """Also where a country was chosen that is not the one of the time zone."""
    left = setup_form(name="Harborview [/]", timezone="Europe/Berlin", country="US", weekday="4")
    again = setup_form()
    again.put_back(left.draft)
    assert again.draft == left.draft
    assert again.build() == left.build()
    assert again.build().country == "US"


@pytest.mark.parametrize(
    ("row", "typed", "sentence"),
    [
        ("length", "12", "20 minutes"),
        ("starts", "25:00", "not a time"),
        ("currency", "shells", "not a currency"),
        ("country", "Narnia", "not a country"),
        ("timezone", "Atlantis", "No city is called"),
        ("pitch", "an hour", "not a length"),
        ("name", "", "name of your chapter"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(row, typed, sentence):
    """A wrong line keeps what was typed and says what to do, on Enter and when everything is saved."""
    form = setup_form(**{"name": "Harborview", row: typed})
    field = form.named(row)
    assert sentence in form.finish(field)
    with pytest.raises(Misfilled, match=sentence) as refused:
        form.build()
    assert (refused.value.field, field.text) == (field, typed)


async def test_the_upper_of_wrong_lines_comes_first(page, office):
    """Without a name nothing is founded, and the keyboard is where it has to be typed."""
    async with reading(page, LAPTOP) as reader:
        await to_row(reader, "length")
        await reader.retype("12")
        await reader.press("ctrl+s")
        await reader.until_shown("Type the name of your chapter.")
        assert field_of(reader).name == "name"
        await reader.paste("Harborview")
        await reader.press("ctrl+s")
        await reader.until_shown("A meeting takes 20 minutes to 6 hours.")
        assert field_of(reader).name == "length"
    assert not office.chapters()


async def test_an_office_that_refuses_loses_nothing(page, office):
    """A name that is taken is refused in a sentence; the form stands as it was, and a second try succeeds."""
    office.found(harborview(name="Harborview"))
    async with reading(page) as reader:
        await reader.paste("Harborview")
        await reader.press("ctrl+s")
        await reader.until_shown("There is a chapter called Harborview already")
        assert not reader.messages(ChapterChanged)
        await reader.retype("Harborview East")
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.messages(ChapterChanged))
    assert {chapter.name for chapter in office.chapters()} == {"Harborview", "Harborview East"}


async def test_a_roster_file_is_read_and_taken_in(page, office):
    """The file is looked into first, with the time its pitches need; then the group has its members."""
    async with reading(page) as reader:
        await reader.paste("Harborview")
        await choose_file(reader, DATA / "roster.csv")
        await reader.until_shown("18 new members")
        assert "18 people: 19 min 30 s" in reader.text
        await reader.press("enter")
        await reader.until(lambda: reader.messages(ChapterChanged))
    (chapter,) = office.chapters()
    members = office.members(chapter.id)
    assert [member.seat for member in members] == list(range(1, 19))
    assert all(member.status is MembershipStatus.ACTIVE for member in members)


async def test_problems_of_a_file_are_listed_and_nothing_is_lost(page, office, tmp_path):
    """Every problem is listed with what to do; after the file was mended Enter reads it again."""
    file = tmp_path / "members.csv"
    file.write_bytes((DATA / "roster-messy.csv").read_bytes())
    async with reading(page, (120, 60)) as reader:
        await reader.paste("Harborview")
        await choose_file(reader, file)
        await reader.until_shown("4 things have to be put right")
        for value in ("555-0115", "2/30/2024", "Member since", "What to do"):
            await reader.until_shown(value)
        await reader.press("ctrl+s")
        await reader.until(lambda: field_of(reader).name == "path")
        assert not office.chapters()
        assert page.form.file.path.text == str(file)
        file.write_bytes((DATA / "roster.csv").read_bytes())
        await reader.press("enter")
        await reader.until_shown("18 new members")
        await reader.press("enter")
        await reader.until(lambda: reader.messages(ChapterChanged))
    assert len(office.members(office.chapters()[0].id)) == 18


async def test_the_good_lines_of_a_bad_file_can_be_taken(page, office):
    """Whoever does not want to mend the file now takes what is good in it."""
    async with reading(page) as reader:
        await reader.paste("Harborview")
        await choose_file(reader, DATA / "roster-messy.csv")
        await reader.until_shown("4 things have to be put right")
        await reader.press("tab", "right")
        await reader.until_shown("problems left out")
        await reader.press("enter")
        await reader.until(lambda: reader.messages(ChapterChanged))
    assert office.members(office.chapters()[0].id)


async def test_a_file_that_is_not_there(page, office, tmp_path):
    """A wrong path is said beside the field, and stays to be corrected."""
    async with reading(page) as reader:
        await reader.paste("Harborview")
        await choose_file(reader, tmp_path / "nobody.csv")
        await reader.until_shown("There is no file")
        assert page.form.file.path.text.endswith("nobody.csv")
    assert not office.chapters()


async def test_a_dropped_path_may_have_quotes(page, tmp_path):
    """Terminals drop a path with quotes or escaped spaces; both are understood."""
    file = tmp_path / "our members.csv"
    file.write_bytes((DATA / "roster.csv").read_bytes())
    async with reading(page) as reader:
        await choose_file(reader, f"'{file}'")
        await reader.until_shown("18 new members")
        await reader.retype(str(file).replace(" ", "\\ "))
        await reader.until(lambda: "18 new members" not in reader.text)
        await reader.press("enter")
        await reader.until_shown("18 new members")


@pytest.mark.parametrize("name", [HOSTILE["link"], HOSTILE["500 characters"]], ids=["link", "500 characters"])
async def test_a_hostile_name_is_only_a_name(page, office, name):
    """Markup and long names are taken literally."""
    async with reading(page) as reader:
        await reader.paste(name)
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.messages(ChapterChanged))
    assert [chapter.name for chapter in office.chapters()] == [name]


async def test_escape_founds_nothing_and_loses_nothing(page, desk, office):
    """Escape leaves without founding anything; what was typed and chosen fills the form again."""
    async with reading(page) as reader:
        await reader.paste("Harborview [/]")
        await to_row(reader, "weekday")
        await reader.press("f")
        await choose_file(reader, DATA / "roster.csv")
        await reader.press("escape")
        assert reader.left_with == [None]
        assert not office.chapters()
        again = page_of(desk)
        await reader.app.push_screen(again)
        await reader.until_shown("Harborview [/]")
        assert again.form.draft == page.form.draft
        assert (again.form.name.text, again.form.weekday.chosen) == ("Harborview [/]", 4)
        assert again.form.file.path.text == str(DATA / "roster.csv")
        assert "unsaved draft" in reader.text


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_the_form(desk, size, snapshot):
    """The form as it opens, at two sizes."""
    async with reading(page_of(desk), size) as reader:
        assert reader.text == snapshot


async def test_every_weekday_can_be_seen_beside_the_plan(page):
    """In a window of middling width the form has the room, and no field is cut for the plan's sake."""
    async with reading(page, (100, 30)) as reader:
        assert "○ Sun" in reader.text
        assert "blank if there is none yet" in reader.text


async def test_a_long_list_of_problems_is_read_with_the_page_keys(page):
    """In a small window the list goes on below; page down brings it, and the keyboard stays at the path."""
    async with reading(page, SMALL) as reader:
        await choose_file(reader, DATA / "roster-messy.csv")
        await reader.until_shown("What to do")
        await reader.at_rest()
        await reader.press(*["pagedown"] * 4)
        await reader.until_shown("2/30/2024")
        assert field_of(reader).name == "path"


async def test_another_country_looks_at_the_file_anew(page, office, tmp_path):
    """A phone of the United States is none in France: that is said before anything is founded."""
    file = tmp_path / "members.csv"
    file.write_text("Name,Profession,Phone\nMaria Lopez,Web design,(415) 555-0101\n")
    async with reading(page, (120, 60)) as reader:
        await reader.paste("Harborview")
        await choose_file(reader, file)
        await reader.until_shown("1 new member.")
        await to_row(reader, "country", "shift+tab")
        await reader.retype("France")
        await reader.until_shown("has to be put right")
        await reader.press("ctrl+s")
        await reader.until(lambda: field_of(reader).name == "path")
        assert not office.chapters()
        await to_row(reader, "country", "shift+tab")
        await reader.retype("US")
        await reader.until_shown("1 new member.")
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.messages(ChapterChanged))
    assert len(office.members(office.chapters()[0].id)) == 1


@pytest.mark.parametrize("key", ["ctrl+s", "escape"])
async def test_members_refused_at_the_last_moment_are_not_lost(page, office, monkeypatch, key):
    """The group is on record, and why they are not is told; once more takes them, Escape goes without."""
    do = page._desk.do

    async def busy_with_members(command):
        if isinstance(command, ImportRoster):
            raise Refused("The database is busy.")
        return await do(command)

    async with reading(page) as reader:
        await reader.paste("Harborview")
        await choose_file(reader, DATA / "roster.csv")
        await reader.until_shown("18 new members")
        with monkeypatch.context() as patch:
            patch.setattr(page._desk, "do", busy_with_members)
            await reader.press("ctrl+s")
            await reader.until_shown("Harborview is on record, its members are not yet.")
        await reader.until_shown("The database is busy.")
        assert not reader.messages(ChapterChanged)
        await reader.press(key)
        await reader.until(lambda: reader.messages(ChapterChanged))
    (chapter,) = office.chapters()
    assert len(office.members(chapter.id)) == (18 if key == "ctrl+s" else 0)


async def test_a_chapter_is_founded_once(page, office):
    """However often Enter is pressed at the end, and Escape with it."""
    async with reading(page, LAPTOP) as reader:
        await to_row(reader, "name")
        await reader.paste("Harborview")
        form, new = page.form, page.form.build()
        for message in (FormGiven(new, form=form), FormGiven(new, form=form), FormLeft(form=form)):
            page.post_message(message)
        await reader.until(lambda: reader.messages(ChapterChanged))
        await reader.at_rest()
        assert [chapter.name for chapter in office.chapters()] == ["Harborview"]
        assert [wanted for wanted, _ in reader.wanted] == ["home"]
        assert reader.left_with == []


def test_another_chapter_is_proposed_the_habits_of_the_one_beside_it():
    """Country, money and clock stay as they were chosen there, until another place is named."""
    beside = harborview(name="", timezone="America/Los_Angeles", country="CA", currency="EUR", clock_24h=True)
    form = SetupForm(beside, lambda _zone: date(2026, 11, 18), are_habits=True)
    assert [form.country.draft, form.currency.draft, form.clock.chosen] == ["CA", "EUR", True]
    form.timezone.draft = "Europe/London"
    form.edited()
    assert [form.country.draft, form.currency.draft, form.clock.chosen] == ["GB", "GBP", True]


def test_the_area_of_the_chapter_beside_it_is_proposed_as_long_as_the_place_may_be_there(office):
    """Another place may stand in any area: none is proposed, and one that was chosen stays."""
    areas = Tree(Area(AreaId(number), None, "area", name) for number, name in ((1, "North"), (2, "South")))
    beside = replace(office.found(harborview(place="Leeds")), area_id=AreaId(1))
    form = SetupForm(harborview(name=""), lambda _zone: date(2026, 11, 18), areas=areas, beside=beside)
    found = []
    for place in ("", "leeds", "York", ""):
        form.place.draft = place
        form.edited()
        found.append(form.area.area_id)
    assert found == [1, 1, None, 1]
    form.area.draft = "South"
    form.place.draft = "York"
    form.edited()
    assert form.area.area_id == 2
    again = SetupForm(harborview(name=""), lambda _zone: date(2026, 11, 18), areas=areas, beside=beside)
    again.put_back({"place": "York", "area": "North"})
    assert again.area.area_id == 1


def test_what_is_a_chapters_own_is_proposed_to_no_other(office):
    """Its name, place, address and day of founding; whatever else it has decided is."""
    habits = harborview(
        place="Pier 4", email="ask@harborview.example", founded_on=date(2019, 3, 6), clock_24h=True
    )
    proposed = proposed_beside(office.found(habits))
    assert proposed == harborview(name="", currency="USD", clock_24h=True)
