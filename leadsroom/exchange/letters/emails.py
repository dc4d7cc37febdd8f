"""Emails that somebody has saved from an email program, or pasted: read as far as an answer stands in them.

Anybody can write anything into an email. So no header is believed, nothing attached is opened, and what is
broken is read as far as it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from email.utils import parsedate_to_datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path

from msgspec import Struct

from leadsroom.domain.season.replies import address_of, own_lines, text_of_html
from leadsroom.domain.text.plain_text import clean
from leadsroom.errors import Refused
from leadsroom.files import lowered

LARGEST_EMAIL, LARGEST_MBOX = 30_000_000, 100_000_000  # bytes
MOST_EMAILS = 2_000
_MOST_FILES = 10_000
_LONGEST_HEADER, _LONGEST_TEXT = 500, 200_000
_MOST_PARTS = 200
_READ_AT_MOST = 1_000_000  # bytes: an answer stands before what is attached, and parts may come by millions
# What the parser of the standard library and its decoders are known to raise at what is malformed.
_BROKEN = (
    *(ValueError, LookupError, TypeError, AttributeError, AssertionError, OverflowError, RecursionError),
    MessageError,
)
_BETWEEN_EMAILS = re.compile(rb"(?:\A|(?<=\n)\r?\n)From [^\n]*\n")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


class Email(Struct, frozen=True):
    """One email. `address` is what it says it is from, empty where that is none; `key` tells it from all
    others. `file` is where it was found. `sent_at` is None where it does not say.
    """

    address: str
    subject: str
    body: str
    sent_at: datetime | None
    key: str
    file: str = ""
    is_automatic: bool = False


class Found(Struct, frozen=True):
    """The emails of a folder or file, each once, in the order of the files; and what could not be read."""

    emails: tuple[Email, ...]
    unread: tuple[str, ...] = ()


def saved_emails(path: Path) -> Found:
    """The emails at a place: a folder of .eml and .mbox files, or one such file. Raises Refused."""
    found: dict[str, Email] = {}
    unread: list[str] = []
    read = 0
    for file in _files(path):
        if file.suffix.lower() == ".msg":
            unread.append(f"{file.name}: Outlook's own format is not read. Save it as .eml.")
            continue
        try:
            for data in _emails_of(file):
                email = read_email_bytes(data, file.name)
                found.setdefault(email.key, email)
                read += 1  # those that were found already too: a file may hold millions of one
                if read >= MOST_EMAILS:
                    unread.append(f"{file.name}: {MOST_EMAILS:,} emails are read at most, not the rest.")
                    return Found(tuple(found.values()), tuple(unread))
        except OSError as wrong:
            unread.append(f"{file.name}: {lowered(wrong.strerror or str(wrong))}.")
        except Refused as no:
            unread.append(f"{file.name}: {no}")
    return Found(tuple(found.values()), tuple(unread))


_KINDS = frozenset({".eml", ".mbox", ".mbx", ".msg"})


def _files(path: Path) -> list[Path]:
    """The files that hold emails. Raises Refused where there is none."""
    if not path.exists():
        raise Refused(f"There is no folder or file {path}. Save the answers there from an email program.")
    if not path.is_dir():
        return [path]
    try:
        inside = sorted(islice(path.rglob("*"), _MOST_FILES))
    except OSError as wrong:
        raise Refused(f"Cannot look into {path}: {lowered(wrong.strerror or str(wrong))}.") from wrong
    files = [each for each in inside if each.suffix.lower() in _KINDS or each.name == "mbox"]
    files = [each for each in files if each.is_file()]
    if not files:
        raise Refused(f"There is no .eml or .mbox file in {path}. Save the answers there first.")
    return files


def _emails_of(file: Path) -> Iterator[bytes]:
    """The emails of a file, as bytes. Raises Refused and OSError."""
    if not file.is_file():
        raise Refused("that is no file.")
    size = file.stat().st_size
    if size > LARGEST_MBOX:
        raise Refused(f"that is too large; {LARGEST_MBOX // 1_000_000} MB are read at most.")
    data = file.read_bytes()
    if not data.startswith(b"From "):
        yield _not_too_large(data)
        return
    begins = list(islice(_BETWEEN_EMAILS.finditer(data), MOST_EMAILS + 1))
    for each, end in zip(begins, [*(found.start() for found in begins[1:]), len(data)], strict=True):
        yield _QUOTED_FROM.sub(rb"\1", _not_too_large(data[each.end() : end]))


def _not_too_large(data: bytes) -> bytes:
    if len(data) > LARGEST_EMAIL:
        raise Refused(f"an email of more than {LARGEST_EMAIL // 1_000_000} MB is no answer.")
    return data


def read_email_bytes(data: bytes, file: str = "") -> Email:
    """An email in the form in which it is sent, whatever is wrong with it."""
    try:
        message = message_from_bytes(data[:_READ_AT_MOST], policy=compat32)
    except _BROKEN:
        message = Message(policy=compat32)
    sender, subject = _header(message, "From"), _header(message, "Subject")
    body = _body(message)
    name = _header(message, "Message-ID") or f"{sender}\n{_header(message, 'Date')}\n{subject}\n{body}"
    automatic = _header(message, "Auto-Submitted").casefold() or "no"
    return Email(
        address_of(sender),
        subject,
        body,
        _sent_at(message),
        _key(name),
        clean(file),
        automatic != "no",
    )


def _key(name: str) -> str:
    return sha256(name.encode("utf-8", "replace")).hexdigest()[:32]


def _header(message: Message, name: str) -> str:
    """A header on one line, decoded, without what nobody sees."""
    try:
        raw = str(message.get(name, ""))[: _LONGEST_HEADER * 4]
    except _BROKEN:
        return ""
    try:
        text = str(make_header(decode_header(raw)))
    except _BROKEN:
        text = raw
    return clean(text)[:_LONGEST_HEADER]


def _sent_at(message: Message) -> datetime | None:
    try:
        sent = parsedate_to_datetime(_header(message, "Date"))
        return (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(UTC)
    except _BROKEN:
        return None


def _body(message: Message) -> str:
    """What it says: its plain text, or else that of its HTML. Files and other emails in it are left alone."""
    html = ""
    try:
        for part in islice(_own_parts(message), _MOST_PARTS):
            kind = part.get_content_type()
            if kind == "text/plain" and (text := _text(part)).strip():
                return text
            if kind == "text/html" and not html:
                html = _text(part)
        return text_of_html(html) if html else ""
    except _BROKEN:
        return ""


def _own_parts(message: Message) -> Iterator[Message]:
    """The parts that are no file and no other email, from top to bottom; no stack grows with their depth."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inside = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inside, list):
            waiting += reversed([each for each in inside if isinstance(each, Message)])
        elif part.get_content_maintype() == "text" and not _is_file(part):
            yield part


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    data = data[: _LONGEST_TEXT * 4]
    try:
        text = data.decode(part.get_content_charset() or "utf-8", "replace")
    except _BROKEN:
        text = data.decode("utf-8", "replace")
    return text[:_LONGEST_TEXT]


# Pasted

BREAK = "⏎"  # a line's end in what was pasted into one line
_HEADERS = {
    "From": "From|Von|De|Da|Van|Från|Fra",
    "Date": "Date|Sent|Datum|Gesendet",
    "Subject": "Subject|Betreff|Objet|Oggetto|Onderwerp|Ämne|Emne",
    "Message-ID": "Message-ID",
}
_FIRST = re.compile(
    rf"(?:{'|'.join(_HEADERS.values())}|To|Cc|An|Return-Path|Delivered-To|Received|Reply-To): ?.*",
    re.IGNORECASE,
)
_ANY_HEADER = re.compile(r"[A-Za-zÅÄÖÜåäöü][\w-]{1,40}:(?: .*)?")
_IS_SOURCE = re.compile(r"^(?:MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE)


def pasted_on_one_line(pasted: str) -> str:
    """An email's text for a field of one line: from whom, when, about what, and the lines of its sender."""
    # A terminal pastes a line's end as a carriage return.
    heads, body = _parted("\n".join(re.split(r"\r\n?|\n", pasted[:_LONGEST_TEXT])))
    lines = [f"{name}: {heads[name]}" for name in _HEADERS if heads.get(name)]
    return f" {BREAK} ".join([*lines, *([""] if lines else []), *filter(None, map(clean, own_lines(body)))])


def pasted_email(line: str) -> Email:
    """The email that stands in such a line, or in what was typed there; its `key` may be empty."""
    heads, body = _parted(line.replace(BREAK, "\n"))
    message = Message(policy=compat32)
    message["Date"] = heads.get("Date", "")
    name = heads.get("Message-ID", "")
    return Email(
        address_of(heads.get("From", "")),
        heads.get("Subject", ""),
        body,
        _sent_at(message),
        _key(name) if name else "",
    )


def _parted(text: str) -> tuple[dict[str, str], str]:
    """The headers above a text, as email programs show or save them, and the text."""
    lines = text.strip().split("\n")
    if not _FIRST.fullmatch(clean(lines[0])):
        return {}, text
    if _IS_SOURCE.search(text):
        message = message_from_bytes(text.strip().encode("utf-8", "replace"), policy=compat32)
        return {name: _header(message, name) for name in _HEADERS}, _body(message)
    heads: dict[str, str] = {}
    for at, line in enumerate(lines):
        words = clean(line)
        if not _ANY_HEADER.fullmatch(words):
            return heads, "\n".join(lines[at:])
        for name, spellings in _HEADERS.items():
            if found := re.fullmatch(rf"(?:{spellings}): ?(.*)", words, re.IGNORECASE):
                heads.setdefault(name, found[1][:_LONGEST_HEADER])
    return heads, ""
