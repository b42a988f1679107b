"""What these pages hold about people: reports of barriers, perhaps with a way to answer."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, Purpose

from . import models

HOLDINGS = (
    Holding(
        table=models.BarrierReport.__tablename__,
        columns=("page", "message", "contact"),
        purpose=Purpose.MESSAGE,
        basis=LegalBasis.OBLIGATION,
        recipients=("BGM-Koordination", "Administration"),
        retention="12 Monate nach dem Eingang",
        erased_by=("erase-barrier-reports",),
        exported=NoExport.NAMELESS,
    ),
)
