"""What a person may do besides their role, over HTTP and at the command line."""

from __future__ import annotations

import httpx
from sqlalchemy import select

from core.commands import grants_of
from core.model import Location, Staff
from core.orchestration import UnitOfWork
from core.rules.permissions import Permission
from tests.support.live_core import LiveCore


def test_a_grant_is_set_seen_and_taken_back(live_core: LiveCore, http: httpx.Client) -> None:
    person = live_core.core.read(lambda s: s.scalars(select(Staff)).one())
    headers = {"Authorization": f"Bearer {live_core.admin_token}"}
    address = f"/v1/staff/{person.id}/permissions"

    def put(name: str, is_granted: bool | None) -> httpx.Response:
        return http.put(f"{address}/{name}", json={"is_granted": is_granted}, headers=headers)

    def told(name: str) -> tuple[bool, bool | None]:
        listed = http.get(address, headers=headers).json()["permissions"]
        [one] = [row for row in listed if row["permission"] == name]
        return one["may"], one["is_granted"]

    assert told("take_over") == (False, None)
    assert put("take_over", True).status_code == 200
    assert put("prepare", False).status_code == 200
    assert (told("take_over"), told("prepare")) == ((True, True), (False, False))
    assert live_core.core.read(lambda s: grants_of(s, person.id)) == {
        Permission.TAKE_OVER: True,
        Permission.PREPARE: False,
    }
    put("prepare", None)
    assert told("prepare") == (True, None)
    assert put("run_timers", True).json()["code"] == "not_grantable"
    missing = http.put("/v1/staff/nobody/permissions/prepare", json={"is_granted": True}, headers=headers)
    assert (missing.status_code, missing.json()["code"]) == (404, "unknown_staff")


def test_a_regional_manager_is_given_stores(live_core: LiveCore, http: httpx.Client) -> None:
    person = live_core.core.read(lambda s: s.scalars(select(Staff)).one())
    code = live_core.core.read(lambda s: s.get_one(Location, person.location_id).code)
    headers = {"Authorization": f"Bearer {live_core.admin_token}"}
    address = f"/v1/staff/{person.id}/stores"

    def put(*stores: str) -> httpx.Response:
        return http.put(address, json={"stores": stores}, headers=headers)

    assert put(code).json()["code"] == "not_regional_manager"

    def promote(unit: UnitOfWork) -> None:
        unit.session.get_one(Staff, person.id).role = "regional_manager"

    live_core.core.transact(promote)
    assert put(code).json() == {"staff_id": person.id, "stores": [code]}
    assert http.get(address, headers=headers).json()["stores"] == [code]
    assert put("nowhere").json()["code"] == "unknown_location"
    assert put().json()["stores"] == []
    of_region = http.put("/v1/regions/69", json={"stores": [code]}, headers=headers)
    assert of_region.json() == {"region": "69", "stores": [code]}
