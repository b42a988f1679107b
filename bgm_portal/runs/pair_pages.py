"""Running in pairs, as the pages of both and of coordinators show it. Never why."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.registration import words
from bgm_portal.web.fields import choices_of

from .forms.pairs import LinkForm
from .queries import pairs as queries


def own(registration: Any, activity: Any) -> dict[str, Any]:
    """Return with whom somebody runs, or who is proposed.

    A question of one's own that was not answered yet is not shown: whether somebody with that
    address takes part is theirs to say.
    """
    two = queries.pair_of(registration.id)
    if two is not None and two.is_asked_by(registration.id):
        two = None
    return {
        "registration": registration,
        "activity": activity,
        "activity_title": words.title_of(activity),
        "partner": two.other(registration.id).name if two else "",
        "is_agreed": two is not None and two.is_agreed,
        "may_answer": two is not None and not two.has_agreed(registration.id),
        "may_ask": registration.takes_place and two is None,
    }


def partner_of(registration_id: UUID) -> str:
    """Return with whom somebody runs for sure; empty if with nobody."""
    two = queries.pair_of(registration_id)
    return two.other(registration_id).name if two and two.is_agreed else ""


def desk(activity: Any) -> dict[str, Any]:
    """Return all pairs of an activity, and how far each of them is."""
    return {
        "activity": activity,
        "activity_title": words.title_of(activity),
        "pairs": [
            (
                two.pair.runner_id,
                two.runner.name_in_list,
                two.guide.name_in_list,
                _stand(two),
                "ok" if two.is_agreed else "wait",
            )
            for two in queries.pairs(activity.id)
        ],
    }


def _stand(two: queries.Two) -> str:
    if two.is_agreed:
        return str(_("beide haben zugesagt"))
    missing = two.guide if two.pair.guide_agreed_at is None else two.runner
    return str(_("wartet auf %(name)s", name=missing.name))


def link_form(activity: Any) -> LinkForm:
    """Return the form that proposes two people to each other."""
    form = LinkForm()
    for field, takes_place in ((form.runner, True), (form.guide, False)):
        people = queries.candidates(activity.id, takes_place=takes_place)
        named = {str(id_): name for id_, name in people}
        field.choices = choices_of({"": _("bitte wählen")} | named)
    return form
