"""Recommending a module, and noting what somebody has completed elsewhere.

Whoever recommends does not learn who follows; whoever notes a completion sees no other.
"""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity import queries as identity
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.learning import audience, queries
from bgm_portal.learning.errors import NobodyThere
from bgm_portal.learning.forms.audience import CompletedForm, FindForm, RecommendForm, as_id
from bgm_portal.learning.kinds import Basis, Wish
from bgm_portal.learning.service import audience as service

bp = Blueprint("audience", __name__)

MOST_FOUND = 20


@bp.get("/module/<key>/empfehlen")
@requires(Permission.EDIT_MODULES)
def recommend_form(key: str) -> ResponseReturnValue:
    """Show for whom a module is meant, and ask for whom else."""
    return _render_recommend(key, _recommend_form())


@bp.post("/module/<key>/empfehlen")
@requires(Permission.EDIT_MODULES)
def recommend(key: str) -> ResponseReturnValue:
    """Put a module before everybody, or before one unit."""
    form = _recommend_form()
    if not form.validate():
        return _render_recommend(key, form), 422
    with transaction():
        service.recommend(
            key,
            Wish(form.wish.data),
            unit_id=form.unit_id,
            due_on=form.due_on.day,
            by=visitor().person_id,
            at=clock.now(),
        )
    flash(_("Gespeichert. Sie erfahren nicht, wer das Modul lernt."))
    return redirect(url_for(".recommend_form", key=key))


@bp.post("/module/<key>/nicht-mehr-empfehlen")
@requires(Permission.EDIT_MODULES)
def recommend_no_longer(key: str) -> ResponseReturnValue:
    """Take a recommendation back."""
    meant = as_id(request.form.get("empfehlung"))
    if meant is not None:
        with transaction():
            service.recommend_no_longer(key, meant, by=visitor().person_id, at=clock.now())
        flash(_("Die Empfehlung ist beendet."))
    return redirect(url_for(".recommend_form", key=key))


@bp.get("/module/<key>/abschluss-eintragen")
@requires(Permission.EDIT_MODULES)
def find_form(key: str) -> ResponseReturnValue:
    """Look for somebody who has completed a course elsewhere."""
    form = FindForm(formdata=request.args)
    title = queries.shelved(key).newest.base.title
    page = {"key": key, "title": title, "form": form}
    if "name" not in request.args:
        return render_template("learning/author/find.html", found=None, **page)
    if not form.validate():
        return render_template("learning/author/find.html", found=None, **page), 422
    found = identity.search_people(form.name.data or "", MOST_FOUND)
    return render_template("learning/author/find.html", found=found, **page)


@bp.get("/module/<key>/abschluss-eintragen/person")
@requires(Permission.EDIT_MODULES)
def completed_form(key: str) -> ResponseReturnValue:
    """Ask what somebody has completed, and on which day."""
    form = CompletedForm(data={"person": request.args.get("person", "")})
    return _render_completed(key, form)


@bp.post("/module/<key>/abschluss-eintragen/person")
@requires(Permission.EDIT_MODULES)
def note_completion(key: str) -> ResponseReturnValue:
    """Note that somebody has completed a course elsewhere."""
    form = CompletedForm()
    person_id, day = as_id(form.person.data), form.completed_on.day
    if not form.validate() or person_id is None or day is None:
        return _render_completed(key, form), 422
    completed = service.Completed(person_id=person_id, basis=Basis(form.basis.data), on=day)
    try:
        with transaction():
            service.note_completion(key, completed, by=visitor().person_id, at=clock.now())
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _render_completed(key, form), 409
    flash(_("Der Abschluss ist eingetragen. Die Person findet ihn unter „Meine Abschlüsse“."))
    return redirect(url_for("authoring.shelf"))


def _recommend_form() -> RecommendForm:
    form = RecommendForm()
    form.offer_units(audience.units())
    return form


def _render_recommend(key: str, form: RecommendForm) -> str:
    shelved = queries.shelved(key)
    return render_template(
        "learning/author/recommend.html",
        key=key,
        title=shelved.newest.base.title,
        form=form,
        lines=audience.of_module(shelved.module.id),
    )


def _render_completed(key: str, form: CompletedForm) -> str:
    return render_template(
        "learning/author/completed.html",
        key=key,
        title=queries.shelved(key).newest.base.title,
        person=_person(as_id(form.person.data)),
        form=form,
    )


def _person(person_id: UUID | None) -> str:
    found = identity.people_by_ids([person_id]) if person_id else {}
    if person_id is None or person_id not in found:
        raise NobodyThere
    return found[person_id].name
