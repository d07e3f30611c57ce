"""What a device's envelopes will ask the database for, read and locked in a few statements before they run.

All rows before positions, each in the order of their keys: as everybody locks them (`truck_locks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from core.commands import (
    AnswerSubstitute,
    CloseEmpty,
    Command,
    DispatchFulfilment,
    HandOver,
    HandOverPart,
    KeepPlace,
    PackFulfilment,
    ProposeSubstitute,
    PutBack,
    RejectFulfilment,
    ShortLine,
    StageFulfilment,
    UndoShort,
    WithdrawSubstitute,
    read_command,
)
from core.commands.definitions import FulfilmentCommand
from core.model import (
    ArticlePlace,
    Carton,
    CoreSetting,
    Fulfilment,
    FulfilmentLine,
    Location,
    Notification,
    NumberBlock,
    OutcomeRow,
    Parcel,
    Reservation,
    StaffPermission,
)
from core.model.gathered import Gathered, rows_of
from core.orchestration.chain_settings import ChainSetting
from core.orchestration.claims import claim_ids
from core.orchestration.foreseen import ArticleAt
from core.orchestration.notices import READY, SENT, notice_id
from core.orchestration.truck_locks import lock_truck
from core.orchestration.unit import UnitOfWork
from core.wire import Envelope

MOVES_STOCK = (
    AnswerSubstitute,
    CloseEmpty,
    DispatchFulfilment,
    HandOver,
    HandOverPart,
    ProposeSubstitute,
    PutBack,
    RejectFulfilment,
    ShortLine,
    UndoShort,
    WithdrawSubstitute,
)
"""What changes positions, and so locks them."""


def gather(unit: UnitOfWork, gathered: Gathered, device_id: str, envelopes: Sequence[Envelope]) -> None:
    """Read what these commands, and the centre's reactions to them, look at. It changes nothing.

    Raises:
        BadInput: one of them cannot be understood.
    """
    commands = {envelope.id: read_command(envelope) for envelope in envelopes}
    gathered.take(OutcomeRow.id, commands.keys())
    gathered.take(StaffPermission.staff_id, {envelope.author for envelope in envelopes})
    _gather_fulfilments(unit, gathered, list(commands.values()))
    numbers = parcel_numbers(commands.values())
    if numbers:
        gathered.take(NumberBlock.device_id, [device_id])
        gathered.take(Parcel.number, numbers)
        gathered.take(Carton.number, numbers)
    staged = [id_ for id_, command in commands.items() if isinstance(command, StageFulfilment)]
    placed = [command.article_id for command in commands.values() if isinstance(command, KeepPlace)]
    gathered.take(ArticlePlace.article_id, placed)
    sent = [id_ for id_, command in commands.items() if isinstance(command, DispatchFulfilment)]
    told = [notice_id(id_, READY) for id_ in staged] + [notice_id(id_, SENT) for id_ in sent]
    gathered.take(Notification.id, told)
    if staged:
        _gather_of_staged(unit, gathered, list(commands.values()))


def _gather_of_staged(unit: UnitOfWork, gathered: Gathered, commands: Sequence[Command]) -> None:
    """What the customer is told: where it waits, and for how long."""
    heads = {command.fulfilment_id for command in commands if isinstance(command, StageFulfilment)}
    found = rows_of(unit.session, Fulfilment, Fulfilment.id, heads)
    gathered.take(Location.id, {head.location_id for head in found})
    gathered.take(CoreSetting.name, [ChainSetting.COLLECT_WITHIN_DAYS.value])


def _gather_fulfilments(unit: UnitOfWork, gathered: Gathered, commands: Sequence[Command]) -> None:
    on_the_way = lock_truck(unit, commands)
    on_fulfilments = [command for command in commands if isinstance(command, FulfilmentCommand)]
    heads = sorted({command.fulfilment_id for command in on_fulfilments})
    if not heads:
        unit.ledger.lock(on_the_way)
        return
    gathered.take(FulfilmentLine.fulfilment_id, heads)
    gathered.take(Parcel.fulfilment_id, heads)
    lines = rows_of(unit.session, FulfilmentLine, FulfilmentLine.fulfilment_id, heads)
    gathered.take(Reservation.id, claim_ids(line.id for line in lines))
    moving = {command.fulfilment_id for command in on_fulfilments if isinstance(command, MOVES_STOCK)}
    moved = [line for line in lines if line.fulfilment_id in moving]
    found = {line.fulfilment_id for line in moved}
    places = {head: unit.session.get_one(Fulfilment, head).location_id for head in found}
    at_lines = {(line.article_id, places[line.fulfilment_id]) for line in moved}
    unit.ledger.lock({*on_the_way, *at_lines, *offered(on_fulfilments, places)})


def offered(commands: Iterable[Command], location_of: Mapping[str, int]) -> set[ArticleAt]:
    """The positions of what is proposed instead of another article: no line has it yet.

    Args:
        location_of: where each fulfilment is prepared, by its identifier.
    """
    return {
        (command.article_id, location_of[command.fulfilment_id])
        for command in commands
        if isinstance(command, ProposeSubstitute) and command.fulfilment_id in location_of
    }


def parcel_numbers(commands: Iterable[Command]) -> set[str]:
    """The numbers of all parcels that are packed."""
    packing = [command for command in commands if isinstance(command, PackFulfilment)]
    return {parcel.number for command in packing for parcel in command.parcels}
