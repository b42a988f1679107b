"""Activities for the people of one employer or of some units: said, refused, kept, copied."""

from uuid import UUID

import pytest

from bgm_portal.activities import audience_queries, audience_service, queries
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity, AudienceUnit
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.models import Person, Unit
from bgm_portal.identity.permissions import Role
from bgm_portal.registration import queries as registrations
from bgm_portal.registration.errors import RegistrationRefused
from bgm_portal.registration.rules import Refusal
from bgm_portal.registration.service import ending, sign_up
from bgm_portal.registration.service.sign_up import SignUp
from bgm_portal.registration.states import Promotion, RegistrationState
from tests.support.queries import statements
from tests.support.times import NOW, TOMORROW

FOR_CITY = "Dieses Angebot ist für Beschäftigte der Kommune."
MINE, OTHER = "mine", "other"
OUTSIDE = "Sie gehören nicht zu diesem Kreis und können sich deshalb nicht anmelden."


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


@pytest.fixture
def limit(coordinator):
    """Return a function that says for whom an activity is."""

    def _limit(activity, *, employer=None, units=()):
        with transaction():
            audience_service.limit(
                activity.id,
                employer=employer,
                unit_ids={unit.id for unit in units},
                by=coordinator.id,
                at=NOW,
            )

    return _limit


@pytest.fixture
def draw_circle(employee, make_activity, make_unit, limit):
    """Return a function that makes an activity for an employer, the employee's unit or another."""

    def _draw(employer, units):
        activity, other = make_activity(), make_unit()
        known = {MINE: db.session.get_one(Unit, employee.unit_id), OTHER: other}
        limit(activity, employer=employer, units=[known[which] for which in units])
        return activity

    return _draw


def save(desk, activity, status=200, **typed):
    return desk.post(f"/planung/{activity.id}/fuer-wen", status=status, **{"employer": ""} | typed)


def buttons(page):
    return [link["href"] for link in page.soup.select("main a") if "/anmeldung" in link["href"]]


def test_a_coordinator_says_for_whom_it_is_and_everybody_reads_it(
    desk, sign_in, make_person, make_activity
):
    activity, colleague = make_activity(), make_person(employer=Employer.CITY)

    save(desk, activity, employer="city")

    inside = sign_in(colleague).get(f"/angebote/{activity.id}")
    outside = sign_in(make_person(employer=Employer.BA)).get(f"/angebote/{activity.id}")
    assert FOR_CITY in inside.text
    assert OUTSIDE not in inside.text
    assert buttons(inside)
    assert FOR_CITY in outside.text
    assert f"{OUTSIDE} Wenn Sie trotzdem dabei sein möchten, fragen Sie Nadine Ortmann." in (
        outside.text
    )
    assert buttons(outside) == []


def test_the_same_is_said_in_english(sign_in, make_person, make_activity, make_unit, limit):
    activity, units = make_activity(), [make_unit(name="North"), make_unit(name="East")]
    limit(activity, employer=Employer.BA, units=units)

    page = sign_in(make_person(language="en")).get(f"/angebote/{activity.id}")

    assert "who work here: East and North." in page.text
    assert "You do not belong to these people and so cannot sign up." in page.text


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["Nord"], "Dieses Angebot ist für Beschäftigte dieser Einheit: Nord."),
        (["Nord", "Ost"], "Dieses Angebot ist für Beschäftigte dieser Einheiten: Nord und Ost."),
    ],
)
def test_units_are_named(names, sentence, desk, coordinator, make_activity, make_unit):
    activity, units = make_activity(), [make_unit(name=name) for name in names]
    db.session.get_one(Person, coordinator.id).unit_id = units[0].id
    db.session.commit()

    save(desk, activity, units=[str(unit.id) for unit in units])

    page = desk.get(f"/angebote/{activity.id}")
    assert sentence in page.text
    assert buttons(page)


def test_the_programme_says_it_in_short(sign_in, employee, make_activity, make_unit, limit):
    limit(make_activity(title_de="Stadtlauf", starts_at=TOMORROW), employer=Employer.CITY)
    limit(make_activity(title_de="Teamtag", starts_at=TOMORROW), units=[make_unit()])
    make_activity(title_de="Yoga")

    page = sign_in(employee).get("/angebote")

    assert page.text.count("Nur für Beschäftigte der Kommune") == 1
    assert page.text.count("Nur für bestimmte Einheiten") == 1


def test_whoever_comes_without_signing_up_reads_it_too(sign_in, employee, make_activity, limit):
    activity = make_activity(needs_registration=False, registration_deadline=None)
    limit(activity, employer=Employer.CITY)

    page = sign_in(employee).get(f"/angebote/{activity.id}")

    assert "Sie gehören nicht zu diesem Kreis. Wenn Sie trotzdem dabei sein möchten" in page.text
    assert "Kommen Sie einfach dazu." not in page.text


def test_what_is_over_says_nothing_of_those_outside(sign_in, employee, make_activity, limit):
    activity = make_activity()
    limit(activity, employer=Employer.CITY)
    db.session.get_one(Activity, activity.id).state = ActivityState.CANCELLED
    db.session.commit()

    page = sign_in(employee).get(f"/angebote/{activity.id}")

    assert "Sie gehören nicht" not in page.text


@pytest.mark.parametrize("way", ["", "/bedarf", "/pruefen"])
def test_no_page_of_the_sign_up_opens_for_those_outside(
    way, sign_in, employee, make_activity, limit
):
    activity = make_activity()
    limit(activity, employer=Employer.CITY)

    page = sign_in(employee).get(f"/angebote/{activity.id}/anmeldung{way}", status=409)

    assert "Auf der Seite des Angebots steht, für wen es ist" in page.text


def test_the_last_step_refuses_whoever_posts_straight_to_it(
    sign_in, employee, make_activity, limit
):
    activity = make_activity()
    limit(activity, employer=Employer.CITY)

    sign_in(employee).post(f"/angebote/{activity.id}/anmeldung/pruefen", status=409, x="")

    assert registrations.active(employee.id, activity.id) is None
    assert queries.activity(activity.id).taken == 0


@pytest.mark.parametrize(
    ("employer", "mine", "refused"),
    [
        (None, True, False),
        (Employer.BA, None, False),
        (Employer.BA, True, False),
        (Employer.CITY, None, True),
        (Employer.CITY, True, True),
        (None, False, True),
        (Employer.BA, False, True),
    ],
)
def test_the_service_lets_those_in_whom_it_is_for(
    employer, mine, refused, employee, draw_circle, register
):
    activity = draw_circle(employer, {None: [], True: [MINE, OTHER], False: [OTHER]}[mine])

    reason = None
    try:
        register(employee, activity)
    except RegistrationRefused as no:
        db.session.rollback()
        reason = no.refusal

    assert reason == (Refusal.OUTSIDE if refused else None)
    assert (registrations.active(employee.id, activity.id) is None) is refused


def test_a_restriction_costs_a_sign_up_no_statement(
    make_person, make_activity, make_unit, limit, register
):
    free, limited = make_activity(), make_activity()
    limit(limited, employer=Employer.BA, units=[unit := make_unit()])
    first, second = make_person(unit_id=unit.id), make_person(unit_id=unit.id)
    register(make_person(), free)

    with statements() as without:
        register(first, free)
    with statements() as restricted:
        register(second, limited)

    assert len(restricted) == len(without)


def test_a_coordinator_signs_up_nobody_from_outside(desk, employee, make_activity, limit):
    activity = make_activity()
    limit(activity, employer=Employer.CITY)
    path = f"/planung/{activity.id}/teilnahme/anmelden/{employee.id}"

    shown = desk.get(path, status=409)
    sent = desk.post(path, status=409, x="")

    assert "Diese Person gehört nicht zu denen, für die das Angebot ist." in shown.text
    assert "Diese Person gehört nicht zu denen, für die das Angebot ist." in sent.text
    assert registrations.active(employee.id, activity.id) is None


def test_the_service_tells_a_coordinator_about_the_other_person(
    employee, coordinator, make_activity, limit
):
    activity = make_activity()
    limit(activity, employer=Employer.CITY)

    with pytest.raises(RegistrationRefused) as refused, transaction():
        sign_up.register(
            person_id=employee.id,
            activity_id=activity.id,
            sign_up=SignUp(),
            by=coordinator.id,
            at=NOW,
        )

    assert refused.value.refusal is Refusal.OUTSIDE_THEM


def test_places_and_the_queue_are_kept_when_the_circle_is_drawn_closer(
    desk, sign_in, employee, make_person, make_activity, register
):
    activity = make_activity(capacity=1)
    first = register(employee, activity)
    waiting = make_person()
    second = register(waiting, activity, promotion=Promotion.AUTOMATIC)
    make_person(employer=Employer.CITY)

    page = save(desk, activity, employer="city")
    with transaction():
        ending.cancel(first.id, by=employee.id, at=NOW)

    assert "Gespeichert: Für wen es ist." in page.text
    kept = registrations.registration(second.id)
    assert kept.state is RegistrationState.CONFIRMED
    detail = sign_in(waiting).get(f"/angebote/{activity.id}")
    assert "Sie gehören nicht" not in detail.text


def test_the_form_says_that_places_are_kept_and_shows_what_is_chosen(
    desk, make_activity, make_unit, limit
):
    activity, unit = make_activity(), make_unit(name="Nord")
    make_unit(name="Ost")
    limit(activity, employer=Employer.CITY, units=[unit])

    page = desk.get(f"/planung/{activity.id}/fuer-wen")

    assert "behält den Platz, auch wenn Sie den Kreis jetzt enger ziehen." in page.text
    ticked = page.soup.select("input[checked]")
    assert [box["value"] for box in ticked] == [str(unit.id)]
    assert page.soup.select_one("option[selected]")["value"] == "city"


def test_a_circle_can_be_opened_again(desk, employee, make_activity, make_unit, limit, register):
    activity = make_activity()
    limit(activity, employer=Employer.CITY, units=[make_unit()])

    save(desk, activity)

    assert not queries.activity(activity.id).is_restricted
    assert audience_queries.unit_ids(activity.id) == []
    assert register(employee, activity).state is RegistrationState.CONFIRMED


@pytest.mark.parametrize(
    "typed",
    [
        {"employer": "bund"},
        {"units": ["keine"]},
        {"units": ["00000000-0000-0000-0000-000000000001"]},
    ],
)
def test_what_does_not_exist_cannot_be_chosen(typed, desk, make_activity, make_unit):
    activity = make_activity()
    make_unit()

    page = save(desk, activity, status=422, **typed)

    assert len(page.errors()) == 1
    assert not queries.activity(activity.id).is_restricted


def test_only_those_who_look_after_it_say_for_whom_it_is(
    sign_in, employee, make_person, make_activity
):
    activity = make_activity()

    for person in (employee, make_person(Role.COORDINATOR), make_person(Role.LEADERSHIP)):
        save(sign_in(person), activity, status=403, employer="city")

    assert not queries.activity(activity.id).is_restricted


def test_a_copy_is_for_the_same_people_and_a_deleted_draft_names_none(
    desk, make_activity, make_unit, limit
):
    activity = make_activity(state=ActivityState.DRAFT, published_at=None)
    unit = make_unit()
    limit(activity, employer=Employer.CITY, units=[unit])

    page = desk.post(f"/planung/{activity.id}/als-vorlage", how="ohne")
    copied = queries.activity(UUID(page.path.rsplit("/", 1)[1]))
    named = audience_queries.unit_ids(copied.id)
    desk.post(f"/planung/{activity.id}/loeschen")

    assert (copied.for_employer, copied.for_units, named) == (Employer.CITY, True, [unit.id])
    rows = db.session.query(AudienceUnit.activity_id).all()
    assert [row.activity_id for row in rows] == [copied.id]


@pytest.fixture
def empty_unit(make_unit):
    return make_unit(name="Ganz neu")


def test_a_circle_with_nobody_in_it_is_refused_and_what_was_chosen_stays(
    desk, make_activity, empty_unit
):
    activity = make_activity()

    page = save(desk, activity, status=409, units=[str(empty_unit.id)])

    assert "So ist das Angebot für niemanden" in page.errors()[0]
    assert page.soup.select_one(f'input[value="{empty_unit.id}"]').has_attr("checked")
    assert audience_queries.unit_ids(activity.id) == []


def test_employer_and_unit_together_can_leave_nobody(desk, make_activity, employee):
    activity = make_activity()
    other = next(one for one in Employer if one is not employee.employer)
    db.session.get_one(Person, activity.contact_id).employer = employee.employer
    db.session.commit()

    page = save(desk, activity, status=409, employer=other.value, units=[str(employee.unit_id)])

    assert "So ist das Angebot für niemanden" in page.errors()[0]
    assert db.session.get_one(type(activity), activity.id).for_employer is None


@pytest.mark.parametrize("empty", [False, True])
def test_how_many_it_would_be_for_is_said_before_anything_is_saved(
    desk, make_activity, employee, empty_unit, empty
):
    activity = make_activity()
    unit = str(empty_unit.id if empty else employee.unit_id)

    page = save(desk, activity, units=[unit], zaehlen="1")

    inside = db.session.query(Person).filter_by(unit_id=employee.unit_id).count()
    if empty:
        assert "So wäre das Angebot für niemanden." in page.text
    elif inside == 1:
        assert "Für eine Person wäre das Angebot." in page.text
    else:
        assert f"Für {inside} Personen wäre das Angebot." in page.text
    assert page.soup.select_one(f'input[value="{unit}"]').has_attr("checked")
    assert audience_queries.unit_ids(activity.id) == []
