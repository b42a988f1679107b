"""What readers want by now, asked of messages that were written when they wanted something else."""

from sqlalchemy import ColumnElement, exists

from .models import MailPreference, OutgoingMail
from .states import Channel


def wished(channel: Channel) -> ColumnElement[bool]:
    """Say which messages their readers want by this way, whatever they wanted before."""
    return exists().where(
        MailPreference.person_id == OutgoingMail.person_id,
        MailPreference.kind == OutgoingMail.kind,
        MailPreference.channel == channel,
    )
