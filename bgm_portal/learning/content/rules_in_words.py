"""What every rule for a module says, and how to mend it."""

from flask_babel import lazy_gettext as _l

from .rule import Rule, Wording, error, hint, warning

HEAD_RULES: dict[Rule, Wording] = {
    Rule.NO_FRONT_MATTER: error(
        _l("Der Kopf des Moduls fehlt."),
        _l("Beginnen Sie die Datei mit einer Zeile aus drei Strichen (---) und den Angaben."),
    ),
    Rule.NO_FRONT_MATTER_END: error(
        _l("Der Kopf des Moduls hat kein Ende."),
        _l("Schreiben Sie nach der letzten Angabe eine Zeile aus drei Strichen (---)."),
    ),
    Rule.NOT_YAML: error(
        _l("Der Kopf ist nicht lesbar."),
        _l("Schreiben Sie in jede Zeile einen Namen, einen Doppelpunkt und einen Wert."),
    ),
    Rule.REFERENCE: error(
        _l("Der Kopf enthält einen Verweis (& oder *)."),
        _l("Schreiben Sie den Wert aus, oder setzen Sie ihn in Anführungszeichen."),
    ),
    Rule.DOUBLE_KEY: error(
        _l("Die Angabe „%(name)s“ steht zweimal im Kopf."), _l("Löschen Sie eine der beiden.")
    ),
    Rule.NOT_PLAIN: error(
        _l("Die Angabe „%(name)s“ ist kein einfacher Text."),
        _l("Schreiben Sie nur Text hinter den Doppelpunkt, oder eine Liste in eckigen Klammern."),
    ),
    Rule.UNKNOWN_FIELD: error(
        _l("Die Angabe „%(name)s“ gibt es nicht."),
        _l("Meinten Sie „%(suggestion)s“? Sonst löschen Sie die Zeile."),
    ),
    Rule.MISSING_FIELD: error(
        _l("Die Angabe „%(name)s“ fehlt im Kopf."), _l("Ergänzen Sie eine Zeile „%(name)s: …“.")
    ),
    Rule.BAD_ID: error(
        _l("Die Kennung „%(name)s“ ist nicht erlaubt."),
        _l("Nehmen Sie nur kleine Buchstaben ohne Umlaute, Ziffern und Bindestriche."),
    ),
    Rule.BAD_NUMBER: error(
        _l("„%(name)s“ ist keine passende Zahl."),
        _l("Schreiben Sie eine ganze Zahl von %(least)s bis %(most)s."),
    ),
    Rule.BAD_DAY: error(
        _l("„%(name)s“ ist kein Datum."), _l("Schreiben Sie es so: 2027-01-31 oder 2027-01.")
    ),
    Rule.BAD_CHANGE: error(
        _l("Diese Art der Änderung gibt es nicht."),
        _l("Schreiben Sie editorial, content oder renew."),
    ),
    Rule.BAD_SKIP: error(
        _l("„%(name)s“ soll zu überspringen sein, kommt aber im Modul nicht vor."),
        _l("Nehmen Sie die Kennung einer Lektion oder einer Frage."),
    ),
}

TEXT_RULES: dict[Rule, Wording] = {
    Rule.NO_TITLE: error(
        _l("Das Modul hat nicht genau eine Hauptüberschrift."),
        _l("Schreiben Sie den Titel einmal, nach dem Kopf, in eine Zeile mit einem #."),
    ),
    Rule.LOOSE_TEXT: error(
        _l("„%(name)s“ gehört zu keinem Teil des Moduls."),
        _l("Machen Sie eine Lektion daraus, oder löschen Sie den Text."),
    ),
    Rule.UNKNOWN_HEADING: error(
        _l("Die Überschrift „%(name)s“ gehört zu keinem Teil des Moduls."),
        _l("Meinten Sie „%(suggestion)s“?"),
    ),
    Rule.DOUBLE_HEADING: error(
        _l("Die Überschrift „%(name)s“ kommt zweimal vor."),
        _l("Fassen Sie beide Teile unter einer Überschrift zusammen."),
    ),
    Rule.SKIPPED_LEVEL: error(
        _l("Vor „%(name)s“ fehlt eine Ebene der Überschriften."),
        _l("Nehmen Sie ein # weniger."),
    ),
    Rule.LESSON_NUMBER: error(
        _l("Die Lektion trägt die Nummer %(name)s, erwartet wird %(expected)s."),
        _l("Zählen Sie die Lektionen von 1 an ohne Lücke."),
    ),
    Rule.NO_LESSON: error(
        _l("Das Modul hat keine Lektion."), _l("Schreiben Sie mindestens einen Teil zum Lesen.")
    ),
    Rule.EMPTY_SECTION: error(
        _l("Unter „%(name)s“ steht nichts."), _l("Ergänzen Sie Text, oder löschen Sie den Teil.")
    ),
    Rule.RAW_HTML: error(
        _l("Hier steht HTML."), _l("Schreiben Sie reinen Text mit Überschriften und Listen.")
    ),
    Rule.LONG_SECTION: warning(
        _l("„%(name)s“ hat %(words)s Wörter, empfohlen sind höchstens %(most)s."),
        _l("Teilen Sie die Lektion, oder begründen Sie die Länge."),
    ),
    Rule.MANY_SECTIONS: warning(
        _l("Das Modul hat %(count)s Lektionen, empfohlen sind höchstens %(most)s."),
        _l("Fassen Sie Lektionen zusammen, oder machen Sie zwei Module daraus."),
    ),
    Rule.LONG_READING: warning(
        _l("Zu lesen sind etwa %(minutes)s Minuten, angegeben sind %(stated)s."),
        _l("Kürzen Sie den Text, oder geben Sie eine längere Dauer an."),
    ),
    Rule.EMPTY_LINK: warning(
        _l("Der Link „%(name)s“ sagt nicht, wohin er führt."),
        _l("Nehmen Sie Wörter, die auch allein verständlich sind."),
    ),
    Rule.NO_PLAIN: warning(
        _l("Es fehlt die Zusammenfassung in einfacher Sprache."),
        _l("Ergänzen Sie den Teil „In einfacher Sprache“."),
    ),
    Rule.HARD_TO_READ: hint(
        _l("„%(name)s“ ist schwer zu lesen (LIX %(lix)s)."),
        _l("Schreiben Sie kürzere Sätze und nehmen Sie kürzere Wörter."),
    ),
    Rule.NO_KEY_POINT: hint(
        _l("„%(name)s“ hat am Ende keinen Merksatz."),
        _l("Schreiben Sie in einem Satz, was bleiben soll."),
    ),
}

MEDIA_RULES: dict[Rule, Wording] = {
    Rule.NO_ALT: error(
        _l("Dem Bild fehlt der Alternativtext."),
        _l(
            "Schreiben Sie in die eckigen Klammern, was auf dem Bild zu sehen ist. Ist es nur"
            ' Schmuck, schreiben Sie hinter die Datei "dekorativ".'
        ),
    ),
    Rule.MISSING_FILE: error(
        _l("Die Datei „%(name)s“ gibt es nicht."),
        _l("Legen Sie die Datei in den Ordner media, oder löschen Sie den Verweis."),
    ),
    Rule.FOREIGN_FILE: error(
        _l("„%(name)s“ ist keine Datei des Moduls."),
        _l(
            "Bilder und Filme liegen im Ordner media und sind PNG, JPEG, WebP, MP4, WebM, MP3,"
            " OGG oder WAV."
        ),
    ),
    Rule.NO_CAPTIONS: error(
        _l("Dem Film „%(name)s“ fehlen Untertitel."),
        _l("Legen Sie die Datei „%(expected)s“ daneben."),
    ),
    Rule.BROKEN_CAPTIONS: error(
        _l("Die Untertitel „%(name)s“ sind nicht lesbar, oder ihre Zeiten stimmen nicht."),
        _l("Prüfen Sie, ob jede Zeile beginnt, bevor sie endet, und die Reihenfolge stimmt."),
    ),
    Rule.NO_TRANSCRIPT: error(
        _l("Zu „%(name)s“ fehlt der Text zum Nachlesen."),
        _l("Legen Sie die Datei „%(expected)s“ daneben."),
    ),
    Rule.NO_DESCRIPTION: error(
        _l("Zu „%(name)s“ fehlt die Angabe zur Audiodeskription."),
        _l(
            'Schreiben Sie hinter die Datei "Audiodeskription: …" und ob alles Wichtige zu hören'
            " ist."
        ),
    ),
}

QUIZ_RULES: dict[Rule, Wording] = {
    Rule.DOUBLE_ID: error(
        _l("Die Kennung „%(name)s“ kommt zweimal vor."), _l("Geben Sie einer von beiden eine neue.")
    ),
    Rule.NO_QUESTION_ID: error(
        _l("Der Frage fehlt die Zeile mit Kennung und Art."),
        _l("Schreiben Sie unter die Überschrift einen Kommentar mit id und type."),
    ),
    Rule.UNKNOWN_KIND: error(
        _l("Die Art „%(name)s“ gibt es nicht."), _l("Meinten Sie „%(suggestion)s“?")
    ),
    Rule.NO_QUESTION_TEXT: error(
        _l("Die Frage hat keinen Text."), _l("Schreiben Sie die Frage vor die Antworten.")
    ),
    Rule.TOO_FEW_OPTIONS: error(
        _l("Die Frage hat zu wenige Antworten oder Lücken."),
        _l("Bei dieser Art der Frage brauchen Sie mindestens %(least)s."),
    ),
    Rule.NO_RIGHT_OPTION: error(
        _l("Keine Antwort ist als richtig markiert."),
        _l("Setzen Sie vor die richtige Antwort - [x]."),
    ),
    Rule.TOO_MANY_RIGHT: error(
        _l("Mehrere Antworten sind als richtig markiert, die Frage erlaubt aber nur eine."),
        _l("Lassen Sie eine stehen, oder nehmen Sie die Art multiple."),
    ),
    Rule.NOTHING_WRONG: error(
        _l("Keine Antwort ist falsch."), _l("Ergänzen Sie mindestens eine falsche Antwort.")
    ),
    Rule.NOT_EXPLAINED: error(
        _l("Zu einer falschen Antwort gibt es keine Erklärung."),
        _l(
            "Ergänzen Sie eine Erklärung am Ende der Frage, oder eine Rückmeldung unter der"
            " Antwort."
        ),
    ),
    Rule.NO_MATCH: error(
        _l("„%(name)s“ hat nichts, was dazu passt."),
        _l("Schreiben Sie beides in eine Zeile, mit einem Pfeil (→) dazwischen."),
    ),
    Rule.DOUBLE_OPTION: error(
        _l("„%(name)s“ kommt in der Frage zweimal vor."), _l("Ändern Sie eine der beiden.")
    ),
    Rule.DEAD_END: error(
        _l("„%(name)s“ führt nirgendwohin."),
        _l("Schreiben Sie eine Rückmeldung darunter, oder nennen Sie eine Situation, die es gibt."),
    ),
    Rule.OTHER_IDS: error(
        _l("Die Übersetzung hat andere Teile oder Fragen als das Original: %(names)s."),
        _l("Nehmen Sie dieselben Kennungen in derselben Reihenfolge."),
    ),
    Rule.OTHER_ANSWERS: error(
        _l("Die Frage „%(name)s“ hat in der Übersetzung andere richtige Antworten."),
        _l("Lassen Sie Reihenfolge und richtige Antworten wie im Original."),
    ),
}

CONTACT_RULES: dict[Rule, Wording] = {
    Rule.PHONE_NUMBER: warning(
        _l("Hier steht eine Telefonnummer (%(name)s). Niemand merkt, wenn sie nicht mehr stimmt."),
        _l("Nennen Sie stattdessen einen Kontakt aus dem Verzeichnis."),
    ),
    Rule.UNKNOWN_CONTACT: warning(
        _l("Den Kontakt „%(name)s“ gibt es im Verzeichnis nicht. Lernende sehen nur den Namen."),
        _l("Legen Sie ihn im Verzeichnis an, oder nennen Sie einen anderen."),
    ),
    Rule.RETIRED_CONTACT: warning(
        _l("Der Kontakt „%(name)s“ steht nicht mehr im Verzeichnis. Lernende sehen nur den Namen."),
        _l("Nennen Sie einen anderen, oder nehmen Sie ihn wieder auf."),
    ),
}

RULES = HEAD_RULES | TEXT_RULES | MEDIA_RULES | QUIZ_RULES | CONTACT_RULES
