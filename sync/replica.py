"""The two files of a replica and the connections to them.

`store.db` is encrypted and transactional; the network's copy is a plain file attached to each connection, and
attached anew when the pointer in `store.db` has moved. No transaction writes to both.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as sqlcipher
from alembic import command as alembic_command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from core.model import network_file
from core.rules.errors import Damaged, TooNew
from sync.faults import database_faults
from sync.files import EMPTY_NETWORK_FILE, ReplicaFolder
from sync.keys import fingerprint
from sync.schema import ReplicaState

T = TypeVar("T")

READERS = 4
"""Connections kept open for reading."""
BUSY_TIMEOUT_MS = 10_000
MIGRATIONS = Path(__file__).parent / "migrations"


class Replica:
    """An open replica. Thread-safe: one writer at a time, readers beside it.

    Attributes:
        folder: where its files are.
    """

    def __init__(self, folder: ReplicaFolder, key: bytes, commit_hook: Callable[[str], None]) -> None:
        """Open the replica, made now if there is none, and bring its tables up to date.

        Raises:
            Damaged: `wrong_key` if this is not the key that it was made with, `replica_damaged`.
            TooNew: `replica_too_new`: a newer version of the program has been here.
            StorageFull: no room to make it.
        """
        self.folder = folder
        self._key = key
        self._at = commit_hook
        self._write_lock = threading.RLock()
        self._network_path = folder.network("")
        with database_faults():
            self._check_key()
            self._make_empty_network()
            self._engine = self._make_engine()
            self._migrate()
            self._point_at_network(self.state().network_file)

    def _check_key(self) -> None:
        mark, path = self.folder.key_mark, self.folder.store
        if path.exists() and mark.exists() and mark.read_text() != fingerprint(self._key):
            raise Damaged("wrong_key")
        if not path.exists() or not mark.exists():
            mark.write_text(fingerprint(self._key))

    def _make_empty_network(self) -> None:
        path = self.folder.network(EMPTY_NETWORK_FILE)
        if path.exists():
            return
        draft = path.with_suffix(".tmp")
        draft.unlink(missing_ok=True)
        connection = sqlcipher.connect(str(draft))
        network_file.create_tables(connection)
        network_file.create_indexes(connection)
        network_file.set_state(connection, 0, "", 0)
        connection.commit()
        connection.close()
        draft.replace(path)

    def _make_engine(self) -> Engine:
        engine = create_engine(
            f"sqlite:///{self.folder.store}",
            module=sqlcipher,
            poolclass=QueuePool,
            pool_size=READERS,
            max_overflow=2,
            connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000},
        )
        event.listen(engine, "connect", self._on_connect)
        event.listen(engine, "checkout", self._on_checkout)
        event.listen(engine, "begin", _begin)
        return engine

    def _on_connect(self, raw: Any, _record: Any) -> None:
        raw.isolation_level = None
        raw.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        raw.execute("PRAGMA journal_mode = WAL")
        # FULL: what the screen says is done survives a power cut.
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA temp_store = MEMORY")

    def _on_checkout(self, raw: Any, record: Any, _proxy: Any) -> None:
        wanted = self._network_path
        attached = record.info.get("network")
        if attached == wanted:
            return
        if attached is not None:
            raw.execute("DETACH DATABASE network")
        raw.execute("ATTACH DATABASE ? AS network KEY ''", (str(wanted),))
        record.info["network"] = wanted

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self._engine.connect() as connection:
            config.attributes["connection"] = connection
            try:
                alembic_command.upgrade(config, "head")
            except CommandError as error:
                if _is_unknown_revision(config, connection):
                    raise TooNew("replica_too_new") from error
                raise
        with self.writing("replica.made") as session:
            if session.get(ReplicaState, 1) is None:
                session.add(ReplicaState(id=1))

    @contextmanager
    def writing(self, name: str) -> Iterator[Session]:
        """A write transaction, committed at the end or rolled back whole. `name` names its commit points.

        Raises:
            StorageFull, Damaged: nothing was written.
        """
        with self._write_lock, database_faults(), self._engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with Session(connection, expire_on_commit=False) as session:
                with session.begin():
                    yield session
                    session.flush()
                    self._at(f"{name}.before_commit")
                self._at(f"{name}.after_commit")

    def read(self, work: Callable[[Session], T]) -> T:
        """Run `work` in one consistent read of both files (each at its own version).

        Raises:
            Damaged: the file is not what was written.
        """
        with database_faults(), self._engine.connect() as connection, Session(connection) as session:
            return work(session)

    def state(self) -> ReplicaState:
        """Who this workstation is and how far its streams have come, as of now; detached."""

        def load(session: Session) -> ReplicaState:
            row = session.scalars(select(ReplicaState)).one()
            session.expunge(row)
            return row

        return self.read(load)

    @property
    def network_path(self) -> Path:
        """The copy of the network that new readers see."""
        return self._network_path

    def _point_at_network(self, name: str) -> None:
        path = self.folder.network(name)
        self._network_path = path if path.exists() else self.folder.network("")

    def move_network_pointer(self, name: str) -> None:
        """Let the copy `name` serve from now on; connections attach it when they are next taken out."""
        with self.writing("network.pointer") as session:
            session.get_one(ReplicaState, 1).network_file = name
        self._point_at_network(name)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def _begin(connection: Any) -> None:
    is_writer = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _is_unknown_revision(config: Config, connection: Any) -> bool:
    if connection.in_transaction():
        connection.rollback()
    current = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    return current is not None and current not in known
