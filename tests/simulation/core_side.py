"""The core of a world: the real service's application, called in this process; it ends, begins again, and is
put back to an older day."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

import httpx
from answering import Exchange
from litestar import Litestar
from machine import WorldClock, at_the_first_s_cost, quick, seeded
from paying_back import CONFIG
from programs import CoreProgram
from simulated_loop import IS_OF_CORE, Killed, SimulatedLoop
from sqlalchemy import Connection, Engine, Pool, event
from tasks import Tasks

from core.feed.publisher import Publisher
from core.orchestration import Core, make_engine
from core.orchestration.company import Company
from core.orchestration.database import READ_ONLY
from core.orchestration.identity import begin_anew
from core.service.app import create_app
from core.service.callers import Callers
from core.service.chores import Chores
from core.service.payouts import CardService
from core.service.settings import ServiceSettings
from core.wire import SigningKey

CORE_KEY = SigningKey(bytes(range(3, 35)))
DATABASE = "core.db"
SETTINGS = ServiceSettings(publish_interval_s=1.0, chores_interval_s=30.0, payouts_interval_s=1.0)

Pays = Callable[[httpx.Request], httpx.Response]


def nobody_pays(_request: httpx.Request) -> httpx.Response:
    """No payment service can be reached."""
    raise httpx.ConnectError("refused")


class _Present:
    """Stands for a part of the core that is at work now: an application takes long to make."""

    def __init__(self) -> None:
        self.real: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


class _PresentCore(Core):
    """The same, where the application looks whether it really is a core."""

    def __init__(self, chance: _Present) -> None:
        vars(self).update(randomness=chance, real=None)

    def __getattribute__(self, name: str) -> Any:
        own = object.__getattribute__(self, "__dict__")
        if name in ("__class__", "__dict__", *own):
            return object.__getattribute__(self, name)
        return getattr(own["real"], name)


def _nobody_waits_for_others(core: Core) -> Company:
    """What goes in company goes on a thread beside the world, as fast as the machine lets it: here everybody
    goes alone."""
    company = Company(core)
    company.close()
    return company


class _Application:
    """The service's application, made once. What it draws is the present core's."""

    def __init__(self) -> None:
        self._publisher, self._chance = _Present(), _Present()
        self._core = _PresentCore(self._chance)
        self._callers = Callers(self._core, SETTINGS.caller_age_s)
        self._pays: Pays = nobody_pays
        cards = CardService(CONFIG, httpx.MockTransport(lambda request: self._pays(request)))
        with (
            mock.patch("core.service.app.Callers", lambda *_arguments: self._callers),
            mock.patch("core.service.app.CardService", lambda _config: cards),
            mock.patch("core.service.app.Company", _nobody_waits_for_others),
        ):
            self.app: Litestar = create_app(
                self._core,
                self._publisher,  # type: ignore[arg-type]
                SETTINGS,
                payments=CONFIG,
            )

    def serve(self, core: Core, publisher: Publisher, pays: Pays) -> None:
        # A service that begins knows nobody yet.
        self._callers._known.clear()
        vars(self._core)["real"] = core
        self._publisher.real, self._chance.real = publisher, core.randomness
        self._pays = pays


@lru_cache(maxsize=1)
def _application() -> _Application:
    return _Application()


class _Idle:
    """Stands for what comes round by itself, and does not."""

    async def run(self) -> None:
        await asyncio.Event().wait()


class CoreSide:
    """One core, on its folder.

    Attributes:
        url: of its database, in its folder if it is SQLite.
        core: while it runs, and the last one otherwise.
        is_backed_up: somebody is about to put it back to an older day.
        commits: how many it has come to, in all its lives.
        has_chores: whether its chores come round.
        program: of this core, as old as it is.
        pays: answers what the core asks of the payment service.
        doomed: how many commits it will still see, and whether it ends before or after that one; None for
            no end.
    """

    def __init__(self, folder: Path, loop: SimulatedLoop, seed: int, url: str = "") -> None:
        self.folder = folder
        self.url = url or f"sqlite:///{folder / DATABASE}"
        self.clock = WorldClock(loop)
        self._loop = loop
        self._seed = seed
        self._lives = 0
        self.doomed: tuple[int, bool] | None = None
        self.on_killed: Callable[[], None] = lambda: None
        self.on_commit: Callable[[dict[str, int]], None] = lambda _versions: None
        self._requests = Tasks()
        self._living: asyncio.Task[None] | None = None
        self._is_up = asyncio.Event()
        self.is_backed_up = False
        self.has_chores = True
        self.commits = 0
        self.program = CoreProgram()
        self.pays: Pays = nobody_pays
        self.core: Core
        self._ended: list[Pool] = []

    @property
    def is_up(self) -> bool:
        return self._is_up.is_set()

    async def start(self) -> None:
        """Begin to answer."""
        self._lives += 1
        self._loop.is_core_killed = False
        engine = self._engine()
        event.listen(engine, "commit", self._before_commit)
        self.core = Core(engine, self.clock, seeded(self._seed, "core", self._lives))
        self.core.on_commit(self.on_commit)
        self.core.on_commit(self._after_commit)
        self.publisher = Publisher(self.core, self.folder / "pieces", self.clock, CORE_KEY)
        _application().serve(self.core, self.publisher, self.pays)
        self._living = asyncio.create_task(self._live(_application().app))
        await self._is_up.wait()

    def _engine(self) -> Engine:
        made = make_engine(self.url)
        engine = at_the_first_s_cost(made, f"core on {made.dialect.name}")
        is_sqlite = made.dialect.name == "sqlite"
        event.listen(engine, "connect", quick if is_sqlite else _impatient)
        return engine

    async def _live(self, app: Litestar) -> None:
        IS_OF_CORE.set(True)
        # The core of a world is one process: it has nobody to tell what it commits.
        with mock.patch("core.service.app.Neighbours"), self._chores():
            async with app.lifespan():
                self._is_up.set()
                await asyncio.Event().wait()

    def _chores(self) -> AbstractContextManager[object]:
        return (
            nullcontext() if self.has_chores else mock.patch.object(Chores, "loop", lambda _chores: _Idle())
        )

    async def stop(self, *, is_killed: bool = False) -> None:
        """End, in the middle of whatever goes on; killed, it does not even tidy up behind itself."""
        self._is_up.clear()
        self._loop.is_core_killed |= is_killed
        self.doomed = None
        for request in self._requests:
            request.cancel()
        if self._living is not None:
            self._living.cancel()
            with suppress(asyncio.CancelledError):
                await self._living
            self._living = None
        if self._loop.is_core_killed:
            for task in list(self._loop.core_tasks):
                task.cancel()
        self._ended.append(self.core.engine.pool)
        self.core.engine.dispose()

    def leave(self) -> None:
        """Close what was lent out as a core ended: it went back to a pool that nobody has any more."""
        for pool in self._ended:
            pool.dispose()

    # Its end at a commit

    def _before_commit(self, connection: Connection) -> None:
        options = connection.get_execution_options()
        is_read = options.get(READ_ONLY, False) or options.get("postgresql_readonly", False)
        self.commits += not is_read
        if self.doomed is not None and not is_read:
            left, is_after = self.doomed
            self.doomed = (left - 1, is_after)
            if left <= 0 and not is_after:
                self._end()

    def _after_commit(self, _versions: dict[str, int]) -> None:
        if self.doomed is not None and self.doomed[0] < 0:
            self._end()

    def _end(self) -> None:
        self.doomed = None
        self._is_up.clear()
        self._loop.is_core_killed = True
        self.on_killed()
        raise Killed

    # Its older days

    def back_up(self) -> Path:
        """The database as it is now."""
        kept = self.folder / "backup.db"
        kept.unlink(missing_ok=True)
        with self.core.engine.connect().execution_options(coulisse_read_only=True) as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql(f"VACUUM INTO '{kept}'")
            connection.exec_driver_sql("BEGIN")
        return kept

    def restore(self, kept: Path) -> None:
        """Put the database back, while nothing runs. It says so by a new epoch."""
        for path in self.folder.glob(f"{DATABASE}*"):
            path.unlink()
        shutil.copyfile(kept, self.folder / DATABASE)
        engine = self._engine()
        begin_anew(Core(engine, self.clock, seeded(self._seed, "restored", self._lives)))
        engine.dispose()

    def core_at_rest(self) -> Core:
        """The core to be read, while nothing runs."""
        return Core(self._engine(), self.clock, seeded("at rest"))

    # Its answers

    async def answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        """What it answers.

        Raises:
            httpx.ConnectError: nobody is there.
            httpx.ReadError: it ended before it had answered.
        """
        if not self.is_up:
            raise httpx.ConnectError("refused")
        exchange = Exchange(_application().app, self.program.hear(request), body)
        task = asyncio.create_task(exchange.run())
        self._requests.add(task)
        return await exchange.response(task)


def _impatient(raw: Any, _record: object) -> None:
    """For a connection to PostgreSQL: whoever holds a lock does so on this very thread."""
    raw.execute("SET lock_timeout = '1ms'")
    raw.commit()
