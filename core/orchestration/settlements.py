"""The centre's part of what a person chose about an exception, in the transaction that settles it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from core.commands import Resolution, SettleException, fulfilment_aggregate, settling_credits
from core.model import (
    Delivery,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Order,
    Refund,
    Return,
    Sale,
    Transfer,
)
from core.model.gathered import rows_of
from core.orchestration.backorders import retry_backorder
from core.orchestration.cancellation import LineCancel, cancel
from core.orchestration.claims import settle_reservations
from core.orchestration.exchange_orders import lock_orders, send_what_is_paid
from core.orchestration.exchange_sales import rewrite_exchange
from core.orchestration.order_sales import note_delivery
from core.orchestration.parcels_followed import Word, settle_told
from core.orchestration.perhaps_settled import lock_for_case, settle_perhaps_paid
from core.orchestration.progress import progress_of
from core.orchestration.resourcing import cancel_fulfilment, lost_cause, resource
from core.orchestration.transfers import after_giving_up, follow
from core.orchestration.transfers_back import go_on
from core.orchestration.truck_locks import lock_announced, lock_asked, lock_ends
from core.orchestration.unfillable import missing_units
from core.orchestration.unit import UnitOfWork
from core.rules.errors import Refused
from core.rules.exceptions import FREE_NOWHERE, MAY_HAVE_GONE
from core.rules.fulfilment import PARCEL_CAME_BACK, SHIPMENT_OVERDUE
from core.rules.ids import derive

REPLACEMENT = "replacement_id"
"""In a case's data: the fulfilment that took the place of what was found again."""
_MOVES_ALL = frozenset({Resolution.GIVE_UP, Resolution.FOUND, Resolution.SAME_BOX})
_WORDS = {Resolution.LOST: Word.LOST, Resolution.DELIVERED: Word.DELIVERED}
_CHANGES = frozenset({Resolution.PUT_BACK, Resolution.PUT_SURPLUS_BACK, Resolution.REOPEN})


def lock_for(unit: UnitOfWork, command: SettleException) -> None:
    """Lock what a settlement touches, as everybody does: the order, its fulfilment, then the case."""
    kind, _, key = command.case_aggregate.partition(":")
    if kind == "order":
        unit.lock(Order, key)
    head = unit.session.get(Fulfilment, key) if kind == "fulfilment" else None
    if head is not None:
        if command.resolution is Resolution.ACCEPT:
            lock_announced(unit, head)
        unit.lock(Order, head.order_id)
        unit.lock(Fulfilment, head.id)
        unit.lock(Transfer, head.order_id)
    goods = unit.session.get(Return, key) if kind == "return" else None
    if goods is not None:
        lock_orders(unit, rows_of(unit.session, Refund, Refund.return_id, [goods.id]))
        unit.lock(Sale, goods.sale_id)
        unit.lock(Return, goods.id)
    delivery = unit.lock(Delivery, key) if kind == "delivery" else None
    if delivery is not None:
        lock_asked(unit, delivery, command.case_id, command.resolution)
    if kind in ("sale", "return"):
        lock_for_case(unit, command.case_id)
    unit.lock(ExceptionCase, command.case_id)
    if delivery is not None:
        lock_ends(unit, delivery, is_whole=command.resolution in _MOVES_ALL)


def after_settling(unit: UnitOfWork, command: SettleException, command_id: str) -> None:
    """Find another place, or call off the one that was found, as was chosen. What the last settled case
    leaves to no store is found another place too, whatever was chosen.

    Raises:
        Refused: `not_in_this_state`: what is to be called off has left; `unknown_fulfilment`;
            `still_free_nowhere`. Nothing is settled then.
    """
    case = unit.session.get_one(ExceptionCase, command.case_id)
    kind, _, key = case.aggregate.partition(":")
    if case.kind == FREE_NOWHERE:
        _fill_or_cancel(unit, key, command.resolution, command_id)
        return
    if case.kind in MAY_HAVE_GONE:
        settle_perhaps_paid(unit, case, command.resolution, command.went_to)
        return
    if kind == "return" and command.resolution in settling_credits.DEEDS:
        rewrite_exchange(unit, case.data.get("refund", ""))
        send_what_is_paid(unit, key)
    delivery = unit.session.get(Delivery, key) if kind == "delivery" else None
    if delivery is not None:
        follow(unit, delivery, command_id)
        go_on(unit, delivery, command_id)
    head = unit.session.get(Fulfilment, key) if kind == "fulfilment" else None
    order = unit.lock(Order, head.order_id) if head is not None else None
    if head is not None and order is None:
        settle_reservations(unit, head)
        after_giving_up(unit, head, command_id, command.settlement)
    elif head is not None and order is not None:
        _after_order_case(unit, case, head, order, command.resolution, command_id)


def _after_order_case(
    unit: UnitOfWork, case: ExceptionCase, head: Fulfilment, order: Order, choice: Resolution, command_id: str
) -> None:
    if choice in settling_credits.DEEDS:
        note_delivery(unit, head, command_id)
    elif choice in _CHANGES:
        settle_reservations(unit, head)
    elif case.kind == SHIPMENT_OVERDUE and choice in _WORDS:
        settle_told(unit, case, order, head, _WORDS[choice])
    elif choice is Resolution.LOST:
        resource(unit, order, lost_cause(head))
    elif choice is Resolution.SEND_ELSEWHERE:
        settle_reservations(unit, head)
        resource(unit, order, command_id)
    elif choice is Resolution.CALL_OFF:
        other = unit.lock(Fulfilment, str(case.data.get(REPLACEMENT, "")))
        if other is None or other.order_id != order.id:
            raise Refused("unknown_fulfilment", fulfilment_id=case.data.get(REPLACEMENT, ""))
        cancel_fulfilment(unit, other, command_id, "found")
    elif choice in (Resolution.CANCEL, Resolution.CANCEL_MISSING):
        _cancel_open(unit, order, _given_up(unit, case, head), command_id)
    if case.kind == PARCEL_CAME_BACK or not _is_asked(unit, order):
        # Nobody is asked about it any more: what no store sees to must not wait for ever. What else is asked
        # about a shipment, such as a label's number, says nothing of goods that a carrier has brought back.
        resource(unit, order, derive(command_id, "rest"))


def _given_up(unit: UnitOfWork, case: ExceptionCase, head: Fulfilment) -> Mapping[str, int]:
    """What was to come from here, or was in a parcel that came back, by line of the order."""
    if case.kind == PARCEL_CAME_BACK:
        told: Mapping[str, int] = case.data.get("units", {})
        return told
    units: dict[str, int] = {}
    for row in rows_of(unit.session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id]):
        units[row.order_line_id] = units.get(row.order_line_id, 0) + row.quantity
    return units


def _cancel_open(unit: UnitOfWork, order: Order, given_up: Mapping[str, int], command_id: str) -> None:
    """What was to come from here, and comes from nowhere else, is not wanted any more."""
    progress = progress_of(unit.session, order)
    still_open = progress.open_units()
    counts = {
        line.line_no: min(still_open.get(line.id, 0), given_up.get(line.id, 0)) for line in progress.lines
    }
    units = [LineCancel(number, count) for number, count in counts.items() if count]
    if units:
        cancel(unit, order, units, command_id)


def _is_asked(unit: UnitOfWork, order: Order) -> bool:
    """Whether a person is still to say what becomes of one of the order's fulfilments."""
    unit.session.flush()
    heads = rows_of(unit.session, Fulfilment, Fulfilment.order_id, [order.id])
    open_ = select(ExceptionCase.id).where(
        ExceptionCase.aggregate.in_([fulfilment_aggregate(head.id) for head in heads]),
        ExceptionCase.settled_at.is_(None),
    )
    return unit.session.scalar(open_.limit(1)) is not None


def _fill_or_cancel(unit: UnitOfWork, order_id: str, choice: Resolution, command_id: str) -> None:
    order = unit.lock(Order, order_id)
    if order is None:
        return
    missing = missing_units(unit.session, order)
    if choice is Resolution.LOOK_AGAIN:
        if missing and not retry_backorder(unit, order.id, is_asked=True):
            raise Refused("still_free_nowhere", order_number=order.number)
    elif choice is Resolution.CANCEL_MISSING and missing:
        units = [LineCancel(number, count) for number, count in missing.items()]
        cancel(unit, order, units, command_id)
