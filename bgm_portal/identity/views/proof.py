"""Saying once more who one is, before what only oneself should do."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity import credentials, gate, passwords
from bgm_portal.identity.access import signed_in_halfway, visitor
from bgm_portal.identity.errors import Paused
from bgm_portal.identity.forms import ProofForm

from .signin import paused

bp = Blueprint("proof", __name__)


@bp.get("/bestaetigen")
@signed_in_halfway
def proof_form() -> ResponseReturnValue:
    """Ask for the password once more."""
    return gate.proof_page(ProofForm(request.args))


@bp.post("/bestaetigen")
@signed_in_halfway
def prove() -> ResponseReturnValue:
    """Note that it is still the same person, and go on."""
    gate.ensure_passwords()
    form, at, me = ProofForm(), clock.now(), visitor()
    if not form.validate():
        return gate.proof_page(form), 422
    with transaction():
        attempt = credentials.begin_check(
            person_id=me.person_id, address=request.remote_addr, at=at
        )
    if attempt.pause:
        return paused(Paused(attempt.pause))
    right = passwords.matches(form.present.data or "", attempt.password_hash)
    with transaction():
        proven = credentials.prove(attempt, right=right, session_id=me.session_id, at=at)
    if not proven:
        form.present.errors = [_("Das Kennwort stimmt nicht. Geben Sie es noch einmal ein.")]
        return gate.proof_page(form), 422
    return gate.go_on(form, person_id=me.person_id)
