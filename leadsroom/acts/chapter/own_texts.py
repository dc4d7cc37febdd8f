"""Setting a chapter's own texts: how it scores its members and itself, and its catalogue of professions."""

from __future__ import annotations

from leadsroom.acts.act import Act, handles
from leadsroom.acts.chapter.commands import SetCatalogue, SetScorecard
from leadsroom.domain.health.chapter.spheres import USUAL, Catalogue, listed, read_catalogue
from leadsroom.domain.health.scorecards.card import Of
from leadsroom.domain.health.scorecards.presets import scorecard_of
from leadsroom.domain.health.toml_text import as_stored
from leadsroom.domain.text.wording import counted
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.health.chapter import own_texts

_COLUMNS = {Of.MEMBERS: "member_scorecard", Of.CHAPTER: "chapter_scorecard"}
_WHOM = {Of.MEMBERS: "members", Of.CHAPTER: "the chapter"}


@handles(SetScorecard)
def set_scorecard(act: Act, command: SetScorecard) -> str:
    """The same text again is no act; one that cannot be read is refused with what is wrong with it."""
    column, country = _COLUMNS[command.of], act.chapter.country
    before, text = getattr(own_texts(act.unit.connection, act.chapter.id), column), as_stored(command.text)
    new = scorecard_of(command.of, text, country)
    _set(act, column, before, text, command.seen)
    was = _card_name(command.of, before, country)
    change = new.name if was == new.name else f"{was} → {new.name}"
    return f"Scores of {_WHOM[command.of]}: {change}"


def _card_name(of: Of, text: str, country: str) -> str:
    """Of a text that cannot be read any more nobody can say how it was called."""
    try:
        return scorecard_of(of, text, country).name
    except Refused:
        return "one that cannot be read"


@handles(SetCatalogue)
def set_catalogue(act: Act, command: SetCatalogue) -> str:
    """The same text again is no act; one that cannot be read is refused with what is wrong with it."""
    before, text = own_texts(act.unit.connection, act.chapter.id).catalogue, as_stored(command.text)
    new = read_catalogue(text) if text else USUAL
    _set(act, "catalogue", before, text, command.seen)
    name = "Catalogue" if text else "The usual catalogue"
    return f"{name}: {_size(new)}"


def _size(catalogue: Catalogue) -> str:
    professions = sum(1 for _ in listed(catalogue.spheres))
    return f"{counted(professions, 'profession')} in {counted(len(catalogue.spheres), 'sphere')}"


def _set(act: Act, column: str, before: str, text: str, seen: str | None) -> None:
    if seen not in (None, before):
        raise Refused("That was changed elsewhere meanwhile. Look again; then change it.")
    if text != before:
        act.unit.update(t.chapter, act.chapter.id, **{column: text})
