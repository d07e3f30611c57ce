"""Looks through the replica's two files for damage, for a bounded time, and remembers what was found."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import msgspec
from sqlalchemy import text
from sqlalchemy.orm import Session

from core.rules.errors import Damaged
from core.rules.time import Instant
from sync.deadline import Unfinished, interrupted_when
from sync.workstation import Workstation

SETTING = "integrity_check"
LONGEST_S = 60.0
"""For both files together; a file that is not through by then is said to be unfinished."""


class Soundness(StrEnum):
    """What a look through the files came to."""

    SOUND = "sound"
    DAMAGED = "damaged"
    UNFINISHED = "unfinished"


class IntegrityCheck(msgspec.Struct, frozen=True):
    """A look through both files: when, what was found, in which (`store`, `network`), how long it took."""

    at: Instant
    found: Soundness
    file: str = ""
    duration_ms: int = 0


def last_check(workstation: Workstation) -> IntegrityCheck | None:
    """The last one, if there was any."""
    kept = workstation.setting(SETTING)
    try:
        return msgspec.json.decode(kept, type=IntegrityCheck) if kept else None
    except msgspec.MsgspecError:
        return None


def check(workstation: Workstation, longest_s: float = LONGEST_S) -> IntegrityCheck:
    """Look through `store.db` (seals of the cipher, then its structure) and the network's copy. Blocks.

    A damaged copy of the network is fetched again by itself; what is found in `store.db` is for support.
    """
    clock = workstation.world.clock
    began_ms = clock.monotonic_ms()
    file, found = "", Soundness.SOUND
    for name, pragmas in _LOOKS.items():
        found = _look(workstation, pragmas, lambda: clock.monotonic_ms() - began_ms >= longest_s * 1000)
        if found is not Soundness.SOUND:
            file = name
            break
    done = IntegrityCheck(clock.now(), found, file, clock.monotonic_ms() - began_ms)
    workstation.set_setting(SETTING, msgspec.json.encode(done).decode())
    return done


_LOOKS = {
    "store": ("PRAGMA main.cipher_integrity_check", "PRAGMA main.quick_check(1)"),
    "network": ("PRAGMA network.quick_check(1)",),
}


def _look(workstation: Workstation, pragmas: tuple[str, ...], is_late: Callable[[], bool]) -> Soundness:
    def work(session: Session) -> Soundness:
        with interrupted_when(session.connection().connection.driver_connection, is_late):
            for pragma in pragmas:
                told = [str(row[0]) for row in session.execute(text(pragma))]
                if told not in ([], ["ok"]):
                    return Soundness.DAMAGED
        return Soundness.SOUND

    try:
        return workstation.replica.read(work)
    except Damaged:
        return Soundness.DAMAGED
    except Unfinished:
        return Soundness.UNFINISHED
