"""What a card slip calls a payment, as it is typed or scanned: a later refund goes back to the card by it."""

from __future__ import annotations

import re
from typing import Final

from stdnum import luhn

from core.rules.errors import Refused

_FORM: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]{3,63}")
_CARD_NUMBER: Final = re.compile(r"[2-6][0-9]{12,18}")
"""ISO/IEC 7812-1: 13 to 19 digits, the first of which says who has issued it; banks and shops have 2 to 6."""


def check_slip(reference: str) -> None:
    """Say nothing if it may be the name of a payment.

    Raises:
        Refused: `slip_is_card_number`: the number on the card itself is never kept;
            `slip_not_a_reference`: no such name has that form.
    """
    digits = re.sub(r"[ .-]", "", reference)
    if _CARD_NUMBER.fullmatch(digits) and luhn.is_valid(digits):
        raise Refused("slip_is_card_number")
    if not _FORM.fullmatch(reference):
        raise Refused("slip_not_a_reference")
