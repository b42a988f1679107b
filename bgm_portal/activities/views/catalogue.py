"""The catalogue: programme, month, an activity and the way to it. Everybody here may read it."""

from datetime import date
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from bgm_portal.activities import catalogue_pages as pages
from bgm_portal.activities import queries, race_words
from bgm_portal.activities.programme import DECEMBER, FIRST_YEAR, LAST_YEAR, Filter
from bgm_portal.activities.sheet import lines, sheet_page
from bgm_portal.activities.sheet_queries import sheet
from bgm_portal.core import clock
from bgm_portal.core.errors import Missing
from bgm_portal.core.own_status import own_statuses
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission

bp = Blueprint("catalogue", __name__)


@bp.get("/angebote")
@requires(Permission.TAKE_PART)
def programme() -> ResponseReturnValue:
    """Show the programme, as narrow as the address says."""
    chosen = Filter.from_address(request.args, request.args.getlist("moeglich"))
    booklet = pages.booklet(
        chosen,
        number=request.args.get("seite", 1, type=int),
        visitor=visitor(),
        at=clock.now(),
    )
    return render_template("catalogue/programme.html", booklet=booklet, chosen=chosen)


@bp.get("/angebote/kalender/<int(fixed_digits=4):year>-<int(fixed_digits=2):month>")
@requires(Permission.TAKE_PART)
def month(year: int, month: int) -> ResponseReturnValue:
    """Show a month as a table."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= DECEMBER):
        raise Missing
    page = pages.month_page(date(year, month, 1), today=clock.local_today())
    return render_template("catalogue/month.html", page=page)


@bp.get("/angebote/<uuid:activity_id>")
@requires(Permission.TAKE_PART)
def detail(activity_id: UUID) -> ResponseReturnValue:
    """Show everything about an activity that is no draft."""
    person, at = visitor(), clock.now()
    found = sheet(activity_id, reader_id=person.person_id)
    own = own_statuses(person.person_id, [activity_id]).get(activity_id)
    return render_template(
        "catalogue/detail.html",
        page=sheet_page(
            found,
            employer=person.employer,
            unit_id=person.unit_id,
            site_id=person.site_id,
            at=at,
        ),
        own=own,
        is_kept=found.is_kept,
        activity_id=activity_id,
        race=race_words.of_activity(activity_id) if found.is_race else [],
        preview=False,
    )


@bp.get("/angebote/<uuid:activity_id>/weg")
@requires(Permission.TAKE_PART)
def directions(activity_id: UUID) -> ResponseReturnValue:
    """Show the way to the place as text."""
    activity = queries.published_activity(activity_id)
    if activity.venue is None or not activity.venue.directions_de:
        raise Missing(_l("Für dieses Angebot gibt es keine Wegbeschreibung."))
    return render_template(
        "catalogue/directions.html",
        activity=activity,
        way=lines(activity.venue.directions_de, activity.venue.directions_en),
    )


@bp.get("/angebote/<uuid:activity_id>/einfach")
@requires(Permission.TAKE_PART)
def plain(activity_id: UUID) -> ResponseReturnValue:
    """Show the activity in plain language, on a page of its own."""
    person = visitor()
    page = sheet_page(
        sheet(activity_id),
        employer=person.employer,
        unit_id=person.unit_id,
        site_id=person.site_id,
        at=clock.now(),
    )
    if not page.plain:
        raise Missing(_l("Dieses Angebot gibt es noch nicht in einfacher Sprache."))
    return render_template("catalogue/plain.html", page=page, activity_id=activity_id)
