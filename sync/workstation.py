"""The one face of the replica for the program around it: read, act, be told what changed.

Every method blocks and may be called from any thread; none of them is for the GUI's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.commands import Command, Outcome
from core.model import Staff
from core.rules.errors import CoulisseError, Refused
from sync import journal, numbers, sign_in, spool
from sync.containment import raw_of
from sync.exchange_side import ExchangeSide
from sync.ports import World
from sync.reading import Reader
from sync.replica import Replica
from sync.schema import AuditRow, LocalSetting, PendingCommand, ReplicaState, SpoolJob
from sync.spool import Print as Print

T = TypeVar("T")
_LOCATION = f"SELECT location_id FROM {ReplicaState.__tablename__}"
_WAITING = f"SELECT count(*) FROM {PendingCommand.__tablename__} WHERE status = ''"


class Workstation(ExchangeSide):
    """A replica with its journal, for the program around it and for the exchange (`ExchangeSide`)."""

    def __init__(self, replica: Replica, world: World) -> None:
        super().__init__(replica, world)
        self._wrong_pins = sign_in.WrongPins()

    # Reading

    @property
    def is_enrolled(self) -> bool:
        """Whether this replica belongs to a device of a core; one that was restored no longer does."""
        return self.replica.state().token != ""

    def read(self, query: Callable[[Reader], T]) -> T:
        """Run a query in one consistent read."""

        def load(session: Session) -> T:
            (location_id,) = raw_of(session).execute(_LOCATION).fetchone()
            return query(Reader(session, location_id))

        return self.replica.read(load)

    def waiting(self) -> int:
        """How many commands the core has not answered yet."""
        return self.replica.read_raw(lambda raw: int(raw.execute(_WAITING).fetchone()[0]))

    def unsent_count(self) -> int:
        """How many commands the core has not accepted yet: this disk has the only copy of them."""
        accepted = select(ReplicaState.accepted_through).scalar_subquery()
        count = select(func.count()).select_from(PendingCommand).where(PendingCommand.sequence > accepted)
        return self.replica.read(lambda session: session.scalars(count).one())

    def setting(self, name: str, default: str = "") -> str:
        """A choice made at this workstation."""

        def load(session: Session) -> str:
            row = session.get(LocalSetting, name)
            return row.value if row else default

        return self.replica.read(load)

    # Acting

    def execute(
        self, command: Command, author: str, prints: Callable[[Reader], Iterable[Print]] | None = None
    ) -> Outcome:
        """Do it here at once: rows, before-images, envelope and print jobs in one transaction.

        `prints` looks at the rows after the command and says what to print.

        Raises:
            Refused: the rules say no (also to a fact that would be quarantined); nothing was written.
            StorageFull, Damaged: nothing was written.
        """
        at, command_id = self.world.clock.now(), self.world.ids.new()
        with self.replica.writing("command") as session:
            state = session.get_one(ReplicaState, 1)
            actor = journal.actor_of(session, author, state)
            outcome, changes = journal.run_here(session, command, actor, at, command_id, is_alone=True)
            if not outcome.has_effect:
                raise Refused(outcome.code, **outcome.data)
            journal.append(session, state, command, author, at, command_id)
            journal.keep_before_images(session, [(command_id, change) for change in changes])
            wanted = prints(Reader(session, state.location_id)) if prints else ()
            for place, job in enumerate(wanted):
                spool.put(session, job, f"{command_id}:{place}", command.aggregate, author, at)
        kinds = {change.table for change in changes} | {PendingCommand.__tablename__}
        self.announce(kinds | ({SpoolJob.__tablename__} if prints else set()))
        return outcome

    def print_by_hand(self, jobs: Iterable[Print], aggregate: str, author: str, reason: str) -> list[str]:
        """Put print jobs in the spool that no command asks for: a label again, a test; returns their ids.

        The audit says who, when and why.
        """
        at, asked = self.world.clock.now(), self.world.ids.new()
        wanted = {f"{asked}:{place}": job for place, job in enumerate(jobs)}
        with self.replica.writing("print_by_hand") as session:
            for job_id, job in wanted.items():
                spool.put(session, job, job_id, aggregate, author, at)
            data = {"aggregate": aggregate, "reason": reason, "jobs": len(wanted)}
            session.add(AuditRow(at=at, kind="printed_by_hand", actor=author, data=data))
        self.announce({SpoolJob.__tablename__})
        return list(wanted)

    def draw_sscc(self) -> str:
        """The next parcel number from the leased block.

        Raises:
            Refused: `numbers_used_up`.
        """
        with self.replica.writing("number") as session:
            return numbers.draw_sscc(session)

    def draw_number(self, kind: str) -> int:
        """The next number of a kind from its leased block.

        Raises:
            Refused: `numbers_used_up`.
        """
        with self.replica.writing("number") as session:
            return numbers.draw(session, kind)[1]

    def sign_in(self, staff_id: str, pin: str, kind: str = "signed_in") -> Staff:
        """The person, if the PIN is right; written to the audit either way. Takes about 100 ms.

        Args:
            kind: `pin_shown` where somebody signs beside the one who works here, and does not stay.

        Raises:
            Refused: see `sync.sign_in.verify_pin`. A disk too full to write that down does not hide it.
            StorageFull: nobody is signed in without a trace.
        """
        now = self.world.clock.now()
        try:
            person = self.replica.read(
                lambda session: sign_in.verify_pin(session, staff_id, pin, now, self._wrong_pins)
            )
        except Refused as refusal:
            with suppress(CoulisseError):
                self.audit(refusal.code, staff_id)
            raise
        self.audit(kind, staff_id)
        self._wrong_pins.forget(staff_id)
        return person

    def audit(self, kind: str, actor: str, **data: Any) -> None:
        """Write down what is not a command."""
        with self.replica.writing("audit") as session:
            session.add(AuditRow(at=self.world.clock.now(), kind=kind, actor=actor, data=data))

    def set_setting(self, name: str, value: str) -> None:
        """Keep a choice made at this workstation."""
        with self.replica.writing("setting") as session:
            session.merge(LocalSetting(name=name, value=value))
        self.announce({LocalSetting.__tablename__})

    def mark_spool(self, job_id: str, status: str, code: str = "") -> None:
        """What became of a print job."""
        self.mark_prints([job_id], status, code)

    def take_prints(self, ids: Sequence[str]) -> list[str]:
        """Those of these print jobs that are still to be printed: they are being sent from now on."""
        with self.replica.writing("spool") as session:
            taken = spool.take(session, ids, self.world.clock.now())
        self.announce({SpoolJob.__tablename__})
        return taken

    def mark_prints(self, ids: Sequence[str], status: str, code: str = "") -> None:
        """What became of print jobs."""
        if not ids:
            return
        with self.replica.writing("spool") as session:
            spool.mark(session, ids, status, code, self.world.clock.now())
        self.announce({SpoolJob.__tablename__})

    def move_prints(self, aggregate: str, before: str, after: str, author: str) -> int:
        """Hold the waiting jobs of an aggregate, go on with them, or drop them; returns how many there were.

        The audit says who and when.
        """
        now = self.world.clock.now()
        with self.replica.writing("spool") as session:
            moved = spool.move(session, aggregate, before, after, now)
            data = {"aggregate": aggregate, "to": after, "jobs": moved}
            session.add(AuditRow(at=now, kind="prints_moved", actor=author, data=data))
        self.announce({SpoolJob.__tablename__})
        return moved

    def mark_seen(self, command_id: str) -> None:
        """A person has seen that the core refused it."""
        with self.replica.writing("outbox.seen") as session:
            session.get_one(PendingCommand, command_id).seen_at = self.world.clock.now()
        self.announce({PendingCommand.__tablename__})
