"""A replica's file with one flipped byte where only a whole reading comes: among old lines of the audit."""

from __future__ import annotations

from pathlib import Path

from core.rules.time import Instant
from sync.files import ReplicaFolder
from sync.ports import nothing_at
from sync.replica import Replica
from sync.schema import AuditRow

LINES = 1_000
FROM_THE_END_BYTES = 2_000


def flip_a_page_of_the_audit(folder: Path, key: bytes) -> None:
    """Damage the last page of `store.db`, after pages enough of the audit were put at its end."""
    replica = Replica(ReplicaFolder(folder), key, nothing_at)
    with replica.writing("test") as session:
        session.add_all(AuditRow(at=Instant(no), kind="signed_in", actor="marc") for no in range(LINES))
    replica.close()
    path = folder / "store.db"
    content = bytearray(path.read_bytes())
    content[-FROM_THE_END_BYTES] ^= 0xFF
    path.write_bytes(content)


PAGE_BYTES = 4096


def damage(path: Path, places: range) -> None:
    content = bytearray(path.read_bytes())
    for place in places:
        content[place] ^= 0xFF
    path.write_bytes(content)
