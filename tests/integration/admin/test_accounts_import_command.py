"""Reading in a list of staff from the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from bgm_portal.core.database import db
from bgm_portal.identity.models import Person, Unit

HEADER = "Vorname;Nachname;E-Mail;Einheit;Anstellungsträger;Sprache;Führungskraft;Telefon"
OLGA = "Olga;Neumann;neumann@haus.example;LB-1;BA;de;chefin@haus.example;intern 7"
BOSS = "Christa;Chefin;chefin@haus.example;Leistung 1;Kommune;en;;"
LIST = f"{HEADER}\r\n{OLGA}\r\n{BOSS}\r\n"


@pytest.fixture
def unit(make_unit: Callable[..., Unit]) -> Unit:
    return make_unit(code="LB-1", name="Leistung 1")


def people() -> int:
    return db.session.scalar(select(func.count(Person.id))) or 0


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["bgm", *arguments])
    return result.exit_code, result.output


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], str]:
    """Return a function that writes a list into a file."""

    def _write(text: str) -> str:
        path = tmp_path / "liste.csv"
        path.write_text(text, encoding="cp1252")
        return str(path)

    return _write


def test_the_command_reports_and_changes_nothing_unless_told_to(
    app: Flask, unit: Unit, file: Callable[[str], str]
) -> None:
    code, words = run(app, "import-staff", file(LIST))

    assert code == 0
    assert "2: create neumann@haus.example" in words
    assert "create: 2 change: 0 keep: 0" in words
    assert people() == 0


def test_the_command_imports_when_told_to(
    app: Flask, unit: Unit, file: Callable[[str], str]
) -> None:
    first = run(app, "import-staff", "--apply", file(LIST))
    second = run(app, "import-staff", "--apply", file(LIST))

    assert (first[0], second[0]) == (0, 0)
    assert "create: 0 change: 0 keep: 2" in second[1]
    assert people() == 2


def test_the_command_refuses_a_bad_list(app: Flask, unit: Unit, file: Callable[[str], str]) -> None:
    code, words = run(app, "import-staff", "--apply", file(LIST.replace("LB-1", "LB-9")))

    assert code == 1
    assert "2: Einheit LB-9: Diese Einheit gibt es nicht." in words
    assert people() == 0
