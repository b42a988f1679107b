"""One's own diary. Every page is about whoever is signed in; no address names a person."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.privacy import service as consents
from bgm_portal.privacy import texts
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.web.forms import parse_day

from . import export, picture, queries, rules, service
from .forms import DayForm, RemoveForm, WeekForm

bp = Blueprint("diary", __name__)

DIARY = "/mein-bereich/tagebuch"


@bp.get(DIARY)
@requires(Permission.TAKE_PART)
def overview() -> ResponseReturnValue:
    """Show one's own diary, or what it would mean to keep one."""
    if not queries.is_kept(visitor().person_id):
        return render_template("diary/closed.html", consent=texts.current(ConsentCode.DIARY))
    return _page(day_form=_prepared(), week_form=WeekForm())


@bp.post(f"{DIARY}/fuehren")
@requires(Permission.TAKE_PART)
def begin() -> ResponseReturnValue:
    """Begin a diary."""
    person_id = visitor().person_id
    with transaction():
        consents.give(person_id=person_id, code=ConsentCode.DIARY, by=person_id, at=clock.now())
    flash(_("Ihr Tagebuch ist angelegt. Nur Sie sehen es."))
    return redirect(url_for(".overview"))


@bp.post(f"{DIARY}/beenden")
@requires(Permission.TAKE_PART)
def end() -> ResponseReturnValue:
    """End the diary and erase it."""
    person_id = visitor().person_id
    with transaction():
        consents.withdraw(person_id=person_id, code=ConsentCode.DIARY, by=person_id, at=clock.now())
    flash(
        _(
            "Ihr Tagebuch ist beendet, und alle Einträge sind gelöscht. Bei Aktionen, für die es"
            " zählte, machen Sie nicht mehr mit."
        )
    )
    return redirect(url_for(".overview"))


@bp.post(f"{DIARY}/tag")
@requires(Permission.TAKE_PART)
def write_day() -> ResponseReturnValue:
    """Write a day."""
    form = DayForm()
    if not form.validate():
        return _page(day_form=form, week_form=WeekForm(formdata=None)), 422
    try:
        with transaction():
            service.write(form.entry, by=visitor().person_id, at=clock.now())
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page(day_form=form, week_form=WeekForm(formdata=None)), 422
    flash(_("Gespeichert: %(what)s.", what=picture.value_of(form.entry)))
    return redirect(url_for(".overview"))


@bp.post(f"{DIARY}/woche")
@requires(Permission.TAKE_PART)
def write_week() -> ResponseReturnValue:
    """Write the last seven days at once."""
    form = WeekForm()
    if not form.validate():
        return _page(day_form=_prepared(), week_form=form), 422
    try:
        with transaction():
            days = service.write_week(
                form.total.minutes or 0, by=visitor().person_id, at=clock.now()
            )
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page(day_form=_prepared(), week_form=form), 422
    flash(ngettext("Auf einen Tag verteilt.", "Auf %(num)s Tage verteilt.", days))
    return redirect(url_for(".overview"))


@bp.post(f"{DIARY}/loeschen")
@requires(Permission.TAKE_PART)
def remove() -> ResponseReturnValue:
    """Erase a day."""
    form = RemoveForm()
    removed = False
    if form.validate() and form.day.day is not None:
        with transaction():
            removed = service.remove(form.day.day, by=visitor().person_id, at=clock.now())
    flash(_("Der Eintrag ist gelöscht.") if removed else _("Diesen Eintrag gibt es nicht mehr."))
    return redirect(url_for(".overview"))


@bp.get(f"{DIARY}/tagebuch.csv")
@requires(Permission.TAKE_PART)
def as_csv() -> ResponseReturnValue:
    """Offer one's own diary for a spreadsheet."""
    text = export.as_csv(queries.entries(visitor().person_id))
    return _file(text, "text/csv; charset=utf-8", "tagebuch.csv")


@bp.get(f"{DIARY}/tagebuch.json")
@requires(Permission.TAKE_PART)
def as_json() -> ResponseReturnValue:
    """Offer one's own diary for another program."""
    text = export.as_json(queries.entries(visitor().person_id))
    return _file(text, "application/json", "tagebuch.json")


def _file(text: str, content_type: str, name: str) -> Response:
    answer = Response(text, content_type=content_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _prepared() -> DayForm:
    """Return the form for a day, filled with the entry that is to be changed."""
    today = clock.local_today()
    wanted = parse_day(request.args.get("tag", "")) or today
    known = {entry.day: entry for entry in queries.entries(visitor().person_id)}.get(wanted)
    values: dict[str, Any] = {"day": wanted}
    if known is not None:
        values |= {"minutes": known.minutes or "", "rest": known.rest}
    return DayForm(formdata=None, data=values)


def _page(*, day_form: DayForm, week_form: WeekForm) -> str:
    today = clock.local_today()
    entries = queries.entries(visitor().person_id)
    first = rules.first_day(today)
    years = sorted({entry.day.year for entry in entries} | {today.year}, reverse=True)
    return render_template(
        "diary/overview.html",
        day_form=day_form,
        week_form=week_form,
        form_failed=bool(day_form.errors or week_form.errors),
        coming=picture.lines([entry for entry in reversed(entries) if entry.day > today]),
        recent=picture.lines([entry for entry in entries if first <= entry.day <= today]),
        older=picture.lines([entry for entry in entries if entry.day < first]),
        years=[picture.year(entries, number=number) for number in years],
    )
