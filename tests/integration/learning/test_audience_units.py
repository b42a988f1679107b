"""Where a house has very many units, the one that a module is recommended to is typed."""

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning.models import Recommendation
from tests.support.queries import statements

RECOMMEND = "/module/probe/empfehlen"


@pytest.fixture
def editor(publish_module, make_person, sign_in):
    publish_module()
    return sign_in(make_person(Role.EDITOR))


def meant():
    return [one.unit_id for one in db.session.scalars(select(Recommendation))]


def test_few_units_are_chosen_from(editor, make_unit):
    unit = make_unit()

    page = editor.get(RECOMMEND)

    assert page.soup.select_one(f'select[name="unit"] option[value="{unit.id}"]')
    assert page.soup.select_one('[name="typed_unit"]') is None


def test_many_units_are_not_named_on_the_page(editor, many_units):
    page = editor.get(RECOMMEND)

    assert page.soup.select_one('[name="unit"]') is None
    assert "Leistung 1" not in page.text


def test_a_module_is_meant_for_the_unit_that_is_typed(editor, many_units):
    page = editor.post(RECOMMEND, typed_unit=" l-105 ", wish="recommended", due_on="")

    assert meant() == [many_units[5].id]
    assert "Leistung 105: Empfohlen" in page.text


def test_a_module_is_meant_for_everybody_where_no_unit_is_typed(editor, many_units):
    editor.post(RECOMMEND, typed_unit=" ", wish="recommended", due_on="")

    assert meant() == [None]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (
            {"typed_unit": "Vertrieb"},
            "Es gibt keine Einheit „Vertrieb“. Prüfen Sie Name oder Kürzel.",
        ),
        ({"typed_unit": "leistung"}, "Mehrere Einheiten passen: Leistung 100 (L-100), "),
        ({"typed_unit": "x" * 201}, "Kürzen Sie den Text auf höchstens 200 Zeichen."),
        ({"unit": "a page from when one still chose"}, "Prüfen Sie die Einheit. Die Seite war"),
    ],
)
def test_what_nobody_can_tell_is_said_and_what_was_typed_stays(editor, many_units, sent, sentence):
    page = editor.post(RECOMMEND, status=422, wish="assigned", due_on="21.05.2026", **sent)

    [error] = page.errors()
    assert error.startswith(sentence)
    assert page.soup.select_one("#typed_unit").get("value", "") == sent.get("typed_unit", "")
    assert page.soup.select_one("#due_on")["value"] == "21.05.2026"
    assert meant() == []


def test_more_units_cost_no_statement(editor, many_units, make_unit):
    editor.get(RECOMMEND)
    with statements() as few:
        editor.get(RECOMMEND)
    for number in range(3):
        make_unit(name=f"Mehr {number}")
    with statements() as many:
        editor.get(RECOMMEND)

    assert many.count == few.count
