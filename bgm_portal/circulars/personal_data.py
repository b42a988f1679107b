"""What this room holds about people: who wrote to those on an activity, and what."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.Circular.__tablename__,
        columns=("by_id", "subject_de", "subject_en", "text_de", "text_en"),
        purpose=Purpose.MESSAGE,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Zugeordnete Koordination", "Wer die Nachricht bekam"),
        retention="12 Monate nach dem Versand",
        erased_by=("erase-circulars",),
        exported=NoExport.DUTY,
    ),
)
