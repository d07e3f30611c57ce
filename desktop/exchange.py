"""The exchange with the core beside the window: the engine on a thread of its own, its state on the GUI's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Final

from desktop.own_loop import run_apart
from sync import ConnectionState, SyncEngine, Workstation
from sync.engine import StateListener

END_APART_EVERY_S: Final = 0.2


class Exchange:
    """A `SyncEngine` as the window sees it. Made off the GUI's thread, since it reads the replica.

    Attributes:
        state: the connection, as it was told last.
    """

    def __init__(self, workstation: Workstation, on_bug: Callable[[Exception], None]) -> None:
        """`on_bug` is called on the loop that `run` is awaited on."""
        self._disk = ThreadPoolExecutor(1, "sync")
        self._line = ThreadPoolExecutor(1, "line")
        self._world = workstation.world
        self._on_bug = on_bug
        self._listeners: list[StateListener] = []
        self._gui: asyncio.AbstractEventLoop | None = None
        self._engine = SyncEngine(workstation, self._disk, self._report)
        self._engine.on_state(self._pass_on)
        self.state: ConnectionState = self._engine.state

    def on_state(self, listener: StateListener) -> None:
        """Call `listener` whenever the connection's state is anew, on the GUI's loop."""
        self._listeners.append(listener)

    def off_state(self, listener: StateListener) -> None:
        """Call it no more."""
        self._listeners.remove(listener)

    async def run(self) -> None:
        """Go on until cancelled."""
        self._gui = asyncio.get_running_loop()
        await run_apart(self._engine.run, self._line)

    def close(self) -> None:
        """Let what is being written come to its end, and end what is being done apart. Blocks."""
        self._line.shutdown()
        idle = self._disk.submit(bool)
        # What is under way may be about to start a process: it is ended as soon as there is one.
        while not wait([idle], END_APART_EVERY_S).done:
            self._world.end_apart()
        self._disk.shutdown()

    def _pass_on(self, state: ConnectionState) -> None:
        assert self._gui is not None
        self._gui.call_soon_threadsafe(self._tell, state)

    def _tell(self, state: ConnectionState) -> None:
        self.state = state
        for listener in list(self._listeners):
            listener(state)

    def _report(self, bug: Exception) -> None:
        assert self._gui is not None
        self._gui.call_soon_threadsafe(self._on_bug, bug)
