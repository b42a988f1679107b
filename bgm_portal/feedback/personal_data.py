"""What this room holds about people: that they have answered, apart from what was said."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.FeedbackMarker.__tablename__,
        columns=("person_id",),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=(),
        retention="10 Tage nach dem Ende des Angebots",
        erased_by=("erase-feedback",),
        exported=("activity_id",),
    ),
    Holding(
        table=models.FeedbackAnswer.__tablename__,
        columns=("words",),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Zugeordnete Koordination, ab 5 Antworten und ohne Namen",),
        retention="Bis zum Ende des Jahres, das auf das Angebot folgt (spätestens 31. Dezember)",
        erased_by=("erase-feedback",),
        exported=NoExport.NAMELESS,
    ),
)
