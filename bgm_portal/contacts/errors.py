"""How this room says no."""

from flask_babel import lazy_gettext as _l

from bgm_portal.core.errors import Missing, Refused


class UnknownContact(Missing):
    """There is no such contact point, or its time is over."""

    code = "unknown_contact"

    def __init__(self) -> None:
        super().__init__(_l("Diesen Kontakt gibt es nicht oder nicht mehr."))


class ContactErased(Refused):
    """It was out of the directory for a year, and was erased while this person wrote."""

    code = "contact_erased"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Dieser Kontakt war seit einem Jahr herausgenommen und wurde gelöscht, während Sie"
                " schrieben."
            )
        )


class KeyTaken(Refused):
    """Two contact points under one key would make links ambiguous."""

    code = "key_taken"

    def __init__(self) -> None:
        super().__init__(
            _l("Diesen Kurznamen hat schon ein anderer Kontakt. Geben Sie einen anderen ein.")
        )


class Retired(Refused):
    """Nobody checks what is no longer in the directory."""

    code = "retired"

    def __init__(self) -> None:
        super().__init__(_l("Dieser Kontakt ist herausgenommen. Nehmen Sie ihn zuerst wieder auf."))
