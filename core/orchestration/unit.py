"""The one door to the core's database: units of work that number themselves in the feed; consistent reads."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Final, TypeVar

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.commands import Actor, Context
from core.feed import log
from core.model import Base, Capture, RowChange
from core.model.capture import Image
from core.model.desk import Desk, NotGathered, beside
from core.model.heard_session import HeardSession, listen_to
from core.model.kept_statements import KeptSession, locked_row, locked_rows
from core.orchestration.credits import LedgerOfCredits
from core.orchestration.database import is_passing, reading
from core.orchestration.foreseen import Foreseen
from core.orchestration.ledger import CoreLedger
from core.orchestration.location_figures import LocationFigures
from core.ports import Clock, Ids, Randomness, TimeOrderedIds
from core.rules.time import Instant

T = TypeVar("T")
R = TypeVar("R", bound=Base)
Listener = Callable[[dict[str, int]], None]

_log = structlog.get_logger(__name__)

MAX_ATTEMPTS: Final = 6
FIRST_WAIT_S: Final = 0.01
"""Waits between attempts are drawn from 0 up to this, doubled each time."""
TOGETHER_WAITS_MS: Final = 250
"""How long a transaction of many requests waits for one lock on PostgreSQL."""


def _ordinary(engine: Engine) -> Session:
    return HeardSession(engine, expire_on_commit=False)


class UnitOfWork:
    """One write transaction.

    Attributes:
        session: the open session; neither committed nor rolled back by the work.
        ledger: appends movements and folds them into positions.
        capture: sees what changes.
        at: the core's time when the work began.
        figures: how each location has been doing.
        versions: by stream, what the commit made; empty before.
        desk: the session, where it is one of gathered rows; None for an ordinary one.
        foreseen: what the requests of a transaction on gathered rows share.
        told: by order, how many messages to its customer were written.
    """

    def __init__(
        self, session: Session, clock: Clock, ids: Ids, randomness: Randomness, figures: LocationFigures
    ) -> None:
        self.session = session
        self.figures = figures
        self.clock = clock
        self.ids = ids
        self.randomness = randomness
        self.ledger = CoreLedger(session)
        self.desk = session if isinstance(session, Desk) else None
        self.capture = Capture(session, is_looking=self.desk is None)
        self.at = clock.now()
        self.foreseen = Foreseen()
        self.told: Counter[str] = Counter()
        self.versions: dict[str, int] = {}
        self._restarted: set[str] = set()
        self._told: list[RowChange] = []
        self._unwritten: list[Image] = []
        self._numbered: list[Listener] = []
        # The session forgets rows that nobody holds: what was loaded once would be loaded at each look.
        self._loaded: list[object] = []
        self._locked: set[tuple[type[Base], Any]] = set()
        if self.desk is not None:
            return
        listen_to(session, "loaded_as_persistent", self._hold)
        listen_to(session, "pending_to_persistent", self._hold)
        # A savepoint that is rolled back gives its locks back.
        listen_to(session, "after_soft_rollback", self._forget_locks)

    @property
    def beside(self) -> Session:
        """For statements about what this transaction does not change: of gathered rows they see nothing."""
        return beside(self.session)

    def _hold(self, _session: Session, row: object) -> None:
        self._loaded.append(row)

    def _forget_locks(self, _session: Session, _transaction: object) -> None:
        self._locked.clear()

    def lock(self, kind: type[R], key: Any) -> R | None:
        """The row as it was last committed, locked until the commit; None if there is none.

        Whoever decides by a row's state locks it first: aggregates before positions.
        """
        if self.desk is not None:
            return self._locked_at_desk(self.desk, kind, key)
        if (kind, key) in self._locked:
            # Nobody else can have changed it since, and what was changed here is known.
            return self.session.get(kind, key)
        self.session.flush()
        row = locked_row(self.session, kind, key)
        if row is not None:
            self._locked.add((kind, key))
        return row

    @staticmethod
    def _locked_at_desk(desk: Desk, kind: type[R], key: Any) -> R | None:
        row: R | None = desk.get(kind, key)
        if row is not None and not desk.is_locked(kind, key):
            raise NotGathered(kind.__tablename__, "not locked")
        return row

    def lock_all(self, kind: type[R], column: InstrumentedAttribute[Any], keys: Iterable[Any]) -> None:
        """Lock many rows by their primary key `column`, in the one order that avoids deadlocks."""
        if self.desk is not None:
            self.desk.take(column, keys, lock=True)
            return
        wanted = sorted({key for key in keys if (kind, key) not in self._locked})
        if not wanted:
            return
        rows = locked_rows(self.session, kind, column, wanted)
        self._locked.update((kind, getattr(row, column.key)) for row in rows)

    def context(
        self,
        actor: Actor,
        command_id: str,
        aggregate: str,
        at: Instant | None = None,
        received_at: Instant | None = None,
    ) -> Context:
        """The surroundings of a command's handler, with the core's own ledger.

        Args:
            at, received_at: when it was done, and when it was heard of; the core's own deeds are done now.
        """
        done_at = self.at if at is None else at
        return Context(
            self.session,
            self.ledger,
            actor,
            done_at,
            command_id,
            aggregate,
            received_at,
            credits=LedgerOfCredits(self, actor.device_id),
        )

    def raise_floor(self, stream: str) -> None:
        """Say that rows of a stream were loaded in bulk, past the log: older replicas take a snapshot.

        Only for streams that have snapshots: the network's.
        """
        self._restarted.add(stream)

    def tell(self, changes: Iterable[RowChange]) -> None:
        """Say what bulk statements changed past the session, so that it is logged with the rest."""
        self._told.extend(changes)

    def tell_movements(self, images: Iterable[Image]) -> None:
        """Give plain movements to be logged, and written when their version is known: once, not twice.

        Nothing in this transaction finds them in the table.
        """
        self._unwritten.extend(images)

    def when_numbered(self, work: Listener) -> None:
        """Run `work` with the versions that the commit makes, as the last thing before it.

        For rows that carry their version and are too many to be written first and numbered afterwards.
        """
        self._numbered.append(work)

    def commit(self) -> None:
        """Number the transaction in its streams, log its rows, commit."""
        changes = [*self.capture.drain(), *self._told]
        unwritten = [RowChange("movement", (image["id"],), None, image) for image in self._unwritten]
        if self.desk is None:
            self.versions = log.write(self.session, changes, self._restarted, unwritten)
        else:
            self.versions = self._write_desk(self.desk, changes, unwritten)
        for work in self._numbered:
            work(self.versions)
        self.session.commit()

    def _write_desk(self, desk: Desk, changes: list[RowChange], unwritten: list[RowChange]) -> dict[str, int]:
        made = desk.changes()
        written = [one for one in made if one.table not in log.NUMBERED]
        unwritten += [one for one in made if one.table in log.NUMBERED]
        with desk.access.unhurried():
            desk.access.write(written)
            return log.write(self.session, [*changes, *written], self._restarted, unwritten)


class Core:
    """The core as its services get it.

    Attributes:
        engine: its database.
        clock, ids, randomness: the machine's, or a simulated world's.
    """

    def __init__(self, engine: Engine, clock: Clock, randomness: Randomness, ids: Ids | None = None) -> None:
        self.engine = engine
        self.clock = clock
        self.randomness = randomness
        self.ids = ids or TimeOrderedIds(clock, randomness)
        self.figures = LocationFigures()
        self._reading = reading(engine)
        self._listeners: list[Listener] = []
        # SQLite has one writer; a queue here is fairer than its busy handler, which sleeps and tries.
        is_sqlite = engine.dialect.name == "sqlite"
        self._one_writer: AbstractContextManager[Any] = threading.RLock() if is_sqlite else nullcontext()

    def transact(self, work: Callable[[UnitOfWork], T], attempts: int = MAX_ATTEMPTS) -> T:
        """Run `work` in one transaction and commit it; anything raised takes all of it back.

        `work` may run so many times: when the database asks to try again, it starts anew.
        """
        for attempt in range(attempts - 1):
            try:
                return self._attempt(work)
            except DBAPIError as error:
                if not is_passing(error):
                    raise
                time.sleep(self.randomness.uniform(0.0, FIRST_WAIT_S * 2**attempt))
        return self._attempt(work)

    def together(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run `work` on gathered rows (`core.model.desk`) and commit it; one attempt.

        Raises:
            Exception: whatever stands in the way. All is taken back, and may be done by `transact`.
        """

        def hurried(unit: UnitOfWork) -> T:
            if unit.desk is not None:
                # Whoever waits long for a row waits alone, and not with everybody else behind.
                unit.desk.access.wait_at_most(TOGETHER_WAITS_MS)
            return work(unit)

        return self._attempt(hurried, Desk)

    def _attempt(self, work: Callable[[UnitOfWork], T], kind: Callable[[Engine], Session] = _ordinary) -> T:
        with self._one_writer, kind(self.engine) as session:
            unit = UnitOfWork(session, self.clock, self.ids, self.randomness, self.figures)
            result = work(unit)
            unit.commit()
        if unit.versions:
            self._tell(unit.versions)
        return result

    def _tell(self, versions: dict[str, int]) -> None:
        """What a listener raises is a bug of its own: the commit stands, and its caller must hear so."""
        for listener in tuple(self._listeners):
            try:
                listener(versions)
            except Exception:
                _log.exception("commit.listener_failed")

    def read(self, work: Callable[[Session], T]) -> T:
        """Run `work` on one consistent moment of the database. It writes nothing."""
        with KeptSession(self._reading, expire_on_commit=False) as session, session.begin():
            return work(session)

    def on_commit(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the versions that each commit made, in the thread that committed.

        Returns:
            A function that ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
