"""What a sign-up stores holds every column of the table; none is forgotten at the insert."""

from bgm_portal.registration.models import Registration
from bgm_portal.registration.service.sign_up import Registered


def test_what_is_stored_first_names_every_column():
    assert set(Registered._fields) == {column.key for column in Registration.__table__.c}
