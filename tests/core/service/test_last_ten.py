"""The last ten: forty buyers at once over HTTP want ten units that lie in six places.

Exactly ten are sold, and each of the others is told why not; on both databases, again and again.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import settings
from sqlalchemy import func, select

from core.model import Article, Location, Position, Reservation
from core.orchestration import UnitOfWork
from core.rules.reservation import ReservationState
from tests.core.builders import make_article, make_location, make_position
from tests.core.service.shop_world import order_body
from tests.support.core_databases import KINDS
from tests.support.live_core import LiveCore, running_core

BUYERS = 40
UNITS = {"S1": 3, "S2": 1, "S3": 2, "S4": 1, "S5": 2, "S6": 1}
REPEATS = max(2, min(50, settings().max_examples // 40))
"""On each database: two in make test, fifty with the profile of make simulate."""
A_REPEAT_S = 30
"""What one takes at most, on a machine that does much else."""


def furnish(unit: UnitOfWork) -> None:
    """Six stores, and an article for each repeat with ten units over them."""
    places = {code: make_location(unit, code, latitude=44.0 + number) for number, code in enumerate(UNITS)}
    for repeat in range(REPEATS):
        article = make_article(unit, f"LAST-{repeat}")
        for code, units in UNITS.items():
            make_position(unit, article, places[code], units)


@pytest.mark.simulate
@pytest.mark.timeout(A_REPEAT_S * REPEATS)
@pytest.mark.parametrize("kind", KINDS)
def test_of_forty_buyers_over_http_exactly_ten_get_one_of_the_last_ten(kind: str, tmp_path: Path) -> None:
    with running_core(tmp_path, furnish, kind=kind, has_snapshot=False) as live:
        limits = httpx.Limits(max_connections=BUYERS, max_keepalive_connections=BUYERS)
        headers = {"Authorization": f"Bearer {live.shop_token}"}
        with (
            httpx.Client(base_url=live.base_url, headers=headers, limits=limits, timeout=60) as http,
            ThreadPoolExecutor(BUYERS) as pool,
        ):
            for repeat in range(REPEATS):
                check_one_rush(live, http, pool, f"LAST-{repeat}")


def check_one_rush(live: LiveCore, http: httpx.Client, pool: ThreadPoolExecutor, sku: str) -> None:
    """All buyers order at once; what they are told, and what the ledger says, is ten."""
    together = threading.Barrier(BUYERS)

    def buy(buyer: int) -> dict[str, Any]:
        body = order_body(
            delivery={"kind": "pickup", "location": f"S{buyer % len(UNITS) + 1}"},
            lines=[{"sku": sku, "quantity": 1, "unit_price_cents": 1990}],
        )
        together.wait(timeout=60)
        answer = http.post("/v1/orders", json=body, headers={"Idempotency-Key": f"{sku}-{buyer}"})
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    orders = list(pool.map(buy, range(BUYERS)))
    told = sorted((order["status"], order["lines"][0]["unfillable"]) for order in orders)
    sold = sum(UNITS.values())
    assert told == [("sourced", 0)] * sold + [("unfillable", 1)] * (BUYERS - sold)
    assert allocated(live, sku) == UNITS
    refused = next(order for order in orders if order["status"] == "unfillable")
    (decision,) = http.get(f"/v1/orders/{refused['id']}/decisions").json()["decisions"]
    assert decision["chosen"]["missing"] == [{"line": 1, "quantity": 1}]
    assert (decision["considered"], decision["chosen"]["shares"]) == (0, [])


def allocated(live: LiveCore, sku: str) -> dict[str, int]:
    """Units allocated by location; the claims on them add up to the same."""

    def read(session: Any) -> tuple[dict[str, int], int]:
        positions = session.execute(
            select(Location.code, Position.allocated)
            .join(Position, Position.location_id == Location.id)
            .join(Article, Article.id == Position.article_id)
            .where(Article.sku == sku)
        )
        claimed = session.scalar(
            select(func.sum(Reservation.quantity))
            .join(Article, Article.id == Reservation.article_id)
            .where(Article.sku == sku, Reservation.state == ReservationState.ALLOCATED.value)
        )
        return {row.code: row.allocated for row in positions}, int(claimed or 0)

    held, claimed = live.core.read(read)
    assert claimed == sum(held.values())
    return held
