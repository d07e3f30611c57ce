"""SSCC: the number that names one parcel for ever (GS1 General Specifications, section 3.2, AI (00)).

Eighteen digits: an extension digit, the GS1 company prefix, a serial reference, and a check digit (section
7.9). Serials come from a block leased to the device, so two workstations never make the same one.
"""

from __future__ import annotations

from typing import NewType

from core.rules.errors import BadInput

Sscc = NewType("Sscc", str)

SSCC_NUMBERS = "sscc"
"""The kind of a leased block of serials."""
SSCC_LENGTH = 18
PAYLOAD_LENGTH = SSCC_LENGTH - 1
PREFIX_LENGTH_MIN = 4
PREFIX_LENGTH_MAX = 12
EXTENSION_DIGIT_MAX = 9

RESTORE_JUMP_NUMBERS = 1_000_000
"""Serials left out after a restore: more than a chain leases between two backups (1,000 blocks)."""
RESTORE_JUMP_SHARE = 10
"""And at most one in so many of those that are left: long prefixes have few."""


def after_restore(next_serial: int, capacity: int) -> int:
    """The next serial of a core that was put back: beyond those that were leased since its backup."""
    left = max(0, capacity - next_serial)
    return next_serial + min(RESTORE_JUMP_NUMBERS, left // RESTORE_JUMP_SHARE)


def build_sscc(company_prefix: str, serial: int, extension_digit: int = 0) -> Sscc:
    """The SSCC of the ``serial``-th parcel of a company.

    Raises:
        BadInput: ``sscc_prefix_invalid``, ``sscc_extension_invalid`` or ``sscc_serial_out_of_range``.
    """
    if not 0 <= extension_digit <= EXTENSION_DIGIT_MAX:
        raise BadInput("sscc_extension_invalid", extension_digit=extension_digit)
    if not 0 <= serial < serial_capacity(company_prefix):
        raise BadInput("sscc_serial_out_of_range", company_prefix=company_prefix, serial=serial)
    serial_length = PAYLOAD_LENGTH - 1 - len(company_prefix)
    payload = f"{extension_digit}{company_prefix}{serial:0{serial_length}d}"
    return Sscc(payload + check_digit(payload))


def serial_capacity(company_prefix: str) -> int:
    """How many serials a company prefix leaves room for; raises BadInput ``sscc_prefix_invalid``."""
    if not (_is_digits(company_prefix) and PREFIX_LENGTH_MIN <= len(company_prefix) <= PREFIX_LENGTH_MAX):
        raise BadInput("sscc_prefix_invalid", company_prefix=company_prefix)
    return int(10 ** (PAYLOAD_LENGTH - 1 - len(company_prefix)))


def check_digit(payload: str) -> str:
    """The check digit of the first 17 digits; raises BadInput ``sscc_malformed``."""
    if not (_is_digits(payload) and len(payload) == PAYLOAD_LENGTH):
        raise BadInput("sscc_malformed", text=payload)
    # Here: it takes pydoc along, 1.4 MB that whoever only syncs has no use for.
    from stdnum import ean

    return str(ean.calc_check_digit(payload))


def parse_sscc(text: str) -> Sscc:
    """What was typed or scanned, as an SSCC: blanks and the application identifier in brackets are dropped.

    Raises:
        BadInput: ``sscc_malformed`` or ``sscc_check_digit``.
    """
    digits = "".join(text.split()).removeprefix("(00)")
    if not (_is_digits(digits) and len(digits) == SSCC_LENGTH):
        raise BadInput("sscc_malformed", text=text)
    if check_digit(digits[:-1]) != digits[-1]:
        raise BadInput("sscc_check_digit", text=text)
    return Sscc(digits)


def is_sscc(text: str) -> bool:
    """Whether the text is an SSCC with the right check digit."""
    try:
        parse_sscc(text)
    except BadInput:
        return False
    return True


def is_of_block(sscc: str, prefix: str, first: int, last: int) -> bool:
    """Whether the number's serial is one of a leased block, `first` to `last`, of a company prefix."""
    serial = sscc[1 + len(prefix) : PAYLOAD_LENGTH]
    return sscc[1:].startswith(prefix) and _is_digits(serial) and first <= int(serial) <= last


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
