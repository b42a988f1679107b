"""What this room holds about people: on which dates they were there."""

from bgm_portal.core.personal_data import Holding, LegalBasis, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.Attendance.__tablename__,
        columns=(
            "id",
            "occurrence_id",
            "person_id",
            "state",
            "walked_in",
            "marked_at",
            "marked_by",
        ),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=(
            "Die Person selbst (Rückblick nur mit Einwilligung)",
            (
                "Zugeordnete Koordination bis 14 Tage nach dem Termin,"
                " bei vertraulichen Angeboten nur am Tag selbst"
            ),
        ),
        retention=(
            "14 Tage nach dem Termin; für den eigenen Rückblick bis zum Widerruf,"
            " höchstens bis zum Ende des folgenden Jahres"
        ),
        erased_by=("erase-attendance",),
        exported=("occurrence_id", "state", "walked_in", "marked_at"),
        on_wish=True,
    ),
)
