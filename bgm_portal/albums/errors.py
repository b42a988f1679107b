"""How this room says no. Nobody is blamed for not wanting to be seen."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from bgm_portal.core.errors import Missing, Refused

from .rules import Refusal

SENTENCES = {
    Refusal.DISCREET: _l(
        "Dieses Angebot ist vertraulich. Bilder davon gibt es nicht, denn sie zeigen, wer da war."
    ),
    Refusal.NOT_HELD: _l("Ein Album gibt es nur zu Angeboten, die stattgefunden haben."),
    Refusal.TOO_EARLY: _l("Ein Album gibt es, sobald das Angebot begonnen hat."),
}


class UnknownPicture(Missing):
    """There is no such picture, or it was taken down: the answer is the same."""

    code = "unknown_picture"

    def __init__(self) -> None:
        super().__init__(_l("Dieses Bild gibt es nicht oder nicht mehr."))


class UnknownAlbum(Missing):
    """There is no album, for whatever reason."""

    code = "unknown_album"

    def __init__(self) -> None:
        super().__init__(_l("Zu diesem Angebot gibt es kein Album."))


class NoAlbum(Refused):
    """An activity has no album, or not yet."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(SENTENCES[refusal], code=refusal)


class AlbumFull(Refused):
    """There are as many pictures as one looks at."""

    code = "album_full"

    def __init__(self, most: int) -> None:
        super().__init__(
            _l(
                "Das Album ist voll: %(most)d Bilder. Nehmen Sie zuerst eines heraus.",
                most=most,
            )
        )


class NotAgreed(Refused):
    """Somebody can be recognised who did not agree. That is their right, and no fault."""

    code = "not_agreed"
    status = 422

    def __init__(self, names: Sequence[str], *, public: bool) -> None:
        self._names, self._public = names, public
        super().__init__()

    @property
    def message(self) -> str:
        """Return who did not agree, and what can be done without asking them for reasons."""
        who = ", ".join(self._names)
        if self._public:
            said = ngettext(
                "Bilder in der Öffentlichkeit möchte eine Person nicht: %(who)s. Niemand muss das"
                " begründen. Nehmen Sie dafür ein anderes Bild.",
                "Bilder in der Öffentlichkeit möchten %(num)d Personen nicht: %(who)s. Niemand muss"
                " das begründen. Nehmen Sie dafür ein anderes Bild.",
                len(self._names),
                who=who,
            )
        else:
            said = ngettext(
                "Für Bilder im Intranet fehlt eine Einwilligung: %(who)s. Niemand muss einwilligen"
                " oder das begründen. Nehmen Sie ein anderes Bild.",
                "Für Bilder im Intranet fehlen %(num)d Einwilligungen: %(who)s. Niemand muss"
                " einwilligen oder das begründen. Nehmen Sie ein anderes Bild.",
                len(self._names),
                who=who,
            )
        return str(said)
