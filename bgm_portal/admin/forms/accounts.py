"""Forms about people, their roles, and lists of them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import Length, ValidationError

from bgm_portal.identity.kinds import AccountState, Employer
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.staff_import import EMAIL, LONGEST_CELL
from bgm_portal.identity.typed_fields import SiteField, UnitField
from bgm_portal.identity.words import ACCOUNT_STATES, EMPLOYERS, LANGUAGES, ROLES
from bgm_portal.web.fields import in_one_line
from bgm_portal.web.forms import Form, Required, SelectChoice

TOO_LONG = _l("Kürzen Sie die Eingabe auf %(most)s Zeichen.", most=LONGEST_CELL)
SHORT = Length(max=LONGEST_CELL, message=TOO_LONG)
NOT_CHOSEN = SelectChoice("", _l("Bitte wählen"))
WITHOUT_SITE = "ohne"
GIVABLE_ROLES = tuple(role for role in Role if role != Role.EMPLOYEE)


def _is_address(_form: Form, field: EmailField) -> None:
    if field.data and not EMAIL.fullmatch(field.data.lower()):
        raise ValidationError(_l("Schreiben Sie eine Adresse wie vorname.nachname@haus.example."))


class FilterForm(Form):
    """Which accounts to show."""

    class Meta:
        """It changes nothing, so its token would only lengthen the address."""

        csrf = False

    site_id: UUID | None = None

    text = StringField(_l("Name oder E-Mail-Adresse"), filters=[in_one_line])
    unit = StringField(_l("Einheit (Name oder Kürzel)"), filters=[in_one_line])
    site_name = StringField(_l("Standort (Name)"), filters=[in_one_line])
    site = SelectField(_l("Standort"), validate_choice=False)
    role = SelectField(
        _l("Rolle"),
        validate_choice=False,
        choices=[
            SelectChoice("", _l("Alle Rollen")),
            *(SelectChoice(role.value, ROLES[role]) for role in GIVABLE_ROLES),
        ],
    )
    state = SelectField(
        _l("Stand"),
        validate_choice=False,
        choices=[
            SelectChoice("", _l("Jeder Stand")),
            *(SelectChoice(state.value, ACCOUNT_STATES[state]) for state in AccountState),
        ],
    )

    def offer_sites(self, sites: Sequence[Any] | None) -> None:
        """Offer these sites, all, and having none; a house without sites is not asked.

        Where they are too many to choose from, their name is typed.
        """
        if sites is None:
            self.site.label.text = _l("Standort im Konto")
            self.site.choices = [
                SelectChoice("", _l("Mit und ohne Standort")),
                SelectChoice(WITHOUT_SITE, _l("Ohne Standort")),
            ]
            return
        del self.site_name
        if not sites:
            del self.site
            return
        self.site.choices = [
            SelectChoice("", _l("Alle Standorte")),
            *(SelectChoice(str(site.id), site.name) for site in sites),
            SelectChoice(WITHOUT_SITE, _l("Ohne Standort")),
        ]
        self.site_id = next((site.id for site in sites if str(site.id) == self.site.data), None)

    @property
    def site_words(self) -> str:
        """Return the words that the name of the site holds."""
        return (self.site_name.data or "") if self.site_name else ""

    @property
    def without_site(self) -> bool:
        """Tell whether those are looked for of whom no site is known."""
        return bool(self.site) and self.site.data == WITHOUT_SITE


class AccountForm(Form):
    """What is noted about somebody."""

    first_name = StringField(
        _l("Vorname"),
        filters=[in_one_line],
        validators=[Required(_l("Geben Sie den Vornamen ein.")), SHORT],
    )
    last_name = StringField(
        _l("Nachname"),
        filters=[in_one_line],
        validators=[Required(_l("Geben Sie den Nachnamen ein.")), SHORT],
    )
    email = EmailField(
        _l("Dienstliche E-Mail-Adresse"),
        filters=[in_one_line],
        validators=[Required(_l("Geben Sie die dienstliche Adresse ein.")), SHORT, _is_address],
    )
    phone = TelField(
        _l("Dienstliche Telefonnummer"),
        description=_l("Keine private Nummer."),
        filters=[in_one_line],
        validators=[SHORT],
    )
    unit = SelectField(_l("Einheit"), validators=[Required(_l("Wählen Sie eine Einheit."))])
    typed_unit = UnitField(
        _l("Einheit (Name oder Kürzel)"),
        description=_l("Ein Teil genügt, wenn er nur zu einer Einheit passt."),
        filters=[in_one_line],
        validators=[Required(_l("Geben Sie Name oder Kürzel der Einheit ein.")), SHORT],
    )
    site = SelectField(
        _l("Standort"),
        description=_l("Das Gebäude, in dem die Person arbeitet. Angebote können danach gehen."),
        default="",
    )
    typed_site = SiteField(
        _l("Standort (Name)"),
        description=_l(
            "Das Gebäude, in dem die Person arbeitet. Angebote können danach gehen. Ein Teil"
            " genügt, wenn er nur zu einem Standort passt."
        ),
        filters=[in_one_line],
        validators=[SHORT],
    )
    employer = SelectField(
        _l("Anstellungsträger"),
        choices=[NOT_CHOSEN, *(SelectChoice(one.value, EMPLOYERS[one]) for one in Employer)],
        validators=[Required(_l("Wählen Sie den Anstellungsträger."))],
    )
    language = SelectField(
        _l("Sprache der Nachrichten"),
        choices=[SelectChoice(code, words) for code, words in LANGUAGES.items()],
        validators=[Required(_l("Wählen Sie eine Sprache."))],
    )
    manager = EmailField(
        _l("E-Mail-Adresse der Führungskraft"),
        description=_l("Sie dient nur dazu, dass niemand die Bedarfe der eigenen Leute sieht."),
        filters=[in_one_line],
        validators=[SHORT, _is_address],
    )

    def offer_units(self, units: Sequence[Any] | None) -> None:
        """Offer these parts of the house; where they are too many to choose from, let type one."""
        if units is None:
            del self.unit
            return
        del self.typed_unit
        self.unit.choices = [
            NOT_CHOSEN,
            *(SelectChoice(str(unit.id), unit.name) for unit in units),
        ]

    def offer_sites(self, sites: Sequence[Any] | None) -> None:
        """Offer these sites, or none; where they are too many to choose from, let type one.

        A house without sites is not asked.
        """
        if sites is None:
            del self.site
            return
        del self.typed_site
        if not sites:
            del self.site
            return
        self.site.choices = [
            SelectChoice("", _l("nicht eingetragen")),
            *(SelectChoice(str(site.id), site.name) for site in sites),
        ]

    @property
    def unit_id(self) -> UUID | None:
        """Return the unit that was chosen or typed; only for a form that is sound."""
        return UUID(self.unit.data) if self.unit else self.typed_unit.thing_id

    @property
    def asks_for_site(self) -> SelectField | SiteField | None:
        """Return the field in which the site is chosen or typed, if there are sites."""
        return self.site or self.typed_site

    @property
    def site_id(self) -> UUID | None:
        """Return the site that was chosen or typed; only for a form that is sound."""
        if self.typed_site:
            return self.typed_site.thing_id
        return UUID(self.site.data) if self.site and self.site.data else None


class RoleForm(Form):
    """Which role to give."""

    role = SelectField(_l("Weitere Rolle"), validators=[Required(_l("Wählen Sie eine Rolle."))])

    def offer_roles(self, held: Sequence[Role]) -> None:
        """Offer the roles that somebody does not have yet."""
        self.role.choices = [
            NOT_CHOSEN,
            *(SelectChoice(role.value, ROLES[role]) for role in GIVABLE_ROLES if role not in held),
        ]


class LeavingForm(Form):
    """Who takes over what is entrusted to somebody whose account is locked."""

    successor = SelectField(_l("Übergeben an"), default="")
    leave_it = BooleanField(_l("Ohne Übergabe deaktivieren, auch wenn etwas liegen bleibt"))

    def offer(self, people: Sequence[tuple[UUID, str]]) -> None:
        """Offer everybody who plans."""
        self.successor.choices = [
            NOT_CHOSEN,
            *(SelectChoice(str(person_id), name) for person_id, name in people),
        ]


class NoLongerPlansForm(LeavingForm):
    """Who takes over from somebody who plans no longer."""

    leave_it = BooleanField(_l("Ohne Übergabe entziehen, auch wenn etwas liegen bleibt"))


class LeaversForm(Form):
    """Who leaves, by their addresses."""

    addresses = TextAreaField(
        _l("E-Mail-Adressen"),
        description=_l("Eine in jeder Zeile, höchstens 200, zum Beispiel aus der Personalstelle."),
        validators=[Required(_l("Nennen Sie mindestens eine E-Mail-Adresse."))],
        render_kw={"rows": 10},
    )


class LeaversConfirmForm(LeavingForm):
    """The list that was checked, to be carried out."""

    addresses = HiddenField()
    fingerprint = HiddenField()


class StaffFileForm(Form):
    """The list of staff as a file."""

    file = FileField(
        _l("CSV-Datei"),
        description=_l("Aus Excel: „Speichern unter“, Dateityp „CSV UTF-8“. Höchstens 300 kB."),
        validators=[Required(_l("Wählen Sie eine Datei aus."))],
        render_kw={"accept": ".csv,text/csv"},
    )


class StaffConfirmForm(Form):
    """The list that was checked, to be carried out."""

    text = HiddenField(validators=[Required(_l("Wählen Sie die Datei noch einmal aus."))])
    fingerprint = HiddenField()
    invite = BooleanField(
        _l("Neuen Konten gleich eine Einladung senden"),
        description=_l("Der Link darin gilt 14 Tage. Einladen können Sie auch später einzeln."),
    )
