"""What this room holds about people: who took a list out of the portal, and what for."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.Export.__tablename__,
        columns=("by_id", "purpose"),
        purpose=Purpose.ACCOUNTABILITY,
        basis=LegalBasis.OBLIGATION,
        recipients=("Zugeordnete Koordination",),
        retention="12 Monate nach dem Export",
        erased_by=("erase-exports",),
        exported=NoExport.DUTY,
    ),
)
