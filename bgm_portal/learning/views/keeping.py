"""Keeping a draft while somebody writes, for the script of the editor. It answers with words.

It never writes over what somebody else has saved, and never takes back what was handed in.
"""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.core.i18n import clock_time
from bgm_portal.identity.access import requires
from bgm_portal.identity.permissions import Permission
from bgm_portal.learning import draft_pages as parts
from bgm_portal.learning import drafts, edits
from bgm_portal.learning.errors import DraftConflict
from bgm_portal.learning.forms import parts as forms
from bgm_portal.learning.kinds import DraftState
from bgm_portal.learning.service import drafting

from .author import where
from .drafts import DRAFT
from .drawing import asked_language

bp = Blueprint("keeping", __name__)


@bp.post(f"{DRAFT}/abschnitt/<section>/sichern")
@requires(Permission.EDIT_MODULES)
def section(key: str, section: str) -> ResponseReturnValue:
    """Keep a section as it stands in the form."""
    parts.section_of(drafts.document(drafts.draft(key), asked_language()), section)
    return _kept(key, edits.of_section(section, forms.typed_section(request.form)))


@bp.post(f"{DRAFT}/frage/<question>/sichern")
@requires(Permission.EDIT_MODULES)
def question(key: str, question: str) -> ResponseReturnValue:
    """Keep a question as it stands on its card."""
    one = parts.question_of(drafts.document(drafts.draft(key), asked_language()), question)
    changed, _lines = edits.typed_question(one, request.form)
    return _kept(key, edits.of_question(changed))


def _kept(key: str, edit: edits.Edit) -> ResponseReturnValue:
    refused = forms.too_long(request.form)
    if refused:
        return {"said": _("Nicht gesichert: %(reason)s", reason=refused[1])}, 422
    if drafts.draft(key).state is DraftState.HANDED_IN:
        said = _("Nicht gesichert: Der Entwurf wartet auf Freigabe. Speichern holt ihn zurück.")
        return {"said": said}, DraftConflict.status
    try:
        with transaction():
            seen = drafting.change(where(key, forms.revision(request.form)), edit)
    except DraftConflict as conflict:
        said = _(
            "Nicht gesichert: Jemand hat den Entwurf inzwischen geändert. Speichern zeigt Ihnen"
            " beide Texte."
        )
        return {"said": said}, conflict.status
    return {"fassung": seen, "said": _("Gesichert um %(time)s Uhr.", time=clock_time(clock.now()))}
