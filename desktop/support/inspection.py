"""Looks at a replica from outside without touching it: read-only, beside an open desktop, on a damaged one.

Nothing here makes, migrates or repairs; `sync.replica` does. What stands in the way is raised as it would be
to the program itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from core.rules.errors import CoulisseError, Damaged, TooNew
from core.rules.time import Instant
from core.wire import RowHashes
from sync import network_copy
from sync.deadline import interrupted_when
from sync.faults import database_faults
from sync.files import STORE_FILE
from sync.keys import fingerprint
from sync.migrating import revisions
from sync.private_rows import private_sums

BUSY_TIMEOUT_S = 2.0
MOST_COMPLAINTS = 20
"""Lines of what an integrity check says."""


class Identity(msgspec.Struct, frozen=True):
    """Who a replica is. `core_public_key` verifies; the token lets in and is never shown."""

    device_id: str
    location_name: str
    core_url: str
    core_public_key: bytes
    token: str


class Standing(msgspec.Struct, frozen=True):
    """How a replica stands: versions of its streams, times, what waits.

    `heard_at` is 0 when the core has never answered; `oldest_waiting_at` is 0 when nothing waits.
    """

    schema: str
    store_version: int
    device_version: int
    network_file: str
    heard_at: Instant
    clock_offset_ms: int
    waiting: int
    oldest_waiting_at: Instant
    refused_unseen: int
    prints_queued: int
    prints_failed: int
    settings: dict[str, str]


class NetworkStanding(msgspec.Struct, frozen=True):
    """The copy of the network: its version (0 for the empty one), epoch and schema."""

    version: int
    epoch: str
    schema: str


class Inspection:
    """An open look at `store.db`. Good only inside `inspecting`."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def schema(self) -> str:
        """The revision of its tables.

        Raises:
            Damaged: `replica_missing`: there are none. Its making ended before, as on a full disk.
        """
        (made,) = self._one("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")
        if not made:
            raise Damaged("replica_missing")
        return str(self._one("SELECT version_num FROM alembic_version")[0])

    def identity(self) -> Identity:
        """Who it is."""
        row = self._one(
            "SELECT device_id, location_name, core_url, core_public_key, token FROM replica_state"
        )
        return Identity(*row)

    def standing(self) -> Standing:
        """How it stands."""
        store_version, device_version, network_file, heard_at, offset_ms = self._one(
            "SELECT store_version, device_version, network_file, heard_at, clock_offset_ms FROM replica_state"
        )
        waiting, oldest = self._one("SELECT count(*), min(made_at) FROM pending_command WHERE status = ''")
        [refused] = self._one(
            "SELECT count(*) FROM pending_command"
            " WHERE status IN ('refused', 'quarantined') AND seen_at IS NULL"
        )
        [queued] = self._one(
            "SELECT count(*) FROM spool_job WHERE status = 'queued' OR status LIKE 'sending%'"
        )
        [failed] = self._one("SELECT count(*) FROM spool_job WHERE status = 'failed'")
        return Standing(
            schema=self.schema(),
            store_version=store_version,
            device_version=device_version,
            network_file=network_file,
            heard_at=Instant(heard_at),
            clock_offset_ms=offset_ms,
            waiting=waiting,
            oldest_waiting_at=Instant(oldest or 0),
            refused_unseen=refused,
            prints_queued=queued,
            prints_failed=failed,
            settings=dict(self._all("SELECT name, value FROM local_setting")),
        )

    def private_sums(self) -> RowHashes:
        """What the store's rows add up to, as the core last gave them."""
        return private_sums(self._connection)

    def complaints(self, is_late: Callable[[], bool] = lambda: False) -> list[str]:
        """What the cipher's and SQLite's checks say of every page; empty when all is well. Reads it all.

        Raises:
            Unfinished: `is_late` said so before the end.
        """
        with interrupted_when(self._connection, is_late):
            return self._complaints()

    def _complaints(self) -> list[str]:
        said = [str(row[0]) for row in self._all("PRAGMA cipher_integrity_check")]
        if said:
            # What the cipher cannot read, SQLite cannot judge.
            return said[:MOST_COMPLAINTS]
        said += [str(row[0]) for row in self._all("PRAGMA quick_check") if row[0] != "ok"]
        said += [f"foreign key: {row[0]}" for row in self._all("PRAGMA foreign_key_check")]
        return said[:MOST_COMPLAINTS]

    def _one(self, statement: str) -> Any:
        row = self._connection.execute(statement).fetchone()
        if row is None:
            raise Damaged("replica_damaged", reason="no state")
        return row

    def _all(self, statement: str) -> list[Any]:
        return list(self._connection.execute(statement).fetchmany(MOST_COMPLAINTS * 10))


@contextmanager
def inspecting(folder: Path, key: bytes | None) -> Iterator[Inspection]:
    """Look at the replica in `folder`.

    Raises:
        Damaged: `replica_missing`, `key_missing`, `wrong_key`, `replica_damaged`, `disk_error`,
            `disk_read_only`.
        StorageFull: `disk_full`: not even room to look.
        TooNew: `replica_too_new`.
        Conflict: `replica_busy`: another program holds it for itself.
    """
    store = folder / STORE_FILE
    if not store.exists() or not store.stat().st_size:
        raise Damaged("replica_missing")
    if key is None:
        raise Damaged("key_missing")
    if _is_another_key(folder, key):
        raise Damaged("wrong_key")
    with database_faults(free_bytes=lambda: shutil.disk_usage(folder).free):
        connection = sqlcipher.connect(
            network_copy.address(store, "ro"), uri=True, timeout=BUSY_TIMEOUT_S, check_same_thread=False
        )
        try:
            connection.isolation_level = None
            # Its complaints come to us as errors; otherwise they would stand on the terminal too.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            connection.execute("PRAGMA query_only = 1")
            look = Inspection(connection)
            _check_schema(look.schema())
            yield look
        finally:
            connection.close()


def _is_another_key(folder: Path, key: bytes) -> bool:
    mark = folder / "store.key-mark"
    text = mark.read_bytes().decode("ascii", "replace") if mark.exists() else ""
    known = fingerprint(key)
    return len(text) == len(known) and text != known


def _check_schema(schema: str) -> None:
    known, _newest = revisions()
    if schema not in known:
        raise TooNew("replica_too_new")


def network_standing(folder: Path, name: str) -> NetworkStanding:
    """The copy of the network that serves.

    Raises:
        Damaged: `network_damaged`: not a copy of the network, or not there.
    """
    path = folder / (name or "network-empty.db")
    be_there(path)
    return NetworkStanding(*network_copy.copy_state(path))


def be_there(copy: Path) -> None:
    """Of a copy that is gone SQLite says that it cannot be opened, as of a disk that fails.

    Raises:
        Damaged: `network_damaged`: there is none.
    """
    if not copy.exists():
        raise Damaged(network_copy.DAMAGED, reason="not there")


def network_is_sound(folder: Path, name: str, is_late: Callable[[], bool] = lambda: False) -> bool:
    """Whether every page of the copy is what SQLite wrote. Reads all of it.

    Raises:
        Unfinished: `is_late` said so before the end.
    """
    try:
        return network_copy.is_sound(folder / (name or "network-empty.db"), is_late)
    except CoulisseError:
        return False
