"""What every command can rely on: one handler, one name that stays, and its traits."""

from __future__ import annotations

import msgspec
import pytest

from leadsroom.acts import act
from leadsroom.acts.act import Act
from leadsroom.acts.command import Command, Undo, name_of
from leadsroom.acts.meeting.commands import Go


def test_every_command_has_one_handler_and_a_name() -> None:
    """Nothing that can be asked for goes unheard, and no two are called the same in the journal."""
    kinds = list(act.load())
    assert len({name_of(kind) for kind in kinds}) == len(kinds) > 30


def test_a_second_handler_is_refused() -> None:
    """Two handlers for one command are a fault of the program, seen when it is loaded."""
    act.load()

    def another(_act: Act, _command: Go) -> str:
        return ""

    with pytest.raises(TypeError, match="Go has a handler already"):
        act.handles(Go)(another)


def test_a_command_travels_as_json_under_its_name() -> None:
    """Another hand, such as a phone, sends the same record."""
    sent = msgspec.json.encode(Undo(command_id="1"))
    assert msgspec.json.decode(sent) == {"type": "Undo", "command_id": "1"}
    assert msgspec.json.decode(sent, type=Undo) == Undo(command_id="1")


@pytest.mark.parametrize("kind", act.load(), ids=name_of)
def test_every_command_can_be_read_from_json(kind: type[Command]) -> None:
    """What it carries has one meaning there: else nothing could make a decoder of it."""
    decoder = msgspec.json.Decoder(kind)
    with pytest.raises(msgspec.ValidationError, match="Expected `object`, got `int`"):
        decoder.decode(b"1")


@pytest.mark.parametrize("kind", act.load(), ids=name_of)
def test_traits_are_yes_or_no(kind: type[Command]) -> None:
    """Each command says of itself whether undo reverses it, and whether it is private or moves on."""
    assert {type(kind.is_undoable), type(kind.is_private), type(kind.moves_meeting)} == {bool}
