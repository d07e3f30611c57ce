"""While the core has been restored and its new snapshot is on its way, the network's copy is of one epoch and
the movements are of another: none is counted twice, and none forgotten."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from arranged import build_raw, fresh_pair
from drawn_commands import do_draft
from hypothesis import given, settings
from hypothesis import strategies as st
from restored_core import back_up, restore
from sqlalchemy import select
from sqlalchemy.orm import Session
from sync_world import Pair, core_rows
from test_rebase_property import Event, drafts_of_one_article

from core.commands import ClaimFulfilment, HandOver, PackFulfilment, ParcelDraft, PickLine, Proof
from core.feed.settings import Setting, setting
from core.model import Article, Location, Movement
from core.orchestration import UnitOfWork
from core.rules.availability import Stock
from core.rules.errors import Conflict
from core.rules.stock import Bucket, MovementKind, fold
from core.rules.time import DAY_MS
from sync import network_copy
from sync.overlay import effect_of
from tests.core.builders import PICKUP_CODE, move
from tests.support.examples import examples

Effects = dict[str, dict[Bucket, int]]


class Restored:
    """A pair whose core may be restored, and what its copy of the network holds, movement by movement.

    Attributes:
        in_copy: effects by the movement's id; grows and changes with the copy alone.
    """

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.backup = pair.folder / "core.backup"
        back_up(pair, self.backup)
        self.in_copy = self._at_core()
        self._snapshot: tuple[int, Path] | None = None
        self._manifest: tuple[str, int] | None = None
        self._copies = 0
        self._is_caught_up = False

    # What happens

    def happen(self, event: Event) -> None:
        """One thing happens, as far as it can."""
        self.pair.clock.advance(1)
        named: dict[str, Callable[[], object]] = {
            "push": self.push,
            "tail": lambda: self.tail(event.size),
            "manifest": self.take_manifest,
            "follow": self.follow,
            "sold": self.sell,
            "back up": lambda: back_up(self.pair, self.backup),
            "restore": self.restore,
            "month": lambda: self.pair.clock.advance(31 * DAY_MS),
            "reopen": self.pair.reopen,
        }
        if event.draft is not None:
            do_draft(self.pair, event.draft)
        else:
            named[event.kind]()

    def sell(self) -> None:
        """A till sells one."""

        def work(unit: UnitOfWork) -> None:
            article = unit.session.get_one(Article, self.pair.names.scarf)
            move(unit, MovementKind.SOLD, article, unit.session.get_one(Location, self.pair.names.store), 1)

        self.pair.at_core(work)

    def restore(self) -> None:
        """The core is put back to its backup; what it had published is gone."""
        restore(self.pair, self.backup)
        self._manifest = None

    def push(self) -> None:
        """As the engine does: what the core lacks is offered again, as long as it is kept."""
        try:
            while self.pair.push():
                pass
        except Conflict as conflict:
            if conflict.code != "sequence_gap":
                raise
            try:
                self.pair.workstation.resend_from(int(conflict.data["expected"]))
            except Conflict as gone:
                assert gone.code == "envelopes_gone"

    def take_manifest(self) -> None:
        """What the core publishes now; what came of the tail before is from before it."""
        epoch = self.pair.core.read(lambda session: setting(session, Setting.EPOCH))
        if self._copy()[1] != epoch:
            raw = self.pair.folder / "raw.db"
            raw.unlink(missing_ok=True)
            self._snapshot = (build_raw(self.pair.core, raw).version, raw)
        self._manifest, self._is_caught_up = (epoch, self.pair.published()), False

    def tail(self, most_rows: int) -> None:
        """One page of the private streams, from the start if they are of another epoch."""
        if self._manifest is None:
            return
        workstation = self.pair.workstation
        if workstation.replica.state().epoch not in ("", self._manifest[0]):
            workstation.start_over()
        tail = self.pair.tail(most_rows)
        workstation.apply_tail(tail)
        if not tail.more:
            workstation.rerun_orphans()
            self._is_caught_up = True

    def follow(self) -> None:
        """Bring the copy to what the manifest names."""
        if self._manifest is None or not self._is_caught_up:
            return
        epoch, version = self._manifest
        if self._copy()[1] == epoch:
            self.pair.follow(version)
        else:
            version = self._take_snapshot(epoch)
        self.in_copy = self._at_core(version)

    def _take_snapshot(self, epoch: str) -> int:
        assert self._snapshot is not None
        version, raw = self._snapshot
        draft = Path(shutil.copyfile(raw, raw.with_suffix(".draft")))
        replica = self.pair.workstation.replica
        self._copies += 1
        name = replica.folder.network_name(epoch, version, self._copies)
        network_copy.finish(self.pair.world, draft, version, replica.folder.network(name))
        self.pair.workstation.serve_network(name, epoch)
        return version

    # What is so

    def check(self) -> None:
        """What the screen says is each movement that is known, once."""
        scarf = self.pair.names.scarf
        shown = self.pair.workstation.read(lambda reader: reader.stock_here([scarf]))[scarf]
        here = self.pair.workstation.replica.read(self._effects)
        assert shown == Stock().plus(fold((here | self.in_copy).values()))

    def _copy(self) -> tuple[int, str, str]:
        return network_copy.copy_state(self.pair.workstation.replica.network_path)

    def _at_core(self, version: int = 2**53) -> Effects:
        return self.pair.core.read(lambda session: self._effects(session, version))

    def _effects(self, session: Session, version: int | None = None) -> Effects:
        names = self.pair.names
        wanted = select(Movement).where(
            Movement.article_id == names.scarf, Movement.location_id == names.store
        )
        if version is not None:
            wanted = wanted.where(Movement.network_version <= version)
        return {row.id: effect_of(row) for row in session.scalars(wanted)}


@pytest.fixture
def restored(pair: Pair) -> Restored:
    return Restored(pair)


def hand_over_the_second(pair: Pair) -> None:
    """One scarf leaves the store."""
    head = list(pair.names.fulfilments)[1]
    [line] = pair.names.fulfilments[head]
    pair.do(ClaimFulfilment(fulfilment_id=head))
    pair.do(PickLine(fulfilment_id=head, line_id=line))
    number = pair.workstation.draw_sscc()
    pair.do(PackFulfilment(fulfilment_id=head, parcels=[ParcelDraft(number, {line: 1})]))
    pair.do(HandOver(fulfilment_id=head, proof=Proof.CODE, code=PICKUP_CODE))


def exchange(restored: Restored, *, follows: bool) -> None:
    restored.take_manifest()
    restored.push()
    restored.tail(1_000)
    if follows:
        restored.follow()


def test_what_left_before_the_restore_is_counted_once_when_the_core_takes_it_in_again(
    restored: Restored,
) -> None:
    hand_over_the_second(restored.pair)
    exchange(restored, follows=True)
    exchange(restored, follows=True)
    restored.restore()
    for _ in range(20):
        restored.sell()

    exchange(restored, follows=False)
    restored.check()
    for _ in range(3):
        exchange(restored, follows=False)
    restored.check()
    assert restored.pair.pending() == []

    exchange(restored, follows=True)
    restored.check()
    assert restored.pair.rows() == core_rows(restored.pair)


def test_what_left_after_the_restore_is_not_hidden_by_the_versions_of_before(restored: Restored) -> None:
    for _ in range(20):
        restored.sell()
    exchange(restored, follows=True)
    restored.restore()
    hand_over_the_second(restored.pair)

    for _ in range(3):
        exchange(restored, follows=False)
        restored.check()


def test_what_was_let_go_here_before_the_restore_is_not_counted_again(restored: Restored) -> None:
    hand_over_the_second(restored.pair)
    exchange(restored, follows=True)
    exchange(restored, follows=True)
    back_up(restored.pair, restored.backup)
    restored.pair.clock.advance(31 * DAY_MS)
    restored.sell()
    exchange(restored, follows=True)
    restored.restore()

    exchange(restored, follows=False)
    restored.check()


def test_a_copy_that_is_gone_contains_nothing(restored: Restored) -> None:
    hand_over_the_second(restored.pair)
    exchange(restored, follows=True)
    replica = restored.pair.workstation.replica
    replica.distrust_network(replica.network_path)
    restored.in_copy = {}
    restored.restore()

    exchange(restored, follows=False)
    restored.check()


KINDS = ("push", "manifest", "follow", "sold", "back up", "restore", "month", "reopen")
events = st.one_of(
    st.builds(Event, kind=st.just("do"), draft=drafts_of_one_article),
    st.builds(Event, kind=st.sampled_from(KINDS)),
    st.builds(Event, kind=st.just("tail"), size=st.sampled_from((1, 5, 1_000))),
)


@pytest.mark.simulate
@settings(max_examples=examples(10, 10))
@given(st.lists(events, min_size=1, max_size=30))
def test_whatever_happens_around_a_restore_each_movement_counts_once(happening: list[Event]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pair = fresh_pair(Path(folder))
        restored = Restored(pair)
        try:
            for event in happening:
                restored.happen(event)
                restored.check()
        finally:
            pair.close()
