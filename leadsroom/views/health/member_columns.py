"""What is shown of each member: the columns in their order, from which the page, the files and docs are made.

The member's name comes before them, and is none of them.
"""

from __future__ import annotations

from leadsroom.domain.health.statistics import rounded
from leadsroom.views.health.health_column import (
    Cell,
    HealthColumn,
    NoFigure,
    TooLittle,
    cost_column,
    figure,
    how_soon,
    median_cell,
    money_column,
    other_currencies,
    served_column,
    share_column,
    summed,
)

__all__ = ["COLUMNS", "Cell", "HealthColumn", "NoFigure", "TooLittle", "column_named", "median_cell"]

_LEADS = (
    figure("given", "Leads given", "given", "Leads passed to others; raw leads are not among them."),
    figure("received", "Leads received", "rec'd", "Leads received; raw leads are not among them."),
    figure("given_raw", "Raw leads given", "raw", "Passed to others and no lead: a fact is missing, or bad."),
    figure("received_raw", "Raw leads received", "raw in", "Received and no lead."),
    figure("bad", "Bad leads given", "bad", "Of the raw leads given, those that the receiver calls bad."),
    share_column(
        *("raw_share", "Raw share of what was given", "raw %", lambda of: of.raw_share),
        cases="leads and raw leads given",
        definition="Raw leads given, of all leads and raw leads given.",
    ),
    share_column(
        *("bad_share", "Bad share of what was given", "bad %", lambda of: of.bad_share),
        cases="leads and raw leads given",
        definition="Bad leads given, of all leads and raw leads given.",
    ),
    figure(
        "closed", "Closed, of what was given", "closed", "Leads and raw leads given that brought dollars."
    ),
)
_OWN = (
    summed(
        *("own_given", "Own purchases given", "own", lambda of: of.own_given),
        "Leads given for their own household for which dollars were reported in the window.",
    ),
    money_column(
        *("own_dollars_given", "Dollars of own purchases given", "own $", lambda of: of.credited.own),
        "Dollars to their credit of leads for their own household.",
    ),
    summed(
        *("own_received", "Own purchases received", "own in", lambda of: of.own_received),
        "Leads received for the giver's own household for which dollars were reported in the window.",
    ),
    money_column(
        *("own_dollars_received", "Dollars of own purchases received", "own $ in"),
        *(lambda of: of.reported.own, "Dollars reported of leads for the giver's own household."),
    ),
    summed(
        *("paid_once", "Paid once and never again", "once", lambda of: of.paid_once.count),
        "Leads received that were paid first 13 weeks or more before the end, and never again.",
    ),
    summed(
        *("paid_long_ago", "Paid first 13 weeks ago", "paid", lambda of: of.paid_once.of),
        "Leads received that were paid first 13 weeks or more before the end of the window.",
    ),
    share_column(
        *("paid_once_share", "Share of these never paid again", "once %", lambda of: of.paid_once),
        cases="leads paid",
        definition="Paid once and never again, of all paid first 13 weeks or more before the end.",
    ),
)
_DOLLARS = (
    money_column(
        *("dollars_in", "Dollars in", "$ in", lambda of: of.reported.total.minor),
        "Dollars that they reported, in the chapter's currency.",
    ),
    money_column(
        *("dollars_credited", "Dollars credited", "$ credit", lambda of: of.credited.total.minor),
        "Dollars that others reported to their credit, in the chapter's currency.",
    ),
    money_column(
        *("dollars_since", "Dollars in after a lead's first payment", "$ later"),
        *(lambda of: of.reported.since, "Of the dollars in, those after the first payment of a lead."),
    ),
    summed(
        *("other_currencies", "In other currencies", "others", other_currencies),
        "Dollars in, credited and charged in other currencies; never added to the chapter's own.",
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
        definition="Meetings with a place from joining to the first lead received, that one counted.",
    ),
    HealthColumn(
        key="first_dollar",
        title="Weeks to the first dollars",
        short="1st $",
        cell=lambda of: how_soon(of.first_dollar),
        unit="weeks",
        definition="Whole weeks from joining to the first dollars that they reported.",
    ),
)
_THERE = (
    figure(
        "meetings", "Meetings with a place", "places", "Closed regular meetings at which they had a place."
    ),
    summed(
        *("attended", "Attended in person", "there", lambda of: of.attendance.count),
        "Meetings at which they were themselves, late or online too.",
    ),
    share_column(
        *("attendance", "Attendance", "there %", lambda of: of.attendance),
        cases="meetings",
        definition="Attended in person, of the meetings at which they were marked.",
    ),
    figure("substitutes", "Substitutes", "subst.", "Meetings to which a substitute came for them."),
    figure("one_to_ones", "One-to-ones", "1-2-1", "One-to-ones held; each counts for both."),
    figure("visitors", "Visitors brought", "visits", "Visits that they hosted and that count."),
    figure(
        *("joined", "Visitors who joined", "joined"),
        "People whose first visit they hosted, in the window, and who have joined since.",
    ),
    figure("asks", "Asks made", "asks", "Meetings at which it is on record what they look for."),
    figure("answered", "Asks answered", "answ.", "Of the asks, those that a lead has answered since."),
)
_CHECKED = (
    summed(
        *("slips_checked", "Slips checked", "slips", lambda of: of.checks.checked),
        "Of the leads that they gave, how many were read back to the receiver.",
    ),
    summed(
        *("slips_called", "Slips checked: called", "called", lambda of: of.checks.called),
        "Of these, how many the receiver had called.",
    ),
    summed(
        *("slips_expecting", "Slips checked: expecting", "expect.", lambda of: of.checks.expecting),
        "Of these, how many expected the call.",
    ),
    summed(
        *("slips_real", "Slips checked: real", "real", lambda of: of.checks.real),
        "Of these, how many the receiver calls real.",
    ),
    served_column("served_well", "Served well", "well", lambda of: of.well, "was served well"),
    served_column("served_so_so", "Served so-so", "so-so", lambda of: of.so_so, "was served so-so"),
    served_column(
        "served_complaints", "Complaints", "compl.", lambda of: of.complaints, "had reason to complain"
    ),
)


_SEAT = (
    cost_column(
        *("cost", "Cost of the seat", "cost", "total"),
        "Charged in the window for dues, meals, fines and joining, less credit given. Hours have no price.",
    ),
    cost_column("cost_dues", "Cost: dues", "dues", "dues", "Dues charged in the window."),
    cost_column("cost_meals", "Cost: meals", "meals", "meals", "Meals charged in the window."),
    cost_column("cost_fines", "Cost: fines", "fines", "fines", "Fines charged in the window."),
    cost_column(
        "cost_join_fee", "Cost: joining", "join", "join_fee", "The joining fee charged in the window."
    ),
    summed(
        *("hours", "Hours at meetings", "hours", lambda of: rounded(of.cost.hours_exact)),
        "Hours of closed meetings at which they were in person, as these were held.",
        unit="hours",
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
