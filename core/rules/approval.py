"""Who may let money go: limits by role, by the refund and by the day; whoever proposes never approves."""

from __future__ import annotations

from enum import StrEnum

from core.rules.errors import Refused
from core.rules.permissions import Role
from core.rules.return_policy import Limits
from core.rules.time import DAY_MS, Instant


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


def may_pay_cash_offline(limits: Limits, cents: int, *, is_own_sale: bool) -> bool:
    """Whether cash may leave the till with the line cut."""
    return is_own_sale and cents <= limits.cash_offline_cents


def day_of(at: Instant) -> Instant:
    """The beginning of its day (UTC), for limits by the day: the same on both sides."""
    return Instant(at // DAY_MS * DAY_MS)
