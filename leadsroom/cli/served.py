"""The program as a server starts it for one browser: it ends when the server does, however that ends."""

from __future__ import annotations

import os
import select
import sys
from threading import Thread

from leadsroom.cli import main


def end_with_the_server() -> None:
    """Wait until nobody holds the other end of stdin; then there is nobody left to draw for."""
    poll = select.poll()
    poll.register(0, 0)  # no events asked for: what is left is that the other end is closed
    poll.poll()
    os._exit(0)


if __name__ == "__main__":
    if hasattr(select, "poll"):  # Windows ends what has lost its pipes by itself, at the next frame
        Thread(target=end_with_the_server, daemon=True).start()
    sys.exit(main())
