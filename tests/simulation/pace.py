"""How fast the product goes in a world: what it does every few minutes or hours comes round in a short
one too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import SimpleNamespace
from unittest import mock

from core.feed import publication
from core.orchestration import envelope_intake, restore_wait
from sync import region_pull, store_divergence

PIECES_GATHERED = 3
"""So many deltas make one of the next tier: in a short world as in a long one there are several ways."""
REGION_ASKED_EVERY_MS = 3_000
"""How often a workstation asks what its region has sold: a short world is over before two minutes."""
STORE_COMPARED_EVERY_MS, STORE_COMPARED_AGAIN_MS = 3_000, 500
"""How often a workstation of a world that `is_compared` holds its store's rows against the core's."""


@contextmanager
def quickened(restored_waits_ms: int, *, is_compared: bool) -> Iterator[None]:
    """The product in a world, for what is done meanwhile.

    Args:
        restored_waits_ms: how long a restored core waits for what other devices still hold.
        is_compared: whether each workstation holds its store's rows against the core's all the time.
    """
    with (
        mock.patch("core.orchestration.unit.time", SimpleNamespace(sleep=lambda _s: None)),
        mock.patch.object(publication, "FAN", PIECES_GATHERED),
        mock.patch.object(region_pull, "EVERY_MS", REGION_ASKED_EVERY_MS),
        mock.patch.object(restore_wait, "WAITS_MS", restored_waits_ms),
        mock.patch.object(envelope_intake, "WAITS_MS", restored_waits_ms),
        _often_compared() if is_compared else nullcontext(),
    ):
        yield


def _often_compared() -> AbstractContextManager[object]:
    return mock.patch.multiple(
        store_divergence,
        EVERY_MS=STORE_COMPARED_EVERY_MS,
        AGAIN_MS=STORE_COMPARED_AGAIN_MS,
        SPREAD_MS=STORE_COMPARED_AGAIN_MS,
    )
