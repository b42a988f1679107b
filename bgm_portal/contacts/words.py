"""What kinds and scopes of contact points are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from .kinds import ContactKind, ContactScope

KINDS: dict[ContactKind, LazyString] = {
    ContactKind.HOUSE: _l("Im eigenen Haus"),
    ContactKind.WORK: _l("Arbeit und Behinderung"),
    ContactKind.ADVICE: _l("Beratung und Selbsthilfe"),
    ContactKind.COMMUNICATION: _l("Dolmetschen und Verständigung"),
    ContactKind.MOVEMENT: _l("Bewegung und Begleitung"),
    ContactKind.HEALTH: _l("Gesundheit und Krise"),
    ContactKind.RIGHTS: _l("Rechte und Beschwerden"),
}

SCOPES: dict[ContactScope, LazyString] = {
    ContactScope.INTERNAL: _l("nur im eigenen Haus"),
    ContactScope.REGIONAL: _l("in der Region"),
    ContactScope.NATIONAL: _l("bundesweit"),
}
