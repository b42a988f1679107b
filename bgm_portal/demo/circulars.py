"""What the coordinators wrote to those on the company run, and what is planned."""

from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_OID, uuid5

from bgm_portal.circulars import queries, service
from bgm_portal.circulars.messages import Words
from bgm_portal.circulars.rules import Audience
from bgm_portal.circulars.service import Letter
from bgm_portal.core.clock import LOCAL, local_day
from bgm_portal.core.database import transaction

from .programme import Planned

TRAINING = Words(
    subject_de="Gemeinsames Training am Montag",
    subject_en="Training together on Monday",
    text_de="Am Montag üben wir ab 16:30 Uhr am Parkplatz Ost. Alle sind willkommen, auch wer geht,"
    " rollt oder anfeuert.\n\nDie Runde ist eben und asphaltiert. Eine Toilette ohne Stufen ist"
    " daneben.",
    text_en="On Monday we practise from 16:30 at car park East. Everybody is welcome, also those"
    " who walk, roll or cheer.\n\nThe loop is level and paved. A step-free toilet is beside it.",
)
BUS = Words(
    subject_de="Abfahrt des Busses",
    subject_en=None,
    text_de="Der Bus fährt um 16:45 Uhr vor Haus Mitte ab. Er hat zwei Plätze ohne Stufen.\n\n"
    "Wer selbst kommt, trifft uns ab 17:15 Uhr am Zelt neben der Festwiese.",
    text_en=None,
)
TEAM = Words(
    subject_de="Ihr Team trifft sich",
    subject_en="Your team meets",
    text_de="Vor dem Start treffen wir uns um 17:30 Uhr am Zelt neben der Festwiese und machen ein"
    " Bild vom Team. Wer nicht darauf sein möchte, kommt einfach fünf Minuten später.",
    text_en="Before the start we meet at 17:30 at the tent beside the green and take a picture of"
    " the team. If you do not want to be in it, simply come five minutes later.",
)
NINE = time(9, 0)


def write(run: Planned, *, now: datetime) -> None:
    """Let one circular have left to everybody and one to a team; another one waits for its day."""
    day = local_day(min(run.dates[0][0] - timedelta(days=2), now + timedelta(days=60)))
    team_id = next(iter(queries.teams(run.id)))
    wanted = (
        (TRAINING, Audience(), None, now - timedelta(days=1)),
        (TEAM, Audience(team_id=team_id), None, now - timedelta(hours=2)),
        (BUS, Audience(), datetime.combine(day, NINE, tzinfo=LOCAL).astimezone(UTC), now),
    )
    for words, audience, send_at, at in wanted:
        letter = Letter(
            id=uuid5(NAMESPACE_OID, words.subject_de),
            words=words,
            audience=audience,
            send_at=send_at,
        )
        with transaction():
            service.write(run.id, letter, by=run.contact_id, at=at)
