"""GTIN: the number of an article under its barcode (GS1 General Specifications 3.3)."""

from __future__ import annotations


def has_its_check_digit(gtin: str) -> bool:
    """Whether the last of a GTIN's digits is what the others make it (GS1 General Specifications 7.9)."""
    digits = [int(digit) for digit in reversed(gtin)]
    return (sum(digits[::2]) + 3 * sum(digits[1::2])) % 10 == 0
