"""People at work: what somebody does next at a workstation, by what its screens show and by a draw."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import partial

import msgspec
from sqlalchemy import select

from core.commands import (
    ArriveFulfilment,
    ClaimFulfilment,
    CloseEmpty,
    Command,
    DispatchFulfilment,
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
    WentTo,
    fulfilment_aggregate,
)
from core.commands.definitions import FulfilmentCommand
from core.model import ExceptionCase, Fulfilment, FulfilmentLine, Movement, Parcel
from core.rules.agreement import AgreementState
from core.rules.errors import Refused
from core.rules.exceptions import REFUND_PAID_UNTOLD, REFUND_PERHAPS_PAID, Resolution, choices_of
from core.rules.fulfilment import CARRIED_KINDS, LEFT_STATES, PREPARED_STATES, FulfilmentState
from core.rules.stock import ShortReason
from sync.reading import Reader
from sync.workstation import Workstation

Gone = Mapping[str, Mapping[str, int]]
"""Cents that have gone to cards: by refund, by what the payment is called."""
WENT = Resolution.WENT
BINS = ("A1", "A2", "B1")
ASKED = AgreementState.ASKED
ASKED_OF_THE_SERVICE = (REFUND_PERHAPS_PAID, REFUND_PAID_UNTOLD)
"""What only the payment service knows: whoever is asked asks it, and says what it says."""


class Shown(msgspec.Struct, frozen=True):
    """A fulfilment as a person sees it."""

    head: Fulfilment
    lines: list[FulfilmentLine]
    parcels: list[str]

    @property
    def id(self) -> str:
        return self.head.id

    @property
    def state(self) -> FulfilmentState:
        return FulfilmentState(self.head.state)

    @property
    def to_pick(self) -> list[FulfilmentLine]:
        """What is still to be picked, less what its customer has not agreed to."""
        return [line for line in self.lines if line.quantities().left_to_pick and line.agreement != ASKED]

    @property
    def is_carried(self) -> bool:
        """Whether a carrier takes it along."""
        return self.head.kind in CARRIED_KINDS or self.head.collect_location_id is not None


def gesture(
    workstation: Workstation, store: int, draw: int, slips: bool, gone: Gone
) -> tuple[Command, str] | None:
    """What somebody does next and who, or None if there is nothing to do.

    Args:
        slips: they do something that is out of place.
        gone: what the payment service says has gone to cards.
    """
    chance = random.Random(draw)
    shown = workstation.read(open_here)
    is_manager = chance.random() < 0.3
    author = ("manager-" if is_manager else "associate-") + str(store)
    cases = workstation.read(partial(_open_cases, gone=gone)) if is_manager else []
    if cases and chance.random() < 0.5:
        return _settle(chance.choice(cases), chance, gone), author
    if not shown:
        return None
    one = chance.choice(shown)
    command = _slip(workstation, one, chance) if slips else next_step(workstation, one, chance)
    return (command, author) if command else None


def answers(workstation: Workstation, store: int, gone: Gone) -> list[tuple[Command, str]]:
    """What the manager says of all that only the payment service knows."""
    cases = workstation.read(partial(_open_cases, gone=gone))
    asked = [one for one in cases if one[0].kind in ASKED_OF_THE_SERVICE]
    return [(_settle(one, random.Random(store), gone), f"manager-{store}") for one in asked]


def open_here(reader: Reader) -> list[Shown]:
    """What has not left yet, and what is on its way to be collected here."""
    session = reader.session
    heads = session.scalars(select(Fulfilment).order_by(Fulfilment.order_number, Fulfilment.id)).all()
    lines = session.scalars(select(FulfilmentLine).order_by(FulfilmentLine.line_no, FulfilmentLine.id)).all()
    parcels = session.scalars(select(Parcel).order_by(Parcel.number)).all()
    session.expunge_all()
    return [
        Shown(
            head,
            [line for line in lines if line.fulfilment_id == head.id],
            [parcel.number for parcel in parcels if parcel.fulfilment_id == head.id],
        )
        for head in heads
        if head.state not in LEFT_STATES or _is_awaited(head, reader.location_id)
    ]


def _is_awaited(head: Fulfilment, here: int) -> bool:
    return head.state == FulfilmentState.DISPATCHED and here == head.collect_location_id != head.location_id


def _open_cases(reader: Reader, gone: Gone) -> list[tuple[ExceptionCase, tuple[Resolution, ...]]]:
    """Each with what can be done about it; without those that nobody can answer truthfully."""
    session = reader.session
    rows = session.scalars(
        select(ExceptionCase).where(ExceptionCase.settled_at.is_(None)).order_by(ExceptionCase.id)
    ).all()
    heads = {fulfilment_aggregate(head.id): head for head in session.scalars(select(Fulfilment))}
    session.expunge_all()
    states = {row.id: heads.get(row.aggregate) for row in rows}
    asked = [
        (row, choices_of(row.kind, head and FulfilmentState(head.state), row.data.get("code", "")))
        for row in rows
        for head in (states[row.id],)
    ]
    told = [
        (row, _as_told(row, gone) if row.kind in ASKED_OF_THE_SERVICE else choices) for row, choices in asked
    ]
    return [(row, choices) for row, choices in told if choices]


def _as_told(case: ExceptionCase, gone: Gone) -> tuple[Resolution, ...]:
    """The one choice that is true by what the payment service says; none where some of the sum has gone, or
    it says so of money that is nobody's."""
    if case.kind == REFUND_PAID_UNTOLD:
        return (Resolution.WENT,)
    cents = sum(gone.get(case.data["refund"], {}).values())
    if not cents:
        return (Resolution.CLOSE,)
    return (Resolution.WENT,) if cents == case.data["cents"] else ()


def _settle(
    shown: tuple[ExceptionCase, tuple[Resolution, ...]], chance: random.Random, gone: Gone
) -> SettleException:
    case, choices = shown
    choice = chance.choice(choices)
    cards = gone.get(case.data.get("refund", ""), {}) if case.data.get("cards") else {}
    return SettleException(
        case_id=case.id,
        case_aggregate=case.aggregate,
        settlement="seen",
        resolution=choice,
        went_to=[WentTo(name, cents) for name, cents in sorted(cards.items())] if choice is WENT else [],
    )


def next_step(workstation: Workstation, one: Shown, chance: random.Random) -> Command | None:
    """The next step of the fulfilment's way, or now and then a turn aside."""
    match one.state:
        case FulfilmentState.PROPOSED:
            return ClaimFulfilment(fulfilment_id=one.id)
        case FulfilmentState.CLAIMED | FulfilmentState.PICKING if one.to_pick:
            return pick(one, chance.choice(one.to_pick), chance)
        case FulfilmentState.PICKED if any(line.picked for line in one.lines):
            contents = {line.id: line.picked for line in one.lines if line.picked}
            try:
                number = workstation.draw_sscc()
            except Refused:
                return None
            return PackFulfilment(fulfilment_id=one.id, parcels=[ParcelDraft(number, contents)])
        case FulfilmentState.PICKED:
            return CloseEmpty(fulfilment_id=one.id)
        case FulfilmentState.TO_PUT_BACK | FulfilmentState.UNCOLLECTED:
            return PutBack(fulfilment_id=one.id)
    return _with_parcels(one, chance)


def _with_parcels(one: Shown, chance: random.Random) -> Command | None:
    match one.state:
        case FulfilmentState.DISPATCHED:
            number = chance.choice(one.parcels) if one.parcels else one.head.order_number
            return ArriveFulfilment(fulfilment_id=one.id, number=number)
        case FulfilmentState.PACKED | FulfilmentState.LABELLED | FulfilmentState.STAGED if one.is_carried:
            return DispatchFulfilment(fulfilment_id=one.id, taken_by="a driver")
        case FulfilmentState.PACKED | FulfilmentState.ARRIVED | FulfilmentState.TRIED if one.parcels:
            bins = {number: chance.choice(BINS) for number in one.parcels}
            return StageFulfilment(fulfilment_id=one.id, bins=bins)
        case state if state in PREPARED_STATES:
            return HandOver(fulfilment_id=one.id, proof=Proof.IDENTITY)
    return None


def pick(one: Shown, line: FulfilmentLine, chance: random.Random) -> Command:
    """A line is picked, or now and then it is not there."""
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
