"""Forms of a coordinator who signs somebody up: whom, in which way, with which answers."""

from collections.abc import Sequence
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import Length

from bgm_portal.web.forms import Form, Required

from .answers import AnswersForm, Question, answer_field, field_name
from .signup import RoleForm

LONGEST_NAME = 100


class SearchForm(Form):
    """Looking for somebody by name. It only reads, so it needs no token."""

    class Meta:
        """Without a token."""

        csrf = False

    name = StringField(
        _l("Name der Person"),
        description=_l("Vor- oder Nachname, auch nur der Anfang"),
        validators=[
            Required(_l("Geben Sie einen Namen ein.")),
            Length(max=LONGEST_NAME, message=_l("Kürzen Sie den Namen.")),
        ],
    )


class OnBehalfForm(AnswersForm, RoleForm):
    """In which way somebody takes part, and what the activity asks."""

    role = RadioField(
        _l("Dabei als"), validators=[Required(_l("Wählen Sie, wie die Person dabei ist."))]
    )


def on_behalf_form(roles: Sequence[Any], questions: Sequence[Question]) -> type[OnBehalfForm]:
    """Return a form with the ways of this activity and a field for each question."""
    fields: dict[str, Any] = {
        field_name(question): answer_field(question) for question in questions
    }
    if not roles:
        fields["role"] = None
    return cast("type[OnBehalfForm]", type("AskedOnBehalfForm", (OnBehalfForm,), fields))
