"""The reminder of a morning: which tasks are due. Tasks name no participants."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from bgm_portal.core.i18n import day_month, in_language, in_words
from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.rendering import compose
from bgm_portal.web.urls import absolute_url

from .queries import Due

KIND = "checklists.due"


def due(to: Recipient, tasks: Sequence[Due], *, day: date) -> Message:
    """Tell a coordinator what is due."""
    with in_language(to.language):
        lines = [
            _(
                "%(day)s: %(task)s (%(activity)s)",
                day=day_month(one.on),
                task=in_words(one.task.title_de, one.task.title_en),
                activity=in_words(one.activity.title_de, one.activity.title_en),
            )
            for one in tasks
        ]
        return compose(
            template="checklists/due",
            kind=KIND,
            key=f"{KIND}:{to.person_id}:{day}",
            to=to,
            subject=_("Ihre Checkliste für heute"),
            facts={"lines": lines, "page": absolute_url("home.desk")},
        )
