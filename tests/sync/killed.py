"""A workstation's day that can be ended by SIGKILL at any named point, and gone on with afterwards.

Run as a program it is a nursery: it has everything imported, and for each line that it reads it forks a child
that lives through the day in a folder and is killed at the point that the line names.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import msgspec
from pair_transport import PairTransport
from sqlalchemy import select
from sync_world import ASSOCIATE, CORE_KEY, DEVICE_KEY, PIN, SERIALS, Pair

from core.commands import (
    ClaimFulfilment,
    Command,
    HandOver,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    StageFulfilment,
    fulfilment_aggregate,
)
from core.model import Fulfilment, FulfilmentLine, Location, Parcel, row_hashes, row_sums
from core.rules.fulfilment import LEFT_STATES, FulfilmentState
from sync import Reader, SyncEngine, network_copy, shards
from sync import engine as engine_module
from sync.answers import Enrolment
from sync.schema import AuditRow, PendingCommand, SpoolJob
from sync.workstation import Print
from tests.core.builders import PICKUP_CODE
from tests.support.shared_statements import share_statements

PATIENCE_S = 60.0
TOLD = "told.jsonl"
POINTS = "points.json"


class Killer:
    """Counts the points that are passed, and ends the process at one of them."""

    def __init__(self, point: str, nth: int) -> None:
        self._point = point
        self._nth = nth
        self.passed: Counter[str] = Counter()

    def __call__(self, name: str) -> None:
        self.passed[name] += 1
        if name == self._point and self.passed[name] == self._nth:
            os.kill(os.getpid(), signal.SIGKILL)


def live(folder: Path, point: str, nth: int, seed: int) -> None:
    """Live through the day, from wherever it stands, until it is over or we are killed."""
    killer = Killer(point, nth)
    pair = Pair(folder, killer, seed)
    try:
        morning(pair)
        exchange(pair)
        work(pair)
        exchange(pair)
        evening(pair)
        exchange(pair)
        mend(pair)
    finally:
        pair.close()
    (folder / POINTS).write_text(json.dumps(killer.passed))


def tell(pair: Pair, what: str) -> None:
    """What a person was told is done: it must be so for ever."""
    with (pair.folder / TOLD).open("a") as out:
        out.write(json.dumps(what) + "\n")


def morning(pair: Pair) -> None:
    """Become a device, sign in."""
    workstation = pair.workstation
    if not workstation.is_enrolled:
        workstation.new_key()
        key = CORE_KEY.public.hex()
        enrolment = Enrolment(pair.names.device, "token", pair.names.store, "Store S1", "core", key, "")
        workstation.adopt(enrolment, "http://core.invalid", DEVICE_KEY.seed)
    workstation.use_core("http://core.invalid")
    workstation.set_setting("language", "fr")


def exchange(pair: Pair) -> None:
    """Let the engine run until nothing waits and the copy is the newest."""
    asyncio.run(_exchange(pair))


async def _exchange(pair: Pair) -> None:
    # Whoever has a copy follows by deltas: no snapshot is made that nobody takes.
    is_empty = pair.workstation.read(lambda reader: reader.network_version) == 0
    transport = PairTransport(pair, has_snapshot=is_empty, has_history=True)
    pair.workstation.world = msgspec.structs.replace(pair.world, transport=transport)
    threads = ThreadPoolExecutor(1)
    engine = asyncio.create_task(SyncEngine(pair.workstation, threads).run())
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not (engine.done() or _is_at_rest(pair)):
                await asyncio.sleep(0.002)
    finally:
        engine.cancel()
        with suppress(asyncio.CancelledError):
            await engine
        threads.shutdown()


def _is_at_rest(pair: Pair) -> bool:
    state = pair.workstation.replica.state()
    version = pair.workstation.read(lambda reader: reader.network_version)
    return bool(not pair.pending() and version == pair.published() and state.heard_at and state.epoch)


def work(pair: Pair) -> None:
    """Prepare and hand over the first order, gesture by gesture, by what the screen shows."""
    pair.workstation.sign_in(ASSOCIATE, PIN)
    while (gesture := _next(pair)) is not None:
        prints = _labels if isinstance(gesture, PackFulfilment) else None
        before = set(pair.pending())
        pair.do(gesture, prints=prints)
        [command_id] = set(pair.pending()) - before
        tell(pair, command_id)


def _labels(_reader: Reader) -> Iterable[Print]:
    return [Print("parcel", {"title": "parcel"})]


def _next(pair: Pair) -> Command | None:
    head = pair.names.first

    def look(reader: Reader) -> tuple[FulfilmentState, list[tuple[str, int, bool]], list[str]]:
        state = FulfilmentState(reader.session.get_one(Fulfilment, head).state)
        lines = reader.session.scalars(
            select(FulfilmentLine)
            .where(FulfilmentLine.fulfilment_id == head)
            .order_by(FulfilmentLine.line_no)
        )
        left = [(line.id, line.quantities().left_to_pick, line.is_serialised) for line in lines]
        numbers = list(reader.session.scalars(select(Parcel.number).where(Parcel.fulfilment_id == head)))
        return state, left, numbers

    state, lines, numbers = pair.workstation.read(look)
    to_pick = next((line for line in lines if line[1]), None)
    if state is FulfilmentState.PROPOSED:
        return ClaimFulfilment(fulfilment_id=head)
    if state in (FulfilmentState.CLAIMED, FulfilmentState.PICKING) and to_pick:
        return PickLine(fulfilment_id=head, line_id=to_pick[0], serial=SERIALS[0] if to_pick[2] else None)
    if state is FulfilmentState.PICKED:
        number = pair.workstation.draw_sscc()
        tell(pair, number)
        contents = {lines[0][0]: 2, lines[1][0]: 1}
        return PackFulfilment(fulfilment_id=head, parcels=[ParcelDraft(number, contents)])
    if state is FulfilmentState.PACKED:
        return StageFulfilment(fulfilment_id=head, bins={numbers[0]: "A1"})
    if state not in LEFT_STATES:
        return HandOver(fulfilment_id=head, proof=Proof.CODE, code=PICKUP_CODE)
    return None


def evening(pair: Pair) -> None:
    """Print the label once again, mark what was printed and seen; start over once."""
    workstation = pair.workstation
    again = select(AuditRow.no).where(AuditRow.kind == "printed_by_hand")
    if not workstation.read(lambda reader: reader.session.scalars(again).all()):
        parcel = fulfilment_aggregate(pair.names.first)
        workstation.print_by_hand([Print("parcel", {"title": "parcel"})], parcel, ASSOCIATE, "torn")
    jobs = workstation.read(
        lambda reader: list(reader.session.scalars(select(SpoolJob.id).where(SpoolJob.status == "queued")))
    )
    for job in jobs:
        workstation.mark_spool(job, "sent")
    unseen = select(PendingCommand.id).where(PendingCommand.seen_at.is_(None)).limit(1)
    for command_id in workstation.read(lambda reader: list(reader.session.scalars(unseen))):
        workstation.mark_seen(command_id)
    if not workstation.setting("started_over"):
        workstation.start_over()
        workstation.set_setting("started_over", "yes")


def mend(pair: Pair) -> None:
    """A place's row is changed by another program, and put right."""
    path, table = pair.workstation.replica.network_path, network_copy.NETWORK_TABLES["location"]
    shard = shards.Shard("location", pair.names.store % row_hashes.SHARDS)
    with network_copy.opened(path, "rw") as file:
        file.execute("UPDATE location SET city = 'elsewhere' WHERE id = ?", (pair.names.store,))
    told = pair.core.read(lambda session: session.execute(select(Location.__table__)).all())
    rows = {(row[0],): list(row) for row in told if row[0] % row_hashes.SHARDS == shard.number}
    expected = row_sums.shard_sum(table, list(rows.values()), shard.number)
    shards.mend(pair.world, path, shards.kept(path), shard, rows, expected)
    assert shards.kept(path).sums == shards.as_they_are(path).sums


def warm(folder: Path) -> None:
    """Live through a copy of the day here: whoever is forked afterwards finds its statements compiled."""
    share_statements()
    with tempfile.TemporaryDirectory() as away:
        copy = Path(away) / "day"
        shutil.copytree(folder, copy)
        live(copy, "", 1, 1)
    gc.collect()
    gc.freeze()


def nursery() -> None:
    """Fork a child for each line of standard input; answer how it ended."""
    # Nobody pokes here: the engine looks for itself.
    engine_module.POLL_S = 0.02
    is_warm = False
    for line in sys.stdin:
        folder, point, nth, seed = json.loads(line)
        if not is_warm:
            warm(Path(folder))
            is_warm = True
        child = os.fork()
        if child == 0:
            try:
                live(Path(folder), point, nth, seed)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)


if __name__ == "__main__":
    nursery()
