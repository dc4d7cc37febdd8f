"""Answers to letters: the words that a link has ready, and what is read in an email, however it was sent."""

from __future__ import annotations

from datetime import date, timedelta
from email.utils import formataddr
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leadsroom.domain.season.replies import (
    Away,
    Late,
    NoLetters,
    Reply,
    Substitute,
    address_of,
    no_letters_link,
    read_reply,
    reply_links,
)
from leadsroom.domain.text.plain_text import clean

SENT, ON = date(2026, 11, 19), date(2026, 12, 2)
MARIA = "maria@lopez.example"
AWAY, LATE = Away(on=ON, sender=MARIA), Late(on=ON, sender=MARIA)
TOM = Substitute(on=ON, sender=MARIA, name="Tom Ray")


def read(subject: str = "", body: str = "", country: str = "US") -> Reply | None:
    """What Maria's email says."""
    return read_reply(subject, body, f"Maria Lopez <{MARIA}>", sent_on=SENT, country=country)


def pressed(url: str, *, typed: str = "") -> Reply | None:
    """What comes of a link that is pressed, once `typed` stands behind the name of its body."""
    parts = urlsplit(url)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "hello@harbor.example")
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return read(asked["subject"], asked.get("body", "").replace("Name: ", f"Name: {typed}"))


NAMES = st.text(min_size=1, max_size=60).map(clean).filter(bool) | st.sampled_from(
    [
        "Maria Lopez",
        "Zoë O’Brien, Jr.",
        "שרה לוי",
        "[/] [Anna]",
        "a?b&c=d#e",
        "Bo is late on 3 Dec",
        "x" * 500,
    ]
)


@given(NAMES, st.integers(0, 700))
@example("Name: Bea on 3 Dec", 13)
def test_the_links_say_what_they_are_read_as(member: str, days: int) -> None:
    """Whatever the member is called and the day is, each link is read as what it is for, whole or short."""
    on = SENT + timedelta(days=days)
    links = reply_links("hello@harbor.example", member, on, SENT)
    for link, kind in zip(links, (Away, Late, Substitute), strict=True):
        assert len(link.short) < len(link.url) < 2_000
        for url in (link.url, link.short):
            reply = pressed(url)
            assert isinstance(reply, Away | Late | Substitute)
            assert (type(reply), reply.on, reply.sender) == (kind, on, MARIA)
    assert isinstance(pressed(no_letters_link("hello@harbor.example", member).short), NoLetters)


def test_a_link_names_the_member_and_asks_for_the_substitute() -> None:
    """Two who share an address are told apart, and a name that is typed behind its label is read."""
    away, late, substitute = reply_links("hello@harbor.example", "Maria Lopez", ON, SENT)
    assert [each.words for each in (away, late)] == ["away on 2 Dec", "late on 2 Dec"]
    assert pressed(away.url) == Away(on=ON, sender=MARIA, member="Maria Lopez")
    assert pressed(late.url) == Late(on=ON, sender=MARIA, member="Maria Lopez")
    named = Substitute(on=ON, sender=MARIA, member="Maria Lopez", name="Tom Ray")
    assert pressed(substitute.short, typed="Tom Ray") == TOM
    assert pressed(substitute.short) == Substitute(on=ON, sender=MARIA)
    assert pressed(substitute.url, typed="Tom Ray") == named
    assert pressed(substitute.url) == Substitute(on=ON, sender=MARIA, member="Maria Lopez")
    gone = no_letters_link("hello@harbor.example", "Maria Lopez")
    assert pressed(gone.url) == NoLetters(sender=MARIA, member="Maria Lopez")


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("away on 2 Dec", AWAY),
        ("Away on 2 December 2026.", AWAY),
        ("I am away on Wed, 2 Dec", AWAY),
        ("I’ll be away on 2\u00a0Dec!", AWAY),
        ("„away on 2 Dec“", AWAY),
        ("away: 12/2/2026", AWAY),
        ("absent on 2026-12-02", AWAY),
        ("Maria Lopez is away on 2 Dec", Away(on=ON, sender=MARIA, member="Maria Lopez")),
        ("Away on 2 Dec: Maria Lopez", Away(on=ON, sender=MARIA, member="Maria Lopez")),
        ("I'm late on 2 Dec", LATE),
        ("LATE ON DEC 2", LATE),
        ("late on 20 Jan", Late(on=date(2027, 1, 20), sender=MARIA)),
        ("late on 18 Nov 2026", Late(on=date(2026, 11, 18), sender=MARIA)),
        ("Tom Ray stands in on 2 Dec", TOM),
        ("“Tom Ray” will stand in for me on 2 Dec.", TOM),
        ("my substitute on 2 Dec is Tom Ray", TOM),
        (
            "Tom Ray, plumber, stands in for Maria Lopez on 2 Dec",
            Substitute(on=ON, sender=MARIA, name="Tom Ray", profession="plumber", member="Maria Lopez"),
        ),
        (
            "Tom Ray (Plumber) stands in on 2 Dec",
            Substitute(on=ON, sender=MARIA, name="Tom Ray", profession="Plumber"),
        ),
        ("Tom Ray comes for me on 2 Dec", TOM),
        ("Tom Ray is coming in my place on 2 Dec", TOM),
        ("Tom Ray stands in 2 Dec", TOM),
        ("Tom Ray no longer stands in on 2 Dec", None),
        ("somebody stands in on 2 Dec", Substitute(on=ON, sender=MARIA)),
        ("no letters please", NoLetters(sender=MARIA)),
        ("unsubscribe", NoLetters(sender=MARIA)),
        ("I am not away on 2 Dec", None),
        ("Am I away on 2 Dec?", None),
        ("away on 2 Dec and 9 Dec", None),
        ("away on 31 Feb", None),
        ("I will call Jane on 2 Dec", None),
        ("late", None),
        ("", None),
    ],
)
def test_what_is_typed(words: str, reply: Reply | None) -> None:
    """As a subject and as the only line of an email it says the same; what is not plain says nothing."""
    assert read(words) == reply
    assert read(f"AW: Re[2]: [EXTERNAL] {words}") == reply
    assert read("Re: your calls", f"Hello Bea,\n\n{words}\n\nMaria") == reply


def test_days_are_read_as_the_country_writes_them() -> None:
    """In its order of figures and in its language."""
    assert read("late on 2.12.2026", country="DE") == LATE
    assert read("away on 2. Dezember", country="CH") == AWAY


@pytest.mark.parametrize(
    ("subject", "body", "reply"),
    [
        ("Away on 2 Dec 2026", "Maria Lopez is late on 2 Dec 2026.", None),
        ("Away on 2 Dec 2026", "I am away on 9 Dec", None),
        ("Away on 2 Dec 2026", "no letters", None),
        ("Away on 2 Dec 2026", "Tom Ray stands in on 2 Dec", TOM),
        ("Substitute on 2 Dec", "Name:\nTom Ray\nProfession:\n\nMaria", TOM),
        ("Substitute on 2 Dec", "Hello Bea,\nTom Ray comes for me.\nMaria", TOM),
        ("Substitute on 2 Dec", "Name: \nProfession: \n\nTom Ray stands in", TOM),
        ("Substitute on 2 Dec", "Tom Ray (Plumber) will come instead", "plumber"),
        ("Substitute on 2 Dec", "Tom Ray", TOM),
        ("Substitute on 2 Dec", "Hi!\n\nTom Ray\n\nBest regards\nMaria", TOM),
        ("Substitute on 2 Dec", "Tom Ray\nProfession: Plumber", "plumber"),
        ("Substitute on 2 Dec", "Maria", Substitute(on=ON, sender=MARIA)),
        ("Substitute on 2 Dec", "Tom Ray\nBea Katz", Substitute(on=ON, sender=MARIA)),
        ("Substitute on 2 Dec", "Best Regards", Substitute(on=ON, sender=MARIA)),
        ("Substitute on 2 Dec", "I will come instead", Substitute(on=ON, sender=MARIA)),
        ("Substitute on 2 Dec", "Tom Ray never comes for me", Substitute(on=ON, sender=MARIA)),
        ("Substitute on 2 Dec", "Tom Ray comes for me\nBea Katz stands in", None),
        ("Away on 2 Dec 2026", "Tom Ray comes for me", TOM),
        ("Away on 2 Dec 2026", "Tom Ray", AWAY),
        ("Late on 2 Dec 2026", "Tom Ray stands in", None),
        ("your calls", "Tom Ray comes for me", None),
        ("Substitute on 2 Dec", "Name: Tom Ray\n\nBea Katz stands in on 2 Dec", None),
        ("Substitute on 2 Dec", "Substitute: Tom Ray\nProfession: Plumber\nBest, Maria", "plumber"),
    ],
)
def test_what_several_lines_say_together(subject: str, body: str, reply: Reply | str | None) -> None:
    """A substitute goes with being away; what contradicts itself is for somebody to read."""
    wanted = (
        Substitute(on=ON, sender=MARIA, name="Tom Ray", profession="Plumber") if reply == "plumber" else reply
    )
    assert read(subject, body) == wanted


QUOTED = "away on 9 Dec\nlate on 9 Dec"


@pytest.mark.parametrize(
    "body",
    [
        "late on 2 Dec\n\n> away on 9 Dec\n>> late on 9 Dec",
        f"late on 2 Dec\r\n\r\nOn Thu, 19 Nov 2026 at 8:31, Harbor <hello@harbor.example> wrote:\r\n{QUOTED}",
        f"late on 2 Dec\n\nOn Thu, 19 Nov 2026, Harborview\n<hello@harbor.example> wrote:\n{QUOTED}",
        f"late on 2 Dec\n\nAm 19.11.2026 um 08:31 schrieb Harbor <hello@harbor.example>:\n{QUOTED}",
        f"late on 2 Dec\n-----Ursprüngliche Nachricht-----\n{QUOTED}",
        f"late on 2 Dec\n________________________________\nFrom: Harbor\nSent: Thursday\n{QUOTED}",
        f"late on 2 Dec\n\nVon: Harbor\nGesendet: Donnerstag\n{QUOTED}",
        f"late on 2 Dec\n-- \nMaria\n{QUOTED}",
        "From: Maria Lopez <maria@lopez.example>\nTo: hello@harbor.example\n\nlate on 2 Dec",
        "<html><style>p{}</style><p>late on&nbsp;2 Dec</p><blockquote>away on 9 Dec</blockquote></html>",
        '<div>late <b>on</b> 2 Dec</div><div class="gmail_quote">On<div>x</div><p>away on 9 Dec</p></div>',
        "<p>Hi<br>late on\n2 Dec</p><script>late on 9 Dec</script><div id='appendonsend'>away on 9 Dec</div>",
        "<!DOCTYPE html><!--[if mso]><p>away on 9 Dec</p><![endif]--><p>late on 2 Dec</p><!-- away <!--",
    ],
)
def test_what_is_quoted_says_nothing(body: str) -> None:
    """Below, between or beside the answer, in plain text or HTML, of English and other programs."""
    assert read("Re: 2 calls for you", body) == LATE


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        ("maria@lopez.example", "maria@lopez.example"),
        (formataddr(("Lopez, Maria", MARIA)), MARIA),
        ('"bea@katz.example" <maria@lopez.example>', MARIA),
        ("Maria", ""),
        ("", ""),
    ],
)
def test_the_address_of_a_sender(sender: str, address: str) -> None:
    """It is the one that was used, whatever name stands before it."""
    assert address_of(sender) == address


@given(st.text(), st.text(), st.text())
@example("<div" * 1000, "Tom stands in for " * 2000, "@" * 1000)
@example("late on " + "9" * 5000, "<p>" * 30_000, "<![CDATA[")
@example("", "--" + "message " * 12_000, "")
@example("", "<p>" + "<a " * 30_000, "")
@example("", "<p><![CD[x]]>", "")
def test_no_email_brings_its_reader_down(subject: str, body: str, sender: str) -> None:
    """Anything may be in it, and none takes longer than a moment."""
    read_reply(subject, body, sender, sent_on=SENT, country="US")
