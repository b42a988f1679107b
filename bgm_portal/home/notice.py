"""The privacy notice: the register of personal data in words, so that it cannot go out of date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.core.personal_data import Holding, LegalBasis, Purpose, register

PURPOSES: dict[Purpose, LazyString] = {
    Purpose.ACCOUNT: _l("Ihr Konto"),
    Purpose.PARTICIPATION: _l("Anmelden und Teilnehmen"),
    Purpose.LEARNING: _l("Lernen"),
    Purpose.NEED: _l("Was Sie brauchen, um teilzunehmen"),
    Purpose.CONSENT: _l("Ihre Einwilligungen"),
    Purpose.MESSAGE: _l("Nachrichten"),
    Purpose.ACCOUNTABILITY: _l("Nachweise"),
    Purpose.SECURITY: _l("Sicherheit"),
    Purpose.STATISTICS: _l("Berichte, in denen niemand vorkommt"),
}

BASES: dict[LegalBasis, LazyString] = {
    LegalBasis.EMPLOYMENT: _l("Arbeitsverhältnis (BDSG § 26 Absatz 1)"),
    LegalBasis.CONSENT: _l(
        "Ihre Einwilligung (DSGVO Artikel 6 Absatz 1 Buchstabe a, BDSG § 26 Absatz 2)"
    ),
    LegalBasis.CONSENT_HEALTH: _l(
        "Ihre ausdrückliche Einwilligung (DSGVO Artikel 9 Absatz 2 Buchstabe a, BDSG § 26 Absatz 3)"
    ),
    LegalBasis.OBLIGATION: _l(
        "Gesetzliche Pflicht (DSGVO Artikel 6 Absatz 1 Buchstabe c, Artikel 32)"
    ),
}

#: What is held, by table and the first column named for a purpose. A guard keeps it complete.
HELD: dict[tuple[str, str], LazyString] = {
    ("person", "id"): _l(
        "Name, dienstliche Erreichbarkeit, Einheit, Standort, Anstellungsträger, Führungskraft"
    ),
    ("person", "language"): _l(
        "Sprache, Farben und Schriftgröße Ihrer Anzeige, und ob Nachrichten neutral sind"
    ),
    ("person", "password_hash"): _l("Ihr Kennwort, unlesbar gemacht, und Ihre Hauskennung"),
    ("second_factor", "id"): _l("Der Schlüssel Ihrer App für Einmalcodes, verschlüsselt"),
    ("recovery_code", "id"): _l("Ihre Ersatzcodes, unlesbar gemacht"),
    ("role_grant", "person_id"): _l("Besondere Rollen im Portal"),
    ("sign_in_session", "id"): _l("Wann und wie lange Sie angemeldet waren"),
    ("personal_link", "id"): _l("Einmal-Links für Einladung und neues Kennwort"),
    ("throttle", "key"): _l("Zahl gescheiterter Anmeldungen, ohne Namen"),
    ("activity", "contact_id"): _l("Ansprechperson eines Angebots"),
    ("activity", "created_by"): _l("Wer ein Angebot angelegt hat"),
    ("assignment", "person_id"): _l("Zuordnung der Koordination zu Angeboten"),
    ("draft_reader", "person_id"): _l("Mit wem ein Entwurf geteilt ist"),
    ("draft_comment", "person_id"): _l("Was jemand zu einem Entwurf angemerkt hat"),
    ("registration", "person_id"): _l("Anmeldungen, auch auf Wartelisten"),
    ("registration_slot", "registration_id"): _l("Zeiten, die Sie gewählt haben"),
    ("registration_answer", "registration_id"): _l("Antworten auf Fragen des Angebots"),
    ("registration_draft", "person_id"): _l("Begonnene Anmeldungen, verschlüsselt"),
    ("run_entry", "registration_id"): _l("Ihre Startnummer bei einem Lauf"),
    ("run_entry", "sealed_result"): _l("Ihr Ergebnis bei einem Lauf, verschlüsselt"),
    ("run_pair", "runner_id"): _l("Mit wem Sie zu zweit laufen"),
    ("run_bus_place", "registration_id"): _l("Ihr Platz im Bus"),
    ("run_handover", "registration_id"): _l("Wer wem einen Platz weitergeben möchte"),
    ("checklist_task", "assigned_to"): _l("Wer welche Aufgabe für ein Angebot macht"),
    ("run_team", "captain_id"): _l("Wie Ihr Team heißt, und ob Sie es leiten"),
    ("run_team_member", "registration_id"): _l("In welchem Team Sie sind, unter welchem Namen"),
    ("emergency_contact", "registration_id"): _l("Ihr Notfallkontakt, verschlüsselt"),
    ("export", "by_id"): _l("Wer wann und wofür eine Liste exportiert hat"),
    ("circular", "by_id"): _l("Wer wann den Teilnehmenden eines Angebots geschrieben hat, und was"),
    ("attendance", "id"): _l("Teilnahme an Terminen"),
    ("feedback_marker", "person_id"): _l("Dass Sie nach einem Angebot geantwortet haben"),
    ("feedback_answer", "words"): _l(
        "Antworten nach einem Angebot, ohne Namen und ohne Verbindung zu Ihnen"
    ),
    ("challenge_member", "id"): _l("Bei welcher Aktion Sie mitmachen, in welchem Team, Ihr Ziel"),
    ("challenge_tick", "member_id"): _l("Ihre Karte bei einer Aktion"),
    ("picture", "alt"): _l("Was auf einem Bild im Album zu sehen ist, und wer es eingestellt hat"),
    ("picture_file", "large"): _l("Das Bild im Album"),
    ("picture_person", "picture_id"): _l("Auf welchen Bildern im Album man Sie erkennt"),
    ("challenge", "created_by"): _l("Wer eine Aktion angelegt hat"),
    ("diary_entry", "person_id"): _l("Ihr Tagebuch: Tage, aktive Minuten, Ruhetage"),
    ("enrolment", "id"): _l("Welche Lernmodule Sie begonnen haben"),
    ("section_progress", "enrolment_id"): _l("Was Sie in einem Lernmodul gelesen haben"),
    ("attempt", "id"): _l("Wie oft Sie die Fragen eines Lernmoduls durchgegangen sind"),
    ("answer", "id"): _l("Ihre Antworten auf Fragen eines Lernmoduls"),
    ("completion", "id"): _l("Abgeschlossene Lernmodule, nur der Tag"),
    ("certificate", "id"): _l("Nachweise, die Sie sich ausstellen ließen"),
    ("module_version", "written_by"): _l("Wer ein Lernmodul geschrieben und freigegeben hat"),
    ("recommendation", "created_by"): _l("Wer ein Lernmodul empfohlen hat"),
    ("module_draft", "updated_by"): _l("Wer am Entwurf eines Lernmoduls schreibt"),
    ("need", "id"): _l("Was Sie brauchen, verschlüsselt"),
    ("need_step", "id"): _l("Antworten auf Ihren Bedarf, verschlüsselt"),
    ("consent", "person_id"): _l("Ihre Einwilligungen mit dem Wortlaut"),
    ("outgoing_mail", "key"): _l("Nachrichten des Portals an Sie"),
    ("mail_preference", "person_id"): _l("Welche Nachrichten Sie auf welchem Weg möchten"),
    ("refused_address", "address"): _l("Dass Ihre E-Mail-Adresse Nachrichten abgelehnt hat"),
    ("calendar_feed", "id"): _l("Ob und wie Ihr Kalenderprogramm Termine holt"),
    ("bookmark", "person_id"): _l("Angebote, die Sie sich gemerkt haben"),
    ("counted_person", "mark"): _l(
        "Dass jemand in einer Einheit arbeitet und teilgenommen hat, als Kennzeichen ohne Namen"
    ),
    ("counted_mark", "mark"): _l(
        "Dass jemand bei einem Angebot war oder einen Bedarf hatte, als Kennzeichen ohne Namen"
    ),
    ("counting_key", "sealed"): _l("Der versiegelte Schlüssel dieser Kennzeichen"),
    ("audit_entry", "actor_id"): _l("Wer wann was getan hat, nur als Nummern"),
    ("erasure", "whose"): _l("Dass etwas auf Wunsch gelöscht wurde, als Kennzeichen ohne Namen"),
    ("house_setting", "value"): _l("Wer bei Fragen zum Portal hilft"),
    ("contact_point", "phone"): _l("Erreichbarkeit von Kontakten im Verzeichnis"),
    ("barrier_report", "page"): _l("Meldungen von Barrieren"),
}

#: Recipients and retentions as the rooms declare them, so that the catalogue knows them, too.
DECLARED = (
    _l("Die Person selbst"),
    _l("Die Person selbst (Rückblick nur mit Einwilligung)"),
    _l("Administration"),
    _l("Administration (nur die Anschrift)"),
    _l("Administration (Anschrift, Anlass, Zeit und Zustellung, nicht der Text)"),
    _l("Zugeordnete Koordination (an wen, wann und ob zugestellt)"),
    _l("BGM-Koordination (Name und Einheit; für welche Angebote jemand infrage kommt)"),
    _l("Alle Beschäftigten: die Ansprechperson steht beim Angebot"),
    _l("Alle Beschäftigten: das Verzeichnis der Kontakte"),
    _l("Alle Beschäftigten: die Bilder, ohne Namen"),
    _l("Bis zum Widerruf, höchstens bis zum Ende des Jahres nach dem Angebot"),
    _l("BGM-Koordination"),
    _l("Datenschutz und Prüfung"),
    _l("Nur die eine zuständige Koordination; jede Öffnung wird vermerkt"),
    _l("Zugeordnete Koordination"),
    _l("Zugeordnete Koordination (nur der Stand)"),
    _l("Alle im Team, unter dem Namen im Team"),
    _l("Die andere Person"),
    _l(
        "Zugeordnete Koordination bis 14 Tage nach dem Termin,"
        " bei vertraulichen Angeboten nur am Tag selbst"
    ),
    _l("Zugeordnete Koordination, ab 5 Antworten und ohne Namen"),
    _l("10 Tage nach dem Ende des Angebots"),
    _l("400 Tage nach der Löschung"),
    _l("Bis zum Ende des Jahres, das auf das Angebot folgt (spätestens 31. Dezember)"),
    _l("Bis zum Aussteigen, höchstens 92 Tage nach dem Ende der Aktion"),
    _l("Bis zum Widerruf, höchstens bis zum 31. Dezember des folgenden Jahres"),
    _l("Bis wieder eine E-Mail ankommt, höchstens 90 Tage"),
    _l("Bis Sie die Adresse beenden, sonst so lange wie das Konto"),
    _l("Bis das Haus jemand anderen nennt"),
    _l("Alle, die eine Seite des Portals öffnen"),
    _l("Bis Sie es nicht mehr merken, höchstens bis zum Tag nach dem Angebot"),
    _l("Redaktion"),
    _l("Wer die Prüfnummer kennt (den Namen nur, wer ihn schon kennt)"),
    _l("So lange wie das Lernmodul"),
    _l("Bis der Entwurf freigegeben oder verworfen ist"),
    _l("30 Tage nach dem Abschluss, sonst 180 Tage nach dem letzten Lernen"),
    _l("36 Monate nach dem Abschluss"),
    _l("180 Tage nach dem letzten Lernen; wer abgeschlossen hat, 36 Monate nach dem Abschluss"),
    _l("Bis die Betreuung wechselt, sonst so lange wie das Angebot"),
    _l("So lange wie das Angebot"),
    _l("Alle, mit denen der Entwurf geteilt ist"),
    _l("Bis das Angebot erscheint oder der Entwurf gelöscht wird"),
    _l("Bis das Konto deaktiviert wird"),
    _l("Bis Sie ihn entfernen oder das Konto deaktiviert wird"),
    _l("Bis der Bericht eingefroren ist, 14 Tage nach dem Halbjahr; Bedarfe 14 Tage nach dem Jahr"),
    _l("Bis die Rolle entzogen oder das Konto deaktiviert wird"),
    _l("7 Tage, nachdem die Administration das Konto deaktiviert hat"),
    _l("3 Jahre nach dem Widerruf oder nach dem Ende des Angebots"),
    _l(
        "7 Tage nach dem Ende des Angebots, sofort beim Zurückziehen; ein abgelehnter Bedarf"
        " höchstens 3 Monate nach der Entscheidung"
    ),
    _l("7 Tage nach Ablauf"),
    _l("7 Tage nach Beginn"),
    _l("12 Monate; An- und Abmeldungen im Portal 90 Tage"),
    _l("12 Monate nach dem Eingang"),
    _l("1, 7 oder 14 Tage nach dem Ende, wie es bei der Frage steht"),
    _l("1 Tag nach dem Ende des Angebots"),
    _l("12 Monate nach dem Export"),
    _l("12 Monate nach dem Versand"),
    _l("Wer die Nachricht bekam"),
    _l("Ansprechperson, nur am Tag des Angebots"),
    _l("12 Monate nach dem Herausnehmen aus dem Verzeichnis"),
    _l("14 Tage nach der letzten Änderung"),
    _l("14 Tage nach dem Ende des Angebots oder nach seiner Absage"),
    _l(
        "14 Tage nach dem Termin; für den eigenen Rückblick bis zum Widerruf, höchstens bis zum"
        " Ende des folgenden Jahres"
    ),
    _l("90 Tage; Einmal-Links bis zum Versand"),
    _l("Ein Tag nach dem letzten Fehlversuch"),
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One kind of data as a row of the notice."""

    what: str
    basis: str
    recipients: str
    retention: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """One kind of data as it is told beside the form that takes it."""

    what: str
    purpose: str
    basis: str
    recipients: str
    retention: str


def told(keys: Iterable[tuple[str, str]]) -> list[Told]:
    """Return what is told beside a form that writes these kinds of data, in their order."""
    declared = {key_of(holding): holding for holding in register}
    found = [declared[key] for key in keys]
    return [
        Told(
            what=line.what,
            purpose=str(PURPOSES[holding.purpose]),
            basis=line.basis,
            recipients=line.recipients,
            retention=line.retention,
        )
        for holding, line in zip(found, _lines(iter(found)), strict=True)
    ]


def purposes() -> list[tuple[str, list[Line]]]:
    """Return every purpose with the data held for it."""
    order = list(Purpose)
    holdings = sorted(register, key=lambda holding: order.index(holding.purpose))
    return [
        (str(PURPOSES[purpose]), list(_lines(group)))
        for purpose, group in groupby(holdings, key=lambda holding: holding.purpose)
    ]


def _lines(holdings: Iterator[Holding]) -> Iterator[Line]:
    for holding in holdings:
        yield Line(
            what=str(HELD.get(key_of(holding), holding.table)),
            basis=str(BASES[holding.basis]),
            recipients="; ".join(_(recipient) for recipient in holding.recipients) or _("Niemand"),
            retention=_(holding.retention),
        )


def key_of(holding: Holding) -> tuple[str, str]:
    """Return under which key the words for a holding stand."""
    return holding.table, holding.columns[0]
