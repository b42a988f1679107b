"""The building blocks of all pages, read as strictly as the pages themselves."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask_babel import Babel
from jinja2 import StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    Form,
    PasswordField,
    RadioField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired

ROOT = Path(__file__).resolve().parents[3]


class Signup(Form):
    """A form with one field of every kind that needs care."""

    email = EmailField("E-Mail-Adresse", [InputRequired("Geben Sie Ihre E-Mail-Adresse ein.")])
    password = PasswordField("Kennwort", description="Mindestens zwölf Zeichen.")
    note = TextAreaField("Hinweis")
    way = RadioField(
        "Wie dürfen wir Sie ansprechen?",
        [InputRequired("Wählen Sie einen Weg.")],
        choices=[SelectChoice("mail", "E-Mail"), SelectChoice("phone", "Telefon")],
    )
    needs = SelectMultipleField(
        "Beim Lauf",
        choices=[
            SelectChoice("guide", "Guide", {"hint": "Bitte früh angeben"}),
            SelectChoice("push", "Schiebehilfe"),
        ],
    )
    rules = BooleanField("Ich kenne die Regeln", [InputRequired("Bestätigen Sie die Regeln.")])


@pytest.fixture
def frame() -> Flask:
    """An application that knows the templates and nothing else."""
    app = Flask("components", template_folder=str(ROOT / "templates"))
    app.jinja_env.undefined = StrictUndefined
    app.config.update(BABEL_DEFAULT_LOCALE="de", SECRET_KEY="only-for-tests")
    Babel(app)
    return app


def draw(app: Flask, component: str, call: str, **values: object) -> BeautifulSoup:
    """Render one call of one component."""
    source = f'{{% from "components/{component}.html" import {component} %}}{call}'
    with app.test_request_context():
        html = app.jinja_env.from_string(source).render(**values)
    return BeautifulSoup(html, "html.parser")


def failed_form() -> Signup:
    form = Signup(MultiDict({"needs": "guide"}))
    form.validate()
    return form


def one(soup: BeautifulSoup, selector: str) -> Tag:
    tag = soup.select_one(selector)
    assert tag is not None, f"no {selector}"
    return tag


def test_a_field_is_tied_to_hint_and_error(frame: Flask) -> None:
    form = Signup()
    form.password.errors = ["Geben Sie ein längeres Kennwort ein."]

    soup = draw(frame, "field", "{{ field(form.password) }}", form=form)

    control = one(soup, "#password")
    described = [one(soup, f"#{name}").text for name in str(control["aria-describedby"]).split()]
    assert control["aria-invalid"] == "true"
    assert described == [
        "Mindestens zwölf Zeichen.",
        "Fehler: Geben Sie ein längeres Kennwort ein.",
    ]


def test_a_field_that_may_stay_empty_says_so(frame: Flask) -> None:
    soup = draw(frame, "field", "{{ field(form.note) }}", form=Signup())

    assert one(soup, 'label[for="note"]').get_text(" ", strip=True) == "Hinweis (freiwillig)"


def test_a_field_that_must_be_filled_in_says_nothing(frame: Flask) -> None:
    soup = draw(frame, "field", "{{ field(form.email) }}", form=Signup())

    assert one(soup, 'label[for="email"]').text == "E-Mail-Adresse"


def test_a_filter_does_not_call_its_fields_optional(frame: Flask) -> None:
    soup = draw(frame, "field", "{{ field(form.note, false) }}", form=Signup())

    assert "freiwillig" not in soup.text


def test_radios_stand_in_a_group_whose_first_one_the_summary_reaches(frame: Flask) -> None:
    soup = draw(frame, "choices", "{{ choices(form.way) }}", form=failed_form())

    radios = soup.select('fieldset input[type="radio"][name="way"]')
    assert [radio["id"] for radio in radios] == ["way", "way-1"]
    assert one(soup, "fieldset")["aria-describedby"] == "way-fehler"


def test_boxes_keep_what_was_ticked_and_carry_their_own_hints(frame: Flask) -> None:
    soup = draw(frame, "choices", "{{ choices(form.needs, 2) }}", form=failed_form())

    guide, push = soup.select('input[type="checkbox"][name="needs"]')
    assert guide.has_attr("checked")
    assert not push.has_attr("checked")
    assert one(soup, f"#{guide['aria-describedby']}").text == "Bitte früh angeben"


def test_a_single_box_has_its_label_and_its_error(frame: Flask) -> None:
    soup = draw(frame, "checkbox", "{{ checkbox(form.rules) }}", form=failed_form())

    assert one(soup, "#rules")["aria-describedby"] == "rules-fehler"
    assert one(soup, 'label[for="rules"]').text == "Ich kenne die Regeln"


def test_the_summary_names_refusals_first_and_links_to_every_field(frame: Flask) -> None:
    form = failed_form()
    form.form_errors.append("Die Frist ist abgelaufen.")

    soup = draw(frame, "error_summary", "{{ error_summary(form) }}", form=form)

    assert one(soup, "h2").text == "Bitte ändern Sie 3 Angaben"
    assert [item.get_text(strip=True) for item in soup.select("li")] == [
        "Die Frist ist abgelaufen.",
        "Geben Sie Ihre E-Mail-Adresse ein.",
        "Wählen Sie einen Weg.",
        "Bestätigen Sie die Regeln.",
    ]
    assert [link["href"] for link in soup.select("a")] == ["#email", "#way", "#rules"]


def test_there_is_no_summary_when_nothing_is_wrong(frame: Flask) -> None:
    soup = draw(frame, "error_summary", "{{ error_summary(form) }}", form=Signup())

    assert not soup.text.strip()


@pytest.mark.parametrize(
    "name",
    ["check", "clock", "cross", "question", "warning", "lock", "ring", "here", "back", "forward",
     "up", "down", "ramp", "guide", "speech", "hearing", "screen", "hands", "chair", "moon"],
)  # fmt: skip
def test_a_sign_is_never_read_aloud(frame: Flask, name: str) -> None:
    soup = draw(frame, "icon", f'{{{{ icon("{name}") }}}}')

    assert one(soup, "svg")["aria-hidden"] == "true"


def test_what_was_typed_is_never_taken_for_markup(frame: Flask) -> None:
    soup = draw(frame, "facts", "{{ facts(rows) }}", rows=[("Wo", "<b>Freibad</b>")])

    assert one(soup, "dd").text == "<b>Freibad</b>"
