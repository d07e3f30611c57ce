"""What a return comes to, as it is shown."""

from __future__ import annotations

import msgspec

from core.rules.errors import Refused
from core.rules.refund import Part


class Money(msgspec.Struct, frozen=True, kw_only=True):
    """What it comes to, in cents.

    Attributes:
        new_cents: what is taken instead costs; `to_pay_cents` what its customer pays for it.
        units: by the name of each unit; `delivery_cents` is among the total, and `delivery_kept_cents` what
            a dearer one than the standard one cost beyond it.
        need: whose word it takes, as `core.rules.approval.Need` says.
        trouble: why there is no money, if there is none.
    """

    total_cents: int = 0
    fee_cents: int = 0
    delivery_cents: int = 0
    delivery_kept_cents: int = 0
    tax_cents: int = 0
    new_cents: int = 0
    to_pay_cents: int = 0
    parts: tuple[Part, ...] = ()
    units: tuple[str, ...] = ()
    need: str = "nobody"
    trouble: Refused | None = None


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """Units of an open return that something else is taken for, and what that comes to."""

    units: tuple[str, ...] = ()
    money: Money = Money()
