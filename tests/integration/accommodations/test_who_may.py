"""Who gets which page of a need. A foreign need is an unknown need: the answer is the same."""

from uuid import uuid4

import pytest

from bgm_portal.accommodations import service
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.errors import NeedMissing
from bgm_portal.accommodations.models import Need
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.activities.models import Activity
from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from tests.support.times import NOW

CASE = "/bedarfe/{}"
OPEN = "/bedarfe/{}/oeffnen"
HAND_OVER = "/bedarfe/{}/abgeben"
OWN = "/mein-bedarf/{}"
CONFIRM = "/mein-bedarf/{}/bestaetigen"
TALK = "/mein-bedarf/{}/sprechen"
WITHDRAW = "/mein-bedarf/{}/zurueckziehen"

PAGES = [
    ("GET", CASE),
    ("POST", CASE),
    ("POST", OPEN),
    ("GET", HAND_OVER),
    ("POST", HAND_OVER),
    ("GET", OWN),
    ("POST", CONFIRM),
    ("GET", TALK),
    ("POST", TALK),
    ("GET", WITHDRAW),
    ("POST", WITHDRAW),
]

#: For each visitor the answers to PAGES, in order. 409: one may, but there is no answer yet.
ANSWERS = {
    "owner": [200, 422, 303, 200, 422, 404, 404, 404, 404, 404, 404],
    "person": [403, 403, 403, 403, 403, 200, 409, 200, 409, 200, 302],
    "colleague": [403, 403, 403, 403, 403, 404, 404, 404, 404, 404, 404],
    "line manager": [403, 403, 403, 403, 403, 404, 404, 404, 404, 404, 404],
    "deputy": [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    "coordinator elsewhere": [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404],
    "editor": [403, 403, 403, 403, 403, 404, 404, 404, 404, 404, 404],
    "leadership": [403, 403, 403, 403, 403, 404, 404, 404, 404, 404, 404],
    "admin": [403, 403, 403, 403, 403, 404, 404, 404, 404, 404, 404],
    "auditor": [403, 403, 403, 403, 403, 404, 404, 404, 404, 404, 404],
}
TABLE = [
    (who, call, status)
    for who, statuses in ANSWERS.items()
    for call, status in zip(PAGES, statuses, strict=True)
]


@pytest.fixture
def need(make_activity, make_need):
    return make_need(activity=make_activity())


@pytest.fixture
def people(need, employee, coordinator, make_person, make_deputy):
    """Return a function that finds somebody by what they are to the need."""
    manager = make_person()
    employee.line_manager_id = manager.id
    db.session.commit()
    makers = {
        "owner": lambda: coordinator,
        "person": lambda: employee,
        "colleague": make_person,
        "line manager": lambda: manager,
        "deputy": lambda: make_deputy(need_activity(need)),
        "coordinator elsewhere": lambda: make_person(Role.COORDINATOR),
        "editor": lambda: make_person(Role.EDITOR),
        "leadership": lambda: make_person(Role.LEADERSHIP),
        "admin": lambda: make_person(Role.ADMIN),
        "auditor": lambda: make_person(Role.AUDITOR),
    }
    return lambda who: makers[who]()


def need_activity(need):
    return db.session.get_one(Activity, need.activity_id)


@pytest.mark.parametrize(("who", "call", "status"), TABLE)
def test_each_page_of_a_need_answers_by_who_asks(who, call, status, people, need, sign_in):
    method, page = call
    visitor = sign_in(people(who))

    response = visitor.raw(page.format(need.id), method=method)

    assert response.status_code == status


@pytest.mark.parametrize(("method", "page"), PAGES)
@pytest.mark.parametrize("who", [who for who in ANSWERS if who not in {"owner", "person"}])
def test_a_foreign_need_is_an_unknown_need(who, method, page, people, need, sign_in):
    visitor = sign_in(people(who))

    foreign = visitor.raw(page.format(need.id), method=method)
    unknown = visitor.raw(page.format(uuid4()), method=method)

    assert foreign.status_code == unknown.status_code
    assert words(foreign, need) == words(unknown, need)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("owner", 200),
        ("person", 403),
        ("deputy", 200),
        ("editor", 403),
        ("leadership", 403),
        ("admin", 403),
        ("auditor", 403),
    ],
)
def test_the_desk_is_for_those_who_answer_needs(who, status, people, sign_in):
    visitor = sign_in(people(who))

    response = visitor.raw("/bedarfe")

    assert response.status_code == status


@pytest.mark.parametrize(("method", "page"), [*PAGES, ("GET", "/bedarfe"), ("GET", "/mein-bedarf")])
def test_nobody_sees_a_need_without_signing_in(method, page, need, visitor):
    response = visitor.raw(page.format(need.id), method=method)

    assert response.status_code == 302
    assert "/anmelden" in response.location


def test_whoever_leads_the_person_by_now_opens_nothing(employee, coordinator, need, sign_in):
    visitor = sign_in(coordinator)
    visitor.post(OPEN.format(need.id))
    employee.line_manager_id = coordinator.id
    db.session.commit()

    visitor.get(CASE.format(need.id), status=404)
    visitor.post(OPEN.format(need.id), status=404)

    assert "Katrin Albers" not in visitor.get("/bedarfe").text
    assert len(audit.entries_on(need.id, events=(Event.NEED_OPENED,))) == 1


def test_an_opening_of_somebody_else_opens_nothing(
    coordinator, make_activity, make_deputy, make_need, sign_in
):
    activity = make_activity()
    deputy = make_deputy(activity)
    handed_over = make_need(activity=activity)
    sign_in(coordinator).post(OPEN.format(handed_over.id))
    with transaction():
        service.hand_over(need_id=handed_over.id, to=deputy.id, by=coordinator.id, at=NOW)

    page = sign_in(deputy).get(CASE.format(handed_over.id))

    assert "Die Angaben sind geschlossen" in page.text


def test_whoever_lost_the_role_opens_nothing(coordinator, make_person, need, sign_in):
    former = make_person(line_manager_id=None)
    db.session.get_one(Need, need.id).owner_id = former.id
    db.session.commit()

    response = sign_in(former).raw(OPEN.format(need.id), method="POST")

    assert response.status_code == 403


def test_the_service_itself_lets_nobody_else_open(need, make_person):
    stranger = make_person(Role.COORDINATOR)

    with pytest.raises(NeedMissing):
        service.open_need(need_id=need.id, by=stranger.id, at=NOW)


def test_the_service_itself_lets_nobody_else_answer(need, make_person):
    stranger = make_person(Role.COORDINATOR)

    with pytest.raises(NeedMissing):
        service.answer(
            need_id=need.id,
            status=NeedStatus.ARRANGED,
            content=AnswerContent(message="", alternative=""),
            by=stranger.id,
            at=NOW,
        )


def words(response, need):
    """Return the page without what differs by address."""
    return (
        response.get_data(as_text=True)
        .replace(str(need.id), "")
        .split("<main", 1)[-1]
        .split("</main>")[0]
    )
