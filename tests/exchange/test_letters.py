"""Letters after a meeting: what is in them, to whom they go, and how other programs read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from leadsroom.acts.leads.commands import NoteOutcome
from leadsroom.acts.meeting.commands import KeepAsk, WelcomeVisitor
from leadsroom.acts.money.commands import ChargeMember
from leadsroom.acts.people.commands import EndMembership
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.health.to_do import MyDate, MyDateKind
from leadsroom.domain.ids import LetterId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.leads.slip import Slip
from leadsroom.domain.meeting.letters import LetterKind, LetterSent, LetterState
from leadsroom.domain.money.account import AccountKind
from leadsroom.domain.people.attendance import Became
from leadsroom.domain.people.roster import Contact
from leadsroom.domain.season.replies import Away, Late, NoLetters, Substitute, read_reply
from leadsroom.domain.text.money import Money
from leadsroom.errors import Refused
from leadsroom.exchange.letters.compose import Letter, letter_to_member, letter_to_visitor
from leadsroom.exchange.letters.letters import (
    LetterLine,
    Letters,
    MayGo,
    letter_called,
    letters_of,
    may_go,
    named_files,
    state_in_words,
    write_letters,
)
from leadsroom.exchange.letters.to_email import can_be_written_to, draft_of, email_of, html_of, text_of
from leadsroom.exchange.outgoing import file_stem
from leadsroom.store import tables as t
from leadsroom.store.store import Store, open_store
from leadsroom.views.health.my_page import to_do_of
from tests.databases import counted
from tests.harborview import SetClock, found_chapter
from tests.meeting.table import Table
from tests.past_meetings import membership_of
from tests.seen import seen

HOUSE = "hello@harborview.example"
HOSTILE = "[/b] <b>Anna</b> & “Co” 😀"
HEBREW = "שרה לוי"
LONG = "x" * 500
NEXT = date(2026, 11, 25)


def _slip(prospect: str, number: int, email: str = "") -> Slip:
    need, note = f"need of {prospect}", f"note on {prospect}"
    return Slip(prospect, f"+1415555010{number}", "", need, expecting_call=True, email=email, note=note)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """A meeting of six that is closed: leads with each kind of name, an ask, a charge, two visitors."""
    store = open_store(str(tmp_path_factory.mktemp("letters") / "x.db"))
    clock = SetClock()
    table = Table.lay(store, found_chapter(store), clock)
    _hold(table, store)
    yield table
    table.desk.close()
    store.close()


def _hold(table: Table, store: Store) -> None:
    chapter_id = table.now.chapter.id
    with store.writing(chapter_id) as unit:
        unit.update(t.chapter, chapter_id, email=HOUSE, place="Pier 4")
        for name in ("Maria Lopez", "Ann Chu", "Robert Diaz", "Cyrus Ng"):
            unit.update(t.person, table.person(name), email=f"{name.split()[0].lower()}@firm.example")
        unit.update(t.person, table.person("Cyrus Ng"), letters=False)
        unit.update(t.person, table.person("Dee Fox"), email="dee@@fox")
    maria = table.person("Maria Lopez")
    for name, email, may_write in (
        ("Eve Bell", "eve@bees.example", True),
        ("Tom Ray", "tom@ray.example", None),
    ):
        contact = Contact(email=email, may_write=may_write)
        table.do(WelcomeVisitor(name, "Beekeeper", maria, contact=contact))
    table.go_to(StepKind.PITCHES)
    table.do(KeepAsk(table.turn_of("Maria Lopez").id, "shops without a web page"))
    table.go_to(StepKind.BUCKET)
    for number, prospect in enumerate(("Jane Doe", HOSTILE, HEBREW, LONG), start=1):
        email = "jane@doe.example" if prospect == "Jane Doe" else ""
        table.do(table.lead(slip=_slip(prospect, number, email)))
    table.do(table.lead("Maria Lopez", "Dee Fox", _slip("Bo Lind", 5)))
    lead = table.do(table.lead("Robert Diaz", "Cyrus Ng", _slip("Kim Moe", 6))).leads[-1]
    table.do(NoteOutcome(lead.id, LeadOutcome.CONTACTED))
    table.do(ChargeMember(maria, AccountKind.ORDERED_MEAL, Money(500, "USD")))
    table.go_to_end()


@pytest.fixture(scope="module")
def roberts(table: Table) -> tuple[LetterLine, Letters]:
    """A short letter, and all of them."""
    return to(table, "robert")


def letters(table: Table) -> Letters:
    """All letters of the meeting, as they would be written now."""
    return seen(table.store, table.now.chapter, table.clock.now(), letters_of, table.meeting_id)


def to(table: Table, name: str) -> tuple[LetterLine, Letters]:
    """The letter to somebody, and all of them."""
    found = letters(table)
    return letter_called(found, name), found


def opened(line: LetterLine, found: Letters) -> EmailMessage:
    """The email as another program's parser reads it."""
    read = message_from_bytes(draft_of(line.letter, line.person, found.of), policy=default)
    assert isinstance(read, EmailMessage)
    assert not [part.defects for part in read.walk() if part.defects]
    return read


def part(email: EmailMessage, kind: str) -> str:
    """The text of a part."""
    body = email.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_member_reads_what_is_theirs_to_do(table: Table) -> None:
    """Whom to call until when and why, dates, and what they owe; in text and in HTML the same."""
    line, found = to(table, "maria")
    email = opened(line, found)
    assert email["Subject"] == "Harborview, Wed 18 Nov: 4 calls, 2 visitors to ask"
    assert email["To"] == "Maria Lopez <maria@firm.example>"
    assert email["From"] == f"Harborview <{HOUSE}>"
    text = part(email, "plain")
    block = (
        "* Jane Doe – to call until Thu 19 Nov, 7:05 AM\n"
        "  (415) 555-0101\n"
        "  jane@doe.example\n"
        "  Needs: need of Jane Doe\n"
        "  Expects your call\n"
        "  Note: note on Jane Doe\n"
        "  From Ann Chu, Wed 18 Nov\n"
    )
    assert re.sub(r"7:\d\d AM\n  \(", "7:05 AM\n  (", text).count(block) == 1
    assert "We meet next on Wed 25 Nov, 7:00 AM, Pier 4." in text
    assert "* Bo Lind, to Dee Fox – to call until" in text
    assert "* Wed 18 Nov: shops without a web page – no lead yet" in text
    assert "Your account: you owe $5." in text
    assert "Your visitors: what do they think?" in text
    shown = unescape(re.sub(r"<[^>]*>", "", part(email, "html")))
    for each in ("Jane Doe – to call until", "(415) 555-0101", "you owe $5.", "shops without a web page"):
        assert each in shown
    assert '<a href="tel:+14155550101"' in part(email, "html")


def test_each_letter_names_only_whose_leads_these_are(table: Table) -> None:
    """A prospect is in the letters of the giver and the receiver, and in no other."""
    found = letters(table)
    whose = {
        "Jane Doe": {"Ann Chu", "Maria Lopez"},
        "Bo Lind": {"Maria Lopez", "Dee Fox"},
        "Kim Moe": {"Robert Diaz", "Cyrus Ng"},
    }
    for prospect, people in whose.items():
        whole = {
            line.person.name: text_of(line.letter, found.of) + html_of(line.letter, found.of)
            for line in found.lines
        }
        assert {name for name, words in whole.items() if prospect in words} == people


def test_what_was_typed_is_shown_as_typed(table: Table) -> None:
    """Marks of markup, signs that run right to left, and 500 letters, in lines that every server takes."""
    line, found = to(table, "maria")
    email = opened(line, found)
    html, text = part(email, "html"), part(email, "plain")
    assert "[/b] &lt;b&gt;Anna&lt;/b&gt; &amp; “Co” 😀" in html
    assert f"* {HOSTILE}" in text
    assert f"<bdi>{HEBREW} – to call" in html
    assert f"\u2068* {HEBREW}" in text
    assert "x" * 60 in text
    assert [len(each) for each in text.splitlines() if len(each) > 76 and "mailto:" not in each] == []
    data = draft_of(line.letter, line.person, found.of)
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_the_prospects_come_as_cards(table: Table) -> None:
    """One file of all whom to call, which a phone takes; who has nobody to call gets none."""
    line, found = to(table, "maria")
    (attached,) = opened(line, found).iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("text/vcard", "calls-2026-11-18.vcf")
    data = attached.get_content()
    cards = list(vobject.readComponents(data if isinstance(data, str) else data.decode()))
    assert [card.fn.value for card in cards] == ["Jane Doe", HOSTILE, HEBREW, LONG]
    assert cards[0].tel.value == "+14155550101"
    assert not list(opened(*to(table, "robert")).iter_attachments())


def test_the_links_say_what_their_reader_reads(table: Table) -> None:
    """Away, late and a substitute at the next meeting, and no more letters, from text and from HTML."""
    line, found = to(table, "maria")
    email = opened(line, found)
    html = [unescape(each) for each in re.findall(r'href="(mailto:hello@[^"]*)"', part(email, "html"))]
    text = re.findall(r"<(mailto:[^>]*)>", part(email, "plain"))
    for links in (html, text):
        read = []
        for link in links:
            asked = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
            answer = (asked["subject"], asked.get("body", ""), "maria@firm.example")
            read.append(read_reply(*answer, sent_on=found.of.today))
        assert [type(each) for each in read] == [Away, Late, Substitute, NoLetters]
        assert {each.on for each in read if isinstance(each, Away | Late | Substitute)} == {NEXT}
    unsubscribe = email["List-Unsubscribe"]
    assert unsubscribe == f"<{text[-1]}>"


def test_what_all_letters_have_in_common_is_read_once(table: Table) -> None:
    """One more member costs a dozen statements, and nobody's season is read: forty letters in a second."""
    with counted(table.store.engine) as executed:
        found = letters(table)
    members = sum(line.kind is LetterKind.MEMBER for line in found.lines)
    assert len(executed) <= 30 + 12 * members


def test_a_letter_that_is_quoted_answers_nothing(table: Table) -> None:
    """Whoever answers with something else, and has the letter below without marks, has said none of these."""
    line, found = to(table, "maria")
    for words in (text_of(line.letter, found.of), html_of(line.letter, found.of)):
        assert read_reply("Re: your letter", f"Thanks!\n\n{words}", "m@x.example", sent_on=NEXT) is None


def test_to_whom_letters_go(table: Table) -> None:
    """To members with an address who have not said no, and to visitors who said yes; each other is named."""
    found = letters(table)
    assert [(line.person.name, line.kind, line.may_go) for line in found.lines] == [
        ("Maria Lopez", LetterKind.MEMBER, MayGo.READY),
        ("Ann Chu", LetterKind.MEMBER, MayGo.READY),
        ("Robert Diaz", LetterKind.MEMBER, MayGo.READY),
        ("Cyrus Ng", LetterKind.MEMBER, MayGo.NO),
        ("Dee Fox", LetterKind.MEMBER, MayGo.BAD_EMAIL),
        ("Paul Whitfield", LetterKind.MEMBER, MayGo.NO_EMAIL),
        ("Eve Bell", LetterKind.VISITOR, MayGo.READY),
        ("Tom Ray", LetterKind.VISITOR, MayGo.NOT_ASKED),
    ]
    assert found.in_words == "3 letters to members, 1 to visitors"
    assert found.remarks == (
        "No letter goes to Paul Whitfield: no email address.",
        "No letter goes to Dee Fox: an email address that is none.",
        "No letter goes to Cyrus Ng: said no to letters.",
        "No letter goes to Tom Ray: nobody has asked whether we may write.",
    )


def test_who_has_left_since_with_calls_to_make_is_named(sqlite_store: Store) -> None:
    """Nobody writes to a former member, and somebody has to ask what becomes of those leads."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    table.go_to(StepKind.BUCKET)
    table.do(table.lead("Ann Chu", "Maria Lopez"))
    table.do(table.lead("Maria Lopez", "Dee Fox"))
    table.go_to_end()
    assert letters(table).calls_of_leavers == ""
    for name in ("Maria Lopez", "Robert Diaz"):
        table.desk.sync.do(EndMembership(membership_of(sqlite_store, table.person(name))))
    found = letters(table)
    assert (
        found.calls_of_leavers == "No letter goes to Maria Lopez (1 call), who has left with calls to make."
    )
    assert found.calls_of_leavers in found.remarks
    assert "Maria Lopez" not in [line.person.name for line in found.lines]
    table.desk.close()


def test_a_letter_that_was_sent_says_so_and_why_no_other_goes(
    table: Table, roberts: tuple[LetterLine, Letters]
) -> None:
    """When it went out; of somebody who has said no since, that first."""
    line, found = roberts
    ids = (LetterId(1), table.meeting_id, line.person.id, LetterKind.MEMBER)
    sent = replace(line, sent=LetterSent(*ids, LetterState.SENT, "robert@firm.example", found.of.now))
    day = found.of.near(found.of.today)
    assert state_in_words(line, found.of) == "ready"
    assert state_in_words(sent, found.of).startswith(f"sent {day}, ")
    refused = replace(sent, may_go=MayGo.NO)
    assert state_in_words(refused, found.of).startswith(f"said no to letters (sent {day}, ")


def test_who_has_nothing_to_do_gets_a_short_letter(table: Table) -> None:
    """With the next meeting, and what became of what they gave."""
    line, found = to(table, "robert")
    text = text_of(line.letter, found.of)
    assert line.letter.subject == "Harborview, Wed 18 Nov: next meeting Wed 25 Nov"
    assert "Nothing waits for you after the meeting of Wednesday 18 November 2026." in text
    assert "* Kim Moe, to Cyrus Ng – contacted Wed 18 Nov" in text
    assert "To call" not in text


def test_a_visitor_is_thanked(table: Table) -> None:
    """With the next date and place, and how to apply; without what only members read."""
    line, found = to(table, "eve")
    email = opened(line, found)
    text = " ".join(part(email, "plain").split())
    assert email["Subject"] == "Thank you for visiting Harborview on Wed 18 Nov"
    assert "on Wednesday 18 November 2026, as a visitor of Maria Lopez." in text
    assert "Wed 25 Nov, 7:00 AM, Pier 4" in text
    assert "To apply for yours, tell Maria Lopez, or answer this email, or ask for the form" in text
    assert "You get this from Harborview because you agreed to be written to." in text


@pytest.mark.parametrize(
    ("became", "headings"),
    [
        (None, ["The next meeting", "If you would like to join us"]),
        (Became.COMES_AGAIN, ["The next meeting", "If you would like to join us"]),
        (Became.APPLIES, ["The next meeting", "Your application"]),
        (Became.NOT_INTERESTED, []),
    ],
)
def test_what_a_visitor_is_told_next(table: Table, became: Became | None, headings: list[str]) -> None:
    """Nobody who is not interested is asked to join, and nobody who has applied is told how."""
    line, found = to(table, "eve")
    visit = replace(table.now.visits[0], became=became)
    letter = letter_to_visitor(line.person, visit, "Maria Lopez", found.of)
    assert [each.heading for each in letter.parts] == headings


@pytest.mark.parametrize(
    ("words", "on", "sentence"),
    [
        ("away, Tom [Ray] is the substitute", NEXT, "Wed 25 Nov: away, Tom [Ray] is the substitute."),
        ("late, at the dentist", NEXT, "Wed 25 Nov: late, at the dentist."),
        ("away", NEXT + timedelta(weeks=1), ""),
    ],
)
def test_what_was_announced_for_the_next_meeting_is_in_the_letter(
    table: Table, words: str, on: date, sentence: str
) -> None:
    """So that nobody wonders whether it was read; what is about later dates stands among the dates alone."""
    chapter, now = table.now.chapter, table.clock.now()
    page = seen(table.store, chapter, now, to_do_of, table.person("Maria Lopez"))
    page = replace(page, dates=(MyDate(on, MyDateKind.AWAY, words),))
    opening = letter_to_member(page, letters(table).of).opening
    assert opening[2:] == ((f"You announced for {sentence}",) if sentence else ())


def test_without_an_address_of_the_chapter_there_are_no_links(table: Table) -> None:
    """The email is from nobody yet, and says how to get no more; what is missing is said once."""
    found = letters(table)
    of = replace(found.of, chapter=replace(found.of.chapter, email=""))
    (remark,) = [each for each in replace(found, of=of).remarks if "no email address, so" in each]
    assert remark.startswith("Harborview has no email address, so the letters have no links")
    letter = _bare(found.lines[0].letter)
    email = message_from_bytes(draft_of(letter, found.lines[0].person, of), policy=default)
    assert isinstance(email, EmailMessage)
    assert (email["From"], email["Reply-To"], email["List-Unsubscribe"]) == (None, None, None)
    assert "mailto:hello" not in part(email, "plain") + part(email, "html")
    assert "Tell us if you want no more of them." in " ".join(part(email, "plain").split())


def _bare(letter: Letter) -> Letter:
    return replace(letter, links=(), no_letters=None)


def test_whoever_sends_it_is_answered_at_the_chapter(table: Table) -> None:
    """From the address of a server's user, with answers to the chapter's; sent emails are no drafts."""
    line, found = to(table, "maria")
    email = email_of(line.letter, line.person, found.of, sender="bea@katz.example")
    assert (email["From"], email["Reply-To"]) == ("Harborview <bea@katz.example>", f"Harborview <{HOUSE}>")
    assert email["X-Unsent"] is None


def test_a_letter_is_the_same_letter_however_often_it_is_written(table: Table) -> None:
    """Byte by byte at one moment, with one Message-ID at any; that of others is another."""
    found, again = letters(table), letters(table)
    data = [draft_of(line.letter, line.person, found.of) for line in found.ready]
    assert data == [draft_of(line.letter, line.person, again.of) for line in again.ready]
    later = replace(found.of, now=found.of.now.replace(year=2027))
    other = replace(found.of, meeting=replace(found.of.meeting, number=2))
    of_each = {
        email_of(line.letter, line.person, of)["Message-ID"]
        for line in found.ready
        for of in (found.of, later, other)
    }
    assert len(of_each) == 2 * len(found.ready)


def test_no_name_adds_a_header(table: Table) -> None:
    """Line breaks in names, in addresses and in the chapter's name stay where they are, harmless."""
    line, found = to(table, "maria")
    person = replace(
        line.person, name='Maria\r\nBcc: eve@x.example, "Lopez" <e@x>', email="maria@firm.example"
    )
    chapter = replace(found.of.chapter, name="Harbor\nX-Evil: 1\n\nview" + LONG)
    of = replace(found.of, chapter=chapter)
    letter = replace(line.letter, subject=f"{line.letter.subject} {LONG} {HEBREW * 20}")
    read = message_from_bytes(draft_of(letter, person, of), policy=default)
    assert (read["Bcc"], read["X-Evil"]) == (None, None)
    assert [each.addr_spec for each in read["To"].addresses] == ["maria@firm.example"]
    assert [each.addr_spec for each in read["From"].addresses] == [HOUSE]
    assert read["Subject"] == letter.subject
    hostile = replace(line, person=replace(line.person, email="maria@firm.example\r\nBcc: eve@x.example"))
    assert may_go(hostile.person, is_member=True) is MayGo.BAD_EMAIL


_SIGNS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=8)
_HEADERS = [
    *("Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "List-Unsubscribe"),
    *("MIME-Version", "Content-Type", "X-Unsent"),
]


@given(_SIGNS, st.sampled_from(["x.example", "[1.2.3.4]", "x.y:25", "x.\x1b"]), st.text(), st.text())
def test_whatever_stands_on_record_the_headers_are_these(
    roberts: tuple[LetterLine, Letters], local: str, domain: str, name: str, chapter: str
) -> None:
    """An address that can be written to is the only one that is, and nothing else becomes a header."""
    (line, found), email = roberts, f"{local}@{domain}"
    if not can_be_written_to(email):
        return
    of = replace(found.of, chapter=replace(found.of.chapter, name=chapter))
    data = draft_of(line.letter, replace(line.person, name=name, email=email), of)
    head = data.split(b"\r\n\r\n")[0].decode().split("\r\n")
    assert [each.split(":")[0] for each in head if not each.startswith((" ", "\t"))] == _HEADERS
    (to,) = message_from_bytes(data, policy=default)["To"].addresses
    assert (to.username, to.domain) == (local, domain)


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("jürg@zürich.example", "jürg@xn--zrich-kva.example"),
        ("maria@zürich.example", "maria@xn--zrich-kva.example"),
        ("o'brien+x@firm.example", "o'brien+x@firm.example"),
    ],
)
def test_addresses_of_every_script(table: Table, address: str, written: str) -> None:
    """They are written as servers take them."""
    line, found = to(table, "maria")
    data = draft_of(line.letter, replace(line.person, email=address), found.of)
    assert f"\r\nTo: Maria Lopez <{written}>\r\n".encode() in data


def test_a_meeting_that_is_not_closed_has_no_letters(sqlite_store: Store) -> None:
    """They are written once it is."""
    table = Table.lay(sqlite_store, found_chapter(sqlite_store), SetClock())
    table.go()
    with pytest.raises(Refused, match="The meeting of Wed 18 Nov is not closed"):
        letters(table)
    table.desk.close()


# Files


def test_emails_are_written_for_their_owner_alone(table: Table, tmp_path: Path) -> None:
    """One for each who gets one, in a folder that is made, and never over one that is there unless asked."""
    found, folder = letters(table), tmp_path / "more" / "letters"
    written = write_letters(found, folder)
    assert [path.name for path in written] == [
        *("maria-lopez.eml", "ann-chu.eml", "robert-diaz.eml"),
        "visitor-eve-bell.eml",
    ]
    assert [path.stat().st_mode & 0o777 for path in (folder, *written)] == [0o700, *[0o600] * 4]
    written[1].write_bytes(b"edited")
    written[0].unlink()
    with pytest.raises(Refused, match=r"“ann-chu\.eml” is there already, and 2 more\."):
        write_letters(found, folder)
    assert not written[0].exists()
    write_letters(found, folder, replaces=True)
    assert message_from_bytes(written[1].read_bytes())["To"] == "Ann Chu <ann@firm.example>"
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="Cannot write"):
        write_letters(found, tmp_path / "file" / "x")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Zoë O’Brien, Jr.", "zoe-o-brien-jr"),
        ("../../etc/passwd", "etc-passwd"),
        ("con", "con-"),
        (HEBREW, "שרה-לוי"),
        ("😀", "somebody"),
        (LONG, "x" * 40),
    ],
)
def test_names_of_files(table: Table, name: str, stem: str) -> None:
    """Readable, allowed on every system, and never outside of their folder; namesakes get a number."""
    assert file_stem(name) == stem
    line = letters(table).lines[0]
    twins = [replace(line, person=replace(line.person, name=name))] * 2
    assert list(named_files(twins)) == [f"{stem}.eml", f"{stem}-2.eml"]
