"""Tokens are long, stored as hashes, and references can be read out on the telephone."""

from bgm_portal.core.tokens import REFERENCE_ALPHABET, new_reference, new_token, token_hash


def test_a_token_holds_256_bits() -> None:
    assert len(new_token()) == 43  # 32 bytes in base64 without padding


def test_no_two_tokens_are_alike() -> None:
    assert len({new_token() for _ in range(1000)}) == 1000


def test_the_hash_of_a_token_is_not_the_token() -> None:
    token = new_token()

    assert token_hash(token) == token_hash(token)
    assert token not in token_hash(token)


def test_a_reference_has_no_letters_that_are_misheard_or_misread() -> None:
    letters = set("".join(new_reference().replace("-", "") for _ in range(200)))

    assert letters <= set(REFERENCE_ALPHABET)
    assert not letters & set("IOQ01J")
