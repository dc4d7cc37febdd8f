"""Changing one part of the rules: the rest stays as it was, and what the form says is what comes out."""

from __future__ import annotations

import pytest

from leadsroom.domain.rules.chapter_rules import NO_RULES
from leadsroom.domain.rules.rule_edit import FRESH_LIMIT, put, read_count, read_count_or_none, without
from leadsroom.domain.rules.rule_presets import LEADS_CLUB, NYC_62, POWERTIPPS, RULE_PRESETS
from leadsroom.domain.rules.rule_words import RulePart, rule_lines
from leadsroom.errors import Refused
from screens.dialogs.rule_form import Chosen
from screens.dialogs.rule_forms import rule_form

EVERY = [
    (preset.name, line.part, line.index)
    for preset in RULE_PRESETS
    for line in rule_lines(preset.rules, "USD", "US")
    if line.index >= 0
]


@pytest.mark.parametrize(("name", "part", "index"), EVERY)
def test_a_form_that_is_left_as_it_opens_changes_nothing(name, part, index):
    """Every rule of every preset, opened and saved untouched, is the same rule."""
    rules = next(preset.rules for preset in RULE_PRESETS if preset.name == name)
    form = rule_form(rules, part, index, "USD", "US")
    answers = {a.name: a.value if isinstance(a, Chosen) else a.reads(a.text) for a in form.asked}
    assert form.build(answers) == rules


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
    answers = {a.name: a.value if isinstance(a, Chosen) else a.reads(a.text) for a in form.asked}
    assert form.sentence(form.build(answers)).endswith((".", "remark"))


def test_a_new_rule_goes_behind_the_others():
    """Where there is no rule at a place, one more is added at the end."""
    limits = NYC_62.rules.limits
    assert put(limits, -1, FRESH_LIMIT) == (*limits, FRESH_LIMIT)
    assert put(limits, 0, FRESH_LIMIT) == (FRESH_LIMIT, limits[1])


def test_money_parts_are_taken_out_by_themselves():
    """Dues, fees and fines go one by one, the rest of the money stays."""
    bare = without(LEADS_CLUB.rules, RulePart.DUES, 0).money
    assert (bare.dues, bare.join_fee) == (None, 15000)
    assert without(LEADS_CLUB.rules, RulePart.FEES, 0).money.dues == LEADS_CLUB.rules.money.dues
    assert not without(POWERTIPPS.rules, RulePart.FINES, 0).money.fines


@pytest.mark.parametrize("typed", ["", "-1", "100", "x", "1.5", "２", "99999"])
def test_what_is_no_count_is_refused(typed):
    """A number outside its bounds, and what is none, is refused with the bounds."""
    with pytest.raises(Refused, match="from 0 to 99"):
        read_count(typed)


def test_a_count_may_be_left_open():
    """Nothing typed means none where that is allowed."""
    assert (read_count_or_none(" "), read_count_or_none("2"), read_count("99")) == (None, 2, 99)
