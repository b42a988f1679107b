"""What this room holds about people: a number, a result for themselves, whom to call."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.Entry.__tablename__,
        columns=("registration_id", "start_number"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Die Person selbst", "Zugeordnete Koordination"),
        retention="14 Tage nach dem Ende des Angebots oder nach seiner Absage",
        erased_by=("erase-registrations",),
        exported=("activity_id", "start_number"),
        on_wish=True,
    ),
    Holding(
        table=models.Entry.__tablename__,
        columns=("sealed_result",),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Die Person selbst",),
        retention="14 Tage nach dem Ende des Angebots oder nach seiner Absage",
        erased_by=("erase-registrations",),
        exported=("activity_id", "sealed_result"),
        on_wish=True,
    ),
    Holding(
        table=models.EmergencyContact.__tablename__,
        columns=("registration_id", "sealed"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Die Person selbst", "Ansprechperson, nur am Tag des Angebots"),
        retention="1 Tag nach dem Ende des Angebots",
        erased_by=("erase-emergency-contacts",),
        exported=("activity_id", "sealed", "given_at"),
        on_wish=True,
    ),
    Holding(
        table=models.Team.__tablename__,
        columns=("captain_id", "name"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Alle im Team, unter dem Namen im Team", "Zugeordnete Koordination"),
        retention="14 Tage nach dem Ende des Angebots oder nach seiner Absage",
        erased_by=("erase-registrations", "erase-teams"),
        exported=NoExport.DUTY,
    ),
    Holding(
        table=models.TeamMember.__tablename__,
        columns=("registration_id", "display_name"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Alle im Team, unter dem Namen im Team", "Zugeordnete Koordination"),
        retention="14 Tage nach dem Ende des Angebots oder nach seiner Absage",
        erased_by=("erase-registrations",),
        exported=("team_id", "display_name", "joined_at"),
        on_wish=True,
    ),
)
