"""The notification centre: everything that is mailed can be read here as well.

Opening a message is a GET and changes nothing; that it was read is a step of its own, which script
takes by itself.
"""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import signed_in, visitor
from bgm_portal.mail import addresses, inbox
from bgm_portal.reminders import notifications
from bgm_portal.reminders.forms import NotificationFilterForm

bp = Blueprint("notifications", __name__)


@bp.get("/mitteilungen")
@signed_in
def overview() -> ResponseReturnValue:
    """Show what was written to somebody, newest first."""
    form = NotificationFilterForm(request.args)
    page = inbox.notifications(
        visitor().person_id,
        kinds=form.kinds,
        unread_only=form.unread_only,
        number=request.args.get("seite", 1, type=int),
    )
    return render_template(
        "notifications/overview.html",
        form=form,
        page=page,
        entries=[notifications.entry(one) for one in page.rows],
        chosen=form.chosen,
        refused_address=addresses.refused(visitor().email),
    )


@bp.post("/mitteilungen/adresse")
@signed_in
def try_again() -> ResponseReturnValue:
    """Send mail again to an address that refused some, because its owner says it is right."""
    with transaction():
        addresses.clear(visitor().email)
    flash(_("Wir schicken Ihnen wieder E-Mails. Kommen sie nicht an, sehen Sie es hier."))
    return redirect(url_for(".overview"), 303)


@bp.get("/mitteilungen/<uuid:mail_id>")
@signed_in
def detail(mail_id: UUID) -> ResponseReturnValue:
    """Show what a message says."""
    one = inbox.notification(mail_id, person_id=visitor().person_id)
    return render_template("notifications/detail.html", letter=notifications.letter(one))


@bp.post("/mitteilungen/<uuid:mail_id>/gelesen")
@signed_in
def mark_read(mail_id: UUID) -> ResponseReturnValue:
    """Note that it was read."""
    with transaction():
        inbox.mark(mail_id, person_id=visitor().person_id, read_at=clock.now())
    return redirect(url_for(".overview"), 303)


@bp.post("/mitteilungen/<uuid:mail_id>/neu")
@signed_in
def mark_unread(mail_id: UUID) -> ResponseReturnValue:
    """Keep it among the new ones."""
    with transaction():
        inbox.mark(mail_id, person_id=visitor().person_id, read_at=None)
    return redirect(url_for(".overview"), 303)


@bp.post("/mitteilungen/gelesen")
@signed_in
def mark_all_read() -> ResponseReturnValue:
    """Note that everything was read."""
    with transaction():
        number = inbox.mark_all(person_id=visitor().person_id, read_at=clock.now())
    flash(
        ngettext(
            "Eine Mitteilung ist jetzt als gelesen gekennzeichnet.",
            "%(num)s Mitteilungen sind jetzt als gelesen gekennzeichnet.",
            number,
        )
        if number
        else _("Es gab keine neue Mitteilung.")
    )
    return redirect(url_for(".overview"), 303)
