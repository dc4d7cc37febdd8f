"""Changing one part of the rules: the rest stays as it was, and what the form says is what comes out."""

from __future__ import annotations

import pytest

from leadsroom.domain.rules.chapter_rules import (
    NO_RULES,
    Counted,
    Dues,
    DuesFrom,
    FineEvent,
    Given,
    Quota,
    Share,
    Then,
)
from leadsroom.domain.rules.rule_edit import FRESH_LIMIT, put, read_count, read_count_or_none, without
from leadsroom.domain.rules.rule_presets import LEADS_CLUB, NYC_62, POWERTIPPS, RULE_PRESETS
from leadsroom.domain.rules.rule_words import RulePart, rule_lines
from leadsroom.domain.rules.windows import LengthUnit, PeriodKind, Window, WindowKind
from leadsroom.errors import Refused
from screens.kit.form.drawing import Drawing, Room
from screens.kit.form.field import Misfilled
from screens.kit.form.form import Remark
from screens.rules.forms import rule_form

EVERY = [
    (preset.name, line.part, line.index)
    for preset in RULE_PRESETS
    for line in rule_lines(preset.rules, "USD", "US")
    if line.index >= 0
]


def new(part, rules=NO_RULES):
    """The form of a rule that is not there yet."""
    return rule_form(rules, part, -1, "USD", "US")


def fill(form, **drafts):
    """Fill fields in, by their names."""
    for name, draft in drafts.items():
        form.named(name).draft = draft
    form.edited()
    return form


def shown(form):
    """The names of the fields in view."""
    return [field.name for field in form.fields]


@pytest.mark.parametrize(("name", "part", "index"), EVERY)
def test_a_form_that_is_left_as_it_opens_changes_nothing(name, part, index):
    """Every rule of every preset, opened and saved untouched, is the same rule, and says so."""
    rules = next(preset.rules for preset in RULE_PRESETS if preset.name == name)
    form = rule_form(rules, part, index, "USD", "US")
    assert form.build() == rules
    assert form.corrects
    assert form.sentence in {line.sentence for line in rule_lines(rules, "USD", "US")}


@pytest.mark.parametrize("part", RulePart)
def test_no_label_runs_into_what_is_filled_in(part):
    """Each is drawn whole beside its field, with a blank between."""
    form = new(part)
    drawing = Drawing(form, form.fields[0], Remark(), Room(120, 60, is_low=False))
    drawn = {line.plain[:14] for line in drawing.lines(is_worth_draft=False)}
    assert {f"  {field.label}".ljust(13) + " " for field in form.fields} <= drawn


@pytest.mark.parametrize(("name", "part", "index"), EVERY)
def test_a_rule_taken_out_leaves_the_others(name, part, index):
    """Taking a rule out takes out its sentence and no other."""
    rules = next(preset.rules for preset in RULE_PRESETS if preset.name == name)
    before = {line.sentence for line in rule_lines(rules, "USD", "US") if line.part is not part}
    after = {line.sentence for line in rule_lines(without(rules, part, index), "USD", "US")}
    assert before <= after


@pytest.mark.parametrize("part", list(RulePart))
def test_every_part_can_be_begun_from_nothing(part):
    """A chapter without rules gets a form for each part, and what it builds can be read back."""
    form = rule_form(NO_RULES, part, -1, "EUR", "DE")
    assert form.sentence.endswith(".") or part is RulePart.REMARK
    assert form.remark(form.first).words.plain == form.sentence


@pytest.mark.parametrize("part", list(RulePart))
def test_a_form_can_be_left_and_gone_on_with(part):
    """What is kept of a form fills another one of the same rule in, as it was left."""
    form, again = new(part), new(part)
    again.put_back(form.draft)
    assert again.draft == form.draft
    assert again.build() == form.build()


def test_no_label_is_cut():
    """The name of every field of every part fits before what is filled in."""
    labels = [field.label for part in RulePart for field in new(part).every_field]
    assert max(map(len, labels)) <= 12


def test_a_limit_is_read_back_while_it_is_filled_in():
    """Its sentence follows each field; where one cannot be read there is none."""
    form = fill(new(RulePart.LIMIT), allowed="1")
    assert form.sentence == "At most 1 absence in any 6 months; with the 2nd the membership may end."
    fill(form, counts=Counted.LATE, window=WindowKind.QUARTER, then=Then.CHAPTER_DECIDES)
    (limit,) = form.build().limits
    assert (limit.counts, limit.allowed, limit.window) == (Counted.LATE, 1, Window(WindowKind.QUARTER))
    assert fill(form, allowed="many").sentence == ""


def test_only_a_rolling_window_is_so_long():
    """How many months or weeks is asked where that means something, by its own name."""
    form = new(RulePart.LIMIT)
    assert "length" in shown(form)
    assert form.named("length").label == "Months"
    assert fill(form, window=WindowKind.ROLLING_WEEKS).named("length").label == "Weeks"
    assert "length" not in shown(fill(form, window=WindowKind.YEAR))
    assert "length" not in shown(fill(form, window=WindowKind.IN_A_ROW, length="x"))
    assert form.build().limits[0].window == Window(WindowKind.IN_A_ROW)


def test_a_window_needs_its_length():
    """Without a number of months it is asked for, at its field."""
    form = fill(new(RulePart.SHARE), length="")
    with pytest.raises(Misfilled, match="from 1 to 60") as refused:
        form.build()
    assert refused.value.field is form.named("length")


def test_substitutes_have_a_window_where_they_are_limited():
    """Until somebody says how often one person may stand in, nobody is asked within what."""
    form = new(RulePart.SUBSTITUTES)
    assert shown(form) == ["pitch", "profession", "same_person"]
    assert form.build() == NO_RULES
    fill(form, same_person="2")
    assert shown(form) == ["pitch", "profession", "same_person", "window", "length"]
    assert form.build().substitutes.same_person_window == Window(WindowKind.ROLLING_MONTHS, 6)


def test_only_a_substitute_can_be_an_absence():
    """One absence too many cannot count as an absence again: that is said at the field."""
    form = fill(new(RulePart.LIMIT), then=Then.ABSENCE)
    with pytest.raises(Misfilled, match="substitute") as refused:
        form.build()
    assert refused.value.field is form.named("then")
    assert fill(form, counts=Counted.SUBSTITUTE).build().limits[0].then is Then.ABSENCE


def test_how_many_substitutes_is_asked_where_meetings_missed_are_counted():
    """Of six at least three; of six no seven; and a reminder asks for neither that nor for warnings."""
    form = new(RulePart.LIMIT)
    assert "with_substitute" not in shown(form)
    fill(form, counts=Counted.MISSED, allowed="6", with_substitute="3")
    assert form.sentence == (
        "At most 6 missed meetings in any 6 months, at least 3 of them with a substitute; with the 7th, "
        "or the 4th without a substitute, the membership may end."
    )
    with pytest.raises(Misfilled, match="Of 2 at most 2") as refused:
        fill(form, allowed="2").build()
    assert refused.value.field is form.named("with_substitute")
    fill(form, then=Then.REMINDER)
    assert {"with_substitute", "warn"}.isdisjoint(shown(form))
    assert form.sentence == "A reminder is due with the 2nd missed meeting in any 6 months."
    assert form.build().limits[0].with_substitute == 0


def test_whether_an_excuse_ends_a_run_is_asked_where_excuses_do_not_count():
    """An excused absence that counts makes a run longer: there is nothing to ask."""
    form = fill(new(RulePart.COUNTING), excused_ends_run="True")
    assert form.build().counting.excused_ends_run
    assert form.sentence.endswith("do not count; an excused absence ends a run of absences.")
    assert "excused_ends_run" not in shown(fill(form, excused="True"))
    assert not form.build().counting.excused_ends_run


def test_months_of_the_calendar_are_so_many():
    """Several calendar months ask how many, as rolling ones do."""
    form = fill(new(RulePart.LIMIT), window=WindowKind.CALENDAR_MONTHS, length="3")
    assert form.named("length").label == "Months"
    assert form.build().limits[0].window == Window(WindowKind.CALENDAR_MONTHS, 3)


def test_attendance_in_person_is_a_rule_of_its_own():
    """The same share with and without substitutes reads differently."""
    form = fill(new(RulePart.SHARE), in_person="True")
    assert form.sentence == "Members attend 80% of the meetings in any 6 months in person."
    assert form.build().shares[0].in_person


def test_bounds_of_leaves_are_asked_for_one_by_one():
    """What is not bound is not asked in what, in which window, or what goes beyond it means."""
    form = new(RulePart.LEAVES)
    assert shown(form) == ["longest", "in_all"]
    assert form.sentence == "A leave may last as long as it takes."
    fill(form, longest="8")
    assert shown(form) == ["longest", "longest_in", "in_all", "refuses"]
    assert form.sentence == "A leave lasts at most 8 weeks; what goes beyond is pointed out."
    fill(form, in_all="3", in_all_in=LengthUnit.MONTHS, refuses="True")
    assert form.sentence == (
        "A leave lasts at most 8 weeks; a member is on leave at most 3 months in a year; "
        "what goes beyond is refused."
    )
    fill(form, longest="", in_all="")
    assert form.build().leaves == NO_RULES.leaves


def test_leads_of_the_own_household_are_asked_about():
    """Like any other lead until the chapter says that they count with money only."""
    form = new(RulePart.LEADS)
    assert form.sentence == "A lead for the giver's own household counts like any other."
    fill(form, household="True")
    assert form.sentence == "A lead for the giver's own household counts once money is reported for it."
    assert form.build().leads.household_needs_money


def test_a_quota_is_satisfied_by_something():
    """At least one kind satisfies it; those that were answered with yes do."""
    form = fill(new(RulePart.QUOTA), amount="3", per=PeriodKind.QUARTER, lead="n")
    with pytest.raises(Misfilled, match="at least one thing"):
        form.build()
    (quota,) = fill(form, visitor="y", testimonial="y").build().quotas
    assert quota == Quota(3, PeriodKind.QUARTER, frozenset({Given.VISITOR, Given.TESTIMONIAL}))


def test_sums_are_read_in_the_money_of_the_chapter():
    """Dues and fines are amounts as they are typed there; blank is none."""
    dues = fill(new(RulePart.DUES), amount="$120", on_leave="False").build().money.dues
    assert dues == Dues(12000, PeriodKind.QUARTER, on_leave=False)
    fines = fill(new(RulePart.FINES), late="0.25", phone="1").build().money.fines
    assert fines == {FineEvent.LATE: 25, FineEvent.PHONE: 100}
    assert (
        fill(rule_form(LEADS_CLUB.rules, RulePart.DUES, 0, "USD", "US"), amount="").build().money.dues is None
    )


def test_dues_in_parts_and_shares():
    """A year can be paid in parts of whole months, a month in none; by the meeting nothing of it is asked."""
    form = fill(
        new(RulePart.DUES),
        amount="$120",
        per=PeriodKind.YEAR,
        starts="joining",
        parts="4",
        joining="days",
        leaving="none",
    )
    dues = Dues(12000, PeriodKind.YEAR, starts=DuesFrom.JOINING, parts=4, joining=Share.DAYS)
    assert form.build().money.dues == dues
    with pytest.raises(Misfilled, match="month cannot be paid in 4 parts"):
        fill(form, per=PeriodKind.MONTH).build()
    assert {"starts", "parts", "joining", "leaving"} <= set(shown(form))
    fill(form, per=PeriodKind.MEETING, parts="1")
    assert not {"starts", "parts", "joining", "leaving"} & set(shown(form))
    assert form.build().money.dues == Dues(12000, PeriodKind.MEETING)


def test_offices_are_listed_once():
    """By name, whatever the letters; of those that are shared several members may hold one."""
    offices = (
        fill(new(RulePart.OFFICES), listed="President; Secretary; president", shared="Host").build().offices
    )
    assert offices.listed == ("President", "Secretary")
    assert offices.is_shared("host")
    assert not fill(new(RulePart.OFFICES)).build().offices.listed


def test_a_draft_belongs_to_one_rule():
    """What is kept of one limit fills no other one in, and that of a new one no old one."""
    forms = [rule_form(NYC_62.rules, RulePart.LIMIT, index, "USD", "US") for index in (0, 1, -1)]
    assert len({form.draft_name for form in forms}) == 3


def test_a_new_rule_goes_behind_the_others():
    """Where there is no rule at a place, one more is added at the end, also as it was proposed."""
    limits = NYC_62.rules.limits
    assert put(limits, -1, FRESH_LIMIT) == (*limits, FRESH_LIMIT)
    assert put(limits, 0, FRESH_LIMIT) == (FRESH_LIMIT, limits[1])
    form = new(RulePart.LIMIT, NYC_62.rules)
    assert not form.corrects
    assert form.build().limits == (*limits, FRESH_LIMIT)


def test_money_parts_are_taken_out_by_themselves():
    """Dues, fees and fines go one by one, the rest of the money stays."""
    bare = without(LEADS_CLUB.rules, RulePart.DUES, 0).money
    assert (bare.dues, bare.join_fee) == (None, 15000)
    assert without(LEADS_CLUB.rules, RulePart.FEES, 0).money.dues == LEADS_CLUB.rules.money.dues
    assert not without(POWERTIPPS.rules, RulePart.FINES, 0).money.fines


@pytest.mark.parametrize("typed", ["", "-1", "100", "x", "1.5", "99999"])
def test_what_is_no_count_is_refused(typed):
    """A number outside its bounds, and what is none, is refused with the bounds."""
    with pytest.raises(Refused, match="from 0 to 99"):
        read_count(typed)


def test_a_count_may_be_left_open():
    """Nothing typed means none where that is allowed."""
    assert (read_count_or_none(" "), read_count_or_none("2"), read_count("99")) == (None, 2, 99)
    assert read_count("２") == 2  # digits are read as any script writes them


def test_rounds_that_rotate_are_chosen_in_their_own_fields():
    """Testimonials by number and the education by yes; the alarm of a pause stays as it was."""
    form = new(RulePart.MEETING)
    fill(form, testimonials="2", education="y")
    meeting = form.build().meeting
    assert (meeting.testimonials_due, meeting.education_due) == (2, True)
    assert meeting.pause_alarm == NO_RULES.meeting.pause_alarm
