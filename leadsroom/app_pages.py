"""The pages around the meeting, from home and back: wiring only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.typed_ahead import KeysInOrder

if TYPE_CHECKING:
    from leadsroom.clock import WatchfulClock
    from leadsroom.domain.chapter import Chapter
    from leadsroom.leads.book import Book
    from leadsroom.roster.office import Office
    from leadsroom.store.store import Store
    from screens.agenda import AgendaScreen


class Pages(KeysInOrder):
    """Each page says that it was asked for or left; here it is shown, or the one below it."""

    _store: Store
    _clock: WatchfulClock
    _chapter: Chapter | None
    station: str

    @property
    def _office(self) -> Office:
        """The door for what is written between meetings."""
        from leadsroom.roster.office import Office

        return Office(self._store, self._clock, self.station)

    @property
    def _here(self) -> Chapter:
        assert self._chapter is not None
        return self._chapter

    def on_home_screen_roster_opened(self) -> None:
        """To the roster."""
        from screens.roster import RosterScreen

        self.push_screen(RosterScreen(self._office, self._here))

    def on_roster_screen_roster_left(self) -> None:
        """Back home, which counts the members anew."""
        self.pop_screen()

    def on_home_screen_agenda_opened(self) -> None:
        """To the plan of the meetings to come."""
        from screens.agenda import AgendaScreen

        self.push_screen(AgendaScreen(self._office, self._here, self._clock.now()))

    def on_agenda_screen_agenda_left(self, event: AgendaScreen.AgendaLeft) -> None:
        """Back home; the next meeting follows the agenda as it is now."""
        self._chapter = event.chapter
        self.pop_screen()

    def on_home_screen_leads_opened(self) -> None:
        """To the leads between meetings."""
        from screens.leads import LeadsScreen

        self.push_screen(LeadsScreen(self._book, self._here, self._clock.now()))

    @property
    def _book(self) -> Book:
        """The door to what becomes of leads between meetings."""
        from leadsroom.leads.book import Book

        return Book(self._store, self._here.id, self._clock, self.station)

    def on_leads_screen_leads_left(self) -> None:
        """Back home, which tells anew what waits."""
        self.pop_screen()
