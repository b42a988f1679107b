"""Activities for the people of some sites: said, refused, kept, copied, counted."""

from uuid import UUID

import pytest

from bgm_portal.activities import audience_queries, audience_service, queries
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import AudienceSite
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from bgm_portal.registration import queries as registrations
from bgm_portal.registration.errors import RegistrationRefused
from bgm_portal.registration.rules import Refusal
from bgm_portal.registration.service import ending
from bgm_portal.registration.states import Promotion, RegistrationState
from tests.support.queries import statements
from tests.support.times import NOW, TOMORROW

AT_NORTH = "Dieses Angebot ist nur für Beschäftigte am Standort Nord."
OUTSIDE = "Sie gehören nicht zu diesem Kreis und können sich deshalb nicht anmelden."
NO_SITE = "Bei Ihnen ist kein Standort eingetragen."


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


@pytest.fixture
def north(make_site):
    return make_site(name="Nord")


@pytest.fixture
def limit(coordinator):
    """Return a function that says for whom an activity is."""

    def _limit(activity, *sites, employer=None, units=()):
        with transaction():
            audience_service.limit(
                activity.id,
                employer=employer,
                unit_ids={unit.id for unit in units},
                site_ids={site.id for site in sites},
                by=coordinator.id,
                at=NOW,
            )

    return _limit


@pytest.fixture
def house(make_site):
    """The sites of the house by name."""
    return {name: make_site(name=name) for name in ("Nord", "Ost", "Mitte")}


@pytest.fixture
def hire_at(house, make_person):
    """Return a function that makes somebody at a site, or at none."""

    def _hire(name):
        return make_person(site_id=house[name].id if name else None)

    return _hire


@pytest.fixture
def draw_circle(house, make_activity, make_unit, limit):
    """Return a function that makes an activity for some sites, an employer and a unit."""

    def _draw(*names, employer=None, unit=None):
        activity, units = make_activity(), [make_unit(name=unit)] if unit else []
        limit(activity, *(house[name] for name in names), employer=employer, units=units)
        return activity

    return _draw


@pytest.fixture
def reader(sign_in, employee):
    return sign_in(employee)


def save(desk, activity, status=200, **typed):
    return desk.post(f"/planung/{activity.id}/fuer-wen", status=status, **{"employer": ""} | typed)


def buttons(page):
    return [link["href"] for link in page.soup.select("main a") if "/anmeldung" in link["href"]]


def test_a_coordinator_names_a_site_and_everybody_reads_it(
    desk, sign_in, make_person, make_activity, make_site, north
):
    activity, there = make_activity(), make_person(site_id=north.id)
    elsewhere = make_person(site_id=make_site(name="Mitte").id)

    page = save(desk, activity, sites=[str(north.id)])

    assert "Gespeichert: Für wen es ist." in page.text
    inside = sign_in(there).get(f"/angebote/{activity.id}")
    outside = sign_in(elsewhere).get(f"/angebote/{activity.id}")
    assert AT_NORTH in inside.text
    assert buttons(inside)
    assert AT_NORTH in outside.text
    assert f"{OUTSIDE} Wenn Sie trotzdem dabei sein möchten, fragen Sie Nadine Ortmann." in (
        outside.text
    )
    assert buttons(outside) == []


def test_beside_the_way_to_sign_up_those_outside_read_for_whom_it_is(
    sign_in, employee, make_activity, north, limit
):
    activity = make_activity()
    limit(activity, north)

    page = sign_in(employee).get(f"/angebote/{activity.id}")

    box = page.soup.select_one("aside .bgm-box").get_text(" ", strip=True)
    assert box.index(AT_NORTH) < box.index(NO_SITE)


@pytest.mark.parametrize("narrow", [True, False])
def test_before_a_draft_appears_its_coordinator_reads_for_how_many_it_is(
    desk, make_person, make_activity, north, limit, narrow
):
    draft = make_activity(state=ActivityState.DRAFT, published_at=None)
    for _ in range(2):
        make_person(site_id=north.id)
    if narrow:
        limit(draft, north)

    page = desk.get(f"/planung/{draft.id}/veroeffentlichen")

    assert "Personen können das Angebot dann sehen." in page.text
    assert (f"{AT_NORTH} Das sind 2 Personen." in page.text) is narrow
    assert ("Für wen es ist" in page.text) is narrow


def test_whoever_has_no_site_reads_whom_to_tell(sign_in, employee, make_activity, north, limit):
    activity = make_activity()
    limit(activity, north)

    page = sign_in(employee).get(f"/angebote/{activity.id}")

    assert AT_NORTH in page.text
    assert f"{NO_SITE} Deshalb können Sie sich nicht anmelden." in page.text
    assert "sagen Sie bitte Bescheid: Nadine Ortmann, Telefon" in page.text
    assert OUTSIDE not in page.text
    assert buttons(page) == []


def test_where_a_site_would_not_help_nobody_is_sent_to_have_one_entered(
    sign_in, employee, make_activity, north, limit
):
    activity = make_activity()
    limit(activity, north, employer=Employer.CITY)

    page = sign_in(employee).get(f"/angebote/{activity.id}")

    assert OUTSIDE in page.text
    assert NO_SITE not in page.text


def test_whoever_could_just_come_reads_it_without_a_word_of_signing_up(
    sign_in, employee, make_activity, north, limit
):
    activity = make_activity(needs_registration=False, registration_deadline=None)
    limit(activity, north)

    page = sign_in(employee).get(f"/angebote/{activity.id}")

    assert f"{NO_SITE} Arbeiten Sie dort, sagen Sie bitte Bescheid" in page.text
    assert "Kommen Sie einfach dazu." not in page.text


@pytest.mark.parametrize(
    ("names", "employer", "unit", "sentence"),
    [
        (["Nord"], None, None, AT_NORTH),
        (["Ost", "Nord"], None, None, "nur für Beschäftigte an diesen Standorten: Nord und Ost."),
        (["Nord"], Employer.BA, None, "der Bundesagentur für Arbeit am Standort Nord."),
        (["Nord"], Employer.CITY, None, "nur für Beschäftigte der Kommune am Standort Nord."),
        (["Nord", "Ost"], Employer.CITY, None, "der Kommune an diesen Standorten: Nord und Ost."),
        (
            ["Nord"],
            None,
            "Post",
            "für Beschäftigte dieser Einheit: Post. Sie müssen außerdem am Standort Nord arbeiten.",
        ),
        (
            ["Nord", "Ost"],
            Employer.BA,
            "Post",
            "Post. Sie müssen außerdem an einem dieser Standorte arbeiten: Nord und Ost.",
        ),
    ],
)
def test_the_sentence_names_employer_unit_and_sites(
    names, employer, unit, sentence, reader, draw_circle
):
    activity = draw_circle(*names, employer=employer, unit=unit)

    assert sentence in reader.get(f"/angebote/{activity.id}").text


def test_the_same_is_said_in_english(sign_in, make_person, make_activity, north, limit):
    activity = make_activity()
    limit(activity, north)

    page = sign_in(make_person(language="en")).get(f"/angebote/{activity.id}")

    assert "This activity is only for staff at the site Nord." in page.text
    assert "No site is entered for you, and so you cannot sign up." in page.text


def test_the_programme_says_it_in_short(sign_in, employee, make_activity, make_unit, north, limit):
    limit(make_activity(title_de="Stadtlauf", starts_at=TOMORROW), north)
    limit(make_activity(title_de="Teamtag", starts_at=TOMORROW), north, units=[make_unit()])
    make_activity(title_de="Yoga")

    page = sign_in(employee).get("/angebote")

    assert page.text.count("Nur für bestimmte Standorte") == 1
    assert page.text.count("Nur für bestimmte Einheiten und Standorte") == 1


@pytest.mark.parametrize("way", ["", "/bedarf", "/pruefen"])
def test_no_page_of_the_sign_up_opens_for_those_outside(
    way, sign_in, employee, make_activity, north, limit
):
    activity = make_activity()
    limit(activity, north)

    page = sign_in(employee).get(f"/angebote/{activity.id}/anmeldung{way}", status=409)

    assert "Auf der Seite des Angebots steht, für wen es ist" in page.text


@pytest.mark.parametrize(
    ("where", "employer", "refused"),
    [
        ("Nord", None, False),
        ("Ost", None, False),
        ("Mitte", None, True),
        (None, None, True),
        ("Nord", Employer.BA, False),
        ("Nord", Employer.CITY, True),
    ],
)
def test_the_service_lets_those_in_who_work_there(
    where, employer, refused, hire_at, draw_circle, register
):
    person, activity = hire_at(where), draw_circle("Nord", "Ost", employer=employer)

    reason = None
    try:
        register(person, activity)
    except RegistrationRefused as no:
        db.session.rollback()
        reason = no.refusal

    assert reason == (Refusal.OUTSIDE if refused else None)
    assert (registrations.active(person.id, activity.id) is None) is refused


def test_a_site_costs_a_sign_up_no_statement(make_person, make_activity, north, limit, register):
    free, limited = make_activity(), make_activity()
    limit(limited, north)
    first, second = make_person(site_id=north.id), make_person(site_id=north.id)
    register(make_person(), free)

    with statements() as without:
        register(first, free)
    with statements() as restricted:
        register(second, limited)

    assert len(restricted) == len(without)


def test_a_coordinator_signs_up_nobody_from_another_site(
    desk, employee, make_activity, north, limit
):
    activity = make_activity()
    limit(activity, north)

    page = desk.post(f"/planung/{activity.id}/teilnahme/anmelden/{employee.id}", status=409, x="")

    assert "Diese Person gehört nicht zu denen, für die das Angebot ist." in page.text


def test_places_and_the_queue_are_kept_when_a_site_is_named_later(
    desk, sign_in, hire_at, house, make_activity, register
):
    activity = make_activity(capacity=1)
    person, waiting = hire_at("Mitte"), hire_at(None)
    first = register(person, activity)
    second = register(waiting, activity, promotion=Promotion.AUTOMATIC)
    hire_at("Nord")

    page = save(desk, activity, sites=[str(house["Nord"].id)])
    with transaction():
        ending.cancel(first.id, by=person.id, at=NOW)

    assert "Gespeichert: Für wen es ist." in page.text
    kept = registrations.registration(second.id)
    assert kept.state is RegistrationState.CONFIRMED
    detail = sign_in(waiting).get(f"/angebote/{activity.id}")
    assert NO_SITE not in detail.text


def test_how_many_it_would_be_for_is_counted_by_site(desk, make_person, make_activity, north):
    activity, unit_id = make_activity(), make_person(site_id=north.id).unit_id
    make_person(site_id=north.id, employer=Employer.CITY)
    make_person(site_id=north.id, deactivated_at=NOW)
    named = {"sites": [str(north.id)], "zaehlen": "1"}

    page = save(desk, activity, **named)
    fewer = save(desk, activity, **named, units=[str(unit_id)])

    assert "Für 2 Personen wäre das Angebot." in page.text
    assert "Für eine Person wäre das Angebot." in fewer.text
    assert page.soup.select_one(f'input[value="{north.id}"]').has_attr("checked")
    assert audience_queries.site_ids(activity.id) == []


def test_a_site_where_nobody_works_leaves_nobody(desk, make_activity, north):
    activity = make_activity()

    page = save(desk, activity, status=409, sites=[str(north.id)])

    assert "So ist das Angebot für niemanden" in page.errors()[0]
    assert audience_queries.site_ids(activity.id) == []


def test_a_site_that_does_not_exist_cannot_be_chosen(desk, make_activity, north):
    activity = make_activity()

    page = save(desk, activity, status=422, sites=["00000000-0000-0000-0000-000000000001"])

    assert len(page.errors()) == 1
    assert not queries.activity(activity.id).is_restricted


def test_a_house_without_sites_is_not_asked(desk, make_activity):
    activity = make_activity()

    page = desk.get(f"/planung/{activity.id}/fuer-wen")
    save(desk, activity, employer="ba")

    assert "Für welche Standorte?" not in page.text
    assert queries.activity(activity.id).for_employer is Employer.BA


def test_a_circle_can_be_opened_again(desk, make_activity, make_person, north, limit):
    activity = make_activity()
    limit(activity, north)
    assert queries.activity(activity.id).is_restricted

    save(desk, activity)

    assert not queries.activity(activity.id).is_restricted
    assert audience_queries.site_ids(activity.id) == []


def test_a_copy_is_for_the_same_site_and_a_deleted_draft_names_none(
    desk, make_activity, north, limit
):
    activity = make_activity(state=ActivityState.DRAFT, published_at=None)
    limit(activity, north)

    page = desk.post(f"/planung/{activity.id}/als-vorlage", how="ohne")
    copied = queries.activity(UUID(page.path.rsplit("/", 1)[1]))
    desk.post(f"/planung/{activity.id}/loeschen")

    assert copied.for_sites
    rows = db.session.query(AudienceSite).all()
    assert [(row.activity_id, row.site_id) for row in rows] == [(copied.id, north.id)]


def test_a_site_that_an_activity_is_for_stays_on_the_list(
    sign_in, make_person, make_activity, north, limit
):
    limit(make_activity(), north)

    admin = sign_in(make_person(Role.ADMIN))
    page = admin.post(f"/konten/standorte/{north.id}/entfernen", status=409)

    assert "Der Standort wird noch gebraucht" in page.errors()[0]
    assert db.session.query(Person).filter_by(site_id=north.id).count() == 0
