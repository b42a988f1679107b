"""Sites: the buildings in which people work."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.admin.forms.accounts import WITHOUT_SITE
from bgm_portal.admin.forms.units import SiteForm
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity import sites
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.errors import SiteInUse, SiteNameTaken
from bgm_portal.identity.permissions import Permission

bp = Blueprint("sites", __name__)


@bp.get("/konten/standorte")
@requires(Permission.MANAGE_ACCOUNTS)
def overview() -> ResponseReturnValue:
    """List the sites, and how many work at none of them."""
    people = sites.people_by_site()
    return render_template(
        "accounts/sites.html",
        rows=[(site, people.get(site.id, 0)) for site in sites.sites()],
        without=people.get(None, 0),
        without_url=url_for("accounts.overview", site=WITHOUT_SITE),
        crumbs=[(_("Konten"), url_for("accounts.overview")), (_("Standorte"), None)],
    )


@bp.get("/konten/standorte/neu")
@requires(Permission.MANAGE_ACCOUNTS)
def create_form() -> ResponseReturnValue:
    """Ask for a new site."""
    return _page(SiteForm(), _("Standort anlegen"))


@bp.post("/konten/standorte/neu")
@requires(Permission.MANAGE_ACCOUNTS)
def create() -> ResponseReturnValue:
    """Add a site."""
    form = SiteForm()
    if not form.validate():
        return _page(form, _("Standort anlegen")), 422
    try:
        with transaction():
            sites.create(name=form.name.data or "", by=visitor().person_id, at=clock.now())
    except SiteNameTaken as refused:
        form.name.errors = [refused.message]
        return _page(form, _("Standort anlegen")), 422
    flash(_("Der Standort ist angelegt."))
    return redirect(url_for(".overview"))


@bp.get("/konten/standorte/<uuid:site_id>")
@requires(Permission.MANAGE_ACCOUNTS)
def edit_form(site_id: UUID) -> ResponseReturnValue:
    """Show what a site is called."""
    name = sites.site(site_id).name
    return _page(SiteForm(data={"name": name}), name, site_id)


@bp.post("/konten/standorte/<uuid:site_id>")
@requires(Permission.MANAGE_ACCOUNTS)
def edit(site_id: UUID) -> ResponseReturnValue:
    """Rename a site."""
    name, form = sites.site(site_id).name, SiteForm()
    if not form.validate():
        return _page(form, name, site_id), 422
    try:
        with transaction():
            sites.rename(
                site_id=site_id,
                name=form.name.data or "",
                by=visitor().person_id,
                at=clock.now(),
            )
    except SiteNameTaken as refused:
        form.name.errors = [refused.message]
        return _page(form, name, site_id), 422
    flash(_("Der Standort ist gespeichert."))
    return redirect(url_for(".overview"))


@bp.post("/konten/standorte/<uuid:site_id>/entfernen")
@requires(Permission.MANAGE_ACCOUNTS)
def remove(site_id: UUID) -> ResponseReturnValue:
    """Take a site off the list that nothing refers to."""
    name = sites.site(site_id).name
    try:
        with transaction():
            sites.remove(site_id=site_id, by=visitor().person_id, at=clock.now())
    except SiteInUse as refused:
        form = SiteForm(formdata=None, data={"name": name})
        form.form_errors.append(refused.message)
        return _page(form, name, site_id), 409
    flash(_("Der Standort ist entfernt."))
    return redirect(url_for(".overview"))


def _page(form: SiteForm, heading: str, site_id: UUID | None = None) -> str:
    crumbs = [
        (_("Konten"), url_for("accounts.overview")),
        (_("Standorte"), url_for(".overview")),
        (heading, None),
    ]
    return render_template(
        "accounts/site.html", form=form, heading=heading, site_id=site_id, crumbs=crumbs
    )
