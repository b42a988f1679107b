"""The composition root: the only file that knows all parts, and the configuration."""

import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from bgm_portal import cli, extensions, navigation, scheduler
from bgm_portal.accommodations import personal_data as accommodations_data
from bgm_portal.accommodations import views as needs
from bgm_portal.activities import personal_data as activities_data
from bgm_portal.activities.views import bookmarks, catalogue, planning, venues
from bgm_portal.admin.views import accounts, factors, operations, staff, units
from bgm_portal.albums import personal_data as albums_data
from bgm_portal.albums import service as album_service
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
from bgm_portal.core import beside, i18n, logs, own_status
from bgm_portal.core.database import db, write_mode
from bgm_portal.core.house import house_in_words
from bgm_portal.core.personal_data import register
from bgm_portal.core.sealed import Keyring
from bgm_portal.counting import personal_data as counting_data
from bgm_portal.diary import personal_data as diary_data
from bgm_portal.diary import service as diary_service
from bgm_portal.diary import views as diary
from bgm_portal.evaluation import views as evaluation
from bgm_portal.exchange import personal_data as exchange_data
from bgm_portal.exchange.views import exports, incoming
from bgm_portal.feedback import personal_data as feedback_data
from bgm_portal.feedback import views as feedback
from bgm_portal.handbook import pages as handbook_pages
from bgm_portal.handbook import views as handbook
from bgm_portal.home import display
from bgm_portal.home import personal_data as home_data
from bgm_portal.home.views import barriers, history, mine, own_data, pages
from bgm_portal.identity import access, sessions
from bgm_portal.identity import personal_data as identity_data
from bgm_portal.identity.views import account, factor, house, links, proof, signin
from bgm_portal.insights.views import preparing, reports, years
from bgm_portal.learning import personal_data as learning_data
from bgm_portal.learning.views import audience, author, certificates, exchange, learner, quiz
from bgm_portal.learning.views import drafts as module_drafts
from bgm_portal.learning.views import films as module_films
from bgm_portal.learning.views import keeping as module_keeping
from bgm_portal.mail import personal_data as mail_data
from bgm_portal.mail import transports
from bgm_portal.participation import personal_data as participation_data
from bgm_portal.participation import retention as attendance_retention
from bgm_portal.participation.views import absence, door, late, papers
from bgm_portal.participation.views import sheet as participation
from bgm_portal.privacy import personal_data as privacy_data
from bgm_portal.privacy import service as consent_service
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import own_status as registration_status
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
from bgm_portal.reminders.views import (
    activity_post,
    activity_rules,
    notifications,
    preferences,
)
from bgm_portal.runs import beside as runs_beside
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
from bgm_portal.upkeep import start
from bgm_portal.upkeep import views as health
from bgm_portal.web import assets, compression, errors, security, watch
from bgm_portal.web.urls import here
from config import ROOT, SETTINGS, Config, Misconfigured

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
    staff.bp,
    operations.bp,
    health.bp,
    reports.bp,
    years.bp,
    preparing.bp,
)

PERSONAL_DATA = (
    audit_data,
    mail_data,
    identity_data,
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

READING = frozenset({"GET", "HEAD", "OPTIONS"})
COOKIE_SECONDS = 10 * 60 * 60
LARGEST_REQUEST = 4 * 1024 * 1024
CONNECTIONS_KEPT = 16
IN_MEMORY = ("sqlite://", "sqlite:///:memory:")  # one connection that nobody may close
#: Telephones take large pictures; nowhere else is so much accepted.
LARGER_REQUESTS = {"album_filling.add": 13 * 1024 * 1024}


def create_app(config: Config | None = None) -> Flask:
    """Put the house together; without a configuration, read it from the environment."""
    config = config or _told()
    config.instance.mkdir(parents=True, exist_ok=True)  # database, mail and signs of life go there
    app = Flask(
        "bgm_portal",
        root_path=str(Path(__file__).parent),
        template_folder=str(ROOT / "templates"),
        static_folder=None,  # web.assets serves them, hashed and compressed
        instance_path=str(config.instance.resolve()),
    )
    _configure(app, config)
    _write_mode_first(app)
    watch.init_app(app)
    _extend(app, config)
    _draw(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for part in PERSONAL_DATA:
        register.declare(*part.HOLDINGS)
    app.cli.add_command(cli.bgm)
    return app


def serve() -> Flask:
    """Put the house together for a web server; end with a sentence where it cannot run."""
    config = _told()
    if config.watching.request_log:
        logs.write_json()
    app = create_app(config)
    with app.app_context():
        if sentence := start.refusal():
            sys.exit(sentence)
        db.engine.dispose()  # the server forks after this; connections must not be shared
    return app


def _told() -> Config:
    """Read the environment; end with a sentence for each bad value, and with nothing else."""
    try:
        return Config.from_env()
    except Misconfigured as why:
        sys.exit(str(why))


def _configure(app: Flask, config: Config) -> None:
    app.config.from_mapping(
        SETTINGS_TABLE=SETTINGS,
        HOUSE=config.house,
        MAIL=config.mail,
        BASE_URL=config.base_url,
        ENVIRONMENT=config.env,
        SECOND_FACTOR=config.second_factor,
        HOUSE_ACCOUNTS=config.house_accounts,
        PASSWORDS=config.passwords,
        TESTING=config.testing,
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(config.database_url),
        REQUEST_LOG=config.watching.request_log,
        SLOW_STATEMENT_SECONDS=config.watching.slow_statement_seconds,
        METRICS_TOKEN=config.watching.metrics_token,
        TRUSTED_HOSTS=list(config.trusted_hosts),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        PERMANENT_SESSION_LIFETIME=COOKIE_SECONDS,
        SESSION_COOKIE_NAME="__Host-bgm" if config.https else "bgm",
        SESSION_COOKIE_SECURE=config.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session
        WTF_CSRF_ENABLED=not config.testing,
        # Pages send no Referer, so it cannot be asked for; web.security checks Sec-Fetch-Site.
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE=i18n.DEFAULT_LANGUAGE,
        BABEL_DEFAULT_TIMEZONE="Europe/Berlin",
        BABEL_TRANSLATION_DIRECTORIES=str(Path(__file__).parent / "translations"),
    )
    app.extensions["keyring"] = Keyring(config.seal_keys)
    app.extensions[beside.EXTENSION] = runs_beside.of_run
    app.extensions[own_status.EXTENSION] = registration_status.own_statuses
    app.extensions[consent_service.EXTENSION] = {
        ConsentCode.HISTORY: attendance_retention.end_history,
        ConsentCode.DIARY: diary_service.end,
        ConsentCode.PHOTO_INTRANET: album_service.end_intranet,
        ConsentCode.PHOTO_PUBLIC: album_service.end_public,
    }
    if config.proxy_hops:
        hops = config.proxy_hops
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the documented way
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )


def _engine_options(url: str) -> dict[str, Any]:
    """Keep a connection for every thread of a web process: opening one costs more than a page."""
    if url in IN_MEMORY:
        return {}
    kept = {"pool_size": CONNECTIONS_KEPT, "pool_use_lifo": True}
    return kept if url.startswith("sqlite") else kept | {"pool_pre_ping": True}


def _write_mode_first(app: Flask) -> None:
    """Say before anything is read whether this request may write."""

    @app.before_request
    def _declare() -> None:
        write_mode.set(request.method not in READING)
        if request.endpoint in LARGER_REQUESTS:
            request.max_content_length = LARGER_REQUESTS[request.endpoint]
        i18n.listen_anew()


def _extend(app: Flask, config: Config) -> None:
    db.init_app(app)
    extensions.migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    security.init_app(app, https=config.https)
    extensions.csrf.init_app(app)
    sessions.init_app(app)
    display.init_app(app)
    access.init_app(app)
    extensions.babel.init_app(app, locale_selector=display.chosen_language)
    transports.init_app(app, config.mail)
    compression.init_app(app)
    assets.init_app(app, mark=access.public)
    errors.init_app(app)
    scheduler.init_app(app)


def _draw(app: Flask) -> None:
    """Give templates what the frame needs, and nothing to decide with."""
    app.jinja_env.undefined = StrictUndefined
    i18n.speak_quickly(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    for name in (
        "long_date",
        "short_date",
        "day_month",
        "month_year",
        "month_name",
        "weekday",
        "leaf",
        "clock_time",
        "moment",
        "in_words",
    ):
        app.jinja_env.filters[name] = getattr(i18n, name)
    app.jinja_env.globals.update(
        get_locale=get_locale,
        csrf_token=generate_csrf,
        time_range=i18n.time_range,
        span=i18n.span,
    )
    app.context_processor(_frame)


def _frame() -> dict[str, Any]:
    signed_in = access.visitor_or_nobody()
    return {
        "lang": i18n.language(),
        "theme": display.chosen_theme(),
        "text_size": display.chosen_text_size(),
        "menu": navigation.menu_for(signed_in),
        "account": signed_in,
        "display_action": url_for("pages.display"),
        "here": here() if request else "/",
        "links": _links(request.script_root)
        | {
            "barrier": pages.barrier_address(),
            "help_here": handbook_pages.help_with(request.endpoint),
        },
        "house": house_in_words(),
    }


@lru_cache(maxsize=8)
def _links(_mounted_at: str) -> dict[str, str]:
    """Return the addresses on every page; they change only with the place of mounting."""
    return {
        "home": url_for("home.start"),
        "help": url_for("pages.help_page"),
        "contacts": url_for("contacts.overview"),
        "accessibility": url_for("pages.accessibility"),
        "plain": url_for("pages.plain"),
        "privacy": url_for("pages.privacy"),
        "imprint": url_for("pages.imprint"),
        "sitemap": url_for("pages.sitemap"),
        "sign_in": url_for("identity.sign_in_form"),
        "sign_out": url_for("identity.sign_out"),
        "account_page": url_for("account.overview"),
        "notifications": url_for("notifications.overview"),
    }
