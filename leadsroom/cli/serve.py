"""`leadsroom serve timekeeper`: the countdown in browsers, behind a PIN."""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace

from leadsroom.cli.place import is_there, place_of
from leadsroom.cli.speech import say
from leadsroom.cli.which_chapter import chapter_named, chosen, lasting_name


def timekeeper(words: Namespace) -> int:
    """Serve until it is ended. Each browser has a `leadsroom timekeeper` of its own."""
    _settle_early(words)
    # The command line goes without the collector; this one runs for hours.
    gc.enable()
    theme = () if words.theme is None else (f"--theme={words.theme}",)
    _serve(screen_command(words, "timekeeper", *theme), words)
    return 0


def _settle_early(words: Namespace) -> None:
    """Refuse here rather than in each browser, and ask here which chapter it is. A database that is not there
    yet is waited for.
    """
    from leadsroom.store.readonly import store_to_look_at

    place = place_of(words)
    store = store_to_look_at(place)
    try:
        if is_there(place):
            store.need_our_schema()
            chapter = chosen(store, chapter_named(words))
            if chapter is not None:
                words.chapter = lasting_name(chapter.id)
    finally:
        store.close()


def screen_command(words: Namespace, *command: str) -> list[str]:
    """The command that starts a screen, of the same database and chapter, for one browser."""
    options = [f"--chapter={name}"] if (name := chapter_named(words)) is not None else []
    if (place := getattr(words, "db", None)) is not None:
        options.append(f"--db={place}")
    # -P: nothing is imported from the folder that the terminal happens to be in.
    return [sys.executable, "-P", "-m", "leadsroom.cli.served", *options, *command]


def _serve(command: list[str], words: Namespace) -> None:
    import asyncio
    import time

    from leadsroom.web.listening import serve_until_ended
    from leadsroom.web.onlookers import Places
    from leadsroom.web.pin import PinGuard, new_pin
    from leadsroom.web.server import ScreenServer

    pin = new_pin()
    server = ScreenServer(
        command, PinGuard(pin, time.monotonic), Places(words.most), host=words.host, port=words.port
    )
    asyncio.run(serve_until_ended(server, lambda port: _tell(words.host, port, pin)))


def _tell(host: str, port: int, pin: str) -> None:
    from leadsroom.web.listening import addresses, is_for_this_computer_only

    first, *others = addresses(host, port)
    say(f"The countdown is at  {first}", *(f"                 or  {other}" for other in others))
    say(f"The PIN is           {pin[:3]} {pin[3:]}", "")
    _draw(first)
    if is_for_this_computer_only(host):
        say("Only this computer can open it. For a tablet or a projector's computer, add --host 0.0.0.0.")
    else:
        say("Anybody in this network who has the PIN can watch. The connection is not encrypted.")
    say("ctrl+c ends it; the meeting goes on.")
    sys.stdout.flush()


def _draw(address: str) -> None:
    """The QR code, where somebody can hold a camera to it."""
    from leadsroom.web.listening import qr_code

    if not sys.stdout.isatty():
        return
    code = qr_code(address, coloured=not os.environ.get("NO_COLOR"))
    try:
        code.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return
    sys.stdout.write(f"{code}\n\n")
