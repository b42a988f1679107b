"""The words people agree to, each version kept for ever.

A consent stores version and hash of the text that stood on the page. Whoever changes a text adds a
new version below the old one; a test pins the hashes, so that a silent change fails.
"""

import hashlib
from dataclasses import dataclass

from .kinds import ConsentCode


@dataclass(frozen=True, kw_only=True)
class ConsentText:
    """One version of what is agreed to: the sentence beside the box, and what it means."""

    code: ConsentCode
    version: int
    title_de: str
    title_en: str
    sentence_de: str
    sentence_en: str
    meaning_de: str
    meaning_en: str

    @property
    def hash(self) -> str:
        """Return the fingerprint of all words of this version."""
        words = (
            self.title_de,
            self.title_en,
            self.sentence_de,
            self.sentence_en,
            self.meaning_de,
            self.meaning_en,
        )
        return hashlib.sha256("\n".join(words).encode()).hexdigest()


TEXTS: tuple[ConsentText, ...] = (
    ConsentText(
        code=ConsentCode.ORGANISER,
        version=1,
        title_de="Weitergabe an den Veranstalter",
        title_en="Passing data on to the organiser",
        sentence_de=(
            "Ich bin einverstanden, dass mein Name, meine Art der Teilnahme und meine Angaben zur"
            " Anmeldung an den Veranstalter gehen."
        ),
        sentence_en=(
            "I agree that my name, how I take part and my answers to the questions of this"
            " sign-up are passed on to the organiser."
        ),
        meaning_de=(
            "Der Veranstalter braucht diese Angaben für den Startplatz. Was Sie brauchen, um gut"
            " dabei zu sein, geben wir nicht weiter. Sie können die Einwilligung jederzeit"
            " zurücknehmen, mit Wirkung für die Zukunft."
        ),
        meaning_en=(
            "The organiser needs these details for the start place. What you need in order to take"
            " part well is not passed on. You can withdraw your consent at any time, with effect"
            " for the future."
        ),
    ),
    ConsentText(
        code=ConsentCode.PHOTO_INTRANET,
        version=1,
        title_de="Fotos im Intranet",
        title_en="Photos on the intranet",
        sentence_de="Fotos von mir dürfen im Intranet des Jobcenters erscheinen.",
        sentence_en="Photos of me may appear on the jobcenter's intranet.",
        meaning_de=(
            "Nur Beschäftigte sehen das Intranet. Ihre Teilnahme hängt nicht davon ab. Sie können"
            " Ihre Meinung jederzeit ändern; dann entfernen wir die Bilder."
        ),
        meaning_en=(
            "Only staff see the intranet. Taking part does not depend on it. You can change your"
            " mind at any time; we then remove the pictures."
        ),
    ),
    ConsentText(
        code=ConsentCode.PHOTO_PUBLIC,
        version=1,
        title_de="Fotos in der Öffentlichkeit",
        title_en="Photos in public",
        sentence_de=(
            "Fotos von mir dürfen auf der Website, in sozialen Medien und in der Presse erscheinen."
        ),
        sentence_en="Photos of me may appear on the website, in social media and in the press.",
        meaning_de=(
            "Was im Internet steht, kann weltweit gesehen und kopiert werden. Ihre Teilnahme hängt"
            " nicht davon ab. Sie können Ihre Meinung jederzeit ändern; dann entfernen wir die"
            " Bilder dort, wo wir es können."
        ),
        meaning_en=(
            "What is on the internet can be seen and copied worldwide. Taking part does not depend"
            " on it. You can change your mind at any time; we then remove the pictures wherever"
            " we can."
        ),
    ),
    ConsentText(
        code=ConsentCode.RESULT_LIST,
        version=1,
        title_de="Ergebnisliste",
        title_en="Result list",
        sentence_de="Mein Name darf in der öffentlichen Ergebnisliste stehen.",
        sentence_en="My name may appear in the public result list.",
        meaning_de=(
            "Die Liste zeigt Namen und Zeiten im Internet. Ohne Ihr Ja bitten wir den Veranstalter,"
            " Ihren Namen wegzulassen. Ihre Teilnahme hängt nicht davon ab. Sie können Ihre"
            " Meinung jederzeit ändern."
        ),
        meaning_en=(
            "The list shows names and times on the internet. Without your yes we ask the organiser"
            " to leave out your name. Taking part does not depend on it. You can change your mind"
            " at any time."
        ),
    ),
    ConsentText(
        code=ConsentCode.HISTORY,
        version=1,
        title_de="Mein Rückblick",
        title_en="My history",
        sentence_de="Das Portal darf meine vergangenen Teilnahmen für mich aufbewahren.",
        sentence_en="The portal may keep my past participation for me.",
        meaning_de=(
            "Nur Sie sehen den Rückblick. Ohne Ihr Ja löschen wir Ihre Teilnahmen 14 Tage nach der"
            " Veranstaltung. Wenn Sie die Einwilligung zurücknehmen, löschen wir auch die älteren."
        ),
        meaning_en=(
            "Only you see your history. Without your yes we delete your participation 14 days after"
            " the event. If you withdraw your consent, we delete the older entries, too."
        ),
    ),
    ConsentText(
        code=ConsentCode.HISTORY,
        version=2,
        title_de="Mein Rückblick",
        title_en="My history",
        sentence_de="Das Portal darf meine vergangenen Teilnahmen für mich aufbewahren.",
        sentence_en="The portal may keep my past participation for me.",
        meaning_de=(
            "Nur Sie sehen den Rückblick. Jede Teilnahme bleibt bis zum Ende des folgenden Jahres"
            " darin. Ohne Ihr Ja löschen wir sie 14 Tage nach der Veranstaltung. Wenn Sie die"
            " Einwilligung zurücknehmen, löschen wir sofort, was länger als 14 Tage zurückliegt."
        ),
        meaning_en=(
            "Only you see your history. It keeps each participation until the end of the following"
            " year. Without your yes we delete it 14 days after the event. If you withdraw your"
            " consent, we delete at once what is older than 14 days."
        ),
    ),
    ConsentText(
        code=ConsentCode.DIARY,
        version=1,
        title_de="Mein Tagebuch",
        title_en="My diary",
        sentence_de="Das Portal darf aufbewahren, an welchen Tagen ich wie lange aktiv war.",
        sentence_en="The portal may keep on which days I was active, and for how long.",
        meaning_de=(
            "Nur Sie sehen das Tagebuch, niemand sonst, auch nicht die BGM-Koordination. Jeder"
            " Eintrag bleibt bis zum Ende des folgenden Jahres. Sie können jeden Eintrag löschen."
            " Wenn Sie die Einwilligung zurücknehmen, löschen wir sofort das ganze Tagebuch."
        ),
        meaning_en=(
            "Only you see the diary, nobody else, not even the BGM coordination. Each entry stays"
            " until the end of the following year. You can delete every entry. If you withdraw"
            " your consent, we delete the whole diary at once."
        ),
    ),
    ConsentText(
        code=ConsentCode.DIARY,
        version=2,
        title_de="Mein Tagebuch",
        title_en="My diary",
        sentence_de="Das Portal darf aufbewahren, an welchen Tagen ich wie lange aktiv war.",
        sentence_en="The portal may keep on which days I was active, and for how long.",
        meaning_de=(
            "Nur Sie sehen das Tagebuch, niemand sonst, auch nicht die BGM-Koordination. Jeder"
            " Eintrag bleibt bis zum Ende des folgenden Jahres. Sie können jeden Eintrag löschen."
            " Wenn Sie die Einwilligung zurücknehmen, löschen wir sofort das ganze Tagebuch. Sie"
            " steigen dann auch aus allen Aktionen aus, bei denen Ihr Tagebuch zählt, und wir"
            " löschen Ihr Ziel dort."
        ),
        meaning_en=(
            "Only you see the diary, nobody else, not even the BGM coordination. Each entry stays"
            " until the end of the following year. You can delete every entry. If you withdraw"
            " your consent, we delete the whole diary at once. You then also leave all challenges"
            " for which your diary counts, and we delete your goal there."
        ),
    ),
)


def current(code: ConsentCode) -> ConsentText:
    """Return the version that is shown and agreed to today."""
    return max((text for text in TEXTS if text.code == code), key=lambda text: text.version)
