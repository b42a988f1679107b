"""What is sealed opens for its row and its key, and for nothing else."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bgm_portal.core.sealed import BLOCK_BYTES, Keyring, SealBroken

ROW = uuid4()
OLD, NEW = b"o" * 32, b"n" * 32


@pytest.fixture
def ring() -> Keyring:
    return Keyring({"new": NEW, "old": OLD})


@given(words=st.text(max_size=300))
def test_what_was_sealed_opens_again(words: str) -> None:
    ring = Keyring({"new": NEW})

    key, sealed = ring.seal({"words": words}, row=ROW)

    assert ring.open(sealed, key=key, row=ROW) == {"words": words}


def test_the_first_key_seals_and_every_key_opens(ring: Keyring) -> None:
    key, sealed = Keyring({"old": OLD}).seal({"words": "früher"}, row=ROW)

    assert ring.current == "new"
    assert ring.open(sealed, key=key, row=ROW) == {"words": "früher"}


def test_length_tells_nothing_about_content(ring: Keyring) -> None:
    _key, short = ring.seal({"words": ""}, row=ROW)
    _key, long = ring.seal({"words": "ß" * 300}, row=ROW)

    assert len(short) == len(long)


def test_the_same_words_never_look_the_same(ring: Keyring) -> None:
    first = ring.seal({"words": "Guide"}, row=ROW)
    second = ring.seal({"words": "Guide"}, row=ROW)

    assert first != second


def test_a_seal_that_was_moved_to_another_row_does_not_open(ring: Keyring) -> None:
    key, sealed = ring.seal({"words": "Guide"}, row=ROW)

    with pytest.raises(SealBroken):
        ring.open(sealed, key=key, row=uuid4())


def test_a_seal_under_another_name_of_a_key_does_not_open() -> None:
    ring = Keyring({"one": NEW, "two": NEW})
    _key, sealed = ring.seal({"words": "Guide"}, row=ROW)

    with pytest.raises(SealBroken):
        ring.open(sealed, key="two", row=ROW)


@pytest.mark.parametrize("place", [0, 20, -1])
def test_a_changed_byte_breaks_the_seal(ring: Keyring, place: int) -> None:
    key, sealed = ring.seal({"words": "Guide"}, row=ROW)
    changed = bytearray(sealed)
    changed[place] ^= 1

    with pytest.raises(SealBroken):
        ring.open(bytes(changed), key=key, row=ROW)


def test_a_key_that_is_gone_breaks_the_seal(ring: Keyring) -> None:
    key, sealed = ring.seal({"words": "Guide"}, row=ROW)

    with pytest.raises(SealBroken):
        Keyring({"old": OLD}).open(sealed, key=key, row=ROW)


def test_what_is_too_long_is_refused_instead_of_cut(ring: Keyring) -> None:
    with pytest.raises(ValueError, match="longer than"):
        ring.seal({"words": "x" * BLOCK_BYTES}, row=ROW)


@pytest.mark.parametrize("keys", [{}, {"short": b"16 bytes are few"}])
def test_a_ring_without_a_proper_key_is_refused(keys: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(keys)


PLACE = "key:activity"


def test_a_wrapped_key_opens_in_its_place_with_every_key_of_the_house(ring: Keyring) -> None:
    name, wrapped = Keyring({"old": OLD}).wrap(b"k" * 32, bound=PLACE)

    assert name == "old"
    assert b"k" * 32 not in wrapped
    assert ring.unwrap(wrapped, key=name, bound=PLACE) == b"k" * 32


@pytest.mark.parametrize(
    ("key", "bound"),
    [("new", "key:another"), ("old", PLACE), ("gone", PLACE)],
    ids=["in another place", "under another name", "with a key that is gone"],
)
def test_a_wrapped_key_opens_nowhere_else(ring: Keyring, key: str, bound: str) -> None:
    _name, wrapped = ring.wrap(b"k" * 32, bound=PLACE)

    with pytest.raises(SealBroken):
        ring.unwrap(wrapped, key=key, bound=bound)


@pytest.mark.parametrize("place", [0, 20, -1], ids=["nonce", "key", "tag"])
def test_a_changed_byte_breaks_a_wrapped_key(ring: Keyring, place: int) -> None:
    name, wrapped = ring.wrap(b"k" * 32, bound=PLACE)
    changed = bytearray(wrapped)
    changed[place] ^= 1

    with pytest.raises(SealBroken):
        ring.unwrap(bytes(changed), key=name, bound=PLACE)


def test_a_ring_with_more_keys_seals_as_before(ring: Keyring) -> None:
    name, sealed = Keyring({"event": b"e" * 32}).seal({"words": "Guide"}, row=ROW)

    more = ring.beside({"event": b"e" * 32})

    assert more.open(sealed, key=name, row=ROW) == {"words": "Guide"}
    assert (more.current, ring.names) == ("new", ("new", "old"))
