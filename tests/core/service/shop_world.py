"""A core over HTTP with two stores and a few articles, and a web shop that talks to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from core.orchestration import UnitOfWork
from tests.core.builders import make_article, make_location, make_position

LYON = {"latitude": 45.7606, "longitude": 4.8598, "postcode": "69003", "city": "Lyon"}
PARIS = {"latitude": 48.8566, "longitude": 2.3522, "postcode": "75001", "city": "Paris"}


def arrange_shop(unit: UnitOfWork) -> None:
    """Lyon has three scarves and a coat, Paris ten scarves."""
    lyon = make_location(unit, "LYON", name="Lyon Part-Dieu", **LYON)
    paris = make_location(unit, "PARIS", name="Paris Rivoli", **PARIS)
    scarf, coat = make_article(unit, "SCARF", name="Écharpe"), make_article(unit, "COAT", name="Manteau")
    make_position(unit, scarf, lyon, 3)
    make_position(unit, coat, lyon, 1)
    make_position(unit, scarf, paris, 10)


def order_body(**changes: Any) -> dict[str, Any]:
    """Two scarves, to be collected in Lyon."""
    body: dict[str, Any] = {
        "channel": "web",
        "external_reference": "W-1",
        "customer": {"name": "Camille Royer", "email": "camille@example.org"},
        "delivery": {"kind": "pickup", "location": "LYON"},
        "lines": [{"sku": "SCARF", "quantity": 2, "unit_price_cents": 1990}],
    }
    return body | changes


class Shop:
    """The web shop's side of the API.

    Attributes:
        http: a client with the shop's token.
    """

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def order(self, key: str = "key-1", **changes: Any) -> httpx.Response:
        """Post an order."""
        return self.http.post("/v1/orders", json=order_body(**changes), headers={"Idempotency-Key": key})

    def post_raw(self, body: bytes, key: str = "key-1") -> httpx.Response:
        """Post whatever it is as an order."""
        headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
        return self.http.post("/v1/orders", content=body, headers=headers)

    def get(self, path: str, **params: Any) -> Any:
        """The JSON at an address, which must be there."""
        answer = self.http.get(f"/v1{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def cancel(self, order_id: str, body: Mapping[str, Any] | None = None, key: str = "") -> httpx.Response:
        """Cancel an order, or what the body names."""
        headers = {"Idempotency-Key": key} if key else {}
        return self.http.post(f"/v1/orders/{order_id}/cancel", json=body or {}, headers=headers)


def problem_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a problem document."""
    assert answer.headers["content-type"].startswith("application/problem+json"), answer.text
    return answer.status_code, answer.json()["code"]
