"""Tasks in the order in which they were begun."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any


class Tasks:
    """Those that are not done yet. A set would hand them out by where each lies in memory: who is cut off
    first is who comes back first, and a world would not be its seed's alone."""

    def __init__(self) -> None:
        self._begun: dict[asyncio.Task[Any], None] = {}

    def add(self, task: asyncio.Task[Any]) -> None:
        """Keep it until it is done."""
        self._begun[task] = None
        task.add_done_callback(lambda ended: self._begun.pop(ended, None))

    def __iter__(self) -> Iterator[asyncio.Task[Any]]:
        return iter(list(self._begun))

    def __len__(self) -> int:
        return len(self._begun)
