"""The one face of the replica for the program around it: read, act, be told what changed.

Every method blocks and may be called from any thread; none of them is for the GUI's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.commands import Command, Outcome
from core.model import Staff
from core.rules.errors import Conflict, CoulisseError, Refused
from core.rules.time import Instant
from core.wire import SEED_BYTES, SignedEnvelope, SigningKey, Tail
from sync import journal, numbers, pruning, rebase, sign_in, spool
from sync.answers import Block, Enrolment
from sync.containment import raw_of
from sync.ports import World
from sync.reading import Reader
from sync.replica import Replica
from sync.schema import AuditRow, LocalSetting, PendingCommand, ReplicaState, SpoolJob
from sync.spool import Print as Print

T = TypeVar("T")
_LOCATION = f"SELECT location_id FROM {ReplicaState.__tablename__}"
Kinds = frozenset[str]
Listener = Callable[[Kinds], object]

WRITE_DOWN_EVERY_MS = 30_000
"""How often the time of the core's last word is written down when nothing else is."""


class Workstation:
    """A replica with its journal.

    Attributes:
        replica: the files.
        world: the machine.
    """

    def __init__(self, replica: Replica, world: World) -> None:
        self.replica = replica
        self.world = world
        self._listeners: list[Listener] = []
        self._pruned_at = Instant(0)
        self._wrong_pins = sign_in.WrongPins()

    # Telling what changed

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the kinds of thing that changed, on the thread of the change.

        Returns a function that ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def announce(self, kinds: Iterable[str]) -> None:
        """Tell the listeners."""
        told = frozenset(kinds)
        for listener in list(self._listeners) if told else []:
            listener(told)

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
        count = select(func.count()).select_from(PendingCommand).where(PendingCommand.status == "")
        return self.replica.read(lambda session: session.scalars(count).one())

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
            outcome, changes = journal.run_here(session, command, actor, at, command_id)
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

    def sign_in(self, staff_id: str, pin: str) -> Staff:
        """The person, if the PIN is right; written to the audit either way. Takes about 100 ms.

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
        self.audit("signed_in", staff_id)
        return person

    def audit(self, kind: str, actor: str, **data: Any) -> None:
        """Write down what is not a command."""
        with self.replica.writing("audit") as session:
            session.add(AuditRow(at=self.world.clock.now(), kind=kind, actor=actor, data=data))

    def set_setting(self, name: str, value: str) -> None:
        """Keep a choice made at this workstation."""
        with self.replica.writing("setting") as session:
            session.merge(LocalSetting(name=name, value=value))

    def mark_spool(self, job_id: str, status: str, code: str = "") -> None:
        """What became of a print job."""
        with self.replica.writing("spool") as session:
            job = session.get_one(SpoolJob, job_id)
            job.status, job.code, job.tries = status, code, job.tries + 1
            job.done_at = self.world.clock.now() if status in ("sent", "confirmed") else None
        self.announce({SpoolJob.__tablename__})

    def mark_seen(self, command_id: str) -> None:
        """A person has seen that the core refused it."""
        with self.replica.writing("outbox.seen") as session:
            session.get_one(PendingCommand, command_id).seen_at = self.world.clock.now()
        self.announce({PendingCommand.__tablename__})

    # What the sync engine does

    def adopt(self, enrolment: Enrolment, core_url: str, seed: bytes) -> None:
        """Become the device that the core has enrolled.

        If this was another device before, its private rows are taken anew, and what the core has not answered
        goes out again under the new name.
        """
        with self.replica.writing("enrolment") as session:
            state = session.get_one(ReplicaState, 1)
            was_another = state.device_id not in ("", enrolment.device_id)
            state.device_id, state.device_seed, state.token = enrolment.device_id, seed, enrolment.token
            state.location_id, state.location_name = enrolment.location_id, enrolment.location_name
            state.core_url, state.core_id = core_url, enrolment.core_id
            state.core_public_key = bytes.fromhex(enrolment.core_public_key)
            state.draft_seed = b""
            kinds: set[str] = {ReplicaState.__tablename__}
            if was_another:
                kinds |= rebase.start_over(session)
                journal.seal_again(session, state)
        self.announce(kinds)

    def use_core(self, core_url: str) -> None:
        """The core that enrolled this device is to be found at another address."""
        with self.replica.writing("core_url") as session:
            session.get_one(ReplicaState, 1).core_url = core_url

    def new_key(self) -> SigningKey:
        """The key for the device that this machine is about to become.

        It is written down before anybody is told of it, and stays the same until `adopt`: asking again with
        it gets the same answer, so a machine that ends in between does not use up its code.
        """
        with self.replica.writing("enrolment.key") as session:
            state = session.get_one(ReplicaState, 1)
            if not state.draft_seed:
                state.draft_seed = self.world.randomness.secret(SEED_BYTES)
            return SigningKey(state.draft_seed)

    def apply_tail(self, tail: Tail) -> Kinds:
        """Take in what came on the private streams; see `sync.rebase`.

        Screens show it before it is durable, which it is on return: nothing that comes after it from the core
        is written before.

        Raises:
            Conflict: `tail_does_not_follow`, `stream_restarted`; nothing was written.
        """
        has_moved = (tail.store_to, tail.device_to) != (tail.store_from, tail.device_from)
        if not (tail.tables or tail.outcomes or has_moved):
            return frozenset()
        now = self.world.clock.now()
        with self.replica.writing("pull", is_durable=False) as session:
            kinds = rebase.apply_tail(session, tail, now)
            is_prune_due = not 0 <= now - self._pruned_at < pruning.EVERY_MS
            if is_prune_due:
                pruning.prune(session, session.get_one(ReplicaState, 1), now)
        if is_prune_due:
            self._pruned_at = now
        self.announce(kinds)
        self.replica.make_durable()
        return kinds

    def heard(self) -> None:
        """Everything here is the newest that the core has, as of now. Written down now and then."""
        now = self.world.clock.now()
        if 0 <= now - self.replica.state().heard_at < WRITE_DOWN_EVERY_MS:
            return
        with self.replica.writing("heard") as session:
            session.get_one(ReplicaState, 1).heard_at = now

    def start_over(self, tails: Iterable[Tail] = ()) -> None:
        """Take the private streams again from the start; pending commands stay.

        All that is kept is offered once more: a core that was restored may have lost some of it.

        Args:
            tails: all of the streams, from nothing: in one transaction they take the place of what is here.
                Without them there is nothing here until they come.
        """
        now = self.world.clock.now()
        with self.replica.writing("start_over") as session:
            kinds = rebase.start_over(session)
            for tail in tails:
                kinds |= rebase.apply_tail(session, tail, now)
            if session.get_one(ReplicaState, 1).epoch:
                kinds |= rebase.rerun_orphans(session)
            first = session.scalar(select(func.min(PendingCommand.sequence)))
            state = session.get_one(ReplicaState, 1)
            state.accepted_through = state.last_sequence if first is None else first - 1
        self.announce(kinds)

    def rerun_orphans(self) -> None:
        """After a start from nothing: run the pending commands on the rows that came back."""
        with self.replica.writing("rerun") as session:
            kinds = rebase.rerun_orphans(session)
        self.announce(kinds)

    def unsent(self, limit: int) -> list[SignedEnvelope]:
        """Envelopes that the core has not accepted yet, oldest first."""

        def load(session: Session) -> list[SignedEnvelope]:
            after = session.get_one(ReplicaState, 1).accepted_through
            return journal.unsent(session, after, limit)

        return self.replica.read(load)

    def accepted(self, through: int) -> bool:
        """The core has everything up to this sequence; returns whether that is more than was known."""
        with self.replica.writing("push") as session:
            state = session.get_one(ReplicaState, 1)
            known = state.accepted_through
            state.accepted_through = max(known, min(through, state.last_sequence))
            is_more = state.accepted_through > known
        if is_more:
            self.announce({PendingCommand.__tablename__})
        return is_more

    def resend_from(self, sequence: int) -> bool:
        """The core lacks what was sent from this sequence on: send it again.

        Returns whether that is other than what would have been sent anyway.

        Raises:
            Conflict: `envelopes_gone`: it is not kept here any more, or never was.
        """
        with self.replica.writing("push") as session:
            kept = select(PendingCommand.id).where(PendingCommand.sequence == sequence)
            if session.scalar(kept) is None:
                raise Conflict("envelopes_gone", expected=sequence)
            state = session.get_one(ReplicaState, 1)
            is_other = state.accepted_through != sequence - 1
            state.accepted_through = sequence - 1
        return is_other

    def blocks_held(self) -> list[Block]:
        """The blocks of numbers that this device holds."""
        return self.replica.read(numbers.held)

    def numbers_left(self, kind: str) -> tuple[int, int]:
        """How many leased numbers are left, and how many were leased."""
        return self.replica.read(lambda session: numbers.left(session, kind))
