"""Deliveries are announced over HTTP and by import: once, with a clear word on what makes no sense."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from core.model import Delivery
from core.orchestration import Core
from core.service.importing import import_file
from tests.core.orchestration.order_world import furnish
from tests.core.service.shop_world import Shop, arrange_shop, problem_of
from tests.support.live_core import LiveCore, running_core

BODY: dict[str, Any] = {
    "number": "ASN-1",
    "location": "LYON",
    "origin": "Entrepôt Mer",
    "due_at": 1_800_000_000_000,
    "cartons": [{"number": "034567890000000019", "lines": [{"sku": "SCARF", "quantity": 5}]}],
}


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


def announce(shop: Shop, **changes: Any) -> httpx.Response:
    return shop.http.post("/v1/deliveries", json=BODY | changes)


def test_a_delivery_is_announced_once_and_told_as_it_stands(shop: Shop) -> None:
    made, again = announce(shop), announce(shop)
    assert (made.status_code, again.status_code, again.json()) == (201, 200, made.json())
    assert made.json()["lines"][0] == {
        "sku": "SCARF",
        "carton": "034567890000000019",
        "expected": 5,
        "received": 0,
        "damaged": 0,
        "missing": 0,
        "extra": 0,
        "received_serials": [],
    }
    assert announce(shop, due_at=1_800_000_000_001).status_code == 201
    assert shop.http.get(f"/v1/deliveries/{made.json()['id']}").json()["state"] == "announced"
    page = shop.http.get("/v1/deliveries", params={"location": "LYON", "state": "announced"}).json()
    assert [one["number"] for one in page["deliveries"]] == ["ASN-1"]
    assert shop.http.get("/v1/transfers").json() == {"transfers": [], "next": None}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"location": "NICE"}, (400, "unknown_location")),
        ({"cartons": [{"number": "A"}, {"number": "A"}]}, (400, "carton_twice")),
        ({"cartons": [{"number": ""}]}, (400, "empty_delivery")),
        ({"cartons": [{"number": "A", "lines": [{"sku": "HAT", "quantity": 1}]}]}, (400, "unknown_article")),
    ],
)
def test_what_makes_no_sense_says_so(shop: Shop, changes: dict[str, Any], problem: tuple[int, str]) -> None:
    assert problem_of(announce(shop, number="ASN-2", **changes)) == problem


def test_a_million_units_are_no_line(shop: Shop) -> None:
    lines = [{"sku": "SCARF", "quantity": 1_000_000}]
    assert announce(shop, number="ASN-2", cartons=[{"number": "A", "lines": lines}]).status_code == 400
    assert problem_of(shop.http.get("/v1/deliveries/nothing")) == (404, "unknown_delivery")


def test_a_file_of_deliveries_is_imported_and_wrong_lines_are_left_out(core: Core, tmp_path: Path) -> None:
    furnish(core, {})
    path = tmp_path / "asn.jsonl"
    lines = [BODY, BODY | {"number": "ASN-2", "location": "NICE"}, {"number": "ASN-3"}]
    path.write_bytes(b"\n".join(msgspec.json.encode(line) for line in lines) + b"\n")
    report = import_file(core, "deliveries", path)
    assert (report.written, report.changed) == (1, 1)
    assert [error.code for error in report.errors] == ["bad_record", "unknown_location"]
    assert import_file(core, "deliveries", path).changed == 0
    assert core.read(lambda s: s.query(Delivery).one().number) == "ASN-1"


def test_a_delivery_is_called_off_and_the_answer_says_so(shop: Shop) -> None:
    key = announce(shop, number="ASN-off").json()["id"]
    for _ in range(2):
        answer = shop.http.post(f"/v1/deliveries/{key}/withdraw")
        assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert problem_of(shop.http.post("/v1/deliveries/none/withdraw")) == (404, "unknown_delivery")
    assert announce(shop, number="ASN-off").status_code == 201


def test_what_a_carrier_says_of_parcels_is_answered_line_by_line(shop: Shop) -> None:
    for word, at in (("delivered", "delivered_at"), ("lost", "lost_at")):
        told = shop.http.post(
            f"/v1/parcels/{word}", json={"parcels": [{"number": "0345", at: 1_750_000_000_000}]}
        )
        assert told.json()["parcels"] == [{"id": "0345", "status": "refused", "code": "unknown_parcel"}]
        named = {"number": "0345", at: 1_750_000_000_000, "carrier": "COLIVIA", "event": "e-1"}
        told = shop.http.post(f"/v1/parcels/{word}", json={"parcels": [named]})
        assert [one["code"] for one in told.json()["parcels"]] == ["unknown_parcel"]
        nothing = shop.http.post(f"/v1/parcels/{word}", json={"parcels": []})
        assert nothing.status_code == 400
        stranger = shop.http.post(f"/v1/parcels/{word}", json={}, headers={"Authorization": "Bearer nobody"})
        assert stranger.status_code == 401
