"""What an association is refused, each in a sentence, and what its acts say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from leadsroom.acts.association import commands as c
from leadsroom.acts.command import Command, Redo, Undo
from leadsroom.domain.ids import AreaId, ChapterId, DirectorId, DirectorVisitId
from leadsroom.errors import Refused
from leadsroom.store import tables as t
from leadsroom.store.read.association import areas as read_areas
from tests.acts.association_examples import TODAY, Association
from tests.acts.demo_desks import subject_of
from tests.databases import Databases
from tests.harborview import START


@pytest.fixture
def at(databases: Databases) -> Association:
    """Three chapters, the first of them in Leeds, which is in the North."""
    return Association(databases.filled(databases.fresh(), Association.begin))


Case = Callable[[Association], Command]

REFUSED: list[tuple[Case, str]] = [
    (lambda _: c.AddArea(" \u200b"), "Type the area's name, e.g. North."),
    (lambda _: c.AddArea("north"), "North (region) stands at the top already."),
    (
        lambda at: c.AddArea("LEEDS", parent_id=at.at("North")),
        "Leeds (area) stands under North already.",
    ),
    (lambda _: c.AddArea("Hull", parent_id=AreaId(99)), "That area is no longer on record. Look again."),
    (
        lambda at: c.ChangeArea(at.at("North"), "North", "", at.at("York")),
        "North cannot stand under York, which is below it.",
    ),
    (
        lambda at: c.ChangeArea(at.at("North"), "North", "", at.at("North")),
        "North cannot stand under itself.",
    ),
    (
        lambda at: c.ChangeArea(at.at("York"), "leeds", "", at.at("North")),
        "Leeds (area) stands under North already.",
    ),
    (
        lambda at: c.RemoveArea(at.at("North")),
        "North still has 2 areas below it and Sam Reed, who looks after it. Move or end that first.",
    ),
    (lambda at: c.RemoveArea(at.at("Leeds")), "Leeds still has 1 chapter. Move or end that first."),
    (lambda _: c.RemoveArea(AreaId(99)), "That area is no longer on record. Look again."),
    (lambda at: c.NameDirector(at.at("South"), " "), "Type the director's name."),
    (lambda at: c.NameDirector(at.at("North"), "sam REED"), "Sam Reed looks after North already."),
    (lambda at: c.NameDirector(at.at("South"), "Ann", "ann@"), "“ann@” is not an email address."),
    (
        lambda at: c.NameDirector(at.at("South"), "Ann", since=date(2036, 1, 1)),
        "Tue 1 Jan 2036 is more than two years away. Check the year.",
    ),
    (
        lambda at: c.ChangeDirector(at.sam, at.at("North"), "Sam", "", "", TODAY, date(2036, 1, 1)),
        "Tue 1 Jan 2036 is more than two years away. Check the year.",
    ),
    (
        lambda at: c.ChangeDirector(at.sam, at.at("South"), "Sam", "", "", TODAY, TODAY - timedelta(days=1)),
        "The last day would be before the first. Correct one of the two.",
    ),
    (
        lambda at: c.EndDirector(at.sam, TODAY - timedelta(days=100)),
        "The last day would be before the first. Correct one of the two.",
    ),
    (lambda _: c.EndDirector(DirectorId(99)), "That director is no longer on record. Look again."),
    (lambda _: c.LogVisit(ChapterId(99)), "That chapter is not on record here. Look again."),
    (
        lambda at: c.LogVisit(at.chapter_id, on=TODAY + timedelta(days=1)),
        "Thu 19 Nov 2026 is still to come. Enter it on that day, or date it earlier.",
    ),
    (
        lambda at: c.LogVisit(at.chapter_id, DirectorId(99)),
        "That director is no longer on record. Look again.",
    ),
    (lambda _: c.WithdrawVisit(DirectorVisitId(99)), "That visit is no longer on record. Look again."),
]


@pytest.mark.parametrize(("case", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_it_is_refused_in_a_sentence(at: Association, case: Case, sentence: str) -> None:
    """Which says what stands in the way, and nothing has changed."""
    with pytest.raises(Refused) as no:
        at.desk.do(case(at))
    assert str(no.value).startswith(sentence)


def test_an_area_goes_with_those_who_looked_after_it_once(at: Association) -> None:
    """Nobody looks after it any more, and no visit of theirs is on record: all of it comes back by undo."""
    york = at.at("York")
    director = at.director("Ann Lee", york)
    at.desk.do(c.EndDirector(director, TODAY))
    at.clock.moment = START + timedelta(days=2)
    at.desk.do(c.RemoveArea(york))
    with at.store.reading() as connection:
        assert [each.name for each in read_areas.directors(connection)] == ["Sam Reed"]
    at.desk.do(Undo())
    assert at.at("York") == york


def test_an_area_stays_while_visits_say_who_looked_after_it(at: Association) -> None:
    """Until its director of then has another area: then it goes, and the visits stay."""
    york = at.at("York")
    director = at.director("Ann Lee", york)
    at.desk.do(c.LogVisit(at.chapter_id, director))
    at.desk.do(c.EndDirector(director))
    at.clock.moment = START + timedelta(days=2)
    with pytest.raises(Refused, match="York stays as long as visits of Ann Lee, who looked after it, are"):
        at.desk.do(c.RemoveArea(york))
    at.desk.do(c.ChangeDirector(director, at.at("North"), "Ann Lee", "", "", TODAY, TODAY))
    at.desk.do(c.RemoveArea(york))
    with at.store.reading() as connection:
        last = read_areas.last_visits(connection, [at.chapter_id])
    assert last[at.chapter_id].director == "Ann Lee"


def test_a_withdrawn_template_does_not_keep_an_area(at: Association) -> None:
    """One that is in force does; one that was withdrawn stands with the area above from then on."""
    york, north = at.at("York"), at.at("North")
    with at.store.writing(of_association=True) as unit:
        template = unit.insert(t.template, area_id=york, kind="rules", name="Ours")
    with pytest.raises(Refused, match="York still has 1 template"):
        at.desk.do(c.RemoveArea(york))
    with at.store.writing(of_association=True) as unit:
        unit.update(t.template, template, withdrawn_at=START)
    at.desk.do(c.RemoveArea(york))
    with at.store.writing(of_association=True) as unit:
        row = unit.row(t.template, template)
    assert row is not None
    assert row["area_id"] == north


def test_undo_makes_no_circle_and_no_second_name(at: Association) -> None:
    """What another station has built upon stands in the way, and nothing is changed by the refusal."""
    other = Association(at.store, at.clock, "other")
    north, leeds, york = at.at("North"), at.at("Leeds"), at.at("York")
    at.desk.do(c.ChangeArea(leeds, "Leeds", "region", None))
    other.desk.do(c.ChangeArea(north, "North", "area", leeds))
    with pytest.raises(Refused, match="cannot be undone here"):
        at.desk.do(Undo())
    other.desk.do(Undo())
    at.desk.do(c.ChangeArea(york, "Ripon", "area", north))
    other.desk.do(c.AddArea("York", parent_id=north))
    with pytest.raises(Refused, match="cannot be undone here"):
        at.desk.do(Undo())
    assert {area.name for area in at.tree} == {"North", "Leeds", "Ripon", "York", "South"}


def test_undo_makes_no_second_director_of_one_name(at: Association) -> None:
    """Who was named again meanwhile looks after the area once; what is refused is not named by undo again."""
    at.desk.do(c.EndDirector(at.sam))
    at.clock.moment = START + timedelta(hours=20)
    Association(at.store, at.clock, "other").director("sam reed", at.at("North"))
    assert at.desk.next_undo() is not None
    with pytest.raises(Refused, match="cannot be undone here"):
        at.desk.do(Undo())
    assert at.desk.next_undo() is None
    with at.store.reading() as connection:
        assert [each.until for each in read_areas.directors(connection)] == [TODAY, None]


def test_a_director_to_come_is_taken_away(at: Association) -> None:
    """By ending it before the first day: nothing of it is left, unless a visit is on record."""
    named = c.NameDirector(at.at("South"), "Ann Lee", since=TODAY + timedelta(days=30))
    ann = DirectorId(subject_of(at.desk.do(named)))
    assert at.desk.do(c.EndDirector(ann)).words == "Ann Lee will not look after South"
    at.desk.do(Undo())
    at.desk.do(c.ChangeDirector(ann, at.at("South"), "Ann Lee", "", "", TODAY, None))
    at.desk.do(c.LogVisit(at.chapter_id, ann))
    at.desk.do(c.ChangeDirector(ann, at.at("South"), "Ann Lee", "", "", TODAY + timedelta(days=30), None))
    with pytest.raises(Refused, match="The last day would be before the first"):
        at.desk.do(c.EndDirector(ann))


def test_nobody_visits_who_was_no_director_that_day(at: Association) -> None:
    """Neither entered nor corrected so; a visit that is on record is put right otherwise all the same."""
    first = TODAY - timedelta(days=99)
    sentence = "Sam Reed was no director on 10 Aug 2026, only since 11 Aug 2026"
    with pytest.raises(Refused, match=sentence):
        at.desk.do(c.LogVisit(at.chapter_id, at.sam, first - timedelta(days=1)))
    visit = DirectorVisitId(subject_of(at.desk.do(c.LogVisit(at.chapter_id, at.sam, first))))
    with pytest.raises(Refused, match=sentence):
        at.desk.do(c.CorrectVisit(visit, at.sam, first - timedelta(days=1), ""))
    at.desk.do(c.ChangeDirector(at.sam, at.at("North"), "Sam Reed", "", "", TODAY, None))
    assert at.desk.do(c.CorrectVisit(visit, at.sam, first, "Quiet")).entry is not None


def test_a_director_ends_once(at: Association) -> None:
    """Earlier than planned, but not later: that is a correction of the last day."""
    at.desk.do(c.EndDirector(at.sam, TODAY + timedelta(days=30)))
    with pytest.raises(Refused, match="The last day of Sam Reed is 18 Dec 2026 already"):
        at.desk.do(c.EndDirector(at.sam, TODAY + timedelta(days=31)))
    assert at.desk.do(c.EndDirector(at.sam)).words == "Sam Reed looks after North until 18 Nov 2026"


def test_acts_say_what_happened(at: Association) -> None:
    """In the journal's words, names as typed."""
    sentences = [
        at.desk.do(c.AddArea("[/] Hull", parent_id=at.at("North"))).words,
        at.desk.do(c.ChangeArea(at.at("York"), "Ripon", "city", at.at("South"))).words,
        at.desk.do(c.RemoveArea(at.at("Ripon"))).words,
        at.desk.do(c.EndDirector(at.sam)).words,
        at.desk.do(c.LogVisit(at.chapter_id, at.sam, TODAY)).words,
        at.desk.do(Undo()).words,
        at.desk.do(Redo()).words,
        at.desk.do(c.WithdrawVisit(DirectorVisitId(1))).words,
    ]
    assert sentences == [
        "[/] Hull is a new area under North",
        "York: it is called Ripon, its level is city, it stands under South",
        "Removed Ripon (city)",
        "Sam Reed looks after North until 18 Nov 2026",
        "Sam Reed visited Harborview on 18 Nov 2026",
        "Undid: Sam Reed visited Harborview on 18 Nov 2026",
        "Redid: Sam Reed visited Harborview on 18 Nov 2026",
        "Withdrew the director's visit to Harborview of 18 Nov 2026",
    ]


def test_a_correction_of_nothing_is_none(at: Association) -> None:
    """No mark, no entry."""
    visit = at.visit()
    same = c.CorrectVisit(visit, at.sam, TODAY - timedelta(days=9), "Quiet, few slips")
    assert at.desk.do(same).entry is None
