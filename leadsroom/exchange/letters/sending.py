"""Letters given to a server, each once: it is on record before one goes out, and after, what came of it."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.acts.meeting.letters import BeginLetter, EndLetter
from leadsroom.domain.ids import LetterId, MeetingId, PersonId
from leadsroom.domain.meeting.letters import (
    HAS_BEEN_SENT,
    IN_HAND,
    IS_BEING_SENT,
    PERHAPS_SENT,
    LetterEnd,
    LetterKind,
    LetterState,
)
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.wording import listed
from leadsroom.errors import Refused
from leadsroom.exchange.letters.settings import Security, SmtpSettings
from leadsroom.files import lowered

if TYPE_CHECKING:
    import aiosmtplib

    from leadsroom.acts.act import Done
    from leadsroom.acts.command import Command
    from leadsroom.exchange.letters.compose import Occasion
    from leadsroom.exchange.letters.letters import LetterLine, Letters
    from leadsroom.store.reading import Reading

PATIENCE_SECONDS = 30.0  # for each answer of a server
_SELF = "[127.0.0.1]"  # how mail programs call themselves that say nothing about their machine
_STOPPED = "sending was stopped"
_GARBLED = "the server answered what no server says"
_UNRECORDED = "nothing can be put on record now"
_REFUSALS = range(400, 600)  # codes of answers


class Outgoing(Struct, frozen=True):
    """A letter that is ready to be sent: `message` is the whole email, its lines ending in CR LF."""

    person_id: PersonId
    kind: LetterKind
    name: str
    address: str
    message: bytes


class Result(Struct, frozen=True):
    """What came of one letter.

    `state` is None where it was not given to the server; `why` says why, or is what the server answered that
    did not accept it. Of one that is not `is_tried` it says why the run was over before.
    """

    letter: Outgoing
    state: LetterState | None
    why: str = ""
    is_tried: bool = True

    @property
    def is_sent(self) -> bool:
        """Whether it has gone out just now."""
        return self.state is LetterState.SENT

    @property
    def is_failure(self) -> bool:
        """Whether it has not surely gone out, now, before or by another program."""
        return not self.is_sent and self.why not in (HAS_BEEN_SENT, IS_BEING_SENT)

    @property
    def sentence(self) -> str:
        """The same with its receiver named, and no final stop."""
        to = f"{clean(self.letter.name)} <{clean(self.letter.address)}>"
        match self.state:
            case LetterState.SENT:
                return f"{to}: sent"
            case LetterState.UNSURE:
                return f"{to}: perhaps sent, {self.why}"
            case LetterState.REFUSED:
                return f"{to}: not accepted, {self.why}"
            case _:
                return f"{to}: not sent, {self.why}"


def outgoing(lines: Iterable[LetterLine], of: Occasion, settings: SmtpSettings) -> list[Outgoing]:
    """Letters as they go out, from the sender of the settings."""
    from leadsroom.exchange.letters.to_email import email_of

    by = {"sender": settings.sender, "sender_name": settings.name}
    return [
        Outgoing(
            line.person.id,
            line.kind,
            line.person.name,
            line.person.email,
            email_of(line.letter, line.person, of, **by).as_bytes(),
        )
        for line in lines
    ]


def outgoing_now(
    reading: Reading,
    meeting_id: MeetingId,
    wanted: Collection[tuple[PersonId, LetterKind]],
    settings: SmtpSettings,
) -> list[Outgoing]:
    """Of the letters about a meeting those that are wanted, as they are to be written now. Raises Refused."""
    from leadsroom.exchange.letters.letters import letters_of

    letters = letters_of(reading, meeting_id)
    lines = [line for line in letters.ready if (line.person.id, line.kind) in wanted]
    return outgoing(lines, letters.of, settings)


def why_not_sent(line: LetterLine, letters: Letters, *, again: bool = False) -> str:
    """Why a letter that may go would not be sent now, as things stand; empty where it would. With `again` a
    person wants it to go out although it has, or may have.
    """
    return line.sent.why_not(letters.of.now, again=again) if line.sent is not None else ""


def in_one_sentence(results: Sequence[Result]) -> str:
    """`Sent 14 letters. 2 had been sent before; 1 not accepted; 3 not tried: the connection was lost.`"""
    counted = Counter(map(_came_of, results))
    sent = counted[_SENT]
    parts = [f"{counted[words]} {words}" for words in _OTHERWISE if counted[words]]
    untried = [each for each in results if not each.is_tried]
    parts += [f"{len(untried)} not tried: {untried[0].why.removesuffix('.')}"] if untried else []
    more = "; ".join(parts)
    head = f"Sent {sent} letter{'' if sent == 1 else 's'}." if sent or not more else "Sent no letter."
    return f"{head} {more}." if more else head


_SENT, _NOT_SENT, _MAYBE = "sent", "not sent", "perhaps sent"
_BEFORE, _ELSEWHERE, _REFUSED = "had been sent before", "being sent by another program", "not accepted"
_OTHERWISE = (_BEFORE, _ELSEWHERE, _REFUSED, _MAYBE, _NOT_SENT)
_OF_STATE = {LetterState.SENT: _SENT, LetterState.REFUSED: _REFUSED, LetterState.UNSURE: _MAYBE}
_OF_REFUSAL = {HAS_BEEN_SENT: _BEFORE, IS_BEING_SENT: _ELSEWHERE, PERHAPS_SENT: _MAYBE}


def _came_of(result: Result) -> str:
    if not result.is_tried:
        return ""
    if result.state is None:
        return _OF_REFUSAL.get(result.why, _NOT_SENT)
    return _OF_STATE[result.state]


def how_to_send_again(results: Iterable[Result]) -> str:
    """What to do about those that were perhaps sent; empty where there are none."""
    names = [clean(each.letter.name) for each in results if _came_of(each) == _MAYBE]
    if not names:
        return ""
    return f"Perhaps sent: ask {listed(names, 'or', most=5)}. To send one a second time: --again NAME."


def not_tried(results: Iterable[Result]) -> str:
    """Whose letter was not tried any more; empty where there are none."""
    names = [clean(each.letter.name) for each in results if not each.is_tried]
    return f"Not tried: {listed(names, most=12)}." if names else ""


def in_other_hands(results: Iterable[Result]) -> str:
    """Whose letter another program has in hand, which may have been killed; empty where there are none."""
    names = [clean(each.letter.name) for each in results if each.why == IS_BEING_SENT]
    if not names:
        return ""
    minutes = IN_HAND // timedelta(minutes=1)
    whose = f"Another program is sending to {listed(names, most=5)}."
    return (
        f"{whose} If none is running any more, send again in {minutes} minutes: it says what is to be done."
    )


class Stopped(Exception):  # noqa: N818 - nobody's fault here
    """Over this connection no more letters go, or over none if it is `for_all`; the words say why. `state` is
    that of the one in hand.
    """

    def __init__(self, why: str, state: LetterEnd = LetterState.REFUSED, *, for_all: bool = False) -> None:
        super().__init__(why)
        self.why, self.state, self.for_all = why, state, for_all


Do = Callable[["Command"], Awaitable["Done"]]


class Sending(Struct, frozen=True):
    """One run: letters about one meeting in their order, over one connection, or another one if it is lost.

    `do` carries a command out at the chapter's desk. `again` are those whose letter goes out although it has,
    or may have. `wants_stop` is asked before each letter.
    """

    do: Do
    settings: SmtpSettings
    meeting_id: MeetingId
    again: Collection[PersonId] = ()
    patience: float = PATIENCE_SECONDS
    wants_stop: Callable[[], bool] = lambda: False

    async def send(
        self, letters: Sequence[Outgoing], heard: Callable[[Result], object] = lambda _: None
    ) -> list[Result]:
        """Send them; what came of each, also of those that the connection was lost before.

        Raises Refused where the server lets nobody in, with nothing sent and nothing on record.
        """
        way = _Way(await open_connection(self.settings, self.patience), self.settings, self.patience)
        results: list[Result] = []

        def note(result: Result) -> None:
            results.append(result)
            heard(result)

        try:
            await self._send_all(way, letters, note)
        finally:
            await way.connection.leave()
        return results

    async def _send_all(self, way: _Way, letters: Iterable[Outgoing], note: Callable[[Result], None]) -> None:
        over = ""
        for letter in letters:
            over = over or (_STOPPED if self.wants_stop() else await way.why_closed())
            if over:
                note(Result(letter, None, over, is_tried=False))
                continue
            try:
                begun = await self._begin(letter)
            except Refused as no:
                why = _about(letter, str(no))
                if not why:
                    raise  # no other letter would fare better
                note(Result(letter, None, why))
                continue
            result = await self._give(way, letter, begun)
            way.may_be_tried |= way.stopped is None
            note(result)

    async def _begin(self, letter: Outgoing) -> LetterId:
        again = letter.person_id in self.again
        whose = (self.meeting_id, letter.person_id, letter.kind, letter.address)
        begun = await self.do(BeginLetter(*whose, again))
        assert begun.subject is not None
        return LetterId(begun.subject)

    async def _give(self, way: _Way, letter: Outgoing, begun: LetterId) -> Result:
        """What came of one that was begun; the way is told if no other can follow."""
        state: LetterEnd
        try:
            why = await way.connection.give(letter.address, letter.message)
            state = LetterState.REFUSED if why else LetterState.SENT
        except Stopped as stopped:
            way.stopped, state, why = stopped, stopped.state, stopped.why
        except asyncio.CancelledError:
            await self.do(EndLetter(begun, way.connection.end_if_lost, _STOPPED))
            raise
        try:
            await self.do(EndLetter(begun, state, why))
        except Refused as no:  # it stays on record as begun, and so as perhaps sent
            state, why = LetterState.UNSURE, f"it could not be put on record: {str(no).removesuffix('.')}"
            way.stopped = Stopped(_UNRECORDED, for_all=True)
        return Result(letter, state, why)


def _about(letter: Outgoing, refusal: str) -> str:
    """A refusal of this letter as it goes on after a name: `has been sent`; empty for any other."""
    head = f"The letter to {letter.name} "
    return refusal.removeprefix(head).removesuffix(".") if refusal.startswith(head) else ""


class Connection:
    """An open way to the server. `end_if_lost` is what came of the letter in hand if no more is heard."""

    def __init__(self, client: aiosmtplib.SMTP, settings: SmtpSettings) -> None:
        self._client, self._settings = client, settings
        self.end_if_lost: LetterEnd = LetterState.REFUSED

    async def give(self, address: str, message: bytes) -> str:
        """Give one letter; the words of the server if it does not accept it. Raises Stopped."""
        import aiosmtplib

        try:
            self.end_if_lost = LetterState.REFUSED
            options, receiver = self._spelled(address)
            await self._client.mail(self._settings.sender, options=options)
            await self._client.rcpt(receiver, encoding="utf-8")
            self.end_if_lost = LetterState.UNSURE
            await self._client.data(message)
        except aiosmtplib.SMTPSenderRefused as no:
            why = f"the server does not let {no.sender} send: {_words_of(no)}"
            # One that says goodbye instead has had enough of this connection alone.
            raise Stopped(why, for_all=self._client.is_connected) from no
        except aiosmtplib.SMTPResponseException as no:
            if no.code not in _REFUSALS:  # it may have been taken, and what comes next answers who knows what
                raise Stopped(_GARBLED, self.end_if_lost, for_all=True) from no
            return await self._start_over(_words_of(no))
        except UnicodeError:
            return await self._start_over("the server takes no address with such letters")
        except (aiosmtplib.SMTPException, OSError) as wrong:
            raise Stopped(_of_connection(wrong), self.end_if_lost) from wrong
        return ""

    def _spelled(self, address: str) -> tuple[list[str], str]:
        """An address as it goes over the wire. Raises UnicodeError where the server does not take it."""
        name, _, domain = address.rpartition("@")
        if not domain.isascii():
            domain = domain.encode("idna").decode("ascii")
        if name.isascii():
            return [], f"{name}@{domain}"
        if not self._client.supports_extension("smtputf8"):
            raise UnicodeError
        return ["SMTPUTF8"], f"{name}@{domain}"

    async def _start_over(self, why: str) -> str:
        """After a letter that was not accepted the next one begins anew. Raises Stopped."""
        import aiosmtplib

        try:
            await self._client.rset()
        except (aiosmtplib.SMTPException, OSError):
            raise Stopped(why) from None
        return why

    async def leave(self) -> None:
        """Take leave of the server, which may be gone."""
        import aiosmtplib

        try:
            if self._client.is_connected:
                await self._client.quit()
        except (aiosmtplib.SMTPException, OSError):
            pass
        finally:
            self._client.close()


class _Way:
    """The connection of a run. Where it is lost, another one is tried; where that is lost too before the
    server has answered for a letter over it, none.

    `stopped` is what came in the way of the connection that stands, and `may_be_tried` whether there is
    another one then.
    """

    def __init__(self, connection: Connection, settings: SmtpSettings, patience: float) -> None:
        self.connection, self._settings, self._patience = connection, settings, patience
        self.stopped: Stopped | None = None
        self.may_be_tried = True

    async def why_closed(self) -> str:
        """Why no letter can go; empty where one can, over another connection if need be."""
        if self.stopped is None:
            return ""
        why = self.stopped.why
        if self.stopped.for_all or not self.may_be_tried:
            return why
        self.may_be_tried = False
        await self.connection.leave()
        try:
            self.connection = await open_connection(self._settings, self._patience)
        except Refused as no:
            return f"{why}, and {no}"
        self.stopped = None
        return ""


async def open_connection(settings: SmtpSettings, patience: float = PATIENCE_SECONDS) -> Connection:
    """A connection over which letters can go. Raises Refused: why not, and what to do."""
    import aiosmtplib

    client = aiosmtplib.SMTP(
        hostname=settings.server,
        port=settings.port,
        use_tls=settings.security is Security.TLS,
        start_tls=settings.security is Security.STARTTLS,
        username=settings.user or None,
        password=settings.password or None,
        cert_bundle=settings.certificate or None,
        local_hostname=_SELF,
        timeout=patience,
    )
    try:
        await client.connect()
    except aiosmtplib.SMTPAuthenticationError as no:
        raise Refused(f"{settings.server} does not let {settings.user} in: {_words_of(no)}. {_CHECK}") from no
    except aiosmtplib.SMTPResponseException as no:
        raise Refused(f"{settings.server} takes no letters now: {_words_of(no)}.") from no
    except (aiosmtplib.SMTPException, OSError) as wrong:
        raise Refused(_not_reached(settings, wrong)) from wrong
    finally:
        if not client.is_connected:
            client.close()
    return Connection(client, settings)


_CHECK = "Check the user and the password; some providers want a password for programs alone."


def _not_reached(settings: SmtpSettings, wrong: Exception) -> str:
    place = f"{settings.server}, port {settings.port}"
    why = clean(str(wrong))
    if "certificate verify failed" in why.casefold():
        return (
            f"{place} cannot prove that it is {settings.server}, so nothing was sent. If it is your own "
            'server, name its authority: certificate = "FILE.pem".'
        )
    if "STARTTLS extension not supported" in why:
        return (
            f"{place} offers no encryption (starttls), so nothing was sent. "
            'Try security = "tls" and port = 465.'
        )
    if "WRONG_VERSION_NUMBER" in why:
        return f'{place} does not begin with encryption (tls). Try security = "starttls" and port = 587.'
    if "AUTH extension" in why or "No suitable authentication" in why:
        return f"{place} takes no password in a way that is spoken here. Leave the user out if it wants none."
    if isinstance(wrong, TimeoutError):
        return f"{place} does not answer. Check the server and the port, and whether this machine is online."
    return f"{place} cannot be reached: {_of_system(wrong) or why}. Check the server and the port."


def _of_system(wrong: BaseException) -> str:
    """Why there is no connection, in the words of the system: `connection refused`; it may have none."""
    from ssl import SSLError

    for each in (wrong, wrong.__cause__):
        if isinstance(each, OSError) and each.errno and not isinstance(each, SSLError):
            # Those of asyncio name the call; names that nobody has are numbered by themselves, below zero.
            return lowered(os.strerror(each.errno) if each.errno > 0 else each.strerror or "")
    return ""


def _of_connection(wrong: Exception) -> str:
    return (
        "the server did not answer in time" if isinstance(wrong, TimeoutError) else "the connection was lost"
    )


def _words_of(no: aiosmtplib.SMTPResponseException) -> str:
    """The words of a server: on one line, without what a terminal would obey, and no final stop."""
    return f"{no.code} {clean(str(no.message))}".strip().removesuffix(".")
