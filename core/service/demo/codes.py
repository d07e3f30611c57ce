"""Numbers on things: EAN-13, serial numbers, badges. Each is a bijection of an index, so unique.

A number is `index * multiplier + offset` modulo the size of its space, with a multiplier coprime to it, so
that neighbours look unrelated.
"""

from __future__ import annotations

from typing import Final

from stdnum import ean

EAN_PREFIX: Final = "20"
"""GS1 prefixes 20 to 29: restricted circulation numbers (GS1 General Specifications, 1.4), so that no code
of the demo is the code of a true article."""

_EAN_SPACE = 10**10
_EAN_MULTIPLIER = 6_180_339_887
_SERIAL_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: nothing that reads like another character."""
_SERIAL_LENGTH = 7
_SERIAL_MULTIPLIER = 21_234_567_891
_SERIAL_OFFSET = 17_804_311_259
_BADGE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, hence no words; no digits, hence none of the badges written by hand."""
_BADGE_LENGTH = 4
_BADGE_MULTIPLIER = 98_893


def ean13(seed: int, index: int) -> str:
    """The EAN-13 of the article with this index (below 10**10): 13 digits, the last one checks."""
    payload = EAN_PREFIX + f"{(index * _EAN_MULTIPLIER + seed) % _EAN_SPACE:010d}"
    return payload + str(ean.calc_check_digit(payload))


def serial(prefix: str, index: int) -> str:
    """The serial number of the piece with this index (below 32**7), after its maker's letters."""
    return prefix + _in_letters(index * _SERIAL_MULTIPLIER + _SERIAL_OFFSET, _SERIAL_DIGITS, _SERIAL_LENGTH)


def badge(index: int) -> str:
    """The badge of the person with this index (below 20**4)."""
    return "BADGE-" + _in_letters(index * _BADGE_MULTIPLIER + 7, _BADGE_LETTERS, _BADGE_LENGTH)


def _in_letters(number: int, alphabet: str, length: int) -> str:
    letters = []
    for _ in range(length):
        number, digit = divmod(number, len(alphabet))
        letters.append(alphabet[digit])
    return "".join(reversed(letters))
