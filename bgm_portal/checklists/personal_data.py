"""What this room holds about people: who does what for an activity."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, NoJob, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.ChecklistTask.__tablename__,
        columns=("assigned_to", "done_by"),
        purpose=Purpose.ACCOUNTABILITY,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Zugeordnete Koordination",),
        retention="So lange wie das Angebot",
        erased_by=(NoJob.WITH_THE_ACTIVITY,),
        exported=NoExport.DUTY,
    ),
)
