"""Letters given to a real server on loopback, and all that can go wrong on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from leadsroom.acts.act import Done
from leadsroom.acts.command import Command, Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.meeting.letters import BeginLetter, EndLetter
from leadsroom.acts.people.commands import MergePeople
from leadsroom.domain.ids import LetterId, MeetingId, PersonId
from leadsroom.domain.meeting.letters import IN_HAND, LetterKind, LetterState
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.errors import Refused
from leadsroom.exchange.letters.sending import Outgoing, Result, Sending, in_one_sentence, not_tried
from leadsroom.exchange.letters.settings import Security, SmtpSettings
from leadsroom.store import tables as t
from leadsroom.store.read.chapter import chapters
from leadsroom.store.read.meeting.letters import letters_sent
from leadsroom.store.read.meeting.rows import meetings
from leadsroom.store.read.people.roster import members
from leadsroom.store.store import Store, open_store
from tests.cli_runs import answered
from tests.databases import ON_BOTH
from tests.email_server import CERTIFICATE, PASSWORD, USER, EmailServer, email_server
from tests.harborview import START, SetClock, found_chapter
from tests.past_meetings import hold

MEMBER = LetterKind.MEMBER


@pytest.fixture
def server() -> Iterator[EmailServer]:
    """A server that takes everything."""
    with email_server() as at_work:
        yield at_work


class Evening:
    """A chapter with a closed meeting, a desk, and a letter to each of its six members."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock = store, SetClock()
        self.chapter = found_chapter(store)
        on = self.chapter.today(self.clock.now()) - timedelta(days=7)
        self.meeting_id = hold(store, self.chapter, on, {})
        self.desk = SyncDesk(store, self.chapter.id, self.clock, "office")

    @property
    def letters(self) -> list[Outgoing]:
        """In the order of the seats; the addresses are anna@, bert@ … of example.org."""
        with self.store.reading() as connection:
            seated = [each.person for each in members(connection, self.chapter.id)]
        return [self.letter(person.id, person.name, f"m{n}@example.org") for n, person in enumerate(seated)]

    def letter(self, person_id: PersonId, name: str, address: str) -> Outgoing:
        text = f"Subject: Hello\r\nMessage-ID: <{address}>\r\n\r\n.Dear {name}\r\n"
        return Outgoing(person_id, MEMBER, name, address, text.encode())

    async def do(self, command: Command) -> Done:
        return self.desk.do(command)

    def send(self, server: EmailServer, letters: list[Outgoing] | None = None, **how: Any) -> list[Result]:
        """Send letters over a plain connection; all of them by default."""
        settings = how.pop("settings", None) or SmtpSettings(
            "127.0.0.1", "letters@harborview.example", server.port, Security.NONE
        )
        sending = Sending(self.do, settings, self.meeting_id, **how)
        return asyncio.run(sending.send(self.letters if letters is None else letters))

    @property
    def states(self) -> list[LetterState]:
        """What is on record of them."""
        with self.store.reading() as connection:
            return [each.state for each in letters_sent(connection, self.chapter.id, self.meeting_id)]


@pytest.fixture
def evening(store: Store) -> Evening:
    """The evening of every test here."""
    return Evening(store)


def states(results: list[Result]) -> list[str]:
    """What came of each, in short."""
    return [result.state.value if result.state else "not sent" for result in results]


def test_letters_go_out_once_over_one_connection(evening: Evening, server: EmailServer) -> None:
    """Each receiver gets the very bytes; a second run sends none of them, and says so by name."""
    assert states(evening.send(server)) == ["sent"] * 6
    assert server.accepted == [(each.address, each.message) for each in evening.letters]
    assert server.connections == 1
    again = evening.send(server)
    assert {result.sentence.partition(": ")[2] for result in again} == {"not sent, has been sent"}
    assert len(server.accepted) == 6
    assert evening.states == ["sent"] * 6


def test_one_may_be_sent_again_on_purpose(evening: Evening, server: EmailServer) -> None:
    """By name, and only that one."""
    evening.send(server)
    ann = evening.letters[1]
    assert states(evening.send(server, again={ann.person_id})) == ["not sent", "sent"] + ["not sent"] * 4
    assert server.receivers[6:] == [ann.address]


def test_a_receiver_is_refused(evening: Evening, server: EmailServer) -> None:
    """They are named with the server's words, made harmless; the others get theirs, and next time they do."""
    server.refuses["m1@example.org"] = "550 5.1.1 No such\x1b[31m user [/]."
    server.refuses_content["m3@example.org"] = "552 too large"
    results = evening.send(server)
    assert states(results) == ["sent", "refused", "sent", "refused", "sent", "sent"]
    assert results[1].sentence == "Ann Chu <m1@example.org>: not accepted, 550 5.1.1 No such user [/]"
    assert results[3].why == "552 too large"
    assert (evening.states, server.connections) == ([x.state for x in results], 1)
    server.refuses.clear()
    assert states(evening.send(server)) == ["not sent", "sent", "not sent", "refused", "not sent", "not sent"]


def test_the_connection_is_lost_before_a_letter(evening: Evening, server: EmailServer) -> None:
    """That one surely did not go out, and is sent by the next run; the others go over a new connection."""
    server.hangs_up_on |= {"m1@example.org", "m3@example.org"}
    server.refuses["m2@example.org"] = "550 no such user"
    results = evening.send(server)
    assert states(results) == ["sent", "refused", "refused", "refused", "sent", "sent"]
    assert (results[3].why, server.connections) == ("the connection was lost", 3)
    server.refuses.clear()
    server.hangs_up_on.clear()
    evening.send(server)
    assert sorted(server.receivers) == [each.address for each in evening.letters]


def test_a_connection_that_is_lost_again_ends_the_run(evening: Evening, server: EmailServer) -> None:
    """Before the server has answered for a letter: how many were not tried is said apart, with why."""
    server.hangs_up_on |= {"m2@example.org", "m3@example.org"}
    results = evening.send(server)
    assert states(results) == ["sent", "sent", "refused", "refused", "not sent", "not sent"]
    assert [result.is_tried for result in results] == [True] * 4 + [False] * 2
    assert in_one_sentence(results) == "Sent 2 letters. 2 not accepted; 2 not tried: the connection was lost."
    assert not_tried(results) == f"Not tried: {results[4].letter.name} and {results[5].letter.name}."


def test_a_server_that_is_gone_ends_the_run(evening: Evening, server: EmailServer) -> None:
    """Why there is no new connection is said with why there is no old one."""
    server.goes_with.add("m1@example.org")
    results = evening.send(server)
    assert states(results) == ["sent", "refused", *["not sent"] * 4]
    assert results[1].why == "the connection was lost"
    assert in_one_sentence(results) == (
        "Sent 1 letter. 1 not accepted; 4 not tried: the connection was lost, and 127.0.0.1, port "
        f"{server.port} cannot be reached: connection refused. Check the server and the port."
    )


def test_a_server_has_enough_of_a_connection(evening: Evening, server: EmailServer) -> None:
    """One that takes so many letters at a time and says goodbye gets the others over a new connection."""
    server.says_goodbye_after = 2
    assert states(evening.send(server)) == ["sent", "sent", "refused", "sent", "sent", "refused"]
    assert evening.send(server)[2].is_sent


def test_the_connection_is_lost_after_a_letter(evening: Evening, server: EmailServer) -> None:
    """It has perhaps been sent, and does not go out a second time by itself; by name it does."""
    server.hangs_up_after.add("m2@example.org")
    assert states(evening.send(server))[2:4] == ["unsure", "sent"]
    server.hangs_up_after.clear()
    assert evening.send(server)[2].sentence.endswith("not sent, was perhaps sent")
    assert server.receivers.count("m2@example.org") == 1
    evening.send(server, again={evening.letters[2].person_id})
    assert server.receivers.count("m2@example.org") == 2


@pytest.mark.parametrize("answer", ["Taken, thanks", "250-OK\r\n99", "222 OK", "x" * 20_000])
def test_a_server_that_answers_no_sense(evening: Evening, server: EmailServer, answer: str) -> None:
    """Once a letter is out that may mean yes: it was perhaps sent, and no other follows it on that line."""
    server.refuses_content["m1@example.org"] = answer
    results = evening.send(server)
    assert states(results) == ["sent", "unsure", *["not sent"] * 4]
    assert results[1].why == "the server answered what no server says"
    server.refuses_content.clear()
    assert states(evening.send(server)) == ["not sent", "not sent", *["sent"] * 4]


def test_a_server_that_does_not_answer(evening: Evening, server: EmailServer) -> None:
    """Nobody waits for ever; what it had may have gone out."""
    server.is_silent_after |= {"m0@example.org", "m1@example.org"}
    results = evening.send(server, patience=0.2)
    assert states(results) == ["unsure", "unsure", *["not sent"] * 4]
    assert in_one_sentence(results) == (
        "Sent no letter. 2 perhaps sent; 4 not tried: the server did not answer in time."
    )


def test_a_killed_program_leaves_a_letter_perhaps_sent(evening: Evening, server: EmailServer) -> None:
    """While somebody may have it in hand nobody else sends it; later it is only sent on purpose."""
    first = evening.letters[0]
    begin = BeginLetter(evening.meeting_id, first.person_id, MEMBER, first.address)
    evening.desk.do(begin)
    assert evening.send(server, [first], again={first.person_id})[0].why == "is being sent just now"
    evening.clock.moment += IN_HAND
    assert evening.send(server, [first])[0].why == "was perhaps sent"
    assert states(evening.send(server, [first], again={first.person_id})) == ["sent"]


def test_two_programs_send_each_letter_once(evening: Evening, server: EmailServer) -> None:
    """They take turns at the same letters; each goes out once, and each program says which were its own."""
    settings = SmtpSettings("127.0.0.1", "letters@harborview.example", server.port, Security.NONE)

    async def both() -> list[list[Result]]:
        runs = (Sending(evening.do, settings, evening.meeting_id).send(evening.letters) for _ in range(2))
        return await asyncio.gather(*runs)

    one, other = asyncio.run(both())
    assert sorted(server.receivers) == [each.address for each in evening.letters]
    assert all(a.is_sent != b.is_sent for a, b in zip(one, other, strict=True))


def test_what_is_refused_for_all_is_said_once(evening: Evening, server: EmailServer) -> None:
    """Where nothing can be put on record, as of a meeting that is not closed, no letter goes out."""
    evening.meeting_id = MeetingId(999)
    with pytest.raises(Refused, match="Letters are sent once their meeting is closed"):
        evening.send(server)
    assert server.accepted == []


def test_a_letter_that_cannot_be_put_on_record(evening: Evening, server: EmailServer) -> None:
    """It has gone out, and nobody could know: it is named as perhaps sent, and no other follows."""

    async def locked(command: Command) -> Done:
        if isinstance(command, EndLetter):
            raise Refused("Another window is writing.")
        return evening.desk.do(command)

    settings = SmtpSettings("127.0.0.1", "letters@harborview.example", server.port, Security.NONE)
    results = asyncio.run(Sending(locked, settings, evening.meeting_id).send(evening.letters))
    assert states(results) == ["unsure", *["not sent"] * 5]
    assert results[0].why == "it could not be put on record: Another window is writing"
    assert len(server.accepted) == 1
    evening.clock.moment += IN_HAND
    assert evening.send(server, evening.letters[:1])[0].why == "was perhaps sent"


def test_sending_is_stopped(evening: Evening, server: EmailServer) -> None:
    """After the letter in hand nothing follows; the rest is named as not sent."""
    results = evening.send(server, wants_stop=lambda: len(server.accepted) == 2)
    assert states(results) == ["sent", "sent", *["not sent"] * 4]
    assert results[-1].why == "sending was stopped"
    assert in_one_sentence(results) == "Sent 2 letters. 4 not tried: sending was stopped."


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        (
            {"user": USER, "password": "a horse"},
            r"does not let letters@harborview.example in: 535 .*Check the user",
        ),
        ({"security": Security.STARTTLS}, "offers no encryption"),
        ({"security": Security.TLS}, "does not begin with encryption"),
        ({"port": 1}, r"port 1 cannot be reached: connection refused\. Check the server and the port"),
    ],
)
def test_nobody_is_let_in(
    evening: Evening, server: EmailServer, changes: dict[str, Any], answer: str
) -> None:
    """It is said why before any letter is begun: nothing is on record of them."""
    settings = SmtpSettings("127.0.0.1", USER, server.port, Security.NONE)
    with pytest.raises(Refused, match=answer) as no:
        evening.send(server, settings=replace(settings, **changes))
    assert "a horse" not in str(no.value)
    assert (server.accepted, evening.states) == ([], [])


def test_a_sender_is_refused(evening: Evening, server: EmailServer) -> None:
    """No other letter would fare better: it is said once, and the rest waits."""
    server.refuses_sender = "553 not yours"
    results = evening.send(server)
    assert states(results) == ["refused", *["not sent"] * 5]
    assert results[0].why == "the server does not let letters@harborview.example send: 553 not yours"


def test_the_way_is_encrypted_and_proved(evening: Evening) -> None:
    """With STARTTLS the password and the letters go to a server that proves who it is, and to no other."""
    with email_server(with_tls=True) as server:
        settings = SmtpSettings(
            "localhost", USER, server.port, Security.STARTTLS, USER, "", PASSWORD, str(CERTIFICATE)
        )
        assert states(evening.send(server, evening.letters[:1], settings=settings)) == ["sent"]
        with pytest.raises(Refused, match="cannot prove that it is localhost"):
            evening.send(server, settings=replace(settings, certificate=""))
        assert server.receivers == ["m0@example.org"]


def test_an_address_in_another_script(evening: Evening, server: EmailServer) -> None:
    """Its domain is written as servers want it; a name before it that the server cannot take is refused."""
    one, other, third = evening.letters[:3]
    letters = [replace(one, address="ann@bücher.example"), replace(other, address="åsa@example.org"), third]
    results = evening.send(server, letters)
    assert states(results) == ["sent", "refused", "sent"]
    assert server.receivers == ["ann@xn--bcher-kva.example", third.address]
    assert results[1].why == "the server takes no address with such letters"


def test_two_spellings_with_a_letter_each_are_merged(evening: Evening) -> None:
    """Each letter stays on record; where both have one about a meeting, with the spelling it was sent to."""
    with evening.store.writing(evening.chapter.id) as unit:
        other = PersonId(
            unit.insert(t.person, chapter_id=evening.chapter.id, name="Anne Chu", name_key="anne chu")
        )
    ann = evening.letters[1].person_id
    for receiver in (other, ann):
        evening.desk.do(BeginLetter(evening.meeting_id, receiver, MEMBER, "ann@example.org"))
    evening.desk.do(BeginLetter(evening.meeting_id, other, LetterKind.VISITOR, "ann@example.org"))
    evening.desk.do(MergePeople(other, ann))
    with evening.store.reading() as connection:
        found = letters_sent(connection, evening.chapter.id, evening.meeting_id)
    assert [each.person_id for each in found] == [other, ann, ann]


@pytest.fixture
def db(tmp_path: Path, server: EmailServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database whose chapter has closed a meeting, its members with addresses; a server is set up."""
    path = tmp_path / "x.db"
    store = open_store(str(path))
    evening = Evening(store)
    with store.writing(evening.chapter.id) as unit:
        for each in evening.letters:
            unit.update(t.person, each.person_id, email=each.address)
    store.close()
    clock, config = tmp_path / "clock", tmp_path / "config.toml"
    clock.write_text((START + timedelta(minutes=1)).isoformat())
    config.write_text(
        f'[smtp]\nserver = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\n'
        'sender = "letters@harborview.example"\nname = "Harborview [/]"\n'
    )
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(clock))
    monkeypatch.setenv("LEADSROOM_CONFIG", str(config))
    return path


def test_in_a_shell(db: Path, server: EmailServer, capsys: pytest.CaptureFixture[str]) -> None:
    """What would go is listed; then it goes, once, from the sender; a failure is named, and exits with 1."""
    letters = ("--db", db, "letters")
    listed = answered(capsys, *letters, "--dry-run")
    assert "  Ann Chu <m1@example.org>\n" in listed.out
    assert server.accepted == []
    server.refuses["m1@example.org"] = "550 no such user"
    sent = answered(capsys, *letters, "--send")
    assert (sent.code, sent.out) == (1, "Sent 5 letters. 1 not accepted.\n")
    assert "Ann Chu <m1@example.org>: not accepted, 550 no such user.\n" in sent.err
    server.refuses.clear()
    sent = answered(capsys, *letters, "--send")
    assert (sent.code, sent.out) == (0, "Sent 1 letter. 5 had been sent before.\n")
    assert "Ann Chu <m1@example.org>\n" not in answered(capsys, *letters, "--dry-run").out
    email = message_from_bytes(server.accepted[-1][1], policy=default)
    assert email["From"].addresses[0].addr_spec == "letters@harborview.example"
    assert email["From"].addresses[0].display_name == "Harborview [/]"
    assert email["To"].addresses[0].display_name == "Ann Chu"


def test_a_shell_says_why_a_run_has_ended(
    db: Path, server: EmailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that were tried are named with what came of them, the others together, and why they were not."""
    server.hangs_up_on |= {"m2@example.org", "m3@example.org"}
    sent = answered(capsys, "--db", db, "letters", "--send")
    assert (sent.code, sent.out) == (
        1,
        "Sent 2 letters. 2 not accepted; 2 not tried: the connection was lost.\n",
    )
    assert sent.err.count("not accepted, the connection was lost.") == 2
    assert "\nNot tried: Dee Fox and Paul Whitfield.\n" in sent.err


def test_in_a_shell_one_goes_again(db: Path, server: EmailServer, capsys: pytest.CaptureFixture[str]) -> None:
    """--again sends those whom it names and nobody else, gone before or not; --dry-run lists the same."""
    letters = ("--db", db, "letters")
    for _ in range(2):
        listed = answered(capsys, *letters, "--again", "lopez", "--dry-run").out.splitlines()
        assert listed[1:] == ["  Maria Lopez <m0@example.org>"]
        assert answered(capsys, *letters, "--again", "lopez").out == "Sent 1 letter.\n"
    assert server.receivers == ["m0@example.org"] * 2
    sent = answered(capsys, *letters, "--send", "--again", "chu", "--again", "lopez", "--again", "chu")
    assert (sent.code, server.receivers[2:]) == (0, ["m0@example.org", "m1@example.org"])
    assert "No member is called" in answered(capsys, *letters, "--for", "chu", "--again", "lopez").err
    assert len(server.receivers) == 4


def test_what_another_program_has_in_hand_is_named(
    db: Path, server: EmailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may have been killed: whose letter that is, and when to look again, is said each time."""
    store = open_store(str(db))
    with store.reading() as connection:
        (chapter,) = chapters(connection)
        (meeting,) = meetings(connection, chapter.id, MeetingState.CLOSED)
        ann = next(each.person for each in members(connection, chapter.id) if each.person.name == "Ann Chu")
    begin = BeginLetter(meeting.id, ann.id, MEMBER, ann.email)
    SyncDesk(store, chapter.id, SetClock(START + timedelta(minutes=1)), "office").do(begin)
    store.close()
    sent = answered(capsys, "--db", db, "letters", "--send")
    assert sent.out == "Sent 5 letters. 1 being sent by another program.\n"
    assert "Another program is sending to Ann Chu. If none is running any more, send again in 5" in sent.err
    assert ann.email not in server.receivers


def test_in_a_shell_without_settings(
    db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what to write where, and sends nothing; what would go is listed all the same."""
    monkeypatch.setenv("LEADSROOM_CONFIG", str(db.with_name("none.toml")))
    refused = answered(capsys, "--db", db, "letters", "--send")
    assert refused.code == 1
    how = f"write into {db.with_name('none.toml')}:\n\n[smtp]\nserver = "
    assert how in refused.err
    listed = answered(capsys, "--db", db, "letters", "--dry-run")
    assert listed.code == 0
    assert listed.out.startswith("Once sending is set up would go:\n  Maria Lopez <m0@example.org>\n")
    assert how in listed.err


@ON_BOTH
def test_what_is_on_record_stays(evening: Evening) -> None:
    """An email cannot be taken back: undo passes over it. Of an open meeting, or twice, none is begun."""
    first = evening.letters[0]
    begin = BeginLetter(evening.meeting_id, first.person_id, MEMBER, first.address)
    letter_id = LetterId(evening.desk.do(begin).subject or 0)
    done = evening.desk.do(EndLetter(letter_id, LetterState.REFUSED, f"550 {'x' * 500}"))
    assert done.what.startswith("The letter to Maria Lopez was not accepted: 550 xxx")
    assert len(done.what) < 300
    assert done.entry
    assert done.entry.is_private
    with pytest.raises(Refused, match="nothing to undo"):
        evening.desk.do(Undo())
    with pytest.raises(Refused, match="once their meeting is closed"):
        evening.desk.do(replace(begin, meeting_id=MeetingId(999), command_id="x"))
    with pytest.raises(Refused, match="That letter is not on record"):
        evening.desk.do(EndLetter(LetterId(999), LetterState.SENT))
    evening.desk.do(replace(begin, command_id="y"))
    evening.desk.do(EndLetter(letter_id, LetterState.SENT))
    with pytest.raises(Refused, match="The letter to Maria Lopez has been sent"):
        evening.desk.do(replace(begin, command_id="z"))
