"""One word for each thing: names in the code, and texts that are shown, do without the other words for it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A word that is not used in names, by its parts, and the one to use.
NAMES = {
    "stand_in": "substitute",
    "stand_ins": "substitutes",
    "guest": "visitor",
    "guests": "visitors",
    "sub": "substitute",
    "subs": "substitutes",
    "outsider": "visitor, or substitute",
    "outsiders": "visitors, or substitutes",
    "trade": "profession",
    "trades": "professions",
    "rhythm": "schedule",
    "rhythms": "schedules",
    "shelf": "lead_list",
    "shelves": "lead_lists",
    "mail": "email",
    "told": "announced",
    "said": "a name for what it is: outcome, text, status_message",
    "kept": "a name for what it is: stored, remaining",
    "lit": "a name for what it is",
    "known": "a name for what it is: record, found, people",
    "anew": "again",
    "whoever": "a name for who it is",
    "last_word": "last_outcome, last_heard",
    "without_word": "not_heard_from",
    "say_of": "note_outcome",
    "word_on": "outcome_of",
    "words_on": "outcomes_of",
    "words_tonight": "outcomes_tonight",
    "group_decides": "chapter_decides",
    "group_picture": "a name for what it is: attention",
}
# A pattern that no shown text has, and what to say instead.
TEXTS = {
    r"stand-ins?\b": "substitute",
    r"guests?\b": "visitor",
    r"outsiders?\b": "visitor",
    r"trades?\b": "profession",
    r"rhythms?\b": "schedule",
    r"(?<!e-)mail\b": "email",
    r"told\b": "announced",
    r"anew\b": "again",
    r"whoever\b": "anybody who, the member who",
    r"the group\b": "the chapter",
    r"(with|without|no|a) word\b": "outcome; heard from",
    r"(?-i:Late is who)": "A member is late when …",
}
# Names of something that others have named. What is stored under its name stands as a text, `c["trade"]`.
NAMES_EXCEPTED = {
    "sub": "re",
    "mail": "aiosmtplib, after the command of SMTP",
    "mail_from": "aiosmtpd",
    "mail_options": "aiosmtpd",
    "handle_MAIL": "aiosmtpd",
}
# Texts with a word that means something else in them, by a part of the text.
TEXTS_EXCEPTED = {
    "professional classification, category, trade": "headings that roster files of others have",
    "e-mail, mail, email address": "headings that roster files of others have",
    "visitor,visitor name,full name,guest": "headings that visitors' files of others have",
    "guest of,visitor of": "headings that visitors' files of others have",
    "e-mail,email address,mail,e-mail address": "headings that visitors' files of others have",
    "banners for a trade show": "what a printer sells: a trade show is one",
    "move mail to the cloud": "what a consultant sells",
    "told me that I did not": "a testimonial, as somebody says it",
    "no word from the database since": "a server that is silent, and no lead",
}
# A ledger is the members' accounts, and these are the files about them.
ABOUT_MONEY = ("money", "ledger", "costs.py", "ids.py", "store/tables/__init__.py")

TREES = ("leadsroom", "screens")
MAKERS_OF_KEYS = ("Binding", "TableKey", "act", "enter", "new", "edit", "delete", "write")
ALL_TREES = (*TREES, "benchmarks", "tests")
_NAME = re.compile(r"[^\W\d]\w*")
_PARTS = re.compile(r"[a-z]+|[A-Z][a-z]*|\d+")


def _files(tree: str) -> Iterator[Path]:
    return (path for path in sorted((ROOT / tree).rglob("*.py")) if "migrations" not in path.parts)


@cache
def _other_word_in(name: str) -> str | None:
    """The word of NAMES that a name has among its parts, if any: `_STAND_IN` and `SeatOfTrade` have one."""
    parts = [part.lower() for piece in name.split("_") for part in (_PARTS.findall(piece) or [piece])]
    whole = f"_{'_'.join([piece.lower() for piece in name.split('_')] if name.isupper() else parts)}_"
    return next((word for word in NAMES if f"_{word}_" in whole), None)


@cache
def _source(path: Path) -> str:
    return path.read_text("utf-8")


def _may_have_another_word(path: Path) -> bool:
    """Whether anything in a file, were it a name, would have one: most files are done with sooner so."""
    return any(not _is_excepted(each) and _other_word_in(each) for each in set(_NAME.findall(_source(path))))


@cache
def _names_in(path: Path) -> dict[str, int]:
    """The names in a file, each with the line where it stands first."""
    tokens = tokenize.generate_tokens(io.StringIO(_source(path)).readline)
    names = ((token.string, token.start[0]) for token in tokens if token.type == tokenize.NAME)
    found: dict[str, int] = {}
    for name, line in names:
        found.setdefault(name, line)
    return found


def _is_excepted(name: str) -> bool:
    """The names of tests are sentences; what these say is read as one."""
    return name in NAMES_EXCEPTED or name.startswith("test_")


def _names(tree: str) -> dict[str, str]:
    """Every name of a tree that has another word in it, with where it stands first."""
    found: dict[str, str] = {}
    for path in filter(_may_have_another_word, _files(tree)):
        for name, line in _names_in(path).items():
            word = None if _is_excepted(name) else _other_word_in(name)
            if word is not None:
                where = f"{path.relative_to(ROOT)}:{line}"
                found.setdefault(name, f"{where}: {name} (rather {NAMES[word]})")
    return found


def _shown(path: Path) -> Iterator[tuple[int, str]]:
    """The literals of a file that may be shown: those with words in them, and no docstrings."""
    module = ast.parse(_source(path))
    prose = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    words_of_keys = {id(each) for node in ast.walk(module) for each in _words_of_key(node)}
    for node in ast.walk(module):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in prose:
            continue
        if " " in node.value.strip() or node.value[:1].isupper() or id(node) in words_of_keys:
            yield node.lineno, node.value


def _words_of_key(node: ast.AST) -> Sequence[ast.expr]:
    """What a key is called in the bottom line: a word may be all of it."""
    if not isinstance(node, ast.Call):
        return ()
    called = getattr(node.func, "id", getattr(node.func, "attr", ""))
    return node.args if called in MAKERS_OF_KEYS else ()


@cache
def _texts(tree: str) -> tuple[str, ...]:
    """Every text of a tree that has another word in it, with where it stands."""
    wrong = [(re.compile(rf"(?i)\b{pattern}"), better) for pattern, better in TEXTS.items()]
    return tuple(
        f"{path.relative_to(ROOT)}:{line}: {text.strip()!r} (rather {better})"
        for path in _files(tree)
        for line, text in _shown(path)
        if not any(part in text for part in TEXTS_EXCEPTED)
        for pattern, better in wrong
        if pattern.search(text)
    )


@pytest.mark.parametrize("tree", ALL_TREES)
def test_names_use_the_words_of_the_glossary(tree: str) -> None:
    """A substitute is no stand-in, and a profession no trade, in any name of the code."""
    assert list(_names(tree).values()) == []


@pytest.mark.parametrize("tree", TREES)
def test_texts_use_the_words_of_the_glossary(tree: str) -> None:
    """A person reads one word for each thing, and none of the authors' own."""
    assert list(_texts(tree)) == []


def test_a_ledger_is_about_money() -> None:
    """Tonight's record has entries; a ledger has amounts."""
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for tree in TREES
        for path in _files(tree)
        if not any(part in str(path.relative_to(ROOT)) for part in ABOUT_MONEY)
        and "ledger" in _source(path).lower()
        for name in _names_in(path)
        if "ledger" in name.lower()
    }
    assert sorted(found) == []


def test_exceptions_are_there() -> None:
    """An exception whose name or text is gone is gone too."""
    own = Path(__file__)
    source = "\n".join(_source(path) for tree in ALL_TREES for path in _files(tree) if path != own)
    assert [name for name in NAMES_EXCEPTED if name not in source] == []
    assert [part for part in TEXTS_EXCEPTED if part not in source] == []


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("_STAND_IN", "stand_in"),
        ("SeatOfTrade", "trade"),
        ("guests", "guests"),
        ("_known", "known"),
        ("standing_in_line", None),
        ("unknown", None),
        ("kept_for", "kept"),
        ("email", None),
    ],
)
def test_a_word_is_found_in_a_name(name: str, word: str | None) -> None:
    """By its parts, however they are joined; a word within another one is another word."""
    assert _other_word_in(name) == word
