"""Pictures of an activity, who can be recognised on them, and where else they were published."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime


class Picture(Identified, Base):
    """A picture of an activity. Taken down, it has no pixels any more, only what is left to do."""

    __tablename__ = "picture"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    number: Mapped[int]  # as pages call it: Bild 3
    alt: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    taken_down_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("activity_id", "number"),)


class PictureFile(Base):
    """The pixels, apart from the rest, so that no list loads them."""

    __tablename__ = "picture_file"

    picture_id: Mapped[UUID] = mapped_column(
        ForeignKey("picture.id", ondelete="CASCADE"), primary_key=True
    )
    media_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    large: Mapped[bytes]
    small: Mapped[bytes]


class PicturePerson(Base):
    """Somebody who can be recognised on a picture and agreed to that."""

    __tablename__ = "picture_person"

    picture_id: Mapped[UUID] = mapped_column(
        ForeignKey("picture.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class PicturePlace(Identified, Base):
    """Where else a picture was published, and since when it must go from there."""

    __tablename__ = "picture_place"

    picture_id: Mapped[UUID] = mapped_column(
        ForeignKey("picture.id", ondelete="CASCADE"), index=True
    )
    place: Mapped[str]
    is_public: Mapped[bool]
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    remove_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
