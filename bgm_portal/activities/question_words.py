"""What is said about each question in the list of those who plan."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.core.i18n import in_words

from .words import QUESTION_KINDS


def notes_on(questions: Iterable[Any], roles: Iterable[Any]) -> dict[UUID, str]:
    """Return what is special about each question: its kind, who is asked, and when."""
    labels = {role.code: in_words(role.label_de, role.label_en) for role in roles}
    every = list(questions)
    known = {question.code: in_words(question.label_de, question.label_en) for question in every}
    return {question.id: _note(question, labels, known) for question in every}


def _note(question: Any, labels: dict[str, str], known: dict[str, str]) -> str:
    parts = [str(QUESTION_KINDS[question.kind])]
    parts.append(str(_("Pflicht") if question.required else _("freiwillig")))
    if question.role_codes:
        ways = ", ".join(labels.get(code, code) for code in question.role_codes)
        parts.append(str(_("nur %(ways)s", ways=ways)))
    if question.shown_if_code is not None:
        earlier = known.get(question.shown_if_code, question.shown_if_code)
        answers = ", ".join(question.shown_if_values)
        parts.append(str(_("nach „%(question)s: %(answers)s“", question=earlier, answers=answers)))
    return " · ".join(parts)
