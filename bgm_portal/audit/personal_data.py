"""What the notebook holds about people: who did what to whom, as ids."""

from bgm_portal.core.personal_data import Holding, LegalBasis, Purpose

from . import models

HOLDINGS = (
    Holding(
        table=models.AuditEntry.__tablename__,
        columns=("actor_id", "subject_id", "object_id", "facts"),
        purpose=Purpose.ACCOUNTABILITY,
        basis=LegalBasis.OBLIGATION,
        recipients=("Die Person selbst", "Datenschutz und Prüfung"),
        retention="12 Monate; An- und Abmeldungen im Portal 90 Tage",
        erased_by=("erase-audit-entries",),
        exported=("at", "event", "facts"),
        owner=("actor_id", "subject_id"),
    ),
)
