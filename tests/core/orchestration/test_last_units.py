"""Exactly the last units are sold when many want them at once: none twice, none refused while it is free."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from core.model import Order
from core.orchestration import Core, UnitOfWork
from core.orchestration.orders import place
from core.rules.order import OrderStatus
from tests.core.builders import make_article, make_location, make_position
from tests.core.orchestration.order_world import draft, progress

BUYERS = 40
STOCK = {"S1": 3, "S2": 1, "S3": 2, "S4": 1, "S5": 2, "S6": 1}


def test_of_forty_buyers_of_the_last_ten_exactly_ten_get_one(core: Core) -> None:
    def furnish(unit: UnitOfWork) -> None:
        article = make_article(unit, "SCARF")
        for place_number, (code, units) in enumerate(STOCK.items()):
            make_position(unit, article, make_location(unit, code, latitude=45 + place_number), units)

    core.transact(furnish)
    together = threading.Barrier(8)

    def buy(buyer: int) -> str:
        if buyer < together.parties:
            together.wait(timeout=30)
        store = list(STOCK)[buyer % len(STOCK)]
        return core.transact(lambda unit: place(unit, draft(("SCARF", 1), location=store))).order_id

    with ThreadPoolExecutor(together.parties) as pool:
        orders = list(pool.map(buy, range(BUYERS)))
    statuses = [progress(core, order_id).status for order_id in orders]
    assert statuses.count(OrderStatus.SOURCED) == sum(STOCK.values())
    assert statuses.count(OrderStatus.UNFILLABLE) == BUYERS - sum(STOCK.values())
    numbers = core.read(lambda session: {session.get_one(Order, order_id).number for order_id in orders})
    assert len(numbers) == BUYERS


def test_baskets_that_cross_share_what_there_is_to_the_last_unit(core: Core) -> None:
    def furnish(unit: UnitOfWork) -> None:
        scarf, coat = make_article(unit, "SCARF"), make_article(unit, "COAT")
        for code in ("S1", "S2", "S3"):
            location = make_location(unit, code)
            make_position(unit, scarf, location, 3)
            make_position(unit, coat, location, 3)

    core.transact(furnish)

    def buy(buyer: int) -> tuple[int, int]:
        skus = ("SCARF", "COAT") if buyer % 2 else ("COAT", "SCARF")
        wanted = draft((skus[0], 1), (skus[1], 1), location=f"S{buyer % 3 + 1}")
        done = progress(core, core.transact(lambda unit: place(unit, wanted)).order_id)
        return sum(line.sourced for line in done.by_line.values()), sum(
            line.unfillable for line in done.by_line.values()
        )

    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(buy, range(24)))
    assert sum(sourced for sourced, _ in results) == 18
    assert sum(unfillable for _, unfillable in results) == 48 - 18
