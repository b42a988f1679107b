"""Parts of the house, and with which other part each is reported."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.admin.forms.units import UnitForm
from bgm_portal.admin.queries import accounts as listing
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity import queries, service
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.errors import ReportsInACircle, UnitCodeTaken
from bgm_portal.identity.permissions import Permission
from bgm_portal.identity.unit_search import UNITS

bp = Blueprint("units", __name__)


@bp.get("/konten/einheiten")
@requires(Permission.MANAGE_ACCOUNTS)
def overview() -> ResponseReturnValue:
    """List the parts of the house."""
    units = queries.units()
    names: dict[UUID | None, str] = {unit.id: unit.name for unit in units}
    people = listing.people_by_unit()
    rows = [(unit, people.get(unit.id, 0), names.get(unit.reporting_unit_id, "")) for unit in units]
    return render_template(
        "accounts/units.html",
        rows=rows,
        crumbs=[(_("Konten"), url_for("accounts.overview")), (_("Einheiten"), None)],
    )


@bp.get("/konten/einheiten/neu")
@requires(Permission.MANAGE_ACCOUNTS)
def create_form() -> ResponseReturnValue:
    """Ask for a new part of the house."""
    return _page(_form(), _("Einheit anlegen"))


@bp.post("/konten/einheiten/neu")
@requires(Permission.MANAGE_ACCOUNTS)
def create() -> ResponseReturnValue:
    """Add a part of the house."""
    form = _form()
    if not form.validate():
        return _page(form, _("Einheit anlegen")), 422
    try:
        with transaction():
            service.create_unit(
                code=form.code.data or "",
                name=form.name.data or "",
                reporting_unit_id=form.reporting_id,
                by=visitor().person_id,
                at=clock.now(),
            )
    except UnitCodeTaken as refused:
        form.code.errors = [refused.message]
        return _page(form, _("Einheit anlegen")), 422
    flash(_("Die Einheit ist angelegt."))
    return redirect(url_for(".overview"))


@bp.get("/konten/einheiten/<uuid:unit_id>")
@requires(Permission.MANAGE_ACCOUNTS)
def edit_form(unit_id: UUID) -> ResponseReturnValue:
    """Show what can be changed."""
    unit = queries.unit(unit_id)
    other = queries.unit(unit.reporting_unit_id) if unit.reporting_unit_id else None
    form = _form(
        without=unit_id,
        code=unit.code,
        name=unit.name,
        reporting=str(other.id) if other else "",
        typed_reporting=UNITS.label(other) if other else "",
    )
    return _page(form, unit.name)


@bp.post("/konten/einheiten/<uuid:unit_id>")
@requires(Permission.MANAGE_ACCOUNTS)
def edit(unit_id: UUID) -> ResponseReturnValue:
    """Rename a part of the house, or report it with another one."""
    name = queries.unit(unit_id).name
    form = _form(without=unit_id)
    if not form.validate():
        return _page(form, name), 422
    try:
        with transaction():
            service.change_unit(
                unit_id=unit_id,
                code=form.code.data or "",
                name=form.name.data or "",
                reporting_unit_id=form.reporting_id,
                by=visitor().person_id,
                at=clock.now(),
            )
    except (UnitCodeTaken, ReportsInACircle) as refused:
        field = form.code if isinstance(refused, UnitCodeTaken) else form.asks_for_reporting
        field.errors = [refused.message]
        return _page(form, name), 422
    flash(_("Die Einheit ist gespeichert."))
    return redirect(url_for(".overview"))


def _form(*, without: UUID | None = None, **values: str) -> UnitForm:
    form = UnitForm(data=values)
    units = UNITS.few()
    form.offer_units(units and [unit for unit in units if unit.id != without])
    return form


def _page(form: UnitForm, heading: str) -> str:
    crumbs = [
        (_("Konten"), url_for("accounts.overview")),
        (_("Einheiten"), url_for(".overview")),
        (heading, None),
    ]
    return render_template("accounts/unit.html", form=form, heading=heading, crumbs=crumbs)
