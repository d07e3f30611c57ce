"""The world of a pair, arranged once and copied for each test: a store, orders and people, the network."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from copy import deepcopy
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from sync_world import (
    ASSOCIATE,
    CORE_KEY,
    DEVICE_KEY,
    MANAGER,
    MONDAY_AT_NINE,
    OTHER_KEY,
    PIN,
    SERIALS,
    Names,
    Pair,
    open_workstation,
    system_like_world,
)

from core.feed.piece_files import PieceFiles, Written
from core.feed.settings import Setting, setting
from core.feed.sharding import cut_in_shards
from core.feed.snapshot import NetworkFile, build_network_file
from core.feed.streams import NETWORK
from core.orchestration import Core, UnitOfWork, initialise, make_engine
from core.orchestration.leasing import lease_all
from core.ports import SeededRandomness, SimulatedClock
from core.rules.stock import MovementKind
from core.rules.time import MINUTE_MS, Instant
from core.wire import PieceName, SnapshotRef
from sync import network_copy
from sync.answers import Enrolment
from sync.ports import CommitPoint, nothing_at
from tests.core.builders import make_article, make_device, make_fulfilment, make_location, make_staff, move
from tests.support.core_databases import fresh_database


def arrange(unit: UnitOfWork) -> None:
    store, elsewhere = make_location(unit, "S1"), make_location(unit, "S2")
    scarf = make_article(unit, "SCARF", name="Écharpe", gtin="03012345678900")
    watch = make_article(unit, "WATCH", name="Montre", gtin="03012345678917", is_serialised=True)
    for place in (store, elsewhere):
        move(unit, MovementKind.RECEIVED, scarf, place, 20)
    for serial in SERIALS:
        move(unit, MovementKind.RECEIVED, watch, store, 1, serial=serial)
    verifier = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
    for staff_id, name, role in ((ASSOCIATE, "Nadia", "associate"), (MANAGER, "Jeanne", "manager")):
        make_staff(unit, store, name, id=staff_id, role=role, pin_verifier=verifier)
    ours = make_device(unit, store, DEVICE_KEY, name="Ours")
    make_device(unit, store, OTHER_KEY, name="Theirs")
    lease_all(unit, ours.id)
    make_fulfilment(unit, store, [(scarf, 2), (watch, 1)], "W-1001")
    make_fulfilment(unit, store, [(scarf, 1)], "W-1002")
    make_fulfilment(unit, store, [(scarf, 3), (scarf, 1)], "W-1003")


def template() -> Path:
    """The folder of the arranged world: only to be copied."""
    return _arranged()[0]


@lru_cache(maxsize=1)
def _arranged() -> tuple[Path, Names]:
    folder = Path(tempfile.mkdtemp(prefix="coulisse-pair-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with fresh_database("sqlite", folder) as url:
        engine = make_engine(url)
        core = Core(engine, SimulatedClock(MONDAY_AT_NINE), SeededRandomness(7))
        initialise(core)
        core.transact(arrange)
        names, epoch = core.read(Names), core.read(lambda s: setting(s, Setting.EPOCH))
        engine.dispose()
    Path(url.removeprefix("sqlite:///")).rename(folder / "core.db")
    return folder, enrol_and_fill(folder, names, epoch)


def enrol_and_fill(folder: Path, names: Names, epoch: str) -> Names:
    """Make the workstation the core's device, with all that it should know; what is called how in the end."""
    world = system_like_world(folder, clock=SimulatedClock(Instant(MONDAY_AT_NINE - MINUTE_MS)))
    workstation = open_workstation(folder / "workstation", world)
    enrolment = Enrolment(
        names.device, "token", names.store, "Store S1", "core", CORE_KEY.public.hex(), epoch
    )
    workstation.adopt(enrolment, "http://127.0.0.1:1", DEVICE_KEY.seed)
    workstation.replica.close()
    pair = Pair(folder)
    pair.pull()
    raw = folder / "raw.db"
    version = build_raw(pair.core, raw).version
    name = pair.workstation.replica.folder.network_name(epoch, version, 0)
    network_copy.finish(world, raw, version, pair.workstation.replica.folder.network(name))
    pair.workstation.replica.move_network_pointer(name)
    pair.close()
    return pair.names


def build_raw(core: Core, path: Path) -> NetworkFile:
    """The network's file as of now."""
    return core.read(lambda session: build_network_file(session, path, core.clock.now()))


def snapshot_of(core: Core, folder: Path) -> tuple[SnapshotRef, dict[str, bytes]]:
    """A snapshot of now, as a manifest would name it, and its shards by name."""
    raw, files = folder / "raw.db", PieceFiles(folder / "cut")
    built = build_raw(core, raw)

    def name_of(place: int, written: Written) -> PieceName:
        mark = written.sha256[:8]
        return PieceName(
            stream=NETWORK,
            epoch=built.epoch,
            from_version=place,
            to_version=built.version,
            mark=mark,
            what="shard",
        )

    shards = cut_in_shards(raw, files, [], name_of)
    raw.unlink()
    pieces = {shard.name: files.path(shard.name).read_bytes() for shard in shards}
    return SnapshotRef(to_version=built.version, rows=built.rows, shards=shards), pieces


def fresh_pair(folder: Path, at: CommitPoint = nothing_at, seed: int = 1) -> Pair:
    """A copy of the arranged world; what it is called is known, and a copy too."""
    arranged, names = _arranged()
    shutil.copytree(arranged, folder, dirs_exist_ok=True)
    return Pair(folder, at, seed, deepcopy(names))
