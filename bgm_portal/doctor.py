"""Looking after a running installation: what is well, what is wrong, and how to mend it.

`flask bgm doctor` asks everything the portal stands on. Each check gives a finding and changes
nothing; a check that cannot be made is a finding, too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import false, func, select
from sqlalchemy.exc import SQLAlchemyError

import bgm_portal
from bgm_portal.accommodations import keys as needs
from bgm_portal.core import heartbeat, limited
from bgm_portal.core.clock import LOCAL
from bgm_portal.core.database import db
from bgm_portal.core.heartbeat import Ailment, Trouble
from bgm_portal.core.limited import Reader
from bgm_portal.core.sealed import SealBroken, keyring
from bgm_portal.identity import provider
from bgm_portal.identity.errors import ProviderFailed
from bgm_portal.insights.rights import REPORTS
from bgm_portal.mail.errors import OutOfReach
from bgm_portal.mail.transports import transport
from bgm_portal.privacy import key_care
from bgm_portal.upkeep import backup, schema
from bgm_portal.upkeep.schema import Fit
from bgm_portal.web import assets

SKEW = timedelta(seconds=60)
A_DAY = timedelta(days=1)
DYING_WITH_THEIR_KEY = frozenset({"registration_draft"})  # forgotten with their own time


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at. `mend` says what to do, and is empty when all is well."""

    what: str
    words: str
    mend: str = ""

    @property
    def well(self) -> bool:
        """Tell whether nothing needs to be done."""
        return not self.mend


def examine(*, at: datetime) -> list[Finding]:
    """Look at everything, in the order in which one thing stands on the other."""
    checks: tuple[Callable[[datetime], Finding], ...] = (
        version_is_known,
        database_answers,
        database_writes,
        reports_have_less_rights,
        tables_are_current,
        mail_can_leave,
        keys_open,
        keys_of_events,
        second_factor_is_asked_for,
        provider_answers,
        assets_are_built,
        english_is_there,
        clocks_agree,
        worker_lives,
    )
    return [check(at) for check in checks]


def version_is_known(_at: datetime) -> Finding:
    """Say which version this is: the first thing that whoever helps will ask."""
    return Finding(what=_("Version"), words=bgm_portal.__version__)


def database_answers(at: datetime) -> Finding:
    """Ask the database for nothing."""
    what = _("Datenbank erreichbar")
    try:
        db.session.execute(select(1))
    except SQLAlchemyError as error:
        return Finding(
            what=what,
            words=_error(error),
            mend=_("Prüfen Sie BGM_DATABASE_URL und ob die Datenbank läuft."),
        )
    finally:
        db.session.rollback()
    return Finding(what=what, words=db.engine.dialect.name)


def database_writes(at: datetime) -> Finding:
    """Change no row at all, which a database that is only read refuses nevertheless."""
    what = _("Datenbank nimmt Änderungen an")
    table = db.metadata.tables["outgoing_mail"]
    try:
        db.session.execute(table.update().where(false()).values(attempts=0))
    except SQLAlchemyError as error:
        return Finding(
            what=what,
            words=_error(error),
            mend=_("Prüfen Sie die Rechte an der Datenbank, dann: flask db upgrade"),
        )
    finally:
        db.session.rollback()
    return Finding(what=what, words=_("Schreiben ist möglich"))


def reports_have_less_rights(at: datetime, reader: Reader = REPORTS) -> Finding:
    """Ask whether the database refuses reports what they need not know."""
    what = _("Berichte lesen mit eigenen, engen Rechten")
    if db.engine.dialect.name == "sqlite":
        return Finding(what=what, words=_("vom Portal selbst begrenzt"))
    try:
        connection = db.session.connection()
        if limited.prepare(connection, reader):
            return Finding(what=what, words=reader.role)
        account = str(connection.exec_driver_sql("SELECT current_user").scalar())
    except SQLAlchemyError as error:
        return Finding(what=what, words=_error(error), mend=_("Prüfen Sie die Datenbank."))
    finally:
        db.session.rollback()
    words = _(
        "Die Rolle %(role)s fehlt: Berichte werden mit allen Rechten des Portals gezählt",
        role=reader.role,
    )
    mend = _(
        "Lassen Sie einmal ausführen: %(statements)s",
        statements=limited.making(reader, account=account),
    )
    return Finding(what=what, words=words, mend=mend)


def tables_are_current(at: datetime) -> Finding:
    """Compare the version of the tables with the newest migration."""
    what = _("Tabellen auf dem neuesten Stand")
    try:
        version = schema.version(db.engine)
    except SQLAlchemyError as error:
        return Finding(what=what, words=_error(error), mend="flask db upgrade")
    if version.fit is Fit.CURRENT:
        return Finding(what=what, words=_list(version.present))
    words = _(
        "vorhanden: %(present)s, neueste: %(newest)s",
        present=_list(version.present),
        newest=_list(version.newest),
    )
    if version.fit is Fit.NEWER:
        mend = _("Starten Sie die neuere Version des Portals, zu der diese Tabellen gehören.")
        return Finding(what=what, words=words, mend=mend)
    return Finding(what=what, words=words, mend="flask db upgrade")


def mail_can_leave(at: datetime) -> Finding:
    """Ask the mail server, or look at the folder."""
    what = _("Nachrichten lassen sich verschicken")
    way = current_app.config["MAIL"].transport
    try:
        transport().check()
    except OutOfReach as closed:
        return Finding(
            what=what,
            words=str(closed),
            mend=_("Prüfen Sie BGM_MAIL_TRANSPORT und die Angaben BGM_SMTP_…"),
        )
    return Finding(what=what, words=way)


def keys_open(at: datetime) -> Finding:
    """Seal and open something, and look for rows whose key is gone."""
    what = _("Die Schlüssel passen zu allem, was versiegelt ist")
    ring, row = keyring(), uuid4()
    mend = _("Nehmen Sie den fehlenden Schlüssel wieder in BGM_SEAL_KEYS auf.")
    try:
        name, sealed = ring.seal({"probe": "ä"}, row=row)
        ring.open(sealed, key=name, row=row)
        unknown = backup.key_names_in_use(db.session.connection()) - set(ring.names)
    except SealBroken as error:
        return Finding(what=what, words=_error(error), mend=mend)
    except SQLAlchemyError as error:
        return Finding(what=what, words=_error(error), mend="flask db upgrade")
    finally:
        db.session.rollback()
    if unknown:
        return Finding(what=what, words=_("unbekannt: %(names)s", names=_list(unknown)), mend=mend)
    return Finding(what=what, words=_list(ring.names))


def keys_of_events(at: datetime) -> Finding:
    """Look for keys that should be destroyed by now, and for rows whose key is gone too early."""
    what = _("Schlüssel der Angebote: zerstört, wenn ihre Zeit um ist, und sonst da")
    try:
        overdue = len(needs.over(at=at - A_DAY))
        shut = key_care.orphans(db.session.connection())
        count = len(key_care.activities())
    except SQLAlchemyError as error:
        return Finding(what=what, words=_error(error), mend="flask db upgrade")
    finally:
        db.session.rollback()
    if overdue:
        words = _("%(count)s sind überfällig", count=overdue)
        return Finding(what=what, words=words, mend="flask bgm job destroy-event-keys")
    if lost := sum(number for table, number in shut.items() if table not in DYING_WITH_THEIR_KEY):
        words = _("%(count)s versiegelte Angaben ohne Schlüssel", count=lost)
        mend = _(
            "Nach einer Wiederherstellung: Legen Sie event-keys.jsonl zurück und stellen Sie"
            " noch einmal wieder her. Sonst verfallen die Angaben mit ihrer Frist."
        )
        return Finding(what=what, words=words, mend=mend)
    return Finding(what=what, words=str(count))


def second_factor_is_asked_for(at: datetime) -> Finding:
    """Say whether roles that see what belongs to others sign in with a code as well."""
    what = _("Zweiter Faktor für Rollen, die Angaben anderer sehen")
    if current_app.config["SECOND_FACTOR"] == "required":
        return Finding(what=what, words=_("verlangt"))
    if current_app.config["ENVIRONMENT"] != "production":
        return Finding(what=what, words=_("angeboten; hier arbeitet niemand mit echten Daten"))
    mend = _("Setzen Sie BGM_SECOND_FACTOR=required. Wer noch keinen hat, richtet ihn dann ein.")
    return Finding(what=what, words=_("nur angeboten"), mend=mend)


def provider_answers(at: datetime) -> Finding:
    """Ask the provider of house accounts about itself."""
    what = _("Anmeldung mit Konten des Hauses")
    if not provider.is_there():
        return Finding(what=what, words=_("nicht eingerichtet"))
    try:
        provider.check()
    except ProviderFailed as refused:
        mend = _("Prüfen Sie BGM_OIDC_ISSUER und ob der Server ihn erreicht.")
        return Finding(what=what, words=refused.message, mend=mend)
    return Finding(what=what, words=current_app.config["HOUSE_ACCOUNTS"].issuer)


def assets_are_built(at: datetime) -> Finding:
    """Look for styles, script and fonts."""
    what = _("Gestaltung der Seiten gebaut")
    try:
        count = len(assets.manifest())
    except assets.AssetsMissing as missing:
        return Finding(what=what, words=str(missing), mend="make setup")
    return Finding(what=what, words=_("%(count)s Dateien", count=count))


def english_is_there(at: datetime) -> Finding:
    """Look for the compiled catalogue."""
    what = _("Englische Texte übersetzt")
    folder = Path(current_app.config["BABEL_TRANSLATION_DIRECTORIES"])
    catalogue = folder / "en" / "LC_MESSAGES" / "messages.mo"
    if not catalogue.is_file():
        return Finding(what=what, words=_("Der Katalog fehlt"), mend="make setup")
    return Finding(what=what, words=_("%(size)s kB", size=catalogue.stat().st_size // 1024))


def clocks_agree(at: datetime) -> Finding:
    """Compare our clock with that of the database, and the rules of summer time with the truth."""
    what = _("Uhren stimmen überein")
    try:
        theirs = db.session.scalar(select(func.current_timestamp()))
    except SQLAlchemyError as error:
        return Finding(what=what, words=_error(error), mend=_("Prüfen Sie die Datenbank."))
    finally:
        db.session.rollback()
    assert theirs is not None  # noqa: S101 - a database that answers knows the time
    skew = abs(at - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)))
    if skew > SKEW:
        words = _("Abstand zur Datenbank: %(seconds)s Sekunden", seconds=int(skew.total_seconds()))
        return Finding(what=what, words=words, mend=_("Stellen Sie die Uhren nach (NTP)."))
    if _summer_time() != timedelta(hours=1):
        words = _("Die Regeln der Sommerzeit fehlen")
        return Finding(what=what, words=words, mend="pip install --upgrade tzdata")
    return Finding(
        what=what, words=_("%(seconds)s Sekunden Abstand", seconds=int(skew.total_seconds()))
    )


def _summer_time() -> timedelta:
    winter, summer = datetime(2026, 1, 1, tzinfo=LOCAL), datetime(2026, 7, 1, tzinfo=LOCAL)
    return (summer.utcoffset() or timedelta()) - (winter.utcoffset() or timedelta())


def worker_lives(at: datetime) -> Finding:
    """Look for the last sign of life of the worker."""
    what = _("Der Worker arbeitet")
    beats = heartbeat.found(Path(current_app.instance_path))
    found = heartbeat.ailments(beats, current_app.extensions["jobs"], at=at)
    if not found:
        last = heartbeat.latest(beats, at=at)
        assert last is not None  # noqa: S101 - somebody who never lived is not well
        age = int((at - last).total_seconds())
        return Finding(what=what, words=_("Lebenszeichen vor %(seconds)s Sekunden", seconds=age))
    return Finding(
        what=what,
        words="; ".join(_worker_words(ill, at) for ill in found),
        mend=_worker_mend(found[0].trouble),
    )


def _worker_words(ill: Ailment, at: datetime) -> str:
    age = int((at - (ill.since or at)).total_seconds())
    words = {
        Trouble.NEVER: _l("Noch nie gesehen"),
        Trouble.SILENT: _l("Letztes Lebenszeichen vor %(seconds)s Sekunden", seconds=age),
        Trouble.HUNG: _l("Läuft zu lange und kommt nicht zurück"),
        Trouble.OVERDUE: _l("Seit Langem nicht mehr begonnen"),
        Trouble.BROKEN_OFF: _l("Beim letzten Mal abgebrochen"),
    }
    return ": ".join(filter(None, (str(words[ill.trouble]), ", ".join(ill.jobs))))


def _worker_mend(worst: Trouble) -> str:
    if worst is Trouble.BROKEN_OFF:
        return str(_("Lesen Sie im Protokoll des Workers, warum."))
    if worst in {Trouble.HUNG, Trouble.OVERDUE}:
        return str(_("Starten Sie den Worker neu, und lesen Sie in seinem Protokoll, warum."))
    return str(_("Starten Sie ihn: flask bgm worker"))


def _list(names: set[str] | list[str] | tuple[str, ...]) -> str:
    return ", ".join(sorted(names)) or _("nichts")


def _error(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    lines = str(cause).splitlines() or [""]
    return f"{type(cause).__name__}: {lines[0]}"
