"""What this room holds about people: that they take part, in which team, with which goal."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, NoJob, Purpose

from . import models

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.ChallengeMember.__tablename__,
        columns=("id", "challenge_id", "team_id", "person_id", "goal_minutes", "goal_days"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Die Person selbst",),
        retention="Bis zum Aussteigen, höchstens 92 Tage nach dem Ende der Aktion",
        erased_by=("erase-challenges",),
        exported=("challenge_id", "goal_minutes", "goal_days"),
        on_wish=True,
    ),
    Holding(
        table=models.ChallengeTick.__tablename__,
        columns=("member_id", "field"),
        purpose=Purpose.PARTICIPATION,
        basis=LegalBasis.CONSENT,
        recipients=("Die Person selbst",),
        retention="Bis zum Aussteigen, höchstens 92 Tage nach dem Ende der Aktion",
        erased_by=("erase-challenges",),
        exported=("field",),
        on_wish=True,
    ),
    Holding(
        table=models.Challenge.__tablename__,
        columns=("created_by",),
        purpose=Purpose.ACCOUNTABILITY,
        basis=LegalBasis.EMPLOYMENT,
        recipients=(),
        retention="So lange wie das Angebot",
        erased_by=(NoJob.WITH_THE_ACTIVITY,),
        exported=NoExport.DUTY,
    ),
)
