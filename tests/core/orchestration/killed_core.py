"""A core that is killed at a named point of a transaction; a new one goes on over the same database."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
)
from sqlalchemy import Engine, select

from core.orchestration import Core, UnitOfWork, make_engine
from core.orchestration.chain_settings import ChainSetting, set_value
from core.orchestration.timers import Timers
from core.ports import SeededRandomness, SimulatedClock
from core.rules.errors import BadInput, CoulisseError
from core.service.notices import Letter, PostDown
from tests.core.conftest import MONDAY_AT_NINE
from tests.core.orchestration.order_world import furnish
from tests.support.core_databases import fresh_database
from tests.support.kill_points import Killed, KillSwitch

T = TypeVar("T")

SKUS = ("SCARF", "COAT")
CODES = ("LYON", "VIENNE", "PARIS")


class Letterbox:
    """Takes letters, unless it is down."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.is_down = False

    def send(self, letter: Letter) -> None:
        if self.is_down:
            raise PostDown("down")
        self.names.add(letter.id)

    def close(self) -> None:
        """Nothing is open."""


class KilledCore(RuleBasedStateMachine):
    """A core and its small network.

    Attributes:
        core, timers: of the process that lives now.
        clock, post: the world's, whichever process.
        has_quota: whether an order may be refused.
    """

    KIND = "sqlite"

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        folder = self._open.enter_context(tempfile.TemporaryDirectory(prefix="coulisse-orders-"))
        self._url = self._open.enter_context(fresh_database(self.KIND, Path(folder)))
        self.clock = SimulatedClock(MONDAY_AT_NINE)
        self._starts = 0
        self.has_quota = False
        self.post = Letterbox()
        self._switch = KillSwitch()
        self._open.enter_context(self._switch.watching())
        self._engine: Engine | None = None
        self._start()

    def _start(self) -> None:
        """A new process over the same database."""
        if self._engine is not None:
            self._engine.dispose()
        self._starts += 1
        self._engine = make_engine(self._url)
        self._switch.watch(self._engine)
        self.core = Core(self._engine, self.clock, SeededRandomness(self._starts))
        self.timers = Timers(self.core)

    def surely(self, kill: str | None, work: Callable[[], T]) -> T | None:
        """Killed at a point it is asked again; None where it is refused."""
        self._switch.kill_at = kill
        try:
            return work()
        except Killed:
            self._start()
            return self.surely(None, work)
        except CoulisseError as error:
            assert not isinstance(error, BadInput) or error.code == "unknown_line", error
            return None
        finally:
            self._switch.kill_at = None

    def transact(self, kill: str | None, work: Callable[[UnitOfWork], T]) -> T | None:
        """The same, in one transaction."""
        return self.surely(kill, lambda: self.core.transact(work))

    def teardown(self) -> None:
        assert self._engine is not None
        self._engine.dispose()
        self._open.close()

    @initialize(units=st.lists(st.integers(0, 4), min_size=6, max_size=6))
    def furnish(self, units: list[int]) -> None:
        self.core.transact(lambda unit: set_value(unit, ChainSetting.COOL_DOWN_MINUTES, 60))
        places = [(code, sku) for code in CODES for sku in SKUS]
        stock: dict[str, dict[str, int]] = {}
        for (code, sku), quantity in zip(places, units, strict=True):
            stock.setdefault(code, {})[sku] = quantity
        furnish(self.core, {code: {k: n for k, n in held.items() if n} for code, held in stock.items()})

    def one(self, column: Any, which: int) -> Any:
        """The key of one of the rows that there are, whichever; None if there is none."""
        found = self.core.read(lambda s: s.scalars(select(column).order_by(column)).all())
        return found[which % len(found)] if found else None
