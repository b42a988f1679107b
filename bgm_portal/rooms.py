"""The rooms of the house: the pages that each hands in, and what it holds about people."""

from bgm_portal.accommodations import personal_data as accommodations_data
from bgm_portal.accommodations import views as needs
from bgm_portal.activities import personal_data as activities_data
from bgm_portal.activities.views import bookmarks, catalogue, planning, venues
from bgm_portal.admin.views import (
    accounts,
    factors,
    leavers,
    leaving,
    look,
    operations,
    sites,
    staff,
    units,
)
from bgm_portal.admin.views import house as own_house
from bgm_portal.albums import personal_data as albums_data
from bgm_portal.albums.views import filling, looking
from bgm_portal.audit import personal_data as audit_data
from bgm_portal.bookmarks import personal_data as bookmarks_data
from bgm_portal.calendars import personal_data as calendars_data
from bgm_portal.calendars import views as feeds
from bgm_portal.challenges import personal_data as challenges_data
from bgm_portal.challenges import views as challenges
from bgm_portal.checklists import personal_data as checklists_data
from bgm_portal.checklists import views as checklists
from bgm_portal.circulars import personal_data as circulars_data
from bgm_portal.circulars import views as circulars
from bgm_portal.contacts import personal_data as contacts_data
from bgm_portal.contacts import views as contacts
from bgm_portal.counting import personal_data as counting_data
from bgm_portal.diary import personal_data as diary_data
from bgm_portal.diary import views as diary
from bgm_portal.evaluation import views as evaluation
from bgm_portal.exchange import personal_data as exchange_data
from bgm_portal.exchange.views import exports, incoming
from bgm_portal.feedback import personal_data as feedback_data
from bgm_portal.feedback import views as feedback
from bgm_portal.handbook import views as handbook
from bgm_portal.home import personal_data as home_data
from bgm_portal.home.views import barriers, history, mine, own_data, pages
from bgm_portal.identity import personal_data as identity_data
from bgm_portal.identity.views import account, factor, house, links, proof, signin
from bgm_portal.insights.views import preparing, reports, years
from bgm_portal.learning import personal_data as learning_data
from bgm_portal.learning.views import audience, author, certificates, exchange, learner, quiz
from bgm_portal.learning.views import drafts as module_drafts
from bgm_portal.learning.views import films as module_films
from bgm_portal.learning.views import keeping as module_keeping
from bgm_portal.mail import personal_data as mail_data
from bgm_portal.participation import personal_data as participation_data
from bgm_portal.participation.views import absence, door, late, papers
from bgm_portal.participation.views import sheet as participation
from bgm_portal.privacy import personal_data as privacy_data
from bgm_portal.registration import personal_data as registration_data
from bgm_portal.registration.views import (
    calendar,
    consents,
    coordination,
    dates,
    on_behalf,
    own,
    own_time,
    questions,
    signup,
    single_dates,
)
from bgm_portal.reminders.views import activity_post, activity_rules, notifications, preferences
from bgm_portal.runs import personal_data as runs_data
from bgm_portal.runs.views import (
    bus_desk,
    buses,
    emergency,
    handovers,
    pair_desk,
    pairs,
    race_day,
    team_desk,
    teams,
)
from bgm_portal.settings import personal_data as settings_data
from bgm_portal.upkeep import views as health

BLUEPRINTS = (
    mine.bp,
    history.bp,
    own_data.bp,
    pages.bp,
    handbook.bp,
    barriers.bp,
    signin.bp,
    house.bp,
    links.bp,
    account.bp,
    factor.bp,
    proof.bp,
    catalogue.bp,
    bookmarks.bp,
    planning.bp,
    venues.bp,
    contacts.bp,
    signup.bp,
    own.bp,
    own_time.bp,
    consents.bp,
    learner.bp,
    quiz.bp,
    certificates.bp,
    author.bp,
    module_drafts.bp,
    module_films.bp,
    module_keeping.bp,
    exchange.bp,
    audience.bp,
    coordination.bp,
    dates.bp,
    on_behalf.bp,
    questions.bp,
    exports.bp,
    incoming.bp,
    race_day.bp,
    emergency.bp,
    teams.bp,
    team_desk.bp,
    pairs.bp,
    pair_desk.bp,
    buses.bp,
    bus_desk.bp,
    checklists.bp,
    handovers.bp,
    single_dates.bp,
    circulars.bp,
    calendar.bp,
    feeds.bp,
    needs.bp,
    absence.bp,
    participation.bp,
    late.bp,
    papers.bp,
    door.bp,
    notifications.bp,
    activity_post.bp,
    activity_rules.bp,
    preferences.bp,
    feedback.bp,
    diary.bp,
    challenges.bp,
    evaluation.bp,
    looking.bp,
    filling.bp,
    accounts.bp,
    factors.bp,
    units.bp,
    sites.bp,
    staff.bp,
    leavers.bp,
    leaving.bp,
    operations.bp,
    own_house.bp,
    look.bp,
    health.bp,
    reports.bp,
    years.bp,
    preparing.bp,
)

PERSONAL_DATA = (
    audit_data,
    mail_data,
    identity_data,
    settings_data,
    counting_data,
    privacy_data,
    contacts_data,
    activities_data,
    learning_data,
    accommodations_data,
    registration_data,
    participation_data,
    runs_data,
    checklists_data,
    exchange_data,
    circulars_data,
    feedback_data,
    diary_data,
    challenges_data,
    calendars_data,
    bookmarks_data,
    albums_data,
    home_data,
)
