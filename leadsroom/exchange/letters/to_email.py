"""A letter as an email: its text, its HTML, and the message with both, which is the same bytes every time."""

from __future__ import annotations

import hashlib
import re
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from textwrap import wrap
from typing import TYPE_CHECKING

from leadsroom.domain.meeting.letters import LetterKind
from leadsroom.domain.text.email import is_email
from leadsroom.domain.text.plain_text import clean, isolated
from leadsroom.exchange.html import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leadsroom.domain.people.roster import Person
    from leadsroom.exchange.letters.compose import Letter, Occasion

_WIDE = 76
_DOMAIN = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+", re.ASCII | re.IGNORECASE)
_LONGEST_UNSUBSCRIBE = 75  # letters; a longer one would be encoded, and no program would find the address
_NO_MORE = "No more letters, please."
_WHY = {
    LetterKind.MEMBER: "Members of {} get this letter after each meeting.",
    LetterKind.VISITOR: "You get this from {} because you agreed to be written to.",
}
_ASKS = (
    "Cannot come next time, or not on time? Press what is true, for a substitute write the name, and send: "
    "it comes to"
)
_SAY_SO = "Tell us if you want no more of them."


def text_of(letter: Letter, of: Occasion) -> str:
    """The letter as plain text in lines of 76, ending in a newline. Links are not broken."""
    blocks = ["\n".join(_wrapped(letter.greeting)), *("\n".join(_wrapped(each)) for each in letter.opening)]
    for part in letter.parts:
        lines = [part.heading, "-" * len(part.heading)]
        for entry in part.entries:
            lines += _wrapped(f"* {entry.head.words}", "  ")
            for line in entry.under:
                lines += _wrapped(f"  {line.words}", "  ")
        blocks.append("\n".join([*lines, *(_wrapped(part.more) if part.more else [])]))
    blocks += ["\n".join(_wrapped(each)) for each in letter.closing]
    return "\n\n".join([*blocks, *_answers(letter, of)]) + "\n"


def _answers(letter: Letter, of: Occasion) -> Iterator[str]:
    """How to answer, and how to get no more letters; a label is no answer, should the letter be quoted."""
    if letter.links:
        asked = _wrapped(f"{_ASKS} {clean(of.chapter.email)}.")
        labels = ("Away", "Late", "Substitute")
        links = (f"  {label:<11} <{link.short}>" for label, link in zip(labels, letter.links, strict=True))
        yield "\n".join([*asked, *links])
    why = _WHY[letter.kind].format(clean(of.chapter.name))
    if letter.no_letters is None:
        yield "\n".join(_wrapped(f"{why} {_SAY_SO}"))
    else:
        yield "\n".join([*_wrapped(why), f"{_NO_MORE} <{letter.no_letters.short}>"])


def _wrapped(text: str, under: str = "") -> list[str]:
    """Lines of 76; one that has letters running right to left does not turn around its neighbours."""
    return wrap(isolated(text), _WIDE, subsequent_indent=under, break_on_hyphens=False) or [""]


def html_of(letter: Letter, of: Occasion) -> str:
    """The letter as one page that loads nothing, plain enough for any mail program, light and dark."""
    return render(
        "letter.html",
        letter=letter,
        asks=f"{_ASKS} {clean(of.chapter.email)}.",
        why=_WHY[letter.kind].format(clean(of.chapter.name)),
        no_more=_NO_MORE if letter.no_letters else _SAY_SO,
    )


def can_be_written_to(email: str) -> bool:
    """Whether an address on record can stand in an email."""
    return email == clean(email) and is_email(email) and _address("", email) is not None


def _address(name: str, email: str) -> Address | None:
    """None for what no email can be addressed to."""
    local, _, domain = clean(email).rpartition("@")
    try:
        domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
        return Address(clean(name), local, domain) if _DOMAIN.fullmatch(domain) else None
    except (ValueError, IndexError, MessageError):
        return None


def message_id(letter: Letter, person: Person, of: Occasion) -> str:
    """The same for the letter about one meeting to one person, whenever and however often it is written."""
    meeting = of.meeting
    what = (of.chapter.id, meeting.id, meeting.name, person.id, letter.kind.value)
    domain = of.chapter.email.rpartition("@")[2]
    at = domain if domain.isascii() and domain else "leadsroom.invalid"
    return f"<{_digest('|'.join(map(str, what)))}@{at}>"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def email_of(
    letter: Letter, person: Person, of: Occasion, *, sender: str = "", sender_name: str = ""
) -> EmailMessage:
    """The email to a person who can be written to.

    It is from `sender`, or else from the chapter's address, to which it is answered; with neither it is from
    nobody yet, as whoever sends it says.
    """
    chapter, to = of.chapter, _address(person.name, person.email)
    assert to is not None
    email = EmailMessage(policy=SMTP if to.addr_spec.isascii() else SMTPUTF8)
    own = _address(chapter.name, chapter.email) if chapter.email else None
    from_whom = _address(sender_name or chapter.name, sender) if sender else own
    email["Subject"] = letter.subject
    if from_whom is not None:
        email["From"] = from_whom
    email["To"] = to
    if own is not None and own != from_whom:
        email["Reply-To"] = own
    email["Date"] = chapter.local(of.now).replace(microsecond=0)
    identity = message_id(letter, person, of)
    email["Message-ID"] = identity
    # No answer of a program that somebody is on holiday.
    email["Auto-Submitted"] = "auto-generated"
    if letter.no_letters is not None and len(letter.no_letters.short) <= _LONGEST_UNSUBSCRIBE:
        email["List-Unsubscribe"] = f"<{letter.no_letters.short}>"
    email.set_content(text_of(letter, of), cte="quoted-printable")
    email.add_alternative(html_of(letter, of), subtype="html", cte="quoted-printable")
    if letter.cards:
        name = f"calls-{str(of.meeting.name).replace('#', '-')}.vcf"
        params = {"charset": "utf-8"}
        email.add_attachment(letter.cards, "text", "vcard", filename=name, params=params)
    for number, part in enumerate(each for each in email.walk() if each.is_multipart()):
        # No encoded text can hold it: quoted-printable writes = as =3D, and base64 has it at its end alone.
        part.set_boundary(f"=_{_digest(identity)}_{number}")
    return email


def draft_of(letter: Letter, person: Person, of: Occasion) -> bytes:
    """The email as a file, which mail programs open as one that is still to be sent."""
    email = email_of(letter, person, of)
    email["X-Unsent"] = "1"
    return email.as_bytes()
