"""Challenges: looking, joining, entering, leaving; and what a coordinator does with them."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Refused
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission

from . import pages, queries, service
from .errors import TeamsFull
from .forms import CardForm, ChallengeForm, GoalForm, JoinForm, TotalForm

bp = Blueprint("challenges", __name__)

ONE = "/aktionen/<uuid:challenge_id>"


@bp.get("/aktionen")
@requires(Permission.TAKE_PART)
def overview() -> ResponseReturnValue:
    """Show all challenges."""
    return render_template(
        "challenges/overview.html",
        entries=pages.entries(visitor().person_id, today=clock.local_today()),
        may_plan=visitor().may(Permission.COORDINATE),
    )


@bp.get(ONE)
@requires(Permission.TAKE_PART)
def detail(challenge_id: UUID) -> ResponseReturnValue:
    """Show a challenge with one's own part in it."""
    return _page(challenge_id)


@bp.post(f"{ONE}/mitmachen")
@requires(Permission.TAKE_PART)
def join(challenge_id: UUID) -> ResponseReturnValue:
    """Take part."""
    form = JoinForm()
    form.ask(queries.challenge(challenge_id).kind)
    if not form.validate():
        return _page(challenge_id, join_form=form), 422
    wish = service.Wish(
        goal=form.minutes,
        days=form.days,
        team_id=form.team_id,
        new_team=form.new_team.data or "",
    )
    try:
        with transaction():
            service.join(challenge_id, wish, by=visitor().person_id, at=clock.now())
    except TeamsFull as refused:
        form.new_team.errors = [refused.message]
        return _page(challenge_id, join_form=form), 422
    except Refused as refused:
        form.form_errors.append(refused.message)
        return _page(challenge_id, join_form=form), 422
    flash(_("Sie machen mit. Sie können jederzeit aussteigen, ohne Grund und ohne Spur."))
    return redirect(url_for(".detail", challenge_id=challenge_id))


@bp.post(f"{ONE}/ziel")
@requires(Permission.TAKE_PART)
def change_goal(challenge_id: UUID) -> ResponseReturnValue:
    """Choose another goal."""
    form = GoalForm()
    form.ask(queries.challenge(challenge_id).kind)
    if not form.validate():
        return _page(challenge_id, goal_form=form), 422
    wish = service.Wish(goal=form.minutes, days=form.days)
    with transaction():
        service.change_goal(challenge_id, wish, by=visitor().person_id)
    flash(_("Ihr Ziel ist geändert."))
    return redirect(url_for(".detail", challenge_id=challenge_id))


@bp.post(f"{ONE}/karte")
@requires(Permission.TAKE_PART)
def tick(challenge_id: UUID) -> ResponseReturnValue:
    """Write one's own card."""
    form = CardForm()
    with transaction():
        service.tick(challenge_id, form.ticked, by=visitor().person_id, at=clock.now())
    flash(_("Ihre Karte ist gespeichert."))
    return redirect(url_for(".detail", challenge_id=challenge_id))


@bp.post(f"{ONE}/verlassen")
@requires(Permission.TAKE_PART)
def leave(challenge_id: UUID) -> ResponseReturnValue:
    """Leave without a reason."""
    with transaction():
        service.leave(challenge_id, by=visitor().person_id, at=clock.now())
    flash(_("Sie sind ausgestiegen. Davon bleibt keine Spur."))
    return redirect(url_for(".overview"))


@bp.get("/planung/aktionen/neu")
@requires(Permission.COORDINATE)
def new_form() -> ResponseReturnValue:
    """Ask what a new challenge is like."""
    return render_template("challenges/new.html", form=ChallengeForm())


@bp.post("/planung/aktionen/neu")
@requires(Permission.COORDINATE)
def create() -> ResponseReturnValue:
    """Set up a challenge."""
    form = ChallengeForm()
    if not form.validate():
        return render_template("challenges/new.html", form=form), 422
    with transaction():
        challenge_id = service.create(form.values, by=visitor().person_id, at=clock.now())
    flash(_("Die Aktion steht im Portal."))
    return redirect(url_for(".detail", challenge_id=challenge_id))


@bp.post("/planung/aktionen/<uuid:challenge_id>/summe")
@requires(Permission.COORDINATE)
def note_total(challenge_id: UUID) -> ResponseReturnValue:
    """Note the total of the cycling campaign."""
    form = TotalForm()
    if not form.validate():
        return _page(challenge_id, total_form=form), 422
    with transaction():
        service.note_total(challenge_id, form.total_km.data)
    flash(_("Die Summe ist gespeichert."))
    return redirect(url_for(".detail", challenge_id=challenge_id))


@bp.post("/planung/aktionen/<uuid:challenge_id>/los")
@requires(Permission.COORDINATE)
def draw_lot(challenge_id: UUID) -> ResponseReturnValue:
    """Draw the lot."""
    with transaction():
        service.draw_lot(challenge_id, at=clock.now())
    flash(_("Das Los ist gezogen. Wen es traf, erfährt nur die Person selbst."))
    return redirect(url_for(".detail", challenge_id=challenge_id))


def _page(
    challenge_id: UUID,
    *,
    join_form: JoinForm | None = None,
    goal_form: GoalForm | None = None,
    total_form: TotalForm | None = None,
) -> str:
    shown = pages.detail(challenge_id, visitor().person_id, today=clock.local_today())
    leads = visitor().may(Permission.READ_REPORTS) and not visitor().may(Permission.COORDINATE)
    join_form = join_form or JoinForm(formdata=None)
    join_form.offer(shown.teams)
    goal_form = goal_form or GoalForm(
        formdata=None, data={"goal": shown.goal, "goal_days": shown.goal_days}
    )
    for form in (join_form, goal_form):
        form.ask(shown.kind_code)
    forms = {
        "join_form": join_form,
        "goal_form": goal_form,
        "card_form": CardForm(formdata=None, data={"fields": shown.ticked}),
        "total_form": total_form or TotalForm(formdata=None, data={"total_km": shown.total_km}),
    }
    return render_template(
        "challenges/detail.html",
        challenge=shown,
        form_failed=any(form.errors for form in forms.values()),
        may_plan=visitor().may(Permission.COORDINATE),
        leads=leads,
        **forms,
    )
