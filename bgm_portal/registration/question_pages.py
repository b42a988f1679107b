"""The pages on which the questions of an activity are written."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import queries as activities
from bgm_portal.activities.errors import UnknownQuestion
from bgm_portal.activities.forms.questions import QuestionForm, typed_before

from . import queries


def find(activity: Any, question_id: UUID) -> Any:  # an activity with its questions
    """Return a question that this activity asks."""
    found = next((one for one in activity.questions if one.id == question_id), None)
    if found is None:
        raise UnknownQuestion
    return found


def newest(activity: Any, question_id: UUID) -> Any:
    """Return how a question is asked today, even if it was asked anew after a page was opened."""
    if all(one.id != question_id for one in activity.questions):
        code = activities.question_code(activity.id, question_id)
        found = next((one for one in activity.questions if one.code == code), None)
        if found is not None:
            return found
    return find(activity, question_id)


def load(activity_id: UUID) -> Any:
    """Return an activity with all that a question can depend on."""
    return activities.activity(activity_id, with_roles=True, with_questions=True)


def form_for(activity: Any, question: Any | None) -> QuestionForm:
    """Return the form of a question, filled with how it stands; an empty one for a new question."""
    data = typed_before(question) if question else {"required": True, "keep_days": "14"}
    form = QuestionForm(data=data if question else data | {"for_organiser": False})
    asked = list(activity.questions)
    earlier = asked[: asked.index(question)] if question else asked
    form.offer(activity.roles, earlier)
    return form


def facts(activity: Any, question: Any | None) -> dict[str, Any]:
    """Return what the page says besides its form."""
    answered = queries.answer_count(question.id) if question else 0
    return {
        "activity": activity,
        "question": question,
        "answered": answered,
        "answered_words": ngettext(
            "Eine Person hat diese Frage schon beantwortet.",
            "%(num)s Personen haben diese Frage schon beantwortet.",
            answered,
        )
        if answered
        else "",
        "part": question.label_de if question else str(_("Neue Frage")),
    }
