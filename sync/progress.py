"""How a download goes on: what has come, and by its pace so far how long the rest will take."""

from __future__ import annotations

import msgspec

from core.wire import SnapshotRef

LEAST_MEASURED_MS = 2_000
"""A download is not judged by less time than this."""


class Download(msgspec.Struct, frozen=True):
    """A snapshot that arrives. Rows are as many as its bytes hold on average; `left_ms` is 0 while the pace
    is not known."""

    done_bytes: int
    total_bytes: int
    done_rows: int = 0
    total_rows: int = 0
    left_ms: int = 0

    @property
    def share(self) -> float:
        """How much of it has come, from 0 to 1."""
        return min(1.0, self.done_bytes / self.total_bytes) if self.total_bytes else 0.0


class Pace:
    """Measures one download, over the time that something was done about it."""

    def __init__(self, snapshot: SnapshotRef) -> None:
        self._rows = snapshot.rows
        self._total = snapshot.size_bytes
        self._begun: tuple[int, int] | None = None
        self._told_ms = 0

    def go_on(self, now_ms: int) -> None:
        """Another try begins: the hours since the last word, with the line cut, are not its pace."""
        if self._begun is not None:
            since, first = self._begun
            self._begun = (since + now_ms - self._told_ms, first)

    def download(self, done_bytes: int, now_ms: int) -> Download:
        """With so many bytes here at `now_ms` of a clock that only goes on."""
        if self._begun is None:
            self._begun = (now_ms, done_bytes)
        self._told_ms = now_ms
        since, first = self._begun
        elapsed_ms, come = now_ms - since, done_bytes - first
        is_known = elapsed_ms >= LEAST_MEASURED_MS and come > 0
        left_ms = (self._total - done_bytes) * elapsed_ms // come if is_known else 0
        done_rows = self._rows * done_bytes // self._total if self._total else 0
        return Download(done_bytes, self._total, done_rows, self._rows, left_ms)
