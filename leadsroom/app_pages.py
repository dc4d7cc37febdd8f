"""The pages around the meeting, from home and back: wiring only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.kit.keys_in_order import KeysInOrder

if TYPE_CHECKING:
    from leadsroom.acts.desk import Desk
    from leadsroom.clock import WatchfulClock
    from leadsroom.domain.chapter.chapter import Chapter
    from leadsroom.station import Station
    from leadsroom.store.store import Store
    from screens.agenda import AgendaScreen
    from screens.calendar import CalendarScreen
    from screens.roster import RosterScreen
    from screens.rules import RulesScreen
    from screens.settings import SettingsScreen


class Pages(KeysInOrder):
    """Each page says that it was asked for or left; here it is shown, or the one below it."""

    _store: Store
    _clock: WatchfulClock
    _chapter: Chapter | None
    station: Station

    @property
    def _between(self) -> Desk:
        """The desk between meetings."""
        raise NotImplementedError

    @property
    def _here(self) -> Chapter:
        assert self._chapter is not None
        return self._chapter

    def on_home_screen_roster_opened(self) -> None:
        """To the roster."""
        from screens.roster import RosterScreen

        self.push_screen(RosterScreen(self._between, self._here, self._clock.now()))

    def on_roster_screen_professions_opened(self) -> None:
        """To the professions, and back to the roster."""
        from screens.professions import ProfessionsScreen

        self.push_screen(ProfessionsScreen(self._between, self._here))

    def on_settings_screen_professions_opened(self) -> None:
        """To the professions, and back to the settings."""
        self.on_roster_screen_professions_opened()

    def on_professions_screen_professions_left(self) -> None:
        """Back to where they were opened from."""
        self.pop_screen()

    def on_roster_screen_roster_left(self) -> None:
        """Back home, which counts the members anew."""
        self.pop_screen()

    def on_home_screen_agenda_opened(self) -> None:
        """To the plan of the meetings to come."""
        from screens.agenda import AgendaScreen

        self.push_screen(AgendaScreen(self._between, self._here))

    def on_agenda_screen_agenda_left(self, event: AgendaScreen.AgendaLeft) -> None:
        """Back home; the next meeting follows the agenda as it is now."""
        self._chapter = event.chapter
        self.pop_screen()

    def on_home_screen_leads_opened(self) -> None:
        """To the leads between meetings."""
        from screens.leads import LeadsScreen

        self.push_screen(LeadsScreen(self._between, self._here, self._clock.now()))

    def on_leads_screen_leads_left(self) -> None:
        """Back home, which tells anew what waits."""
        self.pop_screen()

    def on_home_screen_money_opened(self) -> None:
        """To the members' accounts."""
        from screens.money import MoneyScreen

        self.push_screen(MoneyScreen(self._between, self._here))

    def on_money_screen_money_left(self) -> None:
        """Back home."""
        self.pop_screen()

    def on_home_screen_settings_opened(self) -> None:
        """To what the chapter has decided for itself."""
        from screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self._between, self._here))

    def on_settings_screen_settings_left(self) -> None:
        """Back home."""
        self.pop_screen()

    def on_settings_screen_chapter_changed(self, event: SettingsScreen.ChapterChanged) -> None:
        """Everything that is opened from here on has the new habits."""
        self._chapter = event.chapter

    def on_settings_screen_agenda_opened(self) -> None:
        """To the plan of the meetings to come, and back here."""
        self.on_home_screen_agenda_opened()

    def on_home_screen_calendar_opened(self) -> None:
        """To the dates of the season."""
        from screens.calendar import CalendarScreen

        self.push_screen(CalendarScreen(self._between, self._here))

    def on_settings_screen_calendar_opened(self) -> None:
        """To the dates of the season, and back here."""
        self.on_home_screen_calendar_opened()

    def on_calendar_screen_calendar_left(self, event: CalendarScreen.CalendarLeft) -> None:
        """Back; the next meeting follows the calendar as it is now."""
        self._chapter = event.chapter
        self.pop_screen()

    def on_settings_screen_rules_opened(self) -> None:
        """To the rules of the chapter."""
        from screens.rules import RulesScreen

        self.push_screen(RulesScreen(self._between, self._here))

    def on_rules_screen_rules_left(self, event: RulesScreen.RulesLeft) -> None:
        """Back; the rules hold from here on."""
        self._chapter = event.chapter
        self.pop_screen()

    def on_roster_screen_member_opened(self, event: RosterScreen.MemberOpened) -> None:
        """To the page of a member."""
        from screens.member import MemberScreen

        self.push_screen(MemberScreen(self._between, self._here, event.member))

    def on_member_screen_member_left(self) -> None:
        """Back to the roster."""
        self.pop_screen()
