"""One lead over five weeks: review, minutes, pages, letters and figures say the same on each day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec import Struct

from leadsroom.acts.leads.commands import GiveTestimonial, NoteOutcome, ThankForBusiness
from leadsroom.domain.chapter.chapter import Chapter
from leadsroom.domain.ids import BusinessId, LeadId, MeetingId, PersonId
from leadsroom.domain.leads.lead import LeadOutcome
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.money import Money
from leadsroom.exchange.letters.letters import letters_of
from leadsroom.exchange.letters.to_email import text_of
from leadsroom.exchange.minutes.audience import Audience
from leadsroom.exchange.minutes.formats import Wanted, for_minutes, minutes_file
from leadsroom.store.store import Store
from leadsroom.views.health.figures import FiguresOfPeriod, figures
from leadsroom.views.health.my_page import my_page
from leadsroom.views.meeting.summary import review
from tests.desks import Book
from tests.harborview import START, SetClock
from tests.meeting.table import Table
from tests.seen import seen

WEEK = timedelta(weeks=1)
TO_CALL, OVERDUE = "to call until Thu 19 Nov, 7:00 AM", "overdue since Thu 19 Nov"


class Shown(Struct, frozen=True):
    """Where the lead stands, by all that say so; in which lists of the receiver's page it is (calls, leads in
    progress, thanks due); over how many lines of the two letters; and the dollars, in cents.
    """

    stands: str
    on_page: str
    letters: tuple[int, int]
    dollars: int = 0


@dataclass(slots=True)
class Life:
    """A chapter in which Ann Chu has given Maria Lopez one lead, at the first meeting."""

    store: Store
    chapter: Chapter
    clock: SetClock
    first: MeetingId
    last: MeetingId
    giver: PersonId
    receiver: PersonId

    def next_week(self) -> Table:
        """Sit down at the next meeting."""
        self.clock.moment = START + ((self.clock.moment - START) // WEEK + 1) * WEEK
        table = Table.lay(self.store, self.chapter, self.clock)
        table.go()
        self.last = table.meeting_id
        return table

    def shown(self) -> Shown:
        """What is said of the lead at this moment, the same everywhere."""
        now, here = self.clock.now(), (self.store, self.chapter, self.clock.now())
        (line,) = seen(*here, review, self.first).summary.leads
        stands = line.today.words
        minutes = seen(*here, for_minutes, self.first)
        (lead,) = json.loads(minutes_file(minutes, Wanted("json"), now))["leads"]
        assert lead["today"]["words"] == stands
        assert stands in minutes_file(minutes, Wanted("md"), now).decode()
        for format in ("md", "json"):
            for_members = minutes_file(minutes, Wanted(format, Audience.MEMBERS), now).decode()
            assert "Jane Doe" not in for_members
        received, given = (seen(*here, my_page, who) for who in (self.receiver, self.giver))
        (of_giver,) = given.given.leads
        assert of_giver.today.words == stands
        lists = {"calls": received.calls, "progress": received.in_progress, "thanks": received.thanks}
        assert {each.today.words for lines in lists.values() for each in lines} <= {stands}
        return Shown(
            stands,
            " ".join(name for name, lines in lists.items() if lines),
            (self._in_letter(self.receiver, stands), self._in_letter(self.giver, stands)),
            self._dollars(),
        )

    def figures(self, first: date, last: date) -> FiguresOfPeriod:
        """Those of a period, as they are seen now."""
        return seen(self.store, self.chapter, self.clock.now(), figures, Period(first, last))

    def _in_letter(self, who: PersonId, stands: str) -> int:
        """How many lines of a letter are about the lead; each says where it stands."""
        letters = seen(self.store, self.chapter, self.clock.now(), letters_of, self.last)
        (line,) = (each for each in letters.lines if each.person.id == who)
        about = [each for each in text_of(line.letter, letters.of).splitlines() if "Jane Doe" in each]
        assert all(stands in each for each in about)
        return len(about)

    def _dollars(self) -> int:
        found = self.figures(START.date(), START.date() + 6 * WEEK)
        reported, credited = found.of(self.receiver).dollars_in, found.of(self.giver).dollars_credited
        assert reported == credited == found.total.dollars_in
        return reported.total.minor


def closed(table: Table) -> None:
    """The meeting to its end."""
    table.go_to_end(seconds=1)
    table.desk.close()


def test_five_weeks_of_a_lead(store: Store, harborview: Chapter, clock: SetClock, table: Table) -> None:
    """To call, overdue, contacted, worked on with thanks, paid twice, praised, a payment put right: each day
    review, minutes for all, both pages, both letters and the figures agree, and no member's minutes name it.
    """
    maria, ann = table.person("Maria Lopez"), table.person("Ann Chu")
    table.go()
    (lead,) = table.do(table.lead()).leads
    closed(table)
    life = Life(store, harborview, clock, table.meeting_id, table.meeting_id, ann, maria)
    book = Book(store, harborview.id, clock, "home")
    assert life.shown() == Shown(TO_CALL, "calls", (1, 1))

    clock.moment = START + timedelta(days=2)
    assert life.shown() == Shown(OVERDUE, "calls", (1, 1))
    book.do(NoteOutcome(lead.id, LeadOutcome.CONTACTED, "meets her on Monday"))
    assert life.shown() == Shown("contacted Fri 20 Nov", "progress thanks", (2, 1))

    second = life.next_week()
    second.do(NoteOutcome(lead.id, LeadOutcome.WORKING, thanked=True))
    closed(second)
    assert life.shown() == Shown("working Wed 25 Nov", "progress", (1, 1))

    third = life.next_week()
    (paid,) = third.do(ThankForBusiness(maria, ann, Money(100_000, "USD"), lead.id)).business
    closed(third)
    assert life.shown() == Shown("closed $1,000 Wed 2 Dec", "", (0, 1), 100_000)

    clock.pass_by(days=3)
    book.do(ThankForBusiness(maria, ann, Money(50_050, "USD"), lead.id))
    assert life.shown() == Shown("closed $1,500.50 Sat 5 Dec", "", (0, 1), 150_050)

    fourth = life.next_week()
    fourth.do(GiveTestimonial(maria, ann, "a lead as it should be", lead.id))
    closed(fourth)
    assert life.shown() == Shown("closed $1,500.50 Sat 5 Dec", "", (0, 1), 150_050)

    closed(life.next_week())
    put_right(life, book, lead.id, paid.id)


def put_right(life: Life, book: Book, lead_id: LeadId, paid_id: BusinessId) -> None:
    """In the fifth week the first payment is corrected: it counts on its own day still, which says so."""
    right = Money(120_000, "USD")
    book.do(ThankForBusiness(life.receiver, life.giver, right, lead_id, corrects=paid_id))
    assert life.shown() == Shown("closed $1,700.50 Sat 5 Dec", "", (0, 1), 170_050)
    on_second, later = (
        life.figures(date(2026, 12, 2), date(2026, 12, 2)),
        life.figures(date(2026, 12, 3), date(2026, 12, 31)),
    )
    assert on_second.total.dollars_in.first_payments == right
    assert later.total.dollars_in.since_then == Money(50_050, "USD")
    assert [(each.on, each.what) for each in on_second.corrections] == [
        (date(2026, 12, 2), "Corrected: $1,200 closed, Maria Lopez thanks Ann Chu (it was $1,000)")
    ]
    assert later.corrections == ()
    week = life.figures(date(2026, 11, 18), date(2026, 11, 18))
    giver, receiver = week.of(life.giver), week.of(life.receiver)
    assert (giver.given, giver.closed, giver.given_raw, receiver.received) == (1, 1, 0, 1)
