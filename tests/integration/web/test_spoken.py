"""How templates say a sentence."""

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale

from bgm_portal.core.i18n import in_language


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Guten Tag &lt;Ada&gt;, 100 %"), ("en", "Hello &lt;Ada&gt;, 100 %")],
)
def test_a_sentence_is_said_in_the_language_with_what_people_typed_made_harmless(
    app: Flask, language, words
):
    with app.test_request_context(), in_language(language):
        said = render_template_string(
            "{{ _('Guten Tag %(name)s,', name=name) }} 100 %", name="<Ada>"
        )

    assert said == words


def test_a_sentence_without_values_keeps_its_percent_sign_once(app: Flask):
    with app.test_request_context(), force_locale("de"):
        said = render_template_string("{{ _('zu 100 %% offen') }}")

    assert said == "zu 100 % offen"
