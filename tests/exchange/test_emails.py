"""Emails that were saved or pasted, as they come: what is read of them, and that nothing breaks on them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leadsroom.errors import Refused
from leadsroom.exchange.letters import emails
from leadsroom.exchange.letters.emails import (
    pasted_email,
    pasted_on_one_line,
    read_email_bytes,
    saved_emails,
)

PLAIN = b"""From: =?utf-8?q?Ann_Ch=C3=BC?= <ann@chu.example>\r
To: letters@harborview.example\r
Subject: =?utf-8?b?UmU6IEF3YXkgb24gMiBEZWM=?=\r
Date: Mon, 30 Nov 2026 09:12:00 -0800\r
Message-ID: <one@chu.example>\r
\r
Away on 2 Dec.\r
"""


def test_a_plain_email() -> None:
    """Its headers are decoded, and its moment is that of its own zone."""
    read = read_email_bytes(PLAIN, "a.eml")
    assert (read.address, read.subject) == ("ann@chu.example", "Re: Away on 2 Dec")
    assert read.body.strip() == "Away on 2 Dec."
    assert read.sent_at == datetime(2026, 11, 30, 17, 12, tzinfo=UTC)
    assert (read.file, read.is_automatic, len(read.key)) == ("a.eml", False, 32)


def test_an_email_of_several_parts() -> None:
    """The plain text counts, else the text of the HTML; what is attached, even an email, is left alone."""
    letter = EmailMessage()
    letter["From"] = "Ann <ann@chu.example>"
    letter.set_content("<p>Late on <b>2 Dec</b></p>", subtype="html", charset="iso-8859-1")
    other = EmailMessage()
    other.set_content("away on 9 Dec")
    letter.add_attachment(other)
    letter.add_attachment("away on 16 Dec", filename="note.txt")
    assert read_email_bytes(letter.as_bytes()).body.split() == ["Late", "on", "2", "Dec"]
    letter = EmailMessage()
    letter.set_content("Late on 2 Dec")
    letter.add_alternative("<p>something else</p>", subtype="html")
    assert read_email_bytes(letter.as_bytes()).body.strip() == "Late on 2 Dec"


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (b"Content-Type: text/plain; charset=no-such\n\nAway on 2 Dec", "Away on 2 Dec"),
        (b"Content-Type: text/plain; charset=cp1252\n\nI\x92m late on 2 Dec", "I’m late on 2 Dec"),
        (b"Content-Transfer-Encoding: base64\n\nQXdheSBvbiAyIERlYw==", "Away on 2 Dec"),
        (b"Content-Transfer-Encoding: quoted-printable\n\nAway on=20=\n2 Dec", "Away on 2 Dec"),
        (b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nAway on 2 Dec\n", "Away on 2 Dec"),
        (b"Content-Type: multipart/mixed\n\nno boundary", ""),
        (b"", ""),
    ],
)
def test_what_is_wrong_with_an_email(data: bytes, body: str) -> None:
    """Unknown charsets, missing boundaries and no headers at all: it is read as far as it goes."""
    assert read_email_bytes(data).body.replace("\n", "") == body


NESTED = b"".join(
    b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (number, number) for number in range(3_000)
)


@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda tail: PLAIN[:-20] + tail))
@example(NESTED)
@example(b"From: =?utf-8?b?!!!?= <a@b>\nDate: Mon, 99 Foo 99999 99:99:99 +9999\nSubject: =?x?q?=ff?=\n\nx")
@example(b"Date: Thu, 01 Jan 0001 00:00:00 +2359\n\nx")
@example(b"Subject: =?utf-8?b?x?=\n\nx")
@example(b'Content-Type: text/plain; charset="ut\xff-8"\n\nx')
@example(b"Content-Type: text/html\n\n<p>" + b"<a " * 30_000)
def test_no_email_is_too_broken(data: bytes) -> None:
    """Whatever is in a file, it is one email, on which nothing stumbles; the same is the same each time."""
    read = read_email_bytes(data)
    assert read == read_email_bytes(data)
    assert "\n" not in read.subject + read.address


def test_what_is_attached_does_not_hold_its_reader_up() -> None:
    """An answer is read that has megabytes attached, or millions of parts."""
    head = PLAIN.replace(b"\r\n\r\n", b"\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n")
    for more in (
        b"\r\n--b\n\n" * 3_000_000,
        b"\r\n--b\r\nContent-Type: image/png\r\n\r\n" + b"x" * 3_000_000,
    ):
        assert read_email_bytes(head + more).body.strip() == "Away on 2 Dec."


def test_a_folder(tmp_path: Path) -> None:
    """Each email of .eml and .mbox files counts once; what is of another program is named."""
    (tmp_path / "a.eml").write_bytes(PLAIN)
    two, three = (PLAIN.replace(b"<one@", b"<%s@" % name) for name in (b"two", b"three"))
    inside = tmp_path / "Answers.mbox"
    inside.mkdir()
    (inside / "mbox").write_bytes(
        b"From ann Mon\n" + two + b">From Berlin\n\nFrom ann Tue\n" + three + b"\nFrom ann Wed\n" + PLAIN
    )
    (tmp_path / "b.msg").write_bytes(b"\xd0\xcf")
    (tmp_path / "notes.txt").write_text("no email")
    found = saved_emails(tmp_path)
    assert [each.file for each in found.emails] == ["mbox", "mbox", "mbox"]
    assert len({each.key for each in found.emails}) == 3
    assert found.emails[0].body.endswith("From Berlin\n")
    assert found.unread == ("b.msg: Outlook's own format is not read. Save it as .eml.",)
    assert saved_emails(tmp_path / "a.eml").emails[0].address == "ann@chu.example"


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is too large or too many is said; a folder without emails, or none at all, is refused."""
    with pytest.raises(Refused, match=r"There is no \.eml or \.mbox file in"):
        saved_emails(tmp_path)
    with pytest.raises(Refused, match="There is no folder or file"):
        saved_emails(tmp_path / "nowhere")
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.eml").write_bytes(PLAIN.replace(b"<one@", f"<{name}@".encode()))
    monkeypatch.setattr(emails, "MOST_EMAILS", 2)
    assert saved_emails(tmp_path).unread == ("b.eml: 2 emails are read at most, not the rest.",)
    (tmp_path / "a.mbox").write_bytes(b"From x\n\n\n" * 9)
    assert saved_emails(tmp_path / "a.mbox").unread == ("a.mbox: 2 emails are read at most, not the rest.",)
    monkeypatch.setattr(emails, "LARGEST_EMAIL", 10)
    assert saved_emails(tmp_path).unread[0].startswith("a.eml: an email of more than")


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("Away on 2 Dec\r\rAnn", "Away on 2 Dec ⏎ Ann"),
        (
            "From: Ann <a@chu.example>\nSent: Mon, 30 Nov 2026 09:12\nTo: us\nSubject: x\n\nLate on 2 Dec\n>",
            "From: Ann <a@chu.example> ⏎ Date: Mon, 30 Nov 2026 09:12 ⏎ Subject: x ⏎  ⏎ Late on 2 Dec",
        ),
        ("Name: Tom Ray\nSubstitute on 2 Dec", "Name: Tom Ray ⏎ Substitute on 2 Dec"),
        (
            "Subject: x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nQXdheSBvbiAyIERlYw==",
            "Subject: x ⏎  ⏎ Away on 2 Dec",
        ),
        ("\x1b[31mAway\x1b[0m on 2 Dec [/]", "Away on 2 Dec [/]"),
    ],
)
def test_what_was_pasted_stands_on_one_line(pasted: str, line: str) -> None:
    """Headers that say something, and the sender's own words; read again it says the same."""
    assert pasted_on_one_line(pasted) == line
    read = pasted_email(line)
    assert pasted_on_one_line(line.replace("⏎", "\n")) == line
    assert read.address == ("a@chu.example" if "chu" in pasted else "")
    assert read.body.replace("\n", " ").split() == line.rpartition("⏎  ⏎ ")[2].replace("⏎", " ").split()
