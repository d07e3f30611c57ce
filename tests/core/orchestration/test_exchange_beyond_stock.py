"""What is taken in exchange may be sold beyond stock, as far as a quota allows."""

from __future__ import annotations

import pytest
from order_world import furnish
from sqlalchemy import select
from test_beyond_stock import say
from test_exchange_orders import bring, claimed, exchange

from core.model import OrderLine
from core.orchestration import Core
from core.rules.time import DAY_MS
from core.service.records import QuotaRecord


@pytest.mark.by_turns
@pytest.mark.parametrize(("days", "is_known"), [(9, True), (0, False)])
def test_what_a_quota_covers_is_ordered_for_the_day_on_which_it_is_expected(
    core: Core, days: int, is_known: bool
) -> None:
    furnish(core, {"PARIS": {"COAT": 1}})
    bring(core, price_cents=2_000, units=2)
    due_at = core.clock.now() + days * DAY_MS if is_known else 0
    say(core, QuotaRecord("COAT", "preorder", 1, due_at))
    taken = exchange(core, price_cents=2_000, quantity=2)
    assert taken.sending["order_number"] and not taken.sending.get("failed")
    assert (taken.sending["promised_at"] >= due_at, bool(taken.sending["promised_at"])) == (True, is_known)
    assert core.read(lambda s: s.scalars(select(OrderLine.unfillable)).all()) == [1]
    assert claimed(core) == 2


def test_what_is_more_than_the_quota_is_free_nowhere(core: Core) -> None:
    furnish(core, {"PARIS": {"COAT": 0}})
    bring(core, price_cents=2_000, units=2)
    say(core, QuotaRecord("COAT", "preorder", 1))
    gone = exchange(core, price_cents=2_000, quantity=2)
    assert (gone.sending["failed"], claimed(core)) == ("exchange_free_nowhere", 0)
