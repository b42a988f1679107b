"""One's own past: looking at parts of it, taking it along, erasing one date or all."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.home import history as past
from bgm_portal.home.forms import ForgetForm, PastForm
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.participation import retention
from bgm_portal.privacy import service as consents
from bgm_portal.privacy import texts
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.web.papers import response

bp = Blueprint("history", __name__)

PAST = "/mein-bereich/rueckblick"


@bp.get(PAST)
@requires(Permission.TAKE_PART)
def overview() -> ResponseReturnValue:
    """Show what somebody took part in, if they wish it kept."""
    kept = past.past(visitor().person_id, at=clock.now())
    form = PastForm(formdata=request.args, years=past.years_of(kept.attended))
    return render_template(
        "history/overview.html",
        kept=kept.kept,
        is_empty=not kept.attended,
        years=past.by_year(form.part.of(kept.attended)),
        series=past.series(kept.attended),
        today=clock.local_today(),
        form=form,
        chosen=form.chosen,
        consent=texts.current(ConsentCode.HISTORY),
    )


@bp.post(f"{PAST}/aufbewahren")
@requires(Permission.TAKE_PART)
def keep() -> ResponseReturnValue:
    """Keep one's own past from now on."""
    with transaction():
        consents.give(
            person_id=visitor().person_id,
            code=ConsentCode.HISTORY,
            by=visitor().person_id,
            at=clock.now(),
        )
    flash(_("Wir bewahren Ihre Teilnahmen ab jetzt für Sie auf."))
    return redirect(url_for(".overview"))


@bp.post(f"{PAST}/nicht-mehr")
@requires(Permission.TAKE_PART)
def end() -> ResponseReturnValue:
    """Stop keeping one's own past."""
    with transaction():
        consents.withdraw(
            person_id=visitor().person_id,
            code=ConsentCode.HISTORY,
            by=visitor().person_id,
            at=clock.now(),
        )
    flash(_("Wir bewahren Ihre Teilnahmen nicht mehr auf."))
    return redirect(url_for(".overview"))


@bp.post(f"{PAST}/loeschen")
@requires(Permission.TAKE_PART)
def forget_one() -> ResponseReturnValue:
    """Erase one date from one's own past."""
    form = ForgetForm()
    forgotten = False
    if form.validate() and form.occurrence_id is not None:
        with transaction():
            forgotten = retention.forget_one(
                form.occurrence_id, by=visitor().person_id, at=clock.now()
            )
    flash(
        _("Diese Teilnahme ist aus Ihrem Rückblick gelöscht.")
        if forgotten
        else _("Diese Teilnahme steht nicht mehr in Ihrem Rückblick.")
    )
    return redirect(url_for(".overview"))


@bp.post(f"{PAST}/alles-loeschen")
@requires(Permission.TAKE_PART)
def forget_all() -> ResponseReturnValue:
    """Erase one's own past and go on keeping what comes."""
    with transaction():
        retention.forget_history(visitor().person_id, clock.now())
    flash(_("Alles, was länger als 14 Tage zurückliegt, ist gelöscht."))
    return redirect(url_for(".overview"))


@bp.get(f"{PAST}/rueckblick.csv")
@requires(Permission.TAKE_PART)
def as_csv() -> ResponseReturnValue:
    """Offer a part of one's own past for a spreadsheet."""
    kept = past.past(visitor().person_id, at=clock.now())
    form = PastForm(formdata=request.args, years=past.years_of(kept.attended))
    text = past.as_csv(form.part.of(kept.attended))
    return _file(text, "text/csv; charset=utf-8", "rueckblick.csv")


@bp.get(f"{PAST}/rueckblick.json")
@requires(Permission.TAKE_PART)
def as_json() -> ResponseReturnValue:
    """Offer a part of one's own past for another program."""
    kept = past.past(visitor().person_id, at=clock.now())
    form = PastForm(formdata=request.args, years=past.years_of(kept.attended))
    return _file(past.as_json(form.part.of(kept.attended)), "application/json", "rueckblick.json")


@bp.get(f"{PAST}/rueckblick.pdf")
@requires(Permission.TAKE_PART)
def as_pdf() -> ResponseReturnValue:
    """Offer a part of one's own past as a paper."""
    kept = past.past(visitor().person_id, at=clock.now())
    part = PastForm(formdata=request.args, years=past.years_of(kept.attended)).part
    pdf = past.as_pdf(visitor().name, part, part.of(kept.attended), at=clock.now())
    return response(pdf, "rueckblick.pdf")


def _file(text: str, content_type: str, name: str) -> Response:
    answer = Response(text, content_type=content_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
