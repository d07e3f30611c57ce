"""A core that was restored hears again what it had heard: that is not late because of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.commands import PayOutCash
from core.model import CashPayout, Device, Return
from core.orchestration import Core, UnitOfWork
from core.orchestration.command_decision import decide, decide_past_screening
from core.orchestration.identity import begin_anew
from core.orchestration.reactions import after
from core.ports import SimulatedClock
from core.rules.time import HOUR_MS
from core.wire import read_own
from tests.core.orchestration.intake_shop import Shop


@pytest.fixture
def shop(core: Core) -> Shop:
    made = Shop(core)

    def furnish(unit: UnitOfWork) -> None:
        who = {"location_id": 1, "declared_by": made.staff.id, "declared_device": made.device.id}
        unit.session.add(Return(id="ret", number="R0000001", declared_at=unit.at, **who))

    made.change(furnish)
    return made


@pytest.mark.by_turns
@pytest.mark.parametrize("is_vouched_for", [False, True])
@pytest.mark.parametrize(
    ("restored", "told_offline", "is_offline"),
    [("never", False, True), ("before", False, True), ("since", False, False), ("since", True, True)],
)
def test_what_was_done_before_a_restore_is_as_late_as_its_device_says(
    shop: Shop,
    clock: SimulatedClock,
    restored: str,
    told_offline: bool,
    is_offline: bool,
    is_vouched_for: bool,
) -> None:
    if restored == "before":
        begin_anew(shop.core)
        clock.advance(HOUR_MS)
    pay = PayOutCash(return_id="ret", refund_id="none", cents=900, is_offline=told_offline)
    envelope = read_own(shop.sender.seal(pay, at=clock.now()).body)
    clock.advance(HOUR_MS)
    if restored == "since":
        begin_anew(shop.core)
    clock.advance(2 * HOUR_MS)

    def hear(unit: UnitOfWork) -> bool:
        device = unit.session.get_one(Device, shop.device.id)
        if is_vouched_for:
            decide_past_screening(unit, device, envelope, "said", unit.at, after)
        else:
            decide(unit, device, envelope, after, is_last=True)
        unit.session.flush()
        return unit.session.scalars(select(CashPayout.is_offline)).one()

    assert shop.core.transact(hear) is is_offline
