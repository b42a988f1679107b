"""My data: see what is held and who opened it, take it along, have it erased."""

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.home import erasure, own_data
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.registration import consents

bp = Blueprint("own_data", __name__)

OWN = "/mein-bereich/daten"


@bp.get(OWN)
@requires(Permission.TAKE_PART)
def overview() -> ResponseReturnValue:
    """Show what is held about oneself, who opened it, and what one agreed to in general."""
    person_id = visitor().person_id
    return render_template(
        "own_data/overview.html",
        held=own_data.held(person_id),
        looks=own_data.looks(person_id),
        consents=consents.groups_of(person_id)[0].rows,
    )


@bp.post(f"{OWN}/mitnehmen")
@requires(Permission.TAKE_PART, lately=True)
def take_along() -> ResponseReturnValue:
    """Hand out everything that is held about oneself."""
    at, person_id = clock.now(), visitor().person_id
    with transaction():
        erasure.note_taken_along(person_id, at=at)
        content = own_data.archive(person_id, at=at)
    answer = Response(content, content_type="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{own_data.NAME}.zip")
    return answer


@bp.get(f"{OWN}/loeschen")
@requires(Permission.TAKE_PART, lately=True)
def erase_form() -> ResponseReturnValue:
    """Say what goes and what stays before anything is erased."""
    goes, stays = own_data.goes(visitor().person_id)
    return render_template("own_data/erase.html", goes=goes, stays=stays)


@bp.post(f"{OWN}/loeschen")
@requires(Permission.TAKE_PART, lately=True)
def erase() -> ResponseReturnValue:
    """Erase what can go, and show the receipt. The page can not be fetched again: it is gone."""
    at, person_id = clock.now(), visitor().person_id
    with transaction():
        cancelled, erased = erasure.erase(person_id, at=at)
    lines = own_data.receipt(erased, cancelled=cancelled)
    return render_template("own_data/erased.html", lines=lines, at=at, back=url_for("home.mine"))
