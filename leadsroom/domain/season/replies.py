"""What members answer to their letters: the ready words of its links, and what an email says in them.

Whoever presses a link sends these words, and whoever writes an email may type them: `away on 2 Dec`,
`I'm late on 2 Dec`, `Tom Ray stands in on 2 Dec`. Words that could mean two things mean none: somebody reads
them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from html.parser import HTMLParser
from urllib.parse import quote

from msgspec import Struct

from leadsroom.domain.text.plain_text import clean, fold
from leadsroom.domain.text.typed_day import read_any_day
from leadsroom.domain.text.wording import full_day, near_day
from leadsroom.errors import Refused

# The words that are written


class ReplyLink(Struct, frozen=True):
    """An answer that is one press away: its words, and the `mailto:` that has them ready.

    `short` is the same for where the whole of it is read: its body is what is still to be filled in, if
    anything is.
    """

    words: str
    url: str
    short: str


_TO_FILL_IN = "Name: \r\nProfession: "
_NAME_AT_MOST = 60  # letters of a name in a link: beyond 2,000 characters programs cut it


def reply_links(email: str, member: str, on: date, today: date) -> tuple[ReplyLink, ...]:
    """That a member is away, late or represented on a date, written to the chapter's address."""
    name, day, near = clean(member)[:_NAME_AT_MOST].strip(), full_day(on), near_day(on, today)
    return (
        _link(email, f"away on {near}", f"Away on {day}", f"{name} is away on {day}."),
        _link(email, f"late on {near}", f"Late on {day}", f"{name} is late on {day}."),
        _link(
            email,
            f"a substitute stands in on {near}",
            f"Substitute on {day}",
            f"Who stands in for {name} on {day}?\r\n{_TO_FILL_IN}\r\n",
            _TO_FILL_IN,
        ),
    )


def no_letters_link(email: str, member: str) -> ReplyLink:
    """That somebody wants no letters any more."""
    name = clean(member)[:_NAME_AT_MOST].strip()
    return _link(email, "no letters", "No letters", f"No letters: {name}")


def _link(email: str, words: str, subject: str, body: str, short_body: str = "") -> ReplyLink:
    # A space is %20 here: the + of a form would be shown as a plus.
    begun = f"mailto:{quote(clean(email), safe='@')}?subject={quote(subject, safe='')}"
    short = f"{begun}&body={quote(short_body, safe='')}" if short_body else begun
    return ReplyLink(words, f"{begun}&body={quote(body, safe='')}", short)


# The words that are read


class _OfDate(Struct, frozen=True, kw_only=True):
    """What somebody says of the meeting of a date. `sender` is the address it came from, which anybody can
    write; `member` the name of whom it is about, empty where it is not named: then it is the sender.
    """

    on: date
    sender: str = ""
    member: str = ""


class Away(_OfDate, frozen=True, kw_only=True):
    """They will not be there."""


class Late(_OfDate, frozen=True, kw_only=True):
    """They will come late."""


class Substitute(_OfDate, frozen=True, kw_only=True):
    """Somebody stands in for them; `name` is empty where nobody was named, and `profession` too."""

    name: str = ""
    profession: str = ""


class NoLetters(Struct, frozen=True, kw_only=True):
    """They want no letters any more."""

    sender: str = ""
    member: str = ""


Reply = Away | Late | Substitute | NoLetters

_LINES_AT_MOST, _LONGEST = 200, 200  # what an answer stands in: lines, and letters of one
_BODY_AT_MOST = 100_000
_LONGEST_ATTRIBUTION = 1_000


def read_reply(subject: str, body: str, sender: str, *, sent_on: date, country: str = "") -> Reply | None:
    """What an email says, by its subject and its body, plain or HTML; None where it says none of these
    things, or more than one.

    A day without a year is the next one after `sent_on`, as people of `country` (ISO alpha-2) write it; it
    may be one on which nobody meets. What is quoted of an earlier email says nothing.
    """
    about, lines = list(_lines([_without_prefixes(subject)])), list(_lines(own_lines(body)))
    found = [each for line in (*about, *lines) if (each := _read(line, sent_on, country)) is not None]
    refusals = [each for each in found if isinstance(each, NoLetters)]
    dated = [each for each in found if not isinstance(each, NoLetters)]
    address = address_of(sender)
    if refusals and not dated:
        return NoLetters(sender=address, member=_first(each.member for each in refusals))
    if refusals or len({each.on for each in dated}) != 1:
        return None
    undated = [each for line in lines if (each := _represents(line, dated[0].on, sent_on, country))]
    return _agreed([*dated, *undated], lines, address)


def _agreed(found: list[Away | Late | Substitute], lines: list[str], sender: str) -> Reply | None:
    """The one thing that all of them say; who is represented is away as well."""
    on, member = found[0].on, _first(each.member for each in found)
    kinds = {type(each) for each in found}
    if Late in kinds:
        return Late(on=on, sender=sender, member=member) if kinds == {Late} else None
    if Substitute not in kinds:
        return Away(on=on, sender=sender, member=member)
    represented = [each for each in found if isinstance(each, Substitute)]
    names = {fold(each.name): each.name for each in represented if each.name}
    labelled = _labelled(lines)
    if "name" in labelled:
        names.setdefault(fold(labelled["name"]), labelled["name"])
    if not names and (alone := _lone_name(lines)):
        names[fold(alone)] = alone
    if len(names) > 1:
        return None
    profession = _first(each.profession for each in represented) or labelled.get("profession", "")
    name = next(iter(names.values()), "")
    return Substitute(on=on, sender=sender, member=member, name=name, profession=profession)


def _first(words: Iterable[str]) -> str:
    return next(filter(None, words), "")


_ADDRESS = re.compile(r"[^\s<>@,;:\"()]+@[^\s<>@,;:\"()]+")


def address_of(sender: str) -> str:
    """The address in what an email says it is from: `Maria Lopez <maria@x.example>`; empty where there is
    none. The last one counts, since a name may look like one.
    """
    found = _ADDRESS.findall(clean(sender))
    return found[-1] if found else ""


# One line

_DAY, _NAME = r"(?P<day>.{2,40}?)", r".{1,120}?"
_AWAY_OR_LATE = re.compile(
    rf"(?:(?:i am|i'm|i will be|i'll be|(?P<member>{_NAME}) (?:is|will be)) )?"
    rf"(?P<how>away|absent|late)(?: on|:)? {_DAY}(?: ?: (?P<by>{_NAME}))?",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"who stands in for (?P<member>{_NAME}) on {_DAY}(?:[?:]+(?: (?P<name>{_NAME}))?)?", re.IGNORECASE
)
_WHO = rf"(?P<name>{_NAME})(?: \((?P<in_brackets>[^()]{{1,80}})\)|, (?P<between>[^,]{{1,80}}),)?"
_STANDS, _COMES = r"(?:stands|will stand|is standing) in", r"(?:comes|will come|is coming)"
_REPRESENTS = (
    rf"(?:{_STANDS}(?: for (?P<member>{_NAME}))?"
    rf"|{_COMES} (?:(?:for|instead of|in place of) (?P<instead_of>{_NAME})|in my place|instead))"
)
_STANDS_IN = re.compile(rf"{_WHO} {_REPRESENTS},? on {_DAY}", re.IGNORECASE)
_STANDS_IN_SHORT = re.compile(rf"{_WHO} {_STANDS} {_DAY}", re.IGNORECASE)
_STANDS_IN_THEN = re.compile(rf"{_WHO} {_REPRESENTS}", re.IGNORECASE)
_SUBSTITUTE = re.compile(
    rf"(?:my |the )?substitute (?:on|for) {_DAY}(?:(?: is|:) (?P<name>{_NAME}))?", re.IGNORECASE
)
_NO_LETTERS = re.compile(
    rf"(?:no (?:more )?letters(?:,? please)?|unsubscribe)(?:: (?P<member>{_NAME}))?", re.IGNORECASE
)
_LABELLED = re.compile(r"(name|substitute|profession) ?: ?(.*)", re.IGNORECASE)
_MYSELF = frozenset({"i", "me", "us", "myself", "we"})
_NOBODY = frozenset({"a substitute", "somebody", "someone", "a colleague", "who", "nobody", "no one"})
_DENIES = re.compile(r"\b(?:not|never|nobody|no longer)\b", re.IGNORECASE)
_COURTESY = re.compile(
    r"\b(?:hi|hello|hey|dear|good|thanks?|thx|cheers|best|kind|warm|many|regards|wishes|yours|greetings|sent|please)\b",
    re.IGNORECASE,
)
_PARTICLES = re.compile(r"al|ap|bin|dal?|del?|de[nr]|di|dos|du|el|ibn|la|le|te[nr]|van|von|y|zu")
_NOT_IN_NAMES = re.compile(r"[\d@:/?!,;()\[\]\"<>]")


def _read(line: str, sent_on: date, country: str) -> Reply | None:
    if found := _NO_LETTERS.fullmatch(line):
        return NoLetters(member=found["member"] or "")
    for pattern, made in (
        (_ASKED, _substitute),
        (_AWAY_OR_LATE, _away_or_late),
        (_STANDS_IN, _substitute),
        (_STANDS_IN_SHORT, _substitute),
        (_SUBSTITUTE, _substitute),
    ):
        if found := pattern.fullmatch(line):
            if _denies(found):
                return None
            try:
                return made(found, read_any_day(found["day"], sent_on, country))
            except Refused:
                return None
    return None


def _denies(found: re.Match[str]) -> bool:
    """Whether what would be a name says that somebody does not: `Tom Ray no longer`."""
    return bool(_DENIES.search(found.groupdict().get("name") or ""))


def _represents(line: str, on: date, sent_on: date, country: str) -> Substitute | None:
    """Who stands in, in a line that leaves the day to the others; None where it does not say that."""
    found = _STANDS_IN_THEN.fullmatch(line)
    if found is None or _denies(found) or _read(line, sent_on, country) is not None:
        return None
    return _substitute(found, on)


def _lone_name(lines: list[str]) -> str:
    """The name that is all that somebody wrote beside ready words, courtesies and a first name below; empty
    where it is not.
    """
    others = [line for line in lines if not (_ASKED.fullmatch(line) or _LABELLED.fullmatch(line))]
    written = [line for line in others if not _COURTESY.search(line)]
    is_alone = 1 <= len(written) <= 2 and all(" " not in line for line in written[1:])
    return _tidy(written[0]) if is_alone and _looks_like_name(written[0]) else ""


def _looks_like_name(line: str) -> bool:
    """Two words or more, each with a capital where its script has them: a single one may be a signature."""
    parts = line.split()
    return (
        2 <= len(parts) <= 5
        and not _NOT_IN_NAMES.search(line)
        and all(_PARTICLES.fullmatch(each) or (each[0].isalpha() and not each[0].islower()) for each in parts)
    )


def _away_or_late(found: re.Match[str], on: date) -> Away | Late:
    member = _somebody(found["member"] or found["by"])
    return Late(on=on, member=member) if found["how"].lower() == "late" else Away(on=on, member=member)


def _substitute(found: re.Match[str], on: date) -> Substitute:
    parts = found.groupdict()
    profession = parts.get("in_brackets") or parts.get("between") or ""
    name = parts.get("name") or ""
    name = "" if fold(name) in _NOBODY | _MYSELF else _tidy(name)
    member = _somebody(parts.get("member") or parts.get("instead_of"))
    return Substitute(on=on, member=member, name=name, profession=profession)


def _somebody(name: str | None) -> str:
    return "" if name is None or fold(name) in _MYSELF else _tidy(name)


def _tidy(name: str) -> str:
    return name.strip(" ,\"'")


def _labelled(lines: list[str]) -> dict[str, str]:
    """What stands behind `Name:` and `Profession:`; a name may stand on the line below."""
    found: dict[str, str] = {}
    for at, line in enumerate(lines):
        if not (part := _LABELLED.fullmatch(line)):
            continue
        label = "profession" if part[1].lower() == "profession" else "name"
        below = lines[at + 1] if at + 1 < len(lines) else ""
        is_below = label == "name" and not part[2] and not _LABELLED.fullmatch(below)
        words = below if is_below else part[2]
        if words:
            found.setdefault(label, _tidy(words))
    return found


# An email's text

_PLAIN = str.maketrans(
    {**dict.fromkeys("‘’‚‛ʼ´`", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑‒–—−", "-")}
)
_PREFIX = re.compile(
    r"\s*(?:(?:re|aw|antw|antwort|sv|vs|fw|fwd|wg|tr|rv|r|odp|ynt)(?:\[\d+\])?\s*:|\[[^\]]{1,40}\])\s*",
    re.IGNORECASE,
)


def _without_prefixes(subject: str) -> str:
    """`Re: AW: [EXTERNAL] away on 2 Dec` without what programs put before it."""
    while found := _PREFIX.match(subject):
        subject = subject[found.end() :]
    return subject


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """Each in plain signs, without what stands around it; none that is empty or too long for an answer."""
    for text in texts:
        line = clean(text[: _LONGEST * 2]).translate(_PLAIN).strip(" \t\"'*_.,;!-")
        if line and len(line) <= _LONGEST:
            yield line


_WROTE = (
    r"wrote|schrieb|schreef|a écrit|ha scritto|escribió|escreveu|skrev|kirjoitti|napsal|napisał|написал|yazdı"
)
_QUOTES_BEGIN = re.compile(
    rf"-{{2,}} ?[^-]*\b(?:message|nachricht|messaggio|mensaje|mensagem|bericht|meddelande)\b[^-]*-{{2,}}"
    rf"|_{{8,}}|--|.{{0,300}}\b(?:{_WROTE})\b.{{0,200}}:",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\*?(?:from|von|de|da|van|från|fra|sent|gesendet|date|datum|to|an|cc|subject|betreff|objet)"
    r"\*? ?:\*? ?\S.*",
    re.IGNORECASE,
)


def own_lines(body: str) -> list[str]:
    """The lines of an email that its sender wrote: nothing quoted, no signature, and no tags of HTML."""
    body = body[:_BODY_AT_MOST]
    text = text_of_html(body) if _LOOKS_LIKE_HTML.search(body) else body
    lines = [line.rstrip("\r") for line in text.split("\n")]
    own: list[str] = []
    for at, line in enumerate(lines[: _LINES_AT_MOST * 5]):
        words = clean(line)
        wrapped = f"{words} {clean(lines[at + 1])}" if at + 1 < len(lines) else words
        if _begins_quotes(words) or _is_attribution(wrapped):
            break
        if _HEADER.fullmatch(words):
            if own:  # of the email that is quoted; at the top they are those of this one
                break
            continue
        if words and not words.startswith(">"):
            own.append(words)
    return own[:_LINES_AT_MOST]


_ON_BEGINS = re.compile(r"(?:on|am|le|el|op|den|il|em|dne) .{6,}", re.IGNORECASE)


def _is_attribution(line: str) -> bool:
    """`On Wed, 18 Nov 2026 at 8:31, Harborview <…> wrote:`, which programs break into two lines."""
    return bool(_ON_BEGINS.match(line) and _begins_quotes(line))


def _begins_quotes(line: str) -> bool:
    # A longer line is none: on one that is made for it the pattern would take minutes.
    return len(line) <= _LONGEST_ATTRIBUTION and _QUOTES_BEGIN.fullmatch(line) is not None


_LOOKS_LIKE_HTML = re.compile(r"<(?:html|body|div|p|br|span|table|blockquote)\b[^>]*>", re.IGNORECASE)
_UNSHOWN = frozenset({"style", "script", "head", "title", "blockquote"})
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "td", "h1", "h2", "h3", "table", "ul", "ol", "hr"})


def text_of_html(html: str) -> str:
    """The text of an email in HTML, a line for each of its lines, without what is quoted in it."""
    reader = _TextOfHtml()
    reader.feed(_DECLARATION.sub("", _OPEN_TAG.sub("&lt;", _without_comments(html))))
    reader.close()
    return "".join(reader.parts)


# A tag that is never closed is shown as it stands: each of them would make the parser read the rest anew.
# Declarations show nothing, and over one that is broken it gives up.
_OPEN_TAG, _DECLARATION = re.compile(r"<(?![^<>]*>)"), re.compile(r"<![^<>]*>")


def _without_comments(html: str) -> str:
    shown, *comments = html.split("<!--")
    return shown + "".join(each.partition("-->")[2] for each in comments)


class _TextOfHtml(HTMLParser):
    """Gathers what is shown. A quoted email stands in a `blockquote`, or in what a program calls a quote."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unshown = ""  # the tag of what is left out
        self._depth = 0  # how many of that tag are open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unshown:
            self._depth += tag == self._unshown
            return
        named = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
        if tag in _UNSHOWN or (tag == "div" and re.search(r"quote|appendonsend|divRplyFwdMsg", named)):
            self._unshown, self._depth = tag, 1
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._unshown:
            self._depth -= tag == self._unshown
            self._unshown = self._unshown if self._depth else ""
        elif tag in _BREAKS and tag != "br":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self.parts.append(" ".join(data.split("\n")))
