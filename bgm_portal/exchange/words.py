"""How profiles and columns are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from .kinds import Column, Profile

TITLES: dict[Profile, LazyString] = {
    Profile.ORGANISER: _l("Liste für den Veranstalter"),
    Profile.CORRECTIONS: _l("Geänderte Namen für den Veranstalter"),
    Profile.SHIRTS: _l("Bestellung der Shirts"),
    Profile.HANDOUT: _l("Ausgabe von Nummern und Shirts"),
    Profile.BUS: _l("Plätze im Bus"),
    Profile.NEEDS: _l("Stand der Bedarfe"),
    Profile.PHOTO: _l("Einwilligungen in Fotos"),
    Profile.EMERGENCY: _l("Notfallliste des Tages"),
    Profile.STATS: _l("Zahlen für den Steuerkreis"),
}
ABOUT: dict[Profile, LazyString] = {
    Profile.ORGANISER: _l(
        "Nur Angemeldete, die der Weitergabe zugestimmt haben, und nur Antworten, die der"
        " Veranstalter bekommen darf."
    ),
    Profile.CORRECTIONS: _l(
        "Was sich nach der Frist für Namen geändert hat: wer geht, und wer an der Stelle startet."
    ),
    Profile.SHIRTS: _l("Nur Stückzahlen, keine Namen. Jede Frage mit einer Liste wird gezählt."),
    Profile.HANDOUT: _l("Für den Tisch am Tag selbst, mit einem Feld zum Abhaken."),
    Profile.BUS: _l(
        "Wer an welcher Haltestelle einsteigt. Für das Busunternehmen nehmen Sie die Namen heraus."
    ),
    Profile.NEEDS: _l(
        "Nur Bedarfe, für die Sie zuständig sind, und nur ihr Stand. Was jemand braucht, verlässt"
        " das Portal nicht."
    ),
    Profile.PHOTO: _l("Für die Person mit der Kamera: wer gezeigt werden darf und wo."),
    Profile.EMERGENCY: _l(
        "Wen man im Notfall anruft. Nur die Ansprechperson kann sie erstellen, nur am Tag selbst,"
        " und das wird vermerkt. Drucken Sie sie, bewahren Sie sie verschlossen auf und vernichten"
        " Sie sie am selben Abend."
    ),
    Profile.STATS: _l("Wie viele wie dabei sind. Gruppen unter 5 Personen stehen nicht einzeln."),
}
COLUMNS: dict[Column, LazyString] = {
    Column.COMPANY: _l("Firma"),
    Column.LAST_NAME: _l("Nachname"),
    Column.FIRST_NAME: _l("Vorname"),
    Column.NAME: _l("Name"),
    Column.EMAIL: _l("E-Mail"),
    Column.REFERENCE: _l("Anmeldenummer"),
    Column.ROLE: _l("Startklasse"),
    Column.TEAM: _l("Teamname"),
    Column.START_NUMBER: _l("Startnummer"),
    Column.RESULT_LIST: _l("Ergebnisliste"),
    Column.PHOTO_INTRANET: _l("Foto im Intranet"),
    Column.PHOTO_PUBLIC: _l("Foto öffentlich"),
    Column.GONE: _l("Bisher"),
    Column.PARTNER: _l("Läuft mit"),
    Column.STOP: _l("Haltestelle"),
    Column.STEP_FREE: _l("Rollstuhlplatz"),
    Column.COMPANION: _l("Begleitung"),
    Column.BACK: _l("zurück"),
    Column.RECEIVED: _l("erhalten"),
    Column.STATUS: _l("Stand"),
    Column.OWNER: _l("zuständig"),
    Column.CALL: _l("Notfallkontakt"),
    Column.PHONE: _l("Telefon"),
    Column.ANSWER: _l("Antwort"),
    Column.COUNT: _l("Anzahl"),
}
#: What a column is called in one list alone. Its code stays, under which layouts are stored.
OWN_HEADINGS: dict[tuple[Profile, Column], LazyString] = {
    (Profile.SHIRTS, Column.NAME): _l("Frage"),
}
#: What each profile can hold, in its usual order; the second part tells what it holds unasked.
OFFERED: dict[Profile, tuple[Column, ...]] = {
    Profile.ORGANISER: (
        Column.COMPANY,
        Column.TEAM,
        Column.LAST_NAME,
        Column.FIRST_NAME,
        Column.EMAIL,
        Column.REFERENCE,
        Column.ROLE,
        Column.START_NUMBER,
        Column.RESULT_LIST,
    ),
    Profile.CORRECTIONS: (
        Column.START_NUMBER,
        Column.GONE,
        Column.LAST_NAME,
        Column.FIRST_NAME,
        Column.ROLE,
    ),
    Profile.SHIRTS: (Column.NAME, Column.ANSWER, Column.COUNT),
    Profile.HANDOUT: (
        Column.START_NUMBER,
        Column.NAME,
        Column.TEAM,
        Column.PARTNER,
        Column.ROLE,
        Column.REFERENCE,
        Column.RECEIVED,
    ),
    Profile.BUS: (
        Column.STOP,
        Column.NAME,
        Column.STEP_FREE,
        Column.COMPANION,
        Column.BACK,
    ),
    Profile.NEEDS: (Column.NAME, Column.STATUS, Column.OWNER),
    Profile.PHOTO: (
        Column.NAME,
        Column.START_NUMBER,
        Column.PHOTO_INTRANET,
        Column.PHOTO_PUBLIC,
    ),
    Profile.EMERGENCY: (Column.NAME, Column.CALL, Column.PHONE),
    Profile.STATS: (Column.ROLE, Column.COUNT),
}
LEFT_OUT_UNASKED = frozenset({Column.EMAIL, Column.REFERENCE})
WITH_ANSWERS = frozenset({Profile.ORGANISER, Profile.HANDOUT})

FAULTS: dict[str, LazyString] = {
    "empty": _l("Die Datei ist leer oder hat keine Überschriften."),
    "columns": _l("Es fehlt die Spalte „%(value)s“. Schreiben Sie sie in die erste Zeile."),
    "too_long": _l("Die Datei hat mehr als 2000 Zeilen. Teilen Sie sie."),
    "unreadable": _l("Diese Datei ist weder eine CSV- noch eine Excel-Datei."),
    "stranger": _l(
        "„%(value)s“ ist für dieses Angebot nicht angemeldet. Nehmen Sie die Zeile heraus."
    ),
    "ambiguous": _l("„%(value)s“ gibt es mehrmals. Schreiben Sie die Anmeldenummer dazu."),
    "unknown_number": _l(
        "Die Startnummer „%(value)s“ hat hier niemand. Nehmen Sie die Zeile heraus, oder lesen Sie"
        " zuerst die Startnummern ein."
    ),
    "double": _l("Die Startnummer „%(value)s“ steht schon in einer früheren Zeile."),
    "taken": _l("Die Startnummer „%(value)s“ hat schon jemand, der nicht in der Datei steht."),
    "person_twice": _l("Diese Person steht schon in einer früheren Zeile (%(value)s)."),
    "no_number": _l("„%(value)s“ ist keine Startnummer. Erlaubt sind bis zu 10 Ziffern."),
    "no_time": _l("„%(value)s“ ist keine Zeit. Schreiben Sie sie so: 0:41:23."),
}
