"""A circular as each of its readers gets it.

Everybody gets a mail of their own. Of a discreet activity, and for whoever wishes it so, the mail
says only that there is a message; its words stand behind the sign-in.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.core.i18n import in_language, in_words
from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.rendering import compose
from bgm_portal.registration.occasion import Occasion
from bgm_portal.web.urls import absolute_url

KIND = "activity.circular"
BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said, in German and perhaps in English."""

    subject_de: str
    subject_en: str | None
    text_de: str
    text_en: str | None

    def language(self, wanted: str) -> str:
        """Return in which language somebody gets these words."""
        return "en" if wanted == "en" and self.text_en else "de"


def paragraphs(text: str) -> list[list[str]]:
    """Return a text as paragraphs, each a list of its lines."""
    blocks = BLANK_LINES.split(text.replace("\r\n", "\n").strip())
    return [[line.strip() for line in block.splitlines()] for block in blocks if block.strip()]


def circular(occasion: Occasion, words: Words, *, to: Recipient, circular_id: UUID) -> Message:
    """Tell one person what was written to all of them."""
    page = absolute_url("circulars.read", circular_id=circular_id)
    reason = key(circular_id, to)
    return _message(occasion, words, to=to, key=reason, page=page, context_id=circular_id)


def key(circular_id: UUID, to: Recipient) -> str:
    """Return the reason of a message: one person, one circular."""
    return f"{KIND}:{circular_id}:{to.person_id}"


def rehearsal(occasion: Occasion, words: Words, *, to: Recipient, number: UUID) -> Message:
    """Show whoever writes a circular how it arrives."""
    page = absolute_url("catalogue.detail", activity_id=occasion.activity_id)
    return _message(
        occasion, words, to=to, key=f"{KIND}.rehearsal:{number}", page=page, context_id=None
    )


def _message(
    occasion: Occasion,
    words: Words,
    *,
    to: Recipient,
    key: str,
    page: str,
    context_id: UUID | None,
) -> Message:
    with in_language(to.language):
        quiet = occasion.discreet or to.neutral
        title = in_words(occasion.title_de, occasion.title_en)
        subject = in_words(words.subject_de, words.subject_en)
        return compose(
            template="circulars/circular",
            kind=KIND,
            key=key,
            to=to,
            subject=_("Nachricht zu Ihrem Termin im BGM-Portal")
            if quiet
            else " ".join(f"{title}: {subject}".split()),
            facts={
                "heading": _("Nachricht zu Ihrem Termin") if quiet else subject,
                "title": title,
                "quiet": quiet,
                "paragraphs": paragraphs(in_words(words.text_de, words.text_en)),
                "spoken": words.language(to.language),
                "contact": occasion.contact_name,
                "page": page,
            },
            context_id=context_id,
            activity_id=occasion.activity_id,
            reply_to=occasion.contact_email,
        )
