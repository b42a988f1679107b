"""What is written to those who look after an activity when a picture must go elsewhere too."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import in_language, in_words
from bgm_portal.mail.message import Message, Recipient, unwritten
from bgm_portal.mail.rendering import compose, written
from bgm_portal.web.urls import absolute_url

KIND = "albums.to_remove"


def to_remove(activity: Any, *, to: Recipient, at: datetime) -> Message:
    """Ask for the removal of pictures from other places, once a day; never who asked for it."""
    key = f"{KIND}:{activity.id}:{to.person_id}:{local_day(at)}"
    return written(
        lambda: _to_remove(activity, to, key),
        otherwise=unwritten(key=key, kind=KIND, to=to, activity_id=activity.id),
    )


def _to_remove(activity: Any, to: Recipient, key: str) -> Message:
    with in_language(to.language):
        return compose(
            template="albums/to_remove",
            key=key,
            kind=KIND,
            to=to,
            subject=_l("Bitte ein Bild entfernen"),
            facts={
                "title": in_words(activity.title_de, activity.title_en),
                "page": absolute_url("album_filling.manage", activity_id=activity.id),
            },
            activity_id=activity.id,
        )
