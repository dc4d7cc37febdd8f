"""Reading a chapter's own texts in TOML: how it scores members and itself, and its spheres."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select

from leadsroom.domain.health.toml_text import OwnTexts
from leadsroom.domain.ids import ChapterId
from leadsroom.store import tables as t
from leadsroom.store.records import Reader

_c = t.chapter.c
_OWN = select(_c.member_scorecard, _c.chapter_scorecard, _c.catalogue).where(_c.id == bindparam("chapter_id"))
_own_texts = Reader(OwnTexts)


def own_texts(connection: Connection, chapter_id: ChapterId) -> OwnTexts:
    """The three texts of a chapter."""
    return _own_texts(connection.execute(_OWN, {"chapter_id": chapter_id}).one())


def catalogue_text(connection: Connection, chapter_id: ChapterId) -> str:
    """The chapter's own catalogue; empty where it takes the usual one."""
    return own_texts(connection, chapter_id).catalogue
