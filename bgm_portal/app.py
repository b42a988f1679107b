"""The composition root: the only file that knows all parts, and the configuration."""

import sys
from pathlib import Path
from typing import Any

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from bgm_portal import cli, extensions, frame, rooms, scheduler
from bgm_portal.albums import service as album_service
from bgm_portal.challenges import service as challenge_service
from bgm_portal.core import (
    beside,
    house,
    i18n,
    limited,
    logs,
    next_steps,
    own_status,
    quiet_hours,
)
from bgm_portal.core.database import db, write_mode
from bgm_portal.core.personal_data import register
from bgm_portal.core.sealed import Keyring
from bgm_portal.diary import service as diary_service
from bgm_portal.home import display
from bgm_portal.identity import access, sessions
from bgm_portal.insights.rights import REPORTS
from bgm_portal.mail import transports
from bgm_portal.participation import retention as attendance_retention
from bgm_portal.privacy import service as consent_service
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import own_status as registration_status
from bgm_portal.runs import beside as runs_beside
from bgm_portal.runs import next_steps as runs_next_steps
from bgm_portal.settings import queries as settings
from bgm_portal.upkeep import start
from bgm_portal.web import assets, compression, cookies, errors, security, watch
from config import ROOT, SETTINGS, Config, Misconfigured

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
    frame.init_app(app)
    for blueprint in rooms.BLUEPRINTS:
        app.register_blueprint(blueprint)
    for part in rooms.PERSONAL_DATA:
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
    house.init_app(app, config.house, settings.known)
    quiet_hours.ask(house.quiet_hours)
    app.extensions[limited.EXTENSION] = (REPORTS,)
    app.extensions["keyring"] = Keyring(config.seal_keys)
    app.extensions[beside.EXTENSION] = runs_beside.of_run
    app.extensions[next_steps.EXTENSION] = runs_next_steps.of_registration
    app.extensions[own_status.EXTENSION] = registration_status.own_statuses
    app.extensions[consent_service.EXTENSION] = {
        ConsentCode.HISTORY: attendance_retention.end_history,
        ConsentCode.DIARY: _end_diary,
        ConsentCode.PHOTO_INTRANET: album_service.end_intranet,
        ConsentCode.PHOTO_PUBLIC: album_service.end_public,
    }
    if config.proxy_hops:
        hops = config.proxy_hops
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the documented way
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )


def _end_diary(ended: consent_service.Ended) -> int:
    """Erase a diary, and leave the challenges that count out of it."""
    return challenge_service.end_with_diary(ended) + diary_service.end(ended)


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

    @app.teardown_request
    def _forget(_error: BaseException | None) -> None:
        i18n.listen_anew()


def _extend(app: Flask, config: Config) -> None:
    db.init_app(app)
    extensions.migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    security.init_app(app, https=config.https)
    extensions.csrf.init_app(app)
    cookies.init_app(app)
    sessions.init_app(app)
    display.init_app(app)
    access.init_app(app)
    extensions.babel.init_app(app, locale_selector=display.chosen_language)
    transports.init_app(app, config.mail)
    compression.init_app(app)
    assets.init_app(app, mark=access.public)
    errors.init_app(app)
    scheduler.init_app(app)
