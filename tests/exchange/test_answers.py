"""Answers to letters: what they come to before anything is done, and that each is done once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from leadsroom.acts.command import Undo
from leadsroom.acts.desk import SyncDesk
from leadsroom.acts.people.commands import AnnounceAbsence
from leadsroom.acts.season.commands import MarkDate
from leadsroom.domain.people.attendance import Mark
from leadsroom.domain.season.calendar import DateKind
from leadsroom.domain.season.replies import reply_links
from leadsroom.exchange.letters.answers import Answers, read_answers, read_pasted
from leadsroom.exchange.letters.emails import Email, saved_emails
from leadsroom.store import tables as t
from leadsroom.store.read.people.absences import notices_since
from leadsroom.store.store import Store, open_store
from leadsroom.views.people import members, people
from tests.cli_runs import answered
from tests.harborview import START, SetClock, found_chapter

NEXT, AFTER = date(2026, 11, 25), date(2026, 12, 2)
ADDRESSES = ("maria@x.example", "ann@x.example", "banker@x.example", "both@x.example", "both@x.example")


class Chapter:
    """Harborview with the addresses of its members, at a desk."""

    def __init__(self, store: Store) -> None:
        self.store, self.chapter = store, found_chapter(store)
        self.desk = SyncDesk(store, self.chapter.id, SetClock(), "office")
        self.members = {each.person.name: each for each in self.desk.read(members)}
        with store.writing(self.chapter.id) as unit:
            for member, address in zip(self.members.values(), ADDRESSES, strict=False):
                unit.update(t.person, member.person.id, email=address)

    def read(self, *emails: Email) -> Answers:
        return self.desk.read(read_answers, emails)

    def take(self, *emails: Email) -> list[str]:
        """Read them, and do all that counts; what was read, in words."""
        found = self.read(*emails)
        for each in found.counting:
            assert each.command
            self.desk.do(each.command)
        return [each.words for each in found.counting]

    @property
    def notices(self) -> list[str]:
        """What stands in the calendar."""
        with self.store.reading() as connection:
            found = notices_since(connection, self.chapter.id, START.date())
        return [f"{each.on.day}: {each.words}" for each in found]


@pytest.fixture
def chapter(store: Store) -> Chapter:
    """The chapter of every test here."""
    return Chapter(store)


def email(body: str, sender: str = "ann@x.example", hour: int = 9, key: str = "", subject: str = "") -> Email:
    """An email of the day before yesterday."""
    sent = datetime(2026, 11, 16, hour, tzinfo=UTC)
    return Email(sender, subject, body, sent, key or f"{sender} {hour} {body}".encode().hex()[:32])


def test_answers_count_once(chapter: Chapter) -> None:
    """Away, late and a substitute who is new become notices; read again, and after undo, they do nothing."""
    emails = (
        email("Away on 25 Nov", "ANN@x.example"),
        email("I'm late on 2 Dec", "maria@x.example"),
        email("Tom Ray (Plumbing) stands in on 25 Nov", "banker@x.example"),
    )
    assert chapter.take(*emails) == [
        "Ann Chu is away on Wed 25 Nov",
        "Tom Ray, who is new here, stands in for Robert Diaz on Wed 25 Nov",
        "Maria Lopez is late on Wed 2 Dec",
    ]
    expected = ["25: Ann Chu absent", "25: Tom Ray for Robert Diaz", "2: Maria Lopez late"]
    assert sorted(chapter.notices) == sorted(expected)
    again = chapter.read(*emails)
    assert (again.counting, [each.why for each in again.others]) == ((), ["was read before"] * 3)
    chapter.desk.do(Undo())
    assert chapter.take(*emails) == []
    assert len(chapter.notices) == 2


def test_the_last_word_counts(chapter: Chapter) -> None:
    """Of two emails of a member about one date the newer counts, in whichever order they are read."""
    older, newer = email("Away on 25 Nov", hour=9), email("Late on 25 Nov", hour=10)
    other = email("Late on 25 Nov", hour=8)
    found = chapter.read(newer, older, other)
    assert [each.words for each in found.counting] == ["Ann Chu is late on Wed 25 Nov"]
    assert [each.why for each in found.others] == [
        "a newer email says otherwise",
        "a newer email says the same",
    ]
    chapter.take(newer, older)
    assert chapter.read(older, newer).counting == ()


def test_nobody_stands_in_for_two(chapter: Chapter) -> None:
    """Who stands in for a member already cannot for another that day, which is seen before it is agreed."""
    chapter.take(email("Tom Ray stands in on 25 Nov"))
    (other,) = chapter.read(email("tom ray stands in on 25 Nov", "maria@x.example")).others
    assert other.why == "“tom ray” is the substitute of Ann Chu on Wed 25 Nov already"
    again = chapter.read(email("Tom Ray (Plumbing) stands in on 25 Nov", hour=10))
    assert [each.why for each in again.others] == ["stands in the calendar already"]


@pytest.mark.parametrize(
    ("body", "sender", "why"),
    [
        ("Away on 25 Nov", "eve@x.example", "nobody with a seat has this address"),
        ("Ann Chu is away on 25 Nov", "", "nobody with a seat has this address"),
        ("Away on 25 Nov", "both@x.example", "this address is that of Cyrus Ng and Dee Fox"),
        ("Bobby is away on 25 Nov", "ann@x.example", "nobody with a seat is called “Bobby”"),
        ("See you!", "ann@x.example", "nothing in it says that somebody is away"),
        (
            "Away on 26 Nov",
            "ann@x.example",
            "Thu 26 Nov is not a date of a meeting. The nearest meeting is Wed 25",
        ),
        ("Away on 11 Nov 2026", "ann@x.example", "Wed 11 Nov is past"),
        ("Away on 9 Dec", "ann@x.example", "Wed 9 Dec is a holiday"),
        ("A substitute stands in on 25 Nov", "ann@x.example", "does not say who the substitute is"),
        (
            "Dee Fox stands in on 25 Nov",
            "ann@x.example",
            "“Dee Fox” holds a seat at this table. A substitute comes from outside",
        ),
    ],
)
def test_what_does_not_count_says_why(chapter: Chapter, body: str, sender: str, why: str) -> None:
    """Unknown senders, past dates, dates without a meeting, no name: each is named, and nothing is done."""
    chapter.desk.do(MarkDate(date(2026, 12, 9), DateKind.HOLIDAY))
    found = chapter.read(email(body, sender))
    assert found.counting == ()
    assert found.others[0].why.startswith(why)


def test_of_two_with_one_address_the_one_who_is_named(chapter: Chapter) -> None:
    """A household, or an office, writes from one address; a colleague may write for another member."""
    assert chapter.take(email("Dee Fox is away on 25 Nov", "both@x.example")) == [
        "Dee Fox is away on Wed 25 Nov"
    ]
    assert chapter.take(email("Cyrus Ng is late on 25 Nov")) == ["Cyrus Ng is late on Wed 25 Nov"]


def test_what_stands_there_is_shown(chapter: Chapter) -> None:
    """What would be replaced is said; what says the same changes nothing."""
    ann = chapter.members["Ann Chu"].person.id
    chapter.desk.do(AnnounceAbsence(ann, NEXT, Mark.LATE))
    found = chapter.read(email("Away on 25 Nov"))
    assert found.counting[0].words == "Ann Chu is away on Wed 25 Nov (so far: Ann Chu late)"
    assert chapter.read(email("Late on 25 Nov")).others[0].why == "stands in the calendar already"


def test_no_more_letters(chapter: Chapter) -> None:
    """A member who writes that gets none from then on; their sheet is as it was otherwise."""
    refusal = email("", subject="Re: No letters", sender="ann@x.example")
    assert chapter.take(refusal) == ["Ann Chu wants no letters"]
    ann = next(each for each in chapter.desk.read(members) if each.person.name == "Ann Chu")
    assert (ann.person.letters, ann.person.email, ann.seat) == (False, "ann@x.example", 2)
    assert chapter.read(email("No letters", key="other")).others[0].why == "gets none as it is"


def test_a_visitor_who_wants_no_letters(chapter: Chapter) -> None:
    """They need no seat to say no; undo gives them back what they had agreed to."""
    with chapter.store.writing(chapter.chapter.id) as unit:
        eve = {"name": "Eve Stone", "name_key": "eve stone", "email": "eve@x.example", "may_write": True}
        unit.insert(t.person, chapter_id=chapter.chapter.id, **eve)
    assert chapter.take(email("No letters", "eve@x.example")) == ["Eve Stone wants no letters"]
    for may_write in (False, True):
        found = next(each for each in chapter.desk.read(people) if each.name == "Eve Stone")
        assert found.may_write_to(is_member=False) is may_write
        if not may_write:
            assert chapter.desk.do(Undo()).what == "Undid: Eve Stone gets no letters any more"


def test_a_program_that_answers(chapter: Chapter) -> None:
    """Whose own notice of a holiday it sends back has not written to the chapter."""
    away = email("Away on 25 Nov")
    automatic = Email(away.address, "", away.body, away.sent_at, "k", is_automatic=True)
    assert chapter.read(automatic).others[0].why == "a program has answered, not a person"


def test_one_that_was_pasted(chapter: Chapter) -> None:
    """Without a sender somebody chooses who it is from; without an id it counts as often as it is agreed."""
    pasted = Email("", "", "away on 25 nov", None, "")
    assert chapter.desk.read(read_pasted, pasted).why.startswith("nobody with a seat has this address")
    found = chapter.desk.read(read_pasted, pasted, chapter.members["Paul Whitfield"].person.id)
    assert (found.words, found.why) == ("Paul Whitfield is away on Wed 25 Nov", "")


EML = """From: Ann [/] <ann@x.example>
Date: Mon, 16 Nov 2026 09:00:00 -0800
Message-ID: <1@x.example>

Away on 25 Nov
"""


LETTER = "The answers: <mailto:x@y.example?subject=Away%20on%20Wednesday%209%20December%202026>"


@pytest.mark.parametrize(
    ("at", "typed", "announced"),
    [
        (0, "", "25: Ann Chu absent"),
        (1, "Sorry!", "25: Ann Chu late"),
        (2, "Tom Ray", "25: Tom Ray for Ann Chu"),
    ],
)
def test_a_link_of_a_letter_that_was_pressed(
    chapter: Chapter, tmp_path: Path, at: int, typed: str, announced: str
) -> None:
    """The email that a link begins, with the letter quoted under it, comes back as what the link says."""
    link = urlsplit(reply_links("harborview@x.example", "Ann Chu", NEXT, START.date())[at].url)
    ready = parse_qs(link.query)
    answer = EmailMessage()
    answer["From"], answer["To"] = "Ann <ann@x.example>", unquote(link.path)
    answer["Subject"] = ready["subject"][0]
    answer["Date"] = datetime(2026, 11, 18, 20, tzinfo=UTC)
    body = ready["body"][0].replace("Name: \r\n", f"Name: {typed}\r\n")
    body = body if at == 2 else f"{body}\n{typed}"
    quoted = "\n".join(f"> {line}" for line in LETTER.splitlines())
    answer.set_content(f"{body}\n\nOn Wed, 18 Nov 2026 at 8:31, Harborview <h@x.example> wrote:\n{quoted}\n")
    (tmp_path / "answer.eml").write_bytes(answer.as_bytes())
    chapter.take(*saved_emails(tmp_path).emails)
    assert chapter.notices == [announced]


def test_in_a_shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are listed with their senders and do nothing until it is agreed; then they count, once."""
    path = tmp_path / "x.db"
    store = open_store(str(path))
    Chapter(store)
    store.close()
    (tmp_path / "clock").write_text((START + timedelta(hours=5)).isoformat())
    monkeypatch.setenv("LEADSROOM_CLOCK_FILE", str(tmp_path / "clock"))
    (tmp_path / "a.eml").write_text(EML)
    (tmp_path / "b.eml").write_text(EML.replace("ann@", "eve\x1b[31m@").replace("<1@", "<2@"))
    words = ("--db", path, "calendar", "--replies", tmp_path)
    asked = answered(capsys, *words)
    assert asked.code == 1
    assert "Nothing was changed. To do it all the same, add --yes." in asked.err
    assert (
        "1 answer to take in:\n  Ann Chu is away on Wed 25 Nov. From ann@x.example, Mon 16 Nov 9:00"
        in asked.err
    )
    assert "nobody with a seat has this address. From eve@x.example" in asked.err
    assert "\x1b" not in asked.err
    done = answered(capsys, *words, "--yes")
    assert (done.code, done.out.splitlines()[-1]) == (0, "Announced for Wed 25 Nov: Ann Chu absent")
    assert "There is no answer to take in." in answered(capsys, *words, "--yes").out
