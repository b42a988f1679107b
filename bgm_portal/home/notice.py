"""The privacy notice: the register of personal data in words, so that it cannot go out of date."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.core.personal_data import Holding, LegalBasis, Purpose, register

PURPOSES: dict[Purpose, LazyString] = {
    Purpose.ACCOUNT: _l("Ihr Konto"),
    Purpose.PARTICIPATION: _l("Anmelden und Teilnehmen"),
    Purpose.NEED: _l("Was Sie brauchen, um teilzunehmen"),
    Purpose.CONSENT: _l("Ihre Einwilligungen"),
    Purpose.MESSAGE: _l("Nachrichten"),
    Purpose.ACCOUNTABILITY: _l("Nachweise"),
    Purpose.SECURITY: _l("Sicherheit"),
}

BASES: dict[LegalBasis, LazyString] = {
    LegalBasis.EMPLOYMENT: _l("Arbeitsverhältnis (BDSG § 26 Absatz 1)"),
    LegalBasis.CONSENT: _l(
        "Ihre Einwilligung (DSGVO Artikel 6 Absatz 1 Buchstabe a, BDSG § 26 Absatz 2)"
    ),
    LegalBasis.CONSENT_HEALTH: _l(
        "Ihre ausdrückliche Einwilligung (DSGVO Artikel 9 Absatz 2 Buchstabe a, BDSG § 26 Absatz 3)"
    ),
    LegalBasis.OBLIGATION: _l(
        "gesetzliche Pflicht (DSGVO Artikel 6 Absatz 1 Buchstabe c, Artikel 32)"
    ),
}

TABLES: dict[str, LazyString] = {
    "audit_entry": _l("Notizen, wer wann was getan hat (nur Nummern, keine Namen)"),
    "barrier_report": _l("Meldungen von Barrieren"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One kind of data as a row of the notice."""

    what: str
    basis: str
    recipients: str
    retention: str


def purposes() -> list[tuple[str, list[Line]]]:
    """Return every purpose with the data held for it."""
    order = list(Purpose)
    holdings = sorted(register, key=lambda holding: order.index(holding.purpose))
    return [
        (str(PURPOSES[purpose]), list(_lines(group)))
        for purpose, group in groupby(holdings, key=lambda holding: holding.purpose)
    ]


def _lines(holdings: Iterator[Holding]) -> Iterator[Line]:
    for holding in holdings:
        yield Line(
            what=str(TABLES.get(holding.table, holding.table)),
            basis=str(BASES[holding.basis]),
            recipients=", ".join(_(recipient) for recipient in holding.recipients),
            retention=_(holding.retention),
        )
