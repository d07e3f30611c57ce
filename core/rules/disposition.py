"""What becomes of goods that came back: proposed by rule, the advised first.

French law forbids destroying unsold new non-food goods (Code de l'environnement, L541-15-8): they are given,
used again or recycled. Allowed is it where the law makes its exceptions (D541-320): a counterfeit, and
hygiene goods that were opened, which nobody may use any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from core.rules.returns import Condition
from core.rules.stock import Bucket


class Disposition(StrEnum):
    """Where the goods go."""

    BACK_ON_SALE = "back_on_sale"
    MARKDOWN = "markdown"
    REFURBISH = "refurbish"
    RETURN_TO_VENDOR = "return_to_vendor"
    RETURN_TO_WAREHOUSE = "return_to_warehouse"
    DONATE = "donate"
    RECYCLE = "recycle"
    DESTROY = "destroy"


D = Disposition
C = Condition

HYGIENE: Final = "hygiene"
"""What an article is that nobody else may use once it was opened."""

_ADVICE: Final[Mapping[Condition, tuple[Disposition, ...]]] = MappingProxyType(
    {
        C.NEW: (D.BACK_ON_SALE, D.RETURN_TO_WAREHOUSE, D.DONATE),
        C.OPENED: (D.BACK_ON_SALE, D.MARKDOWN, D.RETURN_TO_WAREHOUSE, D.DONATE),
        C.WORN: (D.MARKDOWN, D.DONATE, D.RECYCLE, D.REFURBISH),
        C.DAMAGED: (D.REFURBISH, D.MARKDOWN, D.DONATE, D.RECYCLE),
        C.DEFECTIVE: (D.RETURN_TO_VENDOR, D.REFURBISH, D.RECYCLE),
        C.INCOMPLETE: (D.REFURBISH, D.RETURN_TO_VENDOR, D.MARKDOWN, D.DONATE),
        C.COUNTERFEIT_SUSPECTED: (D.RETURN_TO_WAREHOUSE, D.DESTROY),
    }
)
_OPENED_HYGIENE: Final = (D.RECYCLE, D.DESTROY)

BUCKETS: Final[Mapping[Disposition, Bucket]] = MappingProxyType(
    {
        D.BACK_ON_SALE: Bucket.SELLABLE,
        D.MARKDOWN: Bucket.SELLABLE,
        D.REFURBISH: Bucket.IN_REPAIR,
        D.RETURN_TO_VENDOR: Bucket.DAMAGED,
        D.RETURN_TO_WAREHOUSE: Bucket.DAMAGED,
    }
)
"""Where its units stand then: what goes elsewhere waits for its transfer among what is not sold."""
SENT_ON: Final = (D.RETURN_TO_VENDOR, D.RETURN_TO_WAREHOUSE)
"""What joins a transfer to the place that it goes to."""
LEAVES: Final = frozenset({D.DONATE, D.RECYCLE, D.DESTROY})
"""Its units are here no more."""
RECEIVED_IN: Final = Bucket.QUARANTINE
"""Where units stand from their receipt until it is known what becomes of them."""


def dispositions(condition: Condition, exclusion: str = "") -> tuple[Disposition, ...]:
    """What may become of goods in this condition, the advised first; all of it lawful.

    Args:
        exclusion: what sort of article it is (`HYGIENE`), if any.
    """
    if exclusion == HYGIENE and condition is not C.NEW:
        return _OPENED_HYGIENE
    return _ADVICE[condition]


def is_lawful(disposition: Disposition, condition: Condition, exclusion: str = "") -> bool:
    """Whether the law lets it happen: all may but destroying, which only some goods may be."""
    return disposition is not D.DESTROY or D.DESTROY in dispositions(condition, exclusion)
