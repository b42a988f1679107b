"""What this room holds about people: how many minutes they were active on which day."""

from bgm_portal.core.personal_data import Holding, LegalBasis, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.DiaryEntry.__tablename__,
        columns=("person_id", "day", "minutes", "rest"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT_HEALTH,
        recipients=("Die Person selbst",),
        retention="Bis zum Widerruf, höchstens bis zum 31. Dezember des folgenden Jahres",
        erased_by=("erase-diary",),
        exported=("day", "minutes", "rest"),
        on_wish=True,
    ),
)
