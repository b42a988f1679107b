"""The yearly report for the steering group, and writing it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.counting.rules import HalfYear
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.insights import releases, workbook, year, yearly_queries, yearly_service
from bgm_portal.insights.errors import ReportMissing
from bgm_portal.insights.forms import YearForm
from bgm_portal.insights.views.reports import XLSX, attachment, refuse_wishes
from bgm_portal.insights.year import Year
from bgm_portal.web import versions
from bgm_portal.web.forms import as_stored
from bgm_portal.web.versions import ChangedMeanwhile

bp = Blueprint("year_reports", __name__)
bp.before_request(refuse_wishes)

YEAR = "/berichte/jahr/<int(fixed_digits=4):number>"
FIRST_YEAR = 2000


@bp.get(YEAR)
@requires(Permission.READ_REPORTS)
def report(number: int) -> ResponseReturnValue:
    """Show the yearly report."""
    return render_template(
        "reports/year.html",
        year=_year(number),
        may_write=visitor().may(Permission.PLAN_ACTIVITIES),
    )


@bp.get(f"{YEAR}/bericht.pdf")
@requires(Permission.READ_REPORTS)
def pdf(number: int) -> ResponseReturnValue:
    """Return the yearly report as a paper, as soon as there are figures in it."""
    own = [one for one in releases.reports() if one.half_year.year == number]
    if not own:
        raise ReportMissing
    content = year.paper(_year(number), own[0])
    return attachment(content, "application/pdf", f"gesundheitsbericht-{number}.pdf")


@bp.get(f"{YEAR}/bericht.xlsx")
@requires(Permission.READ_REPORTS)
def spreadsheet(number: int) -> ResponseReturnValue:
    """Return the yearly report as a spreadsheet, from the same frozen bytes."""
    own = [one for one in releases.reports() if one.half_year.year == number]
    if not own:
        raise ReportMissing
    content = workbook.year_book(_year(number), own[0])
    return attachment(content, XLSX, f"gesundheitsbericht-{number}.xlsx")


@bp.get(f"{YEAR}/schreiben")
@requires(Permission.PLAN_ACTIVITIES)
def write_form(number: int) -> ResponseReturnValue:
    """Ask for goals and words."""
    _ensure_year(number)
    return _writing(_stored(number), number)


@bp.post(f"{YEAR}/schreiben")
@requires(Permission.PLAN_ACTIVITIES)
def write(number: int) -> ResponseReturnValue:
    """Keep goals and words."""
    _ensure_year(number)
    form = YearForm()
    if "weiter" in request.form:
        return _writing(form, number)
    if not form.validate():
        return _writing(form, number), 422
    try:
        with transaction():
            yearly_service.hold_year(number)
            versions.ensure_seen(request.form.get(versions.FIELD), _stored(number))
            _write(number, form)
    except ChangedMeanwhile as changed:
        return _both(number, form), changed.status
    flash(_("Ziele und Texte sind gespeichert."))
    return redirect(url_for(".report", number=number))


def _write(number: int, form: YearForm) -> None:
    by, at = visitor().person_id, clock.now()
    if not _is_settled(number):
        yearly_service.plan_year(year=number, goals=form.goals, by=by, at=at)
    yearly_service.write_year(year=number, texts=form.texts, by=by, at=at)


def _stored(number: int) -> YearForm:
    goals, texts = yearly_queries.goals(number), yearly_queries.texts(number)
    with as_stored():
        return YearForm(data=YearForm.told(goals, texts))


def _both(number: int, form: YearForm) -> str:
    """Show what is stored beside what was typed, and let the person decide."""
    stored = _stored(number)
    both = versions.both(stored, form, request.form)
    if _is_settled(number):
        both["pairs"] = versions.pairs(stored.in_words, form.in_words)
    return render_template(
        "planning/both.html",
        subject_title=_("Gesundheitsbericht %(year)s", year=number),
        part=_("Ziele und Texte"),
        list_page=(_("Berichte"), url_for("reports.overview")),
        keep_page=url_for(".report", number=number),
        edit_page=url_for(".write_form", number=number),
        **both,
    )


def _year(number: int) -> Year:
    _ensure_year(number)
    goals, texts = yearly_queries.goals(number), yearly_queries.texts(number)
    return year.compose(number, releases.reports(), goals, texts)


def _writing(form: YearForm, number: int) -> str:
    return render_template(
        "reports/write_year.html",
        form=form,
        shown=request.form.get(versions.FIELD) or versions.fingerprint(form),
        number=number,
        settled=_is_settled(number),
        begun=any(one.half_year.year == number for one in releases.releases()),
    )


def _is_settled(number: int) -> bool:
    """Tell whether the last report of a year is frozen, and with it the goals."""
    return HalfYear(number, 2) in [one.half_year for one in releases.releases()]


def _ensure_year(number: int) -> None:
    if not FIRST_YEAR <= number <= clock.local_today().year + 1:
        raise ReportMissing
