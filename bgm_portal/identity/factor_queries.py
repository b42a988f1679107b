"""Questions about second factors and the codes on paper. Reads only."""

from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.core.database import db

from .kinds import FactorStage
from .models import RecoveryCode, SecondFactor


def has_factor(person_id: UUID) -> bool:
    """Tell whether somebody signs in with a second factor."""
    return _factor(person_id, FactorStage.ACTIVE) is not None


def active_factor(person_id: UUID) -> SecondFactor | None:
    """Return what somebody's app shares with the portal."""
    return _factor(person_id, FactorStage.ACTIVE)


def pending_factor(person_id: UUID) -> SecondFactor | None:
    """Return what somebody is setting up."""
    return _factor(person_id, FactorStage.PENDING)


def _factor(person_id: UUID, stage: FactorStage) -> SecondFactor | None:
    wanted = (SecondFactor.person_id == person_id) & (SecondFactor.stage == stage)
    return db.session.scalar(select(SecondFactor).where(wanted))


def unused_recovery_code(person_id: UUID, number: int) -> RecoveryCode | None:
    """Return the code with this digit in front, unless it was used."""
    return db.session.scalar(
        select(RecoveryCode).where(
            RecoveryCode.person_id == person_id,
            RecoveryCode.number == number,
            RecoveryCode.used_at.is_(None),
        )
    )


def count_recovery_codes(person_id: UUID) -> int:
    """Count the codes on somebody's paper that are still good."""
    unused = select(func.count(RecoveryCode.id)).where(
        RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(unused) or 0
