"""Each rule as a sentence, the unusual ones above all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leadsroom.domain.agenda.agenda import StepKind
from leadsroom.domain.people.standing import (
    Behind,
    MemberStanding,
    RuleStanding,
    ShareStanding,
    member_standing,
)
from leadsroom.domain.people.standing_words import (
    share_standing_sentence,
    standing_in_brief,
    standing_lines,
    standing_mark,
    standing_sentence,
)
from leadsroom.domain.rules.chapter_rules import (
    NO_RULES,
    ChapterRules,
    Counted,
    Counting,
    Dues,
    DuesFrom,
    FineEvent,
    Given,
    LateRules,
    LimitRule,
    MeetingRules,
    MoneyRules,
    MultiLevel,
    Quota,
    Rotation,
    Share,
    ShareRule,
    SubstitutePitch,
    SubstituteProfession,
    SubstituteRules,
    Then,
    VisitorRules,
    VoteRule,
)
from leadsroom.domain.rules.rule_presets import CANALSIDE, LEADS_CLUB, LETIP, POWERTIPPS, RULE_PRESETS
from leadsroom.domain.rules.rule_words import (
    RulePart,
    counting_sentence,
    dues_sentence,
    fees_sentence,
    fines_sentence,
    late_sentence,
    limit_sentence,
    meeting_sentence,
    multi_level_remark,
    multi_level_reminder,
    multi_level_sentence,
    ordinal,
    quota_sentence,
    rule_lines,
    rules_in_short,
    share_sentence,
    substitutes_sentence,
    visitors_sentence,
    vote_sentence,
)
from leadsroom.domain.rules.windows import PeriodKind, Window, WindowKind
from tests.domain.histories import record

ROW, HALF = Window(WindowKind.IN_A_ROW), Window(WindowKind.HALF_YEAR)
SIX_MONTHS, MONTH = Window(WindowKind.ROLLING_MONTHS, 6), Window(WindowKind.ROLLING_MONTHS, 1)
ON = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (
            LimitRule(Counted.ABSENCE, 3, SIX_MONTHS),
            "At most 3 absences in any 6 months; with the 4th the membership may end.",
        ),
        (
            LimitRule(Counted.ABSENCE, 1, ROW),
            "At most 1 absence in a row; with the 2nd the membership may end.",
        ),
        (
            LimitRule(Counted.ABSENCE, 0, MONTH, Then.SEAT_OPENS),
            "No absence in any month; with the 1st the membership ends.",
        ),
        (
            LimitRule(Counted.SUBSTITUTE, 5, HALF, Then.ABSENCE),
            "At most 5 substitutes in a half-year; each further one counts as an absence.",
        ),
        (
            LimitRule(Counted.SUBSTITUTE, 0, HALF, Then.ABSENCE),
            "No substitute in a half-year; each one counts as an absence.",
        ),
        (
            LimitRule(Counted.LATE, 21, Window(WindowKind.YEAR), Then.CHAPTER_DECIDES),
            "At most 21 late arrivals in a year; with the 22nd the chapter decides.",
        ),
        (
            LimitRule(Counted.LEFT_EARLY, 10, Window(WindowKind.ROLLING_WEEKS, 1)),
            "At most 10 early departures in any week; with the 11th the membership may end.",
        ),
        (
            LimitRule(Counted.MEDICAL, 8, ROW, warn_from=1),
            "At most 8 medical absences in a row; with the 9th the membership may end. Warns when 1 is left.",
        ),
        (
            LimitRule(Counted.ABSENCE, 3, HALF, warn_from=0),
            (
                "At most 3 absences in a half-year; with the 4th the membership may end. "
                "Warns when none is left."
            ),
        ),
        (
            LimitRule(Counted.ABSENCE, 9, HALF, warn_from=3),
            "At most 9 absences in a half-year; with the 10th the membership may end. Warns when 3 are left.",
        ),
    ],
)
def test_a_limit(rule: LimitRule, says: str) -> None:
    """What is allowed, in which window, and what one more means; when it warns, where that is unusual."""
    assert limit_sentence(rule) == says


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (22, "22nd"), (23, "23rd"), (100, "100th"), (101, "101st"), (111, "111th"), (112, "112th")],
)  # fmt: skip
def test_ordinals(number: int, word: str) -> None:
    """The teens are all th."""
    assert ordinal(number) == word


def test_a_share() -> None:
    """By the member or a substitute."""
    sentence = "Members attend 80% of the meetings in any 6 months, or send a substitute."
    assert share_sentence(ShareRule(80, SIX_MONTHS)) == sentence


@pytest.mark.parametrize(
    ("counting", "says"),
    [
        (Counting(), "Anyone online is present; medical and excused absences do not count."),
        (
            Counting(excused_counts=True, medical_counts=True),
            "Anyone online is present; medical and excused absences count.",
        ),
        (
            Counting(medical_counts=True),
            "Anyone online is present; medical absences count, excused ones do not.",
        ),
        (
            Counting(excused_counts=True),
            "Anyone online is present; medical absences do not count, excused ones do.",
        ),
        (
            Counting(lates_per_absence=1, early_per_absence=1),
            (
                "Each late arrival is an absence; each early departure is an absence; "
                "anyone online is present; medical and excused absences do not count."
            ),
        ),
        (
            Counting(2, 3, StepKind.SPEAKER, StepKind.BUCKET, training_erases=1),
            (
                "2 late arrivals make an absence; 3 early departures make an absence; "
                "anyone arriving after the speaker begins is absent; "
                "anyone leaving before the leads bucket is absent; anyone online is present; "
                "a training cancels 1 absence; "
                "medical and excused absences do not count."
            ),
        ),
        (
            Counting(online_is_absence=True),
            "Anyone online is absent; medical and excused absences do not count.",
        ),
        (
            Counting(training_erases=2),
            (
                "Anyone online is present; a training cancels 2 absences; "
                "medical and excused absences do not count."
            ),
        ),
    ],
)
def test_counting(counting: Counting, says: str) -> None:
    """What counts as an absence besides being absent."""
    assert counting_sentence(counting) == says


def test_the_meeting() -> None:
    """How a meeting is run, and that a pause may be let be."""
    assert meeting_sentence(MeetingRules()) == (
        "A pause of 2 min raises an alarm; advice how to end on time comes from 3 min behind on; "
        "the pitches start one seat further each meeting; 2 slips of two weeks ago are checked in the bucket."
    )
    quiet = MeetingRules(
        pause_alarm=None, advice_from=timedelta(minutes=10), rotation=Rotation.NEVER, slip_checks=0
    )
    assert meeting_sentence(quiet) == (
        "A pause may last: it raises no alarm; advice how to end on time comes from 10 min behind on; "
        "the pitches always start at the first seat."
    )


def test_every_step_has_words() -> None:
    """Any step of an agenda can be the one from which somebody is late."""
    sentences = {late_sentence(LateRules(kind)) for kind in StepKind}
    assert len(sentences) == len(StepKind)
    assert late_sentence(LateRules()) == "A member is late when marked late."
    lost = late_sentence(LateRules(StepKind.PITCHES, loses_pitch=True))
    assert lost == "Anyone arriving after the pitches begin is marked late, and has no pitch."


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        (
            SubstituteRules(),
            (
                "A substitute gives the member's pitch, not their own; another profession than the member's "
                "is pointed out."
            ),
        ),
        (
            SubstituteRules(profession=SubstituteProfession.ANY),
            "A substitute gives the member's pitch, not their own; their profession may be any.",
        ),
        (
            SubstituteRules(profession=SubstituteProfession.NO_HELD_SEAT),
            (
                "A substitute gives the member's pitch, not their own; their profession is not the seat of "
                "another member."
            ),
        ),
        (
            SubstituteRules(SubstitutePitch.OWN_AT_END, 1, SIX_MONTHS),
            (
                "A substitute gives their own pitch, at the end of the round; another profession than the "
                "member's is pointed out; "
                "one person is a substitute at most once in any 6 months."
            ),
        ),
        (
            SubstituteRules(SubstitutePitch.BOTH, 3, Window(WindowKind.YEAR)),
            (
                "A substitute gives the member's pitch, and then their own; another profession than the "
                "member's is pointed out; "
                "one person is a substitute at most 3 times in a year."
            ),
        ),
        (
            SubstituteRules(same_person=2, profession=SubstituteProfession.ANY),
            "A substitute gives the member's pitch, not their own; their profession may be any.",
        ),
    ],
)
def test_substitutes(rules: SubstituteRules, says: str) -> None:
    """Whose pitch, and how often by one person."""
    assert substitutes_sentence(rules) == says


@pytest.mark.parametrize(
    ("quota", "says"),
    [
        (Quota(1, PeriodKind.MEETING), "Each member brings 1 lead at each meeting; raw leads do not count."),
        (Quota(2, PeriodKind.MONTH, frozenset({Given.VISITOR, Given.LEAD})),
         "Each member brings 2 leads or visitors a month; raw leads do not count."),
        (Quota(1, PeriodKind.WEEK, frozenset({Given.LEAD, Given.RAW_LEAD, Given.UPDATE})),
         "Each member brings 1 lead, raw lead or update a week."),
        (Quota(4, PeriodKind.HALF_YEAR, frozenset({Given.TESTIMONIAL})),
         "Each member brings 4 testimonials a half-year."),
    ],
)  # fmt: skip
def test_a_quota(quota: Quota, says: str) -> None:
    """So many of what satisfies it, in each period."""
    assert quota_sentence(quota) == says


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        (VisitorRules(), "A visitor may come twice, then applies or stops; open houses do not count."),
        (
            VisitorRules(1, open_house_counts=True, silent_if_taken=True),
            (
                "A visitor may come once, then applies or stops; open houses count; "
                "visitors whose profession is taken do not speak."
            ),
        ),
        (VisitorRules(3), "A visitor may come 3 times, then applies or stops; open houses do not count."),
        (VisitorRules(None), "Visitors may come as often as they like."),
    ],
)
def test_visitors(rules: VisitorRules, says: str) -> None:
    """How often somebody may visit."""
    assert visitors_sentence(rules) == says


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (VoteRule(), "An applicant is refused when more members vote against than for."),
        (
            VoteRule(3, 10, 30),
            "3 votes against refuse an applicant; from 30 members on, 10% of them do.",
        ),
        (VoteRule(3, 10), "3 votes against refuse an applicant; so do 10% of the members."),
        (VoteRule(refusing_no=1), "1 vote against refuses an applicant."),
        (VoteRule(refusing_percent=25), "Votes against by 25% of the members refuse an applicant."),
    ],
)
def test_a_vote(rule: VoteRule, says: str) -> None:
    """When a vote refuses an applicant."""
    assert vote_sentence(rule) == says


@pytest.mark.parametrize(
    ("rule", "sentence", "remark", "reminder"),
    [
        (MultiLevel.ANY, "Sellers of multi-level marketing are members like any other.", "", ""),
        (
            MultiLevel.PRODUCTS,
            "Sellers of multi-level marketing sell their own products here, and recruit nobody.",
            "By the rules sellers of multi-level marketing sell their own products here, and recruit nobody.",
            "own products only, no recruiting",
        ),
        (
            MultiLevel.NONE,
            "Sellers of multi-level marketing are not admitted.",
            "By the rules sellers of multi-level marketing are not admitted.",
            "",
        ),
    ],
)
def test_multi_level_marketing(rule: MultiLevel, sentence: str, remark: str, reminder: str) -> None:
    """Among the rules, at an application, and beside a pitch; without a rule nothing is said of anybody."""
    assert multi_level_sentence(rule) == sentence
    assert (multi_level_remark(rule), multi_level_reminder(rule)) == (remark, reminder)


FINES = {FineEvent.PHONE: 100, FineEvent.LATE: 25, FineEvent.OTHER: 0}


@pytest.mark.parametrize(
    ("currency", "country", "dues", "fees", "fines"),
    [
        ("USD", "US", "$1,234.50", ("$150", "$18"), ("$0.25", "$1")),
        ("EUR", "IE", "€1,234.50", ("€150", "€18"), ("€0.25", "€1")),
        ("JPY", "JP", "¥123,450", ("¥15,000", "¥1,800"), ("¥25", "¥100")),
    ],
)
def test_money_in_the_currency_of_the_chapter(
    currency: str, country: str, dues: str, fees: tuple[str, str], fines: tuple[str, str]
) -> None:
    """Minor units as the country writes them; what costs nothing is not told."""
    money = MoneyRules(Dues(123_450, PeriodKind.QUARTER), 15_000, 1_800, fines=FINES)
    assert dues_sentence(money, currency, country) == f"Dues are {dues} a quarter; members on leave pay too."
    assert fees_sentence(money, currency, country) == f"The joining fee is {fees[0]}; a meal costs {fees[1]}."
    fined = f"Fines: {fines[0]} for coming late, {fines[1]} for a phone that rings."
    assert fines_sentence(money, currency, country) == fined


@pytest.mark.parametrize(
    ("dues", "clauses"),
    [
        (
            Dues(12_000, PeriodKind.YEAR, starts=DuesFrom.JOINING, parts=4),
            ["Dues are $120 a year from the day a member joined, in 4 parts", "members on leave pay too"],
        ),
        (
            Dues(12_000, PeriodKind.QUARTER, joining=Share.MONTHS, leaving=Share.DAYS, on_leave=False),
            [
                "Dues are $120 a quarter",
                "members on leave pay none",
                "a member who joins within the period pays for the months that are left",
                "a member who leaves before the charge pays for the days stayed",
            ],
        ),
        (
            Dues(12_000, PeriodKind.QUARTER, joining=Share.NONE, leaving=Share.WHOLE),
            [
                "Dues are $120 a quarter",
                "members on leave pay too",
                "a member who joins within the period pays from the next one on",
                "a member who leaves before the charge pays it whole",
            ],
        ),
    ],
)
def test_dues_of_many_kinds(dues: Dues, clauses: list[str]) -> None:
    """From when, in parts, and the shares of who comes and goes; what is usual is left out."""
    assert dues_sentence(MoneyRules(dues), "USD", "US") == f"{'; '.join(clauses)}."


def test_what_costs_nothing() -> None:
    """Said as such; a meal as ordered is no fixed fee."""
    nothing = MoneyRules()
    assert dues_sentence(nothing, "USD", "US") == "No dues."
    assert fees_sentence(nothing, "USD", "US") == "No joining fee, no meal fee."
    assert fines_sentence(nothing, "USD", "US") == "No fines."
    ordered = MoneyRules(Dues(9_000, PeriodKind.MEETING, on_leave=False), 0, 1_800, meal_as_ordered=True)
    assert fees_sentence(ordered, "USD", "US") == "The meal is charged as ordered."
    assert dues_sentence(ordered, "USD", "US") == "Dues are $90 at each meeting; members on leave pay none."


def test_rules_in_one_line() -> None:
    """How things stand at a glance, sums with commas whole."""
    assert rules_in_short(NO_RULES, "USD", "US") == "absences are not limited"
    assert rules_in_short(LETIP.rules, "USD", "US") == "2 attendance rules · 4 leads a month"
    assert rules_in_short(LEADS_CLUB.rules, "USD", "US") == "1 attendance rule · dues $497 a year"
    assert rules_in_short(POWERTIPPS.rules, "USD", "US") == "1 attendance rule · fines"
    dear = ChapterRules(money=MoneyRules(Dues(123_450, PeriodKind.YEAR, on_leave=False)))
    assert rules_in_short(dear, "USD", "US") == "absences are not limited · dues $1,234.50 a year"


@pytest.mark.parametrize("preset", RULE_PRESETS, ids=lambda preset: preset.name)
def test_every_preset_can_be_read_back(preset) -> None:
    """One sentence for each part, every one ended, no two alike; several rules of a part are counted."""
    lines = rule_lines(preset.rules, "USD", "US")
    counts_only_where_set = {RulePart.SHARE, RulePart.REMARK}
    assert {line.part for line in lines} | counts_only_where_set == set(RulePart)
    assert all(line.sentence[0].isupper() or line.sentence[0].isdigit() for line in lines)
    assert all(line.sentence.endswith(".") for line in lines)
    assert len({line.sentence for line in lines}) == len(lines)
    limits = [line.index for line in lines if line.part is RulePart.LIMIT]
    assert limits == list(range(len(preset.rules.limits)))


def test_what_is_not_ruled_says_so() -> None:
    """A chapter without rules reads what that means."""
    lines = {line.part: line for line in rule_lines(NO_RULES, "USD", "US")}
    assert lines[RulePart.LIMIT].sentence == "Absences are not limited."
    assert lines[RulePart.QUOTA].sentence == "No quota of leads."
    assert RulePart.REMARK not in lines
    assert lines[RulePart.LIMIT].index == -1


# ------------------------------------------------------------------------------------ standings in words


def sentence_of(rule: LimitRule, *dates: date) -> str:
    """A standing with these dates, in a row."""
    behind = tuple(Behind((day,), rule.counts) for day in dates)
    return standing_sentence(RuleStanding(rule, behind, None), ON)


@pytest.mark.parametrize(
    ("allowed", "then", "sentences"),
    [
        (0, Then.SEAT_MAY_OPEN, (
            "No substitutes (none is allowed).",
            "1 substitute in a row: 11 Nov. None is allowed: the membership may end.",
            "2 substitutes in a row: 11 Nov, 18 Nov. None is allowed: the membership may end.",
        )),
        (1, Then.SEAT_OPENS, (
            "No substitutes (1 in a row is allowed).",
            "1 substitute in a row: 11 Nov. None is left: with the 2nd the membership ends.",
            "2 substitutes in a row: 11 Nov, 18 Nov. 1 is allowed: the membership ends.",
        )),
        (1, Then.CHAPTER_DECIDES, (
            "No substitutes (1 in a row is allowed).",
            "1 substitute in a row: 11 Nov. None is left: with the 2nd the chapter decides.",
            "2 substitutes in a row: 11 Nov, 18 Nov. 1 is allowed: the chapter decides.",
        )),
        (0, Then.ABSENCE, (
            "No substitutes (none is allowed).",
            "1 substitute in a row: 11 Nov. None is allowed; 1 counts as an absence.",
            "2 substitutes in a row: 11 Nov, 18 Nov. None is allowed; 2 count as absences.",
        )),
        (1, Then.ABSENCE, (
            "No substitutes (1 in a row is allowed).",
            "1 substitute in a row: 11 Nov. None is left: each further one is an absence.",
            "2 substitutes in a row: 11 Nov, 18 Nov. 1 is allowed; 1 counts as an absence.",
        )),
        (2, Then.ABSENCE, (
            "No substitutes (2 in a row are allowed).",
            "1 substitute in a row: 11 Nov. 1 more is allowed.",
            "2 substitutes in a row: 11 Nov, 18 Nov. None is left: each further one is an absence.",
        )),
    ],
)  # fmt: skip
def test_a_standing_under_unusual_rules(allowed: int, then: Then, sentences: tuple[str, ...]) -> None:
    """Nothing, one and two of them, where none, one or two are allowed."""
    rule = LimitRule(Counted.SUBSTITUTE, allowed, ROW, then)
    dates = (date(2026, 11, 11), ON)
    assert tuple(sentence_of(rule, *dates[:n]) for n in range(3)) == sentences


def test_what_makes_an_absence_is_told() -> None:
    """Whoever was there must see why it counts: late, left early, a substitute too many, medical."""
    counting = Counting(2, 2, StepKind.SPEAKER, StepKind.SPEAKER, medical_counts=True)
    limits = (
        LimitRule(Counted.ABSENCE, 9, HALF),
        LimitRule(Counted.SUBSTITUTE, 0, HALF, Then.ABSENCE),
    )
    history = record("2026-07-01A 08Lf 15Pb 22M 29S 2026-08-05L 12L 19Pe 26Pe")
    standing = member_standing(ChapterRules(limits=limits, counting=counting), history, ON)
    assert standing_sentence(standing.limits[0], ON) == (
        "7 absences in a half-year: 1 Jul, 8 Jul (late), 15 Jul (left early), 22 Jul (medical), "
        "29 Jul (substitute), 5 + 12 Aug (two lates = 1), 19 + 26 Aug (two early departures = 1). "
        "2 more are allowed. Counting starts again on 1 Jan 2027."
    )


@pytest.mark.parametrize(
    ("there", "of", "says"),
    [
        (18, 20, "18 of 20 meetings in any 6 months: 90%; the rule asks for 80%."),
        (2, 3, "2 of 3 meetings in any 6 months: too few to give a percentage."),
        (0, 3, "0 of 3 meetings in any 6 months: 0%; the rule asks for 80%."),
        (0, 0, "0 of 0 meetings in any 6 months: too few to give a percentage."),
    ],
)
def test_a_share_in_words(there: int, of: int, says: str) -> None:
    """So many of so many, and the percentage where there is one to tell."""
    assert share_standing_sentence(ShareStanding(ShareRule(80, SIX_MONTHS), there, of)) == says


def test_the_mark_beside_a_name() -> None:
    """What was counted of what is allowed where a warning is due, nothing where none is."""
    near = member_standing(CANALSIDE.rules, record("2026-10-07A 14A"), ON)
    assert standing_mark(near) == "2 of 2 absences"
    assert standing_in_brief(near) == "2 absences"
    past = member_standing(CANALSIDE.rules, record("2026-10-07A 14A 21A"), ON)
    assert standing_mark(past) == "3 absences, 2 allowed"
    assert standing_mark(MemberStanding()) == ""
    assert len(standing_lines(near, ON)) == len(CANALSIDE.rules.limits)


def test_rounds_that_rotate_are_said() -> None:
    """How many testimonials are due, and that the education is led in turn; nothing where neither is."""
    one = meeting_sentence(MeetingRules(testimonials_due=1, education_due=True, slip_checks=0))
    assert one.endswith(
        "a testimonial is due at each meeting, from the member who gave none for the longest time; "
        "members lead the education in turn."
    )
    assert "; 2 testimonials are due at each meeting" in meeting_sentence(MeetingRules(testimonials_due=2))
