"""The sample tells its stories: each one that docs/health.md names, by the figure that tells it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from leadsroom.domain.health.decide.matters import Matter
from leadsroom.domain.health.findings import Finding
from leadsroom.domain.health.member_health import MemberHealth
from leadsroom.domain.health.pairs.matrix import MatrixKind
from leadsroom.store.store import Store
from leadsroom.views.health.chapter_figures import chapter_figures
from leadsroom.views.health.days import days_of_health
from leadsroom.views.health.decisions import to_decide
from leadsroom.views.health.health_column import TooLittle
from leadsroom.views.health.member_columns import column_named
from leadsroom.views.health.member_health import member_health
from leadsroom.views.health.pairs.matrix import matrix
from leadsroom.views.money import accounts
from leadsroom.views.people import substitutes
from tests.health.test_health_docs import DOCS
from tests.sample import SAMPLE_NOW, sample_chapter
from tests.seen import seen

STORIES = DOCS.split("## The sample's stories", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
KEIKO, PAUL, SAMIR, LUIS = "Keiko Tanaka", "Paul Whitfield", "Samir Haddad", "Luis Fernández-Ortiz"


class Sample:
    """The sample's figures over its usual window."""

    def __init__(self, store: Store) -> None:
        chapter = sample_chapter(store)
        self.window = seen(store, chapter, SAMPLE_NOW, days_of_health)
        health = seen(store, chapter, SAMPLE_NOW, member_health, self.window)
        self.members = {line.person.name: line for line in health.members}
        found = seen(store, chapter, SAMPLE_NOW, chapter_figures, self.window)
        self.figures = {each.key: each for section in found.sections for each in section.findings}

    def __getitem__(self, key: str) -> Finding:
        return self.figures[key]

    def cell(self, name: str, key: str) -> object:
        """One cell of a member's line."""
        return column_named(key).cell(self.members[name])


@pytest.fixture
def sample(demo_store: Store) -> Sample:
    """Read once for each test."""
    return Sample(demo_store)


def _first_words(of: MemberHealth) -> str:
    return of.advice[0].words if of.advice else ""


def test_who_gives_and_receives_nothing_and_who_receives_and_gives_nothing(sample: Sample) -> None:
    """31 given and none received; 4 given and 31 received, raw ones apart: both are sentences."""
    keiko, paul = sample.members[KEIKO], sample.members[PAUL]
    assert _first_words(keiko).startswith("gave 27 and 4 raw, received 0 in 30 meetings: talk before renewal")
    assert _first_words(paul).startswith("gave 1 and 3 raw, received 23 and 8 raw in 30 meetings: talk")
    assert (keiko.figures.given + keiko.figures.given_raw, keiko.figures.received_raw) == (31, 0)
    assert paul.figures.given + paul.figures.given_raw == 4
    assert paul.figures.received + paul.figures.received_raw == 31
    assert sample[f"quota_1_member_{paul.person.id}"].behind == "1 of 6 months"


def test_whose_the_dollars_are(sample: Sample) -> None:
    """15.4 % are givers' own purchases, 28.7 % one seat; the median stands beside the mean."""
    own, largest = sample["own_share_of_dollars"], sample["largest_seat_of_dollars"]
    assert (own.words, own.behind) == ("15.4 %", "$60,490 of $392,878, 128 reports")
    assert sample["own_share_of_reports"].words == "11.7 %"
    assert (largest.words, largest.behind) == ("28.7 %", "$112,750 of $392,878, 128 reports")
    assert SAMIR in largest.remark
    assert sample["dollars_in_a_member"].words == "$14,800, mean $22,860"


def test_junk_beyond_chance(demo_store: Store, sample: Sample) -> None:
    """One giver's raw leads are listed, for their share is above everybody else's by more than chance."""
    found = seen(demo_store, sample_chapter(demo_store), SAMPLE_NOW, to_decide)
    lines = [line for section in found.sections if section.matter is Matter.JUNK for line in section.lines]
    assert [line.who for line in lines] == ["Dee Fox"]
    assert sample.cell("Dee Fox", "raw_share") == Decimal("29.4")


def test_business_that_never_comes_again(sample: Sample) -> None:
    """Nine of ten that were paid long ago; of others there is too little to say a share."""
    assert sample.cell(LUIS, "paid_once_share") == Decimal("90.0")
    assert isinstance(sample.cell("Helen Park", "paid_once_share"), TooLittle)


def test_how_prospects_were_served(sample: Sample) -> None:
    """From five answers on it is said, and who has three is not judged by them."""
    served = {name: sample.members[name].served for name in ("Vince DeLuca", "Helen Park", LUIS)}
    assert (served["Vince DeLuca"].complaints, served["Vince DeLuca"].answers) == (2, 5)
    assert (served["Helen Park"].complaints, served["Helen Park"].answers) == (0, 6)
    assert sample.cell("Vince DeLuca", "served_complaints") == 2
    assert served[LUIS].answers == 3
    assert isinstance(sample.cell(LUIS, "served_complaints"), TooLittle)


def test_who_came_and_who_left(sample: Sample) -> None:
    """The newcomer's first lead and dollars, who left, and what became of visitors."""
    assert (sample.cell("Jonas Weiss", "first_lead"), sample.cell("Jonas Weiss", "first_dollar")) == (1, 4)
    assert not sample.members["Carla Mendes"].membership.status.holds_seat
    assert (sample["retention"].words, sample["retention"].behind) == ("94.4 %", "17 of 18 members")
    assert sample["net_growth"].behind == "18 at the beginning, 1 came, 1 left"
    assert (sample["visitors_joined"].words, sample["visitors_joined"].behind) == (
        "6.7 %",
        "1 of 15 visitors",
    )
    assert sample["size_and_age"].words == "18 members, 12 years 6 months old"


def test_what_else_the_chapter_may_ask(sample: Sample) -> None:
    """Leads without a dollar, leads that went outside, a rise that could be chance, seats cut up or not."""
    assert (sample["no_dollar"].words, sample["weeks_to_dollar"].words) == ("75.0 %", "5.5 weeks")
    outside = sample["passed_outside"]
    assert (outside.words, outside.behind) == ("12.5 %", "2 of 16 leads")
    assert "Robert Diaz" in sample["passed_outside_business_banking"].remark
    assert "Bea Katz" in sample["passed_outside_caterer"].remark
    assert sample["leads_trend"].words == "16.9, before 14.7"
    assert "could be chance" in sample["leads_trend"].remark
    assert sample["alike_seats"].value == 0


def test_a_substitute_for_half_the_table(demo_store: Store) -> None:
    """One person from outside, 12 times in six months, for ten members."""
    first = seen(demo_store, sample_chapter(demo_store), SAMPLE_NOW, substitutes)[0]
    assert first.person.name == "Nadia Brandt"
    assert len(first.times) == 12
    assert len({each.member for each in first.times}) == 10


def test_who_owes(demo_store: Store) -> None:
    """Whose seat is the largest owes two quarters' dues."""
    found = seen(demo_store, sample_chapter(demo_store), SAMPLE_NOW, accounts)
    owed = sorted(((each.balance("USD").minor, each.name) for each in found.accounts), reverse=True)
    assert owed[0] == (240_00, SAMIR)
    assert {name for _, name in owed[1:3]} == {"Cyrus Ng", "Ruth Abara"}


def test_the_matrix_shows_the_empty_column(demo_store: Store, sample: Sample) -> None:
    """Nobody gives to one of them, and one of them gives nearly nothing."""
    found = seen(demo_store, sample_chapter(demo_store), SAMPLE_NOW, matrix, sample.window, MatrixKind.LEADS)
    received = dict(zip((line.name for line in found.matrix.lines), found.matrix.columns, strict=True))
    given = dict(zip((line.name for line in found.matrix.lines), found.matrix.rows, strict=True))
    assert (received[KEIKO].total, received[KEIKO].without) == (0, 17)
    assert (given[PAUL].total, given[PAUL].without) == (1, 16)


def test_every_story_stands_in_the_docs() -> None:
    """The names and figures above are those that docs/health.md names."""
    for words in (
        *("27 leads and 4 raw, 31 in all", "23 and 8 raw, 31 in all", "1 of 6 months"),
        *("15.4 %", "$60,490 of $392,878", "11.7 %", "28.7 %", "$112,750", "median $14,800, mean $22,860"),
        *("10 of 34 are raw, 29.4 %",),
        *("90.0 %", "two complaints among five", "17 of 18", "94.4 %", "6.7 %", "75.0 %", "2 of 16"),
        *("from 14.7 to 16.9", "12 times in six months, for 10 of the 18", "$240", "12 years old"),
    ):
        assert words in STORIES, words
