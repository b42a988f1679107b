"""Albums as everybody in the house sees them: pictures without names."""

from uuid import UUID

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from bgm_portal.albums import queries
from bgm_portal.albums.errors import UnknownAlbum
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission

bp = Blueprint("albums", __name__)


@bp.get("/alben")
@requires(Permission.TAKE_PART)
def overview() -> ResponseReturnValue:
    """Show of what there are pictures, the latest first."""
    return render_template("albums/overview.html", albums=queries.albums())


@bp.get("/angebote/<uuid:activity_id>/album")
@requires(Permission.TAKE_PART)
def album(activity_id: UUID) -> ResponseReturnValue:
    """Show the pictures of an activity, and to somebody on which they can be recognised."""
    activity = queries.shown_activity(activity_id)
    pictures = queries.pictures(activity_id)
    if not pictures:
        raise UnknownAlbum
    return render_template(
        "albums/album.html",
        activity=activity,
        pictures=pictures,
        own=queries.shows(visitor().person_id, activity_id),
    )


@bp.get("/alben/bild/<uuid:picture_id>")
@requires(Permission.TAKE_PART)
def large(picture_id: UUID) -> ResponseReturnValue:
    """Give a picture in full size."""
    found = queries.file(picture_id)
    return _pixels(found.large, found.media_type)


@bp.get("/alben/bild/<uuid:picture_id>/klein")
@requires(Permission.TAKE_PART)
def small(picture_id: UUID) -> ResponseReturnValue:
    """Give a picture as an album shows it."""
    found = queries.file(picture_id)
    return _pixels(found.small, found.media_type)


def _pixels(content: bytes, media_type: str) -> Response:
    """Answer with a picture that no browser keeps: once taken down, it is gone."""
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = "inline"
    return answer
