"""What is written to somebody whom the lot found."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from bgm_portal.core.i18n import in_language, in_words
from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.rendering import compose
from bgm_portal.web.urls import absolute_url


def lot(challenge_id: UUID, *, title_de: str, title_en: str | None, to: Recipient) -> Message:
    """Tell somebody that the lot found them; whether they say so to anybody is up to them.

    Neutral messages do not name what they took part in.
    """
    with in_language(to.language):
        return compose(
            template="challenges/lot",
            key=f"challenges.lot:{challenge_id}",
            kind="challenges.lot",
            to=to,
            subject=_l("Das Los ist auf Sie gefallen"),
            facts={
                "title": "" if to.neutral else in_words(title_de, title_en),
                "page": absolute_url("challenges.detail", challenge_id=challenge_id),
            },
        )
