"""What is shown of each member: the columns in their order, from which the page, the files and docs are made.

The member's name comes before them, and is none of them.
"""

from __future__ import annotations

from leadsroom.domain.health.statistics import rounded
from leadsroom.views.health.health_column import (
    HealthColumn,
    cost_column,
    count_of,
    figure,
    how_soon,
    money_column,
    other_currencies,
    served_column,
    share_column,
    summed,
)

_LEADS = (
    figure(
        "given", "Leads given", "given", definition="Leads passed to others; raw leads are not among them."
    ),
    figure("received", "Leads received", "rec'd", definition="Leads received; raw leads are not among them."),
    figure(
        "given_raw",
        "Raw leads given",
        "raw",
        definition="Passed to others without a fact that a lead needs, or called bad.",
    ),
    figure(
        "received_raw",
        "Raw leads received",
        "raw in",
        definition="Received without a fact that a lead needs, or called bad.",
    ),
    figure(
        "bad",
        "Bad leads given",
        "bad",
        definition="Of the raw leads given, those that the receiver calls bad.",
    ),
    share_column(
        "raw_share",
        "Raw share of what was given",
        "raw %",
        share=lambda of: of.raw_share,
        cases="leads and raw leads given",
        definition="Raw leads given, of all leads and raw leads given.",
    ),
    share_column(
        "bad_share",
        "Bad share of what was given",
        "bad %",
        share=lambda of: of.bad_share,
        cases="leads and raw leads given",
        definition="Bad leads given, of all leads and raw leads given.",
    ),
    figure(
        "closed",
        "Closed, of what was given",
        "closed",
        definition="Leads and raw leads given that brought dollars.",
    ),
)
_OWN = (
    summed(
        "own_given",
        "Own purchases given",
        "own",
        value=lambda of: of.own_given,
        definition="Leads and raw leads given for their own household, with dollars reported in the window.",
    ),
    money_column(
        "own_dollars_given",
        "Dollars of own purchases given",
        "own $",
        minor=lambda of: of.credited.own,
        definition="Dollars to their credit of leads for their own household.",
    ),
    summed(
        "own_received",
        "Own purchases received",
        "own in",
        value=lambda of: of.own_received,
        definition="Leads and raw leads received for the giver's household, with dollars in the window.",
    ),
    money_column(
        "own_dollars_received",
        "Dollars of own purchases received",
        "own $ in",
        minor=lambda of: of.reported.own,
        definition="Dollars reported of leads for the giver's own household.",
    ),
    count_of(
        "paid_once",
        "Paid once and never again",
        "once",
        share=lambda of: of.paid_once,
        part="count",
        definition="Of the leads first paid 13 weeks or longer before the end, those never paid again.",
    ),
    count_of(
        "paid_long_ago",
        "First paid 13 weeks or longer ago",
        "paid",
        share=lambda of: of.paid_once,
        part="of",
        definition="Leads received, whenever passed, whose first payment came in the window, and 13 weeks or "
        "more before its end.",
    ),
    share_column(
        "paid_once_share",
        "Share of these never paid again",
        "once %",
        share=lambda of: of.paid_once,
        cases="leads paid",
        definition="Paid once and never again, of all first paid in the window, 13 weeks or longer before "
        "its end.",
    ),
)
_DOLLARS = (
    money_column(
        "dollars_in",
        "Dollars in",
        "$ in",
        minor=lambda of: of.reported.total.minor,
        definition="Dollars that they reported, in the chapter's currency.",
    ),
    money_column(
        "dollars_credited",
        "Dollars credited",
        "$ credit",
        minor=lambda of: of.credited.total.minor,
        definition="Dollars that others reported to their credit, in the chapter's currency.",
    ),
    money_column(
        "dollars_since",
        "Dollars in after a lead's first payment",
        "$ later",
        minor=lambda of: of.reported.since,
        definition="Of the dollars in, those after the first payment of a lead.",
    ),
    summed(
        "other_currencies",
        "In other currencies",
        "foreign",
        value=other_currencies,
        definition="Dollars in, credited and charged in other currencies; never added to the chapter's own.",
        is_number=False,
    ),
)
_SOON = (
    HealthColumn(
        key="first_lead",
        title="Meetings to the first lead",
        short="1st lead",
        cell=lambda of: how_soon(of.first_lead),
        unit="meetings",
        definition="Meetings with a place from joining to the first lead received, that one counted. "
        "The median is of those who have one.",
    ),
    HealthColumn(
        key="first_dollar",
        title="Weeks to the first dollars",
        short="1st $",
        cell=lambda of: how_soon(of.first_dollar),
        unit="weeks",
        definition="Whole weeks from joining to the first dollars that they reported. "
        "The median is of those who have any.",
    ),
)
_THERE = (
    figure(
        "meetings",
        "Meetings with a place",
        "places",
        definition="Closed regular meetings at which they had a place.",
    ),
    summed(
        "attended",
        "Attended in person",
        "there",
        value=lambda of: of.attendance.count,
        definition="Meetings at which they were themselves, late or online too.",
    ),
    share_column(
        "attendance",
        "Attendance",
        "there %",
        share=lambda of: of.attendance,
        cases="meetings",
        definition="Attended in person, of the meetings at which they were marked.",
    ),
    figure(
        "substitutes", "Substitutes", "subst.", definition="Meetings to which a substitute came for them."
    ),
    figure("one_to_ones", "One-to-ones", "1-2-1", definition="One-to-ones held; each counts for both."),
    figure(
        "visitors",
        "Visitors brought",
        "visits",
        definition="Visits that they hosted; those of an open house only where the chapter counts them.",
    ),
    figure(
        "joined",
        "Visitors who joined",
        "joined",
        definition="People whose first visit they hosted, in the window, and who have joined since.",
    ),
    figure("asks", "Asks made", "asks", definition="Meetings at which it is on record what they look for."),
    figure(
        "answered", "Asks answered", "answ.", definition="Of the asks, those that a lead has answered since."
    ),
)
_CHECKED = (
    summed(
        "slips_checked",
        "Slips checked",
        "slips",
        value=lambda of: of.checks.checked,
        definition="How often a slip that they gave was read back to the receiver.",
    ),
    summed(
        "slips_called",
        "Slips checked: called",
        "called",
        value=lambda of: of.checks.called,
        definition="At how many of these checks the receiver had called.",
    ),
    summed(
        "slips_expecting",
        "Slips checked: expecting",
        "expect.",
        value=lambda of: of.checks.expecting,
        definition="At how many of these the prospect expected the call.",
    ),
    summed(
        "slips_real",
        "Slips checked: real",
        "real",
        value=lambda of: of.checks.real,
        definition="At how many of these the receiver calls it real.",
    ),
    served_column("served_well", "Served well", "well", count=lambda of: of.well, what="was served well"),
    served_column(
        "served_so_so", "Served so-so", "so-so", count=lambda of: of.so_so, what="was served so-so"
    ),
    served_column(
        "served_complaints",
        "Complaints",
        "compl.",
        count=lambda of: of.complaints,
        what="had reason to complain",
    ),
)


_SEAT = (
    cost_column(
        "cost",
        "Cost of the seat",
        "cost",
        part="total",
        definition="Dues, meals, fines and joining charged in the window, less credit. Hours have no price.",
    ),
    cost_column("cost_dues", "Cost: dues", "dues", part="dues", definition="Dues charged in the window."),
    cost_column(
        "cost_meals", "Cost: meals", "meals", part="meals", definition="Meals charged in the window."
    ),
    cost_column(
        "cost_fines", "Cost: fines", "fines", part="fines", definition="Fines charged in the window."
    ),
    cost_column(
        "cost_join_fee",
        "Cost: joining",
        "join",
        part="join_fee",
        definition="The joining fee charged in the window.",
    ),
    summed(
        "hours",
        "Hours at meetings",
        "hours",
        value=lambda of: rounded(of.cost.hours_exact),
        definition="Hours of closed meetings at which they were in person, as these were held.",
        unit="hours",
        exact=lambda of: of.cost.hours_exact,
    ),
    HealthColumn(
        key="months",
        title="Months since joined",
        short="months",
        cell=lambda of: of.months_since_joined,
        unit="months",
        definition="Whole months from the day of joining to today.",
    ),
    HealthColumn(
        key="renews_on",
        title="Renews on",
        short="renews",
        cell=lambda of: of.renews_on,
        is_number=False,
        definition="The first day of the next year of dues, else the next anniversary of joining.",
    ),
)
_ADVICE = HealthColumn(
    key="advice",
    title="What should be done",
    short="advice",
    cell=lambda of: of.advice[0].words if of.advice else "",
    is_number=False,
    definition="The most pressing sentence for whom something should be done; none where nothing is to do.",
)
COLUMNS = (*_LEADS, *_OWN, *_DOLLARS, *_SOON, *_THERE, *_CHECKED, *_SEAT, _ADVICE)
_BY_KEY = {column.key: column for column in COLUMNS}


def column_named(key: str) -> HealthColumn:
    """The column of a key. Raises KeyError."""
    return _BY_KEY[key]
