"""A person's own team: found it, join it, leave it, lead it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.runs import race_day, team_pages
from bgm_portal.runs.service import teams
from bgm_portal.web.forms import Form

bp = Blueprint("teams", __name__)

OWN = "/mein-lauftag/<uuid:registration_id>/team"


@bp.get(OWN)
@requires(Permission.TAKE_PART)
def own(registration_id: UUID) -> ResponseReturnValue:
    """Show one's own team, or those that one can join."""
    registration, activity = _load(registration_id)
    return render_template(
        "runs/team.html", **team_pages.own(registration, activity, at=clock.now())
    )


@bp.get(f"{OWN}/gruenden")
@requires(Permission.TAKE_PART)
def found_form(registration_id: UUID) -> ResponseReturnValue:
    """Ask how the team is called."""
    return _page("team_found", _load(registration_id), team_pages.found_form(visitor().person_id))


@bp.post(f"{OWN}/gruenden")
@requires(Permission.TAKE_PART)
def found(registration_id: UUID) -> ResponseReturnValue:
    """Found a team and lead it."""
    loaded = _load(registration_id)
    form = team_pages.found_form(visitor().person_id)
    return _do(
        "team_found",
        loaded,
        form,
        lambda: teams.found(
            registration_id,
            name=form.name.data,
            display_name=form.display_name.data,
            is_open=form.is_open.data,
            by=visitor().person_id,
            at=clock.now(),
        ),
        done=_("Ihr Team ist gegründet."),
    )


@bp.get(f"{OWN}/beitreten")
@requires(Permission.TAKE_PART)
def join_form(registration_id: UUID) -> ResponseReturnValue:
    """Ask which team."""
    loaded = _load(registration_id)
    form = team_pages.join_form(loaded[1], visitor().person_id)
    return _page("team_join", loaded, form)


@bp.post(f"{OWN}/beitreten")
@requires(Permission.TAKE_PART)
def join(registration_id: UUID) -> ResponseReturnValue:
    """Join a team."""
    loaded = _load(registration_id)
    form = team_pages.join_form(loaded[1], visitor().person_id)
    return _do(
        "team_join",
        loaded,
        form,
        lambda: teams.join(
            registration_id,
            UUID(form.team.data),
            display_name=form.display_name.data,
            word=form.word.data or "",
            by=visitor().person_id,
            at=clock.now(),
        ),
        done=_("Sie sind im Team."),
    )


@bp.post(f"{OWN}/verlassen")
@requires(Permission.TAKE_PART)
def leave(registration_id: UUID) -> ResponseReturnValue:
    """Leave one's team."""
    _load(registration_id)
    with transaction():
        teams.leave(registration_id, by=visitor().person_id, at=clock.now())
    flash(_("Sie sind in keinem Team mehr. Ihr Platz beim Lauf bleibt."))
    return redirect(url_for(".own", registration_id=registration_id), 303)


@bp.get(f"{OWN}/aendern")
@requires(Permission.TAKE_PART)
def change_form(registration_id: UUID) -> ResponseReturnValue:
    """Show the captain what can be changed."""
    loaded = _load(registration_id)
    return _page("team_change", loaded, team_pages.change_form(*loaded))


@bp.post(f"{OWN}/aendern")
@requires(Permission.TAKE_PART)
def change(registration_id: UUID) -> ResponseReturnValue:
    """Change name, openness or captain."""
    loaded = _load(registration_id)
    form = team_pages.change_form(*loaded)
    return _do(
        "team_change",
        loaded,
        form,
        lambda: teams.change(
            registration_id,
            name=form.name.data,
            is_open=form.is_open.data,
            captain_id=UUID(form.captain.data),
            by=visitor().person_id,
            at=clock.now(),
        ),
        done=_("Das Team ist geändert."),
    )


def _load(registration_id: UUID) -> tuple[Any, Any]:
    return race_day.load(registration_id, person_id=visitor().person_id)


def _page(template: str, loaded: tuple[Any, Any], form: Form) -> str:
    facts = team_pages.own(*loaded, at=clock.now())
    return render_template(f"runs/{template}.html", form=form, **facts)


def _do(
    template: str, loaded: tuple[Any, Any], form: Form, step: Callable[[], Any], *, done: str
) -> ResponseReturnValue:
    registration_id = loaded[0].id
    if not form.validate():
        return _page(template, loaded, form), 422
    try:
        with transaction():
            step()
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page(template, _load(registration_id), form), 409
    flash(done)
    return redirect(url_for(".own", registration_id=registration_id), 303)
