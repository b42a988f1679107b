"""What this room holds about people: who helps, as every page says it."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, NoJob, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.HouseSetting.__tablename__,
        columns=("value",),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Alle, die eine Seite des Portals öffnen",),
        retention="Bis das Haus jemand anderen nennt",
        erased_by=(NoJob.WHEN_THE_HOUSE_SAYS,),
        exported=NoExport.DUTY,
    ),
)
