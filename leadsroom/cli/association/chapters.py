"""`leadsroom chapters` and what is done with a chapter as a whole: founded, archived, placed in an area."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import structs
from msgspec.structs import replace

from leadsroom.acts.chapter.commands import ArchiveChapter, PlaceInArea, ReopenChapter, habits_of
from leadsroom.cli.chapter import changed, described
from leadsroom.cli.place import (
    clock_here,
    command_here,
    desk_of,
    has_chapter,
    is_there,
    need_there,
    opened,
    opened_chapter,
    place_of,
)
from leadsroom.cli.speech import complain, deliver, say
from leadsroom.cli.which_chapter import chapter_named, lasting_name
from leadsroom.domain.text.country import read_country
from leadsroom.domain.text.plain_text import fold
from leadsroom.errors import Refused
from leadsroom.station import command_line

if TYPE_CHECKING:
    from leadsroom.acts.chapter.commands import NewChapter
    from leadsroom.domain.association.areas import Tree
    from leadsroom.domain.association.labels import ChapterEntry
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.domain.ids import AreaId, ChapterId
    from leadsroom.store.read.association.searching import Within
    from leadsroom.store.store import Store

_NONE = "none"
_PAGE = 500
_FIRST = "Start leadsroom to set up a chapter, or give leadsroom chapter found NAME."


def give(words: Namespace) -> int:
    """List chapters, place those that are named in an area, or say where a seat is free."""
    place = place_of(words)
    need_there(place, _FIRST)
    with opened(place) as store:
        if not has_chapter(store):
            raise Refused(f"There is no chapter in {store.place} yet. {_FIRST}")
        if words.profession is not None:
            from leadsroom.cli.association.free_seats import give_free_seats

            return give_free_seats(words, store)
        if words.enough is not None:
            raise Refused("--enough is for --open PROFESSION. Name a profession, or leave it out.")
        return _place_together(words, store) if words.into is not None else _list(words, store)


def _list(words: Namespace, store: Store) -> int:
    from leadsroom.exchange.association.chapter_list import csv_chapters, json_chapters, text_chapters
    from leadsroom.store.read.association.directory import chapter_count

    typed, within = " ".join(words.words), _within(words, store)
    entries = list(_pages(store, typed, within, None if words.all else words.most))
    with store.reading() as connection:
        count = max(chapter_count(connection, typed, **structs.asdict(within)), len(entries))
    more = "letters of a name, place or area narrow them, --all lists them all"
    if words.format == "text":
        code = deliver(words, text_chapters(entries, count, more))
        if typed and not words.archived:
            complain(*_archived_besides(store, typed, within))
        return code
    if len(entries) < count:
        complain(f"{len(entries):,} of {count:,} chapters; --all writes all of them.")
    written = csv_chapters(entries) if words.format == "csv" else json_chapters(entries, count)
    return deliver(words, written)


def _archived_besides(store: Store, typed: str, within: Within) -> Iterator[str]:
    """How many that are archived the letters mean as well, and how they are seen."""
    from leadsroom.store.read.association.directory import chapter_count

    only = structs.asdict(replace(within, only_archived=True))
    with store.reading() as connection:
        count = chapter_count(connection, typed, **only)
    if count:
        is_one = count == 1
        found = "1 that is archived matches" if is_one else f"{count:,} that are archived match"
        yield f"{found}: --archived lists {'it' if is_one else 'them'}, too."


def _pages(store: Store, typed: str, within: Within, most: int | None) -> Iterator[ChapterEntry]:
    """Those that were found, read page by page; none stays in the way of who writes."""
    from leadsroom.store.read.association.directory import find_chapters

    last, count = None, 0
    while most is None or count < most:
        limit = _PAGE if most is None else min(most - count, _PAGE)
        with store.reading() as connection:
            page = find_chapters(connection, typed, limit=limit, after=last, **structs.asdict(within))
        yield from page
        if len(page) < limit:
            return
        last, count = page[-1], count + len(page)


def _within(words: Namespace, store: Store) -> Within:
    from leadsroom.store.read.association.searching import Within

    if words.area is None:
        return Within(archived=words.archived)
    area_id = area_typed(store, words.area)
    if area_id is None:
        return Within(unplaced=True, archived=words.archived)
    from leadsroom.store.read.association.areas import tree

    with store.reading() as connection:
        return Within(tree(connection).below(area_id), archived=words.archived)


def area_typed(store: Store, typed: str) -> AreaId | None:
    """The area of a name; None for “none”. Raises Refused."""
    from leadsroom.store.read.association.areas import tree

    with store.reading() as connection:
        return area_among(tree(connection), typed)


def area_among(areas: Tree, typed: str) -> AreaId | None:
    """The same among areas that are read."""
    if fold(typed) == _NONE and not areas.all_called(typed):
        return None
    return areas.called(typed).id


# Areas


def place(words: Namespace) -> int:
    """Place one chapter in an area."""
    with opened_chapter(words) as (store, chapter):
        done = desk_of(store, chapter).do(PlaceInArea(area_typed(store, words.area)))
        say(_placed(_label(store, chapter.id), done.what))
    return 0


def _placed(called: str, what: str) -> str:
    """`Harborview (Leeds): no area → North.`"""
    _name, colon, where = what.rpartition(": ")
    return f"{called}: {where}." if colon else f"{called} stands there already."


def _label(store: Store, chapter_id: ChapterId) -> str:
    """What a chapter is called among all of the database."""
    from leadsroom.store.read.association.directory import entry_of, full_label

    with store.reading() as connection:
        entry = entry_of(connection, chapter_id)
        return "" if entry is None else full_label(connection, entry)


def _place_together(words: Namespace, store: Store) -> int:
    """Each chapter is an act of its own. None is placed where a name is not clear; one that is refused is
    named, and the others are placed.
    """
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.store.read.association.choosing import entry_named
    from leadsroom.store.read.association.directory import labels_in

    if not words.words:
        raise Refused(
            "Name the chapters that are to be placed there, like --into North Harborview “Old Mill”."
        )
    area_id = area_typed(store, words.into)
    with store.reading() as connection:
        named = list({each.id: each for each in (entry_named(connection, w) for w in words.words)}.values())
        labels = labels_in(connection, named)
    refused = 0
    for entry, called in zip(named, labels, strict=True):
        desk = SyncDesk(store, entry.id, clock_here(), command_line())
        try:
            done = desk.do(PlaceInArea(area_id))
        except Refused as no:
            refused += 1
            complain(f"{called}: {no}")
        else:
            say(_placed(called, done.what))
    return 1 if refused else 0


# Archived


def archive(words: Namespace) -> int:
    """Let a chapter only be read."""
    with opened_chapter(words) as (store, chapter):
        desk_of(store, chapter).do(ArchiveChapter())
        called = _label(store, chapter.id)
        again = command_here(words, "chapter", "reopen", "--chapter", lasting_name(chapter.id))
    say(f"Archived {called}: it is only read from now on.", f"To write in it again: {again}")
    return 0


def reopen(words: Namespace) -> int:
    """Let it be written again: the one that is named, or the only one that is archived."""
    if chapter_named(words) is None:
        words.chapter = _only_archived(words)
    with opened_chapter(words) as (store, chapter):
        done = desk_of(store, chapter).do(ReopenChapter())
        say(f"{done.what}.")
    return 0


def _only_archived(words: Namespace) -> str:
    """The only one that is archived, as it can be named. Raises Refused."""
    from leadsroom.store.read.association.choosing import SHOWN, in_one_sentence
    from leadsroom.store.read.association.directory import entries_of, labels_in
    from leadsroom.store.read.association.overview import archived_chapters, archived_counted

    need_there(place_of(words), _FIRST)
    with opened(place_of(words)) as store, store.reading() as connection:
        ids = archived_chapters(connection, SHOWN)
        if not ids:
            raise Refused("No chapter is archived.")
        names = labels_in(connection, list(entries_of(connection, ids).values()))
        more = archived_counted(connection) - len(ids)
    if len(ids) > 1:
        raise Refused(f"Name the chapter with --chapter. Archived are: {in_one_sentence(names, more)}.")
    return lasting_name(ids[0])


# Founded


def found(words: Namespace) -> int:
    """Found a chapter, in a new database where there is none yet."""
    from leadsroom.acts.chapter.commands import FoundChapter
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.cli.association.handed_down import take_what_is_handed_down
    from leadsroom.last_chapter import note_last_chapter
    from leadsroom.views.chapter import chapter_here

    place = place_of(words)
    if not is_there(place):
        _habits(words, None)  # no database is made for what is refused
    with opened(place) as store:
        model = _model(words, store)
        area_id = None if words.new_area is None else area_typed(store, words.new_area)
        desk = SyncDesk(store, None, clock_here(), command_line())
        desk.do(FoundChapter(_habits(words, model), area_id))
        taken = take_what_is_handed_down(desk)
        chapter = desk.read(chapter_here)
        note_last_chapter(store.home, chapter.id)
    where = "as this computer's settings propose it"
    if model is not None:
        where = f"as in {model.name}{model.place and f', {model.place}'}"
    say(
        f"Founded {described(habits_of(chapter))}.",
        f"What was not named is {where}. leadsroom chapter changes each of it.",
        *taken,
    )
    return 0


def _model(words: Namespace, store: Store) -> Chapter | None:
    """The chapter that was named, or used last, or is the only one: what is not named is as there."""
    from leadsroom.last_chapter import last_chapter
    from leadsroom.store.read import chapter as read_chapter
    from leadsroom.store.read.association.choosing import entry_named, only_chapter
    from leadsroom.store.read.association.directory import entry_of

    name, last = chapter_named(words), last_chapter(store.home)
    with store.reading() as connection:
        if name is not None:
            model: ChapterEntry | None = entry_named(connection, name)
        else:
            model = None if last is None else entry_of(connection, last)
            if model is None or model.archived_on is not None:
                model = only_chapter(connection)
        return None if model is None else read_chapter.chapter(connection, model.id)


def _habits(words: Namespace, model: Chapter | None) -> NewChapter:
    """The new chapter's habits. Raises Refused for what no chapter can have."""
    from leadsroom.acts.chapter.changing import read_habits
    from leadsroom.acts.chapter.proposal import counts_to_24, proposed_chapter

    if model is None:
        before = proposed_chapter(words.name)
    else:
        before = replace(habits_of(model), name=words.name, place="", email="", founded_on=None)
    country = before.country if words.new_country is None else read_country(words.new_country)
    if country != before.country:
        if words.new_timezone is None:
            raise Refused(
                f"What time is it in {country}? Name its time zone, too, like --timezone Europe/Paris."
            )
        before = replace(before, country=country, currency="", clock_24h=counts_to_24(country))
    named = {name.removeprefix("new_"): value for name, value in vars(words).items() if "new_" in name}
    named |= {"rename": None, "country": None}
    today = clock_here().now().astimezone(ZoneInfo(before.timezone)).date()
    return read_habits(changed(before, Namespace(**named), today), "")
