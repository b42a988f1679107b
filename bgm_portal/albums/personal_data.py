"""What this room holds about people: pictures of them, who is on them, where else they are."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, Purpose

from . import models

EVERYBODY = "Alle Beschäftigten: die Bilder, ohne Namen"
TEAM = "Zugeordnete Koordination"
UNTIL = "Bis zum Widerruf, höchstens bis zum Ende des Jahres nach dem Angebot"
ERASED = ("tidy-albums",)

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.Picture.__tablename__,
        columns=("alt", "added_by"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=(EVERYBODY, TEAM),
        retention=UNTIL,
        erased_by=ERASED,
        exported=NoExport.DUTY,
    ),
    Holding(
        table=models.PictureFile.__tablename__,
        columns=("large", "small"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=(EVERYBODY,),
        retention=UNTIL,
        erased_by=ERASED,
        exported=NoExport.NAMELESS,
    ),
    Holding(
        table=models.PicturePerson.__tablename__,
        columns=("picture_id", "person_id"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Die Person selbst", TEAM),
        retention=UNTIL,
        erased_by=ERASED,
        exported=("picture_id",),
    ),
)
