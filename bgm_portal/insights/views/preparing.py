"""What comes before a report: the preview, and how units are put together."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from bgm_portal.core import clock
from bgm_portal.identity.access import requires
from bgm_portal.identity.permissions import Permission
from bgm_portal.insights import ahead
from bgm_portal.insights.disclosure import bands
from bgm_portal.insights.views.reports import refuse_wishes

bp = Blueprint("preparing", __name__)
bp.before_request(refuse_wishes)


@bp.get("/berichte/vorschau")
@requires(Permission.PLAN_ACTIVITIES)
def preview() -> ResponseReturnValue:
    """Show what would be published, and why some of it would not."""
    found = ahead.ahead(at=clock.now())
    return render_template(
        "reports/preview.html", ahead=found, title=ahead.title(found.half_year) if found else ""
    )


@bp.get("/konten/einheiten/auswertung")
@requires(Permission.MANAGE_ACCOUNTS)
def units() -> ResponseReturnValue:
    """Show which units are too small to be told about, before the year begins."""
    year = clock.local_today().year
    return render_template(
        "reports/units.html",
        year=year,
        present=ahead.units_of(year),
        coming=ahead.units_to_come(),
        smallest=bands.SMALLEST_UNIT,
    )
