"""Is the portal at work? Jobs, the outbox, and single messages."""

from pathlib import Path
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import bgm_portal
from bgm_portal.admin import operations
from bgm_portal.admin.forms.operations import MailFilterForm
from bgm_portal.core import clock, heartbeat, limited
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.mail import addresses
from bgm_portal.mail import queries as mail
from bgm_portal.mail.words import MAIL_STATES, kind_in_words

bp = Blueprint("operations", __name__)


@bp.get("/betrieb")
@requires(Permission.OPERATE)
def overview() -> ResponseReturnValue:
    """Show whether jobs run and messages leave."""
    at = clock.now()
    beats = heartbeat.found(Path(current_app.instance_path))
    ill, others = operations.jobs(current_app.extensions["jobs"], beats, at=at)
    return render_template(
        "operations/overview.html",
        version=bgm_portal.__version__,
        ill=ill,
        others=others,
        troubles=operations.troubles(beats, current_app.extensions["jobs"], at=at),
        states=operations.states(),
        queue=operations.queue(at=at),
        marked=addresses.marked(),
        unlimited=operations.unlimited(current_app.extensions[limited.EXTENSION]),
    )


@bp.get("/betrieb/post")
@requires(Permission.OPERATE)
def post() -> ResponseReturnValue:
    """Show messages as their envelopes show them."""
    form = MailFilterForm(request.args)
    page = mail.envelopes(
        kinds=form.kinds,
        states=form.states,
        number=request.args.get("seite", 1, type=int),
    )
    return render_template(
        "operations/post.html",
        form=form,
        page=page,
        rows=[operations.mail_row(one) for one in page.rows],
        chosen=form.chosen,
    )


@bp.get("/betrieb/post/<uuid:mail_id>")
@requires(Permission.OPERATE)
def message(mail_id: UUID) -> ResponseReturnValue:
    """Show where a message stands."""
    return _message(mail_id, content=None)


@bp.post("/betrieb/post/<uuid:mail_id>/inhalt")
@requires(Permission.OPERATE)
def read_message(mail_id: UUID) -> ResponseReturnValue:
    """Show what a message says, in a demonstration only.

    The page is the answer itself, not a redirect: reading is noted, so it must not be repeated
    by following a link.
    """
    with transaction():
        content = operations.read(
            mail_id,
            environment=current_app.config["ENVIRONMENT"],
            by=visitor().person_id,
            at=clock.now(),
        )
    return _message(mail_id, content=content)


@bp.post("/betrieb/post/<uuid:mail_id>/noch-einmal")
@requires(Permission.OPERATE)
def send_again(mail_id: UUID) -> ResponseReturnValue:
    """Put a message back into the queue."""
    with transaction():
        operations.send_again(mail_id, by=visitor().person_id, at=clock.now())
    flash(_("Die Nachricht wird in den nächsten Minuten noch einmal verschickt."))
    return redirect(url_for(".message", mail_id=mail_id))


@bp.post("/betrieb/adresse")
@requires(Permission.OPERATE)
def try_address_again() -> ResponseReturnValue:
    """Send to an address again that refused messages, because it was mended."""
    with transaction():
        known = addresses.clear(request.form.get("adresse", ""))
    if known:
        flash(_("An diese Adresse gehen wieder E-Mails."))
    else:
        flash(_("Diese Adresse steht nicht mehr in der Liste."))
    return redirect(url_for(".overview"))


def _message(mail_id: UUID, *, content: operations.Content | None) -> str:
    envelope = mail.envelope(mail_id)
    word, tone, meaning = MAIL_STATES[envelope.state]
    return render_template(
        "operations/message.html",
        envelope=envelope,
        title=kind_in_words(envelope.kind),
        state=(word, tone, meaning),
        facts=operations.facts(envelope),
        content=content,
        may_read=operations.is_readable(envelope, environment=current_app.config["ENVIRONMENT"]),
    )
