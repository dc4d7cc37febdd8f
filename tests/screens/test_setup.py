from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest

from leadsroom.acts.desk import Desk
from leadsroom.acts.people.commands import ImportRoster
from leadsroom.domain.people.roster import MembershipStatus
from leadsroom.errors import Refused
from screens.setup import SetupScreen
from tests.harborview import SetClock
from tests.offices import Office
from tests.roster.sheets import harborview
from tests.screens.pages import HOSTILE, LAPTOP, SMALL, reading

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
    """The form, filled in with what is proposed but for the name."""
    return page_of(desk)


def page_of(desk, *draft):
    """The form, as it was left if it was."""
    return SetupScreen(desk, harborview(name=""), SetClock(), *draft)


async def to_row(reader, row, key="tab"):
    """Go down to a row by its id; up with another key."""
    for _ in range(20):
        focused = reader.app.focused
        if focused is not None and any(node.id == row for node in focused.ancestors_with_self):
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
        assert "set up the group" in reader.key_line
        await reader.press("enter")
        await reader.until(lambda: reader.said(SetupScreen.GroupFounded))
    (chapter,) = office.chapters()
    assert reader.said(SetupScreen.GroupFounded)[0].chapter == chapter
    assert (chapter.name, chapter.timezone, chapter.currency) == (
        "Harborview Leads Group",
        "America/Los_Angeles",
        "USD",
    )
    assert (chapter.weekday, chapter.starts, chapter.pitch) == (2, time(7), timedelta(seconds=60))


async def test_ctrl_s_founds_it_at_once(page, office):
    """Whoever is content with what is proposed need not walk through the form."""
    async with reading(page) as reader:
        await reader.paste("Early birds")
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.said(SetupScreen.GroupFounded))
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
        await reader.press("o")
        await to_row(reader, "other")
        await reader.paste("1:15")
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.said(SetupScreen.GroupFounded))
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
        await reader.until(lambda: reader.said(SetupScreen.GroupFounded))
    (chapter,) = office.chapters()
    assert (chapter.timezone, chapter.country, chapter.currency) == ("Europe/Berlin", "DE", "EUR")
    assert chapter.clock_24h


async def test_a_country_that_was_typed_is_not_overruled(page, office):
    """What somebody typed stays when the time zone changes afterwards."""
    async with reading(page) as reader:
        await reader.paste("Border group")
        await to_row(reader, "country")
        await reader.retype("Canada")
        await to_row(reader, "currency")
        await reader.retype("USD")
        await reader.press("shift+tab", "shift+tab")
        await reader.retype("berlin")
        await reader.press("enter", "ctrl+s")
        await reader.until(lambda: reader.said(SetupScreen.GroupFounded))
    (chapter,) = office.chapters()
    assert (chapter.timezone, chapter.country, chapter.currency) == ("Europe/Berlin", "CA", "USD")


async def test_what_cannot_be_read_is_said_beside_the_field(page, office):
    """A wrong line keeps what was typed and says what to do, the upper ones first; nothing is founded."""
    wrong_lines = (
        ("length", "12", "20 minutes"),
        ("starts", "25:00", "not a time"),
        ("currency", "shells", "not a currency"),
        ("country", "Narnia", "not a country"),
        ("timezone", "Atlantis", "no time zone"),
    )
    async with reading(page, LAPTOP) as reader:
        await reader.paste("Harborview")
        await to_row(reader, "length")
        for row, typed, sentence in wrong_lines:
            await to_row(reader, row, "shift+tab")
            await reader.retype(typed)
            await reader.press("ctrl+s")
            wrong = page.form.row(row).wrong
            assert sentence in wrong
            assert typed in reader.text
            assert " ".join(wrong.split()[:2]) in reader.text
            assert page.form.control(row).has_focus
    assert not office.chapters()


async def test_a_group_needs_a_name(page, office):
    """Without a name nothing is founded, and the cursor is where it has to be typed."""
    async with reading(page) as reader:
        await to_row(reader, "currency")
        await reader.press("ctrl+s")
        assert "Type the name of your group." in reader.text.replace("\n", " ") or page.form.row("name").wrong
        assert page.form.control("name").has_focus
    assert not office.chapters()


async def test_an_office_that_refuses_loses_nothing(page, office):
    """A name that is taken is refused in a sentence; the form stands as it was, and a second try succeeds."""
    office.found(harborview(name="Harborview"))
    async with reading(page) as reader:
        await reader.paste("Harborview")
        await reader.press("ctrl+s")
        await reader.until_shown("There is a chapter called Harborview already")
        assert not reader.said(SetupScreen.GroupFounded)
        await reader.paste(" East")
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.said(SetupScreen.GroupFounded))
    assert {chapter.name for chapter in office.chapters()} == {"Harborview", "Harborview East"}


async def test_a_roster_file_is_read_and_taken_in(page, office):
    """The file is looked into first, with the time its pitches need; then the group has its members."""
    async with reading(page) as reader:
        await reader.paste("Harborview")
        await choose_file(reader, DATA / "roster.csv")
        await reader.until_shown("18 new members")
        assert "18 pitches of 60 s + changeover = 19 min 30 s" in reader.text
        await reader.press("enter")
        await reader.until(lambda: reader.said(SetupScreen.GroupFounded))
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
        await reader.until(lambda: page.pick.path.has_focus)
        assert not office.chapters()
        assert page.pick.path.value == str(file)
        file.write_bytes((DATA / "roster.csv").read_bytes())
        await reader.press("enter")
        await reader.until_shown("18 new members")
        await reader.press("enter")
        await reader.until(lambda: reader.said(SetupScreen.GroupFounded))
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
        await reader.until(lambda: reader.said(SetupScreen.GroupFounded))
    assert office.members(office.chapters()[0].id)


async def test_a_file_that_is_not_there(page, office, tmp_path):
    """A wrong path is said beside the field, and stays to be corrected."""
    async with reading(page) as reader:
        await reader.paste("Harborview")
        await choose_file(reader, tmp_path / "nobody.csv")
        await reader.until_shown("There is no file")
        assert page.pick.path.value.endswith("nobody.csv")
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
        await reader.until(lambda: reader.said(SetupScreen.GroupFounded))
    assert [chapter.name for chapter in office.chapters()] == [name]


async def test_escape_founds_nothing_and_loses_nothing(page, desk, office):
    """Escape leaves without founding anything; what was typed and chosen fills the form again."""
    async with reading(page) as reader:
        await reader.paste("Harborview [/]")
        await to_row(reader, "country")
        await reader.paste("DE")
        await to_row(reader, "weekday")
        await reader.press("f")
        await choose_file(reader, DATA / "roster.csv")
        await reader.press("escape")
        (left,) = reader.said(SetupScreen.SetupLeft)
    assert not office.chapters()
    async with reading(page_of(desk, left.draft)) as reader:
        again = reader.top
        assert isinstance(again, SetupScreen)
        assert again.draft == left.draft
        assert again.form.new_chapter().name == "Harborview [/]"
        assert (again.form.country, again.form.new_chapter().weekday) == ("DE", 4)
        assert again.pick.path.value == str(DATA / "roster.csv")
        assert "Harborview [/]" in reader.text


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
async def test_the_form(page, size, snapshot):
    """The form as it opens, at two sizes."""
    async with reading(page, size) as reader:
        assert reader.text == snapshot


async def test_a_long_list_of_problems_is_read_with_the_page_keys(page):
    """In a small window the list goes on below; page down brings it, and the keyboard stays at the path."""
    async with reading(page, SMALL) as reader:
        await choose_file(reader, DATA / "roster-messy.csv")
        await reader.until_shown("What to do")
        await reader.press("pagedown")
        await reader.until_shown("2/30/2024")
        assert page.pick.path.has_focus


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
        await reader.until(lambda: page.pick.path.has_focus)
        assert not office.chapters()
        await to_row(reader, "country", "shift+tab")
        await reader.retype("US")
        await reader.until_shown("1 new member.")
        await reader.press("ctrl+s")
        await reader.until(lambda: reader.said(SetupScreen.GroupFounded))
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
        assert not reader.said(SetupScreen.GroupFounded)
        await reader.press(key)
        await reader.until(lambda: reader.said(SetupScreen.GroupFounded))
    (chapter,) = office.chapters()
    assert len(office.members(chapter.id)) == (18 if key == "ctrl+s" else 0)
