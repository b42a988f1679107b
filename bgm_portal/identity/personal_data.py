"""What this room holds about people: the account, its roles, and what lets it in."""

from bgm_portal.core.personal_data import Holding, LegalBasis, Purpose

from . import models

SELF_AND_ADMIN = ("Die Person selbst", "Administration")
ACCOUNT_LIFE = "Letzter Arbeitstag und 7 Tage"

HOLDINGS = (
    Holding(
        table=models.Person.__tablename__,
        columns=(
            "id",
            "first_name",
            "last_name",
            "email",
            "phone",
            "unit_id",
            "employer",
            "line_manager_id",
            "created_at",
            "deactivated_at",
        ),
        purpose=Purpose.ACCOUNT,
        basis=LegalBasis.EMPLOYMENT,
        recipients=SELF_AND_ADMIN,
        retention=ACCOUNT_LIFE,
    ),
    Holding(
        table=models.Person.__tablename__,
        columns=("language", "theme", "text_size"),
        purpose=Purpose.ACCOUNT,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Die Person selbst",),
        retention=ACCOUNT_LIFE,
    ),
    Holding(
        table=models.Person.__tablename__,
        columns=("password_hash", "password_set_at"),
        purpose=Purpose.SECURITY,
        basis=LegalBasis.OBLIGATION,
        recipients=(),
        retention=ACCOUNT_LIFE,
    ),
    Holding(
        table=models.RoleGrant.__tablename__,
        columns=("person_id", "role", "exclusive", "granted_by", "granted_at"),
        purpose=Purpose.ACCOUNT,
        basis=LegalBasis.EMPLOYMENT,
        recipients=SELF_AND_ADMIN,
        retention=ACCOUNT_LIFE,
    ),
    Holding(
        table=models.SignInSession.__tablename__,
        columns=("id", "token_hash", "person_id", "created_at", "seen_at", "ended_at"),
        purpose=Purpose.SECURITY,
        basis=LegalBasis.OBLIGATION,
        recipients=("Die Person selbst, als Anzahl",),
        retention="7 Tage nach Beginn",
    ),
    Holding(
        table=models.PersonalLink.__tablename__,
        columns=("id", "token_hash", "person_id", "purpose", "created_at", "expires_at", "used_at"),
        purpose=Purpose.SECURITY,
        basis=LegalBasis.OBLIGATION,
        recipients=(),
        retention="7 Tage nach Ablauf",
    ),
    Holding(
        table=models.Throttle.__tablename__,
        columns=("key", "failures", "last_failure_at", "blocked_until"),
        purpose=Purpose.SECURITY,
        basis=LegalBasis.OBLIGATION,
        recipients=(),
        retention="Ein Tag nach dem letzten Fehlversuch",
    ),
)
