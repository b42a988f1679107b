"""The register of personal data: which column holds or points to a person, why, and how long.

Each feature declares its own columns in `personal_data.py`; the composition root hands the
declarations in here. A guard test finds columns that nobody declared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What personal data is held for."""

    ACCOUNT = "account"
    PARTICIPATION = "participation"
    LEARNING = "learning"
    NEED = "need"
    CONSENT = "consent"
    MESSAGE = "message"
    ACCOUNTABILITY = "accountability"
    SECURITY = "security"
    STATISTICS = "statistics"


class LegalBasis(StrEnum):
    """The paragraph that allows holding it."""

    EMPLOYMENT = "BDSG § 26 (1)"
    CONSENT = "DSGVO Art. 6 (1) a, BDSG § 26 (2)"
    CONSENT_HEALTH = "DSGVO Art. 9 (2) a, BDSG § 26 (3)"
    OBLIGATION = "DSGVO Art. 6 (1) c, Art. 32"


class NoJob(StrEnum):
    """Why no job erases something, as the register of personal data prints it."""

    WITH_THE_ACCOUNT = "mit dem Konto"
    WHEN_LOCKED = "beim Deaktivieren des Kontos"
    WITH_THE_ACTIVITY = "mit dem Angebot"
    WHEN_PUBLISHED = "beim Veröffentlichen oder Löschen des Entwurfs"
    WITH_THE_MODULE = "mit dem Lernmodul"
    WHEN_THE_HOUSE_SAYS = "wenn das Haus es ändert"


class NoExport(StrEnum):
    """Why something does not go out with somebody's own data."""

    DUTY = "dienstliches Handeln"  # that somebody planned an activity says nothing about them
    NAMELESS = "ohne Verbindung zu einer Person"


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One table's personal columns, and what may be done with them.

    `retention` is a German sentence fragment as people read it ("7 Tage nach Ablauf").
    `erased_by` names the jobs that keep this promise, or says why there is none. `exported` are the
    columns that a person gets of their own rows; `on_wish`: they can have these rows erased at any
    time. `owner` names the columns that say whose row it is, where that is not `person_id`;
    `address` is the column that says it by an e-mail address instead.
    """

    table: str
    columns: tuple[str, ...]
    purpose: Purpose
    basis: LegalBasis
    recipients: tuple[str, ...]
    retention: str
    erased_by: tuple[str | NoJob, ...]
    exported: tuple[str, ...] | NoExport = ()  # a guard insists on one of them
    on_wish: bool = False
    owner: tuple[str, ...] = ()
    address: str = ""


class Register:
    """All holdings, in the order in which features handed them in."""

    def __init__(self) -> None:
        self._holdings: list[Holding] = []

    def declare(self, *holdings: Holding) -> None:
        """Add what a feature holds; the same table may be declared for several purposes."""
        self._holdings.extend(h for h in holdings if h not in self._holdings)

    def __iter__(self) -> Iterator[Holding]:
        return iter(self._holdings)

    def columns(self) -> set[tuple[str, str]]:
        """Return every declared pair of table and column."""
        return {(holding.table, column) for holding in self._holdings for column in holding.columns}


register = Register()
