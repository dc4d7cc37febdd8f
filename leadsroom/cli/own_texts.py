"""`leadsroom scorecard` and `leadsroom catalogue`: a chapter's own texts, shown, listed, chosen and set."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.cli.place import desk_of, opened_chapter
from leadsroom.cli.speech import deliver, say
from leadsroom.domain.health.scorecards.card import Of, Scorecard
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.acts.command import Command
    from leadsroom.domain.health.toml_text import OwnTexts
    from leadsroom.views.health.own_texts import CatalogueInUse

USUAL = "usual"
_HOW = (
    "To change one: leadsroom scorecard show NAME -o FILE, edit the file, then leadsroom scorecard set FILE.",
    "leadsroom scorecard show own prints one that explains each line.",
)


# Scorecards


class _Listed(Struct, frozen=True):
    """A scorecard of the list; `card` is None for one of the chapter's own that cannot be read."""

    of: Of
    name: str
    is_in_use: bool
    card: Scorecard | None


def list_scorecards(words: Namespace) -> int:
    """Those that there are, those in use marked, each with its source."""
    from leadsroom.views.health.own_texts import texts_in_use

    with opened_chapter(words) as (store, chapter):
        texts = desk_of(store, chapter).read(texts_in_use)
    found = [each for of in Of for each in _listed(of, texts, chapter.country)]
    if words.format == "text":
        return deliver(words, "\n".join(_list_lines(found)) + "\n")
    return deliver(words, _list_as_data(found, words.format))


def _listed(of: Of, texts: OwnTexts, country: str) -> Iterator[_Listed]:
    from leadsroom.domain.health.scorecards.presets import preset, presets_of

    in_use = _in_use(of, texts, country)
    for name in presets_of(of):
        yield _Listed(of, name, name == in_use, preset(name))
    if not in_use:
        yield _Listed(of, "own", is_in_use=True, card=_readable(of, _text(of, texts), country))


def _list_lines(found: Sequence[_Listed]) -> Iterator[str]:
    from leadsroom.domain.health.scorecards.words import origin_of

    for of in dict.fromkeys(each.of for each in found):
        here = [each for each in found if each.of is of]
        wide = max(len(each.name) for each in here)
        yield f"How {'members are' if of.value == 'members' else 'the chapter is'} scored:"
        for each in here:
            about = origin_of(each.card) if each.card is not None else "It cannot be read any more."
            yield f"{'*' if each.is_in_use else ' '} {each.name:<{wide}}  {about}"
        yield ""
    yield from ("* is in use.", *_HOW)


def _list_as_data(found: Sequence[_Listed], form: str) -> bytes:
    from leadsroom.exchange.outgoing import csv_file, json_file

    rows = [
        {
            "of": each.of.value,
            "name": each.name,
            "in_use": each.is_in_use,
            "title": each.card.name if each.card is not None else None,
            "country": (each.card.country or None) if each.card is not None else None,
            "year": each.card.year if each.card is not None else None,
            "source": each.card.source if each.card is not None else None,
        }
        for each in found
    ]
    if form == "json":
        return json_file(rows)
    headings = ("Of", "Name", "In use", "Title", "Country", "Year", "Source")
    return csv_file(headings, ((*_plain(row.values()),) for row in rows))


def _plain(cells: Iterable[object]) -> Iterator[object]:
    return (("yes" if cell else "no") if isinstance(cell, bool) else cell for cell in cells)


def _text(of: Of, texts: OwnTexts) -> str:
    return texts.member_scorecard if of.value == "members" else texts.chapter_scorecard


def _in_use(of: Of, texts: OwnTexts, country: str) -> str:
    """The name of the preset in use; empty where the chapter has a text of its own."""
    from leadsroom.domain.health.scorecards.presets import preset_with, usual

    text = _text(of, texts)
    return preset_with(text) if text else usual(of, country)


def show_scorecard(words: Namespace) -> int:
    """The text of a preset, or of the one in use."""
    from leadsroom.domain.health.scorecards.presets import preset_called, text_of, usual
    from leadsroom.views.health.own_texts import texts_in_use

    if words.name is not None:
        name = preset_called(words.name)
        _check_of(words, name)
        return deliver(words, text_of(name))
    with opened_chapter(words) as (store, chapter):
        texts = desk_of(store, chapter).read(texts_in_use)
    of = _asked_of(words)
    return deliver(words, _text(of, texts) or text_of(usual(of, chapter.country)))


def use_scorecard(words: Namespace) -> int:
    """Score by a preset from now on, or by the usual one."""
    from leadsroom.domain.health.scorecards.presets import PRESETS, preset, preset_called, text_of

    if words.name.strip().casefold() == USUAL:
        return _set_scorecard(words, _asked_of(words), "")
    name = preset_called(words.name)
    if name not in PRESETS:
        raise Refused(
            f"“{name}” is one to fill in. Write it by leadsroom scorecard show {name} -o FILE, edit the "
            "file, then leadsroom scorecard set FILE."
        )
    _check_of(words, name)
    return _set_scorecard(words, preset(name).of, text_of(name))


def _asked_of(words: Namespace) -> Of:
    return Of(words.of or "members")


def _check_of(words: Namespace, name: str) -> None:
    """Raises Refused where a preset scores somebody else than was asked for."""
    from leadsroom.domain.health.scorecards.presets import PRESETS, preset

    if words.of is not None and name in PRESETS and preset(name).of is not Of(words.of):
        others = "the chapter" if preset(name).of is Of.CHAPTER else "members"
        raise Refused(f"“{name}” scores {others}. Leave --of out, or choose another one.")


def set_scorecard(words: Namespace) -> int:
    """Score by a text of one's own; of whom, it says itself."""
    from leadsroom.domain.health.scorecards.reader import read_scorecard

    text = _read(words.file, "a scorecard")
    return _set_scorecard(words, read_scorecard(text).of, text)


def _read(name: str, what: str) -> str:
    """The text of a file that should be `what`. Raises Refused where it is none in UTF-8."""
    from leadsroom.exchange.incoming import named_in_shell

    try:
        return named_in_shell(name, what).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{name} is no text in UTF-8. Write it with a plain editor.") from None


def _set_scorecard(words: Namespace, of: Of, text: str) -> int:
    """Put it on record, and say what it changes."""
    from leadsroom.acts.chapter.commands import SetScorecard
    from leadsroom.domain.health.scorecards.presets import scorecard_of
    from leadsroom.domain.health.scorecards.words import changes_in_words
    from leadsroom.views.health.own_texts import texts_in_use

    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        country = chapter.country
        before = _readable(of, _text(of, desk.read(texts_in_use)), country)
        after = scorecard_of(of, text, country)
        done = desk.do(SetScorecard(of, text))
    _say_done(done.words, () if before is None else changes_in_words(before, after, country))
    return 0


def _readable(of: Of, text: str, country: str) -> Scorecard | None:
    from leadsroom.domain.health.scorecards.presets import scorecard_of

    try:
        return scorecard_of(of, text, country)
    except Refused:
        return None


def _say_done(what: str, changes: Iterable[str]) -> None:
    """What was done, and what that changes; the text that was on record already is no act to take back."""
    if not what:
        say("That is in use already. Nothing was changed.")
        return
    found = [f"  {each}" for each in changes]
    say(f"{what}.", *(found or ["  It counts nothing else than before."]), "leadsroom undo takes it back.")


# The catalogue


def list_catalogue(words: Namespace) -> int:
    """Every profession by sphere, who holds it, and which nobody does."""
    from leadsroom.views.health.own_texts import catalogue_in_use

    with opened_chapter(words) as (store, chapter):
        found = desk_of(store, chapter).read(catalogue_in_use)
    if words.format == "text":
        return deliver(words, "\n".join(_catalogue_lines(found)) + "\n")
    return deliver(words, _catalogue_as_data(found, words.format))


def _catalogue_lines(found: CatalogueInUse) -> Iterator[str]:
    which = "The usual catalogue" if found.is_usual else f"The catalogue of {found.chapter.name}"
    yield f"{which}. Source: {found.catalogue.source or 'the chapter itself'}."
    sphere = ""
    for each in found.professions:
        if each.sphere != sphere:
            sphere = each.sphere
            yield from ("", sphere)
        perhaps = f"nobody, perhaps {', '.join(each.perhaps)}" if each.perhaps else "nobody"
        yield f"  {each.profession}: {', '.join(each.holders) or perhaps}"
    if found.outside:
        yield from ("", "In no sphere of it", *(f"  {each}" for each in found.outside))


def _catalogue_as_data(found: CatalogueInUse, form: str) -> bytes:
    from leadsroom.exchange.outgoing import csv_file, json_file

    if form == "csv":
        return csv_file(
            ("Sphere", "Profession", "Held by", "Perhaps"),
            (
                (each.sphere, each.profession, "; ".join(each.holders), "; ".join(each.perhaps))
                for each in found.professions
            ),
        )
    return json_file(
        {
            "source": found.catalogue.source or None,
            "is_usual": found.is_usual,
            "professions": [
                {
                    "sphere": each.sphere,
                    "profession": each.profession,
                    "held_by": each.holders,
                    "perhaps": each.perhaps,
                }
                for each in found.professions
            ],
            "in_no_sphere": found.outside,
        }
    )


def show_catalogue(words: Namespace) -> int:
    """Its text."""
    from leadsroom.domain.health.chapter.spheres import USUAL_TEXT
    from leadsroom.views.health.own_texts import texts_in_use

    with opened_chapter(words) as (store, chapter):
        texts = desk_of(store, chapter).read(texts_in_use)
    return deliver(words, texts.catalogue or USUAL_TEXT)


def set_catalogue(words: Namespace) -> int:
    """Have one of one's own from now on."""
    from leadsroom.acts.chapter.commands import SetCatalogue

    return _set_catalogue(words, SetCatalogue(_read(words.file, "a catalogue")))


def usual_catalogue(words: Namespace) -> int:
    """Have the usual one again."""
    from leadsroom.acts.chapter.commands import SetCatalogue

    return _set_catalogue(words, SetCatalogue())


def _set_catalogue(words: Namespace, command: Command) -> int:
    from leadsroom.domain.health.chapter.spheres import catalogue_of, changes_in_words
    from leadsroom.views.health.own_texts import texts_in_use

    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        before = catalogue_of(desk.read(texts_in_use).catalogue)
        done = desk.do(command)
        after = catalogue_of(desk.read(texts_in_use).catalogue)
    _say_done(done.words, changes_in_words(before, after))
    return 0
