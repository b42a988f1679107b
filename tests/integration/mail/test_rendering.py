"""Messages from templates."""

from typing import Any
from uuid import UUID

import jinja2
import pytest
from flask_babel import lazy_gettext as _l

from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.rendering import compose

PERSON = UUID(int=1)
TEMPLATES = {
    "mail/test/hint.txt": (
        '{% extends "mail/layout.txt" %}{% block content %}{{ lang }}: {{ what }}{% endblock %}'
    ),
    "mail/test/hint.html": (
        '{% extends "mail/layout.html" %}{% block heading %}Ein Hinweis{% endblock %}'
        '{% block content %}<p>{{ what }}</p><a href="{{ absolute_url("home.start") }}">x</a>'
        "{% endblock %}"
    ),
}


@pytest.fixture
def templates(app):
    before = app.jinja_env.loader
    app.jinja_env.loader = jinja2.ChoiceLoader([jinja2.DictLoader(TEMPLATES), before])
    yield
    app.jinja_env.loader = before


def write(**values: Any) -> Message:
    defaults: dict[str, Any] = {
        "template": "test/hint",
        "key": "test:1",
        "kind": "identity.notice",
        "to": recipient(),
        "subject": _l("Ein Hinweis"),
        "facts": {"what": "Sport & Spaß <draußen>"},
    }
    return compose(**defaults | values)


def recipient(language: str = "de", address: str = "albers@jobcenter.example") -> Recipient:
    return Recipient(person_id=PERSON, address=address, language=language, name="Katrin Albers")


def test_a_message_greets_and_names_who_helps(templates):
    message = write()

    assert message.text.startswith("Guten Tag Katrin Albers,\n\nde: Sport & Spaß <draußen>\n\n")
    assert "Nadine Ortmann\nBGM-Koordination\nTelefon intern 140\n" in message.text


def test_the_html_is_escaped_and_fetches_nothing(templates):
    message = write()

    assert "<p>Sport &amp; Spaß &lt;draußen&gt;</p>" in message.html
    assert "<img" not in message.html
    assert "src=" not in message.html
    assert 'href="http://localhost/"' in message.html


def test_a_message_speaks_the_language_of_its_reader(templates):
    message = write(to=recipient("en"))

    assert "en: Sport" in message.text
    assert '<html lang="en">' in message.html


@pytest.mark.parametrize(
    "bad",
    [
        {"subject": "Hallo\nBcc: all@jobcenter.example"},
        {"subject": "Hallo\r\nBcc: all@jobcenter.example"},
        {"subject": ""},
        {"reply_to": "a@jobcenter.example\nBcc: b@jobcenter.example"},
        {"to": recipient(address="a@jobcenter.example\nBcc: b@jobcenter.example")},
    ],
)
def test_a_message_with_a_line_break_in_a_header_is_not_written(templates, bad):
    message = write(**bad)

    assert (message.failure, message.subject, message.text, message.reply_to) == (
        "unwritten: ValueError",
        "",
        "",
        None,
    )
