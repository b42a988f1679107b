"""A coordinator leaves: what was theirs is handed over in one step, or left on purpose."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bgm_portal.accommodations.models import Need
from bgm_portal.activities.models import Activity, Assignment
from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.checklists.models import ChecklistTask
from bgm_portal.core.database import db, transaction
from bgm_portal.home import erasure
from bgm_portal.identity import queries
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from bgm_portal.mail.models import OutgoingMail
from tests.support.times import NOW


@pytest.fixture
def desk(make_person, sign_in):
    return sign_in(make_person(Role.ADMIN, email="admin@jobcenter.example"))


@pytest.fixture
def uwe(make_person):
    return make_person(Role.COORDINATOR, first_name="Uwe", last_name="Brandt")


@pytest.fixture
def leaving(coordinator, make_activity, make_need):
    """The address at which Nadine's account is locked; an activity, a need, a task are hers."""
    activity = make_activity(title_de="Hagener Firmenlauf")
    make_need(activity=activity)
    db.session.add(
        ChecklistTask(
            activity_id=activity.id,
            code="own-1",
            title_de="Zelt bestellen",
            offset_days=-7,
            assigned_to=coordinator.id,
        )
    )
    db.session.commit()
    return f"/konten/{coordinator.id}/deaktivieren"


def held_by(person_id):
    db.session.rollback()
    return {
        "contact": db.session.scalars(select(Activity.contact_id)).all() == [person_id],
        "assigned": db.session.scalars(select(Assignment.person_id)).all() == [person_id],
        "need": db.session.scalars(select(Need.owner_id)).all() == [person_id],
        "task": db.session.scalars(select(ChecklistTask.assigned_to)).all() == [person_id],
    }


def is_active(person_id):
    db.session.rollback()
    return db.session.get_one(Person, person_id).deactivated_at is None


def test_the_page_names_what_is_entrusted_and_nothing_that_is_needed(desk, leaving, uwe):
    page = desk.get(leaving)

    for words in ("1 Angebot", "1 Bedarf", "1 offene Aufgabe einer Checkliste"):
        assert words in page.text
    [activity] = [item.get_text() for item in page.soup.select("main details li")]
    assert "Firmenlauf" in activity
    assert activity.endswith("2026")
    assert "Katrin" not in page.text
    assert "Gebärdensprache" not in page.text
    assert [one.text for one in page.soup.select("[name=successor] option")] == [
        "Bitte wählen",
        "Uwe Brandt",
    ]


def test_without_handing_over_a_sentence_names_what_would_be_orphaned(desk, leaving, coordinator):
    coordinator_id = coordinator.id

    page = desk.post(leaving, status=422)

    assert page.errors() == [
        (
            "Niemand wäre dann zuständig für: 1 Angebot, 1 Bedarf, 1 offene Aufgabe einer"
            " Checkliste. Wählen Sie, wer das übernimmt, oder bestätigen Sie, dass es liegen"
            " bleibt."
        )
    ]
    assert is_active(coordinator_id)
    assert all(held_by(coordinator_id).values())


def test_in_one_step_a_colleague_takes_over_everything_and_is_told(desk, leaving, coordinator, uwe):
    coordinator_id, uwe_id = coordinator.id, uwe.id

    page = desk.post(leaving, successor=str(uwe_id))

    assert "Uwe Brandt hat alles übernommen" in page.text
    assert held_by(uwe_id) == dict.fromkeys(("contact", "assigned", "need", "task"), True)
    assert not is_active(coordinator_id)
    (entry,) = db.session.scalars(
        select(AuditEntry).where(AuditEntry.event == Event.ACTIVITIES_HANDED_OVER)
    )
    assert (entry.subject_id, entry.object_id, entry.facts) == (
        uwe_id,
        coordinator_id,
        {"count": 1},
    )
    mails = db.session.scalars(
        select(OutgoingMail.subject).where(OutgoingMail.person_id == uwe_id)
    ).all()
    assert "Ihnen sind Angebote übergeben" in mails


def test_what_somebody_may_not_see_goes_to_another_one(
    desk, leaving, employee, uwe, make_deputy, coordinator
):
    activity = db.session.scalars(select(Activity)).one()
    vera = make_deputy(activity, first_name="Vera")
    employee.line_manager_id = uwe.id
    db.session.commit()
    vera_id = vera.id

    desk.post(leaving, successor=str(uwe.id))

    assert db.session.scalars(select(Need.owner_id)).all() == [vera_id]


def test_whoever_plans_no_longer_hands_over_first(desk, leaving, coordinator, uwe):
    coordinator_id, uwe_id = coordinator.id, uwe.id

    page = desk.post(f"/konten/{coordinator_id}/rollen/coordinator")
    refused = desk.post(f"/konten/{coordinator_id}/rollen/coordinator/entziehen", status=422)
    still = queries.roles_of(coordinator_id)
    done = desk.post(
        f"/konten/{coordinator_id}/rollen/coordinator/entziehen", successor=str(uwe_id)
    )

    assert page.h1 == "Rolle „Koordination“ entziehen"
    assert "1 Bedarf" in page.text
    assert "Niemand wäre dann zuständig für: 1 Angebot" in refused.errors()[0]
    assert still == [Role.COORDINATOR]
    assert "Die Rolle „Koordination“ ist entzogen." in done.text
    assert "Uwe Brandt hat alles übernommen" in done.text
    assert held_by(uwe_id) == dict.fromkeys(("contact", "assigned", "need", "task"), True)
    assert (queries.roles_of(coordinator_id), is_active(coordinator_id)) == ([], True)


def test_a_role_with_which_nothing_is_entrusted_is_taken_away_at_once(desk, uwe):
    page = desk.post(f"/konten/{uwe.id}/rollen/coordinator")
    again = desk.get(f"/konten/{uwe.id}/rollen/coordinator/entziehen")

    assert "Die Rolle „Koordination“ ist entzogen." in page.text
    assert again.h1 == page.h1
    assert queries.roles_of(uwe.id) == []


def test_a_role_can_be_taken_away_and_the_rest_left_on_purpose(desk, leaving, coordinator):
    coordinator_id = coordinator.id

    desk.post(f"/konten/{coordinator_id}/rollen/coordinator/entziehen", leave_it="y")

    assert queries.roles_of(coordinator_id) == []
    assert all(held_by(coordinator_id).values())


def test_it_can_be_left_on_purpose(desk, leaving, coordinator):
    coordinator_id = coordinator.id

    desk.post(leaving, leave_it="y")

    assert not is_active(coordinator_id)
    assert held_by(coordinator_id)["contact"]


@pytest.mark.parametrize("who", ["employee", "leadership", "self"])
def test_only_who_plans_takes_over(desk, leaving, coordinator, employee, make_person, who):
    ids = {
        "employee": employee.id,
        "leadership": make_person(Role.LEADERSHIP).id,
        "self": coordinator.id,
    }
    coordinator_id = coordinator.id

    page = desk.post(leaving, status=422, successor=str(ids[who]))

    assert page.errors() == ["Keine gültige Auswahl."]
    assert is_active(coordinator_id)


def test_who_has_nothing_is_locked_without_a_question(desk, employee):
    page = desk.get(f"/konten/{employee.id}/deaktivieren")
    desk.post(f"/konten/{employee.id}/deaktivieren")

    assert page.soup.select("[name=successor]") == []
    assert not is_active(employee.id)


def test_an_account_without_a_name_is_not_opened_again_and_says_what_to_do(desk, make_person):
    person_id = make_person(deactivated_at=NOW).id
    with transaction():
        erasure.erase_leaver(person_id, at=NOW + timedelta(days=8))

    page = desk.get(f"/konten/{person_id}")
    answer = desk.post(f"/konten/{person_id}/aktivieren", status=409)

    assert "/konten/neu" in page.links()
    assert page.soup.select("form[action$=aktivieren]") == []
    assert "Legen Sie für die Person ein neues Konto an." in answer.text
    assert not is_active(person_id)
    assert (
        db.session.scalars(select(OutgoingMail).where(OutgoingMail.person_id == person_id)).all()
        == []
    )
    assert queries.person(person_id).email.endswith("@geloescht.invalid")


LIST = "/konten/ausgeschieden"


def confirmed(page):
    """Return what the page of the plan sends along."""
    return {
        name: page.soup.select_one(f"[name={name}]")["value"]
        for name in ("addresses", "fingerprint")
    }


def test_a_list_of_leavers_says_first_what_would_happen(desk, leaving, coordinator, employee):
    ids = (coordinator.id, employee.id)

    page = desk.post(LIST, addresses=f"{coordinator.email}\n\n {employee.email.upper()} ")

    assert page.rows() == [
        [
            coordinator.name,
            coordinator.email,
            "1 Angebot, 1 Bedarf, 1 offene Aufgabe einer Checkliste",
        ],
        [employee.name, employee.email, "Nichts"],
    ]
    assert all(is_active(one) for one in ids)


def test_a_list_of_leavers_is_carried_out_with_one_colleague_for_everything(
    desk, leaving, coordinator, employee, uwe
):
    ids, uwe_id = (coordinator.id, employee.id), uwe.id
    plan = desk.post(LIST, addresses=f"{coordinator.email}\n{employee.email}")

    page = desk.post(f"{LIST}/uebernehmen", successor=str(uwe_id), **confirmed(plan))

    assert "2 Konten sind deaktiviert." in page.text
    assert not any(is_active(one) for one in ids)
    assert held_by(uwe_id) == dict.fromkeys(("contact", "assigned", "need", "task"), True)


def test_a_list_without_a_colleague_names_whose_what_would_be_orphaned(
    desk, leaving, coordinator, employee
):
    ids = (coordinator.id, employee.id)
    plan = desk.post(LIST, addresses=f"{coordinator.email}\n{employee.email}")

    page = desk.post(f"{LIST}/uebernehmen", status=422, **confirmed(plan))

    (error,) = page.errors()
    assert error.startswith("Nadine Ortmann: Niemand wäre dann zuständig für: 1 Angebot")
    assert all(is_active(one) for one in ids)
    desk.post(f"{LIST}/uebernehmen", leave_it="y", **confirmed(page))
    assert not any(is_active(one) for one in ids)


def test_a_colleague_who_leaves_as_well_takes_over_nothing(desk, leaving, coordinator, uwe):
    coordinator_id, uwe_id = coordinator.id, uwe.id
    plan = desk.post(LIST, addresses=f"{coordinator.email}\n{uwe.email}")

    page = desk.post(f"{LIST}/uebernehmen", status=422, successor=str(uwe_id), **confirmed(plan))

    assert page.errors() == ["Keine gültige Auswahl."]
    assert is_active(coordinator_id)


def test_what_changed_since_the_list_was_checked_is_shown_before_anything_happens(
    desk, leaving, coordinator, make_activity, uwe
):
    coordinator_id, uwe_id = coordinator.id, uwe.id
    plan = desk.post(LIST, addresses=coordinator.email)
    make_activity(title_de="Rückenkurs")

    page = desk.post(f"{LIST}/uebernehmen", status=409, successor=str(uwe_id), **confirmed(plan))

    assert "Inzwischen hat sich etwas geändert." in page.errors()[0]
    assert "2 Angebote" in page.text
    assert is_active(coordinator_id)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Nennen Sie mindestens eine E-Mail-Adresse."),
        (
            "niemand@jobcenter.example",
            (
                "Zu dieser Adresse gibt es kein Konto: niemand@jobcenter.example."
                " Berichtigen Sie sie."
            ),
        ),
        (
            "admin@jobcenter.example",
            "Ihr eigenes Konto steht in der Liste. Das deaktiviert nur eine zweite Person.",
        ),
        (
            "\n".join(f"{number}@x.example" for number in range(201)),
            "Nennen Sie höchstens 200 Adressen auf einmal.",
        ),
    ],
    ids=["nobody", "unknown", "own", "too many"],
)
def test_a_list_that_cannot_be_is_explained_and_kept(desk, employee, typed, message):
    employee_id = employee.id

    page = desk.post(LIST, status=422, addresses=f"{employee.email}\n{typed}" if typed else "")

    assert page.errors() == [message]
    assert typed in page.soup.select_one("[name=addresses]").text.replace("\r\n", "\n")
    assert is_active(employee_id)


def test_who_is_locked_already_is_counted_and_left(desk, make_person):
    gone = make_person(deactivated_at=NOW)

    page = desk.post(LIST, addresses=gone.email)

    assert "1 Konto der Liste ist schon deaktiviert." in page.text
    assert "Es gibt nichts zu tun." in page.text
