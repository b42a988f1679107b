"""Somebody leaves or plans no longer: what was theirs is handed over in the same step."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.admin import leaving
from bgm_portal.admin.forms.accounts import LeavingForm, NoLongerPlansForm
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity import queries
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission, Role
from bgm_portal.identity.words import ROLES

from .accounts import crumbs_of

bp = Blueprint("leaving", __name__)

NO_LONGER_PLANS = "/konten/<uuid:person_id>/rollen/coordinator/entziehen"


@bp.get("/konten/<uuid:person_id>/deaktivieren")
@requires(Permission.MANAGE_ACCOUNTS)
def deactivate_form(person_id: UUID) -> ResponseReturnValue:
    """Ask whether the account shall be locked."""
    return _deactivate_page(person_id, _offered(LeavingForm(), person_id))


@bp.post("/konten/<uuid:person_id>/deaktivieren")
@requires(Permission.MANAGE_ACCOUNTS)
def deactivate(person_id: UUID) -> ResponseReturnValue:
    """Lock the account at once, and hand over what was entrusted to the person."""
    form = _offered(LeavingForm(), person_id)
    if not _is_decided(form, person_id):
        return _deactivate_page(person_id, form), 422
    to = _successor(form, person_id)
    with transaction():
        leaving.leave(person_id, to=to, by=visitor().person_id, at=clock.now())
    flash(_("Das Konto ist deaktiviert. Die Person ist überall abgemeldet."))
    return _done(person_id, to)


@bp.get(NO_LONGER_PLANS)
@requires(Permission.MANAGE_ACCOUNTS)
def no_longer_plans_form(person_id: UUID) -> ResponseReturnValue:
    """Ask who takes over from somebody who shall plan no longer."""
    if Role.COORDINATOR not in queries.roles_of(queries.person(person_id).id):
        return redirect(url_for("accounts.account", person_id=person_id))
    return _role_page(person_id, _offered(NoLongerPlansForm(), person_id))


@bp.post(NO_LONGER_PLANS)
@requires(Permission.MANAGE_ACCOUNTS)
def no_longer_plans(person_id: UUID) -> ResponseReturnValue:
    """Take the role away, and hand over what was entrusted with it."""
    form = _offered(NoLongerPlansForm(), person_id)
    if not _is_decided(form, person_id):
        return _role_page(person_id, form), 422
    to = _successor(form, person_id)
    with transaction():
        leaving.plan_no_longer(person_id, to=to, by=visitor().person_id, at=clock.now())
    flash(_("Die Rolle „%(role)s“ ist entzogen.", role=ROLES[Role.COORDINATOR]))
    return _done(person_id, to)


def _offered(form: LeavingForm, person_id: UUID) -> LeavingForm:
    form.offer(leaving.successors(queries.person(person_id).id))
    return form


def _is_decided(form: LeavingForm, person_id: UUID) -> bool:
    """Insist on somebody who takes over, or on the word that it may lie."""
    if not form.validate():
        return False
    entrusted = leaving.entrusted_to(person_id)
    if entrusted.lines and not form.successor.data and not form.leave_it.data:
        form.successor.errors = [entrusted.sentence]
        return False
    return True


def _successor(form: LeavingForm, person_id: UUID) -> UUID | None:
    is_needed = bool(leaving.entrusted_to(person_id).lines)
    return UUID(form.successor.data) if is_needed and form.successor.data else None


def _done(person_id: UUID, to: UUID | None) -> ResponseReturnValue:
    if to is not None:
        flash(
            _(
                "%(name)s hat alles übernommen und bekommt eine Nachricht.",
                name=queries.person(to).name,
            )
        )
    return redirect(url_for("accounts.account", person_id=person_id))


def _deactivate_page(person_id: UUID, form: LeavingForm) -> str:
    return _page("accounts/deactivate.html", person_id, form, here=_("Konto deaktivieren"))


def _role_page(person_id: UUID, form: LeavingForm) -> str:
    return _page("accounts/no_longer_plans.html", person_id, form, here=_("Rolle entziehen"))


def _page(template: str, person_id: UUID, form: LeavingForm, *, here: str) -> str:
    person = queries.person(person_id)
    return render_template(
        template,
        person=person,
        is_own=person_id == visitor().person_id,
        entrusted=leaving.entrusted_to(person_id),
        form=form,
        crumbs=crumbs_of(person.name, person_id, here),
    )
