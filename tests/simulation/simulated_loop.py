"""An asyncio loop whose time is the world's: when nothing is ready it jumps to the next timer.

Nothing runs beside it. What is given to an executor runs on the loop itself, at a moment that the seed draws:
so threads take turns as they might, and the same seed has them take the same turns.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import partial
from typing import Any, TypeVar
from weakref import WeakSet

from anyio import to_thread

T = TypeVar("T")

LONGEST_TURN_S = 0.004
"""How long a piece of work waits for its turn on a thread, at most."""
MOST_TURNS = 400_000
"""Of one world: more is a world that spins without its time going on."""


class Killed(BaseException):
    """A program ends here: nothing that would come after is done."""


class Stalled(Exception):
    """Nothing is ready, and no timer is set: whoever still waits does so for ever."""


IS_OF_CORE: ContextVar[bool] = ContextVar("IS_OF_CORE", default=False)
"""Whether what goes on here was begun by the core's service. Tasks have it from the task that began them."""


def _note_whose(loop: asyncio.AbstractEventLoop, work: Any, **options: Any) -> asyncio.Task[Any]:
    task = asyncio.Task(work, loop=loop, **options)
    if IS_OF_CORE.get() and isinstance(loop, SimulatedLoop):
        loop.core_tasks.add(task)
    return task


class _NoSockets:
    """What stands where a loop asks the system for events: time goes by, nothing comes."""

    def __init__(self, loop: SimulatedLoop) -> None:
        self._loop = loop
        self._turns = 0

    def select(self, timeout_s: float | None) -> list[Any]:
        self._turns += 1
        if self._turns > MOST_TURNS:
            raise Stalled("the world spins")
        if timeout_s is None:
            raise Stalled("nothing will ever happen again")
        self._loop.elapsed_s += max(0.0, timeout_s)
        return []


class SimulatedLoop(asyncio.BaseEventLoop):
    """Virtual time, from 0.

    Attributes:
        elapsed_s: how much of it has gone by.
        core_work_s: what each piece of work of the core's service takes of its one processor; 0 for as many
            processors as it wants.
        is_core_killed: its service was killed and has not begun again: what it still waits for is not done,
            not even what it would tidy up at its end.
        core_tasks: what its service does by itself.
    """

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.elapsed_s = 0.0
        self.core_work_s = 0.0
        self.is_core_killed = False
        self.core_tasks: WeakSet[asyncio.Task[Any]] = WeakSet()
        self.set_task_factory(_note_whose)
        self._core_is_free_s = 0.0
        self._chance = chance
        self._selector = _NoSockets(self)
        self._clock_resolution = 1e-6

    def time(self) -> float:
        return self.elapsed_s

    def _process_events(self, _events: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody sleeps elsewhere who would have to be woken."""

    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, work: Callable[..., T], *arguments: Any
    ) -> asyncio.Future[T]:
        """Run the work here, a little later: when the `Turns` of its program let it."""
        answer: asyncio.Future[T] = self.create_future()
        wait_s = executor.wait_s if isinstance(executor, Turns) else self._core_wait_s

        def turn() -> None:
            left_s = wait_s()
            if left_s is None and executor is None:
                answer.cancel()
            if answer.cancelled() or left_s is None:
                return
            if left_s > 0:
                self.call_later(left_s, turn)
                return
            try:
                with executor.program() if isinstance(executor, Turns) else nullcontext():
                    result = work(*arguments)
            except Killed:
                # Whoever waits for it in the core's service is let go with the service.
                if executor is None:
                    answer.cancel()
            except Exception as error:
                _settle(answer, partial(answer.set_exception, error))
            else:
                _settle(answer, partial(answer.set_result, result))

        if executor is None and self.core_work_s:
            self._core_is_free_s = max(self._core_is_free_s, self.elapsed_s) + self.core_work_s
            self.call_at(self._core_is_free_s, turn)
        else:
            self.call_later(self._chance.uniform(0.0, LONGEST_TURN_S), turn)
        return answer

    def _core_wait_s(self) -> float | None:
        return None if self.is_core_killed else 0.0


class Turns(Executor):
    """The threads of one program.

    Attributes:
        wait_s: how long they stand still yet; None once the program was killed.
        program: which version of the program it is.
    """

    def __init__(
        self,
        wait_s: Callable[[], float | None],
        program: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self.wait_s = wait_s
        self.program = program


def _settle(answer: asyncio.Future[Any], say: Callable[[], None]) -> None:
    if not answer.done():
        say()


async def _in_turn(work: Callable[..., Any], *arguments: Any, **_options: Any) -> Any:
    return await asyncio.get_running_loop().run_in_executor(None, work, *arguments)


@contextmanager
def running_on(loop: SimulatedLoop) -> Iterator[None]:
    """Let anyio's threads, which the core's service uses here and there, take their turns on this loop."""
    before = to_thread.run_sync
    to_thread.run_sync = _in_turn  # type: ignore[assignment]
    try:
        yield
    finally:
        to_thread.run_sync = before
        loop.close()
