"""Certificates as people get them: a tagged PDF, and the answer to whoever checks one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.core.i18n import in_language, in_words, language, short_date
from bgm_portal.web import papers
from bgm_portal.web.urls import absolute_url

from . import own_queries, queries, words
from .kinds import CertificateState
from .models import Certificate
from .rules import codes
from .rules import progress as rules
from .service import completing


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What whoever checks a certificate is told."""

    verdict: str
    is_valid: bool
    facts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class Completed:
    """A line of one's own completions."""

    key: str
    title: str
    completed_on: date
    valid_until: date
    basis: str


def pdf(certificate: Certificate, *, at: datetime) -> bytes:
    """Return a certificate as PDF/UA, in the language in which it was issued."""
    with in_language(certificate.language):
        details = [
            (_("Lernmodul"), certificate.title),
            *_facts(certificate, last_day(certificate)),
            (_("Dauer"), _("etwa %(minutes)s Minuten", minutes=certificate.minutes)),
            (_("Prüfnummer"), certificate.code),
        ]
        how = _("Ob dieser Nachweis gültig ist, erfahren Sie mit der Prüfnummer hier:")
        return papers.certificate(
            _("Nachweis"),
            name=certificate.holder_name,
            sentence=_("hat das Lernmodul „%(title)s“ abgeschlossen.", title=certificate.title),
            blocks=[
                papers.Facts(details),
                papers.Heading(_("Prüfen")),
                papers.Words(f"{how} {absolute_url('certificates.check_form')}"),
            ],
            at=at,
        )


def last_day(certificate: Certificate) -> date:
    """Return the last day that a certificate names."""
    return rules.last_day(certificate.completed_on, certificate.valid_until)


def brought_forward(certificate: Certificate) -> date | None:
    """Return the day on which a renewal ends what a certificate proves, if that is earlier."""
    now = _last_day_now(certificate)
    return now if now < last_day(certificate) else None


def _last_day_now(certificate: Certificate) -> date:
    """Return the last day of a certificate, which a renewal may have brought forward since."""
    completion = own_queries.certified(certificate)
    shelved = queries.shelved(queries.edition(completion.version_id).key)
    now = rules.last_day(completion.completed_on, completing.until(shelved, completion))
    return min(now, last_day(certificate))


def _facts(certificate: Certificate, until: date) -> list[tuple[str, str]]:
    return [
        (_("Abgeschlossen am"), short_date(certificate.completed_on)),
        (_("Gilt bis"), short_date(until)),
        (_("Grundlage"), str(words.BASES[certificate.basis])),
    ]


def check(code: str, name: str, *, today: date) -> Checked:
    """Say what a code is worth. The name is confirmed only to whoever knows it already."""
    found = own_queries.certificate_with_code(codes.typed_code(code))
    if found is None:
        return Checked(verdict=_("Diese Prüfnummer kennen wir nicht"), is_valid=False)
    until = _last_day_now(found)
    ended = today > until
    facts = [(_("Lernmodul"), found.title), *_facts(found, until)]
    facts.append((_("Stand"), _("abgelaufen") if ended else str(words.WORTH[found.state])))
    if name.strip():
        same = codes.same_name(name, found.holder_name)
        facts.append(
            (_("Name"), _("stimmt überein") if same else _("stimmt nicht mit dem Nachweis überein"))
        )
    is_valid = found.state is CertificateState.VALID and not ended
    verdict = _("Der Nachweis ist gültig") if is_valid else _("Der Nachweis ist nicht mehr gültig")
    return Checked(verdict=verdict, is_valid=is_valid, facts=facts)


def completed(person_id: UUID) -> list[Completed]:
    """Return what somebody has completed, the latest first."""
    shelf = {one.module.id: one for one in queries.shelf()}
    rows = [row for row in own_queries.completions_of(person_id) if row.module_id in shelf]
    queries.editions([row.version_id for row in rows])
    lines = [
        Completed(
            key=shelf[row.module_id].module.key,
            title=in_words(
                shelf[row.module_id].newest.base.title,
                shelf[row.module_id].newest.document(language()).title,
            ),
            completed_on=row.completed_on,
            valid_until=rules.last_day(
                row.completed_on, completing.until(shelf[row.module_id], row)
            ),
            basis=str(words.BASES[row.basis]),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (line.completed_on, line.title), reverse=True)
