"""The checks that GS1's dictionary names, one function each: a value in, its first fault out.

What each asks is said in the GS1 General Specifications, section 3 (application identifiers) and 7.9 and 7.11
(check characters, sets of characters). The codes are those of GS1's own engine in small letters. Not looked
up: company prefixes against GS1's list, codes of packages against UN/ECE's, the inside of coupons.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
from stdnum import ean

from desktop.gs1.countries import ALPHA_2, NUMERIC


class Fault(msgspec.Struct, frozen=True):
    """Something wrong with a GS1 text.

    Attributes:
        code: what it is.
        text: the value, or the part of it, that is meant.
        identifier: the application identifier; empty where it is about the whole.
        start, end: the characters of ``text``.
    """

    code: str
    text: str = ""
    identifier: str = ""
    start: int = 0
    end: int = 0


Linter = Callable[[str], Fault | None]
CSET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
CSET_39 = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CSET_64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_CHECK_PAIR = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_PRIMES = (
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101,
    103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211,
    223, 227, 229, 233, 239, 241, 251, 257, 263, 269, 271, 277, 281, 283, 293, 307, 311, 313, 317, 331, 337,
    347, 349, 353, 359, 367, 373, 379, 383, 389, 397, 401, 409, 419, 421, 431, 433, 439, 443, 449, 457, 461,
    463, 467, 479, 487, 491, 499, 503, 509,
)  # fmt: skip
_IBAN_SHORTEST = 5
_PREFIX_DIGITS = 4
"""The fewest digits of a company prefix."""
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _of(code: str, text: str, start: int = 0, end: int | None = None) -> Fault:
    return Fault(code, text, "", start, len(text) if end is None else end)


def _characters(allowed: str, code: str) -> Linter:
    def check(text: str) -> Fault | None:
        if not text.strip(allowed):
            return None
        wrong = next(place for place, sign in enumerate(text) if sign not in allowed)
        return _of(code, text, wrong, wrong + 1)

    return check


_digits = _characters("0123456789", "non_digit_character")


def _base64(text: str) -> Fault | None:
    """Letters of base64url, which may be filled up to a third with ``=``."""
    bare = text.rstrip("=")
    fault = _characters(CSET_64, "invalid_cset64_character")(bare or text)
    if fault is not None:
        return msgspec.structs.replace(fault, text=text)
    filling = len(text) - len(bare)
    if filling > 2 or (filling and len(text) % 3):
        return _of("invalid_cset64_padding", text, len(bare))
    return None


def _check_digit(text: str) -> Fault | None:
    if not text:
        return _of("too_short_for_check_digit", text)
    fault = _digits(text)
    if fault is None and ean.calc_check_digit(text[:-1].zfill(17)) != text[-1]:
        return _of("incorrect_check_digit", text, len(text) - 1)
    return fault


def _check_pair(text: str) -> Fault | None:
    """The two check characters of a GMN (General Specifications, 7.9.5)."""
    if len(text) < 2:
        return _of("too_short_for_check_pair", text)
    payload, pair = text[:-2], text[-2:]
    if len(payload) > len(_PRIMES):
        return _of("too_long_for_check_pair_implementation", text)
    fault = _characters(CSET_82, "invalid_cset82_character")(payload)
    if fault is not None:
        return msgspec.structs.replace(fault, text=text)
    weighed = zip(reversed(payload), _PRIMES, strict=False)
    total = sum(CSET_82.index(sign) * prime for sign, prime in weighed) % 1021
    if _CHECK_PAIR[total >> 5] + _CHECK_PAIR[total & 31] != pair:
        return _of("incorrect_check_pair", text, len(payload))
    return None


def _prefix(skipped: int) -> Linter:
    def check(text: str) -> Fault | None:
        digits = text[skipped : skipped + _PREFIX_DIGITS]
        if len(digits) < _PREFIX_DIGITS:
            return _of("too_short_for_gcp", text)
        return None if digits.isdigit() else _of("invalid_gcp_prefix", text)

    return check


def _number(name: str, digits: int, most: int) -> Linter:
    """A number of so many digits up to ``most``; ``name`` is what the fault calls it."""

    def check(text: str) -> Fault | None:
        if len(text) != digits:
            return _of(f"{name}_too_{'short' if len(text) < digits else 'long'}", text)
        fault = _digits(text)
        return fault or (None if int(text) <= most else _of(f"illegal_{name}", text))

    return check


_hour, _minute, _second = (
    _number(name, 2, most) for name, most in (("hour", 23), ("minute", 59), ("second", 59))
)


def _hour_and_minute(text: str) -> Fault | None:
    if len(text) != 4:
        return _of(f"hour_with_minute_too_{'short' if len(text) < 4 else 'long'}", text)
    return _digits(text) or _within(_hour, text, 0, 2) or _within(_minute, text, 2, 4)


def _within(check: Linter, text: str, start: int, end: int) -> Fault | None:
    fault = check(text[start:end])
    return fault and _of(fault.code, text, fault.start + start, fault.end + start)


def _date(year_digits: int, *, may_lack_day: bool) -> Linter:
    def check(text: str) -> Fault | None:
        length = year_digits + 4
        if len(text) != length:
            return _of(f"date_too_{'short' if len(text) < length else 'long'}", text)
        fault = _digits(text)
        if fault is not None:
            return fault
        year, month, day = int(text[:year_digits]), int(text[-4:-2]), int(text[-2:])
        if not 1 <= month <= 12:
            return _of("illegal_month", text, length - 4, length - 2)
        days = _MONTH_DAYS[month - 1]
        if month == 2 and (year % 4 or (year_digits == 4 and not year % 100 and year % 400)):
            days = 28
        if day > days or (day == 0 and not may_lack_day):
            return _of("illegal_day", text, length - 2)
        return None

    return check


def _angle(name: str, most: int) -> Linter:
    def check(text: str) -> Fault | None:
        if len(text) != 10:
            return _of(f"{name}_invalid_length", text)
        return _digits(text) or (None if int(text) <= most else _of(f"invalid_{name}", text))

    return check


def _one_of(values: frozenset[str] | str, code: str) -> Linter:
    return lambda text: None if text in values and text else _of(code, text)


def _piece_of_total(text: str) -> Fault | None:
    half, odd = divmod(len(text), 2)
    if odd or not text:
        return _of("invalid_length_for_piece_of_total", text)
    fault = _digits(text)
    if fault is not None:
        return fault
    piece, total = int(text[:half]), int(text[half:])
    if piece == 0:
        return _of("zero_piece_number", text, 0, half)
    if total == 0:
        return _of("zero_total_pieces", text, half)
    return _of("piece_number_exceeds_total", text) if piece > total else None


def _position_of_end(text: str) -> Fault | None:
    """``2/3``: the second of three."""
    match = re.fullmatch(r"([0-9]+)/([0-9]+)", text)
    if match is None:
        return _of("position_in_sequence_malformed", text)
    for number in (1, 2):
        if match[number].startswith("0"):
            return _of("illegal_zero_prefix", text, match.start(number), match.end(number))
    return _of("position_exceeds_end", text) if int(match[1]) > int(match[2]) else None


def _no_zero_before(text: str) -> Fault | None:
    fault = _digits(text)
    if fault is None and text.startswith("0") and text != "0":
        return _of("illegal_zero_prefix", text, 0, 1)
    return fault


def _percent_encoded(text: str) -> Fault | None:
    match = re.search(r"%(?![0-9A-Fa-f]{2}).{0,2}", text)
    return None if match is None else _of("invalid_percent_sequence", text, match.start(), match.end())


def _iban(text: str) -> Fault | None:
    if len(text) <= _IBAN_SHORTEST:
        return _of("iban_too_short", text)
    fault = _characters(CSET_39[3:], "invalid_iban_character")(text)
    if fault is not None:
        return fault
    if text[:2] not in ALPHA_2:
        return _of("illegal_country_code", text, 0, 2)
    number = int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4]))
    return None if number % 97 == 1 else _of("incorrect_iban_checksum", text, 2, 4)


def _media_type(text: str) -> Fault | None:
    is_one = len(text) == 2 and text.isdigit() and (1 <= int(text) <= 10 or int(text) >= 80)
    return None if is_one else _of("invalid_media_type", text)


def _nonzero(text: str) -> Fault | None:
    return _digits(text) or (None if text.strip("0") else _of("illegal_zero_value", text))


def _any(text: str) -> Fault | None:  # noqa: ARG001 - not looked up, see above
    return None


LINTERS: dict[str, Linter] = {
    "csetnumeric": _digits,
    "cset82": _characters(CSET_82, "invalid_cset82_character"),
    "cset39": _characters(CSET_39, "invalid_cset39_character"),
    "cset64": _base64,
    "csum": _check_digit,
    "csumalpha": _check_pair,
    "gcppos1": _prefix(0),
    "gcppos2": _prefix(1),
    "hasnondigit": lambda text: _of("requires_non_digit_character", text) if text.isdigit() else None,
    "hh": _hour,
    "mi": _minute,
    "ss": _second,
    "hhmi": _hour_and_minute,
    "hyphen": lambda text: None if not text.strip("-") else _of("not_hyphen", text),
    "iban": _iban,
    "importeridx": _characters(CSET_64, "invalid_import_idx_character"),
    "iso3166": _one_of(NUMERIC, "not_iso3166"),
    "iso3166999": _one_of(NUMERIC | {"999"}, "not_iso3166_or_999"),
    "iso3166alpha2": _one_of(ALPHA_2, "not_iso3166_alpha2"),
    "iso4217": lambda text: None if len(text) == 3 and text.isdigit() else _of("not_iso4217", text),
    "iso5218": _one_of("0129", "invalid_biological_sex_code"),
    "latitude": _angle("latitude", 1_800_000_000),
    "longitude": _angle("longitude", 3_600_000_000),
    "mediatype": _media_type,
    "nonzero": _nonzero,
    "nozeroprefix": _no_zero_before,
    "packagetype": _any,
    "pcenc": _percent_encoded,
    "pieceoftotal": _piece_of_total,
    "posinseqslash": _position_of_end,
    "winding": _one_of("019", "invalid_winding_direction"),
    "yesno": _one_of("01", "not_zero_or_one"),
    "yymmd0": _date(2, may_lack_day=True),
    "yymmdd": _date(2, may_lack_day=False),
    "yyyymmd0": _date(4, may_lack_day=True),
    "yyyymmdd": _date(4, may_lack_day=False),
    "zero": lambda text: None if text and not text.strip("0") else _of("not_zero", text),
    "couponcode": _any,
    "couponposoffer": _any,
}
