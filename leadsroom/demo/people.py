"""The people of the sample chapter: its members, and the visitors and substitutes who come by."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

CHAPTER = "Harborview Leads Group"
PLACE = "Harborview Café, back room"
EMAIL = "hello@harborview.example"


class Contact(NamedTuple):
    """Somebody from outside: a visitor or a substitute."""

    name: str
    profession: str


class Seat(Struct, frozen=True):
    """A member of the sample chapter and their habits.

    `gives` and `receives` weigh against 1 for an ordinary member; `absences` likewise;
    `reports` is the share of leads they ever report on. `years` is how long they have been a member.
    """

    name: str
    company: str
    profession: str
    phone: str
    email: str
    years: float
    sphere: str
    office: str = ""
    gives: float = 1.0
    receives: float = 1.0
    absences: float = 1.0
    reports: float = 0.97


MARIA = "Maria Lopez"
ROBERT = "Robert Diaz"
ANN = "Ann Chu"
CYRUS = "Cyrus Ng"
DEE = "Dee Fox"
SAMIR = "Samir Haddad"
GRACE = "Grace O'Neill"
TOMAS = "Tomás Rivera"
INGRID = "Ingrid Sørensen"
PAUL = "Paul Whitfield"
KEIKO = "Keiko Tanaka"
LUIS = "Luis Fernández-Ortiz"
BEA = "Bea Katz"
OMAR = "Omar Aziz"
HELEN = "Helen Park"
VINCE = "Vince DeLuca"
RUTH = "Ruth Abara"
JONAS = "Jonas Weiss"
CARLA = "Carla Mendes"

_SERVICES, _FINANCE, _EVENTS = "Business services", "Finance", "Events"
_LEGAL, _HOME, _HEALTH = "Legal", "Home", "Health"

# In order: name, company, profession, phone, email, years, sphere, office; gives, receives, absent, reports.
# fmt: off
MEMBERS = (
    Seat(MARIA, "Lopez Web Studio", "Web design", "(415) 555-0101", "maria@lopezweb.example",
         7.7, _SERVICES, "Moderator", 1.4, 1.2, 0.3, 0.95),
    Seat(ROBERT, "Bayline Bank", "Business banking", "(415) 555-0102", "rdiaz@bayline.example",
         8.2, _FINANCE, "Treasurer", 1.5, 0.9, 0.6, 0.95),
    Seat(ANN, "Petal & Stem", "Florist", "(415) 555-0103", "ann@petalstem.example", 5.8, _EVENTS),
    Seat(CYRUS, "Ng & Partners CPA", "Accounting", "(415) 555-0104", "cyrus@ngcpa.example",
         9.5, _FINANCE, "", 1.3, 1.3, 1.6, 0.75),
    Seat(DEE, "Fox Family Law", "Family law", "(415) 555-0105", "dee@foxlaw.example",
         6.7, _LEGAL, "Secretary", 1.2, 0.9, 0.8, 0.9),
    Seat(SAMIR, "Harbor Realty", "Residential real estate", "(415) 555-0106", "samir@harborrealty.example",
         10.1, _HOME, "", 1.9, 1.5, 0.7, 0.7),
    Seat(GRACE, "First Light Mortgage", "Mortgage broker", "(415) 555-0107", "grace@firstlight.example",
         4.6, _HOME, "Timekeeper", 1.1, 1.2, 0.5, 0.9),
    Seat(TOMAS, "Rivera Painting", "House painter", "(415) 555-0108", "tomas@riverapaint.example",
         5.2, _HOME, "", 0.8, 1.5, 1.0, 1.0),
    Seat(INGRID, "Align Chiropractic", "Chiropractor", "(415) 555-0109", "ingrid@align.example",
         7.0, _HEALTH, "", 0.9, 1.0, 1.2, 0.8),
    Seat(PAUL, "Whitfield Dental", "Dentist", "(415) 555-0110", "paul@whitfield.example",
         11.8, _HEALTH, "", 0.6, 1.1, 1.5, 0.55),
    Seat(KEIKO, "Tanaka Travel", "Travel agent", "(415) 555-0111", "keiko@tanakatravel.example",
         3.4, _EVENTS, "", 1.1, 0.0, 0.6),
    Seat(LUIS, "Shield Insurance", "Property insurance", "(415) 555-0112", "luis@shield.example",
         8.6, _FINANCE, "", 1.2, 1.2, 0.9),
    Seat(BEA, "Katz Catering", "Caterer", "(415) 555-0113", "bea@katzcatering.example",
         4.1, _EVENTS, "Visitor host", 1.0, 0.9, 0.8, 1.0),
    Seat(OMAR, "Aziz IT Care", "Computer consultant", "(415) 555-0114", "omar@azizit.example",
         6.3, _SERVICES, "", 1.0, 1.1, 0.8, 0.9),
    Seat(HELEN, "Park Interiors", "Interior designer", "(415) 555-0115", "helen@parkinteriors.example",
         2.8, _HOME, "Education coordinator", 1.3, 1.0, 0.6),
    Seat(VINCE, "DeLuca Movers", "Mover", "(415) 555-0116", "vince@delucamovers.example",
         3.1, _HOME, "", 0.6, 1.0, 2.8, 0.6),
    Seat(RUTH, "Abara Print", "Printer", "(415) 555-0117", "ruth@abaraprint.example",
         1.9, _SERVICES, "", 0.8, 0.8, 0.7, 0.95),
)  # fmt: skip
LEAVER = Seat(
    CARLA, "Mendes Massage", "Massage therapist", "(415) 555-0119", "carla@mendesmassage.example",
    3.0, _HEALTH, gives=0.5, receives=0.7, absences=3.0, reports=0.7,
)  # fmt: skip
NEWCOMER = Seat(
    JONAS, "Weiss Photography", "Photographer", "(415) 555-0118", "jonas@weissphoto.example", 0.0, _EVENTS,
)  # fmt: skip
# fmt: on

# One person is a substitute for half the table: an abuse that chapters know (FIELD §4).
HELPFUL = Contact("Nadia Brandt", "Retired bookkeeper")
ISLA = Contact("Isla Grant", "Event planning")
SUBSTITUTES = (
    Contact("Tom Ray", "Tax preparer"),
    Contact("Olga Marin", "Notary"),
    Contact("Percy Holt", "Bookkeeping"),
    Contact("Wen Li", "Office manager"),
    ISLA,
)

VISITORS = (
    Contact("Marcus Bell", "Landscaping"),
    Contact("Priya Nair", "Estate planning"),
    Contact("Hannah Moss", "Pet sitting"),
    Contact("Diego Santos", "Roofing"),
    Contact("Elaine Porter", "Career coaching"),
    Contact("Kwame Mensah", "Solar panels"),
    Contact("Lucy Tran", "Commercial cleaning"),
    Contact("Gil Ferreira", "Personal training"),
    Contact("Noor Rahman", "Translation"),
    Contact("Stella Ricci", "Home organising"),
    Contact("Ben Adler", "Home inspection"),
    Contact("Yuki Mori", "Piano teaching"),
    Contact("Fiona Walsh", "Senior care"),
    Contact("Andre Dubois", "Wine merchant"),
    Contact("Sofia Rossi", "Optician"),
    Contact("Carl Jensen", "Plumbing"),
    Contact("Amina Yusuf", "Human resources"),
    Contact("Pete Novak", "Locksmith"),
    Contact("Rosa Molina", "Employment law"),
    Contact("Ian Fletcher", "Car repair"),
    Contact("Clara Stein", "Copywriting"),
    Contact("Tariq Hussain", "Tiling"),
    Contact("Monica Bright", "Nutrition"),
    Contact("Leo Papadakis", "Sign making"),
)
