"""What this room may hold about people: whoever sits at a contact point, as far as it is named."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, Purpose

from . import models

HOLDINGS = (
    Holding(
        table=models.ContactPoint.__tablename__,
        columns=("phone", "email", "address"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Alle Beschäftigten: das Verzeichnis der Kontakte",),
        retention="12 Monate nach dem Herausnehmen aus dem Verzeichnis",
        erased_by=("contacts.erase",),
        exported=NoExport.DUTY,
    ),
)
