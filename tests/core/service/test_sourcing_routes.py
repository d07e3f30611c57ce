"""How sources are chosen, as administrators see it over HTTP."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.model import CoolDown
from core.orchestration import UnitOfWork
from tests.core.service.shop_world import Shop, arrange_shop, problem_of
from tests.support.live_core import LiveCore, running_core


@pytest.fixture
def live(database_kind: str, tmp_path: Path) -> Iterator[LiveCore]:
    with running_core(tmp_path, arrange_shop, kind=database_kind, has_snapshot=False) as running:
        yield running


@pytest.fixture(scope="module")
def shared_admin(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Of a core that stays as it is."""
    folder = tmp_path_factory.mktemp("shared")
    with running_core(folder, arrange_shop, kind=database_kind, has_snapshot=False) as running:
        yield from _admin_of(running)


@pytest.fixture
def admin(live: LiveCore) -> Iterator[httpx.Client]:
    yield from _admin_of(live)


def _admin_of(live: LiveCore) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {live.admin_token}"}
    with httpx.Client(base_url=live.base_url, headers=headers, timeout=30) as http:
        yield http


def window(number: int, before_mc: int, after_mc: int) -> CoolDown:
    # Of today: the core's round of forgetting takes what is a year old.
    first = time.time_ns() // 1_000_000
    return CoolDown(
        id=f"w-{number}",
        channel="web",
        from_at=first + number * 600_000,
        until_at=first + (number + 1) * 600_000,
        at=first + (number + 1) * 600_000,
        orders=5,
        moved=2,
        method="solver",
        parcels_before=7,
        parcels_after=6,
        cost_mc_before=before_mc,
        cost_mc_after=after_mc,
        bound_mc=after_mc - 10,
    )


def test_what_windows_have_saved_is_told_page_by_page(live: LiveCore, admin: httpx.Client) -> None:
    def write(unit: UnitOfWork) -> None:
        unit.session.add_all([window(1, 900, 700), window(2, 500, 600)])

    live.core.transact(write)
    first = admin.get("/v1/sourcing/cool-downs", params={"limit": 1}).json()
    assert [(one["saved_mc"], one["gap_mc"]) for one in first["windows"]] == [(-100, 10)]
    rest = admin.get("/v1/sourcing/cool-downs", params={"after": first["next"]}).json()
    assert [(one["id"], one["saved_mc"]) for one in rest["windows"]] == [("w-1", 200)]
    assert rest["next"] is None


def test_rules_are_tried_on_the_past_and_then_hold(live: LiveCore, admin: httpx.Client) -> None:
    shop = Shop(httpx.Client(base_url=live.base_url, headers={"Authorization": f"Bearer {live.shop_token}"}))
    with shop.http:
        home = {"kind": "home", "postcode": "69003", "city": "Lyon", "latitude": 45.76, "longitude": 4.86}
        assert shop.order(delivery=home).json()["fulfilments"][0]["location"] == "LYON"
        assert admin.get("/v1/sourcing/rules").json()["priorities"][0] == "fewest_origins"
        paris_only = {"priorities": ["fewest_origins"], "kinds": ["warehouse"]}
        tried = admin.post("/v1/sourcing/what-if", json={"rules": paris_only}).json()
        assert (tried["decisions"], tried["changed"], tried["missing_after"]) == (1, 1, 2)
        assert tried["examples"][0]["before"] == {"LYON": 2}
        answer = admin.put("/v1/sourcing/rules", json=paris_only)
        assert answer.json()["kinds"] == ["warehouse"]
        # Nothing of the past has changed.
        assert shop.get("/orders")["orders"][0]["fulfilments"][0]["location"] == "LYON"


@pytest.mark.parametrize(
    "rules",
    [
        {"kinds": []},
        {"max_origins": 0},
        {"priorities": ["fewest_origins", "fewest_origins"]},
        {"costs": {"split_mc": -1}},
        {"costs": {"bands": []}},
        {"costs": {"handling_unit_mc": 10**15}},
    ],
)
def test_rules_that_make_no_sense_are_told_so(shared_admin: httpx.Client, rules: dict[str, Any]) -> None:
    for way in (
        shared_admin.put("/v1/sourcing/rules", json=rules),
        shared_admin.post("/v1/sourcing/what-if", json={"rules": rules}),
    ):
        assert problem_of(way) == (400, "bad_sourcing_rules")
