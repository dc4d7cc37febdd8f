"""The page of a meeting's letters: who gets one, what stands in it, and all of them in a folder."""

from __future__ import annotations

from email import message_from_bytes
from pathlib import Path

import pytest

from leadsroom.acts.desk import Desk
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.leads.slip import Slip
from leadsroom.store import tables as t
from screens.review.letters import LetterBox, LettersScreen
from tests.email_server import EmailServer, email_server
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.screens.pages import HOSTILE, SMALL, reading


@pytest.fixture
def page(sqlite_store):
    """A closed meeting: Maria is to call somebody with a name that is markup, Ann has said no."""
    chapter, clock = found_chapter(sqlite_store), SetClock()
    table = Table.lay(sqlite_store, chapter, clock)
    with sqlite_store.writing(chapter.id) as unit:
        unit.update(t.person, table.person("Maria Lopez"), email="maria@lopez.example")
        unit.update(t.person, table.person("Ann Chu"), email="ann@chu.example", letters=False)
        unit.update(t.person, table.person("Robert Diaz"), email="diaz@bay.example")
    table.go_to(StepKind.BUCKET)
    table.do(table.lead(slip=Slip(HOSTILE["link"], "+14155550101", "", "a web shop", expecting_call=True)))
    table.go_to_end()
    table.desk.close()
    return LettersScreen(Desk(sqlite_store, chapter.id, clock, "desk"), chapter, table.meeting_id)


async def test_letters_are_read_and_written(page, documents: Path):
    """A line for each, those that go first; Enter reads one, right the next, w writes all that go."""
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Letters · 2")
        assert "2 letters to members" in reader.text
        assert "No letter goes to · 4" in reader.text
        assert "said no to letters" in reader.text
        assert "Harborview has no email address, so the letters have no links" in " ".join(
            reader.text.split()
        )
        assert "read Maria Lopez's" in reader.key_line
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, LetterBox))
        await reader.until_shown("Harborview, Wed 18 Nov: 1 call")
        await reader.press("down", "down", "down", "down", "down", "down")
        await reader.until_shown(f"* {HOSTILE['link']} – to call until")
        await reader.press("right")
        await reader.until_shown("Dear Robert Diaz,")
        await reader.press("escape", "w")
        await reader.until_shown("emails in a folder")
        assert "letters-2026-11-18" in reader.text
        await reader.press("enter")
        await reader.until_shown("✓ Written to")
    folder = documents / "Harborview" / "letters-2026-11-18"
    found = {path.name: message_from_bytes(path.read_bytes())["To"] for path in folder.iterdir()}
    assert found == {
        "maria-lopez.eml": "Maria Lopez <maria@lopez.example>",
        "robert-diaz.eml": "Robert Diaz <diaz@bay.example>",
    }


async def test_letters_that_are_there_are_replaced_once_that_is_agreed(page, documents: Path):
    """Enter once more does it; the list goes into a table instead where that is chosen."""
    folder = documents / "Harborview"
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Letters · 2")
        for presses in (("enter",), ("enter", "enter")):
            await reader.press("w")
            await reader.until_shown("emails in a folder")
            for press in presses:
                await reader.press(press)
            await reader.until_shown("✓ Written to")
            await reader.press("down")
        await reader.press("w")
        await reader.until_shown("emails in a folder")
        await reader.press("tab", "right", "enter")
        await reader.until_shown("letters-2026-11-18.csv")
    assert (folder / "letters-2026-11-18.csv").read_text().startswith("\ufeffName,As,Email,Calls,Thanks")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A server that is set up, and takes everything."""
    with email_server() as at_work:
        config = tmp_path / "config.toml"
        config.write_text(
            f'[smtp]\nserver = "127.0.0.1"\nport = {at_work.port}\nsecurity = "none"\n'
            'sender = "letters@harborview.example"\n'
        )
        monkeypatch.setenv("LEADSROOM_CONFIG", str(config))
        yield at_work


async def test_letters_are_sent_from_the_page(page, server: EmailServer):
    """It is asked once, with how many and from whom; each line says what came of it, and none goes twice."""
    server.refuses["diaz@bay.example"] = "550 no such user [/]"
    async with reading(page) as reader:
        await reader.until_shown("Letters · 2")
        await reader.press("s")
        await reader.until_shown("Send 2 letters, from letters@harborview.example by 127.0.0.1?")
        await reader.press("escape")
        assert server.accepted == []
        await reader.press("s")
        await reader.until_shown("Send 2 letters")
        await reader.press("y")
        await reader.until_shown("Sent 1 letter. 1 not accepted.")
        await reader.until_shown("not accepted: 550 no such user [/]")
        await reader.until_shown("sent Wed 18 Nov")
        server.refuses.clear()
        await reader.press("s")
        await reader.until_shown("Send the letter to Robert Diaz, from")
        await reader.press("y")
        await reader.until(lambda: len(server.accepted) == 2)
        await reader.until_shown("Sent 1 letter.")
        await reader.press("s")
        await reader.until_shown("No letter is left to send.")
        await reader.press("a")
        await reader.until_shown("again, from")
        await reader.press("y")
        await reader.until(lambda: len(server.accepted) == 3)
        await reader.until_shown("Sent 1 letter.")
    assert server.receivers[:2] == ["maria@lopez.example", "diaz@bay.example"]


async def test_why_a_letter_did_not_go_is_read_whole(page, server: EmailServer):
    """In a small window the line has no room for it: the line below says it, and why a run has ended."""
    reason = "550 5.1.1 The mailbox you want is not here, ask somebody who knows [/]"
    server.refuses["maria@lopez.example"] = reason
    server.refuses["diaz@bay.example"] = "550 no"
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Letters · 2")
        await reader.press("s")
        await reader.until_shown("Send 2 letters")
        await reader.press("y")
        await reader.until_shown("2 not accepted")
        assert "The mailbox you want is not here, ask somebody" not in reader.text.split("2 not accepted")[0]
        await reader.press("down", "up")
        await reader.until(lambda: f"not accepted: {reason}" in " ".join(reader.text.split()))
        await reader.press("down", "down")
        await reader.until(lambda: "said no to letters" in reader.text.splitlines()[-2])


async def test_letters_go_on_when_their_page_is_left(page, server: EmailServer):
    """Nobody has to wait there: the letter in hand and the others go out all the same."""
    server.is_silent_after.add("maria@lopez.example")
    async with reading(page) as reader:
        await reader.until_shown("Letters · 2")
        await reader.press("s")
        await reader.until_shown("Send 2 letters")
        await reader.press("y")
        await reader.until(lambda: server.accepted)
        await reader.press("escape")
        await reader.until(lambda: page not in reader.app.screen_stack)
        server.answer()
        await reader.until(lambda: len(server.accepted) == 2)


async def test_nothing_is_set_up_for_sending(page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What to write where is shown to be read."""
    monkeypatch.setenv("LEADSROOM_CONFIG", str(tmp_path / "none.toml"))
    async with reading(page, SMALL) as reader:
        await reader.until_shown("Letters · 2")
        await reader.press("s")
        await reader.until_shown("[smtp]")
        await reader.press("escape")
        await reader.until_shown("Letters · 2")
