"""What was said when signing up, in rows for reading: before sending and afterwards."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from bgm_portal.activities.adaptations import ADAPTATIONS
from bgm_portal.activities.kinds import Times
from bgm_portal.core.i18n import in_words
from bgm_portal.privacy import texts
from bgm_portal.privacy.kinds import ConsentCode

from . import times
from .draft import Draft
from .forms.answers import Question, in_one_line
from .states import Promotion
from .steps import Step
from .wizard import Wizard
from .words import CHANNELS, PROMOTIONS

Row = tuple[str, str, str]


def answer_rows(
    questions: Iterable[Question], answers: Mapping[UUID, str], *, change: str
) -> list[Row]:
    """Return questions of an activity with what was answered, in words."""
    return [
        (
            in_words(question.label_de, question.label_en),
            answer_in_words(question, answers.get(question.id, "")),
            change,
        )
        for question in questions
    ]


def answer_in_words(question: Question, value: str) -> str:
    """Return an answer as it is read; the code of a choice becomes its words."""
    if not value:
        return str(_("keine Angabe"))
    return in_one_line(question, value)


def role_in_words(roles: Iterable[Any], role_id: UUID | str | None) -> str:
    """Return what a way to take part is called."""
    found = [role for role in roles if str(role.id) == str(role_id)]
    return in_words(found[0].label_de, found[0].label_en) if found else ""


def participation_rows(wizard: Wizard) -> list[Row]:
    """Return how somebody will take part."""
    rows: list[Row] = []
    if wizard.activity.roles:
        role = role_in_words(wizard.activity.roles, wizard.draft.role)
        rows.append((_("Dabei als"), role, _change(wizard, Step.ROLE)))
    if wizard.chooses_times:
        chosen = times.in_words(wizard.activity.id, wizard.draft.slots, longer=wizard.draft.longer)
        label = _("Ihre Termine") if wizard.activity.times is Times.DATES else _("Ihre Zeit")
        rows.append((label, chosen, _change(wizard, Step.TIME)))
    answers = {UUID(id_): value for id_, value in wizard.draft.answers.items()}
    change = _change(wizard, Step.ANSWERS)
    return rows + answer_rows(wizard.questions, answers, change=change)


def need_rows(wizard: Wizard) -> list[Row]:
    """Return what somebody needs."""
    draft, change = wizard.draft, _change(wizard, Step.NEEDS)
    rows = [(_("Ihr Bedarf"), _codes_in_words(draft), change)]
    if draft.text:
        rows.append((_("Genaueres"), draft.text, change))
    if draft.channel:
        rows.append((_("So sprechen wir Sie an"), str(CHANNELS[draft.channel]), change))
    return rows


def _codes_in_words(draft: Draft) -> str:
    known = [ADAPTATIONS[code].label for code in draft.codes if code in ADAPTATIONS]
    if known:
        return ", ".join(known)
    return str(_("siehe unten") if draft.text else _("Sie haben nichts angegeben."))


def consent_rows(wizard: Wizard) -> list[Row]:
    """Return what somebody agrees to, and what not."""
    change = _change(wizard, Step.CONSENTS)
    return [
        (title, answer, change)
        for title, answer in agreed_in_words(wizard.asked_consents, wizard.draft.consents)
    ]


def agreed_in_words(asked: Iterable[ConsentCode], agreed: Collection[str]) -> list[tuple[str, str]]:
    """Return each consent with yes or no in words."""
    rows = []
    for code in asked:
        text = texts.current(code)
        answer = _("Ja, auf Widerruf") if code.value in agreed else _("Nein")
        rows.append((in_words(text.title_de, text.title_en), str(answer)))
    return rows


def waiting_rows(wizard: Wizard) -> list[Row]:
    """Return what shall happen when a place becomes free."""
    if not wizard.must_wait or not wizard.draft.promotion:
        return []
    wish = PROMOTIONS[Promotion(wizard.draft.promotion)]
    return [(_("Wenn ein Platz frei wird"), str(wish), _change(wizard, Step.WAITING))]


def _change(wizard: Wizard, step: Step) -> str:
    return url_for("signup.step_form", activity_id=wizard.activity.id, slug=step.value)
