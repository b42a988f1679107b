"""Codes of certificates: 60 bits, in letters that are read out and typed without mistakes."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O, U
LENGTH = 12
BITS = 5 * LENGTH
MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def code_of(number: int) -> str:
    """Write a number of 60 bits as three groups of four letters."""
    letters = ""
    for _turn in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters += ALPHABET[letter]
    return "-".join(letters[place : place + 4] for place in range(0, LENGTH, 4))


def typed_code(text: str) -> str:
    """Return the code that somebody typed, however it was grouped, or nothing."""
    letters = "".join(text.upper().translate(MISREAD).replace("-", " ").split())
    if len(letters) != LENGTH or set(letters) - set(ALPHABET):
        return ""
    return "-".join(letters[place : place + 4] for place in range(0, LENGTH, 4))


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same, whatever their case and blanks."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
