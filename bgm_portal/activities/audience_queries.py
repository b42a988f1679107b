"""Questions about the people that an activity is for. Reads only."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.models import Person

from .audience_rules import Standing, is_for
from .errors import UnknownActivity
from .models import Activity, AudienceSite, AudienceUnit


def unit_ids(activity_id: UUID) -> list[UUID]:
    """Return the units that an activity is for; none where it is for all of them."""
    return list(
        db.session.scalars(
            select(AudienceUnit.unit_id)
            .where(AudienceUnit.activity_id == activity_id)
            .order_by(AudienceUnit.unit_id)
        )
    )


def site_ids(activity_id: UUID) -> list[UUID]:
    """Return the sites that an activity is for; none where it is for all of them."""
    return list(
        db.session.scalars(
            select(AudienceSite.site_id)
            .where(AudienceSite.activity_id == activity_id)
            .order_by(AudienceSite.site_id)
        )
    )


def is_for_person(activity_id: UUID, person_id: UUID) -> bool:
    """Tell whether an activity is for somebody, in one statement."""
    standing = _standings(activity_id, [person_id]).get(person_id)
    if standing is None:
        raise UnknownActivity
    return is_for(standing)


def outside(activity_id: UUID, person_ids: Collection[UUID]) -> set[UUID]:
    """Return those of these people for whom an activity is not, in one statement."""
    standings = _standings(activity_id, person_ids)
    return {person_id for person_id, standing in standings.items() if not is_for(standing)}


def _standings(activity_id: UUID, person_ids: Collection[UUID]) -> dict[UUID, Standing]:
    in_unit = (
        select(AudienceUnit.unit_id)
        .where(AudienceUnit.activity_id == Activity.id, AudienceUnit.unit_id == Person.unit_id)
        .exists()
    )
    in_site = (
        select(AudienceSite.site_id)
        .where(AudienceSite.activity_id == Activity.id, AudienceSite.site_id == Person.site_id)
        .exists()
    )
    rows = db.session.execute(
        select(
            Person.id,
            Activity.for_employer,
            Activity.for_units,
            Activity.for_sites,
            Person.employer,
            Person.site_id,
            in_unit.label("in_unit"),
            in_site.label("in_site"),
        )
        .join(Person, Person.id.in_(person_ids))
        .where(Activity.id == activity_id)
        .order_by(Person.id)
    )
    return {
        row.id: Standing(
            for_employer=row.for_employer,
            for_units=row.for_units,
            for_sites=row.for_sites,
            employer=row.employer,
            in_unit=bool(row.in_unit),
            in_site=bool(row.in_site),
            has_site=row.site_id is not None,
        )
        for row in rows
    }
