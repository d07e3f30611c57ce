"""What of a sale's delivery goes back, where nothing of the sale stays with its customer."""

from __future__ import annotations

from collections.abc import Collection

from core.rules.return_policy import Ground, ReturnPolicy

_BY_LAW = frozenset({Ground.CONFORMITY, Ground.WITHDRAWAL})


def delivery_due(policy: ReturnPolicy, paid_cents: int, grounds: Collection[str]) -> int:
    """So much of what delivery cost goes back, in cents.

    Who withdraws gets no more than the least expensive standard delivery costs, whatever dearer one they have
    chosen (L221-24); what does not conform is given back with all that its delivery cost. What a chain takes
    back beyond the law gives none.

    Args:
        grounds: on which the goods are taken back.
    """
    if not is_by_law(grounds):
        return 0
    standard_cents = policy.standard_delivery_cents
    if standard_cents is None or Ground.CONFORMITY in grounds:
        return paid_cents
    return min(paid_cents, standard_cents)


def delivery_units(
    worth: Collection[str], units: Collection[str], claimed: Collection[str], delivery: str
) -> list[str]:
    """The unit of a sale's delivery, where it goes back with these units: nothing else of the sale stays with
    its customer.

    Args:
        worth: the sale's units, by name; without its delivery none was paid for, or is due.
        claimed: those that went back before, or are about to.
    """
    return [delivery] if units and set(worth).difference(units, claimed) == {delivery} else []


def is_by_law(grounds: Collection[str]) -> bool:
    """Whether the law wants it back, and what was paid for its delivery with it."""
    return _BY_LAW.issuperset(grounds)
