"""The pages that a house owes to everybody, and the switch of language and display."""

import re

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.house import house
from bgm_portal.home import display as shown
from bgm_portal.home import notice, rules, service, statement
from bgm_portal.home.errors import TooManyReports
from bgm_portal.home.forms import BarrierForm
from bgm_portal.identity import service as identity
from bgm_portal.identity.access import public
from bgm_portal.web.urls import local_target

bp = Blueprint("pages", __name__)

VARIABLE_PART = re.compile("<[^>]+>")


@bp.get("/hilfe")
@public
def help_page() -> ResponseReturnValue:
    """Explain how things are done here, and who helps."""
    return render_template("pages/help.html")


@bp.get("/einfache-sprache")
@public
def plain() -> ResponseReturnValue:
    """Explain the portal in plain words."""
    return render_template("pages/plain.html")


@bp.get("/barrierefreiheit")
@public
def accessibility() -> ResponseReturnValue:
    """Show the accessibility statement."""
    return render_template(
        "pages/accessibility.html",
        enforcement=statement.ENFORCEMENT[house().enforcement],
        statement=statement,
        weeks=rules.ANSWER_WEEKS,
    )


@bp.get("/barriere-melden")
@public
def barrier_form() -> ResponseReturnValue:
    """Ask what happened, with the page filled in from where the visitor came."""
    return _render_barrier_form(BarrierForm(page=request.args.get("seite")))


@bp.post("/barriere-melden")
@public
def report_barrier() -> ResponseReturnValue:
    """Keep the report and tell the contact of the house."""
    form = BarrierForm()
    if not form.validate():
        return _render_barrier_form(form), 422

    try:
        with transaction():
            service.report_barrier(
                page=form.page.data or None,
                message=form.message.data or "",
                contact=form.contact.data or None,
                at=clock.now(),
            )
    except TooManyReports as refused:
        form.form_errors.append(refused.message)
        return _render_barrier_form(form), refused.status

    flash(_("Ihre Meldung ist angekommen."))
    return redirect(url_for(".barrier_thanks"))


@bp.get("/barriere-melden/danke")
@public
def barrier_thanks() -> ResponseReturnValue:
    """Say what happens with the report."""
    return render_template("pages/barrier_thanks.html", weeks=rules.ANSWER_WEEKS)


@bp.get("/datenschutz")
@public
def privacy() -> ResponseReturnValue:
    """Show what is held about people, generated from the register of personal data."""
    return render_template("pages/privacy.html", purposes=notice.purposes())


@bp.get("/impressum")
@public
def imprint() -> ResponseReturnValue:
    """Say who answers for the portal."""
    return render_template("pages/imprint.html")


@bp.get("/uebersicht")
@public
def sitemap() -> ResponseReturnValue:
    """List every page that this visitor can reach."""
    return render_template("pages/sitemap.html")


@bp.post("/anzeige")
@public
def display() -> ResponseReturnValue:
    """Change language, colours or size of letters, and return to the page."""
    choice = shown.choice_from(request.form)
    account = shown.account()
    if account is None:
        shown.keep_in_visit(choice)
    else:
        with transaction():
            identity.change_display(
                person_id=account.person_id,
                language=choice.language,
                theme=choice.theme,
                text_size=choice.text_size,
            )
        shown.leave_to_account(choice)

    target = local_target(request.form.get("next"), default=url_for("home.start"))
    return redirect(shown.without_language(target), code=303)


def barrier_address() -> str:
    """Return the address of the form for the present page.

    Only the pattern of the address is handed over: what varies in it may be a secret of somebody.
    """
    rule = request.url_rule.rule if request and request.url_rule else None
    if rule is None or (request.endpoint or "").startswith("pages.barrier"):
        return url_for("pages.barrier_form")
    return url_for("pages.barrier_form", seite=VARIABLE_PART.sub("…", rule))


def _render_barrier_form(form: BarrierForm) -> str:
    return render_template("pages/barrier_form.html", form=form, weeks=rules.ANSWER_WEEKS)
