"""The one road by which a program without screens ends when nobody has asked it to by a key."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from leadsroom.endings import SIGNALS, endings

_WATCHED = """
import os, signal, sys
import leadsroom.endings as module
from leadsroom.endings import endings
"""


def run(program: str, *words: object) -> subprocess.CompletedProcess[str]:
    """A program that knows endings, and nothing else of ours."""
    command = [sys.executable, "-c", _WATCHED + program, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_carries_out_every_finally_and_is_died_of(number: signal.Signals) -> None:
    """Its temporary folder is gone, what it had to say is out, and none of its memory on disk."""
    program = """
    with endings().watched():
        folder = endings().make_folder("leadsroom-test-")
        (folder / "rows").write_text("x")
        print(folder)
        try:
            signal.raise_signal(int(sys.argv[1]))
        finally:
            print("in order")
    """
    done = run("if 1:" + program, int(number))
    folder, answer = done.stdout.split("\n", 1)
    assert (done.returncode, answer, done.stderr) == (-number, "in order\n", "")
    assert not Path(folder).exists()


def test_a_second_signal_ends_what_hangs() -> None:
    """One that comes with the first is of the same event; a later one is not waited with, but clears away."""
    done = run(
        """if 1:
        import threading
        module.ONE_MOMENT_SECONDS, module.PATIENCE_SECONDS = 0.1, 3600.0
        def again(number):
            threading.Event().wait(0.4)
            os.kill(os.getpid(), number)
        with endings().watched(), endings().at_last(lambda: print("at last", flush=True)):
            print(endings().make_folder("leadsroom-test-"), flush=True)
            try:
                signal.raise_signal(signal.SIGTERM)
            finally:
                signal.raise_signal(signal.SIGHUP)
                print("still here", flush=True)
                threading.Thread(target=again, args=(signal.SIGTERM,)).start()
                threading.Event().wait()
        """
    )
    folder, *answer = done.stdout.splitlines()
    assert (done.returncode, answer, done.stderr) == (-signal.SIGTERM, ["still here", "at last"], "")
    assert not Path(folder).exists()


def test_what_hangs_is_waited_for_so_long_and_no_longer() -> None:
    """Also while nothing of Python runs, as in a database that is held up; a shell sees the same status."""
    done = run(
        """if 1:
        import _thread
        module.ONE_MOMENT_SECONDS, module.PATIENCE_SECONDS = 0.1, 0.2
        with endings().watched(), endings().at_last(lambda: print("at last", flush=True)):
            try:
                signal.raise_signal(signal.SIGTERM)
            finally:
                signal.pthread_sigmask(signal.SIG_BLOCK, module.SIGNALS)
                held = _thread.allocate_lock()
                held.acquire()
                held.acquire()
        """
    )
    assert (done.returncode, done.stdout) == (128 + signal.SIGTERM, "at last\n")


def test_a_signal_that_is_ignored_stays_so() -> None:
    """Whoever starts it under nohup means it to go on."""
    done = run(
        """if 1:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        with endings().watched():
            signal.raise_signal(signal.SIGHUP)
            print("goes on")
        """
    )
    assert (done.returncode, done.stdout) == (0, "goes on\n")


def test_the_signals_are_given_back() -> None:
    """What is called as a function leaves them to whoever has called it."""
    before = [signal.getsignal(number) for number in SIGNALS]
    with endings().watched():
        assert signal.getsignal(signal.SIGTERM) not in before
        folder = endings().make_folder("leadsroom-test-")
        assert folder.stat().st_mode & 0o777 == 0o700
    assert [signal.getsignal(number) for number in SIGNALS] == before
    assert not folder.exists()
