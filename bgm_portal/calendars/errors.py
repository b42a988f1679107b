"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Missing


class UnknownFeed(Missing):
    """No such calendar, a revoked address, or one of somebody who may not see it any more."""

    code = "unknown_feed"

    def __init__(self) -> None:
        super().__init__(_l("Diesen Kalender gibt es nicht."))
