"""One's own completions and certificates, and the page on which anybody checks one."""

import csv
import io

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import public, requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.learning import certificates, courses, own_queries, queries, words
from bgm_portal.learning.forms.check import CheckForm
from bgm_portal.learning.service import certifying
from bgm_portal.web import papers

bp = Blueprint("certificates", __name__)


@bp.get("/lernen/abschluesse")
@requires(Permission.TAKE_PART)
def own_list() -> ResponseReturnValue:
    """Show what one has completed."""
    lines = certificates.completed(visitor().person_id)
    return render_template("learning/own_list.html", lines=lines)


@bp.get("/lernen/abschluesse.csv")
@requires(Permission.TAKE_PART)
def own_csv() -> ResponseReturnValue:
    """Give one's own completions as a table."""
    file = io.StringIO()
    table = csv.writer(file, delimiter=";")
    table.writerow([_("Lernmodul"), _("Abgeschlossen am"), _("Gilt bis"), _("Wie")])
    for line in certificates.completed(visitor().person_id):
        table.writerow([line.title, line.completed_on, line.valid_until, line.basis])
    return _file("\ufeff" + file.getvalue(), "text/csv", "abschluesse.csv")


@bp.get("/lernen/abschluesse.json")
@requires(Permission.TAKE_PART)
def own_json() -> ResponseReturnValue:
    """Give one's own completions to other programs."""
    lines = [
        {
            "module": line.key,
            "title": line.title,
            "completed_on": line.completed_on.isoformat(),
            "valid_until": line.valid_until.isoformat(),
        }
        for line in certificates.completed(visitor().person_id)
    ]
    return _file(
        current_app.json.dumps(lines, indent=2) + "\n", "application/json", "abschluesse.json"
    )


@bp.post("/lernen/<key>/nachweis")
@requires(Permission.TAKE_PART)
def issue(key: str) -> ResponseReturnValue:
    """Issue a certificate with one's own name."""
    person = visitor()
    with transaction():
        certifying.issue(key=key, name=person.name, by=person.person_id, at=clock.now())
    return redirect(url_for(".show", key=key))


@bp.get("/lernen/<key>/nachweis")
@requires(Permission.TAKE_PART)
def show(key: str) -> ResponseReturnValue:
    """Show one's certificate."""
    course = courses.course(key, visitor().person_id, today=clock.local_today())
    found = own_queries.own_certificate(visitor().person_id, course.shelved.module.id)
    return render_template(
        "learning/certificate.html",
        course=course,
        certificate=found,
        until=certificates.last_day(found),
        earlier=certificates.brought_forward(found),
        basis=words.BASES[found.basis],
    )


@bp.get("/lernen/<key>/nachweis.pdf")
@requires(Permission.TAKE_PART)
def pdf(key: str) -> ResponseReturnValue:
    """Give one's certificate as a document."""
    module = queries.shelved(key).module
    found = own_queries.own_certificate(visitor().person_id, module.id)
    return papers.response(certificates.pdf(found, at=clock.now()), "nachweis.pdf")


@bp.post("/lernen/<key>/nachweis/zurueckziehen")
@requires(Permission.TAKE_PART)
def revoke(key: str) -> ResponseReturnValue:
    """Take one's certificate back."""
    with transaction():
        certifying.revoke(key=key, by=visitor().person_id, at=clock.now())
    flash(_("Der Nachweis ist zurückgezogen. Ihr Abschluss bleibt."))
    return redirect(url_for("learning.done", key=key))


@bp.get("/nachweis-pruefen")
@public
def check_form() -> ResponseReturnValue:
    """Ask for the code of a certificate."""
    return render_template("learning/check.html", form=CheckForm(), result=None)


@bp.post("/nachweis-pruefen")
@public
def check() -> ResponseReturnValue:
    """Say what a certificate is worth."""
    form = CheckForm()
    if not form.validate():
        return render_template("learning/check.html", form=form, result=None), 422
    result = certificates.check(
        form.code.data or "", form.name.data or "", today=clock.local_today()
    )
    return render_template("learning/check.html", form=form, result=result)


def _file(content: str, kind: str, name: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
