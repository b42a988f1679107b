"""Questions about pairs. Whoever has cancelled runs with nobody any more."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState
from bgm_portal.runs.models import Pair

CONFIRMED = RegistrationState.CONFIRMED
_RUNNER, _GUIDE = aliased(Registration), aliased(Registration)
_RUNS, _GUIDES = aliased(Person), aliased(Person)


@dataclass(frozen=True, kw_only=True)
class Two:
    """A pair with the names of both."""

    pair: Pair
    runner: Person
    guide: Person

    @property
    def is_agreed(self) -> bool:
        """Tell whether both have said so."""
        return self.pair.runner_agreed_at is not None and self.pair.guide_agreed_at is not None

    def other(self, registration_id: UUID) -> Person:
        """Return with whom the person of this registration runs."""
        return self.guide if registration_id == self.pair.runner_id else self.runner

    def is_asked_by(self, registration_id: UUID) -> bool:
        """Tell whether this one asked and there is no answer yet."""
        mine = self.pair.by_runner and registration_id == self.pair.runner_id
        return mine and not self.is_agreed

    def has_agreed(self, registration_id: UUID) -> bool:
        """Tell whether this one of the two has said so."""
        is_runner = registration_id == self.pair.runner_id
        said = self.pair.runner_agreed_at if is_runner else self.pair.guide_agreed_at
        return said is not None


def _twos() -> Select[Pair, Person, Person]:
    return (
        select(Pair, _RUNS, _GUIDES)
        .join(_RUNNER, _RUNNER.id == Pair.runner_id)
        .join(_GUIDE, _GUIDE.id == Pair.guide_id)
        .join(_RUNS, _RUNS.id == _RUNNER.person_id)
        .join(_GUIDES, _GUIDES.id == _GUIDE.person_id)
        .execution_options(populate_existing=True)
    )


def pairs(activity_id: UUID) -> list[Two]:
    """Return all pairs of an activity, agreed or asked, by the name of the runner."""
    rows = db.session.execute(
        _twos()
        .where(
            _RUNNER.activity_id == activity_id,
            _RUNNER.state == CONFIRMED,
            _GUIDE.state == CONFIRMED,
        )
        .order_by(_RUNS.last_name, _RUNS.first_name, Pair.runner_id)
    )
    return [Two(pair=pair, runner=runner, guide=guide) for pair, runner, guide in rows]


def pair_of(registration_id: UUID) -> Two | None:
    """Return the pair in which a registration is, whoever of the two it is."""
    row = db.session.execute(
        _twos().where(
            or_(Pair.runner_id == registration_id, Pair.guide_id == registration_id),
            _RUNNER.state == CONFIRMED,
            _GUIDE.state == CONFIRMED,
        )
    ).first()
    return Two(pair=row[0], runner=row[1], guide=row[2]) if row else None


def pairs_with(registration_id: UUID) -> list[Pair]:
    """Return the pairs of a registration, whoever of the two still takes part."""
    return list(
        db.session.scalars(
            select(Pair)
            .where(or_(Pair.runner_id == registration_id, Pair.guide_id == registration_id))
            .order_by(Pair.runner_id)
        )
    )


def broken() -> list[UUID]:
    """Return the pairs of which one does not take part any more, by the runner."""
    return list(
        db.session.scalars(
            select(Pair.runner_id)
            .join(_RUNNER, _RUNNER.id == Pair.runner_id)
            .join(_GUIDE, _GUIDE.id == Pair.guide_id)
            .where(or_(_RUNNER.state != CONFIRMED, _GUIDE.state != CONFIRMED))
            .order_by(Pair.runner_id)
        )
    )


def partners_of(activity_id: UUID, registration_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return with whom some registrations run for sure, by name."""
    found: dict[UUID, str] = {}
    for two in pairs(activity_id):
        if two.is_agreed:
            found[two.pair.runner_id] = two.guide.name_in_list
            found[two.pair.guide_id] = two.runner.name_in_list
    return {id_: name for id_, name in found.items() if id_ in registration_ids}


def candidates(activity_id: UUID, *, takes_place: bool) -> list[tuple[UUID, str]]:
    """Return who has a place and runs with nobody yet, or who has none and could be a guide."""
    taken = select(Pair.runner_id).union_all(select(Pair.guide_id))
    rows = db.session.execute(
        select(Registration.id, Person)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.activity_id == activity_id,
            Registration.state == CONFIRMED,
            Registration.takes_place.is_(takes_place),
            Registration.id.not_in(taken),
        )
        .order_by(Person.last_name, Person.first_name, Registration.id)
    )
    return [(id_, person.name_in_list) for id_, person in rows]


def guide_by_email(activity_id: UUID, email: str) -> Registration | None:
    """Return the registration without a place of somebody with this address."""
    return db.session.scalar(
        select(Registration)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.activity_id == activity_id,
            Registration.state == CONFIRMED,
            Registration.takes_place.is_(False),
            Person.email == email,
        )
    )
