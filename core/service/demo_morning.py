"""What the demo's colleagues did before the visitor came: parcels in bins, an order begun, one that is late.

It goes the way of everything a store does: signed envelopes of an enrolled workstation, taken in by the core.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.commands import (
    ClaimFulfilment,
    Command,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    SealedChain,
    StageFulfilment,
)
from core.model import Bin, Fulfilment, FulfilmentLine, Location, NumberBlock, Piece, Staff
from core.orchestration import Core
from core.orchestration.command_intake import receive
from core.orchestration.enrolment import enrol, make_code
from core.orchestration.reactions import after
from core.rules.fulfilment import FulfilmentKind, FulfilmentState
from core.rules.permissions import Role
from core.rules.sscc import SSCC_NUMBERS, build_sscc
from core.rules.stock import Bucket
from core.rules.time import MINUTE_MS, Instant
from core.service.order_records import OrderRecord
from core.wire import OutcomeStatus, SigningKey
from core.wire.signing import SEED_BYTES

READY = 4
"""Orders that wait in bins for their customers."""
LATE_BY_MS = 8 * MINUTE_MS
SOON_MS = 34 * MINUTE_MS
FEWEST_PICKUPS = 8
"""A store with fewer orders than this keeps them all for the visitor."""


def with_one_late(records: Sequence[OrderRecord], location: str, now: Instant) -> list[OrderRecord]:
    """The orders, with the store's two soonest promises moved: one just missed, one within the hour."""
    own = sorted(
        (place for place, record in enumerate(records) if record.delivery.location == location),
        key=lambda place: (records[place].promised_at or 0, place),
    )
    changed = list(records)
    if len(own) >= FEWEST_PICKUPS:
        for place, promised in zip(own, (now - LATE_BY_MS, now + SOON_MS), strict=False):
            changed[place] = msgspec.structs.replace(changed[place], promised_at=promised)
    return changed


def work_a_morning(core: Core, location_code: str) -> int:
    """Let two colleagues prepare some of the store's orders; how many are ready then.

    The two soonest stay for the visitor; the next is begun and claimed; those after it are in bins.
    """
    waiting = core.read(lambda session: _waiting(session, location_code))
    if len(waiting) < FEWEST_PICKUPS:
        return 0
    desk = DemoStation(core, location_code)
    desk.do(desk.colleagues[-1], ClaimFulfilment(fulfilment_id=waiting[2]))
    prepared = waiting[3 : 3 + READY]
    for fulfilment, bin_code in zip(prepared, desk.free_bins(READY), strict=True):
        for command in desk.preparation(fulfilment, bin_code):
            desk.do(desk.colleagues[0], command)
    return len(prepared)


class DemoStation:
    """A workstation of the store that stays behind the scenes, with the people who use it.

    Attributes:
        location_id: the store's.
        colleagues: ids of the store's associates but the first, whose part the visitor takes.
        manager: the id of a manager of the store, "" where it has none.
    """

    def __init__(self, core: Core, location_code: str) -> None:
        self._core = core
        self._key = SigningKey(core.randomness.secret(SEED_BYTES))
        code = core.transact(lambda unit: make_code(unit, location_code)).code
        token_digest = core.randomness.secret(SEED_BYTES).hex()
        self._device = core.transact(
            lambda unit: enrol(unit, code, "Poste 1", self._key.public, token_digest)
        ).id
        self.location_id = core.read(lambda session: _location_id(session, location_code))
        people = core.read(lambda session: _people(session, self.location_id, Role.ASSOCIATE))
        self.colleagues = people[1:] or people
        managers = core.read(lambda session: _people(session, self.location_id, Role.MANAGER))
        self.manager = next(iter(managers), "")
        self._serials = self._leased()
        self._chain = SealedChain(self._device, self._key)

    def do(self, author: str, command: Command) -> None:
        """One command, signed and taken in as from any workstation; it has an effect."""
        at, command_id = self._core.clock.now(), self._core.ids.new()
        signed = self._chain.seal(command, command_id, author, at)
        (outcome,) = receive(self._core, self._device, [signed], after).outcomes
        done = (OutcomeStatus.APPLIED, OutcomeStatus.RECORDED)
        assert outcome.status in done, (command, outcome)

    def preparation(self, fulfilment_id: str, bin_code: str) -> Iterator[Command]:
        """The commands from the claim to the bin."""
        yield ClaimFulfilment(fulfilment_id=fulfilment_id)
        lines = self._core.read(lambda session: _lines(session, fulfilment_id))
        for line in lines:
            yield from self._picks(line)
        number = self._next_number()
        contents = {line.id: line.quantity for line in lines}
        yield PackFulfilment(fulfilment_id=fulfilment_id, parcels=[ParcelDraft(number, contents)])
        yield StageFulfilment(fulfilment_id=fulfilment_id, bins={number: bin_code})

    def free_bins(self, count: int) -> list[str]:
        """The first bins of the store."""
        bins = select(Bin.code).where(Bin.location_id == self.location_id).order_by(Bin.code).limit(count)
        return self._core.read(lambda session: list(session.scalars(bins)))

    def _picks(self, line: FulfilmentLine) -> Iterator[PickLine]:
        if not line.is_serialised:
            yield PickLine(fulfilment_id=line.fulfilment_id, line_id=line.id, quantity=line.quantity)
            return
        for serial in self._core.read(lambda session: _serials(session, line, self.location_id)):
            yield PickLine(fulfilment_id=line.fulfilment_id, line_id=line.id, serial=serial)

    def _leased(self) -> Iterator[tuple[str, int]]:
        block = self._core.read(
            lambda session: session.scalars(
                select(NumberBlock).where(
                    NumberBlock.device_id == self._device, NumberBlock.kind == SSCC_NUMBERS
                )
            ).one()
        )
        return ((block.prefix, serial) for serial in range(block.first, block.last + 1))

    def _next_number(self) -> str:
        prefix, serial = next(self._serials)
        return build_sscc(prefix, serial)


def _waiting(session: Session, location_code: str) -> list[str]:
    """Ids of the store's pickups that nobody has begun, by promise."""
    return list(
        session.scalars(
            select(Fulfilment.id)
            .join(Location, Location.id == Fulfilment.location_id)
            .where(
                Location.code == location_code,
                Fulfilment.kind == FulfilmentKind.PICKUP,
                Fulfilment.state == FulfilmentState.PROPOSED,
            )
            .order_by(Fulfilment.promised_at, Fulfilment.id)
        )
    )


def _location_id(session: Session, code: str) -> int:
    return session.scalars(select(Location.id).where(Location.code == code)).one()


def _people(session: Session, location_id: int, role: Role) -> list[str]:
    of_the_store = select(Staff.id).where(Staff.location_id == location_id, Staff.role == role)
    return list(session.scalars(of_the_store.order_by(Staff.id)))


def _lines(session: Session, fulfilment_id: str) -> list[FulfilmentLine]:
    lines = select(FulfilmentLine).where(FulfilmentLine.fulfilment_id == fulfilment_id)
    return list(session.scalars(lines.order_by(FulfilmentLine.line_no)))


def _serials(session: Session, line: FulfilmentLine, location_id: int) -> list[str]:
    pieces = select(Piece.serial).where(
        Piece.article_id == line.article_id,
        Piece.location_id == location_id,
        Piece.bucket == Bucket.SELLABLE,
    )
    return list(session.scalars(pieces.order_by(Piece.serial).limit(line.quantity)))
