"""The timeline of a company run, from half a year before it to four weeks after it."""

from .rules import WEEK

#: Code, days before or after the day, words in German and English.
RUN: tuple[tuple[str, int, str, str], ...] = (
    (
        "ask_organiser",
        -26 * WEEK,
        (
            "Veranstalter schriftlich fragen: Rollstuhl, Handbike, Guide, kurze Strecke, "
            "Toiletten, Frist für Namen, Tausch von Namen"
        ),
        (
            "Ask the organiser in writing: wheelchair, handbike, guide, short route, toilets, name "
            "deadline, swapping names"
        ),
    ),
    (
        "decide",
        -24 * WEEK,
        (
            "Steuerkreis entscheidet: Budget, Arbeitszeit, Versicherung; Personalrat und SBV "
            "wissen Bescheid"
        ),
        "Steering group decides: budget, working time, insurance; staff council and SBV are told",
    ),
    ("save_the_date", -20 * WEEK, "Termin ankündigen", "Announce the date"),
    ("open", -16 * WEEK, "Anmeldung öffnen", "Open the registration"),
    (
        "training",
        -16 * WEEK,
        "Lauftreff und Üben mit Guides planen",
        "Plan the running group and training with guides",
    ),
    (
        "needs",
        -8 * WEEK,
        "Bedarfe prüfen: Gebärdensprache und Guides gebucht, alle angesprochen",
        "Check the needs: interpreters and guides booked, everybody contacted",
    ),
    ("shirts", -6 * WEEK, "Eigener Anmeldeschluss: Shirts bestellen", "Our deadline: order shirts"),
    ("teams", -5 * WEEK, "Teams prüfen, wer sie leitet", "Check the teams and who leads them"),
    (
        "upload",
        -4 * WEEK,
        "Liste an den Veranstalter schicken",
        "Send the list to the organiser",
    ),
    (
        "swaps",
        -3 * WEEK,
        "Geänderte Namen an den Veranstalter schicken",
        "Send changed names to the organiser",
    ),
    (
        "numbers",
        -2 * WEEK,
        "Startnummern einlesen, Busse und Helfende festlegen",
        "Read in start numbers, settle buses and helpers",
    ),
    (
        "info",
        -1 * WEEK,
        "Nachricht an alle: Treffpunkt, Zeiten, Telefon, Text in einfacher Sprache",
        "Message to everybody: meeting point, times, phone, text in plain language",
    ),
    (
        "day",
        0,
        "Ausgabe von Shirts und Nummern, Anwesenheit, Notfallkontakte bereit",
        "Hand out shirts and numbers, attendance, emergency contacts at hand",
    ),
    ("thanks", 1, "Allen danken, auch den Helfenden", "Thank everybody, helpers included"),
    ("results", 1 * WEEK, "Ergebnisse einlesen", "Read in the results"),
    ("feedback", 2 * WEEK, "Rückmeldungen lesen", "Read the feedback"),
    (
        "lessons",
        3 * WEEK,
        "Auswertung schreiben, Bericht nur mit Fotos, denen alle zugestimmt haben",
        "Write the evaluation; report with photos to which all agreed",
    ),
    (
        "delete",
        4 * WEEK,
        "Ausgedruckte Listen und Dateien vernichten, auch beim Veranstalter",
        "Destroy printed lists and files, at the organiser as well",
    ),
)
