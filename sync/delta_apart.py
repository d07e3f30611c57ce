"""A large delta is applied in a process of its own: in the window's, it would take the interpreter from it.

The process gets the copy's path and the piece as a file, and says by its exit code that the copy is at the
delta's version. Whatever else comes of it, the delta is applied here instead, and what stands in its way is
told here: a delta that the copy contains already changes nothing.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

import structlog

from core.rules.errors import CoulisseError
from core.rules.time import Instant
from core.wire import PieceRef, decode_delta
from sync import network_copy
from sync.ports import SYSTEM_FILES, World, system_world

COMMAND: Final = "apply-delta"
"""The program's hidden command that runs `apply_file`."""
ROWS: Final = 5_000
"""From so many rows on: to start a process takes the time of applying about as many."""

_SUFFIX = ".delta"

log = structlog.get_logger(__name__)


def apply(
    world: World, path: Path, piece: PieceRef, data: bytes, made_at: Instant, place: int, downloads: Path
) -> frozenset[str]:
    """Bring the copy to the piece's version, in a process of its own if it is a large one.

    Returns the kinds of thing that changed; of what was done apart, all that may have.

    Args:
        downloads: a folder for the piece while it is applied.

    Raises:
        Damaged, StorageFull: see `network_copy.apply_delta`.
    """
    if world.run_apart is not None and piece.rows >= ROWS:
        file = downloads / f"{piece.sha256}{_SUFFIX}"
        try:
            world.files.make_folder(downloads)
            world.files.write(file, data)
            words = [COMMAND, str(path), str(file), str(int(made_at)), str(place)]
            if world.run_apart(words):
                return frozenset(network_copy.NETWORK_TABLES)
            log.warning("delta.not_apart", rows=piece.rows)
        except OSError as error:
            # No room for one more file, or a scanner that holds it: it is applied here.
            log.warning("delta.not_apart", rows=piece.rows, reason=str(error))
        finally:
            with suppress(OSError):
                world.files.remove(file)
    return network_copy.apply_delta(world, path, decode_delta(data), made_at, place)


def apply_file(path: Path, file: Path, made_at: Instant, place: int) -> int:
    """What the process does; returns its exit code."""
    try:
        data = SYSTEM_FILES.read(file) or b""
        network_copy.apply_delta(system_world(), path, decode_delta(data), made_at, place)
    except CoulisseError as error:
        log.warning("delta.not_applied", code=error.code)
        return 1
    return 0
