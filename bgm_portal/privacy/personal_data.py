"""What this room holds about people: what they agreed to, and until when."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.Consent.__tablename__,
        columns=("person_id", "scope"),
        purpose=Purpose.CONSENT,
        basis=LegalBasis.OBLIGATION,
        recipients=("Die Person selbst", "Zugeordnete Koordination (nur der Stand)"),
        retention="3 Jahre nach dem Widerruf oder nach dem Ende des Angebots",
        erased_by=("erase-consents", "erase-activity-consents"),
        exported=("code", "scope", "text_version", "given_at", "withdrawn_at"),
    ),
    Holding(
        table=models.Erasure.__tablename__,
        columns=("whose",),
        purpose=Purpose.ACCOUNTABILITY,
        basis=LegalBasis.OBLIGATION,
        recipients=(),
        retention="400 Tage nach der Löschung",
        erased_by=("forget-erasures",),
        exported=NoExport.NAMELESS,
    ),
)
