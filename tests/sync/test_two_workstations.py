"""Two workstations of one store, each without the other's word, and the core that hears of both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sync_world import (
    ASSOCIATE,
    CORE_KEY,
    MANAGER,
    OTHER_KEY,
    Names,
    Pair,
    open_workstation,
    system_like_world,
)

from core.commands import (
    AskCount,
    ClaimFulfilment,
    CountArticle,
    HandOver,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    Proof,
    Resolution,
    SettleException,
    ToCount,
)
from core.feed.settings import Setting, setting
from core.model import (
    Article,
    CountTask,
    Device,
    ExceptionCase,
    Fulfilment,
    FulfilmentLine,
    Location,
    Movement,
)
from core.orchestration import UnitOfWork
from core.orchestration.leasing import lease_block
from core.orchestration.ledger_check import disagreements
from core.rules.availability import Stock
from core.rules.time import MINUTE_MS
from sync.answers import Enrolment
from tests.core.builders import make_fulfilment


class Neighbour(Pair):
    """Another workstation of the same store, on the same core."""

    def __init__(self, first: Pair) -> None:
        self.folder = first.folder / "second"
        self.clock, self.core = first.clock, first.core
        self.told = []
        self.names = self.core.read(Names)
        self.names.device = self.core.read(
            lambda s: s.scalars(select(Device.id).where(Device.name == "Theirs")).one()
        )
        self.core.transact(lambda unit: lease_block(unit, self.names.device))
        self.world = system_like_world(self.folder, seed=99, clock=self.clock)
        self.workstation = open_workstation(self.home, self.world)
        epoch = self.core.read(lambda s: setting(s, Setting.EPOCH))
        enrolment = Enrolment(
            self.names.device, "other", self.names.store, "Store S1", "core", CORE_KEY.public.hex(), epoch
        )
        self.workstation.adopt(enrolment, "http://127.0.0.1:1", OTHER_KEY.seed)
        self.pull()
        copy = first.workstation.replica.network_path
        shutil.copy(copy, self.workstation.replica.folder.network(copy.name))
        self.workstation.replica.move_network_pointer(copy.name)

    def close(self) -> None:
        self.workstation.replica.close()


@pytest.fixture
def other(pair: Pair) -> Iterator[Neighbour]:
    made = Neighbour(pair)
    yield made
    made.close()


def prepare(room: Pair, head: str, serial: str) -> None:
    """Take it, pick all of it and pack it, with the line cut."""
    scarves, watch = room.names.fulfilments[head]
    room.do(ClaimFulfilment(fulfilment_id=head))
    room.do(PickLine(fulfilment_id=head, line_id=scarves, quantity=2))
    room.do(PickLine(fulfilment_id=head, line_id=watch, serial=serial))
    number = room.workstation.draw_sscc()
    room.do(
        PackFulfilment(
            fulfilment_id=head, parcels=[ParcelDraft(number, {scarves: 2, watch: 1}, weight_g=500)]
        )
    )


def meet(*rooms: Pair) -> None:
    """The line is back: each sends, then each hears."""
    for room in rooms:
        while room.push():
            pass
    for room in rooms:
        room.cycle()


def open_cases(room: Pair) -> list[ExceptionCase]:
    query = select(ExceptionCase).where(ExceptionCase.settled_at.is_(None))
    return list(room.core.read(lambda s: s.scalars(query).all()))


def stock(room: Pair, article: int) -> Stock:
    """As its screens read it; the core's own is held against the ledger beside."""
    return room.workstation.read(lambda reader: reader.stock_here({article}))[article]


def picked(room: Pair, line: str) -> int:
    return room.workstation.read(lambda reader: reader.session.get_one(FulfilmentLine, line).picked)


def test_both_prepare_one_order_and_one_exception_says_what_to_do(pair: Pair, other: Neighbour) -> None:
    head = pair.names.first
    scarves, watch = pair.names.fulfilments[head]
    prepare(pair, head, "W-001")
    prepare(other, head, "W-002")
    meet(pair, other)

    # The facts of both are kept, here and there and at the core.
    moved = pair.core.read(lambda s: s.scalars(select(Movement).where(Movement.kind == "picked")).all())
    assert sum(row.quantity for row in moved) == 6
    assert [picked(room, line) for room in (pair, other) for line in (scarves, watch)] == [4, 2, 4, 2]
    # One exception, which tells of both and can be settled by a deed.
    [case] = open_cases(pair)
    assert (case.kind, case.data["others"] + [case.data["by"]]) == (
        "worked_on_after_it_moved_on",
        [ASSOCIATE],
    )
    # Nothing has left the store, and what is held is what was ordered.
    assert (stock(pair, pair.names.scarf).sellable, stock(pair, pair.names.scarf).allocated) == (20, 7)
    assert stock(pair, pair.names.scarf) == stock(other, pair.names.scarf)
    assert pair.core.read(disagreements) == 0

    # What it advises mends it: opened again, what is too many goes back, and it is packed as ordered.
    settle = SettleException(
        case_id=case.id, case_aggregate=case.aggregate, settlement="rouverte", resolution=Resolution.REOPEN
    )
    pair.do(settle, MANAGER)
    meet(pair, other)
    assert pair.core.read(lambda s: s.get_one(Fulfilment, head).state) == "picked"
    assert open_cases(pair) == []


def test_both_pick_one_round_and_what_is_too_many_is_put_back_at_once(pair: Pair, other: Neighbour) -> None:
    for room in (pair, other):
        for place, head in enumerate(list(room.names.fulfilments)[1:], 1):
            room.do(ClaimFulfilment(fulfilment_id=head, round_id=f"round-{room.names.device}", tote=place))
            for line in room.names.fulfilments[head]:
                units = room.core.read(lambda s, line=line: s.get_one(FulfilmentLine, line).quantity)
                room.do(PickLine(fulfilment_id=head, line_id=line, quantity=units))
    meet(pair, other)
    # One for each order, not one for each article.
    cases = open_cases(pair)
    assert [case.kind for case in cases] == ["picked_too_many", "picked_too_many"]
    for case in cases:
        pair.do(
            SettleException(
                case_id=case.id,
                case_aggregate=case.aggregate,
                settlement="remis en rayon",
                resolution=Resolution.PUT_SURPLUS_BACK,
            ),
            MANAGER,
        )
    meet(pair, other)
    lines = [line for head in list(pair.names.fulfilments)[1:] for line in pair.names.fulfilments[head]]
    assert [picked(other, line) for line in lines] == [1, 3, 1]
    states = [pair.core.read(lambda s, h=h: s.get_one(Fulfilment, h).state) for h in pair.names.fulfilments]
    assert states == ["proposed", "picked", "picked"]
    assert (open_cases(pair), pair.core.read(disagreements)) == ([], 0)


@pytest.mark.parametrize("first", ["who_prepared", "who_gave"])
def test_what_a_colleague_has_packed_is_handed_over_by_its_label_alone(
    pair: Pair, other: Neighbour, first: str
) -> None:
    head = pair.names.first
    prepare(pair, head, "W-001")
    # The other one has heard of none of it: the parcel's label says whose it is.
    assert picked(other, pair.names.fulfilments[head][0]) == 0
    other.do(HandOver(fulfilment_id=head, proof=Proof.IDENTITY))
    meet(*((pair, other) if first == "who_prepared" else (other, pair)))

    assert pair.core.read(lambda s: s.get_one(Fulfilment, head).state) == "handed_over"
    for room in (pair, other):
        assert stock(room, pair.names.scarf).sellable == 18
        assert (stock(room, pair.names.watch).sellable, stock(room, pair.names.watch).allocated) == (2, 0)
    assert pair.core.read(disagreements) == 0
    kinds = [case.kind for case in open_cases(pair)]
    assert kinds == ([] if first == "who_prepared" else ["handed_over_unprepared"])


def test_an_order_that_a_workstation_has_never_heard_of_leaves_by_its_label(
    pair: Pair, other: Neighbour
) -> None:
    # It comes in once the other one is cut off, and is prepared at this one, which is cut off then.
    def come_in(unit: UnitOfWork) -> str:
        store, scarf = unit.session.get_one(Location, pair.names.store), pair.names.scarf
        head = make_fulfilment(unit, store, [(unit.session.get_one(Article, scarf), 2)], "W-1009")
        return head.id

    head = pair.at_core(come_in)
    pair.pull()
    pair.names = pair.core.read(Names)
    [line] = pair.names.fulfilments[head]
    number = pair.workstation.draw_sscc()
    pair.do(PickLine(fulfilment_id=head, line_id=line, quantity=2))
    pair.do(PackFulfilment(fulfilment_id=head, parcels=[ParcelDraft(number, {line: 2})]))
    other.do(HandOver(fulfilment_id=head, proof=Proof.IDENTITY, labels=[number]))
    assert other.workstation.read(lambda reader: reader.session.get(Fulfilment, head)) is None
    # The order comes to the other one before the core has heard of either of them.
    other.pull()
    there = other.workstation.read(lambda reader: reader.session.get_one(Fulfilment, head))
    assert there.state == "handed_over"
    meet(pair, other)
    assert pair.core.read(lambda s: s.get_one(Fulfilment, head).state) == "handed_over"
    assert [stock(room, pair.names.scarf).sellable for room in (pair, other)] == [18, 18]
    assert (open_cases(pair), pair.core.read(disagreements)) == ([], 0)


# Counts


def ask(room: Pair, is_blind: bool = False) -> CountTask:
    here, articles = room.names.store, [ToCount(room.names.scarf, name="Écharpe")]
    room.do(AskCount(count_id="c1", location_id=here, articles=articles, is_blind=is_blind))
    return task_at(room)


def task_at(room: Pair) -> CountTask:
    query = select(CountTask).order_by(CountTask.asked_at.desc(), CountTask.id)
    return room.workstation.read(lambda reader: reader.session.scalars(query).first())  # type: ignore[return-value]


def tell(room: Pair, task: CountTask, counted: int, expected: int) -> None:
    room.do(CountArticle(task_id=task.id, task_aggregate=task.aggregate, counted=counted, expected=expected))


def states(room: Pair) -> list[tuple[str, str]]:
    rows = room.core.read(lambda s: s.scalars(select(CountTask).order_by(CountTask.asked_at)).all())
    return [(row.state, row.reason) for row in rows]


@pytest.mark.parametrize("first", ["who_counted", "who_picked"])
def test_a_pick_that_a_count_had_not_heard_of_asks_for_another(
    pair: Pair, other: Neighbour, first: str
) -> None:
    task = ask(pair)
    meet(pair, other)
    # The line is cut. One of the scarves is taken from the shelf here, and counted as missing there.
    head = list(pair.names.fulfilments)[1]
    other.do(PickLine(fulfilment_id=head, line_id=pair.names.fulfilments[head][0]))
    pair.clock.advance(MINUTE_MS)
    tell(pair, task, 19, 20)
    meet(*((pair, other) if first == "who_counted" else (other, pair)))
    assert states(pair) == [("counted", "planned"), ("asked", "moved_meanwhile")]
    assert (task_at(other).name, task_at(other).state) == ("Écharpe", "asked")


def test_a_pick_that_it_knew_of_or_that_came_after_it_asks_for_nothing(pair: Pair, other: Neighbour) -> None:
    head = list(pair.names.fulfilments)[1]
    pick = PickLine(fulfilment_id=head, line_id=pair.names.fulfilments[head][0])
    other.do(pick)
    meet(other, pair)
    task = ask(pair)
    tell(pair, task, 19, 19)
    pair.clock.advance(MINUTE_MS)
    first = pair.names.first
    other.do(PickLine(fulfilment_id=first, line_id=pair.names.fulfilments[first][0]))
    meet(pair, other)
    assert states(pair) == [("counted", "planned")]


def test_a_count_that_is_far_off_is_done_again_by_whoever_comes_before_anything_is_corrected(
    pair: Pair, other: Neighbour
) -> None:
    task = ask(pair, is_blind=True)
    meet(pair, other)
    assert task_at(other).is_blind
    tell(pair, task, 12, 20)
    meet(pair, other)
    assert states(pair) == [("recount", "planned")]
    assert stock(other, pair.names.scarf).sellable == 20
    tell(other, task_at(other), 13, 20)
    meet(other, pair)
    assert states(pair) == [("counted", "planned")]
    assert [stock(room, pair.names.scarf).sellable for room in (pair, other)] == [13, 13]
    assert pair.core.read(disagreements) == 0
