"""What people read about modules: standings, verdicts, kinds of questions."""

from datetime import date

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

from bgm_portal.core.i18n import short_date

from .content.document import Question
from .content.vocabulary import QuestionKind
from .kinds import Basis, CertificateState, Change
from .rules.grading import Verdict
from .rules.progress import Left, Standing


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


KINDS = {
    QuestionKind.SINGLE: _l("eine Antwort ist richtig"),
    QuestionKind.MULTIPLE: _l("mehrere Antworten können richtig sein"),
    QuestionKind.TRUE_FALSE: _l("stimmt das oder nicht"),
    QuestionKind.MATCHING: _l("ordnen Sie zu"),
    QuestionKind.ORDERING: _l("bringen Sie in die richtige Reihenfolge"),
    QuestionKind.GAP: _l("füllen Sie die Lücken"),
    QuestionKind.SCENARIO: _l("eine Situation ohne richtig oder falsch"),
}
TONES = {
    Standing.NEW: "plain",
    Standing.BEGUN: "wait",
    Standing.DONE: "ok",
    Standing.ENDING: "wait",
    Standing.ENDED: "wait",
}
BASES = {
    Basis.MODULE: _l("Lernmodul im Portal"),
    Basis.RECOGNISED: _l("anerkannter Kurs"),
    Basis.ON_SITE: _l("Veranstaltung vor Ort"),
}
CHANGES = {
    Change.EDITORIAL: _l("Redaktionell: andere Worte, dieselben Fragen und Antworten"),
    Change.CONTENT: _l("Inhaltlich: Wer begonnen hat, kann die alte Fassung beenden"),
    Change.RENEW: _l("Neu zu lernen: Frühere Abschlüsse enden nach 30 Tagen"),
}
WORTH = {
    CertificateState.VALID: _l("gültig"),
    CertificateState.REPLACED: _l("durch einen neueren Nachweis ersetzt"),
    CertificateState.REVOKED: _l("zurückgezogen"),
}


def how_far(left: Left) -> str:
    """Say how much of a module is done."""
    read = _("%(done)s von %(all)s Lektionen gelesen", done=left.lessons_done, all=left.lessons)
    if not left.questions:
        return read
    return _("%(read)s, %(solved)s", read=read, solved=solved(left))


def solved(left: Left) -> str:
    """Say how many questions are solved."""
    return _("%(done)s von %(all)s Fragen gelöst", done=left.solved, all=left.questions)


def standing(one: Standing, left: Left, *, completed_on: date | None, until: date | None) -> str:
    """Say how somebody stands to a module."""
    on = short_date(completed_on) if completed_on else ""
    end = short_date(until) if until else ""
    match one:
        case Standing.NEW:
            return _("Noch nicht begonnen")
        case Standing.BEGUN:
            return _("Begonnen: %(how_far)s", how_far=how_far(left))
        case Standing.ENDED:
            return _("Abgeschlossen am %(on)s, galt bis %(end)s", on=on, end=end)
        case _ if end:
            return _("Abgeschlossen am %(on)s, gilt bis %(end)s", on=on, end=end)
        case _:
            return _("Abgeschlossen am %(on)s", on=on)


def verdict(question: Question, found: Verdict) -> str:
    """Say what of an answer is right, without a hint at what would be."""
    if question.kind is QuestionKind.SCENARIO:
        return _("Das folgt daraus")
    if found.solved:
        return _("Das ist richtig")
    if question.kind is QuestionKind.MULTIPLE:
        return _("Noch nicht ganz: %(details)s", details=_multiple(found))
    if question.kind in {QuestionKind.SINGLE, QuestionKind.TRUE_FALSE}:
        return _("Das stimmt noch nicht")
    return _("Noch nicht ganz: %(hits)s von %(all)s stimmen", hits=found.hits, all=found.wanted)


def _multiple(found: Verdict) -> str:
    said = [
        ngettext("%(num)s Antwort stimmt", "%(num)s Antworten stimmen", found.hits),
        ngettext("%(num)s stimmt nicht", "%(num)s stimmen nicht", found.wrong),
        ngettext("%(num)s fehlt", "%(num)s fehlen", found.missing),
    ]
    numbers = (found.hits, found.wrong, found.missing)
    return ", ".join(words for words, number in zip(said, numbers, strict=True) if number)
