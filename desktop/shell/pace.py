"""How a download goes on: what has come, and by its pace so far how long the rest will take."""

from __future__ import annotations

import msgspec

from core.rules.time import Instant

LEAST_MEASURED_MS = 2_000
"""A download is not judged by less time than this."""


class Download(msgspec.Struct, frozen=True):
    """A snapshot that arrives. `left_ms` is 0 while its pace is not known."""

    done_bytes: int
    total_bytes: int
    left_ms: int = 0

    @property
    def share(self) -> float:
        """How much of it has come, from 0 to 1."""
        return min(1.0, self.done_bytes / self.total_bytes) if self.total_bytes else 0.0


class Pace:
    """Measures one download after the other."""

    def __init__(self) -> None:
        self._measured: tuple[Instant, int] | None = None

    def download(self, progress: tuple[int, int] | None, now: Instant) -> Download | None:
        """Progress (bytes come, bytes in all) with the time left, by the pace since it was first seen."""
        if progress is None:
            self._measured = None
            return None
        done, total = progress
        if self._measured is None or done < self._measured[1]:
            self._measured = (now, done)
        since, first = self._measured
        elapsed_ms, come = now - since, done - first
        is_known = elapsed_ms >= LEAST_MEASURED_MS and come > 0
        left_ms = (total - done) * elapsed_ms // come if is_known else 0
        return Download(done, total, left_ms)
