"""How this room says no."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext

from bgm_portal.core.errors import Forbidden, PortalError, Refused

from .rules import SHORTEST_PASSWORD, SHORTEST_WITH_FACTOR, PasswordFlaw, RoleRefusal

MINUTE = 60

PASSWORD_FLAWS = {
    PasswordFlaw.TOO_SHORT: _l(
        "Das Kennwort ist zu kurz. Nehmen Sie mindestens %(length)s Zeichen, "
        "zum Beispiel vier bis fünf Wörter.",
        length=SHORTEST_PASSWORD,
    ),
    PasswordFlaw.TOO_SHORT_BESIDE_FACTOR: _l(
        "Das Kennwort ist zu kurz. Nehmen Sie mindestens %(length)s Zeichen.",
        length=SHORTEST_WITH_FACTOR,
    ),
    PasswordFlaw.TOO_LONG: _l("Das Kennwort ist zu lang. Kürzen Sie es auf 256 Zeichen."),
    PasswordFlaw.MONOTONOUS: _l(
        "Das Kennwort wiederholt sich oder folgt der Tastatur. "
        "Nehmen Sie vier bis fünf Wörter, die nicht zusammengehören."
    ),
    PasswordFlaw.COMMON: _l(
        "Dieses Kennwort verwenden viele. "
        "Nehmen Sie vier bis fünf Wörter, die nicht zusammengehören."
    ),
    PasswordFlaw.CONTEXT: _l(
        "Das Kennwort enthält Ihren Namen, Ihre E-Mail-Adresse oder den Namen des Hauses. "
        "Nehmen Sie Wörter, die nichts mit Ihnen zu tun haben."
    ),
}

ROLE_REFUSALS = {
    RoleRefusal.OWN_ACCOUNT: _l(
        "Die Rollen des eigenen Kontos ändert immer eine zweite Person mit der Rolle "
        "Administration."
    ),
    RoleRefusal.EVERYBODY: _l("Diese Rolle hat jedes Konto von selbst. Wählen Sie eine andere."),
    RoleRefusal.EXCLUDED: _l(
        "Koordination und Geschäftsführung schließen sich auf einem Konto aus. "
        "Entziehen Sie zuerst die andere Rolle."
    ),
    RoleRefusal.INACTIVE: _l("Das Konto ist deaktiviert. Aktivieren Sie es zuerst wieder."),
}


class PasswordRefused(Refused):
    """The new password is not good enough."""

    code = "password"

    def __init__(self, flaw: PasswordFlaw) -> None:
        super().__init__(PASSWORD_FLAWS[flaw])
        self.flaw = flaw


class WrongPassword(Refused):
    """The present password, asked for before a change, is another one."""

    code = "wrong_password"

    def __init__(self) -> None:
        super().__init__(_l("Das bisherige Kennwort stimmt nicht. Geben Sie es noch einmal ein."))


class WrongCode(Refused):
    """The code is wrong, too old, or was used already."""

    code = "wrong_code"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Der Code stimmt nicht oder wurde schon benutzt. Warten Sie, bis die App einen "
                "neuen zeigt, und geben Sie ihn ein."
            )
        )


class FactorUnreadable(Refused):
    """The key that sealed an app's secret is not there, so no code of it can be checked."""

    code = "factor_unreadable"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Codes der App lassen sich im Moment nicht prüfen. Nehmen Sie einen "
                "Wiederherstellungscode, oder rufen Sie die Administration an."
            )
        )


class NothingToConfirm(Refused):
    """There is no second factor where one is needed for this step."""

    code = "no_factor"

    def __init__(self) -> None:
        super().__init__(
            _l("Es ist kein zweiter Faktor in Vorbereitung. Beginnen Sie noch einmal von vorn.")
        )


class FactorNeeded(Refused):
    """Some roles cannot go without a second factor."""

    code = "factor_needed"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Ihre Rolle braucht den zweiten Faktor. Sie können ihn auf ein anderes Gerät "
                "umziehen, aber nicht entfernen."
            )
        )


class OwnFactor(Refused):
    """Somebody wants to reset their own second factor."""

    code = "own_factor"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Den zweiten Faktor des eigenen Kontos setzt immer eine zweite Person mit der "
                "Rolle Administration zurück."
            )
        )


class RoleRefused(Refused):
    """The role cannot be given or taken."""

    code = "role"

    def __init__(self, refusal: RoleRefusal) -> None:
        super().__init__(ROLE_REFUSALS[refusal])
        self.refusal = refusal


class EmailTaken(Refused):
    """Somebody else has this address."""

    code = "email_taken"

    def __init__(self) -> None:
        super().__init__(
            _l("Diese E-Mail-Adresse gehört schon zu einem Konto. Prüfen Sie die Schreibweise.")
        )


class OwnAccount(Refused):
    """Somebody wants to lock their own account."""

    code = "own_account"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Ihr eigenes Konto kann nur eine zweite Person mit der Rolle Administration"
                " deaktivieren."
            )
        )


class AlreadyDeactivated(Refused):
    """The account is locked already."""

    code = "already_deactivated"

    def __init__(self) -> None:
        super().__init__(_l("Dieses Konto ist schon deaktiviert. Sie müssen nichts weiter tun."))


class AccountErased(Refused):
    """Name and address of somebody who left are gone, so nobody can be invited."""

    code = "account_erased"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Name und Adresse dieses Kontos sind gelöscht. Es lässt sich nicht wieder"
                " aktivieren. Legen Sie für die Person ein neues Konto an."
            )
        )


class OwnLineManager(Refused):
    """Nobody leads themselves."""

    code = "own_line_manager"

    def __init__(self) -> None:
        super().__init__(
            _l("Niemand kann die eigene Führungskraft sein. Tragen Sie eine andere Adresse ein.")
        )


class UnitCodeTaken(Refused):
    """Another unit has this short name."""

    code = "unit_code_taken"

    def __init__(self) -> None:
        super().__init__(_l("Dieses Kürzel hat schon eine andere Einheit. Wählen Sie ein neues."))


class SiteNameTaken(Refused):
    """Another site has this name."""

    code = "site_name_taken"

    def __init__(self) -> None:
        super().__init__(_l("So heißt schon ein anderer Standort. Wählen Sie einen neuen Namen."))


class SiteInUse(Refused):
    """People work there, or an activity is for those who do."""

    code = "site_in_use"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Der Standort wird noch gebraucht: Er steht in einem Konto, oder ein Angebot ist"
                " für ihn. Solange bleibt er stehen."
            )
        )


class ReportsInACircle(Refused):
    """The reporting units would lead back to where they began."""

    code = "reports_in_a_circle"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Die gewählte Einheit wird selbst schon zusammen mit dieser ausgewertet. "
                "Wählen Sie eine andere Einheit."
            )
        )


class PasswordsOff(Forbidden):
    """Nobody signs in with a password of the portal here."""

    code = "passwords_off"

    def __init__(self) -> None:
        super().__init__(
            _l("Hier meldet man sich nur mit der Hauskennung an. Kennwörter gibt es nicht.")
        )


class ProviderFailed(PortalError):
    """Signing in at the provider of house accounts came to nothing."""

    status = 400
    code = "provider_failed"


class NobodyThere(PortalError):
    """The provider knows somebody for whom there is no account here."""

    status = 403
    code = "nobody_there"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Zu Ihrer Kennung gibt es hier kein Konto. Konten legt die Administration an. "
                "Rufen Sie bitte an, dann klären wir das."
            )
        )


class NotTheSame(PortalError):
    """The provider sent somebody else, or did not ask anew."""

    status = 403
    code = "not_the_same"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Die Bestätigung gehört nicht zu diesem Konto oder ist zu alt. Melden Sie sich "
                "dort noch einmal mit Ihrer eigenen Kennung an."
            )
        )


class LinkGone(PortalError):
    """A personal link that was used, replaced, is too old, or never was: the same answer."""

    status = 410
    code = "link_gone"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Dieser Link gilt nicht mehr. Vielleicht wurde er schon benutzt, "
                "oder es gibt einen neueren."
            )
        )


class Paused(PortalError):
    """Too many failures in a short time. The sentence says for how long to wait."""

    status = 429
    code = "paused"

    def __init__(self, pause: timedelta) -> None:
        self.seconds = max(1, round(pause.total_seconds()))
        minutes = -(-self.seconds // MINUTE)
        super().__init__(
            lazy_ngettext(
                "Es gab zu viele Versuche. Bitte warten Sie %(num)s Minute.",
                "Es gab zu viele Versuche. Bitte warten Sie %(num)s Minuten.",
                minutes,
            )
            if self.seconds > MINUTE
            else lazy_ngettext(
                "Es gab zu viele Versuche. Bitte warten Sie %(num)s Sekunde.",
                "Es gab zu viele Versuche. Bitte warten Sie %(num)s Sekunden.",
                self.seconds,
            )
        )


class NotOne(Refused):
    """What was typed fits nothing of its kind, or several."""

    code = "not_one"
