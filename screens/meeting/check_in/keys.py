"""What each key of the check-in board means: a pure machine, from keys to what is asked of the desk."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct

from leadsroom.domain.meeting.snapshot import Snapshot
from leadsroom.domain.people.attendance import Attendee, Mark
from screens.kit.styled import short
from screens.meeting.check_in.cursor import BoardCursor

# The letters of PALMS in their order.
DIGITS = {"1": Mark.PRESENT, "2": Mark.ABSENT, "3": Mark.LATE, "4": Mark.MEDICAL}
_NOT_A_NAME = "Digits mark; a name begins with a capital letter."
_NOBODY_CHOSEN = "Nobody is chosen: a name begins with a capital letter, arrows choose."
_TOO_SOON = 0.2  # seconds: no finger presses one key for two people so fast
_STEPS = {"down": 1, "up": -1, "home": -999, "end": 999, "pagedown": 8, "pageup": -8}
ACROSS = {"right": 1, "left": -1}


class Asks(Enum):
    """What a key asks for."""

    NOTHING = auto()  # it is not the board's
    FOUND = auto()  # somebody else is chosen, or others are in view
    REFUSED = auto()  # a mark, or what was to be one
    MARK = auto()
    ALL_HERE = auto()
    SUBSTITUTE = auto()
    ONLINE = auto()
    LEFT = auto()
    TURN_BACK = auto()
    MONEY = auto()
    UNDO = auto()
    REDO = auto()


_OF_ONE = {
    **dict.fromkeys(DIGITS, Asks.MARK),
    "5": Asks.SUBSTITUTE,
    "6": Asks.ONLINE,
    "7": Asks.LEFT,
    "8": Asks.TURN_BACK,
    "9": Asks.MONEY,
}
_OF_ALL = {"asterisk": Asks.ALL_HERE, "*": Asks.ALL_HERE, "u": Asks.UNDO, "ctrl+y": Asks.REDO}


class Pressed(Struct, frozen=True):
    """A key by Textual's name, what it writes, and when it came, in seconds."""

    key: str
    character: str = ""
    at: float = 0.0


class Asked(Struct, frozen=True):
    """What a key has asked for, of whom, and the sentence that says why it was refused."""

    what: Asks
    of: Attendee | None = None
    mark: Mark | None = None
    sentence: str = ""


_NOTHING, _FOUND = Asked(Asks.NOTHING), Asked(Asks.FOUND)


def _refused(sentence: str) -> Asked:
    return Asked(Asks.REFUSED, sentence=sentence)


class BoardKeys:
    """Finds by letters and marks by digits; a mark that may be meant for somebody else is refused.

    That is one after letters that fit several or nobody, or that began no name; one that came twice; and one
    for somebody who was marked elsewhere since they were chosen.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.cursor = BoardCursor(snapshot)
        self._snapshot = snapshot
        self._stray = False  # letters were typed that began no name
        self._failed = False  # a name was marked that fits several or nobody: a capital begins another one
        self._latest, self._at = "", 0.0
        self._named_by = ""  # the digit that has marked somebody by name, and nothing has come since
        self._overtaken = ""

    def follow(self, snapshot: Snapshot, *, elsewhere: bool) -> None:
        """The table as it is now; `elsewhere`: by what was not done on this board."""
        before, after = self.cursor.chosen, None
        self._snapshot = snapshot
        self.cursor.follow(snapshot)
        if before is not None:
            after = snapshot.attendee(before.member_id)
        if elsewhere and before is not None and after is not None and _mark_of(before) != _mark_of(after):
            word = after.mark.words if after.mark is not None else "no longer marked"
            word += ", online" * after.online
            name = short(snapshot.name(after.member_id))
            self._overtaken = f"{name} is {word} since a moment ago. Once more changes that."

    def done(self, *, go_on: bool) -> None:
        """It is on record, and everybody is in view again; after a mark, `go_on` to the next who has none."""
        if go_on:
            self.cursor.go_on()
        else:
            self.cursor.clear()
        self._overtaken = ""

    def press(self, pressed: Pressed, beside: int = 0) -> Asked:
        """What a key means. `beside`: how far off the place in the next column is, for the arrows."""
        latest, self._latest = self._latest, pressed.key
        since, self._at = pressed.at - self._at, pressed.at
        named_by, self._named_by = self._named_by, ""
        twice = pressed.key == latest and (pressed.key == named_by or since < _TOO_SOON)
        if pressed.key in _STEPS or pressed.key in ACROSS:
            return self._move(_STEPS.get(pressed.key, beside))
        if self.cursor.typing and self._writes(pressed):
            return _FOUND
        if pressed.character.isupper():
            self._begin(pressed.character)
            return _FOUND
        if pressed.key in ("slash", "/"):
            self._begin("")
            return _FOUND
        return self._act(pressed, twice=twice)

    def _move(self, by: int) -> Asked:
        self.cursor.move(by)
        self._stray, self._overtaken = False, ""
        return _FOUND

    def _begin(self, letter: str) -> None:
        self._stray = self._failed = False
        self._overtaken = ""
        if letter:
            self.cursor.name(letter)
        else:
            self.cursor.seek()

    def _writes(self, pressed: Pressed) -> bool:
        """Whether it goes on with the letters."""
        cursor, character = self.cursor, pressed.character
        if pressed.key == "backspace":
            cursor.rub_out()
        elif not character or not character.isprintable() or (cursor.naming and not _of_a_name(character)):
            return False
        elif cursor.naming and self._failed and character.isupper():
            self._begin(character)
        else:
            cursor.type(character)
        self._failed = False
        return True

    def _act(self, pressed: Pressed, *, twice: bool) -> Asked:
        key = pressed.key
        if key in _OF_ALL:
            is_narrowed = key in ("asterisk", "*") and self.cursor.typing
            return _refused("esc first: a name is begun.") if is_narrowed else Asked(_OF_ALL[key])
        if key in _OF_ONE:
            return self._of_one(key, twice=twice)
        if pressed.character.isalnum():
            self._stray = True
            return _refused(_NOT_A_NAME)
        return _NOTHING

    def _of_one(self, key: str, *, twice: bool) -> Asked:
        chosen, cursor = self.cursor.chosen, self.cursor
        if self._stray or chosen is None or not cursor.is_settled:
            return _refused(self._whom())
        if self._overtaken:
            sentence, self._overtaken = self._overtaken, ""
            return _refused(sentence)
        if twice:
            self._latest = ""
            name = short(self._snapshot.name(chosen.member_id))
            return _refused(f"{key} came twice. Once more is for {name}.")
        self._named_by = key if cursor.naming else ""
        return Asked(_OF_ONE[key], chosen, DIGITS.get(key))

    def _whom(self) -> str:
        """Why it is not clear who is to be marked."""
        cursor, letters = self.cursor, self.cursor.sought
        if self._stray or not cursor.naming:
            return _NOBODY_CHOSEN
        self._failed = True
        shown = cursor.shown
        if not shown:
            return f"Nobody's name begins with {letters}: nothing was marked."
        if len(shown) == 1:
            return "One more letter, so that a slip marks nobody else."
        return f"{len(shown)} names begin with {letters}: one more letter, or ↓."

    def leave(self) -> bool:
        """Everybody again, if letters have narrowed the board. Whether they had."""
        self._stray = self._failed = False
        return self.cursor.clear()


def _of_a_name(character: str) -> bool:
    return character.isalpha() or character in " -'’."


def _mark_of(place: Attendee) -> tuple[object, ...]:
    return place.mark, place.substitute_id, place.left_at, place.online
