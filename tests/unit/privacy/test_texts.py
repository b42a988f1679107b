"""What people agreed to must not change behind their backs."""

import pytest

from bgm_portal.privacy import texts
from bgm_portal.privacy.kinds import ConsentCode

#: The beginning of each published hash. A new text is a new version and a new line.
PUBLISHED = {
    (ConsentCode.ORGANISER, 1): "e687dd071951c31e",
    (ConsentCode.PHOTO_INTRANET, 1): "b469f10a2036b67d",
    (ConsentCode.PHOTO_PUBLIC, 1): "f96286181e9f1c74",
    (ConsentCode.RESULT_LIST, 1): "30c9e69c81b93cb8",
    (ConsentCode.HISTORY, 1): "684c4f9a6aa44744",
    (ConsentCode.HISTORY, 2): "f541a239221e4fdb",
    (ConsentCode.DIARY, 1): "9a29741ca5c11e08",
    (ConsentCode.DIARY, 2): "66d8500f425b423b",
}


def test_no_published_text_was_changed():
    assert {(text.code, text.version): text.hash[:16] for text in texts.TEXTS} == PUBLISHED


@pytest.mark.parametrize("code", list(ConsentCode))
def test_every_consent_has_a_present_text(code):
    assert texts.current(code).code == code


def test_the_present_text_is_the_highest_version(monkeypatch):
    old = texts.current(ConsentCode.HISTORY)
    new = texts.ConsentText(**{**vars(old), "version": old.version + 1, "title_de": "Anders"})
    monkeypatch.setattr(texts, "TEXTS", (new, *texts.TEXTS))

    assert texts.current(ConsentCode.HISTORY) is new
