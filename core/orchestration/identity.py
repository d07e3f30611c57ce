"""The core's own settings: made once, and the epoch anew after a restore."""

from __future__ import annotations

from typing import Final

from core.feed.settings import Setting
from core.model import CoreSetting
from core.model.kept_statements import rows_with
from core.orchestration.leasing import pass_over
from core.orchestration.refund_execution import after_restore
from core.orchestration.unit import Core, UnitOfWork
from core.rules.sscc import serial_capacity

EXAMPLE_GS1_PREFIX: Final = "9521234"
"""GS1 keeps 952 for demonstrations: no parcel of the world bears it."""
EPOCH_BYTES: Final = 8


def initialise(core: Core, gs1_prefix: str = EXAMPLE_GS1_PREFIX) -> None:
    """Give a new core its name and its feed's first epoch. What is there already stays.

    Raises:
        BadInput: `sscc_prefix_invalid`.
    """
    serial_capacity(gs1_prefix)

    def work(unit: UnitOfWork) -> None:
        first = {
            Setting.CORE_ID: core.ids.new(),
            Setting.EPOCH: _new_epoch(unit),
            Setting.GS1_PREFIX: gs1_prefix,
            Setting.NEXT_SSCC_SERIAL: "1",
        }
        known = {
            row.name
            for row in rows_with(unit.session, CoreSetting, CoreSetting.name, [name.value for name in first])
        }
        unit.session.add_all(
            CoreSetting(name=name.value, value=value)
            for name, value in first.items()
            if name.value not in known
        )

    core.transact(work)


def begin_anew(core: Core) -> None:
    """After a restore: a new epoch, numbers beyond any that were leased since the backup, and nothing paid
    again that was paid since; all or none.

    What devices still hold they report (`core.orchestration.leasing.note_held`).
    """

    def work(unit: UnitOfWork) -> None:
        _renew(unit)
        pass_over(unit)
        unit.session.merge(CoreSetting(name=Setting.RESTORED_AT.value, value=str(unit.at)))
        after_restore(unit)

    core.transact(work)


def renew_epoch(core: Core) -> None:
    """Replicas that have seen later versions start again from a snapshot."""
    core.transact(_renew)


def _renew(unit: UnitOfWork) -> None:
    row = unit.lock(CoreSetting, Setting.EPOCH.value)
    assert row is not None, "the core was not initialised"
    row.value = _new_epoch(unit)


def _new_epoch(unit: UnitOfWork) -> str:
    return unit.randomness.secret(EPOCH_BYTES).hex()
