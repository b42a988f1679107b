"""What the outbox holds about people: messages to them, until they are old."""

from bgm_portal.core.personal_data import Holding, LegalBasis, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.OutgoingMail.__tablename__,
        columns=(
            "key",
            "person_id",
            "context_id",
            "recipient",
            "language",
            "subject",
            "text",
            "html",
            "reply_to",
            "calendar",
            "last_error",
            "read_at",
        ),
        purpose=Purpose.MESSAGE,
        basis=LegalBasis.EMPLOYMENT,
        recipients=(
            "Die Person selbst",
            "Administration (Anschrift, Anlass, Zeit und Zustellung, nicht der Text)",
            "Zugeordnete Koordination (an wen, wann und ob zugestellt)",
        ),
        retention="90 Tage; Einmal-Links bis zum Versand",
        erased_by=("forget-mail",),
        exported=("kind", "recipient", "subject", "text", "created_at", "sent_at", "read_at"),
    ),
    Holding(
        table=models.RefusedAddress.__tablename__,
        columns=("address", "refusals", "refused_at", "marked_at"),
        purpose=Purpose.MESSAGE,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Die Person selbst", "Administration (nur die Anschrift)"),
        retention="Bis wieder eine E-Mail ankommt, höchstens 90 Tage",
        erased_by=("forget-mail",),
        exported=("address", "refusals", "refused_at", "marked_at"),
        address="address",
    ),
    Holding(
        table=models.MailPreference.__tablename__,
        columns=("person_id", "kind", "channel", "lead"),
        purpose=Purpose.MESSAGE,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Die Person selbst",),
        retention="7 Tage, nachdem die Administration das Konto deaktiviert hat",
        erased_by=("erase-leavers",),
        exported=("kind", "channel", "lead"),
    ),
)
