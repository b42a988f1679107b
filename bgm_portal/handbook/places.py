"""Where the handbooks tell about a page: from every endpoint to a section.

A new page needs a line here; a guard test names those that have none. What stands for a whole
room ends with a dot, and a page of its own comes before its room.
"""

from collections.abc import Mapping

#: Endpoint, or the beginning of endpoints: handbook and section.
PLACES: Mapping[str, tuple[str, str]] = {
    "account.": ("beschaeftigte", "konto"),
    "accounts.": ("verwaltung", "konten"),
    "activity_post.": ("koordination", "schreiben"),
    "album_filling.": ("koordination", "auswerten"),
    "albums.": ("beschaeftigte", "danach"),
    "asset": ("beschaeftigte", "anzeige"),
    "audience.": ("redaktion", "empfehlen"),
    "authoring.": ("redaktion", "module"),
    "authoring.hand_in_form": ("redaktion", "freigeben"),
    "authoring.release_form": ("redaktion", "freigeben"),
    "barriers.": ("verwaltung", "barrieren"),
    "bookmarks.": ("beschaeftigte", "angebote"),
    "calendar.": ("beschaeftigte", "kalender"),
    "catalogue.": ("beschaeftigte", "angebote"),
    "certificates.": ("beschaeftigte", "lernen"),
    "challenges.": ("beschaeftigte", "gemeinsam"),
    "circulars.": ("koordination", "schreiben"),
    "consents.": ("beschaeftigte", "rechte"),
    "contacts.": ("beschaeftigte", "kontakte"),
    "contacts.edit": ("koordination", "kontakte"),
    "contacts.new_form": ("koordination", "kontakte"),
    "contacts.retire_form": ("koordination", "kontakte"),
    "coordination.": ("koordination", "anmeldungen"),
    "copies.": ("koordination", "planen"),
    "dates.": ("koordination", "termine"),
    "diary.": ("beschaeftigte", "gemeinsam"),
    "door.code": ("koordination", "anwesenheit"),
    "door.form": ("beschaeftigte", "tag"),
    "drafts.": ("redaktion", "schreiben"),
    "drafts.picture_form": ("redaktion", "bilder"),
    "drafts.question_form": ("redaktion", "fragen"),
    "drafts.rehearsal": ("redaktion", "fragen"),
    "emergency.": ("beschaeftigte", "tag"),
    "evaluation.": ("koordination", "auswerten"),
    "exchange.": ("redaktion", "austausch"),
    "exports.": ("koordination", "listen"),
    "factor.": ("beschaeftigte", "konto"),
    "factors.": ("verwaltung", "konten"),
    "feedback.form": ("beschaeftigte", "danach"),
    "feedback.summary": ("koordination", "auswerten"),
    "feeds.": ("beschaeftigte", "kalender"),
    "films.": ("redaktion", "bilder"),
    "handbook.": ("beschaeftigte", "start"),
    "health.": ("verwaltung", "betrieb"),
    "history.": ("beschaeftigte", "danach"),
    "home.": ("beschaeftigte", "start"),
    "home.audit": ("datenschutz", "protokoll"),
    "home.desk": ("koordination", "schreibtisch"),
    "house.": ("beschaeftigte", "anmelden"),
    "identity.": ("beschaeftigte", "anmelden"),
    "incoming.": ("koordination", "listen"),
    "learning.": ("beschaeftigte", "lernen"),
    "links.": ("beschaeftigte", "anmelden"),
    "needs.": ("beschaeftigte", "bedarf"),
    "needs.case": ("koordination", "bedarfe"),
    "needs.case_hand_over_form": ("koordination", "bedarfe"),
    "needs.desk": ("koordination", "bedarfe"),
    "notifications.": ("beschaeftigte", "mitteilungen"),
    "on_behalf.": ("koordination", "anmeldungen"),
    "operations.": ("verwaltung", "betrieb"),
    "own_data.": ("beschaeftigte", "rechte"),
    "own_time.": ("beschaeftigte", "mitmachen"),
    "pages.": ("beschaeftigte", "start"),
    "pages.plain": ("einfach", "start"),
    "papers.": ("beschaeftigte", "danach"),
    "participation.": ("koordination", "anwesenheit"),
    "planning.": ("koordination", "planen"),
    "planning.series.": ("koordination", "termine"),
    "planning.slots.": ("koordination", "termine"),
    "preferences.": ("beschaeftigte", "mitteilungen"),
    "preparing.preview": ("koordination", "auswerten"),
    "preparing.units": ("verwaltung", "einheiten"),
    "proof.": ("beschaeftigte", "anmelden"),
    "questions.": ("koordination", "fragen"),
    "quiz.": ("beschaeftigte", "lernen"),
    "race_day.": ("beschaeftigte", "tag"),
    "registrations.": ("beschaeftigte", "mitmachen"),
    "reports.": ("datenschutz", "berichte"),
    "signup.": ("beschaeftigte", "mitmachen"),
    "single_dates.": ("koordination", "termine"),
    "staff.": ("verwaltung", "liste"),
    "substitution.": ("koordination", "schreibtisch"),
    "team_desk.": ("koordination", "anmeldungen"),
    "teams.": ("beschaeftigte", "mitmachen"),
    "units.": ("verwaltung", "einheiten"),
    "venues.": ("koordination", "orte"),
    "year_reports.": ("koordination", "auswerten"),
}


def place_of(endpoint: str | None) -> tuple[str, str] | None:
    """Return handbook and section about a page: its own line, else the longest of its room."""
    known = (name for name in PLACES if endpoint and _is_about(name, endpoint))
    nearest = max(known, key=len, default=None)
    return PLACES[nearest] if nearest else None


def _is_about(name: str, endpoint: str) -> bool:
    return endpoint == name or (name.endswith(".") and endpoint.startswith(name))
