"""What this room holds about people: the account, its roles, and what lets it in."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoJob, Purpose

from . import models

SELF_AND_ADMIN = ("Die Person selbst", "Administration")
ACCOUNT_LIFE = "So lange wie das Konto; wenn jemand ausscheidet, deaktiviert es die Administration"

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
        erased_by=(NoJob.WITH_THE_ACCOUNT,),
    ),
    Holding(
        table=models.Person.__tablename__,
        columns=("language", "theme", "text_size", "neutral_mail"),
        purpose=Purpose.ACCOUNT,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Die Person selbst",),
        retention=ACCOUNT_LIFE,
        erased_by=(NoJob.WITH_THE_ACCOUNT,),
    ),
    Holding(
        table=models.Person.__tablename__,
        columns=("password_hash", "password_set_at", "house_subject"),
        purpose=Purpose.SECURITY,
        basis=LegalBasis.OBLIGATION,
        recipients=(),
        retention="Bis das Konto deaktiviert wird",
        erased_by=(NoJob.WHEN_LOCKED,),
    ),
    Holding(
        table=models.RoleGrant.__tablename__,
        columns=("person_id", "role", "exclusive", "granted_by", "granted_at"),
        purpose=Purpose.ACCOUNT,
        basis=LegalBasis.EMPLOYMENT,
        recipients=SELF_AND_ADMIN,
        retention="Bis die Rolle entzogen oder das Konto deaktiviert wird",
        erased_by=(NoJob.WHEN_LOCKED,),
    ),
    Holding(
        table=models.SecondFactor.__tablename__,
        columns=("id", "person_id", "stage", "key_name", "sealed", "created_at", "last_step"),
        purpose=Purpose.SECURITY,
        basis=LegalBasis.OBLIGATION,
        recipients=(),
        retention="Bis Sie ihn entfernen oder das Konto deaktiviert wird",
        erased_by=(NoJob.WHEN_LOCKED,),
    ),
    Holding(
        table=models.RecoveryCode.__tablename__,
        columns=("id", "person_id", "number", "code_hash", "created_at", "used_at"),
        purpose=Purpose.SECURITY,
        basis=LegalBasis.OBLIGATION,
        recipients=(),
        retention="Bis Sie ihn entfernen oder das Konto deaktiviert wird",
        erased_by=(NoJob.WHEN_LOCKED,),
    ),
    Holding(
        table=models.SignInSession.__tablename__,
        columns=(
            "id",
            "token_hash",
            "person_id",
            "way",
            "device",
            "created_at",
            "seen_at",
            "proven_at",
            "ended_at",
        ),
        purpose=Purpose.SECURITY,
        basis=LegalBasis.OBLIGATION,
        recipients=("Die Person selbst",),
        retention="7 Tage nach Beginn",
        erased_by=("forget-sign-ins",),
    ),
    Holding(
        table=models.PersonalLink.__tablename__,
        columns=("id", "token_hash", "person_id", "purpose", "created_at", "expires_at", "used_at"),
        purpose=Purpose.SECURITY,
        basis=LegalBasis.OBLIGATION,
        recipients=(),
        retention="7 Tage nach Ablauf",
        erased_by=("forget-sign-ins",),
    ),
    Holding(
        table=models.Throttle.__tablename__,
        columns=("key", "failures", "last_failure_at", "blocked_until"),
        purpose=Purpose.SECURITY,
        basis=LegalBasis.OBLIGATION,
        recipients=(),
        retention="Ein Tag nach dem letzten Fehlversuch",
        erased_by=("forget-sign-ins",),
    ),
)
