"""What an administrator does with accounts."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity import queries
from bgm_portal.identity.kinds import AccountState
from bgm_portal.identity.models import Person, PersonalLink, Unit
from bgm_portal.identity.permissions import Role
from bgm_portal.mail.models import OutgoingMail
from tests.support.page import Visitor
from tests.support.times import NOW


@pytest.fixture
def admin(make_account: Callable[..., Person]) -> Person:
    return make_account(Role.ADMIN, first_name="Rosa", last_name="Verwalter")


@pytest.fixture
def desk(admin: Person, sign_in: Callable[[Person], Visitor]) -> Visitor:
    return sign_in(admin)


def mails(kind: str) -> list[OutgoingMail]:
    return list(db.session.scalars(select(OutgoingMail).where(OutgoingMail.kind == kind)))


def new_account(unit: Unit, **changes: str) -> dict[str, str]:
    return {
        "first_name": "Jörg",
        "last_name": "Öztürk",
        "email": "Joerg.Oeztuerk@jobcenter.example",
        "phone": "intern 200",
        "unit": str(unit.id),
        "employer": "city",
        "language": "de",
        "manager": "",
    } | changes


def test_an_administrator_creates_an_account_and_its_owner_is_invited(
    desk: Visitor, make_unit: Callable[..., Unit]
) -> None:
    page = desk.post("/konten/neu", **new_account(make_unit()))

    person = queries.person_by_email("joerg.oeztuerk@jobcenter.example")
    assert person is not None
    assert page.h1 == "Jörg Öztürk"
    assert queries.state_of(person) == AccountState.INVITED
    assert [mail.recipient for mail in mails("identity.invitation")] == [person.email]


def test_an_administrator_is_told_what_is_missing_and_loses_nothing(
    desk: Visitor, make_unit: Callable[..., Unit]
) -> None:
    page = desk.post("/konten/neu", status=422, **new_account(make_unit(), last_name=" "))

    assert page.errors() == ["Geben Sie den Nachnamen ein."]
    assert page.soup.select_one("#first_name")["value"] == "Jörg"


def test_an_administrator_cannot_give_an_address_twice(
    desk: Visitor, employee: Person, make_unit: Callable[..., Unit]
) -> None:
    page = desk.post(
        "/konten/neu", status=422, **new_account(make_unit(), email=employee.email.upper())
    )

    assert page.errors() == [
        "Diese E-Mail-Adresse gehört schon zu einem Konto. Prüfen Sie die Schreibweise."
    ]


def test_an_administrator_is_told_that_a_line_manager_has_no_account(
    desk: Visitor, make_unit: Callable[..., Unit]
) -> None:
    page = desk.post(
        "/konten/neu", status=422, **new_account(make_unit(), manager="weg@jobcenter.example")
    )

    assert page.errors() == ["Zu dieser Adresse gibt es kein Konto. Prüfen Sie die Schreibweise."]


def test_an_administrator_changes_facts_and_sets_nothing_else(
    desk: Visitor, employee: Person, make_unit: Callable[..., Unit]
) -> None:
    unit = make_unit(name="Leistung 7")

    desk.post(
        f"/konten/{employee.id}/bearbeiten",
        **new_account(unit, email=employee.email, password_hash="x", role="admin", theme="dark"),
    )

    changed = queries.person_with_unit(employee.id)
    assert (changed.name, changed.unit.name) == ("Jörg Öztürk", "Leistung 7")
    assert changed.password_hash is None
    assert changed.theme.value == "system"
    assert queries.roles_of(employee.id) == []


def test_the_old_address_is_told_when_an_administrator_changes_it(
    desk: Visitor, employee: Person
) -> None:
    old = employee.email

    desk.post(
        f"/konten/{employee.id}/bearbeiten",
        **new_account(queries.unit(employee.unit_id), email="neu@jobcenter.example"),
    )

    assert [mail.recipient for mail in mails("identity.notice")] == [old]


def test_nobody_becomes_their_own_line_manager(desk: Visitor, employee: Person) -> None:
    page = desk.post(
        f"/konten/{employee.id}/bearbeiten",
        status=422,
        **new_account(queries.unit(employee.unit_id), email=employee.email, manager=employee.email),
    )

    assert page.errors() == [
        "Niemand kann die eigene Führungskraft sein. Tragen Sie eine andere Adresse ein."
    ]


def test_an_administrator_gives_and_takes_a_role_and_the_person_is_told(
    desk: Visitor, employee: Person
) -> None:
    desk.post(f"/konten/{employee.id}/rollen", role="editor")
    given = queries.roles_of(employee.id)
    desk.post(f"/konten/{employee.id}/rollen/editor")

    assert given == [Role.EDITOR]
    assert queries.roles_of(employee.id) == []
    assert len(mails("identity.notice")) == 2


def test_a_role_counts_from_the_next_request_on(
    desk: Visitor, employee: Person, sign_in: Callable[[Person], Visitor]
) -> None:
    browser = sign_in(employee)
    before = browser.raw("/konten").status_code
    desk.post(f"/konten/{employee.id}/rollen", role="admin")
    between = browser.raw("/konten").status_code
    desk.post(f"/konten/{employee.id}/rollen/admin")
    after = browser.raw("/konten").status_code

    assert (before, between, after) == (403, 200, 403)


@pytest.mark.parametrize(
    ("held", "wanted"), [("COORDINATOR", "leadership"), ("LEADERSHIP", "coordinator")]
)
def test_nobody_both_plans_and_leads(
    desk: Visitor, make_person: Callable[..., Person], held: str, wanted: str
) -> None:
    person = make_person(Role[held])

    page = desk.post(f"/konten/{person.id}/rollen", status=409, role=wanted)

    assert (
        "Koordination und Geschäftsführung schließen sich auf einem Konto aus." in page.errors()[0]
    )
    assert queries.roles_of(person.id) == [Role[held]]


def test_an_administrator_cannot_give_themself_a_role(desk: Visitor, admin: Person) -> None:
    page = desk.post(f"/konten/{admin.id}/rollen", status=409, role="coordinator")

    assert "Die Rollen des eigenen Kontos ändert immer eine zweite Person" in page.errors()[0]
    assert queries.roles_of(admin.id) == [Role.ADMIN]


def test_an_administrator_cannot_take_their_own_role(desk: Visitor, admin: Person) -> None:
    desk.post(f"/konten/{admin.id}/rollen/admin", status=409)

    assert queries.roles_of(admin.id) == [Role.ADMIN]


def test_an_unknown_role_is_no_choice(desk: Visitor, employee: Person) -> None:
    page = desk.post(f"/konten/{employee.id}/rollen", status=422, role="emperor")

    assert page.errors() == ["Keine gültige Auswahl."]


def test_a_deactivated_person_is_out_at_once_and_without_roles(
    desk: Visitor, make_account: Callable[..., Person], sign_in: Callable[[Person], Visitor]
) -> None:
    person = make_account(Role.COORDINATOR)
    browser = sign_in(person)

    asked = desk.get(f"/konten/{person.id}/deaktivieren")
    desk.post(f"/konten/{person.id}/deaktivieren")

    assert asked.h1 == "Konto deaktivieren"
    assert browser.raw("/konto").status_code == 302
    assert queries.roles_of(person.id) == []
    assert queries.person(person.id).password_hash is None


def test_a_reactivated_person_is_invited_anew(desk: Visitor, employee: Person) -> None:
    desk.post(f"/konten/{employee.id}/deaktivieren")
    desk.post(f"/konten/{employee.id}/aktivieren")

    assert queries.state_of(queries.person(employee.id)) == AccountState.INVITED
    assert len(mails("identity.invitation")) == 1


def test_an_administrator_cannot_deactivate_themself(desk: Visitor, admin: Person) -> None:
    page = desk.post(f"/konten/{admin.id}/deaktivieren", status=409)

    assert "Ihr eigenes Konto kann nur eine zweite Person" in page.text


def test_a_new_invitation_replaces_the_old_one(desk: Visitor, employee: Person) -> None:
    desk.post(f"/konten/{employee.id}/einladung")
    desk.post(f"/konten/{employee.id}/einladung")

    assert len(list(db.session.scalars(select(PersonalLink)))) == 1
    assert sorted(mail.state.value for mail in mails("identity.invitation")) == [
        "obsolete",
        "queued",
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"text": "albers"}, ["Albers, Katrin"]),
        ({"text": "katrin alb"}, ["Albers, Katrin"]),
        ({"text": "ÖZ"}, ["Öztürk, Jörg"]),
        ({"text": "öz"}, ["Öztürk, Jörg"]),
        ({"role": "coordinator"}, ["Ortmann, Nadine"]),
        ({"state": "active"}, ["Verwalter, Rosa"]),
        ({"state": "deactivated"}, ["Öztürk, Jörg"]),
        ({"role": "emperor", "text": "rosa"}, ["Verwalter, Rosa"]),
    ],
)
def test_an_administrator_finds_accounts(
    desk: Visitor,
    employee: Person,
    coordinator: Person,
    make_person: Callable[..., Person],
    query: dict[str, str],
    expected: list[str],
) -> None:
    make_person(first_name="Jörg", last_name="Öztürk", deactivated_at=NOW)

    page = desk.get("/konten", **query)

    assert [row[0] for row in page.rows()] == expected


@pytest.mark.parametrize("typed", ["4711-Ö", "pößneck", "Team pöß", "4711-ö "])
def test_an_administrator_finds_the_people_of_a_unit_by_its_name_or_code(
    desk: Visitor,
    employee: Person,
    make_unit: Callable[..., Unit],
    make_person: Callable[..., Person],
    typed: str,
) -> None:
    unit = make_unit(name="Team Pößneck", code="4711-Ö")
    make_person(first_name="Jörg", last_name="Öztürk", unit_id=unit.id)

    page = desk.get("/konten", unit=typed)

    assert [row[0] for row in page.rows()] == ["Öztürk, Jörg"]
    assert page.soup.find("input", {"name": "unit"})["value"] == typed.strip()


def test_the_list_of_accounts_does_not_name_every_unit(
    desk: Visitor, make_unit: Callable[..., Unit]
) -> None:
    make_unit(name="Eine von tausend")

    assert "Eine von tausend" not in desk.get("/konten").text


def test_an_administrator_who_finds_nothing_is_shown_the_way_back(
    desk: Visitor, employee: Person
) -> None:
    page = desk.get("/konten", text="%")

    assert "Zu dieser Suche gibt es kein Konto." in page.text
    assert "Alle Konten anzeigen" in page.text


def test_a_long_list_comes_in_pages_with_a_fixed_number_of_statements(
    desk: Visitor, make_unit: Callable[..., Unit], make_person: Callable[..., Person]
) -> None:
    unit = make_unit()
    people = [make_person(unit_id=unit.id) for _number in range(30)]

    first = desk.get("/konten", unit=unit.code)
    last = desk.get("/konten", unit=unit.code, seite="2")

    assert len(first.rows()) == 25
    assert len(last.rows()) == len(people) - 25


def test_an_unknown_account_does_not_exist(desk: Visitor) -> None:
    page = desk.get(f"/konten/{uuid4()}", status=404)

    assert page.status == 404
