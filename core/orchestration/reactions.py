"""What the centre does after a command of a store, in the same transaction.

Staged for collection: the customer is told. Short, rejected, closed empty: another source is found. There
after all: the replacement is taken back. Replaced by another article: the customer is asked. Put back
uncollected: nobody waits for it any more. After each, the claims on stock follow. Doing it twice changes
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from core.commands import (
    AnswerSubstitute,
    ArriveFulfilment,
    CloseEmpty,
    Command,
    CountArticle,
    DispatchFulfilment,
    HandOutExchange,
    HandOver,
    HandOverPart,
    Outcome,
    OutcomeStatus,
    PickLine,
    ProposeSubstitute,
    PutBack,
    RefuseAtCounter,
    RefusePart,
    RejectFulfilment,
    SettleException,
    ShortLine,
    StageFulfilment,
    UndoPick,
    UndoShort,
    WithdrawSubstitute,
    fulfilment_aggregate,
)
from core.commands.definitions import (
    DeliveryCommand,
    FulfilmentCommand,
    RefundCommand,
    ReturnCommand,
    TransferCommand,
)
from core.commands.loading import step
from core.model import (
    CarrierService,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Location,
    Order,
    Parcel,
    Return,
)
from core.model.gathered import rows_of
from core.orchestration.chain_settings import ChainSetting, value_of
from core.orchestration.claims import settle_reservations
from core.orchestration.exchange_ends import give_back, give_back_paid
from core.orchestration.fulfilments import core_actor
from core.orchestration.notices import READY, SENT, UNCOLLECTED, tell_customer, was_told
from core.orchestration.order_sales import note_delivery
from core.orchestration.parcels_back import after_coming_back
from core.orchestration.parcels_followed import follow_told
from core.orchestration.progress import progress_of
from core.orchestration.receipts import after_delivery
from core.orchestration.recounts import after_count, after_facts
from core.orchestration.resourcing import resource, take_back
from core.orchestration.return_reactions import after_refund, after_return
from core.orchestration.settlements import after_settling
from core.orchestration.substitutions import after_substitute, tell_differences
from core.orchestration.surplus import call_off_surplus, found_again
from core.orchestration.transfers import after_sending, after_transfer
from core.orchestration.unit import UnitOfWork
from core.rules.fulfilment import (
    ARRIVED_AFTER_LOSS,
    COLLECTED_KINDS,
    LEFT_STATES,
    FulfilmentKind,
    FulfilmentState,
    FulfilmentVerb,
)
from core.rules.ids import derive
from core.rules.time import DAY_MS

AT_THE_SHELF = (
    ArriveFulfilment,
    DispatchFulfilment,
    HandOver,
    HandOverPart,
    PickLine,
    PutBack,
    RefusePart,
    ShortLine,
    UndoPick,
    UndoShort,
)
"""Commands on a fulfilment that say what was taken from a shelf, or put there."""
LEAVES = (DispatchFulfilment, HandOver, HandOverPart, PickLine)
"""Those that say what has left with one that has left."""


def after(unit: UnitOfWork, command: Command, command_id: str, outcome: Outcome) -> None:
    """React to a command that was just taken in.

    Args:
        command_id: the command's identifier; what the reaction makes is named after it.
    """
    if not outcome.has_effect:
        return
    if isinstance(command, SettleException):
        after_settling(unit, command, command_id)
        after_facts(unit, unit.session.get_one(ExceptionCase, command.case_id).location_id, command_id)
    elif isinstance(command, CountArticle):
        after_count(unit, command, command_id)
    elif isinstance(command, DeliveryCommand):
        after_delivery(unit, command, command_id)
    elif isinstance(command, TransferCommand):
        after_transfer(unit, command, command_id)
    elif isinstance(command, RefundCommand):
        after_refund(unit, command)
        if isinstance(command, HandOutExchange):
            give_back_paid(unit, command.refund_id, command_id)
    elif isinstance(command, ReturnCommand):
        after_return(unit, command, command_id)
        after_facts(unit, unit.session.get_one(Return, command.return_id).location_id, command_id)
    elif isinstance(command, FulfilmentCommand):
        _after_fulfilment(unit, command, command_id)
        _after_late_word(unit, command, command_id, outcome)


def _after_late_word(unit: UnitOfWork, command: FulfilmentCommand, command_id: str, outcome: Outcome) -> None:
    """It has left, or is here, against what was known: what was found elsewhere meanwhile is not needed."""
    if isinstance(command, ArriveFulfilment):
        back = unit.session.get_one(Fulfilment, command.fulfilment_id)
        after_coming_back(unit, back, command.number, command_id, [outcome.code])
    elif outcome.code == ARRIVED_AFTER_LOSS:
        found_again(unit, command.fulfilment_id, command_id)
    if outcome.status != OutcomeStatus.RECORDED or not isinstance(command, LEAVES):
        return
    head = unit.session.get(Fulfilment, command.fulfilment_id)
    order = unit.lock(Order, head.order_id) if head is not None else None
    if head is not None and order is not None and head.state in LEFT_STATES:
        call_off_surplus(unit, order, head, command_id)


def _after_fulfilment(unit: UnitOfWork, command: FulfilmentCommand, command_id: str) -> None:
    head = unit.session.get(Fulfilment, command.fulfilment_id)
    order = unit.lock(Order, head.order_id) if head else None
    if head is None:
        return
    if head.kind == FulfilmentKind.TRANSFER:
        after_sending(unit, head, command, command_id)
    if isinstance(command, AT_THE_SHELF):
        after_facts(unit, head.location_id, command_id)
    if order is None:
        return
    settle_reservations(unit, head)
    if isinstance(command, HandOver | HandOverPart | DispatchFulfilment):
        note_delivery(unit, head, command_id)
        tell_differences(unit, head, order)
        follow_told(unit, head)
    _follow(unit, order, head, command, command_id)


def _follow(
    unit: UnitOfWork, order: Order, head: Fulfilment, command: FulfilmentCommand, command_id: str
) -> None:
    """What it means for the order and its customer."""
    if isinstance(command, StageFulfilment):
        _tell_ready(unit, head, order, command_id)
    elif isinstance(command, ShortLine | RejectFulfilment | CloseEmpty):
        resource(unit, order, command_id)
    elif isinstance(command, UndoShort):
        take_back(unit, order, head, command.undoes, command_id)
    elif isinstance(command, ProposeSubstitute | AnswerSubstitute | WithdrawSubstitute):
        after_substitute(unit, head, order, command, command_id)
    elif isinstance(command, DispatchFulfilment):
        _tell_sent(unit, head, order, command_id)
    elif isinstance(command, RefuseAtCounter) or (
        isinstance(command, RefusePart) and head.state == FulfilmentState.TO_PUT_BACK
    ):
        _end_refused(unit, head, order, command_id)
    elif isinstance(command, RefusePart):
        _end_refused_part(unit, order, command, command_id)
    elif isinstance(command, PutBack) and was_told(unit, UNCOLLECTED, head.id):
        _end_uncollected(unit, head, order, command_id)


def _tell_ready(unit: UnitOfWork, head: Fulfilment, order: Order, command_id: str) -> None:
    if head.kind not in COLLECTED_KINDS or head.state != FulfilmentState.STAGED:
        return
    if head.collect_location_id is not None and _is_awaited(unit, head):
        return
    step_id = derive(command_id, "tell_ready")
    context = unit.context(core_actor(head.location_id), step_id, fulfilment_aggregate(head.id))
    step(context, head, FulfilmentVerb.TELL_READY)
    [location] = rows_of(unit.session, Location, Location.id, [head.location_id])
    days = value_of(unit.session, ChainSetting.COLLECT_WITHIN_DAYS)
    told = {"location": location.name, "fulfilment_id": head.id, "collect_until": unit.at + days * DAY_MS}
    tell_customer(unit, order, READY, command_id, told)


def _tell_sent(unit: UnitOfWork, head: Fulfilment, order: Order, command_id: str) -> None:
    """Where its parcels are followed; of what goes to a store, its customer hears once it waits there."""
    if head.kind != FulfilmentKind.SHIPMENT or order.pickup_location_id is not None:
        return
    numbers = [row.number for row in rows_of(unit.session, Parcel, Parcel.fulfilment_id, [head.id])]
    names = unit.beside.scalars(
        select(CarrierService.carrier_name).where(
            CarrierService.location_id == head.location_id, CarrierService.carrier == head.carrier
        )
    )
    told = {"carrier": names.first() or "", "parcels": sorted(numbers), "fulfilment_id": head.id}
    tell_customer(unit, order, SENT, command_id, told)


def _end_refused(unit: UnitOfWork, head: Fulfilment, order: Order, command_id: str) -> None:
    """What the customer refused at the counter is not wanted any more: it is not sourced anew."""
    refused: dict[str, int] = {}
    for line in rows_of(unit.session, FulfilmentLine, FulfilmentLine.fulfilment_id, [head.id]):
        units = line.quantities().left_here
        refused[line.order_line_id] = refused.get(line.order_line_id, 0) + units
    _end_units(unit, order, refused, command_id)


def _end_refused_part(unit: UnitOfWork, order: Order, command: RefusePart, command_id: str) -> None:
    """Units that a line has no more, since nobody wants them, are not sourced anew."""
    told: dict[str, int] = {}
    for line_id, units in command.units.items():
        line = unit.session.get_one(FulfilmentLine, line_id)
        told[line.order_line_id] = told.get(line.order_line_id, 0) + units
    _end_units(unit, order, told, command_id)


def _is_awaited(unit: UnitOfWork, head: Fulfilment) -> bool:
    """Whether a parcel of what another store has sent has not come yet."""
    parcels = rows_of(unit.session, Parcel, Parcel.fulfilment_id, [head.id])
    return any(parcel.arrived_at is None for parcel in parcels)


def _end_uncollected(unit: UnitOfWork, head: Fulfilment, order: Order, command_id: str) -> None:
    """What was never collected and is on the shelf again is not wanted any more: it is not sourced anew."""
    put_back: dict[str, int] = {}
    for line in unit.session.scalars(select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == head.id)):
        put_back[line.order_line_id] = put_back.get(line.order_line_id, 0) + line.put_back
    _end_units(unit, order, put_back, command_id)


def _end_units(unit: UnitOfWork, order: Order, told: Mapping[str, int], command_id: str) -> None:
    """So many units of each line are wanted by nobody any more, as far as they are open still."""
    progress = progress_of(unit.session, order)
    still_open = progress.open_units()
    for wanted in progress.lines:
        wanted.cancelled += min(still_open.get(wanted.id, 0), told.get(wanted.id, 0))
    give_back(unit, order, command_id)
