"""A command: a frozen record of one thing that is to happen."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from msgspec import Struct, field


class Command(Struct, frozen=True, kw_only=True):
    """Something that is to happen, at the table or between meetings. Texts are as typed.

    Each carries an id of its own, so that doing it twice does it once. Its tag is its name in the journal and
    on the wire; it stays when the class is renamed. What is special about a kind of command stands in its
    traits, which nothing else lists:

    - `is_undoable`: undo can reverse it;
    - `is_private`: it is about money, or for officers alone, and stays out of the minutes and off what the
      room sees;
    - `moves_meeting`: it may change what is up; once its meeting is over, it is undone at that table only;
    - `is_for_archived`: it is done to a chapter that is archived, too;
    - `is_of_association`: it is done at the association's desk, and stands in no chapter's journal.
    """

    command_id: str = field(default_factory=lambda: uuid4().hex)

    is_undoable: ClassVar[bool] = True
    is_private: ClassVar[bool] = False
    moves_meeting: ClassVar[bool] = False
    is_for_archived: ClassVar[bool] = False
    is_of_association: ClassVar[bool] = False


def name_of(kind: type[Command]) -> str:
    """The name of a kind of command in the journal and on the wire."""
    name = kind.__struct_config__.tag
    if not isinstance(name, str):
        raise TypeError(f"{kind.__name__} has no tag; without one it is no command.")
    return name


class Undo(Command, frozen=True, tag="Undo"):
    """Reverse the last act of this station."""

    moves_meeting = True


class Redo(Command, frozen=True, tag="Redo"):
    """Do again what this station undid last."""

    moves_meeting = True
