"""Which messages somebody wants, by which way; and ending one kind without signing in."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core.database import transaction
from bgm_portal.core.errors import Missing
from bgm_portal.extensions import csrf
from bgm_portal.identity import queries as identity
from bgm_portal.identity import service as accounts
from bgm_portal.identity.access import public, signed_in, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.mail import preferences
from bgm_portal.mail.kinds import KINDS, TOPICS
from bgm_portal.reminders import wishes
from bgm_portal.reminders.forms import PreferencesForm, preferences_form

bp = Blueprint("preferences", __name__)


@bp.get("/mitteilungen/einstellungen")
@signed_in
def edit() -> ResponseReturnValue:
    """Show what one gets, when, and by which way."""
    me = identity.person(visitor().person_id)
    kept = wishes.shown(preferences.of_person(me.id), _mine())
    alarm = str(me.entry_alarm_minutes or "")
    return _page(_form(formdata=None, neutral=me.neutral_mail, alarm=alarm, **kept))


@bp.post("/mitteilungen/einstellungen")
@signed_in
def save() -> ResponseReturnValue:
    """Keep what was chosen; messages that wait already follow it."""
    form, me = _form(), visitor().person_id
    if not form.validate():
        return _page(form), 422
    with transaction():
        preferences.keep(me, wishes.of_form(form.choices, _mine()))
        accounts.choose_mail(
            person_id=me, neutral=form.neutral.data, alarm_minutes=form.alarm_minutes
        )
    flash(_("Ihre Einstellungen sind gespeichert. Sie gelten ab sofort."))
    return redirect(url_for(".edit"), 303)


@bp.get("/abbestellen/<uuid:mail_id>/<seal>")
@public
def unsubscribe_form(mail_id: UUID, seal: str) -> ResponseReturnValue:
    """Ask whether to end this kind of message; a scanner that follows links changes nothing."""
    kind, _person_id = preferences.reader(_sealed(mail_id, seal))
    return render_template("preferences/unsubscribe.html", kind=KINDS[kind].words, done=False)


@bp.post("/abbestellen/<uuid:mail_id>/<seal>")
@public
def unsubscribe(mail_id: UUID, seal: str) -> ResponseReturnValue:
    """End this kind of message with one click (RFC 8058).

    A mail program sends neither cookie nor token and follows no redirect; the seal in the address
    is what proves the right to do it.
    """
    with transaction():
        kind = preferences.end(_sealed(mail_id, seal))
    return render_template("preferences/unsubscribe.html", kind=KINDS[kind].words, done=True)


csrf.exempt(unsubscribe)


def _sealed(mail_id: UUID, seal: str) -> UUID:
    if not preferences.is_sealed(mail_id, seal):
        raise Missing
    return mail_id


def _mine() -> list[wishes.Wish]:
    return [wish for _topic, of_topic in _by_topic() for wish in of_topic]


def _by_topic() -> list[tuple[object, list[wishes.Wish]]]:
    found = wishes.choosable(
        answers_needs=visitor().may(Permission.ANSWER_NEEDS),
        plans=visitor().may(Permission.PLAN_ACTIVITIES),
    )
    return [(TOPICS[topic], of_topic) for topic, of_topic in found]


def _form(**values: object) -> PreferencesForm:
    return preferences_form(_by_topic(), **values)


def _page(form: PreferencesForm) -> str:
    return render_template("preferences/edit.html", form=form)
