"""Sites by what people type: their name, or words of it."""

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement

from .models import Site
from .name_search import Found, NameSearch, is_text


class SiteSearch(NameSearch[Site]):
    """A site has a name that is its alone."""

    model = Site
    columns = (Site.name,)

    def label(self, thing: Site) -> str:
        """Return the name."""
        return thing.name

    def is_called(self, typed: str) -> ColumnElement[bool]:
        """Match the name."""
        return is_text(Site.name, typed)

    def none_fits(self, typed: str) -> str:
        """Say that there is no such site."""
        return str(_("Es gibt keinen Standort „%(typed)s“. Prüfen Sie den Namen.", typed=typed))

    def several(self, found: Found[Site]) -> str:
        """Name some of those that fit, and ask for the whole name."""
        names = self.names(found)
        if not found.more:
            words = _(
                "Mehrere Standorte passen: %(names)s. Geben Sie den ganzen Namen ein.", names=names
            )
            return str(words)
        words = ngettext(
            "Mehrere Standorte passen: %(names)s und ein weiterer. Geben Sie den ganzen Namen ein.",
            "Mehrere Standorte passen: %(names)s und %(num)s weitere. Geben Sie den ganzen Namen"
            " ein.",
            found.more,
            names=names,
        )
        return str(words)

    def nothing_typed(self) -> str:
        """Ask for a name."""
        return str(_("Geben Sie den Namen eines Standorts ein."))

    def stale(self) -> str:
        """Ask to look at the site again."""
        return str(_("Prüfen Sie den Standort. Die Seite war schon länger offen."))

    def fits(self, found: Found[Site]) -> str:
        """Count the sites that fit."""
        words = ngettext("Ein Standort passt.", "%(num)s Standorte passen.", found.total)
        if found.more:
            words += " " + ngettext(
                "Davon ist einer nicht zu sehen: Geben Sie mehr vom Namen ein.",
                "Davon sind %(num)s nicht zu sehen: Geben Sie mehr vom Namen ein.",
                found.more,
            )
        return str(words)


SITES = SiteSearch()
