"""What a scorecard can count of a member or of a chapter, each with its words and its definition.

What counts in a period, and on which day, is said in `leadsroom.domain.health.figures`.
"""

from __future__ import annotations

from msgspec import Struct


class Counted(Struct, frozen=True, kw_only=True):
    """Something that can be counted: its name as data, its title, one and many of it, and its definition.

    `short` is its heading where there is little room.

    `is_money`: an amount in major units. `is_percent`: a share in percent. `is_stock`: as of one day, and
    `is_net` a difference of two such. None of these is divided by weeks. `a_member`: it is divided by the
    members too.
    """

    key: str
    title: str
    short: str
    one: str
    many: str
    definition: str
    is_money: bool = False
    is_percent: bool = False
    is_stock: bool = False
    is_net: bool = False
    a_member: bool = False

    @property
    def is_divided(self) -> bool:
        """Whether it may be divided by weeks, months or meetings."""
        return not (self.is_money or self.is_percent or self.is_stock or self.is_net)

    def of(self, number: int) -> str:
        """`1 lead`, `7 leads`."""
        return f"{number:,} {self.one if number == 1 else self.many}"


_MEMBERS = (
    Counted(
        key="absences",
        title="Absences",
        short="absent",
        one="absence",
        many="absences",
        definition="Meetings at which the member was marked absent; a substitute or a medical leave is none.",
    ),
    Counted(
        key="late",
        title="Late",
        short="late",
        one="late arrival",
        many="late arrivals",
        definition="Meetings at which the member was marked late.",
    ),
    Counted(
        key="substitutes",
        title="Substitutes",
        short="subst.",
        one="substitute",
        many="substitutes",
        definition="Meetings at which a substitute came for the member.",
    ),
    Counted(
        key="attendance",
        title="Attendance",
        short="attended",
        one="%",
        many="%",
        is_percent=True,
        definition="The share of the meetings at which the member was marked that they attended in person.",
    ),
    Counted(
        key="leads",
        title="Leads given",
        short="leads",
        one="lead",
        many="leads",
        definition="Leads that the member gave, inside and outside; raw leads and second slips are left out.",
    ),
    Counted(
        key="raw_leads",
        title="Raw leads given",
        short="raw",
        one="raw lead",
        many="raw leads",
        definition="Raw leads that the member gave.",
    ),
    Counted(
        key="visitors",
        title="Visitors",
        short="visitors",
        one="visitor",
        many="visitors",
        definition="Visits that the member hosted.",
    ),
    Counted(
        key="joined",
        title="Visitors who joined",
        short="joined",
        one="visitor who joins",
        many="visitors who join",
        definition="People of whose visits the member hosted the first, in the window, and who joined since.",
    ),
    Counted(
        key="one_to_ones",
        title="One-to-ones",
        short="1-to-1",
        one="one-to-one",
        many="one-to-ones",
        definition="One-to-ones with another member; each counts for both.",
    ),
    Counted(
        key="training",
        title="Training",
        short="trained",
        one="training",
        many="trainings",
        definition="Trainings credited to the member.",
    ),
    Counted(
        key="testimonials",
        title="Testimonials",
        short="praise",
        one="testimonial",
        many="testimonials",
        definition="Testimonials that the member gave.",
    ),
    Counted(
        key="asks",
        title="Asks",
        short="asks",
        one="ask",
        many="asks",
        definition="Meetings at which the member asked for a lead.",
    ),
    Counted(
        key="closed_business",
        title="Closed business",
        short="closed",
        one="dollar",
        many="dollars",
        is_money=True,
        definition="Dollars that others reported to the member's credit, in the chapter's money.",
    ),
    Counted(
        key="dollars_in",
        title="Dollars in",
        short="dollars",
        one="dollar",
        many="dollars",
        is_money=True,
        definition="Dollars that the member reported, in the chapter's money.",
    ),
)
_CHAPTER = (
    Counted(
        key="size",
        title="Size",
        short="size",
        one="member",
        many="members",
        is_stock=True,
        definition="Members on the last day of the window, on leave too.",
    ),
    Counted(
        key="net_growth",
        title="Net growth",
        short="growth",
        one="more member who joins",
        many="more members who join",
        is_net=True,
        definition="Members on the last day of the window less those on the day before it.",
    ),
    Counted(
        key="retention",
        title="Retention",
        short="stayed",
        one="%",
        many="%",
        is_percent=True,
        definition="Of the members on the day before the window, the share who are members on its last day.",
    ),
    Counted(
        key="leads",
        title="Leads a member",
        short="leads",
        one="lead",
        many="leads",
        a_member=True,
        definition=(
            "Leads that members gave, for each member; raw leads and second slips are left out. Members are "
            "those who had a place, as an average of the meetings."
        ),
    ),
    Counted(
        key="visitors",
        title="Visitors",
        short="visitors",
        one="visitor",
        many="visitors",
        definition="Visits, with a host or without one.",
    ),
    Counted(
        key="visitors_joined",
        title="Visitors who joined",
        short="joined",
        one="%",
        many="%",
        is_percent=True,
        definition=(
            "Of the people whose first visit was in the window and at least 13 weeks ago, the share of those "
            "who joined since."
        ),
    ),
    Counted(
        key="absences",
        title="Absenteeism",
        short="absent",
        one="%",
        many="%",
        is_percent=True,
        definition="The share of the marks that say absent.",
    ),
)
OF_MEMBERS = {each.key: each for each in _MEMBERS}
OF_CHAPTER = {each.key: each for each in _CHAPTER}
