"""`leadsroom chapter templates`, `take` and `let-go`: a chapter's side of what is handed down to it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from leadsroom.cli.place import desk_of, opened_chapter
from leadsroom.cli.speech import deliver, say
from leadsroom.domain.association.templates import TemplateKind, template_called
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.acts.act import Done
    from leadsroom.acts.desk import SyncDesk
    from leadsroom.domain.association.handed_down import HandedDown
    from leadsroom.views.association.templates import HandedDownPicture


def list_handed_down(words: Namespace) -> int:
    """What is offered, taken, differs, and was changed since, with what would change."""
    from leadsroom.exchange.association.templates import write_handed_down
    from leadsroom.views.association.templates import handed_down

    with opened_chapter(words) as (store, chapter):
        found = desk_of(store, chapter).read(handed_down)
    return deliver(words, write_handed_down(found, words.format))


def take(words: Namespace) -> int:
    """Have one in the place of the chapter's own, in its latest version; or all, as a new chapter does."""
    from leadsroom.acts.association.template_commands import TakeHandedDown, TakeTemplate
    from leadsroom.exchange.association.templates import change_lines
    from leadsroom.views.association.templates import handed_down

    if words.all is (words.name is not None):
        raise Refused("Name what to take, or --all. leadsroom chapter templates lists what there is.")
    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        if words.all:
            _say(desk.do(TakeHandedDown()))
            return 0
        found = _meant(desk.read(handed_down), words.name)
        if not found.is_offered:
            raise Refused(f"{found.template.called} is no longer handed down to this chapter.")
        if words.dry_run:
            say(*(change_lines(found.changes) if found.changes else ("The chapter has the same already.",)))
            return 0
        # Dates are named in the answer itself.
        changes = () if found.template.kind is TemplateKind.HOLIDAYS else found.changes
        _say(desk.do(TakeTemplate(found.template.id, found.template.version)), *change_lines(changes))
    return 0


def take_what_is_handed_down(desk: SyncDesk) -> Iterator[str]:
    """The same for a chapter that was just founded, which stays founded whatever comes of it; in words."""
    from leadsroom.acts.association.template_commands import TakeHandedDown

    try:
        done = desk.do(TakeHandedDown())
    except Refused as no:
        return iter((f"What is handed down to it was not taken: {no}",))
    return iter((f"{done.words} leadsroom undo takes that back.",) if done.words else ())


def let_go(words: Namespace) -> int:
    """Go the chapter's own way; what it has of it stays."""
    from leadsroom.acts.association.template_commands import LetGoTemplate
    from leadsroom.views.association.templates import handed_down

    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        found = _meant(desk.read(handed_down), words.name)
        _say(desk.do(LetGoTemplate(found.template.id)))
    return 0


def _meant(found: HandedDownPicture, typed: str) -> HandedDown:
    if not found.lines:
        raise Refused("Nothing is handed down to this chapter.")
    template = template_called([each.template for each in found.lines], typed)
    return next(each for each in found.lines if each.template.id == template.id)


def _say(done: Done, *changes: str) -> None:
    if not done.words:
        say("The chapter has that already. Nothing was changed.")
        return
    say(
        f"{done.words.removesuffix('.')}.",
        *(f"  {line}" for line in changes),
        "leadsroom undo takes it back.",
    )
