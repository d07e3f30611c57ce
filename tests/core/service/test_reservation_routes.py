"""Reservations and payments over HTTP: once for a key, and a clear word on what makes no sense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.core.service.shop_world import Shop, arrange_shop, problem_of
from tests.support.live_core import LiveCore, running_core


@pytest.fixture(scope="module")
def live(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCore]:
    folder = tmp_path_factory.mktemp("core")
    with running_core(folder, arrange_shop, kind=database_kind, has_snapshot=False) as running:
        yield running


@pytest.fixture
def shop(live: LiveCore) -> Iterator[Shop]:
    headers = {"Authorization": f"Bearer {live.shop_token}"}
    with httpx.Client(base_url=live.base_url, headers=headers, timeout=30) as http:
        yield Shop(http)


def reserve(shop: Shop, key: str, **changes: Any) -> httpx.Response:
    body = {"lines": [{"sku": "SCARF", "quantity": 1}]} | changes
    return shop.http.post("/v1/reservations", json=body, headers={"Idempotency-Key": key})


def pay(shop: Shop, order: str, state: str = "confirmed", key: str = "p-1") -> httpx.Response:
    path = f"/v1/orders/{order}/payment"
    return shop.http.post(path, json={"state": state}, headers={"Idempotency-Key": key})


def test_a_reservation_is_made_once_for_its_key_looked_at_confirmed_and_released(shop: Shop) -> None:
    made, again = reserve(shop, "r-1"), reserve(shop, "r-1")
    assert (made.status_code, again.json()) == (201, made.json())
    assert again.headers["Idempotency-Repeated"] == "true"
    path = f"/v1/reservations/{made.json()['id']}"
    assert shop.http.post(f"{path}/confirm").json()["state"] == "firm"
    assert shop.http.get(path).json()["claims"][0]["quantity"] == 1
    assert shop.http.post(f"{path}/release").json()["state"] == "released"
    assert problem_of(shop.http.post(f"{path}/confirm")) == (422, "reservation_ended")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"lines": []}, (400, "empty_order")),
        ({"lines": [{"sku": "SCARF", "quantity": 1_000_000}]}, (400, "absurd_quantity")),
        ({"lines": [{"sku": "SCARF", "quantity": 1}] * 1_000}, (400, "too_many_lines")),
        ({"lines": [{"sku": "GONE", "quantity": 1}]}, (400, "unknown_article")),
        ({"location": "NOWHERE"}, (400, "unknown_location")),
        ({"minutes": 100_000}, (400, "bad_order")),
    ],
)
def test_a_basket_that_makes_no_sense_is_told_so(shop: Shop, changes: Any, problem: Any) -> None:
    assert problem_of(reserve(shop, "bad", **changes)) == problem


def test_what_is_not_there_is_said_to_be_unknown(shop: Shop) -> None:
    assert problem_of(shop.http.get("/v1/reservations/nobody-s")) == (404, "unknown_reservation")
    assert problem_of(pay(shop, "C-1")) == (404, "unknown_order")
    asked = shop.order("k-unknown", reservation="nobody-s")
    assert problem_of(asked) == (400, "unknown_reservation")


def test_an_order_is_paid_once_and_its_code_is_told_with_the_payment(shop: Shop) -> None:
    order = shop.order("k-paid", payment="pending").json()
    assert (order["status"], order["fulfilments"]) == ("placed", [])
    paid, again = pay(shop, order["number"]), pay(shop, order["number"])
    assert paid.json()["order"]["status"] == "sourced"
    assert len(paid.json()["order"]["pickup_code"]) == 6
    assert again.json() == paid.json()
    assert problem_of(pay(shop, order["id"], "failed", "p-2")) == (422, "payment_already_confirmed")
    assert problem_of(pay(shop, order["id"], "paid", "p-3")) == (400, "bad_request")


def test_money_for_a_cancelled_order_is_a_case_for_people(shop: Shop) -> None:
    order = shop.order("k-late", payment="pending").json()
    assert [shop.cancel(order["id"]).json()["status"] for _ in range(2)] == ["cancelled"] * 2
    answer = pay(shop, order["number"]).json()
    assert (answer["exception"], answer["order"]["status"]) == ("paid_after_cancellation", "cancelled")
