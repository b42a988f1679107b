"""The vocabularies of people in words, for pages and messages."""

from flask_babel import lazy_gettext as _l

from .kinds import AccountState, Employer
from .permissions import Role

ROLES = {
    Role.EMPLOYEE: _l("Beschäftigte"),
    Role.COORDINATOR: _l("Koordination"),
    Role.EDITOR: _l("Redaktion"),
    Role.LEADERSHIP: _l("Geschäftsführung"),
    Role.ADMIN: _l("Administration"),
    Role.AUDITOR: _l("Datenschutz und Prüfung"),
}

EMPLOYERS = {
    Employer.BA: _l("Bundesagentur für Arbeit"),
    Employer.CITY: _l("Kommune"),
}

ACCOUNT_STATES = {
    AccountState.ACTIVE: _l("Aktiv"),
    AccountState.INVITED: _l("Eingeladen"),
    AccountState.DEACTIVATED: _l("Deaktiviert"),
}

LANGUAGES = {"de": _l("Deutsch"), "en": _l("Englisch")}
