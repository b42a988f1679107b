"""Sites: the buildings in which people work. Services never commit.

Where somebody works is said of the person and of nothing else. A unit may be spread over several
buildings, so a site of the unit would be a second answer to the same question.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bgm_portal.audit.events import Event
from bgm_portal.audit.service import record
from bgm_portal.core.database import db
from bgm_portal.core.errors import Refused

from .errors import SiteInUse, SiteNameTaken
from .models import Person, Site


def sites() -> list[Site]:
    """Return all sites by name."""
    return list(db.session.scalars(select(Site).order_by(Site.name, Site.id)))


def site(site_id: UUID) -> Site:
    """Return a site, or raise NoResultFound."""
    return db.session.get_one(Site, site_id)


def people_by_site() -> dict[UUID | None, int]:
    """Count the active people of each site; under nothing those of whom none is known."""
    rows = db.session.execute(
        select(Person.site_id, func.count(Person.id))
        .where(Person.deactivated_at.is_(None))
        .group_by(Person.site_id)
        .order_by(Person.site_id)
    )
    return {row[0]: row[1] for row in rows}


def create(*, name: str, by: UUID | None, at: datetime) -> Site:
    """Add a site."""
    _refuse_taken(name, besides=None)
    new = Site(id=uuid4(), name=name)
    db.session.add(new)
    _flush_or(SiteNameTaken())
    record(Event.SITE_CREATED, at=at, by=by, object_id=new.id)
    return new


def ensure(*, name: str, by: UUID | None, at: datetime) -> Site:
    """Return the site of this name, new if there was none."""
    return _named(name) or create(name=name, by=by, at=at)


def rename(*, site_id: UUID, name: str, by: UUID | None, at: datetime) -> None:
    """Give a site another name."""
    known = site(site_id)
    _refuse_taken(name, besides=site_id)
    known.name = name
    _flush_or(SiteNameTaken())
    record(Event.SITE_CHANGED, at=at, by=by, object_id=site_id)


def remove(*, site_id: UUID, by: UUID | None, at: datetime) -> None:
    """Take a site off the list that nobody and nothing refers to."""
    db.session.delete(site(site_id))
    _flush_or(SiteInUse())  # the keys of the tables know better than a question of ours
    record(Event.SITE_REMOVED, at=at, by=by, object_id=site_id)


def _named(name: str) -> Site | None:
    """Return the site of this name, whatever its case; SQLite only knows that of English."""
    return next((one for one in sites() if one.name.casefold() == name.casefold()), None)


def _refuse_taken(name: str, *, besides: UUID | None) -> None:
    owner = _named(name)
    if owner is not None and owner.id != besides:
        raise SiteNameTaken


def _flush_or(refusal: Refused) -> None:
    try:
        db.session.flush()
    except IntegrityError as broken:
        raise refusal from broken
