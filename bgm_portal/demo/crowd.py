"""A house of any size with years behind it, to measure by: nobody in it is meant to be believed.

Seeded, so that the same numbers come out again. Everything is as the services would have left it:
places go to the first who came and did not cancel, counters say what the rows say, lists of names
are there for as long as they are kept, and numbers stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from bgm_portal.core.tokens import REFERENCE_ALPHABET
from bgm_portal.identity.kinds import Employer, TextSize, Theme
from bgm_portal.identity.permissions import EXCLUSIVE_GROUP, Role
from bgm_portal.privacy import texts
from bgm_portal.privacy.kinds import EVERYWHERE, ConsentCode

from .bulk import Row

STAFF = 113_000  # all jobcenters of the country together
ACTIVITIES_A_YEAR = 2_000
IN_A_UNIT = 100
AT_A_SITE = 300
VENUES = 40
PER_COORDINATOR = 35  # activities a year
AHEAD = timedelta(days=90)
WISH_HISTORY, CITY = 0.1, 0.45


@dataclass(kw_only=True)
class Crowd:
    """Who is there, drawn once; everything else refers to it."""

    now: datetime
    scale: float
    years: int
    random: Random
    units: list[UUID] = field(default_factory=list)
    sites: list[UUID] = field(default_factory=list)
    people: list[UUID] = field(default_factory=list)
    coordinators: list[UUID] = field(default_factory=list)
    venues: list[UUID] = field(default_factory=list)
    wishing: set[UUID] = field(default_factory=set)
    numbers: dict[UUID, int] = field(default_factory=dict)
    references: int = 0
    mark: str = ""  # so that a second house does not meet the names of the first

    def __post_init__(self) -> None:
        """Draw the ids."""
        self.references = self.random.getrandbits(38)
        self.mark = f"{self.random.getrandbits(16):04x}"
        staff = max(60, round(STAFF * self.scale))
        a_year = max(4, round(ACTIVITIES_A_YEAR * self.scale))
        self.activities = round(a_year * (365 * self.years + AHEAD.days) / 365)
        self.units = self._ids(max(3, staff // IN_A_UNIT))
        self.sites = self._ids(max(2, staff // AT_A_SITE))
        self.people = self._ids(staff)
        self.numbers = {person_id: number for number, person_id in enumerate(self.people)}
        self.coordinators = self.people[: max(2, a_year // PER_COORDINATOR)]
        self.venues = self._ids(VENUES)
        self.wishing = {one for one in self.people if self.random.random() < WISH_HISTORY}

    def new_id(self) -> UUID:
        """Return an id that nobody else has; the same in each run with the same seed."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def _ids(self, count: int) -> list[UUID]:
        return [self.new_id() for _number in range(count)]

    @property
    def begins(self) -> datetime:
        """Return when all this began."""
        return self.now - timedelta(days=365 * self.years)

    def address(self, person_id: UUID) -> str:
        """Return where somebody gets their messages."""
        return f"muster{self.numbers[person_id]}@{self.mark}.example"

    def reference(self) -> str:
        """Return the next number that people could read out on the telephone."""
        number, letters = self.references, ""
        self.references += 1
        for _place in range(8):
            number, rest = divmod(number, len(REFERENCE_ALPHABET))
            letters += REFERENCE_ALPHABET[rest]
        return f"{letters[:4]}-{letters[4:]}"


def unit_rows(crowd: Crowd) -> Iterator[Row]:
    """Draw the parts of the house."""
    for number, unit_id in enumerate(crowd.units):
        yield {"id": unit_id, "code": f"{crowd.mark}-{number}", "name": f"Einheit {number}"}


def site_rows(crowd: Crowd) -> Iterator[Row]:
    """Draw the buildings in which people work."""
    for number, site_id in enumerate(crowd.sites):
        yield {"id": site_id, "name": f"Haus {crowd.mark}-{number}"}


def person_rows(crowd: Crowd) -> Iterator[Row]:
    """Draw everybody. Nobody can sign in: whoever wants to resets a password by command."""
    for number, person_id in enumerate(crowd.people):
        yield {
            "id": person_id,
            "first_name": "Alex",
            "last_name": f"Muster{number}",
            "email": crowd.address(person_id),
            "unit_id": crowd.units[number % len(crowd.units)],
            "site_id": crowd.sites[number % len(crowd.sites)],
            "employer": Employer.CITY if crowd.random.random() < CITY else Employer.BA,
            "language": "de",
            "theme": Theme.SYSTEM,
            "text_size": TextSize.NORMAL,
            "neutral_mail": False,
            "created_at": crowd.begins,
        }


def role_rows(crowd: Crowd) -> Iterator[Row]:
    """Draw who plans."""
    for person_id in crowd.coordinators:
        yield {
            "person_id": person_id,
            "role": Role.COORDINATOR,
            "exclusive": EXCLUSIVE_GROUP,
            "granted_at": crowd.begins,
        }


def consent_rows(crowd: Crowd) -> Iterator[Row]:
    """Draw who wishes to keep their own past."""
    text = texts.current(ConsentCode.HISTORY)
    for person_id in crowd.people:
        if person_id in crowd.wishing:
            yield {
                "id": crowd.new_id(),
                "person_id": person_id,
                "code": ConsentCode.HISTORY,
                "scope": EVERYWHERE,
                "text_version": text.version,
                "text_hash": text.hash,
                "given_at": crowd.begins,
            }


def venue_rows(crowd: Crowd) -> Iterator[Row]:
    """Draw the places."""
    for number, venue_id in enumerate(crowd.venues):
        yield {
            "id": venue_id,
            "code": f"{crowd.mark}-{number}",
            "name_de": f"Ort {number}",
            "is_online": False,
        }
