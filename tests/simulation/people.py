"""People at work: what somebody does next at a workstation, by what its screens show and by a draw."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from core.commands import (
    ClaimFulfilment,
    CloseEmpty,
    Command,
    HandOver,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    PutBack,
    RejectFulfilment,
    ReleaseFulfilment,
    SettleException,
    ShortLine,
    StageFulfilment,
    UndoPick,
    UndoShort,
    fulfilment_aggregate,
)
from core.commands.definitions import FulfilmentCommand
from core.model import ExceptionCase, Fulfilment, FulfilmentLine, Movement, Parcel
from core.rules.errors import Refused
from core.rules.fulfilment import LEFT_STATES, FulfilmentState
from core.rules.stock import ShortReason
from sync.reading import Reader
from sync.workstation import Workstation

BINS = ("A1", "A2", "B1")


class Shown(msgspec.Struct, frozen=True):
    """A fulfilment as a person sees it."""

    id: str
    state: FulfilmentState
    lines: list[FulfilmentLine]
    parcels: list[str]


def gesture(workstation: Workstation, store: int, draw: int, slips: bool) -> tuple[Command, str] | None:
    """What somebody does next and who, or None if there is nothing to do.

    Args:
        slips: they do something that is out of place.
    """
    chance = random.Random(draw)
    shown = workstation.read(_shown)
    is_manager = chance.random() < 0.3
    author = ("manager-" if is_manager else "associate-") + str(store)
    cases = workstation.read(_open_cases) if is_manager else []
    if cases and chance.random() < 0.5:
        case_id, aggregate = chance.choice(cases)
        settled = SettleException(case_id=case_id, case_aggregate=aggregate, settlement="seen")
        return settled, author
    if not shown:
        return None
    one = chance.choice(shown)
    command = _slip(workstation, one, chance) if slips else _next(workstation, one, chance)
    return (command, author) if command else None


def _shown(reader: Reader) -> list[Shown]:
    session = reader.session
    heads = session.scalars(select(Fulfilment).order_by(Fulfilment.order_number, Fulfilment.id)).all()
    lines = session.scalars(select(FulfilmentLine).order_by(FulfilmentLine.line_no, FulfilmentLine.id)).all()
    parcels = session.scalars(select(Parcel).order_by(Parcel.number)).all()
    session.expunge_all()
    return [
        Shown(
            head.id,
            FulfilmentState(head.state),
            [line for line in lines if line.fulfilment_id == head.id],
            [parcel.number for parcel in parcels if parcel.fulfilment_id == head.id],
        )
        for head in heads
        if head.state not in LEFT_STATES
    ]


def _open_cases(reader: Reader) -> list[tuple[str, str]]:
    rows = reader.session.scalars(
        select(ExceptionCase).where(ExceptionCase.settled_at.is_(None)).order_by(ExceptionCase.id)
    )
    return [(row.id, row.aggregate) for row in rows]


def _next(workstation: Workstation, one: Shown, chance: random.Random) -> Command | None:
    """The next step of the fulfilment's way, or now and then a turn aside."""
    to_pick = [line for line in one.lines if line.quantities().left_to_pick]
    match one.state:
        case FulfilmentState.PROPOSED:
            return ClaimFulfilment(fulfilment_id=one.id)
        case FulfilmentState.CLAIMED | FulfilmentState.PICKING if to_pick:
            return _pick(workstation, one, chance.choice(to_pick), chance)
        case FulfilmentState.PICKED if any(line.picked for line in one.lines):
            contents = {line.id: line.picked for line in one.lines if line.picked}
            try:
                number = workstation.draw_sscc()
            except Refused:
                return None
            return PackFulfilment(fulfilment_id=one.id, parcels=[ParcelDraft(number, contents)])
        case FulfilmentState.PICKED:
            return CloseEmpty(fulfilment_id=one.id)
        case FulfilmentState.PACKED if one.parcels:
            bins = {number: chance.choice(BINS) for number in one.parcels}
            return StageFulfilment(fulfilment_id=one.id, bins=bins)
        case FulfilmentState.STAGED | FulfilmentState.READY | FulfilmentState.PACKED:
            return HandOver(fulfilment_id=one.id, proof=Proof.IDENTITY)
        case FulfilmentState.TO_PUT_BACK | FulfilmentState.UNCOLLECTED:
            return PutBack(fulfilment_id=one.id)
    return None


def _pick(workstation: Workstation, one: Shown, line: FulfilmentLine, chance: random.Random) -> Command:
    if chance.random() < 0.15:
        reason = chance.choice(list(ShortReason))
        return ShortLine(fulfilment_id=one.id, line_id=line.id, quantity=1, reason=reason)
    serial = f"W-{chance.randrange(3)}" if line.is_serialised else None
    return PickLine(fulfilment_id=one.id, line_id=line.id, serial=serial)


def _slip(workstation: Workstation, one: Shown, chance: random.Random) -> Command | None:
    line = chance.choice(one.lines) if one.lines else None
    if line is None:
        return None
    shorts: Sequence[str] = workstation.read(
        lambda reader: reader.session.scalars(
            select(Movement.command_id)
            .where(
                Movement.kind == "released",
                Movement.command_id != "",
                Movement.aggregate == fulfilment_aggregate(one.id),
            )
            .order_by(Movement.id)
        ).all()
    )
    undoes = chance.choice(shorts) if shorts else "nothing"
    slips: list[FulfilmentCommand] = [
        ReleaseFulfilment(fulfilment_id=one.id),
        UndoPick(fulfilment_id=one.id, line_id=line.id),
        UndoShort(fulfilment_id=one.id, line_id=line.id, quantity=1, undoes=undoes),
        HandOver(fulfilment_id=one.id, proof=Proof.CODE, code="000000"),
        PickLine(fulfilment_id=one.id, line_id=line.id, quantity=2),
        PutBack(fulfilment_id=one.id),
        RejectFulfilment(fulfilment_id=one.id, reason="closed early"),
        ClaimFulfilment(fulfilment_id=one.id, takes_over=True),
    ]
    return chance.choice(slips)
