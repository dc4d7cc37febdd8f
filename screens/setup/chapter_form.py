"""The habits of a chapter, its time zone found by a city: beside each field stands how it is understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from functools import cache

from msgspec import Struct
from textual.content import Content

from leadsroom.acts.chapter.commands import NewChapter, currency_of
from leadsroom.acts.chapter.proposal import counts_to_24
from leadsroom.domain.agenda.agenda import CHANGEOVER
from leadsroom.domain.chapter.changes import chapter_change
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.season.schedule_change import SeasonAhead
from leadsroom.domain.text.country import (
    country_name,
    country_of_timezone,
    matching_timezones,
    offset_in_words,
    read_country,
    read_currency,
    read_timezone,
    timezones,
)
from leadsroom.domain.text.plain_text import clean
from leadsroom.domain.text.typed_day import read_day_long_ago
from leadsroom.domain.text.typed_time import read_meeting_length, read_pitch, read_time
from leadsroom.domain.text.wording import full_day, seconds_or_minutes
from leadsroom.errors import Refused
from screens.kit.form.choice import ChoiceField
from screens.kit.form.field import NARROW, Field, Misfilled, ReadField, TextField, required
from screens.kit.form.form import Form, Remark
from screens.kit.form.people import FoundField
from screens.kit.form.read_fields import DayField, EmailField, LengthField
from screens.kit.styled import warned
from screens.setup.day_plan import Plan


class Zone(Struct, frozen=True):
    """A time zone, as something to be found. `name` is the one that IANA gives it."""

    id: int
    name: str
    company: str = ""

    @property
    def profession(self) -> str:
        """Its country, where it is of one, and how far it is from UTC."""
        country = country_of_timezone(self.name)
        return " · ".join([*([country_name(country)] if country else []), offset_in_words(self.name)])


@cache
def _zones() -> dict[str, Zone]:
    return {name: Zone(number, name) for number, name in enumerate(timezones())}


class ZoneField(FoundField[Zone]):
    """A time zone. Of several that are meant the first is taken, as it is shown, unless another is chosen."""

    nobody = "no such city or zone"

    def __init__(self, name: str, label: str, zone: str, country: Callable[[], str]) -> None:
        """`country` says whose zones are proposed first where several may be meant."""
        self._country = country
        # One that goes by another name stays as it is on record.
        preset = _zones().get(zone) or Zone(-1, zone)
        super().__init__(name, label, _zones().values(), preset, placeholder="a large city nearby")

    def _choose_among(self, choices: Iterable[Zone]) -> None:
        self._choices = tuple(choices)
        self._called = {zone.id: zone.name for zone in self._choices}
        self._last_found = None

    def _find(self, sought: str) -> tuple[Zone, ...]:
        whole = self._whole(sought)
        if whole is not None:
            return (whole,)
        return tuple(
            _zones()[found] for found in matching_timezones(sought, self._country())
        ) or self._by_another_name(sought)

    def _by_another_name(self, sought: str) -> tuple[Zone, ...]:
        """A zone that the system knows, though nobody is offered it."""
        try:
            return (Zone(-1, read_timezone(sought, self._country())),)
        except Refused:
            return ()

    @property
    def doubtful(self) -> tuple[Zone, ...]:
        """The one that is marked is meant."""
        return ()

    def refusal(self) -> str:
        if self.one is not None:
            return ""
        try:
            read_timezone(self.text, self._country())
        except Refused as no:
            return str(no)
        return ""

    @property
    def zone(self) -> str:
        """The name of the zone. Raises Misfilled where there is none."""
        if self.one is None:
            raise Misfilled(self, self.refusal())
        return self.one.name


_MINUTE = timedelta(minutes=1)
_DAYS = tuple(enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")))
_CLOCKS = ((False, "12 hours"), (True, "24 hours"))


class ChapterForm(Form[NewChapter]):
    """Name, place, zone, country, money, day, time, clock, length, pitch; more once it is on record.

    Until the habits are on record, a time zone proposes its country, and that its money and its clock; the
    day and the hour are asked for, since nothing proposes them.
    """

    def __init__(
        self,
        habits: NewChapter,
        *,
        title: str = "The chapter and its meeting",
        more: Sequence[Field] = (),
        on_record: tuple[Chapter, SeasonAhead] | None = None,
        draft_name: str = "chapter",
        members: int | None = None,
        changeover: timedelta = CHANGEOVER,
        today: date = date.min,
        are_habits: bool = False,
    ) -> None:
        """`are_habits`: what is filled in was chosen for another chapter, and stays until another place is.

        `more` is asked besides; `members` are those who will pitch, as far as that is known, and
        `changeover` the time between two of them. `on_record` is the chapter whose habits they are, with
        its season as it stands, on the day `today`.
        """
        self._today = today
        self._was, self._on_record = habits, on_record
        self._are_habits = are_habits
        self._proposed: dict[str, str] = {}
        self.members, self._changeover = members, changeover
        fields = (*self._of_place(habits), *self._of_meeting(habits), *more)
        super().__init__(title, fields, draft_name=draft_name, corrects=on_record is not None)

    def _of_place(self, habits: NewChapter) -> tuple[Field, ...]:
        self.name = ReadField("name", "Name", habits.name, required("Type the name of your chapter."))
        self.place = TextField(
            "place", "Place", habits.place, hint="blank if there is none yet", width=NARROW
        )
        self.timezone = ZoneField("timezone", "Time zone", habits.timezone, lambda: self.country_or_before)
        self.country = ReadField("country", "Country", habits.country, read_country, says=_country)
        self.currency = ReadField(
            "currency", "Currency", habits.currency, read_currency, hint="for all amounts"
        )
        return self.name, self.place, self.timezone, self.country, self.currency

    def _of_meeting(self, habits: NewChapter) -> tuple[Field, ...]:
        is_new = self._on_record is None
        self.weekday = ChoiceField(
            "weekday",
            "Day",
            _DAYS,
            None if is_new else habits.weekday,
            hint="w for Wed",
            asks="Choose the day on which you meet, by ← → or its first letter, such as w for Wednesday.",
        )
        starts = "" if is_new else self._clock(habits.starts)
        self.starts = ReadField(
            "starts", "Starts", starts, read_time, says=self._time, placeholder="such as 7:00 or 6:30 pm"
        )
        self.clock = ChoiceField("clock", "Clock", _CLOCKS, habits.clock_24h)
        self.length = ReadField(
            "length",
            "Length",
            str(habits.length // _MINUTE),
            read_meeting_length,
            hint="minutes, the whole meeting",
        )
        self.pitch = LengthField(
            "pitch", "One pitch", seconds_or_minutes(habits.pitch), read_pitch, says=self._pitches
        )
        self.email = EmailField("email", "Email", habits.email, hint="members answer letters to it")
        self.email.is_away = is_new
        self.founded_on = DayField(
            "founded_on",
            "Founded",
            habits.founded_on,
            self._today,
            read_day_long_ago,
            country=habits.country,
            written=full_day,
            hint="the day of founding; blank: not on record",
        )
        self.founded_on.is_away = is_new
        return (
            self.weekday,
            self.starts,
            self.clock,
            self.length,
            self.pitch,
            self.email,
            self.founded_on,
        )

    # What is filled in

    def build(self) -> NewChapter:
        return NewChapter(
            name=self.name.value,
            place=clean(self.place.text),
            timezone=self.timezone.zone,
            country=self.country.value,
            currency=self.currency.value,
            clock_24h=self.clock.chosen,
            weekday=self.weekday.chosen,
            starts=self.starts.value,
            length=self.length.value,
            pitch=self.pitch.value,
            email=self.email.value,
            founded_on=self.founded_on.value,
        )

    @property
    def country_or_before(self) -> str:
        """The country; as it was while it cannot be read."""
        return self.country.value_or(self._was.country)

    @property
    def zone_or_before(self) -> str:
        """The time zone, in the same way."""
        zone = self.timezone.one
        return zone.name if zone is not None else self._was.timezone

    @property
    def plan(self) -> Plan:
        """The meeting as it would be held; what cannot be read is as it was."""
        was = self._was
        return Plan(
            self.weekday.chosen_or(was.weekday),
            self.starts.value_or(was.starts),
            self.clock.chosen,
            self.length.value_or(was.length),
            self.pitch.value_or(was.pitch),
            self.members,
            self._changeover,
        )

    # What follows from what

    def follow(self) -> None:
        """What a place proposes is taken over, unless something else was chosen."""
        if self._on_record:
            return
        was, country = self._was, country_of_timezone(self.zone_or_before)
        stays = self._are_habits and self.zone_or_before == was.timezone
        self._propose(self.country, was.country if stays else country or was.country)
        stays = self._are_habits and self.country_or_before == was.country
        self._propose(self.currency, was.currency if stays else currency_of(self.country_or_before))
        counts = was.clock_24h if stays else counts_to_24(self.country_or_before)
        self._propose(self.clock, str(counts))

    def _propose(self, field: Field, draft: str) -> None:
        before = self._proposed.get(field.name, field.draft)
        if draft != before and field.draft == before:
            field.draft = draft
        self._proposed[field.name] = draft

    def put_back(self, draft: Mapping[str, str]) -> None:
        """What the place of the draft proposes comes first, so that what was chosen instead stays."""
        for name in ("place", "timezone", "country"):
            super().put_back({name: draft[name]} if name in draft else {})
        super().put_back(draft)

    # What it clears

    def remark(self, here: Field) -> Remark:
        """What a change clears or rebuilds, under its field: that under the cursor comes first."""
        if self._on_record is None:
            return Remark()
        chapter, ahead = self._on_record
        plan = self.plan
        change = chapter_change(
            chapter,
            ahead,
            currency=self.currency.value_or(chapter.currency),
            weekday=plan.weekday,
            schedule=chapter.schedule,
            length=plan.length,
            pitch=plan.pitch,
        )
        found: dict[Field, list[Content]] = {}
        if change.sums:
            cleared = [Content.styled(f"  {sentence}", "$quiet") for sentence in change.sums]
            found[self.currency] = [warned(f"clears what is in {chapter.currency}:"), *cleared]
        if change.dates.words:
            found[self.weekday] = [warned(words) for words in change.dates.words]
        if change.agenda:
            changed: Field = self.length if plan.length != chapter.length else self.pitch
            agenda = f"{change.agenda[:1].upper()}{change.agenda[1:]}"
            found[changed] = [Content.styled(agenda, "$quiet")]
        at = here if here in found else next(iter(found), None)
        return Remark() if at is None else Remark(Content("\n").join(found[at]), at)

    # How it is understood

    def _clock(self, at: time) -> str:
        was = self._was
        return Plan(0, at, was.clock_24h, was.length, was.pitch).clock(at, half=True)

    def _time(self, at: time) -> Content:
        shown = self.plan.clock(at, half=True)
        return Content.styled("" if shown == self.starts.text else shown, "$quiet")

    def _pitches(self, _pitch: timedelta) -> Content:
        plan = self.plan
        people = f"{plan.people} assumed" if plan.members is None else f"{plan.people} people"
        return Content.styled(f"{people}: {plan.round_of_pitches}", "$quiet")


def _country(country: str) -> Content:
    return Content.styled(country_name(country), "$quiet")
