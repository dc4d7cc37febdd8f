"""A real SMTP server on loopback, in a thread of its own, which does what a test has it do."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult

# A certificate of its own for “localhost”, with its key: for tests alone, good until 2126.
CERTIFICATE = Path(__file__).parent / "data" / "localhost.pem"
USER, PASSWORD = "letters@harborview.example", "correct horse"


@dataclass
class EmailServer:
    """What it has accepted, by receiver, in order; and how it treats some of them."""

    port: int = 0
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    connections: int = 0
    refuses: dict[str, str] = field(default_factory=dict)  # with these words
    refuses_content: dict[str, str] = field(default_factory=dict)
    hangs_up_on: set[str] = field(default_factory=set)  # when named
    goes_with: set[str] = field(default_factory=set)  # when named, for good
    hangs_up_after: set[str] = field(default_factory=set)  # once it has the whole letter
    is_silent_after: set[str] = field(default_factory=set)
    refuses_sender: str = ""
    says_goodbye_after: int = 0  # so many letters of a connection; 0: never
    _answers: asyncio.Event = field(default_factory=asyncio.Event)
    _end: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def receivers(self) -> list[str]:
        """To whom letters were accepted."""
        return [receiver for receiver, _ in self.accepted]

    # What aiosmtpd asks

    async def handle_MAIL(  # noqa: N802
        self, _server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        session.letters = getattr(session, "letters", 0) + 1
        if self.says_goodbye_after and session.letters > self.says_goodbye_after:
            return "421 4.7.0 Too many letters"
        if self.refuses_sender:
            return self.refuses_sender
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.goes_with:
            self._listening.close()
        if address in self.hangs_up_on | self.goes_with:
            server.transport.abort()
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        (receiver,) = envelope.rcpt_tos
        if receiver in self.refuses_content:
            return self.refuses_content[receiver]
        self.accepted.append((receiver, envelope.content))
        if receiver in self.hangs_up_after:
            server.transport.abort()
        if receiver in self.is_silent_after:
            await self._answers.wait()
        return "250 OK"

    def _protocol(self, settings: dict[str, Any]) -> SMTP:
        self.connections += 1
        return SMTP(self, loop=asyncio.get_running_loop(), hostname="localhost", **settings)

    async def _serve(self, settings: dict[str, Any], at_work: threading.Event) -> None:
        self._answers, self._end = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()
        self._call = loop.call_soon_threadsafe
        server = await loop.create_server(lambda: self._protocol(settings), "127.0.0.1", 0)
        self._listening = server
        self.port = server.sockets[0].getsockname()[1]
        at_work.set()
        await self._end.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    def answer(self) -> None:
        """Say at last what it was silent about."""
        self._call(self._answers.set)

    def end(self) -> None:
        """Close it."""
        self._call(self._end.set)


def _lets_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    success = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=success, handled=success)


@contextmanager
def email_server(*, with_tls: bool = False, **settings: Any) -> Iterator[EmailServer]:
    """One that lets USER in by PASSWORD, and everybody who brings neither."""
    server, at_work = EmailServer(), threading.Event()
    settings = {"authenticator": _lets_in, "auth_require_tls": with_tls, **settings}
    if with_tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(CERTIFICATE)
        settings |= {"tls_context": context, "require_starttls": True}
    thread = threading.Thread(target=lambda: asyncio.run(server._serve(settings, at_work)))
    thread.start()
    assert at_work.wait(10)
    try:
        yield server
    finally:
        server.end()
        thread.join(10)
