"""Headquarters as the outside sees it: the web shop's orders, and the truth that screens are held against.

Plain HTTP with a shop's or an administrator's token, and directly to the core: not through the line that the
tour cuts.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx

TIMEOUT_S = 20.0
PAGE_ROWS = 500
Answer = dict[str, Any]


class Shop:
    """The core's public surface."""

    def __init__(self, url: str, shop_token: str, admin_token: str, location: str) -> None:
        """`location` is the code of the store that is looked at."""
        self._location = location
        self._shop = _client(url, shop_token)
        self._admin = _client(url, admin_token)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._shop.aclose()
        await self._admin.aclose()

    async def place(self, order: Answer, key: str) -> Answer:
        """Post an order as a web shop does."""
        answer = await self._shop.post("/v1/orders", json=order, headers={"Idempotency-Key": key})
        answer.raise_for_status()
        return dict(answer.json())

    async def cancel(self, order_id: str, key: str) -> None:
        """Cancel an order as a web shop does."""
        answer = await self._shop.post(
            f"/v1/orders/{order_id}/cancel", json={}, headers={"Idempotency-Key": key}
        )
        answer.raise_for_status()

    async def order(self, order_id: str) -> Answer:
        """An order as the core has it, its status rolled up."""
        return dict(await self._get(f"/v1/orders/{order_id}"))

    async def fulfilment(self, order_id: str) -> Answer:
        """The store's share of an order, with lines and parcels."""
        found = await self._get("/v1/fulfilments", order_id=order_id, location=self._location)
        return dict(found["fulfilments"][0])

    async def substitute(self, order_id: str) -> Answer:
        """The substitute that the order's customer was asked about; nothing while there is none."""
        found = (await self._get(f"/v1/orders/{order_id}/substitutes"))["substitutes"]
        return dict(found[0]) if found else {"state": ""}

    async def reply(self, order_id: str, substitute_id: str, *, is_agreed: bool) -> None:
        """The customer answers about a substitute, by the code that was written to them."""
        told = (await self._get("/v1/notifications", order_id=order_id))["notifications"]
        code = next(one["data"]["reply_code"] for one in told if one["kind"] == "substitute")
        answer = await self._shop.post(
            f"/v1/orders/{order_id}/substitutes/{substitute_id}",
            json={"is_agreed": is_agreed, "code": code},
        )
        answer.raise_for_status()

    async def delivery(self, number: str) -> str:
        """The state of a delivery to the store."""
        found = await self._get("/v1/deliveries", location=self._location, number=number)
        return str(found["deliveries"][0]["state"])

    async def transfer(self, number: str) -> str:
        """The state of a transfer that the store has asked for."""
        found = (await self._get("/v1/transfers", location=self._location))["transfers"]
        return next((str(one["state"]) for one in found if one["number"] == number), "")

    async def share_of(self, order_number: str) -> str:
        """The state of the store's share of an order."""
        found = await self._get("/v1/fulfilments", location=self._location, limit=500)
        shares = (one for one in found["fulfilments"] if one["order_number"] == order_number)
        return next((str(one["state"]) for one in shares), "")

    async def open_fulfilments(self, location: str) -> list[Answer]:
        """What a location has still to prepare."""
        states = ["proposed", "claimed", "picking", "picked", "packed", "labelled"]
        return list((await self._get("/v1/fulfilments", location=location, state=states))["fulfilments"])

    async def positions(self, sku: str) -> list[Answer]:
        """What each location has of an article."""
        return list((await self._get("/v1/stock/positions", sku=sku))["positions"])

    async def position(self, sku: str, location: str) -> dict[str, int]:
        """One position's units by bucket."""
        found = (await self._get("/v1/stock/positions", sku=sku, location=location))["positions"]
        return dict(found[0]["quantities"])

    async def shelf(self, location: str) -> AsyncIterator[Answer]:
        """The positions of a location."""
        async for row in self._pages("/v1/stock/positions", "positions", location=location):
            yield row

    async def articles(self) -> AsyncIterator[Answer]:
        """The chain's articles, by their SKU."""
        async for row in self._pages("/v1/articles", "articles"):
            yield row

    async def stocked(self) -> AsyncIterator[str]:
        """The SKU of each position of the chain, in their order."""
        async for row in self._pages("/v1/stock/positions", "positions"):
            yield str(row["sku"])

    async def article(self, sku: str) -> Answer:
        """An article by its SKU."""
        return dict((await self._get("/v1/articles", sku=sku))["articles"][0])

    async def serials(self, sku: str, location: str) -> list[str]:
        """Serial numbers of the sellable pieces of an article at a location."""
        pieces = (await self._get("/v1/stock/pieces", sku=sku, location=location))["pieces"]
        return [piece["serial"] for piece in pieces if piece["bucket"] == "sellable"]

    async def available(self, sku: str, location: str) -> int:
        """What can be promised of an article at a location."""
        found = (await self._get("/v1/availability", sku=sku, location=location))["articles"][0]
        return int(found["locations"][0]["quantity"])

    async def left(self, sku: str, location: str) -> int:
        """Units of an article that the ledger says customers have taken away from a location."""
        rows = (await self._get("/v1/stock/movements", sku=sku, location=location))["movements"]
        return sum(row["quantity"] for row in rows if row["kind"] == "handed_over")

    async def location(self, code: str) -> Answer:
        """A location: its name, and where it is."""
        return dict((await self._get("/v1/locations", code=code))["locations"][0])

    async def health(self) -> Answer:
        """How headquarters stands, and the version of its program."""
        return dict(await self._get("/v1/health"))

    async def enrolment_code(self, location: str) -> str:
        """A code that enrols one workstation at a location."""
        answer = await self._admin.post("/v1/devices/codes", json={"location": location})
        answer.raise_for_status()
        return str(answer.json()["code"])

    async def _pages(self, path: str, rows: str, **query: Any) -> AsyncIterator[Answer]:
        page = await self._get(path, limit=PAGE_ROWS, **query)
        while True:
            for row in page[rows]:
                yield row
            if not page.get("next"):
                return
            page = await self._get(path, limit=PAGE_ROWS, after=page["next"], **query)

    async def _get(self, path: str, **query: Any) -> Any:
        answer = await self._admin.get(path, params=query)
        answer.raise_for_status()
        return answer.json()


def _client(url: str, token: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, timeout=TIMEOUT_S, headers={"Authorization": f"Bearer {token}"})
