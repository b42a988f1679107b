"""One's calendars: where one gets and ends their addresses, and the addresses themselves."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import own_transaction, transaction
from bgm_portal.identity.access import public, requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.web.urls import absolute_url

from . import contents, policy, queries, service
from .errors import UnknownFeed
from .forms import FeedForm
from .kinds import FeedKind
from .words import ALARMS, KINDS

bp = Blueprint("feeds", __name__)

NOT_HERE = "Diesen Kalender gibt es nicht.\nThere is no such calendar.\n"
RETRY_SECONDS = "3600"
SLUG = "/konto/kalender/<any(termine, betreuung):slug>"


@bp.get("/konto/kalender")
@requires(Permission.TAKE_PART)
def overview() -> ResponseReturnValue:
    """Show which calendars one may have, and which one has."""
    return _page()


@bp.get(SLUG)
@requires(Permission.TAKE_PART)
def make_form(slug: str) -> ResponseReturnValue:
    """Ask how somebody wants the calendar."""
    return _form_page(_kind(slug), FeedForm())


@bp.post(SLUG)
@requires(Permission.TAKE_PART, lately=True)
def make(slug: str) -> ResponseReturnValue:
    """Make a new address and show it, this once; an earlier one is dead."""
    kind, form, me = _kind(slug), FeedForm(), visitor().person_id
    if not form.validate():
        return _form_page(kind, form), 422
    with transaction():
        token = service.make(
            kind,
            by=me,
            neutral=form.neutral.data,
            alarm_minutes=form.alarm_minutes,
            at=clock.now(),
        )
    address = absolute_url("feeds.fetch", token=token)
    return render_template("calendars/address.html", words=KINDS[kind], address=address)


@bp.post(f"{SLUG}/beenden")
@requires(Permission.TAKE_PART)
def end(slug: str) -> ResponseReturnValue:
    """Make an address worthless."""
    with transaction():
        service.end(_kind(slug), by=visitor().person_id, at=clock.now())
    flash(_("Die Adresse gilt nicht mehr. Ihr Kalender bekommt darüber nichts Neues."))
    return redirect(url_for(".overview"), 303)


@bp.get("/kalender/<token>.ics")
@public
def fetch(token: str) -> ResponseReturnValue:
    """Hand out the calendar to whoever knows its address; a program asks, not a person."""
    at = clock.now()
    try:
        text = contents.text(queries.feed(token), at=at)
    except UnknownFeed:
        return _nothing_here()
    answer = Response(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    answer.headers.set("Content-Disposition", "inline", filename="termine.ics")
    answer.set_etag(contents.fingerprint(text))
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)


def _nothing_here() -> Response:
    with own_transaction():
        too_often = service.count_wrong(address=request.remote_addr, at=clock.now())
    answer = Response(NOT_HERE, status=429 if too_often else 404, mimetype="text/plain")
    if too_often:
        answer.headers["Retry-After"] = RETRY_SECONDS
    return answer


def _kind(slug: str) -> FeedKind:
    kind = FeedKind(slug)
    policy.ensure_may_have(kind, visitor().permissions)
    return kind


def _page() -> str:
    mine = queries.feeds_of(visitor().person_id)
    kinds = [kind for kind in FeedKind if policy.may_have(kind, visitor().permissions)]
    return render_template(
        "calendars/overview.html",
        rows=[(kind, KINDS[kind], mine.get(kind)) for kind in kinds],
        alarms=ALARMS,
    )


def _form_page(kind: FeedKind, form: FeedForm) -> str:
    has_one = kind in queries.feeds_of(visitor().person_id)
    return render_template("calendars/make.html", form=form, words=KINDS[kind], has_one=has_one)
