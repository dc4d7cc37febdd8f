"""`leadsroom serve timekeeper` as a program: what it says, how it ends, and that nothing is left then."""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
import segno
from aiohttp import ClientWebSocketResponse, CookieJar

from leadsroom.cli import main
from leadsroom.cli.parser import make_parser
from leadsroom.cli.serve import screen_command
from leadsroom.web.listening import addresses, is_for_this_computer_only, qr_code
from tests.terminal.moderator import PROGRAM
from tests.terminal.terminal import Terminal
from tests.web.browser import end_of, lives
from tests.web.serving import Serving


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port at which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@asynccontextmanager
async def screens_of(serving: Serving, count: int):
    """So many screens, open and drawn in."""
    origin = serving.address.rstrip("/")
    async with aiohttp.ClientSession(
        cookie_jar=CookieJar(unsafe=True), headers={"Origin": origin}
    ) as session:
        await session.post(serving.address, data={"pin": serving.pin}, allow_redirects=False)
        opened: list[ClientWebSocketResponse] = [
            await session.ws_connect(f"{serving.address}ws?width=80&height=24") for _ in range(count)
        ]
        for screen in opened:
            while len(await screen.receive_bytes(timeout=30)) < 1000:
                pass
        yield opened


@pytest.mark.parametrize(("by", "screens"), [(signal.SIGINT, 2), (signal.SIGTERM, 1), (signal.SIGHUP, 1)])
async def test_ending_it_ends_every_screen(demo_place: str, by: signal.Signals, screens: int) -> None:
    """ctrl+c, a request to end and a closed terminal: exit 0, nothing more is said, no process is left."""
    with Serving.begin(demo_place) as serving:
        async with screens_of(serving, screens):
            pids = children(serving.process.pid)
            assert len(pids) == screens
            ended = await asyncio.to_thread(serving.end, by)
    assert ended == (0, "", "")
    assert not any(lives(pid) for pid in pids)


async def test_killing_it_ends_every_screen(demo_place: str) -> None:
    """SIGKILL leaves no time for anything: the screens notice by themselves."""
    with Serving.begin(demo_place) as serving:
        async with screens_of(serving, 2):
            pids = children(serving.process.pid)
            await asyncio.to_thread(serving.end, signal.SIGKILL)
            await asyncio.gather(*(end_of(pid) for pid in pids))


async def test_a_database_with_any_name_is_served(demo_place: str, tmp_path: Path) -> None:
    """Spaces, quotes and a dollar in its path do no harm on the way to the screen."""
    odd = shutil.copy(demo_place, tmp_path / 'it\'s "our" $HOME; db.db')
    with Serving.begin(str(odd)) as serving:
        async with screens_of(serving, 1):
            (pid,) = children(serving.process.pid)
            assert f"--db={odd}" in words_of(pid)


async def test_in_a_terminal_it_shows_a_code_for_the_camera(demo_place: str) -> None:
    """Address, PIN and QR code are on one screen of 80 by 24."""
    command = [str(PROGRAM), f"--db={demo_place}", "serve", "timekeeper", "--port=0"]
    with Terminal(command, os.environ, width=80, height=24) as terminal:
        terminal.wait_for("ctrl+c ends it")
        text = terminal.text()
        assert "http://127.0.0.1:" in text
        assert "PIN is" in text
        assert sum("█" in line for line in terminal.lines) >= 13
        terminal.press("ctrl+c")
        assert terminal.wait_for_end() == 0


def words_of(pid: int) -> list[str]:
    """The words that a process was started with."""
    return Path(f"/proc/{pid}/cmdline").read_text().split("\0")


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run it in this process, where it is to be refused: the exit code and the reason."""
    code = main(["serve", "timekeeper", *words])
    captured = capsys.readouterr()
    assert captured.out == ""
    return code, captured.err


def test_a_port_in_use_is_said_in_a_sentence(
    capsys: pytest.CaptureFixture[str], taken_port: int, demo_place: str
) -> None:
    """With what to do about it, and exit 1."""
    code, why = refusal(capsys, f"--db={demo_place}", f"--port={taken_port}")
    assert code == 1
    assert why.startswith(f"Port {taken_port} is in use already.")
    assert why.count("\n") == 1


@pytest.mark.parametrize("host", ["nowhere.invalid", "203.0.113.9", "1.2.3", "a b", "", "\x1b[31m", "[::1]"])
def test_a_host_that_is_not_ours_is_said_in_a_sentence(
    capsys: pytest.CaptureFixture[str], demo_place: str, host: str
) -> None:
    """A name that means nothing, an address of somebody else, and no address at all."""
    code, why = refusal(capsys, f"--db={demo_place}", f"--host={host}", "--port=0")
    assert code == 1
    assert "is not an address of this computer" in why
    assert "\x1b" not in why
    assert why.count("\n") == 1


@pytest.mark.parametrize(
    "words", [("--port=x",), ("--port=65536",), ("--most=0",), ("--theme=pink",), ("--pin=1",)]
)
def test_words_out_of_bounds_are_not_understood(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    """Exit 2, before anything is opened."""
    assert refusal(capsys, *words)[0] == 2


def test_only_the_timekeeper_is_served(capsys: pytest.CaptureFixture[str]) -> None:
    """No other screen is offered, and none is meant when none is named."""
    assert main(["serve"]) == 2
    assert main(["serve", "review"]) == 2
    assert "timekeeper" in capsys.readouterr().err


def test_a_chapter_that_is_not_there_is_said_at_the_start(
    capsys: pytest.CaptureFixture[str], demo_place: str
) -> None:
    """Rather than in every browser."""
    code, why = refusal(capsys, f"--db={demo_place}", "--chapter=Elsewhere")
    assert code == 1
    assert "Elsewhere" in why


def test_a_screen_is_of_the_same_database_and_chapter() -> None:
    """Words that look like options stay what they are; nothing is imported from the folder one is in."""
    words = make_parser().parse_args(["--db=-x y.db", "serve", "timekeeper", "--chapter=--all"])
    assert screen_command(words, "timekeeper")[1:] == [
        "-P",
        "-m",
        "leadsroom.cli.served",
        "--chapter=--all",
        "--db=-x y.db",
        "timekeeper",
    ]


@pytest.mark.parametrize(
    ("host", "only_here", "url"),
    [
        ("127.0.0.1", True, "http://127.0.0.1:8077/"),
        ("localhost", True, "http://localhost:8077/"),
        ("::1", True, "http://[::1]:8077/"),
        ("192.168.1.20", False, "http://192.168.1.20:8077/"),
        ("table.local", False, "http://table.local:8077/"),
    ],
)
def test_an_address_is_told_as_browsers_want_it(host: str, only_here: bool, url: str) -> None:
    """With the port, an IPv6 address in brackets."""
    assert addresses(host, 8077) == (url,)
    assert is_for_this_computer_only(host) is only_here


@pytest.mark.parametrize(
    ("host", "here"), [("0.0.0.0", "http://127.0.0.1:8077/"), ("::", "http://[::1]:8077/")]
)
def test_for_all_addresses_real_ones_are_told(host: str, here: str) -> None:
    """Nobody can type 0.0.0.0 into a tablet; only addresses of its own kind are listened on."""
    found = addresses(host, 8077)
    assert found[-1] == here
    assert len({"[" in url for url in found}) == 1
    assert not any("0.0.0.0" in url or "[::]" in url for url in found)
    assert not is_for_this_computer_only(host)


def test_the_code_is_white_on_black_in_every_terminal() -> None:
    """Each line sets its colours and resets them; read back dot by dot it is the code of the address."""
    url = "http://192.168.1.20:8077/"
    lines = qr_code(url, coloured=True).splitlines()
    assert all(line.startswith("\x1b[97;40m") and line.endswith("\x1b[0m") for line in lines)
    plain = qr_code(url, coloured=False).splitlines()
    assert [line.removeprefix("\x1b[97;40m").removesuffix("\x1b[0m") for line in lines] == plain
    light = [row for line in plain for row in ([c in "█▀" for c in line], [c in "█▄" for c in line])]
    matrix = [[not dot for dot in row] for row in segno.make_qr(url).matrix_iter(border=2)]
    assert light[: len(matrix)] == matrix


def test_a_code_that_cannot_be_written_is_left_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal without block letters still gets address and PIN."""
    from leadsroom.cli import serve

    class Terminal7Bit(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", Terminal7Bit(raw, encoding="ascii"))
    serve._tell("127.0.0.1", 8077, "048213")
    assert b"048 213" in raw.getvalue()
    assert raw.getvalue().isascii()
