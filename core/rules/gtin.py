"""GTIN: the number of an article under its barcode (GS1 General Specifications 3.3)."""

from __future__ import annotations


def has_its_check_digit(gtin: str) -> bool:
    """Whether the last of a GTIN's digits is what the others make it (GS1 General Specifications 7.9)."""
    # Here: it takes pydoc along, 1.4 MB that whoever only syncs has no use for.
    from stdnum import ean

    return bool(ean.calc_check_digit(gtin[:-1]) == gtin[-1:])
