"""Whatever happens here and at the core, in whatever order it meets: what screens read is the core's rows at
the stream's version with the pending commands run on top, nothing that was done is lost, and no movement is
counted twice or forgotten."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from arranged import fresh_pair
from drawn_commands import KINDS, Draft, do_draft
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sync_world import ASSOCIATE, OTHER_KEY, Pair, core_rows, store_in_memory, stored_rows
from test_take_back import check_there_and_back

from core.commands import ClaimFulfilment, Command, HandOver, PickLine, Proof
from core.model import Article, Device, Fulfilment, Location, Movement, Order, OutcomeRow, Position
from core.orchestration import UnitOfWork
from core.orchestration.cancellation import cancel
from core.orchestration.command_intake import receive
from core.orchestration.reactions import after
from core.rules.availability import Stock
from core.rules.errors import Refused
from core.rules.stock import MovementKind, fold
from core.wire import Tail
from sync import network_copy
from sync.images import PRIVATE_TABLES, delete_keys, write_images
from sync.overlay import effect_of
from sync.schema import PendingCommand
from tests.core.builders import PICKUP_CODE, make_fulfilment, move
from tests.support.examples import examples
from tests.support.sender import Sender


class Event(msgspec.Struct, frozen=True):
    """One thing that happens; `size` is how much of it, `which` what it happens to."""

    kind: str
    which: int = 0
    size: int = 1
    draft: Draft | None = None


drafts_of_one_article = st.builds(
    Draft,
    kind=st.sampled_from(KINDS),
    fulfilment=st.integers(0, 2),
    line=st.just(0),
    quantity=st.integers(1, 2),
    choice=st.integers(0, 4),
    is_manager=st.booleans(),
)
AT_THE_CORE = (
    "note",
    "claimed by them",
    "picked by them",
    "handed over by them",
    "sold",
    "cancelled",
    "ordered",
)
events = st.one_of(
    st.builds(Event, kind=st.just("do"), draft=drafts_of_one_article),
    st.builds(Event, kind=st.sampled_from(AT_THE_CORE), which=st.integers(0, 2)),
    st.builds(Event, kind=st.sampled_from(("push", "tail")), size=st.sampled_from((1, 2, 5, 1_000))),
    st.builds(Event, kind=st.sampled_from(("manifest", "follow", "reopen"))),
)


class Watched:
    """A pair of which every step is checked.

    Attributes:
        shadow: the private rows as the tails alone made them.
        answered: ids of the commands whose outcome has come.
    """

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.shadow = store_in_memory()
        self.answered: set[str] = set()
        self.issued: list[str] = []
        self.manifest = pair.published()
        self.is_caught_up = False
        self.orders = 0
        theirs = select(Device.id).where(Device.name == "Theirs")
        device = pair.core.read(lambda session: session.scalars(theirs).one())
        self.them = Sender(device, OTHER_KEY, ASSOCIATE, pair.clock.now())
        self._mirror_what_is_there()

    def _mirror_what_is_there(self) -> None:
        with self.pair.workstation.replica._engine.connect() as source, Session(self.shadow) as session:
            for table in PRIVATE_TABLES.values():
                write_images(session, table, [dict(row) for row in source.execute(select(table)).mappings()])
            session.commit()

    def happen(self, event: Event) -> None:
        by_kind: dict[str, Callable[[Event], None]] = {
            "do": self._do,
            "push": lambda e: self._push(e.size),
            "tail": lambda e: self._tail(e.size),
            "manifest": lambda e: self._take_manifest(),
            "follow": lambda e: self._follow(),
            "reopen": lambda e: self.pair.reopen(),
        }
        by_kind.get(event.kind, self._at_core)(event)

    def _do(self, event: Event) -> None:
        assert event.draft is not None
        before = set(self.pair.pending())
        do_draft(self.pair, event.draft)
        self.issued += [made for made in self.pair.pending() if made not in before]

    def _push(self, limit: int) -> None:
        self.pair.push(limit)

    def _tail(self, most_rows: int) -> None:
        tail = self.pair.tail(most_rows)
        self.pair.workstation.apply_tail(tail)
        self._mirror(tail)
        self.answered |= {outcome.id for outcome in tail.outcomes}
        self.is_caught_up = self.is_caught_up or not tail.more

    def _mirror(self, tail: Tail) -> None:
        with Session(self.shadow) as session:
            for delta in tail.tables:
                table = PRIVATE_TABLES[delta.name]
                delete_keys(session, table, delta.deleted_keys)
                rows = [dict(zip(delta.columns, row, strict=True)) for row in delta.rows()]
                write_images(session, table, rows)
            session.commit()

    def _take_manifest(self) -> None:
        self.manifest, self.is_caught_up = self.pair.published(), False

    def _follow(self) -> None:
        # The puller's order: what a manifest names is taken once a tail of after it has come to its end.
        if self.is_caught_up:
            self.pair.follow(self.manifest)

    def _at_core(self, event: Event) -> None:
        heads = list(self.pair.names.fulfilments)
        head = heads[event.which % len(heads)]
        line = self.pair.names.fulfilments[head][0]
        them: dict[str, Command] = {
            "claimed by them": ClaimFulfilment(fulfilment_id=head),
            "picked by them": PickLine(fulfilment_id=head, line_id=line),
            "handed over by them": HandOver(fulfilment_id=head, proof=Proof.CODE, code=PICKUP_CODE),
        }
        if event.kind in them:
            receive(self.pair.core, self.them.device_id, [self.them.seal(them[event.kind])], after)
        else:
            self.pair.at_core(lambda unit: self._change(unit, event.kind, head))

    def _change(self, unit: UnitOfWork, kind: str, head_id: str) -> None:
        store = unit.session.get_one(Location, self.pair.names.store)
        scarf = unit.session.get_one(Article, self.pair.names.scarf)
        head = unit.lock(Fulfilment, head_id)
        assert head is not None
        if kind == "note":
            head.note = f"note at {unit.at}"
        elif kind == "sold":
            move(unit, MovementKind.SOLD, scarf, store, 1)
        elif kind == "cancelled":
            order = unit.lock(Order, head.order_id)
            assert order is not None
            with suppress(Refused):
                cancel(unit, order, [], unit.ids.new())
        elif kind == "ordered":
            self.orders += 1
            make_fulfilment(unit, store, [(scarf, 1)], f"W-2{self.orders:03}")

    def check(self) -> None:
        """All that must hold after each step."""
        with Session(self.shadow) as session:
            check_there_and_back(self.pair, stored_rows(session))
        assert self.pair.pending() == [made for made in self.issued if made not in self.answered]
        assert self._scarves() == self._scarves_by_hand()

    def _scarves(self) -> Stock:
        scarf = self.pair.names.scarf
        return self.pair.workstation.read(lambda reader: reader.stock_here([scarf]))[scarf]

    def _scarves_by_hand(self) -> Stock:
        """Each movement that is known here, once: by the copy, by the tails, by being done here."""
        version = network_copy.copy_state(self.pair.workstation.replica.network_path)[0]
        wanted = (Movement.article_id == self.pair.names.scarf, Movement.location_id == self.pair.names.store)
        statement = select(Movement).where(*wanted)

        def of(session: Session) -> dict[str, Movement]:
            found = {row.id: row for row in session.scalars(statement)}
            session.expunge_all()
            return found

        at_core = self.pair.core.read(of)
        in_copy = {key: row for key, row in at_core.items() if (row.network_version or 0) <= version}
        here = self.pair.workstation.replica.read(of)
        with Session(self.shadow) as session:
            by_tail = of(session)
        known = here | by_tail | in_copy
        return Stock().plus(fold(effect_of(row) for row in known.values()))

    def settle(self) -> None:
        """Let everything come to its end, and compare with the core."""
        self._take_manifest()
        while self.pair.push():
            pass
        while not self.is_caught_up:
            self._tail(1_000)
        self._take_manifest()
        self._tail(1_000)
        self._follow()
        self.check()
        assert self.pair.pending() == []
        assert self.pair.rows() == core_rows(self.pair)
        place = (self.pair.names.scarf, self.pair.names.store)
        position = self.pair.core.read(lambda session: session.get_one(Position, place).stock())
        assert self._scarves() == position
        outcomes = self.pair.core.read(lambda session: session.scalar(_count_outcomes(self.pair)))
        assert outcomes == len(self.issued)


def _count_outcomes(pair: Pair):  # type: ignore[no-untyped-def]
    return select(func.count()).select_from(OutcomeRow).where(OutcomeRow.device_id == pair.names.device)


@pytest.mark.simulate
@settings(max_examples=examples(8, 10))
@given(st.lists(events, min_size=1, max_size=25))
def test_whatever_happens_the_replica_is_the_core_s_rows_with_what_is_pending_on_top(
    happening: list[Event],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pair = fresh_pair(Path(folder))
        watched = Watched(pair)
        try:
            for event in happening:
                watched.happen(event)
                watched.check()
            watched.settle()
        finally:
            watched.shadow.dispose()
            pair.close()


def test_every_command_that_was_done_is_still_in_the_outbox_with_its_bytes(pair: Pair) -> None:
    for place in range(3):
        do_draft(pair, Draft(ClaimFulfilment, place, 0, 1, 0, is_manager=False))
    sent = pair.workstation.unsent(10)
    pair.cycle()

    rows = pair.workstation.replica.read(
        lambda session: session.execute(
            select(PendingCommand.body, PendingCommand.status).order_by(PendingCommand.sequence)
        ).all()
    )
    assert rows == [(signed.body, "applied") for signed in sent]
