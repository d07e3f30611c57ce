"""A device without a replica: it signs the commands of a store's day, and sends them when it is told to."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.million import demo_of
from benchmarks.workstations import enrolment_code
from core.commands import ClaimFulfilment, Command, PackFulfilment, PickLine, SealedChain, StageFulfilment
from core.commands.definitions import ParcelDraft
from core.model import Bin, Fulfilment, FulfilmentLine, Location
from core.ports import SystemClock, SystemRandomness, TimeOrderedIds
from core.rules.fulfilment import FulfilmentState
from core.service.folder import CoreFolder
from core.wire import SEED_BYTES, OutcomeStatus, SignedEnvelope, SigningKey, fill_batch
from sync.client import CoreClient

EFFECTIVE = {OutcomeStatus.APPLIED, OutcomeStatus.ADJUSTED, OutcomeStatus.RECORDED}


class Device:
    """An enrolled device of the demo's own store and what it has to send.

    Attributes:
        waiting: signed envelopes that were not sent yet, in order.
    """

    def __init__(self, folder: CoreFolder, url: str) -> None:
        self._folder = folder
        self._url = url
        self._key = SigningKey(os.urandom(SEED_BYTES))
        self._ids = TimeOrderedIds(SystemClock(), SystemRandomness())
        demo = demo_of(folder)
        self._author = next(one.id for one in demo.staff if one.role == "associate")
        code = enrolment_code(folder, demo.location)
        enrolment = asyncio.run(_enrol(url, code, self._key))
        device_id, self._token = enrolment
        self._chain = SealedChain(device_id, self._key)
        self.waiting: list[SignedEnvelope] = []

    def prepare(self) -> int:
        """Sign the preparation of every order that waits in the store; how many commands that is."""
        with self._folder.core() as core:
            commands = core.read(lambda session: list(_day(session, demo_of(self._folder).location)))
        self.waiting = [self._sign(command) for command in commands]
        return len(self.waiting)

    def _sign(self, command: Command) -> SignedEnvelope:
        return self._chain.seal(command, self._ids.new(), self._author, SystemClock().now())

    def send(self, most: int) -> float:
        """Send what waits, at most so many; returns the seconds that the core took to answer.

        Every command must have had its effect.
        """
        batch, self.waiting = self.waiting[:most], self.waiting[most:]
        return asyncio.run(self._push(batch))

    async def _push(self, rest: Sequence[SignedEnvelope]) -> float:
        client = CoreClient(self._url, self._token)
        await client.greet()
        began = time.perf_counter()
        while batch := fill_batch(rest):
            answer = await client.push(batch, SystemClock().now())
            rest = rest[len(batch) :]
            idle = [one for one in answer.outcomes if one.status not in EFFECTIVE]
            assert len(answer.outcomes) == len(batch) and not idle, idle[:3]
        took_s = time.perf_counter() - began
        await client.close()
        return took_s


async def _enrol(url: str, code: str, key: SigningKey) -> tuple[str, str]:
    client = CoreClient(url)
    enrolment = await client.enrol(code, "Benchmark", key)
    await client.close()
    return enrolment.device_id, enrolment.token


def _day(session: Session, location: str) -> Iterator[Command]:
    """Claim, pick, pack and stage each order that nobody has begun."""
    place = session.scalars(select(Location.id).where(Location.code == location)).one()
    bins = session.scalars(select(Bin.code).where(Bin.location_id == place).order_by(Bin.code)).all()
    heads = session.scalars(
        select(Fulfilment.id)
        .where(Fulfilment.location_id == place, Fulfilment.state == FulfilmentState.PROPOSED.value)
        .order_by(Fulfilment.id)
    ).all()
    for number, head in enumerate(heads):
        yield from preparation(session, head, f"{number:018d}", bins[number % len(bins)])


def preparation(session: Session, fulfilment: str, sscc: str, bin_code: str) -> Iterator[Command]:
    """What preparing one fulfilment takes; nothing for one with serialised articles."""
    lines = session.scalars(
        select(FulfilmentLine)
        .where(FulfilmentLine.fulfilment_id == fulfilment)
        .order_by(FulfilmentLine.line_no)
    ).all()
    if any(line.is_serialised for line in lines):
        return
    yield ClaimFulfilment(fulfilment_id=fulfilment)
    for line in lines:
        yield PickLine(fulfilment_id=fulfilment, line_id=line.id, quantity=line.quantity)
    parcel = ParcelDraft(number=sscc, contents={line.id: line.quantity for line in lines}, weight_g=900)
    yield PackFulfilment(fulfilment_id=fulfilment, parcels=[parcel])
    yield StageFulfilment(fulfilment_id=fulfilment, bins={sscc: bin_code})
