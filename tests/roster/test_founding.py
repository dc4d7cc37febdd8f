"""Founding a chapter."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from leadsroom.acts.chapter import proposal
from leadsroom.acts.chapter.commands import currency_of
from leadsroom.domain.agenda.agenda import StepKind, agenda_for
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.errors import Refused
from leadsroom.store.store import Store
from tests.harborview import START
from tests.offices import Office
from tests.roster.sheets import every_row, harborview, journal_of


def test_a_chapter_is_founded_with_its_agenda(office: Office, store: Store) -> None:
    """What was typed comes back cleaned, with an agenda of its length and pitch, and is in the journal."""
    founded = office.found(harborview(name=" Harborview\x1b[31m  Leads ", pitch=timedelta(seconds=45)))
    assert office.chapters() == (founded,)
    assert (founded.name, founded.currency) == ("Harborview Leads", "USD")
    assert founded.agenda == agenda_for(timedelta(minutes=90), timedelta(seconds=45))
    assert journal_of(store) == [("FoundChapter", "Founded Harborview Leads", None)]


@pytest.mark.parametrize(
    ("habit", "words"),
    [
        ({"name": " \x07 "}, "needs a name"),
        ({"timezone": "Los Angelos"}, "Did you mean America/Los_Angeles"),
        ({"timezone": "Nowhere/Atall"}, "Type a large one in your time zone"),
        ({"timezone": ""}, "Type a large city"),
        ({"timezone": "MST"}, "America/Denver"),
        ({"country": "Utopia"}, "Write its two letters"),
        ({"currency": "beads"}, "Write its three letters"),
        ({"weekday": 7}, "day of the week"),
        ({"length": timedelta(minutes=5)}, "Choose 20 minutes to 6 hours"),
        ({"pitch": timedelta(seconds=14)}, "Choose 30 seconds to 5 minutes"),
        ({"pitch": timedelta(minutes=11)}, "Choose 30 seconds to 5 minutes"),
    ],
)
def test_a_habit_no_chapter_can_have_is_refused(
    office: Office, store: Store, habit: dict[str, Any], words: str
) -> None:
    """Each impossible habit is refused in a sentence that says what to do, and nothing is written."""
    with pytest.raises(Refused, match=words):
        office.found(harborview(**habit))
    assert not any(every_row(store).values())


def test_what_is_typed_in_another_case_is_understood(office: Office) -> None:
    """A time zone, country and currency in small letters become what they are called."""
    founded = office.found(harborview(timezone="america/new york", country="ca", currency="cad"))
    assert (founded.timezone, founded.country, founded.currency) == ("America/New_York", "CA", "CAD")


def test_two_chapters_of_a_database_differ_in_name(office: Office, chapter: Chapter) -> None:
    """A name that is taken is refused however it is spelt, and both chapters that differ are kept apart."""
    with pytest.raises(Refused, match="called Harborview already"):
        office.found(harborview(name="HARBORVIEW"))
    other = office.found(harborview(name="Second"))
    assert [c.id for c in office.chapters()] == [chapter.id, other.id]


def test_habits_can_be_changed(office: Office, chapter: Chapter, store: Store) -> None:
    """A changed pitch rewrites the agenda; a changed place leaves it alone; each is one entry."""
    shorter = office.change_chapter(chapter.id, harborview(pitch=timedelta(seconds=30)))
    assert next(s for s in shorter.agenda if s.kind is StepKind.PITCHES).turn_length == timedelta(seconds=30)
    moved = office.change_chapter(chapter.id, harborview(pitch=timedelta(seconds=30), place="Café"))
    assert (moved.place, moved.agenda) == ("Café", shorter.agenda)
    assert [act for act, _, _ in journal_of(store)] == ["FoundChapter", "ChangeChapter", "ChangeChapter"]


def test_a_chapter_was_founded_by_today(office: Office, chapter: Chapter, store: Store) -> None:
    """A day to come is refused, both when a chapter is founded here and later, and leaves nothing behind."""
    before, tomorrow = every_row(store), START.date() + timedelta(days=1)
    with pytest.raises(Refused, match="still to come"):
        office.found(harborview(name="Another", founded_on=tomorrow))
    with pytest.raises(Refused, match="still to come"):
        office.change_chapter(chapter.id, harborview(founded_on=tomorrow))
    assert every_row(store) == before
    today = office.found(harborview(name="Another", founded_on=START.date()))
    assert today.founded_on == START.date()
    changed = office.change_chapter(chapter.id, harborview(founded_on=date(2004, 2, 29)))
    assert changed.founded_on == date(2004, 2, 29)
    assert journal_of(store)[-1][1].endswith("founded – → 29 Feb 2004")


def test_saving_unchanged_habits_is_no_act(office: Office, chapter: Chapter, store: Store) -> None:
    """A form that is saved as it was leaves no entry in the journal."""
    before = every_row(store)
    office.change_chapter(chapter.id, harborview())
    assert every_row(store) == before


def test_the_proposal_is_what_this_machine_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time zone and country come from the machine's settings, the rest from the country."""
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "Europe/Zurich")
    monkeypatch.setenv("LC_ALL", "de_CH.UTF-8")
    proposed = proposal.proposed_chapter("Zürich")
    assert (proposed.timezone, proposed.country, proposed.currency) == ("Europe/Zurich", "CH", "CHF")
    assert (proposed.clock_24h, proposed.weekday, proposed.starts) == (True, 2, time(7, 0))


def test_a_machine_that_says_nothing_gets_utc_and_the_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a time zone or a country the proposal falls back."""

    def nothing() -> str:
        raise LookupError

    monkeypatch.setattr("tzlocal.get_localzone_name", nothing)
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.setenv(name, "C")
    proposed = proposal.proposed_chapter("Here")
    assert (proposed.timezone, proposed.country, proposed.currency) == ("UTC", "US", "USD")


def test_a_proposal_can_be_founded(office: Office) -> None:
    """What is proposed is accepted as it stands."""
    assert office.found(proposal.proposed_chapter("Here")).name == "Here"


def test_a_country_without_a_currency_pays_in_dollars() -> None:
    """A territory for which no currency is known does not stop the founding."""
    assert currency_of("ZZ") == "USD"
