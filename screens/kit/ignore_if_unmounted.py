"""Work that a screen waits for while it can be left."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec

from textual.css.query import NoMatches
from textual.widget import Widget

P = ParamSpec("P")
Work = Callable[P, Coroutine[Any, Any, None]]


def ignore_if_unmounted(method: Work[P]) -> Work[P]:
    """A method of a widget that may be taken down before an answer comes: nobody is there to be told then.

    A widget loses its children before its work is cancelled, so an answer can come in between.
    """

    @wraps(method)
    async def run(*args: P.args, **kwargs: P.kwargs) -> None:
        widget = args[0]
        assert isinstance(widget, Widget)
        try:
            await method(*args, **kwargs)
        except NoMatches:
            if widget.display and widget.app.is_running:
                raise

    return run
