"""Questions about what is over. Reads only; counts, never names."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.accommodations import rules as need_rules
from bgm_portal.accommodations.models import Need
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity, Occurrence
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.participation import queries as participation
from bgm_portal.participation.models import AttendanceNumbers
from bgm_portal.participation.queries import Tally
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState

from .models import Evaluation, EvaluationFigures
from .rules import Figures, Shown, middle

A_DAY = timedelta(days=1)
NEEDS_ARE_KEPT = timedelta(days=7)
WAITED = ("registration.waiting",)
SERVED = ("registration.promoted", "registration.offered")


def due(*, at: datetime) -> list[UUID]:
    """Return the activities that are over and not counted yet, the oldest first."""
    counted = select(EvaluationFigures.activity_id)
    return list(
        db.session.scalars(
            select(Activity.id)
            .where(
                Activity.state.in_((ActivityState.PUBLISHED, ActivityState.COMPLETED)),
                Activity.ends_at.between(at - NEEDS_ARE_KEPT, at - A_DAY),
                Activity.id.not_in(counted),
            )
            .order_by(Activity.ends_at, Activity.id)
        )
    )


def figures(activity_id: UUID) -> Figures | None:
    """Return what was counted, or nothing when that is still to come."""
    found = db.session.get(EvaluationFigures, activity_id)
    if found is None:
        return None
    return Figures(
        confirmed=found.confirmed,
        capacity=found.capacity,
        waited=found.waited,
        served=found.served,
        needs=found.needs,
        needs_in_time=found.needs_in_time,
        need_days=found.need_days,
    )


def words(activity_id: UUID) -> Evaluation | None:
    """Return what those who planned wrote down."""
    return db.session.get(Evaluation, activity_id)


def count(activity: Activity) -> Figures:
    """Count an activity while its names are there."""
    confirmed = select(func.count(Registration.id)).where(
        Registration.activity_id == activity.id,
        Registration.state == RegistrationState.CONFIRMED,
        Registration.takes_place.is_(True),
    )
    needs = db.session.scalars(
        select(Need).where(Need.activity_id == activity.id).order_by(Need.stated_at, Need.id)
    ).all()
    days = [(need.arranged_at - need.stated_at).days for need in needs if need.arranged_at]
    waited, served = _waiting_list(activity.id)
    return Figures(
        confirmed=db.session.scalar(confirmed) or 0,
        capacity=activity.capacity,
        waited=len(waited),
        served=len(served),
        needs=len(needs),
        needs_in_time=sum(
            need_rules.was_met(
                need.status,
                arranged_on=local_day(need.arranged_at) if need.arranged_at else None,
                due_on=need.due_on,
            )
            for need in needs
        ),
        need_days=middle(days),
    )


def shown(activity_id: UUID) -> tuple[Shown, int]:
    """Return who came of those who were expected, and all attendances, over all dates."""
    ids = list(
        db.session.scalars(
            select(Occurrence.id)
            .where(Occurrence.activity_id == activity_id)
            .order_by(Occurrence.starts_at, Occurrence.id)
        )
    )
    kept = {
        row.occurrence_id: Tally(
            present=row.present,
            absent=row.absent,
            excused=row.excused,
            walked_in=row.walked_in,
        )
        for row in db.session.scalars(
            select(AttendanceNumbers)
            .where(AttendanceNumbers.occurrence_id.in_(ids))
            .order_by(AttendanceNumbers.occurrence_id)
        )
    }
    tallies = list((participation.tallies(ids) | kept).values())
    present = sum(tally.present for tally in tallies)
    came = present - sum(tally.walked_in for tally in tallies)
    absent = sum(tally.absent + tally.excused for tally in tallies)
    return Shown(came=came, expected=came + absent), present


def _waiting_list(activity_id: UUID) -> tuple[set[UUID | None], set[UUID | None]]:
    """Return who ever waited for an activity, and who of them got a place or an offer.

    A registration tells it: whoever had to wait got their place later than they asked for it, or
    never. What it does not tell, an offer that was declined or a registration that is erased, is
    in the messages, which are kept for 90 days.
    """
    waited = _people_told(activity_id, WAITED)
    served = _people_told(activity_id, SERVED)
    registrations = db.session.execute(
        select(
            Registration.person_id,
            Registration.state,
            Registration.registered_at,
            Registration.confirmed_at,
        ).where(Registration.activity_id == activity_id)
    )
    for person_id, state, registered_at, confirmed_at in registrations:
        if confirmed_at is None:
            waited.add(person_id)
        elif confirmed_at > registered_at:
            waited.add(person_id)
            served.add(person_id)
        if state == RegistrationState.OFFERED:
            served.add(person_id)
    return waited, served & waited


def _people_told(activity_id: UUID, kinds: tuple[str, ...]) -> set[UUID | None]:
    return set(
        db.session.scalars(
            select(OutgoingMail.person_id)
            .where(OutgoingMail.activity_id == activity_id, OutgoingMail.kind.in_(kinds))
            .order_by(OutgoingMail.person_id)
        )
    )
