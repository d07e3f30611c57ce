"""Enrolment and numbers: a code works once, and no two devices get the same serial."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from core.feed.settings import Setting
from core.model import CoreSetting, Device, NumberBlock
from core.orchestration import Core, UnitOfWork
from core.orchestration.enrolment import CODE_LASTS_MS, NewDevice, enrol, make_code
from core.orchestration.leasing import BLOCK_NUMBERS, KINDS, lease_block
from core.ports import SimulatedClock
from core.rules.errors import BadInput, CoulisseError, NotAuthentic, Refused
from core.rules.time import Instant
from tests.core.builders import make_location

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))


@pytest.fixture
def code(core: Core) -> str:
    core.transact(make_location)
    return core.transact(lambda unit: make_code(unit, "S1")).code


def test_a_code_enrols_one_device_however_it_is_typed(core: Core, code: str) -> None:
    typed = f" {code.lower().replace('-', ' ')} "
    device = core.transact(lambda unit: enrol(unit, typed, "Back room", KEY, "digest"))
    assert device.location.code == "S1"
    assert _refusal(core, code, OTHER_KEY) == ("enrolment_code_refused", "used")


def test_the_same_key_gets_the_same_device_again(core: Core, code: str) -> None:
    """The answer was lost, or the machine ended before it was written down."""
    first = core.transact(lambda unit: enrol(unit, code, "Back room", KEY, "digest"))
    again = core.transact(lambda unit: enrol(unit, code, "Back room", KEY, "digest"))
    assert again.id == first.id
    assert core.read(lambda s: s.scalars(select(Device.id)).all()) == [first.id]
    assert len(core.read(lambda s: s.scalars(select(NumberBlock.id)).all())) == len(KINDS)


def test_two_requests_at_once_make_one_device(core: Core, code: str) -> None:
    def ask(_place: int) -> str:
        return core.transact(lambda unit: enrol(unit, code, "Back room", KEY, "digest")).id

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(ask, range(4)))) == 1


def _revoke(device: Device, at: Instant) -> None:
    device.revoked_at = at


def _work(device: Device, _at: Instant) -> None:
    device.last_sequence = 1


@pytest.mark.parametrize("change", [_revoke, _work])
def test_a_device_that_works_or_is_barred_is_not_given_out_again(
    core: Core, code: str, change: Callable[[Device, Instant], None]
) -> None:
    made = core.transact(lambda unit: enrol(unit, code, "Back room", KEY, "digest"))
    core.transact(lambda unit: change(unit.session.get_one(Device, made.id), unit.at))
    assert _refusal(core, code) == ("enrolment_code_refused", "used")


def test_the_same_answer_is_given_until_the_code_expires(
    core: Core, code: str, clock: SimulatedClock
) -> None:
    core.transact(lambda unit: enrol(unit, code, "Back room", KEY, "digest"))
    clock.advance(CODE_LASTS_MS - 1)
    core.transact(lambda unit: enrol(unit, code, "Back room", KEY, "digest"))
    clock.advance(1)
    assert _refusal(core, code) == ("enrolment_code_refused", "used")


def test_a_code_expires(core: Core, code: str, clock: SimulatedClock) -> None:
    clock.advance(CODE_LASTS_MS)
    assert _refusal(core, code) == ("enrolment_code_refused", "expired")


def test_an_unknown_code_is_refused(core: Core, code: str) -> None:
    assert _refusal(core, code[:-1]) == ("enrolment_code_refused", "unknown")


def test_a_key_of_another_size_is_refused_and_the_code_stays_good(core: Core, code: str) -> None:
    with pytest.raises(BadInput):
        core.transact(lambda unit: enrol(unit, code, "Back room", KEY[:-1], "digest"))
    core.transact(lambda unit: enrol(unit, code, "Back room", KEY, "digest"))


def test_a_code_is_for_a_location_that_is_known(core: Core) -> None:
    with pytest.raises(Refused):
        core.transact(lambda unit: make_code(unit, "nowhere"))


def test_no_two_blocks_overlap(core: Core, code: str) -> None:
    device = core.transact(lambda unit: enrol(unit, code, "Back room", KEY, "digest"))
    core.transact(lambda unit: lease_block(unit, device.id))
    core.transact(lambda unit: lease_block(unit, "another"))
    parcels = select(NumberBlock).where(NumberBlock.kind == "sscc").order_by(NumberBlock.first)
    blocks = core.read(lambda s: s.scalars(parcels).all())
    assert [(b.first, b.last) for b in blocks] == [
        (n * BLOCK_NUMBERS + 1, (n + 1) * BLOCK_NUMBERS) for n in range(3)
    ]
    assert {block.prefix for block in blocks} == {"9521234"}


def test_numbers_end_with_the_prefix(core: Core) -> None:
    def run_low(unit: UnitOfWork) -> None:
        unit.session.get_one(CoreSetting, Setting.NEXT_SSCC_SERIAL.value).value = str(10**9 - 5)

    core.transact(run_low)
    with pytest.raises(Refused) as caught:
        core.transact(lambda unit: lease_block(unit, "device"))
    assert caught.value.code == "numbers_exhausted"


def _refusal(core: Core, code: str, key: bytes = KEY) -> tuple[str, str]:
    def work(unit: UnitOfWork) -> NewDevice:
        return enrol(unit, code, "Back room", key, "other digest")

    before = core.read(lambda s: len(s.scalars(select(Device)).all()))
    with pytest.raises(NotAuthentic) as caught:
        core.transact(work)
    assert core.read(lambda s: len(s.scalars(select(Device)).all())) == before
    assert isinstance(caught.value, CoulisseError)
    return caught.value.code, str(caught.value.data["reason"])
