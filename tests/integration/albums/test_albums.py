"""Pictures only of people who agreed, gone at once when somebody changes their mind."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select

from bgm_portal.activities.models import Activity
from bgm_portal.albums import jobs, queries, rules
from bgm_portal.albums.models import Picture, PictureFile, PicturePerson, PicturePlace
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.identity import service as identity
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from tests.factories.albums import add_picture, agree, square
from tests.support.times import NOW

DAY = timedelta(days=1)
ALT = "Drei Personen stehen lachend im Ziel."
BOTH = (ConsentCode.PHOTO_INTRANET, ConsentCode.PHOTO_PUBLIC)


@pytest.fixture
def over(make_activity):
    """A walk of two days ago."""
    return make_activity(title_de="Waldlauf", starts_at=NOW - 2 * DAY, asks_photo_consent=True)


@pytest.fixture
def kim(over, make_person, make_participant):
    """Somebody who took part and agreed to pictures on the intranet."""
    person = make_person(first_name="Kim", last_name="Beispiel")
    make_participant(over, person)
    agree(over.id, person.id)
    return person


@pytest.fixture
def toni(over, make_person, make_participant):
    """Somebody who took part and does not want pictures."""
    person = make_person(first_name="Toni", last_name="Muster")
    make_participant(over, person)
    return person


def manage(activity):
    return f"/planung/{activity.id}/album"


def sent(content=None, name="bild.png", **said):
    file = (io.BytesIO(square() if content is None else content), name)
    return {"file": file, "alt": ALT} | said


def withdraw(person, activity, code=ConsentCode.PHOTO_INTRANET):
    with transaction():
        privacy.withdraw(
            person_id=person.id, code=code, scope=str(activity.id), by=person.id, at=NOW
        )


def number_of(table):
    return db.session.scalar(select(func.count()).select_from(table))


def letters():
    return db.session.scalars(
        select(OutgoingMail.kind).where(OutgoingMail.kind == "albums.to_remove")
    ).all()


def test_a_picture_appears_for_everybody_without_names(
    over, kim, coordinator, sign_in, make_person
):
    visitor = sign_in(coordinator)

    page = visitor.post(f"{manage(over)}/neu", **sent(people=[str(kim.id)]))

    assert "Das Bild ist im Album." in page.text
    assert page.rows() == [["Bild 1", ALT, "Kim Beispiel", "–"]]
    colleague = sign_in(make_person())
    album = colleague.get(f"/angebote/{over.id}/album")
    assert album.soup.select_one("main img")["alt"] == ALT
    assert "Beispiel" not in album.text
    assert "Hier sind Sie zu erkennen." not in album.text
    assert "Waldlauf" in colleague.get("/alben").text
    assert "Hier sind Sie zu erkennen." in sign_in(kim).get(f"/angebote/{over.id}/album").text


@pytest.mark.parametrize("size", ["", "/klein"])
def test_a_picture_tells_nothing_and_no_browser_keeps_it(over, kim, coordinator, sign_in, size):
    exif = Image.Exif()
    exif[271] = "Canary"
    content = square("JPEG", exif=exif)
    visitor = sign_in(coordinator)
    visitor.post(f"{manage(over)}/neu", **sent(content, nobody="y"))
    [picture] = queries.pictures(over.id)

    answer = sign_in(kim).raw(f"/alben/bild/{picture.id}{size}")

    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"Canary" in content
    assert b"Canary" not in answer.data


def test_without_consent_there_is_no_picture_and_nobody_is_blamed(
    over, kim, toni, coordinator, sign_in
):
    people = [str(kim.id), str(toni.id)]

    page = sign_in(coordinator).post(f"{manage(over)}/neu", status=422, **sent(people=people))

    [said] = page.errors()
    assert "fehlt eine Einwilligung: Toni Muster. Niemand muss einwilligen" in said
    assert "Kim" not in said
    assert page.soup.select_one("[name=alt]")["value"] == ALT
    assert len(page.soup.select("[name=people][checked]")) == 2
    assert number_of(Picture) == 0


BAD = (
    ({"content": b""}, "Wählen Sie ein Bild aus."),
    ({"content": b"<svg><script>alert(1)</script></svg>"}, "Diese Datei ist kein Bild"),
    ({"content": square() + b"<script>1</script>"}, "Diese Datei ist kein Bild"),
    ({"alt": "  "}, "Sagen Sie in einem Satz, was zu sehen ist."),
    ({"alt": "a" * 301}, "Kürzen Sie den Text auf höchstens 300 Zeichen."),
    ({"nobody": ""}, "Kreuzen Sie an, wer zu erkennen ist"),
    ({"people": "kim"}, "Kreuzen Sie an, wer zu erkennen ist"),
)


def test_bad_input_gets_a_sentence(over, kim, coordinator, sign_in):
    visitor = sign_in(coordinator)

    said = [
        visitor.post(
            f"{manage(over)}/neu",
            status=422,
            **sent(**{"nobody": "y"} | bad | ({"people": str(kim.id)} if "people" in bad else {})),
        ).errors()[0]
        for bad, _sentence in BAD
    ]

    assert [line[: len(want)] for line, (_bad, want) in zip(said, BAD, strict=True)] == [
        want for _bad, want in BAD
    ]
    assert number_of(Picture) == 0


def body(content):
    """Return a form with a large file as one piece of memory: the client would use the disk."""
    part = 'Content-Disposition: form-data; name="{}"{}\r\n\r\n'
    fields = [part.format("alt", "") + ALT, part.format("nobody", "") + "y"]
    file = part.format("file", '; filename="bild.png"').encode() + content
    pieces = [*(field.encode() for field in fields), file]
    data = b"".join(b"--x\r\n" + piece + b"\r\n" for piece in pieces) + b"--x--\r\n"
    return {"method": "POST", "data": data, "content_type": "multipart/form-data; boundary=x"}


def test_a_large_picture_is_accepted_here_alone(over, kim, coordinator, sign_in):
    visitor = sign_in(coordinator)
    megabytes = b"\0" * (1024 * 1024)

    statuses = [
        visitor.raw(address, **body(square() + megabytes * number)).status_code
        for address, number in (
            (f"{manage(over)}/neu", 5),
            (f"{manage(over)}/neu", 13),
            (f"/planung/{over.id}/auswertung", 5),
        )
    ]

    assert statuses == [302, 413, 413]
    assert number_of(Picture) == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"discreet": True, "starts_at": NOW - DAY}, "Dieses Angebot ist vertraulich."),
        ({"starts_at": NOW + DAY}, "sobald das Angebot begonnen hat"),
    ],
)
def test_of_some_activities_there_is_no_album(
    make_activity, coordinator, sign_in, values, sentence
):
    activity = make_activity(**values)
    visitor = sign_in(coordinator)

    assert sentence in visitor.get(manage(activity)).text
    assert visitor.raw(f"{manage(activity)}/neu").status_code == 409
    assert visitor.raw(f"/angebote/{activity.id}/album").status_code == 404


def test_withdrawing_takes_pictures_down_at_once_and_names_the_places(
    over, kim, coordinator, sign_in, make_person, make_participant
):
    other = make_person()
    make_participant(over, other)
    agree(over.id, other.id)
    picture = add_picture(over.id, kim.id, other.id, by=coordinator.id, alt=ALT)
    stays = add_picture(over.id, other.id, by=coordinator.id)
    visitor = sign_in(coordinator)
    visitor.post(f"{manage(over)}/{picture}/ort", place="Aushang", reach="intranet")

    withdraw(kim, over)

    assert visitor.raw(f"/alben/bild/{picture}").status_code == 404
    assert visitor.raw(f"/alben/bild/{stays}").status_code == 200
    assert number_of(PictureFile) == 1
    assert db.session.scalars(select(PicturePerson.person_id)).all() == [other.id]
    assert letters() == ["albums.to_remove"]
    page = visitor.get(manage(over))
    assert "Bild 1 muss noch an anderen Orten weg" in page.text
    assert "Kim" not in page.soup.select_one("main").text
    [place] = db.session.scalars(select(PicturePlace.id)).all()
    page = visitor.post(f"{manage(over)}/{picture}/ort/{place}/entfernt")
    assert "Dort ist das Bild nicht mehr zu sehen" in page.text
    assert db.session.scalars(select(Picture.id)).all() == [stays]


def test_erasing_ones_data_takes_pictures_down_and_names_the_places(
    over, kim, coordinator, sign_in
):
    picture = add_picture(over.id, kim.id, by=coordinator.id, alt=ALT)
    visitor = sign_in(coordinator)
    visitor.post(f"{manage(over)}/{picture}/ort", place="Aushang", reach="intranet")

    sign_in(kim).post("/mein-bereich/daten/loeschen")

    assert visitor.raw(f"/alben/bild/{picture}").status_code == 404
    assert (number_of(PictureFile), number_of(PicturePerson)) == (0, 0)
    assert "Bild 1 muss noch an anderen Orten weg" in visitor.get(manage(over)).text
    assert letters() == ["albums.to_remove"]


def test_a_picture_that_was_nowhere_else_leaves_nothing(over, kim, coordinator):
    add_picture(over.id, kim.id, by=coordinator.id)

    withdraw(kim, over)

    assert (number_of(Picture), number_of(PictureFile), letters()) == (0, 0, [])


def test_public_places_need_a_consent_of_their_own(over, kim, coordinator, sign_in):
    picture = add_picture(over.id, kim.id, by=coordinator.id)
    visitor = sign_in(coordinator)
    address = f"{manage(over)}/{picture}/ort"
    said = {"place": "Website", "reach": "public"}

    refused = visitor.post(address, status=422, **said)
    agree(over.id, kim.id, *BOTH)
    noted = visitor.post(address, **said)

    assert "möchte eine Person nicht: Kim Beispiel" in refused.errors()[0]
    assert "Website" in noted.text
    withdraw(kim, over, ConsentCode.PHOTO_PUBLIC)
    assert "Bild 1 muss noch an anderen Orten weg" in visitor.get(manage(over)).text
    assert visitor.raw(f"/alben/bild/{picture}").status_code == 200
    assert letters() == ["albums.to_remove"]


def test_words_can_be_mended_and_a_picture_taken_out(over, kim, coordinator, sign_in):
    picture = add_picture(over.id, kim.id, by=coordinator.id)
    visitor = sign_in(coordinator)

    empty = visitor.post(f"{manage(over)}/{picture}/beschreibung", status=422, alt=" ")
    mended = visitor.post(f"{manage(over)}/{picture}/beschreibung", alt="Das Ziel.")
    gone = visitor.post(f"{manage(over)}/{picture}/herausnehmen")

    assert empty.errors() == ["Sagen Sie in einem Satz, was zu sehen ist."]
    assert mended.soup.select_one("main img")["alt"] == "Das Ziel."
    assert "Noch ist kein Bild im Album." in gone.text
    assert number_of(PictureFile) == 0
    noted = set(
        db.session.scalars(select(AuditEntry.event).where(AuditEntry.event.like("albums.%")))
    )
    assert noted == {f"albums.picture_{done}" for done in ("added", "changed", "taken_down")}


def test_an_album_has_an_end(over, coordinator, sign_in, monkeypatch):
    monkeypatch.setattr(rules, "MOST_PICTURES", 1)
    add_picture(over.id, by=coordinator.id)

    answer = sign_in(coordinator).post(f"{manage(over)}/neu", status=409, **sent(nobody="y"))

    assert "Das Album ist voll: 1 Bilder." in answer.text


def test_pictures_of_people_who_left_go(over, kim, coordinator):
    add_picture(over.id, kim.id, by=coordinator.id)
    stays = add_picture(over.id, by=coordinator.id)
    assert jobs.tidy(NOW) == 0
    with transaction():
        identity.deactivate_person(person_id=kim.id, by=None, at=NOW)

    tidied = [jobs.tidy(NOW), jobs.tidy(NOW)]

    assert tidied == [1, 0]
    assert db.session.scalars(select(Picture.id)).all() == [stays]


def test_albums_go_at_the_end_of_the_next_year(over, kim, coordinator):
    add_picture(over.id, kim.id, by=coordinator.id)
    last_evening = NOW.replace(year=NOW.year + 1, month=12, day=31, hour=20)

    erased = [jobs.tidy(last_evening), jobs.tidy(last_evening + DAY)]

    assert erased == [0, 1]
    assert number_of(PictureFile) == 0


def test_pictures_go_with_their_activity(over, kim, coordinator):
    add_picture(over.id, kim.id, by=coordinator.id)

    cascades = {
        key.ondelete
        for table in ("picture", "picture_file", "picture_person", "picture_place")
        for key in db.metadata.tables[table].foreign_keys
        if key.column.table.name in {Activity.__tablename__, Picture.__tablename__}
    }

    assert cascades == {"CASCADE"}
