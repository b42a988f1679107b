"""What this room holds about people: who planned an activity and who looks after it."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, NoJob, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.Activity.__tablename__,
        columns=("contact_id",),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Alle Beschäftigten: die Ansprechperson steht beim Angebot",),
        retention="So lange wie das Angebot",
        erased_by=(NoJob.WITH_THE_ACTIVITY,),
        exported=NoExport.DUTY,
    ),
    Holding(
        table=models.Activity.__tablename__,
        columns=("created_by",),
        purpose=Purpose.ACCOUNTABILITY,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("BGM-Koordination",),
        retention="So lange wie das Angebot",
        erased_by=(NoJob.WITH_THE_ACTIVITY,),
        exported=NoExport.DUTY,
    ),
    Holding(
        table=models.Assignment.__tablename__,
        columns=("person_id", "stands_in_for_id"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("BGM-Koordination",),
        retention="Bis die Betreuung wechselt, sonst so lange wie das Angebot",
        erased_by=(NoJob.WITH_THE_ACTIVITY,),
        exported=("activity_id",),
    ),
)
