"""What this room holds about people: who takes part in what, and what they began to say."""

from bgm_portal.core.personal_data import Holding, LegalBasis, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.Registration.__tablename__,
        columns=("person_id", "ended_by", "reference", "role_id"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Die Person selbst", "Zugeordnete Koordination"),
        retention="14 Tage nach der Veranstaltung, danach nur im eigenen Rückblick",
    ),
    Holding(
        table=models.RegistrationAnswer.__tablename__,
        columns=("registration_id", "value"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Die Person selbst", "Zugeordnete Koordination"),
        retention="14 Tage nach der Veranstaltung",
    ),
    Holding(
        table=models.RegistrationDraft.__tablename__,
        columns=("person_id", "sealed"),
        purpose=Purpose.NEED,
        basis=LegalBasis.CONSENT_HEALTH,
        recipients=("Die Person selbst",),
        retention="14 Tage nach der letzten Änderung",
    ),
)
