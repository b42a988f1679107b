"""What this room holds about people: who planned an activity and who looks after it."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, NoJob, Purpose

from . import models, sharing_models

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
    Holding(
        table=sharing_models.DraftReader.__tablename__,
        columns=("person_id", "named_by", "named_at"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("BGM-Koordination", "Alle, mit denen der Entwurf geteilt ist"),
        retention="Bis das Angebot erscheint oder der Entwurf gelöscht wird",
        erased_by=(NoJob.WHEN_PUBLISHED,),
        exported=("activity_id", "named_at"),
        owner=("person_id",),
    ),
    Holding(
        table=sharing_models.DraftComment.__tablename__,
        columns=("person_id", "words", "written_at"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("BGM-Koordination", "Alle, mit denen der Entwurf geteilt ist"),
        retention="Bis das Angebot erscheint oder der Entwurf gelöscht wird",
        erased_by=(NoJob.WHEN_PUBLISHED,),
        exported=("activity_id", "words", "written_at"),
    ),
)
