"""What a chapter sees of its association on pages of its own: its settings, and what it has to decide."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from leadsroom.domain.association.areas import Area, Director
from leadsroom.domain.association.directors import nearest
from leadsroom.domain.association.handed_down import in_short
from leadsroom.domain.association.handed_down import to_decide as handed_down_to_decide
from leadsroom.domain.rules.windows import Period
from leadsroom.domain.text.wording import full_day, listed
from leadsroom.store.read.association import areas as read_areas
from leadsroom.store.reading import Reading
from leadsroom.views.association.templates import handed_down
from leadsroom.views.chapter import SettingsPicture, settings_picture
from leadsroom.views.health import decisions
from leadsroom.views.health.decisions import ToDecidePicture


def settings_here(reading: Reading) -> SettingsPicture:
    """The picture of the settings."""
    return replace(
        settings_picture(reading),
        in_association=tuple(_place_in_association(reading)),
        handed_down=in_short(handed_down(reading).lines),
    )


def to_decide(reading: Reading, period: Period | None = None) -> ToDecidePicture:
    """What is to be decided today; answers and shares of a period, else of the last 12 months."""
    found = handed_down(reading)
    return decisions.to_decide(reading, period, handed_down_to_decide(found.lines, found.today))


def _place_in_association(reading: Reading) -> Iterator[str]:
    """`Stands in Leeds (North), looked after by Sam Reed.`, and when a director came last."""
    chapter, connection = reading.chapter, reading.connection
    if chapter.area_id is not None:
        tree = read_areas.tree(connection)
        path = tree.path(chapter.area_id)
        directors = read_areas.directors(connection, [area.id for area in path])
        yield _where(path, nearest(tree, directors, chapter.area_id, reading.today))
    last = read_areas.last_visits(connection, [chapter.id]).get(chapter.id)
    if last is not None:
        by = f", {last.director}" if last.director else ""
        yield f"Last visit of the director: {full_day(last.on)}{by}."


def _where(path: tuple[Area, ...], directors: tuple[Director, ...]) -> str:
    *above, area = [area.name for area in path]
    where = f"{area} ({', '.join(reversed(above))})" if above else area
    names = listed(each.name for each in directors)
    return f"Stands in {where}{f', looked after by {names}' if names else ''}."
