"""`leadsroom db hand-over|take-back|take-over`: the laptop changes hands."""

from __future__ import annotations

import shlex
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from leadsroom.cli.place import clock_here, command_here, home_of, is_there, need_there, opened, place_of
from leadsroom.cli.speech import complain, say
from leadsroom.domain.chapter.hand_over import HandOver, Objection, Since, in_force
from leadsroom.domain.text.wording import full_day, short_date
from leadsroom.errors import Refused
from leadsroom.files import free_name
from leadsroom.station import command_line

if TYPE_CHECKING:
    from leadsroom.store.changing_hands import Holdings, Met
    from leadsroom.store.store import Store

_CHAPTERS_NAMED = 3
_UNCHANGED = "Nothing was changed."


def hand_over(words: Namespace) -> int:
    """Write a copy for the next moderator; the database here is for reading only from then on."""
    from leadsroom.acts.desk import SyncDesk

    with opened(str(_database_here(words))) as store:
        desk = SyncDesk(store, None, clock_here(), command_line())
        given = desk.hand_over(words.to, words.output or ".")
    say(f"{given.hand_over.words}: {given.file}")
    say(f"The file is whole and was checked: {_in_short(given.holdings)}.")
    for meeting in given.holdings.live:
        say(f"The meeting of {short_date(meeting.on)} is running. It goes on in the file.")
    say(
        f"On the other laptop: leadsroom db take-over {shlex.quote(given.file.name)}",
        f"The database here is for reading only now; {_command(words, 'take-back')} takes it back.",
    )
    return 0


def take_back(words: Namespace) -> int:
    """Let the database here be written again, once it is clear what that means."""
    from leadsroom.store import changing_hands

    with opened(str(_database_here(words))) as store:
        away = changing_hands.hand_over_of(store)
        if away is not None and not words.yes:
            complain(*_what_taking_back_means(words, away))
            return 1
        away = changing_hands.take_back(store, clock_here().now())
    say(
        f"Taken back from {away.to_name}: acts are entered here again.",
        "Two copies that both go on cannot be put together; "
        f"{_command(words, 'take-over', 'FILE')} says what each has.",
    )
    return 0


def _what_taking_back_means(words: Namespace, away: HandOver) -> Iterator[str]:
    yield (
        f"{away.words}: that copy may have gone on since. What is entered there is not here, and two copies "
        "cannot be put together."
    )
    yield f"To go on with what {away.to_name} has, get the file: {_command(words, 'take-over', 'FILE')}"
    yield f"To go on with the one here all the same: {_command(words, 'take-back', '--yes')}"


def take_over(words: Namespace) -> int:
    """Put a copy of a file where the database of this laptop is."""
    from leadsroom.store import changing_hands
    from leadsroom.store.file.rescue import come_home

    target, file = come_home(_file_here(words)).resolve(), _file_given(words.file)
    if target.exists() and file.samefile(target):
        raise Refused(f"{file} is the database here already. Name the file that was handed over.")
    with changing_hands.arriving(file, target) as arrived:
        holdings = _receivable(arrived, file)
        choice = _choice(words, file, target, arrived)
        objection = None if choice is None else choice.met.copies.objection
        if objection is Objection.NOTHING_NEW:
            say(f"Everything in {file} is here already. {_UNCHANGED}")
            return 0
        if choice is not None and objection is not None and not words.yes:
            complain(*choice.lines(objection))
            return 1
        changing_hands.put_in_place(arrived, target, None if choice is None else choice.aside)
    say(f"Taken over: {_in_short(holdings)}. It is in {target} now, and {file} stays as it is.")
    if choice is not None:
        say(f"What was here before is in {choice.aside}.")
    return 0


def _receivable(arrived: Store, file: Path) -> Holdings:
    """What is in a file. Raises Refused for one that is empty, or that was handed over itself."""
    from leadsroom.store import changing_hands

    holdings, away = changing_hands.holdings_of(arrived), changing_hands.hand_over_of(arrived)
    if not holdings.chapters:
        raise Refused(f"There is no chapter in {file}. Ask for another file.")
    if away is not None:
        raise Refused(
            f"{file} itself was handed over to {away.to_name} on {full_day(away.on)}, and is for reading "
            f"only. Take over the file of {away.to_name}; or if that is lost, take this one back: "
            f"{shlex.join(['leadsroom', '--db', str(file), 'db', 'take-back'])}"
        )
    return holdings


class _Choice(Struct, frozen=True):
    """There is a database here already: one of two is to be gone on with, the other one is stored `aside`."""

    words: Namespace
    file: Path
    target: Path
    aside: Path
    met: Met

    def lines(self, objection: Objection) -> Iterator[str]:
        """Why the file does not simply take its place, and what to do."""
        yield from {
            Objection.ANOTHER_DATABASE: self._another,
            Objection.BOTH_WENT_ON: self._both,
            Objection.OLDER: self._older,
            Objection.MADE_BEFORE: self._made_before,
        }[objection]()
        yield f"To go on with the file: {_command(self.words, 'take-over', str(self.file), '--yes')}"
        yield f"The database here stays beside it, as {self.aside.name}."

    def _another(self) -> Iterator[str]:
        yield f"There is another database in {self.target}: {_in_short(self.met.holdings)}. {_UNCHANGED}"
        yield f"To open the file where it is: {shlex.join(['leadsroom', '--db', str(self.file)])}"

    def _both(self) -> Iterator[str]:
        yield (
            f"{self.target} and {self.file} have both gone on since they parted, and cannot be put together. "
            f"{_UNCHANGED} Choose one."
        )
        here, there = _last(self.met.copies.here), _last(self.met.copies.there)
        if here and here == there:  # which tells nobody one from the other
            yield f"Both are copies of {here}."
            here = there = ""
        yield from _listed(f"Only here{_in_brackets(here)}", self.met.here)
        yield from _listed(f"Only in the file{_in_brackets(there)}", self.met.there)
        yield from self._stay()

    def _older(self) -> Iterator[str]:
        yield f"{self.file} is older than {self.target}, and has nothing that is not there. {_UNCHANGED}"
        yield from _listed(f"Only here{_in_brackets(_last(self.met.copies.here))}", self.met.here)
        yield from self._stay()

    def _made_before(self) -> Iterator[str]:
        away = in_force(self.met.copies.here)
        assert away is not None
        yield (
            f"{away.words}, and {self.file} does not come from there: what was entered there is not in it. "
            f"{_UNCHANGED}"
        )

    def _stay(self) -> Iterator[str]:
        if in_force(self.met.copies.here) is None:
            yield "To go on with the one here, leave it as it is."
        else:
            yield f"To go on with the one here: {_command(self.words, 'take-back', '--yes')}"


def _listed(which: str, since: Since) -> Iterator[str]:
    yield f"{which}: {since.words}{', the last of them' if since.acts > len(since.last) else ''}"
    for act in since.last:
        yield f"  {act.words}"


def _last(hand_overs: tuple[HandOver, ...]) -> str:
    return hand_overs[-1].copy_words if hand_overs else ""


def _in_brackets(what: str) -> str:
    return f" ({what})" if what else ""


def _choice(words: Namespace, file: Path, target: Path, arrived: Store) -> _Choice | None:
    """The choice between two; None where there is nothing here yet."""
    from leadsroom.store import changing_hands

    if not is_there(str(target)):
        return None
    with opened(str(target)) as here:
        met = changing_hands.met(here, arrived)
    if not met.holdings.chapters:
        return None  # it was opened once, and nothing was done
    stem = f"{target.stem}-before-take-over-{clock_here().now():%Y-%m-%d}"
    aside = free_name(target.parent, stem, target.suffix)
    return _Choice(words, file, target, aside, met)


# Places and names


def _database_here(words: Namespace) -> Path:
    """The file of the database. Raises Refused where there is none yet."""
    file = _file_here(words)
    need_there(str(file))
    return file


def _file_here(words: Namespace) -> Path:
    file = home_of(place_of(words))
    if file is None:
        raise Refused("A server is not handed over. Give the next moderator its address.")
    return file


def _file_given(typed: str) -> Path:
    file = Path(typed).expanduser().absolute()
    if not file.is_file():
        what = "is a folder: name the file in it" if file.is_dir() else "is not there: look where the file is"
        raise Refused(f"{file} {what}.")
    return file


def _in_short(holdings: Holdings) -> str:
    names = [chapter.name for chapter in holdings.chapters]
    in_all = holdings.chapters_in_all
    shown = names if in_all <= _CHAPTERS_NAMED else [f"{in_all:,} chapters"]
    meetings = f"{holdings.meetings} meeting{'' if holdings.meetings == 1 else 's'}"
    return f"{', '.join(shown)}, {meetings}"


def _command(words: Namespace, *parts: str) -> str:
    """A command line for the same database, to be typed as it stands."""
    return command_here(words, "db", *parts)
