"""Filling an album: adding a picture, noting where else it is, taking it down."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from bgm_portal.activities import queries as activities
from bgm_portal.albums import pages, policy, queries, rules, service
from bgm_portal.albums.errors import SENTENCES, NotAgreed, UnknownPicture
from bgm_portal.albums.forms import AltForm, PictureForm, PlaceForm
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.identity.access import requires, visitor
from bgm_portal.identity.permissions import Permission
from bgm_portal.web import gone, versions

bp = Blueprint("album_filling", __name__)

ALBUM = "/planung/<uuid:activity_id>/album"
ONE = f"{ALBUM}/<uuid:picture_id>"


@bp.get(ALBUM)
@requires(Permission.COORDINATE)
def manage(activity_id: UUID) -> ResponseReturnValue:
    """Show all pictures with what is left to do."""
    activity = _activity(activity_id)
    pictures = pages.kept(activity_id)
    refusal = rules.refuse_album(service.occasion(activity), at=clock.now())
    return render_template(
        "albums/manage.html",
        activity=activity,
        pictures=pictures,
        open_for_pictures=refusal is None,
        has_pictures=refusal is None and any(one.is_up for one in pictures),
        why_not=SENTENCES[refusal] if refusal else "",
    )


@bp.get(f"{ALBUM}/neu")
@requires(Permission.COORDINATE)
def new_form(activity_id: UUID) -> ResponseReturnValue:
    """Ask for a picture, its words, and who can be recognised."""
    activity = _activity(activity_id)
    service.ensure_album(activity, at=clock.now())
    return _new_page(activity, _form(activity_id))


@bp.post(f"{ALBUM}/neu")
@requires(Permission.COORDINATE)
def add(activity_id: UUID) -> ResponseReturnValue:
    """Put a picture into the album."""
    activity = _activity(activity_id)
    service.ensure_album(activity, at=clock.now())
    form = _form(activity_id)
    if not form.validate():
        return _new_page(activity, form, again=True), 422
    sent = service.Sent(drawn=form.drawn, alt=form.alt.data or "", shown=form.shown)
    try:
        with transaction():
            service.add(activity_id, sent, by=visitor().person_id, at=clock.now())
    except NotAgreed as refused:
        form.people.errors = [refused.message]
        return _new_page(activity, form, again=True), refused.status
    flash(_("Das Bild ist im Album."))
    return redirect(url_for(".manage", activity_id=activity_id))


@bp.get(ONE)
@requires(Permission.COORDINATE)
def one(activity_id: UUID, picture_id: UUID) -> ResponseReturnValue:
    """Show a picture with its words, its people and its places."""
    return _one_page(_activity(activity_id), picture_id)


@bp.post(f"{ONE}/beschreibung")
@requires(Permission.COORDINATE)
def describe(activity_id: UUID, picture_id: UUID) -> ResponseReturnValue:
    """Write better words for a picture."""
    activity = _activity(activity_id)
    form = AltForm()
    if not form.validate():
        return _one_page(activity, picture_id, words=form), 422
    try:
        with transaction():
            service.describe(
                activity_id, picture_id, form.alt.data or "", by=visitor().person_id, at=clock.now()
            )
    except UnknownPicture as unknown:
        return _gone(activity_id, form, unknown)
    flash(_("Die Beschreibung ist gespeichert."))
    return redirect(url_for(".one", activity_id=activity_id, picture_id=picture_id))


@bp.post(f"{ONE}/ort")
@requires(Permission.COORDINATE)
def publish(activity_id: UUID, picture_id: UUID) -> ResponseReturnValue:
    """Note where else a picture is."""
    activity = _activity(activity_id)
    form = PlaceForm()
    if not form.validate():
        return _one_page(activity, picture_id, place=form), 422
    try:
        with transaction():
            service.publish_elsewhere(
                activity_id,
                picture_id,
                service.Elsewhere(place=form.place.data or "", is_public=form.is_public),
                by=visitor().person_id,
                at=clock.now(),
            )
    except UnknownPicture as unknown:
        return _gone(activity_id, form, unknown)
    except NotAgreed as refused:
        form.reach.errors = [refused.message]
        return _one_page(activity, picture_id, place=form), refused.status
    flash(_("Vermerkt. Muss das Bild weg, erinnern wir Sie an diesen Ort."))
    return redirect(url_for(".one", activity_id=activity_id, picture_id=picture_id))


@bp.post(f"{ONE}/ort/<uuid:place_id>/entfernt")
@requires(Permission.COORDINATE)
def removed(activity_id: UUID, picture_id: UUID, place_id: UUID) -> ResponseReturnValue:
    """Note that a picture is gone from another place."""
    _activity(activity_id)
    with transaction():
        service.note_removed(
            activity_id, picture_id, place_id, by=visitor().person_id, at=clock.now()
        )
    flash(_("Vermerkt: Dort ist das Bild nicht mehr zu sehen."))
    return redirect(url_for(".manage", activity_id=activity_id))


@bp.post(f"{ONE}/herausnehmen")
@requires(Permission.COORDINATE)
def take_down(activity_id: UUID, picture_id: UUID) -> ResponseReturnValue:
    """Take a picture out of the album."""
    _activity(activity_id)
    with transaction():
        service.take_down(activity_id, picture_id, by=visitor().person_id, at=clock.now())
    flash(_("Das Bild ist aus dem Album genommen und gelöscht."))
    return redirect(url_for(".manage", activity_id=activity_id))


def _gone(
    activity_id: UUID, form: AltForm | PlaceForm, unknown: UnknownPicture
) -> ResponseReturnValue:
    """Show what was typed about a picture that was taken out meanwhile."""
    back = (_("Album"), url_for(".manage", activity_id=activity_id))
    return gone.page(unknown, versions.written(form), back=back)


def _activity(activity_id: UUID) -> Any:
    activity = activities.activity(activity_id)
    policy.ensure_fills(visitor().person_id, activity)
    return activity


def _form(activity_id: UUID) -> PictureForm:
    form = PictureForm()
    form.choose_from(queries.people(activity_id), queries.agreed(activity_id))
    return form


def _new_page(activity: Any, form: PictureForm, *, again: bool = False) -> str:
    return render_template("albums/new.html", activity=activity, form=form, again=again)


def _one_page(
    activity: Any,
    picture_id: UUID,
    *,
    words: AltForm | None = None,
    place: PlaceForm | None = None,
) -> str:
    picture = pages.one(picture_id, activity_id=activity.id)
    return render_template(
        "albums/one.html",
        activity=activity,
        picture=picture,
        words=words or AltForm(formdata=None, data={"alt": picture.alt}),
        place=place or PlaceForm(formdata=None),
    )
