"""What this room holds about people: what they need, sealed, until a week after the event."""

from bgm_portal.core.personal_data import Holding, LegalBasis, Purpose

from . import models

RETENTION = (
    "7 Tage nach dem Ende des Angebots, sofort beim Zurückziehen;"
    " ein abgelehnter Bedarf höchstens 3 Monate nach der Entscheidung"
)
RECIPIENTS = (
    "Die Person selbst",
    "Nur die eine zuständige Koordination; jede Öffnung wird vermerkt",
)

HOLDINGS = (
    Holding(
        table=models.Need.__tablename__,
        columns=(
            "id",
            "person_id",
            "activity_id",
            "owner_id",
            "status",
            "due_on",
            "stated_at",
            "arranged_at",
            "news_since",
            "key_name",
            "sealed",
        ),
        purpose=Purpose.NEED,
        basis=LegalBasis.CONSENT_HEALTH,
        recipients=RECIPIENTS,
        retention=RETENTION,
        erased_by=("needs.erase", "destroy-event-keys"),
        exported=("activity_id", "status", "due_on", "stated_at", "sealed"),
        on_wish=True,
    ),
    Holding(
        table=models.NeedStep.__tablename__,
        columns=("id", "need_id", "at", "by_id", "status", "key_name", "sealed"),
        purpose=Purpose.NEED,
        basis=LegalBasis.CONSENT_HEALTH,
        recipients=RECIPIENTS,
        retention=RETENTION,
        erased_by=("needs.erase", "destroy-event-keys"),
        exported=("at", "status", "sealed"),
        on_wish=True,
    ),
)
