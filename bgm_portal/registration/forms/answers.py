"""The form of the questions that an activity asks; its fields follow from the questions."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, Optional, ValidationError

from bgm_portal.activities.forms.questions import answers_in_words
from bgm_portal.activities.kinds import QuestionKind
from bgm_portal.activities.question_rules import BETWEEN, DECIDING, day_in
from bgm_portal.core.i18n import in_words, short_date
from bgm_portal.web.forms import DayField, Form, Required, SelectChoice

LONGEST_ANSWER = 100
MOST_RADIOS = 6
NUMBER = re.compile("[0-9]{1,9}")


class Question(Protocol):
    """Something that the activity asks."""

    id: Any
    code: Any
    kind: Any
    label_de: Any
    label_en: Any
    hint_de: Any
    hint_en: Any
    purpose_de: Any
    purpose_en: Any
    options: Any
    required: Any
    keep_days: Any
    role_codes: Any
    shown_if_code: Any
    shown_if_values: Any


class AnswersForm(Form):
    """What the activity asks."""

    @property
    def rows(self) -> list[tuple[Any, bool]]:
        """Return the fields, and whether each is a group of radios or boxes."""
        fields = [field for field in self if field.name.startswith("frage_")]
        return [(field, isinstance(field, RadioField | SelectMultipleField)) for field in fields]


def answers_form(questions: Sequence[Question]) -> type[Form]:
    """Return a form with one field for each question of the activity."""
    fields = {field_name(question): answer_field(question) for question in questions}
    return cast("type[Form]", type("AskedAnswersForm", (AnswersForm,), fields))


def field_name(question: Question) -> str:
    """Return what the field of a question is called."""
    return f"frage_{question.code}"


def filled(questions: Sequence[Question], answers: Mapping[UUID, str]) -> dict[str, Any]:
    """Return given answers as the form shows them."""
    return {field_name(q): _shown(q, answers[q.id]) for q in questions if answers.get(q.id)}


def _shown(question: Question, value: str) -> Any:
    if question.kind is QuestionKind.SEVERAL:
        return value.split(BETWEEN)
    if question.kind is QuestionKind.DATE:
        return day_in(value) or value
    return value


def answers_in(form: Form, questions: Sequence[Question]) -> dict[UUID, str]:
    """Return what was answered, by question; what is no answer to it is none."""
    return {q.id: _answer_in(form[field_name(q)]) for q in questions}


def _answer_in(field: Any) -> str:  # a field of any kind
    if isinstance(field, SelectMultipleField):
        return BETWEEN.join(value for value in _values(field) if value in (field.data or []))
    if isinstance(field, SelectField):
        return field.data if field.data in _values(field) else ""
    if isinstance(field, DayField):
        return field.day.isoformat() if field.day else ""
    return (field.data or "").strip()[:LONGEST_ANSWER]


def _values(field: Any) -> list[str]:  # a field with choices
    return [choice.value for choice in field.choices]


def in_one_line(question: Question, value: str) -> str:
    """Return an answer as it is read; codes become words."""
    day = day_in(value) if question.kind is QuestionKind.DATE else None
    if day is not None:
        return short_date(day)
    words = option_labels(question)
    return ", ".join(words.get(part, part) for part in value.split(BETWEEN))


def option_labels(question: Question) -> dict[str, str]:
    """Return the possible answers to a question with their words; none where one types."""
    return dict(answers_in_words(question)) if question.kind in DECIDING else {}


class Whole:
    """Insist on a whole number."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Refuse what is no number in digits."""
        if not NUMBER.fullmatch((field.data or "").strip()):
            raise ValidationError(_("Geben Sie eine ganze Zahl in Ziffern ein, zum Beispiel 12."))


def answer_field(question: Question) -> Any:
    """Return the field in which a question is answered."""
    label = in_words(question.label_de, question.label_en)
    options: dict[str, Any] = {
        "description": _explanation(question),
        "validators": [
            Required(_("Beantworten Sie die Frage „%(question)s“.", question=label))
            if question.required
            else Optional()
        ],
    }
    if question.kind in DECIDING:
        return _list_field(question, label, options)
    if question.kind is QuestionKind.DATE:
        return DayField(label, **options)
    if question.kind is QuestionKind.NUMBER:
        options["validators"].append(Whole())
        return StringField(label, render_kw={"inputmode": "numeric"}, **options)
    too_long = _("Kürzen Sie die Antwort auf %(limit)s Zeichen.", limit=LONGEST_ANSWER)
    options["validators"].append(Length(max=LONGEST_ANSWER, message=too_long))
    return StringField(label, **options)


def _list_field(question: Question, label: str, options: dict[str, Any]) -> Any:
    choices = [SelectChoice(value, words) for value, words in option_labels(question).items()]
    if question.kind is QuestionKind.SEVERAL:
        return SelectMultipleField(label, choices=choices, **options)
    if len(choices) <= MOST_RADIOS:
        return RadioField(label, choices=choices, validate_choice=question.required, **options)
    return SelectField(label, choices=[SelectChoice("", _("Bitte wählen")), *choices], **options)


def _explanation(question: Question) -> str:
    """Say what is meant, what it is needed for, and when the answer is forgotten."""
    hint = in_words(question.hint_de, question.hint_en) if question.hint_de else ""
    purpose = in_words(question.purpose_de, question.purpose_en).rstrip(".")
    about = _("Wofür: %(purpose)s.", purpose=purpose)
    kept = ngettext(
        "Gelöscht %(num)s Tag nach dem Ende.",
        "Gelöscht %(num)s Tage nach dem Ende.",
        question.keep_days,
    )
    return f"{hint} {about} {kept}".strip()
