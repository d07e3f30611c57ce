"""Threads by lane: what one lane asks for waits for that lane's threads, and for nobody else's.

Admission bounds how many requests of a lane go on; without this they would all wait in one queue for the
loop's few threads, and a flood of slow reads would hold up the commands that were let in beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any, Final, TypeVar

T = TypeVar("T")

BEHIND: Final = "behind"
"""What the service does by itself: it publishes, its timers go."""
THREADS_BEHIND: Final = 6
"""A delta, a snapshot, the publisher's beat, a chore, what other processes tell, and one to spare."""

current_lane: ContextVar[str] = ContextVar("current_lane", default=BEHIND)
"""The lane of the request that this task serves."""


class LaneThreads(ThreadPoolExecutor):
    """A loop's default executor, to which Litestar gives the handlers of routes.

    It has no thread of its own: each piece of work goes to those of the lane in which it was asked for.
    Another kind of executor a loop does not take.
    """

    def __init__(self, threads: Mapping[str, int]) -> None:
        """`threads`: how many each lane has; a lane without any shares those of `BEHIND`."""
        super().__init__(1)
        self._lanes = {
            name: ThreadPoolExecutor(most, f"lane-{name}")
            for name, most in {BEHIND: THREADS_BEHIND, **threads}.items()
        }

    def submit(self, work: Callable[..., T], /, *arguments: Any, **named: Any) -> Future[T]:
        """Have it done by the lane's threads."""
        lane = self._lanes.get(current_lane.get(), self._lanes[BEHIND])
        return lane.submit(work, *arguments, **named)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End all of them."""
        for lane in self._lanes.values():
            lane.shutdown(wait, cancel_futures=cancel_futures)
        super().shutdown(wait, cancel_futures=cancel_futures)
