"""Orders over HTTP: taken once, looked up, cancelled; and what is said to an order that makes no sense."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from sqlalchemy import func, select

from core.commands import ProposeSubstitute
from core.model import Article, Order
from core.rules.agreement import reply_code
from tests.core.orchestration.order_world import do, head_at, line_at
from tests.core.service.shop_world import Shop, arrange_shop, order_body, problem_of
from tests.support.live_core import LiveCore, running_core


@pytest.fixture(scope="module")
def live(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCore]:
    folder = tmp_path_factory.mktemp("core")
    with running_core(folder, arrange_shop, kind=database_kind) as running:
        yield running


@pytest.fixture
def shop(live: LiveCore) -> Iterator[Shop]:
    headers = {"Authorization": f"Bearer {live.shop_token}"}
    with httpx.Client(base_url=live.base_url, headers=headers, timeout=30) as http:
        yield Shop(http)


@pytest.fixture
def fresh(database_kind: str, tmp_path: Path) -> Iterator[tuple[LiveCore, Shop]]:
    """A core of its own, for tests that count."""
    with running_core(tmp_path, arrange_shop, kind=database_kind) as running:
        headers = {"Authorization": f"Bearer {running.shop_token}"}
        with httpx.Client(base_url=running.base_url, headers=headers, timeout=30) as http:
            yield running, Shop(http)


class Ordered(NamedTuple):
    """A core with one order, and nothing else: for who finds it, or sends it again."""

    live: LiveCore
    shop: Shop
    answer: httpx.Response


@pytest.fixture(scope="module")
def ordered(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ordered]:
    """It is told of as it was when the order was placed."""
    with running_core(tmp_path_factory.mktemp("ordered"), arrange_shop, kind=database_kind) as running:
        headers = {"Authorization": f"Bearer {running.shop_token}"}
        with httpx.Client(base_url=running.base_url, headers=headers, timeout=30) as http:
            shop = Shop(http)
            yield Ordered(running, shop, shop.order())


def count_orders(live: LiveCore) -> int:
    return live.core.read(lambda session: session.scalar(select(func.count()).select_from(Order))) or 0


def test_an_order_is_sourced_and_answered_with_its_code(ordered: Ordered) -> None:
    answer = ordered.answer
    order = answer.json()
    assert answer.status_code == 201
    assert order["number"] == "C-20001"
    assert order["status"] == "sourced"
    assert [(one["location"], one["kind"], one["state"]) for one in order["fulfilments"]] == [
        ("LYON", "pickup", "proposed")
    ]
    assert order["promised_at_iso"].endswith("Z")
    assert len(order["pickup_code"]) == 6
    assert order["lines"][0] | {"name": ""} == {
        "line": 1,
        "sku": "SCARF",
        "name": "",
        "quantity": 2,
        "cancelled": 0,
        "sourced": 2,
        "started": 0,
        "left": 0,
        "unfillable": 0,
        "backordered": 0,
        "expected_at": None,
        "unit_price_cents": 1990,
        "sale_type": "distance",
    }
    assert order["total_cents"] == 3980


def test_the_pickup_code_is_told_once(ordered: Ordered) -> None:
    assert "pickup_code" not in ordered.shop.get(f"/orders/{ordered.answer.json()['id']}")


def test_the_same_order_posted_twice_is_one_order_and_one_answer(ordered: Ordered) -> None:
    live, shop, first = ordered
    second = shop.order()
    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert (first.headers.get("idempotency-repeated"), second.headers["idempotency-repeated"]) == (
        None,
        "true",
    )
    assert count_orders(live) == 1


def test_posted_ten_times_at_once_it_is_one_order(fresh: tuple[LiveCore, Shop]) -> None:
    live, shop = fresh
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: shop.order(), range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert count_orders(live) == 1


def test_the_same_key_for_another_order_is_a_conflict(ordered: Ordered) -> None:
    live, shop, _ = ordered
    other = shop.order(note="Cadeau")
    assert problem_of(other) == (409, "idempotency_key_reused")
    assert count_orders(live) == 1


def test_a_refused_order_may_be_corrected_under_its_key(fresh: tuple[LiveCore, Shop]) -> None:
    _, shop = fresh
    wrong = shop.order(lines=[{"sku": "SCRAF", "quantity": 1, "unit_price_cents": 1}])
    assert problem_of(wrong) == (400, "unknown_article")
    assert shop.order().status_code == 201


def test_what_is_free_nowhere_is_kept_and_said(fresh: tuple[LiveCore, Shop]) -> None:
    _, shop = fresh
    order = shop.order(lines=[{"sku": "COAT", "quantity": 3, "unit_price_cents": 9900}]).json()
    assert order["status"] == "unfillable"
    assert (order["lines"][0]["sourced"], order["lines"][0]["unfillable"]) == (1, 2)


def line(**changes: Any) -> dict[str, Any]:
    return {"sku": "SCARF", "quantity": 1, "unit_price_cents": 1990} | changes


@pytest.mark.by_turns
@pytest.mark.parametrize(("channel", "sale_type"), [("telephone", "distance"), ("store", "in_store")])
def test_an_order_keeps_its_channel_which_says_what_sale_it_is(
    shop: Shop, channel: str, sale_type: str
) -> None:
    taken = shop.order(f"by-{channel}", channel=channel)
    assert taken.status_code == 201
    order = shop.get(f"/orders/{taken.json()['id']}")
    assert order["channel"] == channel
    assert {one["sale_type"] for one in order["lines"]} == {sale_type}


@pytest.mark.parametrize(
    ("changes", "status", "code", "member"),
    [
        ({"lines": [line(), line(sku="SCRAF")]}, 400, "unknown_article", {"line": 2, "sku": "SCRAF"}),
        ({"lines": [line(quantity=100_000)]}, 400, "absurd_quantity", {"line": 1}),
        ({"lines": [line(), line(quantity=0)]}, 400, "absurd_quantity", {"line": 2}),
        ({"lines": [line(quantity=-3)]}, 400, "absurd_quantity", {"line": 1}),
        ({"lines": [line(quantity=1_000_000)]}, 400, "absurd_quantity", {"line": 1}),
        ({"lines": [line()] * 1_000}, 400, "too_many_lines", {"limit": 50}),
        ({"lines": []}, 400, "empty_order", {}),
        ({"delivery": {"kind": "pickup", "location": "LUTECE"}}, 400, "unknown_location", {}),
        ({"delivery": {"kind": "pickup"}}, 400, "bad_order", {}),
        ({"lines": [line(quantity="2")]}, 400, "bad_order", {}),
        ({"colour": "blue"}, 400, "bad_order", {}),
        ({"placed_at": 1}, 400, "from_long_ago", {}),
        ({"note": "a\x00b"}, 400, "nul_in_text", {}),
    ],
)
def test_an_order_that_makes_no_sense_is_told_why(
    shop: Shop, live: LiveCore, changes: dict[str, Any], status: int, code: str, member: dict[str, Any]
) -> None:
    before = count_orders(live)
    answer = shop.order("key-nonsense", **changes)
    assert problem_of(answer) == (status, code)
    assert member.items() <= answer.json().items()
    assert count_orders(live) == before


@pytest.mark.parametrize(
    "body", [b"", b"{", b"not json", b"\xff\xfe", b"[" * 100_000, b'{"channel": "web"', b"null"]
)
def test_a_body_that_is_no_order_is_told_so(shop: Shop, body: bytes) -> None:
    status, code = problem_of(shop.post_raw(body))
    assert (status, code) in {(400, "bad_json"), (400, "bad_order")}


def test_a_body_that_is_not_json_is_told_so(shop: Shop) -> None:
    assert problem_of(shop.post_raw(b"{not json}")) == (400, "bad_json")


def test_a_body_that_is_too_large_is_not_read(shop: Shop) -> None:
    answer = shop.post_raw(b'{"note": "' + b"x" * 2_000_000 + b'"}')
    assert problem_of(answer) == (413, "body_too_large")


def test_an_order_without_a_key_is_told_so(shop: Shop) -> None:
    answer = shop.http.post("/v1/orders", json=order_body())
    assert problem_of(answer) == (400, "idempotency_key_missing")


def test_an_order_without_a_token_is_not_taken(live: LiveCore) -> None:
    answer = httpx.post(f"{live.base_url}/v1/orders", json=order_body(), headers={"Idempotency-Key": "k"})
    assert problem_of(answer) == (401, "token_missing")


def test_the_problem_speaks_french_to_whoever_asks_for_it(shop: Shop) -> None:
    shop.http.headers["Accept-Language"] = "fr"
    answer = shop.order("key-fr", lines=[line(quantity=100_000)])
    assert answer.json()["detail"] == "Cette quantité n'est pas plausible (de 1 à 999 par ligne)."


def test_an_order_is_found_by_its_number_and_reference(fresh: tuple[LiveCore, Shop]) -> None:
    _, shop = fresh
    order = shop.order(external_reference="W-77").json()
    shop.order("key-2", external_reference="W-78")
    assert [one["id"] for one in shop.get("/orders", number=order["number"])["orders"]] == [order["id"]]
    assert [one["id"] for one in shop.get("/orders", reference="W-77")["orders"]] == [order["id"]]
    assert shop.get("/orders", number="C-1")["orders"] == []


def test_orders_come_page_by_page(fresh: tuple[LiveCore, Shop]) -> None:
    _, shop = fresh
    made = [shop.order(f"key-{n}", lines=[line()]).json()["id"] for n in range(3)]
    first = shop.get("/orders", limit=2)
    second = shop.get("/orders", limit=2, after=first["next"])
    assert [one["id"] for one in first["orders"] + second["orders"]] == made[::-1]
    assert "next" not in second or second["next"] is None


def test_an_unknown_order_is_not_found(shop: Shop) -> None:
    assert problem_of(shop.http.get("/v1/orders/nothing")) == (404, "unknown_order")
    assert problem_of(shop.http.get("/v1/orders/nothing/decisions")) == (404, "unknown_order")
    assert problem_of(shop.cancel("nothing")) == (404, "unknown_order")


def test_a_cancelled_order_gives_its_stock_back(fresh: tuple[LiveCore, Shop]) -> None:
    _, shop = fresh
    order = shop.order().json()
    cancelled = shop.cancel(order["id"])
    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    (position,) = shop.get("/stock/positions", sku="SCARF", location="LYON")["positions"]
    assert (position["quantities"]["sellable"], position["quantities"]["allocated"]) == (3, 0)


def test_units_are_cancelled_once_for_a_key(fresh: tuple[LiveCore, Shop]) -> None:
    _, shop = fresh
    order = shop.order().json()
    body = {"lines": [{"line": 1, "quantity": 1}]}
    first, second = shop.cancel(order["id"], body, "once"), shop.cancel(order["id"], body, "once")
    assert first.json() == second.json()
    assert shop.get(f"/orders/{order['id']}")["lines"][0]["cancelled"] == 1


def test_more_than_was_ordered_is_not_cancelled(ordered: Ordered) -> None:
    answer = ordered.shop.cancel(ordered.answer.json()["id"], {"lines": [{"line": 1, "quantity": 3}]})
    assert problem_of(answer) == (422, "cancels_too_many")


def test_the_store_sees_what_it_has_to_prepare(fresh: tuple[LiveCore, Shop]) -> None:
    _, shop = fresh
    order = shop.order(note="Cadeau").json()
    (found,) = shop.get("/fulfilments", location="LYON", state="proposed")["fulfilments"]
    assert (found["order_number"], found["customer_name"]) == (order["number"], "Camille Royer")
    assert [(one["sku"], one["quantity"]) for one in found["lines"]] == [("SCARF", 2)]
    assert shop.get("/fulfilments", location="LYON", state="ready")["fulfilments"] == []
    assert shop.get("/fulfilments", location="PARIS")["fulfilments"] == []


def test_what_customers_were_told_is_for_administrators(fresh: tuple[LiveCore, Shop]) -> None:
    live, shop = fresh
    order = shop.order().json()
    shop.cancel(order["id"])
    assert problem_of(shop.http.get("/v1/notifications")) == (403, "scope_missing")
    headers = {"Authorization": f"Bearer {live.admin_token}"}
    told = shop.http.get("/v1/notifications", headers=headers).json()["notifications"]
    assert [(one["kind"], one["order_id"]) for one in told] == [("cancelled", order["id"])]


def test_beyond_a_quota_a_shop_is_refused_with_what_is_left_and_a_marketplace_is_not(
    fresh: tuple[LiveCore, Shop],
) -> None:
    live, shop = fresh
    quotas = {"quotas": [{"sku": "COAT", "kind": "backorder", "quantity": 1}]}
    headers = {"Authorization": f"Bearer {live.admin_token}"}
    assert shop.http.put("/v1/availability/policy", json=quotas, headers=headers).status_code == 200
    refused = shop.order("beyond", lines=[line(sku="COAT", quantity=3)])
    assert problem_of(refused) == (422, "beyond_quota")
    assert {"line": 1, "short": 2, "left": 1}.items() <= refused.json().items()
    taken = shop.order("beyond", channel="marketplace", lines=[line(sku="COAT", quantity=3)]).json()
    (told,) = taken["lines"]
    assert (taken["status"], told["sourced"], told["unfillable"], told["backordered"]) == (
        "unfillable",
        1,
        2,
        1,
    )
    (waiting,) = shop.get("/orders/attention")["orders"]
    assert (waiting["id"], waiting["reason"]) == (taken["id"], "unfillable")


def test_a_customer_answers_about_a_substitute(fresh: tuple[LiveCore, Shop]) -> None:
    live, shop = fresh
    order = shop.order(lines=[line(sku="SCARF", quantity=1)]).json()
    head = head_at(live.core, order["id"])
    coat = live.core.read(lambda session: session.scalar(select(Article.id).where(Article.sku == "COAT")))
    missing = line_at(live.core, head, "SCARF")
    do(live.core, head, ProposeSubstitute(fulfilment_id=head.id, line_id=missing.id, article_id=coat or 0))
    (asked,) = shop.get(f"/orders/{order['id']}/substitutes")["substitutes"]
    assert (asked["state"], asked["missing"]["sku"], asked["offered"]["sku"]) == ("asked", "SCARF", "COAT")
    assert asked["offered"]["price_cents"] == asked["missing"]["price_cents"] == 1990

    def answer(substitute: str, code: str) -> httpx.Response:
        path = f"/v1/orders/{order['id']}/substitutes/{substitute}"
        return shop.http.post(path, json={"is_agreed": True, "code": code})

    assert problem_of(answer(asked["id"], "00000000")) == (422, "wrong_reply_code")
    assert problem_of(answer("nothing", "00000000")) == (404, "unknown_substitute")
    (agreed,) = answer(asked["id"], reply_code(asked["id"])).json()["substitutes"]
    assert (agreed["state"], agreed["answer_by"]) == ("agreed", agreed["state_at"])
