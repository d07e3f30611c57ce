"""Word between the processes that serve one PostgreSQL: what one has committed pokes the others' listeners.

PostgreSQL carries it (NOTIFY, LISTEN). It is sent beside the transactions and not in them: a transaction that
notifies takes a lock of the whole server at its commit. What is lost with a connection is made up for when
there is one again, and workstations poll anyway: this is for speed, and nothing rests on it. Where a pooler
lends connections out by the transaction, nothing comes through and polling is all there is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import msgspec
import psycopg
import structlog
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from core.model import Stream
from core.ports import Randomness

Versions = Mapping[str, int]
Told = Callable[[Versions], object]

CHANNEL: Final = "coulisse_commits"
GATHER_S: Final = 0.005
"""Commits that come so close are told together."""
STREAMS_A_WORD: Final = 64
"""A word has at most 8,000 bytes."""
LOOK_S: Final = 1.0
"""How often a listener that hears nothing looks whether it is to end. Who is told to end wakes it, unless its
other connection is not there just then."""
FIRST_RETRY_S: Final = 0.5
LONGEST_RETRY_S: Final = 30.0
NAME_BYTES: Final = 8

log = structlog.get_logger(__name__)


class Word(msgspec.Struct, frozen=True):
    """Which process has committed, and the versions that streams have now; none when it ends."""

    by: str
    streams: dict[str, int]


class Neighbours:
    """Tells the other processes what this one commits, and this one what they do. On threads of its own."""

    def __init__(self, engine: Engine, randomness: Randomness, on_told: Told, begin_s: float = 0.0) -> None:
        """
        Args:
            on_told: called on a thread of this.
            begin_s: how long to wait before it connects; what is committed meanwhile is told then.
        """
        self._engine = engine
        self._randomness = randomness
        self._name = randomness.secret(NAME_BYTES).hex()
        self._on_told = on_told
        self._begin_s = begin_s
        self._pending: dict[str, int] = {}
        self._changing = threading.Lock()
        self._news, self._is_stopping = threading.Event(), threading.Event()
        self._threads = [
            threading.Thread(target=self._go_on, args=(work,), name=name, daemon=True)
            for name, work in (("commits-told", self._tell), ("commits-heard", self._hear))
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End both threads. Blocks for a moment."""
        self._is_stopping.set()
        self._news.set()
        for thread in self._threads:
            thread.join(LOOK_S + 1)

    def committed(self, versions: Versions) -> None:
        """This process has committed. Callable from any thread."""
        with self._changing:
            for stream, version in versions.items():
                self._pending[stream] = max(version, self._pending.get(stream, 0))
        self._news.set()

    def _go_on(self, work: Callable[[Any], None]) -> None:
        """Do it on a connection, and on the next one when that is lost."""
        self._is_stopping.wait(self._begin_s)
        wait_s = FIRST_RETRY_S
        while not self._is_stopping.is_set():
            try:
                with self._connection() as connection:
                    wait_s = FIRST_RETRY_S
                    work(connection)
            except (psycopg.Error, SQLAlchemyError) as error:
                log.warning("neighbours.cut", reason=str(error).strip())
                self._is_stopping.wait(self._randomness.uniform(wait_s / 2, wait_s))
                wait_s = min(2 * wait_s, LONGEST_RETRY_S)

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[Any]]:
        """One for itself, made as the engine makes its own."""
        with self._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            own: Any = connection.connection.driver_connection
            connection.detach()
            yield own

    def _tell(self, connection: psycopg.Connection[Any]) -> None:
        while True:
            self._news.wait()
            self._news.clear()
            if self._is_stopping.is_set():
                # Wakes the thread that listens.
                self._say(connection, {})
                return
            with self._changing:
                told, self._pending = self._pending, {}
            names = list(told)
            try:
                for start in range(0, len(names), STREAMS_A_WORD):
                    self._say(
                        connection, {name: told[name] for name in names[start : start + STREAMS_A_WORD]}
                    )
            except psycopg.Error:
                self.committed(told)
                raise
            self._is_stopping.wait(GATHER_S)

    def _say(self, connection: psycopg.Connection[Any], streams: dict[str, int]) -> None:
        word = msgspec.json.encode(Word(self._name, streams)).decode()
        connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, word))

    def _hear(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        # What was said while nobody listened here.
        self._on_told(dict(self._versions_of_now()))
        while not self._is_stopping.is_set():
            for word in connection.notifies(timeout=LOOK_S):
                self._take(word.payload)
                if self._is_stopping.is_set():
                    return

    def _versions_of_now(self) -> Iterator[tuple[str, int]]:
        with self._engine.connect() as connection:
            for row in connection.execute(select(Stream.name, Stream.version)):
                yield row.name, row.version

    def _take(self, payload: str) -> None:
        try:
            word = msgspec.json.decode(payload, type=Word)
        except msgspec.MsgspecError:
            # Another program's, or a newer one's of ours.
            log.warning("neighbours.not_understood")
            return
        if word.by != self._name and word.streams:
            self._on_told(word.streams)
