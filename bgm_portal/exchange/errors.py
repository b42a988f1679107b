"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Refused


class NothingToExport(Refused):
    """An empty file would only look like a mistake."""

    code = "nothing_to_export"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Diese Liste wäre leer. Warten Sie auf Anmeldungen oder Einwilligungen, oder wählen"
                " Sie andere Spalten."
            )
        )
