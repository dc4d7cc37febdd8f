"""Visiting members: members of other chapters who are here, and how they are called.

A chapter has them on record as people whose names say whose members they are: `Ann Chu (Harborview)`. So they
are told apart from everybody else of that name wherever a name stands, and are found again by it.
"""

from __future__ import annotations

from msgspec import Struct

from leadsroom.domain.ids import ChapterId, PersonId

IN_WORDS = "member of another chapter"
HEADING = "Members of other chapters"


class HomeChapter(Struct, frozen=True, omit_defaults=True):
    """The chapter of which somebody is a member, as it is called here.

    Where that chapter is in this database, `chapter_id` says which it is, and `person_id` which member of it.
    """

    name: str
    chapter_id: ChapterId | None = None
    person_id: PersonId | None = None


def shown(name: str, home_chapter: str) -> str:
    """`Ann Chu (Harborview)`; the name alone of somebody who is of no other chapter.

    Brackets of the chapter's own label become a comma: `Ann Chu (Harborview, Leeds)`.
    """
    own = own_name(name, home_chapter)
    return f"{own} ({_inside(home_chapter)})" if home_chapter else own


def own_name(name: str, home_chapter: str) -> str:
    """The name without the chapter: `Ann Chu`."""
    return name.removesuffix(f" ({_inside(home_chapter)})") if home_chapter else name


def _inside(home_chapter: str) -> str:
    return home_chapter.replace(" (", ", ").replace(")", "")
