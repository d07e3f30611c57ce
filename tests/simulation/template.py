"""What every world begins with, arranged once and copied: a chain of four stores whose workstations are
enrolled and know everything."""

from __future__ import annotations

import asyncio
import atexit
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from pathlib import Path

from bringing_back import EXCHANGED, EXCHANGED_CENTS, key_of, sell
from core_side import DATABASE, CoreSide
from hearing import heard
from history import History
from next_door import begin_regions
from simulated_loop import SimulatedLoop, running_on
from sqlalchemy import select
from station import CORE_URL, Station

from core.folder_lock import FolderLock
from core.model import ApprovalKey, ArticlePrice, Location, NumberBlock
from core.orchestration import Core, UnitOfWork, initialise, make_engine
from core.orchestration.enrolment import make_code
from core.ports import SeededRandomness
from core.rules.returns import RETURN_NUMBERS
from core.rules.stock import MovementKind
from core.service.auth import Scope, issue_token
from sync.enrolling import enrol
from tests.core.builders import make_article, make_fulfilment, make_location, make_staff, move
from tests.support.core_databases import fresh_database, postgresql_copy

STORES = 4
STATIONS_A_STORE = 3
SKUS = ("SCARF", "COAT", "BELT", "WATCH")
COLOURS = ("#7A1F2B", "#1E2A44", "#4A3728", "#B8BABD")
SERIALS = ("W-0", "W-1", "W-2")
UNITS_A_STORE = 6
SHOP_TOKEN = Path("shop.token")
PATIENCE_S = 120
LOOKS_AGAIN_S = 0.05
"""Whether whoever makes the template is done."""
NUMBERS_FROM, NUMBERS_A_STATION = 5_000_000, 1_000
"""Of returns; far from what the core leases by itself."""


def scratch_parent() -> Path:
    """Where worlds live: in memory where the system has such a place."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() else Path(tempfile.gettempdir())


def scratch_folder() -> Path:
    """A folder there, which goes with this process."""
    folder = Path(tempfile.mkdtemp(prefix="coulisse-world-", dir=scratch_parent()))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@lru_cache(maxsize=1)
def template() -> Path:
    """A folder with `core/` and `station-<store>-<place>/`. The workers of one run make it once: whoever
    comes first, while the others wait."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None:
        return _made(scratch_folder())
    shared = scratch_parent() / f"coulisse-worlds-{run}"
    with _turn_in(shared):
        users = shared / f"user-{os.getpid()}"
        users.touch()
        atexit.register(_leave, shared, users)
        ready = shared / "template"
        if not ready.exists():
            making = shared / "making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            _made(making).rename(ready)
    return ready


@contextmanager
def _turn_in(folder: Path) -> Iterator[None]:
    """Nobody else is at it meanwhile."""
    lock = FolderLock(folder / "lock")
    while not lock.take():
        time.sleep(LOOKS_AGAIN_S)
    try:
        yield
    finally:
        lock.release()


def _leave(folder: Path, user: Path) -> None:
    """The last one takes it away."""
    with _turn_in(folder):
        user.unlink()
        if any(folder.glob("user-*")):
            return
    shutil.rmtree(folder, ignore_errors=True)


def _made(folder: Path) -> Path:
    (folder / "core").mkdir()
    with fresh_database("sqlite", folder) as url:
        Path(url.removeprefix("sqlite:///")).rename(folder / "core" / DATABASE)
    return _arranged(folder, f"sqlite:///{folder / 'core' / DATABASE}")


@lru_cache(maxsize=1)
def postgresql_template() -> tuple[Path, str]:
    """The same with the core's database on PostgreSQL, and its URL."""
    folder = scratch_folder()
    (folder / "core").mkdir()
    kept = fresh_database("postgresql", folder)
    url = kept.__enter__()
    atexit.register(kept.__exit__, None, None, None)
    return _arranged(folder, url), url


def _arranged(folder: Path, url: str) -> Path:
    loop, history = SimulatedLoop(random.Random(0)), History()
    with running_on(loop), heard(history):
        loop.run_until_complete(_arrange(folder, loop, url))
    if history.bugs:
        raise AssertionError("\n".join(history.bugs))
    return folder


async def _arrange(folder: Path, loop: SimulatedLoop, url: str) -> None:
    side = CoreSide(folder / "core", loop, 0, url)
    engine = make_engine(url)
    core = Core(engine, side.clock, SeededRandomness(7))
    initialise(core)
    core.transact(_fill)
    (folder / "core" / SHOP_TOKEN).write_text(
        core.transact(lambda unit: issue_token(unit, "Web shop", Scope.SHOP))
    )
    engine.dispose()
    await side.start()
    stations = [
        Station(f"{store}-{place}", store, folder / f"station-{store}-{place}", side, loop, History(), 0)
        for store in range(STORES)
        for place in range(STATIONS_A_STORE)
    ]
    for station in stations:
        code = side.core.transact(lambda unit, s=station: make_code(unit, f"S{s.store}")).code
        station.open()
        await enrol(station.workstation, CORE_URL, code, station.name)
        device_id = station.workstation.replica.state().device_id
        side.core.transact(lambda unit, s=station, d=device_id: _equip(unit, s, d))
        station.workstation.replica.close()
        station.start()
    for _ in range(PATIENCE_S):
        if all(station.is_at_rest and _has_network(station) for station in stations):
            break
        await asyncio.sleep(1.0)
    for station in stations:
        await station.stop()
    await side.stop()


def _equip(unit: UnitOfWork, station: Station, device_id: str) -> None:
    """The manager can sign at this workstation, and it has numbers for what is brought back."""
    place = unit.session.scalars(select(Location).where(Location.code == f"S{station.store}")).one()
    manager = f"manager-{station.store}"
    unit.session.add(
        ApprovalKey(
            id=f"key {station.name}",
            staff_id=manager,
            device_id=device_id,
            location_id=place.id,
            public_key=key_of(manager, device_id).public.hex(),
            registered_at=unit.at,
            revoked_at=None,
        )
    )
    first = NUMBERS_FROM + NUMBERS_A_STATION * (station.store * STATIONS_A_STORE + int(station.name[-1]))
    unit.session.add(
        NumberBlock(
            id=f"returns {station.name}",
            device_id=device_id,
            kind=RETURN_NUMBERS,
            first=first,
            last=first + NUMBERS_A_STATION - 1,
            leased_at=unit.at,
        )
    )


def _has_network(station: Station) -> bool:
    return station.workstation.read(lambda reader: reader.network_version) > 0


def _fill(unit: UnitOfWork) -> None:
    articles = [
        make_article(unit, sku, name=sku.title(), colour_hex=colour, is_serialised=sku == "WATCH")
        for sku, colour in zip(SKUS, COLOURS, strict=True)
    ]
    for store in range(STORES):
        place = make_location(unit, f"S{store}", latitude=48.8 + store / 100)
        for article in articles:
            serials = [f"{serial}" for serial in SERIALS] if article.is_serialised and store == 0 else []
            for serial in serials:
                move(unit, MovementKind.RECEIVED, article, place, 1, serial=serial)
            if not article.is_serialised:
                move(unit, MovementKind.RECEIVED, article, place, UNITS_A_STORE)
        for role in ("associate", "manager"):
            make_staff(unit, place, f"{role} {store}", id=f"{role}-{store}", role=role)
        scarf, coat = articles[:2]
        make_fulfilment(unit, place, [(scarf, 2), (coat, 1)], f"W-{store}01")
        make_fulfilment(unit, place, [(coat, 1)], f"W-{store}02")
        sell(unit, store, place.id, scarf.id)
    [exchanged] = [article for article in articles if article.sku == EXCHANGED]
    unit.session.add(ArticlePrice(article_id=exchanged.id, valid_from=0, price_cents=EXCHANGED_CENTS))
    begin_regions(unit)


@contextmanager
def copy_of_template(stations: list[tuple[int, int]], to: Path, database: str = "sqlite") -> Iterator[str]:
    """Put the core and these workstations (store, place) into an empty folder. Gives the URL of the core's
    database where it is not in the folder; it lasts as long as this does."""
    source, url = (template(), "") if database == "sqlite" else postgresql_template()
    shutil.copytree(source / "core", to / "core")
    for store, place in stations:
        shutil.copytree(source / f"station-{store}-{place}", to / f"station-{store}-{place}")
    with postgresql_copy(url) if url else nullcontext("") as copied:
        yield copied
