"""What this room holds about people: who takes part in what, and what they began to say."""

from bgm_portal.core.personal_data import Holding, LegalBasis, Purpose

from . import models

RETENTION = "14 Tage nach dem Ende des Angebots oder nach seiner Absage"

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.Registration.__tablename__,
        columns=("person_id", "registered_by", "ended_by", "reference", "role_id"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Die Person selbst", "Zugeordnete Koordination"),
        retention=RETENTION,
        erased_by=("erase-registrations",),
        exported=(
            "reference",
            "activity_id",
            "role_id",
            "state",
            "promotion",
            "registered_at",
            "confirmed_at",
            "ended_at",
        ),
        on_wish=True,
    ),
    Holding(
        table=models.RegistrationSlot.__tablename__,
        columns=("registration_id",),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Die Person selbst", "Zugeordnete Koordination"),
        retention=RETENTION,
        erased_by=("erase-registrations",),
        exported=("slot_id",),
        on_wish=True,
    ),
    Holding(
        table=models.RegistrationAnswer.__tablename__,
        columns=("registration_id", "value"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Die Person selbst", "Zugeordnete Koordination"),
        retention="1, 7 oder 14 Tage nach dem Ende, wie es bei der Frage steht",
        erased_by=("erase-answers", "erase-registrations"),
        exported=("question_id", "value"),
        on_wish=True,
    ),
    Holding(
        table=models.RegistrationDraft.__tablename__,
        columns=("person_id", "sealed"),
        purpose=Purpose.NEED,
        basis=LegalBasis.CONSENT_HEALTH,
        recipients=("Die Person selbst",),
        retention="14 Tage nach der letzten Änderung",
        erased_by=("delete-drafts",),
        exported=("activity_id", "sealed", "expires_at"),
        on_wish=True,
    ),
)
