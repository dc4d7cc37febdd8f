"""The handlers of commands. Handlers are loaded when the first act is asked for."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from leadsroom.acts.command import Command, name_of

if TYPE_CHECKING:
    from leadsroom.acts.act import Act, Done

C = TypeVar("C", bound=Command)
R = TypeVar("R", bound="str | Done")
Handler = Callable[["Act", C], "str | Done"]

_handlers: dict[type[Command], Handler[Any]] = {}


def handles(kind: type[C]) -> Callable[[Callable[[Act, C], R]], Callable[[Act, C], R]]:
    """Register the handler of a kind of command. Raises TypeError where it has one already."""

    def register(handler: Callable[[Act, C], R]) -> Callable[[Act, C], R]:
        if kind in _handlers:
            raise TypeError(f"{kind.__name__} has a handler already.")
        _handlers[kind] = handler
        return handler

    return register


def handler_of(command: C) -> Handler[C]:
    """The handler of a command. Others are loaded only where its handler is not there yet."""
    handler = _handlers.get(type(command))
    return load()[type(command)] if handler is None else handler


@cache
def load() -> Mapping[type[Command], Handler[Any]]:
    """Every handler by its command. Raises TypeError for a command without one, or two of one name."""
    from leadsroom import acts

    for module in pkgutil.walk_packages(acts.__path__, f"{acts.__name__}."):
        importlib.import_module(module.name)
    names: dict[str, type[Command]] = {}
    for kind in _kinds(Command):
        if kind not in _handlers:
            raise TypeError(f"{kind.__name__} has no handler.")
        if (other := names.setdefault(name_of(kind), kind)) is not kind:
            raise TypeError(f"{kind.__name__} and {other.__name__} have one name in the journal.")
    return _handlers


def _kinds(kind: type[Command]) -> Iterator[type[Command]]:
    """The commands below a class. One with others below it is a family of commands, and none itself."""
    for below in kind.__subclasses__():
        if below.__subclasses__():
            yield from _kinds(below)
        else:
            yield below


# The names of acts in the journals of older versions, where the command has another name.
FORMER_NAMES: Mapping[str, str] = {}


@cache
def kind_named(name: str) -> type[Command] | None:
    """The kind of command that an entry of the journal names; None for one that is no more."""
    name = FORMER_NAMES.get(name, name)
    return next((kind for kind in load() if name_of(kind) == name), None)
