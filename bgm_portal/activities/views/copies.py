"""Planning again what was planned before: one activity, a template, a whole year."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import draft_service, planning_queries, year_again, year_pages
from bgm_portal.activities.forms.copies import FIRST_YEAR, LAST_YEAR, CopyForm, How, YearForm
from bgm_portal.activities.planning_queries import Dossier
from bgm_portal.activities.year_again import YearAgain
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Missing
from bgm_portal.core.i18n import in_words
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission

bp = Blueprint("copies", __name__)

YEAR = "/planung/jahr/<int(fixed_digits=4):year>"
AGAIN = f"{YEAR}/uebernehmen"
COPY = "/planung/<uuid:activity_id>/als-vorlage"


@bp.get(COPY)
@requires(Permission.PLAN_ACTIVITIES)
def copy_form(activity_id: UUID) -> ResponseReturnValue:
    """Ask what the copy shall be: a draft without dates, with those of another year, a template."""
    dossier = planning_queries.dossier(activity_id)
    return _copy_page(dossier, CopyForm(data={"how": How.BARE, "year": _next_year(dossier)}))


@bp.post(COPY)
@requires(Permission.PLAN_ACTIVITIES)
def copy(activity_id: UUID) -> ResponseReturnValue:
    """Begin a draft with the words of another activity, whoever looks after that one."""
    form = CopyForm()
    if not form.validate():
        return _copy_page(planning_queries.dossier(activity_id), form), 422
    with transaction():
        new_id = draft_service.copy(
            activity_id,
            year=form.chosen_year,
            as_template=form.how.data == How.TEMPLATE,
            by=visitor().person_id,
            at=clock.now(),
        )
    flash(_copied(How(form.how.data or How.BARE)))
    return redirect(url_for("planning.hub", activity_id=new_id))


@bp.get(YEAR)
@requires(Permission.PLAN_ACTIVITIES)
def year_plan(year: int) -> ResponseReturnValue:
    """Show everything that is planned in a year, as a calendar or as a list."""
    _ensure_year(year)
    return render_template(
        "planning/year.html",
        plan=year_pages.plan(
            year, today=clock.local_today(), month=_month(), person_id=_looked_after_by()
        ),
        as_list=request.args.get("ansicht") == "liste",
        mine=_looked_after_by() is not None,
        here=_way(),
        earlier=year - 1 if year > FIRST_YEAR else None,
        later=year + 1 if year < LAST_YEAR else None,
    )


@bp.get(AGAIN)
@requires(Permission.PLAN_ACTIVITIES)
def year_form(year: int) -> ResponseReturnValue:
    """Show what the next year would be like, before anything happens."""
    _ensure_year(year)
    again = _again(year)
    form = YearForm()
    form.offer(again.proposals)
    form.activities.data = [str(one.id) for one in again.proposals if one.wanted]
    return _again_page(again, form)


@bp.post(AGAIN)
@requires(Permission.PLAN_ACTIVITIES)
def copy_year(year: int) -> ResponseReturnValue:
    """Begin the chosen drafts of the next year; of one month, where each has very many."""
    _ensure_year(year)
    again = _again(year)
    form = YearForm()
    form.offer(again.proposals)
    if not form.validate():
        return _again_page(again, form), 422
    chosen = [UUID(value) for value in form.activities.data or []]
    with transaction():
        begun = draft_service.copy_year(
            chosen,
            year=year + 1,
            number=form.number.data or "",
            by=visitor().person_id,
            at=clock.now(),
        )
    flash(_begun(begun, chosen=len(set(chosen))))
    if again.next_month is not None:
        onward = _way() | {"monat": again.next_month}
        return redirect(url_for(".year_form", year=year, **onward), 303)
    return redirect(url_for(".year_plan", year=year + 1), 303)


def _begun(number: int, *, chosen: int) -> str:
    if number:
        return str(ngettext("%(num)s Entwurf angelegt.", "%(num)s Entwürfe angelegt.", number))
    return str(
        ngettext(
            "Dieser Entwurf ist schon angelegt.",
            "Diese %(num)s Entwürfe sind schon angelegt.",
            chosen,
        )
    )


def _again(year: int) -> YearAgain:
    return year_again.again(year, to=year + 1, month=_month(), person_id=_looked_after_by())


def _again_page(again: YearAgain, form: YearForm) -> str:
    return render_template(
        "planning/copy_year.html",
        form=form,
        again=again,
        mine=_looked_after_by() is not None,
        here=_way(),
    )


def _month() -> int | None:
    return request.args.get("monat", type=int)


def _looked_after_by() -> UUID | None:
    return visitor().person_id if request.args.get("wessen") == "meine" else None


def _way() -> dict[str, Any]:
    """Return what a link to the same page keeps: whose activities, which month, which view."""
    given = request.args
    return {
        "wessen": "meine" if given.get("wessen") == "meine" else None,
        "ansicht": "liste" if given.get("ansicht") == "liste" else None,
        "monat": _month() if _month() in year_pages.MONTHS else None,
    }


def _ensure_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Missing(_("Für dieses Jahr gibt es keinen Plan."))


def _next_year(dossier: Dossier) -> str:
    starts_at = dossier.activity.starts_at
    first: date = clock.local_day(starts_at) if starts_at else clock.local_today()
    return str(first.year + 1)


def _copy_page(dossier: Dossier, form: CopyForm) -> str:
    activity = dossier.activity
    return render_template(
        "planning/copy.html",
        form=form,
        is_template=activity.is_template,
        activity_id=activity.id,
        activity_title=in_words(activity.title_de, activity.title_en),
    )


def _copied(how: How) -> str:
    if how is How.TEMPLATE:
        return str(_("Die Vorlage ist gespeichert. Sie finden sie unter „Neues Angebot planen“."))
    if how is How.YEAR:
        return str(
            _("Der neue Entwurf hat dieselben Wochentage. Prüfen Sie Feiertage und Fristen.")
        )
    return str(_("Der neue Entwurf hat alle Angaben der Vorlage, nur keine Termine und Fristen."))
