"""Certificates: issued on wish, frozen, replaced by newer ones, taken back by whom they name."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.core.i18n import language
from bgm_portal.learning import own_queries, queries
from bgm_portal.learning.errors import NotCompleted
from bgm_portal.learning.kinds import CertificateState
from bgm_portal.learning.models import Certificate, Completion
from bgm_portal.learning.rules import codes

from . import completing


def issue(*, key: str, name: str, by: UUID, at: datetime) -> Certificate:
    """Issue a certificate for the last completion; a second wish gives the same one."""
    shelved = queries.shelved(key)
    completion = db.session.scalar(
        select(Completion)
        .where(Completion.person_id == by, Completion.module_id == shelved.module.id)
        .order_by(Completion.cycle.desc())
        .limit(1)
        .with_for_update()
    )
    if completion is None:
        raise NotCompleted
    found = _issued(completion)
    if found is not None:
        return found
    document = queries.edition(completion.version_id).document(language())
    _replace_older(by, shelved.module.id)
    certificate = Certificate(
        completion_id=completion.id,
        code=codes.code_of(secrets.randbits(codes.BITS)),
        holder_name=name,
        title=document.title,
        language=document.language,
        minutes=document.head.number("duration_min", 10),
        completed_on=completion.completed_on,
        valid_until=completing.until(shelved, completion),
        basis=completion.basis,
        state=CertificateState.VALID,
    )
    db.session.add(certificate)
    db.session.flush()
    audit.record(Event.CERTIFICATE_ISSUED, at=at, by=by, subject=by, object_id=certificate.id)
    return certificate


def revoke(*, key: str, by: UUID, at: datetime) -> None:
    """Take one's own certificate back; the completion stays."""
    certificate = own_queries.own_certificate(by, queries.shelved(key).module.id)
    certificate.state = CertificateState.REVOKED
    audit.record(Event.CERTIFICATE_REVOKED, at=at, by=by, subject=by, object_id=certificate.id)


def _issued(completion: Completion) -> Certificate | None:
    """Return what was issued for a completion; a revoked one is valid again on a new wish."""
    found = db.session.scalar(select(Certificate).where(Certificate.completion_id == completion.id))
    if found is not None and found.state is CertificateState.REVOKED:
        found.state = CertificateState.VALID
    return found


def _replace_older(person_id: UUID, module_id: UUID) -> None:
    older = db.session.scalars(
        select(Certificate)
        .join(Completion, Completion.id == Certificate.completion_id)
        .where(
            Completion.person_id == person_id,
            Completion.module_id == module_id,
            Certificate.state == CertificateState.VALID,
        )
        .order_by(Certificate.id)
    )
    for certificate in older:
        certificate.state = CertificateState.REPLACED
