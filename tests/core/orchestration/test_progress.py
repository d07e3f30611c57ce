"""How far an order has come, read off its fulfilments."""

from __future__ import annotations

from core.model import Fulfilment, FulfilmentLine
from core.orchestration import Core, UnitOfWork
from core.rules.order import LineProgress, OrderStatus
from tests.core.orchestration.order_world import furnish, head_at, line_at, order, progress


def stand(core: Core, order_id: str, state: str, **quantities: int) -> tuple[LineProgress, OrderStatus]:
    """The progress of the only line when its fulfilment stands like this."""
    head = head_at(core, order_id)
    line = line_at(core, head, "SCARF")

    def work(unit: UnitOfWork) -> None:
        unit.session.get_one(Fulfilment, head.id).state = state
        row = unit.session.get_one(FulfilmentLine, line.id)
        for name, units in quantities.items():
            setattr(row, name, units)

    core.transact(work)
    done = progress(core, order_id)
    return done.by_line[done.lines[0].id], done.status


def test_proposed_it_is_sourced_and_nobody_has_begun(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 3))
    assert stand(core, placed.order_id, "proposed") == (LineProgress(3, sourced=3), OrderStatus.SOURCED)


def test_claimed_it_has_begun(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 3))
    assert stand(core, placed.order_id, "claimed") == (
        LineProgress(3, sourced=3, started=3),
        OrderStatus.IN_FULFILMENT,
    )


def test_given_back_with_something_picked_it_has_begun_all_the_same(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 3))
    assert stand(core, placed.order_id, "proposed", picked=1)[0].started == 3


def test_what_is_short_is_not_sourced(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 3))
    done, _ = stand(core, placed.order_id, "picking", short=1)
    assert (done.sourced, done.started) == (2, 2)


def test_what_was_handed_over_has_left(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 3))
    assert stand(core, placed.order_id, "handed_over", picked=3, handed_over=3) == (
        LineProgress(3, sourced=3, left=3),
        OrderStatus.FULFILLED,
    )


def test_what_was_dispatched_has_left_as_it_was_picked(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 3))
    done, status = stand(core, placed.order_id, "dispatched", picked=2)
    assert (done.sourced, done.left, status) == (2, 2, OrderStatus.PARTLY_FULFILLED)


def test_what_was_given_up_is_open_again(core: Core) -> None:
    furnish(core, {"LYON": {"SCARF": 3}})
    placed = order(core, ("SCARF", 3))
    assert stand(core, placed.order_id, "rejected")[0] == LineProgress(3)
    done = progress(core, placed.order_id)
    assert done.open_units() == {done.lines[0].id: 3}
