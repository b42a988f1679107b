"""What this room holds about people: that somebody has a calendar, and how they want it."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoJob, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.CalendarFeed.__tablename__,
        columns=(
            "id",
            "token_hash",
            "person_id",
            "kind",
            "neutral",
            "alarm_minutes",
            "made_at",
        ),
        purpose=Purpose.MESSAGE,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Die Person selbst",),
        retention="Bis Sie die Adresse beenden, sonst so lange wie das Konto",
        erased_by=(NoJob.WITH_THE_ACCOUNT,),
        exported=("kind", "neutral", "alarm_minutes", "made_at"),
        on_wish=True,
    ),
)
