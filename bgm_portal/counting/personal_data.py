"""What this room holds about people: marks that lead to nobody, until a report is frozen."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, Purpose

from . import models

UNTIL_FROZEN = (
    "Bis der Bericht eingefroren ist, 14 Tage nach dem Halbjahr; Bedarfe 14 Tage nach dem Jahr"
)

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.CountedPerson.__tablename__,
        columns=("mark", "unit_id", "reached"),
        purpose=Purpose.STATISTICS,
        basis=LegalBasis.EMPLOYMENT,
        recipients=(),
        retention=UNTIL_FROZEN,
        erased_by=("reports.freeze",),
        exported=NoExport.NAMELESS,
    ),
    Holding(
        table=models.CountedMark.__tablename__,
        columns=("mark", "cell"),
        purpose=Purpose.STATISTICS,
        basis=LegalBasis.EMPLOYMENT,
        recipients=(),
        retention=UNTIL_FROZEN,
        erased_by=("reports.freeze",),
        exported=NoExport.NAMELESS,
    ),
    Holding(
        table=models.CountingKey.__tablename__,
        columns=("sealed",),
        purpose=Purpose.STATISTICS,
        basis=LegalBasis.EMPLOYMENT,
        recipients=(),
        retention=UNTIL_FROZEN,
        erased_by=("reports.freeze",),
        exported=NoExport.NAMELESS,
    ),
)
