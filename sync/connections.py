"""The connections to a replica's files: `store.db`, encrypted, with the network's plain copy attached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ManagesConnection, QueuePool
from sqlalchemy.util.queue import Empty

from sync import network_copy

READERS = 4
"""Connections kept open for reading."""
BUSY_TIMEOUT_MS = 10_000
NETWORK_CACHE_KIB = 8 * 1024
"""Of the copy's pages that a connection keeps; the ranks that a search reads are 800 KiB of them."""
LOG_KIB = 8 * 1024
"""Of the log that stay on the disk once what it holds is in `store.db`: usual days need half of it."""
_NORMAL = 1

# WORKAROUND: what is no number and no text is looked up as something to be adapted before it is bound
# (`pysqlite_microprotocols_adapt`, https://github.com/python/cpython/blob/3.11/Modules/_sqlite/microprotocols.c),
# and where nobody knows how, the driver raises an error and drops it: 1.3 µs a NULL, 0.05 a number.
# These are bound as they are; `get` and `bytes` say so without a line of Python.
sqlcipher.register_adapter(type(None), {}.get)
sqlcipher.register_adapter(bytes, bytes)


class ReplicaPool(QueuePool):
    """Connections of a replica.

    WORKAROUND: it takes them from its base's own queue (`_pool`, `_do_return_conn` of SQLAlchemy 2.1's
    `pool/impl.py`). What is public (https://docs.sqlalchemy.org/en/21/core/pooling.html) takes one out as for
    work alone: `connect` opens one or waits where somebody has had the last idle one since `checkedin` was
    asked, attaches the network's copy for nobody, and ends a transaction that there is not. Events and a
    creator of our own know which connections there are, and not which of them nobody works with.
    """

    def let_go_of_pages(self) -> None:
        """Let go of the pages that connections keep with which nobody works.

        Waits for nobody, opens none and never fails: one that cannot is made anew for whoever wants it next.
        """
        # One at a time, the longest unused first: who wants one meanwhile does not wait for all of them.
        for _ in range(self.size()):
            try:
                idle = self._pool.get(block=False)
            except Empty:
                return
            try:
                let_go_of_pages(idle)
            except (sqlcipher.Error, MemoryError) as error:
                idle.invalidate(error)
            finally:
                self._do_return_conn(idle)


def store_engine(store: Path, key: bytes, on_checkout: Callable[[Any, Any, Any], None]) -> Engine:
    """An engine on `store.db` with this key. `on_checkout` hears of each connection that is taken out."""
    engine = create_engine(
        URL.create("sqlite", database=str(store)),
        module=sqlcipher,
        poolclass=ReplicaPool,
        pool_size=READERS,
        max_overflow=2,
        connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000, "uri": True},
    )

    def on_connect(raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        # Its complaints come to us as errors; otherwise they would stand on the terminal too.
        raw.execute("PRAGMA cipher_log_level = NONE")
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        raw.execute("PRAGMA journal_mode = WAL")
        # FULL: what the screen says is done survives a power cut.
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute(f"PRAGMA journal_size_limit = {LOG_KIB * 1024}")
        raw.execute("PRAGMA temp_store = MEMORY")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "checkout", on_checkout)
    event.listen(engine, "begin", _begin)
    return engine


def attach_network(raw: Any, path: Path) -> None:
    """Attach a copy of the network, only to read.

    A writer's BEGIN IMMEDIATE locks every file that it could write to, and a command must not wait for a
    delta.
    """
    raw.execute("ATTACH DATABASE ? AS network KEY ''", (network_copy.address(path, "ro"),))
    raw.execute(f"PRAGMA network.cache_size = {-NETWORK_CACHE_KIB}")


def detach_network(raw: Any) -> None:
    """Let go of the copy; DisconnectionError where that cannot be."""
    try:
        raw.execute("DETACH DATABASE network")
    except sqlcipher.Error as error:
        # A cursor that was left open holds the old copy: the pool makes a connection anew.
        raise DisconnectionError("the network's copy is held") from error


def let_go_of_pages(connection: ManagesConnection) -> None:
    """Of those that a connection keeps for later, of both files."""
    if connection.driver_connection is not None:
        connection.driver_connection.execute("PRAGMA shrink_memory")


@contextmanager
def not_waiting_for_the_disk(connection: Connection) -> Iterator[None]:
    """The next transactions are written to the log and not synced (https://sqlite.org/pragma.html#synchronous)."""
    raw = connection.connection.driver_connection
    assert raw is not None
    (as_it_was,) = raw.execute("PRAGMA main.synchronous").fetchone()
    raw.execute(f"PRAGMA main.synchronous = {min(as_it_was, _NORMAL)}")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA main.synchronous = {as_it_was}")


def _begin(connection: Any) -> None:
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        # A read locks nothing yet, so no error is to be read: SQLAlchemy need not look on.
        connection.connection.driver_connection.execute("BEGIN")
