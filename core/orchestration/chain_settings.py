"""What a chain decides for itself, by name with its unit: how long things may take, and what is kept."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import msgspec
from sqlalchemy import update
from sqlalchemy.orm import Session

from core.model import CoreSetting, StoreRegion
from core.model.gathered import rows_of
from core.model.regions import NOTHING_TOLD
from core.orchestration.unit import UnitOfWork
from core.rules.errors import BadInput
from core.rules.fulfilment import CLAIM_LASTS_MS
from core.rules.time import DAY_MS, HOUR_MS, MINUTE_MS


class ChainSetting(StrEnum):
    """The names of the rows; each ends in its unit.

    Attributes:
        CLAIM_IDLE_MINUTES: a claim that nobody works on is free again after this. No longer than workstations
            respect one by themselves, which they do without the core's word.
        LAPSE_AFTER_PROMISE_MINUTES: an order that nobody has begun this long after its promised time goes to
            another location, if one has everything.
        MOST_SOURCES: an order that so many locations have turned down is for people to decide.
        COOL_DOWN_MINUTES: the orders of so long a window are decided together once it is over; 0: each alone.
        COLLECT_WITHIN_DAYS: what is ready longer than this is not collected any more, and to be put back.
        REMIND_AFTER_DAYS: the customer is reminded once of what is ready this long.
        ARRIVAL_OVERDUE_DAYS: what comes by truck and is not here this long after it was due, or a customer's
            parcel this long after it was sent, is told to its store; and again where it is still to come.
        PARCEL_GRACE_DAYS: a parcel to a customer's home is told to the store that sent it this long after its
            carrier was to deliver it; and again where it is said to be on its way still.
        SILENT_CARRIER_DAYS: a service that says no days of its own is taken to deliver within so many; 0: no
            shipment of it is ever asked about.
        SUBSTITUTE_ANSWER_MINUTES: so long a customer has to say whether a substitute will do.
        CLOSE_AFTER_DAYS: what is finished this long is closed, and leaves the store's machines.
        ACCEPT_OWN_SWITCH: 1 where whoever did what was set aside may accept it too; 0 asks for somebody else.
        CHANGE_LOG_DAYS: a workstation that slept longer than this takes its private rows anew.
        ANSWERED_REQUEST_HOURS: a request with the same idempotency key is answered alike this long.
        PAYMENT_WITHIN_MINUTES: an order that is not paid this long after it was placed is cancelled.
        FIRM_HOLD_DAYS: a reservation that was confirmed, and that no order has taken up, ends after this.
        DECISION_DAYS: a decision on an order's sources, or on those of a window, is kept this long.
        SALES_WITH_STORE_DAYS: a store's machines know its sales and returns this long; older ones they ask
            the core for.
        REGION_SALES_DAYS: the stores of a region know each other's sales this long, without names; 0: not at
            all.
        PHOTO_DAYS: a picture of goods that came back is kept this long.
        ENDED_DAYS: what a customer was told, and a claim on stock that has ended, is kept this long, once its
            order is over.
    """

    CLAIM_IDLE_MINUTES = "claim_idle_minutes"
    LAPSE_AFTER_PROMISE_MINUTES = "lapse_after_promise_minutes"
    MOST_SOURCES = "most_sources"
    COOL_DOWN_MINUTES = "cool_down_minutes"
    COLLECT_WITHIN_DAYS = "collect_within_days"
    REMIND_AFTER_DAYS = "remind_after_days"
    ARRIVAL_OVERDUE_DAYS = "arrival_overdue_days"
    PARCEL_GRACE_DAYS = "parcel_grace_days"
    SILENT_CARRIER_DAYS = "silent_carrier_days"
    SUBSTITUTE_ANSWER_MINUTES = "substitute_answer_minutes"
    CLOSE_AFTER_DAYS = "close_after_days"
    ACCEPT_OWN_SWITCH = "accept_own_switch"
    CHANGE_LOG_DAYS = "change_log_days"
    ANSWERED_REQUEST_HOURS = "answered_request_hours"
    PAYMENT_WITHIN_MINUTES = "payment_within_minutes"
    FIRM_HOLD_DAYS = "firm_hold_days"
    DECISION_DAYS = "decision_days"
    SALES_WITH_STORE_DAYS = "sales_with_store_days"
    REGION_SALES_DAYS = "region_sales_days"
    PHOTO_DAYS = "photo_days"
    ENDED_DAYS = "ended_days"


class Bounds(msgspec.Struct, frozen=True):
    """What a setting is until a chain says otherwise, and the least and most that it may say."""

    usual: int
    least: int
    most: int


S = ChainSetting

BOUNDS: Mapping[ChainSetting, Bounds] = MappingProxyType(
    {
        S.CLAIM_IDLE_MINUTES: Bounds(CLAIM_LASTS_MS // MINUTE_MS, 5, CLAIM_LASTS_MS // MINUTE_MS),
        S.LAPSE_AFTER_PROMISE_MINUTES: Bounds(24 * 60, 30, 14 * 24 * 60),
        S.MOST_SOURCES: Bounds(8, 1, 100),
        S.COOL_DOWN_MINUTES: Bounds(0, 0, 60),
        S.COLLECT_WITHIN_DAYS: Bounds(7, 1, 90),
        S.REMIND_AFTER_DAYS: Bounds(3, 1, 90),
        S.ARRIVAL_OVERDUE_DAYS: Bounds(3, 1, 60),
        S.PARCEL_GRACE_DAYS: Bounds(2, 1, 60),
        S.SILENT_CARRIER_DAYS: Bounds(14, 0, 90),
        S.SUBSTITUTE_ANSWER_MINUTES: Bounds(120, 10, 7 * 24 * 60),
        S.CLOSE_AFTER_DAYS: Bounds(30, 7, 400),
        S.ACCEPT_OWN_SWITCH: Bounds(0, 0, 1),
        S.CHANGE_LOG_DAYS: Bounds(30, 7, 400),
        S.ANSWERED_REQUEST_HOURS: Bounds(7 * 24, 24, 30 * 24),
        S.PAYMENT_WITHIN_MINUTES: Bounds(60, 5, 14 * 24 * 60),
        S.FIRM_HOLD_DAYS: Bounds(3, 1, 60),
        S.SALES_WITH_STORE_DAYS: Bounds(120, 30, 800),
        S.REGION_SALES_DAYS: Bounds(30, 0, 120),
        S.PHOTO_DAYS: Bounds(90, 7, 800),
        S.DECISION_DAYS: Bounds(180, 30, 1_000),
        S.ENDED_DAYS: Bounds(400, 30, 4_000),
    }
)


class Chain(msgspec.Struct, frozen=True):
    """The settings, durations in milliseconds."""

    claim_idle_ms: int
    lapse_after_promise_ms: int
    collect_within_ms: int
    remind_after_ms: int
    arrival_overdue_ms: int
    parcel_grace_ms: int
    silent_carrier_ms: int
    substitute_answer_ms: int
    close_after_ms: int
    may_accept_own: bool
    change_log_ms: int
    answered_request_ms: int
    decision_ms: int
    sales_with_store_ms: int
    region_sales_ms: int
    photo_ms: int
    ended_ms: int


def read_chain(session: Session) -> Chain:
    """All settings, as durations."""
    rows = rows_of(session, CoreSetting, CoreSetting.name, [name.value for name in ChainSetting])
    known = {row.name: row for row in rows}
    value = {name: _value(name, known.get(name.value)) for name in ChainSetting}
    return Chain(
        claim_idle_ms=value[S.CLAIM_IDLE_MINUTES] * MINUTE_MS,
        lapse_after_promise_ms=value[S.LAPSE_AFTER_PROMISE_MINUTES] * MINUTE_MS,
        collect_within_ms=value[S.COLLECT_WITHIN_DAYS] * DAY_MS,
        remind_after_ms=value[S.REMIND_AFTER_DAYS] * DAY_MS,
        arrival_overdue_ms=value[S.ARRIVAL_OVERDUE_DAYS] * DAY_MS,
        parcel_grace_ms=value[S.PARCEL_GRACE_DAYS] * DAY_MS,
        silent_carrier_ms=value[S.SILENT_CARRIER_DAYS] * DAY_MS,
        substitute_answer_ms=value[S.SUBSTITUTE_ANSWER_MINUTES] * MINUTE_MS,
        close_after_ms=value[S.CLOSE_AFTER_DAYS] * DAY_MS,
        may_accept_own=bool(value[S.ACCEPT_OWN_SWITCH]),
        change_log_ms=value[S.CHANGE_LOG_DAYS] * DAY_MS,
        answered_request_ms=value[S.ANSWERED_REQUEST_HOURS] * HOUR_MS,
        decision_ms=value[S.DECISION_DAYS] * DAY_MS,
        sales_with_store_ms=value[S.SALES_WITH_STORE_DAYS] * DAY_MS,
        photo_ms=value[S.PHOTO_DAYS] * DAY_MS,
        region_sales_ms=value[S.REGION_SALES_DAYS] * DAY_MS,
        ended_ms=value[S.ENDED_DAYS] * DAY_MS,
    )


def value_of(session: Session, name: ChainSetting) -> int:
    """A setting, in the unit that its name ends with."""
    rows = rows_of(session, CoreSetting, CoreSetting.name, [name.value])
    return _value(name, rows[0] if rows else None)


def _value(name: ChainSetting, row: CoreSetting | None) -> int:
    return BOUNDS[name].usual if row is None else min(int(row.value), BOUNDS[name].most)


def set_value(unit: UnitOfWork, name: ChainSetting, value: int) -> None:
    """Set it; from the next turn of the timers on it holds. Regions are told what is recent anew.

    Raises:
        BadInput: `setting_out_of_bounds`.
    """
    bounds = BOUNDS[name]
    if not bounds.least <= value <= bounds.most:
        raise BadInput(
            "setting_out_of_bounds", name=name.value, given=value, least=bounds.least, most=bounds.most
        )
    row = unit.lock(CoreSetting, name.value)
    if row is None:
        unit.session.add(CoreSetting(name=name.value, value=str(value)))
    else:
        row.value = str(value)
    if name is ChainSetting.REGION_SALES_DAYS:
        unit.session.execute(update(StoreRegion).values(filled_from=NOTHING_TOLD))
