"""Reading in a list of staff: first a report line by line, then everything or nothing."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.admin.forms.accounts import StaffConfirmForm, StaffFileForm
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity import staff_plan
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.identity.staff_import import COLUMNS, NEEDED
from bgm_portal.identity.staff_plan import Action, Plan

bp = Blueprint("staff", __name__)

ACTIONS = {Action.CREATE: "ok", Action.CHANGE: "wait", Action.KEEP: "plain"}
BYTE_ORDER_MARK = "\ufeff"  # by which Excel recognises UTF-8


@bp.get("/konten/import")
@requires(Permission.MANAGE_ACCOUNTS)
def file_form() -> ResponseReturnValue:
    """Ask for a file."""
    return _file_page(StaffFileForm())


@bp.get("/konten/import/vorlage.csv")
@requires(Permission.MANAGE_ACCOUNTS)
def template() -> ResponseReturnValue:
    """Hand out an empty list that Excel opens."""
    response = Response(f"{BYTE_ORDER_MARK}{';'.join(COLUMNS)}\r\n", mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="beschaeftigte-vorlage.csv"'
    return response


@bp.post("/konten/import")
@requires(Permission.MANAGE_ACCOUNTS)
def check() -> ResponseReturnValue:
    """Say what the file would change. Nothing is changed yet."""
    form = StaffFileForm()
    if not form.validate():
        return _file_page(form), 422
    text, plan = staff_plan.plan_from(form.file.data.read())
    if plan.problems:
        return _problems_page(plan), 422
    confirm = StaffConfirmForm(formdata=None, text=text, fingerprint=plan.fingerprint)
    return _plan_page(plan, confirm)


@bp.post("/konten/import/uebernehmen")
@requires(Permission.MANAGE_ACCOUNTS)
def apply() -> ResponseReturnValue:
    """Carry out what was shown, if it is still the same."""
    form = StaffConfirmForm()
    text, plan = staff_plan.plan_from((form.text.data or "").encode())
    if plan.problems:
        return _problems_page(plan), 422
    if plan.fingerprint != form.fingerprint.data:
        form = StaffConfirmForm(formdata=None, text=text, fingerprint=plan.fingerprint)
        form.form_errors.append(
            _("Inzwischen hat sich etwas geändert. Bitte prüfen Sie die Liste noch einmal.")
        )
        return _plan_page(plan, form), 409
    with transaction():
        staff_plan.apply(plan, invite=form.invite.data, by=visitor().person_id, at=clock.now())
    flash(
        _(
            "Die Liste ist übernommen: %(new)s neu, %(changed)s geändert, %(kept)s unverändert.",
            new=plan.count(Action.CREATE),
            changed=plan.count(Action.CHANGE),
            kept=plan.count(Action.KEEP),
        )
    )
    return redirect(url_for("accounts.overview"))


def _crumbs() -> list[tuple[str, str | None]]:
    return [(_("Konten"), url_for("accounts.overview")), (_("Liste einlesen"), None)]


def _file_page(form: StaffFileForm) -> str:
    columns = [(name, name in NEEDED) for name in COLUMNS]
    return render_template("accounts/staff_file.html", form=form, columns=columns, crumbs=_crumbs())


def _problems_page(plan: Plan) -> str:
    return render_template(
        "accounts/staff_problems.html",
        problems=plan.problems,
        form_failed=True,
        crumbs=_crumbs(),
    )


def _plan_page(plan: Plan, form: StaffConfirmForm) -> str:
    words = {
        Action.CREATE: _("Neues Konto"),
        Action.CHANGE: _("Änderung"),
        Action.KEEP: _("Unverändert"),
    }
    rows = [(one, words[one.action], ACTIONS[one.action]) for one in plan.planned]
    return render_template(
        "accounts/staff_plan.html",
        rows=rows,
        counts=[(words[action], plan.count(action)) for action in Action],
        form=form,
        crumbs=_crumbs(),
    )
