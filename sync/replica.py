"""The two files of a replica: what reads them, what writes to them, and which copy of the network serves.

`store.db` is encrypted and transactional; the network's copy is a plain file attached to each connection, and
attached anew when the pointer in `store.db` has moved. No transaction writes to both.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine
from sqlalchemy.orm import Session, configure_mappers

from core.model.row_access import instance
from core.model.row_shape import select_of, shape_of
from core.rules.errors import CoulisseError, Damaged
from sync import connections, network_copy
from sync.containment import raw_of
from sync.faults import as_ours, database_faults
from sync.files import ReplicaFolder
from sync.keys import fingerprint
from sync.migrating import migrate
from sync.schema import ReplicaState

T = TypeVar("T")

_FIRST_READ = "SELECT version FROM network_state"
_STATE = f"SELECT 1 FROM {ReplicaState.__tablename__} WHERE id = 1"


class Replica:
    """An open replica. Thread-safe: one writer at a time, readers beside it.

    Attributes:
        folder: where its files are.
    """

    def __init__(self, folder: ReplicaFolder, key: bytes, commit_hook: Callable[[str], None]) -> None:
        """Open the replica, made now if there is none, and bring its tables up to date.

        A copy of the network that cannot be read stands aside for the empty one, until it is taken again.

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
        self._engine = self._make_engine()
        try:
            # Rows that are read below the ORM are its objects all the same, the first of a process too.
            configure_mappers()
            with database_faults(free_bytes=lambda: folder.files.free_bytes(folder.store.parent)):
                self._check_key()
                if not network_copy.is_usable(self._network_path):
                    network_copy.make_empty(self._network_path, folder.files)
                self._migrate()
                self._mark_key()
                self._point_at_network(self.state().network_file)
        except BaseException:
            self.close()
            raise

    def _make_engine(self) -> Engine:
        return connections.store_engine(self.folder.store, self._key, self._on_checkout)

    def _check_key(self) -> None:
        mark = self._read_mark()
        is_made = self.folder.files.size(self.folder.store) > 0
        if is_made and mark and mark != fingerprint(self._key):
            raise Damaged("wrong_key")

    def _read_mark(self) -> str:
        """The mark, or nothing where there is none that is whole: it only explains, the cipher decides."""
        text = (self.folder.files.read(self.folder.key_mark) or b"").decode("ascii", "replace")
        return text if len(text) == len(fingerprint(self._key)) else ""

    def _mark_key(self) -> None:
        # Only a key that has opened the file is marked as its own.
        if self._read_mark() != fingerprint(self._key):
            self.folder.files.write(self.folder.key_mark, fingerprint(self._key).encode("ascii"))

    def _on_checkout(self, raw: Any, record: Any, _proxy: Any) -> None:
        if record.info.get("network") == self._network_path:
            return
        if record.info.pop("network", None) is not None:
            connections.detach_network(raw)
        record.info["network"] = self._attach(raw)

    def _attach(self, raw: Any) -> Path:
        """Attach the copy that serves, or the empty one if it cannot be read; returns which."""
        while True:
            wanted = self._network_path
            try:
                connections.attach_network(raw, wanted)
            except sqlcipher.Error as error:
                empty = self.folder.network("")
                if wanted == empty or not isinstance(as_ours(error), Damaged):
                    raise
                if self._network_path == wanted:
                    self._network_path = empty
            else:
                return wanted

    def _migrate(self) -> None:
        with self._engine.connect() as connection:
            migrate(connection)
            is_made = connection.exec_driver_sql(_STATE).scalar() is not None
        # A start at which nothing is to be made does not write, nor wait for who writes.
        if is_made:
            return
        with self.writing("replica.made") as session:
            if session.get(ReplicaState, 1) is None:
                session.add(ReplicaState(id=1))

    @contextmanager
    def writing(self, name: str, *, is_durable: bool = True) -> Iterator[Session]:
        """A write transaction, committed at the end or rolled back whole. `name` names its commit points.

        One that is not durable is seen by all readers at once; a power cut may take it back, until a later
        one that is, or `make_durable`.

        Raises:
            StorageFull, Damaged, Conflict: nothing was written.
        """
        with self._write_lock, self._faults(), self._engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with (
                nullcontext() if is_durable else connections.not_waiting_for_the_disk(connection),
                Session(connection, expire_on_commit=False) as session,
            ):
                with session.begin():
                    yield session
                    session.flush()
                    self._at(f"{name}.before_commit")
                self._at(f"{name}.after_commit")

    def make_durable(self) -> None:
        """From now on no power cut takes back what was committed. Blocks until it is on the disk.

        Raises:
            StorageFull, Damaged: it may not be.
        """
        log = self.folder.store.with_name(f"{self.folder.store.name}-wal")
        with database_faults(), self.folder.files.open_append(log) as handle:
            self.folder.files.sync(handle)

    def read(self, work: Callable[[Session], T]) -> T:
        """Run `work` in one consistent read of both files, each at its own version.

        The network's copy is read first: a movement that the core has taken in is known to `store.db` before
        the copy contains it, so in this order none is counted twice.

        Raises:
            Damaged: the file is not what was written.
        """
        with self._faults(), self._engine.connect() as connection, Session(connection) as session:
            raw_of(session).execute(_FIRST_READ).fetchone()
            return work(session)

    def read_raw(self, work: Callable[[Any], T]) -> T:
        """The same with the driver's connection: a third of the time, for what is asked at each turn."""
        with self._faults():
            connection = self._engine.raw_connection()
            try:
                raw = connection.driver_connection
                assert raw is not None
                raw.execute("BEGIN")
                raw.execute(_FIRST_READ).fetchone()
                return work(raw)
            finally:
                # The pool ends the transaction.
                connection.close()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            with database_faults():
                yield
        except Damaged as error:
            # A connection that has met damage may go on to say that it can only read: a fresh one says again
            # what is on the disk.
            self._engine.dispose()
            # Both files are behind one connection: tell which it is. The copy can be had again.
            copy = self._network_path
            if error.code == "replica_damaged" and not network_copy.is_sound(copy):
                self.distrust_network(copy)
                raise Damaged("network_damaged") from error
            raise
        except MemoryError as error:
            # WORKAROUND: SQLCipher says so, too, of a page whose seal is broken and that is met as a
            # transaction ends (its codec's errors are SQLITE_NOMEM: sqlcipher, `CODEC1` in pager.c).
            self._engine.dispose()
            if self._is_sealed():
                raise
            raise Damaged("replica_damaged") from error

    def _is_sealed(self) -> bool:
        """Whether each page of `store.db` is as it was written, by a fresh look at all of them."""
        with database_faults(), self._engine.connect() as connection:
            return not connection.exec_driver_sql("PRAGMA main.cipher_integrity_check").fetchall()

    def state(self) -> ReplicaState:
        """Who this workstation is and how far its streams have come, as of now; detached."""
        shape = shape_of(ReplicaState.__table__, self._engine.dialect)
        row = self.read_raw(lambda raw: raw.execute(select_of(shape, "id = 1")).fetchone())
        return instance(ReplicaState, shape.names, shape.read(row))

    @property
    def network_path(self) -> Path:
        """The copy of the network that new readers see."""
        return self._network_path

    def _point_at_network(self, name: str) -> None:
        path = self.folder.network(name)
        self._network_path = path if network_copy.is_usable(path) else self.folder.network("")

    @contextmanager
    def moving_network_pointer(self, name: str, *, is_durable: bool = True) -> Iterator[Session]:
        """Let the copy `name` serve from now on; connections attach it when they are next taken out.

        It gives the transaction in which that is written down, which reads the new copy already. Where that
        fails the copy before it serves on. Where it is not durable yet a power cut leaves the copy before it
        serving (`make_durable`).
        """
        with self._write_lock:
            before = self._network_path
            self._point_at_network(name)
            pointed_at = self._network_path
            try:
                with self.writing("network.pointer", is_durable=is_durable) as session:
                    session.get_one(ReplicaState, 1).network_file = name
                    yield session
            except BaseException:
                # Unless the new one was found damaged, and stands aside for the empty one.
                if self._network_path == pointed_at:
                    self._network_path = before
                raise

    def move_network_pointer(self, name: str) -> None:
        """The same, and nothing else with it."""
        with self.moving_network_pointer(name):
            pass

    def distrust_network(self, copy: Path) -> None:
        """Let the empty copy serve in the place of one that is damaged; the next pull takes it again."""
        if self._network_path != copy:
            return
        self._network_path = self.folder.network("")
        if not network_copy.is_usable(self._network_path):
            network_copy.make_empty(self._network_path, self.folder.files)
        self._engine.dispose()
        with suppress(CoulisseError):
            self.move_network_pointer("")

    def let_go(self) -> None:
        """Let go of the pages that connections keep with which nobody works.

        They stay open: when the last one is closed SQLite writes its log back and waits for the disk, and the
        driver keeps the interpreter as long (`sqlite3_close_v2`), so that a window beside it stands still.
        Neither waits for the others nor fails.
        """
        pool = self._engine.pool
        assert isinstance(pool, connections.ReplicaPool)
        pool.let_go_of_pages()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()
