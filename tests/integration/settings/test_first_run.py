"""Whoever installs the portal is asked for an administrator and the house."""

import pytest
from sqlalchemy import func, select

from bgm_portal.core.database import db
from bgm_portal.core.house import house
from bgm_portal.identity import sites
from bgm_portal.identity.models import Person
from bgm_portal.settings.models import HouseSetting

ANSWERS = (
    "alex@haus.example",
    "Alex",
    "Beispiel",
    "IT",
    "Gesund im Amt",
    "Jobcenter Musterstadt",
    "nrw",
    "",  # whoever presses Enter keeps what the settings say
    "intern 9",
    "bgm@haus.example",
    "BY",
    "20:00",
    "06:30",
)
OPTIONS = {
    "--email": "alex@haus.example",
    "--first-name": "Alex",
    "--last-name": "Beispiel",
    "--unit": "IT",
    "--name": "Gesund im Amt",
    "--employer-name": "Jobcenter Musterstadt",
    "--enforcement": "nrw",
    "--contact-name": "Olga Neumann",
    "--contact-phone": "intern 9",
    "--contact-email": "bgm@haus.example",
    "--state": "BY",
    "--quiet-from": "20:00",
    "--quiet-until": "06:30",
}


def run(app, *arguments, answers=()):
    command = app.test_cli_runner()
    return command.invoke(args=["bgm", "first-run", *arguments], input="\n".join(answers) + "\n")


def by_options(**changed):
    given = OPTIONS | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    return [part for pair in given.items() for part in pair]


def people() -> int:
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def test_questions_one_by_one_make_an_administrator_and_a_house(app, visitor):
    said = run(app, answers=ANSWERS)

    assert said.exit_code == 0, said.output
    assert (house().name, house().state, house().quiet_from) == ("Gesund im Amt", "BY", "20:00")
    assert house().contact_name == "Nadine Ortmann"
    [link] = [word for word in said.output.split() if word.startswith("http://")]
    assert "Gesund im Amt" in visitor.get(link.removeprefix("http://localhost")).text


def test_all_answers_can_be_options(app):
    said = run(app, *by_options())

    assert said.exit_code == 0, said.output
    assert people() == 1


def test_where_the_first_administrator_works_can_be_said(app):
    said = run(app, *by_options(site="Haus Mitte"))

    assert said.exit_code == 0, said.output
    [site] = sites.sites()
    assert (site.name, sites.people_by_site()) == ("Haus Mitte", {site.id: 1})


def test_it_happens_once(app):
    run(app, *by_options())
    said = run(app, *by_options(email="other@haus.example", name="Anders"))

    assert said.exit_code == 1
    assert "Es gibt schon eine Administration." in said.output
    assert people() == 1
    assert house().name == "Gesund im Amt"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("email", "alex", "Das ist keine E-Mail-Adresse."),
        ("contact_email", "bgm", "Das ist keine E-Mail-Adresse."),
        ("first_name", " ", "Hier wird eine Antwort gebraucht."),
        ("name", " ", "Hier wird eine Antwort gebraucht."),
        ("quiet_from", "12:00", "Ruhe beginnt zwischen 16:00 und 22:00"),
        ("quiet_until", "spät", "Ruhe beginnt zwischen 16:00 und 22:00"),
        ("enforcement", "eu", "'eu'"),
        ("state", "XX", "'XX'"),
    ],
)
def test_a_bad_answer_gets_a_sentence_and_writes_nothing(app, name, value, sentence):
    said = run(app, *by_options(**{name: value}))

    assert said.exit_code == 2
    assert sentence in said.output
    assert people() == 0
    assert not db.session.scalar(select(func.count()).select_from(HouseSetting))
