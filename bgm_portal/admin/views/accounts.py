"""Accounts: who works here, which roles they have, and whether they can sign in."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.admin import leaving
from bgm_portal.admin.forms.accounts import AccountForm, FilterForm, RoleForm
from bgm_portal.admin.queries import accounts as listing
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity import (
    credentials,
    factor_queries,
    leavers,
    queries,
    service,
)
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.errors import EmailTaken, OwnLineManager, RoleRefused
from bgm_portal.identity.kinds import AccountState, Employer
from bgm_portal.identity.permissions import Permission, Role
from bgm_portal.identity.rules import PersonDetails
from bgm_portal.identity.site_search import SITES
from bgm_portal.identity.unit_search import UNITS
from bgm_portal.identity.words import ACCOUNT_STATES, EMPLOYERS, LANGUAGES, ROLES

bp = Blueprint("accounts", __name__)

TONES = {
    AccountState.ACTIVE: "ok",
    AccountState.INVITED: "wait",
    AccountState.DEACTIVATED: "no",
}


@bp.get("/konten")
@requires(Permission.MANAGE_ACCOUNTS)
def overview() -> ResponseReturnValue:
    """List the accounts that were searched for."""
    form = FilterForm(request.args)
    form.offer_sites(SITES.few())
    page = listing.accounts(_wanted(form), number=request.args.get("seite", 1, type=int))
    rows = [
        (row, ", ".join(str(ROLES[role]) for role in row.roles), *_state(row.state))
        for row in page.rows
    ]
    filters = {name: value for name, value in form.data.items() if value}
    return render_template(
        "accounts/overview.html",
        filter=form,
        filtered=bool(filters),
        page=page,
        rows=rows,
        url_of=lambda number: url_for(".overview", **filters, seite=number),
        crumbs=[(_("Konten"), None)],
    )


@bp.get("/konten/neu")
@requires(Permission.MANAGE_ACCOUNTS)
def create_form() -> ResponseReturnValue:
    """Ask who is new."""
    return _create_page(_account_form())


@bp.post("/konten/neu")
@requires(Permission.MANAGE_ACCOUNTS)
def create() -> ResponseReturnValue:
    """Create an account and invite its owner."""
    form, by, at = _account_form(), visitor().person_id, clock.now()
    details = _details(form)
    if details is None:
        return _create_page(form), 422
    try:
        with transaction():
            person = service.create_person(details=details, by=by, at=at)
            credentials.invite(person_id=person.id, by=by, at=at)
            person_id = person.id
    except EmailTaken as refused:
        form.email.errors = [refused.message]
        return _create_page(form), 422
    flash(_("Das Konto ist angelegt. Eine Einladung ist unterwegs."))
    return redirect(url_for(".account", person_id=person_id))


@bp.get("/konten/<uuid:person_id>")
@requires(Permission.MANAGE_ACCOUNTS)
def account(person_id: UUID) -> ResponseReturnValue:
    """Show an account."""
    return _account_page(person_id, RoleForm())


@bp.get("/konten/<uuid:person_id>/bearbeiten")
@requires(Permission.MANAGE_ACCOUNTS)
def edit_form(person_id: UUID) -> ResponseReturnValue:
    """Show what can be changed."""
    person = queries.person_with_unit(person_id)
    manager = queries.person(person.line_manager_id) if person.line_manager_id else None
    form = _account_form(
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        phone=person.phone or "",
        unit=str(person.unit_id),
        typed_unit=UNITS.label(person.unit),
        site=str(person.site_id or ""),
        typed_site=SITES.label(person.site) if person.site else "",
        employer=person.employer.value,
        language=person.language,
        manager=manager.email if manager else "",
    )
    return _edit_page(person_id, form)


@bp.post("/konten/<uuid:person_id>/bearbeiten")
@requires(Permission.MANAGE_ACCOUNTS)
def edit(person_id: UUID) -> ResponseReturnValue:
    """Change what is noted."""
    queries.person(person_id)
    form = _account_form()
    details = _details(form)
    if details is None:
        return _edit_page(person_id, form), 422
    try:
        with transaction():
            service.change_person(
                person_id=person_id, details=details, by=visitor().person_id, at=clock.now()
            )
    except (EmailTaken, OwnLineManager) as refused:
        field = form.email if isinstance(refused, EmailTaken) else form.manager
        field.errors = [refused.message]
        return _edit_page(person_id, form), 422
    flash(_("Die Angaben sind gespeichert."))
    return redirect(url_for(".account", person_id=person_id))


@bp.post("/konten/<uuid:person_id>/rollen")
@requires(Permission.MANAGE_ACCOUNTS)
def grant_role(person_id: UUID) -> ResponseReturnValue:
    """Give a role."""
    form = RoleForm()
    form.offer_roles(queries.roles_of(queries.person(person_id).id))
    if not form.validate():
        return _account_page(person_id, form), 422
    role = Role(form.role.data)
    try:
        with transaction():
            service.grant_role(
                person_id=person_id, role=role, by=visitor().person_id, at=clock.now()
            )
    except RoleRefused as refused:
        form.form_errors.append(refused.message)
        return _account_page(person_id, form), 409
    flash(_("Die Rolle „%(role)s“ gilt ab sofort.", role=ROLES[role]))
    return redirect(url_for(".account", person_id=person_id))


@bp.post("/konten/<uuid:person_id>/rollen/<any(coordinator,editor,leadership,admin,auditor):role>")
@requires(Permission.MANAGE_ACCOUNTS)
def revoke_role(person_id: UUID, role: str) -> ResponseReturnValue:
    """Take a role away; where something is entrusted to whoever plans, ask who takes over."""
    if Role(role) is Role.COORDINATOR and leaving.entrusted_to(queries.person(person_id).id).lines:
        return redirect(url_for("leaving.no_longer_plans_form", person_id=person_id), code=303)
    with transaction():
        service.revoke_role(
            person_id=person_id, role=Role(role), by=visitor().person_id, at=clock.now()
        )
    flash(_("Die Rolle „%(role)s“ ist entzogen.", role=ROLES[Role(role)]))
    return redirect(url_for(".account", person_id=person_id))


@bp.post("/konten/<uuid:person_id>/einladung")
@requires(Permission.MANAGE_ACCOUNTS)
def invite(person_id: UUID) -> ResponseReturnValue:
    """Send a new invitation; earlier ones are worth nothing any more."""
    with transaction():
        credentials.invite(person_id=person_id, by=visitor().person_id, at=clock.now())
    flash(_("Eine neue Einladung ist unterwegs. Frühere Links gelten nicht mehr."))
    return redirect(url_for(".account", person_id=person_id))


@bp.post("/konten/<uuid:person_id>/aktivieren")
@requires(Permission.MANAGE_ACCOUNTS)
def reactivate(person_id: UUID) -> ResponseReturnValue:
    """Open the account again, with a new invitation."""
    by, at = visitor().person_id, clock.now()
    with transaction():
        service.reactivate_person(person_id=person_id, by=by, at=at)
        credentials.invite(person_id=person_id, by=by, at=at)
    flash(_("Das Konto ist aktiviert. Eine Einladung ist unterwegs."))
    return redirect(url_for(".account", person_id=person_id))


def _account_form(**values: str) -> AccountForm:
    form = AccountForm(data=values)
    form.offer_units(UNITS.few())
    form.offer_sites(SITES.few())
    return form


def _details(form: AccountForm) -> PersonDetails | None:
    """Return what was typed, or nothing when the form says what is wrong with it."""
    if not form.validate() or form.unit_id is None:
        return None
    address = form.manager.data or ""
    manager = queries.person_by_email(address) if address else None
    if address and manager is None:
        form.manager.errors = [
            _("Zu dieser Adresse gibt es kein Konto. Prüfen Sie die Schreibweise.")
        ]
        return None
    return PersonDetails(
        first_name=form.first_name.data or "",
        last_name=form.last_name.data or "",
        email=queries.plain_email(form.email.data or ""),
        phone=form.phone.data or None,
        unit_id=form.unit_id,
        site_id=form.site_id,
        employer=Employer(form.employer.data),
        language=form.language.data,
        line_manager_id=manager.id if manager else None,
    )


def _wanted(form: FilterForm) -> listing.Wanted:
    role, state = form.role.data or "", form.state.data or ""
    return listing.Wanted(
        text=form.text.data or "",
        unit=form.unit.data or "",
        site=form.site_words,
        site_id=form.site_id,
        without_site=form.without_site,
        role=Role(role) if role in set(Role) else None,
        state=AccountState(state) if state in set(AccountState) else None,
    )


def _state(state: AccountState) -> tuple[str, str]:
    return str(ACCOUNT_STATES[state]), TONES[state]


def crumbs_of(name: str, person_id: UUID, here: str) -> list[tuple[str, str | None]]:
    """Return the way to a page about somebody."""
    return [
        (_("Konten"), url_for("accounts.overview")),
        (name, url_for("accounts.account", person_id=person_id)),
        (here, None),
    ]


def _create_page(form: AccountForm) -> str:
    crumbs = [(_("Konten"), url_for(".overview")), (_("Konto anlegen"), None)]
    return render_template("accounts/create.html", form=form, crumbs=crumbs)


def _edit_page(person_id: UUID, form: AccountForm) -> str:
    name = queries.person(person_id).name
    trail = crumbs_of(name, person_id, _("Angaben ändern"))
    return render_template("accounts/edit.html", form=form, name=name, crumbs=trail)


def _account_page(person_id: UUID, form: RoleForm) -> str:
    person = queries.person_with_unit(person_id)
    held = queries.roles_of(person_id)
    state = queries.state_of(person)
    form.offer_roles(held)
    manager_id = person.line_manager_id
    return render_template(
        "accounts/account.html",
        person=person,
        state=_state(state),
        is_deactivated=state == AccountState.DEACTIVATED,
        is_erased=leavers.is_nameless(person),
        is_invited=state == AccountState.INVITED,
        is_own=person_id == visitor().person_id,
        has_factor=factor_queries.has_factor(person_id),
        employer=EMPLOYERS[person.employer],
        language=LANGUAGES[person.language],
        manager=queries.person(manager_id) if manager_id else None,
        roles=[(role.value, ROLES[role]) for role in held],
        form=form,
        crumbs=[(_("Konten"), url_for(".overview")), (person.name, None)],
    )
