"""The texts of the sample chapter's table: needs, asks, names of prospects, testimonials."""

from __future__ import annotations

from typing import NamedTuple


class Profession(NamedTuple):
    """A profession: the needs it serves, its asks, and the price of one job, in whole dollars."""

    needs: tuple[str, ...]
    asks: tuple[str, ...]
    least: int
    most: int


PROFESSIONS = {
    "Web design": Profession(
        ("new web shop", "website redesign", "booking page", "site that works on phones", "menu online"),
        (
            "dental offices with 5+ staff",
            "shops that still sell by phone",
            "restaurants with a website older than five years",
        ),
        1_800,
        9_500,
    ),
    "Business banking": Profession(
        ("business account", "equipment loan", "line of credit", "card terminal", "loan for a second shop"),
        ("contractors who buy a truck this year", "owners who opened a second location", "medical practices"),
        600,
        4_000,
    ),
    "Florist": Profession(
        ("wedding flowers", "weekly flowers for the lobby", "funeral wreaths", "table pieces for a gala"),
        ("brides who marry in spring", "hotels and restaurants with a front desk", "funeral homes"),
        180,
        3_800,
    ),
    "Accounting": Profession(
        (
            "tax return for two years",
            "payroll for six people",
            "books cleaned up",
            "help with an audit letter",
        ),
        ("owners who do their own payroll", "anybody with a letter from the tax office", "new partnerships"),
        700,
        6_500,
    ),
    "Family law": Profession(
        ("divorce", "custody agreement", "prenuptial agreement", "adoption papers", "mediation"),
        ("couples who want to settle without court", "grandparents who raise grandchildren", "mediators"),
        2_500,
        12_000,
    ),
    "Residential real estate": Profession(
        ("sell a condo", "first home near the school", "downsize from a house", "rent out a second home"),
        ("parents whose children have moved out", "renters whose lease ends in summer", "estate lawyers"),
        7_500,
        24_000,
    ),
    "Mortgage broker": Profession(
        ("refinance", "first mortgage", "loan for a duplex", "bridge loan until the sale"),
        ("first-time buyers with a deposit", "owners whose fixed rate ends this year", "builders"),
        2_200,
        9_000,
    ),
    "House painter": Profession(
        ("paint three bedrooms", "outside of a Victorian", "office repainted over a weekend", "stairwell"),
        ("owners who are about to sell", "property managers with 20+ flats", "offices that are moving"),
        900,
        8_500,
    ),
    "Chiropractor": Profession(
        ("back pain after an accident", "stiff neck from desk work", "runner with a bad hip"),
        ("people who sit nine hours a day", "personal trainers", "anybody rear-ended lately"),
        240,
        1_600,
    ),
    "Dentist": Profession(
        ("new family dentist", "implant", "teeth whitening before a wedding", "crown that broke"),
        ("families new in town", "people afraid of dentists", "firms with a dental plan"),
        250,
        4_200,
    ),
    "Travel agent": Profession(
        ("honeymoon in Portugal", "family reunion cruise", "sales trip for twelve"),
        (
            "couples who marry this year",
            "firms that reward their sales team",
            "families with a big birthday coming",
        ),
        400,
        2_500,
    ),
    "Property insurance": Profession(
        (
            "home insurance for a new buyer",
            "cover for a workshop",
            "landlord policy",
            "earthquake cover",
            "van fleet",
        ),
        ("landlords with two to ten units", "buyers in escrow", "shops in old buildings"),
        350,
        2_800,
    ),
    "Caterer": Profession(
        (
            "lunch for a board meeting",
            "wedding for 120",
            "retirement party",
            "weekly office lunch",
            "gallery opening",
        ),
        ("offices of 30 or more", "wedding planners", "anybody turning fifty"),
        450,
        9_800,
    ),
    "Computer consultant": Profession(
        (
            "backup that works",
            "new network for an office",
            "laptop full of viruses",
            "move mail to the cloud",
            "help desk for ten people",
        ),
        (
            "offices of 5 to 40 people without an IT person",
            "practices with an old server",
            "firms that are moving",
        ),
        300,
        5_200,
    ),
    "Interior designer": Profession(
        ("kitchen remodel", "waiting room makeover", "colours for a whole house", "furnish a rental"),
        ("owners who have just closed on a home", "doctors with a tired waiting room", "architects"),
        1_200,
        11_000,
    ),
    "Mover": Profession(
        (
            "two-bedroom move",
            "office move over a weekend",
            "storage for three months",
            "piano to the second floor",
        ),
        ("people in escrow", "offices whose lease ends", "seniors who downsize"),
        700,
        4_800,
    ),
    "Printer": Profession(
        ("brochures", "wedding invitations", "2,000 business cards", "banners for a trade show", "menus"),
        ("firms with a new logo", "schools with a fund-raiser", "anybody who exhibits at a fair"),
        150,
        2_400,
    ),
    "Photographer": Profession(
        ("portraits for a website", "wedding", "pictures of a listing", "team photo", "product shots"),
        (
            "couples with a date but no photographer",
            "agents with empty listings",
            "firms whose team page is old",
        ),
        350,
        4_500,
    ),
    "Massage therapist": Profession(
        ("gift card for a birthday", "sports massage", "chair massage for an office"),
        ("runners", "offices that spoil their staff", "new mothers"),
        90,
        700,
    ),
}

# Where a customer of one profession goes next: a lead travels around the room (FIELD §2).
NEXT_PROFESSIONS = {
    "Family law": ("Residential real estate", "Accounting"),
    "Residential real estate": ("Mover", "Mortgage broker", "Property insurance"),
    "Mortgage broker": ("Property insurance", "Residential real estate"),
    "Mover": ("House painter", "Interior designer"),
    "Interior designer": ("House painter", "Florist"),
    "House painter": ("Interior designer",),
    "Web design": ("Photographer", "Printer", "Computer consultant"),
    "Caterer": ("Florist", "Photographer"),
    "Photographer": ("Printer", "Web design"),
    "Business banking": ("Accounting", "Property insurance"),
    "Chiropractor": ("Massage therapist",),
}

FIRST_NAMES = (
    "Jane", "Victor", "Aisha", "Colin", "Teresa", "Hugo", "Lena", "Derek", "Mei", "Patrick", "Rosalind",
    "Ahmed", "Beatriz", "Todd", "Yara", "Nolan", "Greta", "Ivan", "Camille", "Oscar", "Dina", "Malik",
    "Sheila", "Bruno", "Naomi", "Felix", "Joy", "Warren", "Ines", "Kofi", "Laurel", "Stefan", "Carmen",
    "Dale", "Ruby", "Anton",
)  # fmt: skip
LAST_NAMES = (
    "Doe", "Hansen", "Okafor", "Marsh", "Delgado", "Bauer", "Nguyen", "Castle", "Petrov", "Lindqvist",
    "Moreau", "Shah", "Kowalski", "Byrne", "Salazar", "Whitmore", "Ito", "Garza", "Finch", "Abbott",
    "Romano", "Sato", "Cole", "Vega", "Hartley", "Osei", "Lund", "Farrell", "Mehta", "Pruitt", "Quinn",
    "Barros", "Ellery", "Novotny",
)  # fmt: skip
FIRMS = (
    "Bluepoint Dental", "Cedar Yoga", "Marina Hardware", "Golden Oak School", "Pier Nine Coffee",
    "Sunset Vets", "Lighthouse Books", "Corner Bakery Co-op", "Tidewater Gym", "Old Mill Hotel",
    "Anchor Brewing Supply", "Dune Landscape", "Bayside Montessori", "Ferry Street Theater",
    "Northgate Pharmacy", "Redwood Cycles",
)  # fmt: skip
AREA_CODES = ("415", "510", "628", "650", "925")

NOTES = (
    "",
    "",
    "",
    "paid at once",
    "signed last week",
    "and a second job to follow",
    "they asked for you by name",
    "closed faster than I thought",
)
GOOD_WORDS = (
    "{about} answered the same day and had it done by Friday.",
    "I sent my own sister to {about}, and she thanks me still.",
    "My client says the quote from {about} was the only one without surprises.",
    "{about} stayed late to get it right and did not charge for it.",
    "Honest advice: {about} told me that I did not need the expensive one.",
    "Three people I sent to {about} have come back happy.",
    "We would not have opened on time without {about}.",
)
HOW_IT_GOES = (
    "quote sent",
    "we meet next week",
    "waiting for their landlord",
    "second visit done",
    "they compare two offers",
    "starts when the permit comes",
)
NOT_NEEDED_BECAUSE = (
    "a cousin does it",
    "put off until next year",
    "they found somebody in the meantime",
    "too small for them after all",
    "moved away",
    "decided to do it themselves",
)
BAD_BECAUSE = (
    "the number belongs to somebody else",
    "never heard of me",
    "did not ask for anything",
    "called three times, no answer",
    "only wanted a price for their brother",
)
STREETS = ("Union Street", "Chestnut Street", "Harbor Way", "Fulton Street", "Lombard Street", "Pine Street")
SLIP_NOTES = (
    "best reached before nine",
    "ask for the manager",
    "knows you from the street fair",
    "wants to see samples",
    "has a dog, ring twice",
)
MET_OVER = (
    "coffee at the pier",
    "visit to the workshop",
    "lunch, whom each is looking for",
    "walk along the harbor",
)
