"""The server on loopback: nothing without the PIN, so many browsers and no more, no process left behind."""

from __future__ import annotations

import asyncio
import re

import pytest
from aiohttp import WSCloseCode, WSServerHandshakeError

from leadsroom.web.pages import FILES
from leadsroom.web.server import LARGEST_FORM_BYTES
from tests.web.browser import NOT_IT, PIN, Browser, drawn, end_of, lives, served

PATHS = (
    "/ws",
    *(f"/static/{name}" for name in FILES),
    "/static",
    "/static/",
    "/static/%2e%2e%2fserver.py",
    "/download/1",
    "/nothing",
    "/%2e%2e/%2e%2e/etc/passwd",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND")


async def test_without_the_pin_every_path_and_method_gets_the_same_answer() -> None:
    """Whether something is there cannot be told from outside: one status, one text, the same headers."""
    async with served() as running:
        client = running.browser().client
        seen = set()
        for path in PATHS:
            for method in METHODS:
                answer = await client.request(method, path, allow_redirects=False)
                text = await answer.text() if method != "HEAD" else "Enter the PIN first, on the page at /.\n"
                seen.add((answer.status, text, tuple(sorted(set(answer.headers) - {"Date"}))))
        assert len(seen) == 1
        ((status, text, _),) = seen
        assert (status, text) == (403, "Enter the PIN first, on the page at /.\n")


async def test_without_the_pin_no_websocket_and_no_process() -> None:
    """The handshake is refused before anything is started, with a cookie made up too."""
    async with served() as running:
        browser = running.browser()
        for cookie in ("", f"{running.server._cookie}=x", f"{running.server._cookie}={PIN}"):
            with pytest.raises(WSServerHandshakeError, match="403"):
                await browser.screen(Cookie=cookie)
        assert running.server.onlookers == ()


async def test_the_page_for_the_pin_loads_nothing() -> None:
    """It is whole in itself, and its policy would not let it load a thing."""
    async with served() as running:
        answer = await running.browser().client.get("/")
        page = await answer.text()
        assert answer.status == 200
        assert not re.search(r"(src|href)=\"(?!data:)|https?:|@import|url\(", page)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "$" not in page


async def test_every_answer_forbids_keeping_framing_and_guessing() -> None:
    """The headers are on pages, files, refusals and faults alike."""
    async with served() as running:
        outside, inside = running.browser(), await running.browser().signed_in()
        for browser in (outside, inside):
            for path in ("/", "/static/screen.js", "/nothing"):
                headers = (await browser.client.get(path)).headers
                assert headers["Cache-Control"] == "no-store"
                assert headers["X-Content-Type-Options"] == "nosniff"
                assert headers["Referrer-Policy"] == "same-origin"
                assert headers["Server"] == "leadsroom"
                assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


async def test_the_right_pin_opens_everything() -> None:
    """With the cookie the page, its files and the screen are there; the cookie is out of scripts' reach."""
    async with served() as running:
        browser = running.browser()
        answer = await browser.enter("048 213")
        assert (answer.status, answer.headers["Location"]) == (303, "/")
        cookie = answer.headers["Set-Cookie"]
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
        assert "/static/textual.js" in await (await browser.client.get("/")).text()
        for name in FILES:
            assert (await browser.client.get(f"/static/{name}")).status == 200
        assert (await drawn(await browser.screen()))["words"] == []


async def test_the_screen_s_page_loads_from_here_only() -> None:
    """A projector without the internet shows the same; every file the page names is there."""
    async with served() as running:
        browser = await running.browser().signed_in()
        page = await (await browser.client.get("/")).text()
        named = re.findall(r"(?:src|href)=\"([^\"]+)\"", page)
        style = await (await browser.client.get("/static/screen.css")).text()
        named += re.findall(r"url\(\"([^\"]+)\"\)", style)
        assert {path.removeprefix("/static/") for path in named if path != "data:,"} == set(FILES)


async def test_there_are_no_listings_and_nothing_else() -> None:
    """Signed in too, folders, other files of the library and paths upwards are not there."""
    async with served() as running:
        browser = await running.browser().signed_in()
        for path in (*PATHS[PATHS.index("/static") :], "/static/js/textual.js", "/static/screen.html"):
            assert (await browser.client.get(path)).status == 404


async def test_wrong_pins_are_slowed_down_and_then_refused_for_everybody() -> None:
    """The page says how many seconds are left; the lock holds for the right PIN, not for those inside."""
    async with served() as running:
        inside = await running.browser().signed_in()
        browser = running.browser()
        first = await browser.enter(NOT_IT)
        assert first.status == 403
        assert "That is not the PIN. Wait 1 second, then try again." in await first.text()
        too_soon = await browser.enter(PIN)
        assert (too_soon.status, too_soon.headers["Retry-After"]) == (429, "1")
        running.seconds.now += 16
        for _ in range(8):
            await browser.enter(NOT_IT)
            running.seconds.now += 16
        assert "No PIN is taken for 60 seconds" in await (await browser.enter(NOT_IT)).text()
        running.seconds.now += 30
        refused = await running.browser().enter(PIN)
        assert (refused.status, "for 30 seconds" in await refused.text()) == (429, True)
        assert (await drawn(await inside.screen()))["words"] == []
        running.seconds.now += 30
        assert (await browser.enter(PIN)).status == 303


async def test_a_hundred_pins_at_once_are_one_attempt() -> None:
    """Sent in parallel, only one of them is compared: the right one among the rest does not open."""
    async with served() as running:
        browser = running.browser()
        await browser.enter(NOT_IT)
        answers = await asyncio.gather(*(browser.enter(PIN) for _ in range(100)))
        assert {answer.status for answer in answers} == {429}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "file://"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_pages_of_other_sites_are_not_heard(headers: dict[str, str]) -> None:
    """Another site's page can send neither the PIN nor, from a signed-in browser, open the websocket."""
    async with served() as running:
        assert (await running.browser().enter(PIN, **headers)).status == 403
        inside = await running.browser().signed_in()
        with pytest.raises(WSServerHandshakeError, match="403"):
            await inside.screen(**headers)
        assert running.server.onlookers == ()


async def test_a_name_that_is_not_ours_gets_the_one_refusal() -> None:
    """A site that makes its own name mean this address is not heard: no page, no PIN compared, no screen."""
    async with served() as running:
        port = running.test_server.port
        browser, inside = running.browser(), await running.browser().signed_in()
        cookie = f"{running.server._cookie}={running.server._token}"
        for host in (
            *("elsewhere.example", f"elsewhere.example:{port}", "localhost.elsewhere.example", "local"),
            *("127.0.0.1.elsewhere.example", "127.0.0.1:1", f"localhost:{port}0", "[::1", "[elsewhere]"),
            *("127.1", "::1", f"@localhost:{port}", "localhost/", "", f"localhost:{'9' * 5000}"),
        ):
            sent = {"Host": host, "Origin": f"http://{host}"}
            for answer in (
                await browser.client.get("/", headers=sent),
                await browser.enter(NOT_IT, **sent),
                await browser.client.get("/static/screen.js", headers={**sent, "Cookie": cookie}),
            ):
                assert answer.status == 403
                assert await answer.text() == "Enter the PIN first, on the page at /.\n"
            with pytest.raises(WSServerHandshakeError, match="403"):
                await inside.screen(**sent, Cookie=cookie)
        assert running.server.onlookers == ()
        assert (await browser.enter(PIN)).status == 303


@pytest.mark.parametrize("computer", ["Front-Desk", "front-desk.chapter.example"])
@pytest.mark.parametrize(
    "name", ["localhost", "LOCALHOST", "127.0.0.1", "192.0.2.7", "[::1]", "[2001:db8::7]", "projector.lan"]
)
async def test_our_names_and_every_address_are_heard(
    monkeypatch: pytest.MonkeyPatch, computer: str, name: str
) -> None:
    """What the server was told to listen on, this computer's names, any address; with our port or without."""
    monkeypatch.setattr("leadsroom.web.courtesy.socket.gethostname", lambda: computer)
    async with served() as running:
        running.server.host = "Projector.lan"
        for host in (name, computer, "front-desk", "Front-Desk.local"):
            for sent in (host, f"{host}:{running.test_server.port}"):
                headers = {"Host": sent, "Origin": f"http://{sent}"}
                assert (await running.browser().client.get("/", headers=headers)).status == 200
                assert (await running.browser().enter(PIN, **headers)).status == 303


async def test_a_computer_without_a_name_has_no_empty_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing and `.local` alone are nobody's names."""
    monkeypatch.setattr("leadsroom.web.courtesy.socket.gethostname", lambda: "")
    async with served() as running:
        for host in ("", ".local"):
            assert (await running.browser().client.get("/", headers={"Host": host})).status == 403


async def test_a_form_is_small() -> None:
    """A body longer than any form is not read to its end."""
    async with served() as running:
        assert (await running.browser().enter("1" * 2 * LARGEST_FORM_BYTES)).status == 413


@pytest.mark.parametrize(
    "body", [b"", b"pin", b"pin=1&pin=048213", b"pin=%ff", b"pin=%ed%a0%80", b"PIN=048213"]
)
async def test_a_mangled_form_is_a_wrong_pin(body: bytes) -> None:
    """Whatever is sent, the answer is the page."""
    async with served() as running:
        browser = running.browser()
        kind = "application/x-www-form-urlencoded"
        headers = {"Origin": browser.origin, "Content-Type": kind}
        answer = await browser.client.post("/", data=body, headers=headers)
        assert (answer.status, "That is not the PIN" in await answer.text()) == (403, True)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"\xff\xfe"),
        ("application/x-www-form-urlencoded; charset=nothing", b"pin=048213"),
        ("multipart/form-data", b"pin=048213"),
        ("multipart/form-data; boundary=x", b"--x\r\n\xff: 1\r\n\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Transfer-Encoding: y\r\n\r\n1\r\n--x--\r\n"),
    ],
)
async def test_a_body_that_is_no_form_counts_for_nothing(kind: str, body: bytes) -> None:
    """It is neither right nor wrong; nobody waits for it."""
    async with served() as running:
        browser = running.browser()
        headers = {"Origin": browser.origin, "Content-Type": kind}
        answer = await browser.client.post("/", data=body, headers=headers)
        assert answer.status in (400, 403)
        assert (await browser.enter(PIN)).status == (303 if answer.status == 400 else 429)


async def test_nothing_in_a_header_breaks_the_door() -> None:
    """Cookies, origins and hosts of any kind get the one answer that everybody gets."""
    async with served() as running:
        port = running.test_server.port
        for header in (
            b"Origin: http://[\r\n",
            b"Origin: \xff\r\n",
            b"Cookie: " + running.server._cookie.encode() + b"=\xff\xfe\r\n",
            b"Cookie: ;;==;\r\n",
            b"",
        ):
            for start in (b"GET /ws HTTP/1.0", b"POST / HTTP/1.0", b"GET /ws HTTP/1.1\r\nHost: x"):
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(start + b"\r\n" + header + b"Connection: close\r\n\r\n")
                assert (await reader.readline()).split()[1] == b"403"
                writer.close()
                await writer.wait_closed()


async def test_a_file_in_the_place_of_the_pin_is_a_wrong_pin() -> None:
    """An upload is text like any other."""
    async with served() as running:
        browser = running.browser()
        body = b'--x\r\nContent-Disposition: form-data; name="pin"; filename="a"\r\n\r\n048213\r\n--x--\r\n'
        headers = {"Origin": browser.origin, "Content-Type": "multipart/form-data; boundary=x"}
        assert (await browser.client.post("/", data=body, headers=headers)).status == 403


async def test_words_reach_the_process_as_they_are() -> None:
    """No shell reads them: spaces, quotes and worse in a path stay a path."""
    words = ("--db=/tmp/a b'\"$(touch x);.db", "--chapter=Ann & Bob's; rm", "", "ü")
    async with served(*words) as running:
        browser = await running.browser().signed_in()
        assert tuple((await drawn(await browser.screen()))["words"]) == words


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("width=120&height=36", ["120", "36"]),
        ("width=999999999&height=-4", ["500", "4"]),
        ("width=x", ["80", "24"]),
        ("", ["80", "24"]),
    ],
)
async def test_the_process_is_told_a_size_that_a_window_can_have(asked: str, given: list[str]) -> None:
    """At its start, from the address of the websocket."""
    async with served() as running:
        browser = await running.browser().signed_in()
        assert (await drawn(await browser.screen(f"/ws?{asked}")))["size"] == given


async def test_keys_and_sizes_are_handed_on() -> None:
    """What the page sends arrives at the process, a size within bounds; a ping is answered at once."""
    async with served() as running:
        screen = await (await running.browser().signed_in()).screen()
        await drawn(screen)
        await screen.send_json(["stdin", "mü"])
        assert await screen.receive_bytes() == "D mü".encode()
        await screen.send_json(["resize", {"width": 10**9, "height": 30}])
        assert await screen.receive_bytes() == b'M {"type": "resize", "width": 500, "height": 30}'
        await screen.send_json(["ping", "1"])
        assert await screen.receive_json() == ["pong", "1"]
        await screen.send_json(["there?"])
        assert await screen.receive_json() == ["here"]


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "{",
        "[]",
        "null",
        '["stdin"]',
        '["stdin", 1]',
        '["resize", {"width": "x", "height": 1}]',
        "[" * 5000,
    ],
)
async def test_nonsense_ends_the_connection(nonsense: str) -> None:
    """Whoever does not speak like our page is shown out, and the process goes."""
    async with served() as running:
        screen = await (await running.browser().signed_in()).screen()
        pid = (await drawn(screen))["pid"]
        await screen.send_str(nonsense)
        await screen.receive(timeout=10)
        assert screen.close_code == WSCloseCode.UNSUPPORTED_DATA
        await end_of(pid)


async def closed_screen(browser: Browser) -> tuple[int | None, str]:
    """Open a screen that is to be refused: the code and the words it is closed with."""
    screen = await browser.screen()
    message = await screen.receive(timeout=10)
    return screen.close_code, str(message.extra)


async def test_one_browser_too_many_is_told_so() -> None:
    """Page and websocket say that all places are taken; no process is started for it."""
    async with served(most=2) as running:
        browser = await running.browser().signed_in()
        for _ in range(2):
            await drawn(await browser.screen())
        page = await browser.client.get("/")
        assert (page.status, "2 screens are shown already" in await page.text()) == (503, True)
        code, words = await closed_screen(browser)
        assert (code, words[:27]) == (4008, "2 screens are shown already")
        assert len(running.server.onlookers) == 2


async def test_many_at_once_do_not_get_past_the_limit() -> None:
    """Twenty browsers opened together: so many processes as there are places, the others are refused."""
    async with served(most=3) as running:
        browser = await running.browser().signed_in()
        screens = await asyncio.gather(*(browser.screen() for _ in range(20)))
        first = await asyncio.gather(*(screen.receive(timeout=10) for screen in screens))
        assert sum(screen.close_code == 4008 for screen in screens) == 17
        assert sum(isinstance(message.data, bytes) for message in first) == 3
        assert len(running.server.onlookers) == 3


async def test_a_closed_browser_frees_its_place_and_ends_its_process() -> None:
    """The next one is let in, and nothing is left of the one before."""
    async with served(most=1) as running:
        browser = await running.browser().signed_in()
        for _ in range(3):
            screen = await browser.screen()
            pid = (await drawn(screen))["pid"]
            await screen.close()
            assert (await browser.client.get("/")).status == 200
            assert not lives(pid)


async def test_a_process_that_will_not_end_is_ended() -> None:
    """Deaf to every request, it is killed a second later."""
    async with served("stubborn", most=1) as running:
        screen = await (await running.browser().signed_in()).screen()
        pid = (await drawn(screen))["pid"]
        await screen.close()
        await end_of(pid)


async def test_a_browser_that_vanishes_takes_its_process_with_it() -> None:
    """A connection that is cut without a word counts as closed."""
    async with served(most=1) as running:
        browser = await running.browser().signed_in()
        screen = await browser.screen()
        pid = (await drawn(screen))["pid"]
        connection = screen._response.connection
        assert connection is not None
        assert connection.transport is not None
        connection.transport.abort()
        await end_of(pid)


async def test_a_process_that_is_left_closes_its_browser_s_screen() -> None:
    """`q` ends that session, and the browser is told that this was meant."""
    async with served() as running:
        screen = await (await running.browser().signed_in()).screen()
        await drawn(screen)
        await screen.send_json(["stdin", "q"])
        await screen.receive(timeout=10)
        assert screen.close_code == WSCloseCode.OK


async def test_a_process_that_fails_leaves_no_standing_picture(capsys: pytest.CaptureFixture[str]) -> None:
    """Its browser learns that what it shows is no longer true; what the process said is in the terminal."""
    async with served("fail") as running:
        screen = await (await running.browser().signed_in()).screen()
        await drawn(screen)
        await screen.receive(timeout=10)
        assert screen.close_code == WSCloseCode.INTERNAL_ERROR
    assert capsys.readouterr().out == "Something is wrong.\n"


async def test_a_command_that_cannot_be_started_ends_the_connection() -> None:
    """No process, no picture, and the place is free again."""
    async with served(command=("/nowhere/to/be/found",), most=1) as running:
        browser = await running.browser().signed_in()
        screen = await browser.screen()
        await screen.receive(timeout=10)
        assert screen.close_code == WSCloseCode.INTERNAL_ERROR
        assert (await browser.client.get("/")).status == 200


async def test_the_end_of_the_server_is_the_end_of_its_processes() -> None:
    """Every browser is told to come again later, and every process is gone when the server is."""
    async with served() as running:
        browser = await running.browser().signed_in()
        screens = [await browser.screen() for _ in range(3)]
        pids = [(await drawn(screen))["pid"] for screen in screens]
        closed = [asyncio.ensure_future(screen.receive(timeout=10)) for screen in screens]
        await running.test_server.close()
        await asyncio.gather(*closed)
        assert [screen.close_code for screen in screens] == [WSCloseCode.GOING_AWAY] * 3
        assert not any(lives(pid) for pid in pids)
