"""A manager's key: made on the device, registered with the real core over HTTP, opened by the PIN alone.

The core and the device are made once; each test has a manager of its own, so it needs no other before it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sync_world import PIN, open_workstation, system_like_world

from core.feed.tail import read_tail
from core.model import ApprovalKey, Device, Staff
from core.orchestration import UnitOfWork
from core.orchestration.people import leave
from core.ports import SeededRandomness
from core.rules.errors import Offline, Refused
from core.wire import SigningKey, approval_key_id
from sync import Workstation, approval_keys
from sync.enrolling import enrol
from sync.schema import OwnApprovalKey
from sync.wrapping import Wrapped, unwrap, wrap
from tests.core.builders import make_location, make_staff
from tests.support.live_core import LiveCore, running_core

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
MANAGERS = ("jeanne", "odile", "paule", "renee", "simone", "ursule")


@pytest.fixture(autouse=True, scope="module")
def cheap() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr("sync.wrapping.MEMORY_KIB", 8)
    patch.setattr("sync.wrapping.PASSES", 1)
    yield
    patch.undo()


def arrange(unit: UnitOfWork) -> None:
    place, verifier = make_location(unit, "S1"), CHEAP.hash(PIN)
    make_staff(unit, place, "nadia", id="nadia", role="associate", pin_verifier=verifier)
    for name in MANAGERS:
        make_staff(unit, place, name, id=name, role="manager", pin_verifier=verifier)


class Seat:
    """A workstation of a core that answers."""

    def __init__(self, live: LiveCore, folder: Path) -> None:
        self.core, self.url = live.core, live.base_url
        self.workstation: Workstation = open_workstation(folder, system_like_world(folder))
        asyncio.run(enrol(self.workstation, live.base_url, live.enrolment_code("S1"), "Back room"))
        self.pull()

    def pull(self) -> None:
        """What the core has for this device."""
        state = self.workstation.replica.state()
        tail = self.core.read(
            lambda s: read_tail(
                s, s.get_one(Device, state.device_id), state.store_version, state.device_version
            )
        )
        self.workstation.apply_tail(tail)

    def ensure(self, staff_id: str = "jeanne", pin: str = PIN) -> SigningKey | None:
        return asyncio.run(approval_keys.ensure_key(self.workstation, staff_id, pin))

    def unlock(self, staff_id: str = "jeanne", pin: str = PIN) -> SigningKey:
        return approval_keys.unlock_key(self.workstation, staff_id, pin)

    def refusal(self, staff_id: str = "jeanne", pin: str = PIN) -> str:
        with pytest.raises(Refused) as refused:
            self.unlock(staff_id, pin)
        return refused.value.code

    def registered(self, staff_id: str) -> dict[str, bool]:
        rows = self.core.read(
            lambda s: list(s.scalars(select(ApprovalKey).where(ApprovalKey.staff_id == staff_id)))
        )
        return {row.id: row.revoked_at is None for row in rows}


@pytest.fixture(scope="module")
def seat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seat]:
    folder = tmp_path_factory.mktemp("keys")
    with running_core(folder, arrange, has_snapshot=False) as live:
        made = Seat(live, folder / "workstation")
        yield made
        made.workstation.replica.close()


def test_a_manager_s_key_is_made_once_and_its_public_half_is_at_the_core(seat: Seat) -> None:
    assert seat.refusal() == "no_approval_key"
    key = seat.ensure()
    assert key is not None
    assert seat.registered("jeanne") == {approval_key_id(key.public): True}
    seat.pull()
    again = seat.ensure()
    assert again is not None and again.seed == key.seed
    assert seat.unlock().seed == key.seed
    assert seat.refusal(pin="000001") == "approval_key_shut"


def test_an_associate_has_none(seat: Seat) -> None:
    assert seat.ensure("nadia") is None
    assert seat.registered("nadia") == {}


def test_without_the_line_none_is_made_and_one_that_is_there_opens(seat: Seat) -> None:
    known = seat.ensure()
    seat.pull()
    seat.workstation.use_core("http://127.0.0.1:9")
    try:
        with pytest.raises(Offline):
            seat.ensure("odile")
        assert seat.refusal("odile") == "no_approval_key", "what the core has not heard of approves nothing"
        key = seat.ensure()
        assert key is not None and known is not None and key.seed == known.seed == seat.unlock().seed
    finally:
        seat.workstation.use_core(seat.url)
    made = seat.ensure("odile")
    assert made is not None
    assert seat.registered("odile") == {approval_key_id(made.public): True}, "the one that was written down"


def test_a_pin_that_is_changed_here_wraps_the_key_anew(seat: Seat) -> None:
    made = seat.ensure("paule")
    seat.pull()
    asyncio.run(approval_keys.change_pin(seat.workstation, "paule", PIN, "802531"))
    assert seat.refusal("paule") == "approval_key_shut"
    assert made is not None and seat.unlock("paule", "802531").seed == made.seed
    seat.pull()
    assert seat.workstation.sign_in("paule", "802531").id == "paule"


def test_a_pin_that_was_changed_elsewhere_makes_another_key_and_revokes_this_one(seat: Seat) -> None:
    before = seat.ensure("renee")

    def elsewhere(unit: UnitOfWork) -> None:
        unit.session.get_one(Staff, "renee").pin_verifier = CHEAP.hash("975310")

    seat.core.transact(elsewhere)
    key = seat.ensure("renee", "975310")
    assert before is not None and key is not None and key.seed != before.seed
    assert seat.registered("renee") == {
        approval_key_id(before.public): False,
        approval_key_id(key.public): True,
    }


def test_a_key_that_was_revoked_opens_no_more(seat: Seat) -> None:
    assert seat.ensure("simone")
    seat.pull()
    seat.core.transact(lambda unit: leave(unit, "simone"))
    assert seat.unlock("simone"), "the word of it has not come"
    seat.pull()
    assert seat.refusal("simone") == "approval_key_revoked"


def test_a_wrapped_key_that_was_touched_or_moved_stays_shut() -> None:
    key, secret = SigningKey(bytes(range(32))), bytes(range(32))
    wrapped = wrap(key, PIN, secret, b"jeanne", SeededRandomness(3))
    assert unwrap(wrapped, PIN, secret, b"jeanne").seed == key.seed
    parts = msgspec.msgpack.decode(wrapped, type=Wrapped)
    touched = bytes([parts.sealed[0] ^ 1]) + parts.sealed[1:]
    for bytes_, pin, device, owner in (
        (wrapped, "246811", secret, b"jeanne"),
        (wrapped, PIN, bytes(32), b"jeanne"),
        (wrapped, PIN, secret, b"odile"),
        (b"nonsense", PIN, secret, b"jeanne"),
        (msgspec.msgpack.encode(msgspec.structs.replace(parts, sealed=touched)), PIN, secret, b"jeanne"),
        (msgspec.msgpack.encode(msgspec.structs.replace(parts, memory_kib=2**31)), PIN, secret, b"jeanne"),
    ):
        with pytest.raises(Refused):
            unwrap(bytes_, pin, device, owner)


def test_the_disk_alone_does_not_tell_the_key(seat: Seat) -> None:
    made = seat.ensure("ursule")
    kept = seat.workstation.read(lambda reader: list(reader.session.scalars(select(OwnApprovalKey))))
    assert made is not None and kept
    assert not any(made.seed in row.wrapped for row in kept)
