"""The invented staff of an invented house: 320 people in 14 units of two employers.

Names are put together from two short lists by a fixed seed; nobody is meant. Surnames are taken
from landscapes, so that everybody can see that they are made up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.permissions import Role

STAFF = 320
DOMAIN = "demo.example"
SHARE_OF_BA = 0.6
SHARE_OF_ENGLISH = 0.04

FIRST_NAMES = (
    *("Aylin", "Anna", "Bernd", "Birgit", "Can", "Carla", "Daria", "David", "Elif", "Emma"),
    *("Erik", "Fatma", "Felix", "Frank", "Gerda", "Giulia", "Hannah", "Hasan", "Heike", "Ida"),
    *("Ines", "Jan", "Jelena", "Jonas", "Julia", "Karim", "Katja", "Lara", "Lena", "Linh"),
    *("Lukas", "Maja", "Marek", "Marta", "Mehmet", "Mia", "Milan", "Nadja", "Niklas", "Nora"),
    *("Olga", "Ole", "Pavel", "Petra", "Ralf", "Rosa", "Ruth", "Sami", "Sarah", "Selma"),
    *("Sven", "Tamara", "Thomas", "Tilda", "Uwe", "Vera", "Yusuf", "Zoe"),
)
LAST_NAMES = (
    *("Ahornweg", "Amselgrund", "Birkental", "Blumenau", "Buchenhain", "Dünental", "Eichhang"),
    *("Erlenbruch", "Farnwald", "Felsental", "Fliederbach", "Föhrenberg", "Ginsterhof"),
    *("Glockental", "Haferfeld", "Haselbusch", "Heidesand", "Himbeertal", "Holunderhof"),
    *("Hügelland", "Inselberg", "Kieselbach", "Kirschgarten", "Kleefeld", "Kornfelder"),
    *("Lärchental", "Lavendelweg", "Lerchenau", "Lindenallee", "Mohnwiese", "Moosgrund"),
    *("Morgentau", "Mühlenbach", "Nebeltal", "Nordwind", "Pappelhain", "Quellental"),
    *("Regenbogen", "Rosengarten", "Salbeihang", "Sandbank", "Schilfrohr", "Seeblick"),
    *("Silberbach", "Sommerwind", "Sonnenfeld", "Sternental", "Strandhafer", "Tannenhof"),
    *("Uferweg", "Veilchental", "Wacholder", "Waldsee", "Wiesengrund", "Zaunkönig"),
)


@dataclass(frozen=True, kw_only=True)
class DemoUnit:
    """A unit, its share of the staff, and the unit with which it is reported."""

    code: str
    name: str
    size: int
    reported_with: str | None = None
    site: str = "Haus Mitte"


#: Where people work: a main house and a branch.
SITES = ("Haus Mitte", "Haus Nord")

UNITS = (
    DemoUnit(code="ETG", name="Eingangszone und Empfang", size=26),
    DemoUnit(code="L1", name="Leistung, Team 1", size=28),
    DemoUnit(code="L2", name="Leistung, Team 2", size=28),
    DemoUnit(code="L3", name="Leistung, Team 3", size=27),
    DemoUnit(code="L4", name="Leistung, Team 4", size=27, site="Haus Nord"),
    DemoUnit(code="M1", name="Vermittlung, Team 1", size=27),
    DemoUnit(code="M2", name="Vermittlung, Team 2", size=27),
    DemoUnit(code="M3", name="Vermittlung, Team 3", size=26, site="Haus Nord"),
    DemoUnit(code="U25", name="Junge Menschen unter 25", size=25, site="Haus Nord"),
    DemoUnit(code="REHA", name="Rehabilitation und Teilhabe", size=24),
    DemoUnit(code="AGS", name="Arbeitgeberservice", size=20),
    DemoUnit(code="VW", name="Verwaltung und Personal", size=21),
    DemoUnit(code="IT", name="IT und Haustechnik", size=8, reported_with="VW"),
    DemoUnit(code="STAB", name="Geschäftsführung und Stab", size=6, reported_with="VW"),
)


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """Somebody who does not exist."""

    first_name: str
    last_name: str
    email: str
    unit: str
    employer: Employer
    language: str
    roles: tuple[Role, ...] = ()


#: The accounts that are printed, in the order of the story.
ACCOUNTS = (
    DemoPerson(
        first_name="Katrin",
        last_name="Albers",
        email=f"beschaeftigte@{DOMAIN}",
        unit="M1",
        employer=Employer.BA,
        language="de",
    ),
    DemoPerson(
        first_name="Nadine",
        last_name="Ortmann",
        email=f"koordination@{DOMAIN}",
        unit="VW",
        employer=Employer.CITY,
        language="de",
        roles=(Role.COORDINATOR,),
    ),
    DemoPerson(
        first_name="Ulrich",
        last_name="Steinbrück-Demo",
        email=f"leitung@{DOMAIN}",
        unit="STAB",
        employer=Employer.BA,
        language="de",
        roles=(Role.LEADERSHIP,),
    ),
    DemoPerson(
        first_name="Tilda",
        last_name="Federkiel",
        email=f"redaktion@{DOMAIN}",
        unit="REHA",
        employer=Employer.CITY,
        language="de",
        roles=(Role.EDITOR,),
    ),
    DemoPerson(
        first_name="Marek",
        last_name="Kabelbaum",
        email=f"administration@{DOMAIN}",
        unit="IT",
        employer=Employer.CITY,
        language="de",
        roles=(Role.ADMIN,),
    ),
    DemoPerson(
        first_name="Selma",
        last_name="Paragraf",
        email=f"datenschutz@{DOMAIN}",
        unit="VW",
        employer=Employer.BA,
        language="de",
        roles=(Role.AUDITOR,),
    ),
)
#: A second coordinator, so that a contact can be on leave and a need handed over.
DEPUTY = DemoPerson(
    first_name="Carla",
    last_name="Wiesengrund",
    email=f"vertretung@{DOMAIN}",
    unit="VW",
    employer=Employer.BA,
    language="de",
    roles=(Role.COORDINATOR,),
)


def staff(random: Random) -> Iterator[DemoPerson]:
    """Invent everybody, the named accounts first, every address once."""
    named = (*ACCOUNTS, DEPUTY)
    yield from named
    used = {person.email for person in named}
    for unit in UNITS:
        places = unit.size - sum(person.unit == unit.code for person in named)
        for _place in range(places):
            yield _somebody(unit.code, random, used)


def _somebody(unit: str, random: Random, used: set[str]) -> DemoPerson:
    while True:
        first, last = random.choice(FIRST_NAMES), random.choice(LAST_NAMES)
        email = f"{_plain(first)}.{_plain(last)}@{DOMAIN}"
        if email not in used:
            break
    used.add(email)
    return DemoPerson(
        first_name=first,
        last_name=last,
        email=email,
        unit=unit,
        employer=Employer.BA if random.random() < SHARE_OF_BA else Employer.CITY,
        language="en" if random.random() < SHARE_OF_ENGLISH else "de",
    )


def _plain(name: str) -> str:
    table = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
    return "".join(table.get(letter, letter) for letter in name.lower())
