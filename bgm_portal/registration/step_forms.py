"""The form of each step of the sign-up: how it is filled from the draft, and what it says."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from bgm_portal.accommodations import queries as accommodations
from bgm_portal.accommodations import rules as need_rules
from bgm_portal.activities import adaptations
from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityKind, PreventionField
from bgm_portal.core.clock import local_day
from bgm_portal.identity import queries as identity
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.web.forms import Form

from .forms import answers as answer_forms
from .forms import signup as forms
from .forms.times import TimeForm, time_data, time_form
from .steps import Step
from .wizard import Wizard
from .words import CHANNELS

#: Groups of adaptations that make sense where people move, and those where they meet.
MOVING = "sport"
MEETING = frozenset({"access", "travel", "food", "safety"})

Groups = list[tuple[str, list[adaptations.Adaptation]]]


def form_for(step: Step, wizard: Wizard, *, at: datetime) -> Form:
    """Return the form of a step, filled with what was said before or is being sent now."""
    return _FORMS[step](wizard, at)


def said(step: Step, form: Form, wizard: Wizard) -> dict[str, Any]:
    """Return what a form says, as the draft keeps it; no longer than the draft can hold."""
    return _SAID[step](form, wizard)


def about_needs(wizard: Wizard, *, at: datetime) -> dict[str, Any]:
    """Return what the page about needs says besides its form."""
    return {
        "offered": offered(wizard),
        "confidant": confidant(wizard),
        "erased_on": erased_on(wizard, at=at),
    }


def offered(wizard: Wizard) -> list[str]:
    """Return in words what is there without anybody asking."""
    codes = activities.offered(wizard.activity.id)
    return [
        adaptations.ADAPTATIONS[code].label for code in codes if code in adaptations.ADAPTATIONS
    ]


def confidant(wizard: Wizard) -> str:
    """Return the name of the one person who will see what is needed; empty if there is nobody."""
    activity = wizard.activity
    owner_id = need_rules.choose_owner(
        contact_id=activity.contact_id,
        candidates=accommodations.candidates(activity.id),
        concerned=accommodations.concerned(wizard.person_id),
    )
    return identity.person(owner_id).name if owner_id else ""


def erased_on(wizard: Wizard, *, at: datetime) -> date:
    """Return the day on which what is needed will be erased."""
    ends_at = wizard.activity.ends_at
    return need_rules.erased_on(
        event_ends_on=local_day(ends_at) if ends_at else None,
        stated_on=local_day(at),
        declined_on=None,
    )


def groups_to_ask(wizard: Wizard) -> Groups:
    """Return what can be asked for at this activity and is not there anyway."""
    activity = wizard.activity
    there = set(activities.offered(activity.id))
    left_out = {group for group, fits in _fitting(activity).items() if not fits}
    asked = [
        (label, [a for a in group if a.code not in there and a.group not in left_out])
        for label, group in adaptations.groups("R")
    ]
    found = [(label, group) for label, group in asked if group]
    return sorted(found, key=lambda pair: pair[1][0].group != MOVING)  # where people move, first


def _fitting(activity: Any) -> dict[str, bool]:  # an activity as the sign-up asks about it
    moves = activity.field is PreventionField.MOVEMENT or activity.kind is ActivityKind.HEALTH_DAY
    meets = activity.venue is None or not activity.venue.is_online
    return {MOVING: moves} | dict.fromkeys(MEETING, meets)


def _role_form(wizard: Wizard, _at: datetime) -> Form:
    form = forms.RoleForm(data={"role": wizard.draft.role})
    form.offer(wizard.activity.roles)
    return form


def _answers_form(wizard: Wizard, _at: datetime) -> Form:
    questions = wizard.questions
    known = {UUID(id_): value for id_, value in wizard.draft.answers.items()}
    return answer_forms.answers_form(questions)(data=answer_forms.filled(questions, known))


def _needs_form(wizard: Wizard, at: datetime) -> Form:
    starts_at = wizard.activity.starts_at
    form_class = forms.needs_form(
        groups_to_ask(wizard),
        starts_on=local_day(starts_at) if starts_at else None,
        today=local_day(at),
    )
    draft = wizard.draft
    form = cast(
        "forms.NeedsForm", form_class(data={"text": draft.text, "channel": draft.channel or None})
    )
    if not form.is_submitted():
        form.tick(draft.codes)
    return form


def _consents_form(wizard: Wizard, _at: datetime) -> Form:
    agreed = wizard.draft.consents
    known: dict[str, Any] = dict.fromkeys(agreed, True)
    if Step.CONSENTS in wizard.draft.done:
        organiser = ConsentCode.ORGANISER
        known[organiser.value] = forms.YES if organiser in agreed else forms.NO
    return forms.consents_form(wizard.asked_consents)(data=known)


def _waiting_form(wizard: Wizard, _at: datetime) -> Form:
    return forms.WaitingForm(data={"promotion": wizard.draft.promotion or None})


def _said_role(form: Form, _wizard: Wizard) -> dict[str, Any]:
    return {"role": forms.offered(form["role"])}


def _said_answers(form: Form, wizard: Wizard) -> dict[str, Any]:
    answers = answer_forms.answers_in(form, wizard.questions)
    return {"answers": {str(id_): value for id_, value in answers.items()}}


def _said_needs(form: Form, _wizard: Wizard) -> dict[str, Any]:
    needs = cast("forms.NeedsForm", form)
    text = (needs.text.data or "").replace("\r\n", "\n").strip()[: forms.LONGEST_NEED]
    codes = tuple(adaptations.known(needs.codes, use="R"))
    channel = needs.channel.data if needs.channel.data in CHANNELS and (codes or text) else ""
    return {"codes": codes, "text": text, "channel": channel}


def _said_consents(form: Form, _wizard: Wizard) -> dict[str, Any]:
    return {"consents": tuple(sorted(cast("forms.ConsentsForm", form).agreed))}


def _said_waiting(form: Form, _wizard: Wizard) -> dict[str, Any]:
    return {"promotion": forms.offered(form["promotion"])}


def _time_form(wizard: Wizard, at: datetime) -> Form:
    draft = wizard.draft
    form = time_form(wizard.activity, at=at, keep=draft.slots)
    return form(data=time_data(form, draft.slots, longer=draft.longer))


def _said_time(form: Form, _wizard: Wizard) -> dict[str, Any]:
    times = cast("TimeForm", form)
    return {"slots": tuple(times.chosen), "longer": times.wants_longer}


_FORMS: dict[Step, Callable[[Wizard, datetime], Form]] = {
    Step.ROLE: _role_form,
    Step.TIME: _time_form,
    Step.ANSWERS: _answers_form,
    Step.NEEDS: _needs_form,
    Step.CONSENTS: _consents_form,
    Step.WAITING: _waiting_form,
}
_SAID: dict[Step, Callable[[Form, Wizard], dict[str, Any]]] = {
    Step.ROLE: _said_role,
    Step.TIME: _said_time,
    Step.ANSWERS: _said_answers,
    Step.NEEDS: _said_needs,
    Step.CONSENTS: _said_consents,
    Step.WAITING: _said_waiting,
}
