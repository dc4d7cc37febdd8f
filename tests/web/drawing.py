"""Stands in for a screen: a program that speaks the served screens' language, without Textual.

It draws its words, the size in its environment and its process number as JSON, then repeats what it is
sent. `fail` ends it with a fault, `stubborn` keeps it from ending when it is asked to.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time


def send(kind: bytes, payload: bytes) -> None:
    """One packet to the server."""
    os.write(1, kind + len(payload).to_bytes(4, "big") + payload)


def packet() -> tuple[bytes, bytes]:
    """The next packet from the server."""
    head = sys.stdin.buffer.read(5)
    return head[:1], sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))


def main() -> None:
    """Draw, then repeat."""
    os.write(1, b"__GANGLION__\n")
    size = [os.environ["COLUMNS"], os.environ["ROWS"]]
    send(b"D", json.dumps({"words": sys.argv[1:], "size": size, "pid": os.getpid()}).encode())
    if "fail" in sys.argv:
        raise SystemExit("Something is wrong.")
    if "stubborn" in sys.argv:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(3600)
    while True:
        kind, payload = packet()
        if not kind:
            return
        if kind == b"D" and payload == b"q":
            send(b"M", json.dumps({"type": "exit"}).encode())
            return
        if kind == b"M" and json.loads(payload)["type"] == "quit":
            return
        send(b"D", kind + b" " + payload)


main()
