"""Requests that wait at the same moment are done in company: in one transaction, with what they read and
write shared among them.

A statement costs the same for one request as for eight, and so does a commit. So each kind of request that
comes often is an *errand*: it says what it will look at, looks, and acts, on rows that were gathered for all
(`core.model.desk`). Whoever cannot be done in company is *set aside*, and done alone in the ordinary way:
then it is told what stands in its way, and others are not kept waiting. One that fails as it acts takes the
whole transaction back, is set aside, and the others are done anew.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final, Generic, Protocol, TypeVar

import msgspec
import structlog

from core.orchestration.company_gathering import Needs, gather, gather_places
from core.orchestration.numbers import next_order_numbers
from core.orchestration.unit import Core, UnitOfWork

T = TypeVar("T")

MOST_TOGETHER: Final = 16
MOST_WEIGHT: Final = 100
"""Errands in one transaction, and orders and envelopes in them: enough to share its cost, few enough to hold
locks for a tenth of a second."""
LINGERS_S: Final = 0.015
GAP_S: Final = 0.003
"""How long those who are known to ask are waited for: at most so long, and no longer than so long without
anybody new. Most of those who were answered ask again at once, and the fewer go together, the more each
costs: a transaction costs by itself about as much as one gap."""
ATTEMPTS: Final = 3
"""Of a company; then everybody goes alone."""

log = structlog.get_logger(__name__)


class Errand(Protocol[T]):
    """One request of those that are often done.

    Attributes:
        name: two of one name are not done in company: the second has to see what the first has done.
        weight: how many orders or envelopes it brings.
        orders: how many orders it places; known once it has looked.
    """

    name: str
    weight: int
    orders: int

    def foresee(self, needs: Needs) -> None:
        """Say what it will look at. What it raises sets it aside; so below."""
        raise NotImplementedError

    def look(self, unit: UnitOfWork) -> None:
        """Look at what was gathered, and change nothing."""
        raise NotImplementedError

    def act(self, unit: UnitOfWork) -> T:
        """Do it. What it raises takes the whole company's transaction back."""
        raise NotImplementedError

    def told(self, result: T, versions: dict[str, int]) -> T:
        """The result, once the commit has made these versions."""
        raise NotImplementedError

    def alone(self) -> T:
        """Do it in the ordinary way, in a transaction of its own."""
        raise NotImplementedError


class Done(msgspec.Struct, Generic[T], frozen=True):
    """What came of an errand that was done in company."""

    result: T


class _SetAside(Exception):
    """An errand that failed as it acted."""

    def __init__(self, errand: Errand[Any], error: Exception) -> None:
        super().__init__(repr(error))
        self.errand = errand


def do_together(core: Core, errands: Sequence[Errand[Any]]) -> list[Done[Any] | None]:
    """Do what can be done in company, in its order; None for those that are to be done alone."""
    first: dict[str, Errand[Any]] = {}
    for errand in errands:
        first.setdefault(errand.name, errand)
    left = list(first.values())
    done: dict[int, Done[Any]] = {}
    for _ in range(ATTEMPTS):
        if not left:
            break
        try:
            done = {id(errand): Done(result) for errand, result in _attempt(core, left)}
            break
        except _SetAside as aside:
            log.info("company.set_aside", errand=aside.errand.name, reason=str(aside))
            left.remove(aside.errand)
        except Exception as error:
            log.info("company.parted", errands=len(left), reason=repr(error))
            break
    return [done.get(id(errand)) for errand in errands]


def _attempt(core: Core, errands: Sequence[Errand[Any]]) -> list[tuple[Errand[Any], Any]]:
    """One transaction; without those that turn out to be for themselves."""
    units: list[UnitOfWork] = []

    def work(unit: UnitOfWork) -> list[tuple[Errand[Any], Any]]:
        units.append(unit)
        return [(one, _acted(unit, one)) for one in _looked(unit, errands)]

    return [(one, one.told(result, units[-1].versions)) for one, result in core.together(work)]


def _looked(unit: UnitOfWork, errands: Sequence[Errand[Any]]) -> list[Errand[Any]]:
    """Gather for all, and let each look. Returns those who go on."""
    desk = unit.desk
    assert desk is not None, "a company's transaction is on gathered rows"
    needs = Needs()
    going = [one for one in errands if _goes_on(one, one.foresee, needs)]
    places = gather(unit, desk, needs)
    going = [one for one in going if _looks(unit, one)]
    gather_places(desk, places | unit.foreseen.promised.keys())
    orders = sum(one.orders for one in going)
    if orders:
        unit.foreseen.numbers = next_order_numbers(unit, orders)
    return going


def _looks(unit: UnitOfWork, one: Errand[Any]) -> bool:
    promised = dict(unit.foreseen.promised)
    if _goes_on(one, one.look, unit):
        return True
    unit.foreseen.promised = promised
    return False


def _goes_on(one: Errand[Any], step: Callable[[Any], None], argument: object) -> bool:
    try:
        step(argument)
    except Exception as error:
        log.info("company.not_for", errand=one.name, reason=repr(error))
        return False
    return True


def _acted(unit: UnitOfWork, one: Errand[Any]) -> Any:
    try:
        return one.act(unit)
    except Exception as error:
        raise _SetAside(one, error) from error


class _Waiting(msgspec.Struct, eq=False):
    """An errand, and who waits for what comes of it."""

    errand: Errand[Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Done[Any] | None]


class Company:
    """A thread that does what waits, in company.

    How many may wait is bounded by the lanes of those who bring errands.
    """

    def __init__(self, core: Core) -> None:
        self._core = core
        self._waiting: deque[_Waiting] = deque()
        self._is_wanted = threading.Condition()
        self._enough = 1
        self._is_closed = False
        self._thread: threading.Thread | None = None

    async def do(self, errand: Errand[T]) -> T:
        """Do an errand: in company if that goes, else alone, on a thread of the caller's lane.

        Raises:
            Exception: what it raises when it is done alone.
        """
        loop = asyncio.get_running_loop()
        waiting = _Waiting(errand, loop, loop.create_future())
        with self._is_wanted:
            if self._is_closed:
                waiting.future.set_result(None)
            else:
                self._start()
                self._waiting.append(waiting)
                if len(self._waiting) >= self._enough:
                    self._is_wanted.notify()
        done: Done[T] | None = await waiting.future
        return await loop.run_in_executor(None, errand.alone) if done is None else done.result

    def close(self) -> None:
        """Do what waits, and no more in company."""
        with self._is_wanted:
            self._is_closed = True
            self._is_wanted.notify()
        if self._thread is not None:
            self._thread.join()

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="company", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        some: list[_Waiting] = []
        while True:
            with self._is_wanted:
                asking = len(some) + len(self._waiting)
                while not self._waiting and not self._is_closed:
                    self._is_wanted.wait()
                self._linger(asking)
                some = self._next()
            if not some:
                return
            _tell(some, do_together(self._core, [one.errand for one in some]))

    def _linger(self, asking: int) -> None:
        """Wait until as many wait as were answered just now or waited then, as long as somebody comes.

        Whoever is alone waits for nobody.
        """
        end, before = time.monotonic() + LINGERS_S, -1
        self._enough = min(asking, MOST_TOGETHER)
        while before < len(self._waiting) < self._enough and not self._is_closed and time.monotonic() < end:
            before = len(self._waiting)
            self._is_wanted.wait(GAP_S)
        self._enough = 1

    def _next(self) -> list[_Waiting]:
        """Those who go together now; the first of them goes whatever it weighs."""
        some: list[_Waiting] = []
        weight = 0
        while self._waiting and len(some) < MOST_TOGETHER:
            weight += self._waiting[0].errand.weight
            if some and weight > MOST_WEIGHT:
                break
            some.append(self._waiting.popleft())
        return some


def _tell(waiting: Sequence[_Waiting], done: Sequence[Done[Any] | None]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[_Waiting, Done[Any] | None]]] = {}
    for one, result in zip(waiting, done, strict=True):
        by_loop.setdefault(one.loop, []).append((one, result))
    for loop, some in by_loop.items():
        # A loop that has been closed meanwhile has nobody left who waits.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(_settle, some)


def _settle(some: Sequence[tuple[_Waiting, Done[Any] | None]]) -> None:
    for one, done in some:
        if not one.future.done():
            one.future.set_result(done)
