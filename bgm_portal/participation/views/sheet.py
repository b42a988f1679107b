"""Attendance: the sheet on the screen, the sheet on paper, and who came without signing up."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import queries as activities
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity import queries as identity
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.participation import absence, policy, queries, rules, service, sheet
from bgm_portal.participation.errors import DateMissing, PersonMissing
from bgm_portal.participation.forms import PersonForm, SearchForm, SheetForm

bp = Blueprint("participation", __name__)

SHEET = "/planung/<uuid:activity_id>/anwesenheit"
MOST_FOUND = 20
EMPTY_LINES = 6  # on paper, for people who come without signing up


@bp.get(SHEET, endpoint="sheet")
@requires(Permission.COORDINATE)
def show_sheet(activity_id: UUID) -> ResponseReturnValue:
    """Show who is on the list of a date, and tick who was there."""
    return _render_sheet(activity_id, SheetForm())


@bp.post(SHEET)
@requires(Permission.COORDINATE)
def mark(activity_id: UUID) -> ResponseReturnValue:
    """Note who was there."""
    occurrence = asked_for(activity_id)
    form = SheetForm()
    if not form.validate():
        return _render_sheet(activity_id, form), 422
    try:
        with transaction():
            marked = service.mark_attendance(
                occurrence_id=occurrence.id,
                present=form.present_ids,
                absent=form.absent_ids,
                seen=form.seen_notes,
                by=visitor().person_id,
                at=clock.now(),
            )
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _render_sheet(activity_id, form), 409
    tally = queries.tally(occurrence.id)
    flash(
        _(
            "Gespeichert. Da waren: %(present)s. Nicht da waren: %(absent)s.",
            present=tally.present,
            absent=tally.absent,
        )
    )
    if marked.stayed:
        flash(
            ngettext(
                "Bei einer Person hatte inzwischen jemand anderes etwas eingetragen. Das ist"
                " geblieben; bitte sehen Sie die Liste noch einmal durch.",
                "Bei %(num)s Personen hatte inzwischen jemand anderes etwas eingetragen. Das ist"
                " geblieben; bitte sehen Sie die Liste noch einmal durch.",
                marked.stayed,
            )
        )
    return redirect(url_for(".sheet", activity_id=activity_id, termin=occurrence.id))


@bp.get(f"{SHEET}/druck")
@requires(Permission.COORDINATE)
def print_sheet(activity_id: UUID) -> ResponseReturnValue:
    """Show the sheet as it goes on paper."""
    return render_template(
        "participation/print_sheet.html", empty_lines=EMPTY_LINES, **_page(activity_id)
    )


@bp.get(f"{SHEET}/dazu")
@requires(Permission.COORDINATE)
def walk_in_form(activity_id: UUID) -> ResponseReturnValue:
    """Look for somebody who came without signing up."""
    page = _page(activity_id)
    form = SearchForm(formdata=request.args)
    if "name" not in request.args:
        return render_template("participation/walk_in.html", form=form, found=None, **page)
    if not form.validate():
        return render_template("participation/walk_in.html", form=form, found=None, **page), 422
    found = identity.search_people(form.name.data or "", MOST_FOUND + 1)
    return render_template(
        "participation/walk_in.html",
        form=form,
        found=found[:MOST_FOUND],
        has_more=len(found) > MOST_FOUND,
        on_list={line.person_id for line in page["sheet"].lines},
        **page,
    )


@bp.post(f"{SHEET}/dazu")
@requires(Permission.COORDINATE)
def walk_in(activity_id: UUID) -> ResponseReturnValue:
    """Add somebody who came without signing up."""
    occurrence = asked_for(activity_id)
    form = PersonForm()
    if not form.validate() or form.person_id is None:
        raise PersonMissing
    with transaction():
        service.walk_in(
            occurrence_id=occurrence.id,
            person_id=form.person_id,
            by=visitor().person_id,
            at=clock.now(),
        )
    flash(_("Die Person steht jetzt auf der Liste."))
    return redirect(url_for(".sheet", activity_id=activity_id, termin=occurrence.id))


@bp.get(f"{SHEET}/entschuldigen")
@requires(Permission.COORDINATE)
def excuse_form(activity_id: UUID) -> ResponseReturnValue:
    """Show who can be excused because they called."""
    return render_template("participation/excuse.html", **_page(activity_id))


@bp.post(f"{SHEET}/entschuldigen")
@requires(Permission.COORDINATE)
def excuse(activity_id: UUID) -> ResponseReturnValue:
    """Note that somebody called and does not come."""
    return _called(activity_id, absence.excuse, _("Vermerkt: entschuldigt."))


@bp.post(f"{SHEET}/entschuldigen/zurueck")
@requires(Permission.COORDINATE)
def excuse_no_more(activity_id: UUID) -> ResponseReturnValue:
    """Take back that somebody is excused."""
    return _called(activity_id, absence.excuse_no_more, _("Der Vermerk ist zurückgenommen."))


def _called(activity_id: UUID, step: Callable[..., bool], done: str) -> ResponseReturnValue:
    occurrence = asked_for(activity_id)
    form = PersonForm()
    if not form.validate() or form.person_id is None:
        raise PersonMissing
    with transaction():
        changed = step(occurrence.id, form.person_id, by=visitor().person_id, at=clock.now())
    flash(done if changed else _("Das stand schon so da. Es hat sich nichts geändert."))
    return redirect(url_for(".excuse_form", activity_id=activity_id, termin=occurrence.id))


def asked_for(activity_id: UUID) -> Any:
    """Return the date that is asked for, of an activity that the visitor looks after."""
    policy.ensure_ticks(visitor().person_id, activities.activity(activity_id))
    wanted = request.args.get("termin", type=UUID)
    if wanted is None:
        raise DateMissing
    return queries.date_of(activity_id, wanted)


def _page(activity_id: UUID) -> dict[str, Any]:
    """Return what the pages of a date have in common."""
    at = clock.now()
    activity = activities.activity(activity_id, with_dates=True)
    policy.ensure_ticks(visitor().person_id, activity)
    occurrence = _chosen(activity.occurrences, at=at)
    return {
        "activity_id": activity_id,
        "title": sheet.title(activity),
        "now": at,
        "occurrence": occurrence,
        "dates": sheet.dates(activity_id, activity.occurrences, current=occurrence.id),
        "sheet": sheet.of(activity, occurrence, at=at),
    }


def _chosen(dates: Sequence[Any], *, at: datetime) -> Any:
    wanted = request.args.get("termin", type=UUID)
    if wanted is None:
        found = rules.date_to_show(dates, at=at)
    else:
        found = next((one for one in dates if one.id == wanted), None)
    if found is None:
        raise DateMissing
    return found


def _render_sheet(activity_id: UUID, form: SheetForm) -> str:
    return render_template("participation/sheet.html", form=form, **_page(activity_id))
