"""The exchange's side of a workstation: become a device, take in what comes, hand out what goes.

Every method blocks and may be called from any thread; none of them is for the GUI's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.model import Piece
from core.rules.errors import Conflict, Damaged
from core.rules.time import Instant
from core.wire import SEED_BYTES, SignedEnvelope, SigningKey, Tail
from sync import containment, journal, numbers, pruning, rebase
from sync.answers import Block, Enrolment
from sync.ports import World
from sync.region_rows import forget_region
from sync.replica import Replica
from sync.schema import LocalSetting, PendingCommand, ReplicaState
from sync.stock_readers import piece_readers

Kinds = frozenset[str]
Listener = Callable[[Kinds], object]

WRITE_DOWN_EVERY_MS = 30_000
"""How often the time of the core's last word is written down when nothing else is."""
MENDS = "network.mends"
"""The setting that is there from before the network's copy is mended, or led on under what has read it, until
what waits has read it again."""


class ExchangeSide:
    """A replica as the exchange with the core works on it, and who is told of what that changed.

    Attributes:
        replica: the files.
        world: the machine.
        changes: how often a change was announced. Each is committed by then: who reads after looking at the
            number sees all that it counts.
    """

    def __init__(self, replica: Replica, world: World) -> None:
        self.replica = replica
        self.world = world
        self._listeners: list[Listener] = []
        self._changes = count(1)
        self.changes = 0
        self._pruned_at = Instant(0)

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
        if told:
            self.changes = next(self._changes)
        for listener in list(self._listeners) if told else []:
            listener(told)

    # Becoming a device, and what comes and goes

    def adopt(self, enrolment: Enrolment, core_url: str, seed: bytes) -> None:
        """Become the device that the core has enrolled.

        If this was another device before, its private rows are taken anew, and what the core has not answered
        goes out again under the new name. Of a core that has been put back to an older day since, that is all
        that is kept: it may have lost any of it. What it has answered is kept for that day.
        """
        with self.replica.writing("enrolment") as session:
            state = session.get_one(ReplicaState, 1)
            was_another = state.device_id not in ("", enrolment.device_id)
            is_another_core = state.core_id != enrolment.core_id
            # Then what it had accepted and answered it may not have any more.
            was_put_back = not is_another_core and state.epoch != enrolment.epoch
            state.device_id, state.device_seed, state.token = enrolment.device_id, seed, enrolment.token
            if state.location_id != enrolment.location_id:
                forget_region(session)
            state.location_id, state.location_name = enrolment.location_id, enrolment.location_name
            state.core_url, state.core_id = core_url, enrolment.core_id
            state.core_public_key = bytes.fromhex(enrolment.core_public_key)
            state.draft_seed = b""
            kinds: set[str] = {ReplicaState.__tablename__}
            if was_another:
                kinds |= rebase.start_over(session)
                if is_another_core:
                    journal.let_go_of_answered(session, state)
                journal.seal_again(session, state, was_put_back=was_put_back)
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

    def heard(self, clock_off_ms: int = 0) -> None:
        """Everything here is the newest that the core has, as of now. Written down now and then, with how
        far this machine's clock is ahead of the core's."""
        now = self.world.clock.now()
        if 0 <= now - self.replica.state().heard_at < WRITE_DOWN_EVERY_MS:
            return
        with self.replica.writing("heard") as session:
            state = session.get_one(ReplicaState, 1)
            state.heard_at, state.clock_offset_ms = now, clock_off_ms

    def start_over(self, tails: Iterable[Tail] = ()) -> None:
        """Take the private streams again from the start; pending commands stay.

        All that is kept is offered once more: a core that was restored may have lost some of it.

        Args:
            tails: all of the streams, from nothing: in one transaction they take the place of what is here.
                Without them there is nothing here until they come.
        """
        now = self.world.clock.now()
        with self.replica.writing("start_over") as session:
            before = session.get_one(ReplicaState, 1).epoch
            kinds, answered = rebase.start_over(session), set[str]()
            for tail in tails:
                kinds |= rebase.apply_tail(session, tail, now)
                answered |= {outcome.id for outcome in tail.outcomes}
            state = session.get_one(ReplicaState, 1)
            if state.epoch not in ("", before):
                journal.wait_again(session, answered)
            if state.epoch:
                kinds |= rebase.rerun_orphans(session)
            in_chain = select(func.min(PendingCommand.sequence)).where(PendingCommand.sequence > 0)
            first = session.scalar(in_chain)
            state.accepted_through = state.last_sequence if first is None else first - 1
        self.announce(kinds)

    def rerun_orphans(self) -> None:
        """After a start from nothing: run the pending commands on the rows that came back."""
        with self.replica.writing("rerun") as session:
            kinds = rebase.rerun_orphans(session)
        self.announce(kinds)

    def has_all(self, epoch: str, network_version: int) -> None:
        """All of the private streams is here, as of the network's `network_version` in `epoch` or later.

        Told before the network's copy is brought so far: where a copy is found that is ahead of what was told
        last, `store.db` is an older one than was beside it. It need not be durable: a power cut that takes it
        back leaves no more than that suspicion, until the next pull.
        """
        if self.replica.read_raw(lambda raw: containment.knows(raw, network_version)):
            return
        with self.replica.writing("network.known", is_durable=False) as session:
            kinds = rebase.has_all(session, epoch, network_version)
        self.announce(kinds)

    def serve_network(self, name: str, epoch: str) -> None:
        """Let another copy of the network, of this epoch, serve from now on. What waits here has read stock
        off the one before, and reads it off this one in the same transaction.

        Not durable yet: a power cut leaves the one before serving (`Replica.make_durable`).

        Raises:
            Damaged: `snapshot_is_another`: the core was restored meanwhile, and what is known of the
                movements is not about this copy. The one before serves on.
        """
        with self.replica.moving_network_pointer(name, is_durable=False) as session:
            if session.get_one(ReplicaState, 1).epoch != epoch:
                raise Damaged("snapshot_is_another", epoch=epoch)
            kinds = rebase.rerun_all(session)
        self.announce(kinds)

    def network_led_on(self, lead_on: Callable[[], Kinds]) -> Kinds:
        """Bring the network's copy further by `lead_on`; it returns the kinds of thing that changed, as this
        does. What waits and has read where a piece stands reads it again where pieces have moved.

        That it is to is written down before (`network_mends`), and stays so where it could not.
        """
        is_marked = self.replica.read(_mends)
        is_read = bool(self.replica.read(piece_readers))
        if is_read and not is_marked:
            self.network_mends()
        kinds = lead_on()
        # Somebody may have begun to read one meanwhile.
        is_read_now = Piece.__tablename__ in kinds and bool(self.replica.read(piece_readers))
        if is_read or is_read_now:
            with self.replica.writing("rerun", is_durable=False) as session:
                if is_read_now:
                    kinds |= rebase.rerun_piece_readers(session)
                if not is_marked:
                    _have_read_again(session)
        return kinds

    def network_mends(self) -> None:
        """Rows of the copy are about to be put in order. It is written down: the copy is another file, and
        whoever ends between the two reads it again at the next start."""
        with self.replica.writing("setting") as session:
            session.merge(LocalSetting(name=MENDS, value="yes"))

    def network_mended(self) -> None:
        """Rows of the copy were put in order, or may have been: what waits here may have read others, and
        reads it again. Where nothing was begun, nothing is done."""
        if not self.replica.read(_mends):
            return
        with self.replica.writing("rerun", is_durable=False) as session:
            kinds = rebase.rerun_all(session)
            _have_read_again(session)
        self.announce(kinds)

    def unsent(self, limit: int) -> list[SignedEnvelope]:
        """Envelopes that the core has not accepted yet, oldest first."""
        return self.replica.read_raw(lambda raw: journal.unsent(raw, limit))

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

    def numbers_left(self) -> dict[str, tuple[int, int]]:
        """By kind, how many leased numbers are left, and how many were leased."""
        return self.replica.read_raw(
            lambda raw: {kind: numbers.left(raw, kind) for kind in numbers.NUMBER_KINDS}
        )


def _mends(session: Session) -> bool:
    return session.get(LocalSetting, MENDS) is not None


def _have_read_again(session: Session) -> None:
    session.execute(delete(LocalSetting).where(LocalSetting.name == MENDS))
