"""The demo's receipts: the same each time, adding up, and with each case that a return meets."""

from __future__ import annotations

from core.rules.refund import Means
from core.rules.time import DAY_MS
from core.service.demo import DemoNetwork
from core.service.demo.receipts import ELSEWHERE, RECEIPTS, receipts


def test_each_case_that_a_return_meets_is_there_and_adds_up(small_network: DemoNetwork) -> None:
    network = small_network
    sold = list(receipts(network))
    assert sold == list(receipts(network))
    assert [sum(one.location == store.code for one in sold) for store in network.stores[:2]] == [
        RECEIPTS,
        ELSEWHERE,
    ]
    for one in sold:
        assert sum(part.cents for part in one.means) == sum(x.cents for x in one.lines) - one.discount_cents
        assert one.sold_at < network.now
    ages = [(network.now - one.sold_at) // DAY_MS for one in sold]
    assert min(ages) <= 2
    assert max(ages) > 30, "past the usual period"
    assert any(len(one.means) == 2 for one in sold)
    assert {one.means[0].means for one in sold} >= {Means.CARD, Means.CASH}
    assert any(one.discount_cents for one in sold)
