"""The first page of each role."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from bgm_portal.activities import sharing_queries
from bgm_portal.core import clock
from bgm_portal.feedback import queries as feedback
from bgm_portal.home import deletions as erased
from bgm_portal.home import display
from bgm_portal.home import history as past
from bgm_portal.home import log as notebook
from bgm_portal.home.agenda import agenda
from bgm_portal.home.desk import desk as coordination
from bgm_portal.identity.access import public, requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.mail import addresses

bp = Blueprint("home", __name__)

#: Where somebody starts who may do this; whoever may do none of it starts with their own page.
STARTS = (
    (Permission.COORDINATE, "home.desk"),
    (Permission.MANAGE_ACCOUNTS, "accounts.overview"),
    (Permission.AUDIT, "home.audit"),
    (Permission.READ_REPORTS, "reports.overview"),
)


@bp.get("/")
@public
def start() -> ResponseReturnValue:
    """Lead to the first page of one's role, or explain the portal to whoever has not signed in."""
    account = display.account()
    if account is None:
        return render_template("home/start.html")
    endpoints = (endpoint for permission, endpoint in STARTS if account.may(permission))
    return redirect(url_for(next(endpoints, "home.mine")))


@bp.get("/mein-bereich")
@requires(Permission.TAKE_PART)
def mine() -> ResponseReturnValue:
    """Show what comes next for somebody, what waits for them, and their year."""
    at = clock.now()
    kept = past.past(visitor().person_id, at=at)
    return render_template(
        "home/mine.html",
        agenda=agenda(visitor().person_id, at=at),
        drafts=_drafts(),
        questions=feedback.open_for(visitor().person_id, at=at),
        kept=kept.kept,
        series=past.running(kept.attended, today=clock.local_day(at)),
        year=past.year(kept.attended, today=clock.local_day(at)),
        today=at,
        refused_address=addresses.refused(visitor().email),
    )


def _drafts() -> list[sharing_queries.Shared]:
    """Return what the visitor was asked to read, as long as they may."""
    if not visitor().may(sharing_queries.MEMBERSHIP):
        return []
    return sharing_queries.shared_with(visitor().person_id)


@bp.get("/schreibtisch")
@requires(Permission.COORDINATE)
def desk() -> ResponseReturnValue:
    """Show a coordinator what waits, in order of urgency."""
    at = clock.now()
    return render_template(
        "home/desk.html", desk=coordination(visitor().person_id, at=at), today=at
    )


@bp.get("/protokoll")
@requires(Permission.AUDIT)
def audit() -> ResponseReturnValue:
    """Show how often what happened, without names."""
    return render_template("home/audit.html", log=notebook.log(at=clock.now()))


@bp.get("/protokoll/loeschungen")
@requires(Permission.AUDIT)
def deletions() -> ResponseReturnValue:
    """Prove what the jobs of retention erased, without names."""
    return render_template("home/deletions.html", proof=erased.proof(at=clock.now()))
