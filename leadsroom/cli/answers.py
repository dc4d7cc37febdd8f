"""`leadsroom calendar --replies`: members' answers to their letters, shown, and taken once it is agreed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leadsroom.cli.place import desk_of, opened_chapter
from leadsroom.cli.speech import complain, need_agreement, say
from leadsroom.domain.chapter.chapter import clock_time
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused

if TYPE_CHECKING:
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.exchange.letters.answers import Answer, Answers

_FORGED = "Anybody can write any sender into an email: see whether these are theirs."


def take_answers(words: Namespace) -> int:
    """List what the emails of a folder come to, then do it where it was agreed; 1 where some was refused."""
    from leadsroom.exchange.letters.answers import read_answers
    from leadsroom.exchange.letters.emails import saved_emails

    if words.format != "text" or words.output is not None:
        raise Refused("Answers are listed as text. Leave --format and -o out.")
    found = saved_emails(Path(words.replies).expanduser())
    complain(*found.unread)
    with opened_chapter(words) as (store, chapter):
        desk = desk_of(store, chapter)
        answers = desk.read(read_answers, found.emails)
        listed = list(_lines(answers, chapter))
        if not answers.counting:
            say(*listed)
            return 1 if found.unread else 0
        if words.yes:
            say(*listed, "")
        need_agreement(words, *listed)
        failed = 0
        for answer in answers.counting:
            assert answer.command is not None
            try:
                say(desk.do(answer.command).words)
            except Refused as no:
                complain(f"{answer.words}, from {answer.sender}: {no}")
                failed += 1
    return 1 if failed or found.unread else 0


def _lines(answers: Answers, chapter: Chapter) -> Iterator[str]:
    if answers.counting:
        yield f"{_counted(len(answers.counting), 'answer')} to take in:"
        yield from (f"  {each.words}. From {_from(each, answers, chapter)}" for each in answers.counting)
        yield _FORGED
    else:
        yield "There is no answer to take in."
    if answers.others:
        yield f"{_counted(len(answers.others), 'other email')}, left alone:"
        yield from (f"  {_left(each)}. From {_from(each, answers, chapter)}" for each in answers.others)


def _left(answer: Answer) -> str:
    what = answer.words or (f"“{answer.email.subject}”" if answer.email.subject else "No subject")
    return f"{what}: {answer.why}"


def _from(answer: Answer, answers: Answers, chapter: Chapter) -> str:
    sent, file = answer.email.sent_at, answer.email.file
    when = f", {_moment(sent, answers, chapter)}" if sent is not None else ""
    return f"{answer.sender}{when}{f' ({file})' if file else ''}"


def _moment(sent: datetime, answers: Answers, chapter: Chapter) -> str:
    return f"{near_date(chapter.today(sent), answers.today)} {clock_time(sent, chapter, half=True)}"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
