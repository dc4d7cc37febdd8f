"""A chapter's own scorecards and catalogue: set, refused, undone, and the usual ones again."""

from __future__ import annotations

import pytest

from leadsroom.acts.chapter.commands import SetCatalogue, SetScorecard
from leadsroom.acts.command import Command, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.domain.health.scorecards.card import Of
from leadsroom.domain.health.scorecards.presets import text_of
from leadsroom.domain.health.toml_text import OwnTexts
from leadsroom.domain.ids import ChapterId
from leadsroom.errors import Refused
from leadsroom.store.read.health.chapter import own_texts
from leadsroom.store.reading import Reading
from leadsroom.store.store import Store
from tests.databases import ON_BOTH
from tests.harborview import SetClock, found_chapter

pytestmark = ON_BOTH
OWN = '[spheres]\nBirds = ["Falconer"]\n'


@pytest.fixture
def desk(store: Store) -> SyncDesk:
    """The desk of a chapter."""
    return SyncDesk(store, ChapterId(found_chapter(store).id), SetClock(), "home")


def texts(desk: SyncDesk) -> OwnTexts:
    """What is on record."""

    def read(reading: Reading) -> OwnTexts:
        return own_texts(reading.connection, reading.chapter_id)

    return desk.read(read)


def test_a_scorecard_is_set_and_taken_back(desk: SyncDesk) -> None:
    """Of members and of the chapter apart, and the usual one again by an empty text."""
    india = text_of("india-2025")
    done = desk.do(SetScorecard(Of.MEMBERS, f"\ufeff{india}\n\n".replace("\n", "\r\n")))
    assert done.words == "Scores of members: Hong Kong 2025 → India 2025"
    assert texts(desk) == OwnTexts(member_scorecard=india)
    done = desk.do(SetScorecard(Of.CHAPTER, text_of("chapter-traffic-light")))
    assert done.words == "Scores of the chapter: Chapter traffic light"
    desk.do(Undo())
    assert texts(desk) == OwnTexts(member_scorecard=india)
    assert desk.do(SetScorecard(Of.MEMBERS)).words == "Scores of members: India 2025 → Hong Kong 2025"
    assert texts(desk) == OwnTexts()


def test_a_catalogue_is_set_and_taken_back(desk: SyncDesk) -> None:
    """With how much is in it, and the usual one again by an empty text."""
    assert desk.do(SetCatalogue(OWN)).words == "Catalogue: 1 profession in 1 sphere"
    assert texts(desk) == OwnTexts(catalogue=OWN)
    assert desk.do(SetCatalogue(" ")).words == "The usual catalogue: 30 professions in 7 spheres"
    desk.do(Undo())
    assert texts(desk) == OwnTexts(catalogue=OWN)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (SetScorecard(Of.MEMBERS, "a b"), "The scorecard cannot be read as TOML: line 1"),
        (SetScorecard(Of.CHAPTER, text_of("uk-2012")), "is one of members, and one of the chapter is wanted"),
        (SetScorecard(Of.MEMBERS, text_of("uk-2012"), seen="other"), "changed elsewhere meanwhile"),
        (SetCatalogue("[spheres]"), "The catalogue names no sphere"),
        (SetCatalogue(OWN, seen="other"), "changed elsewhere meanwhile"),
    ],
)
def test_a_wrong_text_is_refused(desk: SyncDesk, command: Command, sentence: str) -> None:
    """With the sentence of its reader, and nothing is changed."""
    with pytest.raises(Refused, match=sentence):
        desk.do(command)
    assert texts(desk) == OwnTexts()


def test_the_same_text_again_is_no_act(desk: SyncDesk) -> None:
    """Undo takes back the one before."""
    desk.do(SetCatalogue(OWN))
    assert desk.do(SetCatalogue(f"{OWN}\n")).entry is None
