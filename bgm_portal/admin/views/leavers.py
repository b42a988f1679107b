"""Several people leave: their accounts are locked together, and what was theirs is handed over."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.admin import leaver_list
from bgm_portal.admin.forms.accounts import LeaversConfirmForm, LeaversForm
from bgm_portal.admin.leaver_list import Plan
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission

bp = Blueprint("leavers", __name__)


@bp.get("/konten/ausgeschieden")
@requires(Permission.MANAGE_ACCOUNTS)
def list_form() -> ResponseReturnValue:
    """Ask who leaves."""
    return _form_page(LeaversForm())


@bp.post("/konten/ausgeschieden")
@requires(Permission.MANAGE_ACCOUNTS)
def check() -> ResponseReturnValue:
    """Say what would happen. Nothing is changed yet."""
    form = LeaversForm()
    if not form.validate():
        return _form_page(form), 422
    text = form.addresses.data or ""
    plan = leaver_list.plan(text, by=visitor().person_id)
    if plan.problems:
        form.addresses.errors = list(plan.problems)
        return _form_page(form), 422
    confirm = LeaversConfirmForm(formdata=None, addresses=text, fingerprint=plan.fingerprint)
    return _plan_page(plan, confirm)


@bp.post("/konten/ausgeschieden/uebernehmen")
@requires(Permission.MANAGE_ACCOUNTS)
def apply() -> ResponseReturnValue:
    """Lock the accounts and hand over, if it is still what was shown."""
    form, by = LeaversConfirmForm(), visitor().person_id
    plan = leaver_list.plan(form.addresses.data or "", by=by)
    if plan.problems:
        again = LeaversForm(formdata=None, addresses=form.addresses.data)
        again.addresses.errors = list(plan.problems)
        return _form_page(again), 422
    form.offer(leaver_list.successors(plan))
    if not form.validate():
        return _plan_page(plan, form), 422
    if plan.fingerprint != form.fingerprint.data:
        form.fingerprint.data = plan.fingerprint
        form.form_errors.append(
            _("Inzwischen hat sich etwas geändert. Bitte prüfen Sie die Liste noch einmal.")
        )
        return _plan_page(plan, form), 409
    to = UUID(form.successor.data) if plan.orphaned and form.successor.data else None
    if plan.orphaned and to is None and not form.leave_it.data:
        form.successor.errors = [f"{one.name}: {one.entrusted.sentence}" for one in plan.orphaned]
        return _plan_page(plan, form), 422
    with transaction():
        count = leaver_list.apply(plan, to=to, by=by, at=clock.now())
    flash(ngettext("%(num)s Konto ist deaktiviert.", "%(num)s Konten sind deaktiviert.", count))
    return redirect(url_for("accounts.overview"), 303)


def _crumbs() -> list[tuple[str, str | None]]:
    return [(_("Konten"), url_for("accounts.overview")), (_("Ausgeschiedene"), None)]


def _form_page(form: LeaversForm) -> str:
    return render_template("accounts/leavers.html", form=form, crumbs=_crumbs())


def _plan_page(plan: Plan, form: LeaversConfirmForm) -> str:
    form.offer(leaver_list.successors(plan))
    return render_template("accounts/leavers_plan.html", plan=plan, form=form, crumbs=_crumbs())
