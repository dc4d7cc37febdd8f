"""The agenda as it stands on the page, beside the one on record: what is not written yet, and what was."""

from __future__ import annotations

from msgspec import Struct

from leadsroom.domain.agenda.plan import AgendaPlan, checked_plan


class Stand(Struct, frozen=True):
    """A plan, and the place of the cursor in it."""

    plan: AgendaPlan
    at: int


class Unsaved(Struct, frozen=True):
    """Changes that are not on record, as they outlive the page: what stood before each, and what stands.

    `is_overtaken`: somebody else's agenda is shown instead, over which `now` can be brought back.
    """

    before: tuple[Stand, ...]
    now: Stand
    is_overtaken: bool = False

    @property
    def stands(self) -> tuple[Stand, ...]:
        """All of them in order; the first was on record."""
        return (*self.before, self.now)


class PlanDraft:
    """Changes are written one after the other, each as an act of its own.

    What could not be written is a draft, which can be taken back here; what was is undone by the desk, and
    here it is known where the cursor stood then.
    """

    def __init__(self, plan: AgendaPlan) -> None:
        self.plan = self.on_record = plan
        # What stood before each change that is not written, and what was taken back of these.
        self._before: list[Stand] = []
        self._after: list[Stand] = []
        # What stood here when somebody else turned out to have changed the agenda.
        self._overtaken: Stand | None = None
        # What stood before each change that is written, and before each undo of these.
        self._written: list[Stand] = []
        self._undone: list[Stand] = []

    @property
    def is_written(self) -> bool:
        """Whether all is on record."""
        return self.plan == self.on_record

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody else's agenda is shown, over which the one that stood here can be brought back."""
        return self._overtaken is not None

    @property
    def can_be_taken_back(self) -> bool:
        """Whether there is a change that is not written."""
        return self._overtaken is not None or bool(self._before)

    @property
    def next_to_write(self) -> AgendaPlan:
        """The plan after the earliest change that is not written."""
        return self._before[1].plan if len(self._before) > 1 else self.plan

    def change(self, plan: AgendaPlan, at: int) -> None:
        """Another plan; the cursor stood `at` a step of the one before."""
        self._before.append(Stand(self.plan, at))
        self._after.clear()
        self._undone.clear()
        self._overtaken = None
        self.plan = plan

    def unsaved(self, at: int) -> Unsaved | None:
        """What is not on record, the cursor being `at` a step; None where all is."""
        if self._overtaken is not None:
            return Unsaved((), self._overtaken, is_overtaken=True)
        return None if self.is_written else Unsaved(tuple(self._before), Stand(self.plan, at))

    def put_back(self, unsaved: Unsaved) -> Stand | None:
        """Go on with what was not on record when the page was left; what stands then.

        What was overtaken then is so still. None where the record is none of the plans that stood here:
        somebody else has changed it since. Raises Refused where no meeting could be held by one of them.
        """
        if unsaved.is_overtaken:
            self._overtaken = Stand(checked_plan(unsaved.now.plan), unsaved.now.at)
            return Stand(self.plan, unsaved.now.at)
        stands = unsaved.stands
        place = next((at for at, stand in enumerate(stands) if stand.plan == self.on_record), None)
        if place is None:
            return None
        later = [Stand(checked_plan(stand.plan), stand.at) for stand in stands[place + 1 :]]
        *between, now = [stands[place], *later]
        self._before, self.plan = between, now.plan
        return now

    def wrote(self, plan: AgendaPlan) -> None:
        """The earliest change is on record now."""
        self.on_record = plan
        self._written.append(self._before.pop(0))

    def take_record(self, plan: AgendaPlan) -> None:
        """Stand as the record does."""
        if plan != self.on_record:
            self._before.clear()
            self._after.clear()
        self.plan = self.on_record = plan

    def give_way(self, plan: AgendaPlan, at: int) -> None:
        """Stand as somebody else has written; what stood here can be brought back."""
        overtaken = Stand(self.plan, at)
        self.take_record(plan)
        self._overtaken = overtaken

    def take_back(self, at: int) -> Stand | None:
        """Take back the last change that is not written; what stands then, None where there is none."""
        now = Stand(self.plan, at)
        if self._overtaken is not None:
            self._before, back, self._overtaken = [now], self._overtaken, None
        elif self._before:
            self._after.append(now)
            back = self._before.pop()
            if back.plan != self.on_record and not self._before:
                self._before.append(Stand(self.on_record, back.at))
        else:
            return None
        self.plan = back.plan
        return back

    def do_again(self, at: int) -> Stand | None:
        """Do again what was taken back here; what stands then, None where nothing was."""
        if not self._after:
            return None
        again = self._after.pop()
        self._before.append(Stand(self.plan, at))
        self.plan = again.plan
        return again

    def reversed(self, was: Stand, *, undone: bool) -> int | None:
        """The desk has undone a change, or done it again: where the cursor was, if that was a change here."""
        wanted, other = (self._written, self._undone) if undone else (self._undone, self._written)
        if not wanted or wanted[-1].plan != self.plan:
            return None
        other.append(was)
        return wanted.pop().at
