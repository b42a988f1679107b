"""What the house says about itself, changed while the portal runs."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.admin import house_page
from bgm_portal.admin.forms.house import FORMS, PartForm
from bgm_portal.admin.forms.house_days import ClosingDayForm, LogoForm
from bgm_portal.admin.words import PARTS
from bgm_portal.core import clock
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import transaction
from bgm_portal.core.house import house_in_words, teller
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.settings import service
from bgm_portal.settings.errors import TooManyClosingDays
from bgm_portal.settings.names import Part

bp = Blueprint("own_house", __name__)


@bp.get("/betrieb/haus")
@requires(Permission.OPERATE)
def overview() -> ResponseReturnValue:
    """Show what the house says, and lead to where each part is changed."""
    return _overview(LogoForm(formdata=None), ClosingDayForm(formdata=None))


@bp.get("/betrieb/haus/<part>")
@requires(Permission.OPERATE)
def edit_form(part: str) -> ResponseReturnValue:
    """Show a part as it is."""
    known = _part(part)
    return _page(FORMS[known](formdata=None, data=_stored(known)), known)


@bp.post("/betrieb/haus/<part>")
@requires(Permission.OPERATE)
def edit(part: str) -> ResponseReturnValue:
    """Write a part."""
    known = _part(part)
    form = FORMS[known]()
    if not form.validate():
        return _page(form, known), 422
    with transaction():
        service.change(form.stored(), part=known, by=visitor().person_id, at=clock.now())
    teller().forget()
    flash(_("Gespeichert. Spätestens in einer Minute gilt es überall."))
    return redirect(url_for(".overview"))


@bp.post("/betrieb/haus-logo")
@requires(Permission.OPERATE)
def hang_up_logo() -> ResponseReturnValue:
    """Show a picture as the sign of the house."""
    form = LogoForm()
    if not form.validate():
        return _overview(form, ClosingDayForm(formdata=None)), 422
    with transaction():
        service.hang_up_logo(form.drawn, by=visitor().person_id, at=clock.now())
    teller().forget()
    flash(_("Das Logo steht jetzt oben auf jeder Seite."))
    return redirect(url_for(".overview"))


@bp.post("/betrieb/haus-logo/entfernen")
@requires(Permission.OPERATE)
def take_logo_down() -> ResponseReturnValue:
    """Show the sign of the portal again."""
    with transaction():
        service.take_logo_down(by=visitor().person_id, at=clock.now())
    teller().forget()
    flash(_("Das Portal zeigt wieder sein eigenes Zeichen."))
    return redirect(url_for(".overview"))


@bp.post("/betrieb/haus-schliesstag")
@requires(Permission.OPERATE)
def close() -> ResponseReturnValue:
    """Note days on which the house is closed."""
    form = ClosingDayForm()
    if not form.validate() or form.first_day.day is None:
        return _overview(LogoForm(formdata=None), form), 422
    try:
        with transaction():
            service.close(
                first_day=form.first_day.day,
                last_day=form.last_day.day or form.first_day.day,
                name_de=form.name_de.data or "",
                name_en=form.name_en.data,
                by=visitor().person_id,
                at=clock.now(),
            )
    except TooManyClosingDays as refused:
        form.first_day.errors = [refused.message]
        return _overview(LogoForm(formdata=None), form), 422
    flash(_("Der Schließtag ist eingetragen. Serien lassen ihn aus."))
    return redirect(url_for(".overview"))


@bp.post("/betrieb/haus-schliesstag/<uuid:closing_day_id>/entfernen")
@requires(Permission.OPERATE)
def open_again(closing_day_id: UUID) -> ResponseReturnValue:
    """Forget a closing day."""
    with transaction():
        service.open_again(closing_day_id=closing_day_id, by=visitor().person_id, at=clock.now())
    flash(_("Der Schließtag ist entfernt."))
    return redirect(url_for(".overview"))


def _part(text: str) -> Part:
    if text not in set(Part):
        abort(404)
    return Part(text)


def _stored(part: Part) -> dict[str, object]:
    told = house_in_words()
    form = FORMS[part](formdata=None)
    times = {"quiet_from", "quiet_until"}
    return {
        name: house_page.as_time(told[name]) if name in times else (told[name] or None)
        for name in form.data
        if name in told
    }


def _overview(logo: LogoForm, closing: ClosingDayForm) -> str:
    return render_template(
        "operations/house.html",
        parts=house_page.parts(),
        closed=house_page.closed(local_day(clock.now())),
        server=house_page.server_rows(),
        logo=logo,
        closing=closing,
        form_failed=bool(logo.errors or closing.errors),
        crumbs=[(_("Betrieb"), url_for("operations.overview")), (_("Das Haus"), None)],
    )


def _page(form: PartForm, part: Part) -> str:
    return render_template(
        "operations/house_part.html",
        form=form,
        heading=str(PARTS[part]),
        crumbs=[
            (_("Betrieb"), url_for("operations.overview")),
            (_("Das Haus"), url_for(".overview")),
            (str(PARTS[part]), None),
        ],
    )
