"""Two counters that stand before one gift card see each other, for a while; the ledger is not bound by it."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from test_credits_spent import CARD, left_on_card, sold_card

from core.model import CreditHold, StoreCredit
from core.orchestration import Core
from core.orchestration.credit_holds import HELD_MS, hold_credit
from core.orchestration.credits import spend
from core.ports import SimulatedClock
from core.rules.errors import Refused


def takes(core: Core, device_id: str, cents: int) -> int:
    """A device is about to take so much; what others hold."""
    return core.transact(lambda unit: hold_credit(unit, CARD, device_id, cents))


def held(core: Core) -> int:
    return core.read(lambda s: s.scalar(select(func.sum(CreditHold.cents)))) or 0


def test_the_second_counter_is_told_what_the_first_is_about_to_take(core: Core) -> None:
    sold_card(core, 10_000)
    assert takes(core, "till-a", 7_000) == 0
    assert takes(core, "till-b", 7_000) == 7_000
    assert held(core) == 10_000, "and never more than there is"
    assert takes(core, "till-c", 1) == 10_000
    assert takes(core, "till-a", 2_000) == 3_000, "what it was about to take before does not count"
    assert takes(core, "till-c", 9_000) == 5_000
    assert left_on_card(core) == 10_000, "nothing is taken by it"


def test_a_hold_ends_by_itself_and_with_what_became_of_it(core: Core, clock: SimulatedClock) -> None:
    sold_card(core, 10_000)
    takes(core, "till-a", 7_000)
    clock.advance(HELD_MS - 1)
    assert takes(core, "till-b", 0) == 7_000
    clock.advance(1)
    assert takes(core, "till-b", 0) == 0, "nobody came"
    takes(core, "till-a", 7_000)
    core.transact(lambda unit: spend(unit, CARD, 7_000, "deed"))
    assert takes(core, "till-b", 3_000) == 0, "it was taken, and is not counted twice"
    assert held(core) == 3_000, "and those that are over are kept no longer"


def test_what_has_left_is_taken_whoever_holds_it(core: Core) -> None:
    sold_card(core, 10_000)
    takes(core, "till-a", 10_000)
    core.transact(lambda unit: spend(unit, CARD, 10_000, "a till that did not ask"))
    assert left_on_card(core) == 0
    assert takes(core, "till-a", 10_000) == 0


def test_a_credit_that_nobody_knows_is_refused(core: Core) -> None:
    with pytest.raises(Refused, match="unknown_credit"):
        takes(core, "till-a", 1)
    assert core.read(lambda s: s.scalars(select(StoreCredit)).all()) == []
