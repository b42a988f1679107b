"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Refused


class CountedAlready(Refused):
    """What was to be counted is frozen; its key is gone."""

    code = "counted_already"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Der Bericht dieses Halbjahres ist eingefroren und kann nicht noch einmal"
                " erstellt werden. Sie finden ihn unter „Berichte“."
            )
        )
