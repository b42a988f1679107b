"""Every page of the portal, with somebody who may see it, for guards that look at all of them."""

from dataclasses import dataclass, field
from typing import Any

from bgm_portal.activities.sections import Section
from bgm_portal.exchange.imports import Incoming
from bgm_portal.exchange.kinds import Profile
from bgm_portal.registration.steps import FORMS, Step
from bgm_portal.settings.names import Part

#: Pages that would pass although they ask row by row, if they showed no rows here.
LISTS = {
    "album_filling.manage",
    "albums.album",
    "albums.overview",
    "checklists.overview",
    "bus_desk.overview",
    "bus_desk.seat_form",
    "pair_desk.overview",
    "activity_post.overview",
    "accounts.overview",
    "barriers.overview",
    "catalogue.detail",
    "catalogue.month",
    "catalogue.programme",
    "challenges.overview",
    "consents.overview",
    "diary.overview",
    "circulars.overview",
    "contacts.overview",
    "contacts.paper",
    "coordination.participant",
    "coordination.roster",
    "coordination.waiting_list",
    "dates.move_form",
    "feeds.fetch",
    "home.desk",
    "history.as_csv",
    "history.as_json",
    "history.overview",
    "home.mine",
    "authoring.shelf",
    "certificates.own_csv",
    "certificates.own_json",
    "certificates.own_list",
    "learning.overview",
    "needs.case",
    "needs.desk",
    "needs.own",
    "needs.own_detail",
    "notifications.overview",
    "operations.post",
    "papers.overview",
    "papers.time_slip",
    "papers.year",
    "participation.excuse_form",
    "participation.print_sheet",
    "participation.sheet",
    "participation.walk_in_form",
    "planning.copies.year_form",
    "planning.copies.year_plan",
    "planning.overview",
    "planning.preview",
    "planning.sharing.read",
    "planning.sharing.share_form",
    "registrations.answers_form",
    "registrations.role_form",
    "single_dates.overview",
    "team_desk.overview",
    "team_desk.place_form",
    "teams.join_form",
    "units.overview",
    "venues.overview",
}


@dataclass(frozen=True)
class Visit:
    """A page, who opens it, and what of the world its address names."""

    endpoint: str
    who: str = ""
    world: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)
    status: int = 200

    @property
    def grows(self) -> bool:
        """Tell whether the page lists what becomes more, and is not about one thing."""
        return self.endpoint in LISTS


def _at(endpoint: str, who: str, **world: str) -> Visit:
    return Visit(endpoint, who, world)


def _on(activity: str, who: str, *endpoints: str) -> list[Visit]:
    return [_at(endpoint, who, activity_id=activity) for endpoint in endpoints]


def _of(name: str, what: str, who: str, *endpoints: str) -> list[Visit]:
    return [_at(endpoint, who, **{name: what}) for endpoint in endpoints]


def _plain(who: str, *endpoints: str) -> list[Visit]:
    return [Visit(endpoint, who) for endpoint in endpoints]


def name_of(visit: Visit) -> str:
    """Return the visit in a word, for the table and for whoever reads a failure."""
    named = (*visit.world.values(), *map(str, visit.fixed.values()))
    return " ".join((visit.endpoint, *named, visit.who)).strip()


WAITING = Step.WAITING
VISITS: tuple[Visit, ...] = (
    *_plain(
        "",
        "home.start",
        "identity.sign_in_form",
        "identity.signed_out",
        "links.forgotten_form",
        "links.link_sent",
    ),
    Visit("health.live"),
    Visit("health.ready", status=503),  # tests make their tables without migrations
    Visit("health.worker", status=503),
    Visit("health.figures", status=404),  # the house of the tests has no token for them
    _at("links.invitation_form", "", token="invitation"),
    _at("links.reset_form", "", token="reset"),
    _at("preferences.unsubscribe_form", "", mail_id="reminder", seal="seal"),
    *_plain(
        "katrin",
        "account.overview",
        "albums.overview",
        "account.browsers",
        "account.password_form",
        "factor.overview",
        "factor.remove_form",
        "proof.proof_form",
        "catalogue.programme",
        "consents.overview",
        "challenges.overview",
        "diary.as_csv",
        "diary.as_json",
        "diary.overview",
        "door.form",
        "own_data.erase_form",
        "own_data.overview",
        "history.as_csv",
        "history.as_json",
        "history.as_pdf",
        "history.overview",
        "contacts.overview",
        "contacts.paper",
        "home.mine",
        "papers.overview",
        "needs.own",
        "notifications.overview",
        "pages.accessibility",
        "pages.barrier_form",
        "pages.barrier_thanks",
        "pages.help_page",
        "pages.imprint",
        "pages.plain",
        "pages.privacy",
        "pages.sitemap",
        "preferences.edit",
        "venues.overview",
    ),
    _at("feeds.fetch", "", token="feed"),
    _at("feeds.fetch", "", token="care_feed"),
    Visit("feeds.overview", "katrin"),
    Visit("feeds.make_form", "katrin", fixed={"slug": "termine"}),
    Visit("feeds.make_form", "nadine", fixed={"slug": "betreuung"}),
    *_plain(
        "katrin",
        "certificates.check_form",
        "certificates.own_csv",
        "certificates.own_json",
        "certificates.own_list",
        "learning.overview",
    ),
    *(
        Visit(endpoint, "katrin", fixed={"key": "probe"})
        for endpoint in (
            "certificates.pdf",
            "certificates.show",
            "learning.done",
            "learning.module",
            "learning.print_view",
            "quiz.overview",
        )
    ),
    Visit("learning.lesson", "katrin", fixed={"key": "probe", "section": "lesson-1"}),
    Visit("learning.medium", "katrin", fixed={"key": "probe", "number": 1, "name": "bild.png"}),
    Visit("quiz.question", "katrin", fixed={"key": "probe", "question": "probe-q2"}),
    Visit("catalogue.month", "katrin", fixed={"year": 2026, "month": 3}),
    Visit("catalogue.programme", "katrin", fixed={"monat": "alle"}),
    Visit("catalogue.programme", "katrin", fixed={"suche": "Angebot"}),
    _at("venues.detail", "katrin", venue_id="venue"),
    _at("contacts.detail", "katrin", contact_id="contact"),
    *_on("run", "katrin", "calendar.entry", "catalogue.detail"),
    *_on("run", "katrin", "catalogue.directions", "catalogue.plain"),
    *_of(
        "registration_id",
        "registration",
        "katrin",
        "registrations.answers_form",
        "registrations.cancel_form",
        "registrations.detail",
        "registrations.done",
        "registrations.needs_form",
        "registrations.role_form",
    ),
    *_of(
        "registration_id",
        "registration",
        "katrin",
        "buses.own",
        "handovers.own",
        "pairs.own",
        "race_day.own",
        "teams.change_form",
        "teams.found_form",
        "teams.join_form",
        "teams.own",
    ),
    *_of(
        "registration_id",
        "offer",
        "katrin",
        "registrations.decline_form",
        "registrations.detail",
        "registrations.promotion_form",
    ),
    *_of("need_id", "need", "katrin", "needs.own_detail", "needs.withdraw_form"),
    _at("needs.talk_again_form", "katrin", need_id="need"),
    _at("handovers.question", "katrin", handover_id="handover"),
    _at("notifications.detail", "katrin", mail_id="letter"),
    Visit("signup.begin", "tom", {"activity_id": "run"}, status=303),
    *_on("run", "tom", "signup.check", "signup.discard_form"),
    *_on("refused", "tom", "signup.without_organiser"),
    *(
        Visit("signup.step_form", "tom", {"activity_id": "run"}, {"slug": step.value})
        for step in FORMS
        if step not in {WAITING, Step.TIME}
    ),
    Visit("signup.step_form", "tom", {"activity_id": "check"}, {"slug": Step.TIME.value}),
    _at("own_time.swap_form", "katrin", registration_id="checked"),
    Visit("signup.step_form", "tom", {"activity_id": "full"}, {"slug": WAITING.value}),
    *_plain(
        "nadine",
        "contacts.new_form",
        "home.desk",
        "needs.desk",
        "planning.new_form",
        "planning.overview",
        "planning.substitution.overview",
        "venues.new_form",
    ),
    *(
        Visit("planning.overview", "nadine", fixed={"stand": shelf, "wessen": "alle"})
        for shelf in ("entwuerfe", "kommende", "vergangene", "vorlagen")
    ),
    _at("venues.edit", "nadine", venue_id="venue"),
    *_of("contact_id", "contact", "nadine", "contacts.edit", "contacts.retire_form"),
    *_on(
        "run",
        "nadine",
        "coordination.roster",
        "dates.cancel_form",
        "dates.capacity_form",
        "dates.move_form",
        "planning.hub",
        "planning.preview",
        "single_dates.overview",
    ),
    *_on("run", "nadine", "emergency.closed", "exports.overview"),
    *_on("run", "nadine", "checklists.assign_form", "checklists.overview"),
    *_on("run", "nadine", "bus_desk.edit", "bus_desk.overview", "bus_desk.seat_form"),
    *_on("run", "nadine", "pair_desk.overview"),
    *_on("run", "nadine", "team_desk.new_form", "team_desk.overview", "team_desk.place_form"),
    *(
        Visit(endpoint, "nadine", {"activity_id": "run"}, {"slug": profile.value})
        for endpoint in ("exports.columns_form", "exports.profile_form")
        for profile in Profile
    ),
    *(
        Visit("incoming.file_form", "nadine", {"activity_id": "run"}, {"slug": kind.value})
        for kind in Incoming
    ),
    _at("incoming.withdraw_form", "nadine", activity_id="run"),
    Visit("on_behalf.search", "nadine", {"activity_id": "run"}, {"name": "Muster"}),
    _at("on_behalf.sign_up_form", "nadine", activity_id="run", person_id="tom"),
    _at("questions.new_form", "nadine", activity_id="run"),
    *(
        _at(endpoint, "nadine", activity_id="run", question_id="question")
        for endpoint in ("questions.edit", "questions.remove_form")
    ),
    *(
        _at(endpoint, "nadine", activity_id="run", occurrence_id="date")
        for endpoint in ("single_dates.cancel_form", "single_dates.move_form")
    ),
    _at("activity_reminders.edit", "nadine", activity_id="run"),
    _at("activity_post.overview", "nadine", activity_id="run"),
    _at("activity_post.send_again_form", "nadine", activity_id="run", mail_id="confirmation"),
    _at("single_dates.go_ahead_form", "nadine", activity_id="course"),
    *_on("full", "nadine", "coordination.waiting_list"),
    *_on("run", "nadine", "circulars.overview", "circulars.write_form"),
    _at("circulars.read", "katrin", circular_id="circular"),
    *_on(
        "today",
        "nadine",
        "participation.excuse_form",
        "participation.print_sheet",
        "participation.sheet",
    ),
    Visit("door.code", "nadine", {"activity_id": "today", "termin": "today_date"}),
    Visit("participation.walk_in_form", "nadine", {"activity_id": "today"}, {"name": "Muster"}),
    *_on("run", "katrin", "absence.overview"),
    _at("challenges.detail", "katrin", challenge_id="challenge"),
    Visit("challenges.new_form", "nadine"),
    *_on("attended", "katrin", "papers.certificate", "papers.certificate_pdf"),
    *(
        Visit(f"papers.{endpoint}", "katrin", fixed={"year": 2026})
        for endpoint in ("time_slip", "time_slip_pdf", "year", "year_pdf")
    ),
    *_on("over", "katrin", "albums.album"),
    *_of("picture_id", "picture", "katrin", "albums.large", "albums.small"),
    *_on("over", "nadine", "album_filling.manage", "album_filling.new_form"),
    _at("album_filling.one", "nadine", activity_id="over", picture_id="picture"),
    *_on("over", "nadine", "evaluation.as_pdf", "evaluation.show", "feedback.summary"),
    *_on("over", "katrin", "feedback.form"),
    _at("planning.budget.edit", "nadine", activity_id="over"),
    *_on("draft", "nadine", "planning.delete_form", "planning.hub", "planning.publish_form"),
    _at("planning.sharing.share_form", "nadine", activity_id="draft"),
    *_on("draft", "leader", "planning.sharing.read", "planning.sharing.preview"),
    Visit("home.mine", "leader"),
    _at("planning.series.rule_form", "nadine", activity_id="draft"),
    _at("planning.copies.copy_form", "nadine", activity_id="run"),
    Visit("planning.copies.year_plan", "nadine", fixed={"year": 2026}),
    Visit("planning.copies.year_plan", "nadine", fixed={"year": 2026, "ansicht": "liste"}),
    # The large house has more than a page of activities: one month of it is longer than the small.
    Visit("planning.copies.year_form", "nadine", fixed={"year": 2026, "monat": 3}),
    *(
        Visit("planning.parts.edit", "nadine", {"activity_id": "run"}, {"slug": section.value})
        for section in Section
        if section not in {Section.SCHEDULE, Section.SLOTS}
    ),
    Visit("planning.parts.edit", "nadine", {"activity_id": "draft"}, {"slug": "termine"}),
    Visit("planning.parts.edit", "nadine", {"activity_id": "draft"}, {"slug": "zeiten"}),
    _at("planning.slots.timetable", "nadine", activity_id="check"),
    *(
        _at(endpoint, "nadine", activity_id="run", registration_id="registration")
        for endpoint in (
            "coordination.cancel_form",
            "coordination.participant",
            "handovers.for_somebody",
        )
    ),
    *_of("need_id", "need", "nadine", "needs.case", "needs.case_hand_over_form"),
    Visit("operations.post", "admin", fixed={"art": "registration.confirmed"}),
    *_plain(
        "admin",
        "accounts.create_form",
        "accounts.overview",
        "barriers.overview",
        "own_house.overview",
        "operations.overview",
        "leavers.list_form",
        "staff.file_form",
        "staff.template",
        "units.create_form",
        "units.overview",
        "sites.create_form",
        "sites.overview",
    ),
    *_of(
        "person_id",
        "katrin",
        "admin",
        "accounts.account",
        "leaving.deactivate_form",
        "accounts.edit_form",
        "factors.reset_form",
    ),
    _at("leaving.no_longer_plans_form", "admin", person_id="nadine"),
    Visit("factor.set_up_form", "katrin", status=302),
    Visit("identity.code_form", "", status=302),
    Visit("house.begin", "", status=404),
    Visit("house.arrive", "", status=404),
    Visit("house.begin_again", "katrin", status=404),
    *(Visit("own_house.edit_form", "admin", fixed={"part": str(part)}) for part in Part),
    Visit("handbook.picture", "", fixed={"file": "angebote.de.png"}),
    Visit("look.logo", "", fixed={"fingerprint": "none"}, status=404),
    Visit("look.colour_sheet", "", fixed={"fingerprint": "none"}, status=404),
    _at("operations.message", "admin", mail_id="mail"),
    _at("units.edit_form", "admin", unit_id="unit"),
    _at("sites.edit_form", "admin", site_id="site"),
    *_plain("editor", "authoring.new_form", "authoring.shelf", "exchange.import_form"),
    *(
        Visit(endpoint, "editor", fixed={"key": "probe"})
        for endpoint in (
            "authoring.discard_form",
            "authoring.hand_in_form",
            "authoring.hub",
            "authoring.release_form",
            "audience.find_form",
            "audience.recommend_form",
            "authoring.withdraw_form",
            "drafts.head_form",
            "drafts.preview",
            "exchange.draft_zip",
            "exchange.gift_form",
            "exchange.module_zip",
            "exchange.questions_gift",
        )
    ),
    *(
        Visit(endpoint, "editor", fixed={"key": "probe", "section": "lesson-1"})
        for endpoint in ("drafts.picture_form", "drafts.section_form", "films.film_form")
    ),
    *(
        Visit(endpoint, "editor", fixed={"key": "probe", "question": "probe-q2"})
        for endpoint in ("drafts.question_form", "drafts.rehearsal")
    ),
    Visit("audience.completed_form", "editor", {"person": "katrin"}, {"key": "probe"}),
    Visit("handbook.book", "", fixed={"key": "beschaeftigte"}),
    Visit("handbook.overview", ""),
    Visit("handbook.paper", "", fixed={"key": "einfach"}),
    Visit("drafts.medium", "editor", fixed={"key": "probe", "name": "bild.png"}),
    Visit("films.words_form", "editor", fixed={"key": "probe", "name": "film.mp4"}),
    Visit("home.audit", "auditor"),
    Visit("home.deletions", "auditor"),
    Visit("reports.overview", "leader"),
    Visit("reports.method", "auditor"),
    Visit("year_reports.report", "leader", fixed={"number": 2025}),
    Visit("year_reports.spreadsheet", "leader", fixed={"number": 2025}),
    Visit("year_reports.pdf", "leader", fixed={"number": 2025}),
    Visit("year_reports.write_form", "nadine", fixed={"number": 2025}),
    Visit("preparing.preview", "nadine"),
    Visit("preparing.units", "admin"),
    *(
        Visit(f"reports.{page}", "leader", fixed={"year": 2025, "half": "2"})
        for page in ("content", "pdf", "report", "spreadsheet")
    ),
)
