"""What goes wrong is a workflow: killed at any point and asked again, it comes to the same end, once.

Each workflow is gone through without a kill, and then killed at each point that its transactions pass: on a
new order each time, over the same database, by a new process. What it leaves is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from order_world import draft, furnish, head_at, line_at, shares, take_in
from sqlalchemy import select

from core.commands import (
    ClaimFulfilment,
    Command,
    PackFulfilment,
    ParcelDraft,
    PickLine,
    RejectFulfilment,
    StageFulfilment,
)
from core.commands import ShortLine as TellShort
from core.model import Location, Notification, Order, Position, Reservation
from core.orchestration import Core, UnitOfWork, make_engine
from core.orchestration.cancellation import cancel
from core.orchestration.ledger_check import disagreements
from core.orchestration.orders import place
from core.orchestration.timers import Timers
from core.ports import SeededRandomness, SimulatedClock
from core.rules.sscc import build_sscc
from core.rules.stock import ShortReason
from core.rules.time import DAY_MS, HOUR_MS
from core.service.import_policy import known_of, write_policy
from core.service.records import ArrivalRecord, QuotaRecord
from tests.core.conftest import MONDAY_AT_NINE
from tests.support.core_databases import KINDS
from tests.support.full_counts import OPTION
from tests.support.kill_points import Killed, KillSwitch, share_of

STOCK = {"LYON": {"SCARF": 90, "COAT": 0}, "VIENNE": {"SCARF": 90}}
Go = Callable[[Core], None]


class Shop:
    """A core that may be killed, and orders in it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.clock = SimulatedClock(MONDAY_AT_NINE)
        self.switch = KillSwitch()
        self.starts = 0
        self.core = self.start()

    def start(self) -> Core:
        """A new process over the same database."""
        self.starts += 1
        engine = make_engine(self.url)
        self.switch.watch(engine)
        return Core(engine, self.clock, SeededRandomness(self.starts))

    def surely(self, kill: str | None, go: Go) -> None:
        """Killed at a point it is asked again, by a new process."""
        self.switch.kill_at = kill
        try:
            go(self.core)
        except Killed:
            self.core.engine.dispose()
            self.core = self.start()
            go(self.core)
        finally:
            self.switch.kill_at = None

    def order(self, *lines: tuple[str, int], **changes: Any) -> str:
        wanted = draft(*lines, **({"email": "a@example.org"} | changes))
        made = self.core.transact(lambda unit: place(unit, wanted))
        return made.order_id


@pytest.fixture
def shop(core_database: str) -> Iterator[Shop]:
    made = Shop(core_database)
    furnish(made.core, STOCK)
    with made.switch.watching():
        yield made
    made.core.engine.dispose()


def turn(core: Core) -> None:
    Timers(core).turn()


def once(shop: Shop, order_id: str, make: Callable[[Core], Command]) -> Go:
    """A store's command, sent until it is answered: the intake does one identifier once."""
    head = head_at(shop.core, order_id)
    command, command_id = make(shop.core), shop.core.ids.new()
    answered: list[str] = []

    def go(core: Core) -> None:
        if not answered:
            answered.append(take_in(core, head, command, command_id=command_id)[0])

    return go


def short(shop: Shop) -> tuple[str, Go]:
    order_id = shop.order(("SCARF", 2))
    head = head_at(shop.core, order_id)
    take_in(shop.core, head, ClaimFulfilment(fulfilment_id=head.id))
    line = line_at(shop.core, head, "SCARF")
    told = TellShort(fulfilment_id=head.id, line_id=line.id, quantity=1, reason=ShortReason.DAMAGED)
    return order_id, once(shop, order_id, lambda _: told)


def rejected(shop: Shop) -> tuple[str, Go]:
    order_id = shop.order(("SCARF", 2))
    head = head_at(shop.core, order_id)
    return order_id, once(shop, order_id, lambda _: RejectFulfilment(fulfilment_id=head.id, reason="busy"))


def lapsed(shop: Shop) -> tuple[str, Go]:
    order_id = shop.order(("SCARF", 2))
    shop.clock.advance(2 * DAY_MS)
    return order_id, turn


def uncollected(shop: Shop) -> tuple[str, Go]:
    order_id = shop.order(("SCARF", 1))
    head = head_at(shop.core, order_id)
    line = line_at(shop.core, head, "SCARF")
    parcel = ParcelDraft(build_sscc("9521234", shop.starts * 100), {line.id: 1})
    for command in (
        ClaimFulfilment(fulfilment_id=head.id),
        PickLine(fulfilment_id=head.id, line_id=line.id, quantity=1),
        PackFulfilment(fulfilment_id=head.id, parcels=[parcel]),
        StageFulfilment(fulfilment_id=head.id, bins={parcel.number: "B-1"}),
    ):
        take_in(shop.core, head, command)
    shop.clock.advance(8 * DAY_MS)
    return order_id, turn


def cancelled(shop: Shop) -> tuple[str, Go]:
    order_id = shop.order(("SCARF", 2))
    cause = shop.core.ids.new()

    def work(unit: UnitOfWork) -> None:
        order = unit.lock(Order, order_id)
        assert order is not None
        cancel(unit, order, [], cause)

    return order_id, lambda core: core.transact(work)


def late_goods(shop: Shop) -> tuple[str, Go]:
    due = shop.clock.now() + DAY_MS
    records = [QuotaRecord("COAT", "backorder", 99), ArrivalRecord("A-1", "COAT", "LYON", 99, due)]
    there = shop.core.read(lambda s: known_of(s, records))
    shop.core.transact(lambda unit: write_policy(unit, records, there))
    order_id = shop.order(("COAT", 1))
    shop.clock.advance(DAY_MS + 3 * HOUR_MS)
    return order_id, turn


def shut(shop: Shop) -> tuple[str, Go]:
    set_open(shop, is_open=True)
    order_id = shop.order(("SCARF", 2), location=None, latitude=45.76, longitude=4.86)
    set_open(shop, is_open=False)
    return order_id, turn


def set_open(shop: Shop, *, is_open: bool) -> None:
    def work(unit: UnitOfWork) -> None:
        unit.session.scalars(select(Location).where(Location.code == "LYON")).one().is_open = is_open

    shop.core.transact(work)


ENDS: Mapping[Callable[[Shop], tuple[str, Go]], tuple[list[str], list[str]]] = {
    short: (["picking", "proposed"], []),
    rejected: (["proposed", "rejected"], []),
    lapsed: (["lapsed", "proposed"], ["promised_again"]),
    uncollected: (["uncollected"], ["ready", "uncollected"]),
    cancelled: (["cancelled"], ["cancelled"]),
    late_goods: ([], ["delayed"]),
    shut: (["cancelled", "proposed"], []),
}
"""What each comes to: its fulfilments' states, and what the customer was told."""

ALWAYS = ("before anything", "the streams move", "before the commit")
WITH_STOCK = (*ALWAYS, "fulfilments follow", "positions follow", "the ledger is written")
PASSES: Mapping[Callable[[Shop], tuple[str, Go]], set[str]] = {
    short: {*WITH_STOCK, "claims are written"},
    rejected: {*WITH_STOCK, "claims are written"},
    lapsed: {*WITH_STOCK, "claims are written", "customers are told"},
    uncollected: {*ALWAYS, "fulfilments follow", "customers are told"},
    cancelled: {*WITH_STOCK, "customers are told"},
    late_goods: {*ALWAYS, "promises follow", "customers are told"},
    shut: {*WITH_STOCK, "claims are written"},
}
"""The points of each, on either database: a point of one alone might have its turn on the other."""


def left(shop: Shop, order_id: str) -> Any:
    """What a workflow has left behind of an order."""

    def read(session: Any) -> Any:
        told = session.scalars(select(Notification.kind).where(Notification.order_id == order_id))
        claims = session.execute(
            select(Reservation.state, Reservation.quantity).where(Reservation.holder == order_id)
        )
        return sorted(told), sorted(tuple(row) for row in claims)

    return sorted(state for state, _ in shares(shop.core, order_id).values()), *shop.core.read(read)


def end(shop: Shop, order_id: str) -> None:
    """Nothing of an order is left to do: the next one is alone."""

    def work(unit: UnitOfWork) -> None:
        order = unit.lock(Order, order_id)
        assert order is not None
        cancel(unit, order, [], unit.ids.new())

    shop.core.transact(work)


def tried(
    points: list[str], shop: Shop, workflow: Callable[[Shop], tuple[str, Go]], request: pytest.FixtureRequest
) -> list[str]:
    """Each point on one of both, from another one for each workflow; on either all, if all are wanted."""
    if request.config.getoption(OPTION):
        return points
    return turns_of(workflow, points, shop.core.engine.dialect.name)


def turns_of(workflow: Callable[[Shop], tuple[str, Go]], points: list[str], kind: str) -> list[str]:
    """Those that are tried on one kind of database."""
    return share_of(points, kind, begin=list(ENDS).index(workflow))


@pytest.mark.simulate
@pytest.mark.parametrize("workflow", ENDS, ids=lambda one: one.__name__)
def test_killed_anywhere_it_comes_to_the_same_end(
    request: pytest.FixtureRequest, shop: Shop, workflow: Callable[[Shop], tuple[str, Go]]
) -> None:
    order_id, go = workflow(shop)
    shop.switch.passed.clear()
    go(shop.core)
    points = sorted(shop.switch.passed)
    expected = left(shop, order_id)
    assert expected[:2] == ENDS[workflow]
    assert set(points) == PASSES[workflow]
    for kill in tried(points, shop, workflow, request):
        end(shop, order_id)
        order_id, go = workflow(shop)
        starts = shop.starts
        shop.surely(kill, go)
        assert shop.starts == starts + 1, kill
        go(shop.core)
        assert left(shop, order_id) == expected, kill
    assert shop.core.read(disagreements) == 0
    allocated = shop.core.read(lambda s: sum(s.scalars(select(Position.allocated))))
    claimed = shop.core.read(
        lambda s: sum(s.scalars(select(Reservation.quantity).where(Reservation.state == "allocated")))
    )
    assert allocated == claimed


@pytest.mark.parametrize("workflow", ENDS, ids=lambda one: one.__name__)
def test_each_point_of_a_workflow_is_tried_on_one_database_or_the_other(
    workflow: Callable[[Shop], tuple[str, Go]],
) -> None:
    points = sorted(PASSES[workflow])

    assert sorted(point for kind in KINDS for point in turns_of(workflow, points, kind)) == points
