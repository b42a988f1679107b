"""What is written to people about their accounts. Links stand in the text, never in a subject."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from flask_babel import LazyString, lazy_ngettext
from flask_babel import lazy_gettext as _l

from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.rendering import compose
from bgm_portal.web.urls import absolute_url

from .permissions import Role
from .words import ROLES


def invitation(to: Recipient, *, token: str, link_id: UUID, until: datetime) -> Message:
    """Invite somebody to set a first password."""
    return compose(
        template="identity/invitation",
        key=f"identity.invitation:{link_id}",
        kind="identity.invitation",
        to=to,
        subject=_l("Ihr Zugang zum BGM-Portal"),
        facts={"address": absolute_url("links.invitation_form", token=token), "until": until},
        context_id=link_id,
        expires_at=until,
    )


def reset(to: Recipient, *, token: str, link_id: UUID, until: datetime) -> Message:
    """Send the link that sets a new password."""
    return compose(
        template="identity/reset",
        key=f"identity.reset:{link_id}",
        kind="identity.reset",
        to=to,
        subject=_l("Neues Kennwort für das BGM-Portal"),
        facts={"address": absolute_url("links.reset_form", token=token), "until": until},
        context_id=link_id,
        expires_at=until,
    )


def password_changed(to: Recipient, *, at: datetime) -> Message:
    """Say that the password is another one now, for the case that somebody else did it."""
    return compose(
        template="identity/password_changed",
        key=f"identity.password_changed:{to.person_id}:{at.isoformat()}",
        kind="identity.password_changed",
        to=to,
        subject=_l("Ihr Kennwort wurde geändert"),
        facts={"at": at, "address": absolute_url("links.forgotten_form")},
    )


def email_changed(to: Recipient, *, at: datetime) -> Message:
    """Tell the old address that from now on another one is used."""
    return _notice(
        to,
        at,
        what=_l(
            "Für Ihr Konto wurde eine andere E-Mail-Adresse eingetragen. "
            "Diese Nachricht ist die letzte an die bisherige Adresse."
        ),
    )


def welcome(to: Recipient, *, at: datetime) -> Message:
    """Tell somebody new how to sign in where there are no passwords."""
    address = absolute_url("identity.sign_in_form")
    return _notice(
        to,
        at,
        what=_l(
            "Für Sie gibt es jetzt ein Konto. Melden Sie sich hier mit Ihrer Hauskennung an: "
            "%(address)s",
            address=address,
        ),
    )


def house_account_bound(to: Recipient, *, at: datetime) -> Message:
    """Say that from now on the account of the house opens the portal."""
    return _notice(
        to,
        at,
        what=_l("Ihr Konto ist jetzt mit Ihrer Hauskennung verbunden."),
    )


def factor_set(to: Recipient, *, at: datetime) -> Message:
    """Say that from now on a code is asked for, for the case that somebody else set it up."""
    return _notice(
        to,
        at,
        what=_l("Für Ihr Konto ist jetzt ein zweiter Faktor eingerichtet: eine App mit Codes."),
    )


def factor_removed(to: Recipient, *, at: datetime) -> Message:
    """Say that no code is asked for any more."""
    return _notice(to, at, what=_l("Ihr Konto hat jetzt keinen zweiten Faktor mehr."))


def factor_reset(to: Recipient, *, at: datetime) -> Message:
    """Say that the administration took the second factor away, and what happens next."""
    return _notice(
        to,
        at,
        what=_l(
            "Die Administration hat den zweiten Faktor Ihres Kontos zurückgesetzt. Ihr bisheriges "
            "Kennwort gilt nicht mehr. Mit dem Link aus der nächsten Nachricht legen Sie ein neues "
            "fest."
        ),
    )


def recovery_code_used(to: Recipient, *, left: int, at: datetime) -> Message:
    """Say that somebody signed in with a code from paper."""
    return _notice(
        to,
        at,
        what=lazy_ngettext(
            "Jemand hat sich mit einem Ihrer Ersatzcodes angemeldet. "
            "Es ist noch %(num)s Ersatzcode gültig.",
            "Jemand hat sich mit einem Ihrer Ersatzcodes angemeldet. "
            "Es sind noch %(num)s Ersatzcodes gültig.",
            left,
        ),
    )


def role_granted(to: Recipient, role: Role, *, at: datetime) -> Message:
    """Tell somebody that their account can do more."""
    return _notice(to, at, what=_l("Ihr Konto hat jetzt die Rolle „%(role)s“.", role=ROLES[role]))


def role_revoked(to: Recipient, role: Role, *, at: datetime) -> Message:
    """Tell somebody that their account can do less."""
    return _notice(
        to, at, what=_l("Ihr Konto hat die Rolle „%(role)s“ nicht mehr.", role=ROLES[role])
    )


def _notice(to: Recipient, at: datetime, *, what: LazyString) -> Message:
    facts: dict[str, Any] = {"what": what, "at": at}
    return compose(
        template="identity/notice",
        key=f"identity.notice:{uuid4()}",
        kind="identity.notice",
        to=to,
        subject=_l("Änderung an Ihrem Konto im BGM-Portal"),
        facts=facts,
    )
