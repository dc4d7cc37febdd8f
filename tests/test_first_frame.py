"""What is loaded before the first frame of the moderator's screen: what it shows, and nothing that waits."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from leadsroom.store.store import open_store
from tests.association.many_chapters import write_many
from tests.harborview import SetClock
from tests.offices import Office
from tests.roster.sheets import harborview

# The command line's road to the table, without a terminal: the app stops when its first frame is painted.
_SCRIPT = """
import json, sys
from leadsroom.cli import main, meeting
meeting._need_terminal = lambda: None
import leadsroom.app as program

class OneFrame(program.LeadsroomApp):
    def push_screen(self, screen, *more, **named):
        waiting = super().push_screen(screen, *more, **named)
        screen.call_after_refresh(self.painted)
        return waiting

    def painted(self):
        from screens.meeting.go_bar import GoBar
        from screens.meeting.agenda_pane import AgendaPane
        from screens.meeting.table_pane import TablePane
        for pane in (GoBar, AgendaPane, TablePane):
            shown = self.screen.query_one(pane)
            assert shown.picture is not None and shown.size.width > 0, pane
        self.loaded = sorted(sys.modules)
        self.call_after_refresh(self.exit)

def run_app(store, clock, *, start, chapter, meeting_id, backups):
    app = OneFrame(store, clock, start=start, chapter=chapter, backups=backups)
    app.run(headless=True, size=(120, 36))
    print(json.dumps([app.loaded, sorted(sys.modules)]))

program.run_app = run_app
sys.exit(main(["--db", sys.argv[1], "meet"]))
"""

_NOT_YET = (
    *(
        "alembic",
        "babel",
        "pendulum",
        "phonenumbers",
        "psycopg",
        "pytz",
        "icalendar",
        "jinja2",
        "typst",
        "segno",
        "sqlalchemy.orm",
    ),
    *("sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.mysql", "sqlalchemy.ext"),
    *("textual.widgets._data_table", "textual.widgets._text_area", "textual.widgets._markdown"),
    *("textual.widgets._tabs", "textual.widgets._tree_sitter", "textual.widgets._selection_list"),
    *("leadsroom.demo", "leadsroom.exchange", "leadsroom.web", "leadsroom.domain.money"),
)
# Our own, by packages: whatever else is loaded by then makes everybody wait for what nobody sees.
_NEEDED = {
    "leadsroom": (
        "app app_ending clock drafts endings errors files live_table locks navigation paths session station"
    ),
    "leadsroom.acts": "act command desk",
    "leadsroom.acts.agenda": "commands",
    "leadsroom.acts.association": "months_concerned",
    "leadsroom.acts.leads": "commands",
    "leadsroom.acts.meeting": "commands planning",
    "leadsroom.acts.money": "charged_for",
    "leadsroom.cli": "looked_after meeting parser place speech which_chapter",
    "leadsroom.cli.parser": "area areas chapter chapters health meetings options templates upkeep",
    "leadsroom.domain": "ids journal",
    "leadsroom.domain.agenda": "agenda plan",
    "leadsroom.domain.association": "month",
    "leadsroom.domain.chapter": "chapter",
    "leadsroom.domain.leads": "closed_business lead slip slip_check",
    "leadsroom.domain.meeting": (
        "agenda_progress bucket_list catch_up countdown fit idle_alarm record_kind record_kinds rotation"
        " snapshot step_state tonight_rota"
    ),
    "leadsroom.domain.people": (
        "attendance decisions membership professions roster standing substitutes visiting visits"
    ),
    "leadsroom.domain.rules": "chapter_rules lead_rules rule_words windows",
    "leadsroom.domain.season": "calendar rota",
    "leadsroom.domain.text": "meeting_name money plain_text typed_time wording",
    "leadsroom.store": (
        "backups engine file first_look held_picture journal reading records row_changes schema store tables "
        "types unit_of_work watch writers"
    ),
    "leadsroom.store.backups": "at_work set_aside windows",
    "leadsroom.store.file": "forwarding parts",
    "leadsroom.store.read": "chapter leads season",
    "leadsroom.store.read.association": "overview",
    "leadsroom.store.read.meeting": "planning rows snapshot",
    "leadsroom.store.read.people": "absences roster visitors",
    "leadsroom.store.tables": "association chapters columns leads meetings money people season",
    "leadsroom.views": "chapter season",
    "screens": "pages",
    "screens.kit": ("clock_face digits form keyboard leaving pane status_message styled theme ticker"),
    "screens.kit.form": "dock messages",
    "screens.kit.keyboard": "held_terminal keys_in_order terminal unmeant_keys",
    "screens.meeting": (
        "agenda_pane bucket_keys bucket_picture check_in clock_jumps go_bar keys "
        "masthead possible record_pane screen stage stage_picture table_pane"
    ),
    "screens.meeting.check_in": "messages",
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[frozenset[str], frozenset[str]]:
    """The modules that are there when the first frame is painted, and when the app has ended."""
    path = tmp_path_factory.mktemp("first_frame") / "small.db"
    store = open_store(str(path))
    Office(store, SetClock(), "test").found(harborview())
    store.close()
    command = [sys.executable, "-c", _SCRIPT, str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent
    )
    assert done.returncode == 0, done.stdout + done.stderr
    before, after = json.loads(done.stdout)
    return frozenset(before), frozenset(after)


_PICKER = """
import json, sys
from leadsroom.cli import main, meeting
meeting._need_terminal = lambda: None
import leadsroom.app as program

class OneFrame(program.LeadsroomApp):
    def push_screen(self, screen, *more, **named):
        waiting = super().push_screen(screen, *more, **named)
        screen.call_after_refresh(self.painted)
        return waiting

    def painted(self):
        self.loaded = sorted(sys.modules)
        self.call_after_refresh(self.exit)

def run_app(store, clock, *, start, chapter, meeting_id, backups):
    app = OneFrame(store, clock, start=start, chapter=chapter, backups=backups)
    app.run(headless=True, size=(120, 36))
    print(json.dumps(app.loaded))

program.run_app = run_app
sys.exit(main(["--db", sys.argv[1], "meet"]))
"""


def test_of_thousands_of_chapters_it_is_asked_which_without_loading_more(tmp_path: Path) -> None:
    """The screen that asks waits for nothing that it does not show, and neither the table nor any page."""
    path = tmp_path / "many.db"
    store = open_store(str(path))
    write_many(store, 1000)
    store.close()
    command = [sys.executable, "-c", _PICKER, str(path)]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    loaded = set(json.loads(done.stdout))
    assert "screens.association.picker" in loaded
    for waits in (*_NOT_YET, "screens.home", "screens.association.chapters_page", "leadsroom.views.home"):
        assert not {name for name in loaded if f"{name}.".startswith(f"{waits}.")}, waits


def test_what_nobody_sees_yet_is_not_loaded(loaded: tuple[frozenset[str], frozenset[str]]) -> None:
    """No library that only a key or a file needs, and no room of ours that only a key opens."""
    heavy = {name for name in loaded[0] for waits in _NOT_YET if f"{name}.".startswith(f"{waits}.")}
    assert not heavy, f"loaded before the first frame, though nothing in it needs them: {sorted(heavy)}"


def test_of_ours_only_what_the_frame_shows_is_loaded(loaded: tuple[frozenset[str], frozenset[str]]) -> None:
    """A new import on the way to the first frame is a decision, made in this list."""
    ours = {name for name in loaded[0] if name.split(".")[0] in ("leadsroom", "screens", "styles")}
    needed = {f"{package}.{name}" for package, names in _NEEDED.items() for name in names.split()}
    unasked = ours - needed - set(_NEEDED)
    assert not unasked, (
        f"newly loaded before the first frame: {sorted(unasked)}. Import them where a key needs them, or, "
        "where the frame itself does, add them to the list here."
    )


def test_the_first_key_finds_its_handler_and_its_form(
    loaded: tuple[frozenset[str], frozenset[str]],
) -> None:
    """What the frame did without is loaded once it is painted, while nobody waits for it."""
    for name in (
        "leadsroom.acts.undo",
        "leadsroom.acts.meeting.running",
        "screens.meeting.openings",
        "babel",
    ):
        assert name not in loaded[0], name
        assert name in loaded[1], name
