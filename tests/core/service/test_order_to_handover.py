"""The main job on the core's side, over HTTP: posted, sourced, prepared, told ready, handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.commands import (
    ClaimFulfilment,
    Command,
    HandOver,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    ShortLine,
    StageFulfilment,
)
from core.commands.definitions import Proof
from core.model import Location
from core.orchestration import UnitOfWork
from core.orchestration.identity import EXAMPLE_GS1_PREFIX
from core.rules.sscc import build_sscc
from core.rules.stock import ShortReason
from core.wire import SigningKey, decode_answer, encode_batch
from tests.core.builders import make_staff
from tests.core.service.shop_world import Shop, arrange_shop, problem_of
from tests.support.core_databases import KINDS
from tests.support.live_core import LiveCore, enrolment_body, running_core
from tests.support.sender import Sender

KEY = SigningKey(bytes(range(2, 34)))
NUMBER = build_sscc(EXAMPLE_GS1_PREFIX, 1)
"""The first of the block that the first device is leased."""

Send = Callable[..., list[str]]


def arrange(unit: UnitOfWork) -> None:
    arrange_shop(unit)
    lyon = unit.session.get_one(Location, 1)
    make_staff(unit, lyon, id="nadia")


@pytest.fixture(params=KINDS)
def live(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LiveCore]:
    with running_core(tmp_path, arrange, kind=request.param) as running:
        yield running


@pytest.fixture
def shop(live: LiveCore) -> Iterator[Shop]:
    headers = {"Authorization": f"Bearer {live.admin_token}"}
    with httpx.Client(base_url=live.base_url, headers=headers, timeout=30) as http:
        yield Shop(http)


@pytest.fixture
def send(live: LiveCore) -> Iterator[Send]:
    """A workstation in Lyon: sends commands and returns what came of each."""
    body = enrolment_body(live.enrolment_code("LYON"), "Réserve", KEY)
    with httpx.Client(base_url=live.base_url, timeout=30) as http:
        enrolled = http.post("/v1/devices/enrol", json=body).raise_for_status().json()
        sender = Sender(enrolled["device_id"], KEY, "nadia", live.core.clock.now())
        headers = {"Authorization": f"Bearer {enrolled['token']}"}

        def send_commands(*commands: Command) -> list[str]:
            batch = encode_batch([sender.seal(command) for command in commands])
            answer = http.post("/v1/commands", content=batch, headers=headers).raise_for_status()
            return [outcome.status for outcome in decode_answer(answer.content).outcomes]

        yield send_commands


def fulfilment(shop: Shop, order_id: str, location: str = "LYON") -> dict[str, Any]:
    (found,) = shop.get("/fulfilments", order_id=order_id, location=location)["fulfilments"]
    assert isinstance(found, dict)
    return found


def _pay(shop: Shop, number: str, word: str) -> httpx.Response:
    path = f"/v1/orders/{number}/payment"
    return shop.http.post(path, json={"state": word}, headers={"Idempotency-Key": f"{word}-{number}"})


def test_an_order_goes_all_the_way_and_stock_agrees_to_the_unit(shop: Shop, send: Send) -> None:
    order = shop.order().json()
    head = fulfilment(shop, order["id"])
    about, line_id = {"fulfilment_id": head["id"]}, head["lines"][0]["id"]
    prepared = send(
        ClaimFulfilment(**about),
        PickLine(**about, line_id=line_id, quantity=2),
        PackFulfilment(**about, parcels=[ParcelDraft(NUMBER, {line_id: 2}, 240)]),
        StageFulfilment(**about, bins={NUMBER: "B-07"}),
    )
    assert prepared == ["applied"] * 4
    assert fulfilment(shop, order["id"])["state"] == "ready"
    assert [one["kind"] for one in shop.get("/notifications")["notifications"]] == ["ready"]

    assert send(HandOver(**about, proof=Proof.CODE, code=order["pickup_code"])) == ["applied"]
    assert shop.get(f"/orders/{order['id']}")["status"] == "fulfilled"
    (position,) = shop.get("/stock/positions", sku="SCARF", location="LYON")["positions"]
    assert (position["quantities"]["sellable"], position["quantities"]["allocated"]) == (1, 0)
    ledger = shop.get("/stock/movements", sku="SCARF", location="LYON")["movements"]
    assert [(one["kind"], one["quantity"]) for one in ledger] == [
        ("received", 3),
        ("allocated", 2),
        ("picked", 2),
        ("handed_over", 2),
    ]


def test_a_short_is_sourced_elsewhere_before_the_store_has_its_answer(shop: Shop, send: Send) -> None:
    order = shop.order().json()
    head = fulfilment(shop, order["id"])
    about = {"fulfilment_id": head["id"]}
    told = ShortLine(**about, line_id=head["lines"][0]["id"], quantity=2, reason=ShortReason.NOT_FOUND)
    assert send(ClaimFulfilment(**about), told) == ["applied", "applied"]
    elsewhere = fulfilment(shop, order["id"], "PARIS")
    assert (elsewhere["state"], elsewhere["kind"], elsewhere["lines"][0]["quantity"]) == (
        "proposed",
        "shipment",
        2,
    )


def test_a_cancelled_order_is_put_back_by_the_store_that_has_it_in_hand(shop: Shop, send: Send) -> None:
    order = shop.order().json()
    head = fulfilment(shop, order["id"])
    about = {"fulfilment_id": head["id"]}
    send(ClaimFulfilment(**about), PickLine(**about, line_id=head["lines"][0]["id"], quantity=2))
    assert shop.cancel(order["id"]).json()["status"] == "cancelled"
    assert fulfilment(shop, order["id"])["state"] == "to_put_back"


def test_the_story_tells_what_was_decided_done_and_said_in_order(
    live: LiveCore, shop: Shop, send: Send
) -> None:
    order = shop.order(payment="pending").json()
    paid = _pay(shop, order["number"], "confirmed").json()
    head = fulfilment(shop, order["id"])
    about, line_id = {"fulfilment_id": head["id"]}, head["lines"][0]["id"]
    send(ClaimFulfilment(**about), PickLine(**about, line_id=line_id, quantity=1))
    send(ShortLine(**about, line_id=line_id, quantity=1, reason=ShortReason.NOT_FOUND))
    send(PackFulfilment(**about, parcels=[ParcelDraft(NUMBER, {line_id: 1}, 240)]))
    send(StageFulfilment(**about, bins={NUMBER: "B-07"}))
    send(HandOver(**about, proof=Proof.CODE, code=paid["order"]["pickup_code"]))

    story = shop.get(f"/orders/{order['number']}/history")["events"]
    codes = [event["code"] for event in story]
    assert set(codes) == {
        *("placed", "confirmed", "sourced", "sent_to_store", "ClaimFulfilment", "PickLine", "ShortLine"),
        *("PackFulfilment", "StageFulfilment", "told_ready", "HandOver"),
    }
    assert codes.count("sent_to_store") == codes.count("sourced") == 2
    assert [event["at"] for event in story] == sorted(event["at"] for event in story)
    texts = {event["code"]: event["text"] for event in story}
    assert texts["HandOver"] == "Camille hands it over to the customer"
    assert all("?" not in text and "{" not in text for text in texts.values())
    french = shop.http.get(f"/v1/orders/{order['id']}/history", headers={"Accept-Language": "fr"}).json()[
        "events"
    ]
    assert french[0]["text"] == "Commande passée (site web)"
    # Machines of the stores that have a part in it are told it, and no others.
    token = live.device_token("PARIS", SigningKey(bytes(32)))
    other = shop.order("key-2", lines=[{"sku": "COAT", "quantity": 1, "unit_price_cents": 1}]).json()
    ours, theirs = (
        shop.http.get(f"/v1/orders/{number}/history", headers={"Authorization": f"Bearer {token}"})
        for number in (order["number"], other["number"])
    )
    assert ours.json()["events"] == story
    assert problem_of(theirs) == (404, "unknown_order")


def test_who_waits_for_people_is_listed_with_what_can_be_done(shop: Shop, send: Send) -> None:
    unfillable = shop.order("k-1", lines=[{"sku": "COAT", "quantity": 3, "unit_price_cents": 1}]).json()
    held = shop.order("k-2", payment="pending").json()
    _pay(shop, held["number"], "held")
    late = shop.order("k-3", payment="pending").json()
    shop.cancel(late["id"])
    _pay(shop, late["number"], "confirmed")
    fine = shop.order("k-4").json()

    waiting = {one["number"]: one for one in shop.get("/orders/attention")["orders"]}
    assert {number: one["reason"] for number, one in waiting.items()} == {
        unfillable["number"]: "unfillable",
        held["number"]: "held",
        late["number"]: "paid_after_cancellation",
    }
    assert fine["number"] not in waiting
    assert waiting[unfillable["number"]]["lines"] == [
        {"line": 1, "sku": "COAT", "name": "Manteau", "unfillable": 2}
    ]
    for one in waiting.values():
        assert one["next_steps"]
    steps = {step["action"]: step for step in waiting[unfillable["number"]]["next_steps"]}
    again = steps["source_again"]
    assert shop.http.post(again["path"]).json()["lines"][0]["unfillable"] == 2
    assert shop.cancel(unfillable["id"], {"lines": [{"line": 1, "quantity": 2}]}).status_code == 200
    assert unfillable["number"] not in {one["number"] for one in shop.get("/orders/attention")["orders"]}
