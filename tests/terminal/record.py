"""What ought to be on record after the acts of a script: kept by other arithmetic than the program's.

Moments are seconds since the script began, lengths seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# ---------------------------------------------------------------- what can happen


@dataclass(frozen=True)
class Marked:
    """A member's mark was written."""

    member: str
    mark: str


@dataclass(frozen=True)
class StoodIn:
    """Somebody took a member's seat."""

    member: str
    substitute: str


@dataclass(frozen=True)
class MeetingStarted:
    """The meeting began."""


@dataclass(frozen=True)
class StepBegan:
    """The agenda went on. `given` is the step's length; a round has its own clocks and shows none."""

    title: str
    given: int = 0
    is_round: bool = False


@dataclass(frozen=True)
class TurnUp:
    """Somebody was brought up, their clock not running yet."""

    member: str
    given: int


@dataclass(frozen=True)
class TurnJoins:
    """Somebody was added to the end of the round that is on."""

    member: str


@dataclass(frozen=True)
class Started:
    """The clock that is up runs."""


@dataclass(frozen=True)
class TurnDone:
    """Whoever was up has finished."""


@dataclass(frozen=True)
class Paused:
    """The clock that is up stands still."""


@dataclass(frozen=True)
class Resumed:
    """It goes on."""


@dataclass(frozen=True)
class MoreTime:
    """Seconds were added to the clock that is up."""

    seconds: int


@dataclass(frozen=True)
class Asked:
    """Whoever is up said what they are looking for."""

    words: str


@dataclass(frozen=True)
class Praised:
    """A testimonial was given."""

    by: str
    about: str
    words: str


@dataclass(frozen=True)
class LeadPassed:
    """A lead was passed; `missing` makes it a raw one."""

    giver: str
    receiver: str
    prospect: str = ""
    phone: str = ""
    need: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeadTakenBack:
    """The last lead was undone."""


@dataclass(frozen=True)
class LeadGivenAgain:
    """It was redone."""


@dataclass(frozen=True)
class BusinessClosed:
    """Dollars were reported."""

    by: str
    to: str
    amount: float


@dataclass(frozen=True)
class MeetingClosed:
    """The meeting is over."""


Fact = (
    Marked
    | StoodIn
    | MeetingStarted
    | StepBegan
    | TurnUp
    | TurnJoins
    | Started
    | TurnDone
    | Paused
    | Resumed
    | MoreTime
    | Asked
    | Praised
    | LeadPassed
    | LeadTakenBack
    | LeadGivenAgain
    | BusinessClosed
    | MeetingClosed
)

# ---------------------------------------------------------------- what is kept of it


@dataclass
class Timed:
    """A step or a turn, and its clock."""

    name: str
    given: int
    step: str = ""
    started: int | None = None
    ended: int | None = None
    added: int = 0
    paused: int = 0
    paused_at: int | None = None
    looking_for: str = ""

    def used(self, now: int) -> int:
        """Seconds that have run on it."""
        if self.started is None:
            return 0
        until = now if self.ended is None else self.ended
        return (self.paused_at if self.paused_at is not None else until) - self.started - self.paused

    def paused_by(self, now: int) -> int:
        """Seconds it has stood still, a pause that is on among them."""
        return self.paused + (now - self.paused_at if self.paused_at is not None else 0)

    def end(self, now: int) -> None:
        """Stop it; a pause that is on ends with it."""
        self.go_on(now)
        self.ended = now

    def go_on(self, now: int) -> None:
        """Take a pause back."""
        if self.paused_at is not None:
            self.paused += now - self.paused_at
            self.paused_at = None


@dataclass
class Record:
    """The meeting as the script's acts have made it. `table` are the members in order of their seats."""

    table: tuple[str, ...]
    marks: dict[str, str | None] = field(default_factory=dict)
    substitutes: dict[str, str] = field(default_factory=dict)
    arrived: dict[str, int] = field(default_factory=dict)
    steps: list[Timed] = field(default_factory=list)
    turns: list[Timed] = field(default_factory=list)
    up: Timed | None = None
    leads: list[tuple[LeadPassed, int]] = field(default_factory=list)
    taken_back: list[tuple[LeadPassed, int]] = field(default_factory=list)
    business: list[BusinessClosed] = field(default_factory=list)
    praise: list[Praised] = field(default_factory=list)
    started: int | None = None
    ended: int | None = None
    acts: int = 0

    def __post_init__(self) -> None:
        self.marks = dict.fromkeys(self.table)

    def clock(self, now: int) -> int | None:
        """The seconds that the room's clock shows; None when there is none."""
        return None if self.up is None else self.up.given + self.up.added - self.up.used(now)

    def happened(self, fact: Fact, now: int) -> None:
        """Write one fact down."""
        match fact:
            case Marked(member, mark):
                self.marks[member] = mark
                if mark == "L":
                    self.arrived[member] = now
            case StoodIn(member, substitute):
                self.marks[member], self.substitutes[member] = "S", substitute
                self.arrived[member] = now
            case Asked(words):
                self._now_up.looking_for = words
            case Praised():
                self.praise.append(fact)
            case BusinessClosed():
                self.business.append(fact)
            case LeadPassed() | LeadTakenBack() | LeadGivenAgain():
                self._lead(fact, now)
            case Started() | Paused() | Resumed() | MoreTime() | TurnDone():
                self._clock(self._now_up, fact, now)
                if isinstance(fact, Started | TurnDone):
                    self._has_spoken(self._now_up.name)
            case _:
                self._run(fact, now)

    def _lead(self, fact: LeadPassed | LeadTakenBack | LeadGivenAgain, now: int) -> None:
        match fact:
            case LeadPassed():
                self.leads.append((fact, now))
            case LeadTakenBack():
                self.taken_back.append(self.leads.pop())
            case LeadGivenAgain():
                self.leads.append(self.taken_back.pop())

    @staticmethod
    def _clock(up: Timed, fact: Started | Paused | Resumed | MoreTime | TurnDone, now: int) -> None:
        match fact:
            case Started():
                up.started = now
            case Paused():
                up.paused_at = now
            case Resumed():
                up.go_on(now)
            case MoreTime(seconds):
                up.added += seconds
            case TurnDone():
                up.end(now)

    def _run(self, fact: Fact, now: int) -> None:
        match fact:
            case MeetingStarted():
                self.started = now
            case StepBegan(title, given, is_round):
                self._begin_step(title, given, is_round, now)
            case TurnUp(member, given):
                self._bring_up(member, given)
            case TurnJoins(member):
                self.turns.append(Timed(member, self._now_up.given, step=self.steps[-1].name))
            case MeetingClosed():
                self.steps[-1].end(now)
                self.up, self.ended = None, now

    @property
    def _now_up(self) -> Timed:
        assert self.up is not None
        return self.up

    def _begin_step(self, title: str, given: int, is_round: bool, now: int) -> None:
        if self.steps:
            self.steps[-1].end(now)
        step = Timed(title, given, started=now)
        self.steps.append(step)
        self.up = None if is_round else step

    def _has_spoken(self, member: str) -> None:
        if member in self.marks:
            self.marks[member] = self.marks[member] or "P"

    def _bring_up(self, member: str, given: int) -> None:
        step = self.steps[-1].name
        joined = [t for t in self.turns if (t.step, t.name) == (step, member)]
        for turn in joined:
            self.turns.remove(turn)
        self.up = joined[0] if joined else Timed(member, given, step=step)
        self.turns.append(self.up)
