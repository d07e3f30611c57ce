"""Commands of every kind, drawn: a few small numbers each, made into a command on the world as it is then."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from hypothesis import strategies as st
from sqlalchemy import select
from sync_world import ASSOCIATE, MANAGER, SERIALS, Pair

from core.commands import (
    ClaimFulfilment,
    CloseEmpty,
    Command,
    DispatchFulfilment,
    HandOver,
    KeepPlace,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    PutBack,
    RejectFulfilment,
    ReleaseFulfilment,
    ReopenFulfilment,
    SettleException,
    ShortLine,
    StageFulfilment,
    UndoPick,
    UndoShort,
    fulfilment_aggregate,
)
from core.model import ExceptionCase, Parcel
from core.rules.errors import Refused
from core.rules.stock import ShortReason
from sync.schema import PendingCommand
from tests.core.builders import PICKUP_CODE

KINDS = (
    ClaimFulfilment,
    ReleaseFulfilment,
    PickLine,
    UndoPick,
    ShortLine,
    UndoShort,
    CloseEmpty,
    PackFulfilment,
    StageFulfilment,
    HandOver,
    DispatchFulfilment,
    PutBack,
    RejectFulfilment,
    ReopenFulfilment,
    KeepPlace,
    SettleException,
)


class Draft(msgspec.Struct, frozen=True):
    """A command before it is known what there is: places in lists, taken modulo their lengths."""

    kind: type[Command]
    fulfilment: int
    line: int
    quantity: int
    choice: int
    is_manager: bool


drafts = st.builds(
    Draft,
    kind=st.sampled_from(KINDS),
    fulfilment=st.integers(0, 2),
    line=st.integers(0, 1),
    quantity=st.integers(1, 3),
    choice=st.integers(0, 4),
    is_manager=st.booleans(),
)


def do_draft(pair: Pair, draft: Draft) -> None:
    """Do it at the workstation; a refusal is an answer too."""
    command = command_of(pair, draft)
    try:
        pair.do(command, MANAGER if draft.is_manager else ASSOCIATE)
    except Refused:
        return


def command_of(pair: Pair, draft: Draft) -> Command:
    """The command that a draft stands for, now."""
    ids = list(pair.names.fulfilments)
    head = ids[draft.fulfilment % len(ids)]
    lines = pair.names.fulfilments[head]
    line = lines[draft.line % len(lines)]
    is_watch = draft.fulfilment == 0 and line == lines[-1]
    serial = SERIALS[draft.choice % len(SERIALS)] if is_watch else None
    quantity = 1 if is_watch else draft.quantity
    kind = draft.kind
    if kind in (PickLine, UndoPick):
        return kind(fulfilment_id=head, line_id=line, quantity=quantity, serial=serial)
    if kind is ShortLine:
        reasons = list(ShortReason)
        reason = reasons[draft.choice % len(reasons)]
        return ShortLine(fulfilment_id=head, line_id=line, quantity=quantity, reason=reason)
    if kind is UndoShort:
        made = _ids_of(pair, "ShortLine", head)
        undoes = made[draft.choice % len(made)] if made else "none"
        return UndoShort(fulfilment_id=head, line_id=line, quantity=quantity, undoes=undoes)
    if kind is PackFulfilment:
        number = f"P{len(_ids_of(pair, 'PackFulfilment', head))}-{draft.fulfilment}"
        return PackFulfilment(
            fulfilment_id=head, parcels=[ParcelDraft(number, {line: quantity}, weight_g=500)]
        )
    if kind is StageFulfilment:
        numbers = _parcel_numbers(pair, head) or ["unknown"]
        number = numbers[draft.choice % len(numbers)]
        return StageFulfilment(fulfilment_id=head, bins={number: f"B{draft.choice}"})
    if kind is HandOver:
        code = PICKUP_CODE if draft.choice else "000000"
        return HandOver(fulfilment_id=head, proof=Proof.CODE, code=code)
    if kind in (RejectFulfilment, ReopenFulfilment):
        return kind(fulfilment_id=head, reason="a reason")
    if kind is SettleException:
        case_id, aggregate = _case(pair, draft.choice) or ("none", fulfilment_aggregate(head))
        return SettleException(case_id=case_id, case_aggregate=aggregate, settlement="seen")
    if kind is KeepPlace:
        location = pair.workstation.replica.state().location_id
        place = str(draft.choice) if draft.choice else ""
        return KeepPlace(location_id=location, article_id=draft.line + 1, zone=place, shelf=place)
    return kind(fulfilment_id=head)


def _ids_of(pair: Pair, name: str, head: str) -> Sequence[str]:
    statement = (
        select(PendingCommand.id)
        .where(PendingCommand.name == name, PendingCommand.aggregate == fulfilment_aggregate(head))
        .order_by(PendingCommand.sequence)
    )
    return pair.workstation.replica.read(lambda session: session.scalars(statement).all())


def _parcel_numbers(pair: Pair, head: str) -> Sequence[str]:
    statement = select(Parcel.number).where(Parcel.fulfilment_id == head).order_by(Parcel.number)
    return pair.workstation.replica.read(lambda session: session.scalars(statement).all())


def _case(pair: Pair, choice: int) -> tuple[str, str] | None:
    statement = select(ExceptionCase.id, ExceptionCase.aggregate).order_by(ExceptionCase.id)
    cases = pair.workstation.replica.read(lambda session: session.execute(statement).all())
    return tuple(cases[choice % len(cases)]) if cases else None
