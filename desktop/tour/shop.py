"""Headquarters as the outside sees it: the web shop's orders, and the truth that the screens are held against.

Plain HTTP with a shop's or administrator's token; the tour asks the core directly, not through the line that
it cuts.
"""

from __future__ import annotations

from typing import Any

import httpx

TIMEOUT_S = 20.0


class Shop:
    """The core's public surface."""

    def __init__(self, url: str, shop_token: str, admin_token: str) -> None:
        self._shop = httpx.AsyncClient(
            base_url=url, timeout=TIMEOUT_S, headers={"Authorization": f"Bearer {shop_token}"}
        )
        self._admin = httpx.AsyncClient(
            base_url=url, timeout=TIMEOUT_S, headers={"Authorization": f"Bearer {admin_token}"}
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self._shop.aclose()
        await self._admin.aclose()

    async def place(self, order: dict[str, Any], key: str) -> dict[str, Any]:
        """Post an order as a web shop does."""
        answer = await self._shop.post("/v1/orders", json=order, headers={"Idempotency-Key": key})
        answer.raise_for_status()
        return dict(answer.json())

    async def order(self, order_id: str) -> dict[str, Any]:
        """An order with its lines and fulfilments, as the core has it."""
        return dict(await self._get(f"/v1/orders/{order_id}"))

    async def fulfilment(self, order_id: str) -> dict[str, Any]:
        """The one fulfilment of an order."""
        return dict((await self.order(order_id))["fulfilments"][0])

    async def positions(self, sku: str, location: str) -> dict[str, Any]:
        """One position."""
        found = await self._get("/v1/stock/positions", sku=sku, location=location)
        rows = found["positions"] if isinstance(found, dict) else found
        return dict(rows[0]) if rows else {}

    async def availability(self, sku: str, location: str) -> int:
        """What can be promised of an article at a location."""
        found = await self._get("/v1/availability", sku=sku, location=location)
        return int(found["articles"][0]["locations"][0]["quantity"])

    async def _get(self, path: str, **query: str) -> Any:
        answer = await self._admin.get(path, params=query)
        answer.raise_for_status()
        return answer.json()
