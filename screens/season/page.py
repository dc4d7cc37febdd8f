"""The calendar: the dates of the season, what is special about each, and who is announced to be away."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from textual import work
from textual.content import Content

from leadsroom.acts.desk import Desk
from leadsroom.acts.people.commands import WithdrawNotice
from leadsroom.acts.season.commands import CancelTalk, ClearDate, MarkDate, NameLeader, SetPlace
from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.agenda.plan import kind_in_words
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import MeetingId
from leadsroom.domain.meeting.snapshot import MeetingState
from leadsroom.domain.people.attendance import Notice
from leadsroom.domain.season.calendar import DateKind, schedule_in_words
from leadsroom.domain.season.public_holidays import Proposal, PublicHolidays
from leadsroom.domain.season.rota import StepLeader, Talk, step_of_talk
from leadsroom.domain.text.wording import near_date
from leadsroom.errors import Refused
from leadsroom.exchange.ics import write_dates
from leadsroom.exchange.outgoing import FileWanted
from leadsroom.views.chapter import people_with_seats
from leadsroom.views.season import DateRecord, Season, holidays_ahead, season
from screens.kit.form.form import Form
from screens.kit.form.write_form import FileChoice, FileFormat
from screens.kit.keyboard import keys
from screens.kit.leaving import ignore_if_unmounted
from screens.kit.list_page import ListPage
from screens.kit.listing import Line
from screens.kit.styled import quiet, short
from screens.kit.theme import style
from screens.season.forms import AnnounceForm, ScheduleForm, date_form, extra_meeting_form, place_form
from screens.season.lines import SEASON_COLUMNS, leader_key, more_key, notice_key, season_lines, talk_key
from screens.season.rota_forms import LeaderForm, TalkForm, steps_to_lead

_SHOWN = 26  # dates to come
_SHOWN_BEFORE = timedelta(weeks=26)
_ABOVE = 5  # lines above the next date
_TAKEN_OUT = "del takes it out again."


def _keys_of(record: DateRecord) -> set[str]:
    """The keys of the lines of a date."""
    talk = {talk_key(record.talk)} if record.talk is not None else set[str]()
    others = {*map(notice_key, record.notices), *map(leader_key, record.leaders), *map(more_key, record.more)}
    return {record.on.isoformat(), *talk, *others}


class CalendarScreen(ListPage[Season, DateRecord]):
    """The cursor is on a date, or on somebody who announced something for it."""

    CSS_PATH = [style("page"), style("season")]
    BINDINGS = [
        keys.enter("announce", "Announce who is away or late on this date; of a past one open the review"),
        keys.edit("Change what a member announced, or announce it", show=False),
        keys.delete("regular", "Back to a regular meeting; a talk is off the rota; a member comes after all"),
        keys.act("y", "take_proposal", "no meeting", "Nobody meets on the public holiday under the cursor"),
        keys.act("x", "holiday", "holiday", "Nobody meets on this date"),
        keys.act("o", "open_house", "open house", "An open house on this date"),
        keys.act("d", "talk_on_date", "speaker", "Who speaks on this date, about what, and how long"),
        keys.act("l", "who_leads", "who leads", "Who leads a step on this date, such as education"),
        keys.act("p", "other_place", "place", "Where they meet on this date alone", show=False),
        keys.new("extra meeting", "An extra meeting on a day outside the regular schedule"),
        keys.act("s", "schedule", "schedule", "Weekly, every two weeks, or monthly"),
        keys.act("a", "answer", "email", "Take in what a member has written in an email, pasted", show=False),
        keys.write("Write the dates to come into a file, as for the calendar of a phone"),
        *ListPage.BINDINGS,
    ]

    heading = "Calendar"
    columns = SEASON_COLUMNS
    find_hint = "a day, a kind of meeting, or a member"

    def __init__(self, desk: Desk, chapter: Chapter) -> None:
        super().__init__(desk, chapter)
        self._holidays: PublicHolidays = {}  # of the chapter's country, once they have been read

    @property
    def notice(self) -> Notice | None:
        """The notice under the cursor."""
        record, key = self.chosen, self.listing.key
        return next((each for each in record.notices if notice_key(each) == key), None) if record else None

    @property
    def talk(self) -> Talk | None:
        """The talk under the cursor."""
        talks = (x for x in (self.chosen.talk if self.chosen else None, *self._undated) if x is not None)
        return next((talk for talk in talks if talk_key(talk) == self.listing.key), None)

    @property
    def leader(self) -> StepLeader | None:
        """Whoever leads a step, under the cursor."""
        leaders = self.chosen.leaders if self.chosen else ()
        return next((each for each in leaders if leader_key(each) == self.listing.key), None)

    @property
    def _review_here(self) -> MeetingId | None:
        """The meeting that was held on the date under the cursor, or the one more that is under it."""
        record, key = self.chosen, self.listing.key
        if record is None:
            return None
        more = next((each for each in record.more if more_key(each) == key), None)
        if more is not None:
            return more.id if more.state is MeetingState.CLOSED else None
        return record.meeting_id if record.was_held else None

    @property
    def _undated(self) -> tuple[Talk, ...]:
        return self.picture.undated if self.picture is not None else ()

    # What is shown

    async def read(self) -> Season:
        return await self.desk.read(season, _SHOWN, _SHOWN_BEFORE)

    def take(self, picture: Season) -> None:
        super().take(picture)
        self.chapter = picture.chapter

    async def settle_in(self) -> None:
        self._look_for_holidays()

    @work(exclusive=True, group="holidays")
    @ignore_if_unmounted
    async def _look_for_holidays(self) -> None:
        """They are read from far away, and the dates are shown before that."""
        if self.picture is None or not self.picture.dates:
            return
        with suppress(Refused):
            self._holidays = await self.desk.read(holidays_ahead, self.picture.dates[-1].on)
        if self.picture.proposed(self._holidays):
            is_at_first = self.cursor == self.begin_at(self.picture)
            self.show()
            if is_at_first:
                self.call_after_refresh(self._scroll_to_cursor)

    @property
    def _proposal(self) -> Proposal | None:
        """Why nobody may want to meet on the date under the cursor; not on somebody's line below it."""
        if self.picture is None or not self.cursor[:1].isdigit():
            return None
        return self.picture.proposed(self._holidays).get(date.fromisoformat(self.cursor))

    def lines(self, picture: Season, wanted: str) -> Sequence[Line]:
        return season_lines(picture, wanted, picture.proposed(self._holidays))

    def item(self, picture: Season, key: str) -> DateRecord | None:
        """A date, also where its line is of somebody who announced something for it."""
        return next(
            (record for record in picture.dates if key in _keys_of(record)),
            None,
        )

    def begin_at(self, picture: Season) -> str:
        to_come = (x for x in picture.dates if x.on >= picture.today and not x.was_held)
        return next((record.on.isoformat() for record in to_come), "")

    def beside_title(self, picture: Season) -> Content:
        return quiet(f"meets {schedule_in_words(picture.chapter.schedule, picture.chapter.weekday)}")

    def show(self, at: str = "") -> None:
        is_first = not self.listing.key
        super().show(at)
        if is_first:
            self.call_after_refresh(self._scroll_to_cursor)

    def on_resize(self) -> None:
        self.call_after_refresh(self._scroll_to_cursor)

    def _scroll_to_cursor(self) -> None:
        """The date under the cursor near the top, and little of what was before it."""
        self.listing.scroll_to(y=max(0, (self.listing.highlighted or 0) - _ABOVE), animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is not regular can be made so again while it is to come; no extra meeting is a holiday."""
        if not super().check_action(action, parameters):
            return False
        act = parameters[0] if action == "act" else None
        if act == "take_proposal":
            return self._proposal is not None
        if act == "holiday":
            return self.chosen is None or self._is_regular(self.chosen)
        return act != "delete" or self.picture is None or self._can_delete()

    def _can_delete(self) -> bool:
        """Whether there is anything under the cursor that can be made regular again, or withdrawn."""
        record = self.chosen
        if self.talk is not None:
            return not self.talk.is_given
        if record is None or not self._is_to_come(record):
            return False
        is_special = record.what.kind is not None or bool(record.what.place)
        return is_special or self.notice is not None or self.leader is not None

    def main_does(self) -> str:
        record, notice = self.chosen, self.notice
        if record is not None and self._review_here is not None:
            return f"review {self.day(record.on)}"
        if self.talk is not None:
            return "" if self.talk.is_given else f"change the talk of {short(self.talk.speaker.name)}"
        if self.leader is not None:
            return f"change who leads {kind_in_words(self.leader.kind).lower()}"
        if record is None or not self._is_to_come(record):
            return ""
        if notice is not None:
            return f"change {short(notice.member.name)}"
        return f"away on {self.day(record.on)}" if record.what.meets else ""

    def others_do(self) -> Mapping[str, str]:
        if self.talk is not None or self.leader is not None:
            return {"delete": "take off the rota"}
        if self.notice is not None:
            return {"delete": "comes after all"}
        is_extra = self.chosen is not None and not self._is_regular(self.chosen)
        return {"delete": "take out"} if is_extra else {}

    def _is_regular(self, record: DateRecord) -> bool:
        """Whether they meet then anyway, by their schedule."""
        return self.picture is None or self.picture.calendar.is_regular(record.on)

    def _del_does(self, record: DateRecord) -> str:
        """What del makes of a special date, as a sentence."""
        return "del makes it a regular meeting again." if self._is_regular(record) else _TAKEN_OUT

    def _is_to_come(self, record: DateRecord) -> bool:
        return self.picture is not None and record.on >= self.picture.today and not record.was_held

    def _can_change(self, record: DateRecord) -> bool:
        """Whether a date is still to come; it says so when not."""
        if not self._is_to_come(record):
            day = self.day(record.on)
            held = f"The meeting of {day} was held. It is corrected from its review."
            self.show_status(held if record.was_held else f"{day} is past.", "amber")
            return False
        return True

    def day(self, on: date) -> str:
        """`Wed 18 Nov`, with the year where it is another one than this."""
        return near_date(on, self.picture.today if self.picture is not None else on)

    # Dates

    async def holiday(self) -> None:
        """Nobody meets on the date under the cursor."""
        await self._mark(DateKind.HOLIDAY)

    async def take_proposal(self) -> None:
        """Nobody meets on the public holiday under the cursor, or beside it."""
        record, proposal = self.chosen, self._proposal
        if record is not None and proposal is not None:
            mark = MarkDate(record.on, DateKind.HOLIDAY, proposal.words)
            await self.act(mark, record.on.isoformat(), self._del_does(record))

    async def open_house(self) -> None:
        """The date under the cursor is an open house."""
        await self._mark(DateKind.OPEN_HOUSE)

    async def _mark(self, kind: DateKind) -> None:
        record, seen = self.chosen, self.picture
        if seen is None or record is None or not self._can_change(record):
            return
        note, proposal = record.what.note if record.what.kind is kind else None, self._proposal
        proposed = proposal.words if proposal is not None and kind is DateKind.HOLIDAY else ""
        form = date_form(kind, record.on, seen.today, note, proposed)

        def again_of(season: Season, of_date: DateRecord) -> Form[MarkDate]:
            now = of_date.what.note if of_date.what.kind is kind else None
            return date_form(kind, record.on, season.today, now, proposed)

        await self.ask(
            form, at=record.on.isoformat(), then=self._del_does(record), again=self.form_again(again_of)
        )

    async def other_place(self) -> None:
        """They meet somewhere else on the date under the cursor."""
        record, seen = self.chosen, self.picture
        if seen is None or record is None or not self._can_change(record) or not self._meets(record):
            return

        def again_of(season: Season, of_date: DateRecord) -> Form[SetPlace]:
            return place_form(record.on, season.today, of_date.what.place)

        form = place_form(record.on, seen.today, record.what.place)
        await self.ask(form, at=record.on.isoformat(), again=self.form_again(again_of))

    async def new(self) -> None:
        """A meeting outside the regular schedule."""
        if self.picture is not None:
            form = extra_meeting_form(self.picture.today, self.picture.chapter.country)
            await self.ask(form, at=lambda _done: form.build().on.isoformat(), then=_TAKEN_OUT)

    async def delete(self) -> None:
        """A date is regular again; a talk is off the rota; a member comes after all."""
        record, notice, talk, leader = self.chosen, self.notice, self.talk, self.leader
        if talk is not None:
            await self.act(CancelTalk(talk.id), talk.on.isoformat() if talk.on else "")
        elif leader is not None:
            await self.act(NameLeader(leader.on, leader.kind, None), leader.on.isoformat())
        elif notice is not None and record is not None:
            sentence = f"{short(notice.member.name)} comes on {self.day(notice.on)} after all."
            if await self.act(WithdrawNotice(notice.id), record.on.isoformat()) is not None:
                self.show_status(f"✓ {sentence}")
        elif record is not None:
            await self.act(ClearDate(record.on))

    async def schedule(self) -> None:
        """Meet so from now on, and say what was cleared with the old schedule."""
        if self.picture is not None:
            seen = self.picture
            await self.ask(ScheduleForm(seen.calendar, seen.today, seen.ahead))

    async def write(self) -> None:
        """The dates to come, as they are shown."""

        def write_it(wanted: FileWanted) -> Awaitable[Path]:
            return self.desk.read(write_dates, wanted, _SHOWN)

        formats = (
            FileFormat("ics", "for phones (ics)"),
            FileFormat("csv", "table (csv)"),
            FileFormat("json"),
        )
        await self.write_to_file("The dates to come", FileChoice("calendar", formats), write_it)

    # The rota

    async def talk_on_date(self) -> None:
        """Who speaks on the date under the cursor, or a change of that; a talk without a date gets one."""
        record, talk = self.chosen, self.talk
        if talk is not None or record is None:
            await self._plan_talk(talk.on if talk else None, talk)
        elif self._can_change(record) and self._meets(record):
            await self._plan_talk(record.on, record.talk)

    async def _plan_talk(self, on: date | None, talk: Talk | None) -> None:
        seen = self.picture
        if seen is None:
            return
        if talk is not None and talk.is_given:
            self.show_status("That talk was given. Its meeting stays as it was.", "amber")
            return
        usual = step_of_talk(seen.chapter.agenda, seen.chapter.agenda)

        def form_of(of_talk: Talk | None) -> TalkForm:
            of_date = of_talk.on if of_talk else on
            return TalkForm(
                of_date, seen.today, seen.chapter.country, of_talk, usual.planned if usual else None
            )

        async def again() -> TalkForm | None:
            now = await self.read()
            talks = (each for each in (*(record.talk for record in now.dates), *now.undated) if each)
            return next((form_of(each) for each in talks if talk and each.id == talk.id), None)

        none = "" if usual else "The agenda has no step for a speaker: a adds one on its page. "
        at = on.isoformat() if on else ""
        await self.ask(form_of(talk), at=at, then=f"{none}del on its line takes it off.", again=again)

    async def who_leads(self, kinds: tuple[StepKind, ...] = ()) -> None:
        """Who leads a step on the date under the cursor."""
        record, seen = self.chosen, self.picture
        if seen is None or record is None or not self._can_change(record) or not self._meets(record):
            return
        try:
            members = await self.look_up(people_with_seats)
            leaders = {each.kind: each for each in record.leaders}
            steps = kinds or steps_to_lead(seen.chapter.agenda)
            form = LeaderForm(record.on, seen.today, steps, members, leaders)
        except Refused as no:
            self.show_status(str(no), "wrong")
            return
        await self.ask(form, at=record.on.isoformat(), then="del on its line takes it off.")

    def _meets(self, record: DateRecord) -> bool:
        """Whether the chapter meets on a date; it says so when not."""
        if not record.what.meets:
            self.show_status(f"Nobody meets on {self.day(record.on)}. {self._del_does(record)}", "amber")
        return record.what.meets

    # Who is away

    def action_open(self) -> object:
        """A date whose meeting was held leads to its review; of one to come it is announced who is away."""
        held = self._review_here
        if held is None:
            return self.action_act("edit")
        self.open_page("review", held)
        return None

    async def answer(self) -> None:
        """What a member has written in an email, which is pasted and looked at before it counts."""
        from screens.season.answer_form import AnswerForm

        try:
            members = await self.look_up(people_with_seats)
        except Refused as no:
            self.show_status(str(no), "wrong")
            return
        form = AnswerForm(members)
        await self.ask(form, at=lambda _done: form.line or self.listing.key or "")

    async def edit(self) -> None:
        """Announce that a member is away on the date under the cursor, or change what was announced."""
        record, notice, seen = self.chosen, self.notice, self.picture
        if self.talk is not None:
            await self._plan_talk(self.talk.on, self.talk)
            return
        if self.leader is not None:
            await self.who_leads((self.leader.kind,))
            return
        if seen is None or record is None or not self._can_change(record):
            return
        if record.state is MeetingState.LIVE:
            self.show_status("That meeting is on. Mark it at its table.", "amber")
            return
        if not self._meets(record):
            return
        try:
            members = await self.look_up(people_with_seats)
        except Refused as no:
            self.show_status(str(no), "wrong")
            return
        form = AnnounceForm(record.on, seen.today, members, notice)

        def again_of(season: Season, of_date: DateRecord) -> AnnounceForm | None:
            now = next((each for each in of_date.notices if notice and each.id == notice.id), None)
            return AnnounceForm(record.on, season.today, members, now) if now is not None else None

        again = self.form_again(again_of) if notice is not None else None
        await self.ask(form, at=record.on.isoformat(), then="del on that line withdraws it.", again=again)
