"""The five questions."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.validators import Length

from bgm_portal.web.forms import Form, SelectChoice

from . import rules, words
from .kinds import Again, AsWished, FactsRight, Satisfaction

Code = TypeVar("Code", bound=StrEnum)


def _question(label: LazyString, answers: Mapping[Code, LazyString]) -> RadioField:
    return RadioField(
        label,
        choices=[SelectChoice(code.value, text) for code, text in answers.items()],
        validate_choice=False,
    )


def _code(kind: type[Code], text: str | None) -> Code | None:
    """Return what was chosen; what is no answer at all counts as none."""
    return next((code for code in kind if code.value == text), None)


class AnswerForm(Form):
    """How it was. Every question may be left out."""

    satisfaction = _question(words.SATISFACTION, words.STEPS)
    as_wished = _question(words.AS_WISHED, words.WISHES)
    facts_right = _question(words.FACTS_RIGHT, words.FACTS)
    again = _question(words.AGAIN, words.RETURNING)
    words = TextAreaField(
        words.WORDS,
        description=_l(
            "Die BGM-Koordination liest Ihre Sätze, die Geschäftsführung nicht. Schreiben Sie"
            " nichts, woran man Sie oder andere erkennt. Höchstens %(count)s Zeichen.",
            count=rules.LONGEST,
        ),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Length(
                max=rules.LONGEST,
                message=_l("Kürzen Sie Ihren Text auf höchstens %(max)d Zeichen."),
            )
        ],
    )

    @property
    def said(self) -> rules.Said:
        """Return what was answered."""
        return rules.Said(
            satisfaction=_code(Satisfaction, self.satisfaction.data),
            as_wished=_code(AsWished, self.as_wished.data),
            facts_right=_code(FactsRight, self.facts_right.data),
            again=_code(Again, self.again.data),
            words=self.words.data or "",
        )

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for at least one answer."""
        sound: bool = super().validate(extra_validators)
        if sound and self.said.is_empty:
            self.satisfaction.errors = [
                str(_l("Beantworten Sie mindestens eine Frage. Welche, ist Ihnen überlassen."))
            ]
            return False
        return sound
