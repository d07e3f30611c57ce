"""Who may let money go: limits by role, by the refund and by the day; whoever proposes never approves."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import msgspec

from core.rules.errors import Refused
from core.rules.permissions import Role
from core.rules.refund import EXCHANGE_SALE
from core.rules.return_policy import Limits
from core.rules.time import DAY_MS, MINUTE_MS, Instant

CONNECTED_WITHIN_MS: Final = 30 * MINUTE_MS
"""From a deed to its arrival, where the line is there."""


class Need(StrEnum):
    """Whose word a refund needs."""

    NOBODY = "nobody"
    MANAGER = "manager"
    REGIONAL_MANAGER = "regional_manager"


def need_of(limits: Limits, cents: int, *, is_by_policy: bool = True) -> Need:
    """Whose word a refund of so much needs.

    Args:
        is_by_policy: policy or law covers it; what was overridden, or has no proof, is always looked at.
    """
    if cents <= limits.free_cents and is_by_policy:
        return Need.NOBODY
    return Need.MANAGER if cents <= limits.manager_cents else Need.REGIONAL_MANAGER


def is_covered(sale_kind: str, covered: Iterable[bool]) -> bool:
    """Whether policy or law covers a refund, of whose lines each is covered or not.

    What was exchanged is a sale of its own: link by link, a large sum would go out in small ones.
    """
    return sale_kind != EXCHANGE_SALE and all(covered)


def check_need(need: Need, role: Role) -> None:
    """Whether the word of somebody of this role is the one that a refund needs.

    Raises:
        Refused: `needs_regional_manager`: it was passed on, or a manager's word is not enough.
    """
    if need is Need.REGIONAL_MANAGER and role is not Role.REGIONAL_MANAGER:
        raise Refused("needs_regional_manager")


def check_approver(limits: Limits, role: Role, cents: int, today_cents: int) -> None:
    """Whether somebody of this role may approve so much, after so much on the same day.

    Raises:
        Refused: `beyond_limit`, `beyond_day_limit`, with the limit: then it is for somebody above.
    """
    is_regional = role.value == Need.REGIONAL_MANAGER.value
    most = limits.regional_cents if is_regional else limits.manager_cents
    most_a_day = limits.regional_day_cents if is_regional else limits.manager_day_cents
    if cents > most:
        raise Refused("beyond_limit", cents=most)
    if today_cents + cents > most_a_day:
        raise Refused("beyond_day_limit", cents=most_a_day)


def check_offline(limits: Limits, cents: int, waiting: int) -> None:
    """Whether an approval may be given with the line cut, while so many others wait.

    Raises:
        Refused: `offline_beyond_limit` (cents), `offline_too_many` (how many).
    """
    if cents > limits.offline_cents:
        raise Refused("offline_beyond_limit", cents=limits.offline_cents)
    if waiting >= limits.offline_most:
        raise Refused("offline_too_many", most=limits.offline_most)


def is_too_old(limits: Limits, signed_at: Instant, now: Instant) -> bool:
    """Whether the core takes an approval up no more."""
    return now - signed_at > limits.offline_days * DAY_MS


def check_goodwill(limits: Limits, cents: int, today_cents: int) -> None:
    """Whether a manager may give so much as a gesture, after so much on the same day.

    Raises:
        Refused: `beyond_limit`, `beyond_day_limit`.
    """
    if cents > limits.goodwill_cents:
        raise Refused("beyond_limit", cents=limits.goodwill_cents)
    if today_cents + cents > limits.goodwill_day_cents:
        raise Refused("beyond_day_limit", cents=limits.goodwill_day_cents)


class CashToday(msgspec.Struct, frozen=True):
    """Cash that has left on one day, in cents: from a store's tills, by one person's hand, and from the
    store's with the line cut."""

    store_cents: int = 0
    person_cents: int = 0
    offline_cents: int = 0


def check_cash(
    limits: Limits, cents: int, today: CashToday, *, is_offline: bool = False, is_own_sale: bool = True
) -> None:
    """Whether so much cash may leave the till, after what has left on the same day.

    Raises:
        Refused: `cash_beyond_offline_limit`, `cash_beyond_store_day`, `cash_beyond_person_day`, each with its
            limit in cents.
    """
    if is_offline and not (is_own_sale and today.offline_cents + cents <= limits.cash_offline_cents):
        raise Refused("cash_beyond_offline_limit", cents=limits.cash_offline_cents)
    if today.store_cents + cents > limits.cash_store_day_cents:
        raise Refused("cash_beyond_store_day", cents=limits.cash_store_day_cents)
    if today.person_cents + cents > limits.cash_person_day_cents:
        raise Refused("cash_beyond_person_day", cents=limits.cash_person_day_cents)


def check_credit_offline(limits: Limits, cents: int, today_cents: int, *, is_own: bool) -> None:
    """Whether so much of a store credit or gift card may be spent with the line cut, after what was on the
    same day at the same store: it is what cash may be, and likewise for this store's own alone.

    Raises:
        Refused: `credit_beyond_offline_limit`, with the limit in cents.
    """
    if not is_own or today_cents + cents > limits.cash_offline_cents:
        raise Refused("credit_beyond_offline_limit", cents=limits.cash_offline_cents)


def came_late(at: Instant, received_at: Instant) -> bool:
    """Whether something that was done then was done with the line cut, whatever its device says: what is
    done while connected arrives within seconds. A clock that is behind by more counts as cut off too."""
    return received_at - at > CONNECTED_WITHIN_MS


def day_of(at: Instant) -> Instant:
    """The beginning of its day (UTC), for limits by the day: the same on both sides."""
    return Instant(at // DAY_MS * DAY_MS)
