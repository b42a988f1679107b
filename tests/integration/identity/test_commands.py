"""The first administrator comes from the command line."""

from flask import Flask
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity import queries, sites
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from tests.factories.identity import NEW_PASSWORD
from tests.support.page import Visitor

ROSA = (
    "create-admin",
    "--email=Rosa.Verwalter@haus.example",
    "--first-name=Rosa",
    "--last-name=Verwalter",
    "--unit=V-1",
)


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["bgm", *arguments])
    return result.exit_code, result.output


def test_the_first_administrator_gets_a_link_and_manages_accounts(
    app: Flask, visitor: Visitor
) -> None:
    code, words = run(app, *ROSA)
    link = words.split()[-1].removeprefix("http://localhost")

    visitor.post(link, password=NEW_PASSWORD)
    page = visitor.post(
        "/anmelden", email="rosa.verwalter@haus.example", password=NEW_PASSWORD, next="/konten"
    )

    assert code == 0
    assert page.h1 == "Konten"


def test_an_administrator_is_not_created_twice(app: Flask) -> None:
    run(app, *ROSA)

    code, words = run(app, *ROSA)

    assert code == 1
    assert "Diese E-Mail-Adresse gehört schon zu einem Konto." in words
    assert len(queries.active_people_with_role(Role.ADMIN)) == 1


def test_the_command_says_where_the_administrator_works(app: Flask) -> None:
    run(app, *ROSA, "--site=Haus Mitte")
    again = run(app, *ROSA, "--email=olga@haus.example", "--site=haus mitte")

    people = list(db.session.scalars(select(Person)))
    assert again[0] == 0
    assert [one.name for one in sites.sites()] == ["Haus Mitte"]
    assert {one.site_id for one in people} == {sites.sites()[0].id}


def test_something_that_is_no_address_is_refused(app: Flask) -> None:
    code, words = run(app, *ROSA, "--email=rosa")

    assert code == 2
    assert "Das ist keine E-Mail-Adresse." in words
    assert db.session.scalar(select(Person)) is None
