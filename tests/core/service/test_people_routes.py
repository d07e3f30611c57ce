"""Of the people at a workstation, over HTTP: keys to approve with, PINs, and those who leave."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from core.model import ApprovalKey, Device, Staff
from core.orchestration import UnitOfWork
from core.orchestration.device_care import retire
from core.orchestration.people import RENEW_BELOW_MS, VERIFIER_LASTS_MS, renew_verifiers
from core.ports import SimulatedClock
from core.rules.pin import FREE_TRIES
from core.rules.time import DAY_MS, MINUTE_MS, Instant
from core.wire import SigningKey, approval_key_id, prove_approval_key
from tests.core.builders import make_location, make_staff
from tests.support.live_core import LiveCore, running_core

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PIN = "246810"
DEVICE_KEY, OTHER_DEVICE_KEY = SigningKey(bytes(range(1, 33))), SigningKey(bytes(range(2, 34)))
KEY, NEXT_KEY = SigningKey(bytes(range(4, 36))), SigningKey(bytes(range(5, 37)))
CLOCK = SimulatedClock(Instant(1_772_539_200_000))


def arrange(unit: UnitOfWork) -> None:
    here, there = make_location(unit, "S1"), make_location(unit, "S2")
    verifier = CHEAP.hash(PIN)
    for name, role, place in (
        ("nadia", "associate", here),
        ("jeanne", "manager", here),
        ("odile", "regional_manager", here),
        ("ali", "administrator", here),
        ("marc", "manager", there),
    ):
        make_staff(unit, place, name, id=name, role=role, pin_verifier=verifier)


class Desk:
    """A workstation's client, and the core behind it."""

    def __init__(self, live: LiveCore) -> None:
        self.core, self.admin = live.core, live.admin_token
        token = live.device_token("S1", DEVICE_KEY)
        self.device_id = self.core.read(
            lambda s: s.scalars(select(Device.id).where(Device.public_key == DEVICE_KEY.public)).one()
        )
        self.http = httpx.Client(
            base_url=live.base_url, headers={"Authorization": f"Bearer {token}"}, timeout=30
        )

    def register(
        self, staff_id: str = "jeanne", key: SigningKey = KEY, pin: str = PIN, proven_for: str = ""
    ) -> httpx.Response:
        proof = prove_approval_key(self.device_id, proven_for or staff_id, key)
        shown = {"public_key": key.public, "proof": proof}
        body = {name: base64.b64encode(value).decode() for name, value in shown.items()}
        return self.http.post("/v1/devices/approval-keys", json=body | {"staff_id": staff_id, "pin": pin})

    def change(self, staff_id: str, pin: str, new_pin: str) -> httpx.Response:
        return self.http.post("/v1/devices/pins", json={"staff_id": staff_id, "pin": pin, "new_pin": new_pin})

    def code(self, answer: httpx.Response) -> str:
        return str(answer.json().get("code", answer.status_code))

    def keys(self) -> dict[str, bool]:
        """By key, whether it approves."""
        rows = self.core.read(lambda s: list(s.scalars(select(ApprovalKey))))
        return {row.id: row.revoked_at is None for row in rows}


@pytest.fixture(scope="module")
def desk(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("people")
    with running_core(folder, arrange, kind=database_kind, clock=CLOCK, has_snapshot=False) as live:
        made = Desk(live)
        yield made
        made.http.close()


def test_a_manager_s_key_is_taken_down_once_and_the_next_one_takes_its_place(desk: Desk) -> None:
    first = desk.register().json()
    assert first["id"] == approval_key_id(KEY.public)
    assert desk.register().json() == first, "the answer may have been lost"

    desk.register(key=NEXT_KEY).raise_for_status()
    assert desk.keys() == {approval_key_id(KEY.public): False, approval_key_id(NEXT_KEY.public): True}
    assert desk.code(desk.register()) == "approval_key_reused", "what was revoked stays so"
    assert desk.code(desk.register("odile", NEXT_KEY)) == "approval_key_reused"


@pytest.mark.parametrize(
    ("staff_id", "code"),
    [
        ("nadia", "not_permitted"),
        ("ali", "not_permitted"),
        ("marc", "unknown_staff"),
        ("nobody", "unknown_staff"),
    ],
)
def test_who_approves_nothing_here_gets_no_key(desk: Desk, staff_id: str, code: str) -> None:
    assert desk.code(desk.register(staff_id, SigningKey(bytes(range(6, 38))))) == code


def test_a_key_that_is_not_proven_for_this_person_is_not_taken(desk: Desk) -> None:
    answer = desk.register("odile", SigningKey(bytes(range(7, 39))), proven_for="jeanne")
    assert desk.code(answer) == "approval_key_unproven"


def test_a_pin_is_not_guessed_over_the_line(desk: Desk) -> None:
    for _ in range(FREE_TRIES):
        assert desk.code(desk.register("odile", pin="000001")) == "wrong_pin"
    told = desk.register("odile").json()
    assert (told["code"], told["wait_s"]) == ("too_many_tries", 60), "the right one has to wait as well"
    CLOCK.advance(MINUTE_MS)
    assert desk.code(desk.register("odile", pin="000001")) == "wrong_pin"
    CLOCK.advance(MINUTE_MS)
    assert desk.code(desk.register("odile")) == "too_many_tries", "the second pause is longer"
    CLOCK.advance(MINUTE_MS)
    desk.register("odile", SigningKey(bytes(range(8, 40)))).raise_for_status()
    assert desk.code(desk.register("odile", pin="000001")) == "wrong_pin", "and all is forgotten"


def test_a_pin_is_changed_by_who_knows_it(desk: Desk) -> None:
    assert desk.code(desk.change("nadia", "135791", "802531")) == "wrong_pin"
    assert desk.code(desk.change("nadia", PIN, "111111")) == "pin_too_easy"
    desk.change("nadia", PIN, "802531").raise_for_status()
    assert desk.code(desk.change("nadia", PIN, "802532")) == "wrong_pin"
    desk.change("nadia", "802531", PIN).raise_for_status()


def test_who_leaves_loses_their_keys_and_shows_a_pin_in_vain(desk: Desk) -> None:
    key = SigningKey(bytes(range(9, 41)))
    desk.register("jeanne", key).raise_for_status()
    admin = {"Authorization": f"Bearer {desk.admin}"}
    assert desk.http.post("/v1/staff/jeanne/leave").status_code == 403
    assert desk.http.post("/v1/staff/jeanne/leave", headers=admin).status_code == 200
    assert desk.http.post("/v1/staff/nobody/leave", headers=admin).status_code == 404
    assert desk.keys()[approval_key_id(key.public)] is False
    assert desk.code(desk.register("jeanne", key)) == "person_revoked"


def test_the_verifiers_of_those_who_work_here_are_renewed(desk: Desk) -> None:
    def lasts() -> dict[str, int]:
        rows = desk.core.read(lambda s: list(s.scalars(select(Staff))))
        return {row.id: row.verifier_expires_at - CLOCK.now() for row in rows}

    def hasten(unit: UnitOfWork) -> None:
        for row in unit.session.scalars(select(Staff)):
            row.verifier_expires_at = unit.at + RENEW_BELOW_MS - DAY_MS
            row.is_revoked = row.id == "jeanne"

    desk.core.transact(hasten)
    assert desk.core.transact(renew_verifiers) == 4
    assert lasts()["nadia"] == VERIFIER_LASTS_MS
    assert lasts()["jeanne"] == RENEW_BELOW_MS - DAY_MS, "who has left is left to expire"
    assert desk.core.transact(renew_verifiers) == 0


def test_a_retired_device_takes_its_keys_along(desk: Desk) -> None:
    assert any(desk.keys().values())
    desk.core.transact(lambda unit: retire(unit, desk.device_id))
    assert not any(desk.keys().values())
