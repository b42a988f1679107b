"""What this room writes to those who plan: who stands in for whom, and about shared drafts."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from flask_babel import lazy_gettext as _l

from bgm_portal.core.i18n import in_language, in_words
from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.rendering import compose
from bgm_portal.web.urls import absolute_url

from .kinds import SharingEnd

STANDS_IN = "activity.stands_in"
DRAFT = "activity.draft"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Who stands in for whom, until which day, for how many activities."""

    absent: str
    deputy: str
    until: date
    number: int


def stands_in(standing: Standing, *, to: Recipient, is_deputy: bool, key: str) -> Message:
    """Tell one of both that the deputy looks after the activities of the other."""
    return compose(
        template="activity/stands_in",
        key=f"{STANDS_IN}:{key}",
        kind=STANDS_IN,
        to=to,
        subject=_l("Vertretung bei Angeboten"),
        facts=asdict(standing) | {"is_deputy": is_deputy},
    )


def handed_over(leaver: str, *, number: int, to: Recipient, key: str) -> Message:
    """Tell somebody that they look after the activities of a colleague who left."""
    return compose(
        template="activity/handed_over",
        key=f"{STANDS_IN}:handed-over:{key}",
        kind=STANDS_IN,
        to=to,
        subject=_l("Ihnen sind Angebote übergeben"),
        facts={"leaver": leaver, "number": number},
    )


class Titled(Protocol):
    """A draft, as a row or as a value."""

    @property
    def id(self) -> UUID:
        """Return its identifier."""

    @property
    def title_de(self) -> str:
        """Return its title."""

    @property
    def title_en(self) -> str | None:
        """Return its English title."""


def draft_shared(draft: Titled, *, asker: str, to: Recipient, at: datetime) -> Message:
    """Ask somebody to read a draft."""
    with in_language(to.language):
        return compose(
            template="activity/draft_shared",
            key=f"{DRAFT}:shared:{draft.id}:{to.person_id}:{at:%Y%m%d%H%M%S%f}",
            kind=DRAFT,
            to=to,
            subject=_l("Ein Entwurf zum Lesen"),
            facts=_facts(draft) | {"asker": asker},
        )


def draft_commented(draft: Titled, *, comment_id: UUID, author: str, to: Recipient) -> Message:
    """Tell that somebody said something to a draft; what, stands behind the link."""
    with in_language(to.language):
        return compose(
            template="activity/draft_commented",
            key=f"{DRAFT}:comment:{comment_id}:{to.person_id}",
            kind=DRAFT,
            to=to,
            subject=_l("Ein Kommentar zu einem Entwurf"),
            facts=_facts(draft) | {"author": author},
        )


def draft_ended(draft: Titled, *, why: SharingEnd, to: Recipient, at: datetime) -> Message:
    """Tell a reader that a draft is shared no longer, and why."""
    with in_language(to.language):
        return compose(
            template="activity/draft_ended",
            key=f"{DRAFT}:ended:{draft.id}:{to.person_id}:{at:%Y%m%d%H%M%S%f}",
            kind=DRAFT,
            to=to,
            subject=_l("Ein Entwurf ist nicht mehr mit Ihnen geteilt"),
            facts=_facts(draft)
            | {
                "why": why.value,
                "page": absolute_url("catalogue.detail", activity_id=draft.id),
            },
        )


def _facts(draft: Titled) -> dict[str, Any]:
    return {
        "title": in_words(draft.title_de, draft.title_en),
        "page": absolute_url("planning.sharing.read", activity_id=draft.id),
    }
