"""The page of an activity as staff will see it, for whoever plans or reads its draft."""

from uuid import UUID

from flask import render_template

from bgm_portal.activities import race_words
from bgm_portal.activities.sheet import sheet_page
from bgm_portal.activities.sheet_queries import sheet
from bgm_portal.core import clock
from bgm_portal.identity.access import visitor


def preview_page(activity_id: UUID, *, back: tuple[str, str]) -> str:
    """Draw the preview, with the way back in words and as an address."""
    person = visitor()
    page = sheet_page(
        sheet(activity_id, with_drafts=True),
        employer=person.employer,
        unit_id=person.unit_id,
        site_id=person.site_id,
        at=clock.now(),
    )
    return render_template(
        "catalogue/detail.html",
        page=page,
        own=None,
        is_kept=False,
        activity_id=activity_id,
        race=race_words.of_activity(activity_id),
        preview=True,
        back=back,
    )
