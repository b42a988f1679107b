"""What this room holds about people: which activities they keep in mind."""

from bgm_portal.core.personal_data import Holding, LegalBasis, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.Bookmark.__tablename__,
        columns=("person_id", "activity_id", "kept_at"),
        purpose=Purpose.MESSAGE,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Die Person selbst",),
        retention="Bis Sie es nicht mehr merken, höchstens bis zum Tag nach dem Angebot",
        erased_by=("forget-bookmarks",),
        exported=("activity_id", "kept_at"),
        on_wish=True,
    ),
)
